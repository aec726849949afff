"""States of motions, commitments, actions and recommendations, and their tables of steps.

The states are those of domain sections 3.2 and 3.3 (motie, toezegging) and of the letters about
the Werkagenda (actie). 'afgedaan' is what the government says; what the Kamer thinks of it is a
`Judgement`, kept apart (see `history`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Role(StrEnum):
    """Who may take a step."""

    KAMER = "Kamer"  # a decision of a chamber, taken over from its record
    CONTRIBUTOR = "leverancier"
    REVIEWER = "controleur"
    COORDINATOR = "coördinator"


class MotionState(StrEnum):
    """Where a motion is: first in the Kamer, then, if adopted, in its execution."""

    TABLED = "ingediend"
    HELD = "aangehouden"
    ADOPTED = "aangenomen"
    REJECTED = "verworpen"
    WITHDRAWN = "ingetrokken"
    REPLACED = "vervangen"
    TAKEN_OVER = "overgenomen"
    OPEN = "open"
    IN_PROGRESS = "in uitvoering"
    REPORTED = "gerapporteerd"
    DONE = "afgedaan"
    NOT_DONE = "niet uitgevoerd"


class CommitmentState(StrEnum):
    """Where a commitment is, as the government says it."""

    OPEN = "openstaand"
    IN_PROGRESS = "in behandeling"
    PARTLY = "deels voldaan"
    DONE = "afgedaan"
    NOT_KEPT = "niet nagekomen"
    REPLACED = "vervangen"


class ActionState(StrEnum):
    """Where an action of a programme is."""

    PLANNED = "gepland"
    STARTED = "gestart"
    RUNNING = "loopt"
    DELAYED = "vertraagd"
    FINISHED = "gereed"
    DROPPED = "vervallen"


class RecommendationState(StrEnum):
    """What became of a recommendation or conclusion of an auditor, as the government says it."""

    OPEN = "open"
    ANSWERED = "beantwoord"  # without saying whether it will be followed
    ADOPTED = "overgenomen"
    PARTLY = "deels overgenomen"
    NOT_ADOPTED = "niet overgenomen"
    DONE = "uitgevoerd"
    DROPPED = "vervallen"


State: TypeAlias = MotionState | CommitmentState | ActionState | RecommendationState


@dataclass(frozen=True, slots=True)
class Allowed:
    """Who may take a step, whether it needs evidence, and whether a second person must take it."""

    role: Role
    evidence: bool = False
    second: bool = False


_KAMER = Allowed(Role.KAMER)
_WORK = Allowed(Role.CONTRIBUTOR)
_REPORT = Allowed(Role.CONTRIBUTOR, evidence=True)
_CLOSE = Allowed(Role.REVIEWER, evidence=True, second=True)
_DROP = Allowed(Role.REVIEWER, second=True)
_BACK = Allowed(Role.REVIEWER)
_COORDINATE = Allowed(Role.COORDINATOR)

_M, _C, _A, _R = MotionState, CommitmentState, ActionState, RecommendationState
_VERDICTS = (_M.ADOPTED, _M.REJECTED, _M.WITHDRAWN, _M.REPLACED, _M.TAKEN_OVER)

Table: TypeAlias = Mapping[tuple[State, State], Allowed]

# The only place where a step of a motion is allowed. A held motion can be voted on later.
MOTION_STEPS: Table = {
    (_M.TABLED, _M.HELD): _KAMER,
    **{(_M.TABLED, verdict): _KAMER for verdict in _VERDICTS},
    **{(_M.HELD, verdict): _KAMER for verdict in _VERDICTS},
    (_M.ADOPTED, _M.OPEN): _COORDINATE,
    (_M.TAKEN_OVER, _M.OPEN): _COORDINATE,
    (_M.OPEN, _M.IN_PROGRESS): _WORK,
    (_M.OPEN, _M.REPORTED): _REPORT,
    (_M.IN_PROGRESS, _M.REPORTED): _REPORT,
    (_M.REPORTED, _M.IN_PROGRESS): _BACK,
    (_M.REPORTED, _M.DONE): _CLOSE,
    (_M.OPEN, _M.NOT_DONE): _CLOSE,
    (_M.IN_PROGRESS, _M.NOT_DONE): _CLOSE,
    (_M.REPORTED, _M.NOT_DONE): _CLOSE,
    (_M.DONE, _M.IN_PROGRESS): _COORDINATE,  # the Kamer did not accept it
    (_M.NOT_DONE, _M.IN_PROGRESS): _COORDINATE,
}

_UNFINISHED = (_C.OPEN, _C.IN_PROGRESS, _C.PARTLY)

# The only place where a step of a commitment is allowed.
COMMITMENT_STEPS: Table = {
    (_C.OPEN, _C.IN_PROGRESS): _WORK,
    (_C.OPEN, _C.PARTLY): _REPORT,
    (_C.IN_PROGRESS, _C.PARTLY): _REPORT,
    **{(state, _C.DONE): _CLOSE for state in _UNFINISHED},
    **{(state, _C.NOT_KEPT): _CLOSE for state in _UNFINISHED},
    **{(state, _C.REPLACED): _COORDINATE for state in _UNFINISHED},
    (_C.DONE, _C.IN_PROGRESS): _COORDINATE,
    (_C.NOT_KEPT, _C.IN_PROGRESS): _COORDINATE,
}

# The only place where a step of an action is allowed. 'gereed' needs evidence and a second person.
ACTION_STEPS: Table = {
    (_A.PLANNED, _A.STARTED): _WORK,
    (_A.STARTED, _A.RUNNING): _WORK,
    (_A.PLANNED, _A.DELAYED): _WORK,
    (_A.STARTED, _A.DELAYED): _WORK,
    (_A.RUNNING, _A.DELAYED): _WORK,
    (_A.DELAYED, _A.RUNNING): _WORK,
    (_A.RUNNING, _A.FINISHED): _CLOSE,
    (_A.DELAYED, _A.FINISHED): _CLOSE,
    **{(s, _A.DROPPED): _DROP for s in (_A.PLANNED, _A.STARTED, _A.RUNNING, _A.DELAYED)},
    (_A.FINISHED, _A.RUNNING): _COORDINATE,  # it turned out not to be finished
}

_UNDONE = (_R.OPEN, _R.ANSWERED, _R.ADOPTED, _R.PARTLY)

# The only place where a step of a recommendation is allowed. An answer shows itself; that no more
# is expected needs a second person, so that nothing leaves the set in silence.
RECOMMENDATION_STEPS: Table = {
    **{(_R.OPEN, answer): _REPORT for answer in (_R.ANSWERED, _R.ADOPTED, _R.PARTLY)},
    **{(_R.ANSWERED, answer): _REPORT for answer in (_R.ADOPTED, _R.PARTLY)},
    **{(state, _R.NOT_ADOPTED): _CLOSE for state in _UNDONE},
    **{(state, _R.DONE): _CLOSE for state in (_R.ADOPTED, _R.PARTLY)},
    **{(state, _R.DROPPED): _DROP for state in _UNDONE},
    (_R.NOT_ADOPTED, _R.ADOPTED): _COORDINATE,
    (_R.NOT_ADOPTED, _R.PARTLY): _COORDINATE,
    (_R.DONE, _R.ADOPTED): _COORDINATE,  # who recommended it does not accept it as done
    (_R.DROPPED, _R.OPEN): _COORDINATE,
}

# In which state a history begins when nothing before it is missing.
FIRST: Mapping[type[State], State] = {
    MotionState: _M.TABLED,
    CommitmentState: _C.OPEN,
    ActionState: _A.PLANNED,
    RecommendationState: _R.OPEN,
}

# The government says that nothing more will be done; these need a Kamerstuk to show it.
CLOSED: frozenset[State] = frozenset(
    {
        *(_M.DONE, _M.NOT_DONE, _C.DONE, _C.NOT_KEPT, _A.FINISHED, _A.DROPPED),
        *(_R.DONE, _R.NOT_ADOPTED, _R.DROPPED),
    }
)
# The Kamer itself ended it, or something else took its place: nothing to execute.
ENDED: frozenset[State] = frozenset({_M.REJECTED, _M.WITHDRAWN, _M.REPLACED, _C.REPLACED})


_TABLES: Mapping[type[State], Table] = {
    MotionState: MOTION_STEPS,
    CommitmentState: COMMITMENT_STEPS,
    ActionState: ACTION_STEPS,
    RecommendationState: RECOMMENDATION_STEPS,
}


def table_for(state: State) -> Table:
    """Return the table of allowed steps that a state belongs to."""
    return _TABLES[type(state)]


def is_open(state: State) -> bool:
    """Whether something is still expected of someone."""
    return state not in CLOSED and state not in ENDED
