"""Reads Parquet through DuckDB; every value becomes the text that a sender would write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from verantwoord.deliveries import limits
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.raw import Raw

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NESTED = ("STRUCT", "MAP", "UNION", "[]", "BLOB", "INTERVAL", "VARIANT")


def read_parquet(file: Path, con: DuckDBPyConnection) -> Raw:
    """Read a Parquet file into a relation of texts; row 1 is the first record.

    Shape:    file -> Raw.
    Unit:     none.
    Missing:  NULL stays NULL.
    Rounding: none; a DOUBLE becomes the shortest text that gives the same DOUBLE.
    Errors:   UnreadableFile for a damaged file or a nested column.
    Source:   docs/leveren.md.
    """
    import duckdb

    reader = f"read_parquet({quoted(str(file))}, file_row_number=true)"
    try:
        described = con.execute(f"DESCRIBE SELECT * FROM {reader}").fetchall()
    except duckdb.Error as error:
        raise UnreadableFile(
            "bestand-beschadigd", reason=str(error).splitlines()[0][:80]
        ) from error
    columns = [(str(r[0]), str(r[1])) for r in described if r[0] != "file_row_number"]
    if len(columns) > limits.MAX_COLUMNS:
        raise UnreadableFile("te-veel-kolommen", found=len(columns), limit=limits.MAX_COLUMNS)
    for name, kind in columns:
        if any(word in kind for word in _NESTED):
            raise UnreadableFile(
                "bestand-beschadigd", reason=f"kolom '{name}' heeft het type {kind}"
            )
    cells = [f'CAST("{n.replace(chr(34), chr(34) * 2)}" AS VARCHAR) AS c{i}'
             for i, (n, _) in enumerate(columns)]  # fmt: skip
    rows = f"(SELECT (file_row_number + 1)::INTEGER AS _rij, {', '.join(cells)} FROM {reader})"
    return Raw(tuple(n for n, _ in columns), rows, decimal_from_text=False, moments=True)
