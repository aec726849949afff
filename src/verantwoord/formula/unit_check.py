"""Units and types of an expression, found without any data: `(hour / (hour/job)) = job`.

A name stands for a pint unit, or for one of the words `text`, `truth`, `date`. A histogram is
`Histogram(unit)`. The literal 0 fits every unit, any other literal is a plain number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from verantwoord.formula import units
from verantwoord.formula.errors import ExpressionError

TEXT, TRUTH, DATE, ANY = "text", "truth", "date", "any"


@dataclass(frozen=True)
class Histogram:
    """Counts per bin of a column in `unit`."""

    unit: Any


def unit_of(node: Any, names: Mapping[str, Any]) -> Any:
    """Return the unit or type of an expression.

    Shape:    sqlglot node and the unit of each name -> unit, or 'text', 'truth', 'date', 'any'.
    Unit:     + and - and comparisons need the same unit on both sides; * and / combine.
    Missing:  'any' is the literal zero or NULL.
    Rounding: none.
    Errors:   ExpressionError that names both units.
    Source:   DESIGN 3.
    """
    kind = type(node)
    if kind is exp.Paren or kind is exp.Neg or kind is exp.Abs:
        return unit_of(node.this, names)
    if kind is exp.Literal:
        if node.is_string:
            return TEXT
        return ANY if float(node.this) == 0 else units.dimensionless()
    if kind is exp.Column:
        return names[node.name]
    if kind is exp.Null:
        return ANY
    if kind in (exp.Mul, exp.Div):
        return _product(node, names)
    if kind in (exp.Add, exp.Sub, exp.Mod, exp.Nullif):
        return _together([node.this, node.expression], names, node)
    if kind in (exp.Greatest, exp.Least, exp.Coalesce):
        return _together([node.this, *node.expressions], names, node)
    if kind is exp.Case:
        return _case(node, names)
    if kind is exp.Anonymous:
        return _own_function(node, names)
    if kind in (exp.Lower, exp.Upper):
        return TEXT
    if kind in (exp.Length, exp.Extract, exp.Year, exp.Month, exp.Day, exp.Hour, exp.DayOfWeekIso):
        return units.dimensionless()
    return _truth(node, names)


def _truth(node: Any, names: Mapping[str, Any]) -> Any:
    if isinstance(node, (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)):
        _together([node.this, node.expression], names, node)
    elif isinstance(node, exp.Between):
        _together([node.this, node.args["low"], node.args["high"]], names, node)
    elif isinstance(node, exp.In):
        _together([node.this, *node.expressions], names, node)
    elif isinstance(node, (exp.And, exp.Or)):
        for side in (node.left, node.right):
            need(unit_of(side, names), TRUTH, node)
    elif isinstance(node, exp.Not):
        need(unit_of(node.this, names), TRUTH, node)
    return TRUTH


def _together(parts: list[Any], names: Mapping[str, Any], node: Any) -> Any:
    found: Any = ANY
    for part in parts:
        this = unit_of(part, names)
        if found == ANY:
            found = this
        elif this != ANY and not _same(found, this):
            raise ExpressionError(
                f"'{node.sql()}' neemt {_word(found)} en {_word(this)} samen; dat past niet"
            )
    return found


def _product(node: Any, names: Mapping[str, Any]) -> Any:
    left, right = unit_of(node.this, names), unit_of(node.expression, names)
    for side in (left, right):
        if isinstance(side, (str, Histogram)) and side != ANY:
            raise ExpressionError(f"'{node.sql()}' rekent met {_word(side)}")
    left = units.dimensionless() if left == ANY else left
    right = units.dimensionless() if right == ANY else right
    return left * right if isinstance(node, exp.Mul) else left / right


def _case(node: exp.Case, names: Mapping[str, Any]) -> Any:
    for branch in node.args["ifs"]:
        need(unit_of(branch.this, names), TRUTH, node)
    parts = [b.args["true"] for b in node.args["ifs"]]
    if node.args.get("default") is not None:
        parts.append(node.args["default"])
    return _together(parts, names, node)


def _own_function(node: Any, names: Mapping[str, Any]) -> Any:
    name = node.name.lower()
    first = unit_of(node.expressions[0], names)
    if name == "percentile":
        if not isinstance(first, Histogram):
            raise ExpressionError(f"'{node.sql()}': percentile vraagt een histogram")
        return first.unit
    if name == "as_percent":
        need(first, units.dimensionless(), node)
        return units.unit("percent")
    if name == "as_ratio":
        need(first, units.unit("percent"), node)
        return units.dimensionless()
    return first


def need(found: Any, wanted: Any, node: Any) -> None:
    if found != ANY and not _same(found, wanted):
        raise ExpressionError(f"'{node.sql()}' vraagt {_word(wanted)}, maar krijgt {_word(found)}")


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, (str, Histogram)) or isinstance(right, (str, Histogram)):
        return bool(left == right)
    return units.same(left, right)


def _word(unit: Any) -> str:
    words = {TEXT: "tekst", TRUTH: "waar of onwaar", DATE: "een datum", ANY: "niets"}
    if isinstance(unit, str):
        return words[unit]
    if isinstance(unit, Histogram):
        return "een histogram"
    return f"'{unit}'" if str(unit) not in ("", "dimensionless") else "een kaal getal"


def check_result(found: Any, wanted: str, what: str) -> None:
    """Refuse a formula whose unit is not the declared one."""
    if found != ANY and not _same(found, units.unit(wanted)):
        raise ExpressionError(f"{what} geeft {_word(found)}, maar de eenheid is '{wanted}'")
