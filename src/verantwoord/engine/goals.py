"""Holds a figure against its goals; the only place where a status is given."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from verantwoord.formula.quantities import CONTEXT, Absent, Value, plain
from verantwoord.model.figure import Basis, Judgement
from verantwoord.model.goal import Bound, Goal, GoalKind, GoalStatus, Path
from verantwoord.model.period import Grain, Period
from verantwoord.model.text import Text


def path_at(path: Path, year: int) -> Bound | None:
    """Return what a target path asks in a year.

    Shape:    a path and a year -> the bound, or None if nothing is asked that year.
    Unit:     that of the indicator.
    Missing:  None outside the line, in a year that is not in the table, and before the end of a
              line without a baseline.
    Rounding: none; a point on a line is a fraction in 34 digits, and its ends are exact.
    Errors:   none.
    Source:   domain file duurzaamheid, section 11: B + (G - B) * (y - b) / (T - b), and of an
              exponential path B * (G / B) ^ ((y - b) / (T - b)).
    """
    if path.norm is not None:
        return None  # asked, but in no year
    if path.table:
        return path.table.get(year)
    start, end = path.start, path.end
    assert start is not None and end is not None  # a path is a table or a line
    if start.value is None or start.year is None:
        return Bound(end.value, end.value) if year == end.year else None
    if not start.year <= year <= end.year:
        return None
    if path.curve is not None:
        value = _on_curve(start.value, end.value, year - start.year, end.year - start.year)
        return Bound(value, value)
    step = CONTEXT.multiply(CONTEXT.subtract(end.value, start.value), Decimal(year - start.year))
    value = CONTEXT.add(start.value, CONTEXT.divide(step, Decimal(end.year - start.year)))
    return Bound(value, value)


def _on_curve(first: Decimal, last: Decimal, after: int, years: int) -> Decimal:
    if after in (0, years):
        return last if after else first
    part = CONTEXT.divide(Decimal(after), Decimal(years))
    return CONTEXT.multiply(first, CONTEXT.power(CONTEXT.divide(last, first), part))


def needed(
    target: Decimal, target_year: int, value: Decimal, year: int
) -> tuple[Decimal, Decimal | None] | None:
    """Return how much a value must change each year to reach a target, and which part of it.

    Shape:    the target and its year, a value and its year -> the change each year, and the ratio
              by which it changes each year if that is the same every year.
    Unit:     that of the indicator, and a ratio: -0.07 is seven per cent less each year.
    Missing:  None in the year of the target and after; no ratio to or from zero or less.
    Rounding: none; in 34 digits.
    Source:   domain file duurzaamheid, section 11: (G - A) / (T - y) and (G / A)^(1 / (T - y)) - 1.
    """
    if year >= target_year:
        return None
    years = Decimal(target_year - year)
    each = CONTEXT.divide(CONTEXT.subtract(target, value), years)
    if target <= 0 or value <= 0:
        return each, None
    ratio = CONTEXT.power(CONTEXT.divide(target, value), CONTEXT.divide(Decimal(1), years))
    return each, CONTEXT.subtract(ratio, Decimal(1))


def progress(path: Path, value: Decimal) -> Decimal | None:
    """Return which part of the way from baseline to target was gone.

    Shape:    a path and a value -> a ratio; below 0 when it went the other way, above 1 when it
              went further. It is clipped in drawings only.
    Missing:  None without a baseline or target, or when they are the same.
    Rounding: none; in 34 digits.
    Source:   domain file duurzaamheid, section 11: (B - A) / (B - G).
    """
    if path.baseline is None or path.target is None or path.baseline == path.target:
        return None
    gone = CONTEXT.subtract(path.baseline, value)
    return CONTEXT.divide(gone, CONTEXT.subtract(path.baseline, path.target))


def judge(goal: Goal, value: Value, period: Period, complete: bool) -> Judgement:
    """Say how a value stands against a goal, and by which rule.

    Shape:    one goal, one value and its period -> Judgement.
    Unit:     the goal is in the unit of the indicator; the loader has checked it.
    Missing:  an absent or incomplete value gives no judgement, with the reason; never 'missed'. Nor
              does the year of the baseline, a norm without a year, or a line that we drew
              ourselves before it ends.
    Rounding: none: the unrounded value is compared, so 84.96 % does not meet 85 %.
    Source:   adr/2026-11-26-who-asked-for-it.md
    """

    def none(nl: str, en: str, bound: Bound | None = None) -> Judgement:
        reason = Text(nl, en)
        return Judgement(goal.id, GoalStatus.NO_JUDGEMENT, reason, bound, basis(goal.path, period))

    path = goal.path
    if path.norm is not None:
        return none("de norm noemt geen jaar", "the norm names no year", path.norm)
    if not period.is_whole_year and (
        goal.judged == "elk jaar" or period.grain is not Grain.RANGE
    ):  # a range is what a publication speaks about, and its target may be about that too
        return none(
            "het doel geldt per jaar; dit cijfer gaat over een andere periode",
            "the goal holds for a year; this figure is about another period",
        )
    year = period.last_day.year
    bound = path_at(path, year)
    if bound is None and path.unknown is not None:
        nl, en = (path.unknown.in_language(x) for x in ("nl", "en"))
        return none(f"er is geen uitgangswaarde ({nl})", f"there is no baseline ({en})")
    if bound is None:
        return none(
            f"voor {year} is geen doelwaarde afgesproken of gevonden",
            f"no target was agreed or found for {year}",
        )
    if year == path.baseline_year:
        return none(
            f"{year} is het jaar waarmee wordt vergeleken",
            f"{year} is the year that is compared with",
        )
    if isinstance(value, Absent):
        return none(
            f"er is geen cijfer ({value})",
            f"there is no figure ({value.why('en')})",
            bound,
        )
    if not complete:
        return none("het cijfer is onvolledig", "the figure is incomplete", bound)
    if basis(path, period) is Basis.OWN_LINE:
        return none(
            f"het doel geldt in {path.target_year} en een pad ernaartoe is niet afgesproken",
            f"the goal holds in {path.target_year} and no path to it was agreed",
            bound,
        )
    return _compare(goal, value, year, bound)


def too_small(judgement: Judgement) -> Judgement:
    """Return what a goal says of a ratio that is not shown, because its denominator is too small.

    What would mislead as a number would mislead as a judgement too.
    """
    reason = Text(
        "de noemer is te klein voor een verhouding", "the denominator is too small for a ratio"
    )
    return replace(judgement, status=GoalStatus.NO_JUDGEMENT, reason=reason)


def basis(path: Path, period: Period) -> Basis:
    """Say what a bound in a period is: asked, a point on our own line, or a norm without a year."""
    if path.norm is not None:
        return Basis.NORM
    on_the_way = period.last_day.year != path.target_year
    return Basis.OWN_LINE if path.line == "rekenlijn" and on_the_way else Basis.ASKED


def asked_at(path: Path, period: Period) -> Bound | None:
    """Return what somebody asked for in a period; None for a point on a line that we drew."""
    if basis(path, period) is Basis.ASKED and period.last_day.year != path.baseline_year:
        return path_at(path, period.last_day.year)
    return None


def _compare(goal: Goal, value: Decimal, year: int, bound: Bound) -> Judgement:
    good = meets(goal.kind, value, bound)
    said = _in_words(goal.kind, value, year, bound)
    if goal.judged == "elk jaar" or year >= last_year(goal.path):
        status = GoalStatus.MET if good else GoalStatus.MISSED
        return Judgement(goal.id, status, said, bound)
    if good:
        return Judgement(goal.id, GoalStatus.ON_TRACK, said, bound)
    return Judgement(goal.id, behind(goal, value, bound), said, bound)


def last_year(path: Path) -> int:
    """Return the year in which the target must be reached; before it nothing is 'gehaald'.

    Shape:    a path that asks something -> the end of its line, or the last year of its table.
    """
    return max(path.table) if path.table else path.target_year or dt.MAXYEAR


def meets(kind: GoalKind, value: Decimal, bound: Bound) -> bool:
    """Say whether a value is as asked."""
    above = bound.low is None or value >= bound.low
    below = bound.high is None or value <= bound.high
    return {
        GoalKind.FLOOR: above,
        GoalKind.CEILING: below,
        GoalKind.RANGE: above and below,
    }[kind]


def behind(goal: Goal, value: Decimal, bound: Bound) -> GoalStatus:
    """Say how far behind the line: a risk within the margin (a share of the way), or off track.

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


def _in_words(kind: GoalKind, value: Decimal, year: int, bound: Bound) -> Text:
    bounds = {
        GoalKind.FLOOR: [bound.low],
        GoalKind.CEILING: [bound.high],
        GoalKind.RANGE: [bound.low, bound.high],
    }[kind]
    shown, *asked = shown_apart(value, [b for b in bounds if b is not None])
    nl, en = {
        GoalKind.FLOOR: ("minimaal", "at least"),
        GoalKind.CEILING: ("maximaal", "at most"),
        GoalKind.RANGE: ("tussen", "between"),
    }[kind]
    return Text(
        f"waarde {shown}; gevraagd in {year}: {nl} {' en '.join(asked)}",
        f"value {shown}; asked in {year}: {en} {' and '.join(asked)}",
    )


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
