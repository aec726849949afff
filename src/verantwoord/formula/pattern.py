r"""Patterns for `regexp_matches`: the part of regular expressions that means the same everywhere.

RE2 (DuckDB), Java (Spark) and Python differ in `\d`, `\w`, `\b`, `.`, `$`, flags, look-arounds and
back references. So a pattern is read here, and written anew for each: characters, `.`, classes
such as `[A-Z0-9]`, groups, `|`, `*`, `+`, `?`, `{2}`, `{2,4}`, and `^` and `$` at the very ends.

What fits is decided by RE2 in Python too: it never goes back in the text, so that no pattern takes
longer than its own length times that of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from verantwoord.formula.errors import ExpressionError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SPECIAL = frozenset(r"\.[]{}()*+?|^$")
_DEEPEST = 5
_MOST_SIGNS = 1000  # when every count is written out; RE2 refuses more
_END = r"\z"
_COUNT = re.compile(r"\{([0-9]{1,2})(?:(,)([0-9]{1,2})?)?\}")


class _Reader:
    """Reads a pattern from left to right and writes what is the same everywhere."""

    def __init__(self, text: str, whole: str) -> None:
        self.text, self.whole, self.at = text, whole, 0
        self.chose = False  # there is a | outside brackets

    def refuse(self, why: tuple[str, str]) -> ExpressionError:
        nl, en = why
        return ExpressionError(f"patroon '{self.whole}': {nl}", f"pattern '{self.whole}': {en}")

    def alternatives(self, depth: int) -> tuple[str, bool, int]:
        """Return the text up to a closing bracket or the end, whether it repeats freely, its size.

        The size is how many signs there are when every count is written out.
        """
        written, free, size = self.sequence(depth)
        while self.peek() == "|":
            self.at += 1
            self.chose = self.chose or depth == 0
            more, also, signs = self.sequence(depth)
            written, free, size = f"{written}|{more}", free or also, size + signs
        return written, free, size

    def sequence(self, depth: int) -> tuple[str, bool, int]:
        parts, free, size = [], False, 0
        while (char := self.peek()) not in ("", "|", ")"):
            part, inner, signs = self.one(char, depth)
            count, repeats, times = self.count()
            if repeats and inner:
                raise self.refuse(
                    (
                        "een herhaling in een herhaling mag niet",
                        "a repetition in a repetition is not allowed",
                    )
                )
            parts.append(part + count)
            free = free or inner or repeats
            size += signs * times
            if size > _MOST_SIGNS:
                raise self.refuse(
                    (
                        f"het is uitgeschreven langer dan {_MOST_SIGNS} tekens",
                        f"it is longer than {_MOST_SIGNS} signs when written out",
                    )
                )
        return "".join(parts), free, size

    def one(self, char: str, depth: int) -> tuple[str, bool, int]:
        self.at += 1
        if char == "(":
            return self.group(depth)
        if char == "[":
            start = self.at
            return self.char_class(), False, self.at - start
        if char == ".":
            return r"[^\n]", False, 1
        if char == "\\":
            return self.escaped(), False, 1
        if char in "^$":
            raise self.refuse(
                (
                    f"{char} mag alleen helemaal aan het begin of eind staan",
                    f"{char} may only stand at the very begin or end",
                )
            )
        if char in _SPECIAL:
            raise self.refuse(
                (
                    f"schrijf \\{char} voor het teken {char}",
                    f"write \\{char} for the character {char}",
                )
            )
        return _literal(char), False, 1

    def group(self, depth: int) -> tuple[str, bool, int]:
        if self.peek() == "?" or depth >= _DEEPEST:
            raise self.refuse(
                (
                    "alleen gewone haakjes, hoogstens vijf diep",
                    "only plain brackets, five deep at most",
                )
            )
        inner, free, size = self.alternatives(depth + 1)
        if self.peek() != ")":
            raise self.refuse(("er ontbreekt een )", "a ) is missing"))
        self.at += 1
        return f"(?:{inner})", free, size

    def escaped(self) -> str:
        char = self.peek()
        if not char or char.isalnum() or ord(char) > 126:
            raise self.refuse(
                (
                    rf"\{char} is niet overal gelijk; schrijf bijvoorbeeld [0-9]",
                    rf"\{char} is not the same everywhere; write [0-9], for instance",
                )
            )
        self.at += 1
        return _literal(char)

    def char_class(self) -> str:
        parts = [self.take("^")]
        while (char := self.peek()) != "]":
            first = self.class_char(char)
            last = first
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                last = self.class_char(self.peek())
            if last < first:
                raise self.refuse(
                    (
                        f"{first}-{last} staat achterstevoren",
                        f"{first}-{last} is the wrong way round",
                    )
                )
            parts.append(
                _literal(first) if first == last else f"{_literal(first)}-{_literal(last)}"
            )
        self.at += 1
        if len(parts) == 1:
            raise self.refuse(("[] is leeg", "[] is empty"))
        return f"[{''.join(parts)}]"

    def class_char(self, char: str) -> str:
        if not char:
            raise self.refuse(("er ontbreekt een ]", "a ] is missing"))
        self.at += 1
        if char == "\\":
            char = self.peek()
            self.escaped()
        elif char in "[&~":
            raise self.refuse(
                (
                    f"schrijf \\{char} voor het teken {char}",
                    f"write \\{char} for the character {char}",
                )
            )
        return char

    def count(self) -> tuple[str, bool, int]:
        """Return how often, whether that may be without end, and how often it is written out."""
        char = self.peek()
        written, free, times = "", False, 1
        if char and char in "*+?":
            self.at += 1
            written, free = char, char != "?"
        elif found := _COUNT.match(self.text, self.at):
            self.at = found.end()
            low, comma, high = found[1], found[2], found[3]
            if high is not None and int(high) < int(low):
                raise self.refuse(
                    (f"{found[0]} staat achterstevoren", f"{found[0]} is the wrong way round")
                )
            written, free = found[0], bool(comma) and high is None
            times = max(1, int(low) + 1 if free else int(high or low))
        if written and self.peek() and self.peek() in "*+?{":
            raise self.refuse(
                (
                    "twee herhalingen achter elkaar mag niet",
                    "two repetitions in a row are not allowed",
                )
            )
        return written, free, times

    def take(self, char: str) -> str:
        if self.peek() != char:
            return ""
        self.at += 1
        return char

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]


def _literal(char: str) -> str:
    """Write a character so that no dialect gives it a meaning."""
    return f"\\{char}" if char in _SPECIAL or char in "-&~/" else char


def fits(text: str, pattern: str) -> bool:
    """Say whether a pattern fits somewhere in a text.

    Errors:   ExpressionError; see `written`.
    """
    found = _re2().cursor().execute("SELECT regexp_matches(?, ?)", [text, written(pattern)])
    row = found.fetchone()
    return row is not None and bool(row[0])


@lru_cache(maxsize=1)
def _re2() -> DuckDBPyConnection:
    import duckdb  # here: most packs have no pattern, and need not pay for it

    return duckdb.connect(config={"threads": "1"})  # which no fork can lose


@lru_cache(maxsize=256)
def written(pattern: str) -> str:
    """Return the pattern so that RE2 (DuckDB) and Java (Spark) read the same in it.

    Errors:   ExpressionError: what is not the same in both, or too long, with what to write.
    """
    start = pattern.startswith("^")
    end = pattern.endswith("$") and not pattern.endswith(r"\$")
    inner = pattern[1 if start else 0 : len(pattern) - 1 if end else len(pattern)]
    reader = _Reader(inner, pattern)
    text, _, _ = reader.alternatives(0)
    if reader.peek():
        raise reader.refuse(("er staat een ) te veel", "there is one ) too many"))
    if not inner:
        raise reader.refuse(("het is leeg", "it is empty"))
    if (start or end) and reader.chose:
        raise reader.refuse(
            ("zet haakjes om de keuze: ^(a|b)$", "put brackets around the choice: ^(a|b)$")
        )
    if start or end:
        # `$` would also match before a last line break in Java
        text = f"{'^' if start else ''}(?:{text}){_END if end else ''}"
    return text
