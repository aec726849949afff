"""How far a weighted score and its place rest on the weights, when each of them may be moved.

Every weight is moved by at most a share, each by itself. A score is linear in the weights, so its
bounds and the order of two have a closed form; nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

Levels = Mapping[str, Fraction]  # by key of the weight
Weights = Mapping[str, Fraction]


def score(levels: Levels, weights: Weights, highest: Fraction) -> Fraction:
    """Return the weighted score as a share of the highest that can be had.

    Shape:    a level for each weight -> 0 to 1.
    Unit:     ratio.
    Missing:  every weight has a level; who lacks one has no score at all.
    Rounding: none.
    Errors:   none; weights are above zero.
    Source:   packs/iv-plannen, kwaliteit.
    """
    whole = sum(weights.values(), Fraction(0))
    return sum((w * levels[k] for k, w in weights.items()), Fraction(0)) / (whole * highest)


def score_range(
    levels: Levels, weights: Weights, highest: Fraction, swing: Fraction
) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest score under any weights within the swing.

    A weighted mean is highest when the weights of all levels above some bound are as high as they
    can be and the others as low: so it is enough to try every bound.

    Shape:    as `score`, and a share from 0 up to below 1 -> two shares.
    Unit:     ratio.
    Missing:  as `score`.
    Rounding: none.
    Errors:   none.
    Source:   own definition; held against all corners in tests/unit/engine/test_ranking.py.
    """

    def moved(up: bool, bound: Fraction) -> Fraction:
        tilted = {
            k: w * (1 + swing if (levels[k] > bound) is up else 1 - swing)
            for k, w in weights.items()
        }
        return score(levels, tilted, highest)

    bounds = set(levels.values())
    plain = score(levels, weights, highest)
    lowest = min([plain, *(moved(False, b) for b in bounds)])
    return lowest, max([plain, *(moved(True, b) for b in bounds)])


def surely_above(a: Levels, b: Levels, weights: Weights, swing: Fraction) -> bool:
    """Say whether `a` scores higher than `b` under all weights within the swing.

    Shape:    two sets of levels under the same weights -> yes or no.
    Unit:     none.
    Missing:  as `score`.
    Rounding: none.
    Errors:   none.
    Source:   the least of sum(w * d) over a box of w is sum(w * d) - swing * sum(w * |d|).
    """
    gaps = [(w, a[k] - b[k]) for k, w in weights.items()]
    return sum(w * d for w, d in gaps) > swing * sum(w * abs(d) for w, d in gaps)


def places(
    levels: Mapping[str, Levels], weights: Weights, swing: Fraction
) -> dict[str, tuple[int, int]]:
    """Return for each the best and the worst place it can have; 1 is the highest score.

    Shape:    levels of each -> bounds of its place: one more than those surely above it, and all
              but those surely below it. No weights within the swing give a place outside them.
    Unit:     places.
    Missing:  who has no score is left out before.
    Rounding: none.
    Errors:   none.
    Source:   own definition.
    """
    above = {
        who: {o for o in levels if o != who and surely_above(levels[o], mine, weights, swing)}
        for who, mine in levels.items()
    }
    below = {who: sum(who in others for others in above.values()) for who in levels}
    return {who: (1 + len(above[who]), len(levels) - below[who]) for who in levels}
