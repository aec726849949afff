"""Which figure stands for an indicator in a report about one year; the only place that decides it.

Every sentence, chart, row and count asks here, so that none of them says 'no figure' above one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.period import Grain, Period

# a year first, then what is coarsest and regular
MAIN_FIRST = (
    Grain.YEAR,
    Grain.HALF,
    Grain.THIRD,
    Grain.QUARTER,
    Grain.MONTH,
    Grain.DAY,
    Grain.RANGE,
)


class Situation(StrEnum):
    """What there is to say about an indicator in a report about one year."""

    ABOUT_YEAR = "cijfer over het jaar"
    WITHOUT_VALUE = "zonder waarde"
    OLDER = "ouder cijfer"
    LATER = "alleen latere cijfers"
    OTHERS = "alleen cijfers van anderen"
    NOTHING = "geen cijfer"


class Stand(StrEnum):
    """Where a goal or promise stands in the reporting year; each is in one of these."""

    MET = "gehaald"
    ON_TRACK = "op koers"
    AT_RISK = "risico"
    OFF_TRACK = "niet op koers"
    MISSED = "niet gehaald"
    NO_JUDGEMENT = "geen oordeel"
    OLDER = "ouder cijfer"
    NO_FIGURE = "geen cijfer"
    UNMEASURED = "niet gemeten"


# the first five say how it went
JUDGED = (Stand.MET, Stand.ON_TRACK, Stand.AT_RISK, Stand.OFF_TRACK, Stand.MISSED)


@dataclass(frozen=True, slots=True)
class Standing:
    """The figure that stands for an indicator and organisation, and why this one.

    `figure` is about the year, or else older; `later` is the first after the year, where there is
    no other with a value. Where `figure` has no value, `known` is the last that has one, if any.
    `others` have figures where the organisation has none: none at all, or none about the year.
    """

    situation: Situation
    organisation: str
    year: int
    figure: Figure | None = None
    known: Figure | None = None
    later: Figure | None = None
    others: tuple[str, ...] = ()


def about(period: Period, year: int) -> bool:
    """Say whether a period is about a year.

    Shape:    a period and a calendar year -> true when more than half of its days lie in it: the
              winter of 2022/23 from August to March is about 2022, a plan for five years none.
    Source:   own definition.
    """
    whole = Period.year(year)
    first, last = max(period.start, whole.start), min(period.end, whole.end)
    return 2 * (last - first).days > (period.end - period.start).days


def later(period: Period, year: int) -> bool:
    """Say whether a period is about what came after a year: it ends later and is not about it."""
    return period.last_day.year > year and not about(period, year)


def stand(
    figures: Sequence[Figure], organisation: str, year: int, theirs: Sequence[Figure] = ()
) -> Standing:
    """Return which figure stands for an organisation in a year.

    Shape:    all plain figures of one indicator and organisation, and `theirs` of all others ->
              one standing. A figure about the year goes first, of the coarsest grain that has
              one, its last period. Then the last figure with a value before the year. A later one
              never stands for the year.
    Missing:  a figure about the year without a value stands for it; `known` is the last value.
              Where no figure has a value, the one nearest to the year stands.
    """
    figures = sorted(figures, key=lambda f: (f.period.start, f.period.end))
    before = [f for f in figures if not later(f.period, year)]
    known = _last([f for f in before if not isinstance(f.value, Absent)], year)
    found = _last([f for f in before if about(f.period, year)], year)
    if found is not None and not isinstance(found.value, Absent):
        return Standing(Situation.ABOUT_YEAR, organisation, year, found)
    if found is not None:
        return Standing(Situation.WITHOUT_VALUE, organisation, year, found, known)
    if known is not None:
        return Standing(Situation.OLDER, organisation, year, known, others=_in(theirs, year))
    after = [f for f in figures if later(f.period, year)]
    with_value = next((f for f in after if not isinstance(f.value, Absent)), None)
    if with_value is not None:
        others = _in(theirs, year)
        return Standing(Situation.LATER, organisation, year, later=with_value, others=others)
    if figures:
        nearest = _last(before, year) or after[0]
        return Standing(Situation.WITHOUT_VALUE, organisation, year, nearest)
    others = tuple(dict.fromkeys(f.organisation for f in theirs if not isinstance(f.value, Absent)))
    situation = Situation.OTHERS if others else Situation.NOTHING
    return Standing(situation, organisation, year, others=others)


def _in(theirs: Sequence[Figure], year: int) -> tuple[str, ...]:
    """Return who else has a value about the year."""
    with_value = (f for f in theirs if not isinstance(f.value, Absent))
    return tuple(dict.fromkeys(f.organisation for f in with_value if about(f.period, year)))


def main_grain(grains: Collection[Grain]) -> Grain | None:
    """Return the grain to show first: a year if there is one, else the coarsest regular one."""
    return min(grains, key=MAIN_FIRST.index, default=None)


def _last(figures: Sequence[Figure], year: int) -> Figure | None:
    """Return the last figure, of those about the year the coarsest; older ones by their end."""
    if not figures:
        return None
    near = [f for f in figures if about(f.period, year)]
    if near:
        main = main_grain([f.period.grain for f in near])
        return [f for f in near if f.period.grain is main][-1]
    return max(figures, key=lambda f: (f.period.end, -MAIN_FIRST.index(f.period.grain)))
