"""A folder for a while: gone afterwards, cleared away when its owner died, left when it lives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.scratch import scratch_folder

SCRIPT = """
import os, sys, time
from verantwoord.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "half").write_text("x")
    print(folder, flush=True)
    if sys.argv[1] == "dies":
        os.kill(os.getpid(), 9)
    sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def start(how: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, how],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_folder_is_empty_private_and_gone_afterwards(place: Path) -> None:
    with scratch_folder() as one, scratch_folder() as two:
        assert one != two and list(one.iterdir()) == []
        assert one.stat().st_mode & 0o077 == 0
        (one / "diep/er").mkdir(parents=True)
    with pytest.raises(ValueError, match="mis"), scratch_folder():
        raise ValueError("mis")
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_cleared_by_the_next(place: Path) -> None:
    with start("dies") as process:
        left = Path(process.communicate()[0].strip())
    assert process.returncode == -signal.SIGKILL and (left / "half").is_file()
    with scratch_folder():
        assert not left.exists()
    assert list(place.iterdir()) == []


def test_what_a_living_process_is_using_is_left_alone(place: Path) -> None:
    with start("lives") as process:
        assert process.stdout
        used = Path(process.stdout.readline().strip())
        with scratch_folder():
            pass
        assert (used / "half").is_file()
        process.communicate("")
    assert list(place.iterdir()) == []


def test_a_link_in_the_way_is_not_followed(place: Path) -> None:
    """In a folder that all may write in, somebody can lay a link to another folder."""
    precious = place / "kostbaar"
    precious.mkdir()
    (precious / "brief.txt").write_text("bewaren", "utf-8")
    name = f"verantwoord-{os.getuid()}-gelegd"
    (place / f"{name}.slot").touch()
    (place / name).symlink_to(precious)
    with scratch_folder():
        pass
    assert (precious / "brief.txt").is_file()
