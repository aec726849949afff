"""SQL that shows which rows of a file hold anything, and which decimal mark its numbers have."""

from __future__ import annotations

from verantwoord.deliveries import numbers
from verantwoord.deliveries.cells import cleaned
from verantwoord.deliveries.header import Header
from verantwoord.deliveries.numbers import DecimalMark
from verantwoord.deliveries.raw import Raw
from verantwoord.deliveries.sheets.kinds import FORMATS, TEXT
from verantwoord.model.dataset import ColumnType, Dataset


def is_filled(raw: Raw) -> str:
    """Return SQL that says whether a row holds anything but blanks."""
    wide = "".join(f" AND NOT starts_with(c0, '{b}')" for b in raw.blanks if b > "!")
    each = ", ".join(f"nullif(trim(c{i}, '{raw.blanks}'), '')" for i in range(len(raw.header)))
    # the first cell says it nearly always; looking at all of them costs more than reading
    return f"CASE WHEN c0 >= '!'{wide} THEN true ELSE coalesce({each}) IS NOT NULL END"


def _number_cells(dataset: Dataset, header: Header, raw: Raw, *, whole: bool = True) -> list[str]:
    """Return the cells of number columns that are text in the file."""
    places = header.places
    wanted = [
        (c, places[c.name])
        for c in dataset.columns
        if c.type in (ColumnType.DECIMAL, ColumnType.INTEGER)
        and c.name in places
        and places[c.name] not in raw.typed_numbers
    ]
    found = []
    for column, place in wanted:
        cell = cleaned(column, place, raw) if whole else f"c{place}"
        kind = raw.kinds.get(place)
        found.append(f"CASE WHEN {kind} % {FORMATS} = {TEXT} THEN {cell} END" if kind else cell)
    return found


def proofs(dataset: Dataset, header: Header, raw: Raw, *, quick: bool) -> list[str]:
    """Return the aggregates that show which decimal mark a file uses.

    `quick` only asks whether there is a comma at all: in a file with commas between the cells
    that is rare, and without one there is nothing to decide.
    """
    cells = _number_cells(dataset, header, raw)
    if not cells or (not raw.decimal_from_text and raw.sheet is None):
        return [
            "false AS punt",
            "false AS komma",
            "NULL::VARCHAR AS onduidelijk",
            "false AS kommas",
        ]
    some = " OR ".join(
        f"contains({c}, ',')" for c in _number_cells(dataset, header, raw, whole=False)
    )
    commas = f"bool_or({some}) AS kommas"
    if quick:
        return ["false AS punt", "false AS komma", "NULL::VARCHAR AS onduidelijk", commas]
    shape = numbers.UNCLEAR
    unclear = [f"min(CASE WHEN regexp_full_match({c}, '{shape}') THEN {c} END)" for c in cells]
    least = f"least({', '.join(unclear)})" if len(unclear) > 1 else unclear[0]
    point, comma = (
        " OR ".join(f"regexp_full_match({c}, '{numbers.proof(mark)}')" for c in cells)
        for mark in (DecimalMark.POINT, DecimalMark.COMMA)
    )
    return [
        f"bool_or({point}) AS punt",
        f"bool_or({comma}) AS komma",
        f"{least} AS onduidelijk",
        commas,
    ]
