"""Mutates one package and says which mutants live: `make mutation PACKAGE=formula`.

Works on a copy of what git tracks, under `out/mutation`, so that nothing here is ever mutated.
What lives is explained in docs/mutation.md, or killed by a test.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Target:
    """Which files are mutated, and which tests should notice."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    options: tuple[str, ...] = ()  # of pytest


def _target(package: str, *names: str, tests: tuple[str, ...]) -> Target:
    return Target(tuple(f"src/verantwoord/{package}/{n}.py" for n in names), tests)


TARGETS = {
    "formula": Target(
        ("src/verantwoord/formula/*.py",),
        ("tests/unit/formula", "tests/spec/formula"),
        ("-k", "not duckdb"),  # what SQL says stands in test_nodes, word for word
    ),
    "rules": Target(
        ("src/verantwoord/model/rule_kinds.py", "src/verantwoord/deliveries/rules.py",
         "src/verantwoord/deliveries/rule_examples.py", "src/verantwoord/model/view_columns.py"),
        ("tests/unit/model", "tests/unit/deliveries/test_rules.py",
         "tests/property/formula/test_rules.py"),
    ),
    "goals": _target("engine", "goals", tests=("tests/unit/engine/test_goals.py",)),
    "coverage": _target(
        "engine", "coverage", "spans", "scope", "structure",
        tests=("tests/unit/engine", "tests/spec/engine", "tests/property/engine"),
    ),
    "rollup": _target(
        "engine", "rollup", "making", "facts",
        tests=("tests/unit/engine", "tests/spec/engine", "tests/property/engine"),
    ),
    "cells": _target(
        "model", "cells", "period",
        tests=("tests/unit/model/test_cells.py", "tests/unit/model/test_period.py"),
    ),
    "hiding": _target(
        "disclosure", "hiding",
        tests=("tests/unit/disclosure/test_hiding.py",
               "tests/unit/disclosure/test_table_of_figures.py"),
    ),
    "disclosure": _target(
        "disclosure", "protect", "moves", "attack", "table",
        tests=tuple(f"tests/unit/disclosure/test_{n}.py" for n in
                    ("protect", "protect_by_hand", "attack", "known_by_hand", "moves")),
    ),
    "ledger": _target(
        "deliveries", "ledger",
        tests=("tests/unit/deliveries/test_ledger.py", "tests/unit/deliveries/test_evolving.py",
               "tests/unit/deliveries/test_said_of_deliveries.py",
               "tests/property/deliveries/test_ledger_laws.py"),
    ),
    "log": _target(
        "deliveries", "log",
        tests=("tests/unit/deliveries/test_log_by_hand.py",
               "tests/unit/deliveries/test_log_keeps.py"),
    ),
    "parse": _target(
        "formula", "parse", "convert",
        tests=("tests/unit/formula/test_refused.py", "tests/unit/formula/test_closed.py",
               "tests/unit/formula/test_nodes.py", "tests/unit/formula/test_read_as.py",
               "tests/unit/formula/test_messages.py"),
    ),
    "plan": _target(
        "engine", "plan",
        tests=("tests/unit/engine/test_plan.py", "tests/unit/engine/test_plan_whole.py",
               "tests/spec/engine", "tests/spec/runners"),
    ),
    "runners": _target(
        "engine/runners", "duckdb", "fused", "long", "reference", "choose",
        tests=("tests/spec/runners", "tests/unit/engine/test_runners_by_hand.py",
               "tests/unit/engine/test_runners_said.py", "tests/unit/engine/test_choose.py",
               "tests/unit/engine/test_components.py"),
    ),
    "trace": _target(
        "engine", "trace",
        tests=tuple(f"tests/unit/engine/test_{n}.py" for n in
                    ("columns", "added_by_hand", "proof_of_a_story", "compute")),
    ),
    "making": _target(
        "engine", "making", "component_values",
        tests=("tests/spec/engine",
               *(f"tests/unit/engine/test_{n}.py" for n in
                 ("stories", "ratio_stories", "reasons", "known_on", "matched_by_hand",
                  "who_counts", "methods", "evaluated", "judged", "added_by_hand", "matching",
                  "terms_told", "making_told"))),
    ),
    "loading": _target(
        "model", "loading",
        tests=tuple(f"tests/unit/model/test_{n}.py" for n in
                    ("bad_packs", "loading_told", "packs_between", "packs_in_all_ways",
                     "packs_on_packs",
                     "places_of_files")),
    ),
    "seen": Target(
        ("src/verantwoord/deliveries/seen.py", "src/verantwoord/deliveries/sheets/kinds.py",
         "src/verantwoord/deliveries/definition.py"),
        ("tests/unit/deliveries/test_seen.py", "tests/unit/deliveries/test_definition.py"),
    ),
}  # fmt: skip
_LANE = "not slow and not browser and not spark"
_OPTIONS = ("-p", "no:cacheprovider", "-p", "tests.fresh", "-m", _LANE, "-W", "ignore")
_SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = {files}
also_copy = {others}
pytest_add_cli_args = {options}
pytest_add_cli_args_test_selection = {tests}
use_setproctitle = false
timeout_constant = 60.0
use_git_change_detection = false
"""


def prepared(name: str) -> Path:
    """Copy what git tracks, and write the settings of one target beside it."""
    folder = REPOSITORY / "out" / "mutation" / name
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, check=True, capture_output=True, text=True
    )
    files = [f for f in listed.stdout.split("\0") if f and (REPOSITORY / f).is_file()]
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(REPOSITORY / file, folder / file)
    others = sorted({f.split("/")[0] for f in files} - {"src", "tests", "pyproject.toml"})
    target = TARGETS[name]
    tests = [t for t in target.tests if (folder / t).exists()]
    settings = _SETTINGS.format(
        files=list(target.files), others=others, tests=tests, options=[*_OPTIONS, *target.options]
    )
    own = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(own + settings, "utf-8")
    return folder


def drawn(folder: Path, count: int, seed: int) -> list[str]:
    """Draw some changes out of all that were made; the same seed draws the same."""
    made = sorted((folder / "mutants").rglob("*.meta"))
    names = sorted(n for m in made for n in json.loads(m.read_text("utf-8"))["exit_code_by_key"])
    print(f"{min(count, len(names))} of {len(names)} changes, seed {seed}")
    return random.Random(seed).sample(names, min(count, len(names)))


def main(name: str, children: str = "2", *mutants: str) -> int:
    """Run mutmut on a copy; print what lives; 1 if anything does.

    `mutants` are names such as `verantwoord.formula.evaluate*`; without them all are tried.
    `sample=80` tries so many out of all, drawn with seed 1, or another with `sample=80,2`.
    """
    folder = prepared(name)
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    # not `mutants/src`: mutmut adds it itself, and Python remembers that it was not there yet
    env |= {"VERANTWOORD_FAST": "1", "PYTHONPATH": str(folder / "examples")}
    mutmut = [sys.executable, "-m", "mutmut"]
    run = [*mutmut, "run", "--max-children", children]
    if mutants and mutants[0].startswith("sample="):
        # with a name that no change has it makes the changes, and stops
        subprocess.run([*run, "none"], cwd=folder, env=env, check=False, capture_output=True)
        count, _, seed = mutants[0].removeprefix("sample=").partition(",")
        mutants = tuple(drawn(folder, int(count), int(seed or 1)))
    subprocess.run([*run, *mutants], cwd=folder, env=env, check=True)
    listed = subprocess.run(
        [*mutmut, "results"], cwd=folder, env=env, check=True, capture_output=True, text=True
    )
    print(listed.stdout)
    return 1 if listed.stdout.strip() else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
