"""The spans that figures are about: calendar years, quarters and months, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from verantwoord.model.cells import around, parts
from verantwoord.model.period import Grain, Period

GRAINS = {"jaar": Grain.YEAR, "kwartaal": Grain.QUARTER, "maand": Grain.MONTH}


def spans_of(period: Period, grains: Sequence[Grain]) -> tuple[Period, ...]:
    """Return the spans of some grains that hold a period wholly.

    Shape:    a period and grains -> at most one span per grain.
    """
    found = (around(period, grain) for grain in grains)
    return tuple(span for span in found if span.contains(period))


def spans_it_straddles(period: Period, grains: Sequence[Grain]) -> tuple[Period, ...]:
    """Return the spans of some grains that hold a part of a period, but not all of it."""
    return tuple(
        span
        for grain in grains
        if not around(period, grain).contains(period)
        for span in parts(_wide(period), grain)
        if span.overlaps(period)
    )


def _wide(period: Period) -> Period:
    """The whole years around a period."""
    first, last = Period.year(period.start.year), Period.year(period.last_day.year)
    return Period(first.start, last.end, Grain.RANGE)
