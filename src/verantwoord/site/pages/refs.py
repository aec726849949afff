"""Where on the site each thing of the chain motion -> ... -> passage stands."""

from __future__ import annotations

from verantwoord.register.chain import Kind, Ref
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.site.site_data import slug

LABEL = {
    Kind.RECOMMENDATION: "aanbeveling",
    Kind.MOTION: "motie",
    Kind.COMMITMENT: "toezegging",
    Kind.ACTION: "actie",
    Kind.GOAL: "doel",
    Kind.INDICATOR: "indicator",
    Kind.PARAGRAPH: "passage",
}
# the words of a coverage file, which are English as the code of the pack is
OF_COVERAGE = {
    "motion": Kind.MOTION,
    "commitment": Kind.COMMITMENT,
    "action": Kind.ACTION,
    "goal": Kind.GOAL,
    "indicator": Kind.INDICATOR,
}


def page_of(material: Material, ref: Ref) -> str | None:
    """Return the page of something, with its place on it; None when it is not in this release."""
    register = material.register
    if ref.kind is Kind.INDICATOR:
        return paths.indicator_page(ref.id) if ref.id in material.pack.indicators else None
    if ref.kind is Kind.GOAL:
        goal = material.pack.goals.get(ref.id)
        return f"{paths.theme_page(goal.theme)}#doel-{goal.id}" if goal else None
    if ref.kind is Kind.PARAGRAPH:
        return _passage(material, ref.id)
    homes = {
        Kind.RECOMMENDATION: register.recommendations,
        Kind.MOTION: register.motions,
        Kind.COMMITMENT: register.commitments,
        Kind.ACTION: register.programme_items,
    }
    return promise_page(ref) if ref.id in homes[ref.kind] else None


def promise_page(ref: Ref) -> str:
    """Return the page of a motion, commitment, recommendation or action."""
    return f"{ref.kind}/{slug(ref)}.html"


def programme_page(programme: str) -> str:
    """Return the page of one version of a programme."""
    return f"programma/{programme.replace(':', '-')}.html"


def document_page(document: str) -> str:
    """Return the page of a document."""
    return f"document/{document.lower()}.html"


def covering(reference: str) -> Ref:
    """Return what a coverage file names as `indicator:...`."""
    kind, _, identifier = reference.partition(":")
    return Ref(OF_COVERAGE[kind], identifier)


def _passage(material: Material, identifier: str) -> str | None:
    passage = material.register.paragraphs.get(identifier)
    for document in material.documents if passage else []:
        assert passage is not None  # there would be no documents to go through
        number = document.sentence_with(passage.quote) if passage.quote else None
        if document.coverage.url == passage.url and number is not None:
            return f"{document_page(document.id)}#zin-{number}"
    return None
