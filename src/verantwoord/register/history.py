"""What happened to an item: steps, deadlines and judgements of the Kamer, and who may add one.

A history only grows. Every step says who, when and why; a step that was taken over from a
publication names that publication instead of a role, because nobody can redo its four eyes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from verantwoord.errors import VerantwoordError
from verantwoord.model.text import Source, Text
from verantwoord.register.moment import Moment, day, surely_before
from verantwoord.register.states import FIRST, ActionState, Role, State, table_for


class StepRefused(VerantwoordError):
    """A step that the table does not allow, or not for this person, or not without evidence."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that shows something: a Kamerstuk, a page, or both."""

    kst: str | None = None
    url: str | None = None
    title: str | None = None
    published: dt.date | None = None
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One change of state: what, when, who, why, and what shows it."""

    to: State
    on: Moment
    by: str
    why: Text
    role: Role | None = None  # None: taken over from `source`, not taken in this register
    prepared_by: str | None = None
    evidence: tuple[Evidence, ...] = ()
    source: Source | None = None

    @property
    def kst_ids(self) -> tuple[str, ...]:
        """The Kamerstukken that this step cites."""
        return tuple(e.kst for e in self.evidence if e.kst is not None)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something should be done, when it was set, by whom and why."""

    due: Moment
    set_on: Moment
    decided_by: str
    reason: Text | None = None  # required from the second on
    evidence: tuple[Evidence, ...] = ()


class Verdict(StrEnum):
    """What a chamber says about an item; the states of its own register."""

    OPEN = "openstaand"
    PARTLY = "deels voldaan"
    ACCEPTED = "voldaan"
    NOT_ACCEPTED = "niet aanvaard"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the Kamer says, apart from what the government says."""

    verdict: Verdict
    on: Moment
    by: str
    evidence: tuple[Evidence, ...] = ()
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class NotFound:
    """Something that was looked for and not found: shown, never filled in."""

    what: str
    reason: str


def check_step(steps: Sequence[Step], new: Step) -> None:
    """Refuse a step that the table of its kind does not allow, with the reason.

    Shape:    the history so far and one new step -> nothing.
    Unit:     none.
    Missing:  an empty history allows only the first state of the kind.
    Rounding: none.
    Errors:   StepRefused: not in the table, wrong role, no reason, no evidence, the same person
              prepared and approved, or dated before the step it follows.
    Source:   register.states; four eyes: DESIGN section 6.
    """
    if not new.why.nl.strip():
        raise StepRefused(f"Een stap naar '{new.to}' heeft een reden nodig. Schrijf waarom.")
    if not steps:
        _check_first(new)
        return
    now = steps[-1]
    _check_order(now, new)
    allowed = table_for(new.to).get((now.to, new.to))
    if allowed is None:
        raise StepRefused(
            f"Van '{now.to}' naar '{new.to}' kan niet. Kies een van: {_choices(now.to)}."
        )
    _check_finished(new)
    if new.source is not None:
        return  # published by others: allowed or not is all that can be judged
    if new.role != allowed.role:
        raise StepRefused(
            f"De stap naar '{new.to}' is aan de {allowed.role}, niet aan {new.role or 'niemand'}. "
            f"Vraag een {allowed.role}."
        )
    if allowed.evidence and not new.evidence:
        raise StepRefused(
            f"De stap naar '{new.to}' heeft bewijs nodig. Noem een Kamerstuk of een adres."
        )
    if allowed.second:
        _check_four_eyes(now, new)


def _check_first(new: Step) -> None:
    first = FIRST[type(new.to)]
    if new.to != first:
        raise StepRefused(
            f"Een geschiedenis begint met '{first}', niet met '{new.to}'. "
            "Is het begin niet gevonden, zeg dat dan met 'history-starts'."
        )


def _check_finished(new: Step) -> None:
    if new.to is ActionState.FINISHED and not new.evidence:
        raise StepRefused("Een actie is pas 'gereed' met bewijs. Noem een Kamerstuk of een adres.")


def _check_order(now: Step, new: Step) -> None:
    if surely_before(new.on, now.on):
        raise StepRefused(
            f"De stap naar '{new.to}' ({new.on}) ligt voor de stap naar '{now.to}' ({now.on}). "
            "Verbeter de datum of de volgorde."
        )


def _check_four_eyes(now: Step, new: Step) -> None:
    prepared = {p for p in (new.prepared_by, now.by) if p}
    if new.by in prepared:
        raise StepRefused(
            f"{new.by} heeft de stap naar '{new.to}' voorbereid en mag die niet zelf goedkeuren. "
            "Vraag een collega."
        )


def _choices(now: State) -> str:
    following = sorted({str(to) for (start, to) in table_for(now) if start == now})
    return ", ".join(following) or "geen (dit is een eindstand)"


def step_allowed(steps: Sequence[Step], new: Step) -> bool:
    """Whether `check_step` lets a step pass."""
    try:
        check_step(steps, new)
    except StepRefused:
        return False
    return True


def take(steps: Sequence[Step], new: Step) -> tuple[Step, ...]:
    """Return the history with one step more; StepRefused says why not."""
    check_step(steps, new)
    return (*steps, new)


def check_history(steps: Sequence[Step], starts: str | None) -> None:
    """Refuse a history in which a step is not allowed; `starts` says why its begin is missing."""
    if not steps:
        raise StepRefused("Er is geen enkele stap. Noem ten minste hoe het begon.")
    for index, step in enumerate(steps):
        if index == 0 and starts is not None and step.to != FIRST[type(step.to)]:
            _check_finished(step)
            continue
        check_step(steps[:index], step)


def check_deadlines(deadlines: Sequence[Deadline]) -> None:
    """Refuse a moved deadline without a reason, or one that was set before its predecessor."""
    for before, after in pairwise(deadlines):
        if after.reason is None:
            raise StepRefused(
                f"De termijn verschoof van {before.due} naar {after.due} zonder reden. "
                "Schrijf waarom en wie dat besloot."
            )
        if surely_before(after.set_on, before.set_on):
            raise StepRefused(
                f"De termijn {after.due} is eerder gezet ({after.set_on}) dan de vorige "
                f"({before.set_on}). Zet de termijnen op volgorde."
            )


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
