"""The template as ods, with **odfdo**: drop-downs as ODF content validations."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from verantwoord.deliveries.spreadsheet_source import SIDE_SHEETS
from verantwoord.extras import using

if TYPE_CHECKING:
    from verantwoord.deliveries.template_plan import TemplatePlan


def ods_bytes(what: TemplatePlan) -> bytes:
    """Return the template as an OpenDocument spreadsheet."""
    with using("spreadsheets"):
        from odfdo import Document, Table

    document = Document("spreadsheet")
    body = document.body
    body.clear()
    validations = _validations(what)
    if validations is not None:
        body.append(validations)
    body.append(_data(what))
    explanation = Table(SIDE_SHEETS[0])
    for cells in what.explanation:
        explanation.append(_row([(c, None) for c in cells]))
    body.append(explanation)
    body.append(_lists(what))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _data(what: TemplatePlan) -> Any:
    from odfdo import Row, Table

    from verantwoord.deliveries.template_plan import LAST_ROW

    columns = what.dataset.columns
    names = [_validation_name(c.name) if c.name in what.choices else None for c in columns]
    table = Table(what.sheet)
    table.append(_row([(name, None) for name in what.header]))
    cells = [(what.example.values[c.name], n) for c, n in zip(columns, names, strict=True)]
    table.append(_row([*cells, (what.mark, None)]))
    empty: Row = _row([(None, n) for n in names])
    empty.repeated = LAST_ROW - 2
    table.append(empty)
    return table


def _lists(what: TemplatePlan) -> Any:
    from odfdo import Table

    table = Table(SIDE_SHEETS[1])
    longest = max((len(c) for c in what.choices.values()), default=0)
    table.append(_row([(c.name, None) for c in what.dataset.columns]))
    for i in range(longest):
        cells = [what.choices.get(c.name, ()) for c in what.dataset.columns]
        table.append(_row([(some[i] if i < len(some) else None, None) for some in cells]))
    return table


def _row(cells: list[tuple[Any, str | None]]) -> Any:
    from odfdo import Cell, Row

    row = Row()
    for value, validation in cells:
        shown = ("ja" if value else "nee") if isinstance(value, bool) else value
        cell = Cell() if shown is None else Cell(shown)
        if validation is not None:
            cell.set_attribute("table:content-validation-name", validation)
        row.append(cell)
    return row


def _validations(what: TemplatePlan) -> Any:
    from odfdo import Element

    if not what.choices:
        return None
    parent = Element.from_tag("table:content-validations")
    for column, choices in what.choices.items():
        listed = ";".join('"' + c.replace('"', '""') + '"' for c in choices)
        one = Element.from_tag("table:content-validation")
        one.set_attribute("table:name", _validation_name(column))
        one.set_attribute("table:condition", f"of:cell-content-is-in-list({listed})")
        one.set_attribute("table:allow-empty-cell", "true")
        one.set_attribute("table:display-list", "unsorted")
        one.set_attribute("table:base-cell-address", f"$'{what.sheet}'.A2")
        parent.append(one)
    return parent


def _validation_name(column: str) -> str:
    return f"keuze_{column}"
