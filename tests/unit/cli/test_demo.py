"""The first command of the README: two releases, and nothing to do the second time."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import REPOSITORY
from verantwoord.cli.demo import command


@pytest.mark.slow
def test_the_demo_makes_two_releases_and_does_nothing_the_second_time(demo: Path) -> None:
    """The second time with the program of the repository: it is the same as that of the wheel."""
    first = (demo / "gezegd.txt").read_text("utf-8")
    for release in ("rijk-2022", "oefenrijk-2024"):
        assert (demo / "uit" / release / "index.html").is_file()
        assert f"{release}: " in first
    assert first.count("(gemaakt)") == 2
    arguments = ["--out", str(demo / "uit"), "--packs", str(REPOSITORY / "packs")]
    again = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert again.output.count("(onveranderd)") == 2
    assert {p.name for p in (demo / "uit").iterdir()} == {"rijk-2022", "oefenrijk-2024", "werk"}
