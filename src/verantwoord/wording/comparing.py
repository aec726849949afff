"""Whether a figure may be held against an earlier one; the only place where that is decided.

Sentences, charts, tables and open data ask here, so that none of them says 'higher' where another
shows a break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Grain, Period
from verantwoord.model.text import Text
from verantwoord.nouns import DAY, MONTH
from verantwoord.wording.statement import NATURE
from verantwoord.wording.tally import joined


class Obstacle(StrEnum):
    """What stands in the way of a comparison."""

    NO_NUMBER = "no number"
    PARTS_ONLY = "parts only"
    INCOMPLETE = "incomplete"
    OTHER_GRAIN = "other grain"
    APART = "apart"
    CUMULATIVE = "cumulative"
    OTHER_LENGTH = "other length"
    OTHER_METHOD = "other method"
    OTHER_NATURE = "other nature"
    BREAK = "break"
    IMPRECISE = "imprecise"


@dataclass(frozen=True, slots=True)
class Incomparable:
    """Why two figures may not be compared; `why` is empty where the figures show it themselves."""

    obstacle: Obstacle
    why: Text | None = None


def incomparable(figure: Figure, before: Figure, indicator: Indicator) -> Incomparable | None:
    """Say why a figure may not be held against an earlier one of the same indicator.

    Shape:    two figures -> the first obstacle, or None: they may be compared.
    Missing:  a figure without a number, of parts only or incomplete is never compared.
    Source:   `breaks`, `cumulative` and `apart` of the indicator; a break counts from the day on
              which it begins, and a period in which that day lies is comparable with neither side.
    """
    if not (isinstance(figure.value, Decimal) and isinstance(before.value, Decimal)):
        return Incomparable(Obstacle.NO_NUMBER)
    if figure.show_parts_only or before.show_parts_only:
        return Incomparable(Obstacle.PARTS_ONLY)
    if not (figure.coverage.complete and before.coverage.complete):
        return Incomparable(Obstacle.INCOMPLETE)
    if figure.period.grain is not before.period.grain:
        return Incomparable(Obstacle.OTHER_GRAIN)
    if indicator.cumulative:
        return Incomparable(Obstacle.CUMULATIVE, CUMULATIVE)
    found = broken(figure, before, indicator)
    if found is None and None in (*_bounds(figure), *_bounds(before)):
        return Incomparable(Obstacle.IMPRECISE, IMPRECISE)
    return found


def difference_bounds(figure: Figure, before: Figure) -> tuple[Decimal, Decimal]:
    """Return between which numbers the true difference of two figures lies.

    Shape:    two figures that `incomparable` has nothing against -> least and most; equal when
              both are exact.
    """
    (low, high), (low_before, high_before) = _bounds(figure), _bounds(before)
    assert low is not None and high is not None
    assert low_before is not None and high_before is not None
    return low - high_before, high - low_before


def _bounds(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    assert isinstance(figure.value, Decimal)
    return figure.stated.bounds(figure.value)


def broken(figure: Figure, before: Figure, indicator: Indicator) -> Incomparable | None:
    """Say why two figures do not measure the same: no line is drawn between them.

    Shape:    two figures of one grain, with or without a number -> the first obstacle, or None.
    """
    if indicator.apart is not None:
        return Incomparable(Obstacle.APART, indicator.apart)
    if figure.methods and before.methods and figure.methods != before.methods:
        return Incomparable(Obstacle.OTHER_METHOD, _methods(figure, before))
    if figure.nature is not before.nature and _numbers(figure, before):
        return Incomparable(Obstacle.OTHER_NATURE, _natures(figure, before))
    spans = [f.existed or f.period for f in (figure, before)]
    if not _as_long(*spans):
        return Incomparable(Obstacle.OTHER_LENGTH, _lengths(*spans))
    for one in indicator.breaks:
        if one.organisations and figure.organisation not in one.organisations:
            continue
        if before.period.start < one.on <= figure.period.last_day:
            return Incomparable(Obstacle.BREAK, one.reason)
    return None


def break_sentence(why: str, who: Sequence[str]) -> str:
    """Say between two rows of a table that they do not measure the same; `who`: only these."""
    at = f"Bij {joined(list(who))} is hierboven" if who else "Hierboven"
    verb = "" if who else " is"
    return f"{at} en hieronder{verb} niet hetzelfde gemeten. {why}"


IMPRECISE = Text(
    "Een van de twee is niet precies bekend. Daarom noemen wij geen verschil.",
    "One of the two is not known precisely. So we name no difference.",
)
CUMULATIVE = Text(
    "Het cijfer telt op vanaf een vaste dag: een latere periode bevat de eerdere.",
    "The figure counts on from a fixed day: a later period contains the earlier ones.",
)


def _methods(figure: Figure, before: Figure) -> Text:
    now, then = (", ".join(f.methods) for f in (figure, before))
    return Text(
        f"Het ene cijfer is gemeten met {now}, het andere met {then}.",
        f"One figure was measured by {now}, the other by {then}.",
    )


def _numbers(*figures: Figure) -> bool:
    return all(isinstance(f.value, Decimal) for f in figures)


def _natures(figure: Figure, before: Figure) -> Text:
    now, then = (NATURE[f.nature] for f in (figure, before))
    return Text(
        f"Het ene cijfer is een {now.nl}, het andere een {then.nl}.",
        f"One figure is {now.a}, the other {then.a}.",
    )


def _as_long(one: Period, other: Period) -> bool:
    """Say whether two spans are as long: of one grain of the calendar, always."""
    regular = one.grain is other.grain is not Grain.RANGE
    return regular or _length(one, "nl") == _length(other, "nl")


def _lengths(one: Period, other: Period) -> Text:
    nl, en = ((_length(one, x), _length(other, x)) for x in ("nl", "en"))
    return Text(
        f"Het ene cijfer gaat over {nl[0]}, het andere over {nl[1]}.",
        f"One figure is about {en[0]}, the other about {en[1]}.",
    )


def _length(period: Period, language: str) -> str:
    if period.start.day == 1 and period.end.day == 1:
        return MONTH.counted(len(period.months()), language)
    return DAY.counted((period.end - period.start).days, language)
