"""Where a path to a target lies, what is needed each year, and which part of the way was gone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from verantwoord.engine.goals import needed, path_at, progress
from verantwoord.model.goal import Baseline, Bound, End, Path


def path(first: Any, last: Any, years: tuple[int, int] = (2019, 2030), **more: Any) -> Path:
    start = Baseline(year=years[0], value=Decimal(first))
    return Path(start=start, end=End(years[1], Decimal(last)), line="afgesproken", **more)


def at(which: Path, year: int) -> Decimal:
    bound = path_at(which, year)
    assert bound is not None and bound.low is not None and bound.low == bound.high
    return bound.low


def test_a_straight_line_is_that_of_the_published_gas() -> None:
    """From 1,642 TJ over 11 years to 1,149.4 or 1,100: in 2022 that asks 1,507.7 or 1,494.2."""
    for target, asked in (("1149.4", "1507.7"), ("1100", "1494.2")):
        assert at(path("1642", target), 2022).quantize(Decimal("0.1")) == Decimal(asked)


def test_an_exponential_path_loses_the_same_part_each_year_and_ends_exactly() -> None:
    curve = path(1000, 125, (2020, 2023), curve="exponentieel")
    assert [at(curve, y) for y in (2020, 2023)] == [1000, 125]
    half = [at(curve, y).quantize(Decimal("1e-20")) for y in (2021, 2022)]
    assert half == [500, 250]
    assert at(path(1000, 125, (2020, 2023)), 2021) > 700  # a straight line is still above it
    assert path_at(curve, 2024) is None and path_at(curve, 2019) is None


@pytest.mark.parametrize(("first", "last"), [(1000, 0), (0, 10), (-5, 10), (10, -1)])
def test_there_is_no_exponential_path_to_or_from_zero(first: int, last: int) -> None:
    with pytest.raises(ValidationError):
        path(first, last, curve="exponentieel")
    path(first, last)


def test_what_is_needed_each_year_is_an_amount_and_where_it_can_be_a_part() -> None:
    found = needed(Decimal(200), 2030, Decimal(800), 2022)
    assert found is not None and found[1] is not None
    assert found[0] == -75
    assert abs((1 + found[1]) ** 8 * 800 - 200) < Decimal("1e-20")
    assert needed(Decimal(0), 2030, Decimal(800), 2022) == (Decimal(-100), None)
    assert needed(Decimal(200), 2030, Decimal(-1), 2022) == (Decimal("25.125"), None)
    assert needed(Decimal(200), 2030, Decimal(800), 2030) is None


def test_progress_may_be_below_nothing_and_above_everything() -> None:
    line = path(1000, 200, (2020, 2030))
    shares = [progress(line, Decimal(v)) for v in (1000, 600, 200, 1200, 0)]
    assert shares == [0, Decimal("0.5"), 1, Decimal("-0.25"), Decimal("1.25")]
    assert progress(path(200, 200, (2020, 2030)), Decimal(7)) is None
    assert progress(Path(table={2030: Bound(Decimal(5), Decimal(5))}), Decimal(7)) is None
