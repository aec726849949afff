"""What is said of auditors: whether a figure was audited, and what became of recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from verantwoord.nouns import AUDIT_ITEM
from verantwoord.register.audits import Opinion
from verantwoord.wording import notation

AUDITED = ("gecontroleerd", "audited")
NOT_AUDITED = ("geen controle bekend", "no audit known")
_KIND_ENGLISH = {
    "controle": "an audit",
    "beoordeling": "a review",
    "overeengekomen werkzaamheden": "agreed-upon procedures",
    "onderzoek": "a study",
}


def audited(opinions: Sequence[Opinion], language: str = "nl") -> str:
    """Say in two words whether an auditor gave assurance about a figure."""
    words = AUDITED if any(o.gives_assurance for o in opinions) else NOT_AUDITED
    return words[language == "en"]


def opinions_sentence(opinions: Sequence[Opinion], language: str = "nl") -> str:
    """Say what auditors said of one figure, or that no opinion is known.

    Shape:    the opinions about one figure, known on the day of the release.
    """
    if not opinions:
        return {
            "nl": "In het register staat geen oordeel van een controleur over dit cijfer.",
            "en": "The register has no opinion of an auditor on this figure.",
        }[language]
    return " ".join(opinion_sentence(one, language) for one in opinions)


def opinion_sentence(opinion: Opinion, language: str = "nl") -> str:
    """Say one opinion: who, when, how deep, what, and about what."""
    when = notation.moment(str(opinion.on), language)
    verdict, scope = opinion.verdict.in_language(language), opinion.scope.in_language(language)
    if language == "en":
        said = f"{opinion.by}, {when}, after {_KIND_ENGLISH[opinion.kind]}: {verdict}"
        sure = "" if opinion.gives_assurance else " It gives no assurance about figures."
        return f"{said} Scope: {scope}{sure}"
    said = f"{opinion.by}, {when}, na {opinion.kind}: {verdict}"
    sure = "" if opinion.gives_assurance else " Dat geeft geen zekerheid over cijfers."
    return f"{said} Waar het over gaat: {scope}{sure}"


def recommendations_sentence(
    total: int, answered: int, looked: int, seen: int, language: str = "nl"
) -> str:
    """Say how many were answered, and, apart from that, of how many an effect was seen.

    Shape:    counts, of which the first is at least one and the others are among it: with a known
              answer, of which somebody looked for an effect, of which it was seen.
    """
    if language == "en":
        lead = AUDIT_ITEM.counted(total, "en")
        found = f", and found for {seen or 'none'}" if looked else ""
        return (
            f"{lead}; an answer is known to {answered or 'none'}. An effect in a figure was "
            f"looked for in the case of {looked or 'none'}{found}."
        )
    lead = "Er is" if total == 1 else "Er zijn"
    found = f"; gezien is het bij {seen or 'geen'}" if looked else ""
    return (
        f"{lead} {AUDIT_ITEM.counted(total)}. Op {answered or 'geen'} daarvan is een antwoord "
        f"bekend. Bij {looked or 'geen'} is gekeken of een cijfer het effect laat zien{found}."
    )
