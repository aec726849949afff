"""Sheets as people keep them: names used twice, merged headings, errors, formulas, other sheets."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.unit.deliveries.factory import column, dataset
from tests.unit.deliveries.forms import FORMS, JULY, outcome, stored, written
from tests.unit.deliveries.sheets import Cell, Page, write
from verantwoord.deliveries import limits
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.sheet_rows import SheetError, read_sheet
from verantwoord.deliveries.sheets import xlsx
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack

SHEETS = ("xlsx", "ods")
PLACES = dataset(
    column("plek"), column("uren", "decimal"), column("uren_1", "decimal"), column("dag", "date")
)
HOURS = dataset(column("plek"), column("uren", "decimal"))


def findings(pack: Pack, path: Path, language: str = "nl") -> tuple[Finding, ...]:
    return tuple(check(path, HOURS, pack, "alfa", JULY, language=language).findings)


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_ends_in_a_number_is_a_name_of_its_own(
    mini: Pack, tmp_path: Path, form: str
) -> None:
    """`uren_1` beside `uren` is no second `uren`, whatever a program calls a double column."""
    path = written(tmp_path / f"a.{form}", ["plek", "uren", "uren_1"], [["A", 1.5, 2.5]])
    found = stored(mini, path, dataset(*PLACES.columns[:3]))
    assert found == [{"plek": "A", "uren": Decimal("1.5"), "uren_1": Decimal("2.5")}]


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize("above", [[], [["Opgave van de uren"], [None]]])
@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["plek", "uren", "uren"], [("kolom-dubbel", "uren")]),
        (["plek", "uren", "uren", "uren"], [("kolom-dubbel", "uren")]),
        (["plek", "uren", "uren", "uren_1"],
         [("kolom-onbekend", "uren_1"), ("kolom-dubbel", "uren")]),
        (["plek", "uren", "uren_1"], [("kolom-onbekend", "uren_1")]),
        (["plek", "uren", "uren_1", "uren_1"],
         [("kolom-onbekend", "uren_1"), ("kolom-dubbel", "uren_1")]),
        (["plek", "uren", "flex_a", "flex_a_1"], []),
        (["plek", "uren", "flex_a", "flex_a"], [("kolom-dubbel", "flex_a")]),
        (["plek", "uren", "flex_2", "flex_2_2024"], []),
    ],
)  # fmt: skip
def test_names_of_columns_are_told_apart_as_they_are_written(
    mini: Pack, tmp_path: Path, form: str, above: list[Any], names: list[str],
    said: list[tuple[str, str]],
) -> None:  # fmt: skip
    numbers = [1.5] * (len(names) - 1)
    path = write(tmp_path / f"a.{form}", Page([*above, names, ["A", *numbers]]))
    found = [(f.code, f.column) for f in findings(mini, path) if f.code != "kop-lager"]
    assert sorted(found) == sorted(said)


def test_rows_of_a_list_have_the_names_that_stand_above_them(tmp_path: Path) -> None:
    path = write(tmp_path / "lijst.xlsx", Page([["naam", "naam", "naam_1"], ["a", "b", "c"]]))
    assert read_sheet(path) == [["naam", "naam", "naam_1"], ["a", "b", "c"]]


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ([["A", 1.5], ["B", 2]], ["B", "2"]),
        ([["A", "x"], ["B", "y z"]], ["B", "y z"]),
        ([["A", 0.1], ["B", 1e-5]], ["B", "1e-05"]),
        ([["A", 1], ["B", None]], ["B", ""]),
        ([["A", 1.0], ["B", 871687110012345]], ["B", "871687110012345"]),
        ([["A", 1.0], ["B", 1e15]], ["B", "1000000000000000"]),
        ([[7, "x"], [8, "y"]], ["8", "y"]),
    ],
)
def test_a_list_is_read_as_it_is_seen(
    tmp_path: Path, form: str, cells: list[list[Any]], row: list[str]
) -> None:
    path = write(tmp_path / f"lijst.{form}", Page([["naam", "waarde"], *cells]))
    assert read_sheet(path)[-1] == row


def test_a_day_in_a_list_is_a_day(tmp_path: Path) -> None:
    days = [["A", dt.date(2024, 7, 1)], ["B", dt.date(2024, 12, 31)]]
    path = written(tmp_path / "lijst.xlsx", ["naam", "dag"], days)
    assert [row[1] for row in read_sheet(path)] == ["dag", "2024-07-01", "2024-12-31"]


@pytest.mark.parametrize(
    ("name", "nl", "en"),
    [
        ("lijst.csv", "De naam eindigt op '.csv', en de inhoud is tekst.", "the content is text"),
        ("lijst.txt", "De naam eindigt op '.txt', en de inhoud is tekst.", "the content is text"),
        ("lijst.jsonl", "eindigt op '.jsonl', en de inhoud is tekst.", "the content is text"),
        ("lijst.doc", "De naam eindigt op '.doc', en de inhoud is tekst.", "the content is text"),
        ("lijst.xlsx", "maar de inhoud is tekst.", "but the content is text"),
        ("lijst.ods", "maar de inhoud is tekst.", "but the content is text"),
    ],
)
def test_what_is_no_sheet_is_no_list_and_says_what_it_is(
    tmp_path: Path, name: str, nl: str, en: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"naam;waarde\nA;1\n")
    with pytest.raises(SheetError) as refused:
        read_sheet(path)
    assert nl in refused.value.in_language("nl")
    assert en in refused.value.in_language("en")
    assert refused.value.exit_code == 1


def test_a_list_that_is_parquet_is_called_so(tmp_path: Path) -> None:
    path = written(tmp_path / "lijst.parquet", ["naam"], [["A"]])
    with pytest.raises(SheetError, match=r"lijst\.parquet: .*de inhoud is .*[Pp]arquet"):
        read_sheet(path)


Fill = Callable[[Any, Any], object]


def book(path: Path, fill: Fill, *rows: list[Any]) -> Path:
    """An xlsx as Excel writes it, with a header and rows, and then what `fill` does."""
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("proef")
        for y, row in enumerate([["plek", "uren"], *(rows or [["A", 1.5], ["B", 2.5]])]):
            sheet.write_row(y, 0, row)
        fill(made, sheet)
    return path


@pytest.mark.parametrize(
    ("fill", "code", "words"),
    [
        (lambda b, s: s.merge_range("A4:A6", "Samen"), "samengevoegde-cellen", ["A4:A6"]),
        (
            lambda b, s: [s.merge_range(f"A{n}:B{n}", "x") for n in range(4, 11)],
            "samengevoegde-cellen",
            ["A4:B4", "A8:B8"],
        ),
        (lambda b, s: s.write_formula("B4", "=1/0", None, "#DIV/0!"), "foutwaarde", ["B4"]),
        (lambda b, s: s.write_formula("B4", "=NA()", None, "#N/A"), "foutwaarde", ["B4"]),
        (lambda b, s: s.write_formula("B4", "=B2+B3", None, 4), "formule", ["B4"]),
        (lambda b, s: b.add_worksheet("Kladblok").write(0, 0, "x"), "blad-extra", ["Kladblok"]),
        (lambda b, s: b.add_worksheet("oud").hide(), "blad-verborgen", ["oud"]),
        (lambda b, s: b.add_worksheet("oud").very_hidden(), "blad-verborgen", ["oud"]),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_a_sheet_holds_beside_values_is_named_with_its_place(
    mini: Pack, tmp_path: Path, fill: Fill, code: str, words: list[str], language: str
) -> None:
    found = [f for f in findings(mini, book(tmp_path / "a.xlsx", fill), language) if f.code == code]
    assert len(found) == 1
    assert all(w in f"{found[0].where} {found[0].found}" for w in words)


def test_more_errors_than_can_be_named_are_counted_all(mini: Pack, tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        for y in range(1, 31):
            sheet.write_formula(y, 1, "=1/0", None, "#DIV/0!")

    rows = [[f"P{n}", None] for n in range(30)]
    found = next(f for f in findings(mini, book(tmp_path / "a.xlsx", fill, *rows))
                 if f.code == "foutwaarde")  # fmt: skip
    assert "30" in found.found
    assert "B2, B3" in found.found
    assert "B21 …" in found.found
    assert "B22" not in found.found


@pytest.mark.parametrize("sheet", ["Uitleg", "uitleg", "Bevindingen", "Findings"])
def test_a_sheet_that_we_put_in_a_workbook_may_come_back(
    mini: Pack, tmp_path: Path, sheet: str
) -> None:
    path = book(tmp_path / "a.xlsx", lambda b, _: b.add_worksheet(sheet).write(0, 0, "x"))
    assert findings(mini, path) == ()


def test_of_two_sheets_the_one_with_the_name_of_the_dataset_is_read(
    mini: Pack, tmp_path: Path
) -> None:
    def other(made: Any, _: Any) -> None:
        made.add_worksheet("2023").write_row(0, 0, ["plek", "uren"])

    found = findings(mini, book(tmp_path / "a.xlsx", other))
    assert [(f.code, f.where) for f in found] == [("blad-extra", "Blad 2023")]


@pytest.mark.parametrize("form", SHEETS)
def test_an_empty_row_between_keeps_the_numbers_of_the_rows(
    mini: Pack, tmp_path: Path, form: str
) -> None:
    """A finding has to be where the sender looks for it, whatever is empty above it."""
    rows = [["plek", "uren"], ["A", 1.5], [None, None], ["", None], ["B", "veel"]]
    found = findings(mini, write(tmp_path / f"a.{form}", Page(rows)))
    assert [(f.code, f.row, f.where) for f in found] == [
        ("geen-getal", 5, "Blad proef, cel B5 (uren)")
    ]


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize(("before", "at"), [(0, "B3"), (1, "C3"), (3, "E3")])
def test_a_table_that_begins_further_on_is_read_where_it_stands(
    mini: Pack, tmp_path: Path, form: str, before: int, at: str
) -> None:
    gap: list[Any] = [None] * before
    rows = [[*gap, "plek", "uren"], [*gap, "A", 1.5], [*gap, "B", "veel"]]
    found = findings(mini, write(tmp_path / f"a.{form}", Page(rows)))
    assert [f.where for f in found] == [f"Blad proef, cel {at} (uren)"]


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([Cell(1, "b"), 2], "geen-getal"),
        (["1,5", 2], Decimal("1.5")),
        (["1.5", 2], Decimal("1.5")),
        (["-0,5", 2], Decimal("-0.5")),
        ([" 3 ", 2], Decimal(3)),
        (["1 000", 2], "geen-getal"),
        (["€ 5", 2], "geen-getal"),
        (["ca. 5", 2], "geen-getal"),
        (["5-", 2], "geen-getal"),
        (["n.v.t.", 2], "geen-getal"),
        ([1e-7, 2], "te-veel-decimalen"),
        ([0.1 + 0.2, 2], Decimal("0.3")),
        ([None, 2], None),
        (["", 2], None),
        (["\u00a0", 2], None),
    ],
)
def test_a_cell_among_numbers_is_that_number_or_is_refused(
    mini: Pack, tmp_path: Path, form: str, cells: list[Any], expected: Any
) -> None:
    rows = [["plek", "uren"], *([f"P{n}", c] for n, c in enumerate(cells))]
    path = write(tmp_path / f"a.{form}", Page(rows))
    if isinstance(expected, str):
        assert outcome(mini, path, HOURS) == {expected: 1}
    else:
        assert stored(mini, path, HOURS)[0]["uren"] == expected


def test_a_style_sheet_of_another_program_is_read_for_what_it_says(tmp_path: Path) -> None:
    """A workbook may have no styles at all; then every number is shown as it is."""
    whole = write(tmp_path / "a.xlsx", Page([["plek", "uren"], ["A", Cell(0.5, form="0%")]]))
    bare = tmp_path / "b.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            if name != "xl/styles.xml":
                new.writestr(name, old.read(name))
    with zipfile.ZipFile(whole) as container:
        assert [f.is_special for f in xlsx.formats(container)] == [False, True]
    with zipfile.ZipFile(bare) as container:
        assert xlsx.formats(container) == []


@pytest.mark.parametrize(
    ("xml", "cells", "last"),
    [
        ('<c r="A1"><v>1</v></c>', 1, "A1"),
        ('<c r="B2"><v>1</v></c><c r="D5"><v>1</v></c>', 12, "D5"),
        ('<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>', 17_179_869_184, "XFD1048576"),
        ('<c r="A1"><v>1</v></c><c r="Z99" s="1"/>', 1, "A1"),
        ("", 0, "0"),
    ],
)
def test_how_far_the_used_cells_of_a_sheet_reach(
    tmp_path: Path, xml: str, cells: int, last: str
) -> None:
    """One cell that was filled in by mistake far away makes a small list a huge one."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("blad.xml", f"<worksheet><sheetData>{xml}</sheetData></worksheet>")
    with zipfile.ZipFile(path) as container:
        assert xlsx.extent(container, {"part": "blad.xml"}) == {"cells": cells, "last": last}


@pytest.mark.parametrize(
    ("xml", "ids"),
    [
        ('<sheet name="a" r:id="r1"/>', ["r1"]),
        ('<sheet name="a" id="7" r:id="r1"/>', ["r1"]),
        ('<sheet name="a" r:id="r1" id="7"/>', ["r1"]),
        ('<x:sheet name="a" rel:id="r2"/>', ["r2"]),
    ],
)
def test_a_sheet_is_where_its_relation_points_and_nowhere_else(xml: str, ids: list[str]) -> None:
    found = xlsx.elements(f"<workbook>{xml}</workbook>".encode())
    assert [a["id"] for name, a in found if name == "sheet"] == ids


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<row r="2"><c r="A2"/></row>', {"hidden_rows": [], "special": []}),
        ('<row r="2" hidden="1"><c r="A2"/></row>', {"hidden_rows": [(2, "verborgen")]}),
        ('<row r="3" ht="0" customHeight="1"/>', {"hidden_rows": [(3, "hoogte 0")]}),
        ('<row r="3" ht="0.75"/>', {"hidden_rows": []}),
        ('<row r="4" outlineLevel="2"/>', {"hidden_rows": [(4, "gegroepeerd")]}),
        ('<row hidden="true"><c/></row>', {"hidden_rows": [], "special": None}),
        ('<row r="2" hidden="0"/>', {"hidden_rows": [], "special": []}),
        ('<row r="1"><c r="B1" t="b"><v>1</v></c></row>', {"special": [2], "errors": 0}),
        ('<row r="1"><c t="b"><v>1</v></c></row>', {"special": None}),
        ('<row r="1"><c r="C1" t="e"><v>#N/A</v></c></row>', {"errors": 1, "error_cells": ["C1"]}),
        ('<row r="1"><c r="C1"><f>A1</f><v>1</v></c></row>',
         {"formulas": 1, "first_formula": "C1"}),
        ('<row r="7"><c r="C7"><v>1</v></c></row>', {"first_row": 7, "first_column": 3}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_what_is_seen_of_a_sheet_whatever_its_elements_are_called(
    tmp_path: Path, prefix: str, xml: str, expected: dict[str, Any]
) -> None:
    """Some programs write `x:row` for `row`; to Excel that is the same sheet."""
    whole = f"<worksheet><sheetData>{xml}</sheetData></worksheet>"
    for name in ("worksheet", "sheetData", "row", "c", "v", "f"):
        whole = whole.replace(f"<{name}>", f"<{prefix}{name}>").replace(
            f"</{name}>", f"</{prefix}{name}>"
        )
        whole = whole.replace(f"<{name} ", f"<{prefix}{name} ")
        whole = whole.replace(f"<{name}/>", f"<{prefix}{name}/>")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("blad.xml", whole)
    with zipfile.ZipFile(path) as container:
        seen = xlsx.look(container, {"part": "blad.xml"})
    assert {k: seen[k] for k in expected} == expected


@pytest.mark.parametrize(("language", "what"), [("nl", "tijd"), ("en", "time")])
def test_a_sheet_that_takes_too_long_is_refused_and_the_limit_is_said(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, what: str
) -> None:
    path = written(tmp_path / "a.xlsx", ["plek", "uren"], [["A", 1.5]])
    assert findings(mini, path) == ()
    monkeypatch.setattr(limits, "READER_SECONDS", 0)
    found = findings(mini, path, language)
    said = f"{found[0].found} {found[0].expected}"
    assert [f.code for f in found] == ["bestand-te-zwaar"]
    assert what in said
    assert "0 s" in said


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize("first", [2024, "2024", 0.5, Cell(45292, form="d-m-yyyy")])
@pytest.mark.parametrize("beside", [None, "uren van alfa", 7])
def test_a_number_above_the_header_moves_nothing(
    mini: Pack, tmp_path: Path, form: str, first: Any, beside: Any
) -> None:
    """A cell with a bare number, without kind or style, is a cell that is used."""
    if isinstance(first, Cell) and form == "ods":
        first = Cell("2024-01-01", "d")
    rows = [[first, beside], [None, None], ["plek", "uren"], ["A", 1.5], ["B", "veel"]]
    found = findings(mini, write(tmp_path / f"a.{form}", Page(rows)))
    assert [(f.code, f.where) for f in found] == [
        ("kop-lager", "Blad proef, rij 3"), ("geen-getal", "Blad proef, cel B5 (uren)"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", SHEETS)
def test_a_title_above_the_second_column_moves_nothing(
    mini: Pack, tmp_path: Path, form: str
) -> None:
    rows = [[None, "Opgave"], [None, None], ["plek", "uren"], ["A", "veel"]]
    found = findings(mini, write(tmp_path / f"a.{form}", Page(rows)))
    assert found[-1].where == "Blad proef, cel B4 (uren)"


@pytest.mark.parametrize("form", SHEETS)
def test_a_truth_value_is_no_text(mini: Pack, tmp_path: Path, form: str) -> None:
    rows = [["plek", "uren"], [Cell(1, "b"), 1], [Cell(0, "b"), 2]]
    found = findings(mini, write(tmp_path / f"a.{form}", Page(rows)))
    assert [(f.code, f.where) for f in found] == [("geen-tekst", "Blad proef, cellen A2:A3 (plek)")]


def test_two_sheets_of_which_none_has_the_name_are_not_chosen_from(
    mini: Pack, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        for name in ("2023", "2024"):
            made.add_worksheet(name).write_row(0, 0, ["plek", "uren"])
    found = findings(mini, path)
    assert [(f.code, f.where) for f in found] == [
        ("blad-extra", "Blad 2023"), ("blad-extra", "Blad 2024"),
    ]  # fmt: skip
    assert all("proef" in f"{f.expected} {f.action}" for f in found)
