"""Text of an OpenDocument file, in one walk: what a reader of the page sees, each text once.

Deleted text, hidden text, comments, and the numbers of notes are no text. The text of a note and of
a text box comes after the paragraph in which it stands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from verantwoord.documents.reading.blocks import Blocks, Paragraphs
from verantwoord.documents.reading.styles import inherited
from verantwoord.extras import using

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_LINK = "http://www.w3.org/1999/xlink"
_NO_TEXT = frozenset(
    [
        f"{{{_TEXT}}}tracked-changes",
        f"{{{_TEXT}}}note-citation",
        f"{{{_TEXT}}}ruby-text",
        f"{{{_TEXT}}}sequence-decls",
        f"{{{_TEXT}}}variable-decls",
        f"{{{_TEXT}}}user-field-decls",
        f"{{{_TEXT}}}table-of-content-source",
        f"{{{_TEXT}}}script",
        f"{{{_OFFICE}}}annotation",
        f"{{{_OFFICE}}}annotation-end",
        f"{{{_OFFICE}}}change-info",
        f"{{{_OFFICE}}}forms",
        f"{{{_OFFICE}}}scripts",
        f"{{{_OFFICE}}}font-face-decls",
        f"{{{_OFFICE}}}automatic-styles",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
    ]
)
_PARAGRAPHS = frozenset([f"{{{_TEXT}}}p", f"{{{_TEXT}}}h"])
_BLANKS = frozenset([f"{{{_TEXT}}}s", f"{{{_TEXT}}}tab", f"{{{_TEXT}}}line-break"])
_HIDING = frozenset([f"{{{_TEXT}}}hidden-text", f"{{{_TEXT}}}hidden-paragraph"])
# Elements that hold other elements; a blank between those is layout of the file.
_NO_HOLDERS = frozenset(
    [f"{{{_TEXT}}}{name}" for name in ("note", "note-body", "list", "list-item", "section", "ruby")]
    + [f"{{{_DRAW}}}{name}" for name in ("frame", "text-box", "g", "custom-shape")]
    + [f"{{{_TABLE}}}{name}" for name in ("table", "table-row", "table-cell")]
)
_FAMILIES = {"p": "paragraph", "h": "paragraph", "span": "text", "a": "text"}


def read_odf(root: Any, hidden: frozenset[tuple[str, str]], blocks: Blocks) -> None:
    """Add the text of `content.xml`, or of a header or footer; see `hidden_styles`."""
    with using("documents"):
        from lxml import etree

    paragraphs = Paragraphs(blocks)
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event in ("comment", "pi"):
            _tail(element, paragraphs)
            continue
        tag = element.tag
        if event == "start":
            if _is_no_text(element, hidden):
                walker.skip_subtree()
                continue
            if tag in _PARAGRAPHS:
                paragraphs.open(tag.endswith("}h"))
            elif tag in _BLANKS:
                paragraphs.text(" ")
            elif tag == f"{{{_TEXT}}}a":
                paragraphs.begin_link(element.get(f"{{{_LINK}}}href"))
            if tag not in _BLANKS and tag not in _NO_HOLDERS:
                paragraphs.text(element.text)
        else:
            if _is_no_text(element, hidden):
                pass
            elif tag in _PARAGRAPHS:
                paragraphs.close()
            elif tag == f"{{{_TEXT}}}a":
                paragraphs.end_link()
            _tail(element, paragraphs)


def margins_of(root: Any, styles: Any | None) -> Iterator[tuple[str, Any]]:
    """Yield (kind, element) of the headers and footers of the pages in use, headers first.

    A page that no paragraph asks for, and that follows no other, is not in use: a template brings
    many. Without anybody asking, the page is the one called Standard, or the first.
    """
    if styles is None:
        return
    pages = {p.get(f"{{{_STYLE}}}name", ""): p for p in styles.iter(f"{{{_STYLE}}}master-page")}
    asked = (s.get(f"{{{_STYLE}}}master-page-name") for r in (root, styles)
             for s in r.iter(f"{{{_STYLE}}}style"))  # fmt: skip
    usual = "Standard" if "Standard" in pages else next(iter(pages), "")
    waiting = deque([usual, *(name for name in asked if name)])
    used: dict[str, Any] = {}
    while waiting:
        name = waiting.popleft()
        if name in pages and name not in used:
            used[name] = pages[name]
            waiting.append(pages[name].get(f"{{{_STYLE}}}next-style-name", ""))
    for kind in ("header", "footer"):
        for page in used.values():
            for place in ("", "-first", "-left"):
                found = page.find(f"{{{_STYLE}}}{kind}{place}")
                if found is not None and found.get(f"{{{_STYLE}}}display") != "false":
                    yield kind, found


def _tail(element: Any, paragraphs: Paragraphs) -> None:
    parent = element.getparent()
    if parent is not None and parent.tag not in _NO_HOLDERS:
        paragraphs.text(element.tail)


def _is_no_text(element: Any, hidden: frozenset[tuple[str, str]]) -> bool:
    tag = element.tag
    if tag in _NO_TEXT:
        return True
    if tag in _HIDING:
        return bool(element.get(f"{{{_TEXT}}}is-hidden") != "false")
    if tag == f"{{{_TEXT}}}section":
        return bool(element.get(f"{{{_TEXT}}}display") == "none")
    if tag == f"{{{_TABLE}}}table-row":
        return element.get(f"{{{_TABLE}}}visibility") in ("collapse", "filter")
    if not hidden or not tag.startswith(f"{{{_TEXT}}}"):
        return _holds_hidden(element)
    family = _FAMILIES.get(tag.rpartition("}")[2], "")
    if (family, element.get(f"{{{_TEXT}}}style-name")) in hidden:
        return True
    return _holds_hidden(element)


def _holds_hidden(element: Any) -> bool:
    """A field `hidden-paragraph` hides the paragraph in which it stands."""
    if element.tag not in _PARAGRAPHS:
        return False
    field = element.find(f"{{{_TEXT}}}hidden-paragraph")
    return field is not None and field.get(f"{{{_TEXT}}}is-hidden") == "true"


def hidden_styles(roots: Iterable[Any]) -> frozenset[tuple[str, str]]:
    """Return (family, name) of the styles that hide their text, bases included."""
    own: dict[tuple[str, str], str | None] = {}
    base: dict[tuple[str, str], str] = {}
    for root in roots:
        for style in root.iter(f"{{{_STYLE}}}style"):
            key = (style.get(f"{{{_STYLE}}}family", ""), style.get(f"{{{_STYLE}}}name", ""))
            said = style.find(f"{{{_STYLE}}}text-properties")
            own[key] = None if said is None else said.get(f"{{{_TEXT}}}display")
            base[key] = style.get(f"{{{_STYLE}}}parent-style-name", "")
    shown = inherited({key: (own[key], (key[0], base[key])) for key in own})
    return frozenset(key for key, display in shown.items() if display == "none")
