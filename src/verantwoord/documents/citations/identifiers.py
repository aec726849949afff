"""Ids and addresses of documents, and what was inferred to make them.

The form of the id of a Kamerstuk is that of `model.kamerstuk`; here is what a citation leaves open.
The rules are those measured on the list of official publication ids up to February 2025: the
session is part of the id of documents of the Eerste Kamer in some years only; Handelingen have page
ids up to 2008-2009, both schemes in 2009-2010 and meeting and item from 2010-2011; Aanhangsel ids
hold chamber and session up to 2024-2025.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from verantwoord.documents.citations.citation import Inference
from verantwoord.documents.citations.draft import Draft, session
from verantwoord.model.kamerstuk import (
    LAST_SESSION_IN_ID,
    SITE,
    KamerstukId,
    dossier_url,
)

FIRST_ONLINE = 1994  # the session 1994-1995
FIRST_AFTER_SESSIONS = 32500  # the budget of 2011: the first dossiers of session 2010-2011
LAST_AANHANGSEL_WITH_SESSION = 2024
MOST_CANDIDATES = 50
MOST_PAGES = 250  # of one item; a longer "range" is a meeting and a page


@dataclass(slots=True)
class Resolved:
    """What follows from a draft: id, address, candidates, inferences and flags."""

    vergaderjaar: str | None = None
    identifier: str | None = None
    url: str | None = None
    candidates: tuple[str, ...] | None = None
    inferred: dict[str, Inference] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    editie: str | None = None

    @property
    def first_year(self) -> int | None:
        """The year in which the session began."""
        return int(self.vergaderjaar[:4]) if self.vergaderjaar else None

    def identify(self, identifier: str) -> None:
        """Set the id and the address that goes with it."""
        self.identifier = identifier
        self.url = f"{SITE}{identifier}.html"

    def offer(self, *identifiers: str) -> None:
        """Name the ids that are possible, without choosing."""
        self.candidates = identifiers[:MOST_CANDIDATES]


def resolve(draft: Draft, known: Collection[str]) -> Resolved:
    """Return id, address, candidates, inferences and flags of what was read."""
    result = Resolved(vergaderjaar=session(draft.year_read), flags=list(draft.flags))
    if draft.year_read is not None and result.vergaderjaar is None:
        result.flags.append(f"vergaderjaar-klopt-niet: {draft.year_read.strip()}")
    _RULES[draft.soort](draft, result, known)
    return result


def _kamerstuk(draft: Draft, result: Resolved, known: Collection[str]) -> None:
    year = result.first_year
    if (year is not None and year < FIRST_ONLINE) or len(draft.dossier or "") < 5:
        result.flags.append("voor-1995-niet-online")
        return
    if draft.nummer is None:
        result.url = dossier_url(str(draft.dossier), draft.toevoeging)
        return
    if "-" in draft.nummer:
        _range_of_documents(draft, result)
        return
    _kst(draft, result)


def _ids(draft: Draft, result: Resolved, number: str) -> tuple[str, str | None]:
    """Return the id of a document, without and with the session in it."""
    plain = KamerstukId(str(draft.dossier), draft.toevoeging, number)
    year = result.first_year
    with_session = None if year is None else str(replace(plain, session=(year, year + 1)))
    return str(plain), with_session


def _kst(draft: Draft, result: Resolved) -> None:
    nummer, year = draft.nummer or "", result.first_year
    by_senate = not nummer.isdigit()
    recent = (year is not None and year > LAST_SESSION_IN_ID) or (
        year is None and int(draft.dossier or 0) >= FIRST_AFTER_SESSIONS
    )
    if draft.kamer is None and (recent or (not by_senate and year is None)):
        result.inferred["kamer"] = (
            Inference("I", "een letter als nummer is van de Eerste Kamer")
            if by_senate
            else Inference("II", "een nummer zonder letter is van de Tweede Kamer")
        )
    if draft.kamer is not None and recent and (draft.kamer == "I") != by_senate:
        result.flags.append("kamer-past-niet-bij-nummer")
    plain, with_session = _ids(draft, result, nummer)
    if recent or not (by_senate or draft.kamer == "I") or draft.kamer == "II":
        result.identify(plain)
    elif draft.kamer == "I" and with_session:
        result.identify(with_session)
    elif with_session:
        result.offer(plain, with_session)
        result.flags.append("kamer-nodig-voor-id")
    else:
        result.offer(plain)
        result.flags.append("vergaderjaar-nodig-voor-id")


def _range_of_documents(draft: Draft, result: Resolved) -> None:
    first, last = (draft.nummer or "").split("-")[:2]
    if first.isalpha():
        _range_of_letters(draft, result, first, last)
    else:
        ends = [int(part.rstrip("abcdefghijklmnopqrstuvwxyz")) for part in (first, last)]
        if ends[0] < ends[1]:
            numbers = range(ends[0], ends[1] + 1)[:MOST_CANDIDATES]
            result.offer(*(_ids(draft, result, str(n))[0] for n in numbers))
    result.flags.append("meer-dan-een-stuk")


def _range_of_letters(draft: Draft, result: Resolved, first: str, last: str) -> None:
    """Documents of the Eerste Kamer `A-C`; longer letters than one are not counted through."""
    if len(first) == len(last) == 1 and first < last:
        year = result.first_year
        in_id = year is not None and year <= LAST_SESSION_IN_ID and draft.kamer == "I"
        found = [_ids(draft, result, chr(n)) for n in range(ord(first), ord(last) + 1)]
        result.offer(*(str(dated) if in_id else plain for plain, dated in found))


_CHAMBER_IN_ID = {"II": "tk", "I": "ek", "VV": "vv"}


def _handelingen(draft: Draft, result: Resolved, known: Collection[str]) -> None:
    year = result.first_year
    if year is None:
        return
    if year < FIRST_ONLINE:
        result.flags.append("voor-1995-niet-online")
        return
    if draft.kamer is None:
        result.inferred["kamer"] = Inference("II", "zonder kamer zijn het die van de Tweede Kamer")
    days = (result.vergaderjaar or "").replace("-", "")
    start = f"h-{_CHAMBER_IN_ID[draft.kamer or 'II']}-{days}"
    if year > LAST_SESSION_IN_ID:
        if draft.vergadering and draft.item:
            result.identify(f"{start}-{draft.vergadering}-{draft.item}")
        return
    _by_page(draft, result, start, known)


def _by_page(draft: Draft, result: Resolved, start: str, known: Collection[str]) -> None:
    """Page ids; a page alone is looked up in the ids that are known and never guessed."""
    pages = (draft.pagina or "").removesuffix(" e.v.").split("-")
    if not all(page.isdigit() for page in pages) or len(pages) > 2:
        return
    if len(pages) == 2 and int(pages[1]) - int(pages[0]) > MOST_PAGES:
        pages = pages[1:]  # "49-3623": meeting and page
    if len(pages) == 2:
        whole = f"{start}-{pages[0]}-{pages[1]}"
        if int(start.rsplit("-", 1)[1][:4]) == LAST_SESSION_IN_ID:
            meeting = [f"{start}-{draft.vergadering}-{pages[0]}"] if draft.vergadering else []
            result.offer(whole, *meeting)
            result.flags.append("twee-vormen-in-2009-2010")
        else:
            result.identify(whole)
        return
    page = int(pages[0])
    found = sorted(i for i in known if i.startswith(f"{start}-") and _covers(i, page))
    result.candidates = tuple(found) if found else None
    result.flags.append("zoek-de-bladzijde-op")


def _covers(identifier: str, page: int) -> bool:
    first, last = identifier.split("-")[-2:]
    return first.isdigit() and last.isdigit() and int(first) <= page <= int(last)


def _aanhangsel(draft: Draft, result: Resolved, known: Collection[str]) -> None:
    year = result.first_year
    if draft.kamer is None:
        result.inferred["kamer"] = Inference("II", "zonder kamer is het de Tweede Kamer")
    if year is None or "-" in (draft.nummer or ""):
        return
    if year < FIRST_ONLINE:
        result.flags.append("voor-1995-niet-online")
    elif year > LAST_AANHANGSEL_WITH_SESSION:
        result.flags.append("id-zonder-kamer-en-vergaderjaar-sinds-2025-2026")
    else:
        days = (result.vergaderjaar or "").replace("-", "")
        result.identify(f"ah-{_CHAMBER_IN_ID[draft.kamer or 'II']}-{days}-{draft.nummer}")


def _stb(draft: Draft, result: Resolved, known: Collection[str]) -> None:
    if draft.jaar is None and draft.kb_datum is not None:
        result.inferred["jaar"] = Inference(
            draft.kb_datum[:4], "het jaar van het koninklijk besluit"
        )
        if (
            draft.nummer and draft.nummer.isdigit()
        ):  # a decree of December may stand in the next year
            result.offer(f"{draft.soort}-{draft.kb_datum[:4]}-{draft.nummer}")
    if draft.jaar and draft.nummer and draft.nummer[0].isdigit():
        result.identify(f"{draft.soort}-{draft.jaar}-{draft.nummer}")
        if draft.soort == "stb" and int(draft.jaar) < 1995:
            result.flags.append("voor-1995-niet-online")


def _stcrt(draft: Draft, result: Resolved, known: Collection[str]) -> None:
    """From 2009 a number is a document; before, it is the issue of the newspaper."""
    year = int(draft.jaar or 0)
    beyond_issues = int((draft.nummer or "0").split("-")[0]) > 366  # more than one a day
    if year >= 2009 or (year == 2008 and beyond_issues):
        result.identify(f"stcrt-{draft.jaar}-{draft.nummer}")
    elif year == 2008:
        result.offer(f"stcrt-{draft.jaar}-{draft.nummer}")
        result.flags.append("nummer-of-editie-in-2008")
    else:
        result.editie, draft.nummer = draft.nummer, None


_RULES: dict[str, Callable[[Draft, Resolved, Collection[str]], None]] = {
    "kamerstuk": _kamerstuk,
    "handelingen": _handelingen,
    "aanhangsel": _aanhangsel,
    "stb": _stb,
    "trb": _stb,
    "stcrt": _stcrt,
}
