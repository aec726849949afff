"""Scores under other weights: worked by hand, and held against every corner."""

from __future__ import annotations

import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from verantwoord.engine.ranking import places, score, score_range, surely_above

QUARTER, TOP = Fraction(1, 4), Fraction(4)
KEYS = ("a", "b", "c", "d")
LEVELS = st.fixed_dictionaries({k: st.integers(0, 4).map(Fraction) for k in KEYS})
WEIGHTS = st.fixed_dictionaries({k: st.integers(1, 20).map(Fraction) for k in KEYS})
MOVES = st.fixed_dictionaries({k: st.fractions(-QUARTER, QUARTER) for k in KEYS})
Table = dict[str, Fraction]


def of(*values: int) -> Table:
    return {k: Fraction(v) for k, v in zip(KEYS, values, strict=False)}


def corners(weights: Table) -> list[Table]:
    """All weights of which each is moved as far as it may, up or down."""
    moves = itertools.product((1 - QUARTER, 1 + QUARTER), repeat=len(weights))
    return [{k: w * m for (k, w), m in zip(weights.items(), by, strict=True)} for by in moves]


def test_a_score_and_its_bounds_as_worked_by_hand() -> None:
    """Weights 60 and 40, levels 4 and 2: 320 of 400; at 75 and 30 it is 360 of 420."""
    levels, weights = of(4, 2), of(60, 40)
    assert score(levels, weights, TOP) == Fraction(320, 400)
    assert score_range(levels, weights, TOP, QUARTER) == (Fraction(280, 380), Fraction(360, 420))


def test_two_that_differ_on_one_criterion_keep_their_order_whatever_its_weight() -> None:
    weights = of(60, 40)
    assert surely_above(of(4, 2), of(3, 2), weights, QUARTER)
    assert not surely_above(of(4, 2), of(4, 2), weights, QUARTER)


def test_two_that_weigh_up_have_no_order_when_the_weights_decide() -> None:
    """4 and 0 beats 0 and 4 by 60 to 40; at 45 and 50 it is the other way."""
    weights = of(60, 40)
    found = places({"x": of(4, 0), "y": of(0, 4), "z": of(0, 0)}, weights, QUARTER)
    assert found == {"x": (1, 2), "y": (1, 2), "z": (3, 3)}
    heavier = places({"x": of(4, 0), "y": of(0, 4)}, of(70, 30), QUARTER)
    assert heavier == {"x": (1, 1), "y": (2, 2)}  # 52.5 to 37.5 at the least


def test_equal_levels_share_every_place() -> None:
    assert places({"x": of(2, 2), "y": of(2, 2)}, of(60, 40), QUARTER) == {
        "x": (1, 2),
        "y": (1, 2),
    }


@given(LEVELS, WEIGHTS)
def test_the_bounds_of_a_score_are_the_least_and_most_of_all_corners(
    levels: Table, weights: Table
) -> None:
    scores = [score(levels, corner, TOP) for corner in corners(weights)]
    assert score_range(levels, weights, TOP, QUARTER) == (min(scores), max(scores))


@given(LEVELS, LEVELS, WEIGHTS)
def test_who_is_surely_above_is_so_in_every_corner_and_else_not_in_some(
    a: Table, b: Table, weights: Table
) -> None:
    gaps = [score(a, c, TOP) - score(b, c, TOP) for c in corners(weights)]
    assert surely_above(a, b, weights, QUARTER) is (min(gaps) > 0)


@given(st.lists(LEVELS, min_size=1, max_size=5), WEIGHTS, MOVES)
def test_no_weights_within_the_swing_give_a_place_outside_the_bounds(
    given_levels: list[Table], weights: Table, moves: Table
) -> None:
    levels = {str(i): given for i, given in enumerate(given_levels)}
    moved = {k: w * (1 + moves[k]) for k, w in weights.items()}
    scores = {who: score(mine, moved, TOP) for who, mine in levels.items()}
    for who, (best, worst) in places(levels, weights, QUARTER).items():
        above = sum(s > scores[who] for s in scores.values())
        same = sum(s == scores[who] for s in scores.values())
        assert best <= 1 + above
        assert above + same <= worst
