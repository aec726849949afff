"""What was asked, what came, what is late and what was corrected: one line per request.

What came is read from the cells in the index, so a status costs what was asked, not what was sent.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verantwoord.deliveries.between import between_findings
from verantwoord.deliveries.definition import definition_sha256
from verantwoord.deliveries.index import Index
from verantwoord.deliveries.index_file import built, forget
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.cells import has_ended, parts, smallest_period
from verantwoord.model.delivery import Delivery, current
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.request import DataRequest, Expected


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one expected delivery: cells covered now, and when all first were."""

    expected: Expected
    cells: int
    covered: int
    complete_on: dt.date | None = None

    @property
    def complete(self) -> bool:
        """Say whether all of it is there."""
        return self.covered >= self.cells

    @property
    def late(self) -> bool:
        """Say whether the last of it came after the due day."""
        return self.complete_on is not None and self.complete_on > self.expected.due_on


@dataclass(frozen=True, slots=True)
class RequestStatus:
    """How one data request stands on a day; `gaps` are due, `open` are not due yet.

    `done` is all that is there now, `late` what of that came after its due day.
    """

    request: str
    dataset: str
    expected: int
    due: int
    accepted: int
    late: tuple[Came, ...]
    gaps: tuple[Came, ...]
    open: tuple[Came, ...]
    done: tuple[Came, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """The whole workspace on a day, or what of it is about one organisation."""

    on: dt.date
    requests: tuple[RequestStatus, ...]
    corrections: tuple[Delivery, ...]
    unasked: tuple[Delivery, ...]  # accepted, but no request asks for it
    between: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Say whether nothing that is due is missing."""
        return not any(r.gaps for r in self.requests)


def status(
    workspace: Workspace, on: dt.date, language: str = "nl", organisation: str | None = None
) -> Status:
    """Compare what was asked with what was accepted, as known on a day.

    Shape:    workspace and day -> Status; with the id of an organisation only what is asked of it,
              and of what was not asked or corrected only what it delivered itself.
    Unit:     expected deliveries; a year file is twelve of a monthly request.
    Missing:  what is due on or before the day and of which a cell is not covered is a gap; later is
              open.
    Source:   requests/*.yaml; something is late when it was first complete after the due day.
    """
    try:
        return _status(workspace, on, language, organisation)
    except sqlite3.DatabaseError:  # the index is broken, not the log: make it anew, once
        forget(workspace.index_path)
        return _status(workspace, on, language, organisation)


def _status(workspace: Workspace, on: dt.date, language: str, organisation: str | None) -> Status:
    with workspace.index() as index:
        return Status(
            on=on,
            requests=tuple(
                _of_request(index, workspace.pack, request, on, organisation)
                for request in workspace.pack.requests.values()
                if organisation is None or organisation in request.organisations
            ),
            corrections=tuple(_of(organisation, index.corrections(on))),
            unasked=tuple(_of(organisation, index.unasked(on))),
            between=tuple(between_findings(workspace, on, language, organisation)),
        )


def _of(organisation: str | None, deliveries: Iterable[Delivery]) -> Iterator[Delivery]:
    return (d for d in deliveries if organisation in (None, d.organisation))


def judged_otherwise(workspace: Workspace) -> list[Delivery]:
    """Return the current deliveries whose dataset has another definition now than they had.

    Shape:    workspace -> deliveries, in the order received; what was replaced is left out.
    Missing:  a dataset that is not in the pack any more has another definition too.
    Errors:   LogError when the log or the cells of a delivery were changed.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    pack = workspace.pack

    def now(d: Delivery) -> str | None:
        dataset, day = pack.datasets.get(d.dataset), d.period.start
        return definition_sha256(dataset.on(day), pack, day) if dataset else None

    return [d for d in current(workspace.deliveries()) if now(d) != d.definition_sha256]


def index_is_right(workspace: Workspace) -> bool:
    """Say whether the index says what the log says, after verifying the log from its first line.

    Errors:   LogError when the log or the cells of a delivery were changed.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    anew = built(workspace.log_path, workspace.cells_of)
    try:
        with workspace.index() as index:
            return index.content() == anew.content()
    except sqlite3.DatabaseError:  # it opens, and a page further on is no page
        return False
    finally:
        anew.con.close()


def _of_request(
    index: Index, pack: Pack, request: DataRequest, on: dt.date, organisation: str | None
) -> RequestStatus:
    owed = request.expected(pack.organisations)
    came = [_came(index, pack, e, on) for e in owed if organisation in (None, e.organisation)]
    due = [c for c in came if c.expected.due_on <= on]
    return RequestStatus(
        request=request.id,
        dataset=request.dataset,
        expected=len(came),
        due=len(due),
        accepted=sum(c.complete for c in came),
        late=tuple(c for c in came if c.complete and c.late),
        gaps=tuple(c for c in due if not c.complete),
        open=tuple(c for c in came if not c.complete and c.expected.due_on > on),
        done=tuple(c for c in came if c.complete),
    )


def _came(index: Index, pack: Pack, expected: Expected, on: dt.date) -> Came:
    dataset = pack.datasets[expected.dataset]
    exists = pack.organisations.by_id[expected.organisation].exists_on
    cells, covered, days = 0, 0, []
    for period in parts(expected.period, smallest_period(dataset)):
        if not exists(period.start):
            continue
        for spans in _units(
            index, expected, period, on, bool(dataset.grain and dataset.grain.sub_unit)
        ):
            known = [(since, until) for since, until in spans if since <= on]
            cells += 1
            covered += any(until > on for _, until in known)
            days += [min(since for since, _ in known)] if known else []
    complete_on = max(days) if days and len(days) == cells else None
    return Came(expected, cells, covered, complete_on)


def _units(
    index: Index, expected: Expected, period: Period, on: dt.date, divided: bool
) -> list[list[tuple[dt.date, dt.date]]]:
    """Return when each sub-unit was covered: those of last year, or else those that came."""
    spans = index.spans(expected.dataset, expected.organisation, period)
    if not divided:
        return [spans.get("", [])]
    before = period.shifted(-1)
    last_year = index.spans(expected.dataset, expected.organisation, before)
    known = {u for u, s in last_year.items() if any(a <= on < b for a, b in s)}
    units = {
        u
        for u in known
        if not has_ended(
            index.ends(expected.dataset, expected.organisation, u, on=on), before, period
        )
    }
    came = [s for s in spans.values() if any(a <= on < b for a, b in s)]
    return [spans.get(u, []) for u in sorted(units)] or came or [[]]
