"""The row in a template: what a sender sees as an example is a row that we would take in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.unit.deliveries.factory import asked, column, csv_text, dataset, rule, with_dataset
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.example_row import example_row, organisation_word
from verantwoord.deliveries.template_plan import as_text, plan
from verantwoord.model.dataset import Dataset, RuleExamples
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period


def value(pack: Pack, period: str | None, *columns: Any, **more: Any) -> Any:
    """The value of the first column in the example row for alfa."""
    made = dataset(*columns, **more)
    about = Period.parse(period) if period else None
    return example_row(made, pack, "alfa", about).values[columns[0].name]


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("text", {}, "voorbeeld"),
        ("code", {"codes": ("b", "a")}, "b"),
        ("integer", {}, Decimal(1)),
        ("decimal", {}, Decimal(1)),
        ("boolean", {}, True),
        ("organisation", {}, "alfa"),
        ("date", {}, dt.date(2024, 4, 1)),
        ("timestamp", {}, "2024-04-01T00:00:00+02:00"),
        ("period", {"grain": "maand"}, "2024-04"),
        ("period", {"grain": "kwartaal"}, "2024-Q2"),
        ("period", {"grain": "jaar"}, "2024"),
        ("period", {"grain": "dag"}, "2024-04-01"),
        ("period", {}, "2024-Q2"),
    ],
)
def test_every_kind_of_column_has_a_value_of_its_period(
    mini: Pack, kind: str, more: dict[str, Any], expected: Any
) -> None:
    assert value(mini, "2024-Q2", column("k", kind, **more)) == expected


@pytest.mark.parametrize(
    ("period", "moment"),
    [
        ("2024-01", "2024-01-01T00:00:00+01:00"),
        ("2024-03", "2024-03-01T00:00:00+01:00"),
        ("2024-10", "2024-10-01T00:00:00+02:00"),
        ("2024-11", "2024-11-01T00:00:00+01:00"),
        ("2024-10-27", "2024-10-27T00:00:00+02:00"),
    ],
)
def test_a_moment_has_the_zone_of_the_netherlands_on_that_day(
    mini: Pack, period: str, moment: str
) -> None:
    assert value(mini, period, column("k", "timestamp")) == moment


@pytest.mark.parametrize(
    ("grain", "period"),
    [
        ("jaar", "2024"),
        ("kwartaal", "2024-Q1"),
        ("dag", "2024-01-15"),
        ("maand", "2024-01"),
    ],
)
def test_without_a_request_an_example_is_of_the_grain_of_its_rows(
    mini: Pack, grain: str, period: str
) -> None:
    made = dataset(column("periode", "period", role="period", grain=grain))
    row = example_row(made, mini)
    assert (str(row.period), row.values["periode"]) == (period, period)


def test_a_dataset_without_periods_is_shown_for_a_month(mini: Pack) -> None:
    assert str(example_row(dataset(column("plek")), mini).period) == "2024-01"


def test_who_was_asked_first_and_when_is_in_the_example(mini: Pack) -> None:
    made = dataset(column("wie", "organisation"), column("periode", "period", grain="kwartaal"))
    pack = asked(with_dataset(mini, made), of=("beta", "alfa"), first="2023-Q2", last="2024-Q4",
                 every=Grain.QUARTER)  # fmt: skip
    row = example_row(made, pack)
    assert (row.organisation.id, row.values["wie"]) == ("beta", "beta")
    assert row.values["periode"] == "2023-Q2"
    assert example_row(made, pack, "alfa").values["wie"] == "alfa"


def test_an_organisation_is_called_by_its_name_of_the_day(mini: Pack) -> None:
    alfa = mini.organisations.by_id["alfa"]
    word = organisation_word(mini, alfa, dt.date(2024, 1, 1))
    found = mini.organisations.find(word, dt.date(2024, 1, 1))
    assert found is not None
    assert found.id == "alfa"


MEASURED = (
    column("verbruik", "decimal", unit="kwh", unit_column="eenheid",
           unit_codes={"MWh": "mwh", "kWh": "kwh"}),
    column("eenheid", required=True),
)  # fmt: skip


def test_a_number_with_its_unit_beside_it_has_a_unit_that_may_be_there(mini: Pack) -> None:
    row = example_row(dataset(*MEASURED), mini, "alfa", Period.parse("2024-05"))
    assert row.values == {"verbruik": Decimal(1), "eenheid": "MWh"}


def ruled(check: str, *columns: Any, level: str = "row", **more: Any) -> Dataset:
    return dataset(*columns, rules=[rule("r", check, level=level, **more)])


A, B = column("a", "decimal"), column("b", "decimal", required=True)
YES = column("ja", "boolean", required=True)
KIND = column("soort", "code", codes=("x", "y", "z"), required=True)
DAY = column("dag", "date", required=True)


@pytest.mark.parametrize(
    ("made", "holds"),
    [
        (ruled("a >= 100", A), lambda r: r["a"] >= 100),
        (ruled("a < 1", A), lambda r: r["a"] is None or r["a"] < 1),
        (ruled("b < 1", B), lambda r: r["b"] == 0),
        (ruled("a > b", A, B), lambda r: r["a"] is None or r["a"] > r["b"]),
        (ruled("not ja", YES), lambda r: r["ja"] is False),
        (ruled("soort = 'z'", KIND), lambda r: r["soort"] == "z"),
        (ruled("soort <> 'x' or b = 10", KIND, B), lambda r: r["b"] == 10 or r["soort"] != "x"),
        (
            dataset(KIND, B, rules=[rule("p", "soort <> 'x'"), rule("q", "b = 10")]),
            lambda r: r["b"] == 10 and r["soort"] != "x",
        ),
        (
            ruled("s > 50", B, level="table", measures={"s": "sum(b)"}),
            lambda r: r["b"] > 50,
        ),
        (ruled("b >= norm", B, parameters={"norm": "energie.norm"}), lambda r: r["b"] >= 8),
    ],
)
def test_an_example_is_a_row_that_keeps_every_rule(mini: Pack, made: Dataset, holds: Any) -> None:
    row = example_row(made, mini, "alfa", Period.parse("2024-05"))
    assert holds(row.values), row.values


def test_a_rule_of_which_the_norm_is_unknown_then_changes_no_example(mini: Pack) -> None:
    made = ruled("b >= norm", B, parameters={"norm": "energie.norm"})
    assert example_row(made, mini, "alfa", Period.parse("2022-05")).values["b"] == 1


def test_a_rule_that_nothing_can_keep_leaves_the_example_as_it_is(mini: Pack) -> None:
    assert example_row(ruled("b < b", B), mini).values == {"b": Decimal(1)}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"b": 12}, {"b": Decimal(12), "soort": "x"}),
        ({"b": 12.5, "soort": "y"}, {"b": Decimal("12.5"), "soort": "y"}),
        ({"b": None}, {"b": Decimal(1), "soort": "x"}),
        ({"onbekend": 4}, {"b": Decimal(1), "soort": "x"}),
    ],
)
def test_what_a_rule_gives_as_right_is_what_the_sender_sees(
    mini: Pack, given: dict[str, Any], expected: dict[str, Any]
) -> None:
    right = replace(rule("r", "b > 0"), examples=RuleExamples(given, {}))
    assert example_row(dataset(B, KIND, rules=[right]), mini).values == expected


def test_an_example_of_a_rule_moves_no_row_to_another_day(mini: Pack) -> None:
    given = {"dag": dt.date(2019, 1, 1), "b": 7}
    right = replace(rule("r", "b > 0"), examples=RuleExamples(given, {}))
    row = example_row(dataset(DAY, B, rules=[right]), mini, "alfa", Period.parse("2024-05"))
    assert row.values == {"dag": dt.date(2024, 5, 1), "b": Decimal(7)}


def test_a_day_that_has_to_be_the_last_is_the_last(mini: Pack) -> None:
    made = ruled("month(dag) = 12", DAY, column("k", "period", grain="jaar", role="period"))
    row = example_row(made, mini, "alfa", Period.parse("2024"))
    assert row.values["dag"] == dt.date(2024, 12, 31)


@pytest.mark.parametrize("period", ["2024-02", "2024-Q3", "2024"])
@pytest.mark.parametrize("made", [
    dataset(*MEASURED, KIND, DAY), dataset(YES, column("k", "timestamp", required=True)),
    ruled("a > b", A, B), ruled("s > 50", B, level="table", measures={"s": "sum(b)"}),
    dataset(KIND, YES, rules=[rule("p", "soort = 'z'"), rule("q", "not ja")]),
])  # fmt: skip
def test_the_example_passes_the_check_of_a_real_file(
    mini: Pack, tmp_path: Path, made: Dataset, period: str
) -> None:
    about = Period.parse(period)
    what = plan(made, mini, "nl", "alfa", about)
    names = [c.name for c in made.columns]
    row = {n: as_text(what.example.values[n], ",") for n in names}
    path = tmp_path / "a.csv"
    path.write_text(csv_text(names, [row], ";"), "utf-8")
    found = check(path, made, mini, "alfa", about).findings
    assert [(f.code, f.rule, f.found) for f in found] == []
