"""What a document is after reading: its text as published, and what was found where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FileLink:
    """A piece of the text that the file itself ties to a document."""

    span: Span
    target: str  # an id or an address, as it stands in the file


@dataclass(frozen=True, slots=True)
class Margin:
    """A line that stands above or below the text of the pages: a header or footer."""

    span: Span
    kind: str  # header, footer


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file as it stands there, before anything is repaired."""

    kind: str  # pdf, html, xml, docx, odt, text
    text: str
    pages: tuple[Span, ...]
    headings: tuple[Span, ...] = ()  # marked as heading in the file itself
    flowing: bool = False  # a line break is the end of a paragraph, not of a line
    links: tuple[FileLink, ...] = ()
    margins: tuple[Margin, ...] = ()  # after the text, each line once

    def kind_at(self, place: int) -> str:
        """Return what stands at a place: text, or a header or footer."""
        before = bisect_right(self.margins, place, key=lambda one: one.span[0])
        return self.margins[before - 1].kind if before else "text"


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line of the page that is not part of the text, with what it tells about the document."""

    kind: str  # voettekst, kopregel, paginanummer, herkomst, kenmerk
    span: Span
    text: str
    metadata: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Join:
    """Two halves of a word that a line break cut, and how they were put together."""

    span: Span
    word: str
    hyphen: bool  # the hyphen of the text was kept
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceFinding:
    """Something a sentence says, with its place in the original."""

    kind: str
    span: Span
    text: str  # as it stands in the original
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, numbered through the document from 1."""

    number: int
    section: int
    text: str  # repaired
    span: Span
    findings: tuple[SentenceFinding, ...] = ()
    signs: frozenset[str] = frozenset()  # by which it was weighed as a target and as a claim
    kind: str = "text"  # or header, footer: in such a line only citations are looked for

    def of_kind(self, kind: str) -> tuple[SentenceFinding, ...]:
        """Return the findings of one kind, in order."""
        return tuple(f for f in self.findings if f.kind == kind)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document under one heading; the first may have none."""

    number: int
    title: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document taken apart; every span counts characters of `original`."""

    name: str
    kind: str
    original: str
    pages: tuple[Span, ...]
    furniture: tuple[Furniture, ...]
    joins: tuple[Join, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[tuple[Span, int], ...] = ()  # of the text, each with its section

    def findings(self, kind: str) -> list[tuple[Sentence, SentenceFinding]]:
        """Return all findings of one kind with their sentence."""
        return [(s, f) for s in self.sentences for f in s.of_kind(kind)]

    def page_of(self, position: int) -> int:
        """Return the page, from 1, on which a character stands."""
        page = bisect_right(self.pages, position, key=lambda one: one[0])
        inside = page > 0 and position < self.pages[page - 1][1]
        return page if inside else len(self.pages)

    def repaired(self, start: int, end: int) -> str:
        """Return a piece of the original for people: cut words whole, line breaks as spaces."""
        pieces: list[str] = []
        for join in self.joins[bisect_left(self.joins, start, key=lambda one: one.span[0]) :]:
            if join.span[1] > end:
                break
            pieces += [self.original[start : join.span[0]], join.word]
            start = join.span[1]
        pieces.append(self.original[start:end])
        return re.sub(r"\s+", " ", "".join(pieces))

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "name": self.name,
            "kind": self.kind,
            "pages": len(self.pages),
            "furniture": [
                {"kind": f.kind, "span": list(f.span), "text": f.text, **plain(f.metadata)}
                for f in self.furniture
            ],
            "joins": [
                {"span": list(j.span), "word": j.word, "hyphen": j.hyphen, "reason": j.reason}
                for j in self.joins
            ],
            "sections": [
                {"number": s.number, "title": s.title, "span": s.span and list(s.span)}
                for s in self.sections
            ],
            "sentences": [self._sentence(s) for s in self.sentences],
            "original": self.original,
        }

    def _sentence(self, sentence: Sentence) -> dict[str, Any]:
        return {
            "number": sentence.number,
            "kind": sentence.kind,
            "section": sentence.section,
            "page": self.page_of(sentence.span[0]),
            "span": list(sentence.span),
            "text": sentence.text,
            "findings": [
                {
                    **{"cited" if k == "kind" else k: v for k, v in plain(f.values).items()},
                    "kind": f.kind,
                    "span": list(f.span),
                    "text": f.text,
                }
                for f in sentence.findings
            ],
        }


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping with only what JSON knows."""
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
