"""The kinds of node of the formula language; there are no others.

Everything that reads a formula (`evaluate`, `sql`, `unit_check`) matches on all of them, so that a
new kind cannot be forgotten: the type checker refuses a match that leaves one out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal as OneOf
from typing import TypeAlias, assert_never


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, day or truth value that stands in the formula."""

    value: Decimal | str | bool | dt.date


@dataclass(frozen=True, slots=True)
class Empty:
    """NULL; it can only be the outcome of a branch of `case`."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A column, component or parameter."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function or operator of the table in `functions`: one absent part makes it absent."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All parts, three-valued: one false part decides."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any part, three-valued: one true part decides."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; of what is absent, absent."""

    part: Node


@dataclass(frozen=True, slots=True)
class Is:
    """A test that always has an answer: is it empty, true, false?"""

    part: Node
    what: OneOf["null", "true", "false"]


@dataclass(frozen=True, slots=True)
class In:
    """Equal to one of the options."""

    part: Node
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """From low to high, both included."""

    part: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class CaseWhen:
    """The outcome of the first branch whose condition is true; else the default; else empty."""

    branches: tuple[tuple[Node, Node], ...]
    default: Node | None


@dataclass(frozen=True, slots=True)
class Coalesce:
    """The first part that is not absent."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Nullif:
    """The part, unless it equals the other; then empty."""

    part: Node
    other: Node


@dataclass(frozen=True, slots=True)
class AggregateCall:
    """Over rows: a count, sum, lowest or highest; `part` is None for count(*)."""

    kind: OneOf["sum", "count", "min", "max"]
    part: Node | None
    distinct: bool
    where: Node | None


Node: TypeAlias = (
    Literal
    | Empty
    | Identifier
    | Call
    | And
    | Or
    | Not
    | Is
    | In
    | Between
    | CaseWhen
    | Coalesce
    | Nullif
    | AggregateCall
)


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly under a node, in the order of the text."""
    match node:
        case Literal() | Empty() | Identifier():
            return ()
        case Call(_, parts) | And(parts) | Or(parts) | Coalesce(parts):
            return parts
        case Not(part) | Is(part, _):
            return (part,)
        case In(part, options):
            return (part, *options)
        case Between(part, low, high):
            return (part, low, high)
        case CaseWhen(branches, default):
            flat = tuple(n for branch in branches for n in branch)
            return flat if default is None else (*flat, default)
        case Nullif(part, other):
            return (part, other)
        case AggregateCall(_, part, _, where):
            return tuple(n for n in (part, where) if n is not None)
    assert_never(node)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything under it."""
    yield node
    for child in children(node):
        yield from walk(child)


def names(node: Node) -> frozenset[str]:
    """Return the columns, components or parameters that a node needs."""
    return frozenset(n.name for n in walk(node) if isinstance(n, Identifier))


def swapped(node: Node, swap: Callable[[Node], Node | None]) -> Node:
    """Return a node in which `swap` has replaced what it wants to; it says None to leave alone."""

    def on(part: Node) -> Node:
        return swapped(part, swap)

    other = swap(node)
    if other is not None:
        return other
    match node:
        case Literal() | Empty() | Identifier():
            return node
        case Call(function, parts):
            return Call(function, tuple(map(on, parts)))
        case And(parts):
            return And(tuple(map(on, parts)))
        case Or(parts):
            return Or(tuple(map(on, parts)))
        case Coalesce(parts):
            return Coalesce(tuple(map(on, parts)))
        case Not(part):
            return Not(on(part))
        case Is(part, what):
            return Is(on(part), what)
        case In(part, options):
            return In(on(part), tuple(map(on, options)))
        case Between(part, low, high):
            return Between(on(part), on(low), on(high))
        case CaseWhen(branches, default):
            pairs = tuple((on(when), on(then)) for when, then in branches)
            return CaseWhen(pairs, None if default is None else on(default))
        case Nullif(part, other_part):
            return Nullif(on(part), on(other_part))
        case AggregateCall(kind, inner, distinct, where):
            return AggregateCall(
                kind,
                None if inner is None else on(inner),
                distinct,
                None if where is None else on(where),
            )
    assert_never(node)
