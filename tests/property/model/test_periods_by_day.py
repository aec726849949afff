"""Periods against plain sets of days: what lies in what, what comes next, and how it is written.

A period is worked out here once more as the days it has, counted one by one.
"""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.model.cells import around, covered_by_row, has_ended, parts
from verantwoord.model.organisation import Name, Organisation, Organisations
from verantwoord.model.period import Grain, Period, PeriodError
from verantwoord.model.request import DataRequest

FIRST, LAST = dt.date(2018, 1, 1), dt.date(2027, 12, 31)
DAYS = st.dates(FIRST, LAST)
YEARS = st.integers(FIRST.year, LAST.year)
CALENDAR = (Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
LENGTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.THIRD: 4, Grain.HALF: 6, Grain.YEAR: 12}
WRITTEN = st.one_of(
    YEARS.map(str),
    st.tuples(YEARS, st.integers(1, 2)).map(lambda t: f"{t[0]}-H{t[1]}"),
    st.tuples(YEARS, st.integers(1, 3)).map(lambda t: f"{t[0]}-K{t[1]}"),
    st.tuples(YEARS, st.integers(1, 4)).map(lambda t: f"{t[0]}-Q{t[1]}"),
    st.tuples(YEARS, st.integers(1, 12)).map(lambda t: f"{t[0]}-{t[1]:02d}"),
    DAYS.map(dt.date.isoformat),
)
RANGES = st.tuples(DAYS, DAYS).map(sorted).map(lambda d: f"{d[0]}/{d[1]}")
PERIODS = (WRITTEN | RANGES).map(Period.parse)


def days(period: Period) -> list[dt.date]:
    """Every day of a period, one by one."""
    found, day = [], period.start
    while day < period.end:
        found.append(day)
        day += dt.timedelta(1)
    return found


def month_of(day: dt.date) -> list[dt.date]:
    last = calendar.monthrange(day.year, day.month)[1]
    return [day.replace(day=d) for d in range(1, last + 1)]


def stretch_of(day: dt.date, grain: Grain) -> list[dt.date]:
    """The days of the month, quarter, ... or year in which a day lies."""
    if grain is Grain.DAY:
        return [day]
    length = LENGTHS[grain]
    first = (day.month - 1) // length * length + 1
    return [d for m in range(first, first + length) for d in month_of(day.replace(month=m, day=1))]


@given(WRITTEN)
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    assert str(Period.parse(text)) == text


@given(PERIODS)
def test_what_is_written_is_read_as_the_same_days(period: Period) -> None:
    again = Period.parse(str(period))
    assert (again.start, again.end) == (period.start, period.end)
    assert again == period


@given(st.tuples(YEARS, st.integers(1, 12), YEARS, st.integers(1, 12)))
def test_from_month_to_month_is_all_days_of_both_and_between(span: tuple[int, ...]) -> None:
    first, last = dt.date(span[0], span[1], 1), dt.date(span[2], span[3], 1)
    text = f"{first:%Y-%m}/{last:%Y-%m}"
    if last < first:
        with pytest.raises(PeriodError, match="het einde ligt voor het begin"):
            Period.parse(text)
        return
    period = Period.parse(text)
    assert days(period)[0] == first
    assert days(period)[-1] == month_of(last)[-1]
    assert str(period) == text
    assert period.grain is Grain.RANGE


@given(WRITTEN)
def test_a_period_has_the_days_of_its_calendar(text: str) -> None:
    period = Period.parse(text)
    assert days(period) == stretch_of(period.start, period.grain)
    assert period.last_day == days(period)[-1]


@given(PERIODS, PERIODS)
@example(Period.parse("2024-03"), Period.parse("2024-03-31"))
@example(Period.parse("2024-03"), Period.parse("2024-04-01"))
@example(Period.parse("2024"), Period.parse("2024-01/2024-12"))
@settings(max_examples=examples(200))
def test_one_lies_in_the_other_or_shares_days_as_sets_do(one: Period, other: Period) -> None:
    mine, theirs = set(days(one)), set(days(other))
    assert one.contains(other) is (theirs <= mine)
    assert one.overlaps(other) is bool(mine & theirs)
    assert one.overlaps(other) is other.overlaps(one)


@given(PERIODS)
def test_the_months_of_a_period_are_those_of_which_it_has_every_day(period: Period) -> None:
    mine = set(days(period))
    firsts = sorted({d.replace(day=1) for d in mine})
    wanted = [f"{d:%Y-%m}" for d in firsts if set(month_of(d)) <= mine]
    assert [str(m) for m in period.months()] == wanted


@given(PERIODS, st.sampled_from(CALENDAR))
@settings(max_examples=examples(150))
def test_parts_are_what_lies_wholly_in_a_period_each_once_in_order(
    period: Period, grain: Grain
) -> None:
    mine = set(days(period))
    found = parts(period, grain)
    every = sorted({stretch_of(d, grain)[0] for d in mine})
    assert [p.start for p in found] == [d for d in every if set(stretch_of(d, grain)) <= mine]
    assert all(days(p) == stretch_of(p.start, grain) for p in found)
    assert {p.grain for p in found} <= {grain}


@given(PERIODS, st.sampled_from(CALENDAR))
def test_around_a_period_is_the_stretch_in_which_it_begins(period: Period, grain: Grain) -> None:
    assert days(around(period, grain)) == stretch_of(period.start, grain)
    assert around(period, grain).grain is grain


@given(PERIODS, st.sampled_from(CALENDAR))
def test_a_row_speaks_about_the_cells_in_its_period_or_the_one_around_it(
    period: Period, grain: Grain
) -> None:
    found = covered_by_row("alfa", period, "m1", grain)
    assert found
    assert {(c.organisation, c.unit) for c in found} == {("alfa", "m1")}
    assert [c.period for c in found] == (parts(period, grain) or [around(period, grain)])


@given(PERIODS, st.integers(-8, 8))
@example(Period.parse("2024-02-29"), -1)
@example(Period.parse("2024-02"), -1)
@example(Period.parse("2023-02"), 1)
@example(Period.parse("2024-02-28/2024-02-29"), -1)
def test_a_year_later_a_period_begins_and_ends_on_the_same_dates(
    period: Period, years: int
) -> None:
    later = period.shifted(years)
    assert later.grain is period.grain
    assert later.start.year == period.start.year + years
    if (period.start.month, period.start.day) != (2, 29):
        assert (later.start.month, later.start.day) == (period.start.month, period.start.day)
    else:
        assert (later.start.month, later.start.day) in ((2, 28), (2, 29))
    if period.grain in LENGTHS:
        assert days(later) == stretch_of(later.start, period.grain)
    assert later.start < later.end


@given(WRITTEN.map(Period.parse), st.integers(-8, 8))
def test_there_and_back_is_where_it_was_but_for_leap_days(period: Period, years: int) -> None:
    assume((period.start.month, period.start.day) != (2, 29))
    assert period.shifted(years).shifted(-years) == period


@given(YEARS)
def test_a_year_is_a_year_however_it_is_written(year: int) -> None:
    ways = [f"{year}", f"{year}-01/{year}-12", f"{year}-01-01/{year}-12-31", f"{year}-Q1/{year}-Q4"]
    assert all(Period.parse(w).is_whole_year for w in ways)
    assert not any(
        Period.parse(w).is_whole_year
        for w in (f"{year}-H1", f"{year}-01/{year}-11", f"{year}-02/{year + 1}-01", f"{year}-Q4")
    )


@given(st.text("0123456789-QHK/ ", max_size=12))
@example("2024-13")
@example("2024-00")
@example("2024-Q5")
@example("2024-02-30")
@example("0000")
@example("٢٠٢٤")
@settings(max_examples=examples(300))
def test_a_text_is_a_period_or_refused_and_never_something_else(text: str) -> None:
    try:
        period = Period.parse(text)
    except PeriodError as error:
        named = [f"'{part}'" for part in (text, *text.split("/"))]  # of a span the half is named
        for language in ("nl", "en"):
            assert any(name in error.in_language(language) for name in named)
        return
    assert period.start < period.end
    assert Period.parse(str(period)) == period


EVERY = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)


@given(
    first=WRITTEN.map(Period.parse), last=WRITTEN.map(Period.parse), every=st.sampled_from(EVERY),
    born=DAYS, gone=DAYS, due=st.integers(0, 60),
)  # fmt: skip
@settings(max_examples=examples(100))
def test_who_is_asked_owes_each_whole_period_at_whose_beginning_it_existed(
    first: Period, last: Period, every: Grain, born: dt.date, gone: dt.date, due: int
) -> None:
    assume(last.end > first.start)
    assume(born < gone)
    request = DataRequest(
        id="r", dataset="d", organisations=("alfa", "beta"), first=first, last=last,
        every=every, due_days=due,
    )  # fmt: skip
    alfa = Organisation("alfa", "dienst", (Name("Alfa", "A"),), exists_from=born, exists_until=gone)
    beta = Organisation("beta", "dienst", (Name("Beta", "B"),))
    owed = request.expected(Organisations({"alfa": alfa, "beta": beta}))
    asked = set(days(Period(first.start, last.end, Grain.RANGE)))
    starts = sorted({stretch_of(d, every)[0] for d in asked})
    whole = [d for d in starts if set(stretch_of(d, every)) <= asked]
    assert [e.period.start for e in owed if e.organisation == "beta"] == whole
    assert [e.period.start for e in owed if e.organisation == "alfa"] == [
        d for d in whole if born <= d < gone
    ]
    for one in owed:
        assert one.due_on == stretch_of(one.period.start, every)[-1] + dt.timedelta(due)
        assert one.dataset == "d"


@given(st.lists(PERIODS, max_size=4), PERIODS, PERIODS)
def test_something_ended_if_somebody_said_so_between_two_periods(
    ends: list[Period], before: Period, now: Period
) -> None:
    """Or a meter that was taken away in 2019 would be missed in every year since."""
    said = has_ended(ends, before, now)
    assert said is (any(has_ended([end], before, now) for end in ends))
    assert not has_ended([], before, now)


def test_a_year_has_its_days_its_months_its_quarters_and_itself() -> None:
    for year, count in ((2023, 365), (2024, 366)):
        whole = Period.year(year)
        assert [len(parts(whole, g)) for g in CALENDAR] == [count, 12, 4, 1]
        assert sum(len(days(m)) for m in whole.months()) == count
