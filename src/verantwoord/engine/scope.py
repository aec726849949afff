"""Which figures there are of an indicator: for whom, about when, and split by what."""

from __future__ import annotations

import datetime as dt

from verantwoord.engine.facts import Dimensions
from verantwoord.engine.inputs import Inputs
from verantwoord.engine.spans import GRAINS, spans_of
from verantwoord.engine.structure import Structure
from verantwoord.model.cells import around
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Grain, Period

AS_DELIVERED = ("als-geleverd",)


def grains_of(indicator: Indicator) -> tuple[Grain, ...]:
    """Return how long the periods of an indicator are; none where it is as delivered."""
    return tuple(GRAINS[word] for word in indicator.periods if word in GRAINS)


def as_delivered(inputs: Inputs, indicator: Indicator) -> list[tuple[str, Period]]:
    """Return the organisations and periods that were published."""
    found = {
        (who, period)
        for use in indicator.components.values()
        for who, period, _ in inputs.groups_of(use.component)
    }
    return sorted(found)


def periods(inputs: Inputs, indicator: Indicator) -> list[Period]:
    """Return the periods about which there can be figures, in order."""
    months = inputs.months_of(indicator)
    found = {around(m, grain) for m in months for grain in grains_of(indicator)}
    return sorted(found, key=lambda p: (p.start, p.end))


def members(
    inputs: Inputs, indicator: Indicator, structure: Structure, period: Period
) -> list[str]:
    """Return who gets a figure. Restated figures only for those a reorganisation touched.

    What cannot be divided is not restated: two thirds of a plan are nobody's plan.
    """
    organisations = inputs.pack.organisations
    population = organisations.populations[indicator.population]
    if structure.on is None:
        alive = {
            m
            for month in period.months()
            for m in organisations.members_on(population, month.start)
        }
        each = [m for m in population.members if m in alive]
    elif not indicator.divisible:
        return []
    else:
        each = _touched(inputs, indicator, structure, period)
        if not each:
            return []
    whole = population.organisation  # may be a member itself: a sector that delivers as one
    if indicator.scope == "total":
        return [whole]
    return each if indicator.scope == "each" or whole in each else [*each, whole]


def _touched(
    inputs: Inputs, indicator: Indicator, structure: Structure, period: Period
) -> list[str]:
    organisations = inputs.pack.organisations
    population = organisations.populations[indicator.population]
    assert structure.on is not None
    later = [s for s in organisations.successions if period.start < s.on <= structure.on]
    touched = {a for s in later for a in organisations.ancestors(s.successor, s.on)}
    return [m for m in organisations.members_on(population, structure.on) if m in touched]


def splits(inputs: Inputs, indicator: Indicator) -> dict[Period, list[Dimensions]]:
    """Return the values of the indicator's dimensions that occur in each period."""
    if not indicator.dimensions:
        return {}
    found: dict[Period, set[Dimensions]] = {}
    grains = grains_of(indicator)
    first = inputs.pack.info.figures_from or dt.date.min
    for use in indicator.components.values():
        for _, period, dimensions in inputs.groups_of(use.component):
            asked = not use.months or period.start.month in use.months
            if asked and period.start >= first:
                chosen = tuple((k, v) for k, v in dimensions if k in indicator.dimensions)
                for span in spans_of(period, grains):
                    found.setdefault(span, set()).add(chosen)
    return {span: sorted(values) for span, values in found.items()}
