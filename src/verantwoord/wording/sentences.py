"""Sentences that a figure makes by itself: what it was and how it changed."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.wording import notation
from verantwoord.wording.comparing import difference_bounds, incomparable
from verantwoord.wording.shown import STATUS, parts, show
from verantwoord.wording.statement import NATURE, written


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
    return f"{over} {when} is {NATURE[figure.nature].the} {shown.text}{extra}."


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
    least, most = difference_bounds(figure, before)
    if least != most and least <= 0 <= most:
        return f"Het verschil met {then} valt weg in de afronding van de bron."
    if change == 0:
        return f"Dat is hetzelfde als over {then}."
    size = notation.difference(
        change, figure.unit, indicator.publish.decimals, indicator.publish.mode
    )
    if not any(c in "123456789" for c in size):
        return f"Dat is bijna hetzelfde als over {then}."
    about = "" if least == most else "ongeveer "
    return f"Dat is {about}{size} {'hoger' if change > 0 else 'lager'} dan over {then}."


def english_sentence(figure: Figure, indicator: Indicator) -> str:
    """Say in English what the figure was."""
    when = notation.period(figure.period, "en")
    if isinstance(figure.value, Absent):
        return f"There is no figure about {when} ({english_value(figure, indicator)})."
    if figure.show_parts_only:
        return f"About {when} only the parts are shown: the denominator is too small for a ratio."
    over = "Up to and including" if indicator.cumulative else "For"
    return f"{over} {when} the {NATURE[figure.nature].value} is {english_value(figure, indicator)}."


def english_value(figure: Figure, indicator: Indicator) -> str:
    """Return the value for an English reader."""
    if isinstance(figure.value, Absent):
        return STATUS[figure.status][2]
    seen = figure.value if figure.published is None else figure.published
    return written(seen, figure.stated, indicator, figure.unit, "en").text
