"""A folder for a while, that is gone afterwards: also when its process is killed.

Beside the folder lies a file that its process holds locked. A lock dies with its process, so who
can take it knows that nobody works there any more. The next to ask for a folder clears those away.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from verantwoord.deliveries.form import form_of

_ENDING = ".slot"
_HALF = ".half-"


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


@contextmanager
def private_copy(file: Path) -> Iterator[Path]:
    """Give a copy under a name and in a folder of our own, before any reader sees the file.

    Shape:    a file as somebody named it -> the copy.
    Errors:   UnreadableFile for a form that we do not read.
    Source:   a name such as 'fte*.parquet' is a pattern to a reader, which then reads the
              neighbour's rows; and a file may change while it is read.
    """
    form_of(file)  # refuses what we do not read, and what is too large to copy
    with scratch_folder() as folder:
        copy = folder / f"levering{file.suffix.lower()}"
        shutil.copyfile(file, copy)
        yield copy


def half(path: Path, within: Path | None = None) -> Path:
    """Return a name for a file that is not finished, beside `path` or in a folder for such files.

    It says who is writing it. A folder with half a million rows is not searched for leftovers.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = within or path.parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{_HALF}{_host()}-{os.getpid()}-{uuid.uuid4().hex}"


def remove_halves(folder: Path) -> None:
    """Remove the unfinished files of processes that were killed; others may still be at work."""
    for leftover in folder.glob(f"{_HALF}{_host()}-*"):
        if not _alive(leftover.name.split("-")[2]):
            leftover.unlink(missing_ok=True)


def _host() -> str:
    return "".join(c for c in socket.gethostname() if c.isalnum()) or "host"


def _alive(process: str) -> bool:
    """Say whether a process of this machine runs; when in doubt it does."""
    if os.name == "nt":  # there, asking is killing
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OverflowError, OSError):
        return True  # not ours to judge
    return True
