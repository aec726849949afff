"""A parameter, a column and a dataset are on each day what a reader of the file would say."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.lanes import examples
from verantwoord.model.column import Column, ColumnChange, ColumnType, FormerName
from verantwoord.model.dataset import Dataset
from verantwoord.model.organisation import FOREVER
from verantwoord.model.parameter import Parameter, ParameterValue
from verantwoord.model.text import Source, Text

FIRST = dt.date(2024, 2, 25)
DAYS = [FIRST + dt.timedelta(i) for i in range(14)]
KEYS = ("stroom", "warmte", None)
SOURCE = Source("Besluit")
# first day, last day it holds or none, key
VALUES = st.lists(
    st.tuples(st.sampled_from(DAYS), st.sampled_from([None, *DAYS]), st.sampled_from(KEYS)),
    min_size=1, max_size=6,
)  # fmt: skip


def value(number: int, start: dt.date, until: dt.date | None) -> ParameterValue:
    return ParameterValue(start, until or FOREVER, value=Decimal(number), source=SOURCE)


def fits(dated: Sequence[tuple[dt.date, dt.date | None, str | None]]) -> bool:
    """Say whether a person would take it: in order for each key, and no day has two values."""
    if {k is None for _, _, k in dated} == {True, False}:
        return False  # a key with some and not with others
    for key in KEYS:
        mine = [(s, u) for s, u, k in dated if k == key]
        if any(u is not None and u <= s for s, u in mine):
            return False
        for (start, until), (later, _) in itertools.pairwise(mine):
            if later <= start or (until is not None and until > later):
                return False
    return True


@settings(max_examples=examples(300))
@given(dated=VALUES)
def test_a_parameter_is_on_each_day_its_last_value_that_began(
    dated: list[tuple[dt.date, dt.date | None, str | None]],
) -> None:
    def made() -> Parameter:
        return Parameter(
            "a.b",
            Text("T"),
            "count",
            tuple(
                ParameterValue(s, u or FOREVER, value=Decimal(i), source=SOURCE, key=k)
                for i, (s, u, k) in enumerate(dated)
            ),
            dimension="soort" if any(k for _, _, k in dated) else None,
        )

    if not fits(dated):
        with pytest.raises(ValidationError):
            made()
        return
    parameter = made()
    for day in [FIRST - dt.timedelta(1), *DAYS, dt.date(2100, 1, 1)]:
        for key in KEYS:
            begun = [(i, u) for i, (s, u, k) in enumerate(dated) if k == key and s <= day]
            expected = begun[-1][0] if begun and (begun[-1][1] or FOREVER) > day else None
            found = parameter.on(day, key)
            assert (None if found is None else found.value) == expected


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(DAYS),
        st.sampled_from([None, True, False]),
        st.sampled_from([None, ("a",), ("a", "b"), ("c",)]),
    ),
    max_size=4, unique_by=lambda c: c[0],
).map(lambda c: sorted(c, key=lambda one: one[0]))  # fmt: skip


@settings(max_examples=examples(150))
@given(changes=CHANGES, names=st.lists(st.sampled_from(DAYS), max_size=3, unique=True))
def test_a_column_is_on_each_day_as_the_last_change_of_each_thing_says(
    changes: list[tuple[dt.date, bool | None, tuple[str, ...] | None]], names: list[dt.date]
) -> None:
    column = Column(
        "soort", ColumnType.CODE, Text("S"), required=True, codes=("x",),
        was=tuple(FormerName(f"naam{i}", d) for i, d in enumerate(names)),
        changes=tuple(ColumnChange(d, r, c) for d, r, c in changes),
    )  # fmt: skip
    required, codes = True, ("x",)
    for day in DAYS:
        for on, need, may in changes:
            if on == day:
                required = required if need is None else need
                codes = codes if may is None else may
        asked = column.on(day)
        assert (asked.required, asked.codes) == (required, codes)
        assert asked.names_on(day) == (
            "soort",
            *(f"naam{i}" for i, until in enumerate(names) if day < until),
        )


SPANS = st.lists(
    st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).filter(lambda s: s[0] < s[1]),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=examples(100))
@given(spans=SPANS)
def test_a_dataset_asks_on_each_day_the_columns_of_that_day(
    spans: list[tuple[dt.date, dt.date]],
) -> None:
    columns = [
        Column(f"k{i}", ColumnType.TEXT, Text("K"), required=False, holds_from=s, holds_until=u)
        for i, (s, u) in enumerate(spans)
    ]
    always = Column("altijd", ColumnType.TEXT, Text("A"), required=False)
    dataset = Dataset("d", Text("D"), "geleverd", (*columns, always))
    for day in [FIRST - dt.timedelta(1), *DAYS]:
        there = [f"k{i}" for i, (s, u) in enumerate(spans) if s <= day < u]
        assert [c.name for c in dataset.on(day).columns] == [*there, "altijd"]
    assert dataset.column("altijd").name == "altijd"
    for missing in (lambda: dataset.column("weg"), lambda: dataset.component("weg")):
        with pytest.raises(KeyError):
            missing()


def test_two_values_on_one_day_are_refused_and_a_gap_between_them_is_a_gap() -> None:
    one = value(1, DAYS[0], DAYS[2])
    gap = Parameter("a.b", Text("T"), "count", (one, value(2, DAYS[4], None)))
    assert [gap.on(d) is None for d in DAYS[:5]] == [False, False, True, True, False]
    with pytest.raises(ValidationError, match="overlapt de volgende waarde"):
        Parameter("a.b", Text("T"), "count", (one, value(2, DAYS[1], None)))
