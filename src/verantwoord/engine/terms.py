"""Terms: a formula that is worked out for each part of a figure, and then added up.

A term is an indicator of its own over a part: the same components, parameters and rules, for one
organisation and one period. What parts there are, and what they come to together, is decided here;
`making` makes the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from verantwoord.engine.reasons import of_a_part
from verantwoord.formula.expression import parse
from verantwoord.formula.quantities import CONTEXT, Absent, Value, unknown
from verantwoord.model.figure import TermPart
from verantwoord.model.indicator import Indicator, Term
from verantwoord.model.period import Period

_parsed = cache(parse)


def as_indicator(indicator: Indicator, name: str) -> Indicator:
    """Return a term as an indicator of its own, with what its formula uses and nothing else.

    Shape:    an indicator and the name of a term -> the indicator of one part of it.
    Missing:  of a part of the data a part is unknown, like the whole.
    """
    term = indicator.terms[name]
    used = _used(indicator, name)
    components = {k: v for k, v in indicator.components.items() if k in used}
    alike = all(use.whole_population for use in components.values())
    return replace(
        indicator,
        formula=term.formula,
        periods=("maand",) if "month" in term.each else indicator.periods,
        components=components,
        parameters={k: v for k, v in indicator.parameters.items() if k in used},
        terms={k: v for k, v in indicator.terms.items() if k in used},
        dimensions=() if alike else indicator.dimensions,
        numerator=None,
        denominator=None,
        applies_when=None,
        applies_reason=None,
        no_number=None,
        small_denominator=None,
        apportion=None,
    )


def of_other_years(indicator: Indicator) -> frozenset[str]:
    """Return the components that only stand in terms over fixed years.

    Of these the period of the figure is not needed: each part sees to its own year.
    """
    texts = (
        indicator.formula,
        indicator.numerator,
        indicator.denominator,
        indicator.applies_when,
        indicator.small_denominator,
        *(term.formula for term in indicator.terms.values() if term.years is None),
    )
    here = {name for text in texts if text is not None for name in _parsed(text).names}
    there = {name for term in indicator.terms.values() for name in _parsed(term.formula).names}
    return frozenset((there - here) & indicator.components.keys())


def _used(indicator: Indicator, name: str) -> set[str]:
    """What the formula of a term names, and what the terms among those name."""
    found: set[str] = set()
    for used in _parsed(indicator.terms[name].formula).names:
        found |= {used} | (_used(indicator, used) if used in indicator.terms else set())
    return found


def spans_of_term(term: Term, period: Period) -> list[Period]:
    """Return the periods of the parts of a term, in order.

    Shape:    a term and the period of the figure -> at least one period, or none where the period
              holds none of the months of the term.
    """
    spans = [period]
    if "month" in term.each:
        spans = [m for m in period.months() if not term.months or m.start.month in term.months]
    if term.years is not None:
        first, last = term.years
        spans = [s.shifted(y - s.start.year) for s in spans for y in range(first, last + 1)]
    return spans


def together(alias: str, term: Term, parts: Sequence[TermPart], names: Mapping[str, str]) -> Value:
    """Add up the parts of a term.

    Shape:    the parts -> one value; with `mean` divided by their number.
    Missing:  one part without a value makes the whole unknown, and says which part and why: what
              is not known of a part may be anything. No parts at all: unknown.
    Rounding: none; 34 digits.
    Source:   own definition, adr/2026-11-27-terms-by-part.md
    """
    if not parts:
        return unknown(
            f"'{alias}' heeft in deze periode geen onderdelen",
            f"'{alias}' has no parts in this period",
        )
    total = Decimal(0)
    for part in parts:
        if isinstance(part.value, Absent):
            who = names.get(part.organisation, part.organisation)
            return of_a_part(alias, who, part.period, part.value)
        total = CONTEXT.add(total, part.value)
    return CONTEXT.divide(total, Decimal(len(parts))) if term.mean else total


def not_the_whole(alias: str, components: Iterable[str]) -> Absent:
    """Say that what the parts hold is not what the whole holds, so that nothing may be said."""
    listed = ", ".join(sorted(components))
    return unknown(
        f"de organisaties apart zijn samen niet het geheel ({listed}); '{alias}' rekent per "
        "organisatie",
        f"the organisations apart are not the whole together ({listed}); '{alias}' works by "
        "organisation",
    )
