"""From the wide result of a fused query to the one form in which all runners answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verantwoord.engine.errors import EngineError
from verantwoord.engine.plan import SCHEMA, VALUE, Plan, RowFile
from verantwoord.engine.runners.fused import Fused, Slot
from verantwoord.model.dataset import Aggregate


def long(plan: Plan, layout: Fused, wide: pa.Table, files: Sequence[RowFile]) -> pa.Table:
    """Return one row per component, group and bin.

    Shape:    a table whose columns are those of `layout`, keys first -> a table of `SCHEMA`.
    Missing:  a component none of whose rows is in a group has no row there.
    Errors:   EngineError for a sum or extreme that is not an exact number.
    """
    columns = [c.combine_chunks() for c in wide.columns]
    head = _head(plan, columns, files)
    first = len(layout.keys)
    groups = _Groups(head, columns[first:])
    return pa.concat_tables([SCHEMA.empty_table(), *(groups.of(plan, s) for s in layout.slots)])


def has_empty(layout: Fused, wide: pa.Table) -> bool:
    """Say whether a column has an empty cell though the layout expected none."""
    first = len(layout.keys)
    return any((pc.max(wide.column(first + guard)).as_py() or 0) > 0 for guard in layout.guards)


def _head(plan: Plan, columns: list[Any], files: Sequence[RowFile]) -> list[pa.Array]:
    """Delivery, organisation, period and dimensions of each group."""
    which = columns[0].cast(pa.int64())

    def of_file(texts: list[str]) -> pa.Array:
        encoded = pa.array(texts, pa.string()).dictionary_encode()
        return pa.DictionaryArray.from_arrays(encoded.indices.take(which), encoded.dictionary)

    head = [of_file([f.delivery for f in files])]
    if plan.by_row:
        head += [c.cast(pa.string()).dictionary_encode() for c in columns[1:3]]
    else:
        head += [of_file([f.organisation for f in files]), of_file([f.period for f in files])]
    start = 3 if plan.by_row else 1
    head.append(dimensions(columns[start : start + len(plan.dimensions)], len(which)))
    return head


def dimensions(columns: Sequence[pa.Array], length: int) -> pa.Array:
    """Return the values of several columns as one text each: a JSON list; an empty cell is ''."""
    code = np.zeros(length, dtype=np.int64)
    lists: list[list[str]] = [[]]
    for column in columns:
        encoded = column.dictionary_encode(null_encoding="encode")
        values = ["" if v is None else str(v) for v in encoded.dictionary.to_pylist()]
        code = code * max(len(values), 1) + encoded.indices.to_numpy()
        seen, code = np.unique(code, return_inverse=True)  # so that the code stays small
        lists = [
            [*lists[c // max(len(values), 1)], values[c % max(len(values), 1)]]
            for c in seen.tolist()
        ]
    texts = [json.dumps(values, ensure_ascii=False, separators=(",", ":")) for values in lists]
    return pa.DictionaryArray.from_arrays(code.astype(np.int32), pa.array(texts, pa.string()))


class _Groups:
    """The groups of a wide result; what components have in common is kept once."""

    def __init__(self, head: list[pa.Array], columns: list[pa.Array]) -> None:
        self.head = head
        self.columns = columns
        self.count = cache(self._count)
        self.matching = cache(self._matching)

    def _count(self, column: int) -> pa.Array:
        # counting conditions that are empty in every row of a group gives an empty cell
        return self.columns[column].cast(pa.int64()).fill_null(0)

    def _matching(self, kept: int, matched: int) -> tuple[Any, ...]:
        """Groups in which rows matched: which, about what, kept, left out, and no bins."""
        there = pc.greater(self.count(matched), 0)
        everywhere = pc.all(there).as_py()
        mask = None if everywhere else there
        counts = [_filtered(self.count(c), mask) for c in (kept, matched)]
        about = [_filtered(h, mask) for h in self.head]
        none = pa.nulls(len(counts[0]), pa.int64())
        return mask, about, counts[0], pc.subtract(counts[1], counts[0]), none

    def of(self, plan: Plan, slot: Slot) -> pa.Table:
        """Return one component."""
        mask, about, kept, empty, none = self.matching(slot.kept, slot.matched)
        raw = _filtered(self.columns[slot.value], mask)
        if slot.measure.aggregate is Aggregate.HISTOGRAM:
            return _histogram(slot, about, raw, kept, empty)
        value = exact(raw, plan.dataset, slot.measure.component)
        return _table(slot, about, none, value, kept, empty)


def _filtered(values: Any, mask: Any) -> Any:
    return values if mask is None else values.filter(mask)


def exact(values: pa.Array, dataset: str, component: str) -> pa.Array:
    """Return numbers in the one decimal type that holds them all, or refuse what is not exact."""
    if pa.types.is_integer(values.type):
        values = values.cast(pa.decimal128(38, 0))
    if not pa.types.is_decimal(values.type):
        raise EngineError(
            f"dataset '{dataset}': component '{component}' geeft {values.type} in plaats van een "
            "exact getal; de uitkomst zou van de volgorde afhangen. Gebruik CAST(… AS DECIMAL).",
            f"dataset '{dataset}': component '{component}' gives {values.type} instead of an exact "
            "number; the outcome would depend on the order. Use CAST(… AS DECIMAL).",
        )
    return values.cast(VALUE)


def _histogram(
    slot: Slot, about: list[pa.Array], raw: Any, kept: pa.Array, empty: pa.Array
) -> pa.Table:
    """One row per bin, or one without; rows and empty cells stand on the first, to add up."""
    offsets = np.asarray(raw.offsets)
    size = np.diff(offsets)
    group = np.repeat(np.arange(len(raw)), np.maximum(size, 1))
    there = np.repeat(size > 0, np.maximum(size, 1))
    bins, counts = np.zeros(len(group), np.int64), np.zeros(len(group), np.int64)
    bins[there] = np.asarray(raw.keys.cast(pa.int64()))[offsets[0] : offsets[-1]]
    counts[there] = np.asarray(raw.items.cast(pa.int64()))[offsets[0] : offsets[-1]]
    order = np.lexsort((bins, group))
    bins, counts = bins[order], counts[order]
    first = np.diff(group, prepend=-1) > 0
    return _table(
        slot,
        [a.take(pa.array(group)) for a in about],
        pa.array(bins, pa.int64(), mask=~there),
        pa.array(counts, pa.int64(), mask=~there).cast(pa.decimal128(38, 0)).cast(VALUE),
        pa.array(np.asarray(kept)[group] * first),
        pa.array(np.asarray(empty)[group] * first),
    )


def _table(
    slot: Slot, about: list[pa.Array], bins: Any, value: Any, rows: Any, empty: Any
) -> pa.Table:
    delivery, organisation, period, dims = about
    component = pa.DictionaryArray.from_arrays(
        np.zeros(len(rows), np.int32), pa.array([slot.measure.component])
    )
    return pa.Table.from_arrays(
        [delivery, organisation, period, dims, component, bins, value, rows, empty], schema=SCHEMA
    )
