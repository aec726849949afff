"""One word, one thing: the name of a public class stands once in the product."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src" / "verantwoord"


def homes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path.relative_to(SOURCE)))
    return found


def twice(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def test_no_public_class_name_stands_twice() -> None:
    assert twice(homes()) == {}, "give one of each a name that says what it is"


def test_the_look_finds_a_name_that_stands_twice() -> None:
    """A check that cannot fail is none."""
    assert twice({"Entry": ["a.py", "b.py"], "Sentence": ["c.py"]}) == {"Entry": ["a.py", "b.py"]}
    assert len(homes()) > 100
