"""Tables that a view joins: CSV files in a pack, with commas, a header, and rows of one width.

Read with a fixed form, so that no library guesses what a file says; what does not have that form
is refused at its line when the pack loads.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from verantwoord.model.errors import PackError, Place
from verantwoord.model.text import Text

_MEND = Text(
    "Bewaar de tabel als CSV in UTF-8: komma's, een kop met één naam per kolom, elke rij even "
    "breed als de kop.",
    "Save the table as CSV in UTF-8: commas, a header with one name a column, every row as wide "
    "as the header.",
)


def exact_path(path: object) -> str:
    """A path that means to DuckDB this file and no other, also with a * or [ in its name."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def literal_path(path: object) -> str:
    """The same as SQL text."""
    return "'" + exact_path(path).replace("'", "''") + "'"


def reference_sql(path: Path) -> str:
    """Return the SELECT that reads a reference table, its types decided by all of its rows."""
    form = "delim = ',', quote = '\"', escape = '\"', header = true, sample_size = -1"
    return f"SELECT * FROM read_csv({literal_path(path)}, {form})"


def check_reference(path: Path, shown: str) -> None:
    """Refuse a reference table that does not say one thing only.

    Shape:    a file and its name in errors -> nothing.
    Missing:  an empty cell is fine; a table without rows is not, because it has no types.
    Errors:   PackError at the line that is wrong.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            _check_header(header, shown)
            rows = 0
            for rows, row in enumerate(reader, 1):  # noqa: B007 - the number is used below
                if len(row) != len(header):
                    raise _wrong_width(shown, reader.line_num, len(row), len(header))
    except UnicodeDecodeError as error:
        raise PackError(Place(shown, 1), Text("is geen UTF-8.", "is not UTF-8."), _MEND) from error
    except csv.Error as error:
        raise PackError(
            Place(shown, reader.line_num),
            Text("is geen geldige CSV.", f"is no valid CSV ({error})."),
            _MEND,
        ) from error
    if not rows:
        raise PackError(Place(shown, 1), Text("heeft geen rijen.", "has no rows."), _MEND)


def _check_header(header: list[str], shown: str) -> None:
    names = [name.strip().casefold() for name in header]
    if not all(names) or len(set(names)) != len(names):
        raise PackError(
            Place(shown, 1),
            Text(
                "heeft een kop met een lege of dubbele naam.",
                "has a header with an empty or double name.",
            ),
            _MEND,
        )
    if any(name.startswith("_") for name in names):
        raise PackError(
            Place(shown, 1),
            Text(
                "heeft een kolom die met _ begint; zo heet wat het programma toevoegt.",
                "has a column that begins with _; so is called what the program adds.",
            ),
            Text("Geef de kolom een andere naam.", "Give the column another name."),
        )


def _wrong_width(shown: str, line: int, found: int, wanted: int) -> PackError:
    return PackError(
        Place(shown, line),
        Text(
            f"heeft {found} cellen, maar de kop heeft er {wanted}.",
            f"has {found} cells, but the header has {wanted}.",
        ),
        _MEND,
    )
