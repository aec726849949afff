"""Periods: what a fact is about (valid time), from a day up to but not including another.

Text forms: `2024`, `2024-H1`, `2024-K2` (four months), `2024-Q3`, `2024-07`, `2024-07-15` and
`2022-08/2023-03` (from the first to and including the last).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from verantwoord.errors import VerantwoordError
from verantwoord.nouns import DAY, MONTH, PART, QUARTER, YEAR, Noun

FIRST_YEAR, LAST_YEAR = 1900, 2199  # what is asked or delivered; another year is a typing error


class PeriodError(VerantwoordError, ValueError):
    """A text or a pair of days that is no period."""


class Grain(StrEnum):
    """How long a period is."""

    YEAR = "jaar"
    HALF = "halfjaar"
    THIRD = "vier maanden"
    QUARTER = "kwartaal"
    MONTH = "maand"
    DAY = "dag"
    RANGE = "reeks"


# what a stretch of time is called where it is counted; None: they are not all as long
NOUN_OF: dict[Grain | None, Noun] = {
    Grain.DAY: DAY,
    Grain.MONTH: MONTH,
    Grain.QUARTER: QUARTER,
    Grain.YEAR: YEAR,
    None: PART,
}

_PART = re.compile(
    r"(?P<y>\d{4})(?:-(?:H(?P<h>[12])|K(?P<k>[1-3])|Q(?P<q>[1-4])|(?P<m>\d{2})(?:-(?P<d>\d{2}))?))?\Z",
    re.ASCII,  # digits of other scripts are no digits here, as they are none in a number or a date
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days: `start` is in it, `end` is the first day after it."""

    start: dt.date
    end: dt.date
    grain: Grain

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise PeriodError(
                f"{self.start} tot {self.end} is geen periode: er zit geen dag in",
                f"{self.start} until {self.end} is no period: there is no day in it",
            )

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period from its text form.

        Shape:    text -> Period.
        Unit:     days; `end` is exclusive.
        Missing:  none; an undated fact is not a Period.
        Errors:   PeriodError with the forms that are allowed.
        Source:   own definition; ISO 8601 where it has a form.
        """
        try:
            return cls._parsed(text)
        except PeriodError:
            raise
        except (ValueError, OverflowError) as error:  # a day or year that no calendar has
            raise PeriodError(
                f"'{text}' is geen periode: die dag of dat jaar bestaat niet",
                f"'{text}' is no period: that day or year does not exist",
            ) from error

    @classmethod
    def _parsed(cls, text: str) -> Period:
        if text.count("/") == 1:
            a, b = map(cls.parse, text.split("/"))
            if b.end <= a.start:
                raise PeriodError(
                    f"'{text}' is geen periode: het einde ligt voor het begin",
                    f"'{text}' is no period: the end lies before the begin",
                )
            return cls(a.start, b.end, Grain.RANGE)
        match = _PART.match(text)
        if match is None:
            raise PeriodError(
                f"'{text}' is geen periode; bedoeld is 2024, 2024-H1, 2024-Q3, 2024-07, "
                "2024-07-15 of 2022-08/2023-03",
                f"'{text}' is no period; meant is 2024, 2024-H1, 2024-Q3, 2024-07, "
                "2024-07-15 or 2022-08/2023-03",
            )
        year = int(match["y"])
        if match["d"]:
            day = dt.date.fromisoformat(text)
            return cls(day, day + dt.timedelta(days=1), Grain.DAY)
        for group, months, grain in (
            ("m", 1, Grain.MONTH),
            ("q", 3, Grain.QUARTER),
            ("k", 4, Grain.THIRD),
            ("h", 6, Grain.HALF),
        ):
            if match[group]:
                if group == "m" and not 1 <= int(match["m"]) <= 12:
                    raise PeriodError(f"'{text}' is geen maand", f"'{text}' is no month")
                first_month = (int(match[group]) - 1) * months
                return cls(_month(year, first_month), _month(year, first_month + months), grain)
        return cls(dt.date(year, 1, 1), dt.date(year + 1, 1, 1), Grain.YEAR)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return one calendar month."""
        return cls(_month(year, month - 1), _month(year, month), Grain.MONTH)

    @classmethod
    def year(cls, year: int) -> Period:
        """Return one calendar year."""
        return cls(dt.date(year, 1, 1), dt.date(year + 1, 1, 1), Grain.YEAR)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """Return one calendar quarter, counted from 1."""
        return cls(_month(year, 3 * quarter - 3), _month(year, 3 * quarter), Grain.QUARTER)

    @property
    def is_whole_year(self) -> bool:
        """Say whether this is a calendar year, also when written `2024-01/2024-12`."""
        return (self.start, self.end) == (_month(self.start.year, 0), _month(self.start.year, 12))

    def __str__(self) -> str:
        year, month = self.start.year, self.start.month
        match self.grain:
            case Grain.YEAR:
                return f"{year:04d}"
            case Grain.HALF:
                return f"{year:04d}-H{(month + 5) // 6}"
            case Grain.THIRD:
                return f"{year:04d}-K{(month + 3) // 4}"
            case Grain.QUARTER:
                return f"{year:04d}-Q{(month + 2) // 3}"
            case Grain.MONTH:
                return f"{year:04d}-{month:02d}"
            case Grain.DAY:
                return self.start.isoformat()
            case Grain.RANGE:
                last = self.end - dt.timedelta(days=1)
                if self.start.day == 1 and self.end.day == 1:
                    return f"{year:04d}-{month:02d}/{last.year:04d}-{last.month:02d}"
                return f"{self.start.isoformat()}/{last.isoformat()}"

    @property
    def last_day(self) -> dt.date:
        """The last day that is in the period."""
        return self.end - dt.timedelta(days=1)

    @property
    def is_sane(self) -> bool:
        """Say whether somebody can mean it: every year between would be counted."""
        return self.start.year >= FIRST_YEAR and self.last_day.year <= LAST_YEAR

    def contains(self, other: Period) -> bool:
        """Say whether all of `other` lies in this period."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Say whether the two share a day."""
        return self.start < other.end and other.start < self.end

    def months(self) -> list[Period]:
        """Return the calendar months that lie wholly in this period, in order."""
        return list(_months_between(self.start, self.end))

    def shifted(self, years: int) -> Period:
        """Return the same stretch of the calendar, `years` later; 29 February becomes 28."""
        start = _shift(self.start, years)
        if self.grain is Grain.DAY:
            return Period(start, start + dt.timedelta(days=1), self.grain)
        if self.end.day == 1:
            return Period(start, _shift(self.end, years), self.grain)
        return Period(start, _shift(self.last_day, years) + dt.timedelta(days=1), self.grain)


@lru_cache(maxsize=1024)
def _months_between(start: dt.date, end: dt.date) -> tuple[Period, ...]:
    first = start.year * 12 + start.month - (1 if start.day == 1 else 0)
    last = end.year * 12 + end.month - 1  # the month in which it ends is not wholly in it
    return tuple(Period.month(m // 12, m % 12 + 1) for m in range(first, last))


@lru_cache(maxsize=1024)
def _month(year: int, months_since_january: int) -> dt.date:
    return dt.date(year + months_since_january // 12, months_since_january % 12 + 1, 1)


def _shift(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
