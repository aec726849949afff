"""Carries out a plan on Apache Spark: in this process (`local[2]`) or on a cluster.

The query has the same layout as DuckDB's, in Spark's dialect. ANSI mode is on and products of
decimals keep their digits, so a number is exact or an error; sums are as wide as DuckDB's.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq

from verantwoord.engine.errors import EngineError
from verantwoord.engine.plan import (
    DELIVERY,
    Field,
    ParameterTable,
    Plan,
    ReferenceTable,
    RowFile,
)
from verantwoord.engine.runners.fused import ALL, Aggregated, Fused, fused
from verantwoord.engine.runners.long import long
from verantwoord.engine.runners.spark_view import spark_view
from verantwoord.formula.dialects import SPARK, SPARK_SETTINGS
from verantwoord.formula.expression import parse
from verantwoord.model.dataset import Aggregate
from verantwoord.model.reference_tables import reference_sql

NAME = "spark"

_TYPES = {"integer": "bigint", "date": "date", "timestamp": "timestamp_ntz", "boolean": "boolean"}
_SCHEME = "^[a-zA-Z][a-zA-Z0-9+.-]*:/+"
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "16",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    **SPARK_SETTINGS,
}


class SparkRunner:
    """Runs plans on one master, such as `local[2]` or `spark://host:7077`.

    The session is started by the first plan, and shared with whoever has one in this process.
    """

    NAME = NAME

    def __init__(self, master: str) -> None:
        self.master = master

    def sql(self, plan: Plan) -> str:
        """Return the query of a plan over a table `rijen` and the tables of its view."""
        return query(plan, fused(plan))

    def run(self, plan: Plan, files: Sequence[RowFile]) -> pa.Table:
        """Return the components of some files.

        Shape:    a plan and files that every worker can read -> a table of `SCHEMA`.
        Missing:  a file without a column that the dataset has today has empty cells there.
        Rounding: none: a sum that does not fit in 38 digits is an error.
        Errors:   EngineError when Spark is not there, cannot run the query, or a view uses what
                  does not mean the same there.
        Source:   DESIGN 5; docs/scale.md.
        """
        layout = fused(plan)
        session = self._session()
        try:
            _register(session, plan, files)
            wide = session.sql(query(plan, layout)).toArrow()
        except _errors() as error:
            raise EngineError(
                f"dataset '{plan.dataset}' kan op Spark niet worden uitgerekend: {error}",
                f"dataset '{plan.dataset}' cannot be computed on Spark: {error}",
            ) from error
        return long(plan, layout, wide, files)

    def _session(self) -> Any:
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise EngineError(
                "Spark is niet geïnstalleerd. Installeer de uitbreiding: "
                "pip install 'verantwoord[spark]'; zij heeft Java 17 nodig.",
                "Spark is not installed. Install the extra: "
                "pip install 'verantwoord[spark]'; it needs Java 17.",
            ) from error
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master(self.master).appName("verantwoord")
        if self.master.startswith("local"):
            builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config(
                "spark.driver.host", "127.0.0.1"
            )
        for name, value in _SETTINGS.items():
            builder = builder.config(name, value)
        try:
            # tables of one plan are not seen by another
            session = builder.getOrCreate().newSession()
        except Exception as error:  # whatever the Java side throws when it cannot start
            raise EngineError(
                f"Spark start niet op {self.master}: {_first_line(error)}. "
                "Is Java 17 geïnstalleerd, en klopt het adres?",
                f"Spark does not start on {self.master}: {_first_line(error)}. "
                "Is Java 17 installed, and is the address right?",
            ) from error
        session.sparkContext.setLogLevel("ERROR")
        for name, value in _SETTINGS.items():  # a new session does not take them over by itself
            if name.startswith("spark.sql."):
                session.conf.set(name, value)
        return session


def _errors() -> tuple[type[Exception], ...]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return (PySparkException, Py4JError)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def query(plan: Plan, layout: Fused) -> str:
    """Return the SQL of a plan: one row a group, and for each histogram its bins beside it."""
    keys = [SPARK.identifier(k) for k in layout.keys]
    selected = [
        f"{parse(text).sql('spark')} AS {SPARK.identifier(a)}"
        for a, text in layout.selected.items()
    ]
    table = f"(\n{spark_view(plan.view)}\n)" if plan.view else "rijen"
    base = f"basis AS (\nSELECT\n{_joined([*keys, *selected])}\nFROM {table}\n)"
    plain = [
        f"{_aggregate(a)} AS k{i}"
        for i, a in enumerate(layout.aggregates)
        if a.function != Aggregate.HISTOGRAM
    ]
    group = ", ".join(keys)
    parts = [
        base,
        f"totaal AS (\nSELECT\n{_joined([*keys, *plain])}\nFROM basis\nGROUP BY {group}\n)",
    ]
    joins = []
    for i, aggregate in enumerate(layout.aggregates):
        if aggregate.function == Aggregate.HISTOGRAM:
            parts.append(_histogram(f"h{i}", keys, aggregate))
            on = " AND ".join(f"totaal.{k} <=> h{i}.{k}" for k in keys)
            joins.append(f"LEFT JOIN h{i} ON {on}")
    columns = [f"totaal.{k}" for k in keys] + [
        f"h{i}.bakken AS k{i}" if a.function == Aggregate.HISTOGRAM else f"totaal.k{i}"
        for i, a in enumerate(layout.aggregates)
    ]
    return "\n".join([f"WITH {_comma(parts)}", "SELECT", _joined(columns), "FROM totaal", *joins])


_BINS = "map_from_entries(collect_list(struct(bak, n))) AS bakken"


def _joined(lines: Iterable[str]) -> str:
    return ",\n".join(f"  {line}" for line in lines)


def _comma(parts: Iterable[str]) -> str:
    return ",\n".join(parts)


def _aggregate(aggregate: Aggregated) -> str:
    if aggregate.function == ALL:
        return "count(*)"
    assert aggregate.of is not None
    cell = SPARK.identifier(aggregate.of)
    where = f" FILTER (WHERE {SPARK.identifier(aggregate.where)})" if aggregate.where else ""
    return f"{aggregate.function}({cell}){where}"


def _histogram(name: str, keys: list[str], aggregate: Aggregated) -> str:
    assert aggregate.bins is not None and aggregate.of is not None
    low, high, step = aggregate.bins
    cell = SPARK.identifier(aggregate.of)
    clipped = f"CAST(floor(least(greatest({cell}, {low}), {high})) AS bigint)"
    binned = f"(({clipped} - ({low})) div {step}) * {step} + ({low})"
    where = f" AND {SPARK.identifier(aggregate.where)}" if aggregate.where else ""
    group = ", ".join(keys)
    return (
        f"{name} AS (\nSELECT\n{_joined([*keys, _BINS])}\n"
        f"FROM (\nSELECT\n{_joined([*keys, f'{binned} AS bak', 'count(*) AS n'])}\n"
        f"FROM basis WHERE {cell} IS NOT NULL{where}\nGROUP BY {group}, bak\n)\nGROUP BY {group}\n)"
    )


def _register(session: Any, plan: Plan, files: Sequence[RowFile]) -> None:
    """Make `rijen` and the tables of the view known to a session."""
    _rows(session, plan, files).createOrReplaceTempView("rijen")
    for reference in plan.references:
        session.createDataFrame(_reference(reference)).createOrReplaceTempView(reference.name)
    for parameter in plan.parameters:
        table = _parameter(parameter)
        session.createDataFrame(table).createOrReplaceTempView(parameter.name)


def _rows(session: Any, plan: Plan, files: Sequence[RowFile]) -> Any:
    """Return the rows of all files with their place in the list.

    Files are read with the columns they have; of different definitions columns are matched by name
    and decimals widened, so that nothing is rounded to the first.
    """
    alike: dict[str, list[tuple[int, RowFile]]] = {}
    schemas: dict[str, pa.Schema] = {}
    for number, file in enumerate(files):
        schema = pq.read_schema(file.path).remove_metadata()
        schemas.setdefault(str(schema), schema)
        alike.setdefault(str(schema), []).append((number, file))
    if not files:
        return session.createDataFrame([], f"{DELIVERY} int, {_declared(plan)}")
    widest = _widest(plan, schemas.values())
    frames = [_frame(session, schemas[text], members, widest) for text, members in alike.items()]
    return reduce(lambda a, b: a.unionByName(b), frames)


def _declared(plan: Plan) -> str:
    own = "_organisatie string, _periode string, _rij int"
    return ", ".join([own, *(f"{SPARK.identifier(f.name)} {_type(f)}" for f in plan.fields)])


def _type(field: Field) -> str:
    if field.type == "decimal":
        return f"decimal(18,{3 if field.scale is None else field.scale})"
    return _TYPES.get(field.type, "string")


def _widest(plan: Plan, schemas: Iterable[pa.Schema]) -> dict[str, str]:
    """Return the type of each column: that of the files, or what holds all of theirs."""
    found: dict[str, list[pa.DataType]] = {}
    for schema in schemas:
        for field in schema:
            found.setdefault(field.name, []).append(field.type)
    types = {name: _joined_type(name, kinds) for name, kinds in found.items()}
    return types | {f.name: _type(f) for f in plan.fields if f.name not in types}


def _joined_type(name: str, kinds: list[pa.DataType]) -> str:
    if all(pa.types.is_decimal(k) for k in kinds):
        scale = max(k.scale for k in kinds)
        whole = max(k.precision - k.scale for k in kinds)
        return f"decimal({whole + scale},{scale})"
    texts = {_spark_type(name, k) for k in kinds}
    if len(texts) > 1:
        listed = ", ".join(sorted(texts))
        raise EngineError(
            f"kolom '{name}' is in de bestanden van verschillende soort: {listed}",
            f"column '{name}' is of different kinds in the files: {listed}",
        )
    return texts.pop()


def _spark_type(name: str, kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"decimal({kind.precision},{kind.scale})"
    for test, text in (
        (pa.types.is_string, "string"),
        (pa.types.is_int64, "bigint"),
        (pa.types.is_int32, "int"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "timestamp_ntz"),
        (pa.types.is_boolean, "boolean"),
    ):
        if test(kind):
            return text
    raise EngineError(
        f"kolom '{name}' heeft een soort die Spark hier niet leest: {kind}",
        f"column '{name}' is of a kind that Spark does not read here: {kind}",
    )


def _frame(
    session: Any, schema: pa.Schema, members: list[tuple[int, RowFile]], types: dict[str, str]
) -> Any:
    """Read files that have the same columns; each row with the place of its file in the list."""
    own = ", ".join(f"{SPARK.identifier(f.name)} {_spark_type(f.name, f.type)}" for f in schema)
    rows = session.read.schema(own).parquet(*(_exactly(file.path) for _, file in members))
    there = {field.name for field in schema}
    columns = [
        f"CAST({SPARK.identifier(n) if n in there else 'NULL'} AS {t}) AS {SPARK.identifier(n)}"
        for n, t in types.items()
    ]
    numbers = {str(file.path.absolute()): number for number, file in members}
    # Spark writes file:/a here and file:///a there
    paths = [re.sub(_SCHEME, "/", text) for text in rows.inputFiles()]
    if sorted(map(unquote, paths)) != sorted(numbers):
        raise EngineError(
            "Spark leest andere bestanden dan gevraagd; er is niets uitgerekend.",
            "Spark reads other files than asked; nothing was computed.",
        )
    places = [(path, numbers[unquote(path)]) for path in paths]
    which = session.createDataFrame(places, f"_pad string, {DELIVERY} int")
    from pyspark.sql.functions import broadcast

    named = rows.selectExpr(
        f"regexp_replace(_metadata.file_path, '{_SCHEME}', '/') AS _pad", *columns
    )
    return named.join(broadcast(which), "_pad").drop("_pad")


def _exactly(path: Path) -> str:
    """A path that means this file and no other, also with a * or [ in its name."""
    return re.sub(r"([*?\[\]{}\\])", r"\\\1", str(path.absolute()))


def _reference(reference: ReferenceTable) -> pa.Table:
    """Read a reference table as DuckDB does, so that its columns have the same types."""
    import duckdb

    with duckdb.connect() as connection:
        return connection.sql(reference_sql(reference.path)).to_arrow_table()


def _parameter(parameter: ParameterTable) -> pa.Table:
    from_, until, key, value = zip(*parameter.rows, strict=True) if parameter.rows else ((),) * 4
    places = Decimal(1).scaleb(-9)
    return pa.table(
        {
            "vanaf": pa.array([dt.date.fromisoformat(d) for d in from_], pa.date32()),
            "tot": pa.array([dt.date.fromisoformat(d) for d in until], pa.date32()),
            "sleutel": pa.array(key, pa.string()),
            "waarde": pa.array(
                [Decimal(v).quantize(places, ROUND_HALF_UP) for v in value], pa.decimal128(38, 9)
            ),
        }
    )
