"""Writes an expression: as SQL for DuckDB or Spark, or as the formula language itself.

Own writers, because a generator of SQL for every database changes with its version, and leaves
what it does not know as it is. The SQL either gives exactly what `evaluate` gives (`rows=True`) or
stops with an error: integers and decimals overflow with an error in both, and nothing is divided.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from verantwoord.formula import digits
from verantwoord.formula.dialects import DUCKDB, FORMULA, Dialect, dialect
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


def sql_of(node: Node, name: str) -> str:
    """Return a node as SQL of a dialect, without brackets around the whole.

    Errors:   ExpressionError for what cannot run in SQL: division, percentile.
    """
    return _bare(_written(node, dialect(name)))


def text_of(node: Node) -> str:
    """Return a node in the formula language, for messages; reading it gives the node again."""
    return _bare(_written(node, FORMULA))


def _written(node: Node, to: Dialect) -> str:
    def on(part: Node) -> str:
        return _written(part, to)

    def same(*parts: Node) -> list[str]:
        return _alike(parts, list(map(on, parts)), to)

    match node:
        case Literal(value):
            return to.literal(value)
        case Empty():
            return "NULL"
        case Identifier(name):
            return to.identifier(name)
        case Call():
            return _call(node, to)
        case And(parts):
            return f"({' AND '.join(map(on, parts))})"
        case Or(parts):
            return f"({' OR '.join(map(on, parts))})"
        case Not(part):
            return f"(NOT {on(part)})"
        case Is(part, what):
            return f"({on(part)} IS {what.upper()})"
        case In(part, options):
            first, *rest = same(part, *options)
            return f"({first} IN ({', '.join(rest)}))"
        case Between(part, low, high):
            first, bottom, top = same(part, low, high)
            return f"({first} BETWEEN {bottom} AND {top})"
        case CaseWhen(branches, default):
            thens = same(*(t for _, t in branches), *([] if default is None else [default]))
            cases = " ".join(
                f"WHEN {_bare(on(w))} THEN {_bare(t)}"
                for (w, _), t in zip(branches, thens, strict=False)
            )
            last = "" if default is None else f" ELSE {_bare(thens[-1])}"
            return f"(CASE {cases}{last} END)"
        case Coalesce(parts):
            return f"coalesce({', '.join(map(_bare, same(*parts)))})"
        case Nullif(part, other):
            return f"nullif({', '.join(map(_bare, same(part, other)))})"
        case AggregateCall():
            return _aggregate(node, to)
    assert_never(node)


def _call(call: Call, to: Dialect) -> str:
    row = FUNCTIONS[call.function]
    parts = [_written(a, to) for a in call.arguments]
    if call.function in digits.ALIKE:
        parts = _alike(call.arguments, parts, to)
    if to is FORMULA:
        return _as_formula(call.function, parts, infix=row.infix)
    if row.sql is None:
        said = text_of(call)
        raise ExpressionError(
            f"'{said}' kan niet in SQL: {row.nl}", f"'{said}' is not possible in SQL: {row.en}"
        )
    return row.sql(call, parts, to)


def _alike(nodes: Sequence[Node], written: list[str], to: Dialect) -> list[str]:
    """Keep all digits of parts that are brought to one type; Spark keeps them by itself."""
    return digits.alike(nodes, written) if to is DUCKDB else written


def _as_formula(name: str, parts: list[str], *, infix: bool) -> str:
    if infix:
        return f"({parts[0]} {name} {parts[1]})"
    if name == "neg":
        return f"(-{parts[0]})"
    return f"{name}({', '.join(map(_bare, parts))})"


def _aggregate(node: AggregateCall, to: Dialect) -> str:
    inner = "*" if node.part is None else _bare(_written(node.part, to))
    distinct = "DISTINCT " if node.distinct else ""
    where = f" FILTER (WHERE {_bare(_written(node.where, to))})" if node.where is not None else ""
    return f"{node.kind}({distinct}{inner}){where}"


def _bare(text: str) -> str:
    """Leave out the brackets around the whole: what begins with one was written so as a whole."""
    return text[1:-1] if text.startswith("(") else text
