"""A workbook made of rows as they were sent, for a file that is no xlsx itself: every cell a text.

What begins with = + - or @ stays a text, also when somebody edits the cell and presses Enter: the
cells have the format Text. A very large file gives only the rows with a finding, with their number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verantwoord.deliveries import limits
from verantwoord.deliveries.judged import CheckReport
from verantwoord.deliveries.reading import Reading
from verantwoord.deliveries.returned.marks import RowsPlace
from verantwoord.deliveries.seen import as_seen
from verantwoord.extras import using
from verantwoord.nouns import ROW

_SHEET_ROWS = 1_048_576
_SHEET_COLUMNS = 16_000
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same file gives the same bytes
_NO_NAME = re.compile(r"[\[\]:*?/\\]")  # Microsoft, "Rename a worksheet"
_CUT = " … (ingekort)"


@dataclass(frozen=True, slots=True)
class RowsSheet:
    """Where the rows stand in a workbook that was made, and what must be said about it."""

    layout: RowsPlace
    said: tuple[str, ...] = ()


def write_rows(reading: Reading, report: CheckReport, path: Path) -> RowsSheet:
    """Write the rows of an open file as texts, each in the row that its findings name.

    Shape:    an open file and what was found in it -> xlsx at `path`, and where the rows stand.
    Missing:  an empty cell stays empty; of an ods only the sheet with the data is there.
    Rounding: none; a text is as it was sent, a cell of an ods as a spreadsheet shows it.
    Errors:   none; a text that does not fit in a cell is cut, and says so.
    Source:   adr/2026-11-26-the-own-workbook-comes-back.md
    """
    raw = reading.raw
    name = _allowed(raw.sheet or "") or reading.dataset.id[:31]
    first, last = raw.first_column or 1, raw.header_row + reading.rows
    # records have no header of their own: theirs takes the first row, and all others move down
    shift = 0 if raw.as_sent or raw.sheet else 1
    fits = (last * len(raw.header) <= limits.MAX_RETURNED_CELLS) and last < _SHEET_ROWS
    if fits:
        _write(path, name, _rows(reading, shift), first)
        return RowsSheet(
            RowsPlace(name, raw.header_row, first, reading.header.names, lambda row: row + shift)
        )
    wanted = sorted(_wanted(report))
    places = {row: at for at, row in enumerate(wanted, 2)}
    _write(path, name, _some_rows(reading, places, shift), 1)
    return RowsSheet(
        RowsPlace(name, 1, 2, reading.header.names, places.get), (_said(reading, len(wanted)),)
    )


def _allowed(sheet: str) -> str:
    """Return the name of a sheet of another form as an xlsx may have it, which allows fewer."""
    return _NO_NAME.sub("-", sheet)[:31].strip("'")


def _said(reading: Reading, shown: int) -> str:
    total, nl = reading.rows, reading.language != "en"
    return (
        f"Uw bestand heeft {ROW.counted(total)}. Op het blad staan er {shown}, met een bevinding; "
        "in de eerste kolom staat het nummer van de rij in uw bestand."
        if nl
        else f"Your file has {ROW.counted(total, 'en')}. The sheet has {shown} of them, with a "
        "finding; the first column holds the number of the row in your file."
    )


def _wanted(report: CheckReport) -> set[int]:
    wanted: set[int] = set()
    for one in report.findings:
        if one.row is not None:
            wanted.add(one.row)
        for low, high in one.rows:
            room = limits.MAX_RETURNED_ROWS - len(wanted)
            wanted.update(range(low, min(high + 1, low + max(0, room))))
        if len(wanted) >= limits.MAX_RETURNED_ROWS:
            break
    return wanted


def _rows(reading: Reading, shift: int) -> Iterator[tuple[int, Sequence[str | None]]]:
    """Yield the row of the sheet and the cells of every row, header included."""
    if reading.raw.as_sent is not None:
        yield from reading.raw.as_sent()
        return
    yield reading.raw.header_row, reading.header.names
    raw, width = reading.raw, len(reading.raw.header)
    kinds = [raw.kinds.get(i, "NULL") for i in range(width)]
    cells = ", ".join([*(f"c{i}" for i in range(width)), *kinds])
    asked = reading.con.execute(f"SELECT _rij, {cells} FROM ruw ORDER BY _rij")
    while some := asked.fetchmany(10_000):
        for row in some:
            texts, kind = row[1 : width + 1], row[width + 1 :]
            seen = zip(texts, kind, strict=True)
            yield int(row[0]) + shift, [as_seen(t, k, reading.language) for t, k in seen]


def _some_rows(
    reading: Reading, places: dict[int, int], shift: int
) -> Iterator[tuple[int, Sequence[str | None]]]:
    """Yield the header and the rows that have a place, each with its own number in front."""
    yield 1, ["rij" if reading.language != "en" else "row", *reading.header.names]
    for number, cells in _rows(reading, shift):
        at = places.get(number - shift)
        if at is not None and number != reading.raw.header_row:
            yield at, [str(number - shift), *cells]


def _write(
    path: Path, sheet: str, rows: Iterable[tuple[int, Sequence[str | None]]], first: int
) -> None:
    with using("spreadsheets"):
        import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"created": MADE})
    page = book.add_worksheet(sheet)
    text = book.add_format({"num_format": "@"})
    page.set_column(0, 60, 18, text)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for number, cells in rows:
        for i, cell in enumerate(cells[:_SHEET_COLUMNS]):
            if cell:
                most = limits.MAX_CELL_CHARS
                fitting = cell if len(cell) <= most else cell[: most - len(_CUT)] + _CUT
                page.write_string(number - 1, first - 1 + i, fitting, text)
    book.close()
