"""What is said of auditors holds for every count and every depth."""

from __future__ import annotations

import datetime as dt

import pytest

from verantwoord.model.period import Period
from verantwoord.model.text import Source, Text
from verantwoord.register.audits import Opinion, OpinionKind
from verantwoord.register.moment import day
from verantwoord.wording.audits import audited, opinions_sentence, recommendations_sentence


def opinion(kind: OpinionKind) -> Opinion:
    return Opinion(
        id="proef.oordeel",
        by="Auditdienst",
        on=day(dt.date(2024, 3, 1)),
        kind=kind,
        verdict=Text("Het beeld is getrouw.", "The view is true."),
        scope=Text("De opgave.", "The statement."),
        indicators=("proef.cijfer",),
        period=Period.parse("2023"),
        sources=(Source("Rapport"),),
    )


def test_a_study_leaves_a_figure_not_audited_and_an_audit_does_not() -> None:
    study, audit = opinion(OpinionKind.STUDY), opinion(OpinionKind.AUDIT)
    assert audited([]) == audited([study]) == "geen controle bekend"
    assert audited([study, audit]) == "gecontroleerd"
    assert audited([audit], "en") == "audited"


def test_no_opinion_says_only_that_the_register_has_none() -> None:
    assert opinions_sentence([]) == (
        "In het register staat geen oordeel van een controleur over dit cijfer."
    )
    assert (
        opinions_sentence([], "en") == "The register has no opinion of an auditor on this figure."
    )


def test_an_opinion_says_who_when_how_deep_what_and_about_what() -> None:
    assert opinions_sentence([opinion(OpinionKind.AUDIT)]).replace("\xa0", " ") == (
        "Auditdienst, 1 maart 2024, na controle: Het beeld is getrouw. "
        "Waar het over gaat: De opgave."
    )
    assert opinions_sentence([opinion(OpinionKind.STUDY)], "en").replace("\xa0", " ") == (
        "Auditdienst, 1 March 2024, after a study: The view is true. "
        "Scope: The statement. It gives no assurance about figures."
    )


@pytest.mark.parametrize("kind", OpinionKind)
def test_every_depth_has_its_words_in_both_languages(kind: OpinionKind) -> None:
    assert str(kind) in opinions_sentence([opinion(kind)])
    assert "after a" in opinions_sentence([opinion(kind)], "en")


@pytest.mark.parametrize(
    ("counts", "nl", "en"),
    [
        (
            (1, 0, 0, 0),
            "Er is 1 aanbeveling of conclusie. Op geen daarvan is een antwoord bekend. "
            "Bij geen is gekeken of een cijfer het effect laat zien.",
            "1 recommendation or conclusion; an answer is known to none. "
            "An effect in a figure was looked for in the case of none.",
        ),
        (
            (4, 3, 2, 0),
            "Er zijn 4 aanbevelingen en conclusies. Op 3 daarvan is een antwoord bekend. "
            "Bij 2 is gekeken of een cijfer het effect laat zien; gezien is het bij geen.",
            "4 recommendations and conclusions; an answer is known to 3. "
            "An effect in a figure was looked for in the case of 2, and found for none.",
        ),
    ],
)
def test_answers_and_effects_are_counted_apart(
    counts: tuple[int, int, int, int], nl: str, en: str
) -> None:
    assert recommendations_sentence(*counts) == nl
    assert recommendations_sentence(*counts, "en") == en
