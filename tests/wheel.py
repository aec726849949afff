"""The wheel as somebody installs it: made, unpacked where nothing of the repository is, and run."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def unpacked(folder: Path) -> None:
    """Make the wheel of this repository, and unpack it in `folder/site`."""
    words = ["-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run([sys.executable, *words], cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")


def run(installed: Path, folder: Path, *words: str) -> str:
    """Run `verantwoord` of an unpacked wheel in a folder; return what it said."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "VERANTWOORD_LANG": "nl"}
    done = subprocess.run(
        [sys.executable, "-m", "verantwoord", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
