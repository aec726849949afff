"""Patterns are read once, and written so that RE2 and Java find the same in them."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.pattern import fits, written

# (pattern, what is written)
WRITTEN = {
    "abc": "abc",
    "^a": "^(?:a)",
    "a$": r"(?:a)\z",
    "^a$": r"^(?:a)\z",
    "a|b": "a|b",
    "^(a|b)$": r"^(?:(?:a|b))\z",
    "a.b": r"a[^\n]b",
    "[A-Z0-9_]+": "[A-Z0-9_]+",
    "[^a]": "[^a]",
    "[a-]": r"[a\-]",
    "[.+]": r"[\.\+]",
    r"[\]\\]": r"[\]\\]",
    "a{2}": "a{2}",
    "a{2,}": "a{2,}",
    "a?b*c+": "a?b*c+",
    "(ab){2}": "(?:ab){2}",
    "((a)b)": "(?:(?:a)b)",
    "(((((a)))))": "(?:(?:(?:(?:(?:a)))))",
    r"\.\*\$": r"\.\*\$",
    r"\-": r"\-",
    r"a\$": r"a\$",
    "é🙂": "é🙂",
    "a&b": r"a\&b",
    "(a*b)c*": "(?:a*b)c*",
    "(a?)*": "(?:a?)*",
    "-": r"\-",
}
REFUSED = {
    "": "leeg",
    "^": "leeg",
    "^$": "leeg",
    "(a": r"er ontbreekt een \)",
    "a)": r"een \) te veel",
    "[a": r"er ontbreekt een \]",
    "[a-": r"er ontbreekt een \]",
    "[]": r"\[\] is leeg",
    "[^]": r"\[\] is leeg",
    "[z-a]": "z-a staat achterstevoren",
    "[[:alpha:]]": r"schrijf \\\[",
    "[a&&b]": r"schrijf \\&",
    "[a~~b]": r"schrijf \\~",
    r"\d": r"\\d is niet overal gelijk; schrijf bijvoorbeeld \[0-9\]",
    r"\w": "niet overal gelijk",
    r"\b": "niet overal gelijk",
    r"\1": "niet overal gelijk",
    r"\é": "niet overal gelijk",
    "\\\x7f": "niet overal gelijk",
    "a\\": "niet overal gelijk",
    r"[\d]": "niet overal gelijk",
    "(?i)a": "alleen gewone haakjes",
    "(?=a)": "alleen gewone haakjes",
    "((((((a))))))": "hoogstens vijf diep",
    "a^b": "helemaal aan het begin of eind",
    "a$b": "helemaal aan het begin of eind",
    "(^a)": "helemaal aan het begin of eind",
    "^a|b$": "zet haakjes om de keuze",
    "^a|b": "zet haakjes om de keuze",
    "a|b$": "zet haakjes om de keuze",
    "*a": r"schrijf \\\* voor het teken",
    "a|*": r"schrijf \\\* voor het teken",
    "{2}": r"schrijf \\{ voor het teken",
    "a{x}": r"schrijf \\{ voor het teken",
    "a{2,1}": r"\{2,1\} staat achterstevoren",
    "a{100}": r"schrijf \\{ voor het teken",
    "a]": r"schrijf \\\] voor het teken",
    "a}": r"schrijf \\} voor het teken",
    "a**": "twee herhalingen",
    "a+?": "twee herhalingen",
    "a{2}{3}": "twee herhalingen",
    "(a*)*": "een herhaling in een herhaling",
    "(a|b+)+": "een herhaling in een herhaling",
    "(a{2,})*": "een herhaling in een herhaling",
    "((a*)b)+": "een herhaling in een herhaling",
    "((a{99}){11})": "uitgeschreven langer dan 1000 tekens",
    "((((a{1,99}){1,99}){1,99}){1,99}){1,99}": "uitgeschreven langer dan 1000 tekens",
    "([abcdefghij]{99,}){2}": "uitgeschreven langer dan 1000 tekens",
    "a" * 1_001: "uitgeschreven langer dan 1000 tekens",
}


@pytest.mark.parametrize("pattern", WRITTEN)
def test_a_pattern_is_written_so_that_it_means_the_same_everywhere(pattern: str) -> None:
    assert written(pattern) == WRITTEN[pattern]
    assert fits("", pattern) == (re.search(_for_python(pattern), "") is not None)  # RE2 reads it


def _for_python(pattern: str) -> str:
    """Python calls the end of a text by another letter."""
    return written(pattern).replace(r"\z", r"\Z")


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_pattern_that_differs_between_engines_is_refused(pattern: str) -> None:
    with pytest.raises(ExpressionError, match=REFUSED[pattern]) as caught:
        written(pattern)
    assert str(caught.value).startswith(f"patroon '{pattern}': ")


PIECES = st.sampled_from(
    ["a", "b", "é", ".", "[ab]", "[^a]", "[a-c]", "(ab|c)", "a?", "b*", "a{1,2}", r"\.", "-",
     "(a|.)", "[^\\]]", " ", "'"]
)  # fmt: skip
PATTERNS = st.builds(
    lambda start, parts, end: start + "".join(parts) + end,
    st.sampled_from(["", "^"]),
    st.lists(PIECES, min_size=1, max_size=4),
    st.sampled_from(["", "$"]),
)


@settings(max_examples=examples(150))
@given(st.lists(PATTERNS, min_size=2, max_size=8), st.lists(st.text("abcé.\n- ']"), min_size=3))
def test_what_fits_is_what_python_would_find(patterns: list[str], texts: list[str]) -> None:
    for text in texts:
        for pattern in patterns:
            found = re.search(_for_python(pattern), text) is not None
            assert fits(text, pattern) is found, (pattern, text)


# each would take Python's own engine longer than anybody lives
WITHOUT_END = {
    "((a|a?){40}b)": "a" * 60,
    "a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b": "a" * 400,
    ".*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*x": "y" * 4_000,
    "^((a{1,9}){1,9}){1,9}$": "a" * 60 + "b",
    "^" + "(a|aa){9}" * 9 + "b": "a" * 200,
    "([^\n]{9}){11}x": "é" * 20_000,
    "[" + "ä-ö" * 33 + "]{9}x": "ö" * 20_000,
}


@pytest.mark.parametrize("pattern", WITHOUT_END)
def test_no_pattern_goes_back_in_the_text_without_end(pattern: str) -> None:
    started = time.process_time()
    assert not fits(WITHOUT_END[pattern], pattern)
    assert time.process_time() - started < 5


def test_no_text_with_many_per_cent_signs_goes_back_without_end() -> None:
    from verantwoord.formula.functions import FUNCTIONS

    started = time.process_time()
    assert FUNCTIONS["like"].value("a" * 3_000 + "b", "%a" * 2_000) is False
    assert FUNCTIONS["like"].value("a" * 3_000 + "b", "%a_%" * 900 + "c") is False
    assert FUNCTIONS["like"].value("a" * 3_000 + "b", "%a" * 2_000 + "%") is True
    assert time.process_time() - started < 5
