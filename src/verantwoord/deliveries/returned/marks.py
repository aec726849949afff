"""What is marked in a workbook that goes back, and what its sheet of findings says.

Plain values only: which cells get which colour and which comment, and the lines of the list.
`edit` puts them in a workbook, in a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from verantwoord.deliveries import limits
from verantwoord.deliveries.judged import CheckReport
from verantwoord.deliveries.messages import RULE_CODES
from verantwoord.deliveries.names import normal
from verantwoord.deliveries.seen import letters
from verantwoord.deliveries.sheets.xlsx import column_number
from verantwoord.deliveries.spreadsheet_source import RETURNED
from verantwoord.deliveries.wrong_rule import page_of
from verantwoord.model.dataset import Severity
from verantwoord.model.finding import Finding
from verantwoord.nouns import FINDING

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?\Z")
_IN_COMMENT = 5  # findings that are written out; the list has all
_SEVERAL = 20  # cells at which the comment of one finding hangs, such as two double rows
_COMMENT_CHARS = 2_000
_LIST_CHARS = 30_000  # one cell of the list; a spreadsheet keeps 32.767
_LINKS = 60_000  # a spreadsheet keeps 65.530 in one sheet
_HEADER_FINDINGS = ("kolom-", "persoonsgegeven-kolom", "kop-lager")

Area = tuple[int, int, int, int]  # first row, first column, last row, last column, from 1


@dataclass(frozen=True, slots=True)
class RowsPlace:
    """Where the rows of a file stand in the workbook that goes back."""

    sheet: str
    header_row: int
    first_column: int
    names: tuple[str, ...]  # as the sender wrote them, from `first_column` on
    row_of: Callable[[int], int | None] = lambda row: row  # None: the row is not in the workbook


@dataclass
class Marks:
    """What goes in a workbook, as plain values."""

    areas: dict[str, list[str]] = field(default_factory=lambda: {"blocks": [], "warns": []})
    comments: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    lines: list[list[Any]] = field(default_factory=list)  # of the list: text, or [text, place]


def marks(
    file: str, report: CheckReport, layout: RowsPlace | None, said: Sequence[str], language: str
) -> dict[str, Any]:
    """Return what is to be marked, as `edit` takes it.

    Shape:    name of the file, what was found, where its rows stand (None: nowhere), and what is
              to be said above the list -> colours, comments, and the sheet with the list.
    Missing:  a finding about the whole file colours nothing; it stands in the list.
    Rounding: none; a value is shown as the sender sees it, without personal data.
    Errors:   none.
    Source:   adr/2026-11-26-the-own-workbook-comes-back.md
    """
    nl = language != "en"
    found = Marks()
    for number, one in enumerate(report.findings, 1):
        areas = _areas(one, layout) if layout else []
        found.areas[one.severity.value] += [reference(a) for a in areas]
        for top, left, _, _ in [a for a in areas if a[1] == areas[0][1]][:_SEVERAL]:
            found.comments.setdefault((top, left), []).append(_comment(one, nl))
        found.lines.append(_line(number, one, areas, layout, nl))
    own = any(one.flex for one in report.findings)
    return {
        "sheet": layout.sheet if layout else None,
        "areas": found.areas,
        "comments": [
            [row, column, _short(texts, nl)]
            for (row, column), texts in list(found.comments.items())[: limits.MAX_COMMENTS]
        ],
        "list": {
            "name": RETURNED[0 if nl else 1],
            "above": [*_summary(file, report, nl), *said, *_limits_said(report, found, nl)],
            "header": list(_HEADER[0 if nl else 1][: 11 if own else 10]),
            "lines": [line[: 11 if own else 10] for line in found.lines],
        },
    }


_HEADER = (
    ("Nr.", "Ernst", "Waar", "Alle cellen", "Kolom", "Wat er staat", "Bevinding",
     "Wat u kunt doen", "Code", "Uitleg", "Uw eigen kolommen"),
    ("No.", "Severity", "Where", "All cells", "Column", "What it says", "Finding",
     "What you can do", "Code", "Explanation", "Your own columns"),
)  # fmt: skip
_SEVERITY = {
    Severity.BLOCKS: ("Houdt tegen", "Blocks"),
    Severity.WARNS: ("Waarschuwing", "Warning"),
}


def _summary(file: str, report: CheckReport, nl: bool) -> Iterator[str]:
    language = "nl" if nl else "en"
    blocking = sum(
        n for kind, n in report.counts.items()
        if kind not in report.kinds or report.kinds[kind].severity is Severity.BLOCKS
    )  # fmt: skip
    warning = report.total - blocking
    counted = FINDING.counted(report.total, language)
    if not report.total:
        yield f"{file}: geen bevindingen." if nl else f"{file}: no findings."
        return
    parts = []
    if blocking:
        parts.append(f"tegenhoudend: {blocking}" if nl else f"blocking: {blocking}")
    if warning:
        parts.append(f"waarschuwing: {warning}" if nl else f"warnings: {warning}")
    yield f"{file}: {counted} ({', '.join(parts)})."
    yield (
        "Rood houdt de levering tegen. Geel is een waarschuwing: verbeter haar of leg haar uit. "
        "Verbeter de cellen in dit bestand en controleer het opnieuw; dit blad mag blijven staan."
        if nl
        else "Red blocks the delivery. Yellow is a warning: mend it or explain it. Mend the cells "
        "in this file and check it again; this sheet may stay."
    )


def _limits_said(report: CheckReport, found: Marks, nl: bool) -> Iterator[str]:
    if report.unlisted:
        yield (
            f"Niet in deze lijst: {FINDING.counted(report.unlisted)}. Meer dan "
            f"{limits.MAX_RETURNED} regels schrijven we niet; geteld zijn ze wel."
            if nl
            else f"Not in this list: {FINDING.counted(report.unlisted, 'en')}. We write no more "
            f"than {limits.MAX_RETURNED} lines; they are counted."
        )
    if len(found.comments) > limits.MAX_COMMENTS:
        yield (
            f"Alleen de eerste {limits.MAX_COMMENTS} cellen hebben een opmerking; de kleur en deze "
            "lijst zijn volledig."
            if nl
            else f"Only the first {limits.MAX_COMMENTS} cells have a comment; the colour and this "
            "list are complete."
        )


def _areas(one: Finding, layout: RowsPlace) -> list[Area]:
    """Return the cells that a finding is about; of a row, its first cell."""
    if one.cells:
        return [area for text in one.cells if (area := area_of(text))]
    about_header = one.code.startswith(_HEADER_FINDINGS)
    rows = one.rows or (((one.row, one.row),) if one.row is not None else ())
    named = one.columns or ((one.column,) if one.column is not None else ())
    columns = [c for name in named for c in _places(name, layout)]
    if about_header or (named and not rows):
        rows = ()
        spans = [(layout.header_row, layout.header_row)]
    else:
        spans = list(_spans(rows, layout))
    columns = columns or [layout.first_column]
    return [(low, c, high, c) for low, high in spans for c in dict.fromkeys(columns)]


def _places(name: str, layout: RowsPlace) -> list[int]:
    wanted = normal(name)
    return [layout.first_column + i for i, n in enumerate(layout.names) if normal(n) == wanted]


def _spans(rows: Sequence[tuple[int, int]], layout: RowsPlace) -> Iterator[tuple[int, int]]:
    for low, high in rows:
        first, last = layout.row_of(low), layout.row_of(high)
        if first is not None and last is not None and last - first == high - low:
            yield first, last
            continue
        for row in (low, high) if low != high else (low,):  # the rest of it was left out
            if (at := layout.row_of(row)) is not None:
                yield at, at


def area_of(text: str) -> Area | None:
    """Return the numbers of an address such as `D2` or `D2:F9`; None for anything else."""
    match = _AREA.match(text)
    if match is None:
        return None
    left, top = column_number(match[1].encode()), int(match[2])
    right = column_number(match[3].encode()) if match[3] else left
    bottom = int(match[4]) if match[4] else top
    whole = 1 <= top <= bottom <= 1 << 20 and 1 <= left <= right <= 1 << 14
    return (top, left, bottom, right) if whole else None


def reference(area: Area) -> str:
    """Return how a spreadsheet calls some cells: `D2` or `D2:D9`."""
    top, left, bottom, right = area
    first = f"{letters(left)}{top}"
    return first if (top, left) == (bottom, right) else f"{first}:{letters(right)}{bottom}"


def _comment(one: Finding, nl: bool) -> str:
    word = _SEVERITY[one.severity][0 if nl else 1]
    return f"{word}: {one.found} {one.expected} {one.action} [{one.code}]"


def _short(texts: list[str], nl: bool) -> str:
    """Return the text of one comment: the first findings, and how many more there are."""
    text = "\n\n".join(texts[:_IN_COMMENT])
    if len(text) > _COMMENT_CHARS:
        text = text[: _COMMENT_CHARS - 1] + "…"
    left = len(texts) - _IN_COMMENT
    if left > 0:
        text += (
            f"\n\nEn nog {left}: zie het blad {RETURNED[0]}."
            if nl
            else f"\n\nAnd {left} more: see the sheet {RETURNED[1]}."
        )
    return text


def _line(
    number: int, one: Finding, areas: list[Area], layout: RowsPlace | None, nl: bool
) -> list[Any]:
    where: Any = one.where
    if areas and layout and number <= _LINKS:
        where = [one.where, f"{quoted_sheet(layout.sheet)}!{reference(areas[0])}"]
    code = one.rule if one.code in RULE_CODES.values() else one.code
    return [
        str(number),
        _SEVERITY[one.severity][0 if nl else 1],
        where,
        _cut(", ".join(reference(a) for a in areas)),
        ", ".join(one.columns) or one.column or "",
        one.value,
        f"{one.found} {one.expected}",
        one.action,
        code,
        page_of(one.code),
        "; ".join(f"{k}: {v}" for k, v in one.flex),
    ]


def quoted_sheet(name: str) -> str:
    """Return the name of a sheet as it stands in an address."""
    return "'" + name.replace("'", "''") + "'"


def _cut(text: str) -> str:
    return text if len(text) <= _LIST_CHARS else text[:_LIST_CHARS].rpartition(",")[0] + " …"
