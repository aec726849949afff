"""Where evidence stands in a document: a page or a heading, and a paragraph; and what is there.

A page is one of a PDF; a DOCX, ODT or HTML file has none of its own, there a heading says where.
Paragraphs are counted from 1 within the page or under the heading; headings are not counted, and
neither is what stands above or below the text of every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verantwoord.documents.errors import DocumentError
from verantwoord.documents.reading import ReadDocument
from verantwoord.documents.reading.document import Span

_PAGED = "pdf"
_FORM = re.compile(
    r"(?:(?:bladzijde|blz\.?|pagina|page|p\.?)\s*(?P<page>[1-9]\d*)"
    r"|(?:onder|under)\s+(?P<heading>\S.*?))"
    r"(?:\s*,\s*(?:alinea|al\.?|paragraph|par\.?)\s*(?P<paragraph>[1-9]\d*))?\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a document as people write it: `bladzijde 4, alinea 2` or `onder Kosten`."""

    page: int | None = None
    heading: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph with where it stands: its page where there are pages, and its heading."""

    text: str
    heading: str | None
    page: int | None
    paragraph: int  # on the page, or under the heading


def position_of(text: str) -> Position:
    """Read a place; DocumentError says in which forms it can be written."""
    found = _FORM.match(text.strip())
    if found is None:
        raise DocumentError(
            f"'{text}' zegt niet waar. Schrijf 'bladzijde 4, alinea 2' of "
            "'onder Kosten, alinea 2'.",
            f"'{text}' does not say where. Write 'page 4, paragraph 2' or "
            "'under Costs, paragraph 2'.",
        )
    number = found["paragraph"]
    return Position(
        int(found["page"]) if found["page"] else None,
        found["heading"],
        int(number) if number else None,
    )


def passages(document: ReadDocument) -> list[Passage]:
    """Return every paragraph of a document, numbered within its page or under its heading."""
    found: list[Passage] = []
    count: dict[int, int] = {}
    for span, section in document.paragraphs:
        for page, start, end in _pieces(document, span):
            within = section if page is None else page
            count[within] = count.get(within, 0) + 1
            text, heading = document.repaired(start, end), document.sections[section].title
            found.append(Passage(text, heading, page, count[within]))
    return found


def _pieces(document: ReadDocument, span: Span) -> Iterator[tuple[int | None, int, int]]:
    """Yield a paragraph by the pages it stands on: one that runs on is a paragraph of both."""
    if document.kind != _PAGED:
        yield None, *span
        return
    for number, (start, end) in enumerate(document.pages, 1):
        first, last = max(span[0], start), min(span[1], end)
        if first < last and document.original[first:last].strip():
            yield number, first, last


def passage_at(document: ReadDocument, position: Position) -> list[Passage]:
    """Return what stands at a place: one paragraph, or all of the page or under the heading.

    Shape:    a document and a place -> paragraphs in order, at least one.
    Missing:  a place that the document does not have is refused: evidence must be there.
    Errors:   DocumentError with what the document does have.
    Source:   own definition.
    """
    known = passages(document)
    if position.page is not None and document.kind != _PAGED:
        raise DocumentError(
            f"een document in {document.kind} heeft geen bladzijden. Noem de kop: 'onder ...'.",
            f"a document in {document.kind} has no pages. Name the heading: 'under ...'.",
        )
    if position.page is not None:
        inside = [p for p in known if p.page == position.page]
    else:
        inside = [p for p in known if _same(p.heading, position.heading)]
    chosen = inside
    if position.paragraph is not None:
        chosen = inside[position.paragraph - 1 : position.paragraph]
    if chosen:
        return chosen
    raise DocumentError(
        f"daar staat niets: er zijn {len(document.pages)} bladzijden, en hier {len(inside)} "
        "alinea's.",
        f"nothing stands there: there are {len(document.pages)} pages, and here {len(inside)} "
        "paragraphs.",
    )


def _same(title: str | None, asked: str | None) -> bool:
    words = [" ".join((t or "").split()).casefold() for t in (title, asked)]
    return words[0] == words[1]
