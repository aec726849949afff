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
) -> str:
    """Return whether funded measures close what is left until a target, as an expectation.

    Shape:    what is left, the least and most that funded measures are expected to do of it, how
              many more have an unknown effect, the year, the indicator, and how much must go each
              year on average -> one or two sentences.
    Missing:  an unknown effect closes nothing, and is said.
    Source:   own definition: only when the least that is expected is enough, it is enough.
    """
    unit, decimals = indicator.unit, indicator.publish.decimals

    def amount(value: Decimal) -> str:
        return with_unit(number(value, decimals), unit)

    todo = f"Tot {year} moet er {amount(left)} af"
    todo += f", gemiddeld {amount(each)} per jaar." if each else "."
    if left == 0:
        text = f"De waarde is al wat in {year} is gevraagd."
    elif most == 0:
        text = f"{todo} Er is geen maatregel met geld waarvan het effect bekend is."
    elif least >= left:
        text = (
            f"{todo} Doen de maatregelen met geld wat ervan wordt "
            f"verwacht ({_between(least, most, amount)}), dan is dat genoeg."
        )
    elif most >= left:
        text = (
            f"{todo} Van de maatregelen met geld wordt "
            f"{_between(least, most, amount)} verwacht: of dat genoeg is, is niet zeker."
        )
    else:
        text = (
            f"{todo} Van de maatregelen met geld wordt "
            f"{_between(least, most, amount)} verwacht: dat is niet genoeg, er blijft minstens "
            f"{amount(left - most)} over."
        )
    if unknown:
        text += (
            f" Van nog {MEASURE.counted(unknown)} met geld is het effect onbekend; dat telt hier "
            "niet mee."
        )
    return text


def _between(least: Decimal, most: Decimal, amount: object) -> str:
    assert callable(amount)
    if least == most:
        return str(amount(least))
    return f"{amount(least)} tot {amount(most)}"
