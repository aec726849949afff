"""How figures become a table of people, and what is left of a figure that may not be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.disclosure.figures import KINDS, LIMIT, figure, people, suppressed
from tests.unit.release import factories
from verantwoord.disclosure.errors import DisclosureError
from verantwoord.disclosure.hiding import (
    REASON,
    audit,
    component_name,
    contribution_name,
    hide_small,
    published,
)
from verantwoord.disclosure.table import Atom, Name
from verantwoord.formula.quantities import unknown
from verantwoord.model.figure import Figure, FigureStatus, Judgement
from verantwoord.model.goal import Bound, GoalStatus
from verantwoord.model.indicator import ComponentUse
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.parameter import ParameterValue
from verantwoord.model.period import Period
from verantwoord.model.text import Text

FEW = {("bosbouw", 1, "dienst"): 3}
MANY = {("bosbouw", 1, "dienst"): 30, ("bosbouw", 1, "inhuur"): 40}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(factories.PACK)


def one(counts: Mapping[tuple[str, int, str], int], kinds: list[str], **more: str) -> Figure:
    return figure(counts, ["bosbouw"], [1], kinds, **more)


def by_id(*figures: Figure) -> dict[str, Figure]:
    return {f.id: f for f in figures}


def group(kind: str) -> Name:
    """The name of the group of people of bosbouw in the first quarter."""
    return ("banen", "bosbouw-1", "bosbouw", "2024-Q1", str((("soort", kind),)))


def with_limits(pack: Pack, *values: tuple[int, int]) -> Pack:
    """Let `privacy.k` change at the start of some years."""
    known = pack.parameters["privacy.k"]
    (first,) = known.values
    changed = [
        replace(
            first,
            holds_from=dt.date(year, 1, 1),
            holds_until=dt.date(9999, 12, 31) if i == len(values) else dt.date(values[i][0], 1, 1),
            value=Decimal(k),
        )
        for i, (year, k) in enumerate(values, 1)
    ]
    assert all(isinstance(v, ParameterValue) for v in changed)
    parameter = replace(known, values=tuple(changed))
    return replace(pack, parameters={**pack.parameters, "privacy.k": parameter})


# ---- what is in the table ---------------------------------------------------------------------


def test_a_figure_is_the_sum_of_all_shares_that_one_delivery_gives_to_it(pack: Pack) -> None:
    """Three tenths and seven tenths of the same people are those people, not seven tenths."""
    made = one(MANY, ["dienst"])
    (component,) = made.components
    (whole,) = component.contributions
    shared = tuple(replace(whole, share=Decimal(share)) for share in ("0.3", "0.7"))
    made = replace(made, components=(replace(component, contributions=shared),))
    table = published(by_id(made), pack, people(MANY))
    assert table.cells[component_name(made, component)].form == {group("dienst"): 1}
    assert sorted(c.form.get(group("dienst"), 0) for n, c in table.cells.items()) == [
        Decimal("0.3"), Decimal("0.7"), 1,
    ]  # fmt: skip


def test_a_component_that_is_not_split_is_about_all_kinds(pack: Pack) -> None:
    """The denominator of a share is of the whole: hiding as if it were split would miss a way."""
    part, whole = one(MANY, ["dienst"]), one(MANY, list(KINDS))
    uses = {
        "n": ComponentUse("banen.n-relaties"),
        "m": ComponentUse("banen.n-relaties", whole_population=True),
    }
    indicator = replace(pack.indicators["banen.relaties"], id="banen.deel", components=uses)
    pack = replace(pack, indicators={**pack.indicators, "banen.deel": indicator})
    both = replace(
        part,
        indicator="banen.deel",
        components=(part.components[0], replace(whole.components[0], alias="m")),
    )
    table = published(by_id(both), pack, people(MANY))
    forms = {n[2]: set(c.form) for n, c in table.cells.items() if n[0] == "cijfer"}
    assert forms == {"n": {group("dienst")}, "m": {group("dienst"), group("inhuur")}}


def test_a_group_that_a_component_does_not_count_is_not_in_it(pack: Pack) -> None:
    groups = people(MANY)
    without = {"banen.n-relaties": groups[1].amounts["banen.n-relaties"]}
    groups[1] = replace(groups[1], amounts=without)
    hours = one(MANY, list(KINDS), component="uren")
    table = published(by_id(hours), pack, groups)
    (component,) = hours.components
    assert set(table.cells[component_name(hours, component)].form) == {group("dienst")}


def test_people_stand_in_the_table_also_behind_a_component_about_nobody(pack: Pack) -> None:
    """Hours per megawatt hour: the first component is about nobody, and the second is not."""
    few = one(FEW, ["dienst"])
    use = replace(few.components[0], alias="e", component="verbruik.mwh")
    mixed = replace(few, components=(use, *few.components))
    assert suppressed(hide_small(by_id(mixed), pack, people(FEW))) == {mixed.id}


def test_a_figure_about_nobody_does_not_decide_for_those_that_follow_it(pack: Pack) -> None:
    few = one(FEW, ["dienst"])
    use = replace(few.components[0], component="verbruik.mwh")
    energy = replace(few, id="a@bosbouw@2024-Q1", indicator="a", components=(use,))
    before = by_id(energy, few)
    assert suppressed(hide_small(before, pack, people(FEW))) == {few.id}
    assert suppressed(hide_small(dict(reversed(before.items())), pack, people(FEW))) == {few.id}


def test_two_sums_of_which_nobody_was_counted_are_about_different_people(pack: Pack) -> None:
    """Else one would be taken for the other, and its amount for that of the other."""
    before = by_id(*(one(MANY, [kind]) for kind in KINDS), one(MANY, ["dienst"], component="uren"))
    table = published(before, pack, [])
    key = ("banen", "bosbouw-1", "bosbouw", "2024-Q1")
    count, hours = "banen sum relaties", "banen sum uren"
    assert table.atoms == {
        (*key, "banen.n-relaties", "[('soort', 'dienst')]"): Atom("2024-Q1", None, {count: 30}),
        (*key, "banen.n-relaties", "[('soort', 'inhuur')]"): Atom("2024-Q1", None, {count: 40}),
        (*key, "banen.uren", "[('soort', 'dienst')]"): Atom("2024-Q1", None, {hours: 9000}),
    }


def test_a_contribution_has_the_same_name_in_every_figure_that_shows_it(pack: Pack) -> None:
    counts = {**MANY, ("dijken", 1, "dienst"): 70}
    own = one(counts, ["dienst"])
    land = figure(counts, ["bosbouw", "dijken"], [1], ["dienst"])
    names = [
        contribution_name(f, f.components[0], f.components[0].contributions[0], pack)
        for f in (own, land)
    ]
    assert names[0] == names[1] == (
        "bijdrage", "banen.n-relaties", "bosbouw-1", "bosbouw", "2024-Q1",
        "(('soort', 'dienst'),)", "1",
    )  # fmt: skip
    assert component_name(own, own.components[0]) == ("cijfer", own.id, "n")


def test_a_contribution_of_another_kind_or_share_has_another_name(pack: Pack) -> None:
    made, other = one(MANY, ["dienst"]), one(MANY, ["inhuur"])
    (given,) = made.components[0].contributions
    halved = replace(given, share=Decimal("0.5"))
    names = {
        contribution_name(made, made.components[0], given, pack),
        contribution_name(made, made.components[0], halved, pack),
        contribution_name(other, other.components[0], given, pack),
    }
    assert len(names) == 3


# ---- from how many people --------------------------------------------------------------------


@pytest.mark.parametrize("limits", [((2020, 5), (2025, 50)), ((2020, 50), (2025, 5))])
def test_of_two_limits_in_what_is_published_the_highest_holds(
    pack: Pack, limits: tuple[tuple[int, int], ...]
) -> None:
    """Whichever came first: the lower one would show what the higher one hides."""
    first = one({("bosbouw", 1, "dienst"): 30}, ["dienst"])
    later = replace(first, id="banen.n-relaties@bosbouw@2025", period=Period.year(2025))
    table = published(by_id(first, later), with_limits(pack, *limits), people(MANY))
    assert table.k == 50


# ---- somebody is at least one -----------------------------------------------------------------


def test_that_somebody_is_at_least_one_is_known_to_the_reader_too(pack: Pack) -> None:
    """4 and 4 below a total of 8: each is one at least, so the other is seven at most, not 8."""
    assert LIMIT == 5
    counts = {("bosbouw", 1, "dienst"): 4, ("bosbouw", 1, "inhuur"): 4}
    before = by_id(*(one(counts, [kind]) for kind in KINDS), one(counts, list(KINDS)))
    assert suppressed(hide_small(before, pack, people(counts))) == set(before)
    table = published(before, pack, people(counts))
    parts = frozenset(n for n in table.cells if "dienst" in str(n) or "inhuur" in str(n))
    with pytest.raises(DisclosureError):
        audit(table, parts)


def test_and_no_more_than_one(pack: Pack) -> None:
    """3 and 5 below a total of 8: the three may be seven, four more, so the total is shown."""
    eight = {("bosbouw", 1, "dienst"): 3, ("bosbouw", 1, "inhuur"): 5}
    figures = [one(eight, [kind]) for kind in KINDS] + [one(eight, list(KINDS))]
    after = hide_small(by_id(*figures), pack, people(eight))
    assert suppressed(after) == {f.id for f in figures[:2]}


# ---- what is left of it ----------------------------------------------------------------------


def test_the_refusal_says_of_which_figure_and_how_many_others(pack: Pack) -> None:
    """Two ministries, of each of which the other kind and the total are shown."""
    counts = {
        (o, 1, k): n for o in ("bosbouw", "dijken") for k, n in (("dienst", 3), ("inhuur", 90))
    }
    before = {
        f.id: f
        for o in ("bosbouw", "dijken")
        for f in (*(figure(counts, [o], [1], [kind]) for kind in KINDS),
                  figure(counts, [o], [1], list(KINDS)))
    }  # fmt: skip
    table = published(before, pack, people(counts))
    hidden = frozenset(n for n in table.cells if "dienst" in str(n))
    with pytest.raises(DisclosureError) as caught:
        audit(table, hidden)
    named = "bijdrage banen.n-relaties"
    assert caught.value.in_language("nl") == (
        f"Met wat openbaar zou worden, is {named} te herleiden (en 1 andere). "
        "Er is niets gepubliceerd; meld dit als een fout."
    )
    assert caught.value.in_language("en") == (
        f"From what would be published, {named} could be derived (and 1 others). "
        "Nothing was published; report this as a defect."
    )
    assert "3" not in str(caught.value)


def test_what_is_hidden_keeps_no_judgement_no_parts_and_no_distribution(pack: Pack) -> None:
    few = one(FEW, ["dienst"])
    said = Judgement(
        "banen.doel", GoalStatus.MISSED, Text("waarde 3"), Bound(Decimal(9), Decimal(9))
    )
    component = replace(few.components[0], bins=((0, Decimal(3)),))
    few = replace(few, judgements=(said,), components=(component,), show_parts_only=True)
    after = hide_small(by_id(few), pack, people(FEW))[few.id]
    assert after.status is FigureStatus.SUPPRESSED
    assert (after.judgements, after.show_parts_only) == ((), False)
    assert after.components[0].bins == ()


def test_what_had_no_numerator_gets_none_by_hiding(pack: Pack) -> None:
    """'Teller: onderdrukt' beside a count would be a false sentence."""
    few = one(FEW, ["dienst"])
    after = hide_small(by_id(few), pack, people(FEW))[few.id]
    assert (after.numerator, after.denominator) == (None, None)
    ratio = replace(few, numerator=Decimal(3), denominator=Decimal(9))
    hidden = hide_small(by_id(ratio), pack, people(FEW))[few.id]
    assert (hidden.numerator, hidden.denominator) == (unknown(REASON), unknown(REASON))


def test_how_many_rows_a_component_about_nobody_has_may_be_known(pack: Pack) -> None:
    many = one(MANY, list(KINDS))
    use = replace(many.components[0], alias="e", component="verbruik.mwh")
    mixed = replace(many, components=(use, *many.components))
    energy, persons = hide_small(by_id(mixed), pack, people(MANY))[mixed.id].components
    assert energy == use
    assert (persons.rows, persons.empty) == (0, 0)
