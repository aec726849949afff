"""Reads xlsx and ods through `sheets.worker`, in a process with a limit on memory and time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from verantwoord.deliveries import limits
from verantwoord.deliveries.batches import open_table
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.form import Form
from verantwoord.deliveries.head import header_below
from verantwoord.deliveries.messages import FilePlace, InWords, Spread, finding, shown
from verantwoord.deliveries.raw import Raw
from verantwoord.deliveries.sheets.kinds import BOOLEAN, DATE, DURATION, NUMBER, TEXT
from verantwoord.extras import require
from verantwoord.model.finding import Finding

SIDE_SHEETS = ("Uitleg", "Keuzelijsten")  # of our template; they may stay in the file
RETURNED = ("Bevindingen", "Findings")  # the sheet that we put in what we give back


def read_spreadsheet(
    file: Path,
    form: Form,
    scratch: Path,
    names: tuple[str, ...],
    asked: tuple[dict[str, str], frozenset[str]],
    language: str,
) -> Raw:
    """Read the sheet with the data into a relation of texts.

    Shape:    file; `names` are what the sheet may be called, `asked` is header -> `quantity` or
              `text`: what the dataset asks there, and all that a header may hold -> Raw.
    Unit:     none; a number gets the 15 digits that a spreadsheet shows.
    Missing:  an empty cell is NULL; a cell with an error value is a finding.
    Rounding: to 15 significant digits, which is all that a spreadsheet keeps.
    Errors:   UnreadableFile when there is no such sheet or the file is damaged or too heavy.
    Source:   docs/leveren.md.
    """
    order = {
        "file": str(file.resolve()),
        "form": form.value,
        "names": list(names),
        "side": [*SIDE_SHEETS, *RETURNED],
        "memory": limits.READER_MEMORY_BYTES,
        "seconds": limits.READER_SECONDS,
        "max_columns": limits.MAX_COLUMNS,
        "columns": asked[0],
        "known": sorted(asked[1]),
    }
    answer = run_worker(order, scratch)
    findings = _sheet_findings(answer, names, language)
    chosen = answer.get("chosen")
    if chosen is None:
        if not findings:
            findings = [finding("bestand-leeg", language=language)]
        return Raw((), "", findings=findings)
    header = header_of(answer["names"])
    if len(header) > limits.MAX_COLUMNS:
        raise UnreadableFile("te-veel-kolommen", found=len(header), limit=limits.MAX_COLUMNS)
    findings += _cell_findings(answer, str(chosen), language)
    row = int(answer["first_row"])
    if answer["above"] is not None:
        place = FilePlace(str(chosen), row)
        findings.append(header_below(row, answer["above"], place, language))
    table = open_table(scratch / "blad.arrow")
    types = [str(t) for t in table.schema.types][1 : len(header) + 1]
    cells = [f"{_as_text(f'c{i}', t)} AS c{i}" for i, t in enumerate(types)]
    apart = [f"k{i}" for i in answer["kinds"]]
    first = int(answer["first_column"])
    raw = Raw(
        header,
        f"(SELECT _rij, {', '.join([*cells, *apart])} FROM blad_rijen)",
        sheet=str(chosen),
        tables={"blad_rijen": table},
        findings=findings,
        decimal_from_text=False,
        header_row=row,
        first_column=first,
        kinds={i: str(_KINDS[t]) for i, t in enumerate(types) if t in _KINDS}
        | {i: str(TEXT) for i in answer.get("texts", ())}
        | {i: f"k{i}" for i in answer["kinds"]},
        typed_numbers=frozenset(i for i, t in enumerate(types) if t in ("double", "int64")),
        hidden_rows=tuple((int(n), why) for n, why in answer["hidden_rows"]),
        hidden_columns=tuple(
            (place, why)
            for low, high, why in answer["hidden_columns"]
            for place in range(max(0, low - first), min(len(header), high - first + 1))
        ),
    )
    if answer["filtered"]:
        hidden = ("filter" if why == "verborgen" else why for _, why in raw.hidden_rows)
        raw.hidden_rows = tuple((n, w) for (n, _), w in zip(raw.hidden_rows, hidden, strict=True))
    return raw


# a column of one type, as Arrow names it
# what the process that reads says of itself; the rest are words of a library
_IN_ENGLISH = {
    "een DTD hoort niet in een rekenblad": "a DTD does not belong in a spreadsheet",
    "een cel is te groot": "a cell is too large",
}
_TIME, _MEMORY = InWords("tijd", "time"), InWords("geheugen", "memory")
_KINDS = {
    "double": NUMBER,
    "int64": NUMBER,
    "bool": BOOLEAN,
    "date32[day]": DATE,
    "timestamp[ms]": DATE,
    "timestamp[us]": DATE,
    "duration[ms]": DURATION,
}


def run_worker(
    order: dict[str, Any], scratch: Path, script: str = "sheets/worker.py"
) -> dict[str, Any]:
    """Have one spreadsheet read, or marked, in a process of its own; `order` holds the limits.

    Shape:    an order for `sheets.worker` or `returned.edit`, a folder to write in -> its answer.
    Errors:   UnreadableFile when it took too much time or memory, or the file is damaged; any
              other `error` of the answer is for the caller.
    """
    require("spreadsheets", "fastexcel")  # the worker imports it, where nobody sees an error
    path = scratch / "opdracht.json"
    path.write_text(json.dumps({**order, "parent": os.getpid()}), "utf-8")
    worker = str(Path(__file__).parent / script)
    result = scratch / "blad.json"
    result.unlink(missing_ok=True)
    seconds, memory = order["seconds"], f"{order['memory'] // 1024**3} GB"
    try:
        done = subprocess.run(
            [sys.executable, "-I", worker, str(path)],
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _heavy(_TIME, f"{seconds} s") from error
    if not result.is_file():
        if done.returncode == -24:  # SIGXCPU
            raise _heavy(_TIME, f"{seconds} s")
        # an abort of the reader is how it says that memory ran out
        raise _heavy(_MEMORY, memory)
    answer: dict[str, Any] = json.loads(result.read_text("utf-8"))
    if answer.get("error") == "memory":
        raise _heavy(_MEMORY, memory)
    if answer.get("error") == "damaged":
        lines = str(answer.get("reason", "")).splitlines() or [""]
        said = shown(lines[0], 80)
        reason = InWords(said, _IN_ENGLISH.get(said, said))
        raise UnreadableFile("bestand-beschadigd", reason=reason)
    return answer


def _heavy(what: InWords, limit: str) -> UnreadableFile:
    return UnreadableFile("bestand-te-zwaar", what=what, limit=limit)


def header_of(names: list[str]) -> tuple[str, ...]:
    """Return the names as they stand in the sheet; the reader calls an empty one by a number."""
    return tuple("" if name.startswith("__UNNAMED__") else name for name in names)


def _as_text(cell: str, kind: str) -> str:
    if kind == "double":
        usual = f"{cell} = 0 OR (abs({cell}) >= 1e-4 AND abs({cell}) < 1e15)"
        small = f"printf('%.14e', {cell})"
        digits = f"rtrim(replace(regexp_extract({small}, '^-?([0-9.]+)e', 1), '.', ''), '0')"
        zeros = f"repeat('0', regexp_extract({small}, 'e-([0-9]+)$', 1)::INTEGER - 1)"
        return (
            f"CASE WHEN {usual} THEN printf('%.15g', {cell}) WHEN abs({cell}) > 1 "
            f"THEN printf('%.0f', {cell}) "
            f"ELSE if({cell} < 0, '-', '') || '0.' || {zeros} || {digits} END"
        )
    if kind == "bool":
        return f"CASE {cell} WHEN true THEN 'WAAR' WHEN false THEN 'ONWAAR' END"
    return f"CAST({cell} AS VARCHAR)"


def _sheet_findings(answer: dict[str, Any], names: tuple[str, ...], language: str) -> list[Finding]:
    findings = []
    side = {s.casefold() for s in (*SIDE_SHEETS, *RETURNED)}
    chosen = answer.get("chosen")
    for sheet in answer["sheets"]:
        place = FilePlace(sheet=sheet["name"])
        if sheet["hidden"] and sheet["name"] == SIDE_SHEETS[1]:
            continue  # of our template, and never read
        if sheet["hidden"]:
            findings.append(finding("blad-verborgen", place, language))
        elif sheet["name"] != chosen and sheet["name"].casefold() not in side:
            findings.append(finding("blad-extra", place, language, name=names[0]))
    return findings


def _cell_findings(answer: dict[str, Any], sheet: str, language: str) -> list[Finding]:
    place = FilePlace(sheet=sheet)
    findings = []
    if answer["merged"]:
        cells = ", ".join(answer["merged"][:5]).replace("?", "…")
        spread = Spread(cells=tuple(answer["merged"]))
        findings.append(
            finding("samengevoegde-cellen", place, language, cells=cells, spread=spread)
        )
    if answer["errors"]:
        named = ", ".join(answer["error_cells"]) or "?"
        more = " …" if len(answer["error_cells"]) < answer["errors"] else ""
        values = {"count": answer["errors"], "cells": f"{named}{more}"}
        spread = Spread(cells=tuple(answer["error_cells"]))
        findings.append(finding("foutwaarde", place, language, spread=spread, **values))
    if answer["formulas"]:
        first = answer["first_formula"] or "?"
        values = {"count": answer["formulas"], "cell": first}
        spread = Spread(cells=(first,) if answer["first_formula"] else ())
        findings.append(finding("formule", place, language, spread=spread, **values))
    return findings
