"""Looks in the XML of an xlsx: sheets, formulas, errors, merges, what is hidden, and single cells.

`look` runs beside the reader over every sheet and must cost little: it asks of each block of a
megabyte whether something is in it at all. `cells` reads cell by cell, and only where the look or
the reader says that a column is not of one kind.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from verantwoord.deliveries.sheets.kinds import (
    BOOLEAN,
    DATE,
    DURATION,
    ERROR,
    FORMATS,
    NUMBER,
    TEXT,
    Format,
    days_text,
    format_of,
    number_text,
)

CHUNK = 1 << 20
_OVERLAP = 4096
_MANY = 64  # blocks that one element may span
_SHOWN = 20  # error cells that are named
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"')
_USED = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"(?:[^>]*[^/>])?>')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:]{1,21})"')
_ERROR = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*?t="e"')
_FIRST = re.compile(rb'r="([A-Z]{1,3})(\d+)"(?:[^>]*[^/>])?>')
_COLUMN = re.compile(rb"<(?:\w+:)?col ([^>]*)>")
_HIDDEN_ROW = re.compile(
    rb"<(?:\w+:)?row ([^>]*?"
    rb'(?:hidden="(?:1|true)"|outlineLevel="[1-7]"|\bht="0(?:\.0*)?")[^>]*)>'
)
_TOKEN = re.compile(
    rb"<(?:\w+:)?(row|c)(?: ([^>]*?))?(/?)>"
    rb"(?:\s*<(?:\w+:)?f(?: [^>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>))?"
    rb"(?:\s*<(?:\w+:)?v[^>]*>([^<]*)<)?"
)
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


def elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return every element of a small part, without prefixes; refuses a DTD."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {k.rpartition(":")[2]: v for k, v in attributes.items() if k != "xmlns"}
        if "id" in attributes and "r:id" in attributes:
            plain["id"] = attributes["r:id"]
        found.append((name.rpartition(":")[2], plain))

    def refuse(*_: Any) -> None:
        raise zipfile.BadZipFile("een DTD hoort niet in een rekenblad")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    parser.Parse(data, True)
    return found


def sheets(container: zipfile.ZipFile) -> list[dict[str, Any]]:
    """Return the sheets: name, whether it is hidden, and the part it is in."""
    targets = {
        a.get("Id"): a.get("Target", "")
        for name, a in elements(_small(container, "xl/_rels/workbook.xml.rels"))
        if name == "Relationship"
    }
    result = []
    for name, a in elements(_small(container, "xl/workbook.xml")):
        if name == "sheet":
            target = str(targets.get(a.get("id"), ""))
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            hidden = a.get("state", "visible") != "visible"
            result.append({"name": a.get("name", ""), "hidden": hidden, "part": path})
    return result


def _small(container: zipfile.ZipFile, name: str) -> bytes:
    if container.getinfo(name).file_size > 16 * CHUNK:
        raise zipfile.BadZipFile(f"{name} is te groot")
    return container.read(name)


def formats(container: zipfile.ZipFile) -> list[Format]:
    """Return what each style of a cell does with a number; the place in the list is its number."""
    if "xl/styles.xml" not in container.namelist():
        return []
    codes: dict[int, str] = {}
    found: list[Format] = []
    inside = False
    for name, a in elements(_small(container, "xl/styles.xml")):
        if name == "numFmt":
            codes[int(a.get("numFmtId", "0"))] = a.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            number = int(a.get("numFmtId", "0"))
            found.append(format_of(codes.get(number), number))
    return found


def look(container: zipfile.ZipFile, part: dict[str, Any]) -> dict[str, Any]:
    """Say what a sheet holds that a reader does not tell, at a small cost.

    Shape:    a sheet -> counts and places; `special` are columns with a cell that is shown as
              something else than it is, or None when the cells have no address.
    Source:   adr/2026-11-26-cells-are-read-as-cells.md
    """
    seen = _Seen(formats(container))
    for block in blocks(container, part["part"]):
        seen.add(block)
    return seen.answer()


class _Seen:
    """What was seen in the blocks of a sheet so far."""

    def __init__(self, styles: list[Format]) -> None:
        self.formulas = self.errors = 0
        self.first_formula: str | None = None
        self.error_cells: list[str] = []
        self.merged: list[bytes] = []
        self.first: tuple[str, int] | None = None
        self.formula_starts: tuple[bytes, ...] = (b"<f>", b"<f ")
        self.special: set[bytes] = set()
        self.unplaced = self.filtered = False
        self.rows: list[tuple[int, str]] = []
        self.columns: list[tuple[int, int, str]] = []
        self.last = b""
        odd = [str(i).encode() for i, style in enumerate(styles) if style.is_special]
        kinds = [rb't="[be]"', *([rb's="(?:' + b"|".join(odd) + rb')"'] if odd else [])]
        either = b"(?:" + b"|".join(kinds) + b")"
        tag = rb"<(?:\w+:)?c (?:[^>]*? )?" + either
        self.has_special = re.compile(tag)
        self.special_cell = re.compile(
            rb'<(?:\w+:)?c r="([A-Z]{1,3})[0-9]+"(?: [^ >]*)*? ' + either
        )
        self.needles = [b't="b"', b't="e"', *(b's="' + o + b'"' for o in odd)]
        either_style = "|".join(["", *(f's="{o.decode()}"' for o in odd)])
        self.anything = rf'[<:]f[ >]|t="[be]"|hidden=|outlineLevel=|ht="0|autoFilter{either_style}'

    def add(self, block: bytes) -> None:
        """Look in one more block."""
        if self.first is None:
            if match := re.search(rb"<(\w+:)worksheet", block):  # some prefix every element
                self.formula_starts = (b"<" + match[1] + b"f>", b"<" + match[1] + b"f ")
            self._columns(block)
            if match := _FIRST.search(block):
                self.first = (match[1].decode(), int(match[2]))
        if self._holds_anything(block):
            self._look(block)
        if b'c r="' not in block[-400:]:  # merged cells stand after the last cell
            self.merged += _MERGE.findall(block)
        else:
            self.last = block

    def _holds_anything(self, block: bytes) -> bool:
        """Read a block once for all that could be in it: most blocks of most sheets hold none."""
        return _matches(block, self.anything)

    def _look(self, block: bytes) -> None:
        starts = self.formula_starts
        if n := sum(block.count(s) for s in starts):
            self.first_formula = self.first_formula or _before(block, starts)
            self.formulas += n
        if b't="e"' in block:
            if len(self.error_cells) < _SHOWN:
                self.error_cells += [m.decode() for m in _ERROR.findall(block)]
            self.errors += block.count(b't="e"')
        if any(needle in block for needle in self.needles):
            found = self.special_cell.findall(block)
            self.special.update(found)
            if not found and self.has_special.search(block):
                self.unplaced = True
        if b"hidden=" in block or b"outlineLevel=" in block or b'ht="0' in block:
            self._rows(block)
        self.filtered = self.filtered or b"autoFilter" in block

    def _columns(self, block: bytes) -> None:
        for text in _COLUMN.findall(block):
            a = _attributes(text)
            why = _why_hidden(a, a.get(b"width"))
            if why:
                self.columns.append((int(a.get(b"min", b"1")), int(a.get(b"max", b"1")), why))

    def _rows(self, block: bytes) -> None:
        for text in _HIDDEN_ROW.findall(block):
            a = _attributes(text)
            why = _why_hidden(a, a.get(b"ht"))
            if why and b"r" in a:
                self.rows.append((int(a[b"r"]), why))
            elif why:
                self.unplaced = True

    def answer(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        merged = self.merged + _MERGE.findall(self.last)
        letters, row = self.first or ("A", 1)
        return {
            "formulas": self.formulas,
            "first_formula": self.first_formula,
            "errors": self.errors,
            "error_cells": self.error_cells[:_SHOWN],
            "merged": [m.decode() for m in merged[:1000]],
            "first_row": row,
            "first_column": column_number(letters.encode()),
            "special": None if self.unplaced else sorted(column_number(c) for c in self.special),
            "hidden_rows": self.rows,
            "hidden_columns": self.columns,
            "filtered": self.filtered,
        }


def _matches(block: bytes, pattern: str) -> bool:
    """Say whether a pattern (RE2) is in a block; of many needles the fastest way to look."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return bool(pc.match_substring_regex(pa.array([block], pa.binary()), pattern)[0].as_py())


def other_than_text(
    container: zipfile.ZipFile, part: dict[str, Any], columns: frozenset[int]
) -> frozenset[int]:
    """Return of some columns those with a filled cell that is, or may be, no text.

    Shape:    a sheet, and numbers of columns from 1 -> some of these.
    Source:   ECMA-376 part 1, 18.3.1.4: a cell without `t` is a number.
    """
    left = {column_letters(n): n for n in columns}
    for block in blocks(container, part["part"]):
        address = rf'<(?:\w+:)?c r="({"|".join(left)})[0-9]+"'
        pattern = address + r'(?: (?:s|cm|vm|ph)="[^"]*")*(?:>| t="[bnde]")'
        if _matches(block, r"<(?:\w+:)?c(?:>| [^r])"):
            return columns  # cells without an address
        if _matches(block, pattern):
            for letters in re.findall(pattern.encode(), block):
                left.pop(letters.decode(), None)
        if not left:
            break
    return columns - frozenset(left.values())


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(text))


def _why_hidden(a: dict[bytes, bytes], size: bytes | None) -> str:
    if a.get(b"hidden") in (b"1", b"true"):
        return "verborgen"
    if size is not None and re.fullmatch(rb"0(?:\.0*)?", size):
        return "hoogte 0"
    return "gegroepeerd" if a.get(b"outlineLevel", b"0") != b"0" else ""


def cells(
    container: zipfile.ZipFile, part: dict[str, Any], columns: frozenset[int] | None
) -> Iterator[tuple[int, int, int, str | None]]:
    """Yield (row, column, kind, text) of every filled cell of some columns, in order.

    Shape:    a sheet, and numbers of columns from 1 (None: all) -> cells; the kind is that of
              `kinds`, the text is None where the reader's own is right: of texts and dates.
    Source:   ECMA-376 part 1, 18.3.1.4.
    """
    styles = formats(container)
    row = column = 0
    for block in blocks(container, part["part"], b"row>"):
        for name, text, _, value in _TOKEN.findall(block):
            a = _attributes(text)
            if name == b"row":
                row, column = int(a.get(b"r", row + 1)), 0
                continue
            address = a.get(b"r", b"").rstrip(b"0123456789")
            column = column_number(address) if address else column + 1
            if columns is not None and column not in columns:
                continue
            style = int(a.get(b"s", b"0"))
            form = styles[style] if style < len(styles) else Format()
            found = _kind(a.get(b"t", b"n"), form, value)
            if found is not None:
                yield (row, column, *found)


def _kind(stored: bytes, form: Format, value: bytes) -> tuple[int, str | None] | None:
    shown = FORMATS * form.shown
    if stored in (b"s", b"str", b"inlineStr"):
        return TEXT + shown, None
    text = value.decode("utf-8", "replace")
    if not text:
        return None
    if stored == b"b":
        return BOOLEAN, "WAAR" if text.strip() in ("1", "true") else "ONWAAR"
    if stored == b"e":
        return ERROR, ""
    if stored == b"d":
        return DATE, None
    if form.kind == DURATION:
        return DURATION, days_text(text)
    if form.kind == NUMBER:
        return NUMBER + shown, number_text(text)
    return form.kind, None


def extent(container: zipfile.ZipFile, part: dict[str, Any]) -> dict[str, Any]:
    """Return how many cells the rectangle of all used cells has, and its last corner."""
    top, bottom, left, right, corner = 1 << 20, 0, 1 << 14, 0, ""
    for block in blocks(container, part["part"]):
        for letters, digits in _USED.findall(block):
            row, column = int(digits), column_number(letters)
            if column > right:
                corner = letters.decode()
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column)
    used = max(0, bottom - top + 1) * max(0, right - left + 1)
    return {"cells": used, "last": f"{corner}{bottom}"}


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def blocks(container: zipfile.ZipFile, name: str, end_of: bytes = b"") -> Iterator[bytes]:
    """Yield a part in blocks: up to the last closing tag, or the last whole element `end_of`."""
    rest = b""
    with container.open(name) as stream:
        while chunk := stream.read(CHUNK):
            block = rest + chunk
            end = block.rfind(end_of) + len(end_of) if end_of else block.rfind(b"</") + 1
            if end < max(1, len(end_of)):
                end = 0
                if len(block) > _MANY * CHUNK:
                    raise zipfile.BadZipFile("een cel is te groot")
            yield block[:end]
            rest = block[end:]
    yield rest


def _before(block: bytes, needles: tuple[bytes, ...]) -> str | None:
    end = min(p for n in needles if (p := block.find(n)) >= 0)
    found = _CELL.findall(block[max(0, end - _OVERLAP) : end])
    return found[-1].decode() if found else None
