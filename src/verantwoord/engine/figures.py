"""Makes one figure: gathers its components, evaluates its formula, says how far to trust it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from verantwoord.engine.formulas import evaluate, parameter_used
from verantwoord.engine.gather import Gathered, Share, gather
from verantwoord.engine.inputs import Inputs
from verantwoord.engine.rollup import Rollup
from verantwoord.engine.status import judge
from verantwoord.formula.expression import Bins
from verantwoord.formula.quantities import Absence, Absent, Value, unknown
from verantwoord.model.dataset import Aggregate
from verantwoord.model.figure import (
    Coverage,
    Figure,
    FigureStatus,
    Judgement,
    Quality,
    figure_id,
)
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Period

_ABSENT_STATUS = {
    Absence.UNKNOWN: FigureStatus.UNKNOWN,
    Absence.NOT_APPLICABLE: FigureStatus.NOT_APPLICABLE,
    Absence.NOT_DELIVERED: FigureStatus.NOT_DELIVERED,
}


def make_figure(
    inputs: Inputs,
    rollup: Rollup,
    indicator: Indicator,
    organisation: str,
    period: Period,
    dimensions: dict[str, str],
) -> Figure:
    """Make the figure of an indicator for one organisation and period.

    Shape:    one indicator, organisation, period and dimension -> Figure.
    Unit:     `indicator.unit`.
    Missing:  a gap makes it 'onvolledig' (value of what is there) or 'onbekend', as the indicator
              says; nothing at all makes it 'nog niet geleverd'.
    Rounding: none.
    Errors:   none.
    Source:   DESIGN 1 and 4.
    """
    as_published = indicator.periods == ("als-geleverd",)
    share, whole = _shares(inputs, rollup, indicator, organisation, as_published)
    gathered = [
        gather(
            inputs,
            alias,
            use,
            period,
            whole if use.whole_population else share,
            {} if use.whole_population else dimensions,
            as_published,
        )
        for alias, use in indicator.components.items()
    ]
    parameters = tuple(
        parameter_used(inputs.pack.parameters[use.parameter], alias, use, period, inputs.known_on)
        for alias, use in indicator.parameters.items()
    )
    coverage = _coverage(gathered)
    values = {g.value.alias: _for_formula(inputs, g) for g in gathered}
    outcome = evaluate(indicator, values, {p.alias: p.value for p in parameters}, period)
    value = outcome.value
    if not coverage.complete and indicator.if_missing == "onbekend" and _is_number(value):
        value = unknown(f"{len(coverage.missing)} van {coverage.expected} leveringen ontbreken")
    if coverage.expected and not coverage.received:
        value = Absent(Absence.NOT_DELIVERED, f"0 van {coverage.expected} leveringen zijn binnen")
    return Figure(
        id=figure_id(indicator.id, organisation, period, dimensions, rollup.structure),
        indicator=indicator.id,
        organisation=organisation,
        period=period,
        dimensions=tuple(sorted(dimensions.items())),
        structure=rollup.structure,
        value=value,
        numerator=outcome.numerator,
        denominator=outcome.denominator,
        unit=indicator.unit,
        status=_status(inputs, indicator, value, coverage),
        coverage=coverage,
        components=tuple(g.value for g in gathered),
        parameters=parameters,
        judgements=_judgements(
            inputs, indicator, organisation, period, value, coverage, dimensions, rollup
        ),
        quality=_quality(inputs, gathered),
        known_on=inputs.known_on,
        show_parts_only=outcome.show_parts_only,
    )


def _shares(
    inputs: Inputs, rollup: Rollup, indicator: Indicator, at: str, as_published: bool
) -> tuple[Share, Share]:
    """How much an organisation counts at this figure, and for the whole population."""
    population = inputs.pack.organisations.populations[indicator.population]

    def itself(who: str, day: dt.date) -> Decimal:
        return Decimal(who == at)

    def below(who: str, day: dt.date) -> Decimal:
        return rollup.share(who, day, at)

    def whole(who: str, day: dt.date) -> Decimal:
        return rollup.population_share(who, day, population)

    if as_published:
        return itself, itself
    return (whole if at == population.organisation else below), whole


def _for_formula(inputs: Inputs, gathered: Gathered) -> Value | Bins:
    value = gathered.value
    _, component = inputs.pack.component(value.component)
    if component.aggregate is Aggregate.HISTOGRAM and not isinstance(value.value, Absent):
        return value.bins
    return value.value


def _is_number(value: Value) -> bool:
    return isinstance(value, Decimal)


def _coverage(gathered: list[Gathered]) -> Coverage:
    owed = {o for g in gathered for o in g.owed}
    missing = {o for g in gathered for o in g.missing}
    listed = sorted((dataset, who, str(period)) for dataset, who, period in missing)
    return Coverage(len(owed) - len(missing), len(owed), tuple(listed))


def _status(inputs: Inputs, indicator: Indicator, value: Value, coverage: Coverage) -> FigureStatus:
    if isinstance(value, Absent):
        return _ABSENT_STATUS[value.kind]
    if not coverage.complete:
        return FigureStatus.INCOMPLETE
    kinds = {inputs.pack.datasets[inputs.dataset_of(u)].kind for u in indicator.components.values()}
    return FigureStatus.PUBLISHED if kinds == {"gepubliceerd"} else FigureStatus.MEASURED


def _judgements(
    inputs: Inputs,
    indicator: Indicator,
    organisation: str,
    period: Period,
    value: Value,
    coverage: Coverage,
    dimensions: dict[str, str],
    rollup: Rollup,
) -> tuple[Judgement, ...]:
    if dimensions or rollup.structure is not None:
        return ()  # a goal is about the whole, in the structure in which it was agreed
    return tuple(
        judge(goal, value, period, coverage.complete)
        for goal in inputs.pack.goals.values()
        if goal.indicator == indicator.id and goal.organisation == organisation
    )


def _quality(inputs: Inputs, gathered: list[Gathered]) -> Quality:
    ids = sorted({c.delivery for g in gathered for c in g.value.contributions})
    deliveries = [inputs.current[i] for i in ids]
    datasets = sorted({d.dataset for d in deliveries})
    rules = sum(len(inputs.pack.datasets[d].rules) for d in datasets)
    late = 0
    for d in deliveries:
        due = inputs.due.get((d.dataset, d.organisation, d.period))
        late += due is not None and inputs.first_received(d) > due
    return Quality(
        verified=(
            f"{len(deliveries)} leveringen, elk bij ontvangst gecontroleerd met de regels van "
            f"{', '.join(datasets)} ({rules} regels) en vastgelegd met sha256"
            if deliveries
            else "er is niets geleverd"
        ),
        late=late,
        restated=sum(bool(d.replaces) for d in deliveries),
        warnings=tuple((d.id, w.rule, w.explanation) for d in deliveries for w in d.warnings),
    )
