"""Every error that a user sees stands in both languages, where it is raised."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src" / "verantwoord"
FILES = sorted(SOURCE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in FILES}


def bases() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(
                    base.id for base in node.bases if isinstance(base, ast.Name)
                )
    return found


def errors_of_users() -> set[str]:
    """The names of the classes that come from VerantwoordError."""
    known, all_bases = {"VerantwoordError"}, bases()
    while True:
        more = {name for name, own in all_bases.items() if own & known} - known
        if not more:
            return known
        known |= more


# made of something else than two texts: a code with values, a text of a pack, findings
OTHERWISE = {"UnreadableFile", "Refused", "PackError", "PackErrors", "MissingExtra"}
USER_ERRORS = errors_of_users() - OTHERWISE


def one_language(tree: ast.AST) -> Iterator[int]:
    """Yield the lines where an error is made of one text only."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        alone = len(node.args) == 1 and not isinstance(node.args[0], ast.Starred)
        if node.func.id in USER_ERRORS and alone and not node.keywords:
            yield node.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_error_is_made_of_one_language(path: Path) -> None:
    lines = list(one_language(TREES[path]))
    assert lines == [], f"{path}: give the English text as second argument, in lines {lines}"


def test_the_look_finds_an_error_of_one_language() -> None:
    """A check that cannot fail is none."""
    assert list(one_language(ast.parse('raise DocumentError(f"{x} is leeg")'))) == [1]
    assert list(one_language(ast.parse('raise DocumentError("is leeg", "is empty")'))) == []
    assert {"DocumentError", "FetchError", "NotDelivered", "ReleaseError"} <= USER_ERRORS
