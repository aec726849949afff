"""Carries out a plan in DuckDB, in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from verantwoord.engine.errors import EngineError
from verantwoord.engine.plan import DELIVERY, Field, Plan, RowFile
from verantwoord.engine.runners.fused import (
    ALL,
    ORGANISATION,
    PERIOD,
    Aggregated,
    Fused,
    carried,
    fused,
    never_empty,
)
from verantwoord.engine.runners.long import has_empty, long
from verantwoord.formula.expression import parse
from verantwoord.model.database import seal, timed
from verantwoord.model.reference_tables import exact_path, reference_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NAME = "duckdb"
MEMORY_LIMIT = "1000MB"  # the promise is a peak below 1.5 GiB at any scale, Python included

_TYPES = {
    "integer": "BIGINT",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "boolean": "BOOLEAN",
}


def sql(plan: Plan) -> str:
    """Return the query of a plan over a table `rijen` and the tables of its view."""
    return _written(plan, fused(plan, never_empty(plan)))


def run(plan: Plan, files: Sequence[RowFile]) -> pa.Table:
    """Return the components of some files.

    Shape:    a plan and files -> a table of `SCHEMA`, in no particular order.
    Missing:  a file without a column that the dataset has today has empty cells there.
    Rounding: none: sums of DECIMAL are DECIMAL.
    Errors:   EngineError when the query cannot run or gives something that is not exact.
    Source:   DESIGN 5.
    """
    layout = fused(plan, never_empty(plan))
    with _over(plan, files) as connection:
        wide = connection.sql(_written(plan, layout)).to_arrow_table()
        if has_empty(layout, wide):
            layout = fused(plan)
            wide = connection.sql(_written(plan, layout)).to_arrow_table()
    return long(plan, layout, wide, files)


def rows(
    plan: Plan, files: Sequence[RowFile], columns: Sequence[str], where: str | None = None
) -> pa.Table:
    """Return the rows themselves that components of a plan would be made from.

    Shape:    a plan and files -> `_levering` (place in `files`), `_organisatie`, `_periode` and the
              columns, in no particular order.
    Missing:  a file without a column that the dataset has today has empty cells there.
    Errors:   EngineError when the query cannot run.
    """
    table = f"(\n{carried(plan.view)}\n)" if plan.view else "rijen"
    wanted = ", ".join(map(_name, (DELIVERY, ORGANISATION, PERIOD, *columns)))
    filtered = f" WHERE {parse(where).sql()}" if where else ""
    with _over(plan, files) as connection:
        return connection.sql(f"SELECT {wanted} FROM {table}{filtered}").to_arrow_table()


@contextmanager
def _over(plan: Plan, files: Sequence[RowFile]) -> Iterator[DuckDBPyConnection]:
    """Give a connection that sees the files and the tables of a view, and nothing else."""
    import duckdb

    try:
        with duckdb.connect(config={"memory_limit": MEMORY_LIMIT}) as connection:
            connection.execute("SET preserve_insertion_order = false")
            used = (*(f.path for f in files), *(r.path for r in plan.references))
            seal(connection, {path.parent for path in used})
            register(connection, plan, files)
            with timed(connection):
                yield connection
    except duckdb.Error as error:
        raise EngineError(
            f"dataset '{plan.dataset}' kan niet worden uitgerekend: {error}",
            f"dataset '{plan.dataset}' cannot be computed: {error}",
        ) from error


def _written(plan: Plan, layout: Fused) -> str:
    keys = [f"  {key}" for key in layout.keys]
    inner = keys + [f"  {parse(text).sql()} AS {a}" for a, text in layout.selected.items()]
    outer = keys + [f"  {_aggregate(a)} AS k{i}" for i, a in enumerate(layout.aggregates)]
    table = f"(\n{carried(plan.view)}\n)" if plan.view else "rijen"
    group = ", ".join(str(i + 1) for i in range(len(keys)))
    return (
        f"SELECT\n{_joined(outer)}\nFROM (\nSELECT\n{_joined(inner)}\nFROM {table}\n)\n"
        f"GROUP BY {group}"
    )


def _joined(lines: list[str]) -> str:
    return ",\n".join(lines)


def _aggregate(aggregate: Aggregated) -> str:
    function, of, where, bins = aggregate
    if function == ALL:
        return "count(*)"
    cell = of
    if bins is not None:
        low, high, step = bins
        # whole numbers before //, which of decimals gives a float; and greatest() and least()
        # pass over an empty cell, which must stay empty
        clipped = f"CAST(floor(least(greatest({of}, {low}), {high})) AS BIGINT)"
        binned = f"({clipped} - ({low})) // {step} * {step} + ({low})"
        cell = f"CASE WHEN {of} IS NOT NULL THEN {binned} END"
    written = f"{function}({cell})"
    return f"{written} FILTER (WHERE {where})" if where else written


def register(connection: Any, plan: Plan, files: Sequence[RowFile]) -> None:
    """Make `rijen` and the tables of the view known to a connection."""
    connection.execute(f"CREATE TEMP VIEW rijen AS {_rows(connection, plan, files)}")
    for reference in plan.references:
        connection.execute(f"CREATE TEMP TABLE {reference.name} AS {reference_sql(reference.path)}")
    for parameter in plan.parameters:
        connection.execute(
            f"CREATE TEMP TABLE {parameter.name} "
            "(vanaf DATE, tot DATE, sleutel VARCHAR, waarde DECIMAL(38, 9))"
        )
        if parameter.rows:
            connection.executemany(
                f"INSERT INTO {parameter.name} VALUES (?, ?, ?, ?)", list(parameter.rows)
            )


def _rows(connection: Any, plan: Plan, files: Sequence[RowFile]) -> str:
    """Return the SELECT over the files.

    Files of one definition have the same columns. Of others DuckDB would take the columns and types
    of the first and round the rest to them, so there columns are matched by name and widened.
    The names are a value, not text: thousands of literals cost more to read than some of the files.
    """
    connection.execute("SET VARIABLE bestanden = ?", [[exact_path(f.path) for f in files]])
    if files[0].definition and len({f.definition for f in files}) == 1:
        return f"SELECT file_index AS {DELIVERY}, * FROM read_parquet(getvariable('bestanden'))"
    source = "read_parquet(getvariable('bestanden'), union_by_name = true)"
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    found = {row[0] for row in described}
    absent = "".join(
        f", CAST(NULL AS {_type(f)}) AS {_name(f.name)}" for f in plan.fields if f.name not in found
    )
    return f"SELECT file_index AS {DELIVERY}, *{absent} FROM {source}"


def _type(field: Field) -> str:
    if field.type == "decimal":
        return f"DECIMAL(18, {3 if field.scale is None else field.scale})"
    return _TYPES.get(field.type, "VARCHAR")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
