"""What was owed by the day of a release and what came of it, by cells.

The name of a file decides nothing: a year file gives all twelve months of a monthly request, and
six months give half of a yearly one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from verantwoord.deliveries.status import Came
from verantwoord.model.cells import Cell, Expectations, around
from verantwoord.model.delivery import Delivery
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.request import DataRequest, Expected


@dataclass(frozen=True, slots=True)
class Owed:
    """One expected delivery, what came of it, and the deliveries that cover it now."""

    expected: Expected
    came: Came
    deliveries: tuple[Delivery, ...]
    each: Grain | None  # how long the period of a cell is; None: not all the same

    @property
    def days_late(self) -> int:
        """How many days after the due day the last of it came; 0 in time, or not complete."""
        complete = self.came.complete_on
        return max((complete - self.expected.due_on).days, 0) if complete else 0


def owed(
    pack: Pack, current: Iterable[Delivery], received: Iterable[Delivery], stand: dt.date
) -> list[Owed]:
    """Return what had to be there on a day, and what came before its day.

    Shape:    a pack, the deliveries that count, and all that came -> Owed in the order of the
              requests.
    Unit:     cells, as the dataset says.
    Missing:  an expected delivery of which no cell is covered has no deliveries.
    Source:   requests/*.yaml; adr/2026-11-26-facts-before-files.md
    """
    current = tuple(current)
    expectations = Expectations(pack, current)
    now: dict[tuple[str, Cell], Delivery] = {
        (d.dataset, cell): d for d in current if not d.unasked for cell in d.cells
    }
    first: dict[tuple[str, Cell], dt.date] = {}
    for delivery in received:
        for cell in delivery.cells:
            key = delivery.dataset, cell
            first[key] = min(first.get(key, delivery.received_on), delivery.received_on)
    found = []
    for request in pack.requests.values():
        cells = _by_file(pack, request, expectations)
        for expected in request.expected(pack.organisations):
            mine = cells.get((expected.organisation, expected.period), [])
            one = _one(expected, mine, now, first)
            if expected.due_on <= stand or one.deliveries:
                found.append(one)
    return found


def _by_file(
    pack: Pack, request: DataRequest, expectations: Expectations
) -> dict[tuple[str, Period], list[Cell]]:
    span = Period(request.first.start, request.last.end, Grain.RANGE)
    found: dict[tuple[str, Period], list[Cell]] = {}
    for cell in sorted(expectations.cells(pack.datasets[request.dataset], span)):
        found.setdefault((cell.organisation, around(cell.period, request.every)), []).append(cell)
    return found


def _one(
    expected: Expected,
    cells: list[Cell],
    now: dict[tuple[str, Cell], Delivery],
    first: dict[tuple[str, Cell], dt.date],
) -> Owed:
    keys = [(expected.dataset, cell) for cell in cells]
    there = {now[key].id: now[key] for key in keys if key in now}
    days = [first[key] for key in keys if key in first]
    complete = max(days) if days and len(days) == len(keys) else None
    came = Came(expected, len(keys), sum(key in now for key in keys), complete)
    grains = {cell.period.grain for cell in cells}
    each = grains.pop() if len(grains) == 1 else None
    return Owed(expected, came, tuple(there.values()), each)
