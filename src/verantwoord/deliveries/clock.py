"""When the Dutch clock goes forward and back: hours that were never there, or there twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from verantwoord.deliveries.moments import AMSTERDAM
from verantwoord.model.period import Period

_YEARS = (1996, 2099)  # when nobody says which period it is about


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The times of the clock that were there twice or never, from one until another."""

    first: dt.datetime  # without a zone: what the clock says
    until: dt.datetime
    before: int  # minutes ahead of UTC
    after: int

    @property
    def back(self) -> bool:
        """Say whether these times were there twice."""
        return self.after < self.before


def changes(period: Period | None) -> list[ClockChange]:
    """Return the changes of the clock in and around a period.

    Shape:    a period -> the changes of its years and those around it, in the order of time.
    Unit:     minutes ahead of UTC.
    Missing:  without a period those of 1996, since when Europe has one rule, until 2099.
    Source:   the time zone database (Europe/Amsterdam).
    """
    first, last = (period.start.year - 1, period.end.year + 1) if period else _YEARS
    day, end = dt.datetime(first, 1, 1, tzinfo=dt.UTC), dt.datetime(last, 12, 31, tzinfo=dt.UTC)
    found = []
    while day < end:
        tomorrow = day + dt.timedelta(days=1)
        if _ahead(day) != _ahead(tomorrow):
            found.append(_between(day, tomorrow))
        day = tomorrow
    return found


def _between(day: dt.datetime, tomorrow: dt.datetime) -> ClockChange:
    before, after = _ahead(day), _ahead(tomorrow)
    while _ahead(day) == before:
        day += dt.timedelta(minutes=30)
    at = day.replace(tzinfo=None)
    clock = [at + dt.timedelta(minutes=m) for m in (before, after)]
    return ClockChange(min(clock), max(clock), before, after)


def _ahead(moment: dt.datetime) -> int:
    offset = moment.astimezone(AMSTERDAM).utcoffset()
    assert offset is not None  # it has a zone
    return int(offset.total_seconds() // 60)
