"""A broken file gives a finding; never a traceback, never a part of it."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from tests.unit.deliveries.factory import column, csv_file, dataset
from verantwoord.deliveries import limits
from verantwoord.deliveries.accept import accept, check
from verantwoord.deliveries.errors import Refused
from verantwoord.deliveries.template import write_template
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

DATASET = dataset(column("plek", required=True), column("uren", "decimal"))
GOOD = b"plek,uren\nA,1.5\n"
JULY = Period.parse("2024-07")


def codes(mini: Pack, path: Path, content: bytes | None = None) -> list[str]:
    """Check a file, and see that `accept` agrees and leaves nothing behind."""
    if content is not None:
        path.write_bytes(content)
    found = [f.code for f in check(path, DATASET, mini).findings]
    out = path.parent / "uit.parquet"
    if found:
        with pytest.raises(Refused):
            accept(path, DATASET, mini, "alfa", JULY, out)
        assert not out.exists()
    return found


def sheet(path: Path, fill: Callable[[Any, Any], None], name: str = "proef") -> Path:
    """An xlsx whose first sheet has the header and one row, and then what `fill` does."""
    book = xlsxwriter.Workbook(str(path))
    first = book.add_worksheet(name)
    first.write_row(0, 0, ["plek", "uren"])
    first.write_row(1, 0, ["A", 1.5])
    fill(book, first)
    book.close()
    return path


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", GOOD, []),
        ("a.csv", b"", ["bestand-leeg"]),
        ("a.csv", b"\n\n", ["bestand-leeg"]),
        ("a.csv", b"plek,uren\n", ["geen-rijen"]),
        ("a.csv", b"plek,uren", ["geen-rijen"]),
        ("a.csv", b"\xef\xbb\xbf" + GOOD, []),
        ("a.csv", GOOD.replace(b"\n", b"\r\n"), []),
        ("a.csv", GOOD.replace(b"\n", b"\r"), []),
        ("a.csv", GOOD + b"\xef\xbb\xbfplek,uren\nB,2\n", ["bom-midden"]),
        ("a.csv", GOOD + b"B\x00,2\n", ["nul-teken"]),
        ("a.csv", "plek,uren\nCafé,1\n".encode("cp1252"), []),
        ("a.csv", "plek,uren\nCafé,1\n".encode() + "Café,2\n".encode("cp1252"),
         ["tekenset-gemengd"]),
        ("a.csv", "plek,uren\nA,1\n".encode("utf-16"), ["tekenset"]),
        ("a.csv", b"plek,uren\n\x81\xe9,1\n", ["tekenset"]),
        ("a.csv", b'plek,uren\n"A,1\nB,2\n', ["csv-aanhalingsteken"]),
        ("a.csv", b'plek,uren\n"A"x,1\n', ["csv-aanhalingsteken"]),
        ("a.csv", b'plek,uren\n"A\nB",1\n', []),
        ("a.csv", b"plek,uren\nA\nB,1\n", ["csv-rij-breedte"]),
        ("a.csv", b"plek,uren\nA,1,2\n", ["csv-rij-breedte"]),
        ("a.csv", b"plek,uren\nA,1,,\n", []),
        ("a.csv", b"plek,uren\n\nA,1\n\n\n", []),
        ("a.csv", b"%PDF-1.7 ...", ["bestand-anders-dan-naam"]),
        ("a.csv", b"PK\x03\x04rest", ["bestand-anders-dan-naam"]),
        ("a.xlsx", GOOD, ["bestand-anders-dan-naam"]),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, ["bestand-met-wachtwoord"]),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, ["bestand-beschadigd"]),
        ("a.parquet", b"PAR1" + b"x" * 100, ["bestand-beschadigd"]),
        ("a.parquet", GOOD, ["bestand-anders-dan-naam"]),
        ("a.xls", GOOD, ["bestand-onbekende-soort"]),
        ("a", GOOD, ["bestand-onbekende-soort"]),
        ("a.jsonl", b'{"plek": "A", "uren": 1.5}\n', []),
        ("a.jsonl", b'{"plek": "A", "uren": 1.5}\n{"plek": "A"', ["json-regel"]),
        ("a.jsonl", b'{"plek": "A", "plek": "B"}\n', ["json-regel"]),
        ("a.jsonl", b'{"plek": {"naam": "A"}}\n', ["json-regel"]),
        ("a.jsonl", b'["A", 1]\n', ["json-regel"]),
        ("a.jsonl", b'{"plek": "A", "uren": NaN}\n', ["json-regel"]),
        ("a.jsonl", b'{"plek": "\\ud800"}\n', ["json-regel"]),
        ("a.jsonl", b"[" * 100_000 + b"\n", ["json-regel"]),
        ("a.jsonl", b"\n", ["bestand-leeg"]),
    ],
)  # fmt: skip
def test_the_form_of_a_file_is_judged_as_a_whole(
    mini: Pack, tmp_path: Path, name: str, content: bytes, expected: list[str]
) -> None:
    assert codes(mini, tmp_path / name, content) == expected


def test_where_a_text_file_is_wrong_is_a_row_of_the_sender(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "plek,uren\nA,1\nB,2,3")
    assert check(file, DATASET, mini).findings[0].where == "Rij 3"


def test_ten_thousand_columns_are_refused(mini: Pack, tmp_path: Path) -> None:
    wide = ",".join(f"k{i}" for i in range(10_000)).encode()
    assert codes(mini, tmp_path / "a.csv", wide + b"\n1\n") == ["te-veel-kolommen"]
    names = {f"k{i}": 1 for i in range(10_000)}
    assert codes(mini, tmp_path / "a.jsonl", json.dumps(names).encode()) == ["te-veel-kolommen"]
    pq.write_table(pa.table({f"k{i}": [1] for i in range(600)}), tmp_path / "a.parquet")
    assert codes(mini, tmp_path / "a.parquet") == ["te-veel-kolommen"]
    sheet(tmp_path / "a.xlsx", lambda _, s: s.write_row(0, 2, list(names)[:700]))
    assert codes(mini, tmp_path / "a.xlsx") == ["te-veel-kolommen"]


def test_a_cell_without_end_is_not_read_into_memory(mini: Pack, tmp_path: Path) -> None:
    """Two gigabytes in one cell: a sparse file takes no disk, and no memory either."""
    for start in (b'plek,uren\n"', b"plek,uren\n"):
        path = tmp_path / "reus.csv"
        with path.open("wb") as stream:
            stream.write(start)
            stream.write(b"x" * (limits.MAX_LINE_CHARS * 3))
        assert codes(mini, path) == ["tekstregel-te-lang"]
    path.write_bytes(b"plek,uren\n")
    with path.open("r+b") as stream:
        stream.truncate(2 * 1024**3)
    assert codes(mini, path) == ["nul-teken"]


@pytest.mark.parametrize("sign", ["x", "1", "1.", "-", "a@", "€"])
def test_a_cell_that_is_too_long_is_a_finding_in_every_column(
    mini: Pack, tmp_path: Path, sign: str
) -> None:
    """Longer than Python reads a cell unasked (131,072 signs), shorter than a line may be."""
    long = (sign * 200_000)[:200_000]
    assert codes(mini, tmp_path / "a.csv", f"plek,uren\n{long},1\n".encode()) == ["cel-te-lang"]
    assert codes(mini, tmp_path / "b.csv", f"plek,uren\n\nA\n{long},1\n".encode()) == [
        "csv-rij-breedte",
        "cel-te-lang",
    ]
    found = check(csv_file(tmp_path, f"plek,uren\nA,{long}"), DATASET, mini).findings
    assert [f.code for f in found] == ["getal-te-groot" if sign == "1" else "geen-getal"]
    assert len(found[0].found) < 400


def test_a_file_that_is_too_large_is_not_opened(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 10)
    assert codes(mini, tmp_path / "a.csv", GOOD) == ["bestand-te-groot"]


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_a_truncated_spreadsheet_is_damaged(mini: Pack, tmp_path: Path, extension: str) -> None:
    whole = tmp_path / f"heel.{extension}"
    write_template(DATASET, mini, whole)
    assert codes(mini, whole) == ["voorbeeldrij"]  # whole, and nothing filled in yet
    content = whole.read_bytes()
    for part in (0.3, 0.9, 0.99):
        cut = content[: int(len(content) * part)]
        assert codes(mini, tmp_path / f"half.{extension}", cut) == ["bestand-beschadigd"]


@pytest.mark.parametrize("name", ["../../etc/x.xml", "/etc/x.xml", "..\\x.xml", "C:x.xml"])
def test_a_path_outside_the_container_is_refused(mini: Pack, tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.ods"
    write_template(DATASET, mini, path)
    with zipfile.ZipFile(path, "a") as container:
        container.writestr(name, "<x/>")
    assert codes(mini, path) == ["bestand-onveilig-pad"]
    assert not (tmp_path.parent.parent / "etc").exists()


def test_a_zip_bomb_is_refused_by_its_directory(mini: Pack, tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/workbook.xml", b" " * (limits.RATIO_FROM_BYTES + 1))
    assert codes(mini, path) == ["bestand-te-groot-uitgepakt"]


def test_a_zip_bomb_that_lies_about_its_size_is_damaged(mini: Pack, tmp_path: Path) -> None:
    path = sheet(tmp_path / "leugen.xlsx", lambda _b, _s: None)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as container:
        entry = container.getinfo("xl/worksheets/sheet1.xml")
        names = {n: container.read(n) for n in container.namelist() if n != entry.filename}
        real = container.read(entry)
    big = real.replace(b"</sheetData>", b"</sheetData>" + b" " * 5_000_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for n, c in names.items():
            container.writestr(n, c)
        container.writestr(entry.filename, big)
    content = bytearray(path.read_bytes())
    true_size, false_size = struct.pack("<I", len(big)), struct.pack("<I", 100)
    assert content.count(true_size) == 2
    path.write_bytes(bytes(content).replace(true_size, false_size))
    assert codes(mini, path) == ["bestand-beschadigd"]


def test_a_part_that_stands_in_the_container_twice_is_refused(mini: Pack, tmp_path: Path) -> None:
    path = sheet(tmp_path / "dubbel.xlsx", lambda _b, _s: None)
    with zipfile.ZipFile(path) as container:
        whole = container.read("xl/workbook.xml")
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "a") as container:
        container.writestr("xl/workbook.xml", whole)
    assert codes(mini, path) == ["bestand-beschadigd"]


def test_cells_far_apart_cost_a_finding_and_not_the_memory(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader makes a rectangle from the first to the last cell: here of 17 billion cells."""
    monkeypatch.setattr(limits, "READER_MEMORY_BYTES", 512 * 1024**2)
    path = sheet(tmp_path / "ver.xlsx", lambda _, s: s.write(1_048_575, 16_383, "x"))
    assert codes(mini, path) in (["bestand-te-zwaar"], ["bestand-beschadigd"])


def test_formulas_warn_and_error_values_block(mini: Pack, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", lambda _, s: s.write_formula(2, 1, "=1+1", None, 2))
    found = check(path, DATASET, mini).findings
    assert [(f.code, f.severity.value) for f in found][-1] == ("formule", "warns")
    assert "B3" in found[-1].found
    path = sheet(tmp_path / "b.xlsx", lambda _, s: s.write_formula("B2", "=1/0", None, "#DIV/0!"))
    found = check(path, DATASET, mini).findings
    assert [f.code for f in found] == ["foutwaarde", "formule"]
    assert "B2" in found[0].found


def test_merged_cells_and_hidden_sheets_block(mini: Pack, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", lambda _, s: s.merge_range("A2:A3", "A"))
    assert "samengevoegde-cellen" in codes(mini, path)
    hidden = sheet(tmp_path / "b.xlsx", lambda b, _: b.add_worksheet("geheim").hide())
    assert codes(mini, hidden) == ["blad-verborgen"]
    very = sheet(tmp_path / "c.xlsx", lambda b, _: b.add_worksheet("geheim").very_hidden())
    assert codes(mini, very) == ["blad-verborgen"]
    more = sheet(tmp_path / "d.xlsx", lambda b, _: b.add_worksheet("notities"))
    assert codes(mini, more) == ["blad-extra"]


def test_the_one_sheet_may_have_any_name_and_two_unknown_ones_may_not(
    mini: Pack, tmp_path: Path
) -> None:
    path = sheet(tmp_path / "a.xlsx", lambda _b, _s: None, name="Blad1")
    assert codes(mini, path) == []
    path = sheet(tmp_path / "b.xlsx", lambda b, _: b.add_worksheet("Blad2"), name="Blad1")
    assert codes(mini, path) == ["blad-extra", "blad-extra"]


def test_rows_are_counted_from_the_top_of_the_sheet(mini: Pack, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "laag.xlsx"))
    low = book.add_worksheet("proef")
    low.write_row(3, 1, ["plek", "uren"])
    low.write_row(4, 1, ["A", 1])
    low.write_row(6, 1, ["B", "twee"])
    book.close()
    checked = check(tmp_path / "laag.xlsx", DATASET, mini)
    assert [(f.where, f.code) for f in checked.findings] == [
        ("Blad proef, cel C7 (uren)", "geen-getal")
    ]
    assert checked.rows == 2


def test_numbers_as_text_in_a_spreadsheet_are_never_guessed(mini: Pack, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", lambda _, s: s.write_row(2, 0, ["B", "1.234"]))
    assert codes(mini, path) == ["decimaalteken-onduidelijk"]
    path = sheet(tmp_path / "b.xlsx", lambda _, s: s.write_row(2, 0, ["B", "2,5"]))
    assert codes(mini, path) == []  # one reading only


def test_dates_in_a_spreadsheet_may_be_dates_or_text(mini: Pack, tmp_path: Path) -> None:
    import datetime as dt

    definition = dataset(column("dag", "date"), column("maand", "period"))
    book = xlsxwriter.Workbook(str(tmp_path / "d.xlsx"))
    page = book.add_worksheet("proef")
    page.write_row(0, 0, ["dag", "maand"])
    style = book.add_format({"num_format": "dd-mm-yyyy"})
    page.write_datetime(1, 0, dt.date(2024, 7, 15), style)
    page.write_row(2, 0, ["15-07-2024", "2024-07"])
    page.write_datetime(3, 1, dt.date(2024, 7, 1), style)
    book.close()
    checked = check(tmp_path / "d.xlsx", definition, mini)
    assert [(f.row, f.code) for f in checked.findings] == [(4, "geen-periode")]


def test_a_spreadsheet_keeps_fifteen_digits(mini: Pack, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", lambda _, s: s.write_number(2, 1, 0.1 + 0.2))
    accepted = tmp_path / "o.parquet"
    two = dataset(column("plek"), column("uren", "decimal"))
    accept(path, two, mini, "alfa", JULY, accepted)
    assert [r["uren"] for r in pq.read_table(accepted).to_pylist()] == [
        Decimal("1.500"),
        Decimal("0.300"),
    ]


def test_a_dtd_in_a_workbook_is_refused(mini: Pack, tmp_path: Path) -> None:
    path = tmp_path / "dtd.xlsx"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("xl/workbook.xml", bomb)
        container.writestr("xl/_rels/workbook.xml.rels", b"<Relationships/>")
    assert codes(mini, path) == ["bestand-beschadigd"]


def test_parquet_with_other_things_than_values_is_refused(mini: Pack, tmp_path: Path) -> None:
    pq.write_table(pa.table({"plek": [["A"]]}), tmp_path / "a.parquet")
    assert codes(mini, tmp_path / "a.parquet") == ["bestand-beschadigd"]
    out = io.BytesIO()
    pq.write_table(pa.table({"plek": ["A"], "uren": [Decimal("1.25")]}), out)
    content = out.getvalue()
    assert codes(mini, tmp_path / "b.parquet", content) == []
    assert codes(mini, tmp_path / "c.parquet", content[:-20]) == ["bestand-beschadigd"]
    broken = content[:-8] + struct.pack("<I", 2**31 - 1) + b"PAR1"
    assert codes(mini, tmp_path / "d.parquet", broken) == ["bestand-beschadigd"]
