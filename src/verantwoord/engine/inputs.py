"""What a computation rests on, arranged so that figures can ask for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from verantwoord.engine.errors import EngineError
from verantwoord.engine.facts import Dimensions, Store
from verantwoord.model.cells import Cell, Expectations, around
from verantwoord.model.delivery import Delivery, first_received
from verantwoord.model.indicator import ComponentUse, Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.request import DataRequest

_NEVER = dt.date.min


class Needed(NamedTuple):
    """Cells of one organisation and period that figures over that period need."""

    organisation: str
    period: Period
    file: Period  # of which period a file with these cells is expected
    cells: int
    missing: int
    asked: bool  # a request is about it, or it came anyway
    deliveries: tuple[str, ...]  # that cover them


class Inputs:
    """Facts, what is owed, and what was received; everything as known on one day."""

    def __init__(
        self,
        pack: Pack,
        store: Store,
        current: Sequence[Delivery],
        every: Sequence[Delivery],
        known_on: dt.date | None,
    ) -> None:
        self.pack = pack
        self.store = store
        self.known_on = known_on
        self.current = {d.id: d for d in current}
        self.every = {d.id: d for d in every}
        self.needed = cache(self._needed)
        self.covered = cache(self._covered)
        self.months_in = cache(self._months_of)
        self._groups: dict[tuple[int, ...], frozenset[tuple[str, Period, Dimensions]]] = {}

    def dataset_of(self, use: ComponentUse) -> str:
        """Return the dataset that is delivered for a component: of a view, the one below it."""
        dataset = self.pack.datasets[use.component.rpartition(".")[0]]
        return dataset.base or dataset.id

    @cached_property
    def requests(self) -> dict[str, list[DataRequest]]:
        """The data requests by dataset."""
        found: dict[str, list[DataRequest]] = {}
        for request in self.pack.requests.values():
            found.setdefault(request.dataset, []).append(request)
        return found

    @cached_property
    def due(self) -> dict[tuple[str, str, Period], dt.date]:
        """When each requested delivery was due."""
        return {
            (e.dataset, e.organisation, e.period): e.due_on
            for requests in self.requests.values()
            for r in requests
            for e in r.expected(self.pack.organisations)
        }

    def late(self, delivery: Delivery) -> bool:
        """Say whether a delivery first came after something in it was due, in whatever file."""
        day = first_received(delivery, self.every)
        who = self._due_of.get((delivery.dataset, delivery.organisation), ())
        return any(day > due for period, due in who if _overlap_of(period, delivery.period))

    @cached_property
    def _due_of(self) -> dict[tuple[str, str], list[tuple[Period, dt.date]]]:
        found: dict[tuple[str, str], list[tuple[Period, dt.date]]] = {}
        for (dataset, who, period), day in self.due.items():
            found.setdefault((dataset, who), []).append((period, day))
        return found

    @cached_property
    def _years(self) -> tuple[int, int]:
        """The years about which any figure can speak, and one before for what looks back."""
        spans = [(r.first, r.last) for rs in self.requests.values() for r in rs]
        spans += [(p, p) for _, p in self.store.places]
        shifts = [
            use.shift_years
            for indicator in self.pack.indicators.values()
            for use in indicator.components.values()
        ]
        first = min((a.start.year for a, _ in spans), default=1) + min(shifts, default=0)
        last = max((b.last_day.year for _, b in spans), default=1) + max(shifts, default=0)
        return max(first, 1), min(last, dt.MAXYEAR - 1)

    def _needed(self, dataset: str) -> list[Needed]:
        """Return all cells that figures over a dataset need, by organisation and period.

        Also what was never asked for, marked as such: a year of which six months were requested is
        not complete with six.
        """
        if dataset not in self.requests:
            return []
        covered = self.covered(dataset)
        groups: dict[tuple[str, Period], list[Cell]] = {}
        first, last = map(Period.year, self._years)
        horizon = Period(first.start, last.end, Grain.RANGE)
        for cell in self.expectations.cells(self.pack.datasets[dataset], horizon):
            groups.setdefault((cell.organisation, cell.period), []).append(cell)
        found = []
        for (who, period), cells in sorted(groups.items()):
            file, asked = self._file(dataset, who, period)
            there = tuple(sorted({covered[cell].id for cell in cells if cell in covered}))
            missing = sum(cell not in covered for cell in cells)
            found.append(
                Needed(who, period, file, len(cells), missing, asked or bool(there), there)
            )
        return found

    @cached_property
    def expectations(self) -> Expectations:
        """What is expected of organisations."""
        return Expectations(self.pack, self.current.values())

    def _covered(self, dataset: str) -> dict[Cell, Delivery]:
        """Return which delivery covers each cell.

        Errors:   EngineError when two do: their rows would be added up twice.
        """
        found: dict[Cell, Delivery] = {}
        for delivery in self.current.values():
            if delivery.dataset == dataset:
                for cell in delivery.cells:
                    other = found.setdefault(cell, delivery)
                    if other is not delivery:
                        raise _overlap(cell, other, delivery)
        return found

    def divided(self, dataset: str) -> bool:
        """Say whether the cells of a dataset are of sub-units."""
        grain = self.pack.datasets[dataset].grain
        return grain is not None and grain.sub_unit is not None

    @cached_property
    def as_of(self) -> dt.date:
        """The day as of which is said what is late: `known_on`, or the last receipt."""
        return self.known_on or max((d.received_on for d in self.every.values()), default=_NEVER)

    def _file(self, dataset: str, who: str, period: Period) -> tuple[Period, bool]:
        """Return the period of the file in which a cell is expected, and whether it was asked."""
        asked = [r for r in self.requests[dataset] if who in r.organisations]
        now = [r for r in asked if r.first.start <= period.start < r.last.end]
        tile = around(period, (now or asked)[0].every)
        return (tile if tile.contains(period) else period), bool(now)

    def groups_of(self, component: str) -> frozenset[tuple[str, Period, Dimensions]]:
        """Return the organisations, periods and dimensions of which there are rows."""
        facts = self.store.facts.get(component)
        if facts is None:
            return frozenset()
        if facts.key not in self._groups:
            self._groups[facts.key] = frozenset(facts.groups(self.store.places))
        return self._groups[facts.key]

    def _months_of(self, groups: frozenset[tuple[str, Period, Dimensions]]) -> frozenset[Period]:
        spans = {(p.start, p.end) for p in {p for _, p, _ in groups}}
        return frozenset(month for span in spans for month in _months(*span))

    def months_of(self, indicator: Indicator) -> list[Period]:
        """Return the months about which the unshifted components of an indicator can speak.

        Not those before `figures-from` of the pack: they are there to compare with.
        """
        found: set[Period] = set()
        uses = [use for use in indicator.components.values() if not use.shift_years]
        own = [use for use in uses if not use.whole_population]
        for use in own or uses:  # what is the same for all says nothing about whom or when
            for request in self.requests.get(self.dataset_of(use), ()):
                found.update(_months(request.first.start, request.last.end))
            found |= self.months_in(self.groups_of(use.component))
        first = self.pack.info.figures_from or dt.date.min
        return sorted(m for m in found if m.start >= first)


@cache
def _months(start: dt.date, end: dt.date) -> tuple[Period, ...]:
    found = []
    first = dt.date(start.year, start.month, 1)
    while first < end:
        month = Period.month(first.year, first.month)
        found.append(month)
        first = month.end
    return tuple(found)


def _overlap_of(one: Period, other: Period) -> bool:
    return one.start < other.end and other.start < one.end


def _overlap(cell: Cell, one: Delivery, other: Delivery) -> EngineError:
    unit = f" ({cell.unit})" if cell.unit else ""
    first = f"{one.id[:12]} ({one.file_name})"
    second = f"{other.id[:12]} ({other.file_name})"
    return EngineError(
        f"levering {first} en levering {second} gaan allebei over {cell.organisation} "
        f"{cell.period}{unit}; dat zou dubbel tellen. Laat de ene de andere vervangen.",
        f"delivery {first} and delivery {second} are both about {cell.organisation} "
        f"{cell.period}{unit}; that would count twice. Let one replace the other.",
    )
