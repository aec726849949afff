"""The runners that must agree. Another one is added here and then runs every spec."""

from __future__ import annotations

from typing import Any

from verantwoord.engine.plan import Plan
from verantwoord.engine.runners import Runner, duckdb, reference

RUNNERS: dict[str, Runner] = {r.NAME: r for r in (duckdb, reference)}


def lines(runner: Runner, plan: Plan, files: Any) -> list[tuple[Any, ...]]:
    """Return what a runner gives, in an order that does not depend on it."""
    table = runner.run(plan, files)
    rows = zip(*(c.to_pylist() for c in table.columns), strict=True)
    return sorted(rows, key=lambda r: tuple((v is not None, v) for v in r))
