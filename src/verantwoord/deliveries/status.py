"""What was asked, what came, what is late and what was corrected: one line per request."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from verantwoord.deliveries.between import between_findings
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.delivery import Delivery, current
from verantwoord.model.finding import Finding
from verantwoord.model.request import Expected


@dataclass(frozen=True, slots=True)
class RequestStatus:
    """How one data request stands on a day; `gaps` are due, `open` are not due yet."""

    request: str
    dataset: str
    expected: int
    due: int
    accepted: int
    late: tuple[tuple[Expected, Delivery], ...]
    gaps: tuple[Expected, ...]
    open: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The whole workspace on a day."""

    on: dt.date
    requests: tuple[RequestStatus, ...]
    corrections: tuple[Delivery, ...]
    unasked: tuple[Delivery, ...]  # accepted, but no request asks for it
    between: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Say whether nothing that is due is missing."""
        return not any(r.gaps for r in self.requests)


def status(workspace: Workspace, on: dt.date, language: str = "nl") -> Status:
    """Compare what was asked with what was accepted, as known on a day.

    Shape:    workspace and day -> Status.
    Unit:     deliveries.
    Missing:  what is due on or before the day and not accepted is a gap; later is open.
    Rounding: none.
    Errors:   none.
    Source:   requests/*.yaml; a delivery is late when its first version came after the due day.
    """
    known = [d for d in workspace.deliveries() if d.received_on <= on]
    first: dict[tuple[str, str, str], Delivery] = {}
    for d in known:
        first.setdefault((d.dataset, d.organisation, str(d.period)), d)
    asked: set[tuple[str, str, str]] = set()
    requests = []
    for request in workspace.pack.requests.values():
        expected = request.expected(workspace.pack.organisations)
        keys = [(e.dataset, e.organisation, str(e.period)) for e in expected]
        asked |= set(keys)
        pairs = [(e, first.get(k)) for e, k in zip(expected, keys, strict=True)]
        requests.append(
            RequestStatus(
                request=request.id,
                dataset=request.dataset,
                expected=len(expected),
                due=sum(e.due_on <= on for e in expected),
                accepted=sum(d is not None for _, d in pairs),
                late=tuple((e, d) for e, d in pairs if d and d.received_on > e.due_on),
                gaps=tuple(e for e, d in pairs if d is None and e.due_on <= on),
                open=tuple(e for e, d in pairs if d is None and e.due_on > on),
            )
        )
    return Status(
        on=on,
        requests=tuple(requests),
        corrections=tuple(d for d in known if d.replaces),
        unasked=tuple(
            d for d in current(known) if (d.dataset, d.organisation, str(d.period)) not in asked
        ),
        between=tuple(between_findings(workspace, on, language)),
    )
