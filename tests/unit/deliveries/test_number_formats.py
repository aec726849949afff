"""What a number format does with a number, and how numbers and durations become text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.deliveries.factory import column, dataset
from tests.unit.deliveries.sheets import Cell, Page, write
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.sheets.kinds import (
    DATE,
    DURATION,
    INVISIBLE,
    PADDED,
    PERCENT,
    SCALED,
    Format,
    days_text,
    duration_text,
    format_of,
    number_text,
)
from verantwoord.deliveries.sheets.xlsx import column_letters, column_number
from verantwoord.deliveries.spreadsheet_source import _as_text, header_of
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

PLAIN = Format()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", PLAIN),
        ("Standaard", PLAIN),
        ("", PLAIN),
        ("@", PLAIN),
        ("0", PLAIN),
        ("0.00", PLAIN),
        ("#,##0", PLAIN),
        ("#,##0.00", PLAIN),
        ("#,##0;[Red]-#,##0", PLAIN),
        ("0.00E+00", PLAIN),
        ('0 "dagen"', PLAIN),
        ('0" m²"', PLAIN),
        (r"0 \h", PLAIN),
        ("[$€-413] #,##0.00", PLAIN),
        ("_(* #,##0_)", PLAIN),
        ("# ?/?", PLAIN),
        ("[Red]0", PLAIN),
        ("0%", Format(shown=PERCENT)),
        ("0.0 %", Format(shown=PERCENT)),
        ('0"%"', PLAIN),
        (r"0\%", PLAIN),
        ("#,##0,", Format(shown=SCALED)),
        ("0,,", Format(shown=SCALED)),
        ('0.0,," mln"', Format(shown=SCALED)),
        ("00", Format(shown=PADDED)),
        ("00000", Format(shown=PADDED)),
        ("0000 00", Format(shown=PADDED)),
        ("000-00-00", Format(shown=PADDED)),
        ('"nr" 0000', Format(shown=PADDED)),
        (";;;", Format(shown=INVISIBLE)),
        (";0", Format(shown=INVISIBLE)),
        ("d-m-yyyy", Format(DATE)),
        ("DD-MM-YY", Format(DATE)),
        ("[$-413]d mmmm yyyy", Format(DATE)),
        ("mmm", Format(DATE)),
        ("mmmm yyyy", Format(DATE)),
        ("d-m-yyyy h:mm", Format(DATE)),
        ("yyyy", Format(DATE)),
        ("h:mm", Format(DURATION)),
        ("mm:ss", Format(DURATION)),
        ("[h]:mm", Format(DURATION)),
        ("[HH]:MM:SS", Format(DURATION)),
        ("[mm]:ss", Format(DURATION)),
        ("[ss]", Format(DURATION)),
        ("h:mm AM/PM", Format(DURATION)),
    ],
)
def test_what_a_format_does(code: str, expected: Format) -> None:
    assert format_of(code) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (range(9), PLAIN),
        ((9, 10), Format(shown=PERCENT)),
        ((11, 12, 13), PLAIN),
        (range(14, 18), Format(DATE)),
        (range(18, 22), Format(DURATION)),
        ((22,), Format(DATE)),
        (range(27, 37), Format(DATE)),
        (range(37, 45), PLAIN),
        (range(45, 48), Format(DURATION)),
        ((48, 49), PLAIN),
        (range(50, 59), Format(DATE)),
        ((59, 164, 9999), PLAIN),
    ],
)
def test_what_the_built_in_formats_do(numbers: range, expected: Format) -> None:
    assert {format_of(None, n) for n in numbers} == {expected}


def test_a_code_goes_before_the_number_of_a_format() -> None:
    assert format_of("0", 14) == PLAIN


@pytest.mark.parametrize(
    ("what", "special"),
    [
        (PLAIN, False),
        (Format(DATE), False),
        (Format(DURATION), True),
        (Format(shown=PERCENT), True),
        (Format(shown=SCALED), True),
        (Format(shown=PADDED), True),
        (Format(shown=INVISIBLE), True),
    ],
)
def test_which_formats_show_something_else(what: Format, special: bool) -> None:
    assert what.is_special is special


NUMBERS = [
    ("0", "0"),
    ("5", "5"),
    ("-12.5", "-12.5"),
    ("0.1", "0.1"),
    ("0.30000000000000004", "0.3"),
    ("2.2000000000000002", "2.2"),
    ("0.0001", "0.0001"),
    ("9.9999999999999995e-5", "0.0001"),
    ("1.2345e-5", "0.000012345"),
    ("1.23456789012345e-5", "0.0000123456789012345"),
    ("-1.23456789012345E-9", "-0.00000000123456789012345"),
    ("1e-15", "0.000000000000001"),
    ("1e-16", "0.0000000000000001"),
    ("4e-30", "0." + 29 * "0" + "4"),
    ("123456789012345", "123456789012345"),
    ("123456789012345678", "123456789012345680"),
    ("1e15", "1000000000000000"),
    ("1e20", "100000000000000000000"),
]


@pytest.mark.parametrize(("stored", "text"), NUMBERS)
def test_a_number_keeps_fifteen_digits_wherever_its_point_stands(stored: str, text: str) -> None:
    assert number_text(stored) == text


@pytest.mark.parametrize(("stored", "text"), NUMBERS)
def test_a_column_of_numbers_says_the_same_as_a_cell_by_itself(stored: str, text: str) -> None:
    with duckdb.connect() as con:
        sql = _as_text(f"({stored}::DOUBLE)", "double")
        (said,) = con.execute(f"SELECT {sql}").fetchall()[0]
    assert said == number_text(stored)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_fifteen_digits_are_the_number_to_fifteen_digits(value: float) -> None:
    said = Decimal(number_text(repr(value)))
    exact = Decimal(value)
    assert abs(said - exact) <= abs(exact) * Decimal("1e-14")
    assert (said == 0) == (value == 0)


@pytest.mark.parametrize("text", ["", "twaalf", "1,5", "0x10"])
def test_what_is_no_number_stays_as_it_is(text: str) -> None:
    assert number_text(text) == text
    assert days_text(text) == text


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("1e-16", "0,0000000000000001"),
        ("-2e-17", "-0,00000000000000002"),
        ("1.23456789012345e-5", "0,0000123456789012345"),
    ],
)
@pytest.mark.parametrize("mixed", [False, True])
def test_a_very_small_number_is_said_as_it_is(
    mini: Pack, tmp_path: Path, form: str, stored: str, seen: str, mixed: bool
) -> None:
    """It was called `0,`, a number without its last digit; among texts it was zero."""
    other = Cell("0.5", "n", "0%" if form == "xlsx" else "percent") if mixed else 2.5
    page = Page([["plek", "uren"], ["A", Cell(stored)], ["B", other]])
    definition = dataset(column("plek"), column("uren", "decimal", unit="uur"))
    file = write(tmp_path / f"blad.{form}", page)
    found = check(file, definition, mini, "alfa", Period.parse("2024-07")).findings
    first = next(f for f in found if f.row == 2)
    assert (first.code, first.value) == ("te-veel-decimalen", seen)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        ("0", "0:00"),
        ("59", "0:00:59"),
        ("60", "0:01"),
        ("3600", "1:00"),
        ("3661", "1:01:01"),
        ("90000", "25:00"),
        ("360000", "100:00"),
        ("-1800", "-0:30"),
        ("-3661", "-1:01:01"),
        ("0.4", "0:00"),
        ("59.6", "0:01"),
    ],
)
def test_a_duration_is_hours_minutes_and_seconds_if_any(seconds: str, text: str) -> None:
    assert duration_text(Decimal(seconds)) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [("0.5", "12:00"), ("1", "24:00"), ("1.5", "36:00"), ("0.0208333333333333", "0:30"),
     ("-0.25", "-6:00")],
)  # fmt: skip
def test_days_are_a_duration(days: str, text: str) -> None:
    assert days_text(days) == text


@given(st.integers(-(10**7), 10**7))
def test_no_second_of_a_duration_is_lost(seconds: int) -> None:
    text = duration_text(Decimal(seconds))
    parts = [int(p) for p in text.lstrip("-").split(":")]
    hours, minutes, rest = (*parts, 0)[:3]
    assert abs(seconds) == hours * 3600 + minutes * 60 + rest
    assert text.startswith("-") == (seconds < 0)
    assert max(minutes, rest) < 60


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"),
     (16384, "XFD")],
)  # fmt: skip
def test_a_column_has_its_letters(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters.encode()) == number


@given(st.integers(1, 16384))
def test_letters_and_numbers_of_columns_are_each_other(number: int) -> None:
    assert column_number(column_letters(number).encode()) == number


@pytest.mark.parametrize(
    ("read", "header"),
    [
        (["a", "b"], ("a", "b")),
        (["a", "a_1"], ("a", "a_1")),
        (["a", "a"], ("a", "a")),
        (["jaar_2024"], ("jaar_2024",)),
        (["__UNNAMED__0", "a"], ("", "a")),
        (["a", "__UNNAMED__1", "__UNNAMED__2"], ("a", "", "")),
        (["a", "a_x"], ("a", "a_x")),
        ([], ()),
    ],
)
def test_names_are_as_they_stand_in_the_sheet(read: list[str], header: tuple[str, ...]) -> None:
    assert header_of(read) == header
