"""What is said of the way from a baseline to a target: how much of it was gone, and what is left.

It is no judgement: nobody need have agreed the way, only its two ends.
"""

from __future__ import annotations

from decimal import Decimal

from verantwoord.engine.goals import needed, progress
from verantwoord.formula.quantities import CONTEXT, rounded
from verantwoord.model.figure import Figure
from verantwoord.model.goal import Goal, GoalKind
from verantwoord.model.indicator import Indicator
from verantwoord.model.stated import Nature, Precision
from verantwoord.wording import notation
from verantwoord.wording.shown import value_text

# Dutch, English
_BETWEEN = (
    "van {first} in {start} naar {last} in {end}",
    "from {first} in {start} to {last} in {end}",
)
_GONE = (
    "In {year} was {share} afgelegd van de weg {way}.",
    "In {year}, {share} of the way {way} was covered.",
)
_ALL = (
    "In {year} was de hele weg {way} afgelegd.",
    "In {year}, the whole way {way} was covered.",
)
_STILL = (
    "In {year} was nog niets afgelegd van de weg {way}.",
    "In {year}, nothing of the way {way} was covered yet.",
)
_BACK = (
    "De waarde van {year} ligt verder van het doel voor {end} dan die van {start}.",
    "The value of {year} is further from the goal for {end} than that of {start}.",
)
_EACH = (
    "Voor het doel in {end} moet de waarde gemiddeld elk jaar {each} {side} worden.",
    "For the goal in {end} the value must become {each} {side} each year on average.",
)
_RATIO = (
    "Voor het doel in {end} moet de waarde elk jaar gemiddeld {each} {side} zijn dan een jaar "
    "eerder.",
    "For the goal in {end} the value must be on average {each} {side} each year than a year "
    "before.",
)
_LOWER, _HIGHER = ("lager", "lower"), ("hoger", "higher")
_ALMOST, _UNDER = ("bijna 100%", "almost 100%"), ("minder dan 0,1%", "less than 0.1%")
_LEAST_SHARE, _WHOLE = Decimal("0.05"), Decimal("99.95")  # per cent: what one decimal cannot tell
_MOST_DECIMALS = 12


def way_sentence(goal: Goal, figure: Figure, indicator: Indicator, language: str = "nl") -> str:
    """Say which part of the way to a target was gone, and how much must change each year.

    Shape:    a goal with a baseline and a target, a figure of a year between them -> sentences.
    Missing:  empty of a year outside the line, of what is no result, not precise, not complete or
              about a part of the year, and where the goal asks no change in one direction.
    Rounding: the part to one decimal, but never to none or all of it; the change as published,
              with more decimals where it would be nothing.
    Source:   domain file duurzaamheid, section 11.
    """
    path, value, english = goal.path, figure.value, language == "en"
    start, end, first, last = path.baseline_year, path.target_year, path.baseline, path.target
    if start is None or end is None or first is None or last is None:
        return ""
    if not isinstance(value, Decimal) or not _whole_result(figure):
        return ""
    year, gone = figure.period.last_day.year, progress(path, value)
    if gone is None or not start < year <= end or not _one_direction(goal, first, last):
        return ""
    ends = [value_text(v, indicator, language) for v in (first, last)]
    way = _BETWEEN[english].format(first=ends[0], start=start, last=ends[1], end=end)
    share = _share(gone, language) if 0 < gone < 1 else ""
    form = _BACK if gone < 0 else _STILL if gone == 0 else _GONE if gone < 1 else _ALL
    said = form[english].format(way=way, year=year, share=share, start=start, end=end)
    todo = needed(last, end, value, year) if gone < 1 else None
    if todo is None:
        return said
    each, ratio = todo
    side = (_HIGHER if each > 0 else _LOWER)[english]
    if path.curve is not None and ratio is not None:
        percent = CONTEXT.multiply(ratio, Decimal(100))
        text = f"{notation.number(abs(percent), _decimals(percent, 1), language=language)}%"
        return f"{said} {_RATIO[english].format(end=end, each=text, side=side)}"
    publish = indicator.publish
    decimals = _decimals(each, publish.decimals)
    text = notation.difference(each, indicator.unit, decimals, publish.mode, language)
    return f"{said} {_EACH[english].format(end=end, each=text, side=side)}"


def _whole_result(figure: Figure) -> bool:
    """Say whether a figure is a result of a whole year that is known precisely."""
    precise = figure.nature is Nature.REALISATION and figure.precision is Precision.EXACT
    whole = figure.period.is_whole_year and figure.existed is None and figure.coverage.complete
    return precise and whole and not figure.show_parts_only


def _one_direction(goal: Goal, first: Decimal, last: Decimal) -> bool:
    """Say whether the line goes where the goal asks: down to a ceiling, up to a floor."""
    if goal.kind is GoalKind.RANGE:
        return False
    return last < first if goal.kind is GoalKind.CEILING else last > first


def _share(gone: Decimal, language: str) -> str:
    percent, english = CONTEXT.multiply(gone, Decimal(100)), language == "en"
    if percent < _LEAST_SHARE:
        return _UNDER[english]
    if percent >= _WHOLE:
        return _ALMOST[english]
    return f"{notation.number(percent, 1, language=language)}%"


def _decimals(value: Decimal, least: int) -> int:
    """Return how many decimals a change needs so that it does not look like nothing."""
    enough = (d for d in range(least, _MOST_DECIMALS) if rounded(value, d) != 0)
    return next(enough, _MOST_DECIMALS)
