"""A plan names everything that decides a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PACKS
from verantwoord.engine.plan import Field, ParameterTable, Plan, plans
from verantwoord.engine.runners import duckdb, reference
from verantwoord.engine.runners.fused import fused
from verantwoord.model.loading import load_pack

PACK = load_pack(PACKS / "mini")
VIEW = next(p for p in plans(PACK, PACK.indicators.values()) if p.view)
METERS = next(p for p in plans(PACK, PACK.indicators.values()) if p.dataset == "meters")


def test_a_plan_has_every_component_once_whatever_the_order_of_indicators() -> None:
    backwards = plans(PACK, reversed(list(PACK.indicators.values())))
    assert backwards == plans(PACK, PACK.indicators.values())
    assert [p.sha256 for p in backwards] == [
        p.sha256 for p in plans(PACK, PACK.indicators.values())
    ]
    components = [m.component for m in METERS.measures]
    assert len(set(components)) == len(components)


def first(plan: Plan, **changed: object) -> Plan:
    return replace(plan, measures=(replace(plan.measures[0], **changed), *plan.measures[1:]))


CHANGES: dict[str, Callable[[Plan], Plan]] = {
    "the content of a reference file": lambda p: replace(
        p, references=(replace(p.references[0], sha256="other"), *p.references[1:])
    ),
    "a value of a parameter of a view": lambda p: replace(
        p, parameters=(ParameterTable("factor", (("2023-01-01", "9999-12-31", None, "9"),)),)
    ),
    "what an empty cell means": lambda p: first(p, empty_is_zero=not p.measures[0].empty_is_zero),
    "a filter": lambda p: first(p, where="verbruik > 1"),
    "a column": lambda p: first(p, column="verbruik * 2"),
    "the bins": lambda p: first(p, bins=(0, 10, 1)),
    "the view": lambda p: replace(p, view="SELECT * FROM rijen"),
    "whether rows say about whom they are": lambda p: replace(p, by_row=not p.by_row),
    "the dimensions": lambda p: replace(p, dimensions=(*p.dimensions, "x")),
    "the type of a column": lambda p: replace(p, fields=(Field("x", "decimal", 2), *p.fields)),
}


@pytest.mark.parametrize("what", sorted(CHANGES))
def test_whatever_decides_a_number_changes_the_hash(what: str) -> None:
    changed = CHANGES[what](VIEW)
    assert changed != VIEW
    assert changed.sha256 != VIEW.sha256


def test_where_a_pack_stands_changes_no_hash() -> None:
    moved = replace(VIEW.references[0], path=Path("/elsewhere"))
    same = replace(VIEW, references=(moved, *VIEW.references[1:]))
    assert same.sha256 == VIEW.sha256 and same == VIEW


def test_a_filter_that_two_components_share_is_written_once() -> None:
    one = replace(METERS.measures[0], where="verbruik > 0", component="meters.a")
    two = replace(one, component="meters.b")
    layout = fused(replace(METERS, measures=(one, two)))
    assert layout.slots[0][1:] == layout.slots[1][1:]
    assert duckdb.sql(replace(METERS, measures=(one, two))).count('"verbruik" > 0 AS') == 1


def test_a_computed_cell_may_be_empty_though_its_columns_are_required() -> None:
    """`nullif(x, 0)` of a required column is empty where it is zero."""
    never = frozenset({"verbruik"})
    plain = fused(first(METERS, column="verbruik", where=None), never)
    assert plain.slots[0].kept == plain.slots[0].matched and len(plain.guards) == 1
    computed = fused(first(METERS, column="nullif(verbruik, 0)", where=None), never).slots[0]
    assert computed.kept != computed.matched
    assert not fused(METERS).guards


def test_the_slow_runner_runs_no_query() -> None:
    assert reference.sql(METERS) == ""
