"""Constants of law and policy: dated, each value with its source inside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from verantwoord.model.text import Source, Text


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """What holds from a day until the next value; `value` None means unknown, with the reason."""

    holds_from: dt.date
    holds_until: dt.date
    value: Decimal | None
    unknown: str | None
    source: Source | None
    checked_on: dt.date | None
    key: str | None = None  # for a parameter with a dimension, such as a flight band
    line: int = 0


@dataclass(frozen=True, slots=True)
class Parameter:
    """One constant over time; for each day and key exactly one value, or a visible unknown."""

    id: str
    title: Text
    unit: str
    values: tuple[ParameterValue, ...]
    dimension: str | None = None
    note: Text | None = None

    def on(self, day: dt.date, key: str | None = None) -> ParameterValue | None:
        """Return the value that holds on a day; None before the first one.

        Shape:    a day (and a key if the parameter has a dimension) -> ParameterValue or None.
        Unit:     `unit`.
        Missing:  a value with `unknown`, or None before the first day: both make a figure unknown.
        Rounding: none.
        Errors:   none.
        Source:   inside the value.
        """
        for value in self.values:
            if value.key == key and value.holds_from <= day < value.holds_until:
                return value
        return None
