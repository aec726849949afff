"""What a sender reads about a value that does not belong in its cell: why, and what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.deliveries.factory import column, csv_file, dataset
from tests.unit.deliveries.sheets import Cell, Page, write
from verantwoord.deliveries.about import looks_like_a_day
from verantwoord.deliveries.accept import check
from verantwoord.model.dataset import Column, Dated, DatedAs
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.text import Text

JULY = Period.parse("2024-07")
PLACE = column("plek", required=True, key=True)
HOURS = column("uren", "decimal", unit="uur")


def said(
    pack: Pack, folder: Path, cell: str, *, of: Column = HOURS, language: str = "nl"
) -> Finding:
    """The one finding about a cell of a column, in a file that is right otherwise."""
    file = csv_file(folder, f'plek;{of.name}\nA;"{cell}"')
    found = check(file, dataset(PLACE, of), pack, "alfa", JULY, language=language).findings
    assert [f.row for f in found] == [2]
    return found[0]


TRUTH = ("Dat is een logische waarde, geen getal.", "That is a truth value, not a number.")
DAY = (
    "Hier hoort een getal; het rekenprogramma heeft er een datum van gemaakt.",
    "A number belongs here; the spreadsheet program made a date of it.",
)
PERCENT = (
    "Een procentteken hoort niet in de cel; de kolom zegt wat de eenheid is.",
    "A percent sign does not belong in the cell; the column says what the unit is.",
)
SHORTENED = (
    "Dat is een afgekorte schrijfwijze, waarin cijfers kunnen zijn weggevallen.",
    "That is a shortened form, in which digits may have been lost.",
)
OTHER_MARK = (
    "Dat is een getal, maar met een ander decimaalteken dan de andere getallen, of met "
    "duizendtallen die niet in groepen van drie staan.",
    "That is a number, but with another decimal mark than the other numbers, or with "
    "thousands that are not in groups of three.",
)
NOTHING_BEHIND = (
    "Achter het decimaalteken ontbreekt een cijfer.",
    "A digit is missing behind the decimal mark.",
)
NO_NUMBER = (
    "Hier hoort een getal, met alleen cijfers, een minteken en een decimaalteken.",
    "A number belongs here, with only digits, a minus sign and a decimal mark.",
)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("waar", TRUTH),
        ("ONWAAR", TRUTH),
        ("True", TRUTH),
        ("3-12-2024", DAY),
        ("03-12-2024 10:15", DAY),
        ("12%", PERCENT),
        ("12,5%", PERCENT),
        ("%", PERCENT),
        ("+%", PERCENT),
        ("1.234,5%", PERCENT),
        ("1,234.5%", PERCENT),
        ("ongeveer 5%", PERCENT),
        ("12,", NOTHING_BEHIND),
        ("-12.", NOTHING_BEHIND),
        ("twaalf", NO_NUMBER),
        ("12 uur", NO_NUMBER),
        ("1,2,3", NO_NUMBER),
        ("€ 5", NO_NUMBER),
        ("2024-12-03", NO_NUMBER),
    ],
)
def test_why_a_text_is_no_number(
    mini: Pack, tmp_path: Path, cell: str, words: tuple[str, str]
) -> None:
    for language, expected in zip(("nl", "en"), words, strict=True):
        found = said(mini, tmp_path, cell, language=language)
        assert found.code == "geen-getal"
        assert found.expected == expected
        assert f"'{cell}'" in found.found


@pytest.mark.parametrize("cell", ["1,5E+10", "1E+5", "2,5e-3"])
def test_a_shortened_number_may_have_lost_digits(mini: Pack, tmp_path: Path, cell: str) -> None:
    for language, expected in zip(("nl", "en"), SHORTENED, strict=True):
        assert said(mini, tmp_path, cell, language=language).expected == expected


@pytest.mark.parametrize("cell", ["12,5", "1.234,5", ",5", "1234,5"])
def test_a_number_with_the_mark_of_another_country(mini: Pack, tmp_path: Path, cell: str) -> None:
    file = tmp_path / "rijen.jsonl"
    file.write_text(f'{{"plek": "A", "uren": "{cell}"}}\n', "utf-8")
    for language, expected in zip(("nl", "en"), OTHER_MARK, strict=True):
        found = check(file, dataset(PLACE, HOURS), mini, "alfa", JULY, language=language).findings
        assert [(f.code, f.expected) for f in found] == [("geen-getal", expected)]


@pytest.mark.parametrize(
    ("value", "whether"),
    [
        ("3-12-2024", True),
        ("03-12-2024", True),
        ("3-12-2024 10:00", True),
        ("3-12-2024x", False),
        ("2024-12-03", False),
        ("123-12-2024", False),
        ("3-12-24", False),
        ("3/12/2024", False),
        ("", False),
    ],
)
def test_a_day_as_the_sender_sees_it(value: str, whether: bool) -> None:
    assert looks_like_a_day(value) is whether


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        (
            Cell(1, "b"),
            ("een logische waarde", "a truth value"),
        ),
        (
            Cell("45000", "n", "d-m-yyyy"),
            (
                "een datum; misschien maakte het rekenprogramma die van uw tekst",
                "a date; perhaps the spreadsheet program made it of your text",
            ),
        ),
        (
            Cell("871687110012345678"),
            (
                "een getal van meer dan 15 cijfers, waarvan een rekenprogramma de laatste niet "
                "bewaart",
                "a number of more than 15 digits, of which a spreadsheet does not keep the last",
            ),
        ),
        (
            Cell("12", "n", "00000"),
            (
                "een getal dat de cel anders toont dan bewaart, bijvoorbeeld met voorloopnullen",
                "a number that the cell shows otherwise than it holds, for example with leading "
                "zeros",
            ),
        ),
    ],
)
def test_what_a_cell_is_that_should_hold_a_text(
    mini: Pack, tmp_path: Path, cell: Cell, what: tuple[str, str]
) -> None:
    file = write(tmp_path / "blad.xlsx", Page([["plek", "naamloos"], ["A", cell], ["B", "tekst"]]))
    definition = dataset(PLACE, column("naamloos"))
    for language, expected in zip(("nl", "en"), what, strict=True):
        found = check(file, definition, mini, "alfa", JULY, language=language).findings
        assert [f.row for f in found] == [2]
        words = found[0]
        assert expected in f"{words.found} {words.expected} {words.action}"


@pytest.mark.parametrize(
    ("stored", "dutch", "english"),
    [
        ("0.12", ("12%", "0,12"), ("12%", "0.12")),
        ("0.125", ("12,5%", "0,125"), ("12.5%", "0.125")),
        ("-0.5", ("-50%", "-0,5"), ("-50%", "-0.5")),
        ("12.345", ("1234,5%", "12,345"), ("1234.5%", "12.345")),
    ],
)
def test_a_percentage_is_said_with_what_is_stored_of_it(
    mini: Pack, tmp_path: Path, stored: str, dutch: tuple[str, str], english: tuple[str, str]
) -> None:
    cell = Cell(stored, "n", "0%")
    file = write(tmp_path / "blad.xlsx", Page([["plek", "uren"], ["A", cell], ["B", 3]]))
    for language, expected in (("nl", dutch), ("en", english)):
        found = check(file, dataset(PLACE, HOURS), mini, "alfa", JULY, language=language).findings
        assert len(found) == 1
        for value in expected:
            assert value in f"{found[0].found} {found[0].expected} {found[0].action}"


WHEN = column("dag", "date")
BY_END = Dated(DatedAs.BY_END, reason=Text("Een contract loopt al.", "A contract runs already."))


@pytest.mark.parametrize(
    ("dated", "cell", "dutch", "english"),
    [
        (Dated(), "2024-08-01", "Deze datum valt in die periode.", "This date lies in that period"),
        (
            BY_END,
            "2024-08-01",
            "Deze datum ligt niet na die periode. Een contract loopt al.",
            "This date is not after that. A contract runs already.",
        ),
    ],
)
def test_how_a_date_relates_to_the_period(
    mini: Pack, tmp_path: Path, dated: Dated, cell: str, dutch: str, english: str
) -> None:
    of = replace(WHEN, dated=dated)
    for language, expected in (("nl", dutch), ("en", english)):
        found = said(mini, tmp_path, cell, of=of, language=language)
        assert expected in f"{found.found} {found.expected} {found.action}"


@pytest.mark.parametrize("cell", ["2024-06-30", "2024-01-01"])
def test_a_date_that_may_lie_before_is_not_found(mini: Pack, tmp_path: Path, cell: str) -> None:
    file = csv_file(tmp_path, f"plek;dag\nA;{cell}")
    definition = dataset(PLACE, replace(WHEN, dated=BY_END))
    assert check(file, definition, mini, "alfa", JULY).findings == ()


def test_a_date_that_is_the_period_of_its_row_speaks_of_the_row(mini: Pack, tmp_path: Path) -> None:
    of = column("dag", "date", role="period", required=True)
    dutch = said(mini, tmp_path, "2024-08-01", of=of)
    assert "Elke rij valt in de periode van de levering." in dutch.expected + dutch.action
    english = said(mini, tmp_path, "2024-08-01", of=of, language="en")
    assert "Every row lies in the period of the delivery." in english.expected + english.action
