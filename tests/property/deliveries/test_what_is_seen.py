"""What a sender is shown: places of cells, numbers as a spreadsheet has them, and nobody's data."""

from __future__ import annotations

import re
import string
import unicodedata
from decimal import Decimal
from itertools import pairwise

import duckdb
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.deliveries.look_alikes import skeleton
from verantwoord.deliveries.messages import shown
from verantwoord.deliveries.personal import MACROS, passes_eleven_proof, redacted
from verantwoord.deliveries.seen import as_seen, letters, ranges, ranges_of, stretches
from verantwoord.deliveries.sheets.kinds import FORMATS, NUMBER, PERCENT, PLAIN, TEXT

ROWS = st.lists(st.integers(1, 40), max_size=30, unique=True).map(sorted)
WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


def number(column: str) -> int:
    """How many columns there are up to one, counted as somebody would: Z is 26, AA is 27."""
    found = 0
    for letter in column:
        found = found * 26 + string.ascii_uppercase.index(letter) + 1
    return found


@given(st.integers(1, 16_384))
@example(16_384)  # the last of a spreadsheet is XFD
def test_a_column_is_called_by_the_letters_of_a_spreadsheet(column: int) -> None:
    assert number(letters(column)) == column
    assert letters(16_384) == "XFD"


@given(ROWS)
def test_stretches_hold_each_row_once_and_are_as_few_as_can_be(rows: list[int]) -> None:
    found = stretches(rows)
    assert [r for low, high in found for r in range(low, high + 1)] == rows
    assert all(high + 1 < low for (_, high), (low, _) in pairwise(found))


@given(ROWS, st.sampled_from(["", "D", "AB"]))
def test_who_reads_the_ranges_knows_the_rows_up_to_the_ellipsis(
    rows: list[int], column: str
) -> None:
    text = ranges(rows, column)
    named = text.removesuffix(" …")
    read: list[int] = []
    for part in filter(None, named.split(", ")):
        ends = [int(e.removeprefix(column)) for e in re.split("[-:]", part)]
        read += range(ends[0], ends[-1] + 1)
    assert read == rows[: len(read)]
    assert text.endswith(" …") == (read != rows)
    assert len(named.split(", ")) <= 5


@given(ROWS.filter(bool))
def test_that_there_is_more_is_said_also_when_all_that_is_known_is_named(rows: list[int]) -> None:
    assert ranges_of(stretches(rows), more=True).endswith(" …")


@given(st.decimals(-(10**12), 10**12, places=4), st.booleans(), st.sampled_from(["nl", "en"]))
@settings(max_examples=examples(200))
def test_a_number_is_shown_with_the_mark_of_the_language_and_all_its_digits(
    value: Decimal, percent: bool, language: str
) -> None:
    kind = NUMBER + FORMATS * (PERCENT if percent else PLAIN)
    text = as_seen(str(value), kind, language)
    assert text is not None
    assert text.endswith("%") == percent
    assert ("." not in text) if language == "nl" else ("," not in text)
    read = Decimal(text.removesuffix("%").replace(",", "."))
    assert read == (value * 100 if percent else value)


@given(WORDS)
def test_a_text_is_shown_as_it_is(text: str) -> None:
    assert as_seen(text, TEXT, "nl") == as_seen(text, None, "nl") == text
    assert as_seen(None, TEXT, "nl") is None


@given(WORDS)
@settings(max_examples=examples(200))
def test_what_is_shown_is_one_line_that_can_be_printed(text: str) -> None:
    line = shown(text)
    assert line.isprintable()
    assert len(line) <= 121  # and the sign that it goes on


NINE = st.text("0123456789", min_size=9, max_size=9)
PEOPLE = st.one_of(
    NINE,
    NINE.map(lambda d: f"{d[:4]}.{d[4:6]}.{d[6:]}"),
    NINE.map(lambda d: f"{d[:3]} {d[3:6]} {d[6:]}"),
    NINE.map(lambda d: f"{d[:2]}-{d[2:5]}-{d[5:7]}-{d[7:]}"),
    st.just("111222333"),
    st.just("1112.22.333"),
    st.emails(),
    st.sampled_from([" ", ", ", "bel ", "BSN", "x", "\n", "/"]),
)


@given(st.lists(PEOPLE, min_size=1, max_size=6).map("".join))
@example("BSN111222333 en 111222333x")
@example("111222333,111222333")
@settings(max_examples=examples(300), deadline=None)
def test_nothing_about_a_person_is_left_in_what_is_shown(text: str) -> None:
    """No number that passes the 11-proof, as the check of a million cells finds it, and no @."""
    left = redacted(text)
    with duckdb.connect() as con:
        con.execute(MACROS)
        found, before = con.execute("SELECT heeft_bsn(?), heeft_bsn(?)", [left, text]).fetchall()[0]
    assert not found
    assert redacted(left) == left
    if not before and "@" not in text:
        assert left == text  # a number that is no BSN is a number


@given(NINE)
@settings(max_examples=examples(300))
def test_a_number_is_hidden_if_and_only_if_it_can_be_a_bsn(digits: str) -> None:
    assert (redacted(digits) != digits) is passes_eleven_proof(digits)


@given(WORDS)
@settings(max_examples=examples(300))
def test_what_a_text_looks_like_looks_like_itself(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@given(st.text("Aaé ëïÇçñ -'\"", max_size=20))
def test_accents_written_apart_look_the_same(text: str) -> None:
    assert skeleton(unicodedata.normalize("NFD", text)) == skeleton(text)


@given(st.text(string.ascii_letters + string.digits + ".,;:()/&", max_size=20))
def test_plain_texts_that_differ_look_different(text: str) -> None:
    """Or every pair of names in a file would be a finding."""
    assert skeleton(text) == text
