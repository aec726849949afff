"""Makes the figures of one indicator under one structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import NamedTuple

from verantwoord.engine import trace
from verantwoord.engine.coverage import Covered, Need
from verantwoord.engine.facts import Dimensions
from verantwoord.engine.formulas import FormulaOutcome, component_names, evaluate, parameter_used
from verantwoord.engine.goals import judge, too_small
from verantwoord.engine.inputs import Inputs
from verantwoord.engine.matching import Both, Side, both_sides
from verantwoord.engine.quality import Statements
from verantwoord.engine.reasons import (
    lacking,
    mixed,
    no_mean,
    not_by,
    not_found,
    not_there,
    nothing_came,
    unmatched,
)
from verantwoord.engine.rollup import Choice, Rollup
from verantwoord.engine.scope import AS_DELIVERED, grains_of
from verantwoord.engine.stated import STATUS, held_against, stated_by_formula, stated_by_row
from verantwoord.engine.structure import ORGANISATION, POPULATION, Target
from verantwoord.engine.sums import Slice, Sum, Sums
from verantwoord.engine.terms import (
    as_indicator,
    not_the_whole,
    of_other_years,
    spans_of_term,
    together,
)
from verantwoord.formula.expression import Bins
from verantwoord.formula.quantities import CONTEXT, Absence, Absent, Value, unknown
from verantwoord.model.dataset import Aggregate, Component, Dataset
from verantwoord.model.figure import (
    NOTHING_NEEDED,
    ComponentValue,
    Coverage,
    Figure,
    FigureStatus,
    Judgement,
    ParameterUsed,
    TermPart,
    TermValue,
    figure_id,
)
from verantwoord.model.indicator import ComponentUse, Indicator
from verantwoord.model.period import Grain, Period
from verantwoord.model.stated import MEASURED, Nature, Stated
from verantwoord.model.text import Text

NOBODY: Target = ("", "")


class Subject(NamedTuple):
    """What a figure of an indicator is about."""

    organisation: str
    period: Period
    dimensions: Dimensions = ()


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


class _Part(NamedTuple):
    """One component of an indicator, ready to be asked."""

    alias: str
    use: ComponentUse
    dataset: Dataset
    component: Component
    title: Text  # of the component, for readers
    delivered: str  # the dataset below a view
    choice: Choice
    whole: Choice  # without dimensions
    method: str | None  # the column that says by which method a row was measured


class _Found(NamedTuple):
    """A component of one figure: its value, and what it was added up from."""

    part: _Part
    value: Value
    sum: Sum | None
    divisor: int
    methods: tuple[str, ...]


class _Slice(NamedTuple):
    """What all figures of one period and dimension have in common, for one component."""

    span: Period
    sums: Sums | None
    at: dict[Target, int]
    straddled: frozenset[Target]
    divisor: int
    methods: dict[Target, list[str]]
    by: str | None  # the method that this slice is about


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
        self.as_delivered = indicator.periods == AS_DELIVERED
        self.population = inputs.pack.organisations.populations.get(indicator.population)
        self.parts = [self._part(alias, use) for alias, use in indicator.components.items()]
        self.goals = [g for g in inputs.pack.goals.values() if g.indicator == indicator.id]
        self.published = any(p.dataset.kind == "gepubliceerd" for p in self.parts)
        self.above = component_names(indicator, indicator.numerator)
        self.below = component_names(indicator, indicator.denominator)
        self.condition = component_names(indicator, indicator.applies_when)
        self.matches = bool(self.above and self.below) and indicator.if_missing == "onvolledig"
        self.parameters = cache(self._parameters)
        self.coverage = lru_cache(1)(self._coverage)
        self.needs = lru_cache(1)(self._needs)
        self.slices = lru_cache(16)(self._slices)
        self.elsewhere = of_other_years(indicator)
        self.terms = {name: self._making_of(name) for name in indicator.terms}
        self.term = lru_cache(4096)(self._term)

    def make(self, subject: Subject) -> FigureNumbers:
        """Return the numbers of one figure."""
        found = self._found(subject)
        coverage, each = self.coverage(subject.organisation, subject.period)
        values = {f.part.alias: _for_formula(f) for f in found}
        parameters = {p.alias: p.value for p in self.parameters(subject.period)}
        values |= {t.alias: t.value for t in self._terms(subject)}
        asked = self._asked_of(found, each)
        outcome = evaluate(self.indicator, values, parameters, subject.period, asked)
        both = None
        if not coverage.complete and self.matches and isinstance(outcome.value, Decimal):
            both = self._both(subject, found)
        if both is not None:
            part = {f.part.alias: _for_formula(f) for f in self._within(found, both)}
            outcome = evaluate(self.indicator, part, parameters, subject.period, asked)
            if not both.keys or any(f.part.use.mean for f in self._of_ratio(found)):
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
        found = self._found(subject)
        if made.both is not None:
            found = self._within(found, made.both)
        who, period, dimensions = subject
        _, coverages = self.coverage(who, period)
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
            components=tuple(map(self._component, found, coverages)),
            parameters=self.parameters(period),
            judgements=self._judgements(subject, made),
            quality=self.statements.of(_deliveries(found)),
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
        coverage, _ = self.coverage(subject.organisation, subject.period)
        needed = coverage.received or coverage.expected or coverage.unasked
        own = [f for f in self._found(subject) if not f.part.use.whole_population]
        return bool(needed) or any(one.sum is not None for one in own)

    def beside(self, whole: Subject, parts: list[Subject]) -> list[str]:
        """Return the components of which the parts do not add up to the whole: some of it is
        delivered beside them, or twice."""
        added: dict[str, Decimal] = {}
        for one in (found for part in parts for found in self._found(part)):
            if isinstance(one.value, Decimal):
                so_far = added.get(one.part.alias, Decimal(0))
                added[one.part.alias] = CONTEXT.add(so_far, one.value)
        return [
            one.part.alias
            for one in self._found(whole)
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

    def _asked_of(self, found: list[_Found], each: list[Coverage]) -> dict[str, Value | Bins]:
        """Return the components by which an indicator applies: of a part only, they are unknown."""
        asked: dict[str, Value | Bins] = {}
        for one, coverage in zip(found, each, strict=True):
            if one.part.alias in self.condition:
                asked[one.part.alias] = _for_formula(one)
                if not coverage.complete and not isinstance(one.value, Absent):
                    why = lacking(coverage)
                    asked[one.part.alias] = unknown(
                        f"of dit geldt, is nog niet te zeggen: {why.nl}",
                        f"whether this applies cannot be said yet: {why.en}",
                    )
        return asked

    def _of_ratio(self, found: list[_Found]) -> list[_Found]:
        return [f for f in found if f.part.alias in self.above | self.below]

    def _both(self, subject: Subject, found: list[_Found]) -> Both | None:
        """Return the cells of which numerator and denominator are both there."""
        needs = dict(zip([p.alias for p in self.parts], self.needs(subject.period), strict=True))
        sides = [
            Side(
                needs[f.part.alias]._replace(target=self._target(f.part, subject.organisation)),
                f.part.use.shift_years,
                f.part.use.expected,
                f.part.alias in self.above,
                f.part.alias in self.below,
                [] if f.sum is None else self._places(f.sum).values(),
            )
            for f in self._of_ratio(found)
        ]
        return both_sides(self.covered, sides)

    def _places(self, added: Sum) -> dict[int, tuple[str, Period]]:
        """What the rows of a sum are about."""
        store = self.inputs.store
        return {code: store.places[code] for code in added.places_of_rows}

    def _within(self, found: list[_Found], both: Both) -> list[_Found]:
        """Return the components of a ratio over the cells that are there on both sides."""
        kept = []
        for one in found:
            if one.part.alias in self.above | self.below and one.sum is not None:
                shift = one.part.use.shift_years
                places = self._places(one.sum).items()
                within = frozenset(code for code, place in places if both.holds(place, shift))
                added = one.sum._replace(places=within)
                value = _value(one.part, added, NOTHING_NEEDED, one.divisor)
                one = one._replace(sum=added, value=value)
            kept.append(one)
        return kept

    def _part(self, alias: str, use: ComponentUse) -> _Part:
        dataset, component = self.inputs.pack.component(use.component)
        grains = grains_of(self.indicator)
        dimensions = tuple(self.indicator.dimensions)
        choice = Choice(component.id, tuple(use.months), dimensions, self.as_delivered, grains)
        whole = choice._replace(dimensions=())
        column = dataset.role("method")
        method = column.name if column else None
        delivered = self.inputs.dataset_of(use)
        title = self.inputs.pack.component_title(component.id)
        return _Part(alias, use, dataset, component, title, delivered, choice, whole, method)

    def _found(self, subject: Subject) -> list[_Found]:
        _, coverages = self.coverage(subject.organisation, subject.period)
        slices = self.slices(subject.period, subject.dimensions)
        return [
            self._find(part, self._target(part, subject.organisation), slice_, coverage)
            for part, slice_, coverage in zip(self.parts, slices, coverages, strict=True)
        ]

    def _slices(self, period: Period, dimensions: Dimensions) -> list[_Slice]:
        """Look up what all figures of a period and dimension have in common."""
        found = []
        for part in self.parts:
            span = _shifted(period, part.use.shift_years)
            own = () if part.use.whole_population else dimensions
            choice = part.choice if own else part.whole
            sums = self.rollup.sums(choice, part.component.aggregate)
            at = {} if sums is None else sums.of(Slice(span, own))
            straddled = self.rollup.straddled(choice, span)
            methods = self._methods(part, Slice(span, own))
            by = dict(own).get(part.method) if part.method else None
            found.append(_Slice(span, sums, at, straddled, _divisor(part.use, span), methods, by))
        return found

    def _methods(self, part: _Part, of: Slice) -> dict[Target, list[str]]:
        """By which methods the rows of each were measured; of one method, only that one."""
        found: dict[Target, list[str]] = {}
        if part.method is None:
            return found
        said = dict(of.dimensions).get(part.method)
        choice = part.whole._replace(dimensions=(part.method,))
        sums = self.rollup.sums(choice, part.component.aggregate)
        for code in part.dataset.column(part.method).codes:
            rows = {} if sums is None else sums.of(Slice(of.span, ((part.method, code),)))
            for target in rows if said in (None, code) else ():
                found.setdefault(target, []).append(code)
        return found

    def _find(self, part: _Part, target: Target, slice_: _Slice, coverage: Coverage) -> _Found:
        at = slice_.at.get(target)
        added = None if at is None or slice_.sums is None else Sum(slice_.sums, at)
        if not coverage.complete and not coverage.received and (not added or added.value is None):
            value: Value = nothing_came(coverage, self.inputs.as_of)
        elif slice_.by is not None and added is None and coverage.complete:
            value = not_by(slice_.by)
        else:
            value = _value(part, added, coverage, slice_.divisor)
        if isinstance(value, Absent) and value.kind is Absence.NOT_ASKED:
            value = self._was_not_there(part.use, target, slice_.span) or value
        if target in slice_.straddled:
            value = unknown(
                f"er zijn rijen die niet precies in {slice_.span} vallen",
                f"there are rows that do not lie exactly within {slice_.span}",
            )
        return _Found(part, value, added, slice_.divisor, tuple(slice_.methods.get(target, ())))

    def _was_not_there(self, use: ComponentUse, target: Target, span: Period) -> Absent | None:
        """Say that an organisation did not exist, of which nobody could ask anything then.

        In the structure of a later day it has the past of its predecessor, so there it did.
        """
        kind, name = target
        organisation = self.inputs.pack.organisations.by_id.get(name)
        months = [m for m in span.months() if not use.months or m.start.month in use.months]
        if self.rollup.structure.on is not None or kind != ORGANISATION or organisation is None:
            return None
        if not months or any(organisation.exists_on(m.start) for m in months):
            return None
        before = months[-1].start < organisation.exists_from
        return not_there(months[0] if len(months) == 1 else span, before=before)

    def _target(self, part: _Part, organisation: str) -> Target:
        population = self.population
        if self.as_delivered or population is None:
            return ORGANISATION, organisation
        if part.use.whole_population or organisation == population.organisation:
            return POPULATION, population.id
        return ORGANISATION, organisation

    def _coverage(self, organisation: str, period: Period) -> tuple[Coverage, list[Coverage]]:
        """Return the coverage of a figure, and of each of its components."""
        needs = [
            need._replace(target=self._target(part, organisation))
            for part, need in zip(self.parts, self.needs(period), strict=True)
        ]
        each = [
            frozenset([need] if part.use.expected and part.alias not in self.elsewhere else ())
            for part, need in zip(self.parts, needs, strict=True)
        ]
        whole = frozenset().union(*each)
        return self.covered.of(whole), [self.covered.of(n) for n in each]

    def _needs(self, period: Period) -> list[Need]:
        """Return what the figures of a period need, still without for whom."""
        return [
            Need(p.delivered, p.choice.months, NOBODY, _shifted(period, p.use.shift_years))
            for p in self.parts
        ]

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
        self, found: list[_Found], values: Mapping[str, Value | Bins], outcome: Value
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

    def _component(self, found: _Found, coverage: Coverage) -> ComponentValue:
        part, value, added, divisor, _ = found
        nothing = ComponentValue(
            part.alias,
            part.component.id,
            part.component.unit,
            value,
            0,
            0,
            (),
            (),
            coverage,
            divisor,
        )
        if added is None:
            return nothing
        return replace(
            nothing,
            rows=added.rows,
            empty=added.empty,
            contributions=trace.Contributions(
                partial(trace.contributions, added, self.inputs.store)
            ),
            bins=added.bins,
            stated=stated_by_row(part.dataset, added),
        )

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


@cache
def _shifted(period: Period, years: int) -> Period:
    return period.shifted(years) if years else period


@cache
def _months(span: Period) -> tuple[int, ...]:
    return tuple(m.start.month for m in span.months())


def _divisor(use: ComponentUse, span: Period) -> int:
    """How many months a mean is over; 1 for everything that is not a mean."""
    if not use.mean:
        return 1
    return len([m for m in _months(span) if not use.months or m in use.months])


def _value(part: _Part, added: Sum | None, coverage: Coverage, divisor: int) -> Value:
    total = added and added.value
    if part.dataset.kind == "gepubliceerd" and added and added.rows > 1:
        return unknown(
            f"er zijn {added.rows} gepubliceerde waarden voor dezelfde periode",
            f"there are {added.rows} published values for the same period",
        )
    if part.use.mean and not coverage.complete:
        return no_mean(coverage)
    if total is not None:
        return total if divisor == 1 else CONTEXT.divide(total, Decimal(divisor))
    if added and added.empty:
        return unknown("de cellen zijn leeg", "the cells are empty")
    published = part.dataset.kind == "gepubliceerd"
    unasked = added is None and not coverage.expected and not published
    counted = part.component.aggregate is Aggregate.COUNT
    awaited = part.use.expected or counted  # of what nobody asked, none is not zero
    if (counted or part.use.absent_is_zero) and not (unasked and awaited):
        return Decimal(0)
    if added is None and published:
        return not_found(part.title)
    if unasked:
        return Absent(
            Absence.NOT_ASKED, "om deze gegevens is niet gevraagd", "nobody asked for these data"
        )
    return unknown("er zijn geen passende rijen geleverd", "no fitting rows were delivered")


def _with_left_out(coverage: Coverage, found: list[_Found]) -> Coverage:
    """Count the rows that are there but have no value, once for each component of a dataset."""
    of = {f.part.component.id: f.sum.empty for f in found if f.sum is not None}
    left_out = sum(of.values())
    return replace(coverage, left_out=left_out) if left_out else coverage


def _for_formula(found: _Found) -> Value | Bins:
    histogram = found.part.component.aggregate is Aggregate.HISTOGRAM
    if histogram and found.sum is not None and not isinstance(found.value, Absent):
        return found.sum.bins
    return found.value


def _deliveries(found: list[_Found]) -> tuple[int, ...]:
    each = {f.sum.deliveries for f in found if f.sum is not None}
    if len(each) == 1:
        return next(iter(each))
    return tuple(sorted(set().union(*each)))
