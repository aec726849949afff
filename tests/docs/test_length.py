"""No module of the product is too long to read in one go."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src" / "verantwoord"
MOST = 400  # lines


def too_long(files: list[Path]) -> dict[str, int]:
    lines = {file.name: len(file.read_text("utf-8").splitlines()) for file in files}
    return {name: count for name, count in lines.items() if count > MOST}


def test_no_module_is_longer_than_400_lines() -> None:
    files = sorted(SOURCE.rglob("*.py"))
    assert len(files) > 100
    assert too_long(files) == {}, "split it by what it is about"


def test_the_look_finds_a_module_of_one_line_more(tmp_path: Path) -> None:
    """A check that cannot fail is none."""
    for lines in (MOST, MOST + 1):
        (tmp_path / f"of_{lines}.py").write_text("x = 1\n" * lines)
    assert too_long(sorted(tmp_path.glob("*.py"))) == {"of_401.py": 401}
