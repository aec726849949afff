"""The slow engine: components in plain Python, row by row, to hold the fast one against.

Shares the allow-listed expressions, not their SQL: DuckDB and this module must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from verantwoord.engine.tables import Dimensions, Row
from verantwoord.formula.expression import Scalar, parse
from verantwoord.formula.quantities import Absent
from verantwoord.model.dataset import Aggregate, Component

_Head = tuple[str, str, str, Dimensions]


def reference_rows(
    components: Iterable[Component],
    dimensions: Iterable[str],
    delivery: str,
    rows: Iterable[Mapping[str, Any]],
) -> list[Row]:
    """Compute components of one delivery without SQL.

    Shape:    rows with `_organisatie`, `_periode` and columns -> the rows the fast engine gives.
    Unit:     each component in its own unit.
    Missing:  an empty cell adds nothing and is counted.
    Rounding: none.
    Errors:   none.
    Source:   DESIGN 5.
    """
    dims = tuple(sorted(dimensions))
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        key = (row["_organisatie"], row["_periode"], *(row[d] for d in dims))
        groups.setdefault(key, []).append(row)
    out: list[Row] = []
    for key, members in sorted(groups.items(), key=lambda g: tuple(map(str, g[0]))):
        named = tuple((n, "" if v is None else str(v)) for n, v in zip(dims, key[2:], strict=True))
        for component in components:
            out += _component(component, members, (delivery, key[0], key[1], named))
    return out


def _component(
    component: Component, rows: list[Mapping[str, Any]], head: tuple[str, str, str, Dimensions]
) -> list[Row]:
    chosen = [_exact(r) for r in rows]
    if component.where:
        where = parse(component.where)
        chosen = [r for r in chosen if where.evaluate(r, sql_nulls=True) is True]
    if component.column is None:
        n = len(chosen)
        return [Row(*head, component.id, None, Decimal(n), n, 0)] if n else []
    cell = parse(component.column)
    cells = [cell.evaluate(r, sql_nulls=True) for r in chosen]
    values: list[Any] = [v for v in cells if not isinstance(v, Absent)]
    empty = len(cells) - len(values)
    if not cells:
        return []
    if component.aggregate is Aggregate.HISTOGRAM:
        return _histogram(component, values, empty, head)
    value: Decimal | None
    if component.aggregate is Aggregate.COUNT:
        value = Decimal(len(values))
    elif not values:
        value = None
    elif component.aggregate is Aggregate.SUM:
        value = sum(values, Decimal(0))
    else:
        value = min(values) if component.aggregate is Aggregate.MIN else max(values)
    return [Row(*head, component.id, None, value, len(values), empty)]


def _histogram(
    component: Component, values: list[Any], empty: int, head: tuple[str, str, str, Dimensions]
) -> list[Row]:
    assert component.bins is not None
    low, high, step = component.bins
    if not values:
        return [Row(*head, component.id, None, None, 0, empty)]
    counts: dict[int, int] = {}
    for value in values:
        clipped = int(min(max(value, Decimal(low)), Decimal(high)).to_integral_value(ROUND_FLOOR))
        binned = (clipped - low) // step * step + low
        counts[binned] = counts.get(binned, 0) + 1
    return [
        Row(*head, component.id, b, Decimal(n), len(values) if i == 0 else 0, empty * (i == 0))
        for i, (b, n) in enumerate(sorted(counts.items()))
    ]


def _exact(row: Mapping[str, Any]) -> dict[str, Scalar | None]:
    return {
        k: Decimal(v) if isinstance(v, int) and not isinstance(v, bool) else v
        for k, v in row.items()
    }
