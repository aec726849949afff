"""Reads Parquet through DuckDB; every value becomes the text that a sender would write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from verantwoord.deliveries import limits
from verantwoord.deliveries.cells import name
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.messages import InWords, shown
from verantwoord.deliveries.raw import Raw
from verantwoord.deliveries.sheets.kinds import BOOLEAN, DURATION, NUMBER

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# what a value is, where its text alone would not say so
_KINDS = {"DOUBLE": NUMBER, "FLOAT": NUMBER, "BOOLEAN": BOOLEAN}
_NESTED = ("STRUCT", "MAP", "UNION", "[]", "BLOB", "INTERVAL", "VARIANT")


def read_parquet(file: Path, con: DuckDBPyConnection) -> Raw:
    """Read a Parquet file into a relation of texts; row 1 is the first record.

    Shape:    file -> Raw.
    Unit:     none.
    Missing:  NULL stays NULL.
    Rounding: none; a DOUBLE becomes the shortest text that gives the same DOUBLE, `123` when it is
              whole. What is no text stays known as that (`kinds`): a duration is no quantity.
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
    for column, kind in columns:
        if any(word in kind for word in _NESTED):
            raise UnreadableFile(
                "bestand-beschadigd",
                reason=InWords(
                    f"kolom '{shown(column)}' heeft het type {shown(kind)}",
                    f"column '{shown(column)}' has the type {shown(kind)}",
                ),
            )
    kinds = {i: _KINDS[kind] for i, (_, kind) in enumerate(columns) if kind in _KINDS}
    numbers = frozenset(i for i, kind in kinds.items() if kind == NUMBER)
    kinds |= dict.fromkeys(_durations(file), DURATION)
    cells = [f"{_as_text(name(n), i in numbers)} AS c{i}" for i, (n, _) in enumerate(columns)]
    rows = f"(SELECT (file_row_number + 1)::INTEGER AS _rij, {', '.join(cells)} FROM {reader})"
    return Raw(
        tuple(n for n, _ in columns),
        rows,
        decimal_from_text=False,
        kinds={i: str(kind) for i, kind in kinds.items()},
        typed_numbers=numbers,
    )


def _as_text(cell: str, is_float: bool) -> str:
    """Return SQL for a value as text; a float without exponent when it is small, as JSON has it."""
    text = f"CAST({cell} AS VARCHAR)"
    if not is_float:
        return text
    digits = f"replace(regexp_extract({text}, '^-?([0-9.]+)e-', 1), '.', '')"
    zeros = f"repeat('0', regexp_extract({text}, 'e-([0-9]+)$', 1)::INTEGER - 1)"
    small = f"if({cell} < 0, '-', '') || '0.' || {zeros} || {digits}"
    return (
        f"CASE WHEN contains({text}, 'e-') THEN {small} "
        f"WHEN ends_with({text}, '.0') THEN left({text}, -2) ELSE {text} END"
    )


def _durations(file: Path) -> list[int]:
    """Return which columns are durations: Parquet keeps them as numbers, only Arrow says so."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(file)
    except (pa.ArrowException, OSError):
        return []
    return [i for i, kind in enumerate(schema.types) if pa.types.is_duration(kind)]
