"""How many digits a number in SQL may have, so that none is lost where two are made alike.

DuckDB brings the parts of a comparison, a CASE or a coalesce to one decimal type. Where that would
need more than 38 digits it silently drops digits after the point. Where that can happen, the parts
are cast to a type that keeps them all; a number too large for it then stops with an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from verantwoord.formula.nodes import (
    AggregateCall,
    Call,
    CaseWhen,
    Coalesce,
    Empty,
    Identifier,
    Literal,
    Node,
    Nullif,
)

MOST = 38  # digits of a decimal, in DuckDB and in Spark
ALIKE = frozenset({"=", "<>", "<", "<=", ">", ">=", "greatest", "least"})


class Digits(NamedTuple):
    """At most how many digits stand before and after the point."""

    whole: int
    scale: int


COLUMN = Digits(19, 9)  # a column holds a BIGINT, or a decimal of 18 digits with at most 9 after it
_COUNT = Digits(19, 0)
_SAME = frozenset({"neg", "abs", "greatest", "least"})
_MORE = {"+": Digits(1, 0), "-": Digits(1, 0), "as_percent": Digits(3, 0), "as_ratio": Digits(1, 2)}


def digits(node: Node) -> Digits | None:
    """Return the digits of a node that is surely a number; of a name, as if it were one.

    Shape:    a node -> digits, or None for what is no number.
    Source:   the result types of DuckDB, rounded up.
    """
    match node:
        case Literal(value):
            return _of_literal(value) if isinstance(value, Decimal) else None
        case Identifier():
            return COLUMN
        case Call(name, arguments):
            return _of_call(name, [digits(a) for a in arguments])
        case Coalesce(parts):
            return _widest([digits(p) for p in parts])
        case Nullif(part, _):
            return digits(part)
        case CaseWhen(branches, default):
            return _widest([digits(p) for p in (*(t for _, t in branches), default) if p])
        case AggregateCall("count", _, _, _):
            return _COUNT
        case AggregateCall("sum", part, _, _) if part is not None:
            inside = digits(part)
            return inside and Digits(MOST, inside.scale)
        case AggregateCall(_, part, _, _) if part is not None:
            return digits(part)
    return None


def alike(nodes: Sequence[Node], written: Sequence[str]) -> list[str]:
    """Return the SQL of parts that are made alike, cast where digits could be lost.

    Shape:    nodes and their SQL -> SQL of each.
    Missing:  NULL stays as it is.
    """
    each = [None if isinstance(n, Empty) else digits(n) for n in nodes]
    together = _widest(each)
    if together is None or together.whole + together.scale <= MOST:
        return list(written)
    kind = f"DECIMAL({MOST}, {min(together.scale, MOST)})"
    return [f"CAST({sql} AS {kind})" if d else sql for d, sql in zip(each, written, strict=True)]


def _widest(each: Sequence[Digits | None]) -> Digits | None:
    known = [d for d in each if d is not None]
    if not known:
        return None
    return Digits(max(d.whole for d in known), max(d.scale for d in known))


def _of_call(name: str, each: Sequence[Digits | None]) -> Digits | None:
    widest = _widest(each)
    if name in _SAME:
        return widest
    if name == "*":
        known = [d for d in each if d is not None]
        return Digits(sum(d.whole for d in known), sum(d.scale for d in known))
    if name == "round_down":
        return widest and Digits(MOST, widest.scale + 1)
    if name in _MORE:
        more = _MORE[name]
        return widest and Digits(widest.whole + more.whole, widest.scale + more.scale)
    if name in ("length", "year", "month", "day", "hour", "isodow"):
        return _COUNT
    return None


def _of_literal(value: Decimal) -> Digits:
    whole, _, part = format(abs(value), "f").partition(".")
    if part:
        return Digits(len(whole), len(part))
    return Digits(next(n for n in (10, 19, MOST) if len(whole) < n or n == MOST), 0)
