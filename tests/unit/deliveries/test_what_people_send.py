"""Totals, hidden rows, texts that look alike, notes above the header: siblings of real files."""

from __future__ import annotations

import json
import tempfile
import unicodedata
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import column, dataset
from tests.unit.deliveries.sheets import Cell, Page, write
from verantwoord.deliveries.accept import accept, check
from verantwoord.deliveries.encoding import clean_text
from verantwoord.deliveries.errors import Refused
from verantwoord.deliveries.judged import CheckReport, explained
from verantwoord.deliveries.look_alikes import skeleton
from verantwoord.deliveries.moments import hour_twice
from verantwoord.model.dataset import Dataset
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

MINI = Path(__file__).parents[2] / "packs" / "mini"
JULY = Period.parse("2024-07")
UNITS = dataset(
    column("maand", "period", role="period", grain="maand", key=True),
    column("deel", key=True, required=True),
    column("fte", "decimal"),
    column("kosten", "integer"),
    column("uitleg"),
)
FORMS = ["xlsx", "ods"]


def sent(pack: Pack, path: Path, text: str | bytes, asked: Dataset = UNITS) -> CheckReport:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return check(path, asked, pack, "alfa", JULY)


def units(*rows: str, head: str = "maand;deel;fte;kosten;uitleg") -> str:
    return "\n".join([head, *(f"2024-07;{r}" for r in rows)]) + "\n"


@pytest.mark.parametrize(
    "name",
    ["Totaal", "totaal", "TOTAAL:", "Totalen", "Total", "Subtotaal", "sub-totaal", "Eindtotaal",
     "Grand total", "Totaal alfa", "Totaal (alle)", "Directie A totaal", "Alfa, totaal", "Som",
     "Som van A en B", "Σ", "Deeltotaal 1", "waarvan extern", "Waarvan vast"],
)  # fmt: skip
def test_a_row_that_calls_itself_a_total_warns(mini: Pack, tmp_path: Path, name: str) -> None:
    report = sent(mini, tmp_path / "a.csv", units("A;1;;", f"{name};7;;", "B;3;;"))
    assert [(f.code, f.row, f.severity.value) for f in report.findings] == [
        ("totaalrij", 3, "warns")
    ]


@pytest.mark.parametrize(
    "name",
    ["Totaalbeheer", "Totaal-beheer", "Totaalzorg Noord", "Sommelsdijk", "Consum", "Resumé",
     "Directie Totaalvoetbal", "Kunstsom", "Somalië", "Totalisator", "Opsomming", "Daarwaarvan"],
)  # fmt: skip
def test_a_name_with_the_word_in_it_is_no_total(mini: Pack, tmp_path: Path, name: str) -> None:
    report = sent(mini, tmp_path / "a.csv", units("A;1;;", f"{name};7;;", "B;3;;totaal van A"))
    assert report.findings == ()


def test_with_only_totals_there_is_nothing_to_count_double(mini: Pack, tmp_path: Path) -> None:
    assert sent(mini, tmp_path / "a.csv", units("Totaal;7;;")).findings == ()


@pytest.mark.parametrize(
    ("rows", "is_sum"),
    [
        (("A;10,5;100;", "B;20,5;200;", "C;31;300;"), True),
        (("A;10,5;100;", "B;20,5;200;", "C;31;301;"), False),  # not in every quantity
        (("A;10,5;100;", "B;20,5;200;", "C;31;;"), True),
        (("A;10,5;;", "C;10,5;;"), False),  # two equal rows (votingworks/arlo #1769, #2148)
        (("A;1;;", "B;2;;", "C;3;;"), False),  # chance
        (("A;0;;", "B;0;;", "C;0;;"), False),
        (("A;50;;", "B;0;;", "C;50;;"), False),  # one row and its double is no sum
        (("A;-10,5;;", "B;-20,5;;", "C;-31;;"), True),
    ],
)
def test_a_last_row_that_adds_up_is_a_total_whatever_it_is_called(
    mini: Pack, tmp_path: Path, rows: tuple[str, ...], is_sum: bool
) -> None:
    report = sent(mini, tmp_path / "a.csv", units(*rows))
    assert dict(report.counts) == ({"totaalrij": 1} if is_sum else {})


@given(
    values=st.lists(st.integers(2500, 10**6), min_size=2, max_size=12),
    off=st.integers(0, 3),
    name=st.sampled_from(["Z", "Alles", "99"]),
)
@settings(max_examples=examples(15), deadline=None)
def test_the_sum_of_any_rows_is_found_and_a_number_beside_it_is_not(
    values: list[int], off: int, name: str
) -> None:
    rows = [f"p{i};{v / 100:.2f};;".replace(".", ",") for i, v in enumerate(values)]
    last = f"{name};{(sum(values) + off) / 100:.2f};;".replace(".", ",")
    with tempfile.TemporaryDirectory() as folder:
        report = sent(load_pack(MINI), Path(folder) / "a.csv", units(*rows, last))
    assert dict(report.counts) == ({} if off else {"totaalrij": 1})


def test_a_published_series_may_hold_totals(mini: Pack, tmp_path: Path) -> None:
    taken_over = dataset(*UNITS.columns, kind="gepubliceerd")
    text = units("A;10,5;;", "B;20,5;;", "Totaal;31;;")
    assert sent(mini, tmp_path / "a.csv", text, taken_over).findings == ()


def test_a_total_is_taken_in_when_the_sender_says_that_it_is_right(
    mini: Pack, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    report = sent(mini, path, units("A;1;;", "Totaal;7;;"))
    with pytest.raises(Refused):
        explained(report, {})
    assert [w.rule for w in explained(report, {"totaalrij": "afdeling Totaal"})] == ["totaalrij"]


HIDDEN = {
    "xlsx": ['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"', 'outlineLevel="1"',
             'outlineLevel="2" hidden="1"'],
    "ods": ['table:visibility="collapse"', 'table:visibility="filter"'],
}  # fmt: skip


@pytest.mark.parametrize(("form", "how"), [(f, h) for f in FORMS for h in HIDDEN[f]])
def test_rows_and_columns_that_nobody_sees_are_named(
    mini: Pack, tmp_path: Path, form: str, how: str
) -> None:
    rows = [["deel", "fte"], ["A", 1.5], ["B", 200], ["C", 3], [None, None], ["D", 4]]
    asked = dataset(column("deel"), column("fte", "decimal"))
    path = tmp_path / f"a.{form}"
    write(path, Page(rows, row_attributes={3: how, 4: how, 5: how}))
    found = check(path, asked, mini).findings
    assert [(f.where, f.code, f.severity.value) for f in found] == [
        ("Blad proef, rijen 3-4", "rij-verborgen", "warns")  # row 5 is empty
    ]
    write(path, Page(rows, column_attributes={2: how}))
    found = check(path, asked, mini).findings
    if "ht=" not in how:  # a column has a width
        assert [(f.column, f.code) for f in found] == [("fte", "kolom-verborgen")]
    write(path, Page([r[:1] for r in rows], column_attributes={5: how}))
    assert check(path, asked, mini).findings == ()


def test_a_filter_is_called_a_filter(mini: Pack, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, Page([["deel", "fte"], ["A", 1], ["B", 2]], row_attributes={3: 'hidden="1"'}))
    parts = {}
    with zipfile.ZipFile(path) as container:
        parts = {n: container.read(n) for n in container.namelist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page] = parts[page].replace(b"</sheetData>", b'</sheetData><autoFilter ref="A1:B3"/>')
    with zipfile.ZipFile(path, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    found = check(path, dataset(column("deel"), column("fte", "decimal")), mini).findings
    assert "weggefilterd" in found[0].found


# --- texts --------------------------------------------------------------------------------

SAME = [
    lambda t: unicodedata.normalize("NFD", t),
    lambda t: t[:2] + "\u00ad" + t[2:],
    lambda t: t + "\u200b",
    lambda t: t.replace(" ", "\u00a0"),
    lambda t: t.replace(" ", "\u2009"),
    lambda t: t.replace("e", "e\u2060"),
    lambda t: f'="{t}"',
]


@given(
    text=st.text(st.sampled_from("aeéëxZ 19"), min_size=3, max_size=9).filter(
        lambda t: t.strip() == t and "  " not in t
    ),
    how=st.integers(0, len(SAME) - 1),
)
@settings(max_examples=examples(20), deadline=None)
def test_what_nobody_sees_makes_no_other_key(text: str, how: int) -> None:
    other = SAME[how](text)
    with tempfile.TemporaryDirectory() as folder:
        report = sent(load_pack(MINI), Path(folder) / "a.csv", units(f"{text};1;;", f"{other};2;;"))
    assert dict(report.counts) == {"dubbele-sleutel": 1}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_stored_is_the_text_as_it_is_seen(mini: Pack, tmp_path: Path, form: str) -> None:
    path = write(tmp_path / f"a.{form}", Page([["deel", "code"], ["Cafe\u0301\u00a0\u200bA", "é"]]))
    asked = dataset(column("deel"), column("code", "code", codes=("é",)))
    decomposed = write(tmp_path / f"b.{form}", Page([["deel", "code"], ["x", "e\u0301"]]))
    assert check(decomposed, asked, mini).findings == ()
    accept(path, asked, mini, "alfa", JULY, tmp_path / "o.parquet")
    assert pq.read_table(tmp_path / "o.parquet")["deel"].to_pylist() == ["Café A"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("Afdeling A", "Afdeling \u0410", True), ("a-b", "a\u2013b", True),
     ("'t Huis", "\u2019t Huis", True),
     ("ﬁets", "fiets", True), ("A  B", "A B", True), ("M1", "Ml", False), ("A", "a", False),
     ("Cafe", "Café", False), ("A-1", "A 1", False)],
)  # fmt: skip
def test_texts_that_look_equal_and_differ_warn(
    mini: Pack, tmp_path: Path, one: str, other: str, alike: bool
) -> None:
    assert (skeleton(one) == skeleton(other)) is alike
    report = sent(mini, tmp_path / "a.csv", units(f"{one};1;;", f"{other};2;;"))
    assert dict(report.counts) == ({"tekst-lijkt-gelijk": 1} if alike else {})


@pytest.mark.parametrize(
    ("cell", "value"),
    [('="00123"', "00123"), ('"=""00123"""', "00123"), ("'00123", "00123"), ("'t Hart", "'t Hart"),
     ("'s-Gravenhage", "'s-Gravenhage"), ("=A1", "=A1"), ('=""', None)],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_kept_a_text_is_that_text(
    mini: Pack, tmp_path: Path, cell: str, value: str | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"deel;n\n{cell};1\n", "utf-8")
    asked = dataset(column("deel"), column("n", "integer"))
    accept(path, asked, mini, "alfa", JULY, tmp_path / "o.parquet")
    assert pq.read_table(tmp_path / "o.parquet")["deel"].to_pylist() == [value]


def test_a_number_or_day_that_a_spreadsheet_kept_a_text_is_read(mini: Pack, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('d;n\n="01-07-2024";="1,5"\n', "utf-8")
    asked = dataset(column("d", "date"), column("n", "decimal"))
    accept(path, asked, mini, "alfa", JULY, tmp_path / "o.parquet")
    assert pq.read_table(tmp_path / "o.parquet")["n"].to_pylist() == [Decimal("1.500")]


DUTCH = ["financiële zaken", "reünie", "Genève", "één", "crème brûlée", "DIRECTIE ÉÉN", "naïef"]


SIGNS = ["k€", "€k", "noord–zuid", "Haag–Delft", "west—oost", "a–z"]


@pytest.mark.parametrize(
    "word", [*DUTCH, *SIGNS, "auto\u2019s", "“tekst”", "€ 5", "Škoda", "30°", "m²"]
)
def test_windows_1252_is_read_as_before(mini: Pack, tmp_path: Path, word: str) -> None:
    text = units(f"{word};1;;").encode("cp1252")
    assert sent(mini, tmp_path / "a.csv", text).findings == ()


def test_a_long_row_of_letters_is_looked_at_once(tmp_path: Path) -> None:
    """Looking for a word again from each letter would take days."""
    file = tmp_path / "a.csv"
    file.write_bytes(f"é {'a' * 3_000_000} reünie\n".encode("cp1252"))
    assert clean_text(file, tmp_path).newlines == 1


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
@given(words=st.lists(st.sampled_from(DUTCH), min_size=2, max_size=5, unique=True))
@settings(max_examples=examples(5), deadline=None)
def test_another_encoding_is_recognised_by_its_words(encoding: str, words: list[str]) -> None:
    rows = units(*(f"{w};1;;" for w in words))
    with tempfile.TemporaryDirectory() as folder:
        report = sent(load_pack(MINI), Path(folder) / "a.csv", rows.encode(encoding))
    assert [f.code for f in report.findings] == ["tekenset"]


@pytest.mark.parametrize(
    "word", ["Co&ouml;rdinatie", "R&amp;D", "F&#233;", "F&#xE9;", "Financi_x00EB_n",
             "Co\\u00f6rdinatie", "co=C3=B6rdinatie", "co%C3%B6rdinatie"])  # fmt: skip
def test_a_code_in_the_place_of_a_letter_is_refused(mini: Pack, tmp_path: Path, word: str) -> None:
    report = sent(mini, tmp_path / "a.csv", units(f'"{word}";1;;'))
    assert dict(report.counts) == {"tekst-met-codes": 1}
    assert word in report.findings[0].found


@pytest.mark.parametrize("word", ["R&D", "A & B; C", "50%", "a=b", "C\\utrecht", "x_x0", "&;"])
def test_a_sign_that_is_no_code_is_text(mini: Pack, tmp_path: Path, word: str) -> None:
    assert sent(mini, tmp_path / "a.csv", units(f'"{word}";1;;')).findings == ()


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"),
                            ("utf-32", "UTF-32"), ("utf-32-le", "UTF-32")])  # fmt: skip
def test_a_file_with_more_bytes_a_sign_is_called_by_its_encoding(
    mini: Pack, tmp_path: Path, encoding: str, named: str
) -> None:
    report = sent(mini, tmp_path / "a.csv", units("A;1;;").encode(encoding))
    assert [f.code for f in report.findings] == ["tekenset"]
    assert named in report.findings[0].found


def test_letters_that_dutch_has_not_say_nothing_about_the_encoding(
    mini: Pack, tmp_path: Path
) -> None:
    """In Windows-1252 the old Macintosh's `Coördinatie` is `Cošrdinatie`, a word of some kind."""
    text = units("Coördinatie;1;;", "Financiën;1;;")
    report = sent(mini, tmp_path / "a.csv", text.encode("mac_roman"))
    assert [f.code for f in report.findings] == ["tekenset"]
    assert sent(mini, tmp_path / "b.csv", units("Škoda;1;;").encode("cp1252")).findings == ()


@given(words=st.lists(st.sampled_from(DUTCH), min_size=1, max_size=3, unique=True))
@settings(max_examples=examples(5), deadline=None)
def test_text_that_was_read_in_another_encoding_before_is_refused(words: list[str]) -> None:
    """UTF-8 opened as Windows-1252 and saved again: every character is valid, no word is."""
    spoiled = [w.encode().decode("cp1252", "replace") for w in words]
    with tempfile.TemporaryDirectory() as folder:
        report = sent(load_pack(MINI), Path(folder) / "a.csv",
                      units(*(f"{w};1;;" for w in spoiled)))  # fmt: skip
    assert dict(report.counts) == {"tekst-verminkt": len(words)}


@pytest.mark.parametrize("word", ["SÃO", "Âge", "pâté", "Ã", "château"])
def test_a_french_or_portuguese_word_is_not_spoiled(mini: Pack, tmp_path: Path, word: str) -> None:
    assert sent(mini, tmp_path / "a.csv", units(f"{word};1;;")).findings == ()


# --- header and form ----------------------------------------------------------------------


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_byte_order_mark_and_quotes_change_nothing(
    mini: Pack, tmp_path: Path, mark: bytes, separator: str, quoted: bool
) -> None:
    cells = [["deel", "fte"], ["A, B; C", "1"], ["D", "2"]]
    q = '"'
    lines = [
        separator.join(f"{q}{c}{q}" if quoted or separator in c else c for c in row)
        for row in cells
    ]
    asked = dataset(column("deel"), column("fte", "decimal"))
    report = sent(mini, tmp_path / "a.csv", mark + "\n".join(lines).encode() + b"\n", asked)
    assert (report.findings, report.rows) == ((), 2)


NOTES: list[list[str]] = [
    ["Opgave van het ministerie"], ["sep=;"], ["# bron: KNMI", "#"], ["", "", "Stand 1 juli"],
    ["Groep;Groep;Waarden"], ["deel van de opgave;x"], [f"regel {i}" for i in range(25)],
]  # fmt: skip


@pytest.mark.parametrize("notes", NOTES)
@pytest.mark.parametrize("form", ["csv", *FORMS])
def test_a_header_below_notes_is_found_and_named(
    mini: Pack, tmp_path: Path, notes: list[str], form: str
) -> None:
    rows = ["maand;deel;fte;kosten;uitleg", "2024-07;A;1;;", "2024-07;B;x;;"]
    path = tmp_path / f"a.{form}"
    lines = [*notes, *rows]
    if form == "csv":
        path.write_text("\n".join(lines) + "\n", "utf-8")
    else:
        write(path, Page([[c or None for c in line.split(";")] for line in lines]))
    found = check(path, UNITS, mini, "alfa", JULY).findings
    top = [f for f in found if f.code == "kop-lager"]
    assert [f.code for f in found if f.code != "kop-lager"] == ["geen-getal"]
    assert all(f"De kop staat in rij {len(notes) + 1}." in f.found for f in top)
    assert len(top) == 1
    assert found[-1].row == len(lines)


def test_a_commented_header_is_a_header(mini: Pack, tmp_path: Path) -> None:
    report = sent(mini, tmp_path / "a.csv", "# x\n# maand;deel;fte\n2024-07;A;1\n")
    assert dict(report.counts) == {"kop-lager": 1}


@pytest.mark.parametrize("sign", ["|", "^", "~"])
def test_a_separator_that_we_do_not_read_is_named(mini: Pack, tmp_path: Path, sign: str) -> None:
    report = sent(mini, tmp_path / "a.csv", units("A;1;;").replace(";", sign))
    assert [(f.code, sign in f.found) for f in report.findings] == [("scheidingsteken", True)]


@pytest.mark.parametrize(
    "row", [" ; ; ; ; ", "\u00a0;\u00a0;;;", "\t;;;;", ";;;;", "\u2003;;;;\u202f"]
)
def test_a_row_of_blanks_is_no_row(mini: Pack, tmp_path: Path, row: str) -> None:
    text = f"maand;deel;fte;kosten;uitleg\n2024-07;A;1;;\n{row}\n2024-07;B;x;;\n"
    report = sent(mini, tmp_path / "a.csv", text)
    assert report.rows == 2
    assert [(f.row, f.code) for f in report.findings] == [(4, "geen-getal")]


@pytest.mark.parametrize("form", FORMS)
def test_a_row_of_blanks_in_a_sheet_is_no_row(mini: Pack, tmp_path: Path, form: str) -> None:
    rows: list[list[Any]] = [["deel", "fte"], ["A", 1], [" ", "\u00a0"], ["B", Cell(1, "b")]]
    path = write(tmp_path / f"a.{form}", Page(rows))
    report = check(path, dataset(column("deel", required=True), column("fte", "decimal")), mini)
    assert report.rows == 2
    assert [f.where for f in report.findings] == ["Blad proef, cel B4 (fte)"]


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("a.csv", b"<html><table><tr><td>x</td></tr></table>", "bestand-anders-dan-naam", "HTML"),
        ("a.csv", b'\xef\xbb\xbf<?xml version="1.0"?><W/>', "bestand-anders-dan-naam", "XML"),
        ("a.csv", b'[{"deel": "A", "fte": 1}]', "bestand-anders-dan-naam", "JSON"),
        ("a.xlsx", b"<table><tr><td>x</td></tr></table>", "bestand-anders-dan-naam", "HTML"),
        ("a.xls", b"<html><table/></html>", "bestand-onbekende-soort", "HTML"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
         "bestand-onbekende-soort", "xls"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
         "bestand-anders-dan-naam", "xls"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "bestand-met-wachtwoord", "wachtwoord"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_than_its_name_says_which(
    mini: Pack, tmp_path: Path, name: str, content: bytes, code: str, says: str
) -> None:
    found = sent(mini, tmp_path / name, content).findings
    assert [f.code for f in found] == [code]
    assert says in found[0].found


SAVE_AS = {
    "nl": "Open het bestand in een rekenprogramma en kies Opslaan als, Excel-werkmap (.xlsx).",
    "en": "Open the file in a spreadsheet program and choose Save as, Excel workbook (.xlsx).",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "part", "nl", "en"),
    [
        ("a.xls", "Workbook", "een oud Excel-bestand (xls)", "an old Excel file (xls)"),
        ("a.XLS", "EncryptedPackage", "versleuteld", "encrypted"),
        ("a.xlsb", "xl/workbook.bin", "een binaire Excel-werkmap (xlsb)",
         "a binary Excel workbook (xlsb)"),
        ("a.xlsm", "xl/workbook.xml", "xlsx", "xlsx"),
        ("a.xls", "", "leeg", "empty"),
        ("a.xls", "deel\tfte", "tekst", "text"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["nl", "en"])
def test_another_kind_of_excel_file_is_to_be_saved_as_xlsx(
    mini: Pack, tmp_path: Path, name: str, part: str, nl: str, en: str, language: str
) -> None:
    path = tmp_path / name
    if "/" in part:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, "x")
    else:
        binary = part in ("Workbook", "EncryptedPackage")
        path.write_bytes(OLE + part.encode("utf-16-le") if binary else part.encode())
    (found,) = check(path, dataset(column("deel")), mini, language=language).findings
    assert (found.code, found.action) == ("bestand-onbekende-soort", SAVE_AS[language])
    end = path.suffix
    assert (
        found.found
        == {
            "nl": f"De naam eindigt op '{end}', en de inhoud is {nl}.",
            "en": f"The name ends in '{end}', and the content is {en}.",
        }[language]
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_xlsb_called_xlsx_is_to_be_saved_and_not_renamed(
    mini: Pack, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", "x")
    (found,) = check(path, dataset(column("deel")), mini, language=language).findings
    assert found.code == "bestand-anders-dan-naam"
    said = {"nl": ("(xlsb)", "sla het op als .xlsx"), "en": ("(xlsb)", "save it as .xlsx")}
    assert said[language][0] in found.found and said[language][1] in found.action


@pytest.mark.parametrize(
    ("as_name", "really"), [("a.ods", "xlsx"), ("a.csv", "ods"), ("a.xlsx", "ods")]
)
def test_one_spreadsheet_under_the_name_of_another_is_named(
    mini: Pack, tmp_path: Path, as_name: str, really: str
) -> None:
    path = write(tmp_path / f"x.{really}", Page([["deel", "fte"], ["A", 1]]))
    found = sent(mini, tmp_path / as_name, path.read_bytes()).findings
    assert [f.code for f in found] == ["bestand-anders-dan-naam"]
    assert f"de inhoud is {really}" in found[0].found


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (("29-10-2023", "02:15:00", "M1"), "29-10-2023"),
        (("2021-10-31 02:45",), "2021-10-31"),
        (("M1", "2024-10-27T02:00:00"), "2024-10-27"),
        (("29-10-2023", "03:15"), None),
        (("28-10-2023", "02:15"), None),
        (("26-03-2023", "02:15"), None),
        (("2024-10-27T02:00:00+01:00",), None),
        (("29-10-2023", "12:02"), None),
        (("31-02-2023", "02:15"), None),
        (("A",), None),
    ],
)
def test_the_hour_that_was_there_twice(key: tuple[str, ...], day: str | None) -> None:
    assert hour_twice(key) == day


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods", "jsonl"])
@pytest.mark.parametrize("blank", list("\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u3000"))
def test_a_blank_at_the_end_of_a_number_is_no_part_of_it_in_any_form(
    mini: Pack, tmp_path: Path, form: str, blank: str
) -> None:
    path, value = tmp_path / f"a.{form}", f"12{blank}"
    if form == "csv":
        path.write_text(f"deel,fte\nkern,{value}\n", "utf-8")
    elif form == "jsonl":
        path.write_text(json.dumps({"deel": "kern", "fte": value}) + "\n", "utf-8")
    else:
        write(path, Page([["deel", "fte"], ["kern", value]]))
    report = check(path, dataset(column("deel"), column("fte", "decimal")), mini)
    assert dict(report.counts) == {}
