"""Motions and commitments: what the Kamer asked and what a minister promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import field
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, model_validator
from pydantic.dataclasses import dataclass
from pydantic.json_schema import SkipJsonSchema

from verantwoord.model.declared import (
    DECLARED,
    Day,
    Flag,
    InProgram,
    PathId,
    ReadAs,
    Whole,
    Words,
    in_file,
    wrong,
)
from verantwoord.model.errors import Place
from verantwoord.model.text import Source, Text
from verantwoord.register.history import (
    Deadline,
    Evidence,
    KamerJudgement,
    KamerVerdict,
    NotFound,
    Step,
    StepRefused,
    check_deadlines,
    check_history,
    due_on,
    refused,
    state_on,
)
from verantwoord.register.moment import Moment, MomentText, days_between
from verantwoord.register.states import CommitmentState, MotionState, State, is_open

ItemId = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(:[a-z0-9]+(-[a-z0-9]+)*/|\.)[a-z0-9]+(-[a-z0-9]+)*$"),
]
Who = Annotated[
    str,
    Field(
        pattern=r"^([a-z0-9]+(-[a-z0-9]+)*|https://identifier\.overheid\.nl/tooi/id/.+)$",
    ),
]
InFile = Annotated[SkipJsonSchema[Place | None], InProgram, Field(exclude=True)]


def check_kept(
    steps: Sequence[Step],
    starts: str | None,
    deadlines: Sequence[Deadline],
    *,
    may_be_empty: bool = False,
) -> None:
    """Refuse a history of a file that cannot have been."""
    try:
        if steps or not may_be_empty:
            check_history(steps, starts)
    except StepRefused as error:
        raise refused(error, "steps") from error
    try:
        check_deadlines(deadlines)
    except StepRefused as error:
        raise refused(error, "deadlines") from error


@dataclass(frozen=True, slots=True, config=DECLARED)
class Links:
    """To what an item is tied, by id; the chain of `chain` is made of these."""

    motions: Annotated[tuple[PathId, ...], Field(description="Motions.")] = ()
    commitments: Annotated[tuple[PathId, ...], Field(description="Commitments.")] = ()
    actions: Annotated[
        tuple[ItemId, ...], Field(description="Actions and other items of a programme.")
    ] = ()
    goals: Annotated[tuple[PathId, ...], Field(description="Goals.")] = ()
    indicators: Annotated[tuple[PathId, ...], Field(description="Indicators.")] = ()
    budget_articles: Annotated[tuple[Words, ...], Field(description="Budget articles.")] = ()
    announced: Annotated[
        tuple[PathId, ...],
        Field(description="Of a passage: which announcements of the budget it answers."),
    ] = ()


NO_LINKS = Links()


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class Promise:
    """What motions and commitments have in common."""

    id: Annotated[PathId, Field(description="theme.name.")]
    title: Annotated[Text, Field(description="What readers see.")]
    text: Annotated[Words | None, Field(description="The words that matter, as they stand.")] = None
    chamber: Annotated[Literal["I", "II"] | None, Field(description="Which chamber.")] = None
    made_on: Annotated[MomentText, Field(description="When it was made.")]
    made_in: Annotated[Words | None, Field(description="In which meeting.")] = None
    kst: Annotated[Words | None, Field(description="Id of the Kamerstuk in which it stands.")] = (
        None
    )
    organisation: Annotated[
        Who | None, Field(description="Who must do it: an id of ours or a TOOI URI.")
    ] = None
    policy_area: Annotated[Text | None, Field(description="What it is about.")] = None
    history_starts: Annotated[
        Words | None, Field(description="Why the history does not begin at its begin.")
    ] = None
    followed_until: Annotated[
        Day | None, Field(description="What happened later is not known here.")
    ] = None
    not_followed: Annotated[Words | None, Field(description="Why it was not followed.")] = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1, description="What happened.")]
    deadlines: Annotated[
        tuple[Deadline, ...], Field(description="By when, with every change of it.")
    ] = ()
    judgements: Annotated[
        tuple[KamerJudgement, ...], Field(alias="kamer", description="What the Kamer says of it.")
    ] = ()
    links: Annotated[Links, Field(description="To what it is tied.")] = NO_LINKS
    not_found: Annotated[
        tuple[NotFound, ...], Field(description="What was looked for and not found.")
    ] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1, description="Where it stands.")]
    place: InFile = field(default=None, compare=False)

    @model_validator(mode="after")
    def _happened_in_order(self, info: ValidationInfo) -> Self:
        if not in_file(info):
            return self
        if (self.followed_until is None) is not (self.not_followed is None):
            raise wrong(
                (
                    "noemt 'followed-until' of 'not-followed' zonder de ander.",
                    "has 'followed-until' or 'not-followed' without the other.",
                ),
                ("Noem beide of geen.", "Give both or neither."),
            )
        check_kept(self.steps, self.history_starts, self.deadlines)
        return self

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
    def judgement(self) -> KamerJudgement | None:
        """The last word of the Kamer, which is not that of the government."""
        return self.judgements[-1] if self.judgements else None

    @property
    def accepted(self) -> bool:
        """Whether the Kamer accepts that it was done."""
        return self.judgement is not None and self.judgement.verdict is KamerVerdict.ACCEPTED

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every document that the history cites, in order."""
        return (
            *(e for step in self.steps for e in step.evidence),
            *(e for deadline in self.deadlines for e in deadline.evidence),
            *(e for judgement in self.judgements for e in judgement.evidence),
        )


@dataclass(frozen=True, slots=True, config=DECLARED)
class Vote:
    """How a motion was voted on; seats unless `by_name`, then persons."""

    on: Annotated[Day | None, Field(default=None, description="When.")]
    votes_for: Annotated[Whole, Field(alias="for", ge=0, description="Seats or persons for.")]
    votes_against: Annotated[Whole, Field(alias="against", ge=0, description="Against.")]
    by_name: Annotated[Flag, Field(description="Persons instead of seats.")] = False
    not_voting: Annotated[Whole, Field(ge=0, description="Did not vote.")] = 0


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class Motion(Promise):
    """What the Kamer asked of the government."""

    steps: Annotated[
        tuple[Step, ...],
        ReadAs(tuple[Step[MotionState], ...]),
        Field(min_length=1, description="What happened."),
    ]
    submitters: Annotated[tuple[Words, ...], Field(description="Who tabled it.")] = ()
    appreciation: Annotated[Words | None, Field(description="What the cabinet advised.")] = None
    vote: Annotated[Vote | None, Field(description="How was voted.")] = None
    zaak: Annotated[Words | None, Field(description="Number in the open data of the Kamer.")] = None
    replaced_by: Annotated[PathId | None, Field(description="The motion that took over.")] = None

    @property
    def motion_state(self) -> MotionState:
        """The last state as a state of a motion."""
        return MotionState(self.state)


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class Commitment(Promise):
    """What a minister promised the Kamer."""

    steps: Annotated[
        tuple[Step, ...],
        ReadAs(tuple[Step[CommitmentState], ...]),
        Field(min_length=1, description="What happened."),
    ]
    number: Annotated[
        Words | None,
        Field(description="TZ202501-123 in the Tweede Kamer, T02867 in the Eerste."),
    ] = None
    promised_by: Annotated[Words | None, Field(description="Who promised.")] = None
    promised_to: Annotated[tuple[Words, ...], Field(description="To whom.")] = ()
    repeats: Annotated[tuple[PathId, ...], Field(description="Earlier ones that it repeats.")] = ()
    changes: Annotated[tuple[PathId, ...], Field(description="Earlier ones that it changes.")] = ()
    supplements: Annotated[
        tuple[PathId, ...], Field(description="Earlier ones to which it adds.")
    ] = ()

    @property
    def commitment_state(self) -> CommitmentState:
        """The last state as a state of a commitment."""
        return CommitmentState(self.state)
