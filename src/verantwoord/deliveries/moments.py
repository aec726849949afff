"""What a date or moment is about, in SQL: days, months and years are those of Amsterdam.

A moment is stored in UTC, so the first quarter of an hour of 2024 is 2023-12-31 23:00.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from verantwoord.deliveries.csv_source import quoted
from verantwoord.model.cells import parts
from verantwoord.model.dataset import ColumnType
from verantwoord.model.period import Grain, Period

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_MOST = 64  # branches; more periods than this are worked out from the calendar


def within(value: str, kind: ColumnType, period: Period) -> str:
    """Return SQL that says whether a date or moment lies in a period.

    Shape:    SQL of a value, its type and a period -> SQL of a truth value.
    Missing:  NULL gives NULL.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    start, end = _edge(period.start, kind), _edge(period.end, kind)
    return f"({value} >= {start} AND {value} < {end})"


def period_text(value: str, kind: ColumnType, grain: Grain, sent: Period | None) -> str:
    """Return SQL for the period of a cell in which a date or moment lies, as text.

    Shape:    SQL of a value; `sent` is the period of the delivery, in which all of them lie -> SQL.
    Missing:  NULL gives NULL.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    inside = parts(sent, grain) if sent else []
    if not 0 < len(inside) <= _MOST:
        return _from_calendar(value, kind, grain)
    branches = " ".join(
        f"WHEN {value} < {_edge(p.end, kind)} THEN {quoted(str(p))}" for p in inside
    )
    return f"CASE {branches} END"


def _from_calendar(value: str, kind: ColumnType, grain: Grain) -> str:
    day = value
    if kind is ColumnType.TIMESTAMP:  # the session is in UTC
        day = f"timezone('Europe/Amsterdam', {value}::TIMESTAMPTZ)"
    if grain is Grain.QUARTER:
        return f"(year({day})::VARCHAR || '-Q' || quarter({day})::VARCHAR)"
    form = {Grain.DAY: "%Y-%m-%d", Grain.MONTH: "%Y-%m", Grain.YEAR: "%Y"}[grain]
    return f"strftime({day}, '{form}')"


def _edge(day: dt.date, kind: ColumnType) -> str:
    """Return SQL for the beginning of a day of Amsterdam."""
    if kind is ColumnType.DATE:
        return f"DATE '{day.isoformat()}'"
    try:
        utc = dt.datetime.combine(day, dt.time(), AMSTERDAM).astimezone(dt.UTC)
    except OverflowError:  # the first day of the calendar
        return f"TIMESTAMP '{day.isoformat()} 00:00:00'"
    return f"TIMESTAMP '{utc.replace(tzinfo=None).isoformat(' ')}'"
