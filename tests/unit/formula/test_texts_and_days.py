"""Texts, patterns, days and percentiles: held against DuckDB and against another way to count."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.formula.expression import parse, percentile

# (text, pattern of `like`, does it fit)
LIKE = [
    ("M10-zuid", "M%", True),
    ("M10-zuid", "M_0%", True),
    ("M10-zuid", "m%", False),  # capitals count
    ("M10-zuid", "M10", False),  # the whole text must fit
    ("M10-zuid", "%zuid", True),
    ("M10-zuid", "%10%", True),
    ("M10-zuid", "________", True),  # eight characters
    ("M10-zuid", "_______", False),
    ("", "", True),
    ("", "%", True),
    ("", "_", False),
    ("a", "", False),
    ("ab", "a%b", True),  # % may be nothing
    ("a\nb", "a_b", True),  # a line break is a character
    ("a\nb", "a%", True),
    ("a.b", "a.b", True),
    ("axb", "a.b", False),  # a point is a point
    ("a+b", "a+b", True),
    ("aab", "a+b", False),
    ("a(b", "a(b", True),
    ("a[b", "a[b", True),
    ("a\\b", "a\\b", True),
    ("a\\b", "a\\%", True),  # a backslash takes no meaning away
    ("a%b", "a%b", True),
    ("axyb", "a%b", True),
    ("é", "_", True),  # one character, two bytes
    ("🙂", "_", True),
    ("100%", "100%", True),
    ("1000", "100%", True),
    ("it's", "it's", True),
    ("a^$b", "a^$b", True),
    ("a", "a|b", False),
]
# (text, pattern, is it found)
REGEXP = [
    ("NL12", "^[A-Z]{2}[0-9]+$", True),
    ("NL", "^[A-Z]{2}[0-9]+$", False),
    ("xNL12", "[A-Z]{2}[0-9]+", True),
    ("ja", "^(ja|nee)$", True),
    ("jaja", "^(ja|nee)$", False),
    ("nee\n", "^(ja|nee)$", False),  # a line break at the end is one character too many
    ("a\nb", "a.b", False),  # a point is any character but a line break
    ("a\rb", "a.b", True),
    ("a-b", "a-b", True),
    ("a.b", r"a\.b", True),
    ("axb", r"a\.b", False),
    ("aaa", "^a{2}$", False),
    ("aaa", "^a{2,}$", True),
    ("aaa", "^a{1,3}$", True),
    ("aaaa", "^a{1,3}$", False),
    ("", "a", False),
    ("", "a?", True),
    ("", "^a*$", True),
    ("b", "[^a]", True),
    ("a", "[^a]", False),
    ("\n", "[^a]", True),
    ("a-z", "[a-]-", True),
    ("]", r"[\]]", True),
    ("^", "[x^]", True),
    ("x", "[x^]", True),
    ("é", "^.$", True),
    ("1/2", "^[0-9]/[0-9]$", True),
    ("a&b", "a&b", True),
    ("A", "[a-z]", False),
    ("2024-01-31", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", True),
    ("NL91ABNA0417164300", "^NL[0-9]{2}[A-Z]{4}[0-9]{10}$", True),
    ("1234 AB", "^[1-9][0-9]{3} ?[A-Z]{2}$", True),
    ("0234AB", "^[1-9][0-9]{3} ?[A-Z]{2}$", False),
]
# (text, small, capitals, number of characters)
LETTERS = [
    ("Abc", "abc", "ABC", 3),
    ("", "", "", 0),
    ("ÀÉÎÕÜÝÞ", "àéîõüýþ", "ÀÉÎÕÜÝÞ", 7),
    ("øæå", "øæå", "ØÆÅ", 3),
    ("ß", "ß", "ß", 1),  # German capitals would make two letters of it
    ("İı", "İı", "İı", 2),  # Turkish ones stay as they are
    ("ĳ", "ĳ", "ĳ", 1),
    ("ÿ", "ÿ", "ÿ", 1),  # its capital lies outside these letters
    ("×÷", "×÷", "×÷", 2),  # between the letters, and none
    ("a1-B2", "a1-b2", "A1-B2", 5),
    ("🙂A", "🙂a", "🙂A", 2),
    ("e\u0301", "e\u0301", "E\u0301", 2),  # an accent of its own is a character
]


@pytest.fixture(scope="module")
def con() -> Any:
    with duckdb.connect(config={"threads": "1"}) as made:
        yield made


def in_duckdb(con: Any, text: str, kinds: dict[str, str], env: dict[str, object]) -> object:
    columns = ", ".join(f'CAST(? AS {kind}) AS "{n}"' for n, kind in kinds.items())
    sql = f"SELECT {parse(text).sql()} FROM (SELECT {columns})"
    return con.execute(sql, [env[n] for n in kinds]).fetchall()[0][0]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize(("text", "like", "fits"), LIKE)
def test_like_takes_the_whole_text(con: Any, text: str, like: str, fits: bool) -> None:
    asked = f"t like {quoted(like)}"
    assert parse(asked).evaluate({"t": text}) is fits
    assert parse(f"t not like {quoted(like)}").evaluate({"t": text}) is not fits
    assert in_duckdb(con, asked, {"t": "VARCHAR"}, {"t": text}) is fits


@pytest.mark.parametrize(
    ("like", "escape"),
    [
        ("a%", "!"),
        ("!a", "#"),
        ("!#a", "~"),
        ("!#~^|@$", "&"),
        ("!#~^|@$&%", "¡"),
        ("!#~^|@$&¡", "¢"),
    ],
)
def test_spark_is_given_an_escape_that_is_not_in_the_text(like: str, escape: str) -> None:
    assert parse(f"t like '{like}'").sql("spark").endswith(f" ESCAPE '{escape}'")


@pytest.mark.parametrize(("text", "pattern", "found"), REGEXP)
def test_a_pattern_is_looked_for_anywhere(con: Any, text: str, pattern: str, found: bool) -> None:
    asked = f"regexp_matches(t, {quoted(pattern)})"
    assert parse(asked).evaluate({"t": text}) is found
    assert in_duckdb(con, asked, {"t": "VARCHAR"}, {"t": text}) is found


@pytest.mark.parametrize(("text", "small", "capitals", "length"), LETTERS)
def test_letters_are_those_of_one_table(
    con: Any, text: str, small: str, capitals: str, length: int
) -> None:
    for asked, wanted in (("lower(t)", small), ("upper(t)", capitals), ("length(t)", length)):
        assert parse(asked).evaluate({"t": text}) == wanted
        assert in_duckdb(con, asked, {"t": "VARCHAR"}, {"t": text}) == wanted


@pytest.mark.parametrize(
    ("text", "start", "begins"),
    [("abc", "ab", True), ("abc", "abc", True), ("abc", "abcd", False), ("abc", "", True),
     ("", "", True), ("", "a", False), ("abc", "b", False), ("Abc", "a", False),
     ("a%c", "a%", True), ("abc", "a%", False), ("é", "e", False)],
)  # fmt: skip
def test_a_text_begins_with_another(con: Any, text: str, start: str, begins: bool) -> None:
    env = {"t": text, "u": start}
    assert parse("starts_with(t, u)").evaluate(env) is begins
    kinds = {"t": "VARCHAR", "u": "VARCHAR"}
    assert in_duckdb(con, "starts_with(t, u)", kinds, dict(env)) is begins


def weekday(day: dt.date) -> int:
    """Return 1 for Monday, by counting days since a Monday that everyone knows: 1 January 1900."""
    years = range(1900, day.year)
    days = sum(366 if calendar.isleap(y) else 365 for y in years)
    days += sum(calendar.monthrange(day.year, m)[1] for m in range(1, day.month)) + day.day - 1
    return days % 7 + 1


@pytest.mark.parametrize(
    "day",
    ["2024-01-01", "2024-02-29", "2024-03-01", "2023-12-31", "2000-02-29", "1999-12-31",
     "2100-02-28", "2100-03-01", "2024-07-04", "2024-06-30", "2030-12-31", "1970-01-01"],
)  # fmt: skip
def test_the_parts_of_a_day_are_those_of_the_calendar(con: Any, day: str) -> None:
    year, month, number = (int(part) for part in day.split("-"))
    given_ = dt.date(year, month, number)
    wanted = {"year(d)": year, "month(d)": month, "day(d)": number, "isodow(d)": weekday(given_)}
    for asked, part in wanted.items():
        assert parse(asked).evaluate({"d": given_}) == part
        assert in_duckdb(con, asked, {"d": "DATE"}, {"d": given_}) == part


@pytest.mark.parametrize(
    ("moment", "hour", "day"),
    [("2024-01-31T00:00:00", 0, 31), ("2024-01-31T06:59:59", 6, 31), ("2024-01-31T07:00:00", 7, 31),
     ("2024-01-31T23:59:59.999999", 23, 31), ("2024-03-31T02:30:00", 2, 31)],
)  # fmt: skip
def test_an_hour_is_that_of_the_clock_as_it_was_stored(
    con: Any, moment: str, hour: int, day: int
) -> None:
    given_ = dt.datetime.fromisoformat(moment)
    for asked, part in (("hour(m)", hour), ("day(m)", day)):
        assert parse(asked).evaluate({"m": given_}) == part
        assert in_duckdb(con, asked, {"m": "TIMESTAMP"}, {"m": given_}) == part


BINS = st.lists(
    st.tuples(st.integers(-5, 20).map(lambda n: n * 10), st.integers(0, 6)),
    min_size=1,
    max_size=8,
    unique_by=lambda b: b[0],
)


@settings(max_examples=examples(200))
@given(BINS, st.integers(0, 20))
def test_a_percentile_is_found_by_putting_everyone_in_a_row(
    bins: list[tuple[int, int]], twentieth: int
) -> None:
    """Write every observation out, sort them, and take the one of the nearest rank."""
    row = sorted(lower for lower, n in bins for _ in range(n))
    share = Fraction(twentieth, 20)
    found = percentile(tuple((b, Decimal(n)) for b, n in bins), Decimal(twentieth) / 20)
    if not row:
        assert str(found) == "onbekend: er zijn geen waarnemingen"
        return
    rank = max(1, -(-share.numerator * len(row) // share.denominator))  # rounded up by hand
    assert found == row[rank - 1]


# what is larger, where texts and days are compared
ORDER = [
    ("t < u", {"t": "a", "u": "b"}, True),
    ("t < u", {"t": "Z", "u": "a"}, True),  # capitals come first
    ("t < u", {"t": "10", "u": "9"}, True),  # by character, not by number
    ("t < u", {"t": "a", "u": "aa"}, True),
    ("t < u", {"t": "z", "u": "é"}, True),  # by number of the character
    ("t <= u", {"t": "a", "u": "a"}, True),
    ("t = u", {"t": "a", "u": "a "}, False),  # a space is a character
    ("t = u", {"t": "é", "u": "e\u0301"}, False),  # written in two ways, two texts
    ("t between 'a' and 'c'", {"t": "b"}, True),
    ("t between 'a' and 'c'", {"t": "c"}, True),
    ("t between 'a' and 'c'", {"t": "ca"}, False),
    ("greatest(t, u) = 'b'", {"t": "a", "u": "b"}, True),
    ("least(t, u) = 'B'", {"t": "a", "u": "B"}, True),
    ("t in ('a', 'b')", {"t": "A"}, False),
]


@pytest.mark.parametrize(("asked", "given_", "wanted"), ORDER)
def test_texts_are_ordered_by_character(
    con: Any, asked: str, given_: dict[str, str], wanted: bool
) -> None:
    assert parse(asked).evaluate(given_) is wanted
    assert in_duckdb(con, asked, dict.fromkeys(given_, "VARCHAR"), dict(given_)) is wanted


@pytest.mark.parametrize(
    ("asked", "day", "wanted"),
    [
        ("d < date '2024-03-01'", "2024-02-29", True),
        ("d between date '2024-01-01' and date '2024-12-31'", "2024-12-31", True),
        ("d between date '2024-01-01' and date '2024-12-31'", "2025-01-01", False),
        ("greatest(d, date '2024-06-30') = d", "2024-07-01", True),
        ("month(d) in (4, 5, 6)", "2024-06-30", True),  # the second quarter
        ("month(d) in (4, 5, 6)", "2024-07-01", False),
        ("isodow(d) <= 5", "2024-07-05", True),  # a Friday
        ("isodow(d) <= 5", "2024-07-06", False),
    ],
)
def test_days_are_compared_as_days(con: Any, asked: str, day: str, wanted: bool) -> None:
    given_ = dt.date.fromisoformat(day)
    assert parse(asked).evaluate({"d": given_}) is wanted
    assert in_duckdb(con, asked, {"d": "DATE"}, {"d": given_}) is wanted
