"""Text of a Word document, in one walk: what a reader of the page sees, each text once.

Deleted and moved-away text, hidden text, codes of fields and comments are no text. A text box
stands in the file twice (Choice and Fallback) and is read once. Foot- and endnotes come after the
paragraph that refers to them; a note to which nothing refers (any more) is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from verantwoord.documents.reading.blocks import Blocks, Paragraphs
from verantwoord.documents.reading.styles import inherited
from verantwoord.extras import using

WORD = frozenset(
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ]
)
RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NO_TEXT = frozenset(
    [
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "rt",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "sdtPr",
    ]
)
_BLANKS = frozenset(["tab", "ptab", "br", "cr"])
_OFF = frozenset(["0", "false", "off"])
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_ENDS = frozenset(["tc", "tbl", "txbxContent", "body", "footnote", "endnote", "hdr", "ftr"])
_MARGINS = {"headerReference": "header", "footerReference": "footer"}
_HEADINGS = ("heading", "kop", "title", "titel")


@dataclass(frozen=True)
class WordParts:
    """What the other parts of the file say about the text."""

    notes: Mapping[tuple[str, str], Any] = field(default_factory=dict)  # (kind, id) -> element
    styles: Mapping[str, WordStyle] = field(default_factory=dict)
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # part -> id -> address
    margins: tuple[tuple[str, str, Any], ...] = ()  # (kind, part, element), headers first


@dataclass(frozen=True, slots=True)
class WordStyle:
    """What a style says of its text."""

    name: str
    hidden: bool


def name_of(element: Any) -> tuple[str, str]:
    """Return the local name of an element of Word and its namespace; "" for another element."""
    if not isinstance(element.tag, str):
        return "", ""  # a comment or an instruction
    space, _, name = element.tag[1:].rpartition("}")
    return (name, space) if space in WORD or space == _COMPATIBILITY else ("", space)


def read_word(root: Any, parts: WordParts, blocks: Blocks) -> None:
    """Add the text of the main part with its notes, and then its headers and footers."""
    reader = _Reader(parts, Paragraphs(blocks))
    reader.walk(root, "document")
    reader.paragraphs.let_go()
    for kind, part, margin in parts.margins:
        blocks.margin = kind
        reader.hidden = []
        reader.walk(margin, part)
        reader.paragraphs.let_go()
    blocks.margin = None


class Fields:
    """The open fields: first their code, which is no text, and then their result, which is.

    Every step costs the same, however many fields are open.
    """

    def __init__(self) -> None:
        self._open: list[int] = []  # of each field, in which round its code began; 0 at its result
        self._codes = 0  # open fields whose code is being read
        self._round = 1

    def begin(self) -> None:
        """Open a field, with its code."""
        self._open.append(self._round)
        self._codes += 1

    def separate(self) -> None:
        """Go from the code of the innermost field to its result."""
        if self._innermost() and self._open[-1]:
            self._open[-1] = 0
            self._codes -= 1

    def end(self) -> None:
        """Close the innermost field."""
        if self._innermost() and self._open.pop():
            self._codes -= 1

    def forget_codes(self) -> None:
        """Close the fields whose code never ended: a new paragraph is text again."""
        if self._codes:
            self._codes = 0
            self._round += 1

    def at_text(self) -> bool:
        """Say whether what is read now is text."""
        return self._codes == 0

    def _innermost(self) -> bool:
        """Drop what was forgotten from the top; say whether a field is open."""
        while self._open and self._open[-1] not in (0, self._round):
            self._open.pop()
        return bool(self._open)


class _Reader:
    def __init__(self, parts: WordParts, paragraphs: Paragraphs) -> None:
        self.parts = parts
        self.paragraphs = paragraphs
        self.chosen: set[Any] = set()  # the alternatives that are read
        self.read: set[tuple[str, str]] = set()  # notes
        self.hidden: list[bool] = []  # of each open paragraph
        self.fields = Fields()

    def walk(self, root: Any, part: str) -> None:
        """Read a part, and each note where something refers to it: without recursion."""
        with using("documents"):
            from lxml import etree

        def begin(element: Any, part: str) -> None:
            walker = etree.iterwalk(element, events=("start", "end"))
            under_way.append((walker, part, self.fields))
            self.fields = Fields()

        under_way: list[tuple[Any, str, Fields]] = []
        begin(root, part)
        while under_way:
            walker, part, outside = under_way[-1]
            event, element = next(walker, ("", None))
            if element is None:
                self.fields = outside
                under_way.pop()
                continue
            name, space = name_of(element)
            if not name:
                continue
            if event == "end":
                self._end(element, name, space)
            elif self._is_no_text(element, name, space):
                walker.skip_subtree()
            elif name in _NOTES:
                kind = _NOTES[name]
                note = self._note(kind, element.get(f"{{{space}}}id", ""))
                if note is not None:
                    begin(note, kind)
            else:
                self._start(element, name, space, part)

    def _is_no_text(self, element: Any, name: str, space: str) -> bool:
        if name in _NO_TEXT:
            return True
        if space == _COMPATIBILITY:
            if name == "AlternateContent":
                self.chosen.update(_alternative(element))
            return name in ("Choice", "Fallback") and element not in self.chosen
        if name == "r":
            return self._is_hidden(element, space)
        if name == "tr":
            return _has(element, space, "trPr", "del")
        return name == "tc" and _has(element, space, "tcPr", "cellDel")

    def _is_hidden(self, run: Any, space: str) -> bool:
        said = run.find(f"{{{space}}}rPr")
        if said is not None:
            own = _switch(said, space)
            if own is not None:
                return own
            style = self.parts.styles.get(_value(said.find(f"{{{space}}}rStyle"), space))
            if style is not None and style.hidden:
                return True
        return bool(self.hidden) and self.hidden[-1]

    def _start(self, element: Any, name: str, space: str, part: str) -> None:
        paragraphs = self.paragraphs
        if name == "p":
            style = self._style(element, space)
            self.fields.forget_codes()
            self.hidden.append(style.hidden)
            paragraphs.open(style.name.lower().startswith(_HEADINGS))
        elif name == "t":
            if self.fields.at_text():
                paragraphs.text(element.text)
        elif name in _BLANKS:
            paragraphs.text(" ")
        elif name == "noBreakHyphen":
            paragraphs.text("-")
        elif name == "fldChar":
            self._field(element.get(f"{{{space}}}fldCharType"))
        elif name == "hyperlink":
            given = next(
                (element.get(f"{{{r}}}id") for r in RELATIONS if element.get(f"{{{r}}}id")), ""
            )
            paragraphs.begin_link(self.parts.links.get(part, {}).get(given or ""))

    def _style(self, paragraph: Any, space: str) -> WordStyle:
        said = paragraph.find(f"{{{space}}}pPr/{{{space}}}pStyle")
        given = _value(said, space)
        return self.parts.styles.get(given, WordStyle(given, False))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.begin()
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            self.fields.end()

    def _note(self, kind: str, given: str) -> Any:
        """Return a note that is referred to for the first time, else None."""
        note = self.parts.notes.get((kind, given))
        if note is not None and (kind, given) in self.read:
            return None
        self.read.add((kind, given))
        return note

    def _end(self, element: Any, name: str, space: str) -> None:
        if name == "p":
            self.hidden.pop()
            gone = ("del", "moveFrom")
            self.paragraphs.close(any(_has(element, space, "pPr", "rPr", one) for one in gone))
        elif name == "hyperlink":
            self.paragraphs.end_link()
        elif name in _ENDS:
            self.paragraphs.let_go()


def _alternative(element: Any) -> list[Any]:
    """Return the alternative to read: the first choice with text, else what stands in its place."""
    choices = [c for c in element if name_of(c) == ("Choice", _COMPATIBILITY)]
    instead = [c for c in element if name_of(c) == ("Fallback", _COMPATIBILITY)]
    texts = [f"{{{space}}}{name}" for space in WORD for name in ("t", *_NOTES)]
    return [c for c in (*choices, *instead) if next(c.iter(*texts), None) is not None][:1]


def _has(element: Any, space: str, *path: str) -> bool:
    return element.find("/".join(f"{{{space}}}{name}" for name in path)) is not None


def _value(element: Any, space: str) -> str:
    return "" if element is None else str(element.get(f"{{{space}}}val", ""))


def _switch(properties: Any, space: str) -> bool | None:
    """Return whether properties of text hide it; None when they do not say."""
    said = properties.find(f"{{{space}}}vanish")
    return None if said is None else _value(said, space) not in _OFF


def styles_of(root: Any) -> dict[str, WordStyle]:
    """Return the styles of `styles.xml`, each with what it takes over from its base."""
    said: dict[str, tuple[str, bool | None, str]] = {}
    for element in root:
        name, space = name_of(element)
        if name != "style":
            continue
        run = element.find(f"{{{space}}}rPr")
        title = _value(element.find(f"{{{space}}}name"), space)
        based = _value(element.find(f"{{{space}}}basedOn"), space)
        given = str(element.get(f"{{{space}}}styleId", ""))
        said[given] = (title, None if run is None else _switch(run, space), based)
    hidden = inherited({given: (own, base) for given, (_, own, base) in said.items()})
    titles = {given: title or given for given, (title, _, _) in said.items()}
    return {
        given: WordStyle(
            title if title.lower().startswith(_HEADINGS) else given, bool(hidden[given])
        )
        for given, title in titles.items()
    }


def margins_of(root: Any, even_too: bool) -> list[tuple[str, str]]:
    """Return (kind, id) of the headers and footers that some page shows, headers first.

    One for the first page shows only where a section has a first page of its own, one for the even
    pages only where the settings of the document say that those differ.
    """
    sections = [s for space in WORD for s in root.iter(f"{{{space}}}sectPr")]
    sections = [s for s in sections if name_of(s.getparent())[0] != "sectPrChange"]
    first_too = any(_is_on(s.find(f"{{{name_of(s)[1]}}}titlePg"), name_of(s)[1]) for s in sections)
    shown = {"first": first_too, "even": even_too}
    found: list[tuple[str, str]] = []
    for element in (e for s in sections for e in s):
        name, space = name_of(element)
        if name in _MARGINS and shown.get(element.get(f"{{{space}}}type", ""), True):
            given = next(
                (element.get(f"{{{r}}}id") for r in RELATIONS if element.get(f"{{{r}}}id")), ""
            )
            found.append((_MARGINS[name], str(given)))
    return sorted(dict.fromkeys(found), key=lambda one: one[0] != "header")


def evens_differ(root: Any) -> bool:
    """Say whether `settings.xml` gives even pages their own headers and footers."""
    found = [e for space in WORD for e in root.iter(f"{{{space}}}evenAndOddHeaders")]
    return any(_is_on(e, name_of(e)[1]) for e in found)


def _is_on(element: Any, space: str) -> bool:
    return element is not None and _value(element, space) not in _OFF


def notes_of(root: Any, kind: str) -> dict[tuple[str, str], Any]:
    """Return the notes of `footnotes.xml` or `endnotes.xml` by id; lines between are none."""
    found = {}
    for element in root:
        name, space = name_of(element)
        if name == kind and element.get(f"{{{space}}}type") in (None, "normal"):
            found[kind, str(element.get(f"{{{space}}}id", ""))] = element
    return found
