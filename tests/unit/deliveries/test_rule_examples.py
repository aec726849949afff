"""The examples of a rule are its tests: one that does not do what it says is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.deliveries.factory import column, dataset, rule, with_dataset
from verantwoord.deliveries.rule_examples import failing_examples, holds
from verantwoord.model.dataset import Dataset, Rule, RuleExamples
from verantwoord.model.pack import Pack

COLUMNS = (
    column("a", "decimal"),
    column("b", "decimal"),
    column("code", "code", codes=("1", "2")),
    column("moment", "timestamp"),
    column("ja", "boolean"),
)
FACTOR = {"grens": "energie.norm"}  # 10, then 8, then not known


def made(pack: Pack, *rules: Rule) -> tuple[Pack, Dataset]:
    """Put a dataset with some rules in a pack, as if it stood in its own folder."""
    definition = dataset(*COLUMNS, rules=rules)
    pack = with_dataset(pack, definition)
    origins = {**pack.origins, "dataset:proef": pack.info.id}
    return replace(pack, origins=origins), definition


def with_examples(one: Rule, passes: dict[str, Any], fails: dict[str, Any]) -> Rule:
    return replace(one, examples=RuleExamples(passes, fails))


def said(pack: Pack, one: Rule, passes: dict[str, Any], fails: dict[str, Any]) -> list[str]:
    return failing_examples(made(pack, with_examples(one, passes, fails))[0])


def test_examples_that_do_what_they_say_give_no_line(mini: Pack) -> None:
    assert said(mini, rule("r", "a <= b"), {"a": 1, "b": 2}, {"a": 2, "b": 1}) == []


def test_an_example_that_does_the_other_thing_is_named(mini: Pack) -> None:
    assert said(mini, rule("r", "a <= b"), {"a": 2, "b": 1}, {"a": 1, "b": 1}) == [
        "regel proef.r: voorbeeld 'passes' voldoet niet",
        "regel proef.r: voorbeeld 'fails' voldoet",
    ]


def test_what_is_not_filled_in_breaks_no_rule_that_skips_it(mini: Pack) -> None:
    assert said(mini, rule("r", "a <= b"), {"a": 2}, {"a": 2}) == [
        "regel proef.r: voorbeeld 'fails' voldoet"
    ]


@pytest.mark.parametrize(
    ("example", "reason"),
    [
        ({"a": 1, "gas": 2, "c": 3}, "kolom c, gas is er niet"),
        ({"a": 1, "b": 2, "moment": "gisteren"}, "gisteren"),
    ],
)
def test_an_example_that_cannot_be_read_is_a_line_and_no_crash(
    mini: Pack, example: dict[str, Any], reason: str
) -> None:
    (line,) = said(mini, rule("r", "a <= b"), example, {"a": 2, "b": 1})
    assert line.startswith("regel proef.r: voorbeeld 'passes' is niet te lezen (")
    assert reason in line


def test_a_parameter_is_as_it_was_last_known(mini: Pack) -> None:
    """Ten, then eight, then not known yet: the example is held against eight."""
    one = rule("r", "a <= grens", parameters=FACTOR)
    assert said(mini, one, {"a": 8}, {"a": 9}) == []


def test_a_parameter_that_was_never_known_makes_the_example_unreadable(mini: Pack) -> None:
    norm = mini.parameters["energie.norm"]
    never = replace(norm, values=norm.values[-1:])
    pack = replace(mini, parameters={**mini.parameters, "energie.norm": never})
    found = said(pack, rule("r", "a <= grens", parameters=FACTOR), {"a": 8}, {"a": 9})
    assert len(found) == 2
    assert all("parameter energie.norm is nooit bekend" in line for line in found)


def test_outside_its_season_a_rule_is_passed(mini: Pack) -> None:
    one = rule(
        "r", "uren <= vorig_uren", level="previous", measures={"uren": "sum(a)"},
        periods_back=1, when="maand = 12",
    )  # fmt: skip
    pack, definition = made(mini, one)
    example = {"current": {"uren": 5}, "previous": {"uren": 4}}
    assert not holds(pack, definition, one, {**example, "maand": 12})
    assert holds(pack, definition, one, {**example, "maand": 11})


def test_each_group_of_a_table_rule_is_judged_by_itself(mini: Pack) -> None:
    one = rule("r", "som <= 10", level="table", by=("code",), measures={"som": "sum(a)"})
    pack, definition = made(mini, one)
    apart = {"rows": [{"a": 6, "code": 1}, {"a": 5, "code": 2}]}
    together = {"rows": [{"a": 6, "code": 1}, {"a": 5, "code": 1}]}
    assert holds(pack, definition, one, apart)
    assert not holds(pack, definition, one, together)
    assert holds(pack, definition, one, {"rows": []})
    whole = rule("r", "aantal > 0", level="table", measures={"aantal": "count(*)"})
    assert not holds(*made(mini, whole), whole, {"rows": []})


@pytest.mark.parametrize(
    ("check", "passes", "fails"),
    [
        ("code = '1'", {"code": 1}, {"code": 2}),  # YAML reads a code of digits as a number
        ("ja", {"ja": True}, {"ja": False}),
        ("a = 1", {"a": 1}, {"a": 2}),
    ],
)
def test_a_value_is_read_as_its_column_is(
    mini: Pack, check: str, passes: dict[str, Any], fails: dict[str, Any]
) -> None:
    assert said(mini, rule("r", check), passes, fails) == []
