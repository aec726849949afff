"""Kinds and units of an expression, found without any data: `(hour / (hour/job)) = job`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import assert_never

from verantwoord.formula import units
from verantwoord.formula.errors import ExpressionError
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
from verantwoord.formula.sql import text_of
from verantwoord.formula.unit_rules import (
    ANY,
    DATE,
    NUMBER,
    TEXT,
    TIME,
    TRUTH,
    Histogram,
    Kind,
    compared,
    equal,
    fits,
    need,
    numbers,
    orderable,
    together,
    word,
)

__all__ = ["ANY", "DATE", "NUMBER", "TEXT", "TIME", "TRUTH", "Histogram", "Kind", "check_result",
           "need", "unit_of"]  # fmt: skip


def unit_of(node: Node, names: Mapping[str, Kind]) -> Kind:
    """Return the unit or kind of an expression.

    Shape:    node and the kind of each name -> kind.
    Unit:     + and - and comparisons need the same unit on both sides; * and / combine.
    Errors:   ExpressionError that names both kinds.
    Source:   DESIGN 3.
    """

    def on(part: Node) -> Kind:
        return unit_of(part, names)

    def all_of(parts: Sequence[Node]) -> list[Kind]:
        return [on(p) for p in parts]

    match node:
        case Literal(value):
            return _literal(value)
        case Empty():
            return ANY
        case Identifier(name):
            return names[name]
        case Call(function, parts):
            return FUNCTIONS[function].kind(all_of(parts), text_of(node))
        case And(parts) | Or(parts):
            return _truths(all_of(parts), node)
        case Not(part):
            return _truths([on(part)], node)
        case Is(part, what):
            asked = on(part)
            return TRUTH if what == "null" else _truths([asked], node)
        case In(part, options):
            return equal(all_of((part, *options)), text_of(node))
        case Between(part, low, high):
            return compared(all_of((part, low, high)), text_of(node))
        case CaseWhen(branches, default):
            _truths([on(when) for when, _ in branches], node)
            outcomes = [then for _, then in branches] + ([] if default is None else [default])
            return together(all_of(outcomes), text_of(node))
        case Coalesce(parts):
            return together(all_of(parts), text_of(node))
        case Nullif(part, other):
            equal(all_of((part, other)), text_of(node))
            return on(part)
        case AggregateCall(kind, part, _, where):
            _truths([] if where is None else [on(where)], node)
            return _aggregate(kind, [] if part is None else [on(part)], node)
    assert_never(node)


def _literal(value: Decimal | str | bool | dt.date) -> Kind:
    match value:
        case bool():
            return TRUTH
        case Decimal():
            return units.dimensionless() if value else NUMBER
        case str():
            return TEXT
        case dt.date():
            return DATE
    assert_never(value)


def _truths(kinds: Sequence[Kind], node: Node) -> Kind:
    for kind in kinds:
        need(kind, TRUTH, text_of(node))
    return TRUTH


def _aggregate(kind: str, of: Sequence[Kind], node: Node) -> Kind:
    if kind == "count":
        return units.dimensionless()
    return numbers(of, text_of(node)) if kind == "sum" else orderable(of, text_of(node))


def check_result(found: Kind, wanted: str, nl: str, en: str) -> None:
    """Refuse a formula whose unit is not the declared one; it is called as a reader knows it."""
    if not fits(found, units.unit(wanted)):
        raise ExpressionError(
            f"{nl} geeft {word(found)}, maar de eenheid is '{wanted}'",
            f"{en} gives {word(found, 'en')}, but the unit is '{wanted}'",
        )
