"""Which cells a row covers, and which ones a figure needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.deliveries.factory import column, dataset, with_dataset
from verantwoord.model.cells import (
    Cell,
    Expectations,
    around,
    covered_by_row,
    expected_cells,
    parts,
    smallest_period,
)
from verantwoord.model.dataset import CellGrain, Dataset
from verantwoord.model.delivery import Delivery, counting, current, first_received
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.request import DataRequest

MINI = Path(__file__).parents[2] / "packs" / "mini"


@pytest.fixture(scope="module")
def mini() -> Pack:
    return load_pack(MINI)


def periods(*texts: str) -> list[Period]:
    return [Period.parse(t) for t in texts]


def delivery(name: str, *cells: Cell, period: str = "2023", **more: object) -> Delivery:
    made = Delivery(
        id=name, dataset="proef", organisation="alfa", period=Period.parse(period),
        file_name="a.csv", file_sha256="a", rows_sha256="b", stored_sha256="c", rows=1,
        received_on=dt.date(2024, 1, 10), cells=cells,
    )  # fmt: skip
    return replace(made, **more)


def with_meters(pack: Pack) -> tuple[Pack, Dataset]:
    """The pack with a dataset about meters, asked of alfa and beta for 2024."""
    grain = CellGrain(Grain.MONTH, "meter")
    meters = dataset(column("meter", required=True), column("kwh", "decimal"), grain=grain)
    asked = DataRequest(
        "proef", "proef", ("alfa", "beta"), Period.year(2024), Period.year(2024), Grain.YEAR, 20
    )
    pack = replace(with_dataset(pack, meters), requests={**pack.requests, "proef": asked})
    return pack, meters


@pytest.mark.parametrize(
    ("span", "grain", "found"),
    [
        ("2024-Q1", Grain.MONTH, ["2024-01", "2024-02", "2024-03"]),
        ("2024", Grain.QUARTER, ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]),
        ("2024", Grain.YEAR, ["2024"]),
        ("2024-02", Grain.QUARTER, []),
        ("2024-02/2024-07", Grain.QUARTER, ["2024-Q2"]),
        ("2024-01-31/2024-03-01", Grain.MONTH, ["2024-02"]),
        ("2024-02-28/2024-03-01", Grain.DAY, ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("9999-11", Grain.MONTH, ["9999-11"]),
    ],
)
def test_a_span_is_divided_in_the_periods_that_lie_wholly_in_it(
    span: str, grain: Grain, found: list[str]
) -> None:
    assert [str(p) for p in parts(Period.parse(span), grain)] == found


def test_a_span_is_not_divided_in_half_years() -> None:
    with pytest.raises(ValueError, match="halfjaar"):
        parts(Period.year(2024), Grain.HALF)


@pytest.mark.parametrize(
    ("grain", "found"),
    [
        (Grain.DAY, "2024-11-30"),
        (Grain.MONTH, "2024-11"),
        (Grain.QUARTER, "2024-Q4"),
        (Grain.YEAR, "2024"),
    ],
)
def test_a_day_lies_in_one_period_of_each_kind(grain: Grain, found: str) -> None:
    assert str(around(Period.parse("2024-11-30"), grain)) == found


def test_a_row_covers_what_lies_in_its_period_or_else_what_lies_around_it() -> None:
    quarter = covered_by_row("alfa", Period.parse("2024-Q1"), "m1", Grain.MONTH)
    assert quarter == [Cell("alfa", p, "m1") for p in periods("2024-01", "2024-02", "2024-03")]
    day = covered_by_row("alfa", Period.parse("2024-03-31"), "", Grain.MONTH)
    assert day == [Cell("alfa", Period.parse("2024-03"))]


def test_a_cell_is_as_long_as_the_dataset_says_or_its_period_column_or_else_a_month() -> None:
    period = column("periode", "period", role="period", grain="kwartaal")
    day = column("dag", "date", role="period")
    assert smallest_period(dataset(column("a"))) is Grain.MONTH
    assert smallest_period(dataset(period)) is Grain.QUARTER
    assert smallest_period(dataset(day)) is Grain.MONTH
    assert smallest_period(dataset(period, grain=CellGrain(Grain.YEAR))) is Grain.YEAR


def test_a_year_of_four_ministries_needs_a_month_of_each_that_existed(mini: Pack) -> None:
    cells = expected_cells(mini, mini.datasets["meters"], Period.year(2024), [])
    months = {who: sum(c.organisation == who for c in cells) for who in mini.organisations.by_id}
    assert months == {"alfa": 12, "beta": 6, "gamma": 6, "delta": 6, "land": 0, "dienst-a": 0}
    assert expected_cells(mini, mini.datasets["uitstoot"], Period.year(2024), []) == cells


def test_a_year_of_which_half_was_asked_is_not_complete_with_half(mini: Pack) -> None:
    asked = replace(mini.requests["fte"], last=Period.parse("2023-06"), organisations=("alfa",))
    pack = replace(mini, requests={"fte": asked})
    assert len(expected_cells(pack, mini.datasets["fte"], Period.year(2023), [])) == 12


def test_nobody_asked_means_that_nothing_is_expected(mini: Pack) -> None:
    pack = replace(mini, requests={})
    assert Expectations(pack, []).count(mini.datasets["fte"], Period.year(2023)) == (0, ())


def test_a_missing_cell_is_counted_and_named(mini: Pack) -> None:
    april, may = periods("2024-04", "2024-05")
    sent = replace(delivery("a", Cell("alfa", april), Cell("beta", april)), dataset="meters")
    counts = Expectations(mini, [sent]).count(
        mini.datasets["uitstoot"], Period(april.start, may.end, Grain.RANGE)
    )
    assert counts == (4, (Cell("alfa", may), Cell("beta", may)))


def test_what_nobody_asked_for_covers_nothing(mini: Pack) -> None:
    april = Period.parse("2024-04")
    sent = replace(delivery("a", Cell("alfa", april)), dataset="meters", unasked=True)
    assert Expectations(mini, [sent]).covered == {}
    assert Expectations(mini, [sent]).count(mini.datasets["meters"], april).missing[0] == Cell(
        "alfa", april
    )
    assert counting([sent]) == []
    assert current([sent]) == [sent]


def test_last_years_meters_are_expected_again(mini: Pack) -> None:
    pack, meters = with_meters(mini)
    before, now = periods("2023-05", "2024-05")
    old = delivery("a", Cell("alfa", before, "m1"), Cell("alfa", before, "m2"))
    new = delivery("b", Cell("alfa", now, "m1"), Cell("alfa", now, "m3"), period="2024")
    counts = Expectations(pack, [old, new]).count(meters, now)
    assert counts.missing == (Cell("alfa", now, "m2"), Cell("beta", now, ""))
    assert counts.expected == 3  # m3 is new: welcome, and not expected before it came


def test_a_meter_that_ended_with_an_explanation_is_not_expected_any_more(mini: Pack) -> None:
    pack, _ = with_meters(mini)
    first, second, third = periods("2023-05", "2024-05", "2025-05")
    old = delivery("a", Cell("alfa", first, "m1"), Cell("alfa", first, "m2"))
    gone = Cell("alfa", Period.year(2024), "m2")
    new = delivery("b", Cell("alfa", second, "m1"), period="2024", ended=(gone,))
    expectations = Expectations(pack, [old, new])
    assert expectations.units_expected("proef", "alfa", second) == {"m1"}
    assert expectations.units_expected("proef", "alfa", third) == {"m1"}
    assert Expectations(pack, [old]).units_expected("proef", "alfa", second) == {"m1", "m2"}


def test_a_meter_that_came_back_after_its_end_is_expected_again(mini: Pack) -> None:
    pack, _ = with_meters(mini)
    gone = Cell("alfa", Period.year(2024), "m2")
    ended = delivery("a", Cell("alfa", Period.parse("2024-05"), "m1"), ended=(gone,))
    back = delivery("b", Cell("alfa", Period.parse("2025-05"), "m2"))
    expectations = Expectations(pack, [ended, back])
    assert expectations.units_expected("proef", "alfa", Period.parse("2026-05")) == {"m2"}


def test_all_of_a_delivery_was_there_when_the_last_of_what_it_replaced_came() -> None:
    january = delivery("jan", received_on=dt.date(2024, 2, 1))
    february = delivery("feb", received_on=dt.date(2024, 3, 1))
    year = delivery("jaar", received_on=dt.date(2025, 1, 5), replaces=("jan", "feb", "weg"))
    every = {d.id: d for d in (january, february, year)}
    assert first_received(year, every) == dt.date(2024, 3, 1)
    assert current(every.values()) == [year]
    assert current(every.values(), dt.date(2024, 12, 31)) == [january, february]
