"""Which form a file has, by name and by content, and whether a zip container is safe to open.

Nothing is unpacked to disk; the checks here read only the directory of a container.
"""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from verantwoord.deliveries import limits
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.messages import InWords


class Form(StrEnum):
    """The forms that we read."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    PARQUET = "parquet"
    JSONL = "jsonl"


_EXTENSIONS = {
    ".csv": Form.CSV,
    ".txt": Form.CSV,
    ".tsv": Form.CSV,
    ".xlsx": Form.XLSX,
    ".ods": Form.ODS,
    ".parquet": Form.PARQUET,
    ".jsonl": Form.JSONL,
    ".ndjson": Form.JSONL,
}
_TEXT = (Form.CSV, Form.JSONL)
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
)
# what a text begins with that is no table of cells; many programs call such a file .xls or .csv
_MARKED_UP = (
    (re.compile(rb"\s*(?:<!doctype html|<html|<table|<head|<body|<meta)", re.IGNORECASE), "HTML"),
    (re.compile(rb"\s*<\?xml|\s*<\w+[^>]*\bxmlns"), "XML"),
    (re.compile(rb'\s*[\[{]\s*["{\[]'), "JSON"),
)
_PARTS = (  # which part a container has, and what it is then
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
)


def form_of(file: Path) -> Form:
    """Return the form of a file when its name, its first bytes and its size agree with it.

    Shape:    one file -> Form.
    Unit:     none.
    Missing:  an empty file is refused.
    Rounding: none.
    Errors:   UnreadableFile with the code of the finding.
    Source:   own choice of forms, docs/leveren.md.
    """
    extension = file.suffix.lower()
    form = _EXTENSIONS.get(extension)
    size = file.stat().st_size
    if form is None:
        actual = _actual(file, None) if size else "leeg"
        raise UnreadableFile(
            "bestand-onbekende-soort", extension=file.suffix or file.name, actual=actual
        )
    if size == 0:
        raise UnreadableFile("bestand-leeg")
    if size > limits.MAX_FILE_BYTES:
        raise UnreadableFile(
            "bestand-te-groot", size=_size(size), limit=_size(limits.MAX_FILE_BYTES)
        )
    actual = _actual(file, form)
    if actual == "versleuteld" and form in (Form.XLSX, Form.ODS):
        raise UnreadableFile("bestand-met-wachtwoord")
    expected = {Form.XLSX: "xlsx", Form.ODS: "ods", Form.PARQUET: "parquet"}.get(form, "tekst")
    if actual != expected and not (actual == "zip" and expected in ("xlsx", "ods")):
        raise UnreadableFile("bestand-anders-dan-naam", extension=extension, actual=actual)
    if form in (Form.XLSX, Form.ODS):
        check_container(file, form)
    return form


def _actual(file: Path, form: Form | None) -> str:
    """Return what a file is by its content, in a word that its sender knows."""
    with file.open("rb") as stream:
        first = stream.read(4096)
        rest = stream.read(1 << 20) if first.startswith(_MAGIC[3][0]) else b""
    kind = next((name for magic, name in _MAGIC if first.startswith(magic)), "tekst")
    if kind == "zip":
        return _in_container(file)
    if kind == "ole":  # an old workbook has a stream of that name; what is encrypted has not
        old = "Workbook".encode("utf-16-le") in first + rest
        return "xls" if old else "versleuteld"
    if kind == "tekst" and form is not Form.JSONL:
        text = first.removeprefix(b"\xef\xbb\xbf")
        kind = next((name for begins, name in _MARKED_UP if begins.match(text)), kind)
    return kind


def _in_container(file: Path) -> str:
    try:
        with zipfile.ZipFile(file) as container:
            names = frozenset(container.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "zip"  # `check_container` says what is wrong with it
    found = next((kind for part, kind in _PARTS if part in names), None)
    if found is None and "content.xml" in names:
        found = "ods"
    return found or "zip"


def check_container(file: Path, form: Form) -> None:
    """Refuse a zip that is damaged, encrypted, too large unpacked, or names paths outside it."""
    try:
        with zipfile.ZipFile(file) as container:
            entries = container.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile("bestand-beschadigd", reason=_reason(error)) from error
    names = [e.filename for e in entries]
    for entry in entries:
        _check_name(entry.orig_filename)
        if entry.flag_bits & 0x1:
            raise UnreadableFile("bestand-met-wachtwoord")
    if len(names) != len(set(names)) or len(names) > limits.MAX_CONTAINER_FILES:
        raise UnreadableFile(
            "bestand-beschadigd",
            reason=InWords(
                f"{len(names)} onderdelen, of een onderdeel dubbel",
                f"{len(names)} parts, or one part twice",
            ),
        )
    _check_size(file, entries)
    needed = "xl/workbook.xml" if form is Form.XLSX else "content.xml"
    if needed not in names:
        raise UnreadableFile(
            "bestand-anders-dan-naam", extension=f".{form.value}", actual="een ander zipbestand"
        )


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name:
        raise UnreadableFile("bestand-onveilig-pad", name=name)


def _check_size(file: Path, entries: list[zipfile.ZipInfo]) -> None:
    packed = max(1, file.stat().st_size)
    unpacked = sum(e.file_size for e in entries)
    ratio = unpacked // packed
    bomb = unpacked > limits.RATIO_FROM_BYTES and ratio > limits.MAX_RATIO
    if unpacked > limits.MAX_UNPACKED_BYTES or bomb:
        raise too_large(unpacked, ratio)


def too_large(unpacked: int, ratio: int) -> UnreadableFile:
    """Return the error for a container that unpacks to too much."""
    return UnreadableFile(
        "bestand-te-groot-uitgepakt",
        size=_size(unpacked),
        ratio=ratio,
        limit=_size(limits.MAX_UNPACKED_BYTES),
    )


def _size(number: int) -> str:
    return f"{number / 1024**2:.0f} MB" if number >= 1024**2 else f"{number} bytes"


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0][:80] if str(error) else type(error).__name__
