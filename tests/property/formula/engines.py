"""Runs SQL over a few rows, in DuckDB, and compares with the evaluator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb

from tests.property.formula.expressions import COLUMNS
from verantwoord.formula.expression import Expression
from verantwoord.formula.quantities import Absent

Row = Mapping[str, Any]
# an engine may stop where a number grows too large, and DuckDB 2.0 does so at `greatest` of texts
# that are all constants ("BindBuiltin..."); it may never give another value
_STOPS = re.compile(
    r"Out of Range|overflow|Could not cast|Max scale|NUMERIC_VALUE_OUT_OF_RANGE"
    r"|BindBuiltinScalarFunction did not return",
    re.I,
)


def stops(message: str) -> bool:
    """Say whether an error is one at which an engine may stop."""
    return _STOPS.search(message) is not None


class Duck:
    """A DuckDB with one table `rows`."""

    def __init__(self) -> None:
        self.con = duckdb.connect(config={"threads": "1"})
        columns = ", ".join(f'"{n}" {kind}' for n, (kind, _) in COLUMNS.items())
        self.con.execute(f"CREATE TABLE rows (i INTEGER, {columns})")

    def fill(self, rows: Sequence[Row]) -> None:
        """Put these rows in the table, and no others."""
        self.con.execute("DELETE FROM rows")
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        values = [[i, *(row[n] for n in COLUMNS)] for i, row in enumerate(rows)]
        self.con.executemany(f"INSERT INTO rows VALUES ({marks})", values)

    def ask(self, expressions: Sequence[str], rest: str = "ORDER BY i") -> list[list[Any] | None]:
        """Return the column of each expression; None for one at which the engine stops."""
        try:
            found = self.con.execute(f"SELECT {', '.join(expressions)} FROM rows {rest}").fetchall()
        except duckdb.Error as error:
            if len(expressions) > 1:
                return [column for e in expressions for column in self.ask([e], rest)]
            assert stops(str(error)), f"{expressions[0]}: {error}"
            return [None]
        return [list(column) for column in zip(*found, strict=True)]


def plain(value: object) -> object:
    """Return a value as both sides can give it: what is absent is None."""
    return None if isinstance(value, Absent) else value


def in_rows(expression: Expression, rows: Iterable[Row]) -> list[object]:
    """Return the exact value of an expression for each row."""
    return [plain(expression.evaluate(row, sql_nulls=True)) for row in rows]
