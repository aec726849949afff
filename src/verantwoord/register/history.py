"""What happened to an item: steps, deadlines and judgements of the Kamer, and who may add one.

A history only grows. Every step says who, when and why; a step that was taken over from a
publication names that publication instead of a role, because nobody can redo its four eyes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Generic, Self

from pydantic import Field, ValidationInfo, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError
from typing_extensions import TypeVar

from verantwoord.errors import VerantwoordError
from verantwoord.model.declared import DECLARED, Day, Url, Words, in_file, wrong
from verantwoord.model.text import Source, Text
from verantwoord.register.moment import Moment, MomentText, day, surely_before
from verantwoord.register.states import FIRST, ActionState, Allowed, Role, State, table_for


class StepRefused(VerantwoordError):
    """A step that the table does not allow, or not for this person, or not without evidence."""

    exit_code = 1


@dataclass(frozen=True, slots=True, config=DECLARED)
class Evidence:
    """A document that shows something: a Kamerstuk, a page, or both."""

    kst: Annotated[Words | None, Field(description="Id of a Kamerstuk.")] = None
    url: Annotated[Url | None, Field(description="Where it can be read.")] = None
    title: Annotated[Words | None, Field(description="What it is called.")] = None
    published: Annotated[Day | None, Field(description="When it was published.")] = None
    locator: Annotated[Words | None, Field(description="Where in it.")] = None

    @model_validator(mode="after")
    def _shows_something(self, info: ValidationInfo) -> Self:
        if in_file(info) and self.kst is None and self.url is None:
            raise wrong(
                ("noemt geen stuk en geen adres.", "names no paper and no address."),
                ("Noem 'kst' of 'url'.", "Give 'kst' or 'url'."),
            )
        return self


StateKind = TypeVar("StateKind", default=State, covariant=True)


@dataclass(frozen=True, slots=True, config=DECLARED)
class Step(Generic[StateKind]):
    """One change of state: what, when, who, why, and what shows it."""

    to: Annotated[StateKind, Field(description="The new state.")]
    on: Annotated[MomentText, Field(description="When.")]
    by: Annotated[Words, Field(description="Who took the step.")]
    why: Annotated[Text, Field(description="Why.")]
    role: Annotated[
        Role | None,
        Field(description="In which role; none: taken over from `source`, not taken here."),
    ] = None
    prepared_by: Annotated[
        Words | None, Field(description="Who prepared it; may not approve it as well.")
    ] = None
    evidence: Annotated[tuple[Evidence, ...], Field(description="What shows it.")] = ()
    source: Annotated[Source | None, Field(description="The publication that tells it.")] = None

    @model_validator(mode="after")
    def _taken_or_told(self, info: ValidationInfo) -> Self:
        if in_file(info) and self.role is None and self.source is None:
            raise wrong(
                ("noemt geen rol en geen bron.", "names no role and no source."),
                (
                    "Noem 'role', of in 'source' de publicatie die de stap vertelt.",
                    "Give 'role', or in 'source' the publication that tells the step.",
                ),
            )
        return self

    @property
    def kst_ids(self) -> tuple[str, ...]:
        """The Kamerstukken that this step cites."""
        return tuple(e.kst for e in self.evidence if e.kst is not None)


@dataclass(frozen=True, slots=True, config=DECLARED)
class Deadline:
    """A date by which something should be done, when it was set, by whom and why."""

    due: Annotated[MomentText, Field(description="By when.")]
    set_on: Annotated[MomentText, Field(description="When that was decided.")]
    decided_by: Annotated[Words, Field(description="Who decided it.")]
    reason: Annotated[Text | None, Field(description="Why; required from the second on.")] = None
    evidence: Annotated[tuple[Evidence, ...], Field(description="What shows it.")] = ()


class KamerVerdict(StrEnum):
    """What a chamber says about an item; the states of its own register."""

    OPEN = "openstaand"
    PARTLY = "deels voldaan"
    ACCEPTED = "voldaan"
    NOT_ACCEPTED = "niet aanvaard"


@dataclass(frozen=True, slots=True, config=DECLARED)
class KamerJudgement:
    """What the Kamer says, apart from what the government says."""

    verdict: Annotated[KamerVerdict, Field(description="What the chamber says.")]
    on: Annotated[MomentText, Field(description="When.")]
    by: Annotated[Words, Field(description="Who said it.")]
    evidence: Annotated[tuple[Evidence, ...], Field(description="What shows it.")] = ()
    why: Annotated[Text | None, Field(description="Why.")] = None


@dataclass(frozen=True, slots=True, config=DECLARED)
class NotFound:
    """Something that was looked for and not found: shown, never filled in."""

    what: Annotated[Words, Field(description="What was looked for.")]
    reason: Annotated[Words, Field(description="Where it was looked for, or why not.")]


def check_step(steps: Sequence[Step], new: Step) -> None:
    """Refuse a step of a person that the table of its kind does not allow, with the reason.

    Role, evidence and four eyes are checked whatever `source` the step names: a publication is no
    way around a colleague. What others published comes in by `check_taken_over`.

    Shape:    the history so far and one new step -> nothing.
    Missing:  an empty history allows only the first state of the kind.
    Errors:   StepRefused: not in the table, wrong role, no reason, no evidence, the same person
              prepared and approved, or dated before the step it follows.
    Source:   register.states; four eyes: DESIGN section 6.
    """
    if new.role is None:
        raise StepRefused(
            f"De stap naar '{new.to}' zegt niet in welke rol hij wordt gezet. Noem de rol.",
            f"The step to '{new.to}' does not say in which role it is taken. Name the role.",
        )
    allowed = _check_table(steps, new)
    if allowed is None:
        return
    if new.role != allowed.role:
        raise StepRefused(
            f"De stap naar '{new.to}' is aan de {allowed.role}, niet aan {new.role}. "
            f"Vraag een {allowed.role}.",
            f"The step to '{new.to}' is for the {allowed.role}, not for {new.role}. "
            f"Ask a {allowed.role}.",
        )
    if allowed.evidence and not new.evidence:
        raise StepRefused(
            f"De stap naar '{new.to}' heeft bewijs nodig. Noem een Kamerstuk of een adres.",
            f"The step to '{new.to}' needs evidence. Name a Kamerstuk or an address.",
        )
    if allowed.second:
        _check_four_eyes(steps[-1], new)


def check_taken_over(steps: Sequence[Step], new: Step) -> None:
    """Refuse a step that a publication tells, but that cannot have been; only for imports.

    Shape:    the history so far and one published step -> nothing.
    Missing:  who prepared and approved it is not judged: nobody here can redo its four eyes.
    Errors:   StepRefused: names no publication, not in the table, no reason, out of order.
    Source:   adr/2026-11-23-published-steps-name-their-source.md
    """
    if new.source is None:
        raise StepRefused(
            f"De stap naar '{new.to}' is overgenomen, maar noemt geen bron. Noem de publicatie.",
            f"The step to '{new.to}' was taken over but names no source. Name the publication.",
        )
    _check_table(steps, new)


def _check_table(steps: Sequence[Step], new: Step) -> Allowed | None:
    """Refuse what no one may do; return what the table asks of the step, None for the first."""
    if not new.why.nl.strip():
        raise StepRefused(
            f"Een stap naar '{new.to}' heeft een reden nodig. Schrijf waarom.",
            f"A step to '{new.to}' needs a reason. Write why.",
        )
    if not steps:
        _check_first(new)
        return None
    now = steps[-1]
    _check_order(now, new)
    allowed = table_for(new.to).get((now.to, new.to))
    if allowed is None:
        raise StepRefused(
            f"Van '{now.to}' naar '{new.to}' kan niet. Kies een van: {_choices(now.to, 'nl')}.",
            f"From '{now.to}' to '{new.to}' is not possible. Choose from: "
            f"{_choices(now.to, 'en')}.",
        )
    _check_finished(new)
    return allowed


def _check_first(new: Step) -> None:
    first = FIRST[type(new.to)]
    if new.to != first:
        raise StepRefused(
            f"Een geschiedenis begint met '{first}', niet met '{new.to}'. "
            "Is het begin niet gevonden, zeg dat dan met 'history-starts'.",
            f"A history begins with '{first}', not with '{new.to}'. "
            "If the begin was not found, say so with 'history-starts'.",
        )


def _check_finished(new: Step) -> None:
    if new.to is ActionState.FINISHED and not new.evidence:
        raise StepRefused(
            "Een actie is pas 'gereed' met bewijs. Noem een Kamerstuk of een adres.",
            "An action is 'gereed' only with evidence. Name a Kamerstuk or an address.",
        )


def _check_order(now: Step, new: Step) -> None:
    if surely_before(new.on, now.on):
        raise StepRefused(
            f"De stap naar '{new.to}' ({new.on}) ligt voor de stap naar '{now.to}' ({now.on}). "
            "Verbeter de datum of de volgorde.",
            f"The step to '{new.to}' ({new.on}) lies before the step to '{now.to}' ({now.on}). "
            "Mend the date or the order.",
        )


def _check_four_eyes(now: Step, new: Step) -> None:
    prepared = {p for p in (new.prepared_by, now.by) if p}
    if new.by in prepared:
        raise StepRefused(
            f"{new.by} heeft de stap naar '{new.to}' voorbereid en mag die niet zelf goedkeuren. "
            "Vraag een collega.",
            f"{new.by} prepared the step to '{new.to}' and may not approve it as well. "
            "Ask a colleague.",
        )


def _choices(now: State, language: str) -> str:
    following = sorted({str(to) for (start, to) in table_for(now) if start == now})
    none = {"nl": "geen (dit is een eindstand)", "en": "none (this is a final state)"}
    return ", ".join(following) or none[language]


def step_allowed(steps: Sequence[Step], new: Step) -> bool:
    """Whether `check_step` lets a step pass."""
    try:
        check_step(steps, new)
    except StepRefused:
        return False
    return True


def take(steps: Sequence[Step], new: Step) -> tuple[Step, ...]:
    """Return the history with one step of a person more; StepRefused says why not."""
    check_step(steps, new)
    return (*steps, new)


def take_over(steps: Sequence[Step], new: Step) -> tuple[Step, ...]:
    """Return the history with one published step more; only for imports (`check_taken_over`)."""
    check_taken_over(steps, new)
    return (*steps, new)


def check_history(steps: Sequence[Step], starts: str | None) -> None:
    """Refuse a stored history in which a step is not allowed, each by its own kind.

    A step with a source was taken over, every other one was taken by a person; `starts` says why
    the begin is missing.
    """
    if not steps:
        raise StepRefused(
            "Er is geen enkele stap. Noem ten minste hoe het begon.",
            "There is no step at all. Name at least how it began.",
        )
    for index, step in enumerate(steps):
        if index == 0 and starts is not None and step.to != FIRST[type(step.to)]:
            _check_finished(step)
            continue
        check = check_step if step.source is None else check_taken_over
        check(steps[:index], step)


def check_deadlines(deadlines: Sequence[Deadline]) -> None:
    """Refuse a moved deadline without a reason, or one that was set before its predecessor."""
    for before, after in pairwise(deadlines):
        if after.reason is None:
            raise StepRefused(
                f"De termijn verschoof van {before.due} naar {after.due} zonder reden. "
                "Schrijf waarom en wie dat besloot.",
                f"The deadline moved from {before.due} to {after.due} without a reason. "
                "Write why, and who decided it.",
            )
        if surely_before(after.set_on, before.set_on):
            raise StepRefused(
                f"De termijn {after.due} is eerder gezet ({after.set_on}) dan de vorige "
                f"({before.set_on}). Zet de termijnen op volgorde.",
                f"Deadline {after.due} was set earlier ({after.set_on}) than the one before "
                f"({before.set_on}). Put the deadlines in order.",
            )


def refused(error: StepRefused, at: str) -> PydanticCustomError:
    """Say a refusal as a fault of the file, at a key of the item."""
    return wrong((error.in_language("nl"), error.in_language("en")), at=(at,))


def move_deadline(deadlines: Sequence[Deadline], new: Deadline) -> tuple[Deadline, ...]:
    """Return the deadline history with one entry more; a shift needs a reason."""
    moved = (*deadlines, new)
    check_deadlines(moved)
    return moved


def state_on(steps: Iterable[Step], on: dt.date) -> State | None:
    """Return the state on a day, from the steps that were surely taken by then; None before."""
    state = None
    for step in steps:
        if step.on.last is None or step.on.last <= on:
            state = step.to
    return state


def due_on(deadlines: Iterable[Deadline], on: dt.date) -> Moment | None:
    """Return the deadline that held on a day, as it was known then."""
    due = None
    for deadline in deadlines:
        if not surely_before(day(on), deadline.set_on):
            due = deadline.due
    return due
