"""An empty database for a while, to read and judge one file in.

Starting an engine costs more than checking a small file, so a process starts one and keeps it; each
file gets a database of its own in it, which nothing of another file can be seen from.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verantwoord.deliveries import limits
from verantwoord.deliveries.csv_source import quoted
from verantwoord.deliveries.personal import MACROS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_numbers = itertools.count()


@dataclass(frozen=True)
class _Engine:
    process: int
    connection: DuckDBPyConnection


_kept: list[_Engine] = []


@contextmanager
def database(folder: Path) -> Iterator[DuckDBPyConnection]:
    """Give an empty database with bounded memory that can reach no network.

    Shape:    the folder it may write in when memory is full; it goes with the block, so an engine
              that has written there is thrown away, and so is one that cannot let go of the
              database any more.
    """
    import duckdb

    engine = _engine()
    connection = engine.connection.cursor()
    name, full = f"bestand{next(_numbers)}", folder / "duckdb"
    try:
        connection.execute(
            f"ATTACH ':memory:' AS {name}; SET search_path = '{name}.main,memory.main'; "
            f"SET temp_directory = {quoted(str(full))}"
        )
        yield connection
    finally:
        try:
            connection.execute(f"USE memory; DETACH {name}")
        except duckdb.Error:
            _close(engine)
        connection.close()
        if full.exists():
            _close(engine)


@contextmanager
def as_written(connection: DuckDBPyConnection, *, few: bool) -> Iterator[None]:
    """Carry out statements as they stand while the rows are few; a better plan is not looked for.

    Of one pass with hundreds of expressions over a small file, looking takes longer than the pass.
    What joins or filters is planned as ever.
    """
    if not few:
        yield
        return
    connection.execute("PRAGMA disable_optimizer")
    try:
        yield
    finally:
        connection.execute("PRAGMA enable_optimizer")


def _engine() -> _Engine:
    """Return the engine of this process; a process that was forked off starts its own."""
    for engine in _kept:
        if engine.process == os.getpid():
            return engine
    import duckdb

    connection = duckdb.connect(
        config={
            "memory_limit": limits.ENGINE_MEMORY,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
        }
    )
    connection.execute("SET enable_progress_bar = false; SET GLOBAL TimeZone = 'UTC'")
    connection.execute(MACROS)
    engine = _Engine(os.getpid(), connection)
    _kept.append(engine)
    return engine


def _close(engine: _Engine) -> None:
    if engine in _kept and engine.process == os.getpid():
        _kept.remove(engine)
        engine.connection.close()
