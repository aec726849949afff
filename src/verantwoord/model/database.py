"""Opens DuckDB for text that somebody else wrote: it reads what it is given and nothing else.

A view, a rule or a formula of a pack ends up in a query. Such a query can reach no file outside the
folders it was opened for, no network and no extension, and cannot change that.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from verantwoord.model.reference_tables import exact_path

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_seconds: list[float] = []  # of one block of `timed`; empty: no limit


def limit_statements(seconds: float) -> None:
    """Let no query of this process take longer; for a process that works for a stranger."""
    _seconds[:] = [seconds]


def seal(connection: DuckDBPyConnection, folders: Iterable[Path]) -> None:
    """Allow a connection to read in some folders, and nothing else from now on.

    Errors:   those of DuckDB, from then on, for who tries: a PermissionException.
    """
    places = {f"{f.absolute()}/" for f in folders}
    places |= {exact_path(p) for p in places}  # DuckDB compares what was written, not what it means
    named = ", ".join("'" + p.replace("'", "''") + "'" for p in sorted(places))
    connection.execute(
        f"SET allowed_directories = [{named}]; SET enable_external_access = false; "
        "SET lock_configuration = true"
    )


@contextmanager
def timed(connection: DuckDBPyConnection) -> Iterator[None]:
    """Interrupt what a connection does in this block after the limit of this process.

    Errors:   duckdb.InterruptException, which is a duckdb.Error.
    """
    if not _seconds:
        yield
        return
    late = threading.Timer(_seconds[0], connection.interrupt)
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()
