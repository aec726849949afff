"""The true value of a formula always lies within the bounds that are published."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.formula.expression import parse
from verantwoord.formula.interval import NOTHING_KNOWN, Interval, interval
from verantwoord.formula.quantities import Absent

NAMES = ("a", "b", "c")
numbers = st.decimals(-1000, 1000, places=2)


def formulas() -> st.SearchStrategy[str]:
    leaves = st.sampled_from([*NAMES, "1", "0", "100", "2.5"])

    def larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        two = st.tuples(parts, st.sampled_from("+-*/"), parts).map(lambda p: f"({' '.join(p)})")
        named = st.tuples(st.sampled_from(["greatest", "least"]), parts, parts)
        one = st.tuples(st.sampled_from(["abs"]), parts).map(lambda p: f"{p[0]}({p[1]})")
        negative = parts.map(lambda p: f"(-{p})")
        return two | named.map(lambda p: f"{p[0]}({p[1]}, {p[2]})") | one | negative

    return st.recursive(leaves, larger, max_leaves=6)


@st.composite
def known(draw: st.DrawFn) -> tuple[dict[str, Decimal], dict[str, Interval]]:
    """True values, and bounds around them, perhaps open on a side."""
    values, bounds = {}, {}
    for name in NAMES:
        low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
        values[name] = value
        bounds[name] = (
            None if draw(st.booleans()) and draw(st.booleans()) else low,
            None if draw(st.booleans()) and draw(st.booleans()) else high,
        )
    return values, bounds


@settings(max_examples=examples(600))
@given(formulas(), known())
def test_the_true_value_lies_within_the_bounds(
    text: str, drawn: tuple[dict[str, Decimal], dict[str, Interval]]
) -> None:
    values, bounds = drawn
    expression = parse(text)
    value = expression.evaluate(values)
    low, high = interval(expression.node, bounds)
    if isinstance(value, Absent):
        return
    assert isinstance(value, Decimal)
    assert low is None or low <= value
    assert high is None or value <= high


def test_bounds_are_as_narrow_as_they_can_be_where_every_name_stands_once() -> None:
    def of(text: str, **bounds: tuple[str | None, str | None]) -> Interval:
        exact = {n: (lo and Decimal(lo), hi and Decimal(hi)) for n, (lo, hi) in bounds.items()}
        return interval(parse(text).node, exact)  # type: ignore[arg-type]

    assert of("a * (1 - b)", a=("10", "20"), b=("0.25", "0.5")) == (Decimal(5), Decimal("15"))
    assert of("as_percent(a / b)", a=("3", "3"), b=("4", "6")) == (Decimal(50), Decimal(75))
    assert of("a / b", a=("3", None), b=("2", "6")) == (Decimal("0.5"), None)
    assert of("a / b", a=("3", "4"), b=("-1", "1")) == NOTHING_KNOWN
    assert of("case when a > 1 then a else b end", a=("3", "4"), b=("1", "2")) == NOTHING_KNOWN
