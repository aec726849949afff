"""A folder for a while, that is gone afterwards: also when its process is killed.

Beside the folder lies a file that its process holds locked. A lock dies with its process, so who
can take it knows that nobody works there any more. The next to ask for a folder in the same place
clears those away.
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
def scratch_folder(place: Path | None = None) -> Iterator[Path]:
    """Give an empty folder of our own until the block ends; clear away what the dead left.

    Shape:    where it has to be, for who makes a file that then gets its name in one step; it is
              hidden there. Left out: among the temporary files of the machine.
    """
    where, start = _where(place)
    where.mkdir(parents=True, exist_ok=True)
    clear(place)
    while True:
        slot = where / f"{start}{uuid.uuid4().hex}{_ENDING}"
        lock = FileLock(slot)
        lock.acquire()
        if slot.exists():  # somebody who clears may have been faster than our lock
            break
        lock.release()
    try:
        slot.with_suffix("").mkdir(mode=0o700)
        yield slot.with_suffix("")
    finally:
        _remove(slot)
        lock.release()


def clear(place: Path | None = None) -> None:
    """Remove the scratch folders of dead processes in a place; what the living use stays."""
    where, start = _where(place)
    for slot in where.glob(f"{start}*{_ENDING}"):
        with suppress(Timeout, OSError), FileLock(slot, timeout=0):
            _remove(slot)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: killed halfway, the old one is still there.

    What is no file, such as a pipe, is written to as it is; a link stays a link.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path = path.resolve()
    with scratch_folder(path.parent) as ours:
        half = ours / "half"
        half.write_bytes(content)
        place_whole(half, path)


def place_whole(finished: Path, path: Path) -> None:
    """Give a finished file on the same disk its name, in one step, and force it to that disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with finished.open("rb") as stream:
        os.fsync(stream.fileno())
    finished.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk, where a folder can be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _where(place: Path | None) -> tuple[Path, str]:
    name = f"verantwoord-{_user()}-"
    return (Path(tempfile.gettempdir()), name) if place is None else (place, f".{name}")


def _remove(slot: Path) -> None:
    """Remove a folder and then its lock; a folder without lock would be nobody's for ever."""
    shutil.rmtree(slot.with_suffix(""), ignore_errors=True)
    slot.unlink(missing_ok=True)


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
