"""XML and HTML become a tree, with limits, and without anything that the file asks to fetch."""

from __future__ import annotations

from typing import Any

from verantwoord.documents.errors import DocumentError
from verantwoord.documents.reading.limits import MOST_NODES, MOST_UNPACKED, too_much
from verantwoord.extras import using


def tree_of(data: bytes, name: str, kind: str, encoding: str | None = None) -> Any:
    """Return the root of an XML or HTML text, None when there is nothing in it.

    Shape:    bytes; `kind` is html or what the file is called to people; `encoding` of HTML.
    Missing:  HTML with mistakes is read as a browser would, XML with mistakes is refused.
    Errors:   DocumentError when it is too large or too deep (256 levels), declares entities, or is
              damaged.
    """
    with using("documents"):
        from lxml import etree, html

    if len(data) > MOST_UNPACKED or data.count(b"<") + data.count(b"=") > MOST_NODES:
        size, nodes = MOST_UNPACKED // 1_000_000, MOST_NODES // 1_000_000
        raise too_much(
            name,
            f"heeft meer dan {size} MB of {nodes} miljoen onderdelen aan opmaak",
            f"has more than {size} MB or {nodes} million parts of markup",
        )
    if b"<!ENTITY" in data:
        raise _entities(name)
    parser: Any
    if kind == "html":
        parser = html.HTMLParser(no_network=True, encoding=encoding, huge_tree=False)
    else:
        parser = etree.XMLParser(
            no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False
        )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError) as error:
        raise _damaged(name, kind, str(error)) from error
    # a reader of HTML goes on after everything, also where it left out the rest of a page
    fatal = next((e.message for e in parser.error_log if e.level_name == "FATAL"), None)
    if fatal is not None:
        raise _damaged(name, kind, fatal)
    declared = None if root is None else root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise _entities(name)  # in another encoding than the one looked for above
    return root


def _entities(name: str) -> DocumentError:
    return DocumentError(
        f"{name} bevat eigen entiteiten (<!ENTITY>); die worden niet gelezen, omdat ze een "
        "bestand kunnen laten ontploffen. Haal ze weg.",
        f"{name} declares entities of its own (<!ENTITY>); these are not read, because they "
        "can make a file explode. Remove them.",
    )


def _damaged(name: str, kind: str, reason: str) -> DocumentError:
    reason = " ".join(reason.split())[:150]
    if "depth" in reason:
        return too_much(
            name,
            f"is als {kind.upper()} dieper genest dan 256 lagen",
            f"is nested deeper than 256 levels as {kind.upper()}",
        )
    return DocumentError(
        f"{name} is geen geldige {kind.upper()} ({reason}). Haal het bestand opnieuw op of sla het "
        "opnieuw op.",
        f"{name} is no valid {kind.upper()} ({reason}). Get the file again or save it again.",
    )
