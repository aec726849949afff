"""A file that is wrong in one way, and every word that its sender reads, in both languages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.unit.deliveries.sheets import Page, write
from verantwoord.deliveries.accept import check
from verantwoord.model.dataset import Dataset
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

JULY = Period.parse("2024-07")
Words: TypeAlias = tuple[str, tuple[str, str, str]]  # where; found, expected and action
Content: TypeAlias = str | bytes | Page


class Spoken(NamedTuple):
    """What is found in a file: its code, and its words in Dutch and English."""

    code: str
    nl: Words
    en: Words


def spoken(pack: Pack, path: Path, content: Content, dataset: Dataset) -> list[Spoken]:
    """Check a file in both languages; the same must be found, in other words."""
    if isinstance(content, Page):
        write(path, content)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    nl, en = (
        check(path, dataset, pack, "alfa", JULY, language=language).findings
        for language in ("nl", "en")
    )
    assert [(f.code, f.row, f.column, f.severity, f.cells) for f in nl] == [
        (f.code, f.row, f.column, f.severity, f.cells) for f in en
    ]
    assert [f.recorded for f in nl] == [f.recorded for f in en] == [f.expected for f in nl]
    return [Spoken(a.code, _words(a), _words(b)) for a, b in zip(nl, en, strict=True)]


def _words(found: Finding) -> Words:
    return found.where, (found.found, found.expected, found.action)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def book(fill: Callable[[Any, Any], object]) -> bytes:
    """An xlsx as a library writes it: a header, one row, and then what `fill` does."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        first = made.add_worksheet("proef")
        first.write_row(0, 0, ["plek", "uren"])
        first.write_row(1, 0, ["A", 1.5])
        fill(made, first)
    return out.getvalue()


def parquet(table: Mapping[str, list[Any]]) -> bytes:
    """A Parquet file."""
    out = io.BytesIO()
    pq.write_table(pa.table(dict(table)), out)
    return out.getvalue()
