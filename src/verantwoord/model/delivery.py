"""What was received and accepted: the facts that a figure rests on."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from verantwoord.model.period import Period


class Cell(NamedTuple):
    """What one group of rows is about; covered by at most one delivery that counts."""

    organisation: str
    period: Period  # as short as the dataset says: a month unless it says otherwise
    unit: str = ""  # a sub-unit such as a meter, where the dataset declares one


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
    replaces: tuple[str, ...] = ()  # ids; a year file may replace twelve months
    reason: str | None = None
    warnings: tuple[AcceptedWarning, ...] = ()
    sheet: str | None = None
    cells_sha256: str = ""  # of the file with its cells, beside the rows
    cells: tuple[Cell, ...] = ()  # what it covers, sorted; none for what was taken over
    ended: tuple[Cell, ...] = ()  # sub-units of last year of which the sender explained the end
    likeness: str = ""  # equal for the same rows in any order; only where rows can be mistaken
    definition_sha256: str = ""  # of the columns, rules and parameters it was judged by
    unasked: bool = False  # nobody asked for it: it is kept, and no figure counts it
    mapping_sha256: str = ""  # of the mapping it was read with; none when it had our own form


def in_order(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """Return deliveries in the one order that does not depend on how they came after each other.

    Shape:    deliveries in any order -> the same: by the day of receipt, then by what they are
              about, and each after what it replaces.
    Missing:  what a delivery replaces and is not there puts nothing before it.
    Source:   adr/2026-11-26-facts-have-one-order.md
    """
    every = {d.id: d for d in deliveries}
    waits = {d.id: sum(old in every for old in d.replaces) for d in every.values()}
    after: dict[str, list[str]] = {}
    for d in every.values():
        for old in d.replaces:
            after.setdefault(old, []).append(d.id)
    ready = [(_place(d), d.id) for d in every.values() if not waits[d.id]]
    heapq.heapify(ready)
    found = []
    while ready:
        _, first = heapq.heappop(ready)
        found.append(every[first])
        for later in after.get(first, ()):
            waits[later] -= 1
            if not waits[later]:
                heapq.heappush(ready, (_place(every[later]), later))
    return found


def _place(d: Delivery) -> tuple[object, ...]:
    return d.received_on, d.dataset, d.organisation, d.period.start, d.period.end


def current(deliveries: Iterable[Delivery], known_on: dt.date | None = None) -> list[Delivery]:
    """Return the newest delivery of each chain, as known on a day.

    Shape:    all deliveries of a workspace -> those that were not replaced, in the order given.
    Missing:  without `known_on` everything counts that was ever received.
    Errors:   none; forks are refused when a delivery is made.
    Source:   DESIGN 4: a correction never overwrites.
    """
    known = [d for d in deliveries if known_on is None or d.received_on <= known_on]
    replaced = {old for d in known for old in d.replaces}
    return [d for d in known if d.id not in replaced]


def counting(deliveries: Iterable[Delivery], known_on: dt.date | None = None) -> list[Delivery]:
    """Return the deliveries that figures rest on: current, and asked for.

    Shape:    all deliveries of a workspace -> those that count, in the order given.
    Missing:  without `known_on` everything counts that was ever received.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    return [d for d in current(deliveries, known_on) if not d.unasked]


def first_received(delivery: Delivery, every: Mapping[str, Delivery]) -> dt.date:
    """Return on which day all that a delivery is about had come in for the first time.

    Shape:    a delivery and all deliveries by id -> day.
    Missing:  what it replaced and is not in `every` does not count.
    Source:   own choice: a correction does not make a delivery late, and does not mend that either.
    """
    before = [first_received(every[old], every) for old in delivery.replaces if old in every]
    return max(before, default=delivery.received_on)
