"""A folder for a while, that is gone afterwards: also when its process is killed.

Beside the folder lies a file that its process holds locked. A lock dies with its process, so who
can take it knows that nobody works there any more. The next to ask for a folder clears those away.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_ENDING = ".slot"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give an empty folder of our own until the block ends; clear away what the dead left."""
    place, start = Path(tempfile.gettempdir()), f"verantwoord-{_user()}-"
    for slot in place.glob(f"{start}*{_ENDING}"):
        _remove_if_dead(slot)
    slot = place / f"{start}{uuid.uuid4().hex}{_ENDING}"
    with FileLock(slot):
        try:
            slot.with_suffix("").mkdir(mode=0o700)
            yield slot.with_suffix("")
        finally:
            _remove(slot)


def _remove_if_dead(slot: Path) -> None:
    with suppress(Timeout, OSError), FileLock(slot, timeout=0):
        _remove(slot)


def _remove(slot: Path) -> None:
    """Remove a folder and then its lock; a folder without lock would be nobody's for ever."""
    shutil.rmtree(slot.with_suffix(""), ignore_errors=True)
    slot.unlink(missing_ok=True)


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
