"""Lists in model 3.42, in and out: what is exported can be read, and old lists can be read too."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
import xlsxwriter

from tests.conftest import REPOSITORY
from tests.unit.register.factory import (
    commitment,
    deadline,
    listed,
    motion,
    register,
    step,
)
from verantwoord.deliveries.sheet_rows import SheetError, SheetLimits, cell_text, read_sheet
from verantwoord.language import speaking
from verantwoord.model.text import Text
from verantwoord.register.loading import load_register
from verantwoord.register.model342 import WindowError, annex
from verantwoord.register.register import Register
from verantwoord.register.states import CommitmentState, MotionState
from verantwoord.site.annex import to_csv, to_html, to_markdown
from verantwoord.sources.lists import spreadsheet
from verantwoord.sources.lists.spreadsheet import (
    ListError,
    ListFrame,
    import_list,
    read_rows,
)

D = dt.date
FRAME = ListFrame("proef.lijst", Text("Lijst"), D(2023, 12, 31), D(2023, 7, 1))
# the two rows of the annex of the budget 2010 of BZK (rijksbegroting.minfin.nl, kst132823b_23)
OLD = [
    ["Beleidsterrein", "Soort", "Groep", "Omschrijving motie", "Vindplaats", "Stand van Zaken"],
    [
        "Algemeen",
        "toezeggingen",
        "in behandeling",
        "We zullen bekijken of informatie over de kabinetsdoelstellingen door de RAD "
        "gecontroleerd kan worden",
        "11-06-2009 Wetgevingsoverleg (31 924 VII, nr. 1)",
        "De TK wordt hierover in het najaar van 2009 geïnformeerd.",
    ],
    [
        "Veiligheid",
        "moties",
        "in behandeling",
        "Motie van Haverkamp over het benadrukken van politiespecifieke elementen",
        "27-02-2008 Spoeddebat CAO-onderhandelingen politie (29 628, nr. 77)",
        "De Tweede Kamer wordt na het zomerreces van 2009 per brief geïnformeerd.",
    ],
]


def sample() -> Register:
    done = (
        step(CommitmentState.OPEN),
        step(CommitmentState.DONE, D(2023, 9, 1), "kst-99101-9", why=Text("Brief | verstuurd.")),
    )
    earlier = (
        step(CommitmentState.OPEN),
        step(CommitmentState.DONE, D(2023, 6, 1), "kst-99101-8"),
    )
    later = (step(MotionState.TABLED, D(2024, 2, 1)),)
    return register(
        motion("een", kst="kst-99101-1", deadlines=(deadline(D(2024, 3, 1)),)),
        motion("later", *later),
        commitment("gesloten", *done, kst="kst-99101-2", made_in="Debat <b>"),
        commitment("eerder", *earlier),
        listed("vorige", D(2023, 1, 1), D(2023, 6, 30)),
    )


def test_the_annex_holds_what_is_open_and_what_was_closed_in_the_window() -> None:
    made = annex(sample(), D(2023, 12, 31))
    assert (made.first, made.joins) == (D(2023, 7, 1), "proef.vorige")
    assert [(r.id, r.group) for r in made.rows] == [
        ("proef.motie-een", "in behandeling"),
        ("proef.toezegging-gesloten", "afgehandeld"),
    ]
    assert made.rows[0].due == "2024-03-01"
    assert made.rows[1].due == ""
    assert made.rows[1].judgement == "nog geen oordeel"


def test_the_window_must_join_that_of_the_last_list() -> None:
    with pytest.raises(WindowError, match=r"moet aansluiten op 'proef\.vorige'"):
        annex(sample(), D(2023, 12, 31), D(2023, 8, 1))
    with pytest.raises(WindowError, match="Noem de eerste dag"):
        annex(register(), D(2023, 12, 31))
    assert annex(register(), D(2023, 12, 31), D(2023, 1, 1)).joins is None


def test_an_item_that_was_not_followed_stays_and_says_so() -> None:
    item = commitment(followed_until=D(2023, 4, 1), not_followed="niet opgezocht")
    (row,) = annex(register(item), D(2023, 12, 31), D(2023, 7, 1)).rows
    assert "Na 2023-04-01 niet gevolgd: niet opgezocht." in row.status


def test_owner_and_theme_choose_rows() -> None:
    item = commitment(organisation="alfa")
    made = register(item, motion("een"))
    window = (D(2023, 12, 31), D(2023, 7, 1))
    assert [r.id for r in annex(made, *window, owner="alfa").rows] == [item.id]
    assert annex(made, *window, themes=("anders",)).rows == ()


def test_markdown_and_html_cannot_be_broken_by_content() -> None:
    made = annex(sample(), D(2023, 12, 31))
    markdown, html = to_markdown(made), to_html(made)
    assert "Brief \\| verstuurd." in markdown
    assert "<b>" not in html
    assert "Debat &lt;b&gt;" in html
    assert html.count("<table>") == html.count("</table>") == 2
    assert "In behandeling zijnde moties" in markdown
    assert "Afgehandelde toezeggingen" in html


def write_csv(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_what_was_exported_is_read_as_the_same_list(tmp_path: Path) -> None:
    made = sample()
    path = write_csv(tmp_path / "bijlage.csv", to_csv(annex(made, D(2023, 12, 31))))
    found = import_list(read_rows(path), FRAME, made)
    assert found.problems == ()
    assert (found.motions, found.commitments) == ((), ())
    assert [(e.item, e.closed, e.kst) for e in found.listed.entries] == [
        ("proef.motie-een", False, None),
        ("proef.toezegging-gesloten", True, "kst-99101-9"),
    ]
    assert found.listed.complete


def test_an_old_list_becomes_items_with_their_place_and_the_list_itself() -> None:
    frame = ListFrame("begroting.lijst", Text("Begroting 2010"), D(2009, 7, 15))
    found = import_list(OLD, frame)
    (promised,), (asked,) = found.commitments, found.motions
    assert promised.kst == "kst-31924-VII-1"
    assert (str(promised.made_on), promised.made_in) == ("2009-06-11", "Wetgevingsoverleg")
    assert asked.kst == "kst-29628-77"
    assert asked.made_in == "Spoeddebat CAO-onderhandelingen politie"
    assert asked.state is MotionState.IN_PROGRESS
    assert asked.history_starts
    assert asked.followed_until == D(2009, 7, 15)
    assert found.listed.first is None
    assert found.listed.first_unknown


def test_the_items_of_the_old_list_are_recognised_in_the_rijk_register() -> None:
    rijk = load_register(REPOSITORY / "packs" / "rijk")
    frame = ListFrame("begroting-2010-vii.opnieuw", Text("Begroting 2010"), D(2009, 7, 15))
    found = import_list(OLD, frame, rijk)
    assert [e.item for e in found.listed.entries] == [
        "begroting-2010-vii.toezegging-controle-kabinetsdoelen",
        "begroting-2010-vii.motie-haverkamp",
    ]
    assert (found.motions, found.commitments) == ((), ())


HEADER = ["soort", "groep", "omschrijving", "vindplaats", "stand van zaken"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["motie", "in behandeling", "", "x", "y"], "geen omschrijving"),
        (["brief", "in behandeling", "Iets", "x", "y"], "motie of een toezegging"),
        (["motie", "weg", "Iets", "x", "y"], "'in behandeling' of 'afgehandeld'"),
    ],
)
def test_a_row_that_does_not_say_enough_is_a_problem_and_never_a_guess(
    row: list[str], words: str
) -> None:
    found = import_list([HEADER, row], FRAME)
    assert [p.row for p in found.problems] == [2]
    assert words in found.problems[0].what.nl
    assert found.listed.entries == ()
    assert not found.listed.complete


def test_a_row_that_stands_twice_is_a_problem() -> None:
    known = register(commitment(kst="kst-99101-2"))
    row = ["toezegging", "in behandeling", "Iets", "1-3-2023 Debat (kst-99101-2)", "Loopt"]
    found = import_list([HEADER, row, row], FRAME, known)
    assert [p.what.nl for p in found.problems] == ["'proef.toezegging-een' staat er twee keer"]


def test_a_date_that_does_not_exist_is_not_found_rather_than_repaired() -> None:
    row = ["motie", "in behandeling", "Iets", "31-02-2023 Debat", "Loopt"]
    (made,) = import_list([HEADER, row], FRAME).motions
    assert made.made_on.unknown


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (["soort", "groep", "stand van zaken", "vindplaats"], "mist 'Omschrijving'"),
        (["omschrijving", "stand van zaken"], "mist 'Vindplaats'"),
        ([*HEADER, "Omschrijving"], "twee keer"),
    ],
)
def test_a_header_that_misses_something_says_what(header: list[str], words: str) -> None:
    with pytest.raises(ListError, match=words):
        import_list([header, ["x"] * len(header)], FRAME)
    with pytest.raises(ListError, match="leeg"):
        import_list([], FRAME)


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Lijst")
        date = book.add_format({"num_format": "dd-mm-yyyy"})
        for column, name in enumerate(["Soort", "Groep", "Omschrijving", "Datum", "Vindplaats"]):
            sheet.write(0, column, name)
        sheet.write(0, 5, "Stand van zaken")
        for column, value in enumerate(["motie", "afgehandeld", "Iets"]):
            sheet.write(1, column, value)
        sheet.write_datetime(1, 3, dt.datetime(2023, 3, 1), date)  # noqa: DTZ001 - a spreadsheet has no zone
        sheet.write(1, 4, "Debat (Kamerstuk 99 101, nr. 4)")
        sheet.write(1, 5, "Afgedaan met kst-99101-9")
    return path


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    found = import_list(read_rows(workbook(tmp_path / "lijst.xlsx")), FRAME)
    (made,) = found.motions
    assert str(made.made_on) == "2023-03-01"
    assert made.kst == "kst-99101-4"
    assert made.steps[-1].kst_ids == ("kst-99101-9",)


def test_an_ods_is_read_too(tmp_path: Path) -> None:
    from odfdo import Document, Table

    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Lijst")
    for y, row in enumerate(OLD):
        table.set_row_values(y, row)
    document.body.append(table)
    document.save(str(tmp_path / "lijst.ods"))
    assert read_rows(tmp_path / "lijst.ods") == OLD


def test_windows_1252_with_semicolons_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes("soort;groep\nmotie;geïnformeerd\n".encode("cp1252"))
    assert read_rows(path) == [["soort", "groep"], ["motie", "geïnformeerd"]]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("lijst.pdf", b"%PDF", "geen csv, xlsx of ods"),
        ("lijst.xlsx", b"PK\x03\x04 stuk", "niet te lezen"),
        ("lijst.csv", b"a\0b", "geen tekst"),
        ("lijst.csv", b'a,b\n"open', "geen goede csv"),
    ],
)
def test_a_broken_file_gives_a_clear_error(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises((ListError, SheetError), match=words):
        read_rows(tmp_path / name)


def test_a_zip_that_is_no_workbook_gives_a_clear_error(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "lijst.xlsx", "w") as archive:
        archive.writestr("iets.txt", "niets")
    with pytest.raises(SheetError, match="een ander zipbestand"):
        read_rows(tmp_path / "lijst.xlsx")


def test_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "lijst.csv", "a,b\n1,2\n3,4\n")
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    with pytest.raises(ListError, match="meer dan 2 rijen"):
        read_rows(path)
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 3)
    with pytest.raises(ListError, match="Splits"):
        read_rows(path)


def far_away(path: Path) -> Path:
    """A workbook of 5 kB with a cell in the last row and column that a sheet can have."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Lijst")
        sheet.write(0, 0, "soort")
        sheet.write("XFD1048576", "ver weg")
    assert path.stat().st_size < 10_000
    return path


def test_a_cell_far_away_is_a_clear_error_and_takes_no_memory_here(tmp_path: Path) -> None:
    """The reader makes room for 17 thousand million cells; in this process that was an abort."""
    with pytest.raises(SheetError, match="cel XFD1048576 meer dan 2000000 cellen"):
        read_rows(far_away(tmp_path / "lijst.xlsx"))


def test_what_passes_the_limit_of_cells_still_cannot_bring_the_program_down(
    tmp_path: Path,
) -> None:
    limits = SheetLimits(cells=10**12)
    with pytest.raises(SheetError, match="kostte te veel geheugen") as refused:
        read_sheet(far_away(tmp_path / "lijst.xlsx"), limits)
    assert refused.value.in_language("en") == (
        "lijst.xlsx: Reading the file took too much memory. Deliver the data as CSV or Parquet, or "
        "split them."
    )


def test_every_limit_of_a_list_is_held(tmp_path: Path) -> None:
    path = workbook(tmp_path / "lijst.xlsx")
    with pytest.raises(SheetError, match=r"cel F2 meer dan 11 cellen"):
        read_sheet(path, SheetLimits(cells=11))
    assert len(read_sheet(path, SheetLimits(cells=12))) == 2
    with pytest.raises(SheetError, match="groter dan 0 MB"):
        read_sheet(path, SheetLimits(file_bytes=100))


def test_a_sheet_is_not_unpacked_beyond_the_limit_of_deliveries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verantwoord.deliveries.limits.MAX_UNPACKED_BYTES", 300)
    with pytest.raises(SheetError, match="Uitgepakt"):
        read_rows(workbook(tmp_path / "lijst.xlsx"))


def test_formatting_without_content_does_not_make_a_sheet_large(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Lijst")
        sheet.write_row(0, 0, ["soort", "groep"])
        sheet.write_row(1, 0, ["motie", "afgehandeld"])
        sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))
    assert read_rows(path) == [["soort", "groep"], ["motie", "afgehandeld"]]


def test_the_errors_of_a_sheet_are_english_where_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / "lijst.xlsx").write_bytes(b"PK\x03\x04 stuk")
    with pytest.raises(SheetError) as caught, speaking("en"):
        read_rows(tmp_path / "lijst.xlsx")
    with speaking("en"):
        assert "cannot be read" in str(caught.value)
    assert "niet te lezen" in str(caught.value)


def test_the_first_visible_sheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Eerste").write(0, 0, "niet deze")
        shown = book.add_worksheet("Tweede")
        shown.write(0, 0, "deze")
        shown.activate()
        shown.set_first_sheet()
        book.get_worksheet_by_name("Eerste").hide()
    assert read_rows(path) == [["deze"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (1.0, "1"),
        (2.5, "2.5"),
        (0.1 + 0.2, "0.3"),
        (1e21, "1000000000000000000000"),
        (dt.datetime(2024, 1, 5, 13), "2024-01-05"),  # noqa: DTZ001 - a spreadsheet has no zone
        ("2024-01-05 00:00:00", "2024-01-05"),
        ("2024-01-05 12:00:00", "2024-01-05 12:00:00"),
        (True, "True"),
    ],
)
def test_a_cell_is_as_a_person_reads_it(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_no_cell_of_the_annex_can_run_as_a_formula(tmp_path: Path) -> None:
    """Opened in a spreadsheet, the text of a motion must stay a text."""
    evil = motion("een", text='=HYPERLINK("https://example.org")', kst="kst-99101-1")
    written = to_csv(annex(register(evil), D(2023, 12, 31), D(2023, 1, 1)))
    (row,) = list(csv.DictReader(io.StringIO(written)))
    assert row["omschrijving"] == "'" + '=HYPERLINK("https://example.org")'
