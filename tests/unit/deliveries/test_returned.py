"""`check --out`: the sender gets their own workbook back, with what was found marked in it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.unit.deliveries.factory import column, csv_file, dataset, rule
from tests.unit.deliveries.sheets import Cell, Page, write
from tests.unit.deliveries.workbooks import Seen, seen
from verantwoord.deliveries import limits
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.judged import CheckReport
from verantwoord.deliveries.returned import edit, marks
from verantwoord.deliveries.returned.book import OURS, check_and_return
from verantwoord.model.dataset import Dataset
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

UNITS = dataset(
    column("maand", "period", required=True, key=True, grain="maand", role="period"),
    column("eenheid", "text", required=True, key=True),
    column("aantal", "integer", required=True),
    column("deel", "integer"),
    rules=[
        rule("niet-meer", "deel <= aantal"),
        rule("veel", "aantal < 1000", severity="warns"),
    ],
)
HEADER = "maand;eenheid;aantal;deel"


def back(
    pack: Pack, file: Path, language: str = "nl", definition: Dataset = UNITS
) -> tuple[CheckReport, dict[str, Seen]]:
    """Check a file about 2024 and open what came back."""
    out = file.parent / "terug.xlsx"
    year = Period.year(2024)
    report = check_and_return(file, definition, pack, out, "alfa", year, language=language)
    return report, seen(out)


def lines_of(sheet: Seen) -> list[list[str]]:
    """The findings in the list, without what stands above them."""
    rows = sheet.rows()
    return rows[next(i for i, r in enumerate(rows) if r[0] in ("Nr.", "No.")) + 1 :]


def own_workbook(path: Path) -> Path:
    """A workbook of somebody who does more than fill in: every kind of thing that may be lost."""
    book = xlsxwriter.Workbook(str(path))
    data, notes = book.add_worksheet("proef"), book.add_worksheet("Uitleg")
    bold = book.add_format({"bold": True, "font_color": "blue"})
    for i, name in enumerate(HEADER.split(";")):
        data.write(0, i, name, bold)
    for row, (unit, number, part) in enumerate(
        [("Noord", 10, 11), ("Zuid", 2000, 1), ("West", 5, 5)], 1
    ):
        data.write_string(row, 0, "2024-01")
        data.write(row, 1, unit)
        data.write(row, 2, number)
        data.write(row, 3, part)
    data.write_formula(3, 3, "=C4*1", None, 5)
    data.write_comment("A1", "van mij", {"author": "Jan"})
    data.write_comment("C2", "ook van mij", {"author": "Jan"})
    data.conditional_format("C2:C9", {"type": "cell", "criteria": ">", "value": 3, "format": bold})
    data.data_validation("B2:B9", {"validate": "list", "source": ["Noord", "Zuid"]})
    data.protect("geheim")
    data.autofilter("A1:D4")
    notes.write(0, 0, "eigen blad")
    notes.write_formula(1, 0, "=SUM(proef!C2:C4)")
    notes.write_url("F9", "https://example.org")
    notes.write_comment("B2", "opmerking op een ander blad")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=proef!$C$2:$C$4"})
    data.insert_chart("H2", chart)
    book.define_name("mijn_naam", "=proef!$A$1")
    book.close()
    return path


def test_the_own_workbook_comes_back_with_colours_comments_and_a_list(
    mini: Pack, tmp_path: Path
) -> None:
    report, sheets = back(mini, own_workbook(tmp_path / "mijn.xlsx"))
    assert dict(report.counts) == {
        "formule": 1, "proef.niet-meer": 1, "proef.veel": 1
    }  # fmt: skip
    data, listed = sheets["proef"], sheets["Bevindingen"]
    assert data.coloured["C2"] == data.coloured["D2"] == "red"  # both sides of the comparison
    assert data.coloured["C3"] == "yellow"
    assert data.coloured["D4"] == "yellow"  # the formula
    assert "Houdt tegen: aantal = 10; deel = 11." in data.comments["C2"]
    assert data.comments["C2"].startswith("ook van mij\n\n")
    assert "Waarschuwing: aantal = 2000." in data.comments["C3"]
    assert data.comments["A1"] == "van mij"
    assert len(data.comments) == len(data.boxes)
    assert listed.cells["A1"].startswith("mijn.xlsx: 3 bevindingen (tegenhoudend: 1, waarschuwing:")
    found = next(r for r in lines_of(listed) if "proef.niet-meer" in r)
    assert found[1:] == [
        "Houdt tegen", "Blad proef, cellen C2, D2", "C2, D2", "aantal, deel",
        "aantal = 10; deel = 11",
        "aantal = 10; deel = 11. Verwacht: niet-meer.", "Verbeter het.", "proef.niet-meer",
        "docs/meldingen/regel-rij.md",
    ]  # fmt: skip
    assert "'proef'!C2" in listed.links.values()


def test_nothing_of_the_sender_changes(mini: Pack, tmp_path: Path) -> None:
    """Rows, styles of cells, formulas, charts, filters, protection: all to the byte."""
    file = own_workbook(tmp_path / "mijn.xlsx")
    back(mini, file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "terug.xlsx") as new:
        changed = {n for n in old.namelist() if old.read(n) != new.read(n)}
        assert changed == {
            "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
            "xl/workbook.xml", "xl/drawings/vmlDrawing1.vml", "xl/comments1.xml", "xl/styles.xml",
        }  # fmt: skip
        sheet, was = new.read("xl/worksheets/sheet1.xml"), old.read("xl/worksheets/sheet1.xml")
        end = was.index(b"</sheetData>")
        assert sheet[:end] == was[:end]
        for kept in (b"<sheetProtection", b"<autoFilter", b"<dataValidation ", b"<drawing "):
            assert sheet.count(kept) == was.count(kept) == 1
        looks = re.compile(rb"<cellXfs.*</cellXfs>", re.DOTALL)
        cells = [looks.findall(z.read("xl/styles.xml"))[0] for z in (old, new)]
        assert re.sub(rb' count="\d+"', b"", cells[1]).startswith(
            re.sub(rb' count="\d+"', b"", cells[0]).removesuffix(b"</cellXfs>")
        )
    assert seen(tmp_path / "terug.xlsx")["Uitleg"].formulas == {"A2": "SUM(proef!C2:C4)"}


def test_what_came_back_is_mended_and_checked_again(mini: Pack, tmp_path: Path) -> None:
    """Our sheet does no harm, and old colours and comments go where the cell is right now."""
    page = Page([["maand", "eenheid", "aantal"], ["2024-01", "a", "x"], ["2024-13", "b", 1]])
    file = write(tmp_path / "a.xlsx", page)
    report, _ = back(mini, file)
    assert report.total == 2
    mended = tmp_path / "b.xlsx"
    with zipfile.ZipFile(tmp_path / "terug.xlsx") as old, zipfile.ZipFile(mended, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<is><t>x</t></is>", b"<is><t>7</t></is>"))
    again, sheets = back(mini, mended)
    assert [f.code for f in again.findings] == ["geen-periode"]
    assert sheets["proef"].coloured == {"A3": "red"}
    assert [*sheets["proef"].comments] == ["A3"]
    assert sheets["proef"].boxes == {(2, 0)}
    assert [*sheets] == ["proef", "Bevindingen"]
    assert len(lines_of(sheets["Bevindingen"])) == 1
    assert check(mended, UNITS, mini, "alfa", Period.year(2024)).total == 1


def test_a_sheet_of_that_name_of_the_sender_stays(mini: Pack, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(file))
    data, mine = book.add_worksheet("proef"), book.add_worksheet("bevindingen")
    data.write_row(0, 0, HEADER.split(";"))
    data.write_row(1, 0, ["2024-01", "a", 1, 1])
    mine.write(0, 0, "mijn lijst")
    book.close()
    _, sheets = back(mini, file)
    assert [*sheets] == ["proef", "bevindingen", "Bevindingen (2)"]
    assert sheets["bevindingen"].cells == {"A1": "mijn lijst"}


def test_rows_of_a_csv_come_back_as_texts_as_they_were_sent(mini: Pack, tmp_path: Path) -> None:
    """Nothing becomes a formula, also not when somebody edits the cell: its format is text."""
    rows = [
        '2024-01;=HYPERLINK("http://example.org");1;',
        "2024-01;+31;2;",
        "2024-01;@SUM(A1);3;",
        "2024-01;-5;007;",
        "",
        "2024-01;te;breed;1;2;3",
        "2024-01;1.5;12 uur;",
    ]
    file = csv_file(tmp_path, "\n".join([HEADER, *rows]))
    report, sheets = back(mini, file)
    data = sheets["proef"]
    assert data.formulas == {}
    assert data.cells["B2"] == '=HYPERLINK("http://example.org")'
    assert [data.cells[c] for c in ("B3", "B4", "B5", "C5")] == ["+31", "@SUM(A1)", "-5", "007"]
    assert data.cells["F7"] == "3"  # more cells than the header: they are there to see
    assert {data.formats[c] for c in data.cells} == {"@"}
    assert data.coloured["C8"] == "red"
    assert data.coloured["A7"] == "red"
    assert {f.code for f in report.findings} == {"csv-rij-breedte", "geen-getal"}
    assert sheets["Bevindingen"].formulas == {}


@pytest.mark.parametrize("ending", ["ods", "jsonl"])
def test_rows_of_other_forms_come_back_where_their_findings_are(
    mini: Pack, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"a.{ending}"
    if ending == "ods":
        cells = [["maand", "eenheid", "aantal"], ["2024-01", "=1+1", 5], ["2024-01", "b", "x"]]
        write(file, Page(cells))
    else:
        values = [{"maand": "2024-01", "eenheid": "=1+1", "aantal": 5},
                  {"maand": "2024-01", "eenheid": "b", "aantal": "x"}]  # fmt: skip
        file.write_text("\n".join(json.dumps(v) for v in values) + "\n", "utf-8")
    report, sheets = back(mini, file)
    assert [f.code for f in report.findings] == ["geen-getal"]
    data = sheets["proef"]
    assert [data.cells[c] for c in ("A1", "B2", "C2", "C3")] == ["maand", "=1+1", "5", "x"]
    assert data.coloured == {"C3": "red"}
    assert data.formulas == {}


def test_one_cause_in_a_column_is_one_line_and_colours_all_of_it(
    mini: Pack, tmp_path: Path
) -> None:
    days = [Cell(45292 + 31 * i, "n", "mmm-yy") for i in range(12)]
    page = Page([["maand", "eenheid", "aantal"], *([d, f"e{i}", 1] for i, d in enumerate(days))])
    report, sheets = back(mini, write(tmp_path / "a.xlsx", page))
    assert report.counts["geen-periode"] == 12
    assert sheets["proef"].coloured["A2:A13"] == "red"
    assert len([x for x in lines_of(sheets["Bevindingen"]) if "geen-periode" in x]) == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "bestand-leeg"),
        ("a.xlsx", b"PK\x03\x04kapot", "bestand-beschadigd"),
        ("a.xlsm", b"PK\x03\x04", "bestand-onbekende-soort"),
    ],
)
def test_of_what_cannot_be_read_only_the_list_comes_back(
    mini: Pack, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    report, sheets = back(mini, file)
    assert [f.code for f in report.findings] == [code]
    assert [*sheets] == ["Bevindingen"]
    assert code in lines_of(sheets["Bevindingen"])[0]


def test_a_good_file_comes_back_too_and_says_so(mini: Pack, tmp_path: Path) -> None:
    _, sheets = back(mini, csv_file(tmp_path, f"{HEADER}\n2024-01;a;1;1"), "en")
    assert sheets["Findings"].rows() == [["levering.csv: no findings."]]
    assert sheets["proef"].coloured == sheets["proef"].comments == {}


def test_the_list_speaks_english(mini: Pack, tmp_path: Path) -> None:
    _, sheets = back(mini, csv_file(tmp_path, f"{HEADER}\n2024-01;a;x;1\n2024-02;b;2000;1"), "en")
    rows = lines_of(sheets["Findings"])
    assert [r[1] for r in rows] == ["Blocks", "Warning"]
    assert "Blocks: It says 'x'." in sheets["proef"].comments["C2"]


def test_many_findings_in_one_cell_are_all_in_the_list_and_some_in_the_comment(
    tmp_path: Path,
) -> None:
    some = tuple(
        Finding(f"code-{i}", "Cel D2", f"Er staat {i}.", "Nee.", "Doe.", "r", row=2, column="d")
        for i in range(200)
    )
    layout = marks.RowsPlace("proef", 1, 1, ("a", "b", "c", "d"))
    report = CheckReport(some, {"r": 200}, 1, "proef")
    made = marks.marks("a.xlsx", report, layout, (), "nl")
    assert made["areas"]["blocks"] == ["D2"] * 200
    [[row, number, text]] = made["comments"]
    assert (row, number) == (2, 4)
    assert text.count("Er staat") == 5
    assert text.endswith("En nog 195: zie het blad Bevindingen.")
    assert len(made["list"]["lines"]) == 200
    file = write(tmp_path / "a.xlsx", Page([["a", "b", "c", "d"], [1, 2, 3, 4]], name="proef"))
    edit.edit(file, tmp_path / "b.xlsx", OURS, made)
    sheets = seen(tmp_path / "b.xlsx")
    assert sheets["proef"].coloured == {"D2": "red"}
    assert len(lines_of(sheets["Bevindingen"])) == 200


def test_of_a_very_large_file_the_rows_with_findings_come_back(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_RETURNED_CELLS", 100)
    rows = "\n".join(f"2024-01;e{i};{'x' if i in (20, 40) else 1};" for i in range(60))
    _, sheets = back(mini, csv_file(tmp_path, f"{HEADER}\n{rows}"))
    data, listed = sheets["proef"], sheets["Bevindingen"]
    assert data.rows() == [
        ["rij", *HEADER.split(";")], ["22", "2024-01", "e20", "x"], ["42", "2024-01", "e40", "x"]
    ]  # fmt: skip
    assert data.coloured == {"D2": "red", "D3": "red"}
    assert "Uw bestand heeft 60 rijen. Op het blad staan er 2" in str(listed.cells.values())
    assert listed.links["C7"] == "'proef'!D2"


def test_what_is_not_in_the_list_is_said(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_RETURNED", 10)
    rows = "\n".join(f"2024-01;e{i};{'x' if i % 2 else 1};" for i in range(60))
    report, sheets = back(mini, csv_file(tmp_path, f"{HEADER}\n{rows}"))
    assert (report.total, len(report.findings), report.unlisted) == (30, 10, 20)
    assert "Niet in deze lijst: 20 bevindingen." in str(sheets["Bevindingen"].cells.values())


def test_a_personal_number_is_not_repeated_in_the_list_or_a_comment(
    mini: Pack, tmp_path: Path
) -> None:
    _, sheets = back(mini, csv_file(tmp_path, f"{HEADER}\n2024-01;x 111222333;1;"))
    said = str([*sheets["Bevindingen"].cells.values(), *sheets["proef"].comments.values()])
    assert "burgerservicenummer" in said
    assert "111222333" not in said


def test_a_workbook_that_cannot_be_added_to_comes_back_as_rows(mini: Pack, tmp_path: Path) -> None:
    """Such as one with a DTD in its styles: it is read as far as that is safe, and not edited."""
    file = write(tmp_path / "a.xlsx", Page([["maand", "eenheid", "aantal"], ["2024-01", "a", "x"]]))
    odd = tmp_path / "b.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"<Types", b'<!DOCTYPE Types [<!ENTITY a "b">]><Types', 1)
            new.writestr(name, data)
    report, sheets = back(mini, odd)
    assert [f.code for f in report.findings] == ["geen-getal"]
    assert sheets["proef"].coloured == {"C2": "red"}
    assert "Uw eigen werkmap kon niet worden aangevuld" in str(sheets["Bevindingen"].cells.values())


def test_the_same_file_gives_the_same_bytes(mini: Pack, tmp_path: Path) -> None:
    made = []
    for _ in range(2):
        back(mini, csv_file(tmp_path, f"{HEADER}\n2024-01;a;x;1"))
        made.append((tmp_path / "terug.xlsx").read_bytes())
    assert made[0] == made[1]


def test_a_strict_workbook_and_one_with_prefixes_are_marked_too(tmp_path: Path, mini: Pack) -> None:
    """Some programs prefix every element; what is added has the names of that workbook."""
    file = write(tmp_path / "a.xlsx", Page([["maand", "eenheid", "aantal"], ["2024-01", "a", "x"]]))
    odd = tmp_path / "b.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(rb"<(/?)(?!\?)", rb"<\1x:", data).replace(b"xmlns=", b"xmlns:x=")
            new.writestr(name, data)
    _, sheets = back(mini, odd)
    assert sheets["proef"].coloured == {"C2": "red"}
    assert "Houdt tegen" in sheets["proef"].comments["C2"]


def test_names_of_sheets_and_texts_with_odd_signs_stay_whole(mini: Pack, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("A&B 'x' <1>")
    sheet.write_row(0, 0, HEADER.split(";"))
    sheet.write_row(1, 0, ["2024-01", "<b>&amp;\x07", "x & <y>", 1])
    book.close()
    _, sheets = back(mini, file)
    assert sheets["A&B 'x' <1>"].coloured["C2"] == "red"
    listed = sheets["Bevindingen"]
    assert "'A&B ''x'' <1>'!C2" in listed.links.values()
    assert "x & <y>" in [x for row in lines_of(listed) for x in row]


def test_a_conversation_of_somebody_else_is_left_alone(mini: Pack, tmp_path: Path) -> None:
    """Programs show the conversation and not the comment beside it, so that stays as it was."""
    file, odd = own_workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<author>Jan</author>",
                                                      b"<author>tc={1}</author>"))  # fmt: skip
    _, sheets = back(mini, odd)
    assert sheets["proef"].comments["C2"] == "ook van mij"
    assert sheets["proef"].coloured["C2"] == "red"
    assert "ook van mij" not in sheets["proef"].comments["C3"]
