"""Reads CSV: DuckDB's parallel reader when the file is regular, Python's reader when it is not.

Both give the same rows (a property test compares them). The fast way is taken only when the
number of lines proves that every line is one row; everything irregular - a line break inside
quotes, an empty line, a row that is too short - goes the slow way, which knows the exact row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any

from verantwoord.deliveries import limits
from verantwoord.deliveries.batches import write_rows
from verantwoord.deliveries.encoding import CleanText, clean_text
from verantwoord.deliveries.errors import UnreadableFile
from verantwoord.deliveries.head import header_below
from verantwoord.deliveries.messages import FilePlace, finding
from verantwoord.deliveries.names import LOOKED_AT, header_row, hits
from verantwoord.deliveries.raw import Raw
from verantwoord.model.finding import Finding

csv.field_size_limit(limits.MAX_LINE_CHARS)  # a cell is judged by its length as any other
SEPARATORS = (",", ";", "\t")
_OTHERS = ("|", "^", "~", ":")  # that we know, and do not read


def read_csv(
    file: Path, scratch: Path, known: frozenset[str], language: str, most: int = limits.MAX_SHOWN
) -> Raw:
    """Read a CSV file into a relation of texts.

    Shape:    file; `known` are the column names of the dataset, lower case -> Raw.
    Unit:     none; every cell is text.
    Missing:  an empty cell is NULL, quoted or not.
    Rounding: none.
    Errors:   UnreadableFile for a file without any usable row structure.
    Source:   RFC 4180, with comma, semicolon or tab; docs/leveren.md.
    """
    text = clean_text(file, scratch)
    found = _header(text, known)
    header, separator = found.cells, found.separator
    if len(header) > limits.MAX_COLUMNS:
        raise UnreadableFile("te-veel-kolommen", found=len(header), limit=limits.MAX_COLUMNS)

    def slow() -> Raw:
        return _slow(text, found, scratch, language, most)

    expected = text.newlines - (1 if text.ends_with_newline else 0)
    if len(header) < 2 or expected < 1 or not text.regular or found.row > 1:
        return slow()  # with one column an empty line looks like a row
    relation = _fast(text, header, separator)
    return Raw(
        header,
        relation,
        2,
        separator=separator,
        plain=text.plain,
        blanks=text.blanks,
        spreadsheet_texts=text.spreadsheet_texts,
        expected_rows=expected,
        slow=slow,
        commas=separator != "," or text.quotes,
        as_sent=partial(_as_sent, text, separator),
        rows_at=partial(_rows_at, text, separator),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the header of a file is, and what separates its cells."""

    cells: tuple[str, ...]
    separator: str
    row: int
    first: str  # the text of the first row


def _header(text: CleanText, known: frozenset[str]) -> _Head:
    with text.path.open("r", encoding="utf-8-sig", newline="") as stream:
        line = stream.readline(limits.MAX_LINE_CHARS + 1)
    if len(line) > limits.MAX_LINE_CHARS:
        raise UnreadableFile("tekstregel-te-lang", limit=limits.MAX_LINE_CHARS, where="1")
    best: tuple[tuple[int, int, int], _Head] | None = None
    error: UnreadableFile | None = None
    for order, separator in enumerate((*SEPARATORS, *_OTHERS)):
        ours = separator in SEPARATORS
        rows, wrong = _first_rows(text, separator)
        error = error or wrong
        at = header_row(rows, known)
        cells = tuple(rows[at - 1]) if rows else ()
        if at > 1 and cells:
            cells = (cells[0].strip().removeprefix("#"), *cells[1:])
        score = (hits(cells, known), len(cells) if ours else 0, -order)
        if best is None or score > best[0]:
            best = (score, _Head(cells, separator, at, line.rstrip("\r\n")))
    assert best is not None  # there are three separators
    head = best[1]
    if head.separator in _OTHERS and best[0][0] > 1:
        raise UnreadableFile("scheidingsteken", separator=head.separator)
    if not any(c.strip() for c in head.cells):
        raise error or UnreadableFile("bestand-leeg")
    return head


def _first_rows(text: CleanText, separator: str) -> tuple[list[list[str]], UnreadableFile | None]:
    """Return the rows among which a header is looked for, and why there are no more."""
    rows: list[list[str]] = []
    with text.path.open("r", encoding="utf-8-sig", newline="") as stream:
        try:
            for _, row in islice(_records(stream, separator), LOOKED_AT):
                rows.append(row)
        except UnreadableFile as error:
            return rows, error
    return rows, None


def _fast(text: CleanText, header: tuple[str, ...], separator: str) -> str:
    """Return the relation of DuckDB's own reader, set so that it refuses what is irregular."""
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(header)))
    return (
        f"read_csv({quoted(str(text.path))}, auto_detect=false, header=false, skip=1, "
        f"delim={quoted(separator)}, quote='\"', escape='\"', nullstr='', comment='', "
        f"allow_quoted_nulls=true, null_padding=false, strict_mode=true, ignore_errors=false, "
        f"max_line_size={limits.MAX_LINE_CHARS}, columns={{{columns}}})"
    )


def _rows_at(text: CleanText, separator: str, numbers: list[int]) -> list[list[str | None]]:
    """Return some rows of a file in which every line is one row; numbers go up."""
    found, ended = list[str](), 0  # so many lines end before the place in the stream
    with text.path.open("rb") as stream:
        for number in numbers:
            # a line is whole behind a mark before which the line before it has not ended
            place, before = max(m for m in text.marks if m[1] + 1 < number or m == (0, 0))
            if before > ended:
                stream.seek(place)
                ended = before
            for line in stream:
                ended += 1
                if ended == number:
                    found.append(line.decode("utf-8"))
                    break
    cells = csv.reader(found, delimiter=separator, strict=True)
    return [[c or None for c in line] for line in cells]


def _slow(text: CleanText, head: _Head, scratch: Path, language: str, most: int) -> Raw:
    header, separator = head.cells, head.separator
    findings: list[Finding] = []
    counts = {"csv-rij-breedte": 0}
    width = len(header)
    if head.row > 1:
        findings.append(header_below(head.row, head.first, FilePlace(row=head.row), language))

    def rows() -> Iterator[tuple[int, list[str | None]]]:
        with text.path.open("r", encoding="utf-8-sig", newline="") as stream:
            for number, row in _records(stream, separator):
                if number <= head.row or not any(c.strip(text.blanks) for c in row):
                    continue
                if len(row) < width or any(row[width:]):
                    counts["csv-rij-breedte"] += 1
                    if len(findings) < most:
                        place = FilePlace(row=number)
                        findings.append(
                            finding(
                                "csv-rij-breedte", place, language, found=len(row), expected=width
                            )
                        )
                    continue
                yield number, [c or None for c in row[:width]]

    table = write_rows(rows(), width, scratch / "rijen.arrow")
    return Raw(
        header,
        "csv_rijen",
        separator=separator,
        plain=text.plain,
        blanks=text.blanks,
        spreadsheet_texts=text.spreadsheet_texts,
        header_row=head.row,
        as_sent=partial(_as_sent, text, separator),
        tables={"csv_rijen": table},
        findings=findings,
        counts={code: n for code, n in counts.items() if n},
    )


def _as_sent(text: CleanText, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row of a file and its number, whatever it holds."""
    with text.path.open("r", encoding="utf-8-sig", newline="") as stream:
        yield from _records(stream, separator)


def _records(stream: IO[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row as a spreadsheet counts it, cells); refuses lines and quotes without an end."""
    lines = _lines(stream)
    reader: Any = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            long = "field larger" in str(error)
            code = "tekstregel-te-lang" if long else "csv-aanhalingsteken"
            values = {"limit": limits.MAX_LINE_CHARS} if long else {}
            raise UnreadableFile(code, where=str(number), **values) from error
        yield number, row


def _lines(stream: IO[str]) -> Iterator[str]:
    number = 0
    while line := stream.readline(limits.MAX_LINE_CHARS + 1):
        number += 1
        if len(line) > limits.MAX_LINE_CHARS:
            raise UnreadableFile(
                "tekstregel-te-lang", limit=limits.MAX_LINE_CHARS, where=str(number)
            )
        yield line


def quoted(text: str) -> str:
    """Return a text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"
