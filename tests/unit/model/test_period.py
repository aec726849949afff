"""Periods: which days are in them, how they are written, and which lie in which."""

from __future__ import annotations

import datetime as dt

import pytest

from verantwoord.model.cells import around, has_ended
from verantwoord.model.period import Grain, Period, PeriodError

FORMS = [
    ("2024", "2024-01-01", "2024-12-31", Grain.YEAR),
    ("0001", "0001-01-01", "0001-12-31", Grain.YEAR),
    ("2024-H1", "2024-01-01", "2024-06-30", Grain.HALF),
    ("2024-H2", "2024-07-01", "2024-12-31", Grain.HALF),
    ("2024-K1", "2024-01-01", "2024-04-30", Grain.THIRD),
    ("2024-K2", "2024-05-01", "2024-08-31", Grain.THIRD),
    ("2024-K3", "2024-09-01", "2024-12-31", Grain.THIRD),
    ("2024-Q1", "2024-01-01", "2024-03-31", Grain.QUARTER),
    ("2024-Q2", "2024-04-01", "2024-06-30", Grain.QUARTER),
    ("2024-Q3", "2024-07-01", "2024-09-30", Grain.QUARTER),
    ("2024-Q4", "2024-10-01", "2024-12-31", Grain.QUARTER),
    ("2024-01", "2024-01-01", "2024-01-31", Grain.MONTH),
    ("2024-02", "2024-02-01", "2024-02-29", Grain.MONTH),
    ("2024-12", "2024-12-01", "2024-12-31", Grain.MONTH),
    ("2024-07-15", "2024-07-15", "2024-07-15", Grain.DAY),
    ("2022-08/2023-03", "2022-08-01", "2023-03-31", Grain.RANGE),
    ("2022-08-02/2022-08-31", "2022-08-02", "2022-08-31", Grain.RANGE),
    ("2022-08-01/2022-08-30", "2022-08-01", "2022-08-30", Grain.RANGE),
    ("2022-12-31/2023-01-01", "2022-12-31", "2023-01-01", Grain.RANGE),
]


def period(text: str) -> Period:
    return Period.parse(text)


@pytest.mark.parametrize(("text", "first", "last", "grain"), FORMS)
def test_a_period_is_from_its_first_to_its_last_day_and_is_written_as_it_is_read(
    text: str, first: str, last: str, grain: Grain
) -> None:
    found = period(text)
    assert (found.start.isoformat(), found.last_day.isoformat()) == (first, last)
    assert found.end - found.last_day == dt.timedelta(days=1)
    assert found.grain is grain
    assert str(found) == text


@pytest.mark.parametrize(
    ("text", "nl", "en"),
    [
        ("2024-13", "'2024-13' is geen maand", "'2024-13' is no month"),
        ("2024-00", "'2024-00' is geen maand", "'2024-00' is no month"),
        (
            "2023-02-29",
            "'2023-02-29' is geen periode: die dag of dat jaar bestaat niet",
            "'2023-02-29' is no period: that day or year does not exist",
        ),
        (
            "2023-02/2023-01",
            "'2023-02/2023-01' is geen periode: het einde ligt voor het begin",
            "'2023-02/2023-01' is no period: the end lies before the begin",
        ),
        (
            "2022/2023/2024",
            "'2022/2023/2024' is geen periode; bedoeld is 2024, 2024-H1, 2024-Q3, 2024-07, "
            "2024-07-15 of 2022-08/2023-03",
            "'2022/2023/2024' is no period; meant is 2024, 2024-H1, 2024-Q3, 2024-07, "
            "2024-07-15 or 2022-08/2023-03",
        ),
    ],
)
def test_what_is_no_period_is_refused_with_what_is_wrong(text: str, nl: str, en: str) -> None:
    with pytest.raises(PeriodError) as caught:
        period(text)
    assert (caught.value.in_language("nl"), caught.value.in_language("en")) == (nl, en)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-1", "2024-Q5", "2024-Q0", "2024-H3", "2024-K4", "2024-7-1", "2024\n",
             "2024-07-15-1", "x2024", "/2024", "2024/", "2024-q1",
             "2024-٠٢", "２０２４"]
)  # fmt: skip
def test_a_text_in_another_form_is_no_period(text: str) -> None:
    with pytest.raises(PeriodError, match="bedoeld is"):
        period(text)


@pytest.mark.parametrize("text", ["0000", "9999", "9999-12", "9999-12-31"])
def test_what_no_calendar_has_is_an_error_that_a_sender_understands(text: str) -> None:
    with pytest.raises(PeriodError, match="bestaat niet"):
        period(text)


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_without_a_day_is_no_period(days: int) -> None:
    start = dt.date(2024, 5, 2)
    with pytest.raises(PeriodError) as caught:
        Period(start, start + dt.timedelta(days), Grain.RANGE)
    end = start + dt.timedelta(days)
    assert caught.value.in_language("nl") == (
        f"2024-05-02 tot {end} is geen periode: er zit geen dag in"
    )
    assert caught.value.in_language("en") == (
        f"2024-05-02 until {end} is no period: there is no day in it"
    )


def test_what_is_made_of_numbers_is_what_is_read() -> None:
    assert Period.year(2024) == period("2024")
    assert [Period.quarter(2024, q) for q in (1, 2, 3, 4)] == [
        period(f"2024-Q{q}") for q in (1, 2, 3, 4)
    ]
    assert [Period.month(2024, m) for m in range(1, 13)] == [
        period(f"2024-{m:02d}") for m in range(1, 13)
    ]


@pytest.mark.parametrize(
    ("outer", "inner", "contains", "overlaps"),
    [
        ("2024", "2024-Q1", True, True),
        ("2024", "2024-Q4", True, True),
        ("2024", "2024", True, True),
        ("2024-Q1", "2024", False, True),  # a year is not in its quarter
        ("2024-Q1", "2024-03/2024-04", False, True),  # it only has a part of it
        ("2024-Q2", "2024-03/2024-04", False, True),
        ("2024-Q1", "2024-04", False, False),  # beside each other is no day together
        ("2024-04", "2024-Q1", False, False),
        ("2024-Q1", "2024-03-31", True, True),
        ("2024-Q1", "2024-01-01", True, True),
    ],
)
def test_to_contain_is_more_than_to_overlap(
    outer: str, inner: str, contains: bool, overlaps: bool
) -> None:
    assert period(outer).contains(period(inner)) is contains
    assert period(outer).overlaps(period(inner)) is overlaps
    assert period(inner).overlaps(period(outer)) is overlaps


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2024-K1", ["2024-01", "2024-02", "2024-03", "2024-04"]),
        ("2023-12/2024-01", ["2023-12", "2024-01"]),
        ("2024-02", ["2024-02"]),
        ("2024-02-15", []),
        ("2024-01-31/2024-03-30", ["2024-02"]),
        ("2024-02-01/2024-03-31", ["2024-02", "2024-03"]),
    ],
)
def test_only_whole_months_are_months_of_a_period(text: str, months: list[str]) -> None:
    assert [str(m) for m in period(text).months()] == months
    assert {m.grain for m in period(text).months()} <= {Grain.MONTH}


@pytest.mark.parametrize(
    ("text", "years", "found"),
    [
        ("2024", -1, "2023"),
        ("2024-02", -1, "2023-02"),  # 28 days and not 29
        ("2023-02", 1, "2024-02"),  # and the other way round
        ("2024-02-29", -1, "2023-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2024-07-15", 2, "2026-07-15"),
        ("2024-02-29/2024-03-15", 1, "2025-02-28/2025-03-15"),
        ("2024-02-10/2024-02-28", -1, "2023-02-10/2023-02-28"),
        ("2023-02-10/2023-02-27", 1, "2024-02-10/2024-02-27"),
        ("2022-08/2023-03", 1, "2023-08/2024-03"),
        ("2024-12", 1, "2025-12"),
    ],
)
def test_the_same_stretch_of_the_calendar_in_another_year(
    text: str, years: int, found: str
) -> None:
    assert period(text).shifted(years) == period(found)


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ("2023-04", False),  # it was there in May, so it came back
        ("2023-05", True),
        ("2023-12", True),
        ("2024-05", True),
        ("2024-06", False),  # what ends later was still there
    ],
)
def test_an_end_counts_from_when_it_was_there_until_now(ended: str, said: bool) -> None:
    assert has_ended([period(ended)], period("2023-05"), period("2024-05")) is said


def test_the_day_around_a_period_is_its_first_and_one_day_long() -> None:
    assert around(period("2024-11"), Grain.DAY) == period("2024-11-01")
