"""Numbers, days and periods as a Dutch reader writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.formula.quantities import plain, rounded
from verantwoord.model.period import Period
from verantwoord.wording import notation


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("1234567.25", 1, "1.234.567,3"),  # half up
        ("72.881", 1, "72,9"),
        ("0.05", 1, "0,1"),
        ("-0.04", 1, "0,0"),  # minus zero is zero
        ("-1234.5", 0, "−1.235"),
        ("999.95", 1, "1.000,0"),
        ("0", 0, "0"),
        ("1E+3", 0, "1.000"),
    ],
)
def test_numbers_are_rounded_and_written_in_dutch(value: str, decimals: int, shown: str) -> None:
    assert notation.number(Decimal(value), decimals) == shown


def test_exact_numbers_keep_every_digit() -> None:
    assert notation.exact(Decimal("1234.50600")) == "1.234,506"


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("72,9", "percent", "72,9%"),
        ("1", "job", "1 baan"),
        ("2", "job", "2 banen"),
        ("12", "euro", "€ 12"),
        ("1,5", "meur", "€ 1,5 miljoen"),
        ("0,4", "ratio", "0,4"),
        ("9", "kwh/fte", "9 kWh per fte"),
    ],
)
def test_units_are_words(text: str, unit: str, shown: str) -> None:
    assert notation.with_unit(text, unit).replace(notation.NBSP, " ") == shown


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2024", "2024"),
        ("2024-H2", "tweede helft 2024"),
        ("2024-K3", "derde vier maanden 2024"),
        ("2024-Q1", "eerste kwartaal 2024"),
        ("2024-Q4", "vierde kwartaal 2024"),
        ("2024-03", "maart 2024"),
        ("2024-07-02", "2 juli 2024"),
        ("2022-08/2023-03", "augustus 2022 tot en met maart 2023"),
        ("2024/2027", "2024 tot en met 2027"),
        ("2024-01/2025-03", "januari 2024 tot en met maart 2025"),
    ],
)
def test_periods_are_words(period: str, words: str) -> None:
    assert notation.period(Period.parse(period)).replace(notation.NBSP, " ") == words


def test_a_day_is_written_out() -> None:
    assert notation.day(dt.date(2026, 2, 5)).replace(notation.NBSP, " ") == "5 februari 2026"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2024-H2", "second half of 2024"),
        ("2024-Q1", "first quarter of 2024"),
        ("2024-03", "March 2024"),
        ("2024-07-02", "2 July 2024"),
        ("2022-08/2023-03", "August 2022 up to and including March 2023"),
        ("2024/2027", "2024 up to and including 2027"),
    ],
)
def test_periods_are_words_in_english_too(period: str, words: str) -> None:
    assert notation.period(Period.parse(period), "en").replace(notation.NBSP, " ") == words


def test_a_month_is_short_at_an_axis() -> None:
    """As they were before Babel: three letters, no full stop, and 'mrt'."""
    short = [notation.period_short(Period.parse(f"2024-{m:02d}")) for m in range(1, 13)]
    assert [s.removesuffix(" 2024") for s in short] == (
        ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    )
    assert notation.period_short(Period.parse("2024-Q3")) == "kw 3 2024"
    assert notation.period_short(Period.parse("2024-Q3"), "en") == "Q3 2024"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=None), st.integers(0, 6))
@example(Decimal("3541873.5579769138514613450066388289"), 0)
@settings(max_examples=examples(200))
def test_no_digit_is_lost_or_made_up(value: Decimal, decimals: int) -> None:
    """Babel computes in the context it finds: more than 28 digits must stay as they are."""
    assume(abs(value) < Decimal(10) ** 25 and int(value.as_tuple().exponent) > -30)
    for language, group, mark in (("nl", ".", ","), ("en", ",", ".")):
        for shown, meant in (
            (notation.exact(value, language), plain(value)),
            (notation.number(value, decimals, "half-up", language), rounded(value, decimals)),
        ):
            back = shown.replace(group, "").replace(mark, ".").replace(notation.MINUS, "-")
            assert Decimal(back) == Decimal(str(meant))
            assert all(len(part) == 3 for part in shown.split(mark)[0].split(group)[1:])


def test_percentages_differ_by_percentage_points() -> None:
    shown = notation.difference(Decimal("-4.44"), "percent", 1)
    assert shown.replace(notation.NBSP, " ") == "4,4 procentpunt"
