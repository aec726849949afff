"""What somebody put in a name or a cell is shown, and never obeyed, by the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from verantwoord.cli.screen import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gewoon, é en €\n\tmet inspringing", "gewoon, é en €\n\tmet inspringing"),
        ("\x1b[2Jgewist", "\\x1b[2Jgewist"),
        ("over\rgeschreven", "over\\rgeschreven"),
        ("\x9b31mrood", "\\x9b31mrood"),
        ("a\u202eb", "a\\u202eb"),
        ("bel\x07", "bel\\x07"),
        ("half \ud83d teken", "half \\ud83d teken"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_no_command_lets_a_control_character_through(tmp_path: Path) -> None:
    name = "fte\x1b[31m\r.csv"
    (tmp_path / name).write_text("periode;fte\x1b[2J\n2024-01;1\n", "utf-8")
    command = ["check", "--pack", "oefenrijk", "--dataset", "fte", str(tmp_path / name)]
    for words in (command, ["verify", str(tmp_path / "\x1b[2Jweg")]):
        done = subprocess.run(
            [sys.executable, "-m", "verantwoord", *words], capture_output=True, check=False
        )
        assert done.returncode and (done.stdout or done.stderr)
        for stream in (done.stdout, done.stderr):
            assert not {b"\x1b", b"\r"} & {bytes([b]) for b in stream}, stream
    assert b"\\x1b[2J" in done.stderr  # and it is shown, not left out
