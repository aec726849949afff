"""An empty database for a while, to read and judge one file in.

Starting an engine costs more than checking a small file, so a process starts one and keeps it; each
file gets a database of its own in it, which nothing of another file can be seen from.
"""

from __future__ import annotations

import atexit
import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verantwoord.deliveries import limits
from verantwoord.deliveries.personal import MACROS
from verantwoord.scratch import scratch_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_numbers = itertools.count()


@dataclass(frozen=True)
class _Engine:
    process: int
    connection: DuckDBPyConnection
    holds: ExitStack  # the folder it may write in when memory is full


_kept: list[_Engine] = []


@contextmanager
def database() -> Iterator[DuckDBPyConnection]:
    """Give an empty database with bounded memory that can reach no network.

    An engine that cannot let go of the database any more is thrown away with it.
    """
    import duckdb

    engine = _engine()
    connection = engine.connection.cursor()
    name = f"bestand{next(_numbers)}"
    try:
        connection.execute(
            f"ATTACH ':memory:' AS {name}; SET search_path = '{name}.main,memory.main'"
        )
        yield connection
    finally:
        try:
            connection.execute(f"USE memory; DETACH {name}")
        except duckdb.Error:
            _close(engine)
        connection.close()


def _engine() -> _Engine:
    """Return the engine of this process; a process that was forked off starts its own."""
    for engine in _kept:
        if engine.process == os.getpid():
            return engine
    import duckdb

    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        connection = duckdb.connect(
            config={
                "memory_limit": limits.ENGINE_MEMORY,
                "temp_directory": str(folder / "duckdb"),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
            }
        )
        stack.callback(connection.close)  # before its folder goes
        connection.execute("SET enable_progress_bar = false; SET GLOBAL TimeZone = 'UTC'")
        connection.execute(MACROS)
        engine = _Engine(os.getpid(), connection, stack.pop_all())
    _kept.append(engine)
    atexit.register(_close, engine)
    return engine


def _close(engine: _Engine) -> None:
    if engine in _kept and engine.process == os.getpid():
        _kept.remove(engine)
        engine.holds.close()
