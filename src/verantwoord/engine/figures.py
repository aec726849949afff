"""All figures of a computation: their numbers as columns, and each with its proof when asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pyarrow as pa

from verantwoord.engine.component_values import Subject
from verantwoord.engine.making import FigureNumbers, Making
from verantwoord.formula.quantities import Absent, Value, plain
from verantwoord.model.figure import Figure, figure_id


class _Entry(NamedTuple):
    making: Making
    subject: Subject
    made: FigureNumbers


class Figures(Mapping[str, Figure]):
    """Figures by id, in the order in which they were made.

    The numbers are computed once; a `Figure` with its components, parameters, judgements and
    quality is made each time that one is asked for, so that half a million fit in memory.
    """

    def __init__(self, subjects: Iterable[tuple[Making, Subject]]) -> None:
        self._entries = {
            _id(making, subject): _Entry(making, subject, making.make(subject))
            for making, subject in subjects
        }

    def __getitem__(self, key: str) -> Figure:
        making, subject, made = self._entries[key]
        return making.figure(subject, made)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def table(self) -> pa.Table:
        """Return all numbers as columns.

        Shape:    one row per figure, in the same order.
        Missing:  no number: `value` is empty, `absent` says why.
        Rounding: none: numbers are text with all their digits.
        """
        entries = self._entries.values()
        subjects = [e.subject for e in entries]
        made = [e.made for e in entries]
        columns = {
            "figure": list(self._entries),
            "indicator": [e.making.indicator.id for e in entries],
            "organisation": [s.organisation for s in subjects],
            "period": [str(s.period) for s in subjects],
            "dimensions": [json.dumps(dict(s.dimensions), ensure_ascii=False) for s in subjects],
            "structure": [e.making.rollup.structure.on for e in entries],
            "value": [_number(m.value) for m in made],
            "absent": [str(m.value) if isinstance(m.value, Absent) else None for m in made],
            "numerator": [_number(m.numerator) for m in made],
            "denominator": [_number(m.denominator) for m in made],
            "unit": [e.making.indicator.unit for e in entries],
            "status": [str(m.status) for m in made],
            "received": [m.coverage.received for m in made],
            "expected": [m.coverage.expected for m in made],
            "cells": [m.coverage.cells for m in made],
            "cells_expected": [m.coverage.cells_expected for m in made],
        }
        arrays = {
            n: pa.array(columns[n], t) for n, t in zip(SCHEMA.names, SCHEMA.types, strict=True)
        }
        return pa.table(arrays, schema=SCHEMA)


_TEXT = pa.string()
SCHEMA = pa.schema(
    [
        ("figure", _TEXT),
        ("indicator", _TEXT),
        ("organisation", _TEXT),
        ("period", _TEXT),
        ("dimensions", _TEXT),
        ("structure", pa.date32()),
        ("value", _TEXT),
        ("absent", _TEXT),
        ("numerator", _TEXT),
        ("denominator", _TEXT),
        ("unit", _TEXT),
        ("status", _TEXT),
        ("received", pa.int64()),
        ("expected", pa.int64()),
        ("cells", pa.int64()),
        ("cells_expected", pa.int64()),
    ]
)


def _id(making: Making, subject: Subject) -> str:
    on = making.rollup.structure.on
    return figure_id(
        making.indicator.id, subject.organisation, subject.period, dict(subject.dimensions), on
    )


def _number(value: Value | None) -> str | None:
    return None if value is None or isinstance(value, Absent) else plain(value)
