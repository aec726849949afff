"""Looks in the XML of an ods: sheets, formulas, errors, merges, what is hidden, and single cells.

As `xlsx`: the look is one pass with cheap questions, and `cells` reads cell by cell where needed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import unescape

from verantwoord.deliveries.sheets.kinds import (
    BOOLEAN,
    DATE,
    DURATION,
    ERROR,
    FORMATS,
    INVISIBLE,
    NUMBER,
    PADDED,
    PERCENT,
    PLAIN,
    SCALED,
    TEXT,
    duration_text,
    number_text,
)
from verantwoord.deliveries.sheets.xlsx import CHUNK, blocks

_REPEAT = re.compile(rb'number-rows-repeated="(\d+)"')
_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')
_NAME = re.compile(rb'table:name="([^"]*)"')
_STYLE = re.compile(rb'table:style-name="([^"]*)"')
_HIDDEN = re.compile(
    rb'<style:style [^>]*style:name="([^"]*)"[^>]*>\s*<style:table-properties [^>]*'
    rb'table:display="false"'
)
_SPAN = re.compile(rb'number-(?:columns|rows)-spanned="(?!1")(\d+)"')
_NEEDLES = (b'value-type="percentage"', b'value-type="boolean"', b'value-type="time"',
            b'table:visibility="', b'table:display="false"', b"<table:table-row-group",
            b"<table:table-column-group")  # fmt: skip
# a number style that shows a number as something else, or a row or column of no size
_STYLES = re.compile(
    rb'number:display-factor=|number:min-integer-digits="(?:[2-9]|[1-9][0-9])"'
    rb'|<number:number-style [^>]*/>|style:(?:row-height|column-width)="0[a-z.0]'
)
_TIME = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?\Z")
_MOST = 1 << 20  # rows or columns that one element may stand for


def sheets(container: zipfile.ZipFile) -> list[dict[str, Any]]:
    """Return the sheets: name, and whether it is hidden."""
    hidden_styles: set[bytes] = set()
    result: list[dict[str, Any]] = []
    for block in blocks(container, "content.xml"):
        hidden_styles |= set(_HIDDEN.findall(block))
        for tag in re.findall(rb"<table:table [^>]*>?", block):
            style = _STYLE.search(tag)
            hidden = b'table:display="false"' in tag or (
                style is not None and style[1] in hidden_styles
            )
            result.append({"name": _name(tag), "hidden": hidden})
    return result


def _name(tag: bytes) -> str:
    found = _NAME.search(tag)
    return unescape(found[1].decode(), {"&quot;": '"', "&apos;": "'"}) if found else ""


def look(container: zipfile.ZipFile, part: dict[str, Any]) -> dict[str, Any]:
    """Say what a sheet holds that a reader does not tell; see `xlsx.look`.

    Shape:    a sheet -> counts and places; `special` is None when some cell, row or column may be
              shown as something else than it is, so that it must be read cell by cell.
    """
    formulas = errors = spans = 0
    first_row, first_column, inside = None, 1, False
    skipped, odd = 1, False
    for block in blocks(container, "content.xml"):
        odd = odd or _STYLES.search(block) is not None
        for piece in re.split(rb"(?=<table:table )", block):
            if piece.startswith(b"<table:table "):
                inside = _name(piece[: piece.find(b">") + 1 or None]) == part["name"]
            if not inside:
                continue
            odd = odd or any(needle in piece for needle in _NEEDLES)
            formulas += piece.count(b"table:formula=")
            errors += piece.count(b'value-type="error"')
            spans += len(_SPAN.findall(piece))
            if first_row is None:
                head, used, _ = piece.partition(b"office:value-type")
                for row in re.findall(rb"<table:table-row[ >][^>]*>?", head):
                    repeat = _REPEAT.search(row)
                    skipped += int(repeat[1]) if repeat else 1
                if used:
                    first_row = skipped - 1
                    cells = head[head.rfind(b"<table:table-row") :].split(b"<table:table-cell")[1:]
                    before = (_COLUMNS.search(c) for c in cells[:-1])
                    first_column = 1 + sum(int(r[1]) if r else 1 for r in before)
    return {
        "formulas": formulas,
        "first_formula": None,
        "errors": errors,
        "error_cells": [],
        "merged": ["?"] * spans,
        "first_row": first_row or 1,
        "first_column": first_column,
        "special": None if odd else [],
        "hidden_rows": [],
        "hidden_columns": [],
        "filtered": False,
    }


def cells(
    container: zipfile.ZipFile,
    part: dict[str, Any],
    columns: frozenset[int] | None,
    hidden: dict[str, list[Any]],
) -> Iterator[tuple[int, int, int, str | None]]:
    """Yield (row, column, kind, text) of every filled cell of some columns; see `xlsx.cells`.

    `hidden` gets the rows and columns that are not shown: these stand nowhere else.
    """
    table = _Table(part["name"], columns, hidden)
    parser = expat.ParserCreate()
    parser.StartElementHandler = table.start
    parser.EndElementHandler = table.end
    parser.EntityDeclHandler = table.refuse
    with container.open("content.xml") as stream:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
            yield from table.found
            table.found.clear()
        parser.Parse(b"", True)
    yield from table.found


class _Table:
    """Follows one sheet through the XML."""

    def __init__(
        self, name: str, columns: frozenset[int] | None, hidden: dict[str, list[Any]]
    ) -> None:
        self.name, self.columns, self.hidden = name, columns, hidden
        self.found: list[tuple[int, int, int, str | None]] = []
        self.shows: dict[str, int] = {}  # data style -> how it shows a number
        self.styles: dict[str, int] = {}  # cell style -> the same
        self.no_size: set[str] = set()  # styles of rows and columns
        self.defaults: dict[int, str] = {}  # column -> style of its cells
        self.data_style = self.style = ""
        self.plain = True
        self.inside = False
        self.row = self.column = self.repeat = 0
        self.row_groups: list[bool] = []
        self.column_groups: list[bool] = []
        self.cell: tuple[int, int, dict[str, str]] | None = None

    def refuse(self, *_: Any) -> None:
        raise zipfile.BadZipFile("een DTD hoort niet in een rekenblad")

    def start(self, name: str, a: dict[str, str]) -> None:
        if name.startswith("number:"):
            self._number(name, a)
        elif name.startswith("style:"):
            self._style(name, a)
        elif name == "table:table":
            self.inside = a.get("table:name", "") == self.name
            self.row = self.column = 0
        elif self.inside and name.startswith("table:"):
            self._in_table(name.removeprefix("table:"), a)

    def _number(self, name: str, a: dict[str, str]) -> None:
        if name.endswith("-style"):
            self.data_style = a.get("style:name", "")
            kind = PERCENT if name == "number:percentage-style" else PLAIN
            self.shows[self.data_style] = (
                INVISIBLE if name == "number:number-style" and kind == PLAIN else kind
            )
            return
        if self.shows.get(self.data_style) == PERCENT:
            return
        self.shows[self.data_style] = PLAIN
        if name == "number:number":
            if a.get("number:display-factor", "1") not in ("1", "1.0"):
                self.shows[self.data_style] = SCALED
            elif (int(a.get("number:min-integer-digits", "0")) > 1
                  and a.get("number:decimal-places", "0") == "0"):  # fmt: skip
                self.shows[self.data_style] = PADDED

    def _style(self, name: str, a: dict[str, str]) -> None:
        if name == "style:style":
            self.style = a.get("style:name", "")
            shown = self.shows.get(a.get("style:data-style-name", ""), PLAIN)
            if shown != PLAIN:
                self.styles[self.style] = shown
        size = a.get("style:row-height") or a.get("style:column-width")
        if size and re.match(r"0(?:\.0*)?[a-z]", size):
            self.no_size.add(self.style)

    def _in_table(self, name: str, a: dict[str, str]) -> None:
        match name:
            case "table-column":
                count = min(int(a.get("table:number-columns-repeated", "1")), _MOST)
                first = self.column + 1
                self.column += count
                why = self._why(a, self.column_groups)
                if why:
                    self.hidden["columns"].append((first, self.column, why))
                style = a.get("table:default-cell-style-name", "")
                if style in self.styles:
                    self.defaults |= dict.fromkeys(range(first, first + min(count, 1000)), style)
            case "table-row-group" | "table-column-group":
                groups = self.row_groups if "row" in name else self.column_groups
                groups.append(a.get("table:display") == "false")
            case "table-row":
                self.repeat = min(int(a.get("table:number-rows-repeated", "1")), _MOST)
                self.column = 0
                why = self._why(a, self.row_groups)
                if why and self.repeat < _MOST // 2:
                    rows = range(self.row + 1, self.row + 1 + self.repeat)
                    self.hidden["rows"] += [(n, why) for n in rows]
            case "table-cell" | "covered-table-cell":
                count = min(int(a.get("table:number-columns-repeated", "1")), _MOST)
                self.cell = (self.column + 1, count, a)
                self.column += count

    def _why(self, a: dict[str, str], groups: list[bool]) -> str:
        if a.get("table:visibility", "visible") != "visible" or any(groups):
            return "verborgen"
        if a.get("table:style-name") in self.no_size:
            return "hoogte 0"
        return "gegroepeerd" if groups else ""

    def end(self, name: str) -> None:
        match name.removeprefix("table:"):
            case "table-row-group":
                self.row_groups = self.row_groups[:-1]
            case "table-column-group":
                self.column_groups = self.column_groups[:-1]
            case "table-row":
                self.row += self.repeat
            case "table":
                self.inside = False
            case "table-cell" | "covered-table-cell" if self.cell is not None:
                self._close(*self.cell)
                self.cell = None

    def _close(self, first: int, count: int, a: dict[str, str]) -> None:
        kind = _kind(a)
        if kind is None:
            return
        base, text = kind
        for column in range(first, first + min(count, 1000)):
            if self.columns is not None and column not in self.columns:
                continue
            style = a.get("table:style-name") or self.defaults.get(column, "")
            shown = self.styles.get(style, PLAIN)
            if a.get("office:value-type") == "percentage":
                shown = PERCENT
            elif shown == PERCENT or (base not in (NUMBER, TEXT)):
                shown = PLAIN
            whole = base + FORMATS * shown
            rows = range(self.row + 1, self.row + 1 + self.repeat)
            self.found += [(row, column, whole, text) for row in rows]


def _kind(a: dict[str, str]) -> tuple[int, str | None] | None:
    match a.get("office:value-type") or a.get("calcext:value-type"):
        case "float" | "percentage" | "currency":
            return NUMBER, number_text(a.get("office:value", ""))
        case "boolean":
            truth = a.get("office:boolean-value") == "true"
            return BOOLEAN, "WAAR" if truth else "ONWAAR"
        case "time":
            return DURATION, _time(a.get("office:time-value", ""))
        case "date":
            return DATE, None
        case "error":
            return ERROR, ""
        case "string":
            return TEXT, None
        case _:
            return None


def _time(value: str) -> str:
    found = _TIME.match(value)
    if found is None:
        return value
    sign, days, hours, minutes, seconds = (found[i] or "0" for i in range(1, 6))
    total = (int(days) * 24 + int(hours)) * 3600 + int(minutes) * 60
    text = duration_text(Decimal(total) + Decimal(seconds))
    return f"-{text}" if sign == "-" else text
