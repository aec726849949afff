"""Adds up components by organisation and period: every row is walked up its ancestors once.

A *layout* says for a set of rows which of them fall in which group (who, span, dimensions). It is
made once for all components that have the same rows, as those of one query mostly have; adding up a
component is then one pass over its numbers. The work is linear in rows times the depth of the tree.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, TypeVar

import numpy as np

from verantwoord.engine.facts import Codes, Dimensions, Facts, Numbers, Store
from verantwoord.engine.spans import spans_it_straddles
from verantwoord.engine.structure import ORGANISATION, Structure, Target
from verantwoord.engine.sums import LARGEST, Layout, Slice, Sums, add_up
from verantwoord.formula.quantities import CONTEXT
from verantwoord.model.dataset import Aggregate
from verantwoord.model.period import Grain, Period

_T = TypeVar("_T")

KEPT = 32  # sums that are kept at hand; they are made again when asked for later


class Choice(NamedTuple):
    """Which rows of a component count, and how they are grouped."""

    component: str
    months: tuple[int, ...]  # only rows whose period begins in one of these; empty: all
    dimensions: tuple[str, ...]
    exact: bool  # as delivered: by the organisation and period of the row itself
    grains: tuple[Grain, ...]


class Rollup:
    """Sums of components under one structure."""

    def __init__(self, store: Store, structure: Structure) -> None:
        self.store = store
        self.structure = structure
        self._layouts: OrderedDict[Any, Layout] = OrderedDict()
        self._at_hand: OrderedDict[Any, Sums] = OrderedDict()
        self._half = cache(spans_it_straddles)
        self._straddled: dict[Any, dict[Period, set[Target]]] = {}
        self._placed: dict[Any, Any] = {}

    def sums(self, choice: Choice, aggregate: Aggregate) -> Sums | None:
        """Return a component added up; None when there are no rows of it.

        Shape:    which rows, and how they are grouped -> Sums for every group at once.
        Missing:  an empty cell adds nothing and is counted in `empty`.
        Rounding: none; whole numbers of any size.
        Source:   DESIGN 1: everything is added up from rows, never from other sums.
        """
        if choice not in self._at_hand:
            facts = self.store.facts.get(choice.component)
            if facts is None:
                return None
            self._at_hand[choice] = add_up(facts, self._layout(facts, choice), aggregate)
        return _kept(self._at_hand, choice)

    def straddled(self, choice: Choice, span: Period) -> frozenset[Target]:
        """Return for whom there are rows that fall half in a span.

        Such rows cannot be divided, so nothing is known of the span: a figure of a month cannot be
        made from a row about the year.
        """
        facts = self.store.facts.get(choice.component)
        if facts is None or choice.exact:
            return frozenset()
        key = (facts.key, choice.grains)
        if key not in self._straddled:
            self._straddled[key] = self._straddle(facts, choice.grains)
        return frozenset(self._straddled[key].get(span, ()))

    def _straddle(self, facts: Facts, grains: tuple[Grain, ...]) -> dict[Period, set[Target]]:
        found: dict[Period, set[Target]] = {}
        for place in np.unique(facts.place).tolist():
            who, period = self.store.places[place]
            for span in self._half(period, grains):
                found.setdefault(span, set()).update(self.structure.targets(who, period.start))
        return found

    def _layout(self, facts: Facts, choice: Choice) -> Layout:
        key = (choice._replace(component=""), facts.key)
        if key not in self._layouts:
            names = [_chosen(d, choice.dimensions) for d in facts.names]
            self._layouts[key] = self._lay_out(facts, names, choice)
        return _kept(self._layouts, key)

    def _lay_out(self, facts: Facts, names: Sequence[Dimensions], choice: Choice) -> Layout:
        placed = self._place(choice)
        counts = placed.counts[facts.place]
        rows = np.repeat(np.arange(len(facts.place)), counts)
        first = np.repeat(placed.offsets[facts.place] - _before(counts), counts)
        entry = first + np.arange(len(rows))
        distinct = list(dict.fromkeys(names))
        dims = np.array([distinct.index(n) for n in names], dtype=np.int64)
        width = max(len(distinct), 1)
        key = placed.group[entry] * width + dims[facts.dimensions[rows]]
        order = np.argsort(key, kind="stable")
        seen, starts = np.unique(key[order], return_index=True)
        groups: dict[Slice, dict[Target, int]] = {}
        for i, k in enumerate(seen.tolist()):
            target, span = self.structure.known[k // width]
            groups.setdefault(Slice(span, distinct[k % width]), {})[target] = i
        share = placed.share[entry][order]
        return Layout(groups, starts, rows[order], share, placed.share_scale, facts.delivery)

    def _place(self, choice: Choice) -> _Placed:
        """In which groups the rows of each place count: a walk up the ancestors of each."""
        key = (choice.months, choice.exact, choice.grains, len(self.store.places))
        if key not in self._placed:
            counts, group, share = [], list[int](), list[Decimal]()
            for who, period in self.store.places:
                codes, shares = self._groups_of(who, period, choice)
                counts.append(len(codes))
                group += codes
                share += shares
            whole, scale = _as_whole(share)
            number = np.array(counts, dtype=np.int64)
            self._placed[key] = _Placed(
                number, _before(number), np.array(group, dtype=np.int64), whole, scale
            )
        placed: _Placed = self._placed[key]
        return placed

    def _groups_of(
        self, who: str, period: Period, choice: Choice
    ) -> tuple[list[int], list[Decimal]]:
        if choice.months and period.start.month not in choice.months:
            return [], []
        if choice.exact:
            return [self.structure.code(((ORGANISATION, who), period))], [Decimal(1)]
        return self.structure.groups(who, period, choice.grains)


def _kept(made: OrderedDict[Any, _T], key: Any) -> _T:
    """Return what was made, and forget what was longest not asked for."""
    made.move_to_end(key)
    if len(made) > KEPT:
        made.popitem(last=False)
    return made[key]


class _Placed(NamedTuple):
    counts: Codes  # per place: in how many groups it counts
    offsets: Codes  # per place: where these begin in `group` and `share`
    group: Codes  # codes of the structure
    share: Numbers
    share_scale: int


def _chosen(dimensions: Dimensions, wanted: tuple[str, ...]) -> Dimensions:
    return tuple((k, v) for k, v in dimensions if k in wanted)


def _before(counts: Codes) -> Codes:
    """How many there are before each."""
    return np.cumsum(counts) - counts


def _as_whole(shares: Sequence[Decimal]) -> tuple[Numbers, int]:
    """Return shares as whole numbers and their scale."""
    scale = max((-int(s.as_tuple().exponent) for s in set(shares)), default=0)
    made = {s: int(s.scaleb(max(scale, 0), CONTEXT)) for s in set(shares)}
    return _smallest([made[s] for s in shares]), max(scale, 0)


def _smallest(numbers: list[int]) -> Numbers:
    fits = all(-LARGEST <= n <= LARGEST for n in set(numbers))
    return np.array(numbers, dtype=np.int64 if fits else object)
