"""Whether the order in which deliveries came can be seen in what was said of them.

What is published depends on what was delivered, not on what came first (`model.delivery.in_order`).
But a check looks at what is there already: the second of two equal files is called so, and a
quarter is held against the one before only when that had come. Who carries out the deliveries again
then needs the order of the log. Otherwise every order gives the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from verantwoord.deliveries.same_keys import key_decides_cell
from verantwoord.model.cells import around
from verantwoord.model.dataset import RuleLevel
from verantwoord.model.delivery import Cell, Delivery, in_order
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain


def order_shows(log: Sequence[Delivery], pack: Pack) -> bool:
    """Say whether the checks could say something else when deliveries come in the one order.

    Shape:    deliveries as they came -> truth value; false whenever the one order certainly gives
              the same, true when that is not certain.
    Missing:  a dataset that is not in the pack has nothing to check.
    Source:   adr/2026-11-26-facts-have-one-order.md
    """
    ordered = in_order(log)
    if [d.id for d in ordered] == [d.id for d in log]:
        return False
    return _by_what_they_see(log, pack) != _by_what_they_see(ordered, pack)


class _Reason(NamedTuple):
    """Why deliveries may see each other."""

    always: bool  # or only where something was said about one of them, or one was corrected
    what: tuple[Hashable, ...]


def _by_what_they_see(deliveries: Sequence[Delivery], pack: Pack) -> dict[_Reason, list[str]]:
    """Return which deliveries may see each other, in their order, for each reason why."""
    found: dict[_Reason, list[str]] = {}
    cells = {d.id: d.cells for d in deliveries}
    for d in deliveries:
        # a correction also makes room where the old one was and it is not
        about = (*d.cells, *(c for old in d.replaces for c in cells.get(old, ())))
        for reason in dict.fromkeys((*_looks_at(d, pack), *_meets(d, about, pack))):
            found.setdefault(reason, []).append(d.id)
    marked = {old for d in deliveries for old in d.replaces} | {
        d.id for d in deliveries if d.warnings
    }
    return {r: ids for r, ids in found.items() if r.always or not marked.isdisjoint(ids)}


def _looks_at(d: Delivery, pack: Pack) -> Iterator[_Reason]:
    """A check looks back: it says something of the later one, or nothing when that came first."""
    dataset = pack.datasets.get(d.dataset)
    if dataset is None:
        return
    if any(rule.level in (RuleLevel.PREVIOUS, RuleLevel.SERIES) for rule in dataset.rules):
        for who in dict.fromkeys((d.organisation, *(c.organisation for c in d.cells))):
            yield _Reason(True, ("an earlier period", d.dataset, who))
    if dataset.grain is not None and dataset.grain.sub_unit is not None:
        yield _Reason(True, ("sub-units", d.dataset))


def _meets(d: Delivery, about: Iterable[Cell], pack: Pack) -> Iterator[_Reason]:
    """Of two that have something in common, the second hears so; or the first made room for it."""
    if d.likeness:
        yield _Reason(False, ("the same rows", d.dataset, d.likeness))
    dataset = pack.datasets.get(d.dataset)
    if dataset and not (key_decides_cell(dataset) and key_decides_cell(dataset.on(d.period.start))):
        yield _Reason(False, ("keys", d.dataset, d.organisation))
    yield _Reason(False, ("name", d.dataset, d.organisation, d.period))
    for who, period in dict.fromkeys((c.organisation, c.period) for c in about):
        for month in period.months() or [around(period, Grain.MONTH)]:
            yield _Reason(False, ("cells", d.dataset, who, month))
