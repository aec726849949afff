"""What a correction did to figures: what they were with the old file, and what they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from verantwoord.engine.compute import compute
from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import Figure
from verantwoord.model.pack import Pack


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure with the file that a correction replaced, and with the correction."""

    was: Figure
    is_now: Figure


def about_people(pack: Pack, indicator: str) -> bool:
    """Say whether an indicator rests on rows about people, by any of its components."""
    uses = pack.indicators[indicator].components.values()
    return any(_of_people(pack, u.component.rpartition(".")[0]) for u in uses)


def of_people(pack: Pack, delivery: Delivery) -> bool:
    """Say whether the rows of a delivery are about people."""
    return _of_people(pack, delivery.dataset)


def _of_people(pack: Pack, dataset: str) -> bool:
    found = pack.datasets[dataset]
    return any(d.people is not None for d in (found, pack.datasets[found.base or dataset]))


def moved(
    pack: Pack,
    deliveries: Sequence[Delivery],
    rows: Callable[[Delivery], Path],
    cache: Path | None = None,
    known_on: dt.date | None = None,
) -> dict[str, tuple[Moved, ...]]:
    """Compute what each correction changed in the figures that rest on it.

    Shape:    all deliveries -> by id of a correction the figures that it changed, in their order;
              empty for one that changed none.
    Missing:  a correction of rows about people is left out, and so is every indicator that rests
              on such rows: the difference between two files may be one person.
    Rounding: none.
    Errors:   those of `compute`.
    Source:   adr/2026-11-26-what-a-correction-changed.md

    A correction is held against the file that it replaced, with all other files as they are now;
    of two corrections of one file each has its own step.
    """
    found = {}
    for one in deliveries:
        if not one.replaces or of_people(pack, one):
            continue
        later = _after(one, deliveries)
        then = [d for d in deliveries if d.id not in later]
        before = [d for d in then if d.id != one.id]
        wanted = [i for i in pack.indicators if _rests(pack, i, one) and not about_people(pack, i)]
        last = max(d.period.last_day for d in then)
        new, old = (
            compute(pack, some, rows, cache, known_on, last, wanted).figures
            for some in (then, before)
        )
        found[one.id] = tuple(
            Moved(old[i], figure)
            for i, figure in new.items()
            if i in old and (old[i].value, old[i].status) != (figure.value, figure.status)
        )
    return found


def _after(one: Delivery, deliveries: Sequence[Delivery]) -> set[str]:
    """Return the corrections of a correction, and theirs."""
    found = {one.id}
    while more := {d.id for d in deliveries if found & set(d.replaces)} - found:
        found |= more
    return found - {one.id}


def _rests(pack: Pack, indicator: str, one: Delivery) -> bool:
    uses = pack.indicators[indicator].components.values()
    of = (pack.datasets[u.component.rpartition(".")[0]] for u in uses)
    return any(one.dataset == (d.base or d.id) for d in of)
