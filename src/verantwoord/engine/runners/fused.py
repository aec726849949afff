"""One query per dataset: which columns it selects and aggregates, before any dialect of SQL.

The filters and cells of all components stand once in an inner SELECT; the aggregates around it only
name them. DuckDB computes a predicate that is written twice two times, so this is also the fastest
form we found (docs/performance.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlglot
from sqlglot import exp

from verantwoord.engine.plan import DELIVERY, Measure, Plan
from verantwoord.formula.expression import parse
from verantwoord.model.dataset import Aggregate

ALL = "count"  # of every row of a group
ORGANISATION, PERIOD = "_organisatie", "_periode"


class Aggregated(NamedTuple):
    """One aggregate of the outer SELECT: `function` over a selected column, with a filter."""

    function: str  # count, count_if, sum, min, max or histogram
    of: str | None = None
    where: str | None = None
    bins: tuple[int, int, int] | None = None


class Slot(NamedTuple):
    """In which aggregates a component stands: value, rows that were kept, rows that matched."""

    measure: Measure
    value: int
    kept: int
    matched: int


@dataclass(frozen=True)
class Fused:
    """The layout of one query."""

    keys: tuple[str, ...]
    selected: dict[str, str]  # alias -> expression in the language of formulas
    aggregates: tuple[Aggregated, ...]
    slots: tuple[Slot, ...]


def fused(plan: Plan, never_empty: frozenset[str] = frozenset()) -> Fused:
    """Lay out the query of a plan.

    Shape:    a plan, and the columns that have no empty cell in the files at hand -> Fused.
    Missing:  an empty cell is zero where the component says so; else it is left out and counted.
    """
    writing = _Writing(never_empty)
    slots = tuple(map(writing.slot, plan.measures))
    about = (ORGANISATION, PERIOD) if plan.by_row else ()
    return Fused(
        (DELIVERY, *about, *plan.dimensions),
        {alias: text for text, alias in writing.selected.items()},
        tuple(writing.aggregates),
        slots,
    )


class _Writing:
    def __init__(self, never_empty: frozenset[str]) -> None:
        self.never_empty = never_empty
        self.selected: dict[str, str] = {}
        self.aggregates: dict[Aggregated, int] = {}

    def slot(self, measure: Measure) -> Slot:
        where = self._select("f", measure.where) if measure.where else None
        matched = self._count(where)
        if measure.column is None:
            return Slot(measure, matched, matched, matched)
        text = f"coalesce({measure.column}, 0)" if measure.empty_is_zero else measure.column
        cell = self._select("c", text)
        kept = matched
        if not measure.empty_is_zero and not self._is_never_empty(measure.column):
            there = f"({measure.column}) is not null"
            kept = self._count(
                self._select("f", f"({measure.where}) and {there}" if measure.where else there)
            )
        if measure.aggregate is Aggregate.COUNT:
            return Slot(measure, kept, kept, matched)
        of = Aggregated(str(measure.aggregate), cell, where, measure.bins)
        return Slot(measure, self._aggregate(of), kept, matched)

    def _select(self, kind: str, text: str) -> str:
        return self.selected.setdefault(text, f"{kind}{len(self.selected)}")

    def _count(self, where: str | None) -> int:
        return self._aggregate(Aggregated("count_if", where) if where else Aggregated(ALL))

    def _aggregate(self, aggregate: Aggregated) -> int:
        return self.aggregates.setdefault(aggregate, len(self.aggregates))

    def _is_never_empty(self, column: str) -> bool:
        names = parse(column).names
        return bool(names) and names <= self.never_empty and parse(column).text in names


def carried(view_sql: str, dialect: str = "duckdb") -> str:
    """Return the view with `_levering` taken along, which the author of a pack does not write."""
    tree: Any = sqlglot.parse_one(view_sql, read="duckdb")
    carriers = {"rijen"}
    for cte in tree.find_all(exp.CTE):
        if _carry(cte.this, carriers):
            carriers.add(cte.alias)
    _carry(tree, carriers)
    return str(tree.sql(dialect=dialect, pretty=True))


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
