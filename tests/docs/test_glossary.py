"""Every concept has its line in GLOSSARY.md, so that code and readers use one word."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


def public_classes() -> list[str]:
    found: set[str] = set()
    for package in ("model", "register"):
        for path in sorted(Path(REPOSITORY, "src", "verantwoord", package).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            names = [n.name for n in tree.body if isinstance(n, ast.ClassDef)]
            found |= {n for n in names if not n.startswith("_")}
    return sorted(found)


@pytest.mark.parametrize("name", public_classes())
def test_every_public_class_has_a_line_with_a_dutch_term(name: str) -> None:
    lines = (REPOSITORY / "GLOSSARY.md").read_text("utf-8").splitlines()
    cells = [[c.strip() for c in line.split("|")] for line in lines if line.startswith("| ")]
    mine = [c for c in cells if c[1] == name]
    assert mine, f"{name} is not in GLOSSARY.md"
    assert all(c[2] not in ("", "?") for c in mine)
