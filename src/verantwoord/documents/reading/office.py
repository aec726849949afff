"""Text of DOCX and ODT: a zip with XML, read with limits on what may come out of it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from verantwoord.documents.errors import DocumentError
from verantwoord.documents.reading.blocks import Blocks
from verantwoord.documents.reading.document import Extract
from verantwoord.extras import using

LARGEST_PART = 60_000_000  # bytes of unpacked XML; 300 pages of text are about 3 million
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARTS = {"word/document.xml": "docx", "content.xml": "odt"}


def extract_office(data: bytes, name: str) -> Extract:
    """Return the text of a DOCX or ODT file, one line for each paragraph."""
    with using("documents"):
        from lxml import etree

    part, kind = _part(data, name)
    if b"<!ENTITY" in part or b"<!DOCTYPE" in part:
        raise DocumentError(
            f"{name} bevat eigen entiteiten; die worden niet gelezen. Haal ze weg.",
            f"{name} declares entities of its own; these are not read. Remove them.",
        )
    parser = etree.XMLParser(
        no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(
            f"{name} is een beschadigd {kind.upper()}-bestand ({error}). Sla het opnieuw op.",
            f"{name} is a damaged {kind.upper()} file ({error}). Save it again.",
        ) from error
    blocks = Blocks()
    if kind == "docx":
        _docx(root, blocks)
    else:
        _odt(root, blocks)
    if not blocks.pieces:
        raise DocumentError(
            f"{name} bevat geen tekst. Kies een ander bestand.",
            f"{name} has no text in it. Choose another file.",
        )
    return blocks.extract(kind)


def _part(data: bytes, name: str) -> tuple[bytes, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
            for member, kind in _PARTS.items():
                if member in members:
                    with archive.open(member) as file:
                        part = file.read(LARGEST_PART + 1)
                    if len(part) > LARGEST_PART:
                        raise DocumentError(
                            f"{name} wordt bij het uitpakken te groot en wordt niet gelezen. "
                            "Controleer waar het vandaan komt.",
                            f"{name} unpacks to too much and is not read. "
                            "Check where it comes from.",
                        )
                    return part, kind
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise DocumentError(
            f"{name} is een beschadigd of beveiligd bestand ({error}). Sla het opnieuw op, zonder "
            "wachtwoord.",
            f"{name} is a damaged or protected file ({error}). Save it again, without a password.",
        ) from error
    except Exception as error:  # zlib.error and what else a broken archive may raise
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(
            f"{name} kan niet worden uitgepakt ({error}). Sla het opnieuw op.",
            f"{name} cannot be unpacked ({error}). Save it again.",
        ) from error
    raise DocumentError(
        f"{name} is een zip, maar geen DOCX of ODT. Lever een document aan.",
        f"{name} is a zip, but no DOCX or ODT. Give a document.",
    )


def _docx(root: Any, blocks: Blocks) -> None:
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val", "") if style is not None else ""
        heading = name.lower().startswith(("heading", "kop", "title", "titel"))
        blocks.add("".join(_docx_text(paragraph)), heading)


def _docx_text(paragraph: Any) -> list[str]:
    pieces = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        else:
            pieces.append("-" if node.tag == f"{_W}noBreakHyphen" else " ")
    return pieces


def _odt(root: Any, blocks: Blocks) -> None:
    for node in root.iter(f"{_T}h", f"{_T}p"):
        for space in node.iter(f"{_T}s", f"{_T}tab", f"{_T}line-break"):
            space.text = " "
        blocks.add("".join(node.itertext()), node.tag == f"{_T}h")
