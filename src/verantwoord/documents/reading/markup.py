"""Text of HTML and of official XML; nothing is fetched and no entity is expanded."""

from __future__ import annotations

import re
from typing import Any

from verantwoord.documents.errors import DocumentError
from verantwoord.documents.reading.blocks import Blocks
from verantwoord.documents.reading.document import Extract
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
        "noot",
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
_SKIPPED = frozenset(["script", "style", "head", "metadata", "template", "noscript", "nav", "svg"])
_DEEPEST = 200


def extract_markup(data: bytes, name: str) -> Extract:
    """Return the text of an XML or HTML file, one line for each block."""
    with using("documents"):
        from lxml import etree, html

    if re.search(rb"<!ENTITY", data[:4096], re.IGNORECASE) or b"<!ENTITY" in data:
        raise DocumentError(
            f"{name} bevat eigen entiteiten (<!ENTITY>); die worden niet gelezen, omdat ze een "
            "bestand kunnen laten ontploffen. Haal ze weg.",
            f"{name} declares entities of its own (<!ENTITY>); these are not read, because they "
            "can make a file explode. Remove them.",
        )
    is_html = re.search(rb"<(?:!doctype\s+)?html", data[:2048], re.IGNORECASE) is not None
    kind = "html" if is_html else "xml"
    parser: Any
    if is_html:
        encoding = "utf-8" if _is_utf8(data) else "cp1252"
        parser = html.HTMLParser(no_network=True, encoding=encoding, huge_tree=False)
    else:
        parser = etree.XMLParser(
            no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False
        )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError) as error:
        raise DocumentError(
            f"{name} is geen geldige {kind.upper()} ({error}). Haal het bestand opnieuw op.",
            f"{name} is no valid {kind.upper()} ({error}). Get the file again.",
        ) from error
    blocks = Blocks()
    if root is not None:
        _walk(root, blocks)
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


def _walk(root: Any, blocks: Blocks) -> None:
    """Go through the tree without recursion, so that a deep tree cannot stop the program."""
    buffer: list[str] = []
    heading = False
    skipping = 0

    def flush(next_heading: bool) -> None:
        nonlocal heading
        blocks.add("".join(buffer), heading)
        buffer.clear()
        heading = next_heading

    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if not skipping:
                buffer.append(element.tail or "")
            continue
        tag = etree.QName(element).localname.lower()
        if event == "start":
            skipping += tag in _SKIPPED
            if tag in _BLOCKS and not skipping:
                flush(tag in _HEADINGS)
            if not skipping:
                buffer.append(element.text or "")
        else:
            if tag in _BLOCKS and not skipping:
                flush(False)
            skipping -= tag in _SKIPPED
            if not skipping:
                buffer.append(element.tail or "")
    flush(False)
