"""Spreadsheets for tests, cell by cell: xlsx as its own XML, ods as its own XML.

No library writes what a faulty or unusual program writes; these do.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Cell:
    """A cell: `n` number, `s` text, `b` truth value, `e` error, `d` day; and its number format."""

    value: object
    kind: str = "n"
    form: str = ""  # a number format of xlsx; in ods: percent, time, scaled, padded, nothing


@dataclass(frozen=True)
class Page:
    """Rows of cells, and what is hidden: row or column (from 1) -> attributes of its element."""

    rows: Sequence[Sequence[Cell | str | int | float | None]]
    row_attributes: Mapping[int, str] = field(default_factory=dict)
    column_attributes: Mapping[int, str] = field(default_factory=dict)
    name: str = "proef"


def cell(value: Cell | str | int | float | None) -> Cell | None:
    """Make a cell of a plain value."""
    if value is None or isinstance(value, Cell):
        return value
    return Cell(value, "s" if isinstance(value, str) else "n")


def letter(number: int) -> str:
    """Return how a column is called; 26 are enough."""
    return chr(64 + number)


def write(path: Path, page: Page, *, addresses: bool = True) -> Path:
    """Write an xlsx or ods, by the name of the file."""
    return _xlsx(path, page, addresses) if path.suffix == ".xlsx" else _ods(path, page)


def _xlsx(path: Path, page: Page, addresses: bool) -> Path:
    forms = sorted({c.form for row in page.rows for v in row if (c := cell(v)) and c.form})
    numbers = {form: i + 1 for i, form in enumerate(forms)}
    rows = []
    for y, row in enumerate(page.rows, 1):
        cells = []
        for x, value in enumerate(row, 1):
            c = cell(value)
            if c is None:
                cells += [] if addresses else ["<c/>"]
                continue
            at = f' r="{letter(x)}{y}"' if addresses else ""
            style = f' s="{numbers[c.form]}"' if c.form else ""
            if c.kind == "s":
                inside = f"<is><t>{escape(str(c.value))}</t></is>"
                cells.append(f'<c{at}{style} t="inlineStr">{inside}</c>')
            else:
                kind = "" if c.kind == "n" else f' t="{c.kind}"'
                cells.append(f"<c{at}{style}{kind}><v>{c.value}</v></c>")
        at = f' r="{y}"' if addresses else ""
        rows.append(f"<row{at} {page.row_attributes.get(y, '')}>{''.join(cells)}</row>")
    cols = "".join(
        f'<col min="{n}" max="{n}" width="9" {a}/>' for n, a in page.column_attributes.items()
    )
    formats = "".join(
        f'<numFmt numFmtId="{163 + i}" formatCode="{escape(f, {chr(34): "&quot;"})}"/>'
        for f, i in numbers.items()
    )
    styles = "".join(f'<xf numFmtId="{163 + i}" applyNumberFormat="1"/>' for i in numbers.values())
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{relations}/officeDocument" '
        f'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/relationships"><Relationship Id="r1" Type="{relations}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{relations}/styles" '
        f'Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{relations}"><sheets>'
        f'<sheet name="{page.name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/styles.xml": f"<styleSheet {main}><numFmts>{formats}</numFmts><fonts><font/></fonts>"
        f"<fills><fill/></fills><borders><border/></borders>"
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}>{f'<cols>{cols}</cols>' if cols else ''}"
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in parts.items():
            container.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return path


_ODS_STYLES = (
    '<number:percentage-style style:name="Npercent"><number:number number:decimal-places="0"/>'
    "<number:text>%</number:text></number:percentage-style>"
    '<number:number-style style:name="Nscaled"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:display-factor="1000"/></number:number-style>'
    '<number:number-style style:name="Npadded"><number:number number:decimal-places="0" '
    'number:min-integer-digits="5"/></number:number-style>'
    '<number:number-style style:name="Nnothing"/>'
)
_ODS_KINDS = {"s": "string", "b": "boolean", "d": "date", "e": "string"}


def _ods(path: Path, page: Page) -> Path:
    forms = ("percent", "scaled", "padded", "nothing")
    styles = _ODS_STYLES + "".join(
        f'<style:style style:name="{f}" style:family="table-cell" style:data-style-name="N{f}"/>'
        for f in forms
    )
    rows = []
    for y, row in enumerate(page.rows, 1):
        cells = "".join(_ods_cell(cell(value)) for value in row)
        rows.append(f"<table:table-row {page.row_attributes.get(y, '')}>{cells}</table:table-row>")
    width = max((len(r) for r in page.rows), default=1)
    columns = "".join(
        f"<table:table-column {page.column_attributes.get(n, '')}/>" for n in range(1, width + 1)
    )
    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"'
        for n, u in (("office", "office"), ("table", "table"), ("text", "text"),
                     ("style", "style"), ("number", "datastyle"))
    )  # fmt: skip
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="{page.name}">{columns}{"".join(rows)}</table:table>'
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("META-INF/manifest.xml", "<manifest/>")
        container.writestr("content.xml", '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return path


def _ods_cell(c: Cell | None) -> str:
    if c is None:
        return "<table:table-cell/>"
    style = f' table:style-name="{c.form}"' if c.form and c.form != "time" else ""
    kind = _ODS_KINDS.get(c.kind, "float")
    if c.form == "percent":
        kind = "percentage"
    if c.form == "time":
        return (
            f'<table:table-cell office:value-type="time" office:time-value="{c.value}">'
            f"<text:p>x</text:p></table:table-cell>"
        )
    value = {"boolean": "boolean-value", "date": "date-value", "string": ""}.get(kind, "value")
    said = ("true" if c.value else "false") if kind == "boolean" else c.value
    held = f' office:{value}="{said}"' if value else ""
    return (
        f'<table:table-cell office:value-type="{kind}"{held}{style}>'
        f"<text:p>{escape(str(c.value))}</text:p></table:table-cell>"
    )
