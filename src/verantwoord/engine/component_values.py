"""Adds up the components of one indicator, for one organisation, period and dimension.

What a formula then makes of them is for `making`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import NamedTuple

from verantwoord.engine import trace
from verantwoord.engine.coverage import Covered, Need
from verantwoord.engine.facts import Dimensions
from verantwoord.engine.formulas import component_names
from verantwoord.engine.inputs import Inputs
from verantwoord.engine.matching import Both, Side, both_sides
from verantwoord.engine.reasons import no_mean, not_by, not_found, not_there, nothing_came
from verantwoord.engine.rollup import Choice, Rollup
from verantwoord.engine.scope import AS_DELIVERED, grains_of
from verantwoord.engine.stated import stated_by_row
from verantwoord.engine.structure import ORGANISATION, POPULATION, Target
from verantwoord.engine.sums import Slice, Sum, Sums
from verantwoord.engine.terms import of_other_years
from verantwoord.formula.expression import Bins
from verantwoord.formula.quantities import CONTEXT, Absence, Absent, Value, unknown
from verantwoord.model.dataset import Aggregate, Component, Dataset
from verantwoord.model.figure import NOTHING_NEEDED, ComponentValue, Coverage
from verantwoord.model.indicator import ComponentUse, Indicator
from verantwoord.model.period import Period
from verantwoord.model.text import Text

_NOBODY: Target = ("", "")


class Subject(NamedTuple):
    """What a figure of an indicator is about."""

    organisation: str
    period: Period
    dimensions: Dimensions = ()


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


class AddedUp(NamedTuple):
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


class ComponentValues:
    """The components of one indicator under one structure, added up when asked for.

    Shape:    one organisation, period and dimension at a time -> one value for each component.
    Unit:     that of the component.
    Missing:  a value that says why it is absent; of a part of what was asked, what is there.
    Rounding: none; 34 digits.
    Source:   DESIGN 1 and 4.
    """

    def __init__(
        self, inputs: Inputs, indicator: Indicator, rollup: Rollup, covered: Covered
    ) -> None:
        self.inputs = inputs
        self.indicator = indicator
        self.rollup = rollup
        self.covered = covered
        self.as_delivered = indicator.periods == AS_DELIVERED
        self.population = inputs.pack.organisations.populations.get(indicator.population)
        self.parts = [self._part(alias, use) for alias, use in indicator.components.items()]
        self.above = component_names(indicator, indicator.numerator)
        self.below = component_names(indicator, indicator.denominator)
        self.is_ratio = bool(self.above and self.below)
        self.elsewhere = of_other_years(indicator)
        self.coverage = lru_cache(1)(self._coverage)
        self.needs = lru_cache(1)(self._needs)
        self.slices = lru_cache(16)(self._slices)

    def of(self, subject: Subject) -> list[AddedUp]:
        """Return each component of a figure, in the order in which the indicator names them."""
        _, coverages = self.coverage(subject.organisation, subject.period)
        slices = self.slices(subject.period, subject.dimensions)
        return [
            self._find(part, self._target(part, subject.organisation), slice_, coverage)
            for part, slice_, coverage in zip(self.parts, slices, coverages, strict=True)
        ]

    def of_ratio(self, found: list[AddedUp]) -> list[AddedUp]:
        """Return those that numerator and denominator name."""
        return [f for f in found if f.part.alias in self.above | self.below]

    def both(self, subject: Subject, found: list[AddedUp]) -> Both | None:
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
            for f in self.of_ratio(found)
        ]
        return both_sides(self.covered, sides)

    def within(self, found: list[AddedUp], both: Both) -> list[AddedUp]:
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

    def told(self, found: AddedUp, coverage: Coverage) -> ComponentValue:
        """Return a component as a figure shows it, with what each delivery contributed."""
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

    def _places(self, added: Sum) -> dict[int, tuple[str, Period]]:
        """What the rows of a sum are about."""
        store = self.inputs.store
        return {code: store.places[code] for code in added.places_of_rows}

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

    def _find(self, part: _Part, target: Target, slice_: _Slice, coverage: Coverage) -> AddedUp:
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
        return AddedUp(part, value, added, slice_.divisor, tuple(slice_.methods.get(target, ())))

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
            Need(p.delivered, p.choice.months, _NOBODY, _shifted(period, p.use.shift_years))
            for p in self.parts
        ]


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


def for_formula(found: AddedUp) -> Value | Bins:
    """Return what a formula reads of a component: its value, or the bins of a histogram."""
    histogram = found.part.component.aggregate is Aggregate.HISTOGRAM
    if histogram and found.sum is not None and not isinstance(found.value, Absent):
        return found.sum.bins
    return found.value


def deliveries_of(found: list[AddedUp]) -> tuple[int, ...]:
    """Return the deliveries that components were added up from, each once."""
    each = {f.sum.deliveries for f in found if f.sum is not None}
    if len(each) == 1:
        return next(iter(each))
    return tuple(sorted(set().union(*each)))
