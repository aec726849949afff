"""What was known on which day: corrections, late files, what is due, and what would count twice.

A file of January 2024 is due on 20 February: twenty days after its last day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.rows import Shelf
from tests.unit.engine.stories import Story, country, day, lines, shown
from verantwoord.engine.errors import EngineError
from verantwoord.engine.facts import Store
from verantwoord.engine.inputs import Inputs
from verantwoord.engine.structure import Structure
from verantwoord.formula.quantities import Absent
from verantwoord.model.delivery import Cell, Delivery, counting, current, first_received
from verantwoord.model.figure import Figure
from verantwoord.model.period import Grain, Period


def row(amount: int | str) -> dict[str, Any]:
    return {"drager": "stroom", "verbruik": Decimal(amount), "eenheid": "kwh"}


def alone(shelf: Shelf, *, first: str = "2024-01", last: str = "2024-12") -> None:
    """Ask alfa only."""
    request = replace(
        shelf.pack.requests["meters"],
        organisations=("alfa",),
        first=Period.parse(first),
        last=Period.parse(last),
    )
    organisations = country("land:\nalfa: land", populations="alle of land: alfa")
    shelf.pack = replace(
        shelf.pack, requests={"meters": request}, organisations=organisations, goals={}
    )


def january(shelf: Shelf, known_on: str | None = None) -> Figure:
    figures = shelf.compute(
        indicators=["energie.verbruik"], known_on=None if known_on is None else day(known_on)
    ).figures
    return figures["energie.verbruik@alfa@2024-01"]


# January came on 10 February with 5, was corrected to 7 on 1 March and to 6 on 1 May
TOLD = [
    ("2024-01-31", "- nog niet geleverd 0/1", 0),
    ("2024-02-09", "- nog niet geleverd 0/1", 0),
    ("2024-02-10", "5 gemeten 1/1", 0),
    ("2024-02-29", "5 gemeten 1/1", 0),
    ("2024-03-01", "7 gemeten 1/1", 1),
    ("2024-04-30", "7 gemeten 1/1", 1),
    ("2024-05-01", "6 gemeten 1/1", 1),
    (None, "6 gemeten 1/1", 1),
]


@pytest.mark.parametrize(("on", "wanted", "restated"), TOLD)
def test_a_figure_is_what_was_known_on_the_day(
    on: str | None, wanted: str, restated: int, shelf: Shelf
) -> None:
    alone(shelf)
    first = shelf.deliver("meters", "alfa", "2024-01", [row(5)], "2024-02-10")
    second = shelf.deliver("meters", "alfa", "2024-01", [row(7)], "2024-03-01", first)
    shelf.deliver("meters", "alfa", "2024-01", [row(6)], "2024-05-01", second)
    found = january(shelf, on)
    assert shown(found) == wanted
    assert (found.quality.late, found.quality.restated) == (0, restated)
    assert found.known_on == (None if on is None else day(on))


# of a file that came after its due day: what was said on which day
LATE = [
    ("2024-02-20", "- nog niet geleverd 0/1", "dat moet uiterlijk op 20-2-2024"),
    ("2024-02-21", "- te laat 0/1", "die had er op 20-2-2024 moeten zijn"),
    ("2024-03-09", "- te laat 0/1", "die had er op 20-2-2024 moeten zijn"),
    ("2024-03-10", "5 gemeten 1/1", ""),
]


@pytest.mark.parametrize(("on", "wanted", "why"), LATE)
def test_what_came_late_was_late_until_it_came(
    on: str, wanted: str, why: str, shelf: Shelf
) -> None:
    alone(shelf)
    shelf.deliver("meters", "alfa", "2024-01", [row(5)], "2024-03-10")
    found = january(shelf, on)
    assert shown(found) == wanted
    if why:
        assert isinstance(found.value, Absent) and found.value.reason.endswith(why)
    else:
        assert found.quality.late == 1


def made(name: str, received: str, *replaces: str, unasked: bool = False) -> Delivery:
    return Delivery(
        name, "meters", "alfa", Period.month(2024, 1), f"{name}.csv", "f", "r", "s", 1,
        day(received), replaces, unasked=unasked,
    )  # fmt: skip


CHAINS = [
    # deliveries as name, day, what it replaces -> per day which count
    ("a 2024-01-01", "2023-12-31", ""),
    ("a 2024-01-01", "2024-01-01", "a"),
    ("a 2024-01-01\nb 2024-02-01 a", "2024-01-31", "a"),
    ("a 2024-01-01\nb 2024-02-01 a", "2024-02-01", "b"),
    ("a 2024-01-01\nb 2024-02-01 a\nc 2024-03-01 b", "2024-02-28", "b"),
    ("a 2024-01-01\nb 2024-02-01 a\nc 2024-03-01 b", None, "c"),
    ("a 2024-01-01\nb 2024-01-02\nc 2024-03-01 a b", "2024-02-01", "a b"),
    ("a 2024-01-01\nb 2024-01-02\nc 2024-03-01 a b", "2024-03-01", "c"),
    ("a 2024-01-01\nb 2024-01-02\nc 2024-03-01 a", None, "b c"),
]


@pytest.mark.parametrize(("text", "on", "wanted"), CHAINS)
def test_of_each_chain_the_newest_counts(text: str, on: str | None, wanted: str) -> None:
    each = [made(*line.split()) for line in lines(text)]
    found = current(each, None if on is None else day(on))
    assert [d.id for d in found] == wanted.split()
    assert counting(each, None if on is None else day(on)) == found


def test_what_nobody_asked_for_is_current_and_does_not_count() -> None:
    each = [made("a", "2024-01-01"), made("b", "2024-01-01", unasked=True)]
    assert [d.id for d in current(each)] == ["a", "b"]
    assert [d.id for d in counting(each)] == ["a"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a 2024-01-01", "2024-01-01"),
        ("a 2024-01-01\nb 2024-02-01 a", "2024-01-01"),
        ("a 2024-01-01\nb 2024-02-01 a\nc 2024-03-01 b", "2024-01-01"),
        # a year file over two month files: all of it was there when the last of them was
        ("a 2024-01-01\nb 2024-02-01\nc 2024-03-01 a b", "2024-02-01"),
        ("c 2024-03-01 weg", "2024-03-01"),
    ],
)
def test_a_correction_came_when_what_it_corrects_came(text: str, wanted: str) -> None:
    each = {line.split()[0]: made(*line.split()) for line in lines(text)}
    assert first_received(list(each.values())[-1], each) == day(wanted)


# ---- what would count twice ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "cell"),
    [
        ("2024", "2024-01", "2024-01"),
        ("2024-01", "2024", "2024-01"),
        ("2024-Q1", "2024-03", "2024-03"),
        ("2024-H1", "2024-Q2", "2024-04"),
        ("2023-12/2024-01", "2024-01", "2024-01"),
        ("2024-01-01", "2024-01-31", "2024-01"),  # two days of one month are one cell
    ],
)
def test_two_files_about_one_month_stop_the_program(
    first: str, second: str, cell: str, shelf: Shelf
) -> None:
    alone(shelf)
    one = shelf.deliver("meters", "alfa", first, [row(1)])
    two = shelf.deliver("meters", "alfa", second, [row(2)])
    with pytest.raises(EngineError) as caught:
        shelf.compute(indicators=["energie.verbruik"])
    names = [f"{d.id[:12]} ({d.file_name})" for d in (one, two)]
    assert caught.value.in_language("nl") == (
        f"levering {names[0]} en levering {names[1]} gaan allebei over alfa {cell}; dat zou "
        "dubbel tellen. Laat de ene de andere vervangen."
    )
    assert caught.value.in_language("en") == (
        f"delivery {names[0]} and delivery {names[1]} are both about alfa {cell}; that would "
        "count twice. Let one replace the other."
    )


def test_the_sub_unit_is_named_with_what_would_count_twice(shelf: Shelf) -> None:
    alone(shelf)
    for amount in (1, 2):
        one = shelf.deliver("meters", "alfa", "2024-01", [row(amount)])
        cells = (Cell("alfa", Period.month(2024, 1), "meter-7"),)
        shelf.deliveries[shelf.deliveries.index(one)] = replace(one, cells=cells)
    with pytest.raises(EngineError, match=r"alfa 2024-01 \(meter-7\); dat zou dubbel tellen"):
        shelf.compute(indicators=["energie.verbruik"])


@pytest.mark.parametrize(
    ("first", "second"),
    [("2024-01", "2024-02"), ("2024-Q1", "2024-04"), ("2024-H1", "2024-H2"), ("2023", "2024")],
)
def test_what_lies_beside_each_other_counts_once_each(
    first: str, second: str, shelf: Shelf
) -> None:
    alone(shelf, first="2023-01")
    shelf.deliver("meters", "alfa", first, [row(1)])
    shelf.deliver("meters", "alfa", second, [row(2)])
    figures = shelf.compute(indicators=["energie.verbruik"]).figures
    years = [
        f for k, f in figures.items() if k in (f"energie.verbruik@alfa@{y}" for y in (2023, 2024))
    ]
    assert sum(f.value for f in years if isinstance(f.value, Decimal)) == 3


def test_two_organisations_about_one_month_are_two_cells(shelf: Shelf) -> None:
    found = Story(given="alfa 2024-01 1\nbeta 2024-01 2").told(shelf)
    assert shown(found["land@2024-01"]) == "3 gemeten 2/2"


# ---- what is arranged for figures ------------------------------------------------------------


def inputs(shelf: Shelf, known_on: str | None = None) -> Inputs:
    on = None if known_on is None else day(known_on)
    return Inputs(shelf.pack, Store(), counting(shelf.deliveries, on), shelf.deliveries, on)


def test_the_day_as_of_which_is_told_is_that_of_the_question_or_of_the_last_file(
    shelf: Shelf,
) -> None:
    alone(shelf)
    assert inputs(shelf).as_of == dt.date.min
    shelf.deliver("meters", "alfa", "2024-02", [row(1)], "2024-03-05")
    shelf.deliver("meters", "alfa", "2024-01", [row(1)], "2024-02-05")
    assert inputs(shelf).as_of == day("2024-03-05")
    assert inputs(shelf, "2024-02-07").as_of == day("2024-02-07")


@pytest.mark.parametrize(
    ("every", "period", "due"),
    [
        (Grain.MONTH, "2024-01", "2024-02-20"),
        (Grain.MONTH, "2024-02", "2024-03-20"),
        (Grain.QUARTER, "2024-Q1", "2024-04-20"),
        (Grain.YEAR, "2024", "2025-01-20"),
    ],
)
def test_a_file_is_due_some_days_after_its_last_day(
    every: Grain, period: str, due: str, shelf: Shelf
) -> None:
    alone(shelf)
    request = replace(shelf.pack.requests["meters"], every=every)
    shelf.pack = replace(shelf.pack, requests={"meters": request})
    found = inputs(shelf).due
    assert found["meters", "alfa", Period.parse(period)] == day(due)
    assert len(found) == {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 1}[every]


# received, period -> late: anything in it was due before it came
WHEN = [
    ("2024-02-20", "2024-01", False),
    ("2024-02-21", "2024-01", True),
    ("2024-02-21", "2024-Q1", True),  # January of it was due the day before
    ("2024-02-20", "2024-Q1", False),
    ("2025-01-20", "2024-12", False),
    ("2025-01-21", "2024-12", True),
    ("2030-01-01", "2023-12", False),  # nobody asked for it
    ("2030-01-01", "2025-01", False),
]


@pytest.mark.parametrize(("received", "period", "late"), WHEN)
def test_a_file_is_late_when_anything_in_it_was_due_before(
    received: str, period: str, late: bool, shelf: Shelf
) -> None:
    alone(shelf)
    one = shelf.deliver("meters", "alfa", period, [row(1)], received)
    assert inputs(shelf).late(one) is late


@pytest.mark.parametrize(
    ("every", "given", "files", "missing"),
    [
        (Grain.MONTH, "2024-01", 1, 11),
        (Grain.MONTH, "2024-Q1", 1, 9),
        (Grain.QUARTER, "2024-Q1", 1, 3),
        (Grain.QUARTER, "2024-01", 1, 3),  # its quarter is not whole, and is a file that is there
        (Grain.YEAR, "2024-01", 1, 0),
        (Grain.YEAR, "2024", 1, 0),
    ],
)
def test_how_many_files_are_missing_is_counted_as_they_are_asked(
    every: Grain, given: str, files: int, missing: int, shelf: Shelf
) -> None:
    alone(shelf)
    request = replace(shelf.pack.requests["meters"], every=every)
    shelf.pack = replace(shelf.pack, requests={"meters": request})
    shelf.deliver("meters", "alfa", given, [row(1)])
    found = shelf.compute(indicators=["energie.verbruik"]).figures["energie.verbruik@alfa@2024"]
    coverage = found.coverage
    assert (coverage.received, coverage.expected - coverage.received) == (files, missing)
    months = len(Period.parse(given).months())
    assert (coverage.cells, coverage.cells_expected) == (months, 12)


def test_no_file_at_all_makes_every_figure_one_that_did_not_come(shelf: Shelf) -> None:
    alone(shelf)
    figures = shelf.compute(indicators=["energie.verbruik"]).figures
    assert {f.status.value for f in figures.values()} == {"nog niet geleverd"}
    assert len(figures) == 2 * (1 + 4 + 12)  # alfa and the land, year, quarters and months
    on = shelf.compute(indicators=["energie.verbruik"], known_on=day("2030-01-01")).figures
    assert {f.status.value for f in on.values()} == {"te laat"}


def test_only_the_organisations_that_were_asked_for_have_figures(shelf: Shelf) -> None:
    story = Story(given="alfa 2024-01 1\nbeta 2024-01 2")
    every = story.told(shelf)
    other = Shelf(shelf.pack, shelf.folder)
    some = story.told(other, organisations=["beta"])
    assert set(some) == {k for k in every if k.startswith("beta@")}
    assert {k: shown(f) for k, f in some.items()} == {k: shown(every[k]) for k in some}


def test_without_a_day_the_structure_is_that_of_the_last_period(shelf: Shelf) -> None:
    """The last file is about June, so the heirs of July are not there yet."""
    story = Story(
        country="land:\nbeta until 2024-07-01: land\ngamma from 2024-07-01: land",
        heirs="2024-07-01 beta: gamma 1",
        population="alle of land: beta, gamma",
        asked="beta, gamma",
        given="beta 2024-01..2024-06 10",
    )
    assert not [k for k in story.told(shelf) if "structuur" in k]
    assert shelf.compute().structure_on == day("2024-06-30")
    shelf.deliver("meters", "gamma", "2024-07", [row(10)])
    computed = shelf.compute(indicators=["energie.verbruik"])
    assert computed.structure_on == day("2024-07-31")
    assert shown(computed.figures["energie.verbruik@gamma@2024-Q1@structuur=2024-07-31"]) == (
        "30 gemeten 3/3"
    )
    assert Structure(shelf.pack.organisations, None).on is None
