"""What was asked is held against the cells that came, never against the names of files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.rows import Shelf
from verantwoord.model.cells import Cell
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Grain, Period
from verantwoord.release.owed import Owed, owed

STAND = dt.date(2025, 1, 31)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The pack mini, in which alfa alone is asked for its meters of 2024, month by month."""
    pack = load_pack(REPOSITORY / "tests" / "packs" / "mini")
    request = replace(
        pack.requests["meters"],
        organisations=("alfa",),
        first=Period.parse("2024-01"),
        last=Period.parse("2024-12"),
    )
    return Shelf(replace(pack, requests={"meters": request}), tmp_path)


def yearly(shelf: Shelf) -> None:
    request = replace(shelf.pack.requests["meters"], every=Grain.YEAR)
    shelf.pack = replace(shelf.pack, requests={"meters": request})


def deliver(shelf: Shelf, period: str, received: str, *months: str) -> None:
    rows = [{"drager": "stroom", "verbruik": 1, "eenheid": "kwh", "_periode": m} for m in months]
    shelf.deliver("meters", "alfa", period, rows, received)


def found(shelf: Shelf, stand: dt.date = STAND) -> list[Owed]:
    return owed(shelf.pack, shelf.deliveries, shelf.deliveries, stand)


def months(*numbers: int) -> list[str]:
    return [f"2024-{n:02d}" for n in numbers]


def test_a_year_file_answers_a_monthly_request(shelf: Shelf) -> None:
    deliver(shelf, "2024", "2025-01-05", *months(*range(1, 13)))
    each = found(shelf)
    assert len(each) == 12
    assert all(one.came.complete for one in each)
    assert {one.deliveries[0].id for one in each} == {shelf.deliveries[0].id}


def test_six_months_are_half_of_a_yearly_request(shelf: Shelf) -> None:
    yearly(shelf)
    deliver(shelf, "2024", "2025-01-05", *months(*range(1, 7)))
    (one,) = found(shelf)
    assert (one.came.covered, one.came.cells, one.each) == (6, 12, Grain.MONTH)
    assert not one.came.complete and one.days_late == 0


def test_what_nobody_sent_is_owed_once_its_day_has_come(shelf: Shelf) -> None:
    first_due = min(one.expected.due_on for one in found(shelf))
    assert found(shelf, first_due - dt.timedelta(days=1)) == []
    (one,) = found(shelf, first_due)
    assert (one.deliveries, one.came.covered) == ((), 0)


def test_what_came_before_its_day_is_counted_too(shelf: Shelf) -> None:
    deliver(shelf, "2024-01", "2024-02-01", "2024-01")
    assert [one.came.complete for one in found(shelf, dt.date(2024, 2, 1))] == [True]


def test_it_is_late_from_the_day_on_which_the_last_of_it_came(shelf: Shelf) -> None:
    yearly(shelf)
    (one,) = found(shelf, dt.date(2026, 1, 1))
    due = one.expected.due_on
    deliver(shelf, "2024", "2025-01-05", *months(*range(1, 12)))
    deliver(shelf, "2024-12", str(due + dt.timedelta(days=3)), "2024-12")
    (one,) = found(shelf, dt.date(2026, 1, 1))
    assert one.came.complete and one.days_late == 3
    assert len(one.deliveries) == 2


def test_a_correction_neither_makes_late_nor_mends_it(shelf: Shelf) -> None:
    deliver(shelf, "2024-01", "2024-02-01", "2024-01")
    first = shelf.deliveries[0]
    rows = [{"drager": "stroom", "verbruik": 2, "eenheid": "kwh"}]
    second = shelf.deliver("meters", "alfa", "2024-01", rows, "2024-12-01", replaces=first)
    each = owed(shelf.pack, [second], [first, second], dt.date(2024, 2, 28))
    assert [(one.came.complete, one.days_late) for one in each] == [(True, 0)]


def test_what_was_not_asked_for_covers_nothing(shelf: Shelf) -> None:
    deliver(shelf, "2024-01", "2024-02-01", "2024-01")
    unasked = replace(shelf.deliveries[0], unasked=True)
    each = owed(shelf.pack, [unasked], [unasked], STAND)
    assert not any(one.came.covered for one in each)
    assert Cell("alfa", Period.parse("2024-01")) in unasked.cells
