"""How many people are behind what is published, for every dataset about people.

Counted from the rows by what the dataset says (`people`), never taken from a component: also for a
figure whose formula uses no count, for every period, dimension and organisation, and when a month
is missing. The groups are the smallest that any published sum can be split into: by every dimension
and by every column that decides whether a row counts for a component.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from verantwoord.engine.cache import components
from verantwoord.engine.facts import Dimensions, named
from verantwoord.engine.intact import check_files
from verantwoord.engine.plan import Measure, Plan, RowFile, plan, row_file
from verantwoord.engine.runners import Runner
from verantwoord.engine.runners import duckdb as duckdb_runner
from verantwoord.formula.expression import parse
from verantwoord.model.dataset import Aggregate, Component, Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.pack import Pack

_COLUMNS = ("delivery", "organisation", "period", "dimensions", "component", "value", "empty")
_PEOPLE = "_people"  # the count among the components of a plan; no component can be called so


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """The smallest group of people that what is published can be split into."""

    dataset: str
    delivery: str
    organisation: str
    period: str
    dimensions: Dimensions
    people: Decimal | None  # None: a row does not say how many
    amounts: Mapping[str, Decimal]  # of each component that the group counts for


def people_behind(
    pack: Pack,
    deliveries: Sequence[Delivery],
    rows: Callable[[Delivery], Path],
    cache: Path | None = None,
    runner: Runner = duckdb_runner,
) -> list[PeopleGroup]:
    """Count the people behind everything that can be published of datasets about people.

    Shape:    the deliveries that count -> groups by dataset, delivery, organisation, period and
              values of dimensions; a group that no row is in is not there.
    Unit:     people as the dataset says; components in their own unit.
    Missing:  one row that does not say how many people it is about makes its group unknown.
    Errors:   EngineError when accepted rows are gone or changed.
    Source:   adr/2026-11-26-an-attack-on-small-numbers-must-fail.md
    """
    by_id = {d.id: d for d in deliveries}

    def files(ids: Sequence[str]) -> list[RowFile]:
        return [row_file(by_id[i], rows(by_id[i])) for i in ids]

    def check(files: Sequence[RowFile]) -> None:
        check_files((by_id[f.delivery] for f in files), rows)

    found: list[PeopleGroup] = []
    for dataset in pack.datasets.values():
        mine = [d for d in deliveries if d.dataset == dataset.id]
        if dataset.people is None or not mine:
            continue
        counting = people_plan(pack, dataset)
        ids = [d.id for d in mine]
        table = components(counting, runner, ids, files, cache, check).table
        found += _groups(dataset.id, counting, table)
    return found


def people_plan(pack: Pack, dataset: Dataset) -> Plan:
    """Return the plan that counts people: as `plan` of all components, by the smallest groups."""
    assert dataset.people is not None
    deciding = {name for c in dataset.components if c.where for name in parse(c.where).names}
    columns = {c.name for c in dataset.columns}
    whole = plan(pack, dataset, dataset.components, {*dataset.dimensions, *(deciding & columns)})
    count = Measure(_PEOPLE, Aggregate.SUM, dataset.people, None, False)
    return Plan(
        dataset=whole.dataset,
        measures=(count, *whole.measures),
        dimensions=whole.dimensions,
        by_row=whole.by_row,
        fields=whole.fields,
    )


def _groups(dataset: str, counting: Plan, table: pa.Table) -> list[PeopleGroup]:
    people: dict[tuple[str, str, str, Dimensions], Decimal | None] = {}
    amounts: dict[tuple[str, str, str, Dimensions], dict[str, Decimal]] = {}
    columns = (table.column(name).to_pylist() for name in _COLUMNS)
    for delivery, who, period, text, component, value, empty in zip(*columns, strict=True):
        key = (delivery, who, period, named(counting.dimensions, text))
        if component == _PEOPLE:
            people[key] = None if empty else value
        else:
            amounts.setdefault(key, {})[component] = value or Decimal(0)
    return [
        PeopleGroup(dataset, *key, people=count, amounts=amounts.get(key, {}))
        for key, count in sorted(people.items())
    ]


def measure_of(component: Component) -> str:
    """Say what a component adds up, whatever rows it looks at: two of the same can be compared."""
    return f"{component.aggregate} {parse(component.column).text if component.column else 'rows'}"


def counts_people(dataset: Dataset, component: Component) -> bool:
    """Say whether a component is a number of people: then somebody is at least one."""
    if dataset.people is None:
        return False
    if component.aggregate is Aggregate.COUNT:
        return dataset.people.strip() == "1"
    return component.column is not None and (
        parse(component.column).text == parse(dataset.people).text
    )
