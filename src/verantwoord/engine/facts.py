"""What the runners gave, as columns: numbers as scaled whole numbers, everything else as codes.

A decimal of scale s is kept as that number times 10^s, in int64 where every sum that can be made of
it fits, and else as Python integers: adding and multiplying is then exact, and fast.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from verantwoord.engine.plan import Plan
from verantwoord.model.period import Period

Numbers: TypeAlias = npt.NDArray[Any]  # int64, or object for whole numbers of any size
Codes: TypeAlias = npt.NDArray[Any]  # int32 or int64
Dimensions: TypeAlias = tuple[tuple[str, str], ...]

UNDATED = "ongedateerd"  # such a fact is shown with its source, but makes no figure
_WIDE = Context(prec=76)  # as many digits as `VALUE` has
_SCALES = (0, 2, 3, 4, 6, 9, 12, 15, 18, 24, 30)


@dataclass(frozen=True, eq=False)
class Facts:
    """The rows of one component."""

    place: Codes  # which organisation and period: an index of `Store.places`
    delivery: Codes  # index of `Store.deliveries`
    dimensions: Codes  # index of `names`
    names: Sequence[Dimensions]
    bin: Codes | None  # only of a histogram; where `has` is false it means nothing
    value: Numbers  # zero where `has` is false
    has: npt.NDArray[np.bool_]
    scale: int
    rows: Codes
    empty: Codes

    def groups(self, places: Sequence[tuple[str, Period]]) -> set[tuple[str, Period, Dimensions]]:
        """Return which organisation, period and dimensions there are rows of."""
        width = max(len(self.names), 1)
        seen = np.unique(self.place.astype(np.int64) * width + self.dimensions)
        return {(*places[code // width], self.names[code % width]) for code in seen.tolist()}


class Store:
    """The facts of all components, with the codes that they share."""

    def __init__(self) -> None:
        self.places: list[tuple[str, Period]] = []
        self.deliveries: list[str] = []
        self.facts: dict[str, Facts] = {}
        self._place_codes: dict[tuple[str, Period], int] = {}
        self._delivery_codes: dict[str, int] = {}

    def add(self, plan: Plan, table: pa.Table) -> None:
        """Take in what a runner gave for a plan, without the rows that have no date.

        Errors:   ValueError for a period that cannot be read.
        """
        if table.num_rows == 0:
            return
        whole = table.unify_dictionaries().combine_chunks()
        column = {n: whole.column(n).chunk(0) for n in whole.column_names}
        place = self._places(column["organisation"], column["period"])
        component = np.asarray(column["component"].indices)
        order = np.argsort(component, kind="stable")
        order = order[place[order] >= 0]
        starts = np.searchsorted(
            component[order], np.arange(len(column["component"].dictionary) + 1)
        )
        sorted_ = _Sorted(
            place[order],
            self._delivery(column["delivery"])[order],
            np.asarray(column["dimensions"].indices)[order],
            [named(plan.dimensions, t) for t in column["dimensions"].dictionary.to_pylist()],
            {n: column[n].take(pa.array(order)) for n in ("bin", "value", "rows", "empty")},
        )
        for code, name in enumerate(column["component"].dictionary.to_pylist()):
            part = slice(int(starts[code]), int(starts[code + 1]))
            if part.start < part.stop:
                self.facts[name] = sorted_.facts(part)

    def _places(self, who: pa.Array, when: pa.Array) -> Codes:
        """Return the place of each row; -1 for what is undated."""
        parsed = [None if t == UNDATED else _period(t) for t in when.dictionary.to_pylist()]
        names, n = who.dictionary.to_pylist(), len(parsed)
        both = np.asarray(who.indices).astype(np.int64) * n + np.asarray(when.indices)
        seen, inverse = np.unique(both, return_inverse=True)
        pairs = ((names[code // n], parsed[code % n]) for code in seen.tolist())
        found = [-1 if p is None else self._place_code((w, p)) for w, p in pairs]
        places: Codes = np.array(found, dtype=np.int32)
        return places[inverse]

    def _place_code(self, place: tuple[str, Period]) -> int:
        code = self._place_codes.setdefault(place, len(self.places))
        if code == len(self.places):
            self.places.append(place)
        return code

    def _delivery(self, column: pa.Array) -> Codes:
        codes = [self._delivery_code(d) for d in column.dictionary.to_pylist()]
        translated: Codes = np.array(codes, dtype=np.int32)[np.asarray(column.indices)]
        return translated

    def _delivery_code(self, delivery: str) -> int:
        code = self._delivery_codes.setdefault(delivery, len(self.deliveries))
        if code == len(self.deliveries):
            self.deliveries.append(delivery)
        return code


class _Sorted(NamedTuple):
    """The rows of one table, by component."""

    place: Codes
    delivery: Codes
    dimensions: Codes
    names: list[Dimensions]
    column: dict[str, pa.Array]

    def facts(self, part: slice) -> Facts:
        values = self.column["value"][part]
        value, scale = scaled(values)
        return Facts(
            place=self.place[part],
            delivery=self.delivery[part],
            dimensions=self.dimensions[part],
            names=self.names,
            bin=_bins(self.column["bin"][part]),
            value=value,
            has=np.asarray(values.is_valid()),
            scale=scale,
            rows=_narrow(self.column["rows"][part]),
            empty=_narrow(self.column["empty"][part]),
        )


def named(dimensions: Iterable[str], text: str) -> Dimensions:
    """Return the values of a row of `SCHEMA` with the names of their dimensions."""
    return tuple(zip(dimensions, json.loads(text), strict=True))


_period = cache(Period.parse)


def _bins(column: pa.Array) -> Codes | None:
    if column.null_count == len(column):
        return None
    return np.asarray(column.fill_null(0))


def _narrow(column: pa.Array) -> Codes:
    """Counts of rows seldom need eight bytes."""
    counts = np.asarray(column)
    return counts.astype(np.int32) if counts.max(initial=0) < 2**31 else counts


def scaled(values: pa.Array) -> tuple[Numbers, int]:
    """Return exact decimals as whole numbers and how many digits of them stand after the point.

    Shape:    an array of `VALUE` -> whole numbers, zero where there is no value, and the scale.
    Rounding: none: the smallest scale that holds all values, of up to 76 digits.
    """
    for scale in _SCALES:
        try:
            fitting = values.cast(pa.decimal128(38, scale))
        except pa.ArrowInvalid:
            continue
        return _whole(fitting), scale
    scale = values.type.scale
    listed = [0 if v is None else int(_WIDE.scaleb(v, scale)) for v in values.to_pylist()]
    return np.array(listed, dtype=object), scale


def _whole(values: pa.Array) -> Numbers:
    """Read the 128-bit whole numbers of a decimal array."""
    filled = values.fill_null(0) if values.null_count else values
    words = np.frombuffer(filled.buffers()[1], dtype="<i8")
    low, high = words.reshape(-1, 2)[filled.offset : filled.offset + len(filled)].T
    if (high == low >> 63).all():
        whole: Numbers = low.copy()
    else:
        whole = (high.astype(object) << 64) | low.copy().view(np.uint64).astype(object)
    return whole
