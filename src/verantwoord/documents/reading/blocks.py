"""Builds the text of a document that knows its own paragraphs: one line for each block."""

from __future__ import annotations

import re

from verantwoord.documents.reading.document import Extract

_BLANK = re.compile(r"[ \t\r\n]+")


class Blocks:
    """Collects blocks of text and which of them are headings."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.headings: list[tuple[int, int]] = []
        self.length = 0

    def add(self, text: str, heading: bool = False) -> None:
        """Add a block; blanks and line breaks inside it are layout of the file, not of the text."""
        text = _BLANK.sub(" ", text.replace("\u00ad", "")).strip()
        if not text:
            return
        if heading:
            self.headings.append((self.length, self.length + len(text)))
        self.pieces.append(text)
        self.length += len(text) + 1

    def extract(self, kind: str) -> Extract:
        """Return everything as one text of one page."""
        text = "\n".join(self.pieces)
        return Extract(kind, text, ((0, len(text)),), tuple(self.headings), flowing=True)
