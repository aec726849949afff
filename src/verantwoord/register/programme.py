"""Programmes: trees of lines, priorities and actions, one tree per version.

An item may hang under several parents and be tied to motions, goals, budget articles and items of
other programmes. A new version says of every item of the version it replaces what became of it;
otherwise an action that vanished would look finished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from verantwoord.model.errors import Place
from verantwoord.model.text import Source, Text
from verantwoord.register.history import Deadline, Evidence, NotFound, Step, due_on, state_on
from verantwoord.register.items import NO_LINKS, Links
from verantwoord.register.moment import Moment
from verantwoord.register.states import State, is_open


class Level(StrEnum):
    """How deep in the tree."""

    LINE = "lijn"
    PRIORITY = "prioriteit"
    ACTION = "actie"


class Fate(StrEnum):
    """What became of an item in the next version of its programme."""

    CONTINUED = "voortgezet"
    REPLACED = "vervangen"
    DROPPED = "vervallen"
    UNKNOWN = "onbekend"


class Progress(StrEnum):
    """The four honest states of progress."""

    NOT_REPORTED = "niet gerapporteerd"
    WITHOUT_EVIDENCE = "gerapporteerd zonder bewijs"
    WITH_EVIDENCE = "gerapporteerd met bewijs"
    VERIFIED = "geverifieerd"


@dataclass(frozen=True, slots=True)
class Target:
    """A target in the words of its source; the number that is judged stands in a goal."""

    value: Text
    by: str | None = None  # the year
    base: str | None = None
    base_unknown: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was said about an action: 'unchanged' is said too, silence is not."""

    on: Moment
    by: str
    text: Text
    unchanged: bool = False
    evidence: tuple[Evidence, ...] = ()
    verified_by: str | None = None
    verified_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    """One node of a programme."""

    id: str  # programme:version/name
    level: Level
    title: Text
    called: str | None = None  # the word of the source: spoor, thema, doel, maatregel
    number: str | None = None  # as published: 1.2
    parents: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    links: Links = NO_LINKS
    not_found: tuple[NotFound, ...] = ()
    sources: tuple[Source, ...] = ()
    note: Text | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(ProgrammeItem):
    """Something that somebody would do by some day."""

    owner: str | None = None
    co_owners: tuple[str, ...] = ()
    start: Moment | None = None
    deadlines: tuple[Deadline, ...] = ()  # planned end, with its history
    steps: tuple[Step, ...] = ()
    history_starts: str | None = None
    reports: tuple[Report, ...] = ()

    def state_on(self, on: dt.date) -> State | None:
        """Return the state on a day; None when nobody said anything."""
        return state_on(self.steps, on)

    def due_on(self, on: dt.date) -> Moment | None:
        """Return the planned end as it was known on a day."""
        return due_on(self.deadlines, on)

    def progress_on(self, on: dt.date, since: dt.date | None = None) -> Progress:
        """Return which of the four honest states holds on a day.

        Shape:    a day, and from which day a report still counts -> one state.
        Unit:     none.
        Missing:  no report in the window is 'niet gerapporteerd', never 'ongewijzigd'.
        Rounding: none.
        Errors:   none.
        Source:   werkagenda section 5, rule 2.
        """
        counting = [r for r in self.reports if _within(r.on, since, on)]
        if not counting:
            return Progress.NOT_REPORTED
        last = counting[-1]
        if not last.evidence:
            return Progress.WITHOUT_EVIDENCE
        if last.verified_by and last.verified_on and last.verified_on <= on:
            return Progress.VERIFIED
        return Progress.WITH_EVIDENCE

    def overdue_days(self, on: dt.date) -> int | None:
        """Return for how many days, at least, an unfinished action is past its end."""
        due, state = self.due_on(on), self.state_on(on)
        if due is None or due.last is None or due.last >= on:
            return None
        return None if state is not None and not is_open(state) else (on - due.last).days


def _within(on: Moment, since: dt.date | None, until: dt.date) -> bool:
    if on.last is None or on.first is None:
        return False
    return on.last <= until and (since is None or on.first >= since)


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one item of the replaced version, with the reason."""

    item: str
    fate: Fate
    reason: Text


@dataclass(frozen=True, slots=True)
class Programme:
    """One version of a programme."""

    id: str  # name:version
    name: str
    version: str
    title: Text
    items: tuple[ProgrammeItem, ...]
    sources: tuple[Source, ...]
    owner: str | None = None
    published: Moment | None = None
    replaces: str | None = None
    became: tuple[Became, ...] = ()
    not_found: tuple[NotFound, ...] = ()
    note: Text | None = None
    place: Place | None = field(default=None, compare=False)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The leaves that somebody must do."""
        return tuple(i for i in self.items if isinstance(i, Action))

    def children(self, item_id: str | None) -> tuple[ProgrammeItem, ...]:
        """Return what hangs under an item; under None what has no parent."""
        if item_id is None:
            return tuple(i for i in self.items if not i.parents)
        return tuple(i for i in self.items if item_id in i.parents)


def evidence_share(actions: Sequence[Action], on: dt.date) -> tuple[int, int]:
    """Return how many actions were reported with evidence, and how many there are.

    Shape:    actions and a day -> (with evidence, all): numerator and denominator apart.
    Unit:     action.
    Missing:  an action without a report counts in the denominator only.
    Rounding: none; only `publish` divides.
    Errors:   none.
    Source:   werkagenda section 3: each report states the share of actions with evidence.
    """
    good = {Progress.WITH_EVIDENCE, Progress.VERIFIED}
    return sum(a.progress_on(on) in good for a in actions), len(actions)
