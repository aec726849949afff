"""Addresses, ranges and values as a sender sees them in a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verantwoord.deliveries.raw import Raw
from verantwoord.deliveries.seen import address, as_seen, letters, ranges
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
    Format,
    days_text,
    duration_text,
    format_of,
    number_text,
)

SHARE = NUMBER + FORMATS * PERCENT


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, ""), (1, "A"), (2, "B"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"),
     (703, "AAA"), (16_384, "XFD")],
)  # fmt: skip
def test_a_column_is_called_as_a_spreadsheet_does(number: int, name: str) -> None:
    assert letters(number) == name


@pytest.mark.parametrize(
    ("first", "place", "at"),
    [(1, 0, "A7"), (1, 2, "C7"), (3, 0, "C7"), (26, 1, "AA7"), (None, 0, None), (1, None, None)],
)
def test_a_cell_has_an_address_where_the_form_has_any(
    first: int | None, place: int | None, at: str | None
) -> None:
    assert address(Raw((), "", first_column=first), 7, place) == at


@pytest.mark.parametrize(
    ("rows", "bare", "cells"),
    [
        ([], "", ""),
        ([5], "5", "D5"),
        ([5, 6], "5-6", "D5:D6"),
        ([5, 7], "5, 7", "D5, D7"),
        ([2, 3, 4, 9, 11, 12], "2-4, 9, 11-12", "D2:D4, D9, D11:D12"),
        ([1, 3, 5, 7, 9], "1, 3, 5, 7, 9", "D1, D3, D5, D7, D9"),
        ([1, 3, 5, 7, 9, 11], "1, 3, 5, 7, 9 …", "D1, D3, D5, D7, D9 …"),
        ([1, 3, 5, 7, 9, 10], "1, 3, 5, 7, 9-10", "D1, D3, D5, D7, D9:D10"),
    ],
)
def test_rows_are_named_in_few_words(rows: list[int], bare: str, cells: str) -> None:
    assert (ranges(rows), ranges(rows, "D")) == (bare, cells)


def test_that_there_are_more_rows_is_said() -> None:
    assert ranges([2, 3], more=True) == "2-3 …"
    assert ranges([2, 3], "B", more=True) == "B2:B3 …"


@pytest.mark.parametrize(
    ("text", "kind", "nl", "en"),
    [
        (None, NUMBER, None, None),
        ("2024-07-01", None, "2024-07-01", "2024-07-01"),  # a text file: as it was sent
        ("0.5", None, "0.5", "0.5"),
        ("0.5", NUMBER, "0,5", "0.5"),
        ("-12.25", NUMBER, "-12,25", "-12.25"),
        ("3", NUMBER, "3", "3"),
        ("12.50", NUMBER, "12,50", "12.50"),
        ("999999999999999", NUMBER, "999999999999999", "999999999999999"),
        ("1000000000000000", NUMBER, "1,00000E+15", "1.00000E+15"),
        ("-871687000000000000", NUMBER, "-8,71687E+17", "-8.71687E+17"),
        ("nan", NUMBER, "nan", "nan"),
        ("NaN", SHARE, "NaN", "NaN"),
        ("inf", NUMBER, "inf", "inf"),
        ("x", NUMBER, "x", "x"),
        ("0.85", SHARE, "85%", "85%"),
        ("0.125", SHARE, "12,5%", "12.5%"),
        ("1", SHARE, "100%", "100%"),
        ("0", SHARE, "0%", "0%"),
        ("-0.001", SHARE, "-0,1%", "-0.1%"),
        ("0.5", NUMBER + FORMATS * SCALED, "0,5", "0.5"),
        ("2024-07-01", DATE, "1-7-2024", "1-7-2024"),
        ("2024-07-01 00:00:00", DATE, "1-7-2024", "1-7-2024"),
        ("2024-12-31 23:59:00", DATE, "31-12-2024 23:59:00", "31-12-2024 23:59:00"),
        ("2024-07", DATE, "2024-07", "2024-07"),
        ("WAAR", BOOLEAN, "WAAR", "TRUE"),
        ("ONWAAR", BOOLEAN, "ONWAAR", "FALSE"),
        ("true", BOOLEAN, "true", "true"),
        ("2024-07-01", TEXT, "2024-07-01", "2024-07-01"),
        ("0.5", TEXT, "0.5", "0.5"),
        ("36:30", DURATION, "36:30", "36:30"),
        ("#N/B", ERROR, "#N/B", "#N/B"),
    ],
)
def test_a_value_is_shown_as_it_stands_there(
    text: str | None, kind: int | None, nl: str | None, en: str | None
) -> None:
    assert (as_seen(text, kind, "nl"), as_seen(text, kind, "en")) == (nl, en)


@pytest.mark.parametrize(
    ("code", "kind", "shown"),
    [
        ('[$-413]d mmmm yyyy;@', DATE, 0), ("[$€-413] #.##0,00", NUMBER, 0), ("General", NUMBER, 0),
        ("Standaard", NUMBER, 0), ("[Red]General", NUMBER, 0), ('General" uur"', NUMBER, 0),
        ("@", NUMBER, 0), ("0", NUMBER, 0), ("0.0", NUMBER, 0), ("#,##0", NUMBER, 0),
        ("0%", NUMBER, PERCENT), ("0.0 %", NUMBER, PERCENT), ('0"%"', NUMBER, 0),
        (r"0\%", NUMBER, 0),
        ("#,##0,", NUMBER, SCALED), ("0.0,,", NUMBER, SCALED), ("#,##0,;-0", NUMBER, SCALED),
        ("0;#,##0,", NUMBER, 0), ("00000", NUMBER, PADDED), ("000-000", NUMBER, PADDED),
        ('000"-"000', NUMBER, PADDED), ("[Red]Standaard", NUMBER, 0), ('"NL"0000', NUMBER, PADDED),
        ("0000.0", NUMBER, 0), ("#0", NUMBER, 0),
        ("h:mm", DURATION, 0), ("[h]:mm", DURATION, 0), ("[mm]:ss", DURATION, 0),
        ("mm:ss", DURATION, 0), ("h:mm AM/PM", DURATION, 0), ("mmm-yy", DATE, 0), ("mmm", DATE, 0),
        ("d-m", DATE, 0), ("yyyy-mm-dd hh:mm", DATE, 0), ('0 "dagen"', NUMBER, 0),
        ('"jaar" 0', NUMBER, 0), ("0.00E+00", NUMBER, 0), ("# ?/?", NUMBER, 0), ("", NUMBER, 0),
    ],
)  # fmt: skip
def test_a_format_says_what_a_number_is_shown_as(code: str, kind: int, shown: int) -> None:
    assert format_of(code) == Format(kind, shown)
    assert format_of(code).is_special is (shown != 0 or kind == DURATION)


@pytest.mark.parametrize("code", [";;;", ";", ";;;@"])
def test_a_format_without_a_first_part_shows_nothing(code: str) -> None:
    assert format_of(code) == Format(NUMBER, INVISIBLE)
    assert format_of(code).is_special


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [(0, NUMBER, 0), (1, NUMBER, 0), (4, NUMBER, 0), (8, NUMBER, 0), (9, NUMBER, PERCENT),
     (10, NUMBER, PERCENT), (11, NUMBER, 0), (13, NUMBER, 0), (14, DATE, 0), (17, DATE, 0),
     (18, DURATION, 0), (21, DURATION, 0), (22, DATE, 0), (23, NUMBER, 0), (27, DATE, 0),
     (36, DATE, 0), (37, NUMBER, 0), (44, NUMBER, 0), (45, DURATION, 0), (47, DURATION, 0),
     (48, NUMBER, 0), (49, NUMBER, 0), (50, DATE, 0), (58, DATE, 0), (59, NUMBER, 0)],
)  # fmt: skip
def test_a_built_in_format_is_known_by_its_number(number: int, kind: int, shown: int) -> None:
    assert format_of(None, number) == Format(kind, shown)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("0", "0"), ("-0.0", "-0"), ("1", "1"), ("1.50", "1.5"), ("1E3", "1000"), ("0.1", "0.1"),
        ("0.012345678901234567", "0.0123456789012346"),
        ("0.30000000000000004", "0.3"), ("0.0001", "0.0001"), ("0.00001", "0.00001"),
        ("-1.5e-7", "-0.00000015"), ("999999999999999", "999999999999999"),
        ("1e15", "1000000000000000"), ("123456789012345678", "123456789012345680"),
        ("2.5e-300", f"0.{299 * '0'}25"), ("x", "x"), ("nan", "nan"), ("", ""),
    ],
)  # fmt: skip
def test_a_stored_number_has_fifteen_digits(stored: str, text: str) -> None:
    assert number_text(stored) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [("0", "0:00"), ("60", "0:01"), ("3599", "0:59:59"), ("3600", "1:00"), ("86400", "24:00"),
     ("131400", "36:30"), ("-1800", "-0:30"), ("-3661", "-1:01:01"), ("59.6", "0:01"),
     ("0.4", "0:00")],
)  # fmt: skip
def test_a_duration_is_hours_and_minutes(seconds: str, text: str) -> None:
    assert duration_text(Decimal(seconds)) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [("1", "24:00"), ("0.5", "12:00"), ("1.5208333333333333", "36:30"), ("x", "x")],
)
def test_a_duration_may_be_kept_as_days(days: str, text: str) -> None:
    assert days_text(days) == text
