"""One table in every form that we promise to read, as the usual programs write it."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from odfdo import Cell, Document, Row, Table

from verantwoord.deliveries.accept import accept, check
from verantwoord.model.dataset import Dataset
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

FORMS = ("csv", "xlsx", "ods", "parquet", "jsonl")
JULY = Period.parse("2024-07")
FIRST_ROW = {"csv": 2, "xlsx": 2, "ods": 2, "parquet": 1, "jsonl": 1}


def written(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Path:
    """Write a table in the form that its name says; None is an empty cell."""
    WRITERS[path.suffix](path, header, rows)
    return path


def _csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(header)
        writer.writerows([[_dutch(v) for v in row] for row in rows])


def _dutch(value: Any) -> str:
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, (float, Decimal)):
        return format(Decimal(str(value)), "f").replace(".", ",")
    return "" if value is None else str(value)


def _xlsx(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with xlsxwriter.Workbook(str(path), {"nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet("proef")
        days = book.add_format({"num_format": "d-m-yyyy"})
        for x, name in enumerate(header):
            sheet.write_string(0, x, name)
        for y, row in enumerate(rows, 1):
            for x, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(y, x, value)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(y, x, value, days)
                elif value is not None:
                    sheet.write(y, x, value)


def _ods(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    book = Document("spreadsheet")
    book.body.clear()
    table = Table("proef")
    for values in (header, *rows):
        row = Row()
        for x, value in enumerate(values):
            if value is not None:
                row.set_cell(x, Cell(value))
        table.append_row(row)
    book.body.append(table)
    book.save(str(path))


def _parquet(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    columns = zip(*rows, strict=True) if rows else [()] * len(header)
    pq.write_table(pa.table({n: pa.array(list(c)) for n, c in zip(header, columns, strict=True)}),
                   path)  # fmt: skip


def _jsonl(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    lines = (json.dumps(dict(zip(header, row, strict=True)), default=_plain) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


WRITERS = {".csv": _csv, ".xlsx": _xlsx, ".ods": _ods, ".parquet": _parquet, ".jsonl": _jsonl}


def stored(pack: Pack, file: Path, dataset: Dataset, period: Period = JULY) -> list[dict[str, Any]]:
    """Deliver a file in which nothing is wrong; return its rows without what we add to them."""
    accept(file, dataset, pack, "alfa", period, file.with_suffix(".rows"))
    rows = pq.read_table(file.with_suffix(".rows")).to_pylist()
    return [{k: v for k, v in row.items() if not k.startswith("_")} for row in rows]


def outcome(pack: Pack, file: Path, dataset: Dataset, period: Period = JULY) -> Any:
    """Return the codes that are found, or the rows as they are stored when there are none."""
    counts: Mapping[str, int] = check(file, dataset, pack, "alfa", period).counts
    return dict(counts) or stored(pack, file, dataset, period)
