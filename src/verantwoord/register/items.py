"""Motions and commitments: what the Kamer asked and what a minister promised."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from verantwoord.model.errors import Place
from verantwoord.model.text import Source, Text
from verantwoord.register.history import (
    Deadline,
    Evidence,
    Judgement,
    NotFound,
    Step,
    Verdict,
    due_on,
    state_on,
)
from verantwoord.register.moment import Moment, days_between
from verantwoord.register.states import CommitmentState, MotionState, State, is_open


@dataclass(frozen=True, slots=True)
class Links:
    """To what an item is tied, by id; the chain of `chain` is made of these."""

    motions: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()  # actions and other items of a programme
    goals: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    budget_articles: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()  # of a paragraph: which announcements of the budget it answers


NO_LINKS = Links()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What motions and commitments have in common."""

    id: str  # theme.name
    title: Text
    made_on: Moment
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    text: str | None = None
    chamber: str | None = None  # 'II' or 'I'
    kst: str | None = None  # where it stands
    made_in: str | None = None  # the meeting
    organisation: str | None = None  # who must do it: id or TOOI URI
    policy_area: Text | None = None
    history_starts: str | None = None  # why the history does not begin at its begin
    followed_until: dt.date | None = None  # what happened later is not known here
    not_followed: str | None = None  # why
    deadlines: tuple[Deadline, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    links: Links = NO_LINKS
    not_found: tuple[NotFound, ...] = ()
    place: Place | None = field(default=None, compare=False)

    @property
    def theme(self) -> str:
        """The part of the id before the point."""
        return self.id.partition(".")[0]

    @property
    def state(self) -> State:
        """The last state, whatever the day."""
        return self.steps[-1].to

    @property
    def closing(self) -> Step | None:
        """The step that closed or ended it, if it is not open."""
        return None if is_open(self.state) else self.steps[-1]

    def state_on(self, on: dt.date) -> State | None:
        """Return the state on a day; None before it existed."""
        return state_on(self.steps, on)

    def due_on(self, on: dt.date) -> Moment | None:
        """Return the deadline as it was known on a day."""
        return due_on(self.deadlines, on)

    def open_on(self, on: dt.date) -> bool:
        """Whether something is still expected on a day."""
        state = self.state_on(on)
        return state is not None and is_open(state)

    def followed_on(self, on: dt.date) -> bool:
        """Whether the state on a day is known; if not, the last state is only the last known."""
        return self.followed_until is None or on <= self.followed_until

    def age_days(self, on: dt.date) -> int | None:
        """Return how long it has been open on a day, at least; None if closed or not dated.

        Shape:    a day -> whole days.
        Unit:     day.
        Missing:  a year only counts from its last day, so that the age is never overstated; after
                  `followed_until` nobody knows whether it is open, so there is no age.
        Rounding: none.
        Errors:   none.
        Source:   own definition.
        """
        known = self.open_on(on) and self.followed_on(on)
        return days_between(self.made_on, on) if known else None

    def overdue_days(self, on: dt.date) -> int | None:
        """Return for how many days, at least, an open item is past its deadline; None if not."""
        due = self.due_on(on)
        if due is None or due.last is None or due.last >= on:
            return None
        if not self.open_on(on) or not self.followed_on(on):
            return None
        return (on - due.last).days

    @property
    def judgement(self) -> Judgement | None:
        """The last word of the Kamer, which is not that of the government."""
        return self.judgements[-1] if self.judgements else None

    @property
    def accepted(self) -> bool:
        """Whether the Kamer accepts that it was done."""
        return self.judgement is not None and self.judgement.verdict is Verdict.ACCEPTED

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every document that the history cites, in order."""
        return (
            *(e for step in self.steps for e in step.evidence),
            *(e for deadline in self.deadlines for e in deadline.evidence),
            *(e for judgement in self.judgements for e in judgement.evidence),
        )


@dataclass(frozen=True, slots=True)
class Vote:
    """How a motion was voted on; seats unless `by_name`, then persons."""

    on: dt.date | None
    votes_for: int
    votes_against: int
    by_name: bool = False
    not_voting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion(Promise):
    """What the Kamer asked of the government."""

    submitters: tuple[str, ...] = ()
    appreciation: str | None = None  # what the cabinet advised
    vote: Vote | None = None
    zaak: str | None = None  # number in the open data of the Kamer
    replaced_by: str | None = None

    @property
    def motion_state(self) -> MotionState:
        """The last state as a state of a motion."""
        return MotionState(self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Promise):
    """What a minister promised the Kamer."""

    number: str | None = None  # TZ202501-123 in the Tweede Kamer, T02867 in the Eerste
    promised_by: str | None = None
    promised_to: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    supplements: tuple[str, ...] = ()

    @property
    def commitment_state(self) -> CommitmentState:
        """The last state as a state of a commitment."""
        return CommitmentState(self.state)
