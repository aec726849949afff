"""How many digits a number in SQL can have: counted by hand, and held against DuckDB.

A column is at most 19 digits before the point and 9 behind it. What is written in brackets behind
each case is that count.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from verantwoord.formula.digits import COLUMN, MOST, Digits, alike, digits
from verantwoord.formula.expression import parse, parse_aggregate
from verantwoord.formula.nodes import Empty, Identifier, Literal
from verantwoord.formula.quantities import Absent

# text -> digits before the point, digits behind it; None: no number
COUNTED: dict[str, tuple[int, int] | None] = {
    "a": (19, 9),
    # a literal: what DuckDB makes of it (INTEGER, BIGINT, or a decimal as wide as it is written)
    "1": (10, 0),
    "999999999": (10, 0),  # nine digits always fit an INTEGER
    "1234567890": (19, 0),  # ten may not
    "123456789012345678": (19, 0),
    "1234567890123456789": (38, 0),  # nineteen may not fit a BIGINT
    "0.5": (1, 1),
    "12.50": (2, 2),
    "-12.5": (2, 1),
    "0.000000001": (1, 9),
    "'x'": None,
    "true": None,
    "date '2024-01-31'": None,
    # the same digits
    "-a": (19, 9),
    "abs(a)": (19, 9),
    "greatest(a, 1.5)": (19, 9),
    "least(1, 22.25)": (10, 2),
    # one more before the point
    "a + b": (20, 9),
    "a - b": (20, 9),
    "a + b + c": (21, 9),
    "a + 0.5": (20, 9),
    "1.5 + 22.25": (3, 2),  # 9.9 + 99.99 = 109.89
    "1.5 - 22.25": (3, 2),
    # all of both
    "a * b": (38, 18),
    "a * 2.5": (20, 10),
    "1.5 * 22.25": (3, 3),  # 9.9 * 99.99 = 989.901
    "a * b * c": (57, 27),
    # a hundred times, and a hundredth
    "as_percent(a)": (22, 9),
    "as_ratio(a)": (20, 11),
    "as_percent(0.125)": (4, 3),
    "as_ratio(12.5)": (3, 3),
    "round_down(a, 2)": (38, 10),
    # counts
    "length(t)": (19, 0),
    "year(d)": (19, 0),
    "month(d)": (19, 0),
    "day(d)": (19, 0),
    "hour(m)": (19, 0),
    "isodow(d)": (19, 0),
    # a choice has room for each
    "coalesce(a, 1)": (19, 9),
    "coalesce(1.5, 22.25)": (2, 2),
    "nullif(22.25, 1)": (2, 2),
    "nullif(1.5, a)": (1, 1),
    "case when p then 1.5 else 22.25 end": (2, 2),
    "case when p then 1.5 when q then 333.5 end": (3, 1),
    "case when p then 1.5 else null end": (1, 1),
    "case when p then 'x' else 'y' end": None,
    "coalesce('x', 'y')": None,
    # no numbers
    "a > b": None,
    "p and q": None,
    "not p": None,
    "a is null": None,
    "a in (1, 2)": None,
    "a between 1 and 2": None,
    "lower('x')": None,
    "starts_with('x', 'y')": None,
}
OVER_ROWS: dict[str, tuple[int, int] | None] = {
    "count(*)": (19, 0),
    "count(a)": (19, 0),
    "count(distinct t)": (19, 0),
    "sum(a)": (38, 9),
    "sum(a * b)": (38, 18),
    "sum(1.25)": (38, 2),
    "min(a)": (19, 9),
    "max(a * 2.5)": (20, 10),
    "max('x')": None,
    "sum(a) filter (where p)": (38, 9),
    "sum(a) + 1": (39, 9),
}


@pytest.mark.parametrize("text", COUNTED)
def test_the_digits_of_a_number_are_counted(text: str) -> None:
    assert digits(parse(text).node) == COUNTED[text]


@pytest.mark.parametrize("text", OVER_ROWS)
def test_the_digits_over_rows_are_counted(text: str) -> None:
    assert digits(parse_aggregate(text, set("abpt")).node) == OVER_ROWS[text]


def test_a_column_and_what_fits() -> None:
    assert Digits(19, 9) == COLUMN
    assert MOST == 38
    assert COLUMN.whole + COLUMN.scale <= MOST


# parts that are made alike -> the decimal they are cast to, or none
ALIKE: list[tuple[list[str], str | None]] = [
    (["a", "b"], None),  # 19 + 9
    (["a", "1"], None),
    (["a + b", "c"], None),  # 20 + 9
    (["a * b", "c"], "DECIMAL(38, 18)"),  # 38 + 18 is more than there is
    (["a", "b * c"], "DECIMAL(38, 18)"),
    (["a * 2.5", "b"], None),  # 20 + 10
    (["a * 0.123456789", "b"], None),  # 20 + 18 is just what there is
    (["a * 0.1234567891", "b"], "DECIMAL(38, 19)"),  # one more is not
    (["12345678901234567890", "0.5"], "DECIMAL(38, 1)"),
    (["a * b * c", "1"], "DECIMAL(38, 27)"),
    (["a * b * c * a * b", "1"], "DECIMAL(38, 38)"),  # 45 behind the point; 38 is all there is
    (["t", "u"], None),
]


@pytest.mark.parametrize(("texts", "kind"), ALIKE)
def test_parts_are_cast_where_a_digit_could_be_lost_and_only_there(
    texts: list[str], kind: str | None
) -> None:
    nodes = [parse(text).node for text in texts]
    wanted = texts if kind is None else [f"CAST({text} AS {kind})" for text in texts]
    assert alike(nodes, texts) == wanted


def test_what_is_no_number_is_not_cast() -> None:
    wide = parse("a * b").node
    found = alike([wide, Empty(), Literal("x"), Identifier("t")], ["w", "NULL", "'x'", "t"])
    kind = "DECIMAL(38, 18)"
    assert found == [f"CAST(w AS {kind})", "NULL", "'x'", f"CAST(t AS {kind})"]
    assert alike([Empty()], ["NULL"]) == ["NULL"]
    assert alike([], []) == []


# a column of 18 digits: every digit must come out of DuckDB, or it must stop
A, B = Decimal("99999.123456789"), Decimal("-1234.987654321")
# with the working: what is expected is written out, or added up in Python's own decimals
EXACT = {
    "a + b": A + B,
    "a - b": A - B,
    "a * 2": Decimal("199998.246913578"),
    "a * 0.5": Decimal("49999.5617283945"),
    "-b": Decimal("1234.987654321"),
    "abs(b)": Decimal("1234.987654321"),
    "greatest(a, b)": A,
    "least(a, b)": B,
    "greatest(a, 0.0000000001)": A,
    "case when a > b then a else b * 10 end": A,
    "case when a < b then a else b * 10 end": Decimal("-12349.87654321"),
    "coalesce(n, a)": A,
    "coalesce(n, b * 0.1)": Decimal("-123.4987654321"),
    "nullif(a, 0)": A,
    "as_percent(a)": Decimal("9999912.3456789"),
    "as_ratio(a)": Decimal("999.99123456789"),
    "round_down(a, 2)": Decimal("99999.12"),
    "round_down(b, 3)": Decimal("-1234.988"),
    "round_down(a, 0)": Decimal("99999"),
    "case when p then b * 0.1 else a end": Decimal("-123.4987654321"),
    "case when a * b < 0 then 1 else 2 end": Decimal(1),
    "case when a * b = b * a then 1 else 2 end": Decimal(1),
    "coalesce(a * b, 0)": A * B,
    "case when p then a * b else 1 end": A * B,
    "greatest(a * b, b * b)": B * B,
    "least(a * b, n * b)": None,
}
# one digit more than there is room for
STOPS = ["a * 2", "a * 0.5", "as_percent(a)", "round_down(a, 3)", "a * a * a"]


@pytest.fixture(scope="module")
def con() -> Any:
    with duckdb.connect(config={"threads": "1"}) as made:
        made.execute("CREATE TABLE rows (a DECIMAL(18,9), b DECIMAL(18,9), p BOOLEAN, n BIGINT)")
        made.execute("INSERT INTO rows VALUES (?, ?, true, NULL)", [A, B])
        made.execute("CREATE TABLE whole AS SELECT CAST(999999999.999999999 AS DECIMAL(18,9)) a")
        yield made


@pytest.mark.parametrize("text", EXACT)
def test_no_digit_is_lost_in_duckdb_nor_with_us(con: Any, text: str) -> None:
    found = con.execute(f"SELECT {parse(text).sql()} FROM rows").fetchall()[0][0]
    env = {"a": A, "b": B, "p": True, "n": None}
    ours = parse(text).evaluate(env, sql_nulls=True)
    if EXACT[text] is None:
        assert found is None and isinstance(ours, Absent)
    else:
        assert Decimal(found) == ours == EXACT[text]


@pytest.mark.parametrize("text", STOPS)
def test_what_has_no_room_stops_and_gives_no_other_number(con: Any, text: str) -> None:
    with pytest.raises(duckdb.Error, match=r"(?i)overflow|out of range"):
        con.execute(f"SELECT {parse(text).sql()} FROM whole").fetchall()


def test_a_number_that_does_not_fit_stops_instead_of_losing_digits(con: Any) -> None:
    """With 27 digits behind the point there is room for 11 before it; this has fourteen."""
    text = "case when p then a * b * a else 1 end"
    with pytest.raises(duckdb.Error, match=r"(?i)overflow|out of range|could not cast"):
        con.execute(f"SELECT {parse(text).sql()} FROM rows").fetchall()
