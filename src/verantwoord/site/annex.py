"""The annex 'moties en toezeggingen' (RBV model 3.42) as a file: CSV, Markdown or HTML."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator
from itertools import groupby

from verantwoord.register.model342 import COLUMNS, OPEN_GROUP, Annex, AnnexRow
from verantwoord.release.open_files import safe


def to_csv(made: Annex) -> str:
    """Write the annex as CSV: comma, UTF-8, one header line; no cell can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe(cell) for cell in row.cells] for row in made.rows)
    return out.getvalue()


def _groups(made: Annex) -> Iterator[tuple[str, str, str, list[AnnexRow]]]:
    def key(row: AnnexRow) -> tuple[str, str, str]:
        return row.policy_area, row.kind, row.group

    for (area, kind, group), rows in groupby(made.rows, key=key):
        plural = "moties" if kind == "motie" else "toezeggingen"
        heading = f"{'In behandeling zijnde' if group == OPEN_GROUP else 'Afgehandelde'} {plural}"
        yield area, kind, heading, list(rows)


def _opening(made: Annex) -> str:
    joins = f"; sluit aan op {made.joins}" if made.joins else ""
    window = f"Venster: {made.first} tot en met {made.last}{joins}."
    return f"{window} Deze bijlage valt buiten de controle."


def to_markdown(made: Annex) -> str:
    """Write the annex as Markdown, in the classic layout."""
    lines = ["# Moties en toezeggingen", "", _opening(made)]
    area_now = None
    for area, kind, heading, rows in _groups(made):
        if area != area_now:
            lines += ["", f"## {area}"]
            area_now = area
        lines += ["", f"### {heading}", ""]
        lines += [f"| Omschrijving {kind} | Vindplaats | Stand van zaken |", "| --- | --- | --- |"]
        lines += [
            f"| {_md(r.description)} | {_md(r.found_at)} | {_md(_state_cell(r))} |" for r in rows
        ]
    return "\n".join(lines) + "\n"


def _state_cell(row: AnnexRow) -> str:
    due = f" Termijn: {row.due}." if row.due else ""
    return f"{row.status}{due} Oordeel Kamer: {row.judgement}."


def _md(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def to_html(made: Annex) -> str:
    """Write the annex as an HTML fragment with a caption and header cells per table."""
    out = [f"<p>{html.escape(_opening(made))}</p>"]
    area_now = None
    for area, kind, heading, rows in _groups(made):
        if area != area_now:
            out.append(f"<h2>{html.escape(area)}</h2>")
            area_now = area
        out.append(f"<table><caption>{html.escape(heading)}</caption><thead><tr>")
        names = (f"Omschrijving {kind}", "Vindplaats", "Stand van zaken")
        out += [f'<th scope="col">{html.escape(n)}</th>' for n in names]
        out.append("</tr></thead><tbody>")
        for row in rows:
            cells = (row.description, row.found_at, _state_cell(row))
            out.append("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells) + "</tr>")
        out.append("</tbody></table>")
    return "\n".join(out) + "\n"
