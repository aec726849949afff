"""A view in Spark's dialect, for as far as it means the same there.

sqlglot knows how each engine spells a function, not whether it does the same: it leaves what it
does not know as it is. So what a view may use here is listed, with the few that must be written
anew.
"""

from __future__ import annotations

from typing import Any

import sqlglot
from sqlglot import exp

from verantwoord.engine.errors import EngineError
from verantwoord.engine.runners.fused import carried

# the same in both, also for empty cells; by the name sqlglot gives them
SAME = frozenset(
    {
        "ABS",
        "ACOS",
        "AND",
        "ASIN",
        "ATAN",
        "ATAN2",
        "CASE",
        "CAST",
        "CEIL",
        "COALESCE",
        "COS",
        "DAY",
        "DAYOFWEEK_ISO",
        "DAY_OF_WEEK_ISO",
        "DEGREES",
        "EXTRACT",
        "FLOOR",
        "GREATEST",
        "HOUR",
        "IF",
        "LEAST",
        "LENGTH",
        "MAX",
        "MIN",
        "MONTH",
        "NULLIF",
        "OR",
        "PI",
        "POWER",
        "RADIANS",
        "ROUND",
        "SIGN",
        "SIN",
        "SQRT",
        "SUBSTRING",
        "TAN",
        "TRIM",
        "YEAR",
    }
)
_PARTS = {"YEAR", "MONTH", "DAY", "HOUR"}


def spark_view(view_sql: str) -> str:
    """Return the view, with `_levering` taken along, as Spark SQL.

    Errors:   EngineError for a function that does something else in Spark, or of which we have not
              shown that it does the same.
    """
    tree: Any = sqlglot.parse_one(carried(view_sql), read="duckdb")
    for node in list(tree.walk()):
        _check(node)
    for node in reversed(list(tree.find_all(exp.DayOfWeekIso, exp.Div))):  # what is inside first
        node.replace(_rewritten(node))
    return str(tree.sql(dialect="spark", pretty=True))


def _check(node: Any) -> None:
    if isinstance(node, exp.DateDiff) and node.text("unit").upper() == "DAY":
        return  # days between dates are the same; months and weeks are not
    if isinstance(node, exp.Extract) and node.name.upper() not in _PARTS:
        raise _unknown(f"EXTRACT({node.name})")
    if isinstance(node, exp.Func) and node.sql_name().upper() not in SAME:
        raise _unknown(node.sql_name())


def _unknown(name: str) -> EngineError:
    return EngineError(
        f"de view gebruikt {name}; daarvan is niet aangetoond dat het op Spark hetzelfde geeft. "
        "Reken dit dataset uit met DuckDB, of schrijf de view zonder deze functie.",
        f"the view uses {name}; nobody has shown that it gives the same on Spark. "
        "Compute this dataset with DuckDB, or write the view without this function.",
    )


def _rewritten(node: Any) -> Any:
    if isinstance(node, exp.DayOfWeekIso):  # Monday is 1; weekday() of Spark begins with 0
        day = exp.Anonymous(this="weekday", expressions=[node.this.copy()])
        return exp.paren(exp.Add(this=day, expression=exp.Literal.number(1)))
    # DuckDB divides in floating point whatever the types; Spark divides decimals as decimals
    above, below = (exp.cast(part.copy(), "double") for part in (node.this, node.expression))
    return exp.Div(this=above, expression=below, typed=False, safe=False)
