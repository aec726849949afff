"""One Spark for all tests, with the settings that our SQL asks for.

Without Java these tests are skipped on a machine of a developer, and fail where VERANTWOORD_CI is
set: what no one runs is not held.
"""

from __future__ import annotations

import os
import shutil
import sys
from functools import cache
from typing import Any

import pytest

from verantwoord.formula.dialects import SPARK_SETTINGS


def spark() -> Any:
    """Return the session; skip or fail where there is no Java."""
    if shutil.which("java") is None:
        if os.environ.get("VERANTWOORD_CI"):
            pytest.fail("Java is missing, so nothing is held against Spark")
        pytest.skip("Java is not installed")
    return _session()


@cache
def _session() -> Any:
    from pyspark.sql import SparkSession  # here: only tests of Spark must pay for it

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder: Any = SparkSession.builder
    builder = builder.master("local[1]").appName("verantwoord-tests")
    ours = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.log.level": "ERROR",
        "spark.sql.codegen.wholeStage": "false",  # random expressions are compiled for nothing
    }
    for key, value in {**ours, **SPARK_SETTINGS}.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session
