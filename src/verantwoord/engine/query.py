"""One fused query per dataset: all components of all indicators in one scan.

The text names tables (`rijen`, reference tables, parameters); whoever runs it registers files under
those names, so that another SQL engine can run the same text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlglot
from sqlglot import exp

from verantwoord.formula.expression import parse
from verantwoord.model.dataset import Aggregate, Component, Dataset

DELIVERY = "_levering"  # which file a row is from: its place in the list that was registered


@dataclass(frozen=True, slots=True)
class Slot:
    """In which columns of the result a component stands."""

    component: str
    aggregate: Aggregate
    value: int
    rows: int
    empty: int | None  # count of all rows that met the filter; None if no cell can be empty


@dataclass(frozen=True)
class FusedQuery:
    """The SQL of one dataset and how to read its result."""

    dataset: str
    sql: str
    dimensions: tuple[str, ...]
    by_row: bool  # organisation and period are columns, not properties of the delivery
    keys: int  # how many columns come before the aggregates
    slots: tuple[Slot, ...]


def fused_query(
    dataset: Dataset, components: Iterable[Component], dimensions: Iterable[str]
) -> FusedQuery:
    """Write the one query that computes components per delivery, organisation and period.

    Shape:    a dataset, some of its components, some of its dimensions -> SQL and its layout.
    Unit:     each component in its own unit.
    Missing:  an empty cell adds nothing; how many rows had one is counted beside each component.
    Rounding: none: sums of DECIMAL are DECIMAL.
    Errors:   none; the pack loader has checked every expression.
    Source:   DESIGN 5.
    """
    dims = tuple(sorted(dimensions))
    by_row = _by_row(dataset)
    keys = [DELIVERY, *(("_organisatie", "_periode") if by_row else ()), *dims]
    aggregates: dict[str, int] = {}

    def column_of(sql: str) -> int:
        return aggregates.setdefault(sql, len(keys) + len(aggregates))

    slots = []
    for component in components:
        where = parse(component.where).sql() if component.where else None
        cell = parse(component.column).sql() if component.column else None
        all_rows = column_of(_filtered("count(*)", where))
        if component.aggregate is Aggregate.COUNT and cell is None:
            slots.append(Slot(component.id, component.aggregate, all_rows, all_rows, None))
            continue
        assert cell is not None  # the loader refuses others
        can_be_empty = not _never_empty(dataset, component)
        kept = column_of(_filtered(f"count({cell})", where)) if can_be_empty else all_rows
        value = column_of(_filtered(_aggregate(component, cell), where))
        if component.aggregate is Aggregate.COUNT:
            value = kept
        empty = all_rows if can_be_empty else None
        slots.append(Slot(component.id, component.aggregate, value, kept, empty))
    selected = [f"  {k}" for k in keys] + [
        f"  {sql} AS k{i - len(keys)}" for sql, i in aggregates.items()
    ]
    table = f"(\n{carried(dataset.view_sql)}\n)" if dataset.view_sql else "rijen"
    group = ", ".join(str(i + 1) for i in range(len(keys)))
    sql = "SELECT\n" + ",\n".join(selected) + f"\nFROM {table}\nGROUP BY {group}"
    return FusedQuery(dataset.id, sql, dims, by_row, len(keys), tuple(slots))


def _by_row(dataset: Dataset) -> bool:
    """Say whether rows of one delivery can be about several organisations or periods."""
    return dataset.role("organisation") is not None or dataset.role("period") is not None


def _filtered(aggregate: str, where: str | None) -> str:
    return f"{aggregate} FILTER (WHERE {where})" if where else aggregate


def _aggregate(component: Component, cell: str) -> str:
    if component.aggregate is Aggregate.HISTOGRAM:
        assert component.bins is not None
        low, high, step = component.bins
        # whole numbers before //, which of decimals gives a float; and greatest() and least()
        # pass over an empty cell, which must stay empty
        clipped = f"CAST(floor(least(greatest({cell}, {low}), {high})) AS BIGINT)"
        binned = f"({clipped} - ({low})) // {step} * {step} + ({low})"
        return f"histogram(CASE WHEN ({cell}) IS NOT NULL THEN {binned} END)"
    return f"{component.aggregate}({cell})"


def _never_empty(dataset: Dataset, component: Component) -> bool:
    """Required columns of delivered rows have no empty cells; a view may make them."""
    if dataset.view_sql is not None or component.column is None:
        return False
    names = parse(component.column).names
    return all(dataset.column(n).required for n in names if not n.startswith("_"))


def carried(view_sql: str) -> str:
    """Return the view with `_levering` taken along, which the author of a pack does not write."""
    tree: Any = sqlglot.parse_one(view_sql, read="duckdb")
    carriers = {"rijen"}
    for cte in tree.find_all(exp.CTE):
        if _carry(cte.this, carriers):
            carriers.add(cte.alias)
    _carry(tree, carriers)
    return str(tree.sql(dialect="duckdb", pretty=True))


def _carry(select: Any, carriers: set[str]) -> bool:
    source = select.args.get("from_") or select.args.get("from")
    if source is None or not isinstance(source.this, exp.Table):
        return False
    table = source.this
    if table.name not in carriers:
        return False
    stars = [e for e in select.expressions if e.is_star]
    if not stars:
        select.select(exp.column(DELIVERY, table=table.alias_or_name), copy=False)
    return True
