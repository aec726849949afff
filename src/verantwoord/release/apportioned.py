"""Whole numbers that add up: parts of a total are published by the largest remainder.

Only for indicators that say so (`apportion`), and only where every part and the total are known and
the unrounded parts make the unrounded total. The value itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from verantwoord.engine.apportion import largest_remainder
from verantwoord.formula.quantities import rounded
from verantwoord.model.figure import Figure
from verantwoord.model.pack import Pack

_SAME = Decimal("0.000001")  # thirty-four digits leave a last-digit difference in a sum of parts


def whole_parts(figures: Mapping[str, Figure], pack: Pack) -> dict[str, Figure]:
    """Return the figures, with `published` filled in for parts that must add up.

    Source:   domain file banenafspraak, section 5: integer publication by largest remainder.
    """
    result = dict(figures)
    for indicator in pack.indicators.values():
        if indicator.apportion is None:
            continue
        whole = pack.organisations.populations[indicator.population].organisation
        groups: dict[tuple[str, str], list[Figure]] = {}
        for figure in figures.values():
            if figure.indicator == indicator.id and not figure.dimensions:
                key = (str(figure.period), str(figure.structure))
                groups.setdefault(key, []).append(figure)
        for group in groups.values():
            for identifier, number in _shown(group, whole).items():
                result[identifier] = replace(result[identifier], published=Decimal(number))
    return result


def _shown(group: list[Figure], whole: str) -> dict[str, int]:
    values = {f.id: f.value for f in group if isinstance(f.value, Decimal)}
    total = next((f for f in group if f.organisation == whole), None)
    if total is None or len(values) < len(group):
        return {}  # a part that is unknown or hidden: nothing can be said to add up
    parts = {i: v for i, v in values.items() if i != total.id}
    if not parts or abs(sum(parts.values()) - values[total.id]) > _SAME:
        return {}
    return largest_remainder(parts, int(rounded(values[total.id], 0)))
