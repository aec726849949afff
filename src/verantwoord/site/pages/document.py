"""A published document, sentence by sentence, each claim with what covers it or the gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from verantwoord.documents.coverage import CoverageEntry
from verantwoord.documents.reading.document import Sentence
from verantwoord.model.figure import Figure, Judgement
from verantwoord.register.chain import Kind, Ref
from verantwoord.register.lists import Fact
from verantwoord.release.degrees import MEANING, Degree, degree_of, shows
from verantwoord.release.publish import ReleaseFile
from verantwoord.release.reports import CoveredDocument
from verantwoord.site.pages import refs
from verantwoord.site.pages.shell import Shell
from verantwoord.site.site_data import ItemPage, Link
from verantwoord.wording.shown import Shown, show


@dataclass(frozen=True)
class Cover:
    """One thing that covers a claim, or that a reader looks for there, with how it stands."""

    link: Link | None
    fact: Fact | None
    figure: Figure | None  # the one that shows the claim best
    shown: Shown | None
    judgement: Judgement | None
    item: ItemPage | None
    circle: bool = False  # nothing but the document itself reports it


@dataclass(frozen=True)
class ShownClaim:
    """One claim in a sentence: its words, how well it is shown, and by what."""

    entry: CoverageEntry
    degree: Degree
    covers: list[Cover]
    see: list[Cover]


@dataclass(frozen=True)
class SentenceLine:
    """One sentence with its claims; without any it claims nothing."""

    sentence: Sentence
    claims: list[ShownClaim]


def pages(shell: Shell) -> Iterator[ReleaseFile]:
    """Yield a page for every document of the pack."""
    for document in shell.material.documents:
        sections = [
            (title, [_line(shell, document, s) for s in sentences])
            for title, sentences in document.sections()
        ]
        claims = [c for _, lines in sections for line in lines for c in line.claims]
        counts = Counter(c.degree for c in claims)
        yield shell.page(
            refs.document_page(document.id),
            "document.html",
            document.title,
            document=document,
            sections=sections,
            claims=len(claims),
            degrees=[(d, counts[d], degree_words(d, document), MEANING[d]) for d in Degree],
            degree_css=_CSS,
            number_of={degree: n for n, degree in enumerate(Degree, 1)},
            by_degree=_by_degree(line for _, lines in sections for line in lines),
            words_of=partial(degree_words, document=document),
            confirmed=sum(c.entry.confirmed_by is not None for c in claims),
        )


def _by_degree(lines: Iterable[SentenceLine]) -> dict[Degree, list[tuple[int, str]]]:
    """Return the claims of each degree, with the sentence in which each stands."""
    found: dict[Degree, list[tuple[int, str]]] = {degree: [] for degree in Degree}
    for line in lines:
        for claim in line.claims:
            found[claim.degree].append((line.sentence.number, claim.entry.quote))
    return found


_CSS = {  # not the colours of a judgement: shown is not met
    Degree.THIS_YEAR: "chip-gemeten",
    Degree.OTHER_YEAR: "chip-ander",
    Degree.OTHER_SOURCE: "chip-ander",
    Degree.CIRCLE: "chip-onvolledig",
    Degree.GAP: "goal-gap",
}


def degree_words(degree: Degree, document: CoveredDocument) -> str:
    """Return a degree with the year that it is about."""
    year = document.coverage.year
    if year is None:
        return str(degree)
    return {
        Degree.THIS_YEAR: f"cijfer over {year}",
        Degree.OTHER_YEAR: f"cijfer over een ander jaar dan {year}",
    }.get(degree, str(degree))


def _line(shell: Shell, document: CoveredDocument, sentence: Sentence) -> SentenceLine:
    made = [_claim(shell, document, entry) for entry in document.claims(sentence.number)]
    at = sentence.text.find
    return SentenceLine(sentence, sorted(made, key=lambda c: at(c.entry.quote)))


def _claim(shell: Shell, document: CoveredDocument, entry: CoverageEntry) -> ShownClaim:
    return ShownClaim(
        entry=entry,
        degree=degree_of(shell.material, document.coverage, entry),
        covers=[_cover(shell, document, name) for name in entry.covered_by],
        see=[_cover(shell, document, name) for name in entry.see],
    )


def _cover(shell: Shell, document: CoveredDocument, name: str) -> Cover:
    material = shell.material
    shown_by = shows(material, document.coverage, name)
    figure = shown_by.figure
    kind, _, identifier = name.partition(":")
    fact = next((f for f in material.register.facts if f.id == identifier), None)
    if kind == "fact":
        return Cover(None, fact, None, None, None, None)
    ref = refs.covering(name)
    return Cover(
        link=shell.promises.link(ref),
        fact=None,
        figure=figure,
        shown=show(figure, material.pack.indicators[figure.indicator]) if figure else None,
        judgement=_judgement(ref, figure),
        item=_item(shell, ref),
        circle=shown_by.degree is Degree.CIRCLE,
    )


def _judgement(ref: Ref, figure: Figure | None) -> Judgement | None:
    """Return what a goal says about the figure; beside an indicator stands no judgement."""
    if figure is None or ref.kind is not Kind.GOAL:
        return None
    return next((j for j in figure.judgements if j.goal == ref.id), None)


def _item(shell: Shell, ref: Ref) -> ItemPage | None:
    if refs.page_of(shell.material, ref) is None:
        return None
    make = {
        Kind.MOTION: shell.promises.motion,
        Kind.COMMITMENT: shell.promises.commitment,
        Kind.ACTION: shell.promises.action,
    }.get(ref.kind)
    return make(ref.id) if make else None
