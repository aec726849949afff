"""Builds the text of a document that knows its own paragraphs: one line for each block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from verantwoord.documents.reading.document import Extract, FileLink, Margin
from verantwoord.documents.reading.limits import check_length

_BLANK = re.compile(r"[ \t\r\n\u00ad]+")


class Blocks:
    """Collects blocks of text, which of them are headings, and what the file links to."""

    def __init__(self, name: str) -> None:
        """`name` is that of the file, for when it has too much text."""
        self.name = name
        self.pieces: list[str] = []
        self.headings: list[tuple[int, int]] = []
        self.links: list[FileLink] = []
        self.margins: list[Margin] = []
        self.margin_texts: set[str] = set()
        self.margin: str | None = None  # the kind of header or footer that is being read
        self.length = 0

    def add(self, text: str, heading: bool = False, links: Sequence[FileLink] = ()) -> None:
        """Add a block; blanks and line breaks inside it are layout of the file, not of the text.

        `links` are counted in `text`.
        """
        kept, places = _without_layout(text, sorted({p for link in links for p in link.span}))
        if not kept:
            return
        if self.margin is not None:
            if kept in self.margin_texts:
                return  # every section repeats it, and so does every page
            heading = False
            self.margins.append(Margin((self.length, self.length + len(kept)), self.margin))
            self.margin_texts.add(kept)
        if heading:
            self.headings.append((self.length, self.length + len(kept)))
        for link in links:
            start, end = (self.length + places[p] for p in link.span)
            if start < end:
                self.links.append(FileLink((start, end), link.target))
        self.pieces.append(kept)
        self.length += len(kept) + 1
        check_length(self.length, self.name)

    def extract(self, kind: str) -> Extract:
        """Return everything as one text of one page."""
        text = "\n".join(self.pieces)
        return Extract(
            kind,
            text,
            ((0, len(text)),),
            tuple(self.headings),
            True,
            links=tuple(self.links),
            margins=tuple(self.margins),
        )


def _without_layout(text: str, wanted: list[int]) -> tuple[str, dict[int, int]]:
    """Return a text with single spaces, and where places of the old text are in the new one."""
    pieces: list[str] = []
    places: dict[int, int] = {}
    length, at, upcoming = 0, 0, 0
    for match in _BLANK.finditer(text):
        while upcoming < len(wanted) and wanted[upcoming] <= match.start():
            places[wanted[upcoming]] = length + wanted[upcoming] - at
            upcoming += 1
        pieces.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        # a soft hyphen alone leaves nothing; a text begins with no space
        space = match.group().strip("\u00ad") != "" and length > 0 and not _spaced(pieces)
        if space:
            pieces.append(" ")
            length += 1
        while upcoming < len(wanted) and wanted[upcoming] <= at:
            places[wanted[upcoming]] = length
            upcoming += 1
    pieces.append(text[at:])
    for place in wanted[upcoming:]:
        places[place] = length + place - at
    kept = "".join(pieces).rstrip(" ")
    return kept, {old: min(new, len(kept)) for old, new in places.items()}


def _spaced(pieces: list[str]) -> bool:
    return next((piece for piece in reversed(pieces) if piece), "").endswith(" ")


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read, and what stands in it but is read after it."""

    heading: bool = False
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    links: list[FileLink] = field(default_factory=list)
    begun: list[tuple[int, str]] = field(default_factory=list)
    after: list[_Open] = field(default_factory=list)


class Paragraphs:
    """Reads every text once: a paragraph inside a paragraph (text box, note) comes after it."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.stack: list[_Open] = []
        self.held: _Open | None = None
        self.level = 0  # at which the held paragraph stands

    def open(self, heading: bool = False) -> None:
        """Begin a paragraph; it goes on with the one before if that was held."""
        if self.held is not None and self.level == len(self.stack):
            going_on, self.held = self.held, None
            going_on.heading = heading
            self.stack.append(going_on)
        else:
            self.stack.append(_Open(heading))

    def text(self, text: str | None) -> None:
        """Add text to the innermost paragraph; outside a paragraph there is none."""
        if text and self.stack:
            self.stack[-1].pieces.append(text)
            self.stack[-1].length += len(text)

    def begin_link(self, target: str | None) -> None:
        """Remember where a link begins."""
        if self.stack:
            self.stack[-1].begun.append((self.stack[-1].length, target or ""))

    def end_link(self) -> None:
        """End the innermost link."""
        if self.stack and self.stack[-1].begun:
            start, target = self.stack[-1].begun.pop()
            if target:
                self.stack[-1].links.append(FileLink((start, self.stack[-1].length), target))

    def close(self, hold: bool = False) -> None:
        """End the innermost paragraph; `hold`: its end was deleted, the next one goes on in it."""
        if not self.stack:
            return
        one = self.stack.pop()
        if hold:
            self.held, self.level = one, len(self.stack)
        else:
            self._put(one)

    def let_go(self) -> None:
        """End a held paragraph: no other follows it here."""
        if self.held is not None and self.level == len(self.stack):
            held, self.held = self.held, None
            self._put(held)

    def _put(self, one: _Open) -> None:
        if self.stack:
            self.stack[-1].after.append(one)
            return
        waiting = [one]
        while waiting:
            first = waiting.pop()
            self.blocks.add("".join(first.pieces), first.heading, first.links)
            waiting.extend(reversed(first.after))
