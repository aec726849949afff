"""Cells and values as the sender sees them: an address, ranges of rows, a number with a comma."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from verantwoord.deliveries.raw import Raw
from verantwoord.deliveries.sheets.kinds import BOOLEAN, DATE, FORMATS, NUMBER, PERCENT

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: (.*))?\Z")
_RANGES = 5  # that are named; the others are there as an ellipsis


def letters(number: int) -> str:
    """Return how a spreadsheet calls a column: 1 is A, 27 is AA."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(raw: Raw, row: int, place: int | None) -> str | None:
    """Return the address of a cell in a spreadsheet; None in a form without addresses."""
    if raw.first_column is None or place is None:
        return None
    return f"{letters(raw.first_column + place)}{row}"


def ranges(rows: Iterable[int], column: str = "", *, more: bool = False) -> str:
    """Return rows, or the cells of a column in them, in as few words as will do.

    Shape:    sorted numbers of rows, the letters of a column -> `2-9, 12` or `D2:D9, D12`.
    Missing:  beyond five stretches, or with `more`, an ellipsis.
    """
    return ranges_of(stretches(rows), column, more=more)


def stretches(rows: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return the first and last of each stretch of rows; the numbers go up."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return tuple(found)


def ranges_of(found: Sequence[tuple[int, int]], column: str = "", *, more: bool = False) -> str:
    """Return stretches of rows as `ranges` does."""
    between = f":{column}" if column else "-"
    named = [
        f"{column}{low}" if low == high else f"{column}{low}{between}{high}"
        for low, high in found[:_RANGES]
    ]
    return ", ".join(named) + (" …" if more or len(found) > _RANGES else "")


def as_seen(text: str | None, kind: int | None, language: str) -> str | None:
    """Return the text of a cell as a spreadsheet shows it to somebody in the Netherlands.

    Shape:    the text that we read, what the cell is (None: a text as it was sent) -> text.
    Rounding: a number of more than fifteen digits is shown as a spreadsheet does, `8,71687E+17`.
    """
    if text is None or kind is None:
        return text
    base = kind % FORMATS
    if base == DATE and (day := _DAY.match(text)):
        time = "" if day[4] in (None, "00:00:00") else f" {day[4]}"
        return f"{int(day[3])}-{int(day[2])}-{day[1]}{time}"
    if base == NUMBER:
        return _number(text, kind // FORMATS == PERCENT, language)
    if base == BOOLEAN and language == "en":
        return {"WAAR": "TRUE", "ONWAAR": "FALSE"}.get(text, text)
    return text


def _number(text: str, percent: bool, language: str) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite():  # `NaN`, which no spreadsheet shows as a number
        return text
    if percent:
        value *= 100
    plain = format(value.normalize(), "f") if percent else text
    if abs(value) >= Decimal(10) ** 15:
        plain = f"{value:.5E}"
    plain = plain if language == "en" else plain.replace(".", ",")
    return f"{plain}%" if percent else plain
