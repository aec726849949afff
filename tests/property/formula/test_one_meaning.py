"""Whatever can be written means the same to everyone who runs it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.property.formula.engines import Duck, Row, in_rows, plain
from tests.property.formula.expressions import COLUMNS, ORDERED, ROWS, aggregates, any_node, nodes
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import Expression, parse, parse_aggregate
from verantwoord.formula.nodes import Node
from verantwoord.formula.sql import text_of
from verantwoord.formula.unit_rules import DATE, NUMBER, TEXT, TIME, TRUTH, is_number

KIND_OF = {"DECIMAL(18, 3)": NUMBER, "BIGINT": NUMBER, "VARCHAR": TEXT, "BOOLEAN": TRUTH,
           "DATE": DATE, "TIMESTAMP": TIME}  # fmt: skip
KINDS = {n: KIND_OF[sql] for n, (sql, _) in COLUMNS.items()}


@pytest.fixture(scope="module")
def duck() -> Duck:
    return Duck()


@settings(max_examples=examples(150))
@given(st.lists(any_node(), min_size=1, max_size=25), ROWS)
def test_the_evaluator_and_duckdb_give_the_same_value_for_every_row(
    duck: Duck, drawn: list[Node], rows: list[Row]
) -> None:
    duck.fill(rows)
    expressions = [Expression(text_of(n), n) for n in drawn]
    answers = duck.ask([e.sql() for e in expressions])
    for expression, answer in zip(expressions, answers, strict=True):
        event("compared" if answer is not None else "stopped")
        if answer is not None:
            assert (expression.text, answer) == (expression.text, in_rows(expression, rows))


WIDE = "1000.001"  # times itself has six digits after the point


@pytest.mark.parametrize(
    "text",
    [
        "coalesce(a * (case when p then order end), b * b)",
        "case when p then a * order else b * b end",
        "a * order = b * b",
        "b * b in (a * order, 1000002.000001)",
        "b * b between 1000002.000001 and a * order",
        "nullif(b * b, a * order)",
        "greatest(a * order, b * b)",
    ],
)
def test_no_digit_is_lost_where_two_numbers_are_made_alike(duck: Duck, text: str) -> None:
    """DuckDB drops digits after the point where one type cannot hold both; ours may not."""
    row = dict.fromkeys(COLUMNS) | {"b": Decimal(WIDE), "a": Decimal("1000002.000"), "order": 1}
    rows: list[Row] = [row, row | {"p": True}, row | {"a": None}]
    duck.fill(rows)
    expression = parse(text)
    assert duck.ask([expression.sql()]) == [in_rows(expression, rows)]


@settings(max_examples=examples(150))
@given(st.lists(aggregates(), min_size=1, max_size=20), ROWS)
def test_what_is_counted_over_rows_is_the_same_in_duckdb(
    duck: Duck, drawn: list[Node], rows: list[Row]
) -> None:
    duck.fill(rows)
    expressions = [Expression(text_of(n), n) for n in drawn]
    answers = duck.ask([e.sql() for e in expressions], rest="")
    for expression, answer in zip(expressions, answers, strict=True):
        if answer is not None:
            assert (expression.text, answer) == (expression.text, [plain(expression.over(rows))])


@settings(max_examples=examples(300))
@given(any_node())
def test_what_is_written_is_read_back_as_the_same_nodes(node: Node) -> None:
    assert parse(text_of(node)).node == node


@settings(max_examples=examples(150))
@given(aggregates())
def test_what_is_counted_is_read_back_as_the_same_nodes(node: Node) -> None:
    assert parse_aggregate(text_of(node), set(COLUMNS)).node == node


@settings(max_examples=examples(300))
@given(st.sampled_from(("number", *ORDERED[1:], "truth")), st.data())
def test_the_kind_of_an_expression_is_found_without_values(kind: str, data: st.DataObject) -> None:
    """Numbers in different units are refused; everything else is of the kind that was drawn."""
    expression = Expression("", data.draw(nodes(kind)))
    try:
        found = expression.unit_of(KINDS)
    except ExpressionError as error:
        assert re.search("neemt .* samen|vraagt .* maar krijgt", str(error))
        assert "as_percent" in str(error) or "as_ratio" in str(error)
        return
    assert is_number(found) if kind == "number" else found == kind


@settings(max_examples=examples(200))
@given(any_node(), ROWS)
def test_figures_and_rows_differ_only_where_a_condition_is_absent(
    node: Node, rows: list[Row]
) -> None:
    """Where a figure gives a value at all, a row gives the same one."""
    expression = Expression("", node)
    for row in rows:
        figure = plain(expression.evaluate(row))
        if figure is not None and not _asks(text_of(node)):
            assert figure == plain(expression.evaluate(row, sql_nulls=True))


def _asks(text: str) -> bool:
    """Say whether an absent value may be turned into another: by `is` or coalesce."""
    return " IS " in text or "coalesce" in text
