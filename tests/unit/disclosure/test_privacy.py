"""Small numbers about people: hidden, and not to be computed from what is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.release import factories
from verantwoord.disclosure import hiding as privacy
from verantwoord.disclosure.hiding import hide_small
from verantwoord.model.figure import (
    ComponentValue,
    Contribution,
    Coverage,
    Figure,
    FigureStatus,
    Quality,
    figure_id,
)
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

LIMIT = 5  # as in parameters/privacy/k.yaml of Zilverland
KINDS = ("dienst", "inhuur")
Cell = tuple[str, int, str]  # organisation, quarter, kind
SOMEWHERE = Coverage(1, 1)
QUALITY = Quality("proef", 0, 0, ())


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(factories.PACK)


def figures(counts: Mapping[Cell, int]) -> dict[str, Figure]:
    """Return what would be published: cells, rows, columns, years and the whole."""
    organisations = sorted({o for o, _, _ in counts})
    quarters = sorted({q for _, q, _ in counts})
    found = {}
    for whose in [*([o] for o in organisations), organisations]:
        for when in [*([q] for q in quarters), quarters]:
            for kinds in [*([k] for k in KINDS), list(KINDS)]:
                figure = _figure(counts, whose, when, kinds)
                found[figure.id] = figure
    return found


def _figure(
    counts: Mapping[Cell, int], whose: list[str], when: list[int], kinds: list[str]
) -> Figure:
    total = "zilverland"
    organisation = whose[0] if len(whose) == 1 else total
    period = Period.parse(f"2024-Q{when[0]}") if len(when) == 1 else Period.year(2024)
    dimensions = {"soort": kinds[0]} if len(kinds) == 1 else {}
    parts = {(o, q): sum(counts[o, q, k] for k in kinds) for o in whose for q in when}
    value = Decimal(sum(parts.values()))
    component = ComponentValue(
        alias="n_relaties",
        component="banen.n-relaties",
        unit="relation",
        value=value,
        rows=1,
        empty=0,
        contributions=tuple(
            Contribution(f"{o}-{q}", o, Period.parse(f"2024-Q{q}"), Decimal(n))
            for (o, q), n in parts.items()
        ),
    )
    # with one organisation its own total and the whole are two figures with the same id
    identifier = figure_id("banen.relaties", organisation, period, dimensions)
    return Figure(
        id=f"{identifier}@{len(whose)}-{len(when)}",
        indicator="banen.relaties",
        organisation=organisation,
        period=period,
        dimensions=tuple(dimensions.items()),
        structure=None,
        value=value,
        numerator=None,
        denominator=None,
        unit="relation",
        status=FigureStatus.MEASURED,
        coverage=SOMEWHERE,
        components=(component,),
        parameters=(),
        judgements=(),
        quality=QUALITY,
        known_on=dt.date(2025, 1, 1),
    )


def forms(counts: Mapping[Cell, int]) -> dict[str, dict[Cell, int]]:
    """Return, from the tables themselves, of which cells each figure is the sum."""
    organisations = sorted({o for o, _, _ in counts})
    quarters = sorted({q for _, q, _ in counts})
    table = {}
    for figure_id_, figure in figures(counts).items():
        whose = [figure.organisation] if figure.organisation != "zilverland" else organisations
        year = str(figure.period) == "2024"
        when = quarters if year else [int(str(figure.period)[-1])]
        kinds = [figure.dimensions[0][1]] if figure.dimensions else list(KINDS)
        table[figure_id_] = {(o, q, k): 1 for o in whose for q in when for k in kinds}
    return table


def recoverable(shown: list[dict[Cell, int]], secret: dict[Cell, int]) -> bool:
    """Say whether a sum of cells follows from the sums that are shown: plain elimination."""
    cells = sorted({c for form in [*shown, secret] for c in form})
    basis: list[list[Fraction]] = []

    def reduced(row: list[Fraction]) -> list[Fraction]:
        for other in basis:
            lead = next(i for i, v in enumerate(other) if v)
            if row[lead]:
                factor = row[lead] / other[lead]
                row = [a - factor * b for a, b in zip(row, other, strict=True)]
        return row

    for form in shown:
        row = reduced([Fraction(form.get(c, 0)) for c in cells])
        if any(row):
            basis.append(row)
    return not any(reduced([Fraction(secret.get(c, 0)) for c in cells]))


def cells(organisations: int, quarters: int) -> st.SearchStrategy[dict[Cell, int]]:
    names = ["bosbouw", "dijken", "handel"][:organisations]
    keys = [(o, q, k) for o in names for q in range(1, quarters + 1) for k in KINDS]
    number = st.one_of(st.integers(0, 8), st.integers(9, 400))
    return st.fixed_dictionaries(dict.fromkeys(keys, number))


TABLES = st.one_of(cells(1, 2), cells(2, 1), cells(2, 2), cells(3, 2))


@settings(max_examples=examples(60))
@given(counts=TABLES)
def test_no_hidden_small_number_follows_from_what_is_shown(
    pack: Pack, counts: dict[Cell, int]
) -> None:
    before = figures(counts)
    after = hide_small(before, pack)
    meaning = forms(counts)
    shown = [meaning[i] for i, f in after.items() if f.status is not FigureStatus.SUPPRESSED]
    for identifier, figure in before.items():
        assert isinstance(figure.value, Decimal)
        if 0 < figure.value < LIMIT:
            assert after[identifier].status is FigureStatus.SUPPRESSED
            assert not recoverable(shown, meaning[identifier])


@settings(max_examples=examples(30))
@given(counts=TABLES)
def test_nothing_is_hidden_when_nobody_is_in_a_small_cell(
    pack: Pack, counts: dict[Cell, int]
) -> None:
    large = {cell: n if n == 0 else n + LIMIT for cell, n in counts.items()}
    before = figures(large)
    assert hide_small(before, pack) == before


def test_hiding_the_small_cell_alone_would_not_have_been_enough(pack: Pack) -> None:
    counts = {("bosbouw", 1, "dienst"): 90, ("bosbouw", 1, "inhuur"): 3}
    counts |= {("dijken", 1, "dienst"): 70, ("dijken", 1, "inhuur"): 40}
    meaning = forms(counts)
    small = next(i for i in meaning if i.startswith("banen.relaties@bosbouw@2024-Q1@soort=inhuur"))
    others = [form for i, form in meaning.items() if form != meaning[small]]
    assert recoverable(others, meaning[small])
    hidden = [f for f in hide_small(figures(counts), pack).values() if f.status == "onderdrukt"]
    assert len(hidden) > 2


def test_a_hidden_figure_gives_nothing_away(pack: Pack) -> None:
    counts = {("bosbouw", 1, "dienst"): 2, ("bosbouw", 1, "inhuur"): 300}
    hidden = [f for f in hide_small(figures(counts), pack).values() if f.status == "onderdrukt"]
    assert hidden
    for figure in hidden:
        (component,) = figure.components
        assert not isinstance(figure.value, Decimal) and not isinstance(component.value, Decimal)
        assert component.contributions == () and component.rows == 0 and figure.judgements == ()


def test_other_indicators_over_the_same_people_are_hidden_too(pack: Pack) -> None:
    few = _figure(
        {("bosbouw", 1, "dienst"): 2, ("bosbouw", 1, "inhuur"): 0}, ["bosbouw"], [1], ["dienst"]
    )
    hours = replace(few.components[0], alias="uren", component="banen.uren", value=Decimal(800))
    other = replace(few, id="banen.aantal@x", indicator="banen.aantal", components=(hours,))
    after = hide_small({few.id: few, other.id: other}, pack)
    assert {f.status for f in after.values()} == {FigureStatus.SUPPRESSED}


def test_without_an_agreed_limit_nothing_is_hidden(pack: Pack) -> None:
    without = replace(
        pack, parameters={k: v for k, v in pack.parameters.items() if k != "privacy.k"}
    )
    before = figures({("bosbouw", 1, "dienst"): 2, ("bosbouw", 1, "inhuur"): 1})
    assert hide_small(before, without) == before


def test_two_rows_of_one_cell_that_cancel_still_give_a_secret_away() -> None:
    """What a cell shows twice may differ by exactly the few people that must stay hidden."""
    few = privacy.Cell("d", "iota", "2023", (), "")
    whole = privacy.Cell("d", "land", "2023", (), "")
    x, y = ("levering-x", ()), ("levering-y", ())
    rows = {few: [{x: 1}], whole: [{x: 1, y: 1}, {y: 1}]}
    counts = {few: Decimal(3), whole: Decimal(100)}
    assert privacy.complement({few: [{x: 1}]}, rows, counts) == {few, whole}
