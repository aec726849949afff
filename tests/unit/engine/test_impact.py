"""Which figures depend on a parameter, and what another value would do to them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.rows import Shelf
from verantwoord.engine.impact import Change, changes, depending_on, with_value
from verantwoord.model.pack import Pack


def power(amount: int, carrier: str = "stroom") -> dict[str, object]:
    return {"drager": carrier, "verbruik": amount, "eenheid": "kwh"}


def test_an_indicator_depends_on_the_parameters_of_its_formula_and_of_its_view(mini: Pack) -> None:
    """The factor stands in no formula: only in the SQL of the derived dataset."""
    assert depending_on(mini, "energie.norm") == {"energie.per-fte"}
    assert depending_on(mini, "energie.factor") == {"energie.uitstoot"}
    assert depending_on(mini, "bestaat.niet") == set()


def test_another_factor_changes_what_is_made_with_it_and_nothing_else(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2024-03", [power(100)])
    wanted = ["energie.uitstoot", "energie.verbruik"]
    before = shelf.compute(indicators=wanted).figures
    factor = shelf.pack.parameters["energie.factor"]
    shelf.pack = with_value(shelf.pack, factor, Decimal("0.7"), "stroom")
    after = shelf.compute(indicators=wanted).figures
    assert changes(before, after) == [
        Change("energie.uitstoot@alfa@2024", Decimal(40), Decimal(70)),
        Change("energie.uitstoot@land@2024", Decimal(40), Decimal(70)),
    ]


def test_the_other_value_holds_for_one_key_only_and_for_all_time(mini: Pack) -> None:
    factor = mini.parameters["energie.factor"]
    changed = with_value(mini, factor, Decimal(9), "warmte").parameters["energie.factor"]
    assert [(v.key, v.value) for v in changed.values] == [
        ("stroom", Decimal("0.5")), ("stroom", Decimal("0.4")), ("warmte", 9),
    ]  # fmt: skip
    norm = with_value(mini, mini.parameters["energie.norm"], Decimal(9), None)
    assert [(v.value, v.unknown) for v in norm.parameters["energie.norm"].values] == [(9, None)] * 3
    assert mini.parameters["energie.norm"].values[0].value == 10  # a look ahead, nothing more


def test_a_figure_that_was_not_there_before_is_no_change(shelf: Shelf) -> None:
    shelf.deliver("meters", "alfa", "2024-03", [power(100)])
    after = shelf.compute(indicators=["energie.verbruik"]).figures
    assert changes({}, after) == []
    (first, *_) = after
    other = {first: replace(after[first], value=Decimal(1))}
    assert [c.figure for c in changes(other, after)] == [first]
