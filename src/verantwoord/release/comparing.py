"""Says whether two files of a release say the same, when their bytes do not.

Only for files made by another version of the program or its libraries; with the same versions,
other bytes are a difference and nothing here is asked. `redrawn` says that our own drawing code is
another, so that words may have changed; then a page must still show the same numbers, and under
each link to a figure the same text. An unknown kind of file is never called the same.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

# what a figure says; a release of any version has these columns
TELLING = (
    "value", "numerator", "denominator", "published", "status", "reason", "unit",
)  # fmt: skip
_FIGURES = ("data/figures", "data/indicator/")
_SCRIPT = re.compile(r"<script|\son\w+\s*=|javascript:", re.IGNORECASE)
# by which a page or style sheet puts something on the screen that does not stand in its text
_PAINT = re.compile(
    r"(?<![-\w])content\s*:[^;}]*|url\([^)]*\)|@import[^;]*|<link[^>]*>|http-equiv|srcdoc|<!--.*?-->"
    r"|<(?:iframe|frame|object|embed|form|base|template)\b|\sstyle\s*=\s*[^>]*",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_HASH = re.compile(r"\b[0-9a-f]{12,64}\b")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_FIGURE = re.compile(r'<a class="fig" href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def same_content(path: str, then: bytes, now: bytes, redrawn: bool) -> bool:
    """Return whether a file says what it would say when made today.

    Missing:  a file that cannot be read says nothing, and is not the same.
    Source:   adr/2026-11-26-values-first-bytes-second.md
    """
    kind = path.rpartition(".")[2]
    try:
        if kind == "parquet":
            return _same_table(path, _parquet(then), _parquet(now), redrawn)
        if kind == "csv":
            return _same_table(path, _csv(then), _csv(now), redrawn)
        if kind == "json":
            return _same_json(only_once(then), only_once(now), redrawn)
        if kind in ("html", "svg"):
            return _same_page(path, then.decode(), now.decode(), redrawn)
        if kind == "css":
            return redrawn and _paints_no_more(then.decode(), now.decode())
    except (ValueError, KeyError, csv.Error, RecursionError):
        return False
    return False


def same_receipt(then: Mapping[str, Any], now: Mapping[str, Any], form: set[str]) -> bool:
    """Return whether two receipts say the same, but for the hashes of files of another form.

    The SQL may be written in another way; what it gives is compared in the figures.
    """
    if then.keys() != now.keys() or then["sql"].keys() != now["sql"].keys():
        return False
    for part in ("files", "rows"):
        if {k: v for k, v in then[part].items() if k not in form} != {
            k: v for k, v in now[part].items() if k not in form
        }:
            return False
    free = ("files", "rows", "sql")
    return all(then[k] == now[k] for k in then if k not in free)


def only_once(content: bytes) -> Any:
    """Return what JSON says; ValueError when a key stands twice: readers differ on which counts."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        document = dict(found)
        if len(document) < len(found):
            raise ValueError("a key stands twice")
        return document

    return json.loads(content, object_pairs_hook=pairs)


Columns = dict[str, list[str | None]]


def _parquet(content: bytes) -> Columns:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = pq.read_table(pa.BufferReader(content)).to_pydict()
    except pa.ArrowException as error:
        raise ValueError(str(error)) from error
    return {name: [None if v is None else repr(v) for v in cells] for name, cells in found.items()}


def _csv(content: bytes) -> Columns:
    names, *rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    if len(set(names)) != len(names) or any(len(row) != len(names) for row in rows):
        raise ValueError("no table")
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def _same_table(path: str, then: Columns, now: Columns, redrawn: bool) -> bool:
    """A later program may know more columns or fewer; what both know must be the same."""
    shared = then.keys() & now.keys()
    if not redrawn and list(then) != list(now):
        return False
    if path.startswith(_FIGURES) and not {"id", *TELLING} <= shared:
        return False
    return bool(shared) and all(then[name] == now[name] for name in shared)


def _same_json(then: Any, now: Any, redrawn: bool) -> bool:
    """A later program may say more; what both say must be the same."""
    if isinstance(then, dict) and isinstance(now, dict):
        if not redrawn and then.keys() != now.keys():
            return False
        shared = then.keys() & now.keys()
        whole = bool(shared) or then == now
        return whole and all(_same_json(then[k], now[k], redrawn) for k in shared)
    if isinstance(then, list) and isinstance(now, list):
        pairs = zip(then, now, strict=False)
        return len(then) == len(now) and all(_same_json(a, b, redrawn) for a, b in pairs)
    return type(then) is type(now) and bool(then == now)


def _same_page(path: str, then: str, now: str, redrawn: bool) -> bool:
    if path == "kwitantie.html":  # it shows the hashes of the other files
        then, now = _HASH.sub("", then), _HASH.sub("", now)
    if not redrawn:
        return _text(then) == _text(now) and _tight(then) == _tight(now)
    if _SCRIPT.search(then):  # our pages have none: what it would show, nobody can say
        return False
    if not _paints_no_more(then, now):
        return False
    return _numbers(then) == _numbers(now) and _figures(then) == _figures(now)


def _paints_no_more(then: str, now: str) -> bool:
    return set(_PAINT.findall(then)) <= set(_PAINT.findall(now))


def _text(page: str) -> list[str]:
    return unescape(_TAG.sub(" ", page)).split()


def _tight(page: str) -> str:
    """Return a page without blanks: what is left when templates put their lines another way."""
    return "".join(unescape(page).split())


def _numbers(page: str) -> list[str]:
    return sorted(_NUMBER.findall(" ".join(_text(page))))


def _figures(page: str) -> set[tuple[str, str]]:
    """Return what stands under each link to a figure."""
    return {(href.rpartition("/")[2], " ".join(_text(t))) for href, t in _FIGURE.findall(page)}
