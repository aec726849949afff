"""Which types, roles, grains and changes of columns go together: every combination."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from tests.conftest import PACKS
from verantwoord.model.cell_checks import check_cells
from verantwoord.model.cells import smallest_period
from verantwoord.model.checks import Checks, Unread
from verantwoord.model.dataset import (
    CellGrain,
    Column,
    ColumnChange,
    ColumnType,
    Dataset,
    Dated,
    DatedAs,
    FormerName,
)
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Grain
from verantwoord.model.text import Text

T, REASON = Text("T"), Text("Omdat.")
MINI = load_pack(PACKS / "mini")
JANUARY, JUNE = dt.date(2024, 1, 1), dt.date(2024, 6, 1)


def column(name: str, kind: str, **more: Any) -> Column:
    given: dict[str, Any] = {"required": True, "codes": ("a", "b") if kind == "code" else ()}
    return Column(name, ColumnType(kind), T, **(given | more))


def said(*columns: Column, grain: CellGrain | None = None) -> list[str]:
    dataset = Dataset("d", T, "geleverd", columns, grain=grain)
    checks = Checks(replace(MINI, datasets={"d": dataset}, requests={}))
    check_cells(checks)
    assert all(f.mend for f in checks.faults.found)
    assert all(f.in_language("nl") != f.in_language("en") for f in checks.faults.found)
    return [f.what.in_language("en") for f in checks.faults.found]


# of which types a column with a role may be
ROLES = {
    "organisation": {"organisation"},
    "period": {"period", "date", "timestamp"},
    "method": {"code"},
    "words": {t.value for t in ColumnType},
}


@pytest.mark.parametrize(("role", "kind"), list(product(ROLES, ColumnType)))
def test_a_role_goes_with_its_types(role: str, kind: ColumnType) -> None:
    found = said(column("k", kind.value, role=role))
    if kind.value in ROLES[role]:
        assert found == []
    elif role == "method":
        assert found == [f"column 'k' is {kind}; a method of measuring is a code."]
    else:
        assert found == [f"column 'k' is {kind}; that does not say whom or when."]


LENGTHS = {"dag": Grain.DAY, "maand": Grain.MONTH, "kwartaal": Grain.QUARTER, "jaar": Grain.YEAR}


@pytest.mark.parametrize(("of_column", "of_cell"), list(product([None, "any", *LENGTHS], LENGTHS)))
def test_a_cell_is_as_long_as_its_period_column_says(of_column: str | None, of_cell: str) -> None:
    when = column("k", "period", role="period", grain=of_column)
    found = said(when, grain=CellGrain(LENGTHS[of_cell]))  # type: ignore[arg-type]
    if of_column in (None, "any", of_cell):
        assert found == []
    else:
        assert found == [f"a cell is one {of_cell}, but column 'k' goes per {of_column}."]


@pytest.mark.parametrize(
    ("grain", "of_column", "length"),
    [
        (None, None, Grain.MONTH),
        (None, "any", Grain.MONTH),
        (None, "dag", Grain.DAY),
        (None, "kwartaal", Grain.QUARTER),
        (None, "jaar", Grain.YEAR),
        (CellGrain(Grain.YEAR), "any", Grain.YEAR),
        (CellGrain(), None, Grain.MONTH),
    ],
)
def test_how_long_a_cell_is(grain: CellGrain | None, of_column: str | None, length: Grain) -> None:
    when = column("k", "period", role="period", grain=of_column)
    assert smallest_period(Dataset("d", T, "geleverd", (when,), grain=grain)) is length
    without = Dataset("d", T, "geleverd", (column("x", "text"),), grain=grain)
    assert smallest_period(without) is (grain.period if grain else Grain.MONTH)


KEY = column("wie", "organisation", key=True)
NO_COLUMN = "sub-unit 'meter' is no required column with text or codes."
SUB_UNITS: list[tuple[tuple[Column, ...], list[str]]] = [
    ((column("meter", "text"),), []),
    ((column("meter", "code"),), []),
    ((column("meter", "integer"),), [NO_COLUMN]),
    ((column("meter", "organisation"),), [NO_COLUMN]),
    ((column("meter", "text", required=False),), [NO_COLUMN]),
    ((column("teller", "text"),), [NO_COLUMN]),
    ((column("meter", "text", key=True), KEY), []),
    ((column("meter", "text"), KEY), ["sub-unit 'meter' is not part of the key."]),
]


@pytest.mark.parametrize("case", range(len(SUB_UNITS)))
def test_a_sub_unit_is_a_column_that_every_row_fills(case: int) -> None:
    columns, faults = SUB_UNITS[case]
    assert said(*columns, grain=CellGrain(sub_unit="meter")) == faults
    covered = CellGrain(sub_unit="meter", without_rows="covered")
    assert said(*columns, grain=covered) == [
        *faults,
        "without rows nobody can see which sub-unit there was.",
    ]
    assert said(*columns, grain=CellGrain(without_rows="covered")) == []


CHANGES: list[tuple[Column, list[str]]] = [
    (column("k", "code", changes=(ColumnChange(JANUARY, codes=("a",)),)), []),
    (column("k", "text", changes=(ColumnChange(JANUARY, required=False),)), []),
    (
        column("k", "text", changes=(ColumnChange(JANUARY, codes=("a",)),)),
        ["column 'k' has no codes to change."],
    ),
    (
        column("k", "text", changes=(ColumnChange(JUNE, required=False), ColumnChange(JANUARY))),
        ["the changes of 'k' are not in order."],
    ),
    (
        column("k", "text", changes=(ColumnChange(JUNE, required=False), ColumnChange(JUNE))),
        ["the changes of 'k' are not in order."],
    ),
    (column("k", "text", changes=(ColumnChange(JANUARY, False), ColumnChange(JUNE, True))), []),
]


@pytest.mark.parametrize("case", range(len(CHANGES)))
def test_changes_are_in_order_and_change_what_is_there(case: int) -> None:
    changing, faults = CHANGES[case]
    assert said(changing) == faults


@pytest.mark.parametrize(("kind", "role"), list(product(["date", "timestamp"], [None, "period"])))
@pytest.mark.parametrize("relation", DatedAs)
@pytest.mark.parametrize("margin", [0, 60])
def test_a_date_that_says_when_a_row_is_about_lies_within(
    kind: str, role: str | None, relation: DatedAs, margin: int
) -> None:
    dated = Dated(relation, REASON, margin)
    expected = []
    if role == "period" and relation is not DatedAs.WITHIN:
        expected.append("column 'k' says when a row is about; that is the period of the delivery.")
    if kind == "date" and margin:
        expected.append("column 'k' is a day and has no margin in minutes.")
    assert said(column("k", kind, role=role, dated=dated)) == expected


def was(name: str, until: dt.date = JUNE) -> tuple[FormerName, ...]:
    return (FormerName(name, until),)


NAMES: list[tuple[tuple[Column, ...], bool]] = [
    ((column("a", "text", was=was("oud")), column("b", "text")), True),
    ((column("a", "text", was=was("b")), column("b", "text")), False),
    # the other began when this one was no longer called so
    ((column("a", "text", was=was("b")), column("b", "text", holds_from=JUNE)), True),
    ((column("a", "text", was=was("b")), column("b", "text", holds_from=JANUARY)), False),
    # or was gone when this one began
    ((column("a", "text", was=was("b"), holds_from=JANUARY),
      column("b", "text", holds_until=JANUARY)), True),
    ((column("a", "text", was=was("b"), holds_from=JANUARY),
      column("b", "text", holds_until=JUNE)), False),
    # two that were both called so
    ((column("a", "text", was=was("oud")), column("b", "text", was=was("oud"))), False),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(NAMES)))
def test_a_header_is_one_column_on_each_day(case: int) -> None:
    columns, fine = NAMES[case]
    assert bool(said(*columns)) is not fine


def test_what_is_asked_per_longer_than_a_row_is_about_needs_a_column_that_says_when() -> None:
    for every, grain in product((Grain.MONTH, Grain.QUARTER, Grain.YEAR), LENGTHS.values()):
        dataset = Dataset(
            "fte",
            T,
            "geleverd",
            (column("x", "text"),),
            grain=CellGrain(grain),  # type: ignore[arg-type]
        )
        request = replace(MINI.requests["fte"], every=every)
        for columns in (dataset.columns, (column("wanneer", "period", role="period"),)):
            asked = replace(dataset, columns=columns)
            checks = Checks(replace(MINI, datasets={"fte": asked}, requests={"fte": request}))
            check_cells(checks)
            wrong = every is not grain and columns is dataset.columns
            assert [str(f.place) for f in checks.faults.found] == (
                ["requests/fte.yaml:6"] if wrong else []
            )


NEAR = ["energie.norm", "energie.factor", "werk.norm"]


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        (
            "energie.weg",
            "Make it or mend the name. There are: energie.factor, energie.norm, werk.norm.",
        ),
        ("zorg.norm", "Do you mean energie.norm, werk.norm?"),
        ("factor", "Do you mean energie.factor?"),
    ],
)
def test_a_name_that_is_not_there_is_told_what_is_near(name: str, mend: str) -> None:
    checks = Checks(MINI)
    checks.known("dataset:fte", "parameter", NEAR[0], NEAR)  # it is there
    with pytest.raises(PackError) as caught:
        checks.known("dataset:fte", "parameter", name, NEAR)
    assert caught.value.what.in_language("en") == f"names parameter '{name}', which does not exist."
    assert isinstance(caught.value.mend, Text)
    assert caught.value.mend.in_language("en") == mend


@pytest.mark.parametrize("unread", ["parameter:a.b", "parameter:"])
def test_a_name_that_could_not_be_read_is_not_said_to_be_missing(unread: str) -> None:
    checks = Checks(MINI, frozenset({unread}))
    with pytest.raises(Unread):
        checks.known("dataset:fte", "parameter", "a.b", [])
    with checks.at("dataset:fte"):
        checks.known("dataset:fte", "parameter", "a.b", [])
    assert checks.faults.found == []


def test_a_place_is_that_of_the_key_or_else_of_the_thing_or_of_the_pack() -> None:
    checks = Checks(MINI)
    assert str(checks.place("dataset:fte")) == "datasets/fte.yaml:1"
    assert str(checks.place("dataset:fte", "kind")) == "datasets/fte.yaml:3"
    assert str(checks.place("dataset:fte", "weg")) == "datasets/fte.yaml:1"
    assert str(checks.place("population:alle")) == "organisations.yaml:12"
    assert str(checks.place("dataset:weg")) == "pack.yaml:1"
