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
        for key in sorted(groups, key=lambda k: k[1] != "None"):  # as it was, then restated
            numbers = _shown(groups[key], whole)
            if key[1] != "None":
                then = [result[f.id] for f in groups.get((key[0], "None"), ())]
                numbers = _restated(groups[key], then, whole, pack)
            for identifier, number in numbers.items():
                result[identifier] = replace(result[identifier], published=Decimal(number))
    return result


def _restated(group: list[Figure], then: list[Figure], whole: str, pack: Pack) -> dict[str, int]:
    """Divide what the parts that a reorganisation left alone leave of the total.

    Shape:    restated figures and those as it was, published -> whole numbers for the restated.
    """
    mine = {f.organisation for f in group}
    on = group[0].structure
    by_id = pack.organisations.by_id
    others = [
        f for f in then if f.organisation not in mine and on and by_id[f.organisation].exists_on(on)
    ]
    values = [f.value for f in (*group, *others)]
    total = next((f.value for f in group if f.organisation == whole), None)
    parts = {f.id: f.value for f in group if f.organisation != whole}
    kept = [f.published for f in others]
    if not isinstance(total, Decimal) or not all(isinstance(v, Decimal) for v in values):
        return {}
    known = {i: v for i, v in parts.items() if isinstance(v, Decimal)}
    fixed = [n for n in kept if n is not None]
    together = sum(v for v in values if isinstance(v, Decimal)) - total
    if not known or len(fixed) < len(kept) or abs(together - total) > _SAME:
        return {}
    return largest_remainder(known, int(rounded(total, 0) - sum(fixed)))


def _shown(group: list[Figure], whole: str) -> dict[str, int]:
    values = {f.id: f.value for f in group if isinstance(f.value, Decimal)}
    total = next((f for f in group if f.organisation == whole), None)
    if total is None or len(values) < len(group):
        return {}  # a part that is unknown or hidden: nothing can be said to add up
    parts = {i: v for i, v in values.items() if i != total.id}
    if not parts or abs(sum(parts.values()) - values[total.id]) > _SAME:
        return {}
    return largest_remainder(parts, int(rounded(values[total.id], 0)))
