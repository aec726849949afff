"""The exact value of an expression, in `Decimal` of 34 digits.

**What an absent value does**, in this one place. It spreads: what is computed from it is absent
with the same reason. A truth value may be absent too, and AND, OR, IN and BETWEEN are three-valued
as in SQL. `is null`, `is true` and `coalesce` are the ways to ask, and always have an answer.
Figures and rows differ in one thing, a *condition* that is absent (of `case`, and the equality of
`nullif`): in a figure it makes the outcome absent, because nobody knows which branch holds; in a
row (`rows=True`) it is not met, as in SQL.

A node becomes a closure once, so that half a million figures do not walk the tree again.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias, assert_never

from verantwoord.formula.functions import FUNCTIONS
from verantwoord.formula.nodes import (
    AggregateCall,
    And,
    Between,
    Call,
    CaseWhen,
    Coalesce,
    Empty,
    Identifier,
    In,
    Is,
    Literal,
    Node,
    Not,
    Nullif,
    Or,
)
from verantwoord.formula.quantities import Absent, unknown
from verantwoord.formula.scalars import Environment, Scalar

Run: TypeAlias = Callable[[Environment], Scalar]

EMPTY = unknown("leeg", "empty")
EQUAL = unknown(
    "de noemer is nul", "the denominator is zero"
)  # nullif(x, 0) is how a formula says it


def compiled(node: Node, *, rows: bool) -> Run:
    """Return a function from an environment to the value of a node.

    Missing:  see the module; `rows` says that an absent condition is not met.
    Errors:   the function raises KeyError for a name that is not in the environment.
    """

    def on(part: Node) -> Run:
        return compiled(part, rows=rows)

    match node:
        case Literal(value):
            return lambda _: value
        case Empty():
            return lambda _: EMPTY
        case Identifier(name):
            return _name(name)
        case Call(function, parts):
            return _call(FUNCTIONS[function].value, [on(p) for p in parts])
        case And(parts):
            return _logic([on(p) for p in parts], decides=False)
        case Or(parts):
            return _logic([on(p) for p in parts], decides=True)
        case Not(part):
            return _not(on(part))
        case Is(part, what):
            return _is(on(part), what)
        case In(part, options):
            return _in(on(part), [on(o) for o in options])
        case Between(part, low, high):
            return _between(on(part), on(low), on(high))
        case CaseWhen(branches, default):
            pairs = [(on(when), on(then)) for when, then in branches]
            return _case(pairs, on(default) if default is not None else None, rows=rows)
        case Coalesce(parts):
            return _coalesce([on(p) for p in parts])
        case Nullif(part, other):
            return _nullif(on(part), on(other), rows=rows)
        case AggregateCall():
            raise TypeError("an aggregate has a value over rows, not in one environment")
    assert_never(node)


def _name(name: str) -> Run:
    def run(env: Environment) -> Scalar:
        value = env[name]
        if value is None:
            return EMPTY
        return Decimal(value) if type(value) is int else value  # type: ignore[return-value]

    return run


def _call(value: Callable[..., Scalar], parts: list[Run]) -> Run:
    if len(parts) == 1:
        return _call_of_one(value, parts[0])
    if len(parts) == 2:
        return _call_of_two(value, *parts)

    def run(env: Environment) -> Scalar:
        found = []
        for part in parts:
            one = part(env)
            if type(one) is Absent:
                return one
            found.append(one)
        return value(*found)

    return run


def _call_of_one(value: Callable[..., Scalar], part: Run) -> Run:
    def run(env: Environment) -> Scalar:
        one = part(env)
        return one if type(one) is Absent else value(one)

    return run


def _call_of_two(value: Callable[..., Scalar], left: Run, right: Run) -> Run:
    def run(env: Environment) -> Scalar:
        one = left(env)
        if type(one) is Absent:
            return one
        two = right(env)
        return two if type(two) is Absent else value(one, two)

    return run


def _logic(parts: list[Run], *, decides: bool) -> Run:
    """AND is decided by a false part, OR by a true one; else an absent part makes it absent."""

    def run(env: Environment) -> Scalar:
        absent: Scalar | None = None
        for part in parts:
            found = part(env)
            if found is decides:
                return decides
            if absent is None and type(found) is Absent:
                absent = found
        return (not decides) if absent is None else absent

    return run


def _not(part: Run) -> Run:
    def run(env: Environment) -> Scalar:
        found = part(env)
        return found if type(found) is Absent else not found

    return run


def _is(part: Run, what: str) -> Run:
    if what == "null":
        return lambda env: type(part(env)) is Absent
    wanted = what == "true"
    return lambda env: part(env) is wanted


def _in(part: Run, options: list[Run]) -> Run:
    def run(env: Environment) -> Scalar:
        value = part(env)
        if type(value) is Absent:
            return value
        absent: Scalar = False
        for option in options:
            found = option(env)
            if type(found) is Absent:
                absent = found if absent is False else absent
            elif found == value:
                return True
        return absent

    return run


def _between(part: Run, low: Run, high: Run) -> Run:
    def at_least(env: Environment) -> Scalar:
        return _ordered(low(env), part(env))

    def at_most(env: Environment) -> Scalar:
        return _ordered(part(env), high(env))

    return _logic([at_least, at_most], decides=False)


def _ordered(low: Any, high: Any) -> Scalar:
    for value in (low, high):
        if type(value) is Absent:
            return value
    return bool(low <= high)


def _case(branches: list[tuple[Run, Run]], default: Run | None, *, rows: bool) -> Run:
    def run(env: Environment) -> Scalar:
        for when, then in branches:
            condition = when(env)
            if condition is True:
                return then(env)
            if not rows and type(condition) is Absent:
                return condition
        return EMPTY if default is None else default(env)

    return run


def _coalesce(parts: list[Run]) -> Run:
    def run(env: Environment) -> Scalar:
        found: Scalar = EMPTY
        for part in parts:
            found = part(env)
            if type(found) is not Absent:
                return found
        return found

    return run


def _nullif(part: Run, other: Run, *, rows: bool) -> Run:
    def run(env: Environment) -> Scalar:
        value, against = part(env), other(env)
        if type(value) is Absent:
            return value
        if not rows and type(against) is Absent:
            return against
        return EQUAL if value == against else value

    return run
