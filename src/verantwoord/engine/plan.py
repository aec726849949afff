"""What must be computed from accepted rows, as pure data: no SQL, no engine, no files of rows.

A plan is about one dataset. A *runner* takes a plan and files of accepted rows and gives one table
in the form of `SCHEMA`; two runners given the same plan and files give the same table. What decides
a number is in the plan and so in its hash: expressions, what an empty cell means, dimensions, the
view with the content of its tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from verantwoord.model.dataset import Aggregate, Component, Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.indicator import Indicator
from verantwoord.model.organisation import FOREVER
from verantwoord.model.pack import Pack

# roles of columns by which rows are kept apart, so that a figure can say what they say
SAID_BY_ROWS = ("method", "nature", "precision", "low", "high", "words", "origin")
DELIVERY = "_levering"  # in a query: which file a row is from, as its place in the list of files

# any DECIMAL(38, s) fits without loss, whatever its scale
VALUE = pa.decimal256(76, 38)
TEXT = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        pa.field("delivery", TEXT, nullable=False),
        pa.field("organisation", TEXT, nullable=False),
        pa.field("period", TEXT, nullable=False),
        pa.field("dimensions", TEXT, nullable=False),  # JSON: the values, in plan order
        pa.field("component", TEXT, nullable=False),
        pa.field("bin", pa.int64()),  # histogram: lower bound; else empty
        pa.field("value", VALUE),  # empty: rows matched, but all their cells were empty
        pa.field("rows", pa.int64(), nullable=False),  # kept; of a histogram on its first bin
        pa.field("empty", pa.int64(), nullable=False),  # left out because the cell was empty
    ]
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One component as a runner needs it; expressions are text in the language of formulas."""

    component: str
    aggregate: Aggregate
    column: str | None
    where: str | None
    empty_is_zero: bool
    bins: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the delivered rows; `type` is that of `ColumnType`."""

    name: str
    type: str
    scale: int | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """A csv of the pack that a view reads; what counts is its content, not its place."""

    name: str
    sha256: str
    path: Path = field(compare=False)


@dataclass(frozen=True, slots=True)
class ParameterTable:
    """The known values of a parameter as a table: from, until, key, value."""

    name: str
    rows: tuple[tuple[str, str, str | None, str], ...]


@dataclass(frozen=True)
class Plan:
    """Components of one dataset, by delivery, organisation, period and dimensions."""

    dataset: str
    measures: tuple[Measure, ...]
    dimensions: tuple[str, ...]
    by_row: bool  # organisation and period are columns, not properties of the delivery
    fields: tuple[Field, ...]  # of the delivered rows, so below a view
    view: str | None = None
    references: tuple[ReferenceTable, ...] = ()
    parameters: tuple[ParameterTable, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """A hash over everything that decides a number, and nothing else."""
        parts = asdict(self)
        for reference in parts["references"]:
            del reference["path"]
        text = json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RowFile:
    """The accepted rows of one delivery, as a runner needs them."""

    delivery: str
    organisation: str
    period: str
    path: Path
    definition: str = ""  # hash of the dataset definition it was accepted by; empty: not known


def plans(pack: Pack, indicators: Iterable[Indicator]) -> list[Plan]:
    """Return the plan of every dataset that some indicator uses, by dataset.

    Shape:    a pack and some of its indicators -> one plan a dataset.
    Errors:   OSError when a reference table of a view is gone.
    Source:   DESIGN 5: one query a dataset, whatever the number of indicators.
    """
    components: dict[str, set[str]] = {}
    dimensions: dict[str, set[str]] = {}
    for indicator in indicators:
        for use in indicator.components.values():
            dataset = use.component.rpartition(".")[0]
            components.setdefault(dataset, set()).add(use.component)
            dimensions.setdefault(dataset, set()).update(indicator.dimensions)
            said = (pack.datasets[dataset].role(role) for role in SAID_BY_ROWS)
            dimensions[dataset].update(column.name for column in said if column)
    return [
        plan(
            pack,
            pack.datasets[dataset],
            [c for c in pack.datasets[dataset].components if c.id in wanted],
            dimensions[dataset],
        )
        for dataset, wanted in sorted(components.items())
    ]


def plan(
    pack: Pack, dataset: Dataset, components: Iterable[Component], dimensions: Iterable[str]
) -> Plan:
    """Plan some components of a dataset.

    Shape:    a dataset, some of its components and dimensions -> Plan.
    Missing:  as each component says: an empty cell is zero, or adds nothing and is counted.
    Errors:   OSError when a reference table of a view is gone.
    """
    delivered = pack.datasets[dataset.base] if dataset.base else dataset
    return Plan(
        dataset=dataset.id,
        measures=tuple(map(_measure, components)),
        dimensions=tuple(sorted(dimensions)),
        by_row=any(delivered.role(r) is not None for r in ("organisation", "period")),
        fields=tuple(Field(c.name, str(c.type), c.scale, c.required) for c in delivered.columns),
        view=dataset.view_sql,
        references=tuple(
            ReferenceTable(name, _sha256(pack.folder / file), pack.folder / file)
            for name, file in sorted((dataset.reference or {}).items())
        ),
        parameters=tuple(
            ParameterTable(name, _parameter_rows(pack, parameter))
            for name, parameter in sorted((dataset.view_parameters or {}).items())
        ),
    )


def _measure(component: Component) -> Measure:
    zero = component.missing == "zero"
    return Measure(
        component.id,
        component.aggregate,
        component.column,
        component.where,
        zero and component.column is not None,
        component.bins,
    )


def _parameter_rows(pack: Pack, parameter: str) -> tuple[tuple[str, str, str | None, str], ...]:
    return tuple(
        (str(v.holds_from), str(min(v.holds_until, FOREVER)), v.key, str(v.value))
        for v in pack.parameters[parameter].values
        if v.value is not None
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def row_file(delivery: Delivery, path: Path) -> RowFile:
    """Return a delivery as a runner needs it."""
    who, period = delivery.organisation, str(delivery.period)
    return RowFile(delivery.id, who, period, path, delivery.definition_sha256)
