"""What is complete is decided by cells, whatever the names of the files."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.rows import Shelf
from verantwoord.engine.errors import EngineError
from verantwoord.formula.quantities import Absent
from verantwoord.model.cells import Cell
from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.goal import GoalStatus
from verantwoord.model.period import Grain, Period

MONTHS = Period.year(2024).months()


def row(amount: int) -> dict[str, Any]:
    return {"drager": "stroom", "verbruik": amount, "eenheid": "kwh"}


def covering(shelf: Shelf, delivery: Delivery, months: list[Period]) -> Delivery:
    """Let a delivery cover other cells than the rows made by hand suggest."""
    changed = replace(delivery, cells=tuple(Cell(delivery.organisation, m) for m in months))
    shelf.deliveries[shelf.deliveries.index(delivery)] = changed
    return changed


def figure(shelf: Shelf, key: str) -> Figure:
    return shelf.compute(indicators=["energie.verbruik"]).figures[f"energie.verbruik@{key}"]


def test_a_year_file_against_a_monthly_request_is_one_file_and_twelve_months(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2024", [row(1200)])
    year = figure(shelf, "alfa@2024")
    assert (year.value, year.status) == (1200, FigureStatus.MEASURED)
    assert (year.coverage.received, year.coverage.expected) == (1, 1)
    assert (year.coverage.cells, year.coverage.cells_expected) == (12, 12)
    assert year.coverage.each is Grain.MONTH


def test_a_row_about_a_year_says_nothing_about_its_months(shelf: Shelf) -> None:
    """Not zero, not a twelfth, and not 'not delivered' either."""
    shelf.deliver("meters", "alfa", "2024", [row(1200)])
    month = figure(shelf, "alfa@2024-03")
    assert month.status is FigureStatus.UNKNOWN
    assert "niet precies in 2024-03" in str(month.value)


def test_rows_of_others_do_not_hide_that_one_row_is_about_a_whole_year(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2024", [row(1200)])
    for month in MONTHS[:6]:
        shelf.deliver("meters", "beta", str(month), [row(1)])
    assert isinstance(figure(shelf, "land@2024-03").value, Absent)
    assert figure(shelf, "beta@2024-03").value == 1


def test_six_of_twelve_months_in_one_file_never_look_complete(shelf: Shelf) -> None:
    whole = shelf.deliver("meters", "alfa", "2024", [row(600)])
    covering(shelf, whole, MONTHS[:6])
    year = figure(shelf, "alfa@2024")
    assert (year.value, year.status) == (600, FigureStatus.INCOMPLETE)
    assert (year.coverage.received, year.coverage.expected) == (1, 7)
    assert (year.coverage.cells, year.coverage.cells_expected) == (6, 12)
    assert year.coverage.missing[0] == ("meters", "alfa", "2024-07")


def yearly(shelf: Shelf) -> None:
    """Ask for one file a year instead of twelve."""
    request = replace(shelf.pack.requests["meters"], every=Grain.YEAR)
    shelf.pack = replace(shelf.pack, requests={**shelf.pack.requests, "meters": request})


def test_one_of_one_file_may_be_six_of_twelve_months(shelf: Shelf) -> None:
    yearly(shelf)
    covering(shelf, shelf.deliver("meters", "alfa", "2024", [row(600)]), MONTHS[:6])
    year = figure(shelf, "alfa@2024")
    assert year.status is FigureStatus.INCOMPLETE and not year.coverage.complete
    assert (year.coverage.received, year.coverage.expected) == (1, 1)
    assert (year.coverage.cells, year.coverage.cells_expected) == (6, 12)
    assert year.coverage.missing == tuple(("meters", "alfa", str(m)) for m in MONTHS[6:])


def test_a_goal_is_not_judged_on_half_a_year(shelf: Shelf) -> None:
    yearly(shelf)
    for who, months in (("beta", MONTHS[:6]), ("gamma", MONTHS[6:]), ("delta", MONTHS[6:])):
        covering(shelf, shelf.deliver("meters", who, "2024", [row(1)]), months)
    covering(shelf, shelf.deliver("meters", "alfa", "2024", [row(1)]), MONTHS[:6])
    land = figure(shelf, "land@2024")
    assert land.coverage.received == land.coverage.expected
    assert land.judgements[0].status is GoalStatus.NO_JUDGEMENT
    assert land.judgements[0].reason.nl == "het cijfer is onvolledig"


def test_a_month_of_a_yearly_request_misses_the_file_of_the_year(shelf: Shelf) -> None:
    yearly(shelf)
    shelf.deliver("meters", "beta", "2024-03", [row(1)])
    month = figure(shelf, "alfa@2024-03")
    assert month.status is FigureStatus.NOT_DELIVERED
    assert month.coverage.missing == (("meters", "alfa", "2024-03"),)
    year = figure(shelf, "alfa@2024")
    assert year.coverage.missing == (("meters", "alfa", "2024"),)


def test_an_unasked_delivery_is_not_counted(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2024-01", [row(5)])
    unasked = shelf.deliver("meters", "alfa", "2024-02", [row(7)])
    shelf.deliveries[1] = replace(unasked, unasked=True)
    assert figure(shelf, "alfa@2024").value == 5
    assert figure(shelf, "alfa@2024-02").status is FigureStatus.LATE


def test_two_deliveries_of_one_cell_are_refused_by_name(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2024", [row(1200)])
    shelf.deliver("meters", "alfa", "2024-01", [row(100)])
    with pytest.raises(EngineError, match=r"meters-alfa-2024\.csv.*meters-alfa-2024-01\.csv"):
        shelf.compute(indicators=["energie.verbruik"])
    with pytest.raises(EngineError, match="dubbel tellen"):
        shelf.compute(indicators=["energie.verbruik"], organisations=["beta"])


def test_a_mean_of_months_is_unknown_when_a_month_is_missing_in_a_whole_file(shelf: Shelf) -> None:
    indicator = shelf.pack.indicators["energie.per-fte"]
    assert any(u.mean for u in indicator.components.values())
    request = replace(shelf.pack.requests["fte"], every=Grain.YEAR)
    shelf.pack = replace(shelf.pack, requests={**shelf.pack.requests, "fte": request})
    for month in MONTHS:
        shelf.deliver("meters", "alfa", str(month), [row(1)])
    covering(shelf, shelf.deliver("fte", "alfa", "2024", [{"fte": 1}]), MONTHS[:11])
    found = shelf.compute(indicators=["energie.per-fte"]).figures["energie.per-fte@alfa@2024"]
    mean = next(c for c in found.components if c.component.startswith("fte."))
    assert str(mean.value) == "onbekend: 1 van 12 maanden ontbreekt, dus er is geen gemiddelde"


def test_a_component_that_is_not_expected_is_no_gap(shelf: Shelf) -> None:
    indicator = shelf.pack.indicators["energie.verbruik"]
    uses = {alias: replace(u, expected=False) for alias, u in indicator.components.items()}
    changed = replace(indicator, components=uses)
    indicators = {**shelf.pack.indicators, indicator.id: changed}
    shelf.pack = replace(shelf.pack, indicators=indicators)
    shelf.deliver("meters", "alfa", "2024-01", [row(5)])
    found = figure(shelf, "alfa@2024")
    assert (found.status, found.coverage.expected) == (FigureStatus.MEASURED, 0)


def test_what_two_components_share_is_counted_once(shelf: Shelf) -> None:
    """The same dataset this year and last: twice twelve months, and no file twice."""
    for month in MONTHS:
        shelf.deliver("meters", "alfa", str(month), [row(1)])
    key = "energie.tegen-vorig-jaar"
    found = shelf.compute(indicators=[key]).figures[f"{key}@alfa@2024"]
    assert (found.coverage.cells, found.coverage.received) == (12, 12)
    assert found.coverage.cells_expected == 24
    assert isinstance(found.value, Absent) and found.value != Decimal(0)
