"""Which keys a rule of each level reads, and what a component of each kind must say.

Every combination is tried: what belongs together is taken, and all else is refused by name.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from tests.conftest import PACKS
from verantwoord.formula import unit_check, units
from verantwoord.formula.errors import ExpressionError
from verantwoord.model.dataset import (
    Aggregate,
    CellGrain,
    Column,
    ColumnType,
    Component,
    Dataset,
    Missing,
    Rule,
    RuleExamples,
    RuleLevel,
    Severity,
    TimeKind,
    ValueSeries,
)
from verantwoord.model.loading import load_pack
from verantwoord.model.people import K, check_dimensions, check_people
from verantwoord.model.rule_kinds import (
    check_component,
    check_rule,
    column_kind,
    column_kinds,
    rule_kinds,
)
from verantwoord.model.text import Text

T = Text("T")
MINI = load_pack(PACKS / "mini")


def column(name: str, kind: str, **more: Any) -> Column:
    codes = ("a", "b") if kind == "code" else ()
    return Column(name, ColumnType(kind), T, required=False, **{"codes": codes, **more})


DATASET = Dataset(
    "d", T, "geleverd",
    (
        column("uren", "decimal", unit="hour"), column("aantal", "integer"),
        column("soort", "code"), column("naam", "text"), column("dag", "date"),
        column("waar", "boolean"), column("tegenpartij", "organisation"),
        column("moment", "timestamp"), column("maand", "period"),
    ),
    grain=CellGrain(sub_unit="naam"), series=ValueSeries("moment", "kwartier", "uren"),
)  # fmt: skip
CHECKS = {
    RuleLevel.ROW: ("uren > 1", None, ()),
    RuleLevel.TABLE: ("u > 1", {"u": "sum(uren)"}, ("soort",)),
    RuleLevel.PREVIOUS: ("u > vorig_u", {"u": "sum(uren)"}, ()),
    RuleLevel.SERIES: ("gat = 0", None, ()),
    RuleLevel.BETWEEN: (
        "links = rechts", {"links": "sum(uren)", "rechts": "sum(uren)"}, ("_organisatie", "soort"),
    ),
}  # fmt: skip


def rule(level: RuleLevel, **more: Any) -> Rule:
    check, measures, by = CHECKS[level]
    given: dict[str, Any] = {"check": check, "measures": measures, "by": by} | more
    return Rule(
        "d.r", level, Severity.BLOCKS, "geldigheid", missing=Missing.SKIP_IF_ANY, expected=T,
        action=T, examples=RuleExamples({}, {}), **given,
    )  # fmt: skip


def refusal(made: Rule) -> str:
    with pytest.raises(ExpressionError) as caught:
        check_rule(made, DATASET)
    assert caught.value.in_language("nl") != caught.value.in_language("en")
    return caught.value.in_language("en")


@pytest.mark.parametrize("level", RuleLevel)
def test_a_rule_of_each_level_that_says_what_it_needs_is_taken(level: RuleLevel) -> None:
    check_rule(rule(level), DATASET)


# which keys a level reads
READS = {
    ("by", RuleLevel.TABLE), ("by", RuleLevel.BETWEEN), ("when", RuleLevel.PREVIOUS),
    ("measures", RuleLevel.TABLE), ("measures", RuleLevel.PREVIOUS),
    ("measures", RuleLevel.BETWEEN),
}  # fmt: skip
GIVEN: dict[str, Any] = {"by": ("soort",), "when": "maand > 1", "measures": {"uren": "sum(uren)"}}


@pytest.mark.parametrize(("key", "level"), list(product(GIVEN, RuleLevel)))
def test_a_key_that_a_level_does_not_read_is_refused(key: str, level: RuleLevel) -> None:
    made = rule(level, **{key: GIVEN[key]} if not getattr(rule(level), key) else {})
    if (key, level) in READS:
        check_rule(made, DATASET)
    else:
        assert refusal(made) == f"rule d.r: '{key}' does not belong to level {level}"


@pytest.mark.parametrize("level", [RuleLevel.TABLE, RuleLevel.PREVIOUS, RuleLevel.BETWEEN])
def test_what_is_about_more_than_a_value_needs_measures(level: RuleLevel) -> None:
    assert refusal(rule(level, measures=None)) == f"rule d.r: level {level} asks for 'measures'"
    assert refusal(rule(level, measures={})) == f"rule d.r: level {level} asks for 'measures'"


@pytest.mark.parametrize(
    "measures",
    [
        {"links": "sum(uren)"},
        {"rechts": "sum(uren)"},
        {"links": "sum(uren)", "rechts": "sum(uren)", "midden": "sum(uren)"},
        {"links": "sum(uren)", "rechter": "sum(uren)"},
    ],
)
def test_between_two_there_are_two_sides(measures: dict[str, str]) -> None:
    said = refusal(rule(RuleLevel.BETWEEN, measures=measures))
    assert said == "rule d.r: level between asks for measures left and right"


@pytest.mark.parametrize("level", [RuleLevel.TABLE, RuleLevel.BETWEEN])
def test_a_result_is_by_columns_that_are_there(level: RuleLevel) -> None:
    said = refusal(rule(level, by=("soort", "weg", "ook_weg")))
    assert said.startswith("rule d.r names ook_weg, weg in 'by'; known are: _organisatie, ")
    without = replace(DATASET, columns=DATASET.columns[:3])
    with pytest.raises(ExpressionError, match="noemt in 'by' tegenpartij"):
        check_rule(rule(RuleLevel.BETWEEN), without)


# level, check -> what is said; each stands beside one that is fine
SAID: list[tuple[RuleLevel, dict[str, Any], str]] = [
    (RuleLevel.ROW, {"check": "uren > 1 and soort = 'a'"}, ""),
    (RuleLevel.ROW, {"check": "uren"}, "asks for true or false"),
    (RuleLevel.ROW, {"check": "uren > 'a'"}, "fit"),
    (RuleLevel.ROW, {"check": "uren > aantal"}, ""),  # units are not compared in rules
    (RuleLevel.ROW, {"check": "weg > 1"}, "weg"),
    (RuleLevel.ROW, {"check": "_organisatie <> 'x'"}, ""),
    (RuleLevel.ROW, {"check": "_rij < 100"}, ""),
    (RuleLevel.ROW, {"check": "waar"}, ""),
    (RuleLevel.ROW, {"check": "dag > date '2024-01-01'"}, ""),
    (RuleLevel.ROW, {"check": "vorig_u > 1"}, "vorig_u"),
    (RuleLevel.TABLE, {"check": "uren > 1"}, "uren"),  # a column is not of the table
    (RuleLevel.TABLE, {"check": "u > 1 and soort = 'a'"}, ""),  # but what it is by, is
    (RuleLevel.TABLE, {"check": "u > 1 and naam = 'a'"}, "naam"),
    (RuleLevel.TABLE, {"check": "1 > 0"}, "does not use measure 'u'"),
    (RuleLevel.TABLE, {"measures": {"u": "uren"}}, "uren"),  # no aggregate
    (RuleLevel.TABLE, {"measures": {"u": "sum(weg)"}}, "weg"),
    (RuleLevel.TABLE, {"measures": {"u": "count(*)"}}, ""),
    (RuleLevel.PREVIOUS, {"check": "u > 1"}, ""),
    (RuleLevel.PREVIOUS, {"check": "vorig_u > 1"}, ""),  # looks at what was only
    (RuleLevel.PREVIOUS, {"check": "vorig_x > 1"}, "vorig_x"),
    (RuleLevel.PREVIOUS, {"check": "u > vorig_u and maand = 3"}, ""),
    (RuleLevel.PREVIOUS, {"when": "maand = 12"}, ""),
    (RuleLevel.PREVIOUS, {"when": "maand"}, "asks for true or false"),
    (RuleLevel.PREVIOUS, {"when": "u > 1"}, "u"),
    (RuleLevel.SERIES, {"check": "gelijk < 4 and waarde <= midden"}, ""),
    (RuleLevel.SERIES, {"check": "uren > 1"}, "uren"),  # the value has its own name there
    (RuleLevel.BETWEEN, {"check": "links > 1"}, "does not use measure 'rechts'"),
    (RuleLevel.BETWEEN, {"check": "links = rechts and soort = 'a'"}, "soort"),
]


@pytest.mark.parametrize("case", range(len(SAID)))
def test_a_check_is_a_question_about_what_its_level_knows(case: int) -> None:
    level, more, said = SAID[case]
    if said:
        assert said in refusal(rule(level, **more))
    else:
        check_rule(rule(level, **more), DATASET)


@pytest.mark.parametrize("level", RuleLevel)
def test_a_parameter_is_a_number_and_is_used(level: RuleLevel) -> None:
    check = CHECKS[level][0]
    made = rule(level, check=f"{check} and grens > 1", parameters={"grens": "a.b"})
    check_rule(made, DATASET)
    assert rule_kinds(made, DATASET)["grens"] == unit_check.NUMBER
    unused = rule(level, parameters={"grens": "a.b"})
    assert refusal(unused) == "rule d.r does not use parameter 'grens'"


def test_what_a_column_is_in_an_expression() -> None:
    assert column_kind(column("x", "decimal", unit="kwh")) == units.unit("kwh")
    assert column_kind(column("x", "integer")) == units.unit("ratio")
    kinds = {
        "text": unit_check.TEXT, "code": unit_check.TEXT, "organisation": unit_check.TEXT,
        "period": unit_check.TEXT, "date": unit_check.DATE, "timestamp": unit_check.TIME,
        "boolean": unit_check.TRUTH,
    }  # fmt: skip
    for kind, expected in kinds.items():
        assert column_kind(column("x", kind)) == expected
    published = replace(DATASET, kind="gepubliceerd")
    assert column_kinds(DATASET)["aantal"] == units.unit("ratio")
    assert column_kinds(published)["aantal"] == unit_check.NUMBER  # the source says it per row
    assert column_kinds(published)["uren"] == units.unit("hour")


def component(
    aggregate: str, of: str | None = "uren", unit: str = "hour", **more: Any
) -> Component:
    given: dict[str, Any] = {"column": of, "where": None, "unit": unit, "missing": "skip"} | more
    return Component("d.c", Aggregate(aggregate), time=TimeKind.FLOW, **given)


BINS = {"bins": (0, 10, 1)}
COMPONENTS: list[tuple[Component, str]] = [
    (component("sum"), ""),
    (component("min"), ""),
    (component("max"), ""),
    (component("count"), ""),
    (component("count", None, "count"), ""),
    (component("count", "naam", "count"), ""),
    (component("histogram", **BINS), ""),
    (component("sum", None), "names no column"),
    (component("min", None), "names no column"),
    (component("histogram", None, **BINS), "names no column"),
    (component("sum", **BINS), "bins belong to a histogram"),
    (component("count", **BINS), "bins belong to a histogram"),
    (component("histogram"), "bins belong to a histogram"),
    (component("sum", "uren / 2"), "divides"),
    (component("sum", "uren * 2"), ""),
    (component("sum", "uren + uren"), ""),
    (component("sum", "uren", "kwh"), "kwh"),
    (component("sum", "uren", "weg"), "unknown unit 'weg'"),
    (component("sum", "naam"), "text"),
    (component("sum", "weg"), "weg"),
    (component("sum", "uren", where="soort = 'a'"), ""),
    (component("sum", "uren", where="uren"), "asks for true or false"),
    (component("sum", "uren", where="soort = 1"), "fit"),
    (component("sum", "uren", where="weg = 1"), "weg"),
    (component("count", None, "count", where="waar"), ""),
    (component("sum", "case when waar then uren else 0 end"), ""),
    (component("sum", "case when waar then uren else naam end"), "fit"),
]


@pytest.mark.parametrize("case", range(len(COMPONENTS)))
def test_a_component_says_what_it_adds_up_and_in_which_unit(case: int) -> None:
    made, said = COMPONENTS[case]
    kinds = column_kinds(DATASET)
    if not said:
        check_component(made, kinds)
        return
    with pytest.raises(ExpressionError) as caught:
        check_component(made, kinds)
    assert said in caught.value.in_language("en")
    assert caught.value.in_language("nl") != caught.value.in_language("en")


@pytest.mark.parametrize("kind", ColumnType)
def test_one_splits_by_what_is_a_closed_list(kind: ColumnType) -> None:
    made = replace(DATASET, columns=(column("k", kind.value),), dimensions=("k",))
    if kind in (ColumnType.CODE, ColumnType.BOOLEAN, ColumnType.ORGANISATION):
        check_dimensions(made)
        return
    with pytest.raises(ExpressionError) as caught:
        check_dimensions(made)
    assert "column 'k' cannot be a dimension" in caught.value.in_language("en")
    assert "kolom 'k' kan geen dimensie zijn" in caught.value.in_language("nl")


PEOPLE: list[tuple[dict[str, Any], str]] = [
    ({"people": "aantal"}, ""),
    ({"people": "1"}, ""),
    ({"people": "aantal * 2"}, ""),
    ({"people": "aantal / 2"}, "is no number"),
    ({"people": "naam"}, "is no number"),
    ({"people": "waar"}, "is no number"),
    ({"people": "aantal", "components": (component("sum"),)}, ""),
    ({"people": "aantal", "components": (component("max"),)}, "of people only sums and counts"),
    ({"people": "aantal", "components": (component("min"),)}, "of people only sums and counts"),
    ({"people": "aantal", "components": (component("histogram", **BINS),)}, "only sums and counts"),
    ({"people": None, "components": (component("max"),)}, ""),
]


@pytest.mark.parametrize("case", range(len(PEOPLE)))
def test_of_people_only_what_can_be_hidden_leaves_the_rows(case: int) -> None:
    more, said = PEOPLE[case]
    k = replace(MINI.parameters["energie.norm"], id=K, unit="person")
    pack = replace(MINI, parameters={K: k})
    made = replace(DATASET, **more)
    kinds = column_kinds(made)
    if not said:
        check_people(pack, made, kinds)
        return
    with pytest.raises(ExpressionError) as caught:
        check_people(pack, made, kinds)
    assert said in caught.value.in_language("en")


def test_without_an_agreed_number_nothing_about_people_is_shown() -> None:
    made = replace(DATASET, people="aantal")
    with pytest.raises(ExpressionError, match=f"{K} is niet afgesproken"):
        check_people(MINI, made, column_kinds(made))
    norm = MINI.parameters["energie.norm"]
    unknown = replace(norm, id=K, values=(norm.values[-1],))  # left unknown: not agreed either
    with pytest.raises(ExpressionError, match=f"{K} is niet afgesproken"):
        check_people(replace(MINI, parameters={K: unknown}), made, column_kinds(made))


def test_of_people_no_other_dataset_is_made() -> None:
    people = replace(DATASET, id="mensen", people="aantal")
    pack = replace(MINI, datasets={"mensen": people})
    view = Dataset("v", T, "afgeleid", DATASET.columns, base="mensen", view="v.sql")
    with pytest.raises(ExpressionError, match="'mensen' gaat over mensen"):
        check_people(pack, view, column_kinds(view))
