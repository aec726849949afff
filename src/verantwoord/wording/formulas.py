"""A formula in words with its numbers, for the few forms that most figures have."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.wording import notation

_DIVIDED = {
    "teller / noemer": "",
    "as_percent(teller / noemer)": ", maal 100",
}


def rule_in_words(indicator: Indicator) -> str:
    """Say how an indicator is computed, before any figure: `De teller gedeeld door de noemer.`

    Missing:  empty for a formula of another form: that one is only shown.
    """
    times = _DIVIDED.get(indicator.formula.strip())
    if times is not None:
        return f"De teller gedeeld door de noemer{times}."
    if indicator.formula.strip() in indicator.components:
        return "Een optelling, zonder verdere berekening."
    return ""


def formula_in_words(figure: Figure, indicator: Indicator) -> str:
    """Say how the value comes from its parts: `3.749 gedeeld door 5.144, maal 100`.

    Missing:  empty without a value, and for a formula of another form: that one is only shown.
    Rounding: parts with more than two decimals are rounded, and that is said.
    """
    if not isinstance(figure.value, Decimal):
        return ""
    above, below = figure.numerator, figure.denominator
    times = _DIVIDED.get(indicator.formula.strip())
    if times is not None and isinstance(above, Decimal) and isinstance(below, Decimal):
        parts = [notation.short(x) for x in (above, below)]
        cut = parts != [notation.exact(x) for x in (above, below)]
        rounded = " De getallen zijn hier afgerond; er is mee gerekend zonder afronding."
        return f"{parts[0]} gedeeld door {parts[1]}{times}.{rounded if cut else ''}"
    if indicator.formula.strip() in {c.alias for c in figure.components}:
        return "Dit is de optelling hieronder, zonder verdere berekening."
    return ""
