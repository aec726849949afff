"""Small numbers about people in figures: hidden, and not to be known from what is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.disclosure.figures import (
    KINDS,
    LIMIT,
    Cell,
    everything,
    figure,
    hide,
    people,
    suppressed,
)
from tests.unit.disclosure.released import shown_by, too_well_known
from tests.unit.release import factories
from verantwoord.disclosure.errors import DisclosureError
from verantwoord.disclosure.hiding import REASON, audit, hide_small, published
from verantwoord.disclosure.protect import protect
from verantwoord.engine.people import people_behind
from verantwoord.formula.quantities import unknown
from verantwoord.model.figure import FigureStatus
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(factories.PACK)


def cells(organisations: int, quarters: int) -> st.SearchStrategy[dict[Cell, int]]:
    names = ["bosbouw", "dijken", "handel"][:organisations]
    keys = [(o, q, k) for o in names for q in range(1, quarters + 1) for k in KINDS]
    number = st.one_of(st.integers(0, 8), st.integers(9, 400))
    return st.fixed_dictionaries(dict.fromkeys(keys, number))


TABLES = st.one_of(cells(1, 2), cells(2, 1), cells(2, 2), cells(3, 2))


@settings(max_examples=examples(60))
@given(counts=TABLES, one_file=st.booleans())
def test_no_hidden_number_is_known_within_k_minus_one(
    pack: Pack, counts: dict[Cell, int], one_file: bool
) -> None:
    """Also when one file is about all organisations and quarters."""
    after = hide(counts, pack, "een-bestand" if one_file else "")
    for (who, quarter, kind), n in counts.items():
        if 0 < n < LIMIT:
            identifier = f"banen.n-relaties@{who}@2024-Q{quarter}@soort={kind}"
            assert after[identifier].status is FigureStatus.SUPPRESSED


@settings(max_examples=examples(30))
@given(counts=TABLES)
def test_nothing_is_hidden_when_nobody_is_in_a_small_cell(
    pack: Pack, counts: dict[Cell, int]
) -> None:
    large = {cell: n if n == 0 else n + LIMIT for cell, n in counts.items()}
    assert suppressed(hide(large, pack)) == set()


def test_hiding_the_small_figures_alone_is_found_by_the_attack(pack: Pack) -> None:
    counts = {("bosbouw", 1, "dienst"): 90, ("bosbouw", 1, "inhuur"): 3}
    counts |= {("dijken", 1, "dienst"): 70, ("dijken", 1, "inhuur"): 40}
    before, groups = everything(counts), people(counts)
    after = dict(before)
    for component in ("n-relaties", "uren"):
        identifier = f"banen.{component}@bosbouw@2024-Q1@soort=inhuur"
        after[identifier] = hide_small({identifier: before[identifier]}, pack, groups)[identifier]
    table = published(before, pack, groups)
    found = too_well_known(shown_by(after.values()), before, pack, table)
    assert {(truth, here.least, here.most) for _, _, truth, here in found} == {
        (3, 3, 3),
        (900, 900, 900),
    }


def test_nothing_is_published_when_the_attack_finds_something(pack: Pack) -> None:
    counts = {("bosbouw", 1, "dienst"): 90, ("bosbouw", 1, "inhuur"): 3}
    table = published(everything(counts), pack, people(counts))
    small = protect(table.atoms, table.cells, table.k, table.floors).small
    with pytest.raises(DisclosureError, match="Er is niets gepubliceerd"):
        audit(table, small)


def test_one_file_about_two_organisations_does_not_give_the_small_one_away(pack: Pack) -> None:
    """173 in the land and 170 without dijken are the three of dijken (D10)."""
    counts = {("bosbouw", 1, "dienst"): 80, ("handel", 1, "dienst"): 90, ("dijken", 1, "dienst"): 3}
    land = figure(counts, ["bosbouw", "handel", "dijken"], [1], list(KINDS), delivery="x")
    without = figure(
        counts, ["bosbouw", "handel"], [1], list(KINDS), called="zonder-dijken", delivery="x"
    )
    few = figure(counts, ["dijken"], [1], list(KINDS), delivery="x")
    before = {f.id: f for f in (land, without, few)}
    after = hide_small(before, pack, people(counts, "x"))
    assert few.id in suppressed(after)
    assert {land.id, without.id} & suppressed(after)


def test_a_missing_quarter_does_not_switch_hiding_off(pack: Pack) -> None:
    """The mean is unknown, but the other quarters stand in its contributions (D9)."""
    counts = {("bosbouw", q, "dienst"): 3 for q in (1, 3, 4)}
    year = figure(counts, ["bosbouw"], [1, 2, 3, 4], ["dienst"])
    component = replace(year.components[0], value=unknown("een kwartaal ontbreekt"))
    year = replace(year, value=component.value, components=(component,))
    after = hide_small({year.id: year}, pack, people(counts))[year.id]
    assert after.status is FigureStatus.SUPPRESSED
    assert after.components[0].contributions == ()


def test_a_figure_without_any_count_in_its_formula_is_hidden_too(pack: Pack) -> None:
    counts = {("bosbouw", 1, "dienst"): 3}
    hours = figure(counts, ["bosbouw"], [1], ["dienst"], component="uren")
    assert suppressed(hide_small({hours.id: hours}, pack, people(counts))) == {hours.id}


def test_a_figure_of_which_nobody_was_counted_is_hidden(pack: Pack) -> None:
    counts = {("bosbouw", 1, "dienst"): 300}
    one = figure(counts, ["bosbouw"], [1], ["dienst"])
    assert suppressed(hide_small({one.id: one}, pack, [])) == {one.id}
    unsure = [replace(g, people=None) for g in people(counts)]
    assert suppressed(hide_small({one.id: one}, pack, unsure)) == {one.id}


def test_a_ratio_is_hidden_when_one_of_its_parts_is(pack: Pack) -> None:
    """Else the small part would follow from the ratio and the other part."""
    counts = {("bosbouw", 1, "dienst"): 3, ("bosbouw", 1, "inhuur"): 300}
    part = figure(counts, ["bosbouw"], [1], ["dienst"])
    whole = figure(counts, ["bosbouw"], [1], list(KINDS))
    both = replace(
        whole,
        id="banen.deel@bosbouw@2024-Q1",
        numerator=part.value,
        denominator=whole.value,
        dimensions=part.dimensions,
        components=(part.components[0], replace(whole.components[0], alias="m")),
    )
    after = hide_small({both.id: both}, pack, people(counts))[both.id]
    assert after.status is FigureStatus.SUPPRESSED
    assert (after.numerator, after.denominator) == (unknown(REASON), unknown(REASON))


def test_a_hidden_figure_gives_nothing_away(pack: Pack) -> None:
    after = hide({("bosbouw", 1, "dienst"): 2, ("bosbouw", 1, "inhuur"): 300}, pack)
    for identifier in suppressed(after):
        (component,) = after[identifier].components
        assert after[identifier].value == component.value == unknown(REASON)
        assert (component.contributions, component.rows, component.empty) == ((), 0, 0)
        assert (component.bins, component.withheld_amount) == ((), None)
        assert after[identifier].judgements == ()


def test_all_that_is_hidden_is_hidden_in_the_same_words(pack: Pack) -> None:
    after = hide({("bosbouw", 1, "dienst"): 2, ("bosbouw", 1, "inhuur"): 300}, pack)
    assert len({str(after[i].value) for i in suppressed(after)}) == 1
    assert str(LIMIT) not in REASON


def test_how_many_rows_there_are_of_people_is_never_shown(pack: Pack) -> None:
    after = hide({("bosbouw", 1, "dienst"): 200, ("bosbouw", 1, "inhuur"): 300}, pack)
    assert {(c.rows, c.empty) for f in after.values() for c in f.components} == {(0, 0)}


def test_hidden_contributions_of_a_shown_figure_are_one_sum(pack: Pack) -> None:
    counts = {(o, 1, "dienst"): n for o, n in (("bosbouw", 3), ("dijken", 70), ("handel", 90))}
    after = hide(counts, pack)
    (total,) = after["banen.n-relaties@zilverland@2024-Q1"].components
    assert [c.organisation for c in total.contributions] == ["handel"]
    assert (total.withheld, total.withheld_amount) == (2, 73)
    assert total.value == 163


def test_a_shown_figure_without_hidden_contributions_has_nothing_withheld(pack: Pack) -> None:
    counts = {(o, 1, "dienst"): n for o, n in (("bosbouw", 30), ("dijken", 70))}
    (total,) = hide(counts, pack)["banen.n-relaties@zilverland@2024-Q1"].components
    assert (len(total.contributions), total.withheld, total.withheld_amount) == (2, 0, None)


def test_figures_that_are_not_about_people_are_left_as_they_are(pack: Pack) -> None:
    one = figure({("bosbouw", 1, "dienst"): 2}, ["bosbouw"], [1], ["dienst"])
    component = replace(one.components[0], component="verbruik.verbruik")
    other = replace(one, id="energie.verbruik@bosbouw", components=(component,))
    assert hide_small({other.id: other}, pack, [])[other.id] is other


def test_in_a_pack_about_nobody_nothing_is_hidden(pack: Pack) -> None:
    nobody = {i: replace(d, people=None) for i, d in pack.datasets.items()}
    before = everything({("bosbouw", 1, "dienst"): 2, ("bosbouw", 1, "inhuur"): 1})
    assert hide_small(before, replace(pack, datasets=nobody), []) == before


def test_the_highest_limit_of_the_published_periods_counts(pack: Pack) -> None:
    (first,) = pack.parameters["privacy.k"].values
    later = replace(first, holds_from=dt.date(2025, 1, 1), value=Decimal(50))
    parameter = replace(pack.parameters["privacy.k"], values=(first, later))
    with_later = replace(pack, parameters={**pack.parameters, "privacy.k": parameter})
    counts = {("bosbouw", 1, "dienst"): 30}
    before = everything(counts)
    assert published(before, with_later, people(counts)).k == LIMIT
    early = replace(first, holds_from=dt.date(2026, 1, 1), value=Decimal(7))
    only_early = replace(pack.parameters["privacy.k"], values=(early,))
    then = replace(pack, parameters={**pack.parameters, "privacy.k": only_early})
    assert published(before, then, people(counts)).k == 7


def test_people_are_counted_from_the_rows_of_a_real_delivery(tmp_path: Path) -> None:
    made = factories.small_workspace(tmp_path)
    current = [d for d in made.deliveries() if d.organisation == "bosbouw"]
    found = people_behind(made.pack, current, made.rows_path)
    first = next(
        g for g in found if g.period == "2024-Q1" and g.dimensions == (("soort", "dienst"),)
    )
    assert first.people == first.amounts["banen.n-relaties"] == 129
    assert set(first.amounts) == {"banen.uren", "banen.alle-uren", "banen.n-relaties"}
