"""The rows of a file as text, before anything is known about them: what every reader returns.

A reader gives names and a SQL relation with `c0`, `c1`, ... as VARCHAR, in the order of the file.
It has a column `_rij` (the row as the sender counts) too, or else every row of the file is in it
and the first is `first_row`. What is wrong with the form of the file is in `findings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from verantwoord.model.finding import Finding

OTHER_BLANKS = "\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u3000"


@dataclass
class Raw:
    """A file that could be read, as one relation of texts."""

    header: tuple[str, ...]
    relation: str  # SQL that can stand after FROM
    first_row: int | None = None  # None: the relation has `_rij` itself
    sheet: str | None = None
    separator: str | None = None  # CSV only: decides what an ambiguous number means
    decimal_from_text: bool = True  # False: the numbers were stored as numbers
    tables: dict[str, Any] = field(default_factory=dict)  # Arrow tables that `relation` names
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # findings by code, also not shown ones
    blanks: str = f" \t{OTHER_BLANKS}"  # kinds of blank that may stand at the ends of a cell
    typed_numbers: frozenset[int] = frozenset()  # columns in which every cell is a real number
    made: int = 0  # columns that a mapping made, behind those of the file
    header_row: int = 1
    plain: bool = False  # no text holds anything but ASCII, nor two blanks behind each other
    spreadsheet_texts: bool = False  # CSV: some cells are written ="00123", or '00123
    first_column: int | None = None  # of a spreadsheet: number of the column of `c0`, A is 1
    # SQL of what each cell of a column is (sheets/kinds.py), where that is not one kind of text
    kinds: dict[int, str] = field(default_factory=dict)
    hidden_rows: tuple[tuple[int, str], ...] = ()  # of a spreadsheet: row, and why it is not seen
    hidden_columns: tuple[tuple[int, str], ...] = ()  # place in the header, and why
    expected_rows: int | None = None  # of the fast way; another number of rows means: go slow
    slow: Callable[[], Raw] | None = None
    commas: bool = True  # False: no cell holds a comma, known before any is read
    # of a text: every row as it was sent, by its number, the header and what stands above it too
    as_sent: Callable[[], Iterator[tuple[int, list[str]]]] | None = None
    # of the fast way: some rows by their number, in order, without reading the rest as cells
    rows_at: Callable[[list[int]], list[list[str | None]]] | None = None

    @property
    def at_most(self) -> int | None:
        """How many rows there can be; None when that is not known before they are read."""
        if self.expected_rows is not None:
            return self.expected_rows
        return sum(t.num_rows for t in self.tables.values()) if self.tables else None
