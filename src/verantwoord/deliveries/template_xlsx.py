"""The template as xlsx, with **xlsxwriter**: drop-downs, checks and a sheet that explains."""

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
    from verantwoord.deliveries.template_plan import Guard, TemplatePlan

_TEXT = (ColumnType.PERIOD, ColumnType.TIMESTAMP, ColumnType.TEXT, ColumnType.CODE)
_A4 = 9
_WIDTHS = (32, 60, 30, 42)  # of the explanation, in characters
_LINE = 15  # points


def xlsx_bytes(what: TemplatePlan) -> bytes:
    """Return the template; the same dataset gives the same bytes."""
    with using("spreadsheets"):
        import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties(
        {"title": what.explanation.title, "created": dt.datetime.fromisoformat("2000-01-01")}
    )
    looks = _Looks(book)
    data = book.add_worksheet(what.sheet)
    explanation = book.add_worksheet(SIDE_SHEETS[0])
    lists = book.add_worksheet(SIDE_SHEETS[1])
    lists.hide()
    listed = [c.name for c in what.dataset.columns if c.name in what.choices]
    for i, name in enumerate(listed):
        lists.write_column(0, i, [name, *what.choices[name]])
    for i, column in enumerate(what.dataset.columns):
        _column(book, data, what, i, column, looks, listed)
    last = len(what.dataset.columns)
    data.write_string(0, last, what.header[last], looks.header)
    data.write_string(1, last, what.mark, looks.example)
    data.set_column(last, last, len(what.mark) + 2)
    lines = [
        1 + _lines(c.title.in_language(what.language), _width(what, c))
        for c in what.dataset.columns
    ]
    data.set_row(0, _LINE * max(lines))
    data.freeze_panes(1, 0)
    data.set_landscape()
    data.set_paper(_A4)
    data.fit_to_pages(1, 0)
    data.repeat_rows(0)
    data.set_header(
        "&L{}&R{}".format(
            *(t.replace("&", "&&") for t in (what.explanation.title, what.explanation.about))
        )
    )
    _explain(explanation, what, looks)
    book.close()
    return out.getvalue()


class _Looks:
    """How cells look: what people read is large, what programs read is small."""

    def __init__(self, book: Any) -> None:
        wrap = {"text_wrap": True, "valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 16, **wrap})
        self.about = book.add_format({"bold": True, "font_size": 12, **wrap})
        self.header = book.add_format(
            {"bold": True, "bg_color": "#e5e9f0", "border": 1, "border_color": "#9aa5b8", **wrap}
        )
        self.text = book.add_format({**wrap})
        self.cell = book.add_format({"bottom": 1, "bottom_color": "#cccccc", **wrap})
        self.small = book.add_format(
            {
                "font_size": 9,
                "font_color": "#595959",
                "bottom": 1,
                "bottom_color": "#cccccc",
                **wrap,
            }
        )
        self.example = book.add_format({"italic": True, "font_color": "#595959"})
        self.bold = book.add_format({"bold": True})
        self.grey = book.add_format({"font_size": 8, "font_color": "#595959"})


def _column(
    book: Any, data: Any, what: TemplatePlan, i: int, column: Column, looks: _Looks,
    listed: list[str],
) -> None:  # fmt: skip
    from verantwoord.deliveries.template_plan import LAST_ROW, describe

    title = column.title.in_language(what.language)
    data.write_rich_string(0, i, looks.bold, title, looks.grey, f"\n{column.name}", looks.header)
    data.write_comment(0, i, f"{title}: {describe(column, what.choices, what.language)}",
                       {"x_scale": 2})  # fmt: skip
    form = {"num_format": _number_format(column)}
    example = book.add_format({**form, "italic": True, "font_color": "#595959"})
    data.set_column(i, i, _width(what, column), book.add_format(form))
    _value(data, 1, i, what.example.values[column.name], example)
    guard = what.guards.get(column.name)
    if guard is not None:
        at = listed.index(column.name) if column.name in listed else None
        data.data_validation(1, i, LAST_ROW, i, _validation(guard, i, at, what.language))


def _width(what: TemplatePlan, column: Column) -> int:
    """Return how wide a column must be for its name, its example and what may be chosen."""
    from verantwoord.deliveries.template_plan import as_text

    longest = [column.name, as_text(what.example.values[column.name]),
               *what.choices.get(column.name, ())]  # fmt: skip
    return min(45, max(14, *(len(t) + 3 for t in longest)))


def _validation(guard: Guard, i: int, listed: int | None, language: str) -> dict[str, Any]:
    """Return the check of a column as xlsxwriter takes it."""
    from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

    title = "Dit kan hier niet" if language != "en" else "Not possible here"
    made: dict[str, Any] = {"error_title": title, "error_message": guard.message}
    match guard.kind:
        case "list":
            column = xl_col_to_name(listed, col_abs=True)
            last = len(guard.choices) + 1
            source = f"={SIDE_SHEETS[1]}!{column}$2:{column}${last}"
            return {**made, "validate": "list", "source": source}
        case "date":
            return {**made, "validate": "date", "criteria": "between", "minimum": guard.low,
                    "maximum": guard.high}  # fmt: skip
        case "moment":
            cell = xl_rowcol_to_cell(1, i)
            value = f'=ISNUMBER(SEARCH("????-??-??*:??*",{cell}))'
            return {**made, "validate": "custom", "value": value}
        case kind:
            limit = 10**15
            return {**made, "validate": kind, "criteria": "between", "minimum": -limit,
                    "maximum": limit}  # fmt: skip


def _explain(sheet: Any, what: TemplatePlan, looks: _Looks) -> None:
    """Write the explanation: one page on paper, every text wrapped."""
    told, row, last = what.explanation, 0, len(_WIDTHS) - 1
    for i, width in enumerate(_WIDTHS):
        sheet.set_column(i, i, width)
    for text, look, high in (
        (told.title, looks.title, 24), (told.about, looks.about, 20), (told.intro, looks.text, 0),
        *((step, looks.text, 0) for step in told.steps),
    ):  # fmt: skip
        if text:
            sheet.merge_range(row, 0, row, last, text, look)
            sheet.set_row(row, high or _LINE * _lines(text, sum(_WIDTHS)))
            row += 1
    row += 1
    for table in (told.columns, told.rules):
        for number, cells in enumerate(table):
            cells = cells if len(cells) > 2 else (cells[0], "", "", cells[1])
            usual = [looks.header] * 4 if number == 0 else [looks.cell] * 3 + [looks.small]
            if cells[1:3] == ("", ""):  # a rule takes three columns
                sheet.merge_range(row, 0, row, 2, cells[0], usual[0])
                sheet.write_string(row, 3, cells[3], usual[3])
                high = max(_lines(cells[0], sum(_WIDTHS[:3])), _lines(cells[3], _WIDTHS[3]))
            else:
                for i, (cell, look) in enumerate(zip(cells, usual, strict=True)):
                    sheet.write_string(row, i, cell, look)
                high = max(_lines(c, w) for c, w in zip(cells, _WIDTHS, strict=True))
            sheet.set_row(row, _LINE * high)
            row += 1
        row += 1
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row, last)
    sheet.hide_gridlines(2)


def _lines(text: str, width: int) -> int:
    return max(1, sum(1 + len(part) // (width - 2) for part in text.split("\n")))


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
