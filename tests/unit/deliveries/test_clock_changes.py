"""When the Dutch clock goes forward and back, by the calendar and by every minute of a day."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verantwoord.deliveries.clock import ClockChange, changes
from verantwoord.model.period import Period

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def last_sunday(year: int, month: int) -> dt.datetime:
    day = dt.datetime(year, month, 31)  # noqa: DTZ001 - what the clock says
    return day - dt.timedelta(days=(day.weekday() + 1) % 7)


@pytest.mark.parametrize("year", range(1997, 2099, 6))
def test_since_1996_the_clock_changes_on_the_last_sundays(year: int) -> None:
    """Directive 2000/84/EC, and the ones before it: 01:00 UTC, forward in March."""
    of_year = [c for c in changes(Period.year(year)) if c.first.year == year]
    spring, autumn = last_sunday(year, 3), last_sunday(year, 10)
    assert of_year == [
        ClockChange(spring.replace(hour=2), spring.replace(hour=3), 60, 120),
        ClockChange(autumn.replace(hour=2), autumn.replace(hour=3), 120, 60),
    ]
    assert [c.back for c in of_year] == [False, True]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("2024", 2023, 2026), ("2024-01", 2023, 2025), ("2024-12", 2023, 2026),
     ("2023-11/2024-02", 2022, 2025)],
)  # fmt: skip
def test_the_years_around_a_period_are_there(period: str, first: int, last: int) -> None:
    found = changes(Period.parse(period))
    assert (found[0].first.year, found[0].first.month) == (first, 3)
    assert (found[-1].first.year, found[-1].first.month) == (last, 10)
    assert found == sorted(found, key=lambda c: c.first)
    assert len(found) == 2 * (last - first + 1)


def test_without_a_period_all_of_a_century_is_there() -> None:
    found = changes(None)
    assert (found[0].first.year, found[-1].first.year) == (1996, 2099)
    assert len(found) == 2 * (2099 - 1996 + 1)


def test_a_year_without_summer_time_has_no_change() -> None:
    assert changes(Period.year(1960)) == []


@pytest.mark.parametrize("year", [1940, 1945, 1977])
def test_other_years_are_those_of_the_time_zone_database(year: int) -> None:
    for change in changes(Period.year(year)):
        low, high = change.first, change.until
        assert low < high
        assert high - low == abs(change.after - change.before) * dt.timedelta(minutes=1)


@given(st.datetimes(dt.datetime(1996, 1, 1), dt.datetime(2098, 12, 31)))  # noqa: DTZ001
def test_a_time_of_the_clock_is_in_a_change_when_it_was_there_twice_or_never(
    clock: dt.datetime,
) -> None:
    change = next((c for c in changes(Period.year(clock.year)) if c.first <= clock < c.until), None)
    one = clock.replace(tzinfo=AMSTERDAM)
    offsets = [one.replace(fold=fold).utcoffset() for fold in (0, 1)]
    assert (change is not None) == (offsets[0] != offsets[1])
    back = one.astimezone(dt.UTC).astimezone(AMSTERDAM).replace(tzinfo=None)
    assert (change is not None and not change.back) == (back != clock)


@given(st.integers(1997, 2098), st.integers(0, 59), st.booleans())
def test_every_minute_of_such_an_hour_is_in_its_change(year: int, minute: int, back: bool) -> None:
    at = last_sunday(year, 10 if back else 3).replace(hour=2, minute=minute)
    found = [c for c in changes(Period.year(year)) if c.first <= at < c.until]
    assert [c.back for c in found] == [back]
    outside = [at - dt.timedelta(hours=1), at + dt.timedelta(hours=1)]
    assert not [c for c in changes(Period.year(year)) for o in outside if c.first <= o < c.until]
