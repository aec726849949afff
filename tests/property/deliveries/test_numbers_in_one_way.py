"""Numbers as people write them: read in the one way in which they can be read, or not at all.

What a text can mean is worked out here once more, without patterns: by taking it apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.deliveries.numbers import (
    UNCLEAR,
    DecimalMark,
    MarkEvidence,
    decide,
    number_shape,
    one_reading,
    plain_number,
    proof,
)

POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA
DIGITS = st.text("0123456789", min_size=1, max_size=9)
LIKE_A_NUMBER = st.text("0123456789.,+-", min_size=1, max_size=12)


def reading(text: str, mark: DecimalMark) -> Decimal | None:
    """What a text means to somebody for whom `mark` stands before the decimals."""
    other = "," if mark is POINT else "."
    sign, digits = (text[0], text[1:]) if text[:1] in ("+", "-") else ("", text)
    whole, found, decimals = digits.partition(mark.value)
    if found and not (decimals.isascii() and decimals.isdigit()):
        return None
    groups = whole.split(other)
    if not all(g.isascii() and g.isdigit() for g in groups) and not (found and whole == ""):
        return None
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(g) != 3 for g in groups[1:])):
        return None
    return Decimal(f"{sign}{''.join(groups) or '0'}.{decimals or '0'}")


def grouped(text: str, mark: DecimalMark) -> bool:
    """Whether thousands are set apart in a text, as somebody reads it with this mark."""
    return reading(text, mark) is not None and ("," if mark is POINT else ".") in text


def likely(text: str, mark: DecimalMark) -> bool:
    """Whether somebody who groups thousands would write it so: no group begins with a zero."""
    first = text.lstrip("+-").partition("," if mark is POINT else ".")[0]
    return not grouped(text, mark) or not first.startswith("0")


@contextmanager
def asked(texts: Sequence[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t (n INTEGER, c VARCHAR)")
        con.executemany("INSERT INTO t VALUES (?, ?)", list(enumerate(texts)))
        yield con


def answers(texts: Sequence[str], sql: str) -> list[str | bool | None]:
    """What SQL over a column `c` says of each text."""
    with asked(texts) as con:
        return [row[0] for row in con.execute(f"SELECT {sql} FROM t ORDER BY n").fetchall()]


def matches(texts: Sequence[str], pattern: str) -> list[str | bool | None]:
    return answers(texts, f"regexp_full_match(c, '{pattern}')")


@given(texts=st.lists(LIKE_A_NUMBER, min_size=1, max_size=30))
@example(texts=["1.234,5", "1,234.5", ".5", ",5", "5.", "1.2.3", "--1", "+1.000", "0.125", "1 0"])
@settings(max_examples=examples(60), deadline=None)
@pytest.mark.parametrize("mark", list(DecimalMark))
def test_a_number_is_read_as_who_uses_this_mark_reads_it(
    texts: list[str], mark: DecimalMark
) -> None:
    plain = answers(texts, plain_number("c", mark, thousands=True))
    shaped = matches(texts, number_shape(mark))
    for text, digits, shape in zip(texts, plain, shaped, strict=True):
        wanted = reading(text, mark)
        assert shape is (wanted is not None), text
        assert (None if digits is None else Decimal(str(digits))) == wanted, text


@given(texts=st.lists(LIKE_A_NUMBER, min_size=1, max_size=30))
@example(texts=["1.234", "1,234", "0.125", "0,125", "12.345,6", "1,234,567", "1.234.567", ".747"])
@settings(max_examples=examples(60), deadline=None)
@pytest.mark.parametrize("mark", list(DecimalMark))
def test_a_cell_proves_a_mark_only_if_nobody_could_read_it_with_the_other(
    texts: list[str], mark: DecimalMark
) -> None:
    """`1,234.5` proves a point; `1.234` proves nothing; `12` says nothing of a mark."""
    other = COMMA if mark is POINT else POINT
    for text, proves in zip(texts, matches(texts, proof(mark)), strict=True):
        if proves:
            mine, theirs = reading(text, mark), reading(text, other)
            assert mine is not None, text
            assert theirs is None or not likely(text, other), text


@given(texts=st.lists(LIKE_A_NUMBER, min_size=1, max_size=30))
@example(texts=["1.234", "-999,000", "0.234", "1.234.567", "1234.567", "12.34"])
@settings(max_examples=examples(60), deadline=None)
def test_what_is_unclear_is_a_number_to_both_and_not_the_same_one(texts: list[str]) -> None:
    for text, unclear in zip(texts, matches(texts, UNCLEAR), strict=True):
        with_point, with_comma = reading(text, POINT), reading(text, COMMA)
        both = with_point is not None and with_comma is not None
        if unclear:
            assert both and with_point != with_comma, text
        elif both and with_point != with_comma:  # a factor 1000 apart, and yet nobody is told
            assert not likely(text, POINT) or not likely(text, COMMA), text


@given(texts=st.lists(LIKE_A_NUMBER, min_size=1, max_size=30))
@settings(max_examples=examples(60), deadline=None)
def test_a_text_among_typed_numbers_is_one_of_its_readings_or_nothing(texts: list[str]) -> None:
    for text, digits in zip(texts, answers(texts, one_reading("c")), strict=True):
        readings = {reading(text, POINT), reading(text, COMMA)} - {None}
        if digits is not None:
            assert Decimal(str(digits)) in readings, text
        if len(readings) == 1 and text.lstrip("+-").isdigit():
            assert digits is not None, text


@given(
    whole=st.integers(0, 10**12),
    decimals=st.text("0123456789", max_size=6),
    sign=st.sampled_from(["", "-", "+"]),
    thousands=st.booleans(),
    mark=st.sampled_from(DecimalMark),
)
@settings(max_examples=examples(200), deadline=None)
def test_whoever_writes_a_number_gets_that_number_back(
    whole: int, decimals: str, sign: str, thousands: bool, mark: DecimalMark
) -> None:
    other = "," if mark is POINT else "."
    written = f"{whole:,}".replace(",", other) if thousands else str(whole)
    text = sign + written + (mark.value + decimals if decimals else "")
    (plain,) = answers([text], plain_number("c", mark, thousands=True))
    assert Decimal(str(plain)) == Decimal(f"{sign}{whole}.{decimals or '0'}")


@pytest.mark.parametrize(
    ("point", "comma", "unclear", "separator", "mark"),
    [
        (True, False, None, ";", POINT),
        (True, False, "1.234", ";", POINT),
        (True, False, "1,234", ",", POINT),
        (False, True, None, ";", COMMA),
        (False, True, "1.234", ";", COMMA),
        (False, True, "1,234", None, COMMA),
        (False, False, None, ";", POINT),  # no mark at all: it does not matter
        (False, False, None, None, POINT),
        (False, False, "1.234", ",", POINT),  # who separates with commas writes points
        (False, False, "1,234", ",", None),
        (False, False, "1.234", ";", None),
        (False, False, "1,234", ";", None),
        (False, False, "1.234", "\t", None),
        (False, False, "1.234", None, None),
        (True, True, None, ";", None),
        (True, True, "1.234", ",", None),
    ],
)
def test_a_file_has_one_mark_or_nobody_knows(
    point: bool, comma: bool, unclear: str | None, separator: str | None, mark: DecimalMark | None
) -> None:
    assert decide(MarkEvidence(point, comma, unclear), separator) == mark
