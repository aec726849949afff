"""Which runner somebody means by a word."""

from __future__ import annotations

import re

from verantwoord.engine.errors import EngineError
from verantwoord.engine.runners import Runner

_MASTER = re.compile(r"local(\[(\d+|\*)\])?|(spark|k8s)://\S+|yarn")


def runner_for(word: str) -> Runner:
    """Return a runner: `duckdb`, `reference`, or the master of a Spark, such as `local[2]`.

    Errors:   EngineError for another word.
    """
    if word == "duckdb":
        from verantwoord.engine.runners import duckdb

        return duckdb
    if word == "reference":
        from verantwoord.engine.runners import reference

        return reference
    if _MASTER.fullmatch(word):
        from verantwoord.engine.runners.spark import SparkRunner

        return SparkRunner(word)
    raise EngineError(
        f"rekenmotor '{word}' is er niet. Kies duckdb, reference, of een Spark: local[2], "
        "spark://host:7077, k8s://… of yarn.",
        f"there is no engine '{word}'. Choose duckdb, reference, or a Spark: local[2], "
        "spark://host:7077, k8s://… or yarn.",
    )
