"""What the runners gave, as columns: numbers as scaled whole numbers, everything else as codes.

A decimal of scale s is kept as that number times 10^s, in int64 where every sum that can be made of
it fits, and else as Python integers: adding and multiplying is then exact, and fast.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Context
from functools import cache, cached_property
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

    @cached_property
    def key(self) -> tuple[int, ...]:
        """Equal for components with the same rows: their columns are one object in a store."""
        return id(self.place), id(self.delivery), id(self.dimensions), id(self.names)

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
        self._columns: dict[tuple[str, bytes], Codes] = {}

    def add(self, plan: Plan, table: pa.Table) -> None:
        """Take in what a runner gave for a plan, without the rows that have no date.

        Errors:   ValueError for a period that cannot be read.
        """
        names = _Names(self, plan)
        parts: dict[str, list[_Part]] = {}
        for batch in table.to_batches():
            for component, rows in _by_component(batch):
                parts.setdefault(component, []).append(names.part(rows))
        for component, found in parts.items():
            facts = self._facts(found, names.dimensions)
            if len(facts.place):
                self.facts[component] = facts

    def _facts(self, parts: list[_Part], names: Sequence[Dimensions]) -> Facts:
        """Put the parts of one component together; columns that are the same are kept once."""
        place, delivery, dimensions, has, rows, empty = (
            self._once(np.concatenate([p[i] for p in parts])) for i in range(6)
        )
        values = pa.concat_arrays([p.value for p in parts])
        bins = pa.concat_arrays([p.bin for p in parts])
        value, scale = scaled(values)
        return Facts(
            place, delivery, dimensions, names, _bins(bins), value, has, scale, rows, empty
        )

    def _once(self, column: Codes) -> Codes:
        """Components of one query mostly have the same rows, in the same order."""
        key = (column.dtype.str, hashlib.sha256(column.tobytes()).digest())
        return self._columns.setdefault(key, column)

    def place(self, organisation: str, period: Period) -> int:
        """Return the code of an organisation and period."""
        code = self._place_codes.setdefault((organisation, period), len(self.places))
        if code == len(self.places):
            self.places.append((organisation, period))
        return code

    def delivery(self, delivery: str) -> int:
        """Return the code of a delivery."""
        code = self._delivery_codes.setdefault(delivery, len(self.deliveries))
        if code == len(self.deliveries):
            self.deliveries.append(delivery)
        return code


class _Part(NamedTuple):
    """Rows of one component: codes as arrays, and values as the runner gave them."""

    place: Codes
    delivery: Codes
    dimensions: Codes
    has: Codes
    rows: Codes
    empty: Codes
    bin: pa.Array
    value: pa.Array


class _Names:
    """Turns the texts of one table into codes."""

    def __init__(self, store: Store, plan: Plan) -> None:
        self.store = store
        self.plan = plan
        self.dimensions: list[Dimensions] = []
        self._dimension = cache(self._dimension_code)
        self._delivery = cache(store.delivery)
        self._place = cache(self._place_code)

    def part(self, rows: pa.RecordBatch) -> _Part:
        """Return rows of one component with codes, without what has no date."""
        column = dict(zip(rows.schema.names, rows.columns, strict=True))
        place = self._places(column["organisation"], column["period"])
        dated = place >= 0
        if not dated.all():
            return self.part(rows.filter(pa.array(dated)))
        return _Part(
            place,
            _coded(column["delivery"], self._delivery),
            _coded(column["dimensions"], self._dimension),
            np.asarray(column["value"].is_valid()),
            _narrow(column["rows"]),
            _narrow(column["empty"]),
            column["bin"],
            column["value"],
        )

    def _places(self, who: pa.Array, when: pa.Array) -> Codes:
        """Return the place of each row; -1 for what is undated."""
        names, texts = who.dictionary.to_pylist(), when.dictionary.to_pylist()
        both = np.asarray(who.indices).astype(np.int64) * max(len(texts), 1)
        seen, inverse = np.unique(both + np.asarray(when.indices), return_inverse=True)
        found = [self._place(names[c // len(texts)], texts[c % len(texts)]) for c in seen.tolist()]
        places: Codes = np.array(found, dtype=np.int32)[inverse]
        return places

    def _place_code(self, who: str, text: str) -> int:
        return -1 if text == UNDATED else self.store.place(who, Period.parse(text))

    def _dimension_code(self, text: str) -> int:
        self.dimensions.append(named(self.plan.dimensions, text))
        return len(self.dimensions) - 1


def _by_component(batch: pa.RecordBatch) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Split rows by component; those of one component mostly stand together."""
    column = batch.column("component")
    codes, names = np.asarray(column.indices), column.dictionary.to_pylist()
    if (np.diff(codes) < 0).any():
        order = np.argsort(codes, kind="stable")
        batch, codes = batch.take(pa.array(order)), codes[order]
    for code in np.unique(codes).tolist():
        first, last = np.searchsorted(codes, [code, code + 1]).tolist()
        yield names[code], batch.slice(first, last - first)


def _coded(column: pa.Array, code_of: Callable[[str], int]) -> Codes:
    """Return codes of the texts that occur; a dictionary may hold many that do not."""
    seen, inverse = np.unique(np.asarray(column.indices), return_inverse=True)
    texts = column.dictionary.take(pa.array(seen)).to_pylist()
    codes: Codes = np.array([code_of(t) for t in texts], dtype=np.int32)[inverse]
    return codes


def named(dimensions: Iterable[str], text: str) -> Dimensions:
    """Return the values of a row of `SCHEMA` with the names of their dimensions."""
    return tuple(zip(dimensions, json.loads(text), strict=True))


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
