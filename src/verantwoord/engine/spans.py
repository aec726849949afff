"""The spans that figures are about: calendar years, quarters and months, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from verantwoord.model.period import Grain, Period

GRAINS = {"jaar": Grain.YEAR, "kwartaal": Grain.QUARTER, "maand": Grain.MONTH}


def spans_of(period: Period, grains: Sequence[Grain]) -> tuple[Period, ...]:
    """Return the spans of some grains that hold a period wholly.

    Shape:    a period and grains -> at most one span per grain.
    Errors:   ValueError for another grain than year, quarter or month.
    """
    found = (around(period, grain) for grain in grains)
    return tuple(span for span in found if span.contains(period))


def around(period: Period, grain: Grain) -> Period:
    """Return the year, quarter or month in which a period begins."""
    year, month = period.start.year, period.start.month
    match grain:
        case Grain.YEAR:
            return Period.year(year)
        case Grain.QUARTER:
            return Period.quarter(year, (month + 2) // 3)
        case Grain.MONTH:
            return Period.month(year, month)
    raise ValueError(f"een cijfer gaat niet over een {grain}")
