"""Spark and DuckDB give the same digits for both demo workspaces and for five million rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.runners import QUICK, SPARK, lines, runner_named
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.plan import plans, row_file
from verantwoord.engine.runners import Runner
from verantwoord.model.delivery import counting
from verantwoord.model.loading import load_pack
from verantwoord.release.published import deliver_published
from verantwoord_bench.data import Scale, deliveries_of, generate
from verantwoord_oefenrijk.practice import deliver_all

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


@pytest.mark.parametrize("name", ["rijk", "oefenrijk"])
def test_the_components_of_a_demo_are_the_same(name: str, spark: Runner, tmp_path: Path) -> None:
    folder = REPOSITORY / "packs" / name
    if name == "rijk":
        workspace = Workspace.create(tmp_path / "werk", folder)
        assert list(deliver_published(workspace))
    else:
        deliver_all(tmp_path / "werk", tmp_path / "bestanden", folder)
        workspace = Workspace.open(tmp_path / "werk")
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
