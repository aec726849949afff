"""Writes rows of text to an Arrow file on disk, so that no reader holds a whole file in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

_ROWS = 20_000


def write_rows(rows: Iterable[tuple[int, list[str | None]]], width: int, path: Path) -> Any:
    """Write (row number, cells) to `path` and return it as a memory-mapped Arrow table.

    Shape:    rows of `width` texts -> table with `_rij` and `c0`, `c1`, ...
    Unit:     none.
    Missing:  None stays NULL.
    Rounding: none.
    Errors:   those of the iterable.
    Source:   none.
    """
    import pyarrow as pa

    fields = [("_rij", pa.int32()), *((f"c{i}", pa.string()) for i in range(width))]
    schema = pa.schema(fields)
    iterator: Iterator[tuple[int, list[str | None]]] = iter(rows)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        while chunk := list(islice(iterator, _ROWS)):
            numbers = pa.array([n for n, _ in chunk], pa.int32())
            cells = [pa.array([r[i] for _, r in chunk], pa.string()) for i in range(width)]
            writer.write_batch(pa.record_batch([numbers, *cells], schema=schema))
    return open_table(path)


def open_table(path: Path) -> Any:
    """Return an Arrow file as a memory-mapped table."""
    import pyarrow as pa

    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()
