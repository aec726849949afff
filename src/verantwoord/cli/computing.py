"""What the commands that compute have in common: opening a workspace and showing progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verantwoord.deliveries.workspace import Workspace
    from verantwoord.engine.compute import Computation


@contextmanager
def progress_line(words: str) -> Iterator[Callable[[str, int], None]]:
    """Show what is being done on a terminal; say nothing when the output goes elsewhere."""
    if not sys.stderr.isatty():
        yield lambda what, count: None
        return
    from rich.console import Console

    with Console(stderr=True).status(words) as status:
        yield lambda what, count: status.update(f"{words}: {what} ({count})")


def compute_workspace(workspace: Workspace, words: str, **options: Any) -> Computation:
    """Compute the figures of a workspace, with its component cache."""
    from verantwoord.engine.compute import compute

    with progress_line(words) as progress:
        return compute(
            options.pop("pack", workspace.pack),
            workspace.deliveries(),
            workspace.rows_path,
            cache=workspace.components_folder,
            progress=progress,
            **options,
        )


def open_workspace(path: Path) -> Workspace:
    """Open a workspace; the error says what is wrong with the folder."""
    from verantwoord.deliveries.workspace import Workspace

    return Workspace.open(path)
