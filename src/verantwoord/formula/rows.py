"""The value of an aggregate over rows, such as `sum(uren) filter (where soort = 'x')`, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from verantwoord.formula.evaluate import compiled
from verantwoord.formula.nodes import AggregateCall, Empty, Literal, Node, swapped
from verantwoord.formula.quantities import CONTEXT, Absent
from verantwoord.formula.scalars import Environment, Scalar


def over(node: Node, rows: Sequence[Environment]) -> Scalar:
    """Return the value of a node with aggregates over some rows, as SQL gives it.

    Missing:  empty cells do not count; the sum, lowest and highest of nothing are empty.
    """

    def value(inner: Node) -> Node | None:
        return _value(inner, rows) if isinstance(inner, AggregateCall) else None

    return compiled(swapped(node, value), rows=True)({})


def _value(node: AggregateCall, rows: Sequence[Environment]) -> Node:
    chosen = list(rows)
    if node.where is not None:
        where = compiled(node.where, rows=True)
        chosen = [row for row in rows if where(row) is True]
    if node.part is None:
        return Literal(Decimal(len(chosen)))
    part = compiled(node.part, rows=True)
    there = [cell for row in chosen if not isinstance(cell := part(row), Absent)]
    if node.kind == "count":
        return Literal(Decimal(len(set(there)) if node.distinct else len(there)))
    if not there:
        return Empty()
    if node.kind == "sum":
        return Literal(_sum(there))
    return Literal(min(there) if node.kind == "min" else max(there))  # type: ignore[arg-type]


def _sum(cells: Sequence[Scalar]) -> Decimal:
    total = Decimal(0)
    for cell in cells:
        assert isinstance(cell, Decimal)  # the kinds have been checked
        total = CONTEXT.add(total, cell)
    return total
