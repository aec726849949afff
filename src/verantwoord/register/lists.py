"""Lists in which motions and commitments are reported, and the pages that answer them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from verantwoord.model.errors import Place
from verantwoord.model.text import Source, Text
from verantwoord.register.history import Evidence, NotFound
from verantwoord.register.items import NO_LINKS, Links
from verantwoord.register.moment import Moment


class Series(StrEnum):
    """The three lists in which the same item can stand."""

    MODEL_342 = "model-3.42"
    LETTER = "verzamelbrief"
    KAMER = "kamerregister"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item in one list: open or closed there, and with which Kamerstuk."""

    item: str
    closed: bool
    kst: str | None = None
    words: str | None = None  # the status as the list gives it


@dataclass(frozen=True, slots=True)
class ReportedList:
    """One published list over a window of time."""

    id: str
    series: Series
    title: Text
    first: dt.date | None
    last: dt.date  # the reference date
    entries: tuple[Entry, ...]
    first_unknown: str | None = None  # why the begin of the window is not known
    owner: str | None = None
    published: dt.date | None = None
    kst: str | None = None
    kinds: tuple[str, ...] = ("motie", "toezegging")
    themes: tuple[str, ...] = ()  # empty: all
    complete: bool = True  # False: only partly read, so nothing is concluded from absence
    sources: tuple[Source, ...] = ()
    place: Place | None = field(default=None, compare=False)

    @property
    def open_items(self) -> frozenset[str]:
        """What the list calls open."""
        return frozenset(e.item for e in self.entries if not e.closed)

    @property
    def closed_items(self) -> frozenset[str]:
        """What the list calls closed in its window."""
        return frozenset(e.item for e in self.entries if e.closed)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that others cite, with its date."""

    kst: str
    published: dt.date
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened and matters here, but that nobody asked or promised."""

    id: str
    title: Text
    on: Moment
    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...] = ()
    links: Links = NO_LINKS
    not_found: tuple[NotFound, ...] = ()
    place: Place | None = field(default=None, compare=False)

    @property
    def theme(self) -> str:
        """The part of the id before the point."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage of a report, and what it says something about."""

    id: str
    title: Text
    report: str  # kst id
    year: int
    links: Links
    page: str | None = None
    url: str | None = None
    quote: str | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something that a budget announced and that the report of that year must return."""

    id: str
    title: Text
    kind: str  # prioriteit, doel, indicator, maatregel
    budget: str  # kst id
    year: int
    links: Links
    sources: tuple[Source, ...] = ()
    place: Place | None = field(default=None, compare=False)
