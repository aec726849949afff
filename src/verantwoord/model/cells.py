"""Cells: organisation x smallest period x sub-unit. Which ones a figure needs, and who covers them.

A dataset says in `grain` how long the period of a cell is and whether it has a sub-unit, such as a
meter. The names of files and deliveries decide nothing: a year file covers twelve months.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from verantwoord.model.dataset import Dataset
from verantwoord.model.delivery import Cell, Delivery
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period

__all__ = ["Cell", "CellCounts", "Expectations", "expected_cells", "parts", "smallest_period"]

_LENGTHS = {"dag": Grain.DAY, "maand": Grain.MONTH, "kwartaal": Grain.QUARTER, "jaar": Grain.YEAR}
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


class CellCounts(NamedTuple):
    """How many cells are expected, and which of them nobody covers."""

    expected: int
    missing: tuple[Cell, ...]


def smallest_period(dataset: Dataset) -> Grain:
    """Return how long the period of a cell of a dataset is.

    Shape:    dataset -> day, month, quarter or year.
    Missing:  without `grain` it is that of the column that says about when; else a month.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    if dataset.grain is not None:
        return dataset.grain.period
    column = dataset.role("period")
    return _LENGTHS.get(column.grain or "", Grain.MONTH) if column else Grain.MONTH


def parts(span: Period, grain: Grain) -> list[Period]:
    """Return the days, months, quarters or years that lie wholly in a span, in order.

    Shape:    one span -> periods of `grain`, none overlapping.
    Errors:   ValueError for another grain than these four.
    Source:   own definition; calendar periods.
    """
    if grain is Grain.DAY:
        return [_day(span.start + dt.timedelta(i)) for i in range((span.end - span.start).days)]
    if grain not in _MONTHS:
        raise ValueError(f"'{grain}' is geen periode van een cel")
    length = _MONTHS[grain]
    first = span.start.year * 12 + span.start.month - 1
    first -= first % length
    found = []
    for month in range(first, span.end.year * 12 + span.end.month, length):
        if month + length > dt.MAXYEAR * 12 + 11:
            break
        period = Period(_first_day(month), _first_day(month + length), grain)
        if span.contains(period):
            found.append(period)
    return found


@lru_cache(maxsize=8192)
def around(period: Period, grain: Grain) -> Period:
    """Return the day, month, quarter or year in which a period begins.

    Shape:    one period -> the one period of `grain` that holds its first day.
    Source:   own definition.
    """
    if grain is Grain.DAY:
        return _day(period.start)
    length = _MONTHS[grain]
    month = period.start.year * 12 + period.start.month - 1
    month -= month % length
    return Period(_first_day(month), _first_day(month + length), grain)


def covered_by_row(organisation: str, about: Period, unit: str, grain: Grain) -> list[Cell]:
    """Return the cells that a row speaks about.

    Shape:    what a row is about -> the cells in its period, or the one around it if it is shorter.
    Source:   own definition: a row about a quarter speaks about its three months.
    """
    inside = parts(about, grain) or [around(about, grain)]
    return [Cell(organisation, period, unit) for period in inside]


def expected_cells(
    pack: Pack, dataset: Dataset, span: Period, current: Iterable[Delivery]
) -> frozenset[Cell]:
    """Return the cells that a figure over a span needs; see `Expectations.cells`."""
    return Expectations(pack, current).cells(dataset, span)


class Expectations:
    """What is expected of organisations, given what counts now. Make one, ask it often."""

    def __init__(self, pack: Pack, current: Iterable[Delivery]) -> None:
        self.pack = pack
        self.current = tuple(d for d in current if not d.unasked)

    @cached_property
    def covered(self) -> dict[str, frozenset[Cell]]:
        """Dataset -> every cell that some delivery covers."""
        found: dict[str, set[Cell]] = {}
        for delivery in self.current:
            found.setdefault(delivery.dataset, set()).update(delivery.cells)
        return {dataset: frozenset(cells) for dataset, cells in found.items()}

    @cached_property
    def _units(self) -> dict[tuple[str, str, Period], set[str]]:
        """Sub-units that were delivered, by dataset, organisation and period."""
        found: dict[tuple[str, str, Period], set[str]] = {}
        for dataset, cells in self.covered.items():
            for cell in cells:
                if cell.unit:
                    found.setdefault((dataset, cell.organisation, cell.period), set()).add(
                        cell.unit
                    )
        return found

    @cached_property
    def _ended(self) -> dict[tuple[str, str, str], list[Period]]:
        """When a sub-unit ended, as somebody explained: dataset, organisation, unit -> periods."""
        found: dict[tuple[str, str, str], list[Period]] = {}
        for delivery in self.current:
            for cell in delivery.ended:
                key = (delivery.dataset, cell.organisation, cell.unit)
                found.setdefault(key, []).append(cell.period)
        return found

    def cells(self, dataset: Dataset, span: Period) -> frozenset[Cell]:
        """Return the cells that a figure over a span needs.

        Shape:    a dataset (of a view: the one below it) and a span -> cells.
        Missing:  an organisation owes nothing for a period on whose first day it does not exist.
                  Where a sub-unit is declared and nothing is known of it, the cell has none and
                  nothing covers it, unless something was delivered for that period.
        Source:   requests/*.yaml, organisations.yaml, last year's sub-units. Also what lies in the
                  span but was never asked for: a year of which six months were asked is not
                  complete with six.
        """
        below = self.pack.datasets[dataset.base] if dataset.base else dataset
        who = {
            o
            for request in self.pack.requests.values()
            if request.dataset == below.id
            for o in request.organisations
        }
        by_id = self.pack.organisations.by_id
        return frozenset(
            cell
            for period in parts(span, smallest_period(below))
            for organisation in who
            if by_id[organisation].exists_on(period.start)
            for cell in self._of(below, organisation, period)
        )

    def _of(self, dataset: Dataset, organisation: str, period: Period) -> Iterable[Cell]:
        if dataset.grain is None or dataset.grain.sub_unit is None:
            return (Cell(organisation, period),)
        units = self.units_expected(dataset.id, organisation, period)
        if not units:
            units = self._units.get((dataset.id, organisation, period), {""})
        return (Cell(organisation, period, unit) for unit in units)

    def units_expected(self, dataset: str, organisation: str, period: Period) -> set[str]:
        """Return last year's sub-units, without those of which somebody explained the end.

        Shape:    dataset, organisation and the period of a cell -> sub-units.
        Missing:  nothing delivered a year ago: empty.
        Source:   own choice: a meter does not vanish silently.
        """
        before = period.shifted(-1)
        units = self._units.get((dataset, organisation, before), set())
        return {u for u in units if not self._has_ended(dataset, organisation, u, before, period)}

    def _has_ended(
        self, dataset: str, organisation: str, unit: str, before: Period, period: Period
    ) -> bool:
        return has_ended(self._ended.get((dataset, organisation, unit), ()), before, period)

    def count(self, dataset: Dataset, span: Period) -> CellCounts:
        """Hold what a span needs against what is covered.

        Shape:    a dataset and a span -> how many cells are expected and which are missing.
        Source:   adr/2026-11-26-facts-before-files.md
        """
        expected = self.cells(dataset, span)
        covered = self.covered.get(dataset.base or dataset.id, frozenset())
        return CellCounts(len(expected), tuple(sorted(expected - covered)))


def has_ended(ends: Iterable[Period], before: Period, period: Period) -> bool:
    """Say whether a sub-unit that was there in `before` had ended by `period`.

    Shape:    the periods of the deliveries in which its end was explained -> truth value.
    Source:   own definition: what came back after its end is expected again.
    """
    return any(before.start < e.end and e.start <= period.start for e in ends)


def _day(day: dt.date) -> Period:
    return Period(day, day + dt.timedelta(days=1), Grain.DAY)


@lru_cache(maxsize=1024)
def _first_day(months: int) -> dt.date:
    return dt.date(months // 12, months % 12 + 1, 1)
