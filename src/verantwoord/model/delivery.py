"""What was received and accepted: the facts that a figure rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from verantwoord.model.period import Period


@dataclass(frozen=True, slots=True)
class AcceptedWarning:
    """A warning that was accepted with an explanation, which is published along."""

    rule: str
    count: int
    text: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One accepted delivery. `id` is what everything refers to; files are found by their hash."""

    id: str  # sha256 over dataset, organisation, period, file hash and what it replaces
    dataset: str
    organisation: str
    period: Period
    file_name: str
    file_sha256: str
    rows_sha256: str  # of what the accepted rows say: docs/canonical-rows.md
    stored_sha256: str  # of the file they are kept in here; of this machine, never published
    rows: int
    received_on: dt.date
    replaces: str | None = None
    reason: str | None = None
    warnings: tuple[AcceptedWarning, ...] = ()
    sheet: str | None = None


def current(deliveries: list[Delivery], known_on: dt.date | None = None) -> list[Delivery]:
    """Return the newest delivery of each chain, as known on a day.

    Shape:    all deliveries of a workspace -> those that count, in the order received.
    Unit:     none.
    Missing:  without `known_on` everything counts that was ever received.
    Rounding: none.
    Errors:   none; forks are refused when a delivery is made.
    Source:   DESIGN 4: a correction never overwrites.
    """
    known = [d for d in deliveries if known_on is None or d.received_on <= known_on]
    replaced = {d.replaces for d in known}
    return [d for d in known if d.id not in replaced]
