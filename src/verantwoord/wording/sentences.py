"""Sentences that a figure makes by itself: what it was, how it changed, and what was asked."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.formula import units
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure, Judgement
from verantwoord.model.goal import Bound, Goal, GoalKind, GoalStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Grain
from verantwoord.wording import notation
from verantwoord.wording.comparing import incomparable
from verantwoord.wording.shown import GOAL, STATUS, parts, show, value_text


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
    return _kind_words(goal.kind, low, high)


def _kind_words(kind: GoalKind, low: str, high: str) -> str:
    return {
        GoalKind.FLOOR: f"minimaal {low}",
        GoalKind.CEILING: f"maximaal {high}",
        GoalKind.RANGE: f"tussen {low} en {high}",
    }[kind]


def promised_text(goal: Goal, indicator: Indicator | None, year: int) -> str:
    """Return what was agreed, about a year if the agreement names it: `minimaal 5.144 banen`.

    Shape:    of a table the row of the year, else the first after it, else the last, with its year;
              of a line only the end: what lies between was not agreed.
    Missing:  empty when the goal names no number.
    """
    path = goal.path
    if path.table:
        at = next((y for y in sorted(path.table) if y >= year), max(path.table))
        bound, when = path.table[at], at
    elif path.target is not None and path.target_year is not None:
        bound, when = Bound(path.target, path.target), path.target_year
    else:
        return ""
    words = _bound_words(goal, bound, indicator)
    return words if when == year else f"{words} in {when}"


def _bound_words(goal: Goal, bound: Bound, indicator: Indicator | None) -> str:
    if indicator is not None:
        return bound_text(goal, bound, indicator)
    low, high = (
        "" if x is None else notation.with_unit(notation.exact(x), goal.unit or "")
        for x in (bound.low, bound.high)
    )
    return _kind_words(goal.kind, low, high)


def goal_sentence(goal: Goal, judgement: Judgement, figure: Figure, indicator: Indicator) -> str:
    """Say what was asked in the year of the figure, and what came of it."""
    said = asked_sentence(goal, judgement, figure, indicator)
    if judgement.status is GoalStatus.NO_JUDGEMENT:
        return said
    return f"{said} Oordeel: {judgement.status}."


def asked_sentence(goal: Goal, judgement: Judgement, figure: Figure, indicator: Indicator) -> str:
    """Say what was asked in the period of a figure; without a judgement also why there is none."""
    period = figure.period
    when = period.last_day.year if period.grain is Grain.YEAR else notation.period(period)
    asked = bound_text(goal, judgement.bound, indicator)
    said = f"Gevraagd over {when}: {asked}." if asked else ""
    if judgement.status is GoalStatus.NO_JUDGEMENT:
        return f"{said} Er is geen oordeel: {judgement.reason}.".lstrip()
    return said


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


def english_sentence(figure: Figure, indicator: Indicator) -> str:
    """Say in English what the figure was."""
    when = notation.period(figure.period, "en")
    if isinstance(figure.value, Absent):
        return f"There is no figure about {when} ({english_value(figure, indicator)})."
    if figure.show_parts_only:
        return f"About {when} only the parts are shown: the denominator is too small for a ratio."
    over = "Up to and including" if indicator.cumulative else "For"
    return f"{over} {when} the value is {english_value(figure, indicator)}."


def english_verdict(goal: Goal, judgement: Judgement, indicator: Indicator) -> str:
    """Say in English what was asked and what came of it."""
    bound = judgement.bound
    asked = "" if bound is None else f"Asked: {english_bound(goal, bound, indicator)}. "
    return f"{asked}Verdict: {GOAL[judgement.status][1]}."


def english_bound(goal: Goal, bound: Bound, indicator: Indicator) -> str:
    """Return what is asked: `at least 5,144 jobs`."""
    low, high = (
        "" if x is None else _english_number(notation.short(x, "en"), indicator.unit)
        for x in (bound.low, bound.high)
    )
    return {
        GoalKind.FLOOR: f"at least {low}",
        GoalKind.CEILING: f"at most {high}",
        GoalKind.RANGE: f"between {low} and {high}",
    }[goal.kind]


def english_value(figure: Figure, indicator: Indicator) -> str:
    """Return the value for an English reader."""
    if isinstance(figure.value, Absent):
        return STATUS[figure.status][2]
    publish = indicator.publish
    seen = figure.value if figure.published is None else figure.published
    return _english_number(notation.number(seen, publish.decimals, publish.mode, "en"), figure.unit)


def _english_number(text: str, unit: str) -> str:
    if unit in ("ratio", "score"):
        return text
    gap = "" if unit == "percent" else notation.NBSP
    return f"{text}{gap}{units.label(unit, 'en')}"
