"""The canonical form of a table, and its hash: what is published about rows.

A hash over a Parquet file changes with every build of the library that wrote it. This one is over
names, types and values only; docs/canonical-rows.md says how to make it in any language. It goes by
column, because columns lie in memory as they are hashed: a million rows take a third of a second,
where the same rows as lines of text took four times that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

FORM = "verantwoord-rows/1"
_BATCH = 122_880  # rows in memory at a time; the hash does not depend on it
_AS_NUMBERS = {  # kind -> how Arrow holds it, and the whole numbers that are the same bytes
    "integer": (pa.int64(), pa.int64()),
    "float": (pa.float64(), pa.int64()),
    "date": (pa.date32(), pa.int32()),
    "timestamp": (pa.timestamp("us"), pa.int64()),
    "boolean": (pa.uint8(), pa.uint8()),
}


def rows_sha256(path: Path) -> str:
    """Return the hash over the rows of a Parquet file, in the order in which they stand.

    Shape:    a file -> 64 hexadecimal digits.
    Missing:  an empty cell differs from an empty text and from zero.
    Errors:   OSError or ArrowException when it is no Parquet file; TypeError for a type that the
              canonical form does not have.
    Source:   docs/canonical-rows.md; adr/2026-11-26-hash-rows-not-containers.md
    """
    with pq.ParquetFile(path) as file:
        return table_sha256(file.schema_arrow, file.iter_batches(_BATCH))


def table_sha256(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> str:
    """Return the hash over a table in parts; where the parts begin and end changes nothing.

    Shape:    columns and their rows, in order -> 64 hexadecimal digits.
    Missing:  an empty cell differs from an empty text and from zero.
    Errors:   TypeError for a type that the canonical form does not have.
    Source:   docs/canonical-rows.md
    """
    columns = [(field.name, _kind(field.type)) for field in schema]
    present = [hashlib.sha256() for _ in columns]
    values = [hashlib.sha256() for _ in columns]
    rows = 0
    for batch in batches:
        rows += batch.num_rows
        for i, array in enumerate(batch.columns):
            present[i].update(_presence(array, columns[i][1]))
            values[i].update(_bytes_of(array, columns[i][1]))
    lines = [f"{FORM}\t{rows}\n"]
    for (name, kind), there, what in zip(columns, present, values, strict=True):
        lines.append(f"{_escaped(name)}\t{kind}\t{there.hexdigest()}\t{what.hexdigest()}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _kind(found: pa.DataType) -> str:
    """Return the name of a type in the canonical form."""
    if pa.types.is_decimal(found):
        return f"decimal:{found.scale}"
    if pa.types.is_string(found) or pa.types.is_large_string(found):
        return "text"
    if pa.types.is_timestamp(found):
        return "timestamp"
    for test, kind in (
        (pa.types.is_integer, "integer"),
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_date, "date"),
        (pa.types.is_floating, "float"),
    ):
        if test(found):
            return kind
    raise TypeError(f"a column of type {found} has no canonical form")


def _bytes_of(array: pa.Array, kind: str) -> Any:
    """Return the values of a part of a column, one after the other; an empty cell is zero."""
    if kind == "text":
        return _texts(array)
    if kind.startswith("decimal:"):
        return _fixed(array.cast(pa.decimal128(38, array.type.scale)), 16)
    held, numbers = _AS_NUMBERS[kind]
    return _fixed(array.cast(held).view(numbers), numbers.bit_width // 8)


def _presence(array: pa.Array, kind: str) -> Any:
    """Return which cells have a value; of texts how long they are, which says that too."""
    if kind == "text":
        lengths = pc.binary_length(array).cast(pa.int32())
        return _fixed(lengths.fill_null(-1), 4)
    return _fixed(array.is_valid().cast(pa.uint8()), 1)


def _texts(array: pa.Array) -> Any:
    """Return the UTF-8 of texts, one after the other."""
    whole = array.fill_null("") if array.null_count else array
    _, offsets, content = whole.buffers()
    if not len(whole) or content is None:
        return b""
    places = memoryview(offsets).cast("q" if pa.types.is_large_string(whole.type) else "i")
    return content[places[whole.offset] : places[whole.offset + len(whole)]]


def _fixed(array: pa.Array, width: int) -> Any:
    """Return the memory of a column of one width, with zeros where a cell is empty."""
    if array.null_count:
        array = array.fill_null(0)
    start = array.offset * width
    return array.buffers()[1][start : start + len(array) * width] if len(array) else b""


def _escaped(name: str) -> str:
    """Return the name of a column without tab or line end."""
    return name.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
