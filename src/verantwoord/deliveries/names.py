"""Names of columns: which differences do not matter, and in which row of a file they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

LOOKED_AT = 30  # rows
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_GAP = re.compile(r"[\s\-]+")


def normal(name: str) -> str:
    """Return a column name without the differences that do not matter."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", name))
    return _GAP.sub("_", seen.strip().casefold())


def hits(cells: Iterable[str], known: frozenset[str]) -> int:
    """Return how many different columns of the dataset a row names."""
    return len({normal(c.strip().removeprefix("#")) for c in cells} & known)


def header_row(rows: Sequence[Sequence[str]], known: frozenset[str]) -> int:
    """Return in which row the header stands, counted from 1.

    Shape:    the first rows of a file, and normal names of columns -> number of a row.
    Missing:  1 unless another row names at least two columns, and twice as many as the first.
    Source:   own choice: a note above a table may name one of its columns.
    """
    if not rows:
        return 1
    counts = [hits(row, known) for row in rows[:LOOKED_AT]]
    best = max(counts)
    clear = best >= 2 * max(1, counts[0]) or (len(known) == 1 and best > counts[0])
    return counts.index(best) + 1 if clear else 1
