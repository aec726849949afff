"""Spark gives what the evaluator gives, for every kind of node; needs Java."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from tests.property.formula.engines import Row, in_rows, plain, stops
from tests.property.formula.expressions import COLUMNS, ROWS, aggregates, any_node
from tests.spark import spark
from tests.spec.formula.chapters import CHAPTERS, COUNTED
from tests.spec.formula.chapters import ROWS as COUNTED_ROWS
from tests.spec.formula.reading import SQL_TYPES, shown, values
from verantwoord.formula.expression import Expression, parse, parse_aggregate
from verantwoord.formula.nodes import Node
from verantwoord.formula.sql import text_of

pytestmark = [
    pytest.mark.slow,
    # py4j leaves its sockets to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ARROW = {
    "DECIMAL(18, 3)": pa.decimal128(18, 3),
    "BIGINT": pa.int64(),
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
}


def ask(
    folder: Path, types: dict[str, str], rows: Sequence[Row], sql: Sequence[str], rest: str
) -> list[list[Any] | None]:
    """Write rows to Parquet and return the column of each expression; None where Spark stops."""
    path = folder / "rows.parquet"
    table: dict[str, Any] = {"i": pa.array(range(len(rows)), pa.int32())}
    for name, kind in types.items():
        table[name] = pa.array([row.get(name) for row in rows], ARROW[kind])
    pq.write_table(pa.table(table), path)
    spark().read.parquet(str(path)).createOrReplaceTempView("rows")
    return _columns(list(sql), rest)


def _columns(sql: list[str], rest: str) -> list[list[Any] | None]:
    named = ", ".join(f"{e} AS k{i}" for i, e in enumerate(sql))
    try:
        found = spark().sql(f"SELECT {named} FROM rows {rest}").collect()
    except Exception as error:  # py4j and pyspark have several kinds
        if len(sql) > 1:
            half = len(sql) // 2
            return _columns(sql[:half], rest) + _columns(sql[half:], rest)
        assert stops(str(error)), f"{sql[0]}: {str(error)[:600]}"
        return [None]
    return [list(column) for column in zip(*found, strict=True)] if found else [[] for _ in sql]


@seed(6)
@settings(max_examples=5)
@given(st.lists(any_node(2), min_size=40, max_size=40), ROWS)
def test_the_evaluator_and_spark_give_the_same_value_for_every_row(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Node], rows: list[Row]
) -> None:
    expressions = [Expression(text_of(n), n) for n in drawn]
    types = {n: kind for n, (kind, _) in COLUMNS.items()}
    folder = tmp_path_factory.mktemp("spark")
    answers = ask(folder, types, rows, [e.sql("spark") for e in expressions], "ORDER BY i")
    for expression, answer in zip(expressions, answers, strict=True):
        if answer is not None:
            assert (expression.text, answer) == (expression.text, in_rows(expression, rows))
    assert sum(a is not None for a in answers) > len(answers) / 2


@seed(6)
@settings(max_examples=4)
@given(st.lists(aggregates(), min_size=20, max_size=20), ROWS)
def test_what_is_counted_over_rows_is_the_same_in_spark(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Node], rows: list[Row]
) -> None:
    expressions = [Expression(text_of(n), n) for n in drawn]
    types = {n: kind for n, (kind, _) in COLUMNS.items()}
    folder = tmp_path_factory.mktemp("spark")
    answers = ask(folder, types, rows, [e.sql("spark") for e in expressions], "")
    for expression, answer in zip(expressions, answers, strict=True):
        if answer is not None:
            assert (expression.text, answer) == (expression.text, [plain(expression.over(rows))])


def test_spark_gives_what_every_chapter_says(tmp_path: Path) -> None:
    chapters = [e for n, c in CHAPTERS.items() if n not in ("/", "percentile") for e in c]
    rows = [values(e.given) for e in chapters]
    columns = ask(tmp_path, SQL_TYPES, rows, [parse(e.text).sql("spark") for e in chapters],
                  "ORDER BY i")  # fmt: skip
    for i, (example, column) in enumerate(zip(chapters, columns, strict=True)):
        assert column is not None, example.text
        assert (example.text, shown(column[i])) == (example.text, example.gives)


def test_spark_counts_what_the_chapter_says(tmp_path: Path) -> None:
    written = [parse_aggregate(e.text, set(SQL_TYPES)).sql("spark") for e in COUNTED]
    columns = ask(tmp_path, SQL_TYPES, [values(r) for r in COUNTED_ROWS], written, "")
    for example, column in zip(COUNTED, columns, strict=True):
        assert column is not None, example.text
        assert (example.text, shown(column[0])) == (example.text, example.gives)
