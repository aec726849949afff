"""The nodes: what is under one, what replacing does, and how each is written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings

from tests.lanes import examples
from tests.property.formula.expressions import aggregates, any_node
from verantwoord.formula.dialects import DIALECTS, DUCKDB, FORMULA, SPARK, dialect
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.evaluate import compiled
from verantwoord.formula.expression import parse, parse_aggregate
from verantwoord.formula.nodes import (
    AggregateCall,
    Call,
    Coalesce,
    Identifier,
    Literal,
    Node,
    children,
    names,
    swapped,
    walk,
)
from verantwoord.formula.sql import sql_of, text_of

# (formula, DuckDB, Spark)
WRITTEN = [
    ("a + b * 2", '"a" + ("b" * 2)', "`a` + (`b` * 2)"),
    ("-a", '-"a"', "-`a`"),
    ("-(a + b)", '-("a" + "b")', "-(`a` + `b`)"),
    ("a - -5", '"a" - (-5)', "`a` - (-5)"),
    ("-5", "-5", "-5"),
    ("abs(a)", 'abs("a")', "abs(`a`)"),
    ("a <> 0.50", '"a" <> 0.50', "`a` <> 0.50"),
    ("t = 'it''s \\'", "\"t\" = 'it''s \\'", "`t` = 'it\\'s \\\\'"),
    ("p = true or q = false", '("p" = true) OR ("q" = false)', "(`p` = true) OR (`q` = false)"),
    ("d = date '2024-01-31'", "\"d\" = date '2024-01-31'", "`d` = date '2024-01-31'"),
    ("p and q and r", '"p" AND "q" AND "r"', "`p` AND `q` AND `r`"),
    ("not p", 'NOT "p"', "NOT `p`"),
    ("a is null", '"a" IS NULL', "`a` IS NULL"),
    ("p is not true", 'NOT ("p" IS TRUE)', "NOT (`p` IS TRUE)"),
    ("p is false", '"p" IS FALSE', "`p` IS FALSE"),
    ("a in (1, b)", '"a" IN (1, "b")', "`a` IN (1, `b`)"),
    ("a between 1 and b", '"a" BETWEEN 1 AND "b"', "`a` BETWEEN 1 AND `b`"),
    (
        "case when p then a + 1 when q then null else (b) end",
        'CASE WHEN "p" THEN "a" + 1 WHEN "q" THEN NULL ELSE "b" END',
        "CASE WHEN `p` THEN `a` + 1 WHEN `q` THEN NULL ELSE `b` END",
    ),
    ("coalesce(a, b + 1)", 'coalesce("a", "b" + 1)', "coalesce(`a`, `b` + 1)"),
    ("nullif(a, 0)", 'nullif("a", 0)', "nullif(`a`, 0)"),
    (
        "greatest(a, 0)",
        'CASE WHEN "a" IS NOT NULL AND 0 IS NOT NULL THEN greatest("a", 0) END',
        "CASE WHEN `a` IS NOT NULL AND 0 IS NOT NULL THEN greatest(`a`, 0) END",
    ),
    (
        "least(a, b)",
        'CASE WHEN "a" IS NOT NULL AND "b" IS NOT NULL THEN least("a", "b") END',
        "CASE WHEN `a` IS NOT NULL AND `b` IS NOT NULL THEN least(`a`, `b`) END",
    ),
    ("as_percent(a)", '"a" * 100', "`a` * 100"),
    ("as_ratio(a)", '"a" * 0.01', "`a` * 0.01"),
    ("round_down(a, 0)", 'floor("a" * 1.0) * 1', "floor(`a` * 1.0) * 1"),
    (
        "round_down(a, 9)",
        'floor("a" * 1000000000.0) * 0.000000001',
        "floor(`a` * 1000000000.0) * 0.000000001",
    ),
    ("round_down(a, 2)", 'floor("a" * 100.0) * 0.01', "floor(`a` * 100.0) * 0.01"),
    ("length(t)", 'length("t")', "length(`t`)"),
    ("starts_with(t, 'a')", "starts_with(\"t\", 'a')", "startswith(`t`, 'a')"),
    ("t like 'a!%'", "\"t\" LIKE 'a!%'", "`t` LIKE 'a!%' ESCAPE '#'"),
    ("t like 'a'", "\"t\" LIKE 'a'", "`t` LIKE 'a' ESCAPE '!'"),
    ("regexp_matches(t, 'a$')", r"""regexp_matches("t", '(?:a)\z')""", r"`t` RLIKE '(?:a)\\z'"),
    ("year(d)", 'year("d")', "year(`d`)"),
    ("isodow(d) > 5", 'isodow("d") > 5', "(weekday(`d`) + 1) > 5"),
    ("hour(m)", 'hour("m")', "hour(`m`)"),
]
NOT_IN_SQL = [
    ("a / b", "'a / b' kan niet in SQL: Deelt, op 34 cijfers"),
    ("1 + a / 2 > 3", "'a / 2' kan niet in SQL"),
    ("percentile(h, 0.5)", "'percentile(h, 0.5)' kan niet in SQL"),
    ("round_down(a, b)", "round_down vraagt in SQL een getal van 0 tot en met 9, geen naam"),
    ("round_down(a, 10)", "getal van 0 tot en met 9"),
    ("round_down(a, 1.5)", "getal van 0 tot en met 9"),
    ("round_down(a, -1)", "getal van 0 tot en met 9"),
]
COUNTED = [
    ("sum(a)", 'sum("a")'),
    ("count(*)", "count(*)"),
    ("count(distinct t)", 'count(DISTINCT "t")'),
    ("count(distinct (a))", 'count(DISTINCT "a")'),
    ("count(distinct (1 - a) + a)", 'count(DISTINCT (1 - "a") + "a")'),
    ("sum(a + 1) filter (where p or q)", 'sum("a" + 1) FILTER (WHERE "p" OR "q")'),
    ("max(a) - min(a)", 'max("a") - min("a")'),
]


@pytest.mark.parametrize(("text", "duckdb", "spark"), WRITTEN)
def test_sql_is_written_the_same_every_time(text: str, duckdb: str, spark: str) -> None:
    expression = parse(text)
    assert expression.sql() == expression.sql("duckdb") == duckdb
    assert expression.sql("spark") == spark


@pytest.mark.parametrize(("text", "sql"), COUNTED)
def test_counting_is_written_for_both_engines(text: str, sql: str) -> None:
    expression = parse_aggregate(text, {"a", "p", "q", "t"})
    assert expression.sql() == sql
    assert expression.sql("spark") == sql.replace('"', "`")


@pytest.mark.parametrize(("text", "words"), NOT_IN_SQL)
def test_what_sql_cannot_do_exactly_is_refused(text: str, words: str) -> None:
    for name in ("duckdb", "spark"):
        with pytest.raises(ExpressionError) as caught:
            parse(text).sql(name)
        assert words in str(caught.value)


def test_a_name_with_a_quote_in_it_stays_a_name() -> None:
    assert sql_of(Identifier('a"b'), "duckdb") == '"a""b"'
    assert sql_of(Identifier("a`b"), "spark") == "`a``b`"
    assert text_of(Identifier("$a")) == "$a"


def test_a_dialect_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ExpressionError, match="'oracle' is onbekend; bekend: formula, "):
        parse("a").sql("oracle")
    assert [dialect(n) for n in DIALECTS] == [FORMULA, DUCKDB, SPARK]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        (False, "false"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1.50"), "1.50"),
        (Decimal("-0.1"), "(-0.1)"),
        (Decimal("-0"), "(-0)"),
        (dt.date(2024, 1, 31), "date '2024-01-31'"),
    ],
)
def test_literals_are_exact_and_have_no_exponent(value: object, written: str) -> None:
    for to in DIALECTS.values():
        assert to.literal(value) == written  # type: ignore[arg-type]


def test_names_and_divisors_are_found_wherever_they_stand() -> None:
    found = parse("case when a > 1 then b / (c + d) else nullif(e, f) / 2 end")
    assert found.names == {"a", "b", "c", "d", "e", "f"}
    assert found.divides
    assert found.divisors == {"c", "d"}
    assert not parse("a * b").divides
    assert parse("a * b").divisors == frozenset()
    assert str(found) == f"Expression(text='{found.text}')"


def test_children_stand_in_the_order_of_the_text() -> None:
    for text in (
        "abs(a)", "p and q and r", "not p", "p is true", "a in (b, c)", "a between b and c",
        "case when x1 then x2 when x3 then x4 else x5 end", "coalesce(a, b)", "nullif(a, b)",
    ):  # fmt: skip
        order = [n.name for n in walk(parse(text).node) if isinstance(n, Identifier)]
        assert order == sorted(order, key=text.index), text
    counted = parse_aggregate("sum(a) filter (where p)", {"a", "p"}).node
    assert children(counted) == (Identifier("a"), Identifier("p"))
    assert children(AggregateCall("count", None, False, None)) == ()


@settings(max_examples=examples(200))
@given(any_node() | aggregates())
def test_replacing_nothing_gives_the_same_node(node: Node) -> None:
    assert swapped(node, lambda _: None) == node


@settings(max_examples=examples(200))
@given(any_node() | aggregates())
def test_replacing_every_name_leaves_none(node: Node) -> None:
    one = Literal(Decimal(1))
    found = swapped(node, lambda n: one if isinstance(n, Identifier) else None)
    assert names(found) == frozenset()
    assert sum(n == one for n in walk(found)) >= sum(isinstance(n, Identifier) for n in walk(node))


def test_names_are_replaced_everywhere_and_only_where_asked() -> None:
    swaps: dict[str, Node] = {
        "a": Literal(Decimal(7)),
        "b": Coalesce((Identifier("b"), Identifier("c"))),
    }
    found = parse("a + b + c").replaced(swaps)
    assert found.sql() == '(7 + coalesce("b", "c")) + "c"'
    assert found.text == "a + b + c"
    assert parse("d").replaced(swaps).sql() == '"d"'


def test_an_aggregate_has_no_value_of_its_own() -> None:
    with pytest.raises(TypeError, match="over rows"):
        compiled(AggregateCall("count", None, False, None), rows=True)


def test_a_name_that_is_not_given_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError, match="a"):
        parse("a + 1").evaluate({})


def test_a_function_of_three_is_absent_with_the_first_reason() -> None:
    from verantwoord.formula.quantities import unknown

    env = {"a": Decimal(1), "b": unknown("eerst"), "c": unknown("later")}
    assert parse("greatest(a, b, c)").evaluate(env) == unknown("eerst")
    assert parse("a + c").evaluate(env) == unknown("later")
    assert parse("b + c").evaluate(env) == unknown("eerst")
    assert parse("a in (b, c)").evaluate(env) == unknown("eerst")
    assert parse("a > 0 and b > 0 and c > 0").evaluate(env) == unknown("eerst")
    assert parse("coalesce(b, c)").evaluate(env) == unknown("later")
    assert parse("a between c and b").evaluate(env) == unknown("later")
    assert parse("nullif(c, b)").evaluate(env) == unknown("later")
    assert parse("nullif(a, b)").evaluate(env) == unknown("eerst")
    assert parse("nullif(a, 1)").evaluate(env) == unknown("de noemer is nul")
    assert parse("a / (a - 1)").evaluate(env) == unknown("de noemer is nul")
    assert parse("case when b > 1 then 1 else 2 end").evaluate(env) == unknown("eerst")
    assert parse("case when a > 1 then 1 end").evaluate(env) == unknown("leeg")
    assert Call("+", (Identifier("a"), Identifier("c"))) == parse("a + c").node
