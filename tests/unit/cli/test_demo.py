"""The first command of the README: two releases, and nothing to do the second time."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
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


def _below(parent: int) -> set[int]:
    """Return the processes that a process started, and those that they started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            if fields[0] != "Z":
                parents[int(stat.parent.name)] = int(fields[1])
    found = {parent}
    while more := {p for p, above in parents.items() if above in found} - found:
        found |= more
    return found - {parent}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no list of processes here")
def test_nothing_goes_on_working_when_the_demo_is_killed(tmp_path: Path) -> None:
    ordered = [sys.executable, "-m", "verantwoord", "demo", "--out", str(tmp_path / "uit")]
    ordered += ["--packs", str(REPOSITORY / "packs")]
    with subprocess.Popen(ordered, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as demo:
        workers: set[int] = set()
        while len(workers) < 4 and demo.poll() is None:  # three that work, and who tracks them
            workers = _below(demo.pid)
            time.sleep(0.1)
        assert len(workers) >= 4
        demo.kill()
    for _ in range(600):
        if not any(_cmd(p) for p in workers):
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {[_cmd(p) for p in workers]}")


def _cmd(process: int) -> str:
    """Return the command of a process; '' when it is gone, or dead and not yet taken away."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
