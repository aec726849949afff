"""Text of HTML and of official XML; nothing is fetched and no entity is expanded."""

from __future__ import annotations

import re
from typing import Any

from verantwoord.documents.errors import DocumentError
from verantwoord.documents.reading.blocks import Blocks
from verantwoord.documents.reading.document import Extract, FileLink
from verantwoord.documents.reading.trees import tree_of
from verantwoord.extras import using

_HEADINGS = frozenset(
    ["h1", "h2", "h3", "h4", "h5", "h6", "titel", "tussenkop", "title", "kop", "subtitel"]
)
_BLOCKS = _HEADINGS | frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "td",
        "th",
        "table",
        "ul",
        "ol",
        "section",
        "article",
        "main",
        "body",
        "blockquote",
        "dt",
        "dd",
        "figcaption",
        "caption",
        "pre",
        "al",
        "lid",
        "artikel",
        "entry",
        "row",
        "lijst",
        "intitule",
        "considerans",
        "tekst",
        "vrije-tekst",
        "algemeen",
        "kamerstuk",
        "officiele-publicatie",
        "dossier",
        "stuk",
        "header",
        "footer",
        "nav",
        "aside",
        "hr",
        "br",
        "html",
    ]
)
_DELETED = ("del", "s", "strike")  # deleted text is no text, nor is the mark of a note
_SKIPPED = frozenset(
    ["script", "style", "head", "metadata", "template", "noscript", "nav", "svg", "noot.nr"]
).union(_DELETED)
_NOTE = "noot"  # of official XML: stands in the paragraph, is read after it
_LINKS = {"extref": "doc", "a": "href"}
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


def extract_markup(data: bytes, name: str) -> Extract:
    """Return the text of an XML or HTML file, one line for each block."""
    is_html = re.search(rb"<(?:!doctype\s+)?html", data[:2048], re.IGNORECASE) is not None
    kind = "html" if is_html else "xml"
    encoding = "utf-8" if _is_utf8(data) else "cp1252"
    root = tree_of(data, name, kind, encoding)
    blocks = Blocks(name)
    if root is not None:
        _Markup(blocks).walk(root)
    if not blocks.pieces:
        raise DocumentError(
            f"{name} bevat geen tekst. Kies een ander bestand.",
            f"{name} has no text in it. Choose another file.",
        )
    return blocks.extract(kind)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Buffer:
    """The text of the block that is being read."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.links: list[FileLink] = []
        self.begun: list[tuple[int, str]] = []
        self.heading = False
        self.blank = True

    def text(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)
            self.blank = self.blank and text.isspace()

    def end_link(self) -> None:
        if self.begun:
            start, target = self.begun.pop()
            if target:
                self.links.append(FileLink((start, self.length), target))


class _Markup:
    """Goes through the tree without recursion, so that a deep tree cannot stop the program."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.open = [_Buffer()]  # of the text, and of each note that is being read
        self.notes: list[_Buffer] = []  # that come after the block

    def walk(self, root: Any) -> None:
        with using("documents"):
            from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event in ("comment", "pi"):
                self.open[-1].text(element.tail)
                continue
            tag = element.tag.rpartition("}")[2].lower()
            if _is_no_text(element, tag):
                if event == "start":
                    walker.skip_subtree()
                else:
                    self.open[-1].text(element.tail)
            elif event == "start":
                self._start(element, tag)
            else:
                self._end(element, tag)
        while len(self.open) > 1:
            self._end_note()
        self._flush()

    def _start(self, element: Any, tag: str) -> None:
        if tag == _NOTE:
            self.open.append(_Buffer())
        elif tag in _BLOCKS:
            self._flush(tag in _HEADINGS)
        elif tag in _LINKS:
            self.open[-1].begun.append((self.open[-1].length, element.get(_LINKS[tag], "")))
        self.open[-1].text(element.text)

    def _end(self, element: Any, tag: str) -> None:
        if tag == _NOTE and len(self.open) > 1:
            self._end_note()
        elif tag in _BLOCKS:
            self._flush()
        elif tag in _LINKS:
            self.open[-1].end_link()
        self.open[-1].text(element.tail)

    def _end_note(self) -> None:
        self.notes.append(self.open.pop())
        if len(self.open) == 1 and self.open[-1].blank:
            self._flush(self.open[-1].heading)  # a note that stands by itself

    def _flush(self, next_heading: bool = False) -> None:
        """End a block, with the notes that stand in it behind it."""
        done, self.open[-1] = self.open[-1], _Buffer()
        self.open[-1].heading = next_heading
        if len(self.open) > 1:
            self.notes.append(done)
            return
        for one in (done, *self.notes):
            self.blocks.add("".join(one.pieces), one.heading, one.links)
        self.notes.clear()


def _is_no_text(element: Any, tag: str) -> bool:
    """Say whether nobody who reads the page sees this: left out, deleted, hidden, a note mark."""
    if tag in _SKIPPED or element.get("hidden") is not None:
        return True
    if tag == "sup":
        return any(str(a.get("href", "")).startswith("#") for a in element.iterchildren("a"))
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None
