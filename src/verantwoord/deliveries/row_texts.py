"""What stands in some rows, as the sender sees it: asked of the few rows that are shown."""

from __future__ import annotations

from typing import Any

from verantwoord.deliveries.cells import kind_name, text_name
from verantwoord.deliveries.header import EXAMPLE
from verantwoord.deliveries.messages import shown
from verantwoord.deliveries.reading import Reading
from verantwoord.deliveries.seen import as_seen


def fetch_texts(reading: Reading, rows: list[int]) -> dict[int, dict[str, str | None]]:
    """Return the texts of some rows, by column, as the sender sees them."""
    if not rows:
        return {}
    kinds = [c.column.name for c in reading.cells if c.kind]
    columns = [c.column.name for c in reading.cells] + list(reading.header.flex)
    if reading.raw.rows_at is not None:  # of a text, whose cells are all of one kind
        reading.con.register("getoond", _as_table(rows, reading.raw.rows_at(rows)))
        sql = f"SELECT _rij, {', '.join(reading.texts)} FROM getoond"
    else:
        listed = ", ".join([*map(text_name, columns), *map(kind_name, kinds)])
        import pyarrow as pa

        reading.con.register("gevraagd", pa.table({"nummer": pa.array(rows, pa.int32())}))
        sql = f"SELECT _rij, {listed} FROM schoon SEMI JOIN gevraagd ON _rij = nummer"
    texts = {}
    for row in reading.con.execute(sql).fetchall():
        kind = dict(zip(kinds, row[1 + len(columns) :], strict=True))
        texts[int(row[0])] = {
            c: as_seen(text, kind.get(c), reading.language)
            for c, text in zip(columns, row[1:], strict=False)
        }
    return texts


def _as_table(numbers: list[int], rows: list[list[str | None]]) -> Any:
    """Return some rows with the names that columns have in a view of a file."""
    import pyarrow as pa

    cells = {
        f"c{i}": pa.array(column, pa.string()) for i, column in enumerate(zip(*rows, strict=True))
    }
    return pa.table({"_rij": pa.array(numbers, pa.int32()), **cells})


def flex_of(reading: Reading, texts: dict[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Return the sender's own columns of a row, so that the row is found at home."""
    return tuple(
        (flex, shown(texts[flex]))
        for flex in reading.header.flex
        if texts.get(flex) is not None and flex != EXAMPLE
    )
