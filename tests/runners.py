"""The runners that must agree. Another one is added here and then runs every spec."""

from __future__ import annotations

import gc
import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from verantwoord.engine.plan import Plan
from verantwoord.engine.runners import Runner, duckdb, reference
from verantwoord.engine.runners.spark import SparkRunner

QUICK: dict[str, Runner] = {r.NAME: r for r in (duckdb, reference)}
RUNNERS: dict[str, Runner] = {**QUICK, "spark": SparkRunner("local[2]")}
# for @pytest.fixture(params=...): Spark takes seconds a query, so it is in the slow lane
# pyspark leaves its sockets to the garbage collector, which warns
SPARK = [pytest.mark.slow, pytest.mark.spark, pytest.mark.filterwarnings("ignore::ResourceWarning")]
PARAMS = [*sorted(QUICK), pytest.param("spark", marks=SPARK)]


@contextmanager
def runner_named(name: str) -> Iterator[Runner]:
    """Lend a runner; a Spark that cannot start is skipped, but fails where CI needs it."""
    java = shutil.which("java") and importlib.util.find_spec("pyspark")
    if name == "spark" and not java:
        if os.environ.get("VERANTWOORD_CI"):
            pytest.fail("Spark needs Java 17 and pyspark, and one of them is not there")
        pytest.skip("Spark needs Java 17 and pyspark")
    yield RUNNERS[name]
    if name == "spark":
        gc.collect()  # now, and not in a test that knows nothing of sockets


def lines(runner: Runner, plan: Plan, files: Any) -> list[tuple[Any, ...]]:
    """Return what a runner gives, in an order that does not depend on it."""
    table = runner.run(plan, files)
    rows = zip(*(c.to_pylist() for c in table.columns), strict=True)
    return sorted(rows, key=lambda r: tuple((v is not None, v) for v in r))
