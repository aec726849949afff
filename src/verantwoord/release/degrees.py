"""How well a claim of a document is shown: measured for its year, for another, told, or not at all.

A promise is no effect: a goal or commitment covers nothing by itself. What only the document itself
says about its own claim is a circle, and is called one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from verantwoord.documents.coverage import CoverageEntry, DocumentCoverage
from verantwoord.model.figure import Figure
from verantwoord.model.standing import about
from verantwoord.model.text import Source
from verantwoord.register.history import Evidence
from verantwoord.register.programme import Action
from verantwoord.register.register import Register
from verantwoord.release.material import Material


class Degree(StrEnum):
    """How well a claim is shown, from best to not."""

    THIS_YEAR = "cijfer over dit jaar"
    OTHER_YEAR = "cijfer over een ander jaar"
    OTHER_SOURCE = "bewijs uit een andere bron"
    CIRCLE = "alleen het document zelf"
    GAP = "hiaat"


MEANING: Mapping[Degree, str] = {
    Degree.THIS_YEAR: (
        "Er is een cijfer over het jaar van het document. Wat het niet laat zien, staat erbij."
    ),
    Degree.OTHER_YEAR: "Er is een cijfer, maar over een ander jaar.",
    Degree.OTHER_SOURCE: "Geen cijfer; een andere bron dan het document zelf zegt het ook.",
    Degree.CIRCLE: "Alleen het document zelf zegt het: een kring, geen bewijs.",
    Degree.GAP: "Niets laat het zien.",
}
_ORDER = list(Degree)


@dataclass(frozen=True, slots=True)
class Shows:
    """What one cover shows of a claim."""

    degree: Degree
    figure: Figure | None = None  # the one that shows it best
    evidence: tuple[Evidence, ...] = ()


def degree_of(material: Material, document: DocumentCoverage, entry: CoverageEntry) -> Degree:
    """Return how well a claim is shown: as its best cover does.

    Shape:    a claim of a document -> degree.
    Missing:  nothing named, or only promises and things without evidence: a gap.
    Source:   own definition, told to readers on the page.
    """
    each = [shows(material, document, name).degree for name in entry.covered_by]
    named = _of_sources(entry.evidence)
    each += [_of_evidence(document, named)] if named else []
    return min(each, key=_ORDER.index, default=Degree.GAP)


def shows(material: Material, document: DocumentCoverage, name: str) -> Shows:
    """Return what one thing that a coverage file names shows of the claim."""
    kind, _, identifier = name.partition(":")
    if kind == "indicator":
        return _measured(document, material.plain_figures(identifier))
    if kind == "goal":
        goal = material.pack.goals[identifier]
        figures = material.plain_figures(goal.indicator) if goal.indicator else []
        return _measured(document, [f for f in figures if f.organisation == goal.organisation])
    return _told(document, _evidence(material.register, kind, identifier))


def _measured(document: DocumentCoverage, figures: Iterable[Figure]) -> Shows:
    known = [f for f in figures if isinstance(f.value, Decimal)]
    if not known or document.year is None:
        return Shows(Degree.GAP)
    year = document.year
    in_year = [f for f in known if about(f.period, year)]
    if in_year:
        whole = [f for f in in_year if f.period.start.year == f.period.last_day.year]
        return Shows(Degree.THIS_YEAR, (whole or in_year)[-1])
    before = [f for f in known if f.period.last_day.year < year]
    return Shows(Degree.OTHER_YEAR, before[-1] if before else known[0])


def _told(document: DocumentCoverage, evidence: list[Evidence]) -> Shows:
    if not evidence:
        return Shows(Degree.GAP)
    return Shows(_of_evidence(document, evidence), None, tuple(evidence))


def _of_evidence(document: DocumentCoverage, evidence: Iterable[Evidence]) -> Degree:
    circle = all(_is_itself(document, e) for e in evidence)
    return Degree.CIRCLE if circle else Degree.OTHER_SOURCE


def _is_itself(document: DocumentCoverage, evidence: Evidence) -> bool:
    """Say whether evidence is the document, or another page of the same report."""
    same_paper = evidence.kst is not None and evidence.kst == document.kst
    return same_paper or (evidence.url is not None and evidence.url == document.url)


def _evidence(register: Register, kind: str, identifier: str) -> list[Evidence]:
    """Return what shows that something happened; of a promise not that it was made."""
    if kind == "fact":
        fact = next(f for f in register.facts if f.id == identifier)
        return [*fact.evidence, *_of_sources(fact.sources)]
    if kind == "motion":
        motion = register.motions[identifier]
        return [*motion.evidence, *_of_sources(motion.sources)]
    if kind == "commitment":
        later = register.commitments[identifier].steps[1:]  # the first is that it was made
        return [e for step in later for e in step.evidence]
    item = register.programme_items[identifier]
    if not isinstance(item, Action):
        return []
    told = [e for step in item.steps for e in step.evidence]
    return told + [e for report in item.reports for e in report.evidence]


def _of_sources(sources: Iterable[Source]) -> list[Evidence]:
    return [Evidence(url=s.url, title=s.title, published=s.published) for s in sources]
