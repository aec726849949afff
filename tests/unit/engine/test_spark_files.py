"""Spark reads the files as they are: names, types and definitions of their time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.runners import QUICK, SPARK, lines, runner_named
from verantwoord.engine.errors import EngineError
from verantwoord.engine.plan import Field, Measure, Plan, RowFile
from verantwoord.engine.runners import Runner
from verantwoord.engine.runners.spark import SparkRunner
from verantwoord.model.dataset import Aggregate

PLAN = Plan(
    "t",
    (Measure("t.kwh", Aggregate.SUM, "kwh", None, False),),
    dimensions=("soort",),
    by_row=False,
    fields=(Field("kwh", "decimal", 3), Field("soort", "code")),
)


@pytest.fixture
def spark() -> Iterator[Runner]:
    with runner_named("spark") as found:
        yield found


def _file(path: Path, kwh: list[str | None], kind: Any, **more: list[Any]) -> RowFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [None if k is None else Decimal(k) for k in kwh]
    pq.write_table(pa.table({"kwh": pa.array(cells, kind), **more}), path)
    return RowFile(path.as_posix(), "alfa", "2024-01", path)


class TestOnSpark:
    pytestmark = SPARK

    def test_a_name_is_a_name_and_never_a_pattern(self, spark: Runner, tmp_path: Path) -> None:
        three = pa.decimal128(18, 3)
        names = ("fte*.parquet", "fte-of-somebody-else.parquet", "a b%20+é[1]{x}.parquet")
        files = [_file(tmp_path / "een map" / n, ["1"], three, soort=["x"]) for n in names]
        for file in files:
            assert len(lines(spark, PLAN, [file])) == 1
        assert lines(spark, PLAN, files) == lines(QUICK["duckdb"], PLAN, files)

    def test_files_of_an_older_definition_are_widened_and_never_rounded(
        self, spark: Runner, tmp_path: Path
    ) -> None:
        files = [
            _file(tmp_path / "oud.parquet", ["0.25", None], pa.decimal128(18, 2)),
            _file(tmp_path / "nieuw.parquet", ["0.125"], pa.decimal128(18, 3), soort=["x"]),
        ]
        found = lines(spark, PLAN, files)
        assert found == lines(QUICK["duckdb"], PLAN, files)
        assert sum(row[6] for row in found) == Decimal("0.375")

    def test_it_stops_instead_of_rounding_whatever_the_session_said_before(
        self, spark: Runner
    ) -> None:
        session = SparkRunner("local[2]")._session()
        assert session.conf.get("spark.sql.ansi.enabled") == "true"
        assert session.conf.get("spark.sql.decimalOperations.allowPrecisionLoss") == "false"

    def test_no_files_give_no_rows(self, spark: Runner) -> None:
        assert spark.run(PLAN, []).num_rows == 0

    def test_a_sum_that_does_not_fit_is_an_error(self, spark: Runner, tmp_path: Path) -> None:
        file = _file(tmp_path / "a.parquet", ["9" * 38] * 2, pa.decimal128(38, 0), soort=["x"] * 2)
        with pytest.raises(EngineError, match="kan op Spark niet worden uitgerekend"):
            spark.run(PLAN, [file])


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineError, match=r"verantwoord\[spark\]"):
        SparkRunner("local[2]").run(PLAN, [])
