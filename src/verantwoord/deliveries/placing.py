"""What was given its place in a workspace before its line was written, by who was killed between.

Files get their place first, and the line in the log makes them a delivery. While that goes on, a
note in `unfinished` says which files it is about. Whoever holds the lock of the workspace and finds
a note knows that its writer is gone: without a line, the files go too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from verantwoord.deliveries.index import Index
from verantwoord.deliveries.log import canonical, locked
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.delivery import Delivery

_NOTE = ".note"


@contextmanager
def placing(workspace: Workspace, delivery: Delivery) -> Iterator[None]:
    """Note which files get their place now, until the line is written; call under the lock.

    When the block fails, the note stays, for the next to judge.
    """
    note = workspace.unfinished / f"{delivery.id}{_NOTE}"
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_bytes(canonical([delivery.dataset, delivery.file_sha256, delivery.file_name]))
    yield
    note.unlink()


def remove_unlogged(workspace: Workspace, index: Index) -> None:
    """Remove files that were placed and never got their line; waits for who is placing now."""
    if not any(workspace.unfinished.glob(f"*{_NOTE}")):
        return
    with locked(workspace.path):
        index.catch_up()
        for note in workspace.unfinished.glob(f"*{_NOTE}"):
            _settle(workspace, index, note)
            note.unlink()


def _settle(workspace: Workspace, index: Index, note: Path) -> None:
    identifier = note.name.removesuffix(_NOTE)
    try:
        dataset, sha256, name = json.loads(note.read_bytes())
    except ValueError:
        return  # half a note: nothing was placed yet
    if index.deliveries("id = ?", identifier):
        return
    rows = workspace.path / "rows" / dataset / f"{identifier}.parquet"
    rows.unlink(missing_ok=True)
    rows.with_suffix(".cells").unlink(missing_ok=True)
    if not index.deliveries("file_sha256 = ?", sha256):
        workspace.stored_file(sha256, name).unlink(missing_ok=True)
