"""The slow runner: components in plain Python, row by row, to hold the fast ones against.

Shares the language of formulas, not its SQL. Only a view is run as SQL, row by row: it is SQL.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_FLOOR, Context, Decimal, Inexact
from functools import reduce
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from verantwoord.engine.plan import DELIVERY, SCHEMA, Measure, Plan, RowFile
from verantwoord.formula.expression import Scalar, parse
from verantwoord.formula.quantities import Absent
from verantwoord.model.dataset import Aggregate

NAME = "reference"

_Head = tuple[str, str, str, str]
_EXACT = Context(prec=76, traps=[Inexact])  # as wide as `VALUE`; would rather stop than round


class _Row(NamedTuple):
    """One row of `SCHEMA`."""

    delivery: str
    organisation: str
    period: str
    dimensions: str
    component: str
    bin: int | None
    value: Decimal | None
    rows: int
    empty: int


def sql(plan: Plan) -> str:
    """Return nothing: this runner runs no query."""
    return ""


def run(plan: Plan, files: Sequence[RowFile]) -> pa.Table:
    """Return the components of some files without SQL.

    Shape:    a plan and files -> a table of `SCHEMA`.
    Missing:  a file without a column that the dataset has today has empty cells there.
    Rounding: none.
    Source:   DESIGN 5.
    """
    groups: dict[_Head, list[Mapping[str, Any]]] = {}
    for row in _rows(plan, files):
        file = files[row[DELIVERY]]
        who = row["_organisatie"] if plan.by_row else file.organisation
        period = row["_periode"] if plan.by_row else file.period
        dims = ["" if row[d] is None else str(row[d]) for d in plan.dimensions]
        text = json.dumps(dims, ensure_ascii=False, separators=(",", ":"))
        groups.setdefault((file.delivery, who, period, text), []).append(row)
    rows = [
        r for head, members in groups.items() for m in plan.measures for r in _of(m, members, head)
    ]
    columns = zip(*rows, strict=True) if rows else [[] for _ in SCHEMA]
    return pa.Table.from_arrays(
        [pa.array(list(c), f.type) for c, f in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )


def _rows(plan: Plan, files: Sequence[RowFile]) -> Iterator[Mapping[str, Any]]:
    if plan.view is not None:
        yield from _of_view(plan, files)
        return
    absent = {f.name: None for f in plan.fields}
    for index, file in enumerate(files):
        for row in pq.read_table(file.path).to_pylist():
            yield {**absent, **row, DELIVERY: index}


def _of_view(plan: Plan, files: Sequence[RowFile]) -> list[dict[str, Any]]:
    import duckdb

    from verantwoord.engine.runners.duckdb import register
    from verantwoord.engine.runners.fused import carried

    assert plan.view is not None
    with duckdb.connect() as connection:
        register(connection, plan, files)
        rows: list[dict[str, Any]] = connection.sql(carried(plan.view)).to_arrow_table().to_pylist()
    return rows


def _of(measure: Measure, rows: Iterable[Mapping[str, Any]], head: _Head) -> list[_Row]:
    chosen = [_exact(r) for r in rows]
    if measure.where:
        where = parse(measure.where)
        chosen = [r for r in chosen if where.evaluate(r, sql_nulls=True) is True]
    if not chosen:
        return []
    if measure.column is None:
        return [_Row(*head, measure.component, None, Decimal(len(chosen)), len(chosen), 0)]
    cells = [parse(measure.column).evaluate(r, sql_nulls=True) for r in chosen]
    if measure.empty_is_zero:
        cells = [Decimal(0) if isinstance(c, Absent) else c for c in cells]
    values: list[Any] = [c for c in cells if not isinstance(c, Absent)]
    empty = len(cells) - len(values)
    if measure.aggregate is Aggregate.HISTOGRAM and values:
        return _histogram(measure, values, empty, head)
    return [_Row(*head, measure.component, None, _added(measure, values), len(values), empty)]


def _added(measure: Measure, values: list[Decimal]) -> Decimal | None:
    match measure.aggregate:
        case Aggregate.COUNT:
            return Decimal(len(values))
        case Aggregate.SUM:
            return reduce(_EXACT.add, values) if values else None
        case Aggregate.MIN:
            return min(values, default=None)
        case Aggregate.MAX:
            return max(values, default=None)
        case Aggregate.HISTOGRAM:
            return None


def _histogram(measure: Measure, values: list[Decimal], empty: int, head: _Head) -> list[_Row]:
    assert measure.bins is not None
    low, high, step = measure.bins
    counts: dict[int, int] = {}
    for value in values:
        clipped = int(min(max(value, Decimal(low)), Decimal(high)).to_integral_value(ROUND_FLOOR))
        binned = (clipped - low) // step * step + low
        counts[binned] = counts.get(binned, 0) + 1
    kept = len(values)
    return [
        _Row(*head, measure.component, b, Decimal(n), 0 if i else kept, 0 if i else empty)
        for i, (b, n) in enumerate(sorted(counts.items()))
    ]


def _exact(row: Mapping[str, Any]) -> dict[str, Scalar | None]:
    return {
        k: Decimal(v) if isinstance(v, int) and not isinstance(v, bool) else v
        for k, v in row.items()
    }
