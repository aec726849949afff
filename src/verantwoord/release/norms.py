"""Which organisations are within a norm: figures held against the bounds they were made with.

A norm is not a goal: it asks nothing of a year, and may be about a plan that is no result yet.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from verantwoord.engine.plan import plan, row_file
from verantwoord.engine.runners import duckdb as runner
from verantwoord.engine.runners.fused import ORGANISATION
from verantwoord.formula.quantities import Absent, Value
from verantwoord.model.figure import Figure
from verantwoord.model.indicator import Indicator
from verantwoord.model.period import Period
from verantwoord.release.material import Material


class NormState(StrEnum):
    """How the value of one organisation lies to the norm; unknown is a state of its own."""

    WITHIN = "binnen de norm"
    BELOW = "lager dan de norm"
    ABOVE = "hoger dan de norm"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class NormRow:
    """One organisation with its last figure, the bounds of that figure, and how it lies to them."""

    organisation: str
    figure: Figure | None
    low: Value | None
    high: Value | None
    state: NormState
    compared: tuple[Indicator, ...] = ()  # of what there is a value in the same period
    missing: tuple[Indicator, ...] = ()  # of what there is none
    present: bool = False  # there is a row about it, if only one without a period


def norm_rows(material: Material, indicator: Indicator) -> list[NormRow]:
    """Hold the last figure of every member of the population against the norm.

    Shape:    an indicator with `between` -> one row for each member that had not ended by the last
              day of the year of the report, in the order of the pack: who went on in others would
              stand beside them.
    Unit:     value and bounds are in the unit of the indicator; the loader has seen to it.
    Missing:  no figure, no value or no bound: `onbekend`, in the list and in its length.
    Rounding: none; the unrounded value is compared, and a bound itself is within.
    Errors:   none; without `between` the list is empty.
    Source:   adr/2026-11-27-a-norm-for-each-organisation.md
    """
    if indicator.between is None:
        return []
    population = material.pack.organisations.populations[indicator.population]
    there = _present(material, indicator)
    rows = [_row(material, indicator, who) for who in population.members if _is_left(material, who)]
    return [replace(row, present=row.organisation in there) for row in rows]


def _is_left(material: Material, who: str) -> bool:
    last = Period.year(material.reporting_year).last_day
    return material.pack.organisations.by_id[who].exists_until > last


def _present(material: Material, indicator: Indicator) -> set[str]:
    """Return about whom there is a row in the files, dated or not; only where that is asked."""
    if indicator.found is None or material.rows_path is None:
        return set()
    found: set[str] = set()
    for dataset in {u.component.rpartition(".")[0] for u in indicator.components.values()}:
        declared = material.pack.datasets[dataset]
        used = [d for d in material.current if d.dataset == (declared.base or dataset)]
        if used:
            files = [row_file(d, material.rows_path(d)) for d in used]
            made = runner.rows(plan(material.pack, declared, (), ()), files, ())
            found.update(made.column(ORGANISATION).unique().to_pylist())
    return found


def _row(material: Material, indicator: Indicator, who: str) -> NormRow:
    own = [
        f
        for f in material.by_indicator[indicator.id]
        if f.organisation == who and not f.dimensions and f.structure is None
    ]
    figure = max(own, key=lambda f: (f.period.end, f.period.start), default=None)
    if figure is None or indicator.between is None:
        every = (indicator.id, *indicator.beside)
        missing = tuple(material.pack.indicators[i] for i in every)
        return NormRow(who, None, None, None, NormState.UNKNOWN, missing=missing)
    bounds = {p.alias: p.value for p in figure.parameters}
    low, high = (bounds[alias] for alias in indicator.between)
    shown = {i: _has_value(material, i, figure) for i in (indicator.id, *indicator.beside)}
    compared, missing = (
        tuple(material.pack.indicators[i] for i, has in shown.items() if has is wanted)
        for wanted in (True, False)
    )
    state = state_of(figure.value, low, high)
    return NormRow(who, figure, low, high, state, compared, missing)


def _has_value(material: Material, indicator: str, beside: Figure) -> bool:
    """Say whether an indicator has a value of the same organisation and period, also split."""
    return any(
        f.organisation == beside.organisation
        and f.period == beside.period
        and f.structure is None
        and not isinstance(f.value, Absent)
        for f in material.by_indicator[indicator]
    )


def state_of(value: Value, low: Value, high: Value) -> NormState:
    """Say how a value lies to two bounds, which are within themselves.

    Missing:  one of the three unknown: `onbekend`, also where the others would decide it.
    """
    if isinstance(value, Absent) or isinstance(low, Absent) or isinstance(high, Absent):
        return NormState.UNKNOWN
    if value < low:
        return NormState.BELOW
    return NormState.ABOVE if value > high else NormState.WITHIN


def norm_counts(rows: list[NormRow]) -> dict[NormState, int]:
    """Return how many rows are in each state, also where that is none."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in NormState}
