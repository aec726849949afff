"""One word, one thing: the name of a public class stands once in the product."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src" / "verantwoord"
# Names that still mean two things, inside packages that do not see each other; none may be added.
STILL_TWICE = {
    *("Aggregate", "Case", "Cell", "Checked", "Group", "Made", "Name"),
    *("Outcome", "Place", "Programme", "Shown", "Table", "Verdict"),
}


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
    new = {name: paths for name, paths in twice(homes()).items() if name not in STILL_TWICE}
    assert new == {}, "give one of each a name that says what it is"


def test_the_look_finds_a_name_that_stands_twice() -> None:
    """A check that cannot fail is none."""
    assert twice({"Entry": ["a.py", "b.py"], "Sentence": ["c.py"]}) == {"Entry": ["a.py", "b.py"]}
    assert len(homes()) > 100


def test_documents_register_and_sources_have_words_of_their_own() -> None:
    mine = ("documents", "register", "sources", "site", "charts", "wording")
    for name, paths in twice(homes()).items():
        packages = [Path(path).parts[0] for path in paths]
        assert sum(package in mine for package in packages) <= 1, (name, paths)
