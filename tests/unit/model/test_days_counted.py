"""Periods and cells held against sets of days: what lies in what is counted day by day."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.model.cells import around, covered_by_row, has_ended, parts
from verantwoord.model.organisation import Name, Organisation, Organisations
from verantwoord.model.period import Grain, Period, PeriodError
from verantwoord.model.request import DataRequest

DAY, MONTH, QUARTER, YEAR = Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR


def days(period: Period) -> set[dt.date]:
    return {period.start + dt.timedelta(i) for i in range((period.end - period.start).days)}


def calendar_days(year: int, first: int, last: int) -> set[dt.date]:
    """The days of some months of a year, as the calendar has them."""
    return {
        dt.date(year, month, day)
        for month in range(first, last + 1)
        for day in range(1, calendar.monthrange(year, month)[1] + 1)
    }


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2100])
def test_each_form_holds_the_days_of_the_calendar(year: int) -> None:
    assert days(Period.year(year)) == calendar_days(year, 1, 12)
    for month in range(1, 13):
        assert days(Period.month(year, month)) == calendar_days(year, month, month)
        assert Period.month(year, month) == Period.parse(f"{year}-{month:02d}")
    for quarter in range(1, 5):
        last = 3 * quarter
        assert days(Period.quarter(year, quarter)) == calendar_days(year, last - 2, last)
        assert Period.quarter(year, quarter) == Period.parse(f"{year}-Q{quarter}")
    for third in range(1, 4):
        last = 4 * third
        assert days(Period.parse(f"{year}-K{third}")) == calendar_days(year, last - 3, last)
    for half in (1, 2):
        assert days(Period.parse(f"{year}-H{half}")) == calendar_days(year, 6 * half - 5, 6 * half)


TEXTS = [
    "2023", "2024", "2024-H1", "2024-H2", "2024-K2", "2024-Q1", "2024-Q3", "2024-02", "2024-07",
    "2024-12", "2024-02-29", "2024-06-30", "2024-07-01", "2023-11/2024-02", "2024-06-15/2024-07-14",
]  # fmt: skip


@pytest.mark.parametrize("one", TEXTS)
@pytest.mark.parametrize("other", TEXTS)
def test_what_lies_in_what_is_what_the_days_say(one: str, other: str) -> None:
    a, b = Period.parse(one), Period.parse(other)
    assert a.contains(b) is (days(b) <= days(a))
    assert a.overlaps(b) is bool(days(a) & days(b))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("grain", [DAY, MONTH, QUARTER, YEAR])
def test_the_parts_of_a_span_are_the_periods_whose_days_all_lie_in_it(
    text: str, grain: Grain
) -> None:
    span = Period.parse(text)
    every = {
        DAY: [Period(d, d + dt.timedelta(1), DAY) for d in sorted(days(span))],
        MONTH: [Period.month(y, m) for y in (2023, 2024) for m in range(1, 13)],
        QUARTER: [Period.quarter(y, q) for y in (2023, 2024) for q in range(1, 5)],
        YEAR: [Period.year(y) for y in (2023, 2024)],
    }[grain]
    assert parts(span, grain) == [p for p in every if days(p) <= days(span)]


@pytest.mark.parametrize("text", TEXTS)
def test_the_months_of_a_period_are_its_parts_of_a_month(text: str) -> None:
    period = Period.parse(text)
    assert period.months() == parts(period, MONTH)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("grain", [DAY, MONTH, QUARTER, YEAR])
def test_around_a_period_lies_the_one_with_its_first_day(text: str, grain: Grain) -> None:
    period = Period.parse(text)
    found = around(period, grain)
    assert found.grain is grain and period.start in days(found)
    assert parts(found, grain) == [found]


@pytest.mark.parametrize("grain", [Grain.HALF, Grain.THIRD, Grain.RANGE])
def test_a_cell_has_no_other_length(grain: Grain) -> None:
    with pytest.raises(ValueError, match="is geen periode van een cel"):
        parts(Period.year(2024), grain)


ROWS = [
    # what a row is about, how long cells are -> the cells it covers
    ("2024-01", MONTH, "2024-01"),
    ("2024-Q1", MONTH, "2024-01 2024-02 2024-03"),
    ("2024", QUARTER, "2024-Q1 2024-Q2 2024-Q3 2024-Q4"),
    ("2024-01", QUARTER, "2024-Q1"),  # shorter than a cell: the one around it
    ("2024-01-31", MONTH, "2024-01"),
    ("2024-05", YEAR, "2024"),
    ("2024-01-30/2024-02-02", DAY, "2024-01-30 2024-01-31 2024-02-01 2024-02-02"),
    ("2024-01-15/2024-03-14", MONTH, "2024-02"),  # wholly in it lies February only
    ("2024-01-15/2024-02-14", MONTH, "2024-01"),  # and here none, so where it begins
    ("2023-12/2024-01", MONTH, "2023-12 2024-01"),
]


@pytest.mark.parametrize(("about", "grain", "wanted"), ROWS)
def test_a_row_covers_the_cells_in_its_period(about: str, grain: Grain, wanted: str) -> None:
    found = covered_by_row("alfa", Period.parse(about), "m1", grain)
    assert " ".join(str(c.period) for c in found) == wanted
    assert {(c.organisation, c.unit) for c in found} == {("alfa", "m1")}


SHIFTED = [
    ("2024", -1, "2023"),
    ("2024", 1, "2025"),
    ("2024-Q1", -1, "2023-Q1"),
    ("2024-02", -1, "2023-02"),  # 28 days where it had 29
    ("2023-02", 1, "2024-02"),
    ("2024-02-29", -1, "2023-02-28"),
    ("2024-02-29", -4, "2020-02-29"),
    ("2024-02-28", -1, "2023-02-28"),
    ("2023-11/2024-02", -1, "2022-11/2023-02"),
    ("2024-01-15/2024-02-29", -1, "2023-01-15/2023-02-28"),
    ("2024-H2", 2, "2026-H2"),
    ("2024-K3", -10, "2014-K3"),
    ("2024-07", 0, "2024-07"),
]


@pytest.mark.parametrize(("text", "years", "wanted"), SHIFTED)
def test_some_years_on_it_is_the_same_stretch_of_the_calendar(
    text: str, years: int, wanted: str
) -> None:
    assert str(Period.parse(text).shifted(years)) == wanted


@settings(max_examples=examples(150))
@given(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 800), st.integers(0, 900))
def test_two_stretches_share_days_when_counting_says_so(
    start: dt.date, length: int, offset: int
) -> None:
    one = Period(start, start + dt.timedelta(length), Grain.RANGE)
    first = start + dt.timedelta(offset - 400)
    other = Period(first, first + dt.timedelta(length % 90 + 1), Grain.RANGE)
    assert one.overlaps(other) is other.overlaps(one) is bool(days(one) & days(other))
    assert one.contains(other) is (days(other) <= days(one))
    assert str(Period.parse(str(one))) == str(one)


@pytest.mark.parametrize("length", [0, -1, -30])
def test_without_a_day_in_it_there_is_no_period(length: int) -> None:
    start = dt.date(2024, 5, 1)
    with pytest.raises(PeriodError) as caught:
        Period(start, start + dt.timedelta(length), Grain.RANGE)
    assert "er zit geen dag in" in caught.value.in_language("nl")
    assert "there is no day in it" in caught.value.in_language("en")


@pytest.mark.parametrize(
    ("text", "sane"),
    [("1899", False), ("1900", True), ("2199", True), ("2200", False), ("2199/2200", False),
     ("1899-12-31/1900-01-01", False), ("2024-07", True)],
)  # fmt: skip
def test_a_year_that_nobody_can_mean_is_known_as_such(text: str, sane: bool) -> None:
    assert Period.parse(text).is_sane is sane


# a meter that was there a year before, the periods in which its end was told -> had it ended
ENDED = [
    ("", "2024-01", False),
    ("2023-06", "2024-01", True),  # after January 2023, and before January 2024
    ("2024-01", "2024-01", True),
    ("2024-02", "2024-01", False),  # it ends later
    ("2022-12", "2024-01", False),  # before it was there last: it had come back
    ("2023-01", "2024-01", True),
    ("2023-03", "2024-03", True),
    ("2022-06 2023-09", "2024-01", True),
]


@pytest.mark.parametrize(("ends", "period", "wanted"), ENDED)
def test_a_meter_has_ended_when_somebody_told_so_since(
    ends: str, period: str, wanted: bool
) -> None:
    now = Period.parse(period)
    told = [Period.parse(e) for e in ends.split()]
    assert has_ended(told, now.shifted(-1), now) is wanted


# ---- what is asked ---------------------------------------------------------------------------


def request(first: str, last: str, every: Grain, due_days: int = 20) -> DataRequest:
    return DataRequest(
        id="r",
        dataset="d",
        organisations=("alfa", "beta"),
        first=Period.parse(first),
        last=Period.parse(last),
        every=every,
        due_days=due_days,
    )


ASKED = [
    ("2024-01", "2024-03", MONTH, "2024-01 2024-02 2024-03"),
    ("2023-12", "2024-01", MONTH, "2023-12 2024-01"),
    ("2024", "2024", QUARTER, "2024-Q1 2024-Q2 2024-Q3 2024-Q4"),
    ("2023-Q4", "2024-Q1", QUARTER, "2023-Q4 2024-Q1"),
    ("2024-02", "2024-10", QUARTER, "2024-Q2 2024-Q3"),  # only quarters that are asked wholly
    ("2023", "2024", YEAR, "2023 2024"),
    ("2023-07", "2024-12", YEAR, "2024"),
    ("2024-01", "2024-06", YEAR, ""),
    ("2024-01", "2024-01", MONTH, "2024-01"),
]


@pytest.mark.parametrize(("first", "last", "every", "wanted"), ASKED)
def test_asked_are_the_periods_that_lie_between_first_and_last(
    first: str, last: str, every: Grain, wanted: str
) -> None:
    assert " ".join(map(str, request(first, last, every).periods())) == wanted


def test_each_organisation_owes_the_periods_on_whose_first_day_it_exists() -> None:
    each = {
        "alfa": Organisation("alfa", "dienst", (Name("A", "A"),), exists_until=dt.date(2024, 3, 1)),
        "beta": Organisation("beta", "dienst", (Name("B", "B"),), exists_from=dt.date(2024, 2, 2)),
    }
    owed = request("2024-01", "2024-04", MONTH).expected(Organisations(each))
    assert [(e.organisation, str(e.period), str(e.due_on)) for e in owed] == [
        ("alfa", "2024-01", "2024-02-20"),
        ("alfa", "2024-02", "2024-03-20"),
        ("beta", "2024-03", "2024-04-20"),
        ("beta", "2024-04", "2024-05-20"),
    ]
    assert {e.dataset for e in owed} == {"d"}


@pytest.mark.parametrize(
    ("due_days", "due"), [(0, "2024-02-29"), (1, "2024-03-01"), (31, "2024-03-31")]
)
def test_due_is_so_many_days_after_the_last_day(due_days: int, due: str) -> None:
    alone = Organisations({o: Organisation(o, "dienst", (Name(o, o),)) for o in ("alfa", "beta")})
    owed = request("2024-02", "2024-02", MONTH, due_days).expected(alone)
    assert {str(e.due_on) for e in owed} == {due}
