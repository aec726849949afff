"""What was read of one document, before ids: the values that fold.py collects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NUMBER = re.compile(r"[0-9]+")


@dataclass(slots=True)
class Draft:
    """One document being put together from the parts of a reference."""

    soort: str
    start: int
    end: int
    kamer: str | None = None
    year_read: str | None = None  # the session, with dashes made hyphens
    year_at: int = 0  # where it stands in the text
    dossier: str | None = None
    codes: list[tuple[str, str]] = field(default_factory=list)  # what is glued to the dossier
    toevoeging: str | None = None
    nummer: str | None = None
    pagina: str | None = None
    rijkswet: str | None = None
    bijlage: bool = False
    rol: str | None = None
    vergadering: str | None = None
    item: str | None = None
    jaar: str | None = None
    kb_datum: str | None = None
    flags: list[str] = field(default_factory=list)

    def moved(self, distance: int) -> Draft:
        """Return the draft with its places counted from the beginning of the whole text."""
        self.start, self.end = self.start + distance, self.end + distance
        self.year_at += distance
        return self

    def settle_codes(self) -> None:
        """Decide which of the codes behind the dossier is chapter and which is document.

        A letter is a chapter when another number or letter follows, else a letter of the Eerste
        Kamer; two digits are a sub dossier when a number follows (21501-07-1750).
        """
        codes, self.codes = self.codes, []
        if not codes:
            return
        kind, value = codes[0]
        followed = len(codes) > 1 or self.nummer is not None
        if kind == "ROMEIN":
            is_chapter = True
        elif kind == "GETAL":
            sub = len(value) == 2 and (value[0] == "0" or self.dossier == "21501")
            is_chapter = sub or (followed and len(value) == 2)
        else:
            is_chapter = followed
        if is_chapter:
            self.toevoeging = value
            codes = codes[1:]
        if codes and self.nummer is None:
            self.nummer = codes[0][1]


def session(read: str | None) -> str | None:
    """Return `YYYY-YYYY` for a session year that is one, else None: it is never repaired."""
    if read is None:
        return None
    parts = _NUMBER.findall(read)
    if len(parts) != 2:
        return None
    first, second = int(parts[0]), parts[1]
    following = str(first + 1)
    if second in (following, following[2:]) and len(second) in (2, 4):
        return f"{first}-{following}"
    return None


def chamber(read: str) -> str | None:
    """Return I, II or VV for the ways in which a chamber is written; 11 is a misread II.

    Both chambers together say nothing about which one: None.
    """
    bare = re.sub(r"[^A-Za-z0-9/-]", "", read)
    if bare in ("I-II", "VV"):
        return "VV"
    if bare in ("I/II", "IenII"):
        return None
    if bare in ("II", "11", "2", "TK", "ll", "Il", "lI") or "Tweede" in bare:
        return "II"
    return "I"


_SEPARATOR = re.compile(r"\s*(?:,|(?<!tot )\ben\b|(?<!t)/)+\s*")


def pages(read: str) -> str:
    """Return page numbers as `7-8` or `12,15`; two that follow each other are one range."""
    result: list[str] = []
    for piece in _SEPARATOR.split(read):
        piece = re.sub(r"\s*(?:-|t/m|tot\s+en\s+met)\s*", "-", piece.strip())
        if not piece:
            continue
        if result and _follows(result[-1], piece):
            first = result.pop().split("-")[0]
            piece = f"{first}-{piece}"
        result.append(piece)
    return ",".join(result)


def _follows(before: str, after: str) -> bool:
    if "-" in after:
        return False
    last = before.split("-")
    # "39-2410 en 2411": the first number is a meeting, so the range is not one of pages
    if len(last) == 2 and int(last[0]) + 1 < int(last[1]) - 50:
        return False
    return int(after) == int(last[-1]) + 1


_LISTED = re.compile(r"([0-9]+[a-z]?)(?:\s*(?:t/m|tot\s+en\s+met|-)\s*([0-9]+[a-z]?))?")


def numbers(read: str) -> list[tuple[str, int, int]]:
    """Return the numbers of `12, 13 en 14` and where each stands; `1 t/m 3` is the range 1-3."""
    return [
        (f"{found[1]}-{found[2]}" if found[2] else found[1], found.start(), found.end())
        for found in _LISTED.finditer(read)
    ]
