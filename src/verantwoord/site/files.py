"""All files of a release that are made, in a fixed order: pages, charts, open data, receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from verantwoord.release import open_data, open_files, paths, receipt, trace
from verantwoord.release.material import Material
from verantwoord.release.publish import ReleaseFile
from verantwoord.release.taken_over import TakenOver
from verantwoord.site.pages import (
    audits,
    comparison,
    deliveries,
    document,
    dossiers,
    evidence,
    figure,
    gaps,
    goals,
    indicator,
    organisations,
    overview,
    promises,
    search,
    support,
)
from verantwoord.site.pages.shell import Shell


class _Hashes:
    """Hashes files while they are written: of their bytes, or of what their rows say."""

    def __init__(self, copied: Mapping[str, str]) -> None:
        self.files = dict(copied)
        self.rows: dict[str, str] = {}

    def of(self, pages: Iterable[ReleaseFile]) -> Iterator[ReleaseFile]:
        """Yield each file; when the next is asked for, this one has been written and is known."""
        for page in pages:
            total = hashlib.sha256()
            yield ReleaseFile(page.path, _passing(page.parts, total), page.rows_sha256)
            if page.rows_sha256 is None:
                self.files[page.path] = total.hexdigest()
            else:
                self.rows[page.path] = page.rows_sha256


def _passing(parts: Iterable[bytes], total: Any) -> Iterator[bytes]:
    for part in parts:
        total.update(part)
        yield part


def made_files(material: Material, copied: Mapping[str, str], key: str) -> Iterator[ReleaseFile]:
    """Yield every file that is made; `copied` are the hashes of what is copied into the release.

    The receipt comes last, because it holds the hash of all others.
    """
    hashes = _Hashes(copied)
    shell = Shell(material)
    yield from hashes.of(_all_but_receipt(shell, material))
    so_far = receipt.make(material, hashes.files, hashes.rows, key)
    yield from hashes.of([evidence.receipt_page(shell, so_far)])
    whole = receipt.make(material, hashes.files, hashes.rows, key)
    yield ReleaseFile("receipt.json", receipt.as_bytes(whole))


def _all_but_receipt(shell: Shell, material: Material) -> Iterator[ReleaseFile]:
    yield from _style()
    yield from overview.pages(shell)
    yield from goals.pages(shell)
    yield from indicator.pages(shell)
    yield from comparison.pages(shell)
    yield from organisations.pages(shell)
    yield from support.pages(shell)
    yield from dossiers.pages(shell)
    yield from figure.pages(shell)
    yield from gaps.pages(shell)
    yield from deliveries.pages(shell)
    yield from evidence.pages(shell)
    yield from promises.pages(shell)
    yield from audits.pages(shell)
    yield from document.pages(shell)
    yield from search.pages(shell)
    yield from _data(shell, material)
    taken = TakenOver(material)
    for identifier, figures in material.by_indicator.items():
        if figures:
            content = trace.file_of(material, material.pack.indicators[identifier], figures, taken)
            yield ReleaseFile(paths.trace_file(identifier), content)


def _style() -> Iterator[ReleaseFile]:
    static = files("verantwoord.site").joinpath("static")
    css = static.joinpath("site.css").read_bytes() + static.joinpath("chart.css").read_bytes()
    yield ReleaseFile("stijl/site.css", css)


def _data(shell: Shell, material: Material) -> Iterator[ReleaseFile]:
    described: list[dict[str, Any]] = []
    for table in open_data.tables(material):
        yield ReleaseFile(table.path, open_files.csv_parts(table))
        yield ReleaseFile(f"{table.path}-metadata.json", open_files.csvw(table))
        links = [("CSV", table.path), ("betekenis (CSVW)", f"{table.path}-metadata.json")]
        if table.id == "figures":
            yield ReleaseFile("data/figures.parquet", *open_files.parquet(table))
            links.append(("Parquet", "data/figures.parquet"))
        described.append(_described(table, links))
    for identifier, mine in open_data.by_indicator(material):
        yield ReleaseFile(paths.indicator_csv(identifier), open_files.csv_parts(mine))
    yield evidence.data_page(shell, described)


def _described(table: open_files.Table, links: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "about": table.about,
        "rows": table.count,
        "licence": table.licence[0],
        "licence_name": table.licence[1],
        "files": links,
        "columns": [
            {"name": n, "title": meaning, "datatype": kind}
            for n, (meaning, kind) in table.columns.items()
        ],
    }
