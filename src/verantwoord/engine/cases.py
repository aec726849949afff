"""Runs the worked cases that stand beside indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from verantwoord.engine.formulas import FormulaOutcome, evaluate, parameter_used
from verantwoord.engine.terms import as_indicator, together
from verantwoord.formula.expression import Bins
from verantwoord.formula.quantities import Absent, Value, plain, rounded, unknown
from verantwoord.language import say, spoken
from verantwoord.model.case import Case, Expect, Given
from verantwoord.model.errors import PackError, Place
from verantwoord.model.figure import TermPart
from verantwoord.model.indicator import Indicator
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.text import Text
from verantwoord.model.worked_cases import load_cases


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What one case gave."""

    indicator: str
    name: str
    where: str
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Say whether everything came out as expected."""
        return not self.faults

    def __str__(self) -> str:
        return f"{self.where}: {self.indicator}, geval '{self.name}': {'; '.join(self.faults)}"


def run_cases(pack: Pack) -> list[CaseResult]:
    """Work every case of a pack, and those of what it builds on with the parameters there.

    Shape:    pack -> one CaseResult per case.
    Unit:     given values are in the units of their components.
    Missing:  a component that is given as null is absent; one that is not given is an error.
              One that only terms use may be given in the parts of the case alone.
    Rounding: an expected number is compared with as many decimals as it is written with, half up.
    Errors:   PackError for a case that names something the indicator does not have.
    Source:   EXAMPLES 8.
    """
    results = []
    for part in pack.parts[:-1]:
        results += _own_cases(load_pack(part.folder), f"{part.info.id}/")
    return results + _own_cases(pack, "")


def _own_cases(pack: Pack, shown: str) -> list[CaseResult]:
    """Work the cases that stand in the folder of a pack, with the parameters of that pack."""
    results = []
    for identifier, place, case in load_cases(pack):
        indicator = pack.indicators[identifier]
        try:
            outcome = _run(pack, indicator, case)
        except (KeyError, ValueError) as error:
            raise PackError(
                Place(shown + place.file, place.line),
                Text(
                    f"geval '{case.name}': {error}.",
                    f"case '{case.name}': {error}.",
                ),
                Text("Verbeter het.", "Mend it."),
            ) from error
        faults = tuple(_compare(case.expect, outcome, indicator))
        if faults:
            faults += (say("want: ", "because: ") + case.because.in_language(spoken()),)
        results.append(CaseResult(identifier, case.name, f"{shown}{place}", faults))
    return results


def _run(pack: Pack, indicator: Indicator, case: Case) -> FormulaOutcome:
    given: dict[str, Value | Bins] = {}
    for alias, value in case.given.items():
        if alias not in indicator.components:
            raise ValueError(f"'{alias}' is geen component van {indicator.id}")
        given[alias] = _value(value)
    missing = sorted(set(indicator.components) - set(given) - _in_parts(case))
    if missing:
        raise ValueError(f"{', '.join(missing)} is niet gegeven")
    unknown_terms = sorted(set(case.parts) - set(indicator.terms))
    if unknown_terms:
        raise ValueError(f"{', '.join(unknown_terms)} is geen term van {indicator.id}")
    strange = sorted(set(case.parameters) - set(indicator.parameters))
    if strange:
        raise ValueError(f"{', '.join(strange)} is geen parameter van {indicator.id}")
    parameters: dict[str, Value] = {}
    for alias, use in indicator.parameters.items():
        if alias in case.parameters:
            own = case.parameters[alias]
            parameters[alias] = unknown("niet gegeven", "not given") if own is None else own
        else:
            if not pack.parameters[use.parameter].values:
                raise ValueError(f"parameter '{alias}' is opengelaten: geef haar in het geval")
            used = parameter_used(pack.parameters[use.parameter], alias, use, case.on)
            parameters[alias] = used.value
    for alias in indicator.terms:
        given[alias] = _term(indicator, alias, case, given, parameters)
    return evaluate(indicator, given, parameters, case.on)


def _term(
    indicator: Indicator,
    alias: str,
    case: Case,
    given: Mapping[str, Value | Bins],
    parameters: Mapping[str, Value],
) -> Value:
    """Work out a term for the parts of a case; without any, for the case as its only part."""
    own = as_indicator(indicator, alias)
    names = {*own.components, *own.terms}
    parts: list[TermPart] = []
    for part in case.parts.get(alias, ({},)):
        strange = sorted(set(part) - names)
        if strange:
            raise ValueError(f"{', '.join(strange)} staat niet in de formule van '{alias}'")
        held = {**given, **{name: _value(value) for name, value in part.items()}}
        outcome = evaluate(replace(own, terms={}), held, parameters, case.on)
        parts.append(TermPart("", case.on, outcome.value))
    return together(alias, indicator.terms[alias], parts, {})


def _in_parts(case: Case) -> set[str]:
    """The names that every part of some term gives."""
    each = [set.intersection(*map(set, parts)) for parts in case.parts.values() if parts]
    return set().union(*each)


def _value(given: Given) -> Value | Bins:
    if given.bins is not None:
        return tuple((int(low), count) for low, count in given.bins.items())
    return unknown("niet gegeven", "not given") if given.number is None else given.number


def _compare(expect: Expect, outcome: FormulaOutcome, indicator: Indicator) -> list[str]:
    faults = []
    if expect.absent is not None:
        got = outcome.value.kind if isinstance(outcome.value, Absent) else plain(outcome.value)
        if got != expect.absent:
            faults.append(f"verwacht '{expect.absent}', kreeg {got}")
    for key, wanted, value in (
        ("value", expect.value, outcome.value),
        ("numerator", expect.numerator, outcome.numerator),
        ("denominator", expect.denominator, outcome.denominator),
    ):
        if wanted is not None and not _equal(str(wanted), value):
            faults.append(f"{key}: verwacht {wanted}, kreeg {_show(value)}")
    if expect.published is not None:
        shown = _published(outcome.value, indicator)
        if shown != expect.published:
            faults.append(f"gepubliceerd: verwacht {expect.published}, kreeg {shown}")
    return faults


def _equal(expected: str, value: Value | None) -> bool:
    if not isinstance(value, Decimal):
        return False
    decimals = len(expected.partition(".")[2])
    return rounded(value, decimals) == Decimal(expected)


def _published(value: Value, indicator: Indicator) -> str:
    if isinstance(value, Absent):
        return str(value.kind)
    return str(rounded(value, indicator.publish.decimals, indicator.publish.mode))


def _show(value: Value | None) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
