"""From a file to a document with findings."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path
from types import MappingProxyType
from typing import Any

from verantwoord.documents.citations import Citation, Tied, find, with_links
from verantwoord.documents.findings.claims import claim_cue, claim_mark
from verantwoord.documents.findings.growth import find_growth
from verantwoord.documents.findings.mark import SentenceMark
from verantwoord.documents.findings.names import Names
from verantwoord.documents.findings.promises import find_promises
from verantwoord.documents.findings.quantities import find_quantities
from verantwoord.documents.findings.signs import signs_of
from verantwoord.documents.findings.targets import target_cue, target_mark
from verantwoord.documents.findings.weigh import CERTAIN, confidence, heaviest, weights
from verantwoord.documents.findings.years import YEAR
from verantwoord.documents.reading.document import (
    Extract,
    Furniture,
    ReadDocument,
    Section,
    Sentence,
    SentenceFinding,
    Span,
)
from verantwoord.documents.reading.flow import Flow, make_flow
from verantwoord.documents.reading.furniture import find_furniture
from verantwoord.documents.reading.limits import MOST_SENTENCES, check_text, too_much
from verantwoord.documents.reading.sentences import split_sentences
from verantwoord.documents.reading.sources import extract
from verantwoord.documents.words import Dictionary, WordList
from verantwoord.language import say

_WITHOUT = Names()
_MARGINS = {"header": ("Koptekst", "Header"), "footer": ("Voettekst", "Footer")}


def read(path: Path, names: Names = _WITHOUT, words: WordList | None = None) -> ReadDocument:
    """Read a PDF, XML, HTML, DOCX, ODT or text file; DocumentError says what is wrong with it.

    `names` are the organisations and programmes to look for; `words` is the dictionary, by default
    the one that comes with the program, without a cache on disk.
    """
    return read_extract(extract(path), path.name, names, words or Dictionary())


def read_extract(text: Extract, name: str, names: Names, words: WordList) -> ReadDocument:
    """Read text that was extracted already; DocumentError when there is too much of it."""
    check_text(text.text, name)
    furniture = find_furniture(text)
    flow = make_flow(text, furniture, words)
    written_in = _year_written(furniture, flow)
    citations = with_links([c for c in find(flow.text) if not c.is_footer], _ties(text, flow))
    sections: list[Section] = [Section(0, None, None)]
    sentences: list[Sentence] = []
    paragraphs: list[tuple[Span, int]] = []
    upcoming = iter(citations)
    waiting = next(upcoming, None)
    of_text = "text"
    for index, (start, end) in enumerate(flow.paragraphs):
        own: list[Citation] = []
        while waiting is not None and waiting.span[0] < end:
            if waiting.span[0] >= start:
                own.append(waiting)
            waiting = next(upcoming, None)
        if index in flow.headings:
            title = flow.text[start:end]
            sections.append(Section(len(sections), title, flow.original(start, end)))
            if not own:
                continue  # a heading that refers to a document is kept as a sentence too
        kind = text.kind_at(flow.places[start])
        if kind != of_text:  # below the text, in a section of their own
            of_text = kind
            sections.append(Section(len(sections), say(*_MARGINS[kind]), None))
        if kind == "text" and index not in flow.headings:
            paragraphs.append((flow.original(start, end), len(sections) - 1))
        begins = [c.span[0] for c in own]
        for span in split_sentences(flow.text, start, end, [c.span for c in own]):
            if len(sentences) == MOST_SENTENCES:
                most = MOST_SENTENCES
                raise too_much(
                    name, f"heeft meer dan {most} zinnen", f"has more than {most} sentences"
                )
            inside = own[bisect_left(begins, span[0]) : bisect_left(begins, span[1])]
            sentences.append(
                _sentence(
                    flow,
                    text.text,
                    span,
                    inside,
                    names,
                    written_in,
                    len(sentences) + 1,
                    len(sections) - 1,
                    kind,
                )
            )
    return ReadDocument(
        name,
        text.kind,
        text.text,
        text.pages,
        tuple(furniture),
        flow.joins,
        tuple(sections),
        tuple(sentences),
        tuple(paragraphs),
    )


def _ties(text: Extract, flow: Flow) -> list[Tied]:
    """Return what the file ties to a document, with its place in the running text."""
    ties = []
    for link in text.links:
        start, end = flow.running(*link.span)
        words = flow.text[start:end]
        start += len(words) - len(words.lstrip())
        ties.append(Tied((start, start + len(words.strip())), link.target))
    return ties


def _sentence(
    flow: Flow,
    original: str,
    span: Span,
    citations: list[Citation],
    names: Names,
    written_in: int | None,
    number: int,
    section: int,
    kind: str,
) -> Sentence:
    text = flow.text[slice(*span)]
    marks = [_citation_mark(c, span[0], len(text)) for c in citations]
    if kind != "text":  # a letterhead promises nothing
        cited = tuple(_finding(flow, original, span[0], mark) for mark in marks)
        return Sentence(number, section, text, flow.original(*span), cited, kind=kind)
    taken = [(mark.start, mark.end) for mark in marks]
    quantities = find_quantities(text, taken)
    by_rule = target_cue(text, quantities, written_in)
    done = claim_cue(text, by_rule is not None)
    signs = signs_of(text, written_in, bool(quantities), (by_rule is not None, done is not None))
    sure = {kind: confidence(signs, weight) for kind, weight in weights().items()}
    why = {kind: heaviest(signs, weight) for kind, weight in weights().items()}
    target = claim = None
    if sure["target"] >= CERTAIN:
        cue = by_rule or why["target"]
        target = target_mark(text, quantities, written_in, cue, sure["target"])
    if sure["claim"] >= CERTAIN:
        claim = claim_mark(text, done or why["claim"], sure["claim"])
    growth = find_growth(text, quantities)
    marks += quantities
    marks += [mark for mark in (target, claim, growth) if mark is not None]
    marks += names.find(text) + find_promises(text)
    found = [_finding(flow, original, span[0], mark) for mark in marks]
    found.sort(key=lambda one: (one.span, one.kind))
    return Sentence(number, section, text, flow.original(*span), tuple(found), signs)


def _citation_mark(citation: Citation, offset: int, length: int) -> SentenceMark:
    values: dict[str, Any] = {
        key: value
        for key, value in citation.as_json().items()
        if key not in ("span",) and value not in (None, {}, [])
    }
    start, end = citation.span
    return SentenceMark(
        "citation", start - offset, min(end - offset, length), MappingProxyType(values)
    )


def _finding(flow: Flow, original: str, offset: int, mark: SentenceMark) -> SentenceFinding:
    span = flow.original(offset + mark.start, offset + mark.end)
    return SentenceFinding(mark.kind, span, original[slice(*span)], mark.values)


def _year_written(furniture: list[Furniture], flow: Flow) -> int | None:
    """Return the year that the document is about or from, to know which years lie ahead.

    The footer gives the session; without it the year that the text names most often.
    """
    for one in furniture:
        session = one.metadata.get("vergaderjaar")
        if session:
            return int(session[:4])
    years: dict[int, int] = {}
    for match in YEAR.finditer(flow.text):
        years[int(match.group())] = years.get(int(match.group()), 0) + 1
    if not years:
        return None
    most = max(years.values())
    if most == 1 and len(years) > 1:
        return _before_what_is_to_come(flow.text, years)
    return min(year for year, times in years.items() if times == most)


def _before_what_is_to_come(text: str, years: dict[int, int]) -> int:
    """Each year stands once: those of "uiterlijk in 2027" lie ahead, the last other one is now."""
    coming = {int(m[1]) for m in _TO_COME.finditer(text)}
    behind = set(years) - coming
    return max(behind) if behind else min(years) - 1


_TO_COME = re.compile(
    r"\b(?:eind|uiterlijk(?:\sin)?|v[oó][oó]r|vanaf|medio|moet(?:en)?|wil|willen|zal|zullen|doel\w*)\b"
    r"[^.;]{0,60}?\b(20[0-9]{2})\b",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, for comparing texts."""
    return re.findall(r"[^\W\d_][\w-]*", text.lower())
