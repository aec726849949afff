"""Writes tables of the practice data in the forms that organisations send; same rows, same bytes.

Cells are texts or exact numbers; each writer shows a number as its form does. Spreadsheets are
packed without compression and with one fixed time, so that no clock or zlib shows in the bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

Cell: TypeAlias = str | int | Decimal | None
Table: TypeAlias = tuple[Sequence[str], Sequence[Sequence[Cell]]]  # header and rows

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold


def write(table: Table, path: Path, form: str) -> None:
    """Write a table in one of the forms of `FORMS`; the folder is made if needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(FORMS[form](table))


def extension(form: str) -> str:
    """Return the file name extension of a form."""
    return ".csv" if form.startswith("csv") else f".{form}"


def _csv(table: Table, separator: str, comma: bool, encoding: str) -> bytes:
    header, rows = table
    out = [separator.join(header)]
    out += [separator.join([_text(cell, comma) for cell in row]) for row in rows]
    return ("\r\n".join(out) + "\r\n").encode(encoding)


def _text(cell: Cell, comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        shown = format(cell, "f")
        return shown.replace(".", ",") if comma else shown
    return str(cell)


def _csv_windows(table: Table) -> bytes:
    """As a Dutch spreadsheet program saves it: semicolon, decimal comma, Windows-1252."""
    return _csv(table, ";", True, "cp1252")


def _csv_bom(table: Table) -> bytes:
    return _csv(table, ";", True, "utf-8-sig")


def _csv_plain(table: Table) -> bytes:
    return _csv(table, ",", False, "utf-8")


def _jsonl(table: Table) -> bytes:
    header, rows = table
    lines = []
    for row in rows:
        cells = (
            f"{json.dumps(name)}: {_json(cell)}" for name, cell in zip(header, row, strict=True)
        )
        lines.append("{" + ", ".join(cells) + "}\n")
    return "".join(lines).encode()


def _json(cell: Cell) -> str:
    """Return a JSON value; a Decimal is written digit by digit, not through a float."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return json.dumps(cell, ensure_ascii=False)


def _xlsx(table: Table) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": dt.datetime.fromisoformat("2000-01-01")})
    sheet = book.add_worksheet("Gegevens")
    header, rows = table
    for r, row in enumerate([header, *rows]):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(r, c, cell)
            elif cell is not None:
                sheet.write_number(r, c, cell)
    book.close()
    return _repacked(out.getvalue())


def _ods(table: Table) -> bytes:
    from odfdo import Cell as OdsCell
    from odfdo import Document, Row
    from odfdo import Table as OdsTable

    document = Document("spreadsheet")
    document.body.clear()
    sheet = OdsTable("Gegevens")
    header, rows = table
    for cells in [header, *rows]:
        row = Row()
        for cell in cells:
            row.append(OdsCell() if cell is None else OdsCell(cell))
        sheet.append(row)
    document.body.append(sheet)
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _repacked(container: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(container)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _FIXED_TIME)
            fixed.external_attr = entry.external_attr
            new.writestr(fixed, old.read(entry))
    return out.getvalue()


def _parquet(table: Table) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    header, rows = table
    columns: list[list[Any]] = [list(c) for c in zip(*rows, strict=True)]
    out = io.BytesIO()
    pq.write_table(pa.table(columns, names=list(header)), out, compression="NONE")
    return out.getvalue()


ABOVE = """\
# VERZONNEN VOOR OEFENRIJK, IN DE VORM VAN EEN BESTAND VAN HET KNMI
# YYYYMMDD  : Datum (YYYY=jaar MM=maand DD=dag)
# TG        : Etmaalgemiddelde temperatuur (in 0.1 graden Celsius)
#
"""


def _knmi(table: Table) -> bytes:
    """As KNMI gives its days: an explanation, and a header that begins with a #."""
    header, rows = table
    lines = [f"# {','.join(header)}", *(",".join(map(str, row)) for row in rows)]
    return (ABOVE + "\n".join(lines) + "\n").encode()


FORMS: dict[str, Callable[[Table], bytes]] = {
    "csv-windows": _csv_windows,
    "csv-bom": _csv_bom,
    "csv": _csv_plain,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
    "ods": _ods,
    "parquet": _parquet,
    "txt": _knmi,
}
