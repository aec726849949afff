"""What each delivery gave to a figure: made from the rows when somebody asks, never kept."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import overload

import pyarrow as pa

from verantwoord.engine.facts import Store
from verantwoord.engine.sums import Sum
from verantwoord.formula.quantities import CONTEXT
from verantwoord.model.dataset import Aggregate
from verantwoord.model.figure import Contribution, Figure


class Contributions(Sequence[Contribution]):
    """The contributions to one component of one figure; equal to a tuple of the same."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[Contribution, ...]]) -> None:
        self._make = make
        self._made: tuple[Contribution, ...] | None = None

    def _all(self) -> tuple[Contribution, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> Contribution: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Contribution, ...]: ...
    def __getitem__(self, index: int | slice) -> Contribution | tuple[Contribution, ...]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Contribution]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (tuple, Contributions)) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def contributions(added: Sum, store: Store) -> tuple[Contribution, ...]:
    """Return what each delivery gave to a group, by period, organisation and delivery.

    Shape:    a sum -> one Contribution per delivery, organisation, period and share.
    Missing:  a row whose cells are all empty contributes nothing and is left out.
    Rounding: none; of an extreme it is the extreme of each delivery.
    """
    sums = added.sums
    found: dict[tuple[int, int, int], int] = {}
    add: Callable[[int, int], int] = _ADD.get(sums.aggregate, operator.add)
    extreme = sums.aggregate in (Aggregate.MIN, Aggregate.MAX)
    facts = sums.facts
    rows, shares = added.selected
    for row, share in zip(rows.tolist(), shares, strict=True):
        if facts.has[row]:
            key = (int(facts.delivery[row]), int(facts.place[row]), int(share))
            amount = int(facts.value[row]) * (1 if extreme else int(share))
            found[key] = add(found[key], amount) if key in found else amount
    scale = sums.layout.share_scale
    made = [
        Contribution(
            store.deliveries[delivery],
            *store.places[place],
            CONTEXT.scaleb(Decimal(amount), -sums.scale),
            CONTEXT.scaleb(Decimal(share), -scale) if scale else Decimal(share),
        )
        for (delivery, place, share), amount in found.items()
    ]
    return tuple(sorted(made, key=lambda c: (c.period.start, c.organisation, c.delivery)))


_ADD: dict[Aggregate, Callable[[int, int], int]] = {Aggregate.MIN: min, Aggregate.MAX: max}

SCHEMA = pa.schema(
    [
        ("figure", pa.string()),
        ("component", pa.string()),
        ("delivery", pa.string()),
        ("organisation", pa.string()),
        ("period", pa.string()),
        ("amount", pa.string()),
        ("share", pa.string()),
    ]
)


def table(figures: Iterable[Figure]) -> pa.Table:
    """Return all contributions to some figures as one table; numbers are text, so exact."""
    lines = [
        (f.id, c.alias, p.delivery, p.organisation, str(p.period), str(p.amount), str(p.share))
        for f in figures
        for c in f.components
        for p in c.contributions
    ]
    columns = zip(*lines, strict=True) if lines else [()] * len(SCHEMA)
    return pa.Table.from_arrays([pa.array(c, pa.string()) for c in columns], schema=SCHEMA)
