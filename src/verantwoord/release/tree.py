"""What stands in the folder of a release from a stranger, seen without opening or following any.

Only plain files with plain names are ever read. A link, a device, a pipe or an empty folder belongs
to no release: it is named as something that was added.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from verantwoord.language import say
from verantwoord.release.errors import ReleaseError

MAX_ENTRIES = 1_000_000
MAX_DEPTH = 12
MAX_BYTES = 100 * 1024**3  # of a whole release
MAX_DEFINITION_BYTES = 5 * 1024**2  # of one YAML file of a pack
MAX_TEXT_BYTES = 512 * 1024**2  # of one file that is read whole
_READ = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_SPECIAL = stat.S_ISUID | stat.S_ISGID  # who runs it becomes somebody else
_DEFINITIONS = (".yaml", ".yml")
_WIDEST = 240  # bytes of one name


@dataclass(frozen=True, slots=True)
class Tree:
    """The plain files of a folder by their name in it, with their size, and what is none."""

    files: dict[str, int]
    odd: dict[str, str]  # name -> what it is instead


def tree_of(folder: Path) -> Tree:
    """List a folder without following a link or opening a file.

    Shape:    a folder -> its files and what else is there; names with `/` between the parts.
    Missing:  an empty folder is odd: no release has one.
    Errors:   ReleaseError for more, deeper or larger than a release can be, or a folder that
              cannot be listed.
    """
    files: dict[str, int] = {}
    odd: dict[str, str] = {}
    for name, entry in _entries(folder, "", 0):
        if len(files) + len(odd) >= MAX_ENTRIES:
            raise _too_much(folder, say("meer bestanden", "more files"), f"{MAX_ENTRIES:,}")
        if entry is None:
            odd[name] = say("lege map", "empty folder")
            continue
        kind = _kind(entry)
        if kind is None and _plain(entry.name):
            files[name] = entry.stat(follow_symlinks=False).st_size
        else:
            odd[name] = kind or say("vreemde naam", "strange name")
    if sum(files.values()) > MAX_BYTES:
        raise _too_much(folder, say("meer bytes", "more bytes"), f"{MAX_BYTES:,}")
    return Tree(files, odd)


def _entries(folder: Path, above: str, depth: int) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    if depth > MAX_DEPTH:
        raise _too_much(folder, say("diepere mappen", "deeper folders"), str(MAX_DEPTH))
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda e: e.name)
    except OSError as error:
        raise ReleaseError(
            f"{folder} is niet te lezen ({error.strerror}). Haal de uitgave opnieuw op.",
            f"{folder} cannot be read ({error.strerror}). Fetch the release again.",
        ) from error
    if not entries and above:
        yield above.rstrip("/"), None
    for entry in entries:
        name = above + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), f"{name}/", depth + 1)
        else:
            yield name, entry


def _kind(entry: os.DirEntry[str]) -> str | None:
    """Return in a word what is no plain file; None for one."""
    mode = entry.stat(follow_symlinks=False).st_mode
    if stat.S_ISREG(mode):
        if os.name != "nt" and not mode & _READ:
            return say("niet te lezen", "not readable")
        return say("vreemde rechten", "strange rights") if mode & _SPECIAL else None
    if stat.S_ISLNK(mode):
        return say("verwijzing", "link")
    if stat.S_ISFIFO(mode):
        return say("pijp", "pipe")
    return say("geen bestand", "no file")


def _plain(name: str) -> bool:
    """Say whether a name is one that we would have given: no control characters, not too long."""
    try:
        return len(name.encode("utf-8")) <= _WIDEST and name.isprintable()
    except UnicodeEncodeError:  # bytes that are no text
        return False


def copied(folder: Path, tree: Tree, to: Path) -> None:
    """Copy the plain files of a release to a folder of our own; nobody can change them there.

    Errors:   ReleaseError for a definition that is larger than any, a file that changes its kind
              or grows while it is copied, and for more than there is room for.
    """
    room, needed = shutil.disk_usage(to.parent).free, sum(tree.files.values())
    if needed > room:
        raise ReleaseError(
            f"{folder} is {needed:,} bytes groot en voor tijdelijke bestanden is er nog {room:,} "
            "vrij. Maak ruimte, of noem met TMPDIR een map op een andere schijf.",
            f"{folder} is {needed:,} bytes large and for temporary files {room:,} are free. Make "
            "room, or name a folder on another disk with TMPDIR.",
        )
    for name, size in tree.files.items():
        if name.endswith(_DEFINITIONS) and size > MAX_DEFINITION_BYTES:
            raise _too_much(folder / name, say("meer bytes", "more bytes"), "5 MB")
        target = to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with opened(folder, name) as source, target.open("xb") as out:
            left = size
            while part := source.read(min(left + 1, 1024**2)):
                left -= len(part)
                if left < 0:
                    raise ReleaseError(
                        f"{folder / name} groeide terwijl we het lazen. Probeer het opnieuw.",
                        f"{folder / name} grew while it was read. Try again.",
                    )
                out.write(part)


def opened(folder: Path, name: str) -> BinaryIO:
    """Open a plain file of a release to read its bytes, through no link.

    Shape:    a folder and a name in it, with `/` between the parts -> an open file.
    Errors:   FileNotFoundError when nothing stands there; ReleaseError for what is no plain file.
    """
    path = folder / name
    for parent in [folder / p for p in PurePosixPath(name).parents][:-1]:
        if parent.is_symlink():
            raise _none(path)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise _none(path) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _none(path)
    return os.fdopen(handle, "rb")


def content_of(folder: Path, name: str, most: int = MAX_TEXT_BYTES) -> bytes:
    """Return the bytes of a plain file that holds text; ReleaseError when there are too many."""
    with opened(folder, name) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise _too_much(folder / name, say("meer bytes", "more bytes"), f"{most:,}")
    return content


def _none(path: Path) -> ReleaseError:
    return ReleaseError(
        f"{path} is geen gewoon bestand. Haal de uitgave opnieuw op.",
        f"{path} is no plain file. Fetch the release again.",
    )


def _too_much(path: Path, what: str, limit: str) -> ReleaseError:
    return ReleaseError(
        f"{path} heeft {what} dan een uitgave kan hebben (ten hoogste {limit}).",
        f"{path} has {what} than a release can have (at most {limit}).",
    )
