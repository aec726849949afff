"""Who counts at whom, about which period, and how a figure came in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.rows import Shelf
from verantwoord.engine.formulas import parameter_used
from verantwoord.engine.spans import spans_it_straddles, spans_of
from verantwoord.engine.structure import ORGANISATION, POPULATION, Structure, is_in
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import ComponentUse, ParameterUse
from verantwoord.model.organisation import Organisations, Population, Succession
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.text import Source, Text

GRAINS = (Grain.YEAR, Grain.QUARTER, Grain.MONTH)
JULY = dt.date(2024, 7, 1)


def row(amount: int, carrier: str = "stroom") -> dict[str, Any]:
    return {"drager": carrier, "verbruik": amount, "eenheid": "kwh"}


def changed(shelf: Shelf, indicator: str, **fields: Any) -> None:
    """Change an indicator of the pack of a shelf."""
    other = replace(shelf.pack.indicators[indicator], **fields)
    indicators = {**shelf.pack.indicators, indicator: other}
    shelf.pack = replace(shelf.pack, indicators=indicators)


def figure(shelf: Shelf, key: str, **options: Any) -> Figure:
    indicator = key.partition("@")[0]
    return shelf.compute(indicators=[indicator], **options).figures[key]


def test_a_period_counts_in_the_spans_that_hold_all_of_it() -> None:
    quarter = Period.parse("2024-Q1")
    assert spans_of(quarter, GRAINS) == (Period.year(2024), quarter)
    assert spans_of(Period.parse("2024-01-31"), GRAINS)[2] == Period.month(2024, 1)
    assert spans_of(Period.parse("2023-12/2024-01"), GRAINS) == ()


def test_a_period_straddles_the_spans_that_hold_a_part_of_it() -> None:
    months = spans_it_straddles(Period.parse("2024-Q1"), GRAINS)
    assert months == tuple(Period.year(2024).months()[:3])
    winter = spans_it_straddles(Period.parse("2023-12/2024-01"), (Grain.YEAR,))
    assert winter == (Period.year(2023), Period.year(2024))
    assert spans_it_straddles(Period.month(2024, 1), GRAINS) == ()


def test_a_quarter_is_part_of_its_year_and_of_no_month(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2024-Q1", [row(30)])
    assert figure(shelf, "energie.verbruik@alfa@2024").value == 30
    assert figure(shelf, "energie.verbruik@alfa@2024-Q1").value == 30
    for month in ("2024-01", "2024-02", "2024-03"):
        assert isinstance(figure(shelf, f"energie.verbruik@alfa@{month}").value, Absent)


def test_who_is_excluded_does_not_count_for_a_population(shelf: Shelf) -> None:
    organisations = shelf.pack.organisations
    without = replace(organisations.populations["alle"], excluding=("beta",))
    shelf.pack = replace(
        shelf.pack, organisations=replace(organisations, populations={"alle": without})
    )
    shelf.deliver("meters", "alfa", "2024-01", [row(1)])
    shelf.deliver("meters", "beta", "2024-01", [row(10)])
    assert figure(shelf, "energie.verbruik@land@2024-01").value == 1


def test_below_an_excluded_organisation_one_is_excluded_too() -> None:
    population = Population("p", Text("P"), "land", ("alfa", "kust"), ("beta",))
    assert is_in(population, ["dienst", "alfa", "land"])
    assert is_in(population, ["gamma", "kust", "land"])
    assert not is_in(population, ["beta", "kust", "land"])
    assert not is_in(population, ["dienst", "beta", "kust", "land"])


def test_the_members_of_a_population_limit_its_total() -> None:
    """Three populations of the practice pack once named two members and counted everybody."""
    trial = Population("p", Text("De proef"), "land", ("alfa", "beta"))
    assert is_in(trial, ["alfa", "land"])
    assert not is_in(trial, ["gamma", "land"])
    assert not is_in(trial, ["dienst", "gamma", "land"])
    assert not is_in(trial, ["elders"])


def test_what_is_delivered_about_the_whole_itself_counts_in_its_total() -> None:
    assert is_in(Population("p", Text("P"), "land", ("alfa",)), ["land"])
    assert is_in(Population("p", Text("P"), "land", ("alfa",)), ["land", "wereld"])
    assert not is_in(Population("p", Text("P"), "land", ("alfa",), ("land",)), ["land"])


def test_the_whole_as_a_member_of_itself_is_everybody_below_it() -> None:
    everybody = Population("p", Text("P"), "land", ("land",))
    assert is_in(everybody, ["gamma", "land"])
    assert is_in(everybody, ["dienst", "gamma", "land"])


def test_a_total_is_the_sum_of_its_members_whoever_else_delivers(shelf: Shelf) -> None:
    organisations = shelf.pack.organisations
    trial = replace(organisations.populations["alle"], members=("alfa",))
    shelf.pack = replace(
        shelf.pack, organisations=replace(organisations, populations={"alle": trial})
    )
    shelf.deliver("meters", "alfa", "2024-01", [row(1)])
    shelf.deliver("meters", "dienst-a", "2024-01", [row(2)])
    shelf.deliver("meters", "beta", "2024-01", [row(10)])
    shelf.deliver("meters", "land", "2024-01", [row(100)])
    assert figure(shelf, "energie.verbruik@alfa@2024-01").value == 3
    assert figure(shelf, "energie.verbruik@land@2024-01").value == 103


def test_each_part_counts_once_whatever_the_members(mini: Pack) -> None:
    targets = Structure(mini.organisations, None).targets("dienst-a", JULY)
    assert targets == {
        (ORGANISATION, "dienst-a"): 1,
        (ORGANISATION, "alfa"): 1,
        (ORGANISATION, "land"): 1,
        (POPULATION, "alle"): 1,
    }


def test_what_was_delivered_about_the_first_day_is_already_the_successors(mini: Pack) -> None:
    """The succession is on 1 July: July is delivered by the heirs, June by beta."""
    carried = mini.organisations.carried_to
    later = dt.date(2024, 12, 31)
    assert carried("beta", JULY, later) == {"beta": 1}
    june = carried("beta", dt.date(2024, 6, 30), later)
    assert june == {"gamma": Decimal("0.6"), "delta": Decimal("0.4")}
    assert carried("beta", dt.date(2024, 6, 30), JULY) == june
    assert carried("beta", dt.date(2024, 6, 30), dt.date(2024, 6, 30)) == {"beta": 1}


def test_a_period_that_begins_on_the_day_of_a_succession_is_not_restated(shelf: Shelf) -> None:
    for who, month in (("beta", "2024-06"), ("gamma", "2024-07")):
        shelf.deliver("meters", who, month, [row(10)])
    found = shelf.compute(indicators=["energie.verbruik"], structure_on=dt.date(2024, 12, 31))
    assert "energie.verbruik@gamma@2024-06@structuur=2024-12-31" in found.figures
    assert "energie.verbruik@gamma@2024-07@structuur=2024-12-31" not in found.figures


def test_shares_of_shares_are_exact_beyond_28_digits(mini: Pack) -> None:
    third = Decimal("0." + "3" * 15)
    source = Source("verzonnen")
    chain = (
        Succession(JULY, "beta", "gamma", third, source),
        Succession(JULY, "beta", "delta", 1 - third, source),
        Succession(dt.date(2024, 8, 1), "gamma", "alfa", third, source),
        Succession(dt.date(2024, 8, 1), "gamma", "dienst-a", 1 - third, source),
    )
    organisations = Organisations(mini.organisations.by_id, chain, {})
    carried = organisations.carried_to("beta", dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert sum(carried.values()) == 1
    assert str(carried["alfa"]) == "0." + str((10**15 // 3) ** 2).zfill(30)


def test_the_whole_population_stands_beside_each_part_of_a_dimension(shelf: Shelf) -> None:
    """The share of one carrier is of the energy of all organisations and all carriers."""
    uses = {
        "x": ComponentUse(component="meters.verbruik"),
        "w": ComponentUse(component="meters.verbruik", whole_population=True),
    }
    changed(shelf, "energie.verbruik", components=uses, formula="x / w", unit="ratio")
    shelf.deliver("meters", "alfa", "2024-01", [row(10), row(30, "warmte")])
    shelf.deliver("meters", "beta", "2024-01", [row(60)])
    assert figure(shelf, "energie.verbruik@alfa@2024-01").value == Decimal("0.4")
    part = figure(shelf, "energie.verbruik@alfa@2024-01@drager=warmte")
    assert part.value == Decimal("0.3")
    assert [c.value for c in part.components] == [30, 100]


def test_two_published_values_of_one_period_are_never_added_up(shelf: Shelf) -> None:
    dataset = replace(shelf.pack.datasets["meters"], kind="gepubliceerd")
    shelf.pack = replace(
        shelf.pack, datasets={**shelf.pack.datasets, "meters": dataset}, requests={}
    )
    shelf.deliver("meters", "alfa", "2024-01", [row(5)])
    shelf.deliver("meters", "beta", "2024-01", [row(5), row(6)])
    assert figure(shelf, "energie.verbruik@alfa@2024-01").value == 5
    both = figure(shelf, "energie.verbruik@beta@2024-01").value
    assert isinstance(both, Absent)
    assert both.why() == "er zijn 2 gepubliceerde waarden voor dezelfde periode"
    assert both.why("en") == "there are 2 published values for the same period"


@pytest.mark.parametrize(("on", "expected"), [("start", 10), ("end", 8)])
def test_a_parameter_is_looked_up_on_the_first_or_the_last_day(
    mini: Pack, on: str, expected: int
) -> None:
    """The norm goes from 10 to 8 on 1 January 2024."""
    use = ParameterUse(parameter="energie.norm", on=on)
    span = Period.parse("2023-12/2024-01")
    used = parameter_used(mini.parameters["energie.norm"], "norm", use, span)
    assert used.value == expected
    assert used.day == (span.start if on == "start" else span.last_day)


def test_a_parameter_that_changes_within_the_period_is_unknown(mini: Pack) -> None:
    use = ParameterUse(parameter="energie.norm")
    norm = mini.parameters["energie.norm"]
    assert isinstance(parameter_used(norm, "n", use, Period.parse("2023-12/2024-01")).value, Absent)
    assert parameter_used(norm, "n", use, Period.year(2023)).value == 10
    before = parameter_used(norm, "n", use, Period.year(2022))
    assert "geen waarde op 1-1-2022" in str(before.value) and before.chosen is None
    assert "nog niet vastgesteld" in str(parameter_used(norm, "n", use, Period.year(2025)).value)
    year_back = ParameterUse(parameter="energie.norm", shift_years=-1)
    assert parameter_used(norm, "n", year_back, Period.year(2024)).value == 10


@pytest.mark.parametrize(("received", "late"), [("2024-02-20", 0), ("2024-02-21", 1)])
def test_late_begins_on_the_day_after_the_due_day(shelf: Shelf, received: str, late: int) -> None:
    """January is due twenty days after its last day."""
    shelf.deliver("meters", "alfa", "2024-01", [row(5)], received=received)
    assert figure(shelf, "energie.verbruik@alfa@2024-01").quality.late == late


def test_a_correction_of_what_came_in_time_is_not_late(shelf: Shelf) -> None:
    old = shelf.deliver("meters", "alfa", "2024-01", [row(5)], received="2024-02-01")
    shelf.deliver("meters", "alfa", "2024-01", [row(6)], received="2024-05-01", replaces=old)
    found = figure(shelf, "energie.verbruik@alfa@2024-01")
    assert (found.value, found.quality.late, found.quality.restated) == (6, 0, 1)


def test_half_of_a_delivery_goes_with_half_of_an_organisation(shelf: Shelf) -> None:
    shelf.deliver("meters", "beta", "2024-06", [row(10)])
    on = dt.date(2024, 12, 31)
    found = figure(shelf, f"energie.verbruik@gamma@2024-06@structuur={on}", structure_on=on)
    assert found.value == 6
    (part,) = found.components[0].contributions
    assert (part.organisation, part.amount, part.share) == ("beta", 6, Decimal("0.6"))


def test_rows_of_a_view_count_at_whom_and_when_they_are_about(shelf: Shelf) -> None:
    """One file of alfa with rows of beta, and with two months: a view over it changes neither."""
    rows = [
        {**row(10), "_periode": "2023-01"},
        {**row(20), "_periode": "2023-02"},
        {**row(40), "_periode": "2023-02", "_organisatie": "beta"},
    ]
    shelf.deliver("meters", "alfa", "2023", rows)
    changed(shelf, "energie.uitstoot", periods=("maand", "jaar"))
    found = shelf.compute(indicators=["energie.uitstoot"]).figures
    alone = {
        key: found[f"energie.uitstoot@{key}"].components[0].value
        for key in ("alfa@2023-01", "alfa@2023-02", "beta@2023-02", "beta@2023-01")
    }
    assert alone["alfa@2023-01"] * 2 == alone["alfa@2023-02"]
    assert alone["alfa@2023-01"] * 4 == alone["beta@2023-02"]
    assert isinstance(alone["beta@2023-01"], Absent)


@pytest.mark.parametrize("scope", ["total", "both", "each"])
def test_a_sector_that_delivers_as_one_has_its_figure(shelf: Shelf, scope: str) -> None:
    """The whole of a population may be its only member: there is one figure, and it is there."""
    organisations = shelf.pack.organisations
    alone = replace(organisations.populations["alle"], organisation="alfa", members=("alfa",))
    populations = {**organisations.populations, "alle": alone}
    shelf.pack = replace(shelf.pack, organisations=replace(organisations, populations=populations))
    changed(shelf, "energie.verbruik", scope=scope)
    shelf.deliver("meters", "alfa", "2024-01", [row(7)])
    found = shelf.compute(indicators=["energie.verbruik"], structure_on=dt.date(2024, 1, 1)).figures
    assert [k for k in found if k.endswith("@2024")] == ["energie.verbruik@alfa@2024"]
    assert found["energie.verbruik@alfa@2024"].value == 7


def test_a_figure_says_in_which_part_of_its_period_the_organisation_existed(shelf: Shelf) -> None:
    """Half a year of Beta stood beside the whole year before it, as 'lower'."""
    for month in range(1, 7):
        shelf.deliver("meters", "beta", f"2024-{month:02}", [row(10)])
    later = dt.date(2024, 12, 31)
    figures = shelf.compute(indicators=["energie.verbruik"], structure_on=later).figures
    half = Period(dt.date(2024, 1, 1), JULY, Grain.RANGE)
    assert figures["energie.verbruik@beta@2024"].existed == half
    assert figures["energie.verbruik@beta@2024-06"].existed is None
    assert figures["energie.verbruik@land@2024"].existed is None
    restated = [f for f in figures.values() if f.structure is not None]
    assert restated and all(f.existed is None for f in restated)


def test_a_figure_about_one_month_is_whole_when_the_organisation_existed_then(
    shelf: Shelf,
) -> None:
    use = replace(shelf.pack.indicators["energie.verbruik"].components["verbruik"], months=(6,))
    changed(shelf, "energie.verbruik", components={"verbruik": use})
    shelf.deliver("meters", "beta", "2024-06", [row(10)])
    assert figure(shelf, "energie.verbruik@beta@2024").existed is None
