"""A rule has one meaning: files (SQL), earlier periods and examples (exact values) agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import PACKS, REPOSITORY
from tests.lanes import examples
from tests.property.formula.engines import Duck, Row
from tests.property.formula.expressions import COLUMNS, ROWS, nodes
from tests.unit.deliveries.factory import column, dataset, rule
from verantwoord.deliveries.cells import name
from verantwoord.deliveries.rule_examples import holds, situations
from verantwoord.deliveries.rules import broken
from verantwoord.formula.nodes import Node
from verantwoord.formula.sql import text_of
from verantwoord.model.dataset import Dataset, Rule, RuleLevel
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.rule_kinds import measures
from verantwoord.model.sql_types import sql_type

TYPES = {"DECIMAL(18, 3)": "decimal", "BIGINT": "integer", "VARCHAR": "text",
         "BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "timestamp"}  # fmt: skip
DATASET = dataset(*(column(n, TYPES[sql]) for n, (sql, _) in COLUMNS.items()))
MISSING = ("skip-if-any", "skip-if-all", "zero")


@pytest.fixture(scope="module")
def duck() -> Duck:
    return Duck()


@settings(max_examples=examples(100))
@given(st.lists(nodes("truth", 2), min_size=1, max_size=15), ROWS)
def test_a_file_breaks_a_rule_where_its_values_do(
    duck: Duck, checks: list[Node], rows: list[Row]
) -> None:
    duck.fill(rows)
    tests = [broken(rule("r", text_of(c), missing=m), DATASET, {}) for c in checks for m in MISSING]
    answers = duck.ask([t.condition for t in tests])
    for test, answer in zip(tests, answers, strict=True):
        if answer is not None:
            assert (test.rule.check, test.rule.missing, answer) == (
                test.rule.check,
                test.rule.missing,
                [test.by(row) for row in rows],
            )


def examples_of(folder: str) -> list[tuple[Pack, Dataset, Rule, Mapping[str, Any]]]:
    pack = load_pack(PACKS / folder if folder == "mini" else REPOSITORY / "packs" / folder)
    return [
        (pack, d, r, example)
        for d in pack.datasets.values()
        for r in d.rules
        for example in (r.examples.passes, r.examples.fails)
        if r.level in (RuleLevel.ROW, RuleLevel.TABLE)
    ]


@pytest.mark.parametrize("folder", ["mini", "rijk", "oefenrijk"])
def test_every_example_of_a_rule_is_judged_the_same_in_a_file(folder: str) -> None:
    found = examples_of(folder)
    for pack, data, one, example in found:
        assert in_file(pack, data, one, example) is holds(pack, data, one, example), one.id
    assert found


def in_file(pack: Pack, data: Dataset, one: Rule, example: Mapping[str, Any]) -> bool:
    """Say whether the rows of an example pass, as `judge` and `table_rules` ask DuckDB."""
    parameters: dict[str, Decimal] = {}
    for alias, identifier in (one.parameters or {}).items():
        known = [v.value for v in pack.parameters[identifier].values if v.value is not None]
        parameters[alias] = known[-1]
    test = broken(one, data, parameters)
    rows = [example] if one.level is RuleLevel.ROW else example["rows"]
    as_rows = [
        situations(data, rule("r", "true"), row)[0] for row in rows
    ]  # a rule of level row gives the row itself
    with duckdb.connect(config={"threads": "1"}) as con:
        _fill(con, data, as_rows)
        source = "rows"
        if one.level is RuleLevel.TABLE:
            by = [name(c) for c in one.by]
            counted = [f"{m.sql()} AS {name(k)}" for k, m in measures(one, data).items()]
            group = f"GROUP BY {', '.join(by)}" if by else ""
            source = f"(SELECT {', '.join([*by, *counted])} FROM rows {group})"
        found = con.execute(f"SELECT count(*) FROM {source} WHERE {test.condition}").fetchall()
    return int(found[0][0]) == 0


def _fill(con: Any, data: Dataset, rows: Sequence[Mapping[str, Any]]) -> None:
    types = {"_organisatie": "VARCHAR", "_periode": "VARCHAR", "_rij": "INTEGER"}
    types |= {c.name: sql_type(c) for c in data.columns}
    con.execute(f"CREATE TABLE rows ({', '.join(f'{name(n)} {t}' for n, t in types.items())})")
    for row in rows:
        marks = ", ".join("?" for _ in types)
        con.execute(f"INSERT INTO rows VALUES ({marks})", [row.get(n) for n in types])


def test_a_table_without_groups_is_judged_also_when_it_has_no_rows(mini: Pack) -> None:
    one = rule("r", "n > 0", level="table", measures={"n": "count(*)"})
    data = dataset(column("a", "decimal"), rules=[one])
    assert situations(data, one, {"rows": []}) == [{"n": Decimal(0)}]
    assert not holds(mini, data, one, {"rows": []})
    assert not in_file(mini, data, one, {"rows": []})
    grouped = rule("r", "n > 0", level="table", measures={"n": "count(*)"}, by=("a",))
    assert holds(mini, data, grouped, {"rows": []}) and in_file(mini, data, grouped, {"rows": []})


def test_the_example_that_two_evaluators_judged_differently_has_one_answer(duck: Duck) -> None:
    row: Row = {**dict.fromkeys(COLUMNS), "a": Decimal(7)}
    duck.fill([row])
    for check, breaks in (
        ("greatest(a, b) > 5", True),
        ("(a > 5) is true", False),
        ("(b > 5) is true", True),
        ("(b > 5) is not true", False),
        ("case a when 7 then true else false end", False),
    ):
        test = broken(rule("r", check, missing="skip-if-all"), DATASET, {})
        if set(test.names) == {"b"}:
            test = broken(rule("r", check, missing="zero"), DATASET, {})
        assert (check, test.by(row)) == (check, breaks)
        assert duck.ask([test.condition]) == [[breaks]], check
