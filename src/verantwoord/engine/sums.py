"""A component added up by groups, and what one group adds up to, or a part of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from verantwoord.engine.facts import Codes, Dimensions, Facts, Numbers
from verantwoord.engine.structure import Target
from verantwoord.formula.quantities import CONTEXT
from verantwoord.model.dataset import Aggregate
from verantwoord.model.period import Period

LARGEST = 2**63 - 1

Places: TypeAlias = frozenset[int]  # codes of organisation and period, as in `Store.places`


class Slice(NamedTuple):
    """What the figures of one period and dimension are about."""

    span: Period
    dimensions: Dimensions = ()


@dataclass(frozen=True, eq=False)
class Layout:
    """Groups (who, span, dimensions), and for each the rows that count in it with their share."""

    groups: dict[Slice, dict[Target, int]]  # -> its place in `starts`
    starts: Codes
    rows: Codes  # all groups after each other: index of the row of the component
    share: Numbers  # of that row, times 10^share_scale
    share_scale: int
    delivery: Codes  # of the rows of the component
    _deliveries: dict[int, tuple[int, ...]] = field(default_factory=dict, compare=False)

    def deliveries(self, at: int) -> tuple[int, ...]:
        """Return the codes of the deliveries whose rows count in a group."""
        if at not in self._deliveries:
            found = np.unique(self.delivery[self.rows[self.slice(at)]])
            self._deliveries[at] = tuple(found.tolist())
        return self._deliveries[at]

    def slice(self, at: int) -> slice:
        """Where in `rows` a group stands."""
        last = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.rows)
        return slice(int(self.starts[at]), int(last))


@dataclass(frozen=True, eq=False)
class Sums:
    """A component added up by the groups of a layout."""

    facts: Facts
    layout: Layout
    aggregate: Aggregate
    total: Numbers
    has: Any
    rows: Codes
    empty: Codes
    scale: int

    def of(self, part: Slice) -> dict[Target, int]:
        """Return for whom there are rows, and where their sum stands."""
        return self.layout.groups.get(part, {})

    def value(self, at: int) -> Decimal | None:
        """Return the sum or extreme of a group.

        Missing:  None where rows count, but all their cells are empty.
        Rounding: none below 34 digits.
        """
        if not self.has[at]:
            return None
        return CONTEXT.scaleb(Decimal(int(self.total[at])), -self.scale)

    def selected(self, at: int, places: Places | None) -> tuple[Codes, Numbers]:
        """Return the rows of a group, or those of some places, each with its share."""
        part = self.layout.slice(at)
        rows, share = self.layout.rows[part], self.layout.share[part]
        if places is None:
            return rows, share
        chosen = np.isin(self.facts.place[rows], list(places))
        return rows[chosen], share[chosen]

    def value_of(self, rows: Codes, share: Numbers) -> Decimal | None:
        """Return the sum or extreme of some rows; as `value` does of a whole group."""
        amounts = self._amounts(rows, share)[self.facts.has[rows]]
        if not len(amounts):
            return None
        extreme = {Aggregate.MIN: min, Aggregate.MAX: max}.get(self.aggregate)
        total = extreme(amounts) if extreme else sum(amounts)
        return CONTEXT.scaleb(Decimal(int(total)), -self.scale)

    def bins(self, rows: Codes, share: Numbers) -> tuple[tuple[int, Decimal], ...]:
        """Return the counts of a histogram by the lower bound of their bin."""
        if self.facts.bin is None:
            return ()
        keep = self.facts.has[rows]
        seen, inverse = np.unique(self.facts.bin[rows][keep], return_inverse=True)
        counts = np.zeros(len(seen), dtype=object)
        np.add.at(counts, inverse, self._amounts(rows, share)[keep])
        return tuple(
            (lower, CONTEXT.scaleb(Decimal(int(n)), -self.scale))
            for lower, n in zip(seen.tolist(), counts.tolist(), strict=True)
        )

    def deliveries(self, at: int) -> tuple[int, ...]:
        """Return the codes of the deliveries that contribute to a group."""
        if self._all_filled:
            return self.layout.deliveries(at)
        rows = self.layout.rows[self.layout.slice(at)]
        return tuple(np.unique(self.facts.delivery[rows[self.facts.has[rows]]]).tolist())

    @cached_property
    def _all_filled(self) -> bool:
        return bool(self.facts.has.all())

    def _amounts(self, rows: Codes, share: Numbers) -> Numbers:
        amounts: Numbers = self.facts.value[rows].astype(object)
        if self.aggregate in (Aggregate.MIN, Aggregate.MAX):
            return amounts
        multiplied: Numbers = amounts * share.astype(object)
        return multiplied


class Sum(NamedTuple):
    """What one group adds up to, or the rows of it that are about some places."""

    sums: Sums
    at: int
    places: Places | None = None  # None: all of it

    @property
    def value(self) -> Decimal | None:
        """The sum or extreme; None where all cells are empty."""
        if self.places is None:
            return self.sums.value(self.at)
        return self.sums.value_of(*self.selected)

    @property
    def selected(self) -> tuple[Codes, Numbers]:
        """The rows that count, each with its share."""
        return self.sums.selected(self.at, self.places)

    @property
    def places_of_rows(self) -> list[int]:
        """The codes of the organisations and periods that the rows are about."""
        codes: list[int] = np.unique(self.sums.facts.place[self.selected[0]]).tolist()
        return codes

    @property
    def rows(self) -> int:
        """How many rows were kept."""
        if self.places is None:
            return int(self.sums.rows[self.at])
        return int(self.sums.facts.rows[self.selected[0]].sum())

    @property
    def empty(self) -> int:
        """How many rows were left out because their cell was empty."""
        if self.places is None:
            return int(self.sums.empty[self.at])
        return int(self.sums.facts.empty[self.selected[0]].sum())

    @property
    def bins(self) -> tuple[tuple[int, Decimal], ...]:
        """The counts of a histogram; nothing for other components."""
        return self.sums.bins(*self.selected)

    @property
    def deliveries(self) -> tuple[int, ...]:
        """The codes of the deliveries that contribute."""
        if self.places is None:
            return self.sums.deliveries(self.at)
        facts, rows = self.sums.facts, self.selected[0]
        return tuple(np.unique(facts.delivery[rows[facts.has[rows]]]).tolist())

    @property
    def dimensions(self) -> list[Dimensions]:
        """By which values the rows are kept apart, each combination that gives a number once."""
        facts, rows = self.sums.facts, self.selected[0]
        return [facts.names[code] for code in np.unique(facts.dimensions[rows[facts.has[rows]]])]


def add_up(facts: Facts, layout: Layout, aggregate: Aggregate) -> Sums:
    """Add up a component by the groups of a layout.

    Missing:  an empty cell adds nothing; a group of only those has no value.
    Rounding: none; whole numbers of any size.
    """
    rows, starts = layout.rows, layout.starts
    has = facts.has[rows]
    extreme = aggregate in (Aggregate.MIN, Aggregate.MAX)
    if not len(rows):
        none = np.zeros(0, np.int64)
        return Sums(facts, layout, aggregate, none, none, none, none, facts.scale)
    if extreme:
        total = _extremes(facts.value[rows], has, starts, aggregate)
    else:
        total = np.add.reduceat(_products(facts, layout), starts)
    return Sums(
        facts,
        layout,
        aggregate,
        total,
        np.logical_or.reduceat(has, starts),
        np.add.reduceat(facts.rows[rows], starts),
        np.add.reduceat(facts.empty[rows], starts),
        facts.scale if extreme else facts.scale + layout.share_scale,
    )


def _products(facts: Facts, layout: Layout) -> Numbers:
    """Amount times share of every row, in a type in which no sum of them overflows."""
    value: Numbers = facts.value
    share: Numbers = layout.share
    if not layout.share_scale and (share == 1).all():
        share = np.ones(1, np.int64)
    most = _largest(value) * _largest(share) * len(layout.rows)
    if most > LARGEST or value.dtype == object or share.dtype == object:
        value, share = value.astype(object), share.astype(object)
    amounts: Numbers = value[layout.rows]
    return amounts * share


def _largest(numbers: Numbers) -> int:
    return max(abs(int(numbers.max())), abs(int(numbers.min()))) if len(numbers) else 0


def _extremes(values: Numbers, has: Any, starts: Codes, aggregate: Aggregate) -> Numbers:
    """The lowest or highest of each group; an empty cell is neither."""
    lowest = aggregate is Aggregate.MIN
    beyond = _largest(values) + 1
    filled = np.where(has, values, beyond if lowest else -beyond)
    ufunc = np.minimum if lowest else np.maximum
    found: Numbers = ufunc.reduceat(filled, starts)
    return found
