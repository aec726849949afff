"""Holds a figure against its goals; the only place where a status is given."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from verantwoord.formula.quantities import CONTEXT, Absent, Value, plain
from verantwoord.model.figure import Judgement
from verantwoord.model.goal import Bound, Goal, GoalKind, GoalStatus, Path
from verantwoord.model.period import Grain, Period


def path_at(path: Path, year: int) -> Bound | None:
    """Return what a target path asks in a year.

    Shape:    a path and a year -> the bound, or None if nothing is asked that year.
    Unit:     that of the indicator.
    Missing:  None outside the line, in a year that is not in the table, and before the end of a
              line without a baseline.
    Rounding: none; a point on a line is a fraction in 34 digits.
    Errors:   none.
    Source:   domain file duurzaamheid, section 11: B + (G - B) * (y - b) / (T - b).
    """
    if path.table:
        return path.table.get(year)
    start, end = path.start, path.end
    assert start is not None and end is not None  # a path is a table or a line
    if start.value is None or start.year is None:
        return Bound(end.value, end.value) if year == end.year else None
    if not start.year <= year <= end.year:
        return None
    step = CONTEXT.multiply(CONTEXT.subtract(end.value, start.value), Decimal(year - start.year))
    value = CONTEXT.add(start.value, CONTEXT.divide(step, Decimal(end.year - start.year)))
    return Bound(value, value)


def judge(goal: Goal, value: Value, period: Period, complete: bool) -> Judgement:
    """Say how a value stands against a goal, and by which rule.

    Shape:    one goal, one value and its period -> Judgement.
    Unit:     the goal is in the unit of the indicator; the loader has checked it.
    Missing:  an absent or incomplete value gives no judgement, with the reason; never 'missed'.
    Rounding: none: the unrounded value is compared, so 84.96 % does not meet 85 %.
    Errors:   none.
    Source:   the goal; own rule for 'risico' (domain file duurzaamheid, section 11, proposal).
    """

    def none(reason: str, bound: Bound | None = None) -> Judgement:
        return Judgement(goal.id, GoalStatus.NO_JUDGEMENT, reason, bound)

    if period.grain is not Grain.YEAR and (
        goal.judged == "elk jaar" or period.grain is not Grain.RANGE
    ):  # a range is what a publication speaks about, and its target may be about that too
        return none("het doel geldt per jaar; dit cijfer gaat over een andere periode")
    year = period.last_day.year
    bound = path_at(goal.path, year)
    if bound is None and goal.path.unknown is not None:
        return none(f"er is geen uitgangswaarde: {goal.path.unknown}")
    if bound is None:
        return none(f"voor {year} is geen doelwaarde afgesproken of gevonden")
    if isinstance(value, Absent):
        return none(f"er is geen cijfer ({value})", bound)
    if not complete:
        return none("het cijfer is onvolledig", bound)
    return _compare(goal, value, year, bound)


def _compare(goal: Goal, value: Decimal, year: int, bound: Bound) -> Judgement:
    good = _meets(goal.kind, value, bound)
    said = _in_words(goal.kind, value, year, bound)
    if goal.judged == "elk jaar" or year >= last_year(goal.path):
        status = GoalStatus.MET if good else GoalStatus.MISSED
        return Judgement(goal.id, status, said, bound)
    if good:
        return Judgement(goal.id, GoalStatus.ON_TRACK, said, bound)
    return Judgement(goal.id, _behind(goal, value, bound), said, bound)


def last_year(path: Path) -> int:
    """Return the year in which the target must be reached; before it nothing is 'gehaald'.

    Shape:    a path that asks something -> the end of its line, or the last year of its table.
    """
    return max(path.table) if path.table else path.target_year or dt.MAXYEAR


def _meets(kind: GoalKind, value: Decimal, bound: Bound) -> bool:
    above = bound.low is None or value >= bound.low
    below = bound.high is None or value <= bound.high
    return {
        GoalKind.FLOOR: above,
        GoalKind.CEILING: below,
        GoalKind.RANGE: above and below,
    }[kind]


def _behind(goal: Goal, value: Decimal, bound: Bound) -> GoalStatus:
    """Behind the line: a risk within the margin (a share of baseline to target), else off track.

    The margin is a share of a distance between two values, not of the target itself, so a target
    of zero is no problem, and the answer does not change with the unit.
    """
    path = goal.path
    if goal.risk_margin is None or path.baseline is None or path.target is None:
        return GoalStatus.OFF_TRACK
    distance = CONTEXT.abs(CONTEXT.subtract(path.baseline, path.target))
    margin = CONTEXT.multiply(goal.risk_margin, distance)
    assert bound.low is not None  # on a line both bounds are the same number
    gap = CONTEXT.abs(CONTEXT.subtract(value, bound.low))
    return GoalStatus.AT_RISK if gap <= margin else GoalStatus.OFF_TRACK


def _in_words(kind: GoalKind, value: Decimal, year: int, bound: Bound) -> str:
    bounds = {
        GoalKind.FLOOR: [bound.low],
        GoalKind.CEILING: [bound.high],
        GoalKind.RANGE: [bound.low, bound.high],
    }[kind]
    shown, *asked = shown_apart(value, [b for b in bounds if b is not None])
    words = {GoalKind.FLOOR: "minimaal", GoalKind.CEILING: "maximaal", GoalKind.RANGE: "tussen"}
    return f"waarde {shown}; gevraagd in {year}: {words[kind]} {' en '.join(asked)}"


def shown_apart(value: Decimal, bounds: Sequence[Decimal]) -> list[str]:
    """Write a value and its bounds with so many digits that one sees on which side it lies.

    Shape:    numbers -> texts, the value first.
    Rounding: cut, never rounded up: four decimals, or as many more as the comparison needs.
    """
    for decimals in itertools.count(4):
        cut, *others = (_cut(n, decimals) for n in (value, *bounds))
        if all((cut == o) == (value == b) for o, b in zip(others, bounds, strict=True)):
            break  # at the latest when nothing is cut
    return [plain(n) for n in (cut, *others)]


def _cut(number: Decimal, decimals: int) -> Decimal:
    if -int(number.as_tuple().exponent) <= decimals:
        return number
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_FLOOR, context=CONTEXT)
