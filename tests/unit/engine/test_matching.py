"""A ratio with gaps is about the same months above and below the line, or there is none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.rows import Shelf
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure, FigureStatus, Matched
from verantwoord.model.indicator import ComponentUse
from verantwoord.model.period import Grain, Period
from verantwoord.wording.coverage import figure_words

MONTHS = Period.year(2023).months()
USES = {"verbruik": ComponentUse("meters.verbruik"), "fte": ComponentUse("fte.stand")}


@pytest.fixture
def ratio(shelf: Shelf) -> Shelf:
    """Energy per fte of what is there, with both as sums over months."""
    return with_fields(shelf, components=USES)


def with_fields(shelf: Shelf, **fields: Any) -> Shelf:
    plain: dict[str, Any] = {
        "if_missing": "onvolledig",
        "applies_when": None,
        "small_denominator": None,
        **fields,
    }
    made = replace(shelf.pack.indicators["energie.per-fte"], **plain)
    indicators = {**shelf.pack.indicators, made.id: made}
    shelf.pack = replace(shelf.pack, indicators=indicators)
    return shelf


def meters(shelf: Shelf, who: str, period: Period | str, amount: int) -> None:
    shelf.deliver(
        "meters", who, str(period), [{"drager": "stroom", "verbruik": amount, "eenheid": "kwh"}]
    )


def fte(shelf: Shelf, who: str, period: Period | str, amount: int) -> None:
    shelf.deliver("fte", who, str(period), [{"fte": amount}])


def figure(shelf: Shelf, who: str, **options: Any) -> Figure:
    found = shelf.compute(indicators=["energie.per-fte"], **options).figures
    return found[f"energie.per-fte@{who}@2023"]


def test_a_missing_month_above_is_left_out_below_too(ratio: Shelf) -> None:
    """Eleven months of use divided by eleven months of staff; not by twelve."""
    for month in MONTHS:
        fte(ratio, "alfa", month, 10)
        if month.start.month != 8:
            meters(ratio, "alfa", month, 50)
    found = figure(ratio, "alfa")
    assert (found.value, found.numerator, found.denominator) == (5, 550, 110)
    assert found.status is FigureStatus.INCOMPLETE
    assert found.matched == Matched(11, 12, 11, 12, Grain.MONTH, several=False)
    assert "teller en noemer gaan over dezelfde 11 van 12 maanden" in figure_words(found)
    assert "(there are 11 of the numerator, 12 of the denominator)" in figure_words(found, "en")


def test_what_is_added_up_again_is_what_was_used(ratio: Shelf) -> None:
    for month in MONTHS:
        fte(ratio, "alfa", month, 10)
    meters(ratio, "alfa", MONTHS[0], 50)
    found = figure(ratio, "alfa")
    parts = {c.alias: c for c in found.components}
    assert [c.amount for c in parts["fte"].contributions] == [10]
    assert parts["fte"].value == 10
    assert (parts["fte"].rows, parts["verbruik"].rows) == (1, 1)


def test_a_month_that_one_ministry_misses_is_kept_of_the_others(ratio: Shelf) -> None:
    """Matched by ministry and month: Beta loses no month because Alfa misses one."""
    for month in MONTHS:
        for who, staff, use in (("alfa", 10, 50), ("beta", 20, 400)):
            fte(ratio, who, month, staff)
            if (who, month.start.month) != ("alfa", 8):
                meters(ratio, who, month, use)
    found = figure(ratio, "land")
    assert (found.numerator, found.denominator) == (11 * 50 + 12 * 400, 11 * 10 + 12 * 20)
    assert found.matched == Matched(23, 24, 23, 24, Grain.MONTH, several=True)


def test_sums_and_complete_ratios_say_nothing_about_matching(ratio: Shelf) -> None:
    for month in MONTHS:
        fte(ratio, "alfa", month, 10)
        meters(ratio, "alfa", month, 50)
    assert figure(ratio, "alfa").matched is None
    assert figure(ratio, "alfa").status is FigureStatus.MEASURED


def test_a_row_about_a_year_cannot_be_matched_with_months(ratio: Shelf) -> None:
    """The staff of a whole year is no staff of eleven months."""
    fte(ratio, "alfa", "2023", 120)
    for month in MONTHS[:11]:
        meters(ratio, "alfa", month, 50)
    found = figure(ratio, "alfa")
    assert isinstance(found.value, Absent)
    assert found.status is FigureStatus.UNKNOWN
    assert found.value.reason == "er is geen maand waarvan teller en noemer er allebei zijn"


def test_a_row_about_a_quarter_counts_when_all_its_months_are_there(ratio: Shelf) -> None:
    fte(ratio, "alfa", "2023-Q1", 30)
    fte(ratio, "alfa", "2023-Q2", 60)
    for month in MONTHS[:5]:
        meters(ratio, "alfa", month, 50)
    found = figure(ratio, "alfa")
    assert (found.numerator, found.denominator) == (150, 30)
    assert found.matched is not None
    assert (found.matched.cells, found.matched.above, found.matched.below) == (3, 5, 6)


def test_a_mean_over_months_cannot_be_matched(shelf: Shelf) -> None:
    uses = {**USES, "fte": ComponentUse("fte.stand", mean=True)}
    with_fields(shelf, components=uses)
    for month in MONTHS:
        fte(shelf, "alfa", month, 10)
    meters(shelf, "alfa", MONTHS[0], 50)
    assert figure(shelf, "alfa").status is FigureStatus.UNKNOWN


def test_a_share_of_all_ministries_is_over_the_months_of_which_all_are_there(
    ratio: Shelf,
) -> None:
    """Alfa's part of the whole: in a month that Beta misses there is no whole."""
    uses = {
        "verbruik": ComponentUse("meters.verbruik"),
        "fte": ComponentUse("meters.verbruik", whole_population=True),
    }
    with_fields(ratio, components=uses)
    for month in MONTHS:
        meters(ratio, "alfa", month, 10 if month.start.month == 8 else 5)
        if month.start.month != 8:
            meters(ratio, "beta", month, 15)
    found = figure(ratio, "alfa")
    assert found.value == Decimal("0.25")
    assert found.matched == Matched(11, 12, 12, 11, Grain.MONTH, several=False)


def test_parts_of_one_file_match_by_themselves(ratio: Shelf) -> None:
    """Both sides are columns of the same rows: what is there is there of both."""
    uses = {n: ComponentUse("meters.verbruik") for n in ("verbruik", "fte")}
    with_fields(ratio, components=uses)
    meters(ratio, "alfa", MONTHS[0], 10)
    found = figure(ratio, "alfa")
    assert (found.value, found.matched) == (1, None)
    assert found.status is FigureStatus.INCOMPLETE


def test_nobody_knows_whether_it_applies_while_a_month_is_missing(ratio: Shelf) -> None:
    """Nine fte of what is there is no proof of fewer than ten: not 'n.v.t.', but unknown."""
    with_fields(ratio, components=USES, applies_when="fte >= 100")
    for month in MONTHS[:9]:
        fte(ratio, "alfa", month, 10)
        meters(ratio, "alfa", month, 50)
    found = figure(ratio, "alfa")
    assert found.status is FigureStatus.UNKNOWN
    assert "of dit geldt, is nog niet te zeggen" in str(found.value)


def test_rows_without_a_value_make_a_figure_incomplete(shelf: Shelf) -> None:
    """'Gemeten' and 'gehaald' while trips had no distance: now it says how many are left out."""
    rows = [{"drager": "stroom", "verbruik": v, "eenheid": "kwh"} for v in (None, 10, None)]
    for month in MONTHS:
        shelf.deliver("meters", "alfa", str(month), rows if month.start.month == 5 else rows[1:2])
    found = shelf.compute(indicators=["energie.verbruik"]).figures["energie.verbruik@alfa@2023"]
    assert (found.value, found.status) == (120, FigureStatus.INCOMPLETE)
    assert figure_words(found).endswith("; 2 rijen zonder waarde tellen niet mee")
    assert figure_words(found, "en").endswith("; 2 rows without a value do not count")
