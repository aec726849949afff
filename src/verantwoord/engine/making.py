"""Makes the figures of one indicator under one structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from verantwoord.engine.component_values import (
    AddedUp,
    ComponentValues,
    Subject,
    deliveries_of,
    for_formula,
)
from verantwoord.engine.coverage import Covered
from verantwoord.engine.formulas import FormulaOutcome, component_names, evaluate, parameter_used
from verantwoord.engine.goals import judge, too_small
from verantwoord.engine.inputs import Inputs
from verantwoord.engine.matching import Both
from verantwoord.engine.quality import Statements
from verantwoord.engine.reasons import (
    lacking,
    mixed,
    nothing_came,
    unmatched,
)
from verantwoord.engine.rollup import Rollup
from verantwoord.engine.scope import grains_of
from verantwoord.engine.stated import STATUS, held_against, stated_by_formula, stated_by_row
from verantwoord.engine.terms import (
    as_indicator,
    not_the_whole,
    spans_of_term,
    together,
)
from verantwoord.formula.expression import Bins
from verantwoord.formula.quantities import CONTEXT, Absence, Absent, Value, unknown
from verantwoord.model.dataset import Aggregate
from verantwoord.model.figure import (
    Coverage,
    Figure,
    FigureStatus,
    Judgement,
    ParameterUsed,
    TermPart,
    TermValue,
    figure_id,
)
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Grain, Period
from verantwoord.model.stated import MEASURED, Nature, Stated


class FigureNumbers(NamedTuple):
    """The numbers of a figure."""

    value: Value
    numerator: Value | None
    denominator: Value | None
    show_parts_only: bool
    coverage: Coverage
    status: FigureStatus
    methods: tuple[str, ...] = ()
    both: Both | None = None  # of an incomplete ratio: the cells over which it was computed
    stated: Stated = MEASURED


_NOT_MEASURED = (Nature.FORECAST, Nature.ESTIMATE)  # however well measured what it is made from is

_ABSENT = {
    Absence.UNKNOWN: FigureStatus.UNKNOWN,
    Absence.NOT_APPLICABLE: FigureStatus.NOT_APPLICABLE,
    Absence.NOT_ASKED: FigureStatus.NOT_ASKED,
    Absence.NOT_DELIVERED: FigureStatus.NOT_DELIVERED,
    Absence.LATE: FigureStatus.LATE,
    Absence.NOT_FOUND: FigureStatus.NOT_FOUND,
}


class Making:
    """Makes the numbers of figures, and whole figures with their proof.

    Shape:    one indicator and structure; then one organisation, period and dimension at a time.
    Unit:     `indicator.unit`.
    Missing:  a gap makes it 'onvolledig' (value of what is there) or 'onbekend', as the indicator
              says; nothing at all makes it 'nog niet geleverd'.
    Rounding: none; 34 digits.
    Source:   DESIGN 1 and 4.
    """

    def __init__(
        self,
        inputs: Inputs,
        indicator: Indicator,
        rollup: Rollup,
        covered: Covered,
        statements: Statements,
    ) -> None:
        self.inputs = inputs
        self.indicator = indicator
        self.rollup = rollup
        self.covered = covered
        self.statements = statements
        self.components = ComponentValues(inputs, indicator, rollup, covered)
        self.parts = self.components.parts
        self.population = self.components.population
        self.goals = [g for g in inputs.pack.goals.values() if g.indicator == indicator.id]
        self.published = any(p.dataset.kind == "gepubliceerd" for p in self.parts)
        self.condition = component_names(indicator, indicator.applies_when)
        self.matches = self.components.is_ratio and indicator.if_missing == "onvolledig"
        self.parameters = cache(self._parameters)
        self.terms = {name: self._making_of(name) for name in indicator.terms}
        self.term = lru_cache(4096)(self._term)

    def make(self, subject: Subject) -> FigureNumbers:
        """Return the numbers of one figure."""
        found = self.components.of(subject)
        coverage, each = self.components.coverage(subject.organisation, subject.period)
        values = {f.part.alias: for_formula(f) for f in found}
        parameters = {p.alias: p.value for p in self.parameters(subject.period)}
        values |= {t.alias: t.value for t in self._terms(subject)}
        asked = self._asked_of(found, each)
        outcome = evaluate(self.indicator, values, parameters, subject.period, asked)
        both = None
        if not coverage.complete and self.matches and isinstance(outcome.value, Decimal):
            both = self.components.both(subject, found)
        if both is not None:
            part = {f.part.alias: for_formula(f) for f in self.components.within(found, both)}
            outcome = evaluate(self.indicator, part, parameters, subject.period, asked)
            if not both.keys or any(f.part.use.mean for f in self.components.of_ratio(found)):
                outcome = FormulaOutcome(unmatched(both.matched.each), None, None, False)
        methods = tuple(sorted({m for f in found for m in f.methods}))
        if len(methods) > 1:
            outcome = FormulaOutcome(mixed(methods), None, None, False)
        value = self._unless_missing(outcome.value, coverage)
        coverage = _with_left_out(coverage, found)
        stated = self._stated(found, {**values, **parameters}, value)
        return FigureNumbers(
            value,
            outcome.numerator,
            outcome.denominator,
            outcome.show_parts_only,
            coverage,
            self._status(value, coverage, stated),
            methods,
            both,
            stated,
        )

    def figure(self, subject: Subject, made: FigureNumbers) -> Figure:
        """Return a figure with everything that is needed to follow and recompute it."""
        found = self.components.of(subject)
        if made.both is not None:
            found = self.components.within(found, made.both)
        who, period, dimensions = subject
        _, coverages = self.components.coverage(who, period)
        on = self.rollup.structure.on
        return Figure(
            id=figure_id(self.indicator.id, who, period, dict(dimensions), on),
            indicator=self.indicator.id,
            organisation=who,
            period=period,
            dimensions=tuple(sorted(dimensions)),
            structure=on,
            value=made.value,
            numerator=made.numerator,
            denominator=made.denominator,
            unit=self.indicator.unit,
            status=made.status,
            coverage=made.coverage,
            components=tuple(map(self.components.told, found, coverages)),
            parameters=self.parameters(period),
            judgements=self._judgements(subject, made),
            quality=self.statements.of(deliveries_of(found)),
            known_on=self.inputs.known_on,
            show_parts_only=made.show_parts_only,
            methods=made.methods,
            matched=None if made.both is None else made.both.matched,
            stated=made.stated,
            terms=self._terms(subject),
            existed=self._existed(who, period, made.stated),
        )

    def _making_of(self, name: str) -> Making:
        """Return what makes the parts of a term: an indicator of its own."""
        own = as_indicator(self.indicator, name)
        covered = self.covered.by(grains_of(own))
        return Making(self.inputs, own, self.rollup, covered, self.statements)

    def _terms(self, subject: Subject) -> tuple[TermValue, ...]:
        """Return the terms of a figure; what is the same for all is worked out once."""
        return tuple(
            self.term(name, self.terms[name].shared(subject)) for name in self.indicator.terms
        )

    def shared(self, subject: Subject) -> Subject:
        """Return the one subject that stands for all that have the same figure as this one."""
        alike = all(part.use.whole_population for part in self.parts)
        if alike and self.population is not None:
            return Subject(self.population.organisation, subject.period)
        return subject

    def _term(self, name: str, subject: Subject) -> TermValue:
        """Work out a term for each part of a figure, and add up."""
        term, making = self.indicator.terms[name], self.terms[name]
        who, period, dimensions = subject
        whole = self.population is not None and who == self.population.organisation
        apart = whole and "organisation" in term.each
        parts: list[TermPart] = []
        for span in spans_of_term(term, period):
            of = self._members(period) if apart else [who]
            subjects = [Subject(w, span, dimensions) for w in of]
            subjects = [s for s in subjects if not apart or making.concerns(s)]
            parts += [TermPart(s.organisation, span, making.make(s).value) for s in subjects]
            beside = making.beside(Subject(who, span, dimensions), subjects) if apart else ()
            if beside:
                return TermValue(name, not_the_whole(name, beside), ())
        by_id = self.inputs.pack.organisations.by_id
        names = {w: by_id[w].names[-1].name for w in {p.organisation for p in parts} if w in by_id}
        value = together(name, term, parts, names)
        people = any(part.dataset.people is not None for part in making.parts)
        return TermValue(name, value, () if people else tuple(parts))

    def _members(self, period: Period) -> list[str]:
        """Return the members of the population apart, without the whole itself."""
        population, organisations = self.population, self.inputs.pack.organisations
        assert population is not None
        day = self.rollup.structure.on
        days = [day] if day is not None else [m.start for m in period.months()]
        alive = {m for d in days for m in organisations.members_on(population, d)}
        return [m for m in population.members if m in alive - {population.organisation}]

    def concerns(self, subject: Subject) -> bool:
        """Say whether anything was asked of a part or came from it; else it is no part."""
        coverage, _ = self.components.coverage(subject.organisation, subject.period)
        needed = coverage.received or coverage.expected or coverage.unasked
        own = [f for f in self.components.of(subject) if not f.part.use.whole_population]
        return bool(needed) or any(one.sum is not None for one in own)

    def beside(self, whole: Subject, parts: list[Subject]) -> list[str]:
        """Return the components of which the parts do not add up to the whole: some of it is
        delivered beside them, or twice."""
        added: dict[str, Decimal] = {}
        for one in (found for part in parts for found in self.components.of(part)):
            if isinstance(one.value, Decimal):
                so_far = added.get(one.part.alias, Decimal(0))
                added[one.part.alias] = CONTEXT.add(so_far, one.value)
        return [
            one.part.alias
            for one in self.components.of(whole)
            if isinstance(one.value, Decimal)
            and not one.part.use.whole_population
            and one.part.component.aggregate in (Aggregate.SUM, Aggregate.COUNT)
            and added.get(one.part.alias, Decimal(0)) != one.value
        ]

    def _existed(self, who: str, period: Period, stated: Stated) -> Period | None:
        """Return in which part of a period an organisation existed; None when in all of it.

        What was agreed holds for its whole period, also when the organisation ended in it.
        In the structure of a later day it has the past of its predecessor.
        """
        organisation = self.inputs.pack.organisations.by_id.get(who)
        if organisation is None or self.rollup.structure.on is not None:
            return None
        if stated.nature is Nature.AGREED:
            return None
        months = {month for part in self.parts for month in part.use.months or range(1, 13)}
        asked = [m for m in period.months() if m.start.month in months]
        if asked and all(organisation.exists_on(m.start) for m in asked):
            return None  # such as a figure about December only
        start = max(period.start, organisation.exists_from)
        end = min(period.end, organisation.exists_until)
        whole = (start, end) == (period.start, period.end)
        return None if whole or start >= end else Period(start, end, Grain.RANGE)

    def _asked_of(self, found: list[AddedUp], each: list[Coverage]) -> dict[str, Value | Bins]:
        """Return the components by which an indicator applies: of a part only, they are unknown."""
        asked: dict[str, Value | Bins] = {}
        for one, coverage in zip(found, each, strict=True):
            if one.part.alias in self.condition:
                asked[one.part.alias] = for_formula(one)
                if not coverage.complete and not isinstance(one.value, Absent):
                    why = lacking(coverage)
                    asked[one.part.alias] = unknown(
                        f"of dit geldt, is nog niet te zeggen: {why.nl}",
                        f"whether this applies cannot be said yet: {why.en}",
                    )
        return asked

    def _parameters(self, period: Period) -> tuple[ParameterUsed, ...]:
        known_on = self.inputs.known_on
        return tuple(
            parameter_used(self.inputs.pack.parameters[use.parameter], alias, use, period, known_on)
            for alias, use in self.indicator.parameters.items()
        )

    def _unless_missing(self, value: Value, coverage: Coverage) -> Value:
        if coverage.complete:
            return value
        if not coverage.received:
            return nothing_came(coverage, self.inputs.as_of)
        if self.indicator.if_missing == "onbekend" and not isinstance(value, Absent):
            why = lacking(coverage)
            return unknown(why.nl, why.en or "")
        return value

    def _stated(
        self, found: list[AddedUp], values: Mapping[str, Value | Bins], outcome: Value
    ) -> Stated:
        if not self.published:
            return Stated(self.indicator.nature) if self.indicator.nature else MEASURED
        rows = {f.part.alias: stated_by_row(f.part.dataset, f.sum) for f in found}
        numbers = {n: v for n, v in values.items() if isinstance(v, (Decimal, Absent))}
        return stated_by_formula(self.indicator, rows, numbers, outcome)

    def _status(self, value: Value, coverage: Coverage, stated: Stated) -> FigureStatus:
        if isinstance(value, Absent):
            return _ABSENT[value.kind]
        if not coverage.complete:
            return FigureStatus.INCOMPLETE
        if self.indicator.nature in _NOT_MEASURED and not self.published:
            return FigureStatus.ESTIMATED
        return STATUS[stated.origin]

    def _judgements(self, subject: Subject, made: FigureNumbers) -> tuple[Judgement, ...]:
        if subject.dimensions or self.rollup.structure.on is not None:
            return ()  # a goal is about the whole, in the structure in which it was agreed
        of_it = [g for g in self.goals if g.organisation == subject.organisation]
        found = [judge(g, made.value, subject.period, made.coverage.complete) for g in of_it]
        if made.show_parts_only:
            found = [too_small(one) for one in found]
        return tuple(
            held_against(goal, one, made.value, made.stated)
            for goal, one in zip(of_it, found, strict=True)
        )


def _with_left_out(coverage: Coverage, found: list[AddedUp]) -> Coverage:
    """Count the rows that are there but have no value, once for each component of a dataset."""
    of = {f.part.component.id: f.sum.empty for f in found if f.sum is not None}
    left_out = sum(of.values())
    return replace(coverage, left_out=left_out) if left_out else coverage
