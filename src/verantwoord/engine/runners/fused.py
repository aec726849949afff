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
from verantwoord.model.dataset import Aggregate
from verantwoord.model.view import selects_of_rows, windows_of

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
    guards: tuple[int, ...] = ()  # aggregates that must be zero for the slots to be right


def fused(plan: Plan, never_empty: frozenset[str] = frozenset()) -> Fused:
    """Lay out the query of a plan.

    Shape:    a plan, and the columns of which one expects that no cell is empty -> Fused. That is
              counted once per column (`guards`) instead of once per component; if it turns out
              otherwise, the query must be laid out again without that expectation.
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
        tuple(sorted(writing.guards)),
    )


def never_empty(plan: Plan) -> frozenset[str]:
    """Return the columns of which one expects that no cell is empty.

    Those that are required today; but an older file may have been judged by other rules, and a view
    may make empty cells of its own.
    """
    return frozenset(f.name for f in plan.fields if f.required and plan.view is None)


class _Writing:
    def __init__(self, never_empty: frozenset[str]) -> None:
        self.never_empty = never_empty
        self.selected: dict[str, str] = {}
        self.aggregates: dict[Aggregated, int] = {}
        self.guards: set[int] = set()

    def slot(self, measure: Measure) -> Slot:
        where = self._select("f", measure.where) if measure.where else None
        matched = self._count(where)
        if measure.column is None:
            return Slot(measure, matched, matched, matched)
        text = f"coalesce({measure.column}, 0)" if measure.empty_is_zero else measure.column
        cell = self._select("c", text)
        kept = matched
        if not measure.empty_is_zero and measure.column in self.never_empty:
            self.guards.add(self._count(self._select("f", f"{measure.column} is null")))
        elif not measure.empty_is_zero:
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


def carried(view_sql: str, dialect: str = "duckdb") -> str:
    """Return the view with `_levering` taken along, which the author of a pack does not write.

    A group of rows never spans deliveries, so it is split by `_levering` too.
    """
    tree: Any = sqlglot.parse_one(view_sql, read="duckdb")
    for select in selects_of_rows(tree):
        _carry(select)
    return str(tree.sql(dialect=dialect, pretty=True))


def _carry(select: Any) -> None:
    source = select.args.get("from_") or select.args.get("from")
    delivery = exp.column(DELIVERY, table=source.this.alias_or_name)
    for window in windows_of(select):
        window.append("partition_by", delivery.copy())
    if not any(e.is_star for e in select.expressions):
        select.select(delivery, copy=False)
