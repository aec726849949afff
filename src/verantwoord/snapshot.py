"""The content of a file of somebody else, as it was at one moment, and not more than a limit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from verantwoord.errors import VerantwoordError


class FileChanged(VerantwoordError):
    """The file was written while it was read; what was read of it is of no moment."""

    exit_code = 3


@contextmanager
def unchanged(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read it from its beginning to its end inside the block.

    Errors:   FileChanged when its size or the moment of its last change is another afterwards;
              OSError when it cannot be opened.
    """
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        yield file
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise FileChanged(
            f"{path.name} veranderde terwijl we het lazen. Wacht tot het klaar is en probeer het "
            "opnieuw.",
            f"{path.name} changed while it was read. Wait until it is finished and try again.",
        )


def read_at_once(path: Path, most: int) -> bytes | None:
    """Return the bytes of a file, None when there are more than `most`; see `unchanged`."""
    with unchanged(path) as file:
        data = file.read(most + 1)  # and not its size first: it may grow
        return None if len(data) > most else data
