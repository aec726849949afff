"""All figures of a pack from accepted deliveries: the engine as others call it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from verantwoord.engine.cache import components
from verantwoord.engine.figures import make_figure
from verantwoord.engine.inputs import Inputs, Row, rows_of
from verantwoord.engine.intact import check_files
from verantwoord.engine.plan import RowFile, plans, row_file
from verantwoord.engine.rollup import Rollup
from verantwoord.engine.runners import Runner
from verantwoord.engine.runners import duckdb as duckdb_runner
from verantwoord.model.delivery import Delivery, counting
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period

GRAINS = {"jaar": Grain.YEAR, "kwartaal": Grain.QUARTER, "maand": Grain.MONTH}


@dataclass(frozen=True)
class Computation:
    """The figures and what they were made with."""

    figures: Mapping[str, Figure]
    deliveries: Sequence[Delivery]  # those that count, as known on `known_on`
    sql: Mapping[str, str]  # dataset -> the fused query
    scanned: int  # files of rows that were read; the others came from the component cache
    known_on: dt.date | None
    structure_on: dt.date | None


def compute(
    pack: Pack,
    deliveries: Sequence[Delivery],
    rows: Callable[[Delivery], Path],
    cache: Path | None = None,
    known_on: dt.date | None = None,
    structure_on: dt.date | None = None,
    indicators: Collection[str] | None = None,
    organisations: Collection[str] | None = None,
    progress: Callable[[str, int], None] | None = None,
    runner: Runner = duckdb_runner,
) -> Computation:
    """Compute figures.

    Shape:    a pack and all its deliveries -> Computation, figures ordered by indicator,
              organisation and period.
    Unit:     per indicator.
    Missing:  every figure that the pack asks for is there, also when there is no number.
    Rounding: none.
    Errors:   EngineError when accepted rows are gone or changed.
    Source:   DESIGN 1, 4 and 5.

    `structure_on` is the day of which the organisations are used for the restated figures; left
    out, it is the last day of the last period that was delivered.
    """
    counted = counting(deliveries, known_on)
    wanted = [i for i in pack.indicators.values() if indicators is None or i.id in indicators]
    component_table: list[Row] = []
    sql: dict[str, str] = {}
    scanned = 0
    by_id = {d.id: d for d in counted}

    def check(files: Sequence[RowFile]) -> None:
        check_files((by_id[f.delivery] for f in files), rows)

    for plan in plans(pack, wanted):
        dataset = pack.datasets[plan.dataset]
        mine = [d for d in counted if d.dataset == (dataset.base or dataset.id)]
        if progress:
            progress(dataset.id, len(mine))
        files = [row_file(d, rows(d)) for d in mine]
        result = components(plan, runner, files, cache, check)
        component_table += rows_of(plan, result.table)
        sql[dataset.id] = runner.sql(plan)
        scanned += result.scanned
    inputs = Inputs(pack, component_table, counted, deliveries, known_on)
    if structure_on is None and counted:
        structure_on = max(d.period.last_day for d in counted)
    figures = {
        f.id: f
        for indicator in wanted
        for f in _figures_of(inputs, indicator, organisations, structure_on)
    }
    return Computation(figures, counted, sql, scanned, known_on, structure_on)


def _figures_of(
    inputs: Inputs,
    indicator: Indicator,
    organisations: Collection[str] | None,
    structure_on: dt.date | None,
) -> Iterator[Figure]:
    as_it_was = Rollup(inputs.pack.organisations, None)
    if indicator.periods == ("als-geleverd",):
        for who, period in _as_delivered(inputs, indicator):
            if organisations is None or who in organisations:
                yield make_figure(inputs, as_it_was, indicator, who, period, {})
        return
    rollups = [as_it_was]
    if structure_on is not None:
        rollups.append(Rollup(inputs.pack.organisations, structure_on))
    for rollup in rollups:
        for period in _periods(inputs, indicator):
            for who in _members(inputs, indicator, rollup, period):
                if organisations is None or who in organisations:
                    yield make_figure(inputs, rollup, indicator, who, period, {})
                    for values in _dimension_values(inputs, indicator, period):
                        yield make_figure(inputs, rollup, indicator, who, period, values)


def _as_delivered(inputs: Inputs, indicator: Indicator) -> list[tuple[str, Period]]:
    found = {
        (g.organisation, g.period)
        for use in indicator.components.values()
        for g in inputs.all_groups(use.component)
    }
    return sorted(found)


def _periods(inputs: Inputs, indicator: Indicator) -> list[Period]:
    months = inputs.months_of(indicator)
    found: set[Period] = set()
    for word in indicator.periods:
        for month in months:
            match GRAINS[word]:
                case Grain.YEAR:
                    found.add(Period.year(month.start.year))
                case Grain.QUARTER:
                    quarter = (month.start.month + 2) // 3
                    found.add(Period.parse(f"{month.start.year}-Q{quarter}"))
                case _:
                    found.add(month)
    return sorted(found, key=lambda p: (p.start, p.end))


def _members(inputs: Inputs, indicator: Indicator, rollup: Rollup, period: Period) -> list[str]:
    """Who gets a figure. Restated figures only for those that a reorganisation touched."""
    organisations = inputs.pack.organisations
    population = organisations.populations[indicator.population]
    if rollup.structure is None:
        days = [m.start for m in period.months()]
        alive = {m for day in days for m in organisations.members_on(population, day)}
        each = [m for m in population.members if m in alive]
    else:
        later = [s for s in organisations.successions if period.start < s.on <= rollup.structure]
        touched = {a for s in later for a in organisations.ancestors(s.successor, s.on)}
        now = organisations.members_on(population, rollup.structure)
        each = [m for m in now if m in touched]
        if not each:
            return []
    total = [population.organisation] if population.organisation not in each else []
    return {"each": each, "total": total, "both": [*each, *total]}[indicator.scope]


def _dimension_values(inputs: Inputs, indicator: Indicator, period: Period) -> list[dict[str, str]]:
    """The values of the indicator's dimensions that occur in the period."""
    if not indicator.dimensions:
        return []
    found = {
        tuple((k, v) for k, v in row.dimensions if k in indicator.dimensions)
        for use in indicator.components.values()
        for group in inputs.groups(use.component, period, use.months)
        for row in group.rows
    }
    return [dict(key) for key, _ in groupby(sorted(found))]
