"""From components and parameters to a value: the pure end of a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from verantwoord.formula.evaluate import EMPTY
from verantwoord.formula.expression import Bins, Expression, Scalar, parse
from verantwoord.formula.quantities import Absence, Absent, Value, unknown
from verantwoord.model.figure import ParameterUsed
from verantwoord.model.indicator import Indicator, ParameterUse
from verantwoord.model.parameter import Parameter
from verantwoord.model.period import Period
from verantwoord.model.text import Text

_parsed = cache(parse)
_NO_NUMBER = Text("de rekenregel geeft hier geen getal", "the rule gives no number here")


@dataclass(frozen=True, slots=True)
class FormulaOutcome:
    """What a formula gave."""

    value: Value
    numerator: Value | None
    denominator: Value | None
    show_parts_only: bool


def evaluate(
    indicator: Indicator,
    components: Mapping[str, Value | Bins],
    parameters: Mapping[str, Value],
    period: Period,
    asked: Mapping[str, Value | Bins] | None = None,
) -> FormulaOutcome:
    """Evaluate an indicator.

    Shape:    components and parameters by their short names -> value, numerator, denominator.
              `asked` has components by which is decided whether it applies, where those differ.
    Unit:     `indicator.unit`; checked when the pack was loaded.
    Missing:  an absent input makes the outcome absent with the same reason; where the indicator
              does not apply the outcome is n.v.t. with its reason.
    Rounding: none.
    Errors:   none.
    Source:   indicators/<theme>/<name>.yaml.
    """
    env: dict[str, Scalar | None] = {**components, **parameters}
    env["maanden"] = _months(period)
    if indicator.applies_when is not None:
        applies = _truth(_parsed(indicator.applies_when), {**env, **(asked or {})})
        if isinstance(applies, Absent):
            return FormulaOutcome(applies, None, None, False)
        if not applies:
            reason = indicator.applies_reason
            said = reason or Text("niet van toepassing", "not applicable")
            absent = not_applicable(said)
            return FormulaOutcome(absent, None, None, False)
    numerator = denominator = None
    if indicator.numerator is not None and indicator.denominator is not None:
        numerator = env["teller"] = _number(_parsed(indicator.numerator), env)
        denominator = env["noemer"] = _number(_parsed(indicator.denominator), env)
    value = _number(_parsed(indicator.formula), env)
    if value == EMPTY:  # no input is: then the formula would say why that one is
        value = _no_number(indicator.no_number or _NO_NUMBER)
    small = False
    if indicator.small_denominator is not None:
        small = _truth(_parsed(indicator.small_denominator), env) is True
    return FormulaOutcome(value, numerator, denominator, small)


def not_applicable(said: Text) -> Absent:
    """Return why the question does not hold; a reason ends without a full stop."""
    return Absent(Absence.NOT_APPLICABLE, *_reason(said))


def _no_number(said: Text) -> Absent:
    return unknown(*_reason(said))


def _reason(said: Text) -> tuple[str, str]:
    nl, en = (said.in_language(language).rstrip(".") for language in ("nl", "en"))
    return nl, en


@cache
def _months(period: Period) -> Decimal:
    return Decimal(len(period.months()))


def _number(expression: Expression, env: Mapping[str, Scalar | None]) -> Value:
    value = expression.evaluate(env)
    assert isinstance(value, (Decimal, Absent))  # the loader has checked the type
    return value


def component_names(indicator: Indicator, *formulas: str | None) -> frozenset[str]:
    """Return the components of an indicator that some of its formulas name."""
    names = {name for f in formulas if f is not None for name in _parsed(f).names}
    return frozenset(names & indicator.components.keys())


def _truth(expression: Expression, env: Mapping[str, Scalar | None]) -> bool | Absent:
    value = expression.evaluate(env)
    assert isinstance(value, (bool, Absent))  # the loader has checked the type
    return value


def _day(day: dt.date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def parameter_used(
    parameter: Parameter,
    alias: str,
    use: ParameterUse,
    period: Period,
    known_on: dt.date | None = None,
) -> ParameterUsed:
    """Look up a parameter for a period.

    Shape:    a parameter and a period -> the value that the figure uses, with its source.
    Unit:     `parameter.unit`.
    Missing:  no value, an unknown value, a value published after `known_on`, or (with `on: whole`)
              two values within the period: absent with the reason; never the nearest one.
    Rounding: none.
    Errors:   none.
    Source:   inside the value.
    """
    span = period.shifted(use.shift_years)
    day = span.last_day if use.on == "end" else span.start
    chosen = parameter.on(day, use.key)
    nl, en = (f"'{parameter.title.in_language(x)}'" for x in ("nl", "en"))
    value: Value
    if chosen is None:
        value = unknown(f"{nl} heeft geen waarde op {_day(day)}", f"{en} has no value on {day}")
    elif chosen.value is None:
        assert chosen.unknown is not None  # a value says what it is, or why nobody knows
        why = chosen.unknown
        value = unknown(f"{nl}: {why.nl}", f"{en}: {why.in_language('en')}")
    elif known_on and chosen.source and (chosen.source.published or known_on) > known_on:
        value = unknown(
            f"{nl} was op {_day(known_on)} nog niet gepubliceerd",
            f"{en} was not published yet on {known_on}",
        )
    elif use.on == "whole" and not _holds_whole(chosen.holds_until, span):
        value = unknown(
            f"{nl} verandert binnen {span}; kies 'on: start' of 'on: end'",
            f"{en} changes within {span}; choose 'on: start' or 'on: end'",
        )
    else:
        value = chosen.value
    return ParameterUsed(alias, parameter.id, parameter.unit, value, day, chosen)


def _holds_whole(until: dt.date, span: Period) -> bool:
    return until >= span.end
