"""Puts a release in its place with one switch: a reader finds the old one or the new one, whole.

A release is made in a folder beside its place, by one process at a time. Then the two folders
change names in one call of the operating system, and the old one is removed. Whoever is killed
leaves the place as it was or as it will be, and a folder that the next run clears away: the lock
that says that somebody is at work dies with its process.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from verantwoord.release.errors import ReleaseError

_SWAP = 2  # RENAME_EXCHANGE of renameat2(2) on Linux, RENAME_SWAP of renamex_np(2) on macOS
_HERE = -100  # AT_FDCWD
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EXDEV)


@contextmanager
def making(out: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """Give a folder to make a release in, and the switch that puts it in the place of `out`.

    Without the switch, or when the block fails, `out` stays as it is. Nothing else is left.

    Errors:   ReleaseError when another process is making this release, or when a folder cannot be
              exchanged here.
    Source:   adr/2026-11-26-one-switch-puts-a-release-in-place.md
    """
    place = out.resolve()  # a link to a folder stays a link
    place.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place.parent / f".{place.name}.slot", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise ReleaseError(
            f"Een ander proces maakt op dit moment een uitgave in {out}. "
            "Wacht tot het klaar is en kijk dan opnieuw.",
            f"Another process is making a release in {out} at this moment. "
            "Wait until it is done and look again.",
        ) from error
    try:
        _remove_leftovers(place)
        folder = place.parent / f"{_start(place)}{uuid.uuid4().hex}"
        folder.mkdir()
        yield folder, lambda: _put(folder, place)
    finally:
        _remove_leftovers(place)
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


def _start(place: Path) -> str:
    return f".{place.name}.wordt-gemaakt-"


def _remove_leftovers(place: Path) -> None:
    """Remove what was being made, or was replaced; only for who holds the lock."""
    for entry in list(os.scandir(place.parent)):
        if entry.name.startswith(_start(place)):
            shutil.rmtree(entry.path, ignore_errors=True)


def _put(folder: Path, place: Path) -> None:
    if not place.exists():
        folder.rename(place)
        return
    try:
        exchange(folder, place)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        raise ReleaseError(
            f"Op deze schijf kunnen twee mappen niet in één stap van naam wisselen "
            f"({os.strerror(error.errno)}), en in twee stappen zou {place} even weg zijn. "
            f"Kies een nieuwe map, of haal {place} eerst zelf weg.",
            f"On this disk two folders cannot change names in one step "
            f"({os.strerror(error.errno)}), and in two steps {place} would be gone for a moment. "
            f"Choose a new folder, or take {place} away yourself first.",
        ) from error


def exchange(one: Path, other: Path) -> None:
    """Let two folders change names in one step; OSError when the system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = libc.renamex_np(first, second, _SWAP)
    elif hasattr(libc, "renameat2"):
        failed = libc.renameat2(_HERE, first, _HERE, second, _SWAP)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
