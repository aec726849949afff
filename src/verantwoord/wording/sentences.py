"""Sentences that a figure makes by itself: what it was and how it changed."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.formula.quantities import rounded
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.wording import notation
from verantwoord.wording.comparing import difference_bounds, incomparable
from verantwoord.wording.shown import parts, show
from verantwoord.wording.statement import NATURE, VAGUE


def value_sentence(figure: Figure, indicator: Indicator, language: str = "nl") -> str:
    """Say what the figure was, and when it is about a part of its period only.

    Shape:    one figure -> a sentence, or two for an organisation that existed a part of the time.
    Missing:  without a number the word for why not, with the reason.
    Rounding: as published.
    """
    english = language == "en"
    when = notation.period(figure.period, language)
    shown = show(figure, indicator, language)
    if not shown.is_number:
        because = f": {shown.reason}" if shown.reason else ""
        if english:
            return f"There is no figure about {when} ({shown.text}){because}."
        return f"Over {when} is er geen cijfer ({shown.text}){because}."
    both = parts(figure, indicator, language)
    extra = f" ({both})" if both else ""
    over = _OVER[english][indicator.cumulative]
    what = f"the {NATURE[figure.nature].value}" if english else NATURE[figure.nature].the
    verb = f"{what} is" if english else f"is {what}"
    if figure.show_parts_only:
        verb = "it is" if english else "is het"
        extra = f": {shown.reason}"
    said = f"{over} {when} {verb} {shown.text}{extra}."
    return " ".join(filter(None, [said, existed_sentence(figure, language)]))


_OVER = (("Over", "Tot en met"), ("For", "Up to and including"))


def existed_sentence(figure: Figure, language: str = "nl") -> str:
    """Say in which part of the period the organisation existed; empty when in all of it."""
    if figure.existed is None:
        return ""
    part = notation.period(figure.existed, language)
    if language == "en":
        return f"The organisation existed in a part of that time only: {part}."
    return f"De organisatie bestond maar een deel van die tijd: {part}."


def change_sentence(
    figure: Figure, before: Figure | None, indicator: Indicator, language: str = "nl"
) -> str:
    """Say how a figure differs from the one before, or why that may not be said.

    Missing:  empty when there is no figure before, or one of the two shows by itself why not: no
              number, parts only, or incomplete.
    Rounding: the difference of the unrounded values, as `publish` says; where the two values as
              shown differ by something else, it is said how the difference was made.
    """
    if before is None:
        return ""
    english = language == "en"
    then = notation.period(before.period, language)
    obstacle = incomparable(figure, before, indicator)
    if obstacle is not None:
        if not obstacle.why:
            return ""
        said = (
            f"The figure cannot be compared with that about {then}."
            if english
            else f"Het cijfer is niet te vergelijken met dat over {then}."
        )
        return f"{said} {obstacle.why.in_language(language)}"
    assert isinstance(figure.value, Decimal) and isinstance(before.value, Decimal)
    change = figure.value - before.value
    least, most = difference_bounds(figure, before)
    if least != most and least <= 0 <= most:
        rounded_only = VAGUE.isdisjoint((figure.precision, before.precision))
        return _NOT_TO_TELL[rounded_only][english].format(then=then)
    if change == 0:
        return (
            f"That is the same as for {then}." if english else f"Dat is hetzelfde als over {then}."
        )
    publish = indicator.publish
    size = notation.difference(change, figure.unit, publish.decimals, publish.mode, language)
    if not any(c in "123456789" for c in size):
        almost = "That is almost the same as for" if english else "Dat is bijna hetzelfde als over"
        return f"{almost} {then}."
    about = "" if least == most else "about " if english else "ongeveer "
    more = ("lager", "hoger") if not english else ("lower", "higher")
    said = f"{about}{size} {more[change > 0]}"
    said = f"That is {said} than for {then}." if english else f"Dat is {said} dan over {then}."
    if _shown_otherwise(figure, before, change, indicator):
        said += (
            " We take that difference before rounding."
            if english
            else " Dat verschil rekenen wij uit vóór het afronden."
        )
    return said


_NOT_TO_TELL = (
    (
        "Of het hoger of lager is dan over {then}, is niet te zeggen: een van de twee is niet "
        "precies bekend.",
        "Whether it is higher or lower than for {then} cannot be told: one of the two is not known "
        "precisely.",
    ),
    (
        "Het verschil met {then} valt weg in de afronding van de bron.",
        "The difference with {then} disappears in the rounding of the source.",
    ),
)


def _shown_otherwise(figure: Figure, before: Figure, change: Decimal, indicator: Indicator) -> bool:
    """Say whether a reader who subtracts the two values as shown gets another difference."""
    decimals, mode = indicator.publish.decimals, indicator.publish.mode
    seen = [f.value if f.published is None else f.published for f in (figure, before)]
    assert isinstance(seen[0], Decimal) and isinstance(seen[1], Decimal)
    now, then = (rounded(v, decimals, mode) for v in seen if isinstance(v, Decimal))
    return abs(now - then) != rounded(abs(change), decimals, mode)
