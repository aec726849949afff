"""Three-valued logic, written out: `?` is what is absent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from verantwoord.formula.expression import parse
from verantwoord.formula.quantities import Absent

VALUES: dict[str, Any] = {"1": True, "0": False, "?": None}
# p, q -> p and q, p or q, p = q, p <> q
OF_TWO = """
1 1   1 1 1 0
1 0   0 1 0 1
1 ?   ? 1 ? ?
0 1   0 1 0 1
0 0   0 0 1 0
0 ?   0 ? ? ?
? 1   ? 1 ? ?
? 0   0 ? ? ?
? ?   ? ? ? ?
"""
TEXTS = ("p and q", "p or q", "p = q", "p <> q")
# p -> not p, is null, is not null, is true, is not true, is false, is not false
OF_ONE = """
1   0 0 1 1 0 0 1
0   1 0 1 0 1 1 0
?   ? 1 0 0 1 0 1
"""
ASKED = (
    "not p",
    "p is null",
    "p is not null",
    "p is true",
    "p is not true",
    "p is false",
    "p is not false",
)
# a in (b, c): a, b, c -> row and figure
IN = """
1 1 1   1
1 1 2   1
1 2 1   1
1 2 2   0
1 ? 1   1
1 1 ?   1
1 ? 2   ?
1 2 ?   ?
1 ? ?   ?
? 1 1   ?
? ? ?   ?
"""
# a between b and c
BETWEEN = """
2 1 3   1
1 1 3   1
3 1 3   1
0 1 3   0
4 1 3   0
2 3 1   0
2 ? 3   ?
2 1 ?   ?
4 ? 3   0
0 1 ?   0
? 1 3   ?
? ? ?   ?
2 ? ?   ?
"""
# condition, other condition -> case when p then 1 when q then 2 else 3 end: in a row, in a figure
CASE = """
1 1   1 1
1 0   1 1
1 ?   1 1
0 1   2 2
0 0   3 3
0 ?   3 ?
? 1   2 ?
? 0   3 ?
? ?   3 ?
"""
# nullif(a, b): in a row, in a figure
NULLIF = """
1 1   ? ?
1 2   1 1
1 ?   1 ?
? 1   ? ?
? ?   ? ?
"""
# coalesce(a, b)
COALESCE = """
1 2   1
1 ?   1
? 2   2
? ?   ?
"""
# greatest(a, b), least(a, b)
EXTREMES = """
1 2   2 1
2 1   2 1
2 2   2 2
1 ?   ? ?
? 1   ? ?
? ?   ? ?
"""


def lines(table: str) -> list[tuple[list[str], list[str]]]:
    """Return the left and the right of each line."""
    found = [line.split("   ") for line in table.strip().splitlines()]
    return [(left.split(), right.split()) for left, right in found]


def sign(value: object) -> str:
    """Return a value as the tables write it."""
    if isinstance(value, Absent):
        return "?"
    return str(int(value)) if isinstance(value, (bool, Decimal)) else str(value)


def numbers(signs: list[str]) -> dict[str, Any]:
    """Return values of a, b, c."""
    values = [None if s == "?" else Decimal(s) for s in signs]
    return dict(zip("abc", values, strict=False))


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(("given", "wanted"), lines(OF_TWO))
def test_two_truth_values(given: list[str], wanted: list[str], rows: bool) -> None:
    env = {"p": VALUES[given[0]], "q": VALUES[given[1]]}
    found = [sign(parse(t).evaluate(env, sql_nulls=rows)) for t in TEXTS]
    assert found == wanted


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(("given", "wanted"), lines(OF_ONE))
def test_one_truth_value(given: list[str], wanted: list[str], rows: bool) -> None:
    env = {"p": VALUES[given[0]]}
    assert [sign(parse(t).evaluate(env, sql_nulls=rows)) for t in ASKED] == wanted


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize("end", ["true", "false"])
@pytest.mark.parametrize(("given", "wanted"), lines(OF_TWO))
def test_three_truth_values_are_two_and_one(
    given: list[str], wanted: list[str], end: str, rows: bool
) -> None:
    env = {"p": VALUES[given[0]], "q": VALUES[given[1]]}
    both = parse(f"p and q and {end}").evaluate(env, sql_nulls=rows)
    either = parse(f"{end} or p or q").evaluate(env, sql_nulls=rows)
    assert sign(both) == (wanted[0] if end == "true" else "0")
    assert sign(either) == ("1" if end == "true" else wanted[1])


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(("given", "wanted"), lines(IN))
def test_being_one_of_some(given: list[str], wanted: list[str], rows: bool) -> None:
    found = parse("a in (b, c)").evaluate(numbers(given), sql_nulls=rows)
    either = parse("a = b or a = c").evaluate(numbers(given), sql_nulls=rows)
    assert [sign(found), sign(either)] == wanted * 2


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(("given", "wanted"), lines(BETWEEN))
def test_lying_between(given: list[str], wanted: list[str], rows: bool) -> None:
    found = parse("a between b and c").evaluate(numbers(given), sql_nulls=rows)
    both = parse("a >= b and a <= c").evaluate(numbers(given), sql_nulls=rows)
    assert [sign(found), sign(both)] == wanted * 2


@pytest.mark.parametrize(("given", "wanted"), lines(CASE))
def test_a_choice(given: list[str], wanted: list[str]) -> None:
    env = {"p": VALUES[given[0]], "q": VALUES[given[1]]}
    expression = parse("case when p then 1 when q then 2 else 3 end")
    row, figure = expression.evaluate(env, sql_nulls=True), expression.evaluate(env)
    assert [sign(row), sign(figure)] == wanted


@pytest.mark.parametrize(("given", "wanted"), lines(CASE))
def test_a_choice_without_else_is_empty_where_nothing_holds(
    given: list[str], wanted: list[str]
) -> None:
    env = {"p": VALUES[given[0]], "q": VALUES[given[1]]}
    expression = parse("case when p then 1 when q then 2 end")
    row, figure = expression.evaluate(env, sql_nulls=True), expression.evaluate(env)
    assert [sign(row), sign(figure)] == [w.replace("3", "?") for w in wanted]


@pytest.mark.parametrize(("given", "wanted"), lines(NULLIF))
def test_nothing_if_equal(given: list[str], wanted: list[str]) -> None:
    env = numbers(given)
    row = parse("nullif(a, b)").evaluate(env, sql_nulls=True)
    assert [sign(row), sign(parse("nullif(a, b)").evaluate(env))] == wanted
    spelled = parse("case when a = b then null else a end")
    assert sign(spelled.evaluate(env, sql_nulls=True)) == wanted[0]
    assert sign(spelled.evaluate(env)) == wanted[1]


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(("given", "wanted"), lines(COALESCE))
def test_the_first_that_is_there(given: list[str], wanted: list[str], rows: bool) -> None:
    found = parse("coalesce(a, b)").evaluate(numbers(given), sql_nulls=rows)
    assert sign(found) == wanted[0]


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(("given", "wanted"), lines(EXTREMES))
def test_the_largest_and_the_smallest(given: list[str], wanted: list[str], rows: bool) -> None:
    env = numbers(given)
    found = [parse(f"{f}(a, b)").evaluate(env, sql_nulls=rows) for f in ("greatest", "least")]
    assert [sign(f) for f in found] == wanted


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize(
    "text",
    ["a + b", "a - b", "a * b", "a / b", "a = b", "a <> b", "a < b", "a <= b", "a > b", "a >= b",
     "-b", "abs(b)", "as_ratio(b)", "as_percent(b)", "round_down(b, 1)", "round_down(a, b)"],
)  # fmt: skip
def test_what_is_computed_from_something_absent_is_absent(text: str, rows: bool) -> None:
    for env in ({"a": Decimal(1), "b": None}, {"a": None, "b": None}):
        assert sign(parse(text).evaluate(env, sql_nulls=rows)) == "?"


@pytest.mark.parametrize(
    ("text", "env"),
    [
        ("length(t)", {"t": None}),
        ("lower(t)", {"t": None}),
        ("upper(t)", {"t": None}),
        ("starts_with(t, 'a')", {"t": None}),
        ("starts_with('a', t)", {"t": None}),
        ("t like 'a'", {"t": None}),
        ("regexp_matches(t, 'a')", {"t": None}),
        ("year(d)", {"d": None}),
        ("month(d)", {"d": None}),
        ("day(d)", {"d": None}),
        ("hour(d)", {"d": None}),
        ("isodow(d)", {"d": None}),
        ("percentile(h, 0.5)", {"h": None}),
    ],
)
def test_a_text_or_day_that_is_absent_gives_nothing(text: str, env: dict[str, Any]) -> None:
    assert sign(parse(text).evaluate(env)) == "?"
    assert sign(parse(text).evaluate(env, sql_nulls=True)) == "?"
