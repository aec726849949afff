"""What a computation rests on, arranged so that figures can ask for it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple, TypeAlias

import pyarrow as pa

from verantwoord.engine.plan import Plan
from verantwoord.model.delivery import Delivery, first_received
from verantwoord.model.indicator import ComponentUse, Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.request import DataRequest

Owed = tuple[str, str, Period]  # dataset, organisation, period
Dimensions: TypeAlias = tuple[tuple[str, str], ...]


class Row(NamedTuple):
    """What one delivery gives to one component, for one organisation, period and dimension."""

    delivery: str
    organisation: str
    period: str
    dimensions: Dimensions
    component: str
    bin: int | None
    value: Decimal | None
    rows: int
    empty: int


def rows_of(plan: Plan, table: pa.Table) -> list[Row]:
    """Return a table of `SCHEMA` row by row."""
    named = cache(lambda text: tuple(zip(plan.dimensions, json.loads(text), strict=True)))
    return [
        Row(delivery, who, period, named(dims), *rest)
        for delivery, who, period, dims, *rest in zip(
            *(c.to_pylist() for c in table.columns), strict=True
        )
    ]


@dataclass(frozen=True)
class Group:
    """The rows of one component for one organisation and period."""

    organisation: str
    period: Period
    rows: tuple[Row, ...]


class Inputs:
    """Rows by component, what is owed, and what was received; everything as known on one day."""

    def __init__(
        self,
        pack: Pack,
        rows: Iterable[Row],
        current: Sequence[Delivery],
        every: Sequence[Delivery],
        known_on: dt.date | None,
    ) -> None:
        self.pack = pack
        self.known_on = known_on
        self.current = {d.id: d for d in current}
        self.every = {d.id: d for d in every}
        self.received = {(d.dataset, d.organisation, d.period): d for d in current}
        self._groups = _grouped(rows)
        self.groups = cache(self._groups_in)
        self.owed = cache(self._owed)

    def dataset_of(self, use: ComponentUse) -> str:
        """Return the dataset that is delivered for a component: of a view, the one below it."""
        dataset = self.pack.datasets[use.component.rpartition(".")[0]]
        return dataset.base or dataset.id

    def _groups_in(self, component: str, span: Period, months: tuple[int, ...]) -> list[Group]:
        return [
            g
            for g in self._groups.get(component, ())
            if span.contains(g.period) and (not months or g.period.start.month in months)
        ]

    def all_groups(self, component: str) -> list[Group]:
        """Return every group of a component."""
        return self._groups.get(component, [])

    @cached_property
    def requests(self) -> dict[str, list[DataRequest]]:
        """The data requests by dataset."""
        found: dict[str, list[DataRequest]] = {}
        for request in self.pack.requests.values():
            found.setdefault(request.dataset, []).append(request)
        return found

    @cached_property
    def due(self) -> dict[Owed, dt.date]:
        """When each requested delivery was due."""
        return {
            (e.dataset, e.organisation, e.period): e.due_on
            for requests in self.requests.values()
            for r in requests
            for e in r.expected(self.pack.organisations)
        }

    def _owed(self, dataset: str, span: Period, months: tuple[int, ...]) -> list[Owed]:
        """Return every delivery that a figure over `span` needs.

        Also what lies in the span but was never asked for: a year of which six months were
        requested is not complete with six.
        """
        found: list[Owed] = []
        for request in self.requests.get(dataset, ()):
            for who in request.organisations:
                organisation = self.pack.organisations.by_id[who]
                for period in _tiles(request, span):
                    held = {m.start.month for m in period.months()}
                    wanted = not months or bool(held & set(months))
                    if wanted and organisation.exists_on(period.start):
                        found.append((dataset, who, period))
        return sorted(set(found), key=lambda o: (o[1], o[2].start))

    def months_of(self, indicator: Indicator) -> list[Period]:
        """Return the months about which the unshifted components of an indicator can speak."""
        spans: set[tuple[dt.date, dt.date]] = set()
        for use in indicator.components.values():
            if use.shift_years:
                continue
            for request in self.requests.get(self.dataset_of(use), ()):
                spans.add((request.first.start, request.last.end))
            spans |= {(g.period.start, g.period.end) for g in self.all_groups(use.component)}
        months: set[Period] = set()
        for start, end in spans:
            first = dt.date(start.year, start.month, 1)
            while first < end:
                month = Period.month(first.year, first.month)
                months.add(month)
                first = month.end
        return sorted(months)

    def first_received(self, delivery: Delivery) -> dt.date:
        """Return when the first delivery of a chain of corrections was received."""
        return first_received(delivery, self.every)


def _grouped(rows: Iterable[Row]) -> dict[str, list[Group]]:
    table: dict[str, dict[tuple[str, str], list[Row]]] = {}
    for row in rows:
        key = (row.organisation, row.period)
        table.setdefault(row.component, {}).setdefault(key, []).append(row)
    parse: Callable[[str], Period | None] = cache(_period_or_none)
    result: dict[str, list[Group]] = {}
    for component, groups in table.items():
        dated = ((who, parse(text), members) for (who, text), members in groups.items())
        listed = [Group(who, p, tuple(m)) for who, p, m in dated if p is not None]
        result[component] = sorted(listed, key=lambda g: (g.period.start, g.organisation))
    return result


def _period_or_none(text: str) -> Period | None:
    """An undated fact is shown with its source, but makes no figure."""
    return None if text == "ongedateerd" else Period.parse(text)


def _tiles(request: DataRequest, span: Period) -> list[Period]:
    whole = DataRequest(
        request.id,
        request.dataset,
        request.organisations,
        Period.year(span.start.year),
        Period.year(span.last_day.year),
        request.every,
        0,
    )
    return [p for p in whole.periods() if span.contains(p)]
