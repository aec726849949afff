"""The template as xlsx, with **xlsxwriter**: drop-downs, types and comments at the header."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from verantwoord.deliveries.spreadsheet_source import SIDE_SHEETS
from verantwoord.extras import using
from verantwoord.model.dataset import Column, ColumnType
from verantwoord.model.sql_types import scale_of

if TYPE_CHECKING:
    from verantwoord.deliveries.template_plan import TemplatePlan

_TEXT = (ColumnType.PERIOD, ColumnType.TIMESTAMP, ColumnType.TEXT, ColumnType.CODE)


def xlsx_bytes(what: TemplatePlan) -> bytes:
    """Return the template; the same dataset gives the same bytes."""
    with using("spreadsheets"):
        import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties(
        {"title": what.dataset.title.nl, "created": dt.datetime.fromisoformat("2000-01-01")}
    )
    bold = book.add_format({"bold": True, "bg_color": "#e5e9f0", "border": 1})
    data = book.add_worksheet(what.sheet)
    explanation = book.add_worksheet(SIDE_SHEETS[0])
    lists = book.add_worksheet(SIDE_SHEETS[1])
    for i, column in enumerate(what.dataset.columns):
        _column(book, data, lists, what, i, column, bold)
    last = len(what.dataset.columns)
    data.write_string(0, last, what.header[last], bold)
    data.write_string(1, last, what.mark)
    data.set_column(last, last, len(what.mark))
    data.freeze_panes(1, 0)
    for row, cells in enumerate(what.explanation):
        for i, cell in enumerate(cells):
            explanation.write_string(row, i, cell)
    explanation.set_column(0, 0, 32)
    explanation.set_column(1, 1, 110)
    book.close()
    return out.getvalue()


def _column(
    book: Any, data: Any, lists: Any, what: TemplatePlan, i: int, column: Column, bold: Any
) -> None:
    from verantwoord.deliveries.template_plan import LAST_ROW, describe

    data.write_string(0, i, column.name, bold)
    data.write_comment(0, i, describe(column, what.choices), {"x_scale": 2})
    style = book.add_format({"num_format": _number_format(column)})
    data.set_column(i, i, max(14, len(column.name) + 4), style)
    _value(data, 1, i, what.example.values[column.name], style)
    choices = what.choices.get(column.name)
    lists.write_string(0, i, column.name, bold)
    for row, choice in enumerate(choices or (), 1):
        lists.write_string(row, i, choice)
    if choices:
        from xlsxwriter.utility import xl_rowcol_to_cell

        first = xl_rowcol_to_cell(1, i, row_abs=True, col_abs=True)
        last = xl_rowcol_to_cell(len(choices), i, row_abs=True, col_abs=True)
        source = f"={SIDE_SHEETS[1]}!{first}:{last}"
        data.data_validation(1, i, LAST_ROW, i, {"validate": "list", "source": source})


def _number_format(column: Column) -> str:
    if column.type in _TEXT:
        return "@"
    if column.type is ColumnType.DATE:
        return "yyyy-mm-dd"
    if column.type is ColumnType.INTEGER:
        return "0"
    scale = scale_of(column)
    return "0." + "0" * scale if column.type is ColumnType.DECIMAL and scale else "General"


def _value(sheet: Any, row: int, i: int, value: Any, style: Any) -> None:
    from verantwoord.deliveries.template_plan import as_text

    if isinstance(value, Decimal):
        sheet.write_number(row, i, float(value), style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, i, value, style)
    elif value is not None:
        sheet.write_string(row, i, as_text(value), style)
