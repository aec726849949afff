"""Lines of a page that are not its text: footers, page numbers, running heads, its origin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from verantwoord.documents.citations import find
from verantwoord.documents.reading.document import Extract, Furniture, Span

_FOOTER = re.compile(r"\s*(?:Tweede|Eerste) Kamer, vergaderjaar\b")
_NUMBER = re.compile(r"\s*(?:[Pp]agina\s+|-\s*)?[0-9]{1,4}(?:\s*(?:van|/)\s*[0-9]{1,4}|\s*-)?\s*\Z")
_MARK = re.compile(
    r"\s*(?:kst-[0-9A-Za-z-]+|ISSN [0-9]{4} ?- ?[0-9]{3}[0-9X]|['’]s-Gravenhage,? [0-9]{4})\s*\Z"
)
_ORIGIN = re.compile(r"\s*URL: (?P<url>\S+)")
_LONGEST = 160  # characters; a longer line is text that happens to begin like a footer
_PAGES_TO_REPEAT = 3


# Where a line break was lost: before a footer, between it and the text, and around who speaks.
_SPEAKS = r"(?:Vraag|Vragen|Antwoord|Toelichting)"
_GLUED = re.compile(
    rf"(?<=\S)(?=(?:Tweede|Eerste) Kamer, vergaderjaar\b)|(?<=[0-9.!?)])(?={_SPEAKS}\b)"
    rf"|(?<=[A-Za-z])(?={_SPEAKS} [0-9])"
)
SPEAKER = re.compile(rf"{_SPEAKS} [0-9]{{1,3}}(?:(?:, | en | t/m )[0-9]{{1,3}})*")
_AFTER_SPEAKER = re.compile(SPEAKER.pattern + r"(?=[A-ZÀ-Ý])")
_AFTER_FOOTER = re.compile(
    r"(?:Tweede|Eerste) Kamer, vergaderjaar [0-9 /–-]+(?:, [^,\n]{1,40}?){1,3}?"
    r"(?<=[0-9])(?=[A-ZÀ-Ý][a-zà-ÿ]{2})"
)


def lines_of(text: str) -> list[Span]:
    """Return the span of every line, without its line break; a form feed ends a line too.

    Where the break before or after a footer or "Antwoord 12" was lost, a line ends as well.
    """
    found: list[Span] = []
    for match in re.finditer(r"[^\n\f]*", text):
        if _is_line(text, match):
            found += _unglued(text, *match.span())
    return found


def _unglued(text: str, start: int, end: int) -> list[Span]:
    cuts = {match.start() for match in _GLUED.finditer(text, start, end)}
    for pattern in (_AFTER_SPEAKER, _AFTER_FOOTER):
        cuts |= {match.end() for match in pattern.finditer(text, start, end)}
    places = [start, *sorted(cut for cut in cuts if start < cut < end), end]
    return list(pairwise(places))


def _is_line(text: str, match: re.Match[str]) -> bool:
    start = match.start()
    return start == 0 or text[start - 1] in "\n\f"


def find_furniture(extract: Extract) -> list[Furniture]:
    """Return the lines that are furniture, in the order of the text."""
    text = extract.text
    if extract.flowing:
        return list(_of_margins(extract))
    lines = lines_of(text)
    edges = _edge_lines(extract, lines)
    repeated = _repeated(extract, edges)
    found: list[Furniture] = []
    for index, span in enumerate(lines):
        line = text[slice(*span)]
        one = _origin(line, span) if index == 0 else None
        one = one or _footer(line, span) or _mark(line, span)
        if one is None and index in edges and len(extract.pages) > 1:
            one = _at_edge(line, span, repeated)
        if one is not None:
            found.append(one)
    return found


def _of_margins(extract: Extract) -> Iterator[Furniture]:
    """Yield the headers and footers that say which document this is, or only which page."""
    for margin in extract.margins:
        line = extract.text[slice(*margin.span)]
        found = _footer(line, margin.span) or _mark(line, margin.span)
        if found is None and _NUMBER.match(line):
            found = Furniture("paginanummer", margin.span, line.strip())
        if found is not None:
            yield found


def _origin(line: str, span: Span) -> Furniture | None:
    match = _ORIGIN.match(line)
    if match is None:
        return None
    return Furniture("herkomst", span, line, MappingProxyType({"url": match["url"]}))


def _footer(line: str, span: Span) -> Furniture | None:
    if len(line) > _LONGEST or not _FOOTER.match(line):
        return None
    metadata: dict[str, Any] = {}
    for citation in find(line)[:1]:
        for key in ("kamer", "vergaderjaar", "dossier", "toevoeging", "nummer", "pagina"):
            if citation[key] is not None:
                metadata[key] = citation[key]
        metadata["identifier"] = citation.identifier
        if citation.flags:
            metadata["flags"] = citation.flags
    if not metadata and "Aanhangsel" not in line:
        return None
    return Furniture("voettekst", span, line.strip(), MappingProxyType(metadata))


def _mark(line: str, span: Span) -> Furniture | None:
    return Furniture("kenmerk", span, line.strip()) if _MARK.match(line) else None


def _edge_lines(extract: Extract, lines: list[Span]) -> set[int]:
    """Return the first and last two lines with text of every page."""
    by_page: dict[int, list[int]] = {}
    page = 0
    for index, (start, end) in enumerate(lines):
        while page + 1 < len(extract.pages) and start >= extract.pages[page][1]:
            page += 1
        if extract.text[start:end].strip():
            by_page.setdefault(page, []).append(index)
    return {index for own in by_page.values() for index in (*own[:2], *own[-2:])}


def _shape(line: str) -> str:
    return re.sub(r"[0-9]+", "#", line.strip())


def _repeated(extract: Extract, edges: set[int]) -> set[str]:
    """Return the shapes that stand at the edge of enough pages to be a running head."""
    text = extract.text
    lines = lines_of(text)
    least = max(_PAGES_TO_REPEAT, len(extract.pages) // 20)
    shapes = Counter(_shape(text[slice(*lines[index])]) for index in edges)
    return {shape for shape, times in shapes.items() if times >= least}


def _at_edge(line: str, span: Span, repeated: set[str]) -> Furniture | None:
    if _NUMBER.match(line):
        return Furniture("paginanummer", span, line.strip())
    ends_text = line.rstrip().endswith((".", "!", "?", ";", ",", "-"))
    if line.strip() and not ends_text and _shape(line) in repeated:
        return Furniture("kopregel", span, line.strip())
    return None
