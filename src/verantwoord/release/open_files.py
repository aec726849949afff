"""Tables of text cells, and the files made of them: CSV with its meaning beside it, and Parquet.

Machines get a point for the decimals, ISO dates and unrounded values (DATA-01). A value has up to
34 digits, which no decimal column of Parquet holds, so there `value` is text and `value_float`
stands beside it for those who only want to draw.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, TypeAlias

from verantwoord.formula.quantities import Value, plain

Cells: TypeAlias = Mapping[str, str]
_NUMBERS = re.compile(r"-?[0-9]+([.][0-9]+)?([|](-?[0-9]+([.][0-9]+)?)?)*")
_PART = 1000  # rows that are written at a time


@dataclass(frozen=True)
class Table:
    """A table of text cells with the meaning of its columns; its rows are made when asked for."""

    id: str
    title: str
    about: str
    path: str  # of the CSV
    columns: Mapping[str, tuple[str, str]]
    rows: Callable[[], Iterable[Cells]]
    count: int
    key: tuple[str, ...]
    licence: tuple[str, str]


def csv_bytes(table: Table) -> bytes:
    """Return a table as CSV; see `csv_parts`."""
    return b"".join(csv_parts(table))


def csv_parts(table: Table) -> Iterator[bytes]:
    """Yield a table as CSV (RFC 4180, UTF-8); text that looks like a formula is neutralised."""
    text = [kind == "string" for _, kind in table.columns.values()]
    yield _csv([list(table.columns)])
    for rows in _in_parts(table.rows(), _PART):
        cells = ([row.get(name, "") for name in table.columns] for row in rows)
        yield _csv([safe(c) if t else c for c, t in zip(r, text, strict=True)] for r in cells)


def _csv(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def _in_parts(rows: Iterable[Cells], size: int) -> Iterator[list[Cells]]:
    remaining = iter(rows)
    while part := list(islice(remaining, size)):
        yield part


def safe(cell: str) -> str:
    """Return a text that a spreadsheet will not run (DATA-03, ASVS 1.2.10)."""
    if _NUMBERS.fullmatch(cell):
        return cell
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\x00") else cell


def csvw(table: Table) -> bytes:
    """Return the metadata of a CSV file: meaning and type of each column, key and licence."""
    schema: dict[str, Any] = {
        "columns": [
            {
                "name": name,
                "titles": name,
                "dc:description": meaning,
                "datatype": kind,
                "required": name in table.key,
            }
            for name, (meaning, kind) in table.columns.items()
        ]
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": table.path.rpartition("/")[2],
        "dc:title": table.title,
        "dc:description": table.about,
        "dc:license": {"@id": table.licence[0]},
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True},
        "tableSchema": schema,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def parquet(table: Table) -> tuple[bytes, str]:
    """Return the figures as Parquet, and the hash over what the rows say.

    See the module text for `value` and `value_float`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from verantwoord.deliveries.canonical_rows import table_sha256

    kinds = {"integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}
    fields = []
    for name, (_, kind) in table.columns.items():
        fields.append((name, kinds.get(kind, pa.string())))
        if name == "value":
            fields.append(("value_float", pa.float64()))
    schema = pa.schema(fields)
    buffer = pa.BufferOutputStream()
    with pq.ParquetWriter(buffer, schema, compression="zstd", version="2.6") as writer:

        def written() -> Iterator[Any]:
            for rows in _in_parts(table.rows(), _PART * 10):
                batch = _batch(schema, rows)
                writer.write_batch(batch)
                yield batch

        rows_sha256 = table_sha256(schema, written())
    return buffer.getvalue().to_pybytes(), rows_sha256


def _batch(schema: Any, rows: list[Cells]) -> Any:
    import pyarrow as pa

    arrays = []
    for field in schema:
        cells = [row["value" if field.name == "value_float" else field.name] for row in rows]
        if pa.types.is_boolean(field.type):
            arrays.append(pa.array([c == "true" if c else None for c in cells], pa.bool_()))
        elif pa.types.is_integer(field.type):
            arrays.append(pa.array([int(c) if c else None for c in cells], field.type))
        elif pa.types.is_floating(field.type):
            arrays.append(pa.array([float(c) if c else None for c in cells], field.type))
        else:
            arrays.append(pa.array([c or None for c in cells], pa.string()).cast(field.type))
    return pa.record_batch(arrays, schema=schema)


def number(value: Value | None) -> str:
    """Return a value as a text cell, unrounded; empty when it is no number."""
    return plain(value) if isinstance(value, Decimal) else ""


def truth(value: bool) -> str:
    """Return yes or no as a text cell."""
    return "true" if value else "false"
