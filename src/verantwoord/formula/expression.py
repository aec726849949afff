"""The small language of formulas and rules: one text, one meaning.

A text is read once into nodes (`parse`); from the same nodes come its exact value (`evaluate`), its
SQL for each engine (`sql`) and its unit (`unit_check`). What has no node does not exist, so an
expression can reach no file, table, clock or random number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from verantwoord.errors import nearest
from verantwoord.formula import nodes, rows
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.evaluate import Run, compiled
from verantwoord.formula.functions import percentile
from verantwoord.formula.nodes import Call, Identifier, Node
from verantwoord.formula.parse import node_of
from verantwoord.formula.scalars import Bins, Environment, Scalar
from verantwoord.formula.sql import sql_of
from verantwoord.formula.unit_check import unit_of
from verantwoord.formula.unit_rules import Kind

__all__ = ["Bins", "Environment", "Expression", "Scalar", "parse", "parse_aggregate", "percentile"]


@dataclass(frozen=True)
class Expression:
    """A checked expression: which names it uses, its SQL, its exact value and its unit."""

    text: str
    node: Node = field(repr=False, compare=False)

    @cached_property
    def names(self) -> frozenset[str]:
        """The columns, components or parameters that the expression needs."""
        return nodes.names(self.node)

    @property
    def divides(self) -> bool:
        """Say whether anything is divided: exact in `evaluate`, and refused by `sql`."""
        return any(True for _ in self._divisions())

    @property
    def divisors(self) -> frozenset[str]:
        """The names that something is divided by."""
        return frozenset(n for d in self._divisions() for n in nodes.names(d.arguments[1]))

    def _divisions(self) -> Iterator[Call]:
        for node in nodes.walk(self.node):
            if isinstance(node, Call) and node.function == "/":
                yield node

    def sql(self, dialect: str = "duckdb") -> str:
        """Return SQL that means the same as `evaluate` with `sql_nulls`.

        Shape:    'duckdb' or 'spark' -> text without brackets around the whole; names are quoted.
        Missing:  NULL is what `evaluate` calls absent.
        Rounding: none: decimals and integers stay exact, or the engine stops with an overflow.
        Errors:   ExpressionError for what SQL has no exact form of: division, percentile.
        Source:   adr/2026-11-26-a-closed-formula-language.md
        """
        return sql_of(self.node, dialect)

    def evaluate(self, environment: Environment, *, sql_nulls: bool = False) -> Scalar:
        """Return the exact value.

        Shape:    names -> one scalar (a number, truth value, text, day) or Absent.
        Unit:     as `unit_of` says; values must be in the units that were declared.
        Missing:  anything computed from an absent value is absent with the same reason;
                  dividing by zero gives 'onbekend'. With `sql_nulls` an absent condition of
                  CASE is not met, as in SQL; that is for rows, never for figures.
        Rounding: the fixed context of 34 digits; only `round_down` and `percentile` round.
        Errors:   KeyError for a name that is not in `environment`.
        Source:   DESIGN 4.
        """
        return self._in_rows(environment) if sql_nulls else self._in_figures(environment)

    @cached_property
    def _in_figures(self) -> Run:
        return compiled(self.node, rows=False)

    @cached_property
    def _in_rows(self) -> Run:
        return compiled(self.node, rows=True)

    def over(self, many: Sequence[Environment]) -> Scalar:
        """Return the exact value of an aggregate over rows; see `rows.over`."""
        return rows.over(self.node, many)

    def replaced(self, by: Mapping[str, Node]) -> Expression:
        """Return the expression with other nodes in the place of some names."""

        def swap(node: Node) -> Node | None:
            return by.get(node.name) if isinstance(node, Identifier) else None

        return Expression(self.text, nodes.swapped(self.node, swap))

    def unit_of(self, units_of_names: Mapping[str, Kind]) -> Kind:
        """Return the unit or kind of the result; see `verantwoord.formula.unit_check`."""
        return unit_of(self.node, units_of_names)


def parse(text: str, allowed: Set[str] | None = None) -> Expression:
    """Read an expression and refuse everything that is not in the language.

    Shape:    text, and the names it may use (None: any plain name) -> Expression.
    Unit:     not checked here; `Expression.unit_of` does.
    Rounding: none; a literal such as 0.1 is exact.
    Errors:   ExpressionError: not an expression, not in the language, or an unknown name.
    Source:   DESIGN 3.
    """
    return _known(Expression(text, node_of(text, aggregates=False)), allowed)


def parse_aggregate(text: str, allowed: Set[str]) -> Expression:
    """Read an aggregate such as `sum(uren) filter (where soort = 'x')`; see `parse`.

    Shape:    text and column names -> Expression for `over`, or whose SQL needs a GROUP BY.
    Missing:  as in SQL: aggregates skip empty cells.
    Errors:   ExpressionError; also for a column that stands outside an aggregate.
    Source:   DESIGN 3.
    """
    return _known(Expression(text, node_of(text, aggregates=True)), allowed)


def _known(found: Expression, allowed: Set[str] | None) -> Expression:
    strange = sorted(found.names - allowed) if allowed is not None else []
    if strange:
        known = ", ".join(sorted(allowed or ()))
        near = nearest(strange[0], allowed or ())
        raise ExpressionError(
            f"'{found.text}' noemt {', '.join(strange)}; "
            + (f"bedoelt u {near}? " if near else "")
            + f"bekend zijn: {known}",
            f"'{found.text}' names {', '.join(strange)}; "
            + (f"do you mean {near}? " if near else "")
            + f"known are: {known}",
        )
    return found
