"""Measured by different methods is not added up: a sensor, a count round and a badge differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rows import Shelf
from verantwoord.formula.quantities import Absence, Absent
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.goal import GoalStatus


@pytest.fixture
def measured(shelf: Shelf) -> Shelf:
    """The meters of the pack, whose carrier says by which method was measured."""
    meters = shelf.pack.datasets["meters"]
    columns = tuple(replace(c, role="method") if c.name == "drager" else c for c in meters.columns)
    changed = {**shelf.pack.datasets, "meters": replace(meters, columns=columns)}
    shelf.pack = replace(shelf.pack, datasets=changed)
    return shelf


def deliver(shelf: Shelf, who: str, month: str, **amounts: int) -> None:
    rows = [{"drager": d, "verbruik": n, "eenheid": "kwh"} for d, n in amounts.items()]
    shelf.deliver("meters", who, month, rows)


def figures(shelf: Shelf, indicator: str = "energie.verbruik") -> dict[str, Figure]:
    return dict(shelf.compute(indicators=[indicator]).figures)


def test_a_total_over_methods_is_unknown_and_says_by_which(measured: Shelf) -> None:
    deliver(measured, "alfa", "2024-01", stroom=5)
    deliver(measured, "beta", "2024-01", warmte=7)
    land = figures(measured)["energie.verbruik@land@2024-01"]
    assert land.status is FigureStatus.UNKNOWN
    assert isinstance(land.value, Absent) and land.value.kind is Absence.UNKNOWN
    assert "(stroom en warmte)" in land.value.reason
    assert land.methods == ("stroom", "warmte")


def test_each_part_by_its_method_keeps_its_value(measured: Shelf) -> None:
    deliver(measured, "alfa", "2024-01", stroom=5)
    deliver(measured, "beta", "2024-01", warmte=7)
    found = figures(measured)
    assert found["energie.verbruik@land@2024-01@drager=stroom"].value == 5
    assert found["energie.verbruik@land@2024-01@drager=warmte"].value == 7
    assert found["energie.verbruik@land@2024-01@drager=stroom"].methods == ("stroom",)


def test_one_method_is_added_up_as_before(measured: Shelf) -> None:
    deliver(measured, "alfa", "2024-01", stroom=5)
    deliver(measured, "beta", "2024-01", stroom=7)
    land = figures(measured)["energie.verbruik@land@2024-01"]
    assert (land.value, land.methods) == (12, ("stroom",))


def test_another_month_by_another_method_makes_the_year_unknown(measured: Shelf) -> None:
    deliver(measured, "alfa", "2024-01", stroom=5)
    deliver(measured, "alfa", "2024-02", warmte=7)
    found = figures(measured)
    assert found["energie.verbruik@alfa@2024-02"].value == 7
    assert isinstance(found["energie.verbruik@alfa@2024"].value, Absent)


def test_a_total_over_methods_is_not_judged(measured: Shelf) -> None:
    for month in (f"{m:02d}" for m in range(1, 13)):
        for who in ("alfa", "beta", "gamma", "delta"):
            deliver(measured, who, f"2024-{month}", stroom=1, warmte=1)
    land = figures(measured)["energie.verbruik@land@2024"]
    assert land.judgements
    assert {j.status for j in land.judgements} == {GoalStatus.NO_JUDGEMENT}


def test_a_method_is_known_where_the_indicator_does_not_split_by_it(measured: Shelf) -> None:
    indicator = replace(measured.pack.indicators["energie.verbruik"], dimensions=())
    measured.pack = replace(
        measured.pack, indicators={**measured.pack.indicators, indicator.id: indicator}
    )
    deliver(measured, "alfa", "2024-01", stroom=5)
    deliver(measured, "beta", "2024-01", warmte=7)
    found = figures(measured)
    assert found["energie.verbruik@alfa@2024-01"].methods == ("stroom",)
    assert isinstance(found["energie.verbruik@land@2024-01"].value, Absent)


def test_a_method_that_an_organisation_does_not_use_does_not_apply_to_it(measured: Shelf) -> None:
    """It said 'onbekend: er zijn geen passende rijen geleverd' of a badge that nobody has."""
    deliver(measured, "alfa", "2024-01", stroom=5)
    deliver(measured, "beta", "2024-01", warmte=7)
    found = figures(measured)["energie.verbruik@alfa@2024-01@drager=warmte"]
    assert found.status is FigureStatus.NOT_APPLICABLE
    assert isinstance(found.value, Absent)
    assert (found.value.reason, found.value.english) == (
        "hier is niet gemeten met warmte",
        "nothing was measured here by warmte",
    )
