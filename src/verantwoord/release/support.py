"""Where a figure of an organisation comes from, what changed, and what is meant to be done.

For indicators that say what they add up from (`adds-up`). Measures stand in the register; what they
are expected to do is never added to a figure, and what nobody knows is counted apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from verantwoord.engine.goals import needed
from verantwoord.formula.quantities import CONTEXT
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.register.measures import Funding, PlannedMeasure
from verantwoord.release.material import Material


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One of the sources of a figure, this year and the year before."""

    indicator: Indicator
    figure: Figure | None
    before: Figure | None
    activity: Figure | None = None  # how much of the change comes from more or less activity
    factor: Figure | None = None  # and how much from another factor

    @property
    def value(self) -> Decimal | None:
        """What it is this year; None when there is no number."""
        return number(self.figure)

    @property
    def change(self) -> Decimal | None:
        """By how much it changed; None when one of the two years has no number."""
        now, then = self.value, number(self.before)
        return None if now is None or then is None else CONTEXT.subtract(now, then)

    @property
    def split(self) -> tuple[Decimal, Decimal] | None:
        """The change by activity and by factor, where both are whole and exactly the change."""
        parts = (self.activity, self.factor)
        if any(f is not None and f.status is FigureStatus.INCOMPLETE for f in parts):
            return None  # rows that one of the two leaves out would be called the other
        activity, factor, change = number(self.activity), number(self.factor), self.change
        if activity is None or factor is None or change is None:
            return None
        return (activity, factor) if _rounded_equal(activity, factor, change) else None


@dataclass(frozen=True, slots=True)
class WayToGo:
    """How far a figure is from what is asked in a year, and what funded measures may do of it."""

    year: int
    asked: Decimal
    now: Decimal
    since: int  # the year of that figure
    funded: tuple[
        PlannedMeasure, ...
    ]  # that begin to work after the figure, and in time for that year
    unknown: tuple[PlannedMeasure, ...]  # funded, with an effect that nobody knows

    @property
    def open(self) -> Decimal:
        """How much must still go."""
        return max(CONTEXT.subtract(self.now, self.asked), Decimal(0))

    @property
    def each(self) -> Decimal | None:
        """How much must go each year on average; None when the year has come."""
        found = needed(self.asked, self.year, self.now, self.since)
        return None if found is None else max(-found[0], Decimal(0))

    @property
    def least(self) -> Decimal:
        """What the funded measures are expected to do at least, together."""
        return _sum(m.effect.least for m in self.funded)

    @property
    def most(self) -> Decimal:
        """What the funded measures are expected to do at most, together."""
        return _sum(m.effect.most for m in self.funded)


@dataclass(frozen=True, slots=True)
class Support:
    """All of this for one figure of one organisation."""

    organisation: str
    whole: SourceLine
    sources: tuple[SourceLine, ...]  # largest first; those without a number last
    measures: tuple[PlannedMeasure, ...]
    gap: WayToGo | None  # None: no figure, or nothing is asked

    @property
    def adds_up(self) -> bool:
        """Say whether the sources are the figure exactly."""
        values = [s.value for s in self.sources]
        known = [v for v in values if v is not None]
        return len(known) == len(values) and _same(_sum(known), self.whole.value)


def wholes(pack: Pack) -> list[Indicator]:
    """Return the indicators that say what they add up from, in the order of the pack."""
    return [i for i in pack.indicators.values() if i.adds_up]


def support_of(material: Material, indicator: Indicator, who: str) -> Support:
    """Return where a figure of the reporting year comes from and what is meant to be done.

    Shape:    an indicator with `adds-up`, an organisation -> Support.
    Unit:     that of the indicator; a measure in another unit is not counted, and not shown here.
    Missing:  a year without a number has no change; measures with an unknown effect close nothing.
    Rounding: none.
    Errors:   none.
    Source:   own definition, adr/2026-11-27-a-promise-is-no-effect.md
    """
    lines = [_line(material, i, who) for i in indicator.adds_up]
    largest = sorted(lines, key=lambda s: (s.value is None, -(s.value or 0)))
    whole = _line(material, indicator.id, who)
    registered = material.register.measures.values()
    mine = [m for m in registered if _counts(material, m, indicator, who)]
    by_rank = tuple(sorted(mine, key=rank))
    return Support(who, whole, tuple(largest), by_rank, _gap(material, indicator, who, whole, mine))


def _counts(material: Material, measure: PlannedMeasure, indicator: Indicator, who: str) -> bool:
    """Say whether a measure is of an organisation, or of anybody when that is the whole."""
    about = (measure.indicator, measure.unit) == (indicator.id, indicator.unit)
    return about and (who in (measure.organisation, material.whole(indicator.id)))


def _line(material: Material, identifier: str, who: str) -> SourceLine:
    indicator, year = material.pack.indicators[identifier], material.reporting_year
    change = indicator.change
    return SourceLine(
        indicator,
        _figure(material, identifier, who, year),
        _figure(material, identifier, who, year - 1),
        _figure(material, change.activity, who, year) if change else None,
        _figure(material, change.factor, who, year) if change else None,
    )


def _figure(material: Material, identifier: str, who: str, year: int) -> Figure | None:
    return material.figures.get(f"{identifier}@{who}@{Period.year(year)}")


def _gap(
    material: Material,
    indicator: Indicator,
    who: str,
    whole: SourceLine,
    mine: Sequence[PlannedMeasure],
) -> WayToGo | None:
    asked = _asked(material, indicator, who)
    if asked is None or whole.value is None:
        return None
    year, value = asked
    # what works already is in the figure, and would count twice
    after, until = dt.date(material.reporting_year, 12, 31), dt.date(year, 1, 1)
    ready = [m for m in mine if m.funding is Funding.FUNDED and after < m.starts <= until]
    known = tuple(m for m in ready if m.effect.value is not None)
    unknown = tuple(m for m in ready if m.effect.unknown)
    return WayToGo(year, value, whole.value, material.reporting_year, known, unknown)


def _asked(material: Material, indicator: Indicator, who: str) -> tuple[int, Decimal] | None:
    """Return the year and value of the goal of an organisation, or that of the whole if it is 0.

    When nothing may be left of the whole, nothing may be left of any part that cannot be negative.
    """
    goals = material.goals_of[indicator.id]
    own = [g for g in goals if g.organisation == who]
    for goal in own or [g for g in goals if g.organisation == material.whole(indicator.id)]:
        path = goal.path
        if path is None or path.target is None or path.target_year is None:
            continue
        if own or (path.target == 0 and indicator.direction == "lager"):
            return path.target_year, path.target
    return None


def rank(measure: PlannedMeasure) -> tuple[bool, Decimal, str]:
    """Order measures by effect for each euro, best first; what is not known comes last.

    Unit:     that of the effect, a year, for one euro that is spent once.
    Missing:  an unknown effect or cost has no place: it is not zero, and not the worst either.
    Source:   own definition; a measure that costs nothing goes before all others.
    """
    each = per_euro(measure)
    if measure.effect.value is not None and measure.cost.value == 0:
        return False, Decimal("-Infinity"), measure.id
    return each is None, -(each or Decimal(0)), measure.id


def per_euro(measure: PlannedMeasure) -> Decimal | None:
    """Return the expected effect a year for each euro; None when that cannot be said."""
    effect, cost = measure.effect.value, measure.cost.value
    return None if effect is None or not cost else CONTEXT.divide(effect, cost)


def number(figure: Figure | None) -> Decimal | None:
    """Return the number of a figure; None when it has none."""
    return figure.value if figure is not None and isinstance(figure.value, Decimal) else None


def _sum(values: Iterable[Decimal]) -> Decimal:
    return reduce(CONTEXT.add, values, Decimal(0))


_TINY = Decimal("1e-20")  # what 34 digits may lose over a few additions


def _same(one: Decimal, other: Decimal | None) -> bool:
    return other is not None and abs(CONTEXT.subtract(one, other)) < _TINY


def _rounded_equal(activity: Decimal, factor: Decimal, change: Decimal) -> bool:
    return _same(CONTEXT.add(activity, factor), change)
