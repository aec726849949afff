"""Whether a view yields its declared columns, and no others, in types that are exact.

The view is described by DuckDB over tables without rows, so this needs no data and costs some
milliseconds. A view may compute with DOUBLE (sines, square roots), but what it yields is added up,
and sums of DOUBLE depend on their order: it must say to how many decimals it goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from verantwoord.formula.errors import ExpressionError
from verantwoord.model.column import Column, ColumnType
from verantwoord.model.database import seal, timed
from verantwoord.model.dataset import Dataset
from verantwoord.model.reference_tables import reference_sql
from verantwoord.model.sql_types import sql_type

SUBJECT = {"_organisatie": "VARCHAR", "_periode": "VARCHAR"}  # every view passes these on
PARAMETER_TABLE = "vanaf DATE, tot DATE, sleutel VARCHAR, waarde DECIMAL(38, 9)"
_WHOLE = frozenset(
    ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT",
     "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
)  # fmt: skip
_DECIMAL = re.compile(r"DECIMAL\([0-9]+,([0-9]+)\)\Z")
_INEXACT = frozenset(("DOUBLE", "FLOAT"))


def check_view_columns(dataset: Dataset, base: Dataset, references: Mapping[str, Path]) -> None:
    """Refuse a view that yields other columns, or inexact or other types, than declared.

    Shape:    a derived dataset, what it is made from, and its reference tables -> nothing.
    Errors:   ExpressionError for each of these, with what to write instead.
    Source:   DESIGN 4: the same inputs give the same bytes.
    """
    found = described(dataset, base, references)
    wanted = [*SUBJECT, *(c.name for c in dataset.columns)]
    absent = [n for n in wanted if n not in found]
    extra = [n for n in found if n not in wanted]
    if absent or extra:
        raise _other_columns(", ".join(absent), ", ".join(extra), ", ".join(wanted))
    for column in dataset.columns:
        _check_type(column, found[column.name])


def _other_columns(absent: str, extra: str, wanted: str) -> ExpressionError:
    nl = [f"mist {absent}"] * bool(absent)
    nl += [f"geeft {extra}, wat niet bij columns staat"] * bool(extra)
    en = [f"misses {absent}"] * bool(absent)
    en += [f"gives {extra}, which columns does not have"] * bool(extra)
    return ExpressionError(
        f"de view {' en '.join(nl)}; geef precies {wanted}",
        f"the view {' and '.join(en)}; give exactly {wanted}",
    )


def _check_type(column: Column, found: str) -> None:
    if found in _INEXACT:
        raise ExpressionError(
            f"kolom '{column.name}' van de view is {found}, en optellen is dan niet exact; "
            f"schrijf CAST(ROUND(..., 3) AS DECIMAL(18, 3)), met zoveel decimalen als nodig",
            f"column '{column.name}' of the view is {found}, and then adding up is not exact; "
            "write CAST(ROUND(..., 3) AS DECIMAL(18, 3)), with as many decimals as needed",
        )
    if not _fits(column, found):
        raise ExpressionError(
            f"kolom '{column.name}' van de view is {found}, maar bij columns staat "
            f"'{column.type}'{_scale(column, 'met')}; zet haar om met CAST, of verbeter columns",
            f"column '{column.name}' of the view is {found}, but columns says "
            f"'{column.type}'{_scale(column, 'with')}; convert it by CAST, or mend columns",
        )


def _scale(column: Column, word: str) -> str:
    return f" {word} scale {column.scale}" if column.scale is not None else ""


def _fits(column: Column, found: str) -> bool:
    if column.type is ColumnType.INTEGER:
        return found in _WHOLE
    if column.type is ColumnType.DECIMAL:
        decimal = _DECIMAL.match(found)
        return decimal is not None and column.scale in (None, int(decimal[1]))
    return found == sql_type(column)


def described(dataset: Dataset, base: Dataset, references: Mapping[str, Path]) -> dict[str, str]:
    """Return the columns that a view yields, with their DuckDB types.

    Errors:   ExpressionError if DuckDB cannot run it.
    """
    import duckdb  # here: only a pack with views must pay for it

    with duckdb.connect(config={"threads": "1"}) as con:
        seal(con, {path.parent for path in references.values()})
        stored = ", ".join(f'"{c.name}" {sql_type(c)}' for c in base.columns)
        subject = ", ".join(f"{n} {kind}" for n, kind in SUBJECT.items())
        con.execute(f"CREATE TABLE rijen ({subject}, _rij INTEGER, {stored})")
        for name in dataset.view_parameters or {}:
            con.execute(f"CREATE TABLE {name} ({PARAMETER_TABLE})")
        for name, path in references.items():
            con.execute(f"CREATE TABLE {name} AS {reference_sql(path)} LIMIT 0")
        try:
            with timed(con):
                rows = con.execute(f"DESCRIBE {dataset.view_sql}").fetchall()
        except duckdb.Error as error:
            raise ExpressionError(
                f"de view kan niet draaien ({_first_line(error)})",
                f"the view cannot run ({_first_line(error)})",
            ) from error
    names = [str(row[0]) for row in rows]
    twice = ", ".join(sorted({n for n in names if names.count(n) > 1}))
    if twice:
        raise ExpressionError(
            f"de view geeft {twice} meer dan één keer", f"the view gives {twice} more than once"
        )
    return {str(row[0]): str(row[1]) for row in rows}


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
