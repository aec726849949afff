"""Between which bounds the value of a formula lies, when its inputs are known by bounds only.

Interval arithmetic: every step gives bounds that hold for every true value of its parts, so the
outcome always contains the true value. It may be wider than needed where a name stands in a formula
twice. What has no rule here has no bounds: then nothing more can be said than "about".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product
from typing import TypeAlias

from verantwoord.formula.functions import FUNCTIONS
from verantwoord.formula.nodes import Call, Identifier, Literal, Node, Nullif
from verantwoord.formula.quantities import CONTEXT

Interval: TypeAlias = tuple[Decimal | None, Decimal | None]  # None: no bound on that side

NOTHING_KNOWN: Interval = (None, None)
_ZERO = Decimal(0)


def interval(node: Node, known: Mapping[str, Interval]) -> Interval:
    """Return the bounds of the value of a node.

    Shape:    a formula and the bounds of every name -> lowest and highest value it can have.
    Missing:  None on a side without a bound; a name that is not in `known` has none at all.
    Rounding: 34 digits, as the value itself: rounding keeps the order, so it stays within.
    Source:   adr/2026-11-26-what-a-value-is.md
    """
    match node:
        case Literal(Decimal() as value):
            return value, value
        case Identifier(name):
            return known.get(name, NOTHING_KNOWN)
        case Nullif(part, Literal()):
            return interval(part, known)
        case Call(function, parts) if function in _RULES:
            return _RULES[function](*(interval(p, known) for p in parts))
    return NOTHING_KNOWN


def _add(a: Interval, b: Interval) -> Interval:
    return _both(CONTEXT.add, a[0], b[0]), _both(CONTEXT.add, a[1], b[1])


def _negative(a: Interval) -> Interval:
    low, high = a
    return (
        None if high is None else CONTEXT.minus(high),
        None if low is None else CONTEXT.minus(low),
    )


def _subtract(a: Interval, b: Interval) -> Interval:
    return _both(CONTEXT.subtract, a[0], b[1]), _both(CONTEXT.subtract, a[1], b[0])


def _multiply(a: Interval, b: Interval) -> Interval:
    """The corners; with an open side only where both are known not to be negative."""
    corners = _corners(CONTEXT.multiply, a, b)
    if corners is not None:
        return corners
    if not (_not_negative(a) and _not_negative(b)):
        return NOTHING_KNOWN
    return _both(CONTEXT.multiply, a[0], b[0]), None  # without corners one of them has no most


def _divide(a: Interval, b: Interval) -> Interval:
    """Only by what is known to be above zero; with an open side only where both are positive."""
    if b[1] is not None and b[1] < 0:
        return _divide(_negative(a), _negative(b))
    if b[0] is None or b[0] <= 0:
        return NOTHING_KNOWN
    corners = _corners(CONTEXT.divide, a, b)
    if corners is not None:
        return corners
    if not _not_negative(a):
        return NOTHING_KNOWN
    low = _ZERO if b[1] is None else _both(CONTEXT.divide, a[0], b[1])
    return low, _both(CONTEXT.divide, a[1], b[0])


def _greatest(*parts: Interval) -> Interval:
    lows = [p[0] for p in parts if p[0] is not None]
    highs = [p[1] for p in parts]
    return max(lows, default=None), None if None in highs else max(
        h for h in highs if h is not None
    )


def _least(*parts: Interval) -> Interval:
    return _negative(_greatest(*map(_negative, parts)))


def _absolute(a: Interval) -> Interval:
    return _greatest(a, _negative(a), (_ZERO, _ZERO))


def _each(function: str) -> Callable[[Interval], Interval]:
    """A step that keeps the order: taken of both sides."""
    value = FUNCTIONS[function].value

    def of(part: Interval) -> Interval:
        low, high = (None if side is None else value(side) for side in part)
        return low, high  # type: ignore[return-value]  # of a number, always a number

    return of


def _both(
    step: Callable[[Decimal, Decimal], Decimal], one: Decimal | None, other: Decimal | None
) -> Decimal | None:
    return None if one is None or other is None else step(one, other)


def _corners(
    step: Callable[[Decimal, Decimal], Decimal], a: Interval, b: Interval
) -> Interval | None:
    (la, ha), (lb, hb) = a, b
    if la is None or ha is None or lb is None or hb is None:
        return None
    found = [step(x, y) for x, y in product((la, ha), (lb, hb))]
    return min(found), max(found)


def _not_negative(a: Interval) -> bool:
    return a[0] is not None and a[0] >= 0


_RULES: dict[str, Callable[..., Interval]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "neg": _negative,
    "abs": _absolute,
    "greatest": _greatest,
    "least": _least,
    "as_percent": _each("as_percent"),
    "as_ratio": _each("as_ratio"),
}
