"""Times one dataset on DuckDB and on Spark over more and more rows, and holds the answers equal.

`python -m verantwoord_bench.scale FOLDER 1000000 10000000` prints a row of docs/scale.md per size
and engine; FOLDER holds data that `python -m verantwoord_bench` made. Starting Spark, and its first
query, which compiles, are counted apart: a cluster that is in use has done both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from verantwoord.engine.plan import Plan, RowFile, plans, row_file
from verantwoord.engine.runners import duckdb
from verantwoord.engine.runners.spark import SparkRunner
from verantwoord.model.loading import load_pack
from verantwoord_bench.data import deliveries_of

DATASET = "meters"
MASTER = "local[2]"


def files_of(folder: Path, rows: int) -> tuple[list[RowFile], int]:
    """Return the files of meters until there are so many rows, and how many there are."""
    chosen, found = [], 0
    for delivery in deliveries_of(folder):
        if delivery.dataset == DATASET and found < rows:
            chosen.append(row_file(delivery, folder / delivery.file_name))
            found += delivery.rows
    return chosen, found


def totals(table: Any) -> dict[str, Decimal]:
    """Add up each component, so that two engines can be compared."""
    lines = table.unify_dictionaries().group_by("component").aggregate([("value", "sum")])
    return {line["component"]: line["value_sum"] for line in lines.to_pylist()}


def cpu() -> float:
    """Return the processor time of this process and of all below it, ended or not, in seconds."""
    asked = ["ps", "-e", "-o", "pid=,ppid=,cputimes="]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("\n")
    below = {int(p): (int(parent), int(s)) for p, parent, s in map(str.split, filter(None, lines))}

    def mine(process: int) -> bool:
        return process == _SELF or (process in below and mine(below[process][0]))

    java = sum(s for p, (_, s) in below.items() if p != _SELF and mine(p))
    return time.process_time() + java


_SELF = os.getpid()


def timed(runner: Any, plan: Plan, files: list[RowFile]) -> tuple[float, float, dict[str, Decimal]]:
    """Run a plan once and return seconds, processor seconds and the totals."""
    start, used = time.perf_counter(), cpu()
    table = runner.run(plan, files)
    return time.perf_counter() - start, cpu() - used, totals(table)


def main(folder: Path, sizes: list[int]) -> None:
    """Print the table; raises AssertionError when the engines differ."""
    pack = load_pack(folder / "pack")
    plan = next(p for p in plans(pack, pack.indicators.values()) if p.dataset == DATASET)
    spark = SparkRunner(MASTER)
    first = timed(spark, plan, files_of(folder, 1)[0])
    print(f"Starting Spark and its first query: {first[0]:.1f} s, {first[1]:.1f} s of CPU.\n")
    print("| rows | engine | s | CPU s | CPU s per million rows |")
    print("| ---: | --- | ---: | ---: | ---: |")
    for size in sizes:
        files, rows = files_of(folder, size)
        answers = []
        for name, runner in (("DuckDB", duckdb), (f"Spark {MASTER}", spark)):
            seconds, used, found = min(timed(runner, plan, files) for _ in range(2))
            answers.append(found)
            each = used / rows * 1e6
            print(f"| {rows:,} | {name} | {seconds:.2f} | {used:.1f} | {each:.3f} |", flush=True)
        assert answers[0] == answers[1], "the engines differ"


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(n) for n in sys.argv[2:]])
