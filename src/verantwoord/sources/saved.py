"""What was fetched or read in, as a file: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(text: str, out: Path) -> None:
    """Write whole or not at all: killed halfway, the old file is still there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
