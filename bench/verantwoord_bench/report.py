"""Runs the tasks, each several times in a process of its own, and makes the table of medians."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from verantwoord.errors import VerantwoordError
from verantwoord_bench.data import SCALES, generate

ENGINE = (
    "engine-cold",
    "hand-sql",
    "hand-sql-intact",
    "plain-sum",
    "engine-warm",
    "engine-correction-step",
    "engine-correction",
)
CHECK = ("check-csv", "check-csv-hand", "check-csv-hand-looked", "check-xlsx", "read-xlsx")
OTHERS = {
    "polars": "polars",
    "pandas": "pandas",
    "pandas-whole": "pandas",
    "frictionless": "frictionless",
}
SLOW = ("pandas-whole", "frictionless", "check-xlsx", "read-xlsx")  # once to three times is enough
GROWTH = ("growth-1x", "growth-2x", "growth-4x")  # 150,000, 300,000 and 600,000 figures
POINTS = (1_000_000, 10_000_000, 35_000_000, 70_000_000)
# name -> (task, compared with, at most this ratio of CPU, in words)
BARS = {
    "cold": (
        "engine-cold",
        "hand-sql-intact",
        1.0,
        "at most 1.0 x SQL that looks if files are whole",
    ),
    "cold-bare": ("engine-cold", "hand-sql", 1.0, "at most 1.0 x the best hand-written SQL"),
    "correction": ("engine-correction-step", "engine-cold", 0.02, "at most 2 % of cold"),
    "pandas": ("engine-cold", "pandas", 0.35, "at most 0.35 x pandas per file"),
    "pandas-whole": ("engine-cold", "pandas-whole", 0.35, "at most 0.35 x pandas as a whole"),
    "polars": ("engine-cold", "polars", 0.6, "at most 0.6 x Polars"),
    "check": ("check-csv", "check-csv-hand-looked", 1.2, "at most 1.2 x SQL that looks as well"),
    "check-rules": ("check-csv", "check-csv-hand", 1.2, "at most 1.2 x SQL of the rules alone"),
    "frictionless": ("check-csv", "frictionless", 1 / 30, "at least 30 x faster than frictionless"),
    "xlsx": ("check-xlsx", "read-xlsx", 1.1, "at most 1.1 x reading the workbook"),
}


class BenchError(VerantwoordError):
    """A task of the benchmark failed."""


@dataclass
class Measured:
    """The runs of one task."""

    task: str
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak_mb: float = 0.0
    digest: str = ""

    @property
    def median(self) -> float:
        """The median of the runs, in seconds."""
        return statistics.median(self.seconds)

    @property
    def least_cpu(self) -> float:
        """The least CPU of the runs: what other work on the machine disturbs least."""
        return min(self.cpu)


def run(
    folder: Path, scale: str, runs: int, tasks: list[str], progress: Callable[[str], None]
) -> dict[str, Any]:
    """Run tasks in turns, so that a disturbance hits all of them, and return everything."""
    data = folder / scale
    progress("data")
    generate(data, SCALES[scale], lambda what: progress(f"data: {what}"))
    chosen = [t for t in tasks if importlib.util.find_spec(OTHERS.get(t, "json"))]
    rows = SCALES[scale].services * SCALES[scale].meters * 35136
    chosen += [f"rows-{n}" for n in POINTS if n <= rows or n == POINTS[0]]
    chosen += [t for t in GROWTH if scale == "rijk"]
    found = {t: Measured(t) for t in chosen}
    for turn in range(runs):
        for task in chosen:
            if turn >= (2 if task in SLOW or task.startswith(("rows-", "growth-")) else runs):
                continue
            progress(f"{task} ({turn + 1}/{runs})")
            _once(found[task], data)
    return {
        "machine": _machine(),
        "scale": scale,
        "runs": runs,
        "not_installed": sorted(set(tasks) - set(chosen)),
        "tasks": [
            asdict(m) | {"median": m.median, "least_cpu": m.least_cpu} for m in found.values()
        ],
        "bars": _bars(found),
    }


def _once(measured: Measured, data: Path) -> None:
    command = [sys.executable, "-m", "verantwoord_bench.tasks", measured.task, str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = f"{measured.task}: {done.stderr.strip().splitlines()[-1]}"
        raise BenchError(said, said)
    result = json.loads(done.stdout.strip().splitlines()[-1])
    factor = 10 if measured.task == "frictionless" else 1  # it ran on a tenth of the rows
    measured.seconds.append(result["seconds"] * factor)
    measured.cpu.append(result["cpu"] * factor)
    measured.peak_mb = max(measured.peak_mb, result["peak_mb"])
    measured.digest = result["digest"]


def _bars(found: dict[str, Measured]) -> list[dict[str, Any]]:
    bars = []
    for task, other, most, words in BARS.values():
        if task in found and other in found:
            ratio = found[task].least_cpu / found[other].least_cpu
            bars.append({"bar": f"{task}: {words}", "ratio": ratio, "met": ratio <= most})
    if "engine-warm" in found:
        warm = found["engine-warm"].median
        bars.append({"bar": "engine-warm: under 1 s", "ratio": warm, "met": warm < 1})
    peaks = [m.peak_mb for t, m in found.items() if t.startswith(("engine", "rows-", "growth-"))]
    if peaks:
        ratio = max(peaks) / 1536
        bars.append({"bar": "engine: peak under 1.5 GiB", "ratio": ratio, "met": ratio < 1})
    return bars


def _machine() -> dict[str, str]:
    import duckdb

    return {
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
    }


def as_markdown(result: dict[str, Any]) -> str:
    """Return the tables for docs/performance.md."""
    machine = ", ".join(f"{k} {v}" for k, v in result["machine"].items())
    lines = [
        f"Scale `{result['scale']}`; medians of up to {result['runs']} runs; {machine}.",
        "",
        "| task | CPU s | median s | fastest s | peak MB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for task in result["tasks"]:
        low = min(task["seconds"])
        peak = f"{task['peak_mb']:.0f}"
        cpu = f"{task['least_cpu']:.3f}"
        lines.append(f"| {task['task']} | {cpu} | {task['median']:.3f} | {low:.3f} | {peak} |")
    lines += ["", "| bar (ratios of CPU) | ratio or seconds | met |", "| --- | ---: | --- |"]
    for bar in result["bars"]:
        lines.append(f"| {bar['bar']} | {bar['ratio']:.3f} | {'yes' if bar['met'] else 'no'} |")
    if result["not_installed"]:
        lines += ["", f"Not installed, so not compared: {', '.join(result['not_installed'])}."]
    return "\n".join(lines) + "\n"
