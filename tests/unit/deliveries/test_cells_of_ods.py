"""An ods in its own XML: which sheets, which cells, and what is hidden, merged or repeated."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from verantwoord.deliveries.sheets import ods
from verantwoord.deliveries.sheets.kinds import (
    BOOLEAN,
    DATE,
    DURATION,
    ERROR,
    FORMATS,
    INVISIBLE,
    NUMBER,
    PADDED,
    PERCENT,
    SCALED,
    TEXT,
)

NAMES = " ".join(
    f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"'
    for n, u in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                 ("number", "datastyle"))
)  # fmt: skip
PART = {"name": "proef"}


def book(*rows: str, styles: str = "", columns: str = "", tables: str = "") -> zipfile.ZipFile:
    """An ods with one sheet `proef` of these rows; `tables` stand before it."""
    content = (
        f'<?xml version="1.0"?><office:document-content {NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}"
        f'<table:table table:name="proef">{columns}{"".join(rows)}</table:table>'
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("content.xml", content)
    return zipfile.ZipFile(out)


def row(*cells: str, **attributes: str) -> str:
    listed = "".join(f' table:{k.replace("_", "-")}="{v}"' for k, v in attributes.items())
    return f"<table:table-row{listed}>{''.join(cells)}</table:table-row>"


def cell(kind: str = "", value: str = "", more: str = "", style: str = "") -> str:
    attribute = {"boolean": "boolean-value", "date": "date-value", "time": "time-value"}.get(
        kind, "value"
    )
    held = f' office:value-type="{kind}"' if kind else ""
    held += f' office:{attribute}="{value}"' if value and kind != "string" else ""
    look = f' table:style-name="{style}"' if style else ""
    return f"<table:table-cell{held}{look}{more}><text:p>{value}</text:p></table:table-cell>"


def found(
    container: zipfile.ZipFile, columns: frozenset[int] | None = None
) -> tuple[list[tuple[int, int, int, str | None]], dict[str, list[Any]]]:
    hidden: dict[str, list[Any]] = {"rows": [], "columns": []}
    return list(ods.cells(container, PART, columns, hidden)), hidden


@pytest.mark.parametrize(
    ("made", "kind", "text"),
    [
        (cell("float", "12.5"), NUMBER, "12.5"),
        (cell("currency", "3"), NUMBER, "3"),
        (cell("float", "0.30000000000000004"), NUMBER, "0.3"),
        (cell("percentage", "0.12"), NUMBER + FORMATS * PERCENT, "0.12"),
        (cell("boolean", "true"), BOOLEAN, "WAAR"),
        (cell("boolean", "false"), BOOLEAN, "ONWAAR"),
        (cell("date", "2024-07-15"), DATE, None),
        (cell("string", "tekst"), TEXT, None),
        (cell("time", "PT08H30M00S"), DURATION, "8:30"),
        (cell("time", "PT26H00M05S"), DURATION, "26:00:05"),
        (cell("time", "P1DT1H"), DURATION, "25:00"),
        (cell("time", "-PT1H30M"), DURATION, "-1:30"),
        (cell("time", "PT90M"), DURATION, "1:30"),
        (cell("time", "PT0.6S"), DURATION, "0:00:01"),
        (cell("time", "morgen"), DURATION, "morgen"),
    ],
)
def test_what_a_cell_is(made: str, kind: int, text: str | None) -> None:
    cells, _ = found(book(row(made)))
    assert cells == [(1, 1, kind, text)]


def test_an_error_is_known_by_what_calc_writes() -> None:
    made = '<table:table-cell calcext:value-type="error" office:value="0"/>'
    container = book(row(made)).read("content.xml").decode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as again:
        again.writestr("content.xml", container.replace("<office:document-content ",
                       '<office:document-content xmlns:calcext="urn:x" '))  # fmt: skip
    cells, _ = found(zipfile.ZipFile(out))
    assert cells == [(1, 1, ERROR, "")]


@pytest.mark.parametrize("made", [cell(), "<table:covered-table-cell/>", ""])
def test_an_empty_cell_is_none(made: str) -> None:
    assert found(book(row(made)))[0] == []


def repeated(columns: int) -> str:
    return f' table:number-columns-repeated="{columns}"'


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ((row(cell("float", "1"), cell("float", "2")),), [(1, 1), (1, 2)]),
        ((row(cell("", "", repeated(3)), cell("float", "1")),), [(1, 4)]),
        ((row(cell("float", "1", repeated(3))),), [(1, 1), (1, 2), (1, 3)]),
        ((row(), row(cell("float", "1"))), [(2, 1)]),
        ((row(number_rows_repeated="4"), row(cell("float", "1"))), [(5, 1)]),
        ((row(cell("float", "1"), number_rows_repeated="3"),), [(1, 1), (2, 1), (3, 1)]),
        (
            (row(cell("float", "1"), "<table:covered-table-cell/>", cell("float", "2")),),
            [(1, 1), (1, 3)],
        ),
        ((row(cell("", "", repeated(1048576)), cell("float", "1")),), [(1, 1048577)]),
    ],
)
def test_where_a_cell_stands(rows: tuple[str, ...], places: list[tuple[int, int]]) -> None:
    cells, _ = found(book(*rows))
    assert [(r, c) for r, c, _, _ in cells] == places


def test_a_cell_that_is_repeated_over_the_whole_width_is_given_a_thousand_times() -> None:
    """One element may say a million cells; no dataset has so many columns."""
    cells, _ = found(book(row(cell("float", "1", repeated(10**9)))))
    assert len(cells) == 1000


def test_only_the_columns_that_are_asked_for_come() -> None:
    rows = (row(*(cell("float", str(n)) for n in range(1, 6))),)
    assert [c[3] for c in found(book(*rows), frozenset({2, 5}))[0]] == ["2", "5"]
    assert found(book(*rows), frozenset())[0] == []


def test_only_the_sheet_that_is_asked_for_is_read() -> None:
    other = f'<table:table table:name="ander">{row(cell("float", "9"))}</table:table>'
    cells, _ = found(book(row(cell("float", "1")), tables=other))
    assert [c[3] for c in cells] == ["1"]


# how a number is shown


STYLES = {
    "deel": '<number:percentage-style style:name="Nd"><number:number '
    'number:decimal-places="0"/><number:text>%</number:text></number:percentage-style>',
    "duizend": '<number:number-style style:name="Nd"><number:number '
    'number:display-factor="1000"/></number:number-style>',
    "factor een": '<number:number-style style:name="Nd"><number:number '
    'number:display-factor="1.0"/></number:number-style>',
    "nullen": '<number:number-style style:name="Nd"><number:number number:decimal-places="0" '
    'number:min-integer-digits="5"/></number:number-style>',
    "een nul": '<number:number-style style:name="Nd"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/></number:number-style>',
    "nullen en decimalen": '<number:number-style style:name="Nd"><number:number '
    'number:decimal-places="2" number:min-integer-digits="5"/></number:number-style>',
    "niets": '<number:number-style style:name="Nd"/>',
    "alleen tekst": '<number:number-style style:name="Nd"><number:text>x</number:text>'
    "</number:number-style>",
    "geld": '<number:currency-style style:name="Nd"><number:number/></number:currency-style>',
}


@pytest.mark.parametrize(
    ("style", "shown"),
    [("deel", 0), ("duizend", SCALED), ("factor een", 0), ("nullen", PADDED), ("een nul", 0),
     ("nullen en decimalen", 0), ("niets", INVISIBLE), ("alleen tekst", 0), ("geld", 0)],
)  # fmt: skip
@pytest.mark.parametrize("by", ["cell", "column"])
def test_how_a_number_is_shown_by_its_style(style: str, shown: int, by: str) -> None:
    styles = f'{STYLES[style]}<style:style style:name="s" style:data-style-name="Nd"/>'
    columns = '<table:table-column table:default-cell-style-name="s"/>' if by == "column" else ""
    made = cell("float", "12", style="s" if by == "cell" else "")
    cells, _ = found(book(row(made), styles=styles, columns=columns))
    assert cells == [(1, 1, NUMBER + FORMATS * shown, "12")]


def test_the_style_of_a_cell_goes_before_that_of_its_column() -> None:
    styles = (
        f'{STYLES["duizend"]}<style:style style:name="s" style:data-style-name="Nd"/>'
        f'{STYLES["niets"].replace("Nd", "Ne")}<style:style style:name="t" '
        'style:data-style-name="Ne"/>'
    )
    columns = '<table:table-column table:default-cell-style-name="s"/>'
    cells, _ = found(book(row(cell("float", "12", style="t")), styles=styles, columns=columns))
    assert cells[0][2] == NUMBER + FORMATS * INVISIBLE


@pytest.mark.parametrize("kind", ["boolean", "date", "time"])
def test_what_is_no_number_is_shown_as_it_is(kind: str) -> None:
    styles = f'{STYLES["duizend"]}<style:style style:name="s" style:data-style-name="Nd"/>'
    cells, _ = found(book(row(cell(kind, "x", style="s")), styles=styles))
    assert cells[0][2] < FORMATS


# what is not shown


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        ((row(), row()), []),
        ((row(), row(visibility="collapse")), [(2, "verborgen")]),
        ((row(), row(visibility="filter")), [(2, "verborgen")]),
        ((row(visibility="visible"),), []),
        (
            (row(visibility="collapse", number_rows_repeated="3"),),
            [(1, "verborgen"), (2, "verborgen"), (3, "verborgen")],
        ),
        ((row(visibility="collapse", number_rows_repeated="1048000"),), []),  # the empty end
        ((row(style_name="laag"), row()), [(1, "hoogte 0")]),
        (
            ("<table:table-row-group>", row(), "</table:table-row-group>", row()),
            [(1, "gegroepeerd")],
        ),
        (
            ('<table:table-row-group table:display="false">', row(), "</table:table-row-group>"),
            [(1, "verborgen")],
        ),
        (
            (
                '<table:table-row-group table:display="false"><table:table-row-group>',
                row(), "</table:table-row-group></table:table-row-group>", row(),
            ),
            [(1, "verborgen")],
        ),
    ],
)  # fmt: skip
def test_which_rows_nobody_sees(rows: tuple[str, ...], hidden: list[tuple[int, str]]) -> None:
    styles = (
        '<style:style style:name="laag" style:family="table-row">'
        '<style:table-row-properties style:row-height="0cm"/></style:style>'
    )
    assert found(book(*rows, styles=styles))[1]["rows"] == hidden


@pytest.mark.parametrize(
    ("columns", "hidden"),
    [
        ("<table:table-column/>", []),
        ('<table:table-column table:visibility="collapse"/>', [(1, 1, "verborgen")]),
        (
            '<table:table-column table:number-columns-repeated="2"/>'
            '<table:table-column table:number-columns-repeated="3" table:visibility="collapse"/>',
            [(3, 5, "verborgen")],
        ),
        ('<table:table-column table:style-name="smal"/>', [(1, 1, "hoogte 0")]),
        (
            "<table:table-column/><table:table-column-group><table:table-column/>"
            "</table:table-column-group><table:table-column/>",
            [(2, 2, "gegroepeerd")],
        ),
        (
            '<table:table-column-group table:display="false"><table:table-column/>'
            "</table:table-column-group>",
            [(1, 1, "verborgen")],
        ),
    ],
)
def test_which_columns_nobody_sees(columns: str, hidden: list[tuple[int, int, str]]) -> None:
    styles = (
        '<style:style style:name="smal" style:family="table-column">'
        '<style:table-column-properties style:column-width="0.0mm"/></style:style>'
    )
    assert found(book(row(), columns=columns, styles=styles))[1]["columns"] == hidden


def test_a_size_that_begins_with_a_zero_is_a_size() -> None:
    styles = (
        '<style:style style:name="laag" style:family="table-row">'
        '<style:table-row-properties style:row-height="0.45cm"/></style:style>'
    )
    assert found(book(row(style_name="laag"), styles=styles))[1]["rows"] == []


# the sheets


HIDDEN = (
    '<style:style style:name="weg" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


@pytest.mark.parametrize(
    ("tag", "sheet"),
    [
        ('table:name="ander"', {"name": "ander", "hidden": False}),
        ('table:name="a &amp; b"', {"name": "a & b", "hidden": False}),
        (
            'table:name="&quot;x&quot; &apos;y&apos; &lt;z&gt;"',
            {"name": "\"x\" 'y' <z>", "hidden": False},
        ),
        ('table:name="ander" table:display="false"', {"name": "ander", "hidden": True}),
        ('table:name="ander" table:style-name="weg"', {"name": "ander", "hidden": True}),
        ('table:name="ander" table:style-name="er"', {"name": "ander", "hidden": False}),
        ('table:style-name="er"', {"name": "", "hidden": False}),
    ],
)
def test_the_sheets_and_whether_they_are_hidden(tag: str, sheet: dict[str, Any]) -> None:
    container = book(row(), styles=HIDDEN, tables=f"<table:table {tag}></table:table>")
    assert ods.sheets(container) == [sheet, {"name": "proef", "hidden": False}]


# the quick look


def looked(*rows: str, **more: str) -> dict[str, Any]:
    return ods.look(book(*rows, **more), PART)


@pytest.mark.parametrize(
    ("rows", "first_row", "first_column"),
    [
        ((row(cell("string", "a")),), 1, 1),
        ((row(), row(cell("string", "a"))), 2, 1),
        ((row(number_rows_repeated="4"), row(cell("string", "a"))), 5, 1),
        ((row(cell(), cell("string", "a")),), 1, 2),
        ((row(cell("", "", repeated(3)), cell(), cell("string", "a")),), 1, 5),
        ((row(),), 1, 1),
        ((), 1, 1),
    ],
)
def test_where_the_first_filled_cell_stands(
    rows: tuple[str, ...], first_row: int, first_column: int
) -> None:
    made = looked(*rows)
    assert (made["first_row"], made["first_column"]) == (first_row, first_column)


def test_formulas_errors_and_merges_are_counted() -> None:
    formula = cell("float", "1", ' table:formula="of:=1"')
    wrong = cell("error", "0")
    wide = cell("string", "x", ' table:number-columns-spanned="3"')
    single = cell("string", "x", ' table:number-columns-spanned="1"')
    made = looked(row(formula, formula, wrong, wide, single))
    assert (made["formulas"], made["errors"], made["merged"]) == (2, 1, ["?"])


def test_what_stands_in_another_sheet_does_not_count() -> None:
    formula = cell("float", "1", ' table:formula="of:=1"')
    other = f'<table:table table:name="ander">{row(formula)}</table:table>'
    made = looked(row(), row(cell("float", "1")), tables=other)
    assert (made["formulas"], made["first_row"], made["special"]) == (0, 2, [])


@pytest.mark.parametrize(
    ("made", "styles", "odd"),
    [
        (cell("float", "1"), "", False),
        (cell("percentage", "1"), "", True),
        (cell("boolean", "true"), "", True),
        (cell("time", "PT1H"), "", True),
        (cell("float", "1"), STYLES["duizend"], True),
        (cell("float", "1"), STYLES["nullen"], True),
        (cell("float", "1"), STYLES["niets"], True),
        (cell("float", "1"), STYLES["een nul"], False),
        (cell("float", "1"), '<style:x style:row-height="0cm"/>', True),
        (cell("float", "1"), '<style:x style:row-height="0.45cm"/>', True),
        (cell("float", "1"), '<style:x style:row-height="1cm"/>', False),
    ],
)
def test_when_a_sheet_must_be_read_cell_by_cell(made: str, styles: str, odd: bool) -> None:
    assert (looked(row(made), styles=styles)["special"] is None) is odd


@pytest.mark.parametrize("attribute", ["collapse", "filter"])
def test_a_row_that_is_not_shown_asks_for_a_closer_look(attribute: str) -> None:
    assert looked(row(cell("float", "1"), visibility=attribute))["special"] is None


def test_a_dtd_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr(
            "content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><office:document-content '
            f"{NAMES}>&b;</office:document-content>",
        )  # fmt: skip
    with pytest.raises(zipfile.BadZipFile, match="een DTD hoort niet in een rekenblad"):
        found(zipfile.ZipFile(out))
