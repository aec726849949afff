"""A process of its own that reads one spreadsheet: `python spreadsheet_worker.py ORDER.json`.

Reading a spreadsheet takes memory that depends on what the file claims, and a damaged file can
bring the reader down. Here that costs nothing but a finding: memory and time have a limit, and
the caller only sees an Arrow file or a reason. Imports nothing of ours, so it starts quickly.
"""

from __future__ import annotations

import json
import re
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import unescape

_CHUNK = 1 << 20
_OVERLAP = 4096
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"')
_USED = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"(?:[^>]*[^/>])?>')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:]{1,21})"')
_REPEAT = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_NAME = re.compile(rb'table:name="([^"]*)"')
_ODS_STYLE = re.compile(rb'table:style-name="([^"]*)"')
_ODS_HIDDEN = re.compile(
    rb'<style:style [^>]*style:name="([^"]*)"[^>]*>\s*<style:table-properties [^>]*'
    rb'table:display="false"'
)
_ODS_SPAN = re.compile(rb'number-(?:columns|rows)-spanned="(?!1")(\d+)"')


def main() -> None:
    """Read the order, obey it, and write `blad.json` (and `blad.arrow`) in its folder."""
    order = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    folder = Path(sys.argv[1]).parent
    _limit(order["memory"], order["seconds"])
    try:
        answer = _read(order, folder)
    except MemoryError:
        answer = {"error": "memory"}
    except zipfile.BadZipFile as error:
        answer = {"error": "damaged", "reason": str(error)}
    except BaseException as error:  # a panic of the reader is not an Exception
        answer = {"error": "damaged", "reason": f"{type(error).__name__}: {error}"}
    (folder / "blad.json").write_text(json.dumps(answer), "utf-8")


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(order: dict[str, Any], folder: Path) -> dict[str, Any]:
    file = order["file"]
    with zipfile.ZipFile(file) as container:
        sheets = _xlsx_sheets(container) if order["form"] == "xlsx" else _ods_sheets(container)
    answer: dict[str, Any] = {"sheets": [{k: s[k] for k in ("name", "hidden")} for s in sheets]}
    if order.get("choose") == "first":
        chosen = next((str(s["name"]) for s in sheets if not s["hidden"]), None)
    else:
        chosen = _choose(sheets, order["names"], order["side"])
    answer["chosen"] = chosen
    if chosen is None:
        return answer
    part = next(s for s in sheets if s["name"] == chosen)
    most = order.get("max_cells")
    if most is not None and order["form"] == "xlsx":
        with zipfile.ZipFile(file) as container:
            answer["extent"] = _xlsx_extent(container, part)
        if answer["extent"]["cells"] > most:
            return answer | {"error": "cells"}
    look = _xlsx_look if order["form"] == "xlsx" else _ods_look
    thread = threading.Thread(target=_guarded, args=(look, file, part, answer))
    thread.start()  # decompressing leaves the interpreter free: this runs beside the reading
    batch = None
    try:
        answer["names"], batch = _load(file, chosen, order["max_columns"])
    finally:
        thread.join()
    if "failure" in answer:
        raise answer.pop("failure")
    if batch is not None and most is not None and batch.num_rows * batch.num_columns > most:
        return answer | {"error": "cells"}
    if batch is not None:
        _write(batch, int(answer["first_row"]), folder / "blad.arrow")
    return answer


def _choose(sheets: list[dict[str, Any]], names: list[str], side: list[str]) -> str | None:
    wanted = {n.casefold() for n in names}
    visible = [s["name"] for s in sheets if not s["hidden"]]
    for name in visible:
        if name.casefold() in wanted:
            return str(name)
    rest = [n for n in visible if n.casefold() not in {s.casefold() for s in side}]
    return str(rest[0]) if len(rest) == 1 else None


def _load(file: str, sheet: str, max_columns: int) -> tuple[list[str], Any]:
    import fastexcel

    reader = fastexcel.read_excel(file)
    loaded = reader.load_sheet(sheet, header_row=0, schema_sample_rows=None)
    if loaded.width > max_columns:
        return [f"k{i}" for i in range(loaded.width)], None
    batch = loaded.to_arrow()
    return list(batch.schema.names), batch


def _write(batch: Any, header_row: int, out: Path) -> None:
    """Write the rows with their number in the sheet, in pieces."""
    import pyarrow as pa

    numbers = pa.array(range(header_row + 1, header_row + 1 + batch.num_rows), pa.int32())
    fields = [pa.field("_rij", pa.int32())]
    fields += [pa.field(f"c{i}", f.type) for i, f in enumerate(batch.schema)]
    whole = pa.record_batch([numbers, *batch.columns], schema=pa.schema(fields))
    with pa.OSFile(str(out), "wb") as sink, pa.ipc.new_file(sink, whole.schema) as writer:
        for start in range(0, whole.num_rows, 100_000):
            writer.write_batch(whole.slice(start, 100_000))


def _guarded(look: Any, file: str, part: dict[str, Any], answer: dict[str, Any]) -> None:
    try:
        with zipfile.ZipFile(file) as container:
            answer.update(look(container, part))
    except BaseException as error:
        answer["failure"] = error


# --- xlsx ---------------------------------------------------------------------------------


def _elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {k.rpartition(":")[2]: v for k, v in attributes.items() if k != "xmlns"}
        if "id" in attributes and "r:id" in attributes:
            plain["id"] = attributes["r:id"]
        found.append((name.rpartition(":")[2], plain))

    def refuse(*_: Any) -> None:
        raise ValueError("een DTD hoort niet in een rekenblad")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    parser.Parse(data, True)
    return found


def _xlsx_sheets(container: zipfile.ZipFile) -> list[dict[str, Any]]:
    targets = {
        a.get("Id"): a.get("Target", "")
        for name, a in _elements(_small(container, "xl/_rels/workbook.xml.rels"))
        if name == "Relationship"
    }
    result = []
    for name, a in _elements(_small(container, "xl/workbook.xml")):
        if name == "sheet":
            target = str(targets.get(a.get("id"), ""))
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            hidden = a.get("state", "visible") != "visible"
            result.append({"name": a.get("name", ""), "hidden": hidden, "part": path})
    return result


def _small(container: zipfile.ZipFile, name: str) -> bytes:
    if container.getinfo(name).file_size > 16 * _CHUNK:
        raise zipfile.BadZipFile(f"{name} is te groot")
    return container.read(name)


def _xlsx_look(container: zipfile.ZipFile, part: dict[str, Any]) -> dict[str, Any]:
    """Count formulas and error cells, list merged cells, and find the first row that is used."""
    formulas, errors, last = 0, 0, b""
    merged: list[bytes] = []
    first_formula = first_error = None
    first_row: int | None = None
    needles: tuple[bytes, ...] = (b"<f>", b"<f ")
    for block in _blocks(container, part["part"]):
        if first_row is None and re.search(rb"<\w+:worksheet", block):
            needles = (b":f>", b":f ")  # some programs give every element a prefix
        # one look for the start of all needles: a sheet without formulas is read past quickly
        if needles[0][:2] in block and (n := sum(block.count(needle) for needle in needles)):
            first_formula = first_formula or _before(block, needles)
            formulas += n
        if b't="e"' in block:
            first_error = first_error or _before(block, (b't="e"',), including=True)
            errors += block.count(b't="e"')
        if b'c r="' not in block[-400:]:  # merged cells stand after the last cell
            merged += _MERGE.findall(block)
        else:
            last = block
        if first_row is None and (match := re.search(rb'r="[A-Z]{1,3}(\d+)"[^>]*[^/>]>', block)):
            first_row = int(match[1])
    merged += _MERGE.findall(last)
    return {
        "formulas": formulas,
        "first_formula": first_formula,
        "errors": errors,
        "first_error": first_error,
        "merged": [m.decode() for m in merged[:1000]],
        "first_row": first_row or 1,
    }


def _xlsx_extent(container: zipfile.ZipFile, part: dict[str, Any]) -> dict[str, Any]:
    """Return how many cells the rectangle of all used cells has, and its last corner."""
    top, bottom, left, right, corner = 1 << 20, 0, 1 << 14, 0, ""
    for block in _blocks(container, part["part"]):
        for letters, digits in _USED.findall(block):
            row, column = int(digits), _column_number(letters)
            if column > right:
                corner = letters.decode()
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column)
    cells = max(0, bottom - top + 1) * max(0, right - left + 1)
    return {"cells": cells, "last": f"{corner}{bottom}"}


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _blocks(container: zipfile.ZipFile, name: str) -> Any:
    """Yield the part in blocks that end at the end of a cell, so that no element is cut."""
    rest = b""
    with container.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            block = rest + chunk
            end = block.rfind(b"</") + 1
            if end == 0 and len(block) > 64 * _CHUNK:
                raise zipfile.BadZipFile("een cel is te groot")
            yield block[:end]
            rest = block[end:]
    yield rest


def _before(block: bytes, needles: tuple[bytes, ...], including: bool = False) -> str | None:
    places = [p for n in needles if (p := block.find(n)) >= 0]
    end = min(places)
    if including:
        end = block.find(b">", end) + 1
    cells = _CELL.findall(block[max(0, end - _OVERLAP) : end])
    return cells[-1].decode() if cells else None


# --- ods ----------------------------------------------------------------------------------


def _ods_sheets(container: zipfile.ZipFile) -> list[dict[str, Any]]:
    hidden_styles: set[bytes] = set()
    result: list[dict[str, Any]] = []
    for block in _blocks(container, "content.xml"):
        hidden_styles |= set(_ODS_HIDDEN.findall(block))
        for tag in re.findall(rb"<table:table [^>]*>?", block):
            name, style = _ODS_NAME.search(tag), _ODS_STYLE.search(tag)
            hidden = b'table:display="false"' in tag or (
                style is not None and style[1] in hidden_styles
            )
            text = unescape(name[1].decode(), {"&quot;": '"', "&apos;": "'"}) if name else ""
            result.append({"name": text, "hidden": hidden})
    return result


def _ods_look(container: zipfile.ZipFile, part: dict[str, Any]) -> dict[str, Any]:
    formulas = errors = spans = 0
    first_row, inside = None, False
    wanted = part["name"]
    skipped = 1
    for block in _blocks(container, "content.xml"):
        for piece in re.split(rb"(?=<table:table )", block):
            if piece.startswith(b"<table:table "):
                name = _ODS_NAME.search(piece)
                text = unescape(name[1].decode(), {"&quot;": '"', "&apos;": "'"}) if name else ""
                inside = text == wanted
            if not inside:
                continue
            formulas += piece.count(b"table:formula=")
            errors += piece.count(b'value-type="error"')
            spans += len(_ODS_SPAN.findall(piece))
            if first_row is None:
                head, used, _ = piece.partition(b"office:value-type")
                for row in re.findall(rb"<table:table-row[^>]*>", head):
                    repeat = _REPEAT.search(row)
                    skipped += int(repeat[1]) if repeat else 1
                if used:
                    first_row = skipped - 1
    return {
        "formulas": formulas,
        "first_formula": None,
        "errors": errors,
        "first_error": None,
        "merged": ["?"] * spans,
        "first_row": first_row or 1,
    }


if __name__ == "__main__":
    main()
