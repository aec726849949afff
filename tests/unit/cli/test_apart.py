"""Commands that read files of others end with a clear error, whatever reading makes them do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")

# runs the command line after something in it was made to go wrong
_RUN = """
import os, sys, time
from pathlib import Path
import verantwoord.cli.apart as apart
import verantwoord.documents.citations as citations
import verantwoord.documents.reading as reading
forks, fork = [], os.fork
def counted():
    forks.append(1)
    return fork()
os.fork = counted
{harm}
from verantwoord.cli import main
try:
    main()
finally:
    print(len(forks), "forks", file=sys.stderr)
"""


def run(harm: str, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line with what goes wrong."""
    return subprocess.run(
        [sys.executable, "-c", _RUN.format(harm=harm), *words],
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("harm", "said"),
    {
        "time": (
            "apart.SECONDS = 1\ndef find(text):\n    while True: pass\ncitations.find = find",
            "took longer than 1 s",
        ),
        "memory": (
            "citations.find = lambda text: bytearray(3 * 1024**3)",
            "asks more than 1792 MB of memory",
        ),
        "a library that stops": ("citations.find = lambda text: os.abort()", "broke off"),
    }.values(),
    ids=lambda value: value[:20],
)
def test_what_ends_the_process_is_told(harm: str, said: str) -> None:
    done = run(harm, "--lang", "en", "cite", "Stb. 2020, 12")
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_text_without_end_is_no_text_to_cite() -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "verantwoord", "cite", "-"],
            capture_output=True,
            text=True,
            check=False,
            stdin=endless,
            timeout=120,
        )
    assert done.returncode == 3
    assert "standaardinvoer bevat meer dan 3 miljoen tekens" in done.stderr


def test_who_waits_too_long_by_the_clock_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Een zin.", "utf-8")
    harm = "apart.CLOCK = 0.01\nreading.read = lambda *_: time.sleep(600)"
    done = run(harm, "read", str(path))
    assert done.returncode == 3
    assert "gestopt" in done.stderr


def test_one_process_for_a_command_however_many_files_it_reads(tmp_path: Path) -> None:
    for name in ("a.json", "b.json", "c.json"):
        (tmp_path / name).write_text('{"value": []}', "utf-8")
    done = run("", "register", "import", "--theme", "x", "a.json", "b.json", "c.json", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "1 forks"


@pytest.mark.parametrize("command", ["check", "deliver", "read", "register import"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "gone"])
def test_only_a_plain_file_is_read(command: str, kind: str, tmp_path: Path) -> None:
    """A pipe or a device may have no end; it is refused before it is opened."""
    path = tmp_path / "x.csv"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    about = ("--dataset", "fte", "--organisation", "alfa", "--period", "2024")
    words = {
        "check": ("check", "--pack", "oefenrijk", "--dataset", "fte"),
        "deliver": ("deliver", str(tmp_path / "werk"), "--pack", "oefenrijk", *about),
        "read": ("read",),
        "register import": ("register", "import", "--theme", "x"),
    }[command]
    done = run("", *words, str(path))
    assert done.returncode == 2
    assert str(path) in done.stderr
    assert not (tmp_path / "werk").exists()
