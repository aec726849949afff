"""The template as ods, with **odfdo**: drop-downs and checks as ODF content validations."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from verantwoord.deliveries.spreadsheet_source import SIDE_SHEETS
from verantwoord.extras import using
from verantwoord.model.dataset import Column, ColumnType

if TYPE_CHECKING:
    from verantwoord.deliveries.template_plan import Guard, TemplatePlan

_TEXT = (ColumnType.PERIOD, ColumnType.TIMESTAMP, ColumnType.TEXT, ColumnType.CODE)
_DAY_ZERO = dt.date(1899, 12, 30)
_WIDE = ("6cm", "13cm", "6cm", "6cm")  # columns of the explanation
# how cells look, by name: what people read is large, what programs read is small
_LOOKS = {
    "titel": '<style:text-properties fo:font-weight="bold" fo:font-size="16pt"/>',
    "vet": '<style:text-properties fo:font-weight="bold" fo:font-size="12pt"/>',
    "kop": '<style:table-cell-properties fo:background-color="#e5e9f0" fo:wrap-option="wrap" '
    'style:vertical-align="top"/><style:text-properties fo:font-weight="bold"/>',
    "cel": '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>',
    "klein": '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    '<style:text-properties fo:font-size="9pt" fo:color="#595959"/>',
    "tekst": "",
}


def ods_bytes(what: TemplatePlan) -> bytes:
    """Return the template as an OpenDocument spreadsheet."""
    with using("spreadsheets"):
        from odfdo import Document, Element

    document = Document("spreadsheet")
    styles: Any = document.content.get_element("//office:automatic-styles")
    for style in _styles():
        styles.append(Element.from_tag(style))
    _on_one_page(document)
    body = document.body
    body.clear()
    validations = _validations(what)
    if validations is not None:
        body.append(validations)
    body.append(_data(what))
    body.append(_explanation(what))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _styles() -> list[str]:
    text = '<number:text-style style:name="Ntekst"><number:text-content/></number:text-style>'
    cells = [
        f'<style:style style:name="{name}" style:family="table-cell" '
        f'style:parent-style-name="Default"'
        f"{' style:data-style-name=' + chr(34) + 'Ntekst' + chr(34) if name == 'tekst' else ''}>"
        f"{look}</style:style>"
        for name, look in _LOOKS.items()
    ]
    widths = [("veld", "4.5cm"), *((f"uitleg{i}", w) for i, w in enumerate(_WIDE))]
    wide = [
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for name, width in widths
    ]
    high = (
        '<style:style style:name="hoog" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    )
    small = (
        '<style:style style:name="naam" style:family="text"><style:text-properties '
        'fo:font-size="8pt" fo:font-weight="normal" fo:color="#595959"/></style:style>'
    )
    return [text, *cells, *wide, high, small]


def _on_one_page(document: Any) -> None:
    """Print a sheet on one page, lying down."""
    for page in document.styles.get_elements("//style:page-layout/style:page-layout-properties"):
        page.set_attribute("style:scale-to-pages", "1")
        page.set_attribute("style:print-orientation", "landscape")
        page.set_attribute("fo:page-width", "29.7cm")
        page.set_attribute("fo:page-height", "21cm")


def _data(what: TemplatePlan) -> Any:
    from odfdo import Row, Table

    from verantwoord.deliveries.template_plan import LAST_ROW

    columns = what.dataset.columns
    checks = [_validation_name(c.name) if c.name in _guards(what) else None for c in columns]
    table = Table(what.sheet)
    _columns(table, ["veld"] * len(what.header))
    table.append(_header(what))
    cells = [
        (what.example.values[c.name], n, _look(c)) for c, n in zip(columns, checks, strict=True)
    ]
    table.append(_row([*cells, (what.mark, None, None)]))
    empty: Row = _row([(None, n, _look(c)) for c, n in zip(columns, checks, strict=True)])
    empty.repeated = LAST_ROW - 2
    table.append(empty)
    return table


def _header(what: TemplatePlan) -> Any:
    """Return the names of the columns: a line for people, and below it one for programs."""
    from odfdo import Element

    row = _row([(None, None, "kop") for _ in what.titles])
    for cell, name in zip(row.get_elements("table:table-cell"), what.titles, strict=True):
        cell.set_attribute("office:value-type", "string")
        for text, look in zip(name.split("\n"), ("", "naam"), strict=False):
            line, span = Element.from_tag("text:p"), Element.from_tag("text:span")
            span.text = text
            if look:
                span.set_attribute("text:style-name", look)
            line.append(span)
            cell.append(line)
    return row


def _columns(table: Any, looks: list[str]) -> None:
    from odfdo import Element

    for look in looks:
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", look)
        table.append(column)


def _look(column: Column) -> str | None:
    return "tekst" if column.type in _TEXT else None


def _explanation(what: TemplatePlan) -> Any:
    from odfdo import Table

    told, table = what.explanation, Table(SIDE_SHEETS[0])
    _columns(table, [f"uitleg{i}" for i in range(len(_WIDE))])
    for text, look in ((told.title, "titel"), (told.about, "vet"), (told.intro, "cel"),
                       *((step, "cel") for step in told.steps)):  # fmt: skip
        if text:
            table.append(_whole_row(text, look))
    for lines in (told.columns, told.rules):
        table.append(_row([("", None, None)]))
        for number, cells in enumerate(lines):
            last = "kop" if number == 0 else "klein"
            usual = "kop" if number == 0 else "cel"
            if len(cells) == 2:
                row = _whole_row(cells[0], usual, 3)
                row.append(_row([(cells[1], None, last)]).get_cell(0))
                table.append(row)
                continue
            looks = [usual] * (len(cells) - 1) + [last]
            table.append(_row([(c, None, k) for c, k in zip(cells, looks, strict=True)]))
    return table


def _whole_row(text: str, look: str, columns: int = len(_WIDE)) -> Any:
    """Return a row of which the first cell takes several columns."""
    from odfdo import Element

    row = _row([(text, None, look)])
    first = row.get_element("table:table-cell")
    first.set_attribute("table:number-columns-spanned", str(columns))
    first.set_attribute("table:number-rows-spanned", "1")
    for _ in range(columns - 1):
        row.append(Element.from_tag("table:covered-table-cell"))
    return row


def _row(cells: list[tuple[Any, str | None, str | None]]) -> Any:
    """Return a row of (value, name of its check, name of its look)."""
    from odfdo import Cell, Row

    row = Row()
    row.style = "hoog"
    for value, validation, look in cells:
        shown = ("ja" if value else "nee") if isinstance(value, bool) else value
        cell = Cell() if shown is None else Cell(shown)
        if validation is not None:
            cell.set_attribute("table:content-validation-name", validation)
        if look is not None:
            cell.style = look
        row.append(cell)
    return row


def _guards(what: TemplatePlan) -> dict[str, Guard]:
    """Return the checks that this form can say; that of a moment needs a setting of the program."""
    return {k: g for k, g in what.guards.items() if g.kind != "moment"}


def _validations(what: TemplatePlan) -> Any:
    from odfdo import Element

    if not _guards(what):
        return None
    title = "Dit kan hier niet" if what.language != "en" else "Not possible here"
    parent = Element.from_tag("table:content-validations")
    for column, guard in _guards(what).items():
        one = Element.from_tag("table:content-validation")
        one.set_attribute("table:name", _validation_name(column))
        one.set_attribute("table:condition", f"of:{_condition(guard)}")
        one.set_attribute("table:allow-empty-cell", "true")
        one.set_attribute("table:display-list", "unsorted")
        one.set_attribute("table:base-cell-address", f"$'{what.sheet}'.A2")
        said = Element.from_tag("table:error-message")
        said.set_attribute("table:message-type", "stop")
        said.set_attribute("table:display", "true")
        said.set_attribute("table:title", title)
        words = Element.from_tag("text:p")
        words.text = guard.message
        said.append(words)
        one.append(said)
        parent.append(one)
    return parent


def _condition(guard: Guard) -> str:
    """Return the check of a column as OpenDocument says it."""
    between = "cell-content-is-between"
    if guard.kind == "list":
        listed = ";".join('"' + c.replace('"', '""') + '"' for c in guard.choices)
        return f"cell-content-is-in-list({listed})"
    if guard.low is not None and guard.high is not None:
        low, high = (guard.low - _DAY_ZERO).days, (guard.high - _DAY_ZERO).days
        return f"cell-content-is-date() and {between}({low},{high})"
    kind = "whole" if guard.kind == "integer" else "decimal"
    return f"cell-content-is-{kind}-number() and {between}({-(10**15)},{10**15})"


def _validation_name(column: str) -> str:
    return f"keuze_{column}"
