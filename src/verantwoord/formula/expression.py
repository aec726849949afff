"""The small language of formulas, rules and components: SQL scalar expressions, allow-listed.

One text has three uses: it runs in the engine's SQL, it is evaluated exactly in `Decimal`, and its
units are checked when the pack loads. **sqlglot** reads it; what is not on the list below is
refused, so an expression can reach no file, table, clock or random number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property
from typing import Any, TypeAlias

import sqlglot
from sqlglot import exp

from verantwoord.formula import units
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.quantities import CONTEXT, Absent, unknown

Bins: TypeAlias = tuple[tuple[int, Decimal], ...]
Scalar: TypeAlias = Decimal | Absent | bool | str | dt.date | dt.datetime | Bins
Environment: TypeAlias = Mapping[str, Scalar | None]

_NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")
_COMPARE: dict[type[exp.Expression], Callable[[Any, Any], bool]] = {
    exp.EQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
}
_ARITHMETIC: dict[type[exp.Expression], Callable[[Decimal, Decimal], Decimal]] = {
    exp.Add: CONTEXT.add,
    exp.Sub: CONTEXT.subtract,
    exp.Mul: CONTEXT.multiply,
    exp.Div: CONTEXT.divide,
}
# our functions -> how many arguments
FUNCTIONS = {"as_percent": 1, "as_ratio": 1, "round_down": 2, "percentile": 2}
_STRUCTURE = (exp.Paren, exp.Neg, exp.Not, exp.And, exp.Or, exp.Case, exp.If, exp.Between, exp.In)
_SQL_FUNCTIONS = (exp.Nullif, exp.Greatest, exp.Least, exp.Abs, exp.Coalesce)
_TEXT_FUNCTIONS = (exp.Length, exp.Lower, exp.Upper, exp.StartsWith, exp.Like, exp.RegexpLike)
_DATE_FUNCTIONS = (exp.Extract, exp.Year, exp.Month, exp.Day, exp.Hour, exp.DayOfWeekIso)
_LEAVES = (exp.Literal, exp.Column, exp.Identifier, exp.Null, exp.Boolean, exp.Var)
ALLOWED = (
    *_COMPARE,
    *_ARITHMETIC,
    *_STRUCTURE,
    *_SQL_FUNCTIONS,
    *_TEXT_FUNCTIONS,
    *_DATE_FUNCTIONS,
    *_LEAVES,
    exp.Is,
    exp.Mod,
    exp.Anonymous,
)
_AGGREGATES = (exp.Sum, exp.Count, exp.Min, exp.Max, exp.Filter, exp.Where, exp.Star, exp.Distinct)


@dataclass(frozen=True)
class Expression:
    """A checked expression: which names it uses, its SQL, its exact value and its unit."""

    text: str
    tree: exp.Expression = field(repr=False, compare=False)

    @cached_property
    def names(self) -> frozenset[str]:
        """The columns, components or parameters that the expression needs."""
        return frozenset(c.name for c in self.tree.find_all(exp.Column))

    @property
    def divides(self) -> bool:
        """Say whether anything is divided: exact in `evaluate`, but not in SQL."""
        return self.tree.find(exp.Div) is not None

    def sql(self) -> str:
        """Return the expression as DuckDB SQL that means the same as `evaluate`.

        DuckDB's greatest() and least() pass over an empty value; ours make the result empty.
        """
        return str(_with_strict_extremes(self.tree).sql(dialect="duckdb"))

    def evaluate(self, environment: Environment, *, sql_nulls: bool = False) -> Scalar:
        """Return the exact value.

        Shape:    names -> one scalar (a number, truth value, text, day) or Absent.
        Unit:     as `unit_of` says; values must be in the units that were declared.
        Missing:  anything computed from an absent value is absent with the same reason;
                  dividing by zero gives 'onbekend'. With `sql_nulls` an unknown condition of
                  CASE is not met, as in SQL; that is for rows, never for figures.
        Rounding: the fixed context of 34 digits; only `round_down` and `percentile` round.
        Errors:   KeyError for a name that is not in `environment`.
        Source:   DESIGN 4.
        """
        return _evaluate(self.tree, environment, sql_nulls)

    def unit_of(self, units_of_names: Mapping[str, Any]) -> Any:
        """Return the unit of the result; see `verantwoord.formula.unit_check`."""
        from verantwoord.formula.unit_check import unit_of

        return unit_of(self.tree, units_of_names)


def parse(text: str, allowed: frozenset[str] | set[str] | None = None) -> Expression:
    """Read an expression and refuse everything that is not on the list.

    Shape:    text, and the names it may use (None: any plain name) -> Expression.
    Unit:     not checked here; `Expression.unit_of` does.
    Missing:  none.
    Rounding: none; a literal such as 0.1 is exact.
    Errors:   ExpressionError: not an expression, not allowed, or an unknown name.
    Source:   DESIGN 3.
    """
    return _parse(text, allowed, ALLOWED)


def _parse(
    text: str, allowed: frozenset[str] | set[str] | None, permitted: tuple[type[Any], ...]
) -> Expression:
    try:
        trees = sqlglot.parse(text, read="duckdb")
    except sqlglot.errors.SqlglotError as error:
        first = str(error).splitlines()[0]
        raise ExpressionError(f"'{text}' is geen geldige uitdrukking ({first})") from error
    if len(trees) != 1 or trees[0] is None:
        raise ExpressionError(f"'{text}' moet precies één uitdrukking zijn")
    tree: exp.Expression = trees[0]  # type: ignore[assignment]  # sqlglot types its result as Expr
    for node in tree.walk():
        _check_node(node, text, permitted)
    result = Expression(text, tree)
    strange = sorted(result.names - allowed) if allowed is not None else []
    if strange:
        known = ", ".join(sorted(allowed or ()))
        raise ExpressionError(f"'{text}' noemt {', '.join(strange)}; bekend zijn: {known}")
    return result


def parse_aggregate(text: str, allowed: frozenset[str] | set[str]) -> Expression:
    """Read an aggregate such as `sum(uren) filter (where soort = 'x')`; see `parse`.

    Shape:    text and column names -> Expression whose SQL needs a GROUP BY.
    Unit:     not checked.
    Missing:  as in SQL: aggregates skip empty cells.
    Rounding: none.
    Errors:   ExpressionError.
    Source:   DESIGN 3.
    """
    return _parse(text, allowed, (*ALLOWED, *_AGGREGATES))


def _check_node(node: Any, text: str, permitted: tuple[type[Any], ...]) -> None:
    if not isinstance(node, permitted):
        raise ExpressionError(f"'{text}' gebruikt {type(node).__name__}, dat niet is toegestaan")
    if isinstance(node, exp.Column) and (node.table or not _NAME.match(node.name)):
        raise ExpressionError(f"'{text}': '{node.sql()}' is geen naam in kleine letters")
    if isinstance(node, exp.Anonymous):
        name = node.name.lower()
        if FUNCTIONS.get(name) != len(node.expressions):
            known = ", ".join(sorted(FUNCTIONS))
            raise ExpressionError(f"'{text}': functie {name} bestaat niet zo; bekend: {known}")


def _with_strict_extremes(tree: Any) -> Any:
    root = exp.Paren(this=tree.copy())
    inner_first = reversed(list(root.find_all(exp.Greatest, exp.Least)))
    for node in inner_first:
        parts = [node.this, *node.expressions]
        present = [exp.Not(this=exp.Is(this=exp.paren(p), expression=exp.Null())) for p in parts]
        node.replace(exp.Case(ifs=[exp.If(this=exp.and_(*present), true=node.copy())]))
    return root.this


def _evaluate(node: Any, env: Environment, sql_nulls: bool) -> Scalar:
    def sub(child: Any) -> Scalar:
        return _evaluate(child, env, sql_nulls)

    if isinstance(node, exp.Paren):
        return sub(node.this)
    if isinstance(node, exp.Literal):
        return str(node.this) if node.is_string else Decimal(node.this)
    if isinstance(node, exp.Column):
        value = env[node.name]
        return unknown("leeg") if value is None else value
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    if isinstance(node, exp.Null):
        return unknown("leeg")
    if isinstance(node, (exp.And, exp.Or)):
        return _logic(sub(node.left), sub(node.right), isinstance(node, exp.And))
    if isinstance(node, exp.Is):
        return isinstance(sub(node.this), Absent) is isinstance(node.expression, exp.Null)
    if isinstance(node, exp.Case):
        return _case(node, sub, sql_nulls)
    if isinstance(node, exp.Coalesce):
        return next(
            (v for v in map(sub, (node.this, *node.expressions)) if not isinstance(v, Absent)),
            unknown("leeg"),
        )
    return _strict(node, sub)


def _strict(node: Any, sub: Callable[[Any], Scalar]) -> Scalar:
    """Evaluate the nodes in which one absent part makes the whole absent."""
    if isinstance(node, exp.In):
        parts = [sub(node.this), *(sub(e) for e in node.expressions)]
    elif isinstance(node, exp.Between):
        parts = [sub(node.this), sub(node.args["low"]), sub(node.args["high"])]
    elif isinstance(node, exp.Anonymous):
        parts = [sub(e) for e in node.expressions]
    elif isinstance(node, (exp.Greatest, exp.Least)):
        parts = [sub(node.this), *(sub(e) for e in node.expressions)]
    elif isinstance(node, exp.Extract):
        parts = [sub(node.expression)]
    else:
        parts = [sub(node.this)]
        if isinstance(node.args.get("expression"), exp.Expression):
            parts.append(sub(node.expression))
    for part in parts:
        if isinstance(part, Absent):
            return part
    return _apply(node, parts)


def _apply(node: Any, p: list[Any]) -> Scalar:
    kind = type(node)
    if kind in _COMPARE:
        return _COMPARE[kind](p[0], p[1])
    if kind in _ARITHMETIC:
        if kind is exp.Div and p[1] == 0:
            return unknown("de noemer is nul")
        return _ARITHMETIC[kind](p[0], p[1])
    simple: dict[type[Any], Callable[[], Scalar]] = {
        exp.Neg: lambda: CONTEXT.minus(p[0]),
        exp.Not: lambda: not p[0],
        exp.In: lambda: p[0] in p[1:],
        exp.Between: lambda: p[1] <= p[0] <= p[2],
        exp.Nullif: lambda: unknown("de noemer is nul") if p[0] == p[1] else p[0],
        exp.Greatest: lambda: max(p),
        exp.Least: lambda: min(p),
        exp.Abs: lambda: abs(p[0]),
        exp.Mod: lambda: CONTEXT.remainder(p[0], p[1]) if p[1] else unknown("de noemer is nul"),
        exp.Length: lambda: Decimal(len(p[0])),
        exp.Lower: lambda: p[0].lower(),
        exp.Upper: lambda: p[0].upper(),
        exp.StartsWith: lambda: p[0].startswith(p[1]),
        exp.Like: lambda: re.fullmatch(_like(p[1]), p[0], re.DOTALL) is not None,
        exp.RegexpLike: lambda: re.search(p[1], p[0]) is not None,
        exp.Extract: lambda: _date_part(node.this.name.lower(), p[0]),
        exp.Year: lambda: _date_part("year", p[0]),
        exp.Month: lambda: _date_part("month", p[0]),
        exp.Day: lambda: _date_part("day", p[0]),
        exp.Hour: lambda: _date_part("hour", p[0]),
        exp.DayOfWeekIso: lambda: _date_part("isodow", p[0]),
    }
    if kind is exp.Anonymous:
        return _own_function(node.name.lower(), p)
    return simple[kind]()


def _own_function(name: str, p: list[Any]) -> Scalar:
    if name == "as_percent":
        return CONTEXT.multiply(p[0], Decimal(100))
    if name == "as_ratio":
        return CONTEXT.divide(p[0], Decimal(100))
    if name == "round_down":
        step = Decimal(1).scaleb(-int(p[1]))
        result: Decimal = p[0].quantize(step, rounding=ROUND_FLOOR, context=CONTEXT)
        return result
    return percentile(p[0], p[1])


def percentile(bins: Bins, share: Decimal) -> Scalar:
    """Return the lower bound of the bin in which the nearest-rank percentile lies.

    Shape:    histogram and a share from 0 to 1 -> one number.
    Unit:     that of the column that was counted; the share is a ratio.
    Missing:  an empty histogram gives 'onbekend'.
    Rounding: to the bin: the true value lies in [result, result + step).
    Errors:   none.
    Source:   nearest-rank definition; own choice, so that percentiles can be added up.
    """
    total = sum((n for _, n in bins), Decimal(0))
    if total == 0:
        return unknown("er zijn geen waarnemingen")
    rank = max(Decimal(1), (share * total).to_integral_value("ROUND_CEILING"))
    seen = Decimal(0)
    for lower, n in sorted(bins):
        seen += n
        if seen >= rank:
            return Decimal(lower)
    return Decimal(max(lower for lower, _ in bins))


def _logic(a: Scalar, b: Scalar, is_and: bool) -> Scalar:
    """Three-valued AND and OR, as in SQL."""
    for value in (a, b):
        if value is (not is_and):
            return not is_and
    for value in (a, b):
        if isinstance(value, Absent):
            return value
    return is_and


def _case(node: exp.Case, sub: Callable[[Any], Scalar], sql_nulls: bool) -> Scalar:
    for branch in node.args["ifs"]:
        condition = sub(branch.this)
        if isinstance(condition, Absent) and not sql_nulls:
            return condition
        if condition is True:
            return sub(branch.args["true"])
    default = node.args.get("default")
    return unknown("leeg") if default is None else sub(default)


def _like(pattern: str) -> str:
    return "".join(".*" if c == "%" else "." if c == "_" else re.escape(c) for c in pattern)


def _date_part(part: str, value: Any) -> Decimal:
    if part == "isodow":
        return Decimal(value.isoweekday())
    return Decimal(getattr(value, part))


def plain_number() -> Any:
    """Return the unit of a literal; here so that callers need not know pint."""
    return units.dimensionless()
