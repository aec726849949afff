"""What a figure states besides its number: from the rows below it, through the formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TypeVar

from verantwoord.engine.goals import behind, meets
from verantwoord.engine.sums import Sum
from verantwoord.formula.expression import parse
from verantwoord.formula.interval import Interval, interval
from verantwoord.formula.nodes import Identifier, swapped
from verantwoord.formula.quantities import Absent, Value
from verantwoord.model.dataset import Dataset
from verantwoord.model.figure import FigureStatus, Judgement
from verantwoord.model.goal import Goal, GoalStatus
from verantwoord.model.indicator import Indicator
from verantwoord.model.stated import MEASURED, Nature, Origin, Precision, Stated
from verantwoord.model.text import Text

_parsed = cache(parse)
_T = TypeVar("_T", Nature, Precision, Origin)
_FAR = Decimal("Infinity")

STATUS = {
    Origin.PUBLICATION: FigureStatus.PUBLISHED,
    Origin.PUBLICATIONS: FigureStatus.FROM_PUBLISHED,
    Origin.MAKERS: FigureStatus.OWN_WORK,
    Origin.DELIVERED: FigureStatus.MEASURED,
}


def stated_by_row(dataset: Dataset, added: Sum | None) -> Stated:
    """Return what the one published row of a component says of itself.

    Shape:    a dataset and what a component added up -> Stated; of what was delivered, MEASURED.
    Missing:  no row, or more than one: nothing is said, and there is no value either.
    """
    if dataset.kind != "gepubliceerd":
        return MEASURED
    if added is None or len(added.dimensions) != 1:
        return Stated(origin=Origin.PUBLICATION)
    cells = dict(added.dimensions[0])

    def cell(role: str) -> str:
        column = dataset.role(role)
        return cells.get(column.name, "") if column else ""

    def coded(role: str, kind: type[_T], otherwise: _T) -> _T:
        column = dataset.role(role)
        return kind((column.means or {})[cell(role)]) if column else otherwise

    precision = coded("precision", Precision, Precision.EXACT)
    low, high = (_number(cell(role)) for role in ("low", "high"))
    if precision is Precision.AT_LEAST:
        low = added.value
    if precision is Precision.AT_MOST:
        high = added.value
    return Stated(
        coded("nature", Nature, Nature.REALISATION),
        precision,
        low,
        high,
        cell("words"),
        coded("origin", Origin, Origin.PUBLICATION),
    )


def stated_by_formula(
    indicator: Indicator,
    rows: Mapping[str, Stated],
    values: Mapping[str, Value],
    outcome: Value,
) -> Stated:
    """Return what a figure states that was made from components.

    Shape:    what the row of each component states, all values by name, and the outcome -> Stated.
    Missing:  of a figure without a value only the nature is said.
    Source:   adr/2026-11-26-what-a-value-is.md
    """
    nature = indicator.nature or _nature(indicator, rows)
    alone = indicator.formula.strip()
    if alone in rows and rows[alone].origin is not Origin.DELIVERED:  # passed on as it is
        return replace(rows[alone], nature=nature)
    origins = {s.origin for s in rows.values()}
    origin = Origin.PUBLICATIONS
    if Origin.MAKERS in origins:
        origin = Origin.MAKERS
    if Origin.DELIVERED in origins or not origins:
        origin = Origin.DELIVERED
    inexact = {s.precision for s in rows.values()} - {Precision.EXACT}
    if not inexact or isinstance(outcome, Absent):
        return Stated(nature, origin=origin)
    low, high = _bounds(indicator, rows, values)
    if low is not None and low == high:
        return Stated(nature, origin=origin)
    return Stated(nature, _precision(low, high, inexact), low, high, origin=origin)


def _nature(indicator: Indicator, rows: Mapping[str, Stated]) -> Nature:
    """That of the numerator, else of all parts: what is no realisation stays none."""
    names = _parsed(indicator.numerator or indicator.formula).names
    natures = [s.nature for alias, s in rows.items() if alias in names]
    return next((n for n in natures if n is not Nature.REALISATION), Nature.REALISATION)


def _bounds(
    indicator: Indicator, rows: Mapping[str, Stated], values: Mapping[str, Value]
) -> Interval:
    known: dict[str, Interval] = {}
    for name, value in values.items():
        if isinstance(value, Decimal):
            known[name] = rows.get(name, MEASURED).bounds(value)
    parts = {"teller": indicator.numerator, "noemer": indicator.denominator}
    nodes = {name: _parsed(text).node for name, text in parts.items() if text is not None}
    whole = swapped(
        _parsed(indicator.formula).node,
        lambda node: nodes.get(node.name) if isinstance(node, Identifier) else None,
    )
    return interval(whole, known)


def _precision(low: Decimal | None, high: Decimal | None, of_parts: set[Precision]) -> Precision:
    if low is None and high is None:
        return Precision.ABOUT
    if high is None:
        return Precision.AT_LEAST
    if low is None:
        return Precision.AT_MOST
    return Precision.ROUNDED if of_parts == {Precision.ROUNDED} else Precision.BETWEEN


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def held_against(goal: Goal, found: Judgement, value: Value, stated: Stated) -> Judgement:
    """Return a judgement, unless what the figure states does not allow one.

    Shape:    a goal and what it says of the bare value -> the same, or no judgement with why.
    Missing:  a value that is known by bounds is judged only where the goal says the same of all
              that it may be.
    """
    if found.status is GoalStatus.NO_JUDGEMENT or isinstance(value, Absent):
        return found
    if stated.nature is not Nature.REALISATION:
        nl, en = _NO_RESULT[stated.nature]
        why = Text(f"dit cijfer is {nl} en geen resultaat", f"this is {en} and no result")
        return replace(found, status=GoalStatus.NO_JUDGEMENT, reason=why)
    if stated.precision is Precision.EXACT or found.bound is None:
        return found
    low, high = stated.bounds(value)
    ends: Sequence[Decimal] = (-_FAR if low is None else low, _FAR if high is None else high)
    if _same_for_all(goal, found, ends):
        return found
    why = Text(
        "de waarde is niet precies bekend, en wat gevraagd is ligt binnen wat zij kan zijn",
        "the value is not known precisely, and what was asked lies within what it can be",
    )
    return replace(found, status=GoalStatus.NO_JUDGEMENT, reason=why)


def _same_for_all(goal: Goal, found: Judgement, ends: Sequence[Decimal]) -> bool:
    """Say whether a goal says the same of everything between two ends.

    Both ends may lie outside a range that is asked, each on its own side: then it is met between.
    """
    bound, (low, high) = found.bound, ends
    assert bound is not None
    good = [meets(goal.kind, end, bound) for end in ends]
    if any(good):
        return all(good)
    under = bound.low is not None and high < bound.low
    over = bound.high is not None and low > bound.high
    if found.status not in (GoalStatus.AT_RISK, GoalStatus.OFF_TRACK):
        return under or over
    return (under or over) and len({behind(goal, end, bound) for end in ends}) == 1


_NO_RESULT = {
    Nature.TARGET: ("een doel", "a target"),
    Nature.NORM: ("een norm", "a norm"),
    Nature.FORECAST: ("een raming", "a forecast"),
    Nature.AGREED: ("een afspraak", "an agreement"),
    Nature.ESTIMATE: ("een schatting", "an estimate"),
}
