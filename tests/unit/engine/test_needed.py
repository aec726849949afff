"""Of which cells a figure says 'n of N': its months, whole sub-units, what was delivered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.rows import Shelf
from verantwoord.model.dataset import CellGrain
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.period import Grain, Period

MONTHS = Period.year(2024).months()


def row(amount: int, **more: Any) -> dict[str, Any]:
    return {"drager": "stroom", "verbruik": amount, "eenheid": "kwh", **more}


def figure(shelf: Shelf, indicator: str, key: str) -> Figure:
    return shelf.compute(indicators=[indicator]).figures[f"{indicator}@{key}"]


def use_months(shelf: Shelf, *months: int) -> None:
    """Let energy use look at some months of a year only, as a stock at its end does."""
    indicator = shelf.pack.indicators["energie.verbruik"]
    uses = {a: replace(u, months=months) for a, u in indicator.components.items()}
    indicators = {**shelf.pack.indicators, indicator.id: replace(indicator, components=uses)}
    shelf.pack = replace(shelf.pack, indicators=indicators)


def test_a_figure_of_two_months_needs_those_two_months_and_no_others(shelf: Shelf) -> None:
    """The state of December is complete with December, whatever happened in May."""
    use_months(shelf, 6, 12)
    for month, amount in ((MONTHS[4], 1), (MONTHS[5], 10), (MONTHS[11], 100)):
        shelf.deliver("meters", "alfa", str(month), [row(amount)])
    year = figure(shelf, "energie.verbruik", "alfa@2024")
    assert (year.value, year.status) == (110, FigureStatus.MEASURED)
    assert (year.coverage.received, year.coverage.expected) == (2, 2)
    assert (year.coverage.cells, year.coverage.cells_expected) == (2, 2)


def test_and_it_is_not_complete_with_the_others(shelf: Shelf) -> None:
    use_months(shelf, 6, 12)
    for month in (MONTHS[4], MONTHS[5]):
        shelf.deliver("meters", "alfa", str(month), [row(1)])
    year = figure(shelf, "energie.verbruik", "alfa@2024")
    assert (year.value, year.status) == (1, FigureStatus.INCOMPLETE)
    assert year.coverage.missing == (("meters", "alfa", "2024-12"),)
    assert (year.coverage.cells, year.coverage.cells_expected) == (1, 2)


def divided(shelf: Shelf, *datasets: str) -> None:
    """Let the cells of some datasets be of sub-units: the carriers of the meters."""
    grain = CellGrain(Grain.MONTH, "drager")
    changed = {d: replace(shelf.pack.datasets[d], grain=grain) for d in datasets}
    shelf.pack = replace(shelf.pack, datasets={**shelf.pack.datasets, **changed})


@pytest.mark.parametrize(("sub_units", "cells"), [(False, 12), (True, 24)])
def test_a_month_of_two_datasets_is_one_unless_a_dataset_is_divided(
    shelf: Shelf, sub_units: bool, cells: int
) -> None:
    """A meter and a job are not the same thing to have; a month of both is one month."""
    if sub_units:
        divided(shelf, "meters")
    for month in MONTHS:
        shelf.deliver("meters", "alfa", str(month), [row(1)])
        shelf.deliver("fte", "alfa", str(month), [{"fte": 1}])
    year = figure(shelf, "energie.per-fte", "alfa@2024")
    assert year.coverage.complete and year.coverage.divided is sub_units
    assert (year.coverage.cells, year.coverage.cells_expected) == (cells, cells)
    assert (year.coverage.received, year.coverage.expected) == (24, 24)


def as_delivered(shelf: Shelf) -> None:
    """Let energy use be shown by who delivered, about what it was delivered."""
    indicator = replace(
        shelf.pack.indicators["energie.verbruik"], periods=("als-geleverd",), scope="each"
    )
    indicators = {**shelf.pack.indicators, indicator.id: indicator}
    shelf.pack = replace(shelf.pack, indicators=indicators)


def test_as_delivered_there_is_a_figure_of_each_organisation_and_period_with_rows(
    shelf: Shelf,
) -> None:
    as_delivered(shelf)
    shelf.deliver("meters", "beta", "2024-02", [row(5)])
    shelf.deliver("meters", "alfa", "2024-Q2", [row(30), row(1, drager="warmte")])
    shelf.deliver("meters", "alfa", "2024-01", [row(7)])
    found = shelf.compute(indicators=["energie.verbruik"]).figures
    assert {i: f.value for i, f in found.items()} == {
        "energie.verbruik@alfa@2024-01": 7,
        "energie.verbruik@alfa@2024-Q2": 31,
        "energie.verbruik@beta@2024-02": 5,
    }
    assert list(found) == sorted(found)


def test_as_delivered_each_figure_needs_only_its_own_organisation_and_period(
    shelf: Shelf,
) -> None:
    """Eleven months that are missing, and three others, say nothing about this one."""
    as_delivered(shelf)
    shelf.deliver("meters", "alfa", "2024-01", [row(7)])
    shelf.deliver("meters", "beta", "2024-02", [row(5)])
    one = figure(shelf, "energie.verbruik", "alfa@2024-01")
    assert one.status is FigureStatus.MEASURED
    assert (one.coverage.received, one.coverage.expected) == (1, 1)
    assert (one.coverage.cells, one.coverage.cells_expected) == (1, 1)


def test_as_delivered_a_file_with_a_part_of_its_period_is_not_complete(shelf: Shelf) -> None:
    as_delivered(shelf)
    made = shelf.deliver("meters", "alfa", "2024-Q2", [row(30)])
    at = shelf.deliveries.index(made)
    shelf.deliveries[at] = replace(made, cells=made.cells[:2])
    one = figure(shelf, "energie.verbruik", "alfa@2024-Q2")
    assert (one.coverage.cells, one.coverage.cells_expected) == (2, 3)
    assert one.status is FigureStatus.INCOMPLETE
