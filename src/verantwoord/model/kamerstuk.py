"""The id of a Kamerstuk (`kst-34352-258`): its parts, its address, and what cannot exist.

The only grammar of these ids. `documents` reads citations in running text and makes and reads ids
with it; `register` and `sources` hold finished ids against it. The rules are those measured on the
list of official publication ids up to February 2025.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from verantwoord.model.text import Text

SITE = "https://zoek.officielebekendmakingen.nl/"
# sessions stand in ids of the Eerste Kamer from 1994-1995 up to and including 2009-2010
FIRST_SESSION_IN_ID, LAST_SESSION_IN_ID = 1994, 2009

_ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})[AB]?"
_CHAPTER = rf"(?:{_ROMAN}|[A-Z]|[0-9]{{2}})"  # budget chapter or sub number
_NUMBER = r"[1-9][0-9]{0,4}[a-z]?"
_LETTERS = r"[A-Z]{1,3}"  # a document of the Eerste Kamer
_ID = re.compile(
    r"kst-(?:(?P<first>[0-9]{4})(?P<second>[0-9]{4})-)?(?P<dossier>[0-9]{5})"
    rf"(?:-(?P<chapter>{_CHAPTER})(?=-(?:{_NUMBER}|{_LETTERS})(?![0-9A-Za-z])))?"
    rf"(?:-(?P<number>{_NUMBER}|{_LETTERS}|{_ROMAN}))?"
    r"(?P<suffix>(?:-[bhn][1-9][0-9]*)*)\Z"
)
_OPAQUE = re.compile(r"kst-[0-9]{6,8}\Z")  # 0.24 % of the ids say nothing about their dossier
# three or more Roman letters are a budget chapter: no dossier has so many letters of the Senate
_ONLY_CHAPTER = re.compile(r"(?:[IVX]{3,}[AB]?|[IVX]{2}[AB])\Z")


@dataclass(frozen=True, slots=True)
class KamerstukId:
    """The parts of an id that says something about its dossier."""

    dossier: str
    chapter: str | None = None  # of a budget, or a sub number
    number: str | None = None  # None: the id names a dossier and no document
    session: tuple[int, int] | None = None
    suffix: str = ""  # annexes, reprints: -b1, -h1, -n1

    def __str__(self) -> str:
        years = "{}{}".format(*self.session) if self.session else None
        parts = (years, self.dossier, self.chapter, self.number)
        return "-".join(["kst", *(part for part in parts if part)]) + self.suffix


def parts_of(kst: str) -> KamerstukId | None:
    """Take an id apart; None when it has no shape that tells its parts."""
    match = _ID.match(kst)
    if match is None:
        return None
    chapter, number = match["chapter"], match["number"]
    if chapter is None and number and _ONLY_CHAPTER.match(number):
        chapter, number = number, None
    session = (int(match["first"]), int(match["second"])) if match["first"] else None
    return KamerstukId(match["dossier"], chapter, number, session, match["suffix"])


def form_fault(kst: str) -> Text | None:
    """Say why an id cannot exist, or None when its form is possible."""
    if not kst.startswith("kst-"):
        return Text("begint niet met 'kst-'", "does not begin with 'kst-'")
    if kst != kst.strip() or " " in kst:
        return Text("bevat een spatie", "contains a space")
    if _OPAQUE.match(kst):
        return None
    parts = parts_of(kst)
    if parts is None:
        return Text("past in geen vorm van een Kamerstuk", "fits no shape of a parliamentary paper")
    if parts.number is None:
        return Text("noemt een dossier zonder stuknummer", "names a dossier without a number")
    return _session_fault(*parts.session) if parts.session else None


def _session_fault(first: int, second: int) -> Text | None:
    if second != first + 1:
        return Text(
            f"noemt een vergaderjaar dat niet bestaat: {first}-{second}",
            f"names a session that does not exist: {first}-{second}",
        )
    if not FIRST_SESSION_IN_ID <= first <= LAST_SESSION_IN_ID:
        return Text(
            "noemt een vergaderjaar; dat staat alleen in ids van 1994-1995 tot en met 2009-2010",
            "names a session; only ids from 1994-1995 to 2009-2010 do so",
        )
    return None


def url(kst: str) -> str | None:
    """Return where the document is published, or None for an id that cannot exist."""
    if form_fault(kst):
        return None
    parts = parts_of(kst)
    shown = kst.removesuffix(parts.suffix) if parts else kst
    return f"{SITE}{shown}.html"


def dossier_url(dossier: str, chapter: str | None = None) -> str:
    """Return the page of a dossier, which is an address and no publication."""
    return f"{SITE}dossier/{dossier}" + (f"-{chapter}" if chapter else "")


def from_parts(dossier: str | int, extra: str | None, number: str | int) -> str | None:
    """Make an id from dossier, chapter and number as open data gives them; None if impossible.

    The open data sometimes has '(R2064)' as chapter: that is a Rijkswet number, not in the id.
    """
    chapter = (extra or "").strip()
    if chapter.startswith("("):
        chapter = ""
    made = str(KamerstukId(str(dossier), chapter or None, str(number)))
    return None if form_fault(made) else made
