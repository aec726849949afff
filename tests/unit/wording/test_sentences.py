"""Sentences that a figure makes: no change without two comparable numbers, no rounded norm."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.release import factories
from verantwoord.formula.quantities import Absence, Absent
from verantwoord.model.figure import Coverage, Figure, FigureStatus, Judgement, Quality
from verantwoord.model.goal import Bound, GoalStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.wording import sentences
from verantwoord.wording.shown import show, value_text

PACK = load_pack(factories.PACK)


@pytest.fixture
def share() -> Indicator:
    return PACK.indicators["banen.aandeel"]


def figure(value: str, year: int = 2024) -> Figure:
    return Figure(
        id=f"banen.aandeel@zilverland@{year}",
        indicator="banen.aandeel",
        organisation="zilverland",
        period=Period.year(year),
        dimensions=(),
        structure=None,
        value=Decimal(value),
        numerator=None,
        denominator=None,
        unit="percent",
        status=FigureStatus.MEASURED,
        coverage=Coverage(4, 4),
        components=(),
        parameters=(),
        judgements=(),
        quality=Quality("proef", 0, 0, ()),
        known_on=dt.date(2025, 1, 1),
    )


def test_a_value_is_a_sentence_and_absence_is_one_with_its_reason(share: Indicator) -> None:
    assert sentences.value_sentence(figure("2.55"), share) == "Over 2024 is de waarde 2,6%."
    absent = replace(
        figure("0"),
        value=Absent(Absence.NOT_DELIVERED, "0 van 4 leveringen zijn binnen"),
        status=FigureStatus.NOT_DELIVERED,
    )
    words = sentences.value_sentence(absent, share)
    assert "geen cijfer (nog niet geleverd): 0 van 4 leveringen zijn binnen" in words


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("2.0", "0,6 procentpunt hoger dan over 2023"),
        ("3.0", "0,4 procentpunt lager dan over 2023"),
        ("2.6", "hetzelfde als over 2023"),
        ("2.61", "bijna hetzelfde als over 2023"),
    ],
)
def test_a_change_is_said_in_points(share: Indicator, before: str, said: str) -> None:
    words = sentences.change_sentence(figure("2.6"), figure(before, 2023), share)
    assert said in words.replace("\u00a0", " ")


def test_what_is_incomplete_is_not_compared(share: Indicator) -> None:
    half = replace(figure("2.6"), coverage=Coverage(3, 4))
    assert sentences.change_sentence(half, figure("2.0", 2023), share) == ""
    assert sentences.change_sentence(figure("2.6"), None, share) == ""


def test_a_norm_is_shown_as_agreed_and_a_point_on_a_line_is_rounded(share: Indicator) -> None:
    assert value_text(Decimal("2.25"), share) == "2,25%"
    assert value_text(Decimal(1) / Decimal(3), share) == "0,3%"


def test_an_incomplete_figure_gets_no_judgement_but_the_reason(share: Indicator) -> None:
    goal = PACK.goals["banen.aandeel"]
    judgement = Judgement(
        goal.id, GoalStatus.NO_JUDGEMENT, "het cijfer is onvolledig", Bound(Decimal("2.5"), None)
    )
    words = sentences.goal_sentence(goal, judgement, figure("2.6"), share)
    assert words == (
        "Gevraagd over 2024: minimaal 2,5%. Er is geen oordeel: het cijfer is onvolledig."
    )


def test_a_small_denominator_shows_the_parts(share: Indicator) -> None:
    few = replace(figure("75"), numerator=Decimal(3), denominator=Decimal(4), show_parts_only=True)
    shown = show(few, share)
    assert (shown.text, shown.kind) == ("3 van 4", "delen")


def test_the_rule_of_each_kind_of_goal_is_said_in_words(pack: Pack = PACK) -> None:
    yearly = sentences.rule_text(pack.goals["banen.aandeel"])
    assert "De waarde van elk jaar moet niet lager zijn" in yearly
    line = sentences.rule_text(pack.goals["energie.minder"])
    assert "in 2030" in line and "hoogstens 10%" in line and "niet hoger" in line
