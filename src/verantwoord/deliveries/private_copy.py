"""A copy of a delivered file under a name of our own, before any reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from verantwoord.deliveries import limits
from verantwoord.deliveries.form import form_of
from verantwoord.scratch import scratch_folder
from verantwoord.snapshot import unchanged


@contextmanager
def private_copy(file: Path) -> Iterator[Path]:
    """Give a copy under a name and in a folder of our own, before any reader sees the file.

    Shape:    a file as somebody named it -> the copy.
    Errors:   UnreadableFile for a form that we do not read; FileChanged when it was written while
              we copied it.
    Source:   a name such as 'fte*.parquet' is a pattern to a reader, which then reads the
              neighbour's rows; and a file may change while it is read.
    """
    form_of(file)  # refuses what we do not read, and what is too large to copy
    with scratch_folder() as folder:
        copy = folder / f"levering{file.suffix.lower()}"
        with unchanged(file) as source, copy.open("wb") as target:
            left = limits.MAX_FILE_BYTES  # it may grow as fast as we copy
            while left > 0 and (part := source.read(min(left, 1 << 20))):
                target.write(part)
                left -= len(part)
        form_of(copy)  # what was looked at first may have been another file
        yield copy
