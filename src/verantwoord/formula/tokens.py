"""The tokens of an expression: the few there are, the words among them, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Container

from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.functions import FUNCTIONS
from verantwoord.formula.instead import INSTEAD, Said

MOST_CHARACTERS = 4000
MOST_DEEP = 100  # nodes in each other
MOST_BRACKETS = 25  # in each other; sqlglot takes ten calls for each

_TOKEN = re.compile(
    r"[ \t\r\n]+|(?P<text>'(?:[^']|'')*')|(?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.])"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<symbol><=(?!>)|>=|<>|<(?!=)|!=|=(?!=)|-(?![->])|/(?![*/])|\*(?!\*)|[+(),>])"
)
_KEYWORDS = frozenset(
    ("and", "or", "not", "is", "null", "true", "false", "case", "when", "then", "else", "end",
     "in", "between", "like", "date", "filter", "where", "distinct")
)  # fmt: skip
_BEFORE_BRACKET = _KEYWORDS - {"is", "null", "true", "false", "end", "date", "distinct", "like"}
_BRACKET = re.compile(r"\s*\(")
_AGGREGATES = frozenset({"sum", "count", "min", "max"})
_FORMS = frozenset({"coalesce", "nullif"})
_OPERATORS = frozenset(n for n in FUNCTIONS if not n.isidentifier()) | {"neg", "like"}
_FUNCTIONS = (frozenset(FUNCTIONS) - _OPERATORS) | _FORMS


def refused(text: str, why: Said, instead: Said = ("", "")) -> ExpressionError:
    """Return the error for a text: what is wrong, and what to write instead."""
    nl, en = (
        f"'{_short(text)}' {w}{'; ' if i else ''}{i}" for w, i in zip(why, instead, strict=True)
    )
    return ExpressionError(nl, en)


def too_deep(text: str) -> ExpressionError:
    """Return the error for a text with too many nodes in each other."""
    return refused(
        text,
        (f"gaat meer dan {MOST_DEEP} stappen diep", f"goes more than {MOST_DEEP} steps deep"),
        ("splits haar", "split it"),
    )


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"


def words_of(text: str, *, aggregates: bool) -> list[str]:
    """Cut a text into tokens; return its words, functions with a bracket behind them."""
    if len(text) > MOST_CHARACTERS:
        raise refused(
            text,
            (
                f"is langer dan {MOST_CHARACTERS} tekens",
                f"is longer than {MOST_CHARACTERS} characters",
            ),
            ("splits haar", "split it"),
        )
    if text.lstrip().startswith("="):
        raise refused(text, ("begint met =", "begins with ="), INSTEAD["="])
    words: list[str] = []
    deep = at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise refused(text, *_strange(text, at))
        at = found.end()
        deep += {"(": 1, ")": -1}.get(found[0], 0)
        if found["word"]:
            words.append(_called(text, found, aggregates=aggregates))
        if found["text"] and not found["text"].isprintable():
            raise refused(
                text,
                (
                    "heeft een onzichtbaar teken in een tekst",
                    "has an invisible character in a text",
                ),
                ("haal het weg", "remove it"),
            )
        if deep > MOST_BRACKETS:
            raise refused(
                text,
                (
                    f"heeft meer dan {MOST_BRACKETS} haakjes in elkaar",
                    f"has more than {MOST_BRACKETS} brackets in each other",
                ),
                ("splits haar", "split it"),
            )
    return words


def _called(text: str, found: re.Match[str], *, aggregates: bool) -> str:
    """Return the word of a token; refuse a function that is not in the table."""
    word = found["word"].lower()
    before = _BEFORE_BRACKET | {"distinct"} if aggregates else _BEFORE_BRACKET
    if not _BRACKET.match(text, found.end()) or word in before:
        return found["word"]
    if word in _FUNCTIONS or (aggregates and word in _AGGREGATES):
        return f"{word}("
    if word in _AGGREGATES:
        raise refused(
            text,
            (f"gebruikt {word}", f"uses {word}"),
            (
                "dat kan alleen in measures van een regel, of als aggregate van een component",
                "that is for measures of a rule only, or as the aggregate of a component",
            ),
        )
    known = ", ".join(sorted(_FUNCTIONS | (_AGGREGATES if aggregates else frozenset())))
    instead = INSTEAD.get(word, (f"bekend zijn: {known}", f"known are: {known}"))
    raise refused(
        text,
        (
            f"gebruikt functie {word}, die niet bestaat",
            f"uses function {word}, which does not exist",
        ),
        instead,
    )


def _strange(text: str, at: int) -> tuple[Said, Said]:
    if text[at] == "'":
        return (
            ("heeft een tekst zonder einde", "has a text without an end"),
            ("zet er een ' achter", "put a ' behind it"),
        )
    if text[at].isdigit():
        return (
            ("heeft een getal dat zo niet mag", "has a number that is not written so"),
            (
                "schrijf cijfers met hoogstens één punt: 1000.5",
                "write digits with one full stop at most: 1000.5",
            ),
        )
    sign = text[at : at + 2] if text[at : at + 2] in INSTEAD else text[at]
    of_a_number = sign == "%" and re.search(r"[0-9]\s*\Z", text[:at])
    instead = INSTEAD.get(
        "0%" if of_a_number else sign,
        ("dat teken hoort niet in een formule", "that sign does not belong in a formula"),
    )
    return (
        (f"gebruikt {sign}, dat niet is toegestaan", f"uses {sign}, which is not allowed"),
        instead,
    )


def not_read(text: str) -> Said:
    """Return what to write instead of a text that is no expression, where that can be seen."""
    if comma := re.search(r"([0-9]+),([0-9]+)", text):
        return (
            f"een decimaal getal schrijft u met een punt: {comma[1]}.{comma[2]}",
            f"a decimal number is written with a full stop: {comma[1]}.{comma[2]}",
        )
    if sign := re.search(r"=[<>]", text):
        return INSTEAD[sign[0]]
    if word := re.search(r"(?i)\s(en|of)\s", text):
        return INSTEAD[word[1].lower()]
    names = [w for w in re.findall(r"\w+(?=\s+\w)", text) if w.lower() not in _KEYWORDS]
    return INSTEAD["a b"] if names else ("", "")


def check_words(text: str, words: list[str], used: Container[str]) -> None:
    """Refuse a word that has become neither a keyword nor a name: nothing is passed over."""
    for word in words:
        if not word.endswith("(") and word.lower() not in _KEYWORDS and word not in used:
            instead = INSTEAD.get(
                word.lower(),
                ("docs/formules.md noemt wat er is", "docs/formules.md names what there is"),
            )
            raise refused(
                text,
                (
                    f"gebruikt het woord {word}, dat niet bestaat",
                    f"uses the word {word}, which does not exist",
                ),
                instead,
            )
