"""What a computation rests on, arranged so that figures can ask for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import NamedTuple

from verantwoord.engine.facts import Dimensions, Store
from verantwoord.model.delivery import Delivery
from verantwoord.model.indicator import ComponentUse, Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.request import DataRequest


class Owed(NamedTuple):
    """Something that a figure over its period needs."""

    organisation: str
    period: Period
    received: bool


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
        self.received = {(d.dataset, d.organisation, d.period): d for d in current}
        self.owed = cache(self._owed)
        self.groups_of = cache(self._groups_of)

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

    def _owed(self, dataset: str) -> list[Owed]:
        """Return every delivery that figures over this dataset need.

        Also what was never asked for: a year of which six months were requested is not complete
        with six.
        """
        found: dict[tuple[str, Period], None] = {}
        for request in self.requests.get(dataset, ()):
            for who in request.organisations:
                organisation = self.pack.organisations.by_id[who]
                for period in self._tiles(request):
                    if organisation.exists_on(period.start):
                        found[who, period] = None
        return [Owed(who, p, (dataset, who, p) in self.received) for who, p in found]

    def _tiles(self, request: DataRequest) -> list[Period]:
        first, last = map(Period.year, self._years)
        return replace(request, first=first, last=last).periods()

    def _groups_of(self, component: str) -> set[tuple[str, Period, Dimensions]]:
        """Return the organisations, periods and dimensions of which there are rows."""
        facts = self.store.facts.get(component)
        return set() if facts is None else facts.groups(self.store.places)

    def months_of(self, indicator: Indicator) -> list[Period]:
        """Return the months about which the unshifted components of an indicator can speak."""
        spans: set[tuple[dt.date, dt.date]] = set()
        for use in indicator.components.values():
            if use.shift_years:
                continue
            for request in self.requests.get(self.dataset_of(use), ()):
                spans.add((request.first.start, request.last.end))
            spans |= {(p.start, p.end) for _, p, _ in self.groups_of(use.component)}
        return sorted({month for span in spans for month in _months(*span)})


@cache
def _months(start: dt.date, end: dt.date) -> tuple[Period, ...]:
    found = []
    first = dt.date(start.year, start.month, 1)
    while first < end:
        month = Period.month(first.year, first.month)
        found.append(month)
        first = month.end
    return tuple(found)
