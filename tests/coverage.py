"""Measures which lines and branches the tests reach; `make coverage` writes docs/coverage.md.

Runs the unit, spec and property tests once, slow ones included, with every process they start.
That a line was reached says nothing about what was asserted; see docs/mutation.md for that.
"""

from __future__ import annotations

import ast
import io
import json
import os
import subprocess
import sys
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
SOURCE = REPOSITORY / "src" / "verantwoord"
TESTS = ("tests/unit", "tests/spec", "tests/property")
BARS = {"formula": 95, "engine": 95, "disclosure": 95, "deliveries": 95}  # % of lines and branches
RATIOS = dict.fromkeys(("model", "formula", "engine", "deliveries", "disclosure"), 1.5)
ALSO = {
    "engine": ("tests/spec/runners", "tests/runners.py", "tests/rows.py")
}  # no folder of its own

INTRODUCTION = """\
# Coverage

Written by `make coverage`: the unit, spec and property tests, slow ones included, with every
process they start. *Covered* is the part of statements and branches together that was reached.
*Lines* are lines with code: no blank lines, comments or docstrings, in the product and in the
tests alike. *Data* are lines of packs, examples and expected texts in the folders of the tests;
they are not in the ratio.

## Per package
"""
HEAD = """\
| package | statements | branches | covered | bar | lines | of tests | ratio | bar | data |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""


@dataclass(frozen=True, slots=True)
class Reached:
    """How many statements and branches a file has, and how many of both were reached."""

    statements: int
    branches: int
    reached: int

    @property
    def percent(self) -> float:
        """Reached statements and branches as a part of all, in percent."""
        whole = self.statements + self.branches
        return 100 * self.reached / whole if whole else 100.0

    def __add__(self, other: Reached) -> Reached:
        return Reached(
            self.statements + other.statements,
            self.branches + other.branches,
            self.reached + other.reached,
        )


def lines_of_code(text: str) -> int:
    """Count the lines of a Python file that hold code: no blank line, comment or docstring."""
    holds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = set[int]()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, holds) and ast.get_docstring(node, clean=False) is not None:
            first = node.body[0]
            said |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    empty = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    found = set[int]()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in empty | {tokenize.ENDMARKER}:
            found |= set(range(token.start[0], token.end[0] + 1))
    return len(found - said)


def lines(files: Iterable[Path]) -> tuple[int, int]:
    """Count lines of code, and lines of other texts that are not blank."""
    code = data = 0
    for file in files:
        if file.suffix == ".py":
            code += lines_of_code(file.read_text("utf-8"))
        elif file.suffix in (".yaml", ".txt", ".md", ".csv", ".sql", ".jsonl"):
            data += sum(bool(line.strip()) for line in file.read_text("utf-8").splitlines())
    return code, data


def tests_of(package: str) -> Iterator[Path]:
    """Give the files of the tests that stand in a folder with the name of the package."""
    kinds = ("unit", "spec", "property")
    places = [REPOSITORY / "tests" / kind / package for kind in kinds]
    places += [REPOSITORY / place for place in ALSO.get(package, ())]
    for place in places:
        yield from [place] if place.is_file() else filter(Path.is_file, place.rglob("*"))


def measured() -> dict[str, Reached]:
    """Run the tests under coverage.py; give what was reached per file of the package.

    Raises CalledProcessError if a test fails: what a broken run reaches is no measurement.
    """
    folder = REPOSITORY / "out" / "coverage"
    folder.mkdir(parents=True, exist_ok=True)
    env = os.environ | {"COVERAGE_FILE": str(folder / "data")}
    tool = [sys.executable, "-m", "coverage"]
    pytest = ["pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile"]
    answer = folder / "found.json"
    for command in (
        ["erase"],
        ["run", f"--source={SOURCE}", "-m", *pytest, "-m", "not browser", *TESTS],
        ["combine", "-q"],
        ["json", "-q", "-o", str(answer)],
    ):
        subprocess.run([*tool, *command], cwd=REPOSITORY, env=env, check=True)
    found = {}
    for name, file in json.loads(answer.read_text("utf-8"))["files"].items():
        path, s = REPOSITORY / name, file["summary"]
        reached = s["covered_lines"] + s["covered_branches"]
        if path.is_relative_to(SOURCE):
            name = path.relative_to(SOURCE).as_posix()
            found[name] = Reached(s["num_statements"], s["num_branches"], reached)
    return found


def page(found: dict[str, Reached]) -> str:
    """Write docs/coverage.md: a row per package, and the files of packages with a bar below it."""
    parts = [INTRODUCTION, HEAD]
    packages = sorted({name.split("/")[0] for name in found if "/" in name})
    for package in packages:
        files = [r for name, r in found.items() if name.startswith(f"{package}/")]
        total = sum(files, Reached(0, 0, 0))
        code, _ = lines((SOURCE / package).rglob("*.py"))
        tests, data = lines(tests_of(package))
        parts.append(
            f"| {package} | {total.statements} | {total.branches} | {total.percent:.1f} % "
            f"| {f'{BARS[package]} %' if package in BARS else ''} | {code} | {tests} "
            f"| {tests / code:.2f} | {RATIOS.get(package, '')} | {data} |"
        )
    parts += ["", "## Files below the bar of their package", ""]
    parts += ["| file | statements | branches | covered |", "| --- | ---: | ---: | ---: |"]
    for name, r in sorted(found.items()):
        if r.percent < BARS.get(name.split("/")[0], 0):
            parts.append(f"| {name} | {r.statements} | {r.branches} | {r.percent:.1f} % |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    (REPOSITORY / "docs" / "coverage.md").write_text(page(measured()), "utf-8")
