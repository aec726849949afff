"""Of which year a quantity is, and with which year it is compared.

"12 procent gedaald ten opzichte van 2022" is of another year than 2022: the year behind such words
is the base. Where the words bring a value of their own ("tegen 450 fte in 2023"), the year is of
that value, and of no other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

YEAR = re.compile(r"(?<![\w.,/–-])(?:19|20)[0-9]{2}(?![\w,/–-][0-9]|[0-9])")
_COMPARED = re.compile(
    r"\b(?:ten\s+opzichte\s+van|t\.?\s?o\.?\s?v\.?|vergeleken\s+(?:met|bij)|"
    r"in\s+(?:vergelijking|verhouding)\s+(?:met|tot)|(?:onder|boven|op)\s+het\s+niveau\s+van|"
    r"tegen(?:over)?|sinds|dan)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:tussen|van)\s+((?:19|20)[0-9]{2})\s+(?:en|tot|naar|op|t/m)\b", re.I)
_BESIDE = re.compile(r"(?<![\w.,/–-])((?:19|20)[0-9]{2})\s?\(\s?\Z")
_CLAUSE = re.compile(r"[,;:()]")
_FARTHEST = 60  # characters between such words and the year that they bring


@dataclass(frozen=True, slots=True)
class _Year:
    at: int
    value: str
    base: bool
    part: int  # how many comparing words stand before it
    clause: int


class Years:
    """The years of one sentence, each as the year of a value or as a base."""

    def __init__(self, text: str, numbers: Sequence[tuple[int, int]]) -> None:
        """`numbers` are the places of the quantities, in order."""
        self.compared = [m.start() for m in _COMPARED.finditer(text) if not _before(m, numbers)]
        self.clauses = [m.start() for m in _CLAUSE.finditer(text)]
        between = {m.start(1) for m in _BETWEEN.finditer(text)}
        self.numbers = numbers
        self.text = text
        self.years: list[_Year] = []
        for m in YEAR.finditer(text):
            place = m.start()
            base = place in between or self._is_base(place)
            clause = bisect_right(self.clauses, place)
            self.years.append(_Year(place, m.group(), base, self._part(place), clause))

    def _part(self, place: int) -> int:
        return bisect_right(self.compared, place)

    def _is_base(self, place: int) -> bool:
        """Say whether comparing words bring this year, with no value and no year between."""
        part = self._part(place)
        if part == 0 or place - self.compared[part - 1] > _FARTHEST:
            return False
        start = self.compared[part - 1]
        between = (*(n[0] for n in self.numbers), *(y.at for y in self.years))
        return not any(start < other < place for other in between)

    def of(self, span: tuple[int, int]) -> tuple[str | None, str | None]:
        """Return the year of a quantity and the year of its base; None where none is said."""
        beside = _BESIDE.search(self.text[: span[0]])
        if beside is not None:
            return beside[1], None  # "dan in 2023 (450 fte)"
        part = self._part(span[0])
        own = [y for y in self.years if not y.base and self._may_be_of(y, part)]
        own = [y for y in own if not self._is_of_one_before(y, span)]
        clause = bisect_right(self.clauses, span[0])
        near = [y for y in own if y.clause == clause] or own
        year = min(near, key=lambda one: _distance(one.at, span)).value if near else None
        return year, self._base(part)

    def _may_be_of(self, year: _Year, part: int) -> bool:
        """A year with the value that something is compared with, is of that value alone."""
        if year.part == part:
            return True
        if (
            part
            and any(self._part(number[0]) == part for number in self.numbers)
            and not any(y.base and y.part == part for y in self.years)
        ):
            return False
        return not any(self._part(number[0]) == year.part for number in self.numbers)

    def _is_of_one_before(self, year: _Year, span: tuple[int, int]) -> bool:
        """In "van 48 procent in 2023 naar 55 procent" the year is of the first value alone."""
        if not self.text[: span[0]].endswith("naar ") or year.at > span[0]:
            return False
        return any(number[1] <= year.at for number in self.numbers if number[1] < span[0])

    def _base(self, part: int) -> str | None:
        bases = [y for y in self.years if y.base]
        near = [y for y in bases if y.part in (part, part + 1)] or bases
        return near[0].value if near else None


def _before(match: re.Match[str], numbers: Sequence[tuple[int, int]]) -> bool:
    """Say whether "dan" or "tegen" only says how a number is meant: "meer dan 500 fte"."""
    place = match.end()
    word = match.group().lower()
    return word == "dan" and any(start <= place + 1 <= end for start, end in numbers)


def _distance(year: int, span: tuple[int, int]) -> int:
    """Characters between; a year after the number counts as nearer: "41,2 GWh in 2022"."""
    return year - span[1] if year >= span[1] else 2 * (span[0] - year)
