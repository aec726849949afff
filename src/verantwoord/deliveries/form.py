"""Which form a file has, by name and by content, and whether a zip container is safe to open.

Nothing is unpacked to disk; the checks here read only the directory of a container.
"""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from verantwoord.deliveries import limits
from verantwoord.deliveries.errors import UnreadableFile


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
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
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
    if form is None:
        raise UnreadableFile("bestand-onbekende-soort", extension=file.suffix or file.name)
    size = file.stat().st_size
    if size == 0:
        raise UnreadableFile("bestand-leeg")
    if size > limits.MAX_FILE_BYTES:
        raise UnreadableFile(
            "bestand-te-groot", size=_size(size), limit=_size(limits.MAX_FILE_BYTES)
        )
    with file.open("rb") as stream:
        actual = _actual(stream.read(16))
    if actual == "ole" and form in (Form.XLSX, Form.ODS):
        raise UnreadableFile("bestand-met-wachtwoord")  # encrypted xlsx, or an old xls
    expected = {Form.XLSX: "zip", Form.ODS: "zip", Form.PARQUET: "parquet"}.get(form, "tekst")
    if actual != expected:
        raise UnreadableFile("bestand-anders-dan-naam", extension=extension, actual=actual)
    if form in (Form.XLSX, Form.ODS):
        check_container(file, form)
    return form


def _actual(first: bytes) -> str:
    return next((name for magic, name in _MAGIC if first.startswith(magic)), "tekst")


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
            "bestand-beschadigd", reason=f"{len(names)} onderdelen, of een onderdeel dubbel"
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
