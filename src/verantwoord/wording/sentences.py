"""Sentences that a figure makes by itself: what it was and how it changed."""

from __future__ import annotations

from decimal import Decimal

from verantwoord.formula.quantities import rounded
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.stated import Nature, Precision
from verantwoord.wording import notation
from verantwoord.wording.comparing import Obstacle, difference_bounds, incomparable
from verantwoord.wording.shown import parts, show
from verantwoord.wording.statement import NATURE, VAGUE


def value_sentence(figure: Figure, indicator: Indicator, language: str = "nl") -> str:
    """Say what the figure was, and when it is about a part of its period only.

    Shape:    one figure -> a sentence, or two for an organisation that existed a part of the time.
    Missing:  without a number the word for why not, with the reason.
    Rounding: as published.
    """
    english = language == "en"
    shown = show(figure, indicator, language)
    if not shown.is_number:
        because = f": {shown.reason}" if shown.reason else ""
        if english:
            about = notation.named(figure.period, language)
            return f"There is no figure about {about} ({shown.text}){because}."
        when = notation.capital(notation.when(figure.period))
        return f"{when} is er geen cijfer ({shown.text}){because}."
    both = parts(figure, indicator, language)
    extra = f" ({both})" if both else ""
    what = f"the {NATURE[figure.nature].value}" if english else NATURE[figure.nature].the
    is_ = lies(figure, language)
    verb = f"{what} {is_}" if english else f"{is_} {what}"
    if figure.show_parts_only:
        verb = "it is" if english else "is het"
        extra = f": {shown.reason}"
    when = _when(figure, indicator, language)
    said = f"{when} {verb} {shown.text}{extra}."
    return " ".join(filter(None, [said, existed_sentence(figure, language)]))


_UNTIL = ("Tot en met", "Up to and including")
_MEANT = frozenset({Nature.TARGET, Nature.NORM, Nature.AGREED})  # holds *voor* a time, not *over*


def _when(figure: Figure, indicator: Indicator, language: str) -> str:
    if indicator.about is not None:
        month = notation.month(figure.period, language)
        return indicator.about.in_language(language).replace("{month}", month)
    if indicator.cumulative:
        return f"{_UNTIL[language == 'en']} {notation.named(figure.period, language)}"
    return notation.capital(_about(figure, language))


def label(figure: Figure, indicator: Indicator, language: str = "nl") -> str:
    """Return the time beside a number: its period, or the one beside which it stands."""
    words = notation.period(figure.period, language)
    if indicator.about is None:
        return words
    return f"beside {words}" if language == "en" else f"naast {words}"


def _about(figure: Figure, language: str) -> str:
    return notation.when(figure.period, language, "voor" if figure.nature in _MEANT else "over")


def lies(figure: Figure, language: str = "nl") -> str:
    """Return the verb before a value: a value between two bounds *lies* there."""
    between = figure.precision is Precision.BETWEEN
    if language == "en":
        return "lies" if between else "is"
    return "ligt" if between else "is"


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
    then, than = notation.named(before.period, language), _about(before, language)
    if indicator.about is not None:
        then = notation.month(before.period, language)
        than = f"tot en met {then}"
    obstacle = incomparable(figure, before, indicator)
    if obstacle is not None:
        if not obstacle.why:
            return ""
        if obstacle.obstacle is Obstacle.IMPRECISE:
            return _NO_DIFFERENCE[english].format(then=then, than=than)
        upto = "up to" if indicator.about else "about"
        said = (
            f"The figure cannot be compared with that {upto} {then}."
            if english
            else f"Het cijfer is niet te vergelijken met dat {than}."
        )
        return f"{said} {obstacle.why.in_language(language)}"
    assert isinstance(figure.value, Decimal) and isinstance(before.value, Decimal)
    change = figure.value - before.value
    least, most = difference_bounds(figure, before)
    if least != most and least <= 0 <= most:
        rounded_only = VAGUE.isdisjoint((figure.precision, before.precision))
        return _NOT_TO_TELL[rounded_only][english].format(then=then, than=than)
    if change == 0:
        return f"That is the same as {than}." if english else f"Dat is hetzelfde als {than}."
    publish = indicator.publish
    size = notation.difference(change, figure.unit, publish.decimals, publish.mode, language)
    if not any(c in "123456789" for c in size):
        almost = "That is almost the same as" if english else "Dat is bijna hetzelfde als"
        return f"{almost} {than}."
    about = "" if least == most else "about " if english else "ongeveer "
    more = ("lager", "hoger") if not english else ("lower", "higher")
    said = f"{about}{size} {more[change > 0]}"
    said = f"That is {said} than {than}." if english else f"Dat is {said} dan {than}."
    if _shown_otherwise(figure, before, change, indicator):
        said += (
            " We take that difference before rounding."
            if english
            else " Dat verschil rekenen wij uit vóór het afronden."
        )
    return said


_NO_DIFFERENCE = (
    "Dit cijfer of dat {than} is niet precies bekend. Daarom noemen wij geen verschil.",
    "This figure or that about {then} is not known precisely. So we name no difference.",
)
_NOT_TO_TELL = (
    (
        "Of het hoger of lager is dan {than}, is niet te zeggen: een van de twee is niet "
        "precies bekend.",
        "Whether it is higher or lower than {than} cannot be told: one of the two is not known "
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
