"""Spark and DuckDB give the same digits for both demo workspaces and for five million rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runners import QUICK, SPARK, lines, runner_named
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.plan import plans, row_file
from verantwoord.engine.runners import Runner
from verantwoord.model.delivery import counting
from verantwoord.model.loading import load_pack
from verantwoord_bench.data import Scale, deliveries_of, generate

pytestmark = SPARK
FIVE_MILLION = Scale("vijf-miljoen", services=15, meters=10, relations=400, trips=200)


@pytest.fixture
def spark() -> Iterator[Runner]:
    with runner_named("spark") as found:
        yield found


def test_five_million_rows_give_the_same_digits(spark: Runner, tmp_path: Path) -> None:
    generate(tmp_path, FIVE_MILLION, lambda _: None)
    pack = load_pack(tmp_path / "pack")
    deliveries = deliveries_of(tmp_path)
    assert sum(d.rows for d in deliveries) > 5_000_000
    for plan in plans(pack, pack.indicators.values()):
        base = pack.datasets[plan.dataset].base or plan.dataset
        files = [row_file(d, tmp_path / d.file_name) for d in deliveries if d.dataset == base]
        found = lines(spark, plan, files)
        assert found
        assert found == lines(QUICK["duckdb"], plan, files)


@pytest.mark.parametrize("name", ["rijk-2022", "oefenrijk-2024"])
def test_the_components_of_a_demo_are_the_same(
    name: str, spark: Runner, demo_releases: Path
) -> None:
    workspace = Workspace.open(demo_releases / "werk" / name)
    pack = workspace.pack
    counted = counting(workspace.deliveries(), None)
    seen = 0
    for plan in plans(pack, pack.indicators.values()):
        base = pack.datasets[plan.dataset].base or plan.dataset
        files = [row_file(d, workspace.rows_path(d)) for d in counted if d.dataset == base]
        if not files:
            continue
        found = lines(spark, plan, files)
        seen += len(found)
        assert found == lines(QUICK["duckdb"], plan, files)
    assert seen > 300
