"""A bound is not a value, a target is no result, and what we computed was not taken over.

From the rows of a publication to the sentence: the pack of these tests takes over two years of
energy use, said in different ways.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.release import factories
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.loading import load_pack
from verantwoord.model.stated import Nature, Origin, Precision, Stated
from verantwoord.wording import sentences
from verantwoord.wording.shown import STATUS, show
from verantwoord.wording.statement import precision_sentence

from tests.unit.wording.test_sentences import figure  # isort: skip

SHARE = load_pack(factories.PACK).indicators["banen.aandeel"]
JOBS = replace(SHARE, unit="job", publish=replace(SHARE.publish, decimals=0))


def stated(value: str, year: int = 2024, *, unit: str = "job", **said: object) -> Figure:
    return replace(
        figure(value, year),
        unit=unit,
        stated=replace(Stated(), **said),  # type: ignore[arg-type]
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("said", "dutch", "english"),
    [
        ({}, "Over 2024 is de waarde 140 banen.", "140 jobs"),
        (
            {"precision": Precision.ABOUT},
            "Over 2024 is de waarde ongeveer 140 banen.",
            "about 140 jobs",
        ),
        (
            {"precision": Precision.AT_MOST, "high": Decimal(140), "words": "bijna"},
            "Over 2024 is de waarde bijna 140 banen.",
            "at most 140 jobs",
        ),
        (
            {"precision": Precision.AT_LEAST, "low": Decimal(140), "words": "ruim"},
            "Over 2024 is de waarde ruim 140 banen.",
            "at least 140 jobs",
        ),
        (
            {"precision": Precision.BETWEEN, "low": Decimal("139.6"), "high": Decimal("142.2")},
            "Over 2024 ligt de waarde tussen 139 en 143 banen.",
            "between 139 and 143 jobs",
        ),
        (
            {"nature": Nature.AGREED, "precision": Precision.AT_MOST, "high": Decimal(140)},
            "Voor 2024 is de afspraak ten hoogste 140 banen.",
            "at most 140 jobs",
        ),
        ({"nature": Nature.TARGET}, "Voor 2024 is het doel 140 banen.", "140 jobs"),
        ({"nature": Nature.NORM}, "Voor 2024 is de norm 140 banen.", "140 jobs"),
        ({"nature": Nature.FORECAST}, "Over 2024 is de raming 140 banen.", "140 jobs"),
        ({"nature": Nature.ESTIMATE}, "Over 2024 is de schatting 140 banen.", "140 jobs"),
    ],
)
def test_a_sentence_says_what_the_value_is(
    said: dict[str, object], dutch: str, english: str
) -> None:
    found = stated("140", **said)
    assert plain(sentences.value_sentence(found, JOBS)) == dutch
    assert plain(show(found, JOBS, "en").text) == english


def test_percentages_between_bounds_name_both() -> None:
    found = stated(
        "19.0",
        unit="percent",
        precision=Precision.BETWEEN,
        low=Decimal("19.0"),
        high=Decimal(22),
    )
    assert show(found, SHARE).text == "tussen 19,0% en 22,0%"


def test_no_difference_is_named_with_what_is_not_known_precisely() -> None:
    almost = stated("90000", precision=Precision.AT_MOST, high=Decimal(90000), words="bijna")
    said = sentences.change_sentence(almost, stated("85665", 2023), JOBS)
    assert "4.335" not in said
    assert "hoger" not in said
    assert "niet precies bekend" in said


def rounded(value: str, year: int, half: str = "0.5") -> Figure:
    low, high = Decimal(value) - Decimal(half), Decimal(value) + Decimal(half)
    return stated(value, year, unit="percent", precision=Precision.ROUNDED, low=low, high=high)


@pytest.mark.parametrize(
    ("now", "dutch"),
    [
        ("85", "Dat is ongeveer 5,0 procentpunt hoger dan over 2023."),
        ("81", "Het verschil met 2023 valt weg in de afronding van de bron."),
    ],
)
def test_a_difference_of_rounded_values_is_about(now: str, dutch: str) -> None:
    found = sentences.change_sentence(rounded(now, 2024), rounded("80", 2023), SHARE)
    assert plain(found) == dutch


def test_how_precise_it_is_stands_on_the_page_of_a_figure() -> None:
    said = plain(precision_sentence(rounded("70", 2024)))
    assert said == "Afgerond. Het getal is afgerond. De echte waarde ligt tussen 69,5% en 70,5%."
    assert precision_sentence(stated("70")) == ""


@pytest.mark.parametrize(
    ("origin", "status", "dutch"),
    [
        (Origin.PUBLICATION, FigureStatus.PUBLISHED, "Overgenomen uit een publicatie"),
        (Origin.PUBLICATIONS, FigureStatus.FROM_PUBLISHED, "Berekend uit cijfers die in publ"),
        (Origin.MAKERS, FigureStatus.OWN_WORK, "Berekend door de makers van dit pack"),
    ],
)
def test_each_origin_has_its_own_words(origin: Origin, status: FigureStatus, dutch: str) -> None:
    from verantwoord.engine.stated import STATUS as STATUS_OF

    assert STATUS_OF[origin] is status
    assert STATUS[status][1].startswith(dutch)
