"""What stands in a cell of an accepted row, in words; nothing is rounded."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from verantwoord.model.column import Column, ColumnType
from verantwoord.model.period import Period
from verantwoord.wording import notation


def column_head(column: Column, language: str = "nl") -> str:
    """Return what a column is called above a table, with the unit of its numbers."""
    title = column.title.in_language(language)
    counted = column.unit in (None, "count", "ratio", "score", "year")
    return title if counted else f"{title} ({notation.axis_unit(column.unit or '', language)})"


def is_number(column: Column) -> bool:
    """Say whether a column holds amounts; a year is a name."""
    number = column.type in (ColumnType.INTEGER, ColumnType.DECIMAL)
    return number and not _is_year(column)


def cell_text(value: object, column: Column, language: str = "nl") -> str | None:
    """Return a cell in words; None for an empty one, which is not nothing and not zero."""
    if value is None:
        return None
    if isinstance(value, bool):
        return {("nl", True): "ja", ("nl", False): "nee", ("en", True): "yes"}.get(
            (language, value), "no"
        )
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return notation.day(value, language)
    if isinstance(value, (int, Decimal)):
        return str(value) if _is_year(column) else _amount(Decimal(value), column, language)
    if column.type is ColumnType.PERIOD:
        return notation.period(Period.parse(str(value)), language)
    return str(value)


def _amount(value: Decimal, column: Column, language: str) -> str:
    """Return all digits; money that is not whole has as many as it is kept in."""
    if column.unit == "euro" and column.scale and value % 1:
        return notation.number(value, column.scale, language=language)
    return notation.exact(value, language)


def _is_year(column: Column) -> bool:
    """Say whether a whole number is a year and no amount: its unit says so."""
    return column.type is ColumnType.INTEGER and column.unit == "year"
