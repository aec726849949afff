"""From a parse tree to documents: gives every part of a reference to the document it is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lark import Token, Tree

from verantwoord.documents.citations.draft import Draft, chamber, numbers, pages
from verantwoord.documents.months import MONTHS

# What says that there are more documents than the reference names.
_MORE = {"EA": "en-andere-dossiers", "EV_STUK": "en-volgende-stukken"}
_CHAPTER = re.compile(r"[IVX]{1,6}[AB]?\Z")
_PAGED = {"PAGINAS", "PAGINAS_LOS"}


def fold(tree: Tree[Token]) -> list[Draft]:
    """Return the documents that one parsed reference names, in the order of the text."""
    rule = str(tree.data)
    if rule == "kamerstukken":
        return _Kamerstukken().fold(tree)
    if rule == "handelingen":
        return _handelingen(tree)
    if rule == "aanhangsel":
        return _aanhangsel(tree)
    if rule == "staatsblad":
        return _journal(tree)
    return [_single(tree, rule)]


def tokens(tree: Tree[Token]) -> Iterator[Token]:
    """Yield all tokens of a tree in the order of the text."""
    for child in tree.children:
        if isinstance(child, Token):
            yield child
        else:
            yield from tokens(child)


def end_of(tree: Tree[Token]) -> int:
    """Return where a tree ends, counted in what was parsed."""
    return _edges(tree)[1]


def _edges(tree: Tree[Token]) -> tuple[int, int]:
    first: int | None = None
    last = 0
    for token in tokens(tree):
        first = token.start_pos if first is None else first
        last = _end(token)
    assert first is not None  # no rule is empty
    return first, last


def _end(token: Token) -> int:
    return (token.start_pos or 0) + len(token.rstrip())


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _read_dossier(tree: Tree[Token], draft: Draft) -> None:
    for token in tokens(tree):
        if token.type.startswith("DOSSIER"):
            draft.dossier = _digits(token)
        elif token.type == "RIJKSWET":
            draft.rijkswet = "R" + _digits(token)
        elif token.type in ("ROMEIN", "LETTERS", "LETTER", "GETAL"):
            draft.codes.append((token.type, token.strip("()")))


class _Kamerstukken:
    """Goes through the flat list of parts and remembers chamber, session and dossiers so far."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.run: list[Draft] = []  # dossiers named together, still without a number
        self.current: Draft | None = None
        self.kamer: str | None = None
        self.year: Token | None = None
        self.heading: int | None = None  # where a new label, chamber or session begins
        self.attachment = False
        self.loose_year: Token | None = None

    def fold(self, tree: Tree[Token]) -> list[Draft]:
        for child in tree.children:
            if isinstance(child, Token):
                self._token(child)
            elif str(child.data).startswith("dossier"):
                self._dossier(child)
            elif child.data in ("stuk", "losstuk"):
                self._numbers(child)
            elif child.data == "pagina":
                self._page(child)
            elif self.current is not None:  # a chapter after a comma
                value = list(tokens(child))[-1].strip("()")
                if not self._chapter_too(value, *_edges(child)):
                    self.current.codes.append(("ROMEIN", value))
                    self.current.end = _edges(child)[1]
        for draft in self.drafts:
            draft.settle_codes()
            if draft.year_read is None:
                _set_year(draft, self.loose_year)
        return self.drafts

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind in ("BIJLAGE", "BIJLAGE_VERVOLG"):
            self.attachment = True
        elif kind in ("KAMER", "KAMER_VERVOLG"):
            self.kamer = chamber(token)
        elif kind.startswith("JAAR"):
            self.year = token
            if kind == "JAAR_VERVOLG":
                self.loose_year = token
        elif self.current is not None and kind in _MORE:
            self.current.flags.append(_MORE[kind])
            self.current.end = _end(token)
        elif self.current is not None and kind == "BIJLAGE_NA":
            self.current.bijlage = True
            self.current.end = _end(token)
        elif self.current is not None and kind == "RIJKSWET":
            self.current.rijkswet = "R" + _digits(token)
            self.current.end = _end(token)
        starts = kind in ("BIJLAGE", "BIJLAGE_VERVOLG", "LABEL") or kind.startswith(
            ("KAMER", "JAAR")
        )
        if starts and self.heading is None:
            self.heading = (token.start_pos or 0) + len(token) - len(token.lstrip("("))

    def _dossier(self, tree: Tree[Token]) -> None:
        start, end = _edges(tree)
        together = self.heading is None and self.run and self.run[-1].nummer is None
        draft = Draft(
            "kamerstuk",
            start if self.heading is None else self.heading,
            end,
            kamer=self.kamer,
            bijlage=self.attachment,
        )
        _set_year(draft, self.year)
        _read_dossier(tree, draft)
        self.heading, self.attachment, self.loose_year = None, False, None
        self.run = [*self.run, draft] if together else [draft]
        self.current = draft
        self.drafts.append(draft)

    def _numbers(self, tree: Tree[Token]) -> None:
        start, end = _edges(tree)
        values = list(tokens(tree))[-1]
        if values.type.endswith("LETTERS"):
            if not self._chapter_too(str(values), start, end):
                self._number(str(values), start, end)
            return
        if values.type == "LETTERREEKS":
            self._number("-".join(re.findall("[A-Z]+", values)), start, end)
            return
        for index, (nummer, begin, until) in enumerate(numbers(values)):
            place = values.start_pos or 0
            self._number(nummer, place + begin if index else start, place + until)

    def _chapter_too(self, value: str, start: int, end: int) -> bool:
        """Take "36 200 VII en XV" for two chapters of one dossier."""
        if not self.run:
            return False
        owner = self.run[-1]
        named = len(owner.codes) == 1 and owner.codes[0][0] == "ROMEIN"
        if not (named and owner.nummer is None and _CHAPTER.match(value)):
            return False
        draft = Draft("kamerstuk", start, end, owner.kamer, owner.year_read, owner.year_at)
        draft.dossier, draft.codes = owner.dossier, [("ROMEIN", value)]
        self.run, self.current = [*self.run, draft], draft
        self.drafts.append(draft)
        return True

    def _number(self, nummer: str, start: int, end: int) -> None:
        owner = self.run[0]
        if self.current is not None and self.current not in self.run:
            owner = self.current
        kind, code = owner.codes[-1] if owner.codes else ("", "")
        if len(owner.codes) > 1 or (kind == "GETAL" and len(code) > 2):
            owner.settle_codes()  # "26643-1149, bijlage 1": it has its number already
        if owner.nummer is None:
            owner.nummer = nummer
            owner.end = max(owner.end, end) if owner is self.run[-1] else owner.end
            self.current = owner
            self.run = [owner]
            return
        owner.settle_codes()
        self.current = Draft(
            "kamerstuk",
            start,
            end,
            kamer=owner.kamer,
            year_read=owner.year_read,
            year_at=owner.year_at,
            dossier=owner.dossier,
            toevoeging=owner.toevoeging,
            rijkswet=owner.rijkswet,
            nummer=nummer,
            bijlage=self.attachment,
        )
        self.attachment = False
        self.heading = None
        self.drafts.append(self.current)

    def _page(self, tree: Tree[Token]) -> None:
        if self.current is None:
            return
        self.current.pagina = _pages_of(tree)
        self.current.end = max(self.current.end, _edges(tree)[1])


def _pages_of(tree: Tree[Token]) -> str:
    found = ""
    for token in tokens(tree):
        if token.type in _PAGED:
            found = pages(token)
        elif token.type == "EV":
            found += " e.v."
    return found


def _single(tree: Tree[Token], rule: str) -> Draft:
    """A page footer, or the order `nr. 456 (36800-XVI)`."""
    start, end = _edges(tree)
    draft = Draft("kamerstuk", start, end, rol="voettekst" if rule == "voettekst" else None)
    for child in tree.children:
        if isinstance(child, Tree):
            _read_dossier(child, draft)
        elif child.type == "KAMER_VOL":
            draft.kamer = chamber(child)
        elif child.type == "JAAR":
            _set_year(draft, child)
        elif child.type in ("NUMMER", "LETTERS"):
            draft.nummer = str(child) if child.type == "LETTERS" else numbers(child)[0][0]
        elif child.type == "PAGINANUMMER":
            draft.pagina = str(child)
    draft.settle_codes()
    return draft


def _set_year(draft: Draft, year: Token | None) -> None:
    if year is not None:
        draft.year_read, draft.year_at = str(year), year.start_pos or 0


def _heading(tree: Tree[Token]) -> tuple[str | None, Token | None]:
    kamer: str | None = None
    year: Token | None = None
    for child in tree.children:
        if isinstance(child, Token) and child.type == "KAMER":
            kamer = chamber(child)
        elif isinstance(child, Token) and child.type.startswith("JAAR"):
            year = child
    return kamer, year


def _handelingen(tree: Tree[Token]) -> list[Draft]:
    kamer, year = _heading(tree)
    start, end = _edges(tree)

    def another(begin: int, until: int, vergadering: str | None = None) -> Draft:
        draft = Draft("handelingen", begin, until, kamer, vergadering=vergadering)
        _set_year(draft, year)
        drafts.append(draft)
        return draft

    drafts: list[Draft] = []
    current = another(start, end)
    for child in tree.children:
        if isinstance(child, Token):
            if child.type == "PAGINAS_LOS":
                current.pagina = pages(child)
            continue
        begin, until = _edges(child)
        if child.data == "pagina":
            current.pagina, current.end = _pages_of(child), until
            continue
        values = list(tokens(child))[-1]
        place = values.start_pos or 0
        for index, (value, at, to) in enumerate(numbers(values)):
            here = place + at if index else begin
            if child.data == "vergadering":
                if current.vergadering is not None:
                    current = another(here, place + to)
                current.vergadering = value
            else:
                if current.item is not None:
                    current = another(here, place + to, current.vergadering)
                current.item = value
            current.end = place + to
    return drafts


def _aanhangsel(tree: Tree[Token]) -> list[Draft]:
    kamer, year = _heading(tree)
    start, end = _edges(tree)
    drafts: list[Draft] = []
    for child in tree.children:
        if isinstance(child, Tree) and drafts:
            drafts[-1].pagina = _pages_of(child)
        elif isinstance(child, Token) and child.type in ("NUMMERS", "LOSNUMMER"):
            for value, begin, until in numbers(child):
                place = child.start_pos or 0
                first = place + begin if drafts else start
                drafts.append(Draft("aanhangsel", first, place + until, kamer, nummer=value))
                _set_year(drafts[-1], year)
    if drafts and drafts[-1].pagina:
        drafts[-1].end = end
    return drafts


_JOURNALS = {"STB": "stb", "STCRT": "stcrt", "TRB": "trb"}


def _journal(tree: Tree[Token]) -> list[Draft]:
    start, _ = _edges(tree)
    soort, jaar, kb_datum = "stb", None, None
    drafts: list[Draft] = []
    for token in tokens(tree):
        if token.type in _JOURNALS:
            soort = _JOURNALS[token.type]
        elif token.type == "KB":
            kb_datum = _date(token)
        elif token.type == "STB_JAAR":
            jaar = token[:4]
        elif token.type in ("NUMMERS_LANG", "LOSNUMMER", "NUMMER", "OUDNUMMER", "ZONDER_JAAR"):
            begin = start if not drafts else token.start_pos or 0
            draft = Draft(soort, begin, _end(token), jaar=jaar, kb_datum=kb_datum)
            draft.nummer = _journal_number(token, draft)
            drafts.append(draft)
    return drafts


def _journal_number(token: Token, draft: Draft) -> str:
    if token.type != "OUDNUMMER":
        return str(token)
    letter = re.search(r"([A-Z])\s?([0-9]+)\Z", token)
    assert letter is not None  # the terminal ends so
    year = re.match(r"[0-9]{4}", token)
    if year:
        draft.jaar = year.group()
    return letter.group(1) + letter.group(2)


def _date(token: Token) -> str | None:
    day, month, year = token.split()[-3:]
    try:
        return dt.date(int(year), MONTHS.index(month) + 1, int(day)).isoformat()
    except ValueError:  # 31 februari: read, but no day
        return None
