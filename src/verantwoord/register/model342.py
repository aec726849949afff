"""The annex 'moties en toezeggingen' (RBV model 3.42): rows for one window that joins the last.

Layout: policy area x {moties, toezeggingen} x {in behandeling, afgehandeld}; columns omschrijving,
vindplaats and stand van zaken. The annex is outside the audit, so it must explain itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verantwoord.errors import VerantwoordError
from verantwoord.register.history import Evidence, Step
from verantwoord.register.items import Motion, Promise
from verantwoord.register.lists import ListSeries, ReportedList
from verantwoord.register.register import Register
from verantwoord.register.states import CLOSED, ENDED, is_open

OPEN_GROUP, CLOSED_GROUP = "in behandeling", "afgehandeld"
COLUMNS = (
    "beleidsterrein",
    "soort",
    "groep",
    "omschrijving",
    "datum",
    "vergadering",
    "kamerstuk",
    "stand van zaken",
    "termijn",
    "oordeel Kamer",
    "id",
)


class WindowError(VerantwoordError):
    """The asked window does not join the window of the last list."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One item in the annex."""

    policy_area: str
    kind: str  # motie, toezegging
    group: str  # in behandeling, afgehandeld
    description: str
    date: str
    meeting: str
    kst: str
    status: str
    due: str
    judgement: str
    id: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in the order of `COLUMNS`."""
        return (
            self.policy_area,
            self.kind,
            self.group,
            self.description,
            self.date,
            self.meeting,
            self.kst,
            self.status,
            self.due,
            self.judgement,
            self.id,
        )

    @property
    def found_at(self) -> str:
        """Where it was made, as one cell of the classic layout."""
        bracket = f"({self.kst})" if self.kst else ""
        return " ".join(part for part in (self.date, self.meeting, bracket) if part)


@dataclass(frozen=True, slots=True)
class Annex:
    """The annex over one window."""

    first: dt.date
    last: dt.date
    rows: tuple[AnnexRow, ...]
    joins: str | None  # id of the list that it follows


def next_first_day(
    lists: Iterable[ReportedList], before: dt.date, owner: str | None = None
) -> tuple[dt.date, str] | None:
    """Return the first day after the last model 3.42 list, and its id; None if there is none."""
    earlier = [
        x
        for x in lists
        if x.series is ListSeries.MODEL_342 and x.last < before and owner in (None, x.owner)
    ]
    if not earlier:
        return None
    last = max(earlier, key=lambda x: (x.last, x.id))
    return last.last + dt.timedelta(days=1), last.id


def annex(
    register: Register,
    last: dt.date,
    first: dt.date | None = None,
    owner: str | None = None,
    themes: Iterable[str] = (),
) -> Annex:
    """Make the annex: everything open on the last day, and everything closed in the window.

    Shape:    a register, the last day, and the first day if no earlier list gives it -> Annex.
    Unit:     none.
    Missing:  an item that was not followed stays in the annex and says so.
    Rounding: none.
    Errors:   WindowError when the window does not join that of the last list, or when there is
              no last list and no first day was given.
    Source:   RBV model 3.42; kamerstukken section 3.3 (windows must join up).
    """
    joined = next_first_day(register.lists, last, owner)
    if first is None and joined is None:
        raise WindowError(
            "Er is geen eerdere lijst. Noem de eerste dag van het venster.",
            "There is no earlier list. Name the first day of the window.",
        )
    if first is not None and joined is not None and first != joined[0]:
        raise WindowError(
            f"Het venster begint op {first}, maar moet aansluiten op '{joined[1]}' en dus op "
            f"{joined[0]} beginnen.",
            f"The window begins on {first}, but must join '{joined[1]}' and so begin on "
            f"{joined[0]}.",
        )
    start = first or (joined[0] if joined else last)
    chosen = set(themes)
    rows = [
        row
        for item in register.promises
        if (not chosen or item.theme in chosen) and owner in (None, item.organisation)
        for row in _rows(item, start, last)
    ]
    return Annex(start, last, tuple(sorted(rows, key=_order)), joined[1] if joined else None)


def _order(row: AnnexRow) -> tuple[str, ...]:
    return row.policy_area, row.kind, "0" if row.group == OPEN_GROUP else "1", row.id


def _rows(item: Promise, first: dt.date, last: dt.date) -> Iterator[AnnexRow]:
    steps = [s for s in item.steps if s.on.first is None or s.on.first <= last]
    if not steps:
        return
    state = steps[-1]
    if is_open(state.to):
        yield _row(item, OPEN_GROUP, state, last)
    elif state.to in CLOSED | ENDED and (state.on.last is None or state.on.last >= first):
        yield _row(item, CLOSED_GROUP, state, last)


def _row(item: Promise, group: str, step: Step, last: dt.date) -> AnnexRow:
    judged = [j for j in item.judgements if j.on.first is None or j.on.first <= last]
    due = item.due_on(last)
    return AnnexRow(
        policy_area=item.policy_area.nl if item.policy_area else "Algemeen",
        kind="motie" if isinstance(item, Motion) else "toezegging",
        group=group,
        description=_one_line(item.text or item.title.nl),
        date=str(item.made_on),
        meeting=item.made_in or "",
        kst=item.kst or "",
        status=_status(item, step, last),
        due="" if due is None or group == CLOSED_GROUP else str(due),
        judgement=f"{judged[-1].verdict} ({judged[-1].on})" if judged else "nog geen oordeel",
        id=item.id,
    )


def _status(item: Promise, step: Step, last: dt.date) -> str:
    words = f"{str(step.to).capitalize()} sinds {step.on}: {_one_line(step.why.nl)}"
    shown = ", ".join(_name(e) for e in step.evidence)
    if shown:
        words += f" ({shown})"
    if not item.followed_on(last):
        words += f" Na {item.followed_until} niet gevolgd: {item.not_followed}."
    return words


def _name(evidence: Evidence) -> str:
    return evidence.kst or evidence.title or evidence.url or ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
