"""What stands behind a figure: who gave how much of it, with which share, and how it came in."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rows import Shelf
from tests.unit.engine.stories import Story, deliver
from verantwoord.engine import trace
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import ComponentUse

HEIRS = Story(
    country="""
        land:
        alfa: land
        beta until 2024-03-01: land
        gamma from 2024-03-01: land
        delta from 2024-03-01: land
    """,
    heirs="2024-03-01 beta: gamma 0.25, delta 0.75",
    population="alle of land: alfa, beta, gamma, delta",
    asked="alfa, beta, gamma, delta",
    last="2024-04",
    on="2024-04-30",
    given="""
        alfa 2024-01..2024-04 10
        beta 2024-01..2024-02 8 4
        gamma 2024-03..2024-04 7
        delta 2024-03..2024-04 5
    """,
)
# figure -> who gave in which month how much of it, with which share
GIVEN = {
    "alfa@2024": "alfa 2024-01 10 1, alfa 2024-02 10 1, alfa 2024-03 10 1, alfa 2024-04 10 1",
    "beta@2024": "beta 2024-01 12 1, beta 2024-02 12 1",
    "beta@2024-Q1": "beta 2024-01 12 1, beta 2024-02 12 1",
    "gamma@2024": "gamma 2024-03 7 1, gamma 2024-04 7 1",
    "gamma@2024@structuur=2024-04-30": (
        "beta 2024-01 3.00 0.25, beta 2024-02 3.00 0.25, gamma 2024-03 7 1, gamma 2024-04 7 1"
    ),
    "delta@2024-01@structuur=2024-04-30": "beta 2024-01 9.00 0.75",
    "land@2024-03": "alfa 2024-03 10 1, delta 2024-03 5 1, gamma 2024-03 7 1",
    # at the land both shares of beta are one again
    "land@2024-02@structuur=2024-04-30": "alfa 2024-02 10 1, beta 2024-02 12 1",
}


@pytest.fixture
def figures(shelf: Shelf) -> dict[str, Figure]:
    return HEIRS.told(shelf)


def given(figure: Figure) -> list[tuple[str, str, Decimal, Decimal]]:
    (part,) = figure.components
    return [(c.organisation, str(c.period), c.amount, c.share) for c in part.contributions]


def test_who_gave_how_much_stands_behind_each_figure(figures: dict[str, Figure]) -> None:
    for key, text in GIVEN.items():
        wanted = [tuple(part.split()) for part in text.split(", ")]
        numbers = [(w, p, Decimal(a), Decimal(s)) for w, p, a, s in wanted]
        assert given(figures[key]) == numbers, key


def test_all_of_it_is_one_table_that_adds_up(figures: dict[str, Figure]) -> None:
    chosen = [figures[key] for key in GIVEN]
    table = trace.table(chosen).to_pylist()
    assert len(table) == sum(text.count(",") + 1 for text in GIVEN.values())
    for figure in chosen:
        own = [line for line in table if line["figure"] == figure.id]
        assert {line["component"] for line in own} == {"verbruik"}
        assert sum(Decimal(line["amount"]) for line in own) == figure.value


def test_the_table_of_numbers_says_what_the_figures_say(shelf: Shelf) -> None:
    HEIRS.told(shelf)
    computed = shelf.compute(indicators=["energie.verbruik"])
    lines = computed.figures.table().to_pylist()
    assert [line["figure"] for line in lines] == list(computed.figures)
    for line in lines:
        figure = computed.figures[line["figure"]]
        absent = isinstance(figure.value, Absent)
        assert (line["value"] is None) is absent is (line["absent"] is not None)
        if not absent:
            assert Decimal(line["value"]) == figure.value
        assert (line["organisation"], line["period"]) == (figure.organisation, str(figure.period))
        assert json.loads(line["dimensions"]) == dict(figure.dimensions)
        assert (line["structure"], line["unit"]) == (figure.structure, "kwh")
        coverage = figure.coverage
        counted = (coverage.received, coverage.expected, coverage.cells, coverage.cells_expected)
        assert counted == tuple(
            line[n] for n in ("received", "expected", "cells", "cells_expected")
        )
        assert line["status"] == str(figure.status)


def test_rows_and_empty_cells_are_counted_in_each_figure(shelf: Shelf) -> None:
    found = Story(
        asked="alfa", given="alfa 2024-01 1 leeg 2\nalfa 2024-02 leeg\nalfa 2024-03 5"
    ).told(shelf)
    counted = {
        key: (found[key].components[0].rows, found[key].components[0].empty)
        for key in ("alfa@2024", "alfa@2024-01", "alfa@2024-02", "alfa@2024-03", "alfa@2024-04")
    }
    assert counted == {
        "alfa@2024": (3, 2),
        "alfa@2024-01": (2, 1),
        "alfa@2024-02": (0, 1),
        "alfa@2024-03": (1, 0),
        "alfa@2024-04": (0, 0),
    }


def test_how_files_came_in_is_told_of_those_behind_the_figure_only(shelf: Shelf) -> None:
    """Told on 10 January 2025: everything up to November is late, and one month was restated."""
    Story(asked="alfa", given="alfa 2024-10..2024-12 10").told(shelf)
    first = next(d for d in shelf.deliveries if str(d.period) == "2024-11")
    deliver(shelf, "alfa 2024-11 20", replaces=first)
    figures = shelf.compute(indicators=["energie.verbruik"]).figures
    told = {
        key: (found.quality.late, found.quality.restated)
        for key in ("2024-10", "2024-11", "2024-12", "2024-Q4", "2024-09")
        if (found := figures[f"energie.verbruik@alfa@{key}"])
    }
    assert told == {
        "2024-10": (1, 0),
        "2024-11": (1, 1),
        "2024-12": (0, 0),
        "2024-Q4": (2, 1),
        "2024-09": (0, 0),
    }


def test_each_contribution_names_the_delivery_that_gave_it(shelf: Shelf) -> None:
    found = HEIRS.told(shelf)["gamma@2024@structuur=2024-04-30"]
    (part,) = found.components
    made = {(d.organisation, str(d.period)): d.id for d in shelf.deliveries}
    assert [c.delivery for c in part.contributions] == [
        made[c.organisation, str(c.period)] for c in part.contributions
    ]
    lines = trace.table([found]).to_pylist()
    assert [line["delivery"] for line in lines] == [c.delivery for c in part.contributions]


def test_of_the_highest_each_delivery_gives_its_highest_and_no_share_of_it(shelf: Shelf) -> None:
    """Beta's highest, 8, is the highest of its heirs too: a quarter of it was never measured."""
    uses = {"verbruik": ComponentUse("meters.hoogste")}
    indicator = replace(shelf.pack.indicators["energie.verbruik"], components=uses)
    shelf.pack = replace(shelf.pack, indicators={**shelf.pack.indicators, indicator.id: indicator})
    found = HEIRS.told(shelf)["gamma@2024@structuur=2024-04-30"]
    assert found.value == 8
    assert given(found) == [
        ("beta", "2024-01", Decimal(8), Decimal("0.25")),
        ("beta", "2024-02", Decimal(8), Decimal("0.25")),
        ("gamma", "2024-03", Decimal(7), Decimal(1)),
        ("gamma", "2024-04", Decimal(7), Decimal(1)),
    ]


def test_contributions_are_equal_to_the_same_and_to_nothing_else(shelf: Shelf) -> None:
    found = HEIRS.told(shelf)
    (alfa,), (beta,) = found["alfa@2024"].components, found["beta@2024"].components
    assert alfa.contributions == tuple(alfa.contributions)
    assert alfa.contributions != tuple(beta.contributions)
    assert alfa.contributions != beta.contributions
    assert alfa.contributions != list(alfa.contributions)
    assert alfa.contributions != 4


def test_a_table_of_nothing_has_the_columns_of_any_other() -> None:
    nothing = trace.table([])
    nothing.validate(full=True)
    assert nothing.schema == trace.SCHEMA
    assert [c.type for c in nothing.columns] == [f.type for f in trace.SCHEMA]
