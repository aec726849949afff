"""The first sheet of a spreadsheet as rows of text, for lists that are no deliveries.

The same reader as for deliveries, in the same process of its own (`sheets.worker`), with
limits of the caller on bytes, cells, memory and time. What a list means is for the caller.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.form import Form, form_of
from verantwoord.deliveries.messages import finding
from verantwoord.deliveries.spreadsheet_source import header_of, run_worker
from verantwoord.errors import VerantwoordError
from verantwoord.scratch import scratch_folder

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_SHEET = "first"
_MIDNIGHT = " 00:00:00"
_DAY_AS_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} 00:00:00\Z")  # in a column of mixed cells


class SheetError(VerantwoordError):
    """A spreadsheet that cannot be read as rows, with what to do."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """How far the reading of one list may go; a list is smaller than a delivery."""

    file_bytes: int = 50_000_000
    cells: int = 2_000_000
    memory_bytes: int = 2 * 1024**3  # address space of the process that reads
    seconds: int = 120


LIST_LIMITS = SheetLimits()


def read_sheet(file: Path, limits: SheetLimits = LIST_LIMITS) -> list[list[str]]:
    """Read the first visible sheet of an xlsx or ods file; the header is the first row.

    Shape:    a path -> rows of equally many cells; a workbook without visible sheet gives none.
    Missing:  an empty cell is ''.
    Rounding: a number gets at most 15 digits, which is all that a spreadsheet keeps; a moment
              becomes its day, YYYY-MM-DD.
    Errors:   SheetError: another form, damaged, or more bytes, cells, memory or time than allowed.
    Source:   adr/2026-11-26-one-spreadsheet-intake.md
    """
    size = file.stat().st_size
    if size > limits.file_bytes:
        most = limits.file_bytes // 1_000_000
        raise SheetError(
            f"{file.name} is groter dan {most} MB. Splits het bestand.",
            f"{file.name} is larger than {most} MB. Split the file.",
        )
    try:
        form = form_of(file)
        if form not in (Form.XLSX, Form.ODS):
            actual = "parquet" if form is Form.PARQUET else "tekst"  # as `form_of` says it
            raise UnreadableFile("bestand-onbekende-soort", extension=file.suffix, actual=actual)
        with scratch_folder() as folder:
            return _rows(file, form, folder, limits)
    except UnreadableFile as error:
        raise _told(file, error) from error


def _rows(file: Path, form: Form, scratch: Path, limits: SheetLimits) -> list[list[str]]:
    from verantwoord.deliveries.batches import open_table

    order: dict[str, Any] = {
        "file": str(file.resolve()),
        "form": form.value,
        "choose": FIRST_SHEET,
        "names": [],
        "side": [],
        "memory": limits.memory_bytes,
        "seconds": limits.seconds,
        "max_columns": limits.cells,
        "max_cells": limits.cells,
    }
    answer = run_worker(order, scratch)
    if answer.get("error") == "cells":
        raise _too_wide(file, limits, str(answer.get("extent", {}).get("last", "")))
    if answer.get("chosen") is None:
        return []
    header = list(header_of(answer["names"]))
    table = open_table(scratch / "blad.arrow")
    columns = [_texts(column) for column in table.columns[1 : len(header) + 1]]
    return [header, *(list(row) for row in zip(*columns, strict=True))]


def _texts(column: pa.ChunkedArray) -> list[str]:
    return [cell_text(value) for value in column.to_pylist()]


def cell_text(value: object) -> str:
    """Return a cell as a person reads it: no '.0' behind a whole number, a moment as its day."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    text = str(value)
    return text.removesuffix(_MIDNIGHT) if _DAY_AS_TEXT.match(text) else text


def _too_wide(file: Path, limits: SheetLimits, last: str) -> SheetError:
    nl = f" tot en met cel {last}" if last else ""
    en = f" up to cell {last}" if last else ""
    return SheetError(
        f"{file.name} beslaat{nl} meer dan {limits.cells} cellen. "
        "Verwijder wat ver buiten de lijst staat, of splits de lijst.",
        f"{file.name} spans{en} more than {limits.cells} cells. "
        "Remove what stands far outside the list, or split the list.",
    )


def _told(file: Path, error: UnreadableFile) -> SheetError:
    """Return the words that a contributor gets for the same fault, with the name of the file."""
    nl, en = (finding(error.code, language=language, **error.values) for language in ("nl", "en"))
    return SheetError(
        f"{file.name}: {nl.found} {nl.action}", f"{file.name}: {en.found} {en.action}"
    )
