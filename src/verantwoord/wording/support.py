"""What is said of measures and of the way to a target: expectations, never results."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.model.indicator import Indicator
from verantwoord.nouns import MEASURE
from verantwoord.register.measures import Estimate, PlannedMeasure
from verantwoord.wording.notation import exact, number, with_unit


def estimate_text(amount: Estimate, unit: str) -> str:
    """Return an expected amount with its bounds, or that nobody knows it and why."""
    if amount.value is None:
        assert amount.unknown is not None  # one of the two is there
        return f"onbekend: {amount.unknown.nl}"
    text = with_unit(exact(amount.value), unit)
    if amount.low is None or amount.high is None:
        return text
    return f"{text} ({exact(amount.low)} tot {exact(amount.high)})"


def per_euro_text(measure: PlannedMeasure, each: Decimal | None) -> str:
    """Return what a thousand euro is expected to do a year, or why that cannot be said."""
    if measure.effect.value is None:
        return "niet te zeggen: het effect is onbekend"
    if measure.cost.value is None:
        return "niet te zeggen: de kosten zijn onbekend"
    if each is None:
        return "kost niets"
    return number(each * 1000, 3)


def gap_sentence(
    left: Decimal,
    least: Decimal,
    most: Decimal,
    unknown: int,
    year: int,
    indicator: Indicator,
    each: Decimal | None = None,
    language: str = "nl",
) -> str:
    """Return whether funded measures close what is left until a target, as an expectation.

    Shape:    what is left, the least and most that funded measures are expected to do of it, how
              many more have an unknown effect, the year, the indicator, and how much must go each
              year on average -> one or two sentences.
    Missing:  an unknown effect closes nothing, and is said.
    Source:   own definition: only when the least that is expected is enough, it is enough.
    """
    unit, publish, english = indicator.unit, indicator.publish, language == "en"

    def amount(value: Decimal) -> str:
        text = number(value, publish.decimals, language=language)
        return with_unit(text, unit, language)

    todo = _TODO[english].format(year=year, left=amount(left))
    todo += _EACH[english].format(each=amount(each)) if each else "."
    between = _between(amount(least), amount(most), english)
    over = amount(max(left - most, Decimal(0)))
    if left == 0:
        text = _DONE[english].format(year=year)
    elif most == 0:
        text = f"{todo} {_NO_MEASURE[english]}"
    elif least >= left:
        text = f"{todo} {_ENOUGH[english].format(between=between)}"
    elif most >= left:
        text = f"{todo} {_UNCERTAIN[english].format(between=between)}"
    else:
        text = f"{todo} {_SHORT[english].format(between=between, over=over)}"
    if unknown:
        text += _UNKNOWN[english].format(n=unknown, measures=MEASURE.word(unknown, language))
    return text


# Dutch, English
_TODO = ("Tot {year} moet er {left} af", "By {year}, {left} must go")
_EACH = (", gemiddeld {each} per jaar.", ", {each} a year on average.")
_DONE = (
    "De waarde is al wat in {year} is gevraagd.",
    "The value is already what is asked in {year}.",
)
_NO_MEASURE = (
    "Er is geen maatregel met geld waarvan het effect bekend is.",
    "There is no funded measure with a known effect.",
)
_ENOUGH = (
    "Doen de maatregelen met geld wat ervan wordt verwacht ({between}), dan is dat genoeg.",
    "If the funded measures do what is expected of them ({between}), that is enough.",
)
_UNCERTAIN = (
    "Van de maatregelen met geld wordt {between} verwacht: of dat genoeg is, is niet zeker.",
    "The funded measures are expected to do {between}: whether that is enough is not certain.",
)
_SHORT = (
    "Van de maatregelen met geld wordt {between} verwacht: dat is niet genoeg, er blijft minstens "
    "{over} over.",
    "The funded measures are expected to do {between}: that is not enough, at least {over} is "
    "left.",
)
_UNKNOWN = (
    " Van nog {n} {measures} met geld is het effect onbekend; dat telt hier niet mee.",
    " The effect of {n} more funded {measures} is unknown and does not count here.",
)


def _between(least: str, most: str, english: bool) -> str:
    return least if least == most else f"{least} {'to' if english else 'tot'} {most}"
