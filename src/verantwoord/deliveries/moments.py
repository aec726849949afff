"""What a date or moment is about, in SQL: days, months and years are those of Amsterdam.

A moment is stored in UTC, so the first quarter of an hour of 2024 is 2023-12-31 23:00.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from verantwoord.deliveries.csv_source import quoted
from verantwoord.model.cells import parts
from verantwoord.model.dataset import ColumnType, Dated, DatedAs
from verantwoord.model.period import Grain, Period

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# stand behind a time of the clock that is no one moment, where a mapping asks for its zone
TWICE = " (uur was er twee keer)"
NEVER = " (uur was er niet)"
_DAY_IN_TEXT = re.compile(
    r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"
    r"|(?P<D>[0-9]{1,2})[-/.](?P<M>[0-9]{1,2})[-/.](?P<Y>[0-9]{4})"
)
_HOUR_TWO = re.compile(r"(?:^|[ T])0?2[:.u][0-5][0-9]")
_ZONE_BEHIND = re.compile(r"(?<=[0-9])(?:Z|\s?[+-][0-9]{2}:?[0-9]{2})")
_MOST = 64  # branches; more periods than this are worked out from the calendar


def within(value: str, kind: ColumnType, dated: Dated, period: Period | None) -> str | None:
    """Return SQL that says whether a date or moment may stand in a delivery about a period.

    Shape:    SQL of a value, its type, how it relates to the period, and the period that was sent
              -> SQL of a truth value; None where any day will do.
    Unit:     a margin is in minutes, and of moments only.
    Missing:  NULL gives NULL; without a period nothing binds.
    Source:   adr/2026-11-26-every-date-in-the-period.md
    """
    if period is None or dated.relation is DatedAs.ANY:
        return None
    margin = dt.timedelta(minutes=dated.margin_minutes if kind is ColumnType.TIMESTAMP else 0)
    before = f"{value} < {_edge(period.end, kind, margin)}"
    if dated.relation is DatedAs.BY_END:
        return f"({before})"
    return f"({value} >= {_edge(period.start, kind, -margin)} AND {before})"


def sane(value: str, kind: ColumnType, dated: Dated) -> str:
    """Return SQL that says whether the year of a date or moment can be meant.

    Shape:    SQL of a value, its type and the declared years -> SQL of a truth value.
    Missing:  NULL gives NULL.
    Source:   the dataset; else `FIRST_YEAR` and `LAST_YEAR` of the model.
    """
    start = _edge(dt.date(dated.first_year, 1, 1), kind)
    if dated.last_year >= dt.MAXYEAR:
        return f"({value} >= {start})"
    return f"({value} >= {start} AND {value} < {_edge(dt.date(dated.last_year + 1, 1, 1), kind)})"


def period_text(value: str, kind: ColumnType, grain: Grain, sent: Period | None) -> str:
    """Return SQL for the period of a cell in which a date or moment lies, as text.

    Shape:    SQL of a value; `sent` is the period of the delivery, in which all of them lie, but
              for a margin: those are of its first or last cell -> SQL.
    Missing:  NULL gives NULL.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    inside = parts(sent, grain) if sent else []
    if not sent or not inside:
        return _from_calendar(value, kind, grain)
    if len(inside) > _MOST:
        last = f"{_edge(sent.end, kind)} - INTERVAL 1 SECOND"
        clamped = f"least(greatest({value}, {_edge(sent.start, kind)}), {last})"
        return f"CASE WHEN {value} IS NOT NULL THEN {_from_calendar(clamped, kind, grain)} END"
    branches = " ".join(
        f"WHEN {value} < {_edge(p.end, kind)} THEN {quoted(str(p))}" for p in inside[:-1]
    )
    last = f"WHEN {value} IS NOT NULL THEN {quoted(str(inside[-1]))}"
    return f"CASE {branches} {last} END"


def hour_twice(texts: Sequence[str]) -> str | None:
    """Return the day on which an hour that some texts name together was there twice.

    Shape:    the texts of a key, with a day in one and a time in the same or another -> the day as
              it stands there; None when no hour was there twice, or the zone says which.
    Source:   the clock goes back at 03:00 on the last Sunday of October, in the Netherlands and
              everywhere in the European Union.
    """
    whole = " ".join(texts)
    day, time = _DAY_IN_TEXT.search(whole), _HOUR_TWO.search(whole)
    if day is None or time is None or _ZONE_BEHIND.search(whole, time.end()):
        return None
    year, month, number = (int(day[n]) for n in (("y", "m", "d") if day["y"] else ("Y", "M", "D")))
    try:
        at = dt.datetime(year, month, number, 2, 30, tzinfo=AMSTERDAM)
    except ValueError:
        return None
    return day[0] if at.utcoffset() != at.replace(fold=1).utcoffset() and month == 10 else None


def day_of(text: str) -> str:
    """Return SQL for a moment as text: only the day when nothing was said of the time."""
    midnight = " OR ".join(f"ends_with({text}, '{mark}00:00:00')" for mark in " T")
    return f"CASE WHEN {midnight} THEN left({text}, -9) ELSE {text} END"


def _from_calendar(value: str, kind: ColumnType, grain: Grain) -> str:
    day = value
    if kind is ColumnType.TIMESTAMP:  # the session is in UTC
        day = f"timezone('Europe/Amsterdam', {value}::TIMESTAMPTZ)"
    if grain is Grain.QUARTER:
        return f"(year({day})::VARCHAR || '-Q' || quarter({day})::VARCHAR)"
    form = {Grain.DAY: "%Y-%m-%d", Grain.MONTH: "%Y-%m", Grain.YEAR: "%Y"}[grain]
    return f"strftime({day}, '{form}')"


def _edge(day: dt.date, kind: ColumnType, margin: dt.timedelta = dt.timedelta(0)) -> str:
    """Return SQL for the beginning of a day of Amsterdam, or a margin beside it."""
    if kind is ColumnType.DATE:
        return f"DATE '{day.isoformat()}'"
    try:
        utc = dt.datetime.combine(day, dt.time(), AMSTERDAM).astimezone(dt.UTC) + margin
    except OverflowError:  # the first day of the calendar
        return f"TIMESTAMP '{day.isoformat()} 00:00:00'"
    return f"TIMESTAMP '{utc.replace(tzinfo=None).isoformat(' ')}'"
