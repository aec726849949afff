"""The first command of the README: two releases, and nothing to do the second time."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import REPOSITORY
from verantwoord.cli.demo import command


@pytest.mark.slow
def test_the_demo_makes_two_releases_and_does_nothing_the_second_time(tmp_path: Path) -> None:
    arguments = ["--out", str(tmp_path / "uit"), "--packs", str(REPOSITORY / "packs")]
    first = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert first.exit_code == 0
    for release in ("rijk-2022", "oefenrijk-2024"):
        assert (tmp_path / "uit" / release / "index.html").is_file()
        assert f"{release}: " in first.output
    assert first.output.count("(gemaakt)") == 2
    again = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert again.output.count("(onveranderd)") == 2
    assert {p.name for p in (tmp_path / "uit").iterdir()} == {"rijk-2022", "oefenrijk-2024", "werk"}
