"""Where the index of a log is kept: opened as it is, or made anew when it does not fit the log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from verantwoord.deliveries.index import VERSION, CellsOf, Index
from verantwoord.deliveries.log import START, LogError, Tail


@contextmanager
def opened(path: Path, log: Path, cells_of: CellsOf) -> Iterator[Index]:
    """Open the index of a log, as far as the log goes now.

    Shape:    where the index is kept, the log, and how to find the cells of a line -> Index.
    Missing:  without an index it is made; where nothing may be written, it is made in memory.
    Errors:   LogError when the log is not what was written; never for what is in the index.
    Source:   adr/2026-11-26-facts-before-files.md
    """
    index = _usable(path, log, cells_of)
    with closing(index.con):
        yield index


def built(log: Path, cells_of: CellsOf) -> Index:
    """Return an index in memory, made from the first line of the log to the last."""
    return Index.filled(sqlite3.connect(":memory:", isolation_level=None), log, cells_of)


def _usable(path: Path, log: Path, cells_of: CellsOf) -> Index:
    with suppress(sqlite3.DatabaseError, LogError, _DoesNotFit):
        return _as_it_is(path, log, cells_of)
    try:
        forget(path)
        return Index.filled(_connected(path), log, cells_of)
    except (sqlite3.OperationalError, OSError):
        return built(log, cells_of)


def forget(path: Path) -> None:
    """Throw an index away; the next who needs it makes it anew."""
    for old in (path, path.with_name(path.name + "-journal")):
        old.unlink(missing_ok=True)


class _DoesNotFit(Exception):
    """The index is of another log, of a later moment, or of another program."""


def _as_it_is(path: Path, log: Path, cells_of: CellsOf) -> Index:
    if not path.exists():
        raise _DoesNotFit
    con = _connected(path)
    try:
        index = Index(con, log, cells_of)
        version = con.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
        if version != (VERSION,) or not _ends_here(log, index.tail):
            raise _DoesNotFit
        index.catch_up()
    except BaseException as error:
        con.close()
        if isinstance(error, (KeyError, ValueError)):
            raise _DoesNotFit from error
        raise
    return index


def _ends_here(log: Path, tail: Tail) -> bool:
    """Say whether the log still has, at that place, the line with which the index ends."""
    if tail.lines == 0:
        return tail == START
    try:
        with log.open("rb") as stream:
            stream.seek(tail.last_start)
            line = stream.read(tail.whole - tail.last_start)
        return line.endswith(b"\n") and json.loads(line)["hash"] == tail.last
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _connected(path: Path) -> sqlite3.Connection:
    con = sqlite3.connect(path, timeout=60, isolation_level=None)
    try:
        con.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        con.close()  # what is no database is found out here
        raise
    return con
