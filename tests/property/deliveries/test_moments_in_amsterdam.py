"""Days and moments in SQL against the calendar of Python: both must say the same of any of them.

Moments are in UTC without saying so, as the database keeps them.
"""
# ruff: noqa: DTZ001

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.deliveries.moments import AMSTERDAM, period_text, sane, within
from verantwoord.model.cells import around, parts
from verantwoord.model.dataset import ColumnType, Dated, DatedAs
from verantwoord.model.period import Grain, Period
from verantwoord.model.text import Text

DATE, TIMESTAMP = ColumnType.DATE, ColumnType.TIMESTAMP
GRAINS = (Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))
# in UTC, as they are stored; many near midnight and near where the clock changes
CHANGES = [
    dt.datetime(2024, 3, 31, 0, 59),
    dt.datetime(2024, 3, 31, 1, 0),
    dt.datetime(2024, 10, 27, 0, 30),
    dt.datetime(2024, 10, 27, 1, 30),
    dt.datetime(2023, 12, 31, 22, 59, 59),
    dt.datetime(2023, 12, 31, 23, 0),
]
MOMENTS = st.sampled_from(CHANGES) | st.datetimes(
    dt.datetime(2015, 1, 1),
    dt.datetime(2035, 12, 31),
).map(lambda m: m.replace(microsecond=0))


def one_day(day: dt.date) -> Period:
    return Period.parse(day.isoformat())


PERIODS = DAYS.flatmap(lambda d: st.sampled_from(GRAINS).map(lambda g: around(one_day(d), g)))


def asked(value: dt.date, sql: str) -> Any:
    kind = "TIMESTAMP" if isinstance(value, dt.datetime) else "DATE"
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        return con.execute(f"SELECT {sql} FROM (SELECT ?::{kind} AS v)", [value]).fetchall()[0][0]


def here(value: dt.date) -> dt.date:
    """The day in the Netherlands of a day, or of a moment in UTC."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=dt.UTC).astimezone(AMSTERDAM).date()
    return value


@given(value=DAYS | MOMENTS, grain=st.sampled_from(GRAINS))
@example(value=CHANGES[5], grain=Grain.YEAR)
@example(value=CHANGES[4], grain=Grain.YEAR)
@settings(max_examples=examples(150), deadline=None)
def test_a_moment_lies_in_the_period_of_its_dutch_day(value: dt.date, grain: Grain) -> None:
    """A quarter of an hour before the new year in Greenwich is in the new year here."""
    kind = TIMESTAMP if isinstance(value, dt.datetime) else DATE
    wanted = str(around(one_day(here(value)), grain))
    assert asked(value, period_text("v", kind, grain, None)) == wanted


@given(value=DAYS | MOMENTS, sent=PERIODS, grain=st.sampled_from(GRAINS))
@settings(max_examples=examples(150), deadline=None)
def test_within_what_was_sent_it_is_the_same_and_never_outside(
    value: dt.date, sent: Period, grain: Grain
) -> None:
    """A value in the margin beside a delivery belongs to its first or its last cell."""
    kind = TIMESTAMP if isinstance(value, dt.datetime) else DATE
    inside = parts(sent, grain)
    found = asked(value, period_text("v", kind, grain, sent))
    if not inside:
        assert found == str(around(one_day(here(value)), grain))
        return
    clamped = min(max(here(value), sent.start), sent.last_day)
    assert found == str(around(one_day(clamped), grain))
    assert found in {str(p) for p in inside}


@given(
    value=DAYS | MOMENTS, sent=PERIODS,
    relation=st.sampled_from([DatedAs.WITHIN, DatedAs.BY_END, DatedAs.ANY]),
    margin=st.sampled_from([0, 15, 60, 1440]),
)  # fmt: skip
@settings(max_examples=examples(150), deadline=None)
def test_a_date_may_stand_in_a_delivery_as_the_dataset_says(
    value: dt.date, sent: Period, relation: DatedAs, margin: int
) -> None:
    kind = TIMESTAMP if isinstance(value, dt.datetime) else DATE
    why = Text("verzonnen") if relation is not DatedAs.WITHIN or margin else None
    dated = Dated(relation=relation, margin_minutes=margin, reason=why)
    sql = within("v", kind, dated, sent)
    if relation is DatedAs.ANY:
        assert sql is None
        return
    assert sql is not None
    slack = dt.timedelta(minutes=margin)
    if isinstance(value, dt.datetime):
        at = value.replace(tzinfo=dt.UTC)
        start, end = (
            dt.datetime.combine(d, dt.time(), AMSTERDAM).astimezone(dt.UTC)
            for d in (sent.start, sent.end)
        )
        wanted = at < end + slack and (relation is DatedAs.BY_END or at >= start - slack)
    else:
        wanted = value < sent.end and (relation is DatedAs.BY_END or value >= sent.start)
    assert asked(value, sql) is wanted


@given(value=DAYS | MOMENTS, first=st.integers(2014, 2030), more=st.integers(0, 10))
@settings(max_examples=examples(100), deadline=None)
def test_a_year_can_be_meant_if_it_is_among_the_years_of_the_dataset(
    value: dt.date, first: int, more: int
) -> None:
    kind = TIMESTAMP if isinstance(value, dt.datetime) else DATE
    dated = Dated(first_year=first, last_year=first + more)
    assert asked(value, sane("v", kind, dated)) is (first <= here(value).year <= first + more)


@pytest.mark.parametrize("kind", [DATE, TIMESTAMP])
def test_what_is_not_filled_in_lies_nowhere(kind: ColumnType) -> None:
    typed = "TIMESTAMP" if kind is TIMESTAMP else "DATE"
    for sql in (
        period_text("v", kind, Grain.MONTH, None),
        period_text("v", kind, Grain.MONTH, Period.year(2024)),
        period_text("v", kind, Grain.DAY, Period.year(2024)),  # more days than branches
        sane("v", kind, Dated()),
        within("v", kind, Dated(), Period.year(2024)) or "",
    ):
        with duckdb.connect() as con:
            con.execute("SET TimeZone = 'UTC'")
            found = con.execute(f"SELECT {sql} FROM (SELECT NULL::{typed} AS v)").fetchall()
        assert found == [(None,)]
