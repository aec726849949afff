"""A day as a source gives it: exact, only a month or a year, or not found with the reason."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from verantwoord.model.declared import wrong

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """The first and last day it can have been; `unknown` says why there is none at all."""

    first: dt.date | None
    last: dt.date | None
    words: str | None = None  # as the source says it: 'eind 2022'
    unknown: str | None = None

    @property
    def exact(self) -> bool:
        """Whether one day is known."""
        return self.first is not None and self.first == self.last

    def __str__(self) -> str:
        if self.words:
            return self.words
        if self.first is None or self.last is None:
            return self.unknown or "onbekend"
        if self.exact:
            return self.first.isoformat()
        if self.first.month == self.last.month:
            return f"{self.first:%Y-%m}"
        return str(self.first.year)


def day(value: dt.date) -> Moment:
    """Make an exact moment."""
    return Moment(value, value)


def parse(value: Any) -> Moment:
    """Make a moment of a date, a year, 'YYYY-MM', {year, words} or {unknown}; ValueError if bad."""
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, dict):
        if "unknown" in value:
            return Moment(None, None, None, value["unknown"])
        inner = parse(value["in"])
        return Moment(inner.first, inner.last, value["words"])
    text = str(value)
    if re.fullmatch(r"[12][0-9]{3}", text):
        return Moment(dt.date(int(text), 1, 1), dt.date(int(text), 12, 31))
    match = _MONTH.match(text)
    if match and 1 <= int(match[2]) <= 12:
        year, month = int(match[1]), int(match[2])
        return Moment(
            dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        )
    raise ValueError(f"'{text}' is geen dag, maand of jaar")


def _read(value: Any) -> Moment:
    if isinstance(value, Moment):
        return value
    if isinstance(value, dict) and set(value) not in ({"unknown"}, {"in", "words"}):
        value = ", ".join(map(str, value))
    try:
        return parse(value)
    except (ValueError, TypeError) as error:
        raise wrong(
            (f"'{value}' is geen dag, maand of jaar.", f"'{value}' is no day, month or year."),
            (
                "Schrijf JJJJ-MM-DD, JJJJ-MM of JJJJ, {in, words} of {unknown}.",
                "Write YYYY-MM-DD, YYYY-MM or YYYY, {in, words} or {unknown}.",
            ),
        ) from error


def written(moment: Moment) -> dt.date | str | dict[str, str]:
    """Return a moment as a file writes it."""
    if moment.unknown is not None or moment.first is None or moment.last is None:
        return {"unknown": moment.unknown or "onbekend"}
    bare = Moment(moment.first, moment.last)
    value: dt.date | str = moment.first if bare.exact else str(bare)
    return value if moment.words is None else {"in": str(value), "words": moment.words}


_ONE = {"type": ["string", "integer"], "pattern": "^[12][0-9]{3}(-[0-9]{2}){0,2}$"}


def _block(**properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(properties),
    }


_TEXT = {"type": "string", "minLength": 1}
MomentText = Annotated[
    Moment,
    PlainValidator(_read),
    PlainSerializer(written),
    WithJsonSchema(
        {"anyOf": [_ONE, _block(unknown=_TEXT), _block(**{"in": _ONE, "words": _TEXT})]}
    ),
]


def surely_before(a: Moment, b: Moment) -> bool:
    """Whether every day of `a` lies before every day of `b`; unknown moments are never before."""
    return a.last is not None and b.first is not None and a.last < b.first


def days_between(start: Moment, end: dt.date) -> int | None:
    """Return the least number of days that can lie between a moment and a day; None if unknown."""
    if start.last is None:
        return None
    return max(0, (end - start.last).days)
