"""All figures of a pack from accepted deliveries: the engine as others call it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from verantwoord.engine.cache import components
from verantwoord.engine.component_values import Subject
from verantwoord.engine.coverage import Covered
from verantwoord.engine.facts import Store
from verantwoord.engine.figures import Figures
from verantwoord.engine.inputs import Inputs
from verantwoord.engine.intact import check_files
from verantwoord.engine.making import Making
from verantwoord.engine.plan import RowFile, plans, row_file
from verantwoord.engine.quality import Statements
from verantwoord.engine.rollup import Rollup
from verantwoord.engine.runners import Runner
from verantwoord.engine.runners import duckdb as duckdb_runner
from verantwoord.engine.scope import as_delivered, grains_of, members, periods, splits
from verantwoord.engine.structure import Structure
from verantwoord.model.delivery import Delivery, counting
from verantwoord.model.indicator import Indicator
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain


@dataclass(frozen=True)
class Computation:
    """The figures and what they were made with."""

    figures: Figures
    deliveries: Sequence[Delivery]  # those that count, as known on `known_on`
    sql: Mapping[str, str]  # dataset -> its query as DuckDB runs it, whichever runner ran
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
    store = Store()
    sql: dict[str, str] = {}
    scanned = 0
    by_id = {d.id: d for d in counted}

    def files(ids: Sequence[str]) -> list[RowFile]:
        return [row_file(by_id[i], rows(by_id[i])) for i in ids]

    def check(files: Sequence[RowFile]) -> None:
        check_files((by_id[f.delivery] for f in files), rows)

    for plan in plans(pack, wanted):
        dataset = pack.datasets[plan.dataset]
        mine = [d for d in counted if d.dataset == (dataset.base or dataset.id)]
        if progress:
            progress(dataset.id, len(mine))
        result = components(plan, runner, [d.id for d in mine], files, cache, check)
        store.add(plan, result.table)
        sql[dataset.id] = duckdb_runner.sql(plan)
        scanned += result.scanned
    inputs = Inputs(pack, store, counted, deliveries, known_on)
    for dataset_id in sorted({d.dataset for d in counted}):
        inputs.covered(dataset_id)  # refuses what would count twice
    if structure_on is None and counted:
        structure_on = max(d.period.last_day for d in counted)
    subjects = _Subjects(inputs, organisations, structure_on)
    figures = Figures(pair for indicator in wanted for pair in subjects.of(indicator))
    return Computation(figures, counted, sql, scanned, known_on, structure_on)


class _Subjects:
    """Every figure that the pack asks for, with what makes it."""

    def __init__(
        self,
        inputs: Inputs,
        organisations: Collection[str] | None,
        structure_on: dt.date | None,
    ) -> None:
        self.inputs = inputs
        self.organisations = organisations
        structures = [Structure(inputs.pack.organisations, None)]
        if structure_on is not None:
            structures.append(Structure(inputs.pack.organisations, structure_on))
        self.rollups = [Rollup(inputs.store, s) for s in structures]
        self.statements = Statements(inputs)
        self._covered: dict[tuple[int, tuple[Grain, ...]], Covered] = {}

    def of(self, indicator: Indicator) -> Iterator[tuple[Making, Subject]]:
        """Return the figures of an indicator: by structure, period, organisation, dimensions."""
        for making, subject in self._all(indicator):
            if self.organisations is None or subject.organisation in self.organisations:
                yield making, subject

    def _all(self, indicator: Indicator) -> Iterator[tuple[Making, Subject]]:
        if not grains_of(indicator):
            making = self._making(indicator, self.rollups[0])
            for who, period in as_delivered(self.inputs, indicator):
                yield making, Subject(who, period)
            return
        split = splits(self.inputs, indicator)
        spans = periods(self.inputs, indicator)
        for rollup in self.rollups:
            making = self._making(indicator, rollup)
            for period in spans:
                for who in members(self.inputs, indicator, rollup.structure, period):
                    yield making, Subject(who, period)
                    for dimensions in split.get(period, ()):
                        yield making, Subject(who, period, dimensions)

    def _making(self, indicator: Indicator, rollup: Rollup) -> Making:
        grains = grains_of(indicator)
        key = (id(rollup), grains)
        if key not in self._covered:
            structure = rollup.structure if grains else None
            self._covered[key] = Covered(self.inputs, structure, grains)
        return Making(self.inputs, indicator, rollup, self._covered[key], self.statements)
