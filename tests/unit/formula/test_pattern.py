"""Patterns are read once, and written for RE2, Java and Python so that all find the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.pattern import written

# (pattern, what python gets)
WRITTEN = {
    "abc": "abc",
    "^a": "^(?:a)",
    "a$": r"(?:a)\Z",
    "^a$": r"^(?:a)\Z",
    "a|b": "a|b",
    "^(a|b)$": r"^(?:(?:a|b))\Z",
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
}


@pytest.mark.parametrize("pattern", WRITTEN)
def test_a_pattern_is_written_so_that_it_means_the_same_everywhere(pattern: str) -> None:
    assert written(pattern, "python") == WRITTEN[pattern]
    in_java = written(pattern, "spark")
    assert in_java == WRITTEN[pattern].replace(r"\Z", r"\z")
    assert in_java == written(pattern, "duckdb")


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_pattern_that_differs_between_engines_is_refused(pattern: str) -> None:
    with pytest.raises(ExpressionError, match=REFUSED[pattern]) as caught:
        written(pattern, "python")
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


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": "1"}) as made:
        yield made


@settings(max_examples=examples(150))
@given(st.lists(PATTERNS, min_size=5, max_size=25), st.lists(st.text("abcé.\n- ']"), min_size=3))
def test_duckdb_and_python_find_the_same(
    con: duckdb.DuckDBPyConnection, patterns: list[str], texts: list[str]
) -> None:
    asked = ", ".join("regexp_matches(text, ?)" for _ in patterns)
    query = f"SELECT {asked} FROM (SELECT unnest(?) AS text, unnest(?) AS i) ORDER BY i"
    given_ = [*(written(p, "duckdb") for p in patterns), texts, [*range(len(texts))]]
    found = con.execute(query, given_).fetchall()
    for text, answers in zip(texts, found, strict=True):
        ours = [re.search(written(p, "python"), text) is not None for p in patterns]
        assert list(answers) == ours, (patterns, text)
