"""How robust the scores of a release are: bounds and places of each, beside equal weights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from verantwoord.engine.ranking import Levels, Weights, places, score, score_range
from verantwoord.formula.quantities import CONTEXT
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.parameter import Parameter
from verantwoord.model.period import Period
from verantwoord.release.material import Material

# column -> (meaning, CSVW datatype)
ROBUST_COLUMNS: dict[str, tuple[str, str]] = {
    "figure": ("nummer van het cijfer", "string"),
    "score": ("gewogen score, als deel van 1", "decimal"),
    "equal": ("score als elk criterium even zwaar telt", "decimal"),
    "lowest": ("laagste score bij verschoven gewichten", "decimal"),
    "highest": ("hoogste score bij verschoven gewichten", "decimal"),
    "best": ("beste plaats die het kan hebben", "integer"),
    "worst": ("slechtste plaats die het kan hebben", "integer"),
    "among": ("uit hoeveel", "integer"),
}
Group = tuple[Period, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class RobustScore:
    """One score, and what other weights would make of it; all scores as a share of the highest."""

    indicator: str
    figure: Figure  # the weighted score
    dimensions: tuple[tuple[str, str], ...]
    score: Fraction
    equal: Fraction  # with the same weight for every level
    lowest: Fraction
    highest: Fraction
    best: int  # place
    worst: int
    among: int
    swing: Fraction  # by which share each weight was moved

    @property
    def fixed(self) -> bool:
        """Whether no weights within the swing change its place."""
        return self.best == self.worst


def robust_scores(material: Material, indicator: Indicator) -> list[RobustScore]:
    """Return the scores of an indicator with what other weights would make of them.

    Shape:    figures of the organisations, compared within one period and one set of dimensions.
    Unit:     ratio.
    Missing:  a figure without a number has no line; in a period in which the weights change there
              are no lines, nor where a score has the weights of another day.
    Rounding: none.
    Errors:   none.
    Source:   adr/2026-11-27-no-order-that-rests-on-weights.md
    """
    robust = indicator.robust
    if robust is None:
        return []
    pack = material.pack
    weights, top, swing = (
        pack.parameters[i] for i in (robust.weights, robust.highest, robust.swing)
    )
    found = []
    for group, figures in _groups(material, indicator).items():
        held = _weights(weights, group[0])
        highest, moved = _constant(top, group[0]), _constant(swing, group[0])
        if held is None or highest is None or moved is None:
            continue
        levels = dict(_levels(material, robust.levels, figures, held))
        if any(_other_weights(f, levels, held, highest) for f in figures):
            continue
        where = places(levels, held, moved)
        even = dict.fromkeys(held, Fraction(1))
        for figure in figures:
            mine = levels.get(figure.organisation)
            if mine is None:
                continue
            low, high = score_range(mine, held, highest, moved)
            best, worst = where[figure.organisation]
            found.append(
                RobustScore(
                    indicator.id, figure, group[1], score(mine, held, highest),
                    score(mine, even, highest), low, high, best, worst, len(levels), moved,
                )
            )  # fmt: skip
    return found


def robust_row(item: RobustScore) -> dict[str, str]:
    """Return one score as text cells, its shares in six decimals."""
    shares = {name: getattr(item, name) for name in ("score", "equal", "lowest", "highest")}
    return {
        "figure": item.figure.id,
        **{name: f"{decimal(share):.6f}" for name, share in shares.items()},
        "best": str(item.best),
        "worst": str(item.worst),
        "among": str(item.among),
    }


def decimal(share: Fraction) -> Decimal:
    """Return a share as a decimal number, to be rounded where it is shown."""
    return CONTEXT.divide(Decimal(share.numerator), Decimal(share.denominator))


def _groups(material: Material, indicator: Indicator) -> dict[Group, list[Figure]]:
    whole = material.whole(indicator.id)
    found: dict[Group, list[Figure]] = defaultdict(list)
    for figure in material.by_indicator[indicator.id]:
        known = isinstance(figure.value, Decimal) and figure.structure is None
        finest = len(figure.dimensions) == len(indicator.dimensions)
        if known and finest and figure.organisation != whole:
            found[figure.period, figure.dimensions].append(figure)
    return dict(sorted(found.items(), key=lambda g: (g[0][0].start, g[0][1])))


def _other_weights(
    figure: Figure, levels: Mapping[str, Levels], held: Weights, highest: Fraction
) -> bool:
    """Say whether a figure was made with other weights, of the day of its assessment."""
    mine, part, whole = levels.get(figure.organisation), figure.numerator, figure.denominator
    if mine is None or not isinstance(part, Decimal) or not isinstance(whole, Decimal):
        return mine is not None
    return Fraction(part) / Fraction(whole) != score(mine, held, highest)


def _levels(
    material: Material, identifier: str, figures: list[Figure], weights: dict[str, Fraction]
) -> Iterator[tuple[str, dict[str, Fraction]]]:
    at = {(f.organisation, f.period, f.dimensions): f for f in material.by_indicator[identifier]}
    for figure in figures:
        other = at.get((figure.organisation, figure.period, figure.dimensions))
        parts = {c.alias: c.value for c in other.components} if other else {}
        values = {k: parts.get(k.lower()) for k in weights}
        known = {k: Fraction(v) for k, v in values.items() if isinstance(v, Decimal)}
        if len(known) == len(weights):
            yield figure.organisation, known


def _weights(parameter: Parameter, period: Period) -> dict[str, Fraction] | None:
    """Return the weights of a period; None when they change in it or one is not known."""
    held: dict[str, Fraction] = {}
    for value in parameter.values:
        if value.holds_from >= period.end or value.holds_until <= period.start:
            continue
        if value.key is None or value.key in held or value.value is None:
            return None
        held[value.key] = Fraction(value.value)
    return held or None


def _constant(parameter: Parameter, period: Period) -> Fraction | None:
    held = parameter.on(period.last_day)
    return None if held is None or held.value is None else Fraction(held.value)
