"""The bounds of a formula whose inputs are estimates: each worked out by hand, corner by corner.

`3..5` is at least 3 and at most 5; `..5` has no least, `3..` no most, `..` is not known at all.
"""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from verantwoord.formula.expression import parse
from verantwoord.formula.interval import NOTHING_KNOWN, Interval, interval

# formula, bounds of its names -> bounds of the outcome
BY_HAND = [
    # a number that stands in the formula is known exactly
    ("7", {}, "7..7"),
    ("a", {"a": "3..5"}, "3..5"),
    ("a", {}, ".."),
    # plus: both least, both most
    ("a + b", {"a": "3..5", "b": "10..20"}, "13..25"),
    ("a + b", {"a": "..5", "b": "10..20"}, "..25"),
    ("a + b", {"a": "3..", "b": "10..20"}, "13.."),
    ("a + b", {"a": "3..5", "b": ".."}, ".."),
    ("a + b", {"a": "3..", "b": "..20"}, ".."),
    ("a + 1", {"a": "3..5"}, "4..6"),
    ("a + b", {"a": "-5..-3", "b": "1..2"}, "-4..-1"),
    # minus: least minus most, most minus least
    ("a - b", {"a": "3..5", "b": "10..20"}, "-17..-5"),
    ("a - b", {"a": "3..5", "b": "..20"}, "-17.."),
    ("a - b", {"a": "3..5", "b": "10.."}, "..-5"),
    ("a - b", {"a": "..5", "b": "10..20"}, "..-5"),
    ("a - b", {"a": "3..", "b": "10..20"}, "-17.."),
    ("a - a", {"a": "3..5"}, "-2..2"),  # wider than needed: a stands in it twice
    ("-a", {"a": "3..5"}, "-5..-3"),
    ("-a", {"a": "..5"}, "-5.."),
    ("-a", {"a": "3.."}, "..-3"),
    # times: the least and the most of four corners
    ("a * b", {"a": "3..5", "b": "10..20"}, "30..100"),
    ("a * b", {"a": "-3..5", "b": "10..20"}, "-60..100"),  # -3 * 20 and 5 * 20
    ("a * b", {"a": "-5..-3", "b": "10..20"}, "-100..-30"),
    ("a * b", {"a": "-5..3", "b": "-2..4"}, "-20..12"),  # 10, -20, -6, 12
    ("a * b", {"a": "0..0", "b": "10..20"}, "0..0"),
    ("a * b", {"a": "3..", "b": "10..20"}, "30.."),  # open, and neither below zero
    ("a * b", {"a": "0..", "b": "0.."}, "0.."),
    ("a * b", {"a": "3..5", "b": "10.."}, "30.."),
    ("a * b", {"a": "-1..", "b": "10..20"}, ".."),
    ("a * b", {"a": "..5", "b": "10..20"}, ".."),
    ("a * b", {"a": "3..5", "b": ".."}, ".."),
    ("a * 0.5", {"a": "3..5"}, "1.5..2.5"),
    # divided: only by what surely is not zero
    ("a / b", {"a": "3..6", "b": "2..4"}, "0.75..3"),  # 3/4 and 6/2
    ("a / b", {"a": "-6..3", "b": "2..4"}, "-3..1.5"),  # -6/2 and 3/2
    ("a / b", {"a": "3..6", "b": "-4..-2"}, "-3..-0.75"),
    ("a / b", {"a": "-6..-3", "b": "-4..-2"}, "0.75..3"),
    ("a / b", {"a": "3..6", "b": "0.5..0.8"}, "3.75..12"),  # 3/0.8 and 6/0.5
    ("a / b", {"a": "3..6", "b": "1..2"}, "1.5..6"),
    ("a / b", {"a": "3..6", "b": "-0.8..-0.5"}, "-12..-3.75"),
    ("a / b", {"a": "3..6", "b": "0..4"}, ".."),
    ("a / b", {"a": "3..6", "b": "-4..0"}, ".."),
    ("a / b", {"a": "3..6", "b": "-1..1"}, ".."),
    ("a / b", {"a": "3..6", "b": "..4"}, ".."),
    ("a / b", {"a": "3..6", "b": "2.."}, "0..3"),  # however large b is: never below nothing
    ("a / b", {"a": "3..", "b": "2..4"}, "0.75.."),
    ("a / b", {"a": "3..", "b": "2.."}, "0.."),
    ("a / b", {"a": "..6", "b": "2..4"}, ".."),
    ("a / b", {"a": "-1..6", "b": "2.."}, ".."),
    ("a / b", {"a": "..-3", "b": "..-2"}, "0.."),  # both turned round: 3.. by 2..
    ("a / 4", {"a": "3..6"}, "0.75..1.5"),
    ("1 / b", {"b": "2..4"}, "0.25..0.5"),
    ("a / nullif(b, 0)", {"a": "3..6", "b": "2..4"}, "0.75..3"),
    ("a / nullif(b, c)", {"a": "3..6", "b": "2..4", "c": "1..1"}, ".."),
    # without its sign
    ("abs(a)", {"a": "3..5"}, "3..5"),
    ("abs(a)", {"a": "-5..-3"}, "3..5"),
    ("abs(a)", {"a": "-5..3"}, "0..5"),
    ("abs(a)", {"a": "-3..5"}, "0..5"),
    ("abs(a)", {"a": "3.."}, "3.."),
    ("abs(a)", {"a": "..-3"}, "3.."),
    ("abs(a)", {"a": "..5"}, "0.."),
    ("abs(a)", {"a": ".."}, "0.."),
    # the largest and the smallest
    ("greatest(a, b)", {"a": "3..5", "b": "4..9"}, "4..9"),
    ("greatest(a, b)", {"a": "3..5", "b": "..4"}, "3..5"),
    ("greatest(a, b)", {"a": "3..5", "b": "..9"}, "3..9"),
    ("greatest(a, b)", {"a": "3..", "b": "..9"}, "3.."),
    ("greatest(a, b)", {"a": "..", "b": ".."}, ".."),
    ("greatest(a, 0)", {"a": "-3..5"}, "0..5"),
    ("greatest(a, b, c)", {"a": "1..2", "b": "3..4", "c": "0..9"}, "3..9"),
    ("least(a, b)", {"a": "3..5", "b": "4..9"}, "3..5"),
    ("least(a, b)", {"a": "3..5", "b": "4.."}, "3..5"),
    ("least(a, b)", {"a": "3..5", "b": "..4"}, "..4"),
    ("least(a, 100)", {"a": "90..120"}, "90..100"),
    # percent and ratio
    ("as_percent(a)", {"a": "0.25..0.5"}, "25..50"),
    ("as_percent(a)", {"a": "..0.5"}, "..50"),
    ("as_ratio(a)", {"a": "25.."}, "0.25.."),
    # as in the packs
    ("as_percent(a / b)", {"a": "30..33", "b": "60..66"}, None),
    ("a * (1 - as_ratio(b))", {"a": "200..250", "b": "90..95"}, "10..25"),  # 200*.05, 250*.1
    ("a + b + c", {"a": "1..2", "b": "10..10", "c": "0.."}, "11.."),
    # what has no rule says nothing
    ("case when a > 1 then a else b end", {"a": "3..4", "b": "1..2"}, ".."),
    ("coalesce(a, 0)", {"a": "3..4"}, ".."),
    ("round_down(a, 0)", {"a": "3..4"}, ".."),
    ("a > 1", {"a": "3..4"}, ".."),
    ("'x'", {}, ".."),
]


def bounds(text: str) -> Interval:
    low, high = text.split("..")
    return (Decimal(low) if low else None, Decimal(high) if high else None)


@pytest.mark.parametrize(("text", "given", "wanted"), BY_HAND)
def test_the_bounds_are_those_of_the_corners(
    text: str, given: dict[str, str], wanted: str | None
) -> None:
    found = interval(parse(text).node, {n: bounds(b) for n, b in given.items()})
    if wanted is None:  # 30/66 and 33/60 do not end in decimals
        low, high = found
        assert low is not None and round(low, 10) == Decimal("45.4545454545")
        assert high == 55
        return
    assert found == bounds(wanted)


CLOSED = [(t, g) for t, g, w in BY_HAND if w and ".." not in (w, *g.values()) and w != ".."]


@pytest.mark.parametrize(("text", "given"), CLOSED)
def test_no_value_between_the_bounds_gives_an_outcome_outside_them(
    text: str, given: dict[str, str]
) -> None:
    """Walk through every input from its least to its most; an open side goes on for a thousand."""
    low, high = interval(parse(text).node, {n: bounds(b) for n, b in given.items()})
    steps = []
    for name in given:
        least, most = bounds(given[name])
        start = least if least is not None else (most or Decimal(0)) - 1000
        end = most if most is not None else start + 1000
        steps.append([start + (end - start) * i / 4 for i in range(5)])
    for values in itertools.product(*steps):
        found = parse(text).evaluate(dict(zip(given, values, strict=True)))
        assert isinstance(found, Decimal)
        assert low is None or low <= found
        assert high is None or found <= high


def test_nothing_is_known_is_open_on_both_sides() -> None:
    assert NOTHING_KNOWN == (None, None) == bounds("..")
