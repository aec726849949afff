"""Sentences that a figure makes: no change without two comparable numbers, no rounded norm."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.release import factories
from verantwoord.formula.quantities import Absence, Absent
from verantwoord.model.figure import Basis, Coverage, Figure, FigureStatus, Judgement, Quality
from verantwoord.model.goal import Baseline, Bound, GoalStatus, Path
from verantwoord.model.indicator import Indicator
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.text import Text
from verantwoord.wording import goals, sentences
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
        quality=Quality(Text("proef"), 0, 0, ()),
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
        goal.id,
        GoalStatus.NO_JUDGEMENT,
        Text("het cijfer is onvolledig"),
        Bound(Decimal("2.5"), None),
    )
    words = goals.goal_sentence(goal, judgement, figure("2.6"), share, "Handel")
    assert words == (
        "Handel, 2024: gevraagd is minimaal 2,5%; de waarde is 2,6%. "
        "Er is geen oordeel: het cijfer is onvolledig."
    )


def test_a_judgement_says_whose_figure_it_is_about(share: Indicator) -> None:
    """'Gehaald, Markt' stood under the number of the government."""
    goal, bound = PACK.goals["banen.aandeel"], Bound(Decimal("2.5"), None)
    met = Judgement(goal.id, GoalStatus.MET, Text("waarde 2.6"), bound)
    assert goals.goal_sentence(goal, met, figure("2.6"), share, "Sector markt") == (
        "Sector markt, 2024: gevraagd is minimaal 2,5%; de waarde is 2,6%. Oordeel: gehaald."
    )
    assert goals.goal_sentence(goal, met, figure("2.6"), share, "Market", "en") == (
        "Market, 2024: at least 2.5% was asked; the value is 2.6%. Judgement: met."
    )


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        ("2.6", "hoger dan", "higher than"),
        ("1", "lager dan", "lower than"),
        ("2", "gelijk", "equal"),
    ],
)
def test_a_line_that_we_drew_is_called_ours_and_never_asked(
    share: Indicator, value: str, nl: str, en: str
) -> None:
    """'Gevraagd over 2022: maximaal 1.494 TJ' rested on a line that no source gives."""
    goal, point = PACK.goals["banen.aandeel"], Bound(Decimal(2), Decimal(2))
    reason = Text("een pad is niet afgesproken", "no path was agreed")
    own = Judgement(goal.id, GoalStatus.NO_JUDGEMENT, reason, point, Basis.OWN_LINE)
    words = goals.goal_sentence(goal, own, figure(value), share, "Handel")
    assert f"{nl} " in words and "onze rekenlijn (2%), die niemand heeft afgesproken" in words
    assert "evraagd" not in words and "Oordeel:" not in words
    english = goals.goal_sentence(goal, own, figure(value), share, "Handel", "en")
    assert f"{en} " in english and "our own line of calculation (2%)" in english
    assert "asked" not in english


def test_a_norm_without_a_year_stands_beside_the_value(share: Indicator) -> None:
    goal, norm = PACK.goals["banen.aandeel"], Bound(Decimal(50), Decimal(50))
    reason = Text("de norm noemt geen jaar")
    said = Judgement(goal.id, GoalStatus.NO_JUDGEMENT, reason, norm, Basis.NORM)
    assert goals.goal_sentence(goal, said, figure("73"), share, "Handel") == (
        "Handel, 2024: de norm is minimaal 50%; de waarde is 73,0%. "
        "Er is geen oordeel: de norm noemt geen jaar."
    )


def test_what_a_goal_asks_is_said_for_every_form_of_path(share: Indicator) -> None:
    """The column 'what was asked' was empty for goals with a year table."""
    goal = PACK.goals["banen.aandeel"]
    table = Path(table={y: Bound(Decimal(n), Decimal(n)) for y, n in ((2020, 20), (2028, 100))})
    assert goals.asked_text(replace(goal, path=table), share) == (
        "minimaal 20% in 2020, minimaal 100% in 2028"
    )
    norm = replace(goal, path=Path(norm=Bound(Decimal(50), Decimal(50))), judged=None)
    assert goals.asked_text(norm, share) == "minimaal 50%, zonder jaar"
    assert goals.asked_text(norm, share, "en") == "at least 50%, without a year"
    assert "geen oordeel" in goals.rule_text(norm)
    assert "no judgement" in goals.rule_text(norm, "en")


def test_whoever_drew_a_line_is_said_beside_it(share: Indicator) -> None:
    goal = PACK.goals["energie.minder"]
    own = replace(goal, path=replace(goal.path, line="rekenlijn"), risk_margin=None)
    assert "Afgesproken is een rechte lijn" in goals.path_text(goal, share)
    assert "Een pad ernaartoe is niet afgesproken. Onze rekenlijn" in goals.path_text(own, share)
    assert "Over eerdere jaren volgt dus geen oordeel" in goals.rule_text(own)
    bent = replace(goal, path=replace(goal.path, curve="exponentieel"))
    assert "een lijn waarop elk jaar hetzelfde deel verandert, van" in goals.path_text(bent, share)
    assert "rechte lijn" not in goals.path_text(bent, share)


def test_no_agreed_path_is_spoken_of_where_nobody_agreed_one() -> None:
    """Of a goal with an end only, earlier years were said to be held against 'the agreed path'."""
    goal = PACK.goals["energie.minder"]
    assert "afgesproken pad" in goals.rule_text(goal)
    line = Path(start=Baseline(unknown="niet gevonden"), end=goal.path.end)
    unknown = replace(goal, path=line, risk_margin=None)
    assert "afgesproken pad" not in goals.rule_text(unknown)
    assert "Zonder uitgangswaarde is er geen pad" in goals.rule_text(unknown)
    assert "Without a baseline there is no path" in goals.rule_text(unknown, "en")
    end = Path(table={2026: Bound(Decimal(3), Decimal(3))})
    only = replace(goal, path=end, judged="eindjaar", risk_margin=None)
    assert "afgesproken pad" not in goals.rule_text(only)
    assert "Voor eerdere jaren is geen doelwaarde afgesproken" in goals.rule_text(only)


def test_a_small_denominator_shows_the_parts(share: Indicator) -> None:
    few = replace(figure("75"), numerator=Decimal(3), denominator=Decimal(4), show_parts_only=True)
    shown = show(few, share)
    assert (shown.text, shown.kind) == ("3 van 4", "delen")


def test_the_rule_of_each_kind_of_goal_is_said_in_words(pack: Pack = PACK) -> None:
    yearly = goals.rule_text(pack.goals["banen.aandeel"])
    assert "De waarde van elk jaar mag niet lager zijn" in yearly
    line = goals.rule_text(pack.goals["energie.minder"])
    assert "in 2030" in line and "hoogstens 10%" in line and "niet hoger" in line
