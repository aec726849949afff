r"""Patterns for `regexp_matches`: the part of regular expressions that means the same everywhere.

RE2 (DuckDB), Java (Spark) and Python differ in `\d`, `\w`, `\b`, `.`, `$`, flags, look-arounds and
back references. So a pattern is read here, and written anew for each: characters, `.`, classes
such as `[A-Z0-9]`, groups, `|`, `*`, `+`, `?`, `{2}`, `{2,4}`, and `^` and `$` at the very ends.
"""

from __future__ import annotations

import re

from verantwoord.formula.errors import ExpressionError

_SPECIAL = frozenset(r"\.[]{}()*+?|^$")
_DEEPEST = 5
_COUNT = re.compile(r"\{([0-9]{1,2})(?:(,)([0-9]{1,2})?)?\}")
# what a pattern ends with: `$` also matches before a last line break in Java and Python
_END = {"duckdb": r"\z", "spark": r"\z", "python": r"\Z"}


class _Reader:
    """Reads a pattern from left to right and writes what is the same everywhere."""

    def __init__(self, text: str, whole: str) -> None:
        self.text, self.whole, self.at = text, whole, 0
        self.chose = False  # there is a | outside brackets

    def refuse(self, why: tuple[str, str]) -> ExpressionError:
        nl, en = why
        return ExpressionError(f"patroon '{self.whole}': {nl}", f"pattern '{self.whole}': {en}")

    def alternatives(self, depth: int) -> tuple[str, bool]:
        """Return the text up to a closing bracket or the end, and whether it repeats freely."""
        written, free = self.sequence(depth)
        while self.peek() == "|":
            self.at += 1
            self.chose = self.chose or depth == 0
            more, also = self.sequence(depth)
            written, free = f"{written}|{more}", free or also
        return written, free

    def sequence(self, depth: int) -> tuple[str, bool]:
        parts, free = [], False
        while (char := self.peek()) not in ("", "|", ")"):
            part, inner = self.one(char, depth)
            count, repeats = self.count()
            if repeats and inner:
                raise self.refuse(
                    (
                        "een herhaling in een herhaling mag niet",
                        "a repetition in a repetition is not allowed",
                    )
                )
            parts.append(part + count)
            free = free or inner or repeats
        return "".join(parts), free

    def one(self, char: str, depth: int) -> tuple[str, bool]:
        self.at += 1
        if char == "(":
            return self.group(depth)
        if char == "[":
            return self.char_class(), False
        if char == ".":
            return r"[^\n]", False
        if char == "\\":
            return self.escaped(), False
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
        return _literal(char), False

    def group(self, depth: int) -> tuple[str, bool]:
        if self.peek() == "?" or depth >= _DEEPEST:
            raise self.refuse(
                (
                    "alleen gewone haakjes, hoogstens vijf diep",
                    "only plain brackets, five deep at most",
                )
            )
        inner, free = self.alternatives(depth + 1)
        if self.peek() != ")":
            raise self.refuse(("er ontbreekt een )", "a ) is missing"))
        self.at += 1
        return f"(?:{inner})", free

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

    def count(self) -> tuple[str, bool]:
        """Return how often, and whether that may be without end."""
        char = self.peek()
        written, free = "", False
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
        if written and self.peek() and self.peek() in "*+?{":
            raise self.refuse(
                (
                    "twee herhalingen achter elkaar mag niet",
                    "two repetitions in a row are not allowed",
                )
            )
        return written, free

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


def written(pattern: str, dialect: str) -> str:
    """Return the pattern for RE2 (`duckdb`), Java (`spark`) or `python`.

    Errors:   ExpressionError: what is not the same in all three, with what to write.
    """
    start = pattern.startswith("^")
    end = pattern.endswith("$") and not pattern.endswith(r"\$")
    inner = pattern[1 if start else 0 : len(pattern) - 1 if end else len(pattern)]
    reader = _Reader(inner, pattern)
    text, _ = reader.alternatives(0)
    if reader.peek():
        raise reader.refuse(("er staat een ) te veel", "there is one ) too many"))
    if not inner:
        raise reader.refuse(("het is leeg", "it is empty"))
    if (start or end) and reader.chose:
        raise reader.refuse(
            ("zet haakjes om de keuze: ^(a|b)$", "put brackets around the choice: ^(a|b)$")
        )
    if start or end:
        text = f"{'^' if start else ''}(?:{text}){_END[dialect] if end else ''}"
    return text
