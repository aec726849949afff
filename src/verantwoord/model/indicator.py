"""What is measured: question, population, components, formula, and how it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from verantwoord.model.text import Source, Text

OPEN = ""  # the population of an indicator that a pack leaves open for those that build on it


@dataclass(frozen=True, slots=True)
class ComponentUse:
    """A component under a short name in a formula, and which months of it are meant."""

    component: str  # <dataset>.<name>
    months: tuple[int, ...] = ()  # only these calendar months; a stock needs it or `mean`
    mean: bool = False  # a stock: sum over the months divided by the number of months
    shift_years: int = 0  # -1: the same months a year earlier
    expected: bool = True  # False: its absence is no gap (a correction file, say)
    absent_is_zero: bool = False  # accepted delivery without matching rows: zero; declared
    whole_population: bool = False  # the sum over the indicator's population, at each organisation


@dataclass(frozen=True, slots=True)
class ParameterUse:
    """A parameter under a short name in a formula, looked up on one day of the period."""

    parameter: str
    shift_years: int = 0
    on: str = "whole"  # one value must hold all period; or its value at the "start" or "end"
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Publish:
    """How the figure is rounded when it is shown, and only then."""

    decimals: int
    mode: str = "half-up"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One question with the rule that answers it.

    `formula` may use the names of components and parameters, and `teller` and `noemer` where
    these are given. `applies_when` false makes the figure n.v.t. with `applies_reason`.
    """

    id: str
    title: Text
    question: Text
    theme: str
    population: str  # `OPEN` only in a pack without organisations
    unit: str
    series: str
    direction: str  # 'hoger', 'lager' (which is better) or 'neutraal'
    periods: tuple[str, ...]  # 'jaar', 'kwartaal', 'maand', or 'als-geleverd' for publications
    components: Mapping[str, ComponentUse]
    parameters: Mapping[str, ParameterUse]
    formula: str
    numerator: str | None
    denominator: str | None
    if_missing: str  # 'onvolledig' (value of what is there, marked) or 'onbekend'
    publish: Publish
    scope: str  # 'each' (members only), 'total' (population only) or 'both'
    sources: tuple[Source, ...]
    dimensions: tuple[str, ...] = ()
    applies_when: str | None = None
    applies_reason: Text | None = None
    small_denominator: str | None = None  # SQL: true means show the parts, not the ratio
    note: Text | None = None
    definition: Text | None = None
    replaced_by: str | None = None
    apportion: str | None = None  # id of the indicator-wide total that parts must add up to
