"""The hash of a definition changes with what can judge a file otherwise, and with nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest

from tests.unit.deliveries.factory import column, dataset, rule
from verantwoord.deliveries.definition import definition_sha256
from verantwoord.model.dataset import (
    CellGrain,
    Column,
    ColumnChange,
    ColumnType,
    Dated,
    DatedAs,
    FormerName,
    Missing,
    Rule,
    RuleExamples,
    RuleLevel,
    Severity,
)
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain
from verantwoord.model.text import Source, Text

DAY, LATER = dt.date(2024, 1, 1), dt.date(2024, 6, 1)
WHY = Text("omdat")
COLUMN = column("a", "decimal")
RULE = rule("r", "a > 0")
WITH_CODES = column("c", "code", codes=("x", "y"), required=True)

# field -> another value; what is not here is no part of the hash, and says why
OF_A_COLUMN: dict[str, Any] = {
    "name": "b", "type": ColumnType.INTEGER, "title": Text("B"), "required": True, "key": True,
    "language": "en", "unit": "kwh", "unit_column": "eenheid", "unit_codes": {"x": "kwh"},
    "scale": 2, "codes": ("x",), "role": "period", "means": {"x": "y"}, "grain": "maand",
    "undated": ("onbekend",), "dated": Dated(DatedAs.ANY, WHY), "null_texts": ("-",),
    "was": (FormerName("oud", LATER),),
}  # fmt: skip
CODE = column("a", "code", codes=("y",))
FITS = {"codes": CODE, "means": replace(CODE, role="nature"), "grain": column("a", "period"),
        "undated": column("a", "period"), "dated": column("a", "date")}  # fmt: skip
CHOSEN_BY_THE_DAY = {"holds_from", "holds_until", "changes"}
OF_A_RULE: dict[str, Any] = {
    "id": "proef.s", "level": RuleLevel.TABLE, "severity": Severity.WARNS, "check": "a >= 0",
    "missing": Missing.ZERO, "parameters": {"norm": "energie.norm"}, "by": ("a",),
    "measures": {"m": "sum(a)"}, "periods_back": 2, "when": "maand = 1",
}  # fmt: skip
WORDS: dict[str, Any] = {
    "category": "privacy", "expected": WHY, "action": WHY, "source": Source("wet"),
    "examples": RuleExamples({"a": 1}, {"a": 0}),
}  # fmt: skip


def sha(pack: Pack, *columns: Column, day: dt.date = DAY, **more: Any) -> str:
    return definition_sha256(dataset(*columns, **more).on(day), pack, day)


def test_every_field_of_a_column_and_rule_is_looked_at() -> None:
    assert {f.name for f in fields(Column)} == {*OF_A_COLUMN, *CHOSEN_BY_THE_DAY}
    assert {f.name for f in fields(Rule)} == {*OF_A_RULE, *WORDS} | CHOSEN_BY_THE_DAY - {"changes"}


@pytest.mark.parametrize("name", OF_A_COLUMN)
def test_what_a_column_holds_is_part_of_it(mini: Pack, name: str) -> None:
    one = FITS.get(name, COLUMN)  # not every column may have everything
    assert sha(mini, replace(one, **{name: OF_A_COLUMN[name]})) != sha(mini, one)


@pytest.mark.parametrize("name", OF_A_RULE)
def test_what_a_rule_tests_is_part_of_it(mini: Pack, name: str) -> None:
    other = replace(RULE, **{name: OF_A_RULE[name]})
    assert sha(mini, COLUMN, rules=[other]) != sha(mini, COLUMN, rules=[RULE])


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_a_rule_are_not(mini: Pack, name: str) -> None:
    other = replace(RULE, **{name: WORDS[name]})
    assert sha(mini, COLUMN, rules=[other]) == sha(mini, COLUMN, rules=[RULE])


@pytest.mark.parametrize(
    "other",
    [
        {"scale": 0},  # not the three decimals of what says nothing
        {"scale": 3, "unit": "kwh"},
        {"dated": Dated(DatedAs.WITHIN, WHY, 15)},
        {"dated": Dated(first_year=2000)},
        {"dated": Dated(last_year=2030)},
        {"dated": Dated(DatedAs.BY_END, WHY)},
    ],
)
def test_values_that_look_like_nothing_are_something(mini: Pack, other: dict[str, Any]) -> None:
    one = column("a", "timestamp") if "dated" in other else COLUMN
    assert sha(mini, one) != sha(mini, replace(one, **other))


def test_a_reason_is_words(mini: Pack) -> None:
    one, two = (column("a", "date", dated=Dated(DatedAs.ANY, Text(t))) for t in ("a", "b"))
    assert sha(mini, one) == sha(mini, two)


@pytest.mark.parametrize(
    "more",
    [{"kind": "gepubliceerd"}, {"grain": CellGrain(Grain.DAY)}, {"grain": CellGrain(sub_unit="a")},
     {"grain": CellGrain(without_rows="covered")}],
)  # fmt: skip
def test_what_a_cell_is_belongs_to_it(mini: Pack, more: dict[str, Any]) -> None:
    assert sha(mini, COLUMN, **more) != sha(mini, COLUMN)


def test_the_order_of_columns_and_rules_is_part_of_it(mini: Pack) -> None:
    two, other = column("b"), rule("s", "a < 9")
    assert sha(mini, COLUMN, two) != sha(mini, two, COLUMN)
    assert sha(mini, COLUMN, rules=[RULE, other]) != sha(mini, COLUMN, rules=[other, RULE])


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ({"holds_from": LATER}, False, True),  # is the column asked on the day?
        ({"holds_until": LATER}, True, False),
        ({"changes": (ColumnChange(LATER, required=False),)}, True, True),
    ],
)
def test_a_time_counts_by_what_holds_on_the_day(
    mini: Pack, change: dict[str, Any], before: bool, after: bool
) -> None:
    plain, other = column("b"), replace(column("b"), **change)
    for day, asked in ((DAY, before), (LATER, after)):
        with_it, without = sha(mini, COLUMN, plain, day=day), sha(mini, COLUMN, day=day)
        assert sha(mini, COLUMN, other, day=day) == (with_it if asked else without)


def test_a_change_of_codes_counts_from_its_day(mini: Pack) -> None:
    wide, narrow = (column("c", "code", codes=c) for c in (("x", "y"), ("x",)))
    changed = replace(wide, changes=(ColumnChange(LATER, codes=("x",)),))
    assert sha(mini, changed) == sha(mini, wide)
    assert sha(mini, changed, day=LATER) == sha(mini, narrow, day=LATER)


def test_a_parameter_counts_by_its_value_on_the_day(mini: Pack) -> None:
    norm = rule("r", "a < norm", parameters={"norm": "energie.norm"})
    years = [dt.date(y, 1, 1) for y in (1990, 2023, 2024, 2025)]  # unknown, 10, 8, not set yet
    assert len({sha(mini, COLUMN, rules=[norm], day=d) for d in years}) == 4
    assert sha(mini, COLUMN, rules=[RULE], day=years[0]) == sha(mini, COLUMN, rules=[RULE])


def test_what_a_log_has_kept_stays_the_hash_of_the_same_definition(mini: Pack) -> None:
    """A name of a part that changes here makes every delivery one of another definition."""
    norm = rule("r", "a < norm", parameters={"norm": "energie.norm"})
    columns = (replace(COLUMN, scale=0, was=(FormerName("oud", LATER),)), WITH_CODES)
    whole = sha(mini, *columns, rules=[norm], grain=CellGrain(sub_unit="c"))
    assert whole == "e50bb9f15c629a84fc68696724bbebbd012f12234bba0e2d6851539092b4f326"
