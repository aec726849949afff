"""Adds up a component for a figure, and says which deliveries that took and which are missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from verantwoord.engine.inputs import Inputs, Owed, Row
from verantwoord.formula.quantities import CONTEXT, Absence, Absent, Value, unknown
from verantwoord.model.dataset import Aggregate, Component, Dataset
from verantwoord.model.figure import ComponentValue, Contribution
from verantwoord.model.indicator import ComponentUse
from verantwoord.model.period import Period

Share = Callable[[str, dt.date], Decimal]  # of an organisation, on a day, at the figure


@dataclass(frozen=True)
class Gathered:
    """A component value with what was owed for it."""

    value: ComponentValue
    owed: tuple[Owed, ...]
    missing: tuple[Owed, ...]


def gather(
    inputs: Inputs,
    alias: str,
    use: ComponentUse,
    period: Period,
    share: Share,
    dimensions: dict[str, str],
    exact_period: bool,
) -> Gathered:
    """Add up one component over deliveries, months and organisations.

    Shape:    a component use, a period and who counts -> ComponentValue with contributions.
    Unit:     that of the component; a mean of months keeps it.
    Missing:  nothing delivered: 'nog niet geleverd'; delivered but no matching row: zero only if
              the indicator says so (`absent-is-zero`) or it is a count, else 'onbekend'; a mean
              with a missing month: 'onbekend'.
    Rounding: none; 34 digits.
    Errors:   none.
    Source:   DESIGN 1 and 4.
    """
    dataset, component = inputs.pack.component(use.component)
    span = period.shifted(use.shift_years)
    groups = inputs.groups(use.component, span, use.months)
    if exact_period:
        groups = [g for g in groups if g.period == span]
    summing = _Sum(component)
    for group in groups:
        part = share(group.organisation, group.period.start)
        if part:
            for row in group.rows:
                if all(dict(row.dimensions).get(k) == v for k, v in dimensions.items()):
                    summing.add(group.organisation, group.period, row, part)
    owed = _owed(inputs, use, span, share)
    missing = tuple(o for o in owed if o not in inputs.received)
    value = _value(summing, dataset, component, use, owed, missing, span)
    return Gathered(summing.result(alias, value, _divisor(use, span)), owed, missing)


def _owed(inputs: Inputs, use: ComponentUse, span: Period, share: Share) -> tuple[Owed, ...]:
    if not use.expected:
        return ()
    everything = inputs.owed(inputs.dataset_of(use), span, use.months)
    return tuple(o for o in everything if share(o[1], o[2].start))


def _value(
    summing: _Sum,
    dataset: Dataset,
    component: Component,
    use: ComponentUse,
    owed: tuple[Owed, ...],
    missing: tuple[Owed, ...],
    span: Period,
) -> Value:
    if owed and len(missing) == len(owed) and not summing.contributions:
        return Absent(Absence.NOT_DELIVERED, f"geen van de {len(owed)} leveringen is binnen")
    if dataset.kind == "gepubliceerd" and summing.rows > 1:
        return unknown(f"er zijn {summing.rows} gepubliceerde waarden voor dezelfde periode")
    if use.mean and missing:
        return unknown(f"voor het gemiddelde ontbreken {len(missing)} van {len(owed)} leveringen")
    if summing.total is None:
        if not summing.empty and (component.aggregate is Aggregate.COUNT or use.absent_is_zero):
            return Decimal(0)
        if summing.empty:
            return unknown("de cellen zijn leeg")
        return unknown("er zijn geen passende rijen geleverd")
    return CONTEXT.divide(summing.total, Decimal(_divisor(use, span)))


def _divisor(use: ComponentUse, span: Period) -> int:
    """How many months a mean is over; 1 for everything that is not a mean."""
    if not use.mean:
        return 1
    return len([m for m in span.months() if not use.months or m.start.month in use.months])


class _Sum:
    """Collects rows of one component."""

    def __init__(self, component: Component) -> None:
        self.component = component
        self.total: Decimal | None = None
        self.rows = 0
        self.empty = 0
        self.bins: dict[int, Decimal] = {}
        self.contributions: dict[tuple[str, str, Period, Decimal], Decimal] = {}

    def add(self, who: str, period: Period, row: Row, part: Decimal) -> None:
        self.rows += row.rows
        self.empty += row.empty
        if row.value is None:
            return
        key = (row.delivery, who, period, part)
        if self.component.aggregate in (Aggregate.MIN, Aggregate.MAX):
            pick = min if self.component.aggregate is Aggregate.MIN else max
            self.total = row.value if self.total is None else pick(self.total, row.value)
            self.contributions[key] = pick(self.contributions.get(key, row.value), row.value)
            return
        amount = CONTEXT.multiply(row.value, part)
        self.total = CONTEXT.add(self.total or Decimal(0), amount)
        self.contributions[key] = CONTEXT.add(self.contributions.get(key, Decimal(0)), amount)
        if row.bin is not None:
            self.bins[row.bin] = CONTEXT.add(self.bins.get(row.bin, Decimal(0)), amount)

    def result(self, alias: str, value: Value, divisor: int) -> ComponentValue:
        return ComponentValue(
            alias=alias,
            component=self.component.id,
            unit=self.component.unit,
            value=value,
            rows=self.rows,
            empty=self.empty,
            contributions=tuple(
                Contribution(delivery, who, period, amount, part)
                for (delivery, who, period, part), amount in sorted(
                    self.contributions.items(), key=lambda c: (c[0][2].start, c[0][1], c[0][0])
                )
            ),
            bins=tuple(sorted(self.bins.items())),
            divisor=divisor,
        )
