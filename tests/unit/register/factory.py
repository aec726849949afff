"""Small items with the fewest arguments that matter; everything invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from verantwoord.model.text import Source, Text
from verantwoord.register.history import Deadline, Evidence, Step
from verantwoord.register.items import Commitment, Motion
from verantwoord.register.lists import CitedDocument, ListEntry, ListSeries, ReportedList
from verantwoord.register.moment import day
from verantwoord.register.register import Register
from verantwoord.register.states import CommitmentState, MotionState, Role, State

SOURCE = Source("Verzonnen bron", "https://example.org/bron")
MADE = dt.date(2023, 3, 1)


def step(to: State, on: dt.date = MADE, kst: str | None = None, **more: Any) -> Step:
    """A step that was taken over from a publication, unless a role is given."""
    given: dict[str, Any] = {"by": "iemand", "why": Text("daarom")} | more
    if "role" not in given:
        given["source"] = SOURCE
    if kst is not None:
        given["evidence"] = (Evidence(kst),)
    return Step(to=to, on=day(on), **given)


def motion(name: str = "een", *steps: Step, **more: Any) -> Motion:
    """A motion of the theme 'proef'."""
    given: dict[str, Any] = {
        "id": f"proef.motie-{name}",
        "title": Text(f"Motie {name}"),
        "made_on": day(MADE),
        "sources": (SOURCE,),
        "steps": steps or (step(MotionState.TABLED), step(MotionState.ADOPTED)),
    }
    return Motion(**given | more)


def commitment(name: str = "een", *steps: Step, **more: Any) -> Commitment:
    """A commitment of the theme 'proef'."""
    given: dict[str, Any] = {
        "id": f"proef.toezegging-{name}",
        "title": Text(f"Toezegging {name}"),
        "made_on": day(MADE),
        "sources": (SOURCE,),
        "steps": steps or (step(CommitmentState.OPEN),),
    }
    return Commitment(**given | more)


def deadline(due: dt.date, reason: str | None = None, set_on: dt.date = MADE) -> Deadline:
    """A deadline set by the minister."""
    return Deadline(day(due), day(set_on), "minister", Text(reason) if reason else None)


def listed(
    name: str,
    first: dt.date,
    last: dt.date,
    open_: tuple[str, ...] = (),
    closed: tuple[str, ...] = (),
    **more: Any,
) -> ReportedList:
    """A list of model 3.42, unless another series is given."""
    entries = (*(ListEntry(i, False) for i in open_), *(ListEntry(i, True) for i in closed))
    given: dict[str, Any] = {"series": ListSeries.MODEL_342, "title": Text(name)} | more
    return ReportedList(id=f"proef.{name}", first=first, last=last, entries=entries, **given)


def register(*items: Motion | Commitment | ReportedList | CitedDocument, **more: Any) -> Register:
    """A register of these things."""
    given: dict[str, Any] = {
        "motions": {i.id: i for i in items if isinstance(i, Motion)},
        "commitments": {i.id: i for i in items if isinstance(i, Commitment)},
        "lists": tuple(i for i in items if isinstance(i, ReportedList)),
        "documents": {i.kst: i for i in items if isinstance(i, CitedDocument)},
    }
    return Register(**given | more)


WORKER = {"by": "m.prins", "role": Role.CONTRIBUTOR}
