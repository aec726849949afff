"""Sentences that a figure makes by itself: what it was, how it changed, and what was asked."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure, Judgement
from verantwoord.model.goal import Bound, Goal, GoalKind, GoalStatus
from verantwoord.model.indicator import Indicator
from verantwoord.wording import notation
from verantwoord.wording.comparing import incomparable
from verantwoord.wording.shown import parts, show, value_text


def value_sentence(figure: Figure, indicator: Indicator) -> str:
    """Say in one sentence what the figure was."""
    when = notation.period(figure.period)
    shown = show(figure, indicator)
    if not shown.is_number:
        because = f": {shown.reason}" if shown.reason else ""
        return f"Over {when} is er geen cijfer ({shown.text}){because}."
    both = parts(figure, indicator)
    extra = f" ({both})" if both and shown.kind != "delen" else ""
    over = "Tot en met" if indicator.cumulative else "Over"
    return f"{over} {when} is de waarde {shown.text}{extra}."


def change_sentence(figure: Figure, before: Figure | None, indicator: Indicator) -> str:
    """Say how a figure differs from the one before, or why that may not be said.

    Missing:  empty when there is no figure before, or one of the two shows by itself why not: no
              number, parts only, or incomplete.
    Rounding: the difference of the unrounded values, as `publish` says.
    """
    if before is None:
        return ""
    then = notation.period(before.period)
    obstacle = incomparable(figure, before, indicator)
    if obstacle is not None:
        why = obstacle.why
        return f"Het cijfer is niet te vergelijken met dat over {then}. {why.nl}" if why else ""
    assert isinstance(figure.value, Decimal) and isinstance(before.value, Decimal)
    change = figure.value - before.value
    if change == 0:
        return f"Dat is hetzelfde als over {then}."
    size = notation.difference(
        change, figure.unit, indicator.publish.decimals, indicator.publish.mode
    )
    if not any(c in "123456789" for c in size):
        return f"Dat is bijna hetzelfde als over {then}."
    return f"Dat is {size} {'hoger' if change > 0 else 'lager'} dan over {then}."


def bound_text(goal: Goal, bound: Bound | None, indicator: Indicator) -> str:
    """Return what is asked: `minimaal 5.144 banen`."""
    if bound is None:
        return ""
    low = "" if bound.low is None else value_text(bound.low, indicator)
    high = "" if bound.high is None else value_text(bound.high, indicator)
    return {
        GoalKind.FLOOR: f"minimaal {low}",
        GoalKind.CEILING: f"maximaal {high}",
        GoalKind.RANGE: f"tussen {low} en {high}",
    }[goal.kind]


def goal_sentence(goal: Goal, judgement: Judgement, figure: Figure, indicator: Indicator) -> str:
    """Say what was asked in the year of the figure, and what came of it."""
    year = figure.period.last_day.year
    asked = bound_text(goal, judgement.bound, indicator)
    if judgement.status is GoalStatus.NO_JUDGEMENT:
        begin = f"Gevraagd over {year}: {asked}. " if asked else ""
        return f"{begin}Er is geen oordeel: {judgement.reason}."
    return f"Gevraagd over {year}: {asked}. Oordeel: {judgement.status}."


def rule_text(goal: Goal) -> str:
    """Return the rule that gives the status, in words."""
    side = {
        GoalKind.FLOOR: "niet lager zijn dan wat gevraagd is",
        GoalKind.CEILING: "niet hoger zijn dan wat gevraagd is",
        GoalKind.RANGE: "tussen de twee grenzen liggen",
    }[goal.kind]
    if goal.judged == "elk jaar":
        return (
            f"De waarde van elk jaar moet {side}: dan is het doel gehaald, anders niet gehaald. "
            "Vergeleken wordt de waarde zonder afronding. Over een onvolledig cijfer volgt geen "
            "oordeel."
        )
    margin = ""
    if goal.risk_margin is not None:
        share = notation.short(goal.risk_margin * 100)
        margin = (
            f" Is het verschil met het pad hoogstens {share}% van de afstand tussen uitgangswaarde "
            "en doel, dan is de status risico."
        )
    end = f" in {goal.path.target_year}" if goal.path.target_year else " in het eindjaar"
    return (
        f"Het doel wordt beoordeeld{end}: dan moet de waarde {side}. Eerdere jaren worden "
        f"vergeleken met het pad ernaartoe: op koers of niet op koers.{margin} Vergeleken wordt de "
        "waarde zonder afronding. Over een onvolledig cijfer volgt geen oordeel."
    )


def english_value(figure: Figure, indicator: Indicator) -> str:
    """Return the value for an English reader."""
    from verantwoord.formula import units
    from verantwoord.wording.shown import STATUS

    if isinstance(figure.value, Absent):
        return STATUS[figure.status][2]
    publish = indicator.publish
    words = notation.number(figure.value, publish.decimals, publish.mode, "en")
    if figure.unit in ("ratio", "score"):
        return words
    gap = "" if figure.unit == "percent" else notation.NBSP
    return f"{words}{gap}{units.label(figure.unit, 'en')}"
