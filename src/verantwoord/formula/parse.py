"""Reads a text into nodes. sqlglot only reads; `convert` turns what it makes into our own nodes.

The language is closed three times: a text is cut into the few tokens below before sqlglot sees it;
a word must be a keyword, a function of the table or a name that is used; and every node of sqlglot
is either converted, with all its parts, or refused with what to write instead.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from verantwoord.formula.convert import Converter
from verantwoord.formula.nodes import AggregateCall, Identifier, Node, children, walk
from verantwoord.formula.tokens import MOST_DEEP, check_words, not_read, refused, too_deep, words_of

if TYPE_CHECKING:
    from sqlglot import exp


@lru_cache(maxsize=4096)  # a pack has hundreds, and each is asked for many times
def node_of(text: str, *, aggregates: bool) -> Node:
    """Return the node of a text.

    Shape:    text -> Node; `aggregates` allows sum, count, min and max.
    Missing:  NULL can only be the outcome of a branch of `case`.
    Rounding: none; a literal such as 0.1 is exact.
    Errors:   ExpressionError that says what is not allowed and what to write instead.
    Source:   adr/2026-11-26-a-closed-formula-language.md
    """
    words = words_of(text, aggregates=aggregates)
    tree = _tree(text)
    try:
        check_words(text, words, {c.name for c in tree.walk() if type(c).__name__ == "Column"})
        node = Converter(text).node(tree)
        deep = _depth(node)
    except RecursionError as error:
        raise too_deep(text) from error
    if deep > MOST_DEEP:
        raise too_deep(text)
    if aggregates:
        _check_rows(text, node)
    return node


def _depth(node: Node) -> int:
    return 1 + max((_depth(child) for child in children(node)), default=0)


def _tree(text: str) -> exp.Expression:
    import sqlglot  # here: `verantwoord --help` must not pay for it

    try:
        trees = sqlglot.parse(text, read="duckdb")
    except RecursionError as error:
        raise too_deep(text) from error
    except sqlglot.errors.ParseError as error:
        at = error.errors[0].get("col", "?") if error.errors else "?"
        raise refused(
            text,
            (
                f"is geen geldige uitdrukking, bij teken {at}",
                f"is no valid expression, at character {at}",
            ),
            not_read(text),
        ) from error
    if len(trees) != 1 or trees[0] is None:
        raise refused(text, ("moet precies één uitdrukking zijn", "must be exactly one expression"))
    tree: exp.Expression = trees[0]  # type: ignore[assignment]  # sqlglot types it as Expr
    return tree


def _check_rows(text: str, node: Node) -> None:
    """Refuse a column that stands outside an aggregate, or an aggregate within another."""
    if isinstance(node, AggregateCall):
        if any(isinstance(inner, AggregateCall) for inner in walk(node) if inner is not node):
            raise refused(
                text, ("telt een telling op", "adds up a sum"), ("tel één keer", "count once")
            )
        return
    if isinstance(node, Identifier):
        raise refused(
            text,
            (f"noemt {node.name} buiten een som", f"names {node.name} outside a sum"),
            (f"schrijf max({node.name})", f"write max({node.name})"),
        )
    for child in children(node):
        _check_rows(text, child)
