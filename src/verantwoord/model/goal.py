"""What was agreed: a target path for an indicator, and the rule that gives the status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from verantwoord.model.text import Source, Text


class GoalStatus(StrEnum):
    """How a figure stands against its goal."""

    MET = "gehaald"
    ON_TRACK = "op koers"
    AT_RISK = "risico"
    OFF_TRACK = "niet op koers"
    MISSED = "niet gehaald"
    NO_JUDGEMENT = "geen oordeel"


class GoalKind(StrEnum):
    """In which direction a value must go to be good."""

    FLOOR = "minimaal"
    CEILING = "maximaal"
    RANGE = "tussen"


@dataclass(frozen=True, slots=True)
class Bound:
    """What is asked in one year: a number, or for a range the lowest and the highest."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Path:
    """A target path: a table of years, or a straight line from a baseline to a target.

    A line needs a baseline from the same edition as the measurements; `unknown` says why there is
    none, and then there is no judgement.
    """

    table: Mapping[int, Bound]
    baseline_year: int | None = None
    baseline: Decimal | None = None
    target_year: int | None = None
    target: Decimal | None = None
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A changed target or baseline: when, why and who decided."""

    on: dt.date
    reason: Text
    decided_by: str
    source: Source
    what: Text


@dataclass(frozen=True, slots=True)
class Goal:
    """One commitment that can be held against figures."""

    id: str
    title: Text
    theme: str
    organisation: str
    kind: GoalKind
    path: Path
    judged: str  # 'elk jaar' (the value of each year must meet it) or 'eindjaar'
    sources: tuple[Source, ...]
    indicator: str | None  # None: agreed, but nothing measures it: a visible gap
    risk_margin: Decimal | None = None  # share of (baseline - target) that is still 'risico'
    series: str | None = None
    unit: str | None = None
    gap: Text | None = None  # why nothing can be said
    revisions: tuple[Revision, ...] = ()
    note: Text | None = None
