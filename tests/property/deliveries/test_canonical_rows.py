"""The hash over rows: the same however they are kept, another for every other value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import REPOSITORY
from tests.lanes import examples
from verantwoord.deliveries.canonical_rows import rows_sha256, table_sha256

PAGE = (REPOSITORY / "docs/canonical-rows.md").read_text("utf-8")
Column = tuple[str, str, list[Any]]
ARROW = {
    "text": pa.string(),
    "integer": pa.int64(),
    "float": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "boolean": pa.bool_(),
}
MOMENTS = st.datetimes(*(dt.datetime(y, 1, 1) for y in (1600, 2500)))  # noqa: DTZ001
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(st.characters(codec="utf-8"), max_size=6),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "float": st.floats(allow_nan=False),
    "date": st.dates(dt.date(1600, 1, 1), dt.date(2500, 1, 1)),
    "timestamp": MOMENTS,
    "boolean": st.booleans(),
    "decimal:0": st.decimals(-(10**16), 10**16, places=0),
    "decimal:3": st.decimals(-(10**14), 10**14, places=3),
    "decimal:9": st.decimals(-(10**8), 10**8, places=9),
}


def plain() -> Callable[[list[Column]], str]:
    """Return the second implementation: the one in the documentation."""
    found: dict[str, Any] = {}
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code
    exec(code[1], found)
    made: Callable[[list[Column]], str] = found["rows_sha256"]
    return made


PLAIN = plain()


@st.composite
def tables(draw: st.DrawFn) -> list[Column]:
    rows = draw(st.integers(0, 12))
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=5))
    return [
        (
            f"k{i}" + draw(st.sampled_from(["", " x", "\t", "\\n", "é"])),
            kind,
            draw(st.lists(st.none() | VALUES[kind], min_size=rows, max_size=rows)),
        )
        for i, kind in enumerate(kinds)
    ]


def arrow(columns: list[Column]) -> pa.Table:
    kinds = {k: ARROW.get(k) or pa.decimal128(18, int(k[8:])) for _, k, _ in columns}
    arrays = [pa.array(values, kinds[kind]) for _, kind, values in columns]
    return pa.table(arrays, names=[name for name, _, _ in columns])


def fast(columns: list[Column], part: int = 1000) -> str:
    table = arrow(columns)
    return table_sha256(table.schema, table.to_batches(part))


@settings(max_examples=examples(100))
@given(tables(), st.integers(1, 4))
def test_two_implementations_agree_however_the_rows_come_in(columns: list[Column], n: int) -> None:
    assert fast(columns, n) == fast(columns) == PLAIN(columns)


@settings(max_examples=examples(100))
@given(tables(), st.data())
def test_every_other_value_gives_another_hash(columns: list[Column], data: st.DataObject) -> None:
    _, kind, values = columns[data.draw(st.integers(0, len(columns) - 1))]
    if not values:
        return
    row = data.draw(st.integers(0, len(values) - 1))
    other = data.draw(st.none() | VALUES[kind])
    same = other == values[row] and (kind != "float" or repr(other) == repr(values[row]))
    before = fast(columns)
    values[row] = other
    assert (fast(columns) == before) is same


@settings(max_examples=examples(40))
@given(tables(), st.sampled_from(["zstd", "snappy", "none"]), st.sampled_from(["1.0", "2.6"]))
def test_the_container_changes_nothing(columns: list[Column], codec: str, version: Any) -> None:
    buffer = pa.BufferOutputStream()
    pq.write_table(arrow(columns), buffer, compression=codec, version=version, row_group_size=3)
    with pq.ParquetFile(buffer.getvalue()) as file:
        assert table_sha256(file.schema_arrow, file.iter_batches()) == PLAIN(columns)


@pytest.mark.parametrize(
    "other",
    [
        [("a", "text", ["x", None])],  # empty is not an empty text
        [("a", "text", ["", "x"])],  # another order
        [("b", "text", ["x", ""])],  # another name
        [("a", "text", ["x"])],  # a row less
        [("a", "text", ["x", ""]), ("b", "text", [None, None])],  # a column more
    ],
)
def test_what_looks_alike_differs(other: list[Column]) -> None:
    assert fast(other) != fast([("a", "text", ["x", ""])])


def test_the_scale_of_a_decimal_is_part_of_it() -> None:
    one = fast([("a", "decimal:0", [Decimal(15)])])
    assert one != fast([("a", "decimal:3", [Decimal(15)])])
    assert one != fast([("a", "integer", [15])])


def test_texts_cannot_shift_from_one_row_to_the_next() -> None:
    assert fast([("a", "text", ["ab", "c"])]) != fast([("a", "text", ["a", "bc"])])


def test_what_duckdb_writes_reads_as_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "rijen.parquet"
    duckdb.sql(
        "SELECT 2::INTEGER AS _rij, 'gas' AS drager, 12.5::DECIMAL(18, 2) AS kwh, "
        "DATE '1969-12-31' AS dag, TIMESTAMP '2024-01-01 12:00:00.5' AS toen, true AS ja"
    ).write_parquet(str(path))
    assert rows_sha256(path) == PLAIN(
        [
            ("_rij", "integer", [2]),
            ("drager", "text", ["gas"]),
            ("kwh", "decimal:2", [Decimal("12.5")]),
            ("dag", "date", [dt.date(1969, 12, 31)]),
            ("toen", "timestamp", [dt.datetime.fromisoformat("2024-01-01T12:00:00.5")]),
            ("ja", "boolean", [True]),
        ]
    )


def test_the_worked_example_is_what_the_page_says() -> None:
    columns: list[Column] = [
        ("_rij", "integer", [2, 3, 4]),
        ("drager", "text", ["gas", "", None]),
        ("kwh", "decimal:2", [Decimal("12.50"), Decimal("-0.01"), None]),
    ]
    said = re.search(r"hash of these rows: `([0-9a-f]{64})`", PAGE)
    assert said and fast(columns) == PLAIN(columns) == said[1]


def test_a_type_without_canonical_form_is_refused() -> None:
    table = pa.table({"a": [[1, 2]]})
    with pytest.raises(TypeError, match="no canonical form"):
        table_sha256(table.schema, table.to_batches())
