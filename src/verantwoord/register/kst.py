"""The form of a Kamerstuk id: what can exist and what cannot, without asking anyone.

Reading a citation in running text is the work of `verantwoord.documents`; here only the finished
id (`kst-34352-258`) is held against the shapes that the official publications use.
"""

from __future__ import annotations

import re

from verantwoord.model.text import Text

_ROMAN = r"X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2}"
_EXTRA = rf"(?:(?:{_ROMAN})[AB]?|[A-Z]|[0-9]{{2}})"  # budget chapter or sub number
_NUMBER = r"[1-9][0-9]{0,4}[a-z]?"
_LETTERS = r"[A-Z]{1,3}"  # a document of the Eerste Kamer
_SUFFIX = r"(?:-[bhn][1-9][0-9]*)*"
_PLAIN = re.compile(
    rf"kst-(?P<dossier>[0-9]{{5}})(?:-(?P<extra>{_EXTRA}))?-(?:{_NUMBER}|{_LETTERS}){_SUFFIX}\Z"
)
_SESSION = re.compile(
    rf"kst-(?P<first>[0-9]{{4}})(?P<second>[0-9]{{4}})-[0-9]{{5}}(?:-{_EXTRA})?"
    rf"-(?:{_NUMBER}|{_LETTERS}){_SUFFIX}\Z"
)
_OPAQUE = re.compile(r"kst-[0-9]{6,8}\Z")  # 0.24 % of the ids say nothing about their dossier
# three or more Roman letters are a budget chapter: no dossier has so many letters of the Senate
_ONLY_DOSSIER = re.compile(r"kst-[0-9]{5}(?:-[IVX]{3,}[AB]?)?\Z")
_PARTS = re.compile(r"(?P<base>kst-.+?)(?:-[bhn][1-9][0-9]*)*\Z")

FIRST_SESSION, LAST_SESSION = 1994, 2009  # sessions stand in ids from 1994-1995 to 2009-2010


def form_fault(kst: str) -> Text | None:
    """Say why an id cannot exist, or None when its form is possible."""
    if not kst.startswith("kst-"):
        return Text("begint niet met 'kst-'", "does not begin with 'kst-'")
    if kst != kst.strip() or " " in kst:
        return Text("bevat een spatie", "contains a space")
    session = _SESSION.match(kst)
    if session:
        return _session_fault(int(session["first"]), int(session["second"]))
    if _ONLY_DOSSIER.match(kst):
        return Text("noemt een dossier zonder stuknummer", "names a dossier without a number")
    if _PLAIN.match(kst) or _OPAQUE.match(kst):
        return None
    return Text("past in geen vorm van een Kamerstuk", "fits no shape of a parliamentary paper")


def _session_fault(first: int, second: int) -> Text | None:
    if second != first + 1:
        return Text(
            f"noemt een vergaderjaar dat niet bestaat: {first}-{second}",
            f"names a session that does not exist: {first}-{second}",
        )
    if not FIRST_SESSION <= first <= LAST_SESSION:
        return Text(
            "noemt een vergaderjaar; dat staat alleen in ids van 1994-1995 tot en met 2009-2010",
            "names a session; only ids from 1994-1995 to 2009-2010 do so",
        )
    return None


def url(kst: str) -> str | None:
    """Return where the document is published, or None for an id that cannot exist."""
    if form_fault(kst):
        return None
    match = _PARTS.match(kst)
    base = match["base"] if match else kst
    return f"https://zoek.officielebekendmakingen.nl/{base}.html"


def from_parts(dossier: str | int, extra: str | None, number: str | int) -> str | None:
    """Make an id from dossier, chapter and number as open data gives them; None if impossible.

    The open data sometimes has '(R2064)' as chapter: that is a Rijkswet number, not in the id.
    """
    chapter = (extra or "").strip()
    if chapter.startswith("("):
        chapter = ""
    made = "-".join(["kst", str(dossier), *([chapter] if chapter else []), str(number)])
    return None if form_fault(made) else made
