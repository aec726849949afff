"""What a figure says of each of its components, and why there is no value, in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.rows import Shelf
from verantwoord.formula.quantities import Absence, Absent
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.indicator import ComponentUse
from verantwoord.model.period import Period
from verantwoord.model.stated import Nature

MONTHS = Period.year(2023).months()


def meters(shelf: Shelf, who: str, *periods: Any, amount: int = 50) -> None:
    for period in periods:
        row = {"drager": "stroom", "verbruik": amount, "eenheid": "kwh"}
        shelf.deliver("meters", who, str(period), [row])


def changed(shelf: Shelf, indicator: str, **fields: Any) -> None:
    other = replace(shelf.pack.indicators[indicator], **fields)
    shelf.pack = replace(shelf.pack, indicators={**shelf.pack.indicators, indicator: other})


def figure(shelf: Shelf, key: str, **options: Any) -> Figure:
    return shelf.compute(indicators=[key.partition("@")[0]], **options).figures[key]


def why(value: object) -> tuple[str, str]:
    assert isinstance(value, Absent)
    return value.why(), value.why("en")


def test_each_component_has_a_coverage_of_its_own(shelf: Shelf) -> None:
    """Twelve months of one and one month of the other: the figure needs both."""
    for month in MONTHS:
        meters(shelf, "alfa", month)
    shelf.deliver("fte", "alfa", "2023-12", [{"fte": 10}])
    found = figure(shelf, "energie.per-fte@alfa@2023")
    each = {c.alias: (c.coverage.cells, c.coverage.cells_expected) for c in found.components}
    assert each["verbruik"] == (12, 12)
    assert each["fte"] == (1, 12)
    assert {c.alias: c.component for c in found.components} == {
        "verbruik": "meters.verbruik", "fte": "fte.stand",
    }  # fmt: skip


def test_a_mean_says_over_how_many_months_it_is(shelf: Shelf) -> None:
    uses = {"verbruik": ComponentUse("meters.verbruik", mean=True)}
    changed(shelf, "energie.verbruik", components=uses)
    for month in MONTHS:
        meters(shelf, "alfa", month, amount=month.start.month)
    (part,) = figure(shelf, "energie.verbruik@alfa@2023").components
    assert (part.value, part.divisor) == (6.5, 12)
    (part,) = figure(shelf, "energie.verbruik@alfa@2023-Q1").components
    assert (part.value, part.divisor) == (2, 3)


def test_a_figure_of_a_part_bears_the_part_in_its_id(shelf: Shelf) -> None:
    meters(shelf, "alfa", "2023-01")
    key = "energie.verbruik@alfa@2023-01@drager=stroom"
    found = figure(shelf, key)
    assert (found.id, found.dimensions) == (key, (("drager", "stroom"),))


def test_rows_that_lie_partly_outside_a_month_make_it_unknown(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2023-Q1", [{"drager": "stroom", "verbruik": 5}])
    found = figure(shelf, "energie.verbruik@alfa@2023-01")
    assert why(found.value) == (
        "er zijn rijen die niet precies in 2023-01 vallen",
        "there are rows that do not lie exactly within 2023-01",
    )


def test_what_was_taken_over_is_published_and_what_came_in_is_measured(shelf: Shelf) -> None:
    meters(shelf, "alfa", "2023-01")
    measured = figure(shelf, "energie.verbruik@alfa@2023-01")
    assert measured.status is FigureStatus.MEASURED
    taken = replace(shelf.pack.datasets["meters"], kind="gepubliceerd")
    shelf.pack = replace(shelf.pack, datasets={**shelf.pack.datasets, "meters": taken}, requests={})
    published = figure(shelf, "energie.verbruik@alfa@2023-01")
    assert published.status is FigureStatus.PUBLISHED
    assert published.stated != measured.stated
    assert published.value == measured.value == 50


def test_an_estimate_is_called_one_however_well_its_parts_were_measured(shelf: Shelf) -> None:
    changed(shelf, "energie.verbruik", nature=Nature.ESTIMATE)
    meters(shelf, "alfa", "2023-01")
    found = figure(shelf, "energie.verbruik@alfa@2023-01")
    assert found.status is FigureStatus.ESTIMATED
    assert found.stated.nature is Nature.ESTIMATE


@pytest.mark.parametrize(
    ("absent_is_zero", "expected", "value"),
    [
        (False, True, Absence.NOT_ASKED),  # nobody asked, so nobody knows
        (True, True, Absence.NOT_ASKED),  # none of what nobody asked is not zero
        (True, False, 0),  # not awaited: where there is no row there is nothing
        (False, False, Absence.NOT_ASKED),
    ],
)
def test_of_what_nobody_asked_none_is_zero_only_where_none_is_awaited(
    shelf: Shelf, absent_is_zero: bool, expected: bool, value: object
) -> None:
    shelf.pack = replace(shelf.pack, requests={})
    use = ComponentUse("meters.verbruik", absent_is_zero=absent_is_zero, expected=expected)
    seen = ComponentUse("fte.stand")
    changed(
        shelf, "energie.verbruik", components={"verbruik": use, "fte": seen}, dimensions=(),
        formula="verbruik + 0 * fte", unit="kwh",
    )  # fmt: skip
    shelf.deliver("fte", "alfa", "2023-01", [{"fte": 10}])
    found = figure(shelf, "energie.verbruik@alfa@2023-01")
    part = next(c for c in found.components if c.alias == "verbruik")
    if isinstance(part.value, Absent):
        assert part.value.kind is value
        assert why(part.value) == (
            "om deze gegevens is niet gevraagd", "nobody asked for these data"
        )  # fmt: skip
    else:
        assert part.value == value


def test_what_a_pack_did_not_know_yet_on_a_day_is_not_used(shelf: Shelf) -> None:
    norm = shelf.pack.parameters["energie.norm"]
    later = tuple(
        replace(v, source=replace(v.source, published=dt.date(2024, 6, 1))) if v.source else v
        for v in norm.values
    )
    shelf.pack = replace(
        shelf.pack, parameters={**shelf.pack.parameters, norm.id: replace(norm, values=later)}
    )
    for month in MONTHS:
        meters(shelf, "alfa", month)
    shelf.deliver("fte", "alfa", "2023-12", [{"fte": 10}], received="2024-01-10")
    used = {
        day: figure(shelf, "energie.per-fte@alfa@2023", known_on=day).parameters[0]
        for day in (dt.date(2024, 5, 31), dt.date(2025, 6, 1))
    }
    assert isinstance(used[dt.date(2024, 5, 31)].value, Absent)
    assert used[dt.date(2025, 6, 1)].value == 10


def test_a_figure_that_may_not_be_of_a_part_says_what_is_missing(shelf: Shelf) -> None:
    changed(shelf, "energie.verbruik", if_missing="onbekend")
    meters(shelf, "alfa", *MONTHS[:11])
    nl, en = why(figure(shelf, "energie.verbruik@alfa@2023").value)
    assert nl and en and nl != en
    assert "1 van 12 leveringen ontbreekt" in nl
    assert "1 of 12 deliveries is missing" in en


def test_whether_an_indicator_applies_cannot_be_said_of_a_part(shelf: Shelf) -> None:
    """Half a year of staff may be below the bound where the whole year is above it."""
    changed(
        shelf, "energie.verbruik", applies_when="verbruik > 100", dimensions=(),
        applies_reason=shelf.pack.indicators["energie.per-fte"].applies_reason,
    )  # fmt: skip
    meters(shelf, "alfa", *MONTHS[:3])
    nl, en = why(figure(shelf, "energie.verbruik@alfa@2023").value)
    assert nl.startswith("of dit geldt, is nog niet te zeggen: ")
    assert en.startswith("whether this applies cannot be said yet: ")
    assert "9 van 12 leveringen ontbreken" in nl and "9 of 12 deliveries are missing" in en


def test_rows_of_another_kind_only_are_no_zero_of_this_kind(shelf: Shelf) -> None:
    """Who sent heat and no electricity used an unknown amount of it, unless the pack says zero."""
    changed(shelf, "energie.verbruik", components={"verbruik": ComponentUse("meters.stroom")})
    row = {"drager": "warmte", "verbruik": 5, "eenheid": "kwh"}
    shelf.deliver("meters", "alfa", "2023-01", [row])
    assert why(figure(shelf, "energie.verbruik@alfa@2023-01").value) == (
        "er zijn geen passende rijen geleverd", "no fitting rows were delivered"
    )  # fmt: skip


def test_a_month_that_last_year_misses_is_left_out_of_this_year_too(shelf: Shelf) -> None:
    """Eleven months beside the same eleven a year before, each looked up in its own year."""
    changed(
        shelf, "energie.tegen-vorig-jaar", if_missing="onvolledig", applies_when=None,
        small_denominator=None,
    )  # fmt: skip
    meters(shelf, "alfa", *(m for m in MONTHS if m.start.month != 8), amount=100)
    meters(shelf, "alfa", *Period.year(2024).months(), amount=50)
    found = figure(shelf, "energie.tegen-vorig-jaar@alfa@2024")
    assert found.matched is not None
    assert (found.matched.cells, found.matched.expected) == (11, 12)
    values = {c.alias: c.value for c in found.components}
    assert sorted(values.values()) == [11 * 50, 11 * 100]
