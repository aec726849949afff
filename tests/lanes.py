"""How much a test does: everything in `make test`, a taste in `make test-fast`, more on request.

Random examples are the same in every run, so that no run fails on what an earlier run did not draw.
Who looks for what nobody drew yet asks for more, and gets others each time:
`VERANTWOORD_EXAMPLES=20 pytest --hypothesis-seed=7 tests/property`. What that finds becomes an
`@example` or a test of its own.

What tests write lies in memory where there is room for it: half a million small files, forced to a
disk one by one, are a third of the time of the suite. `TMPDIR=/tmp make test` writes to a disk.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

FAST = bool(os.environ.get("VERANTWOORD_FAST"))
MORE = int(os.environ.get("VERANTWOORD_EXAMPLES", "1"))  # times as many, to look further by hand


def examples(wanted: int) -> int:
    """Return how many random examples a property is held against."""
    return min(wanted, 5) if FAST else wanted * MORE


_MEMORY = Path("/dev/shm")
_ROOM = 8 * 1024**3  # the suite has some 2 GB at most at one moment


def write_in_memory() -> None:
    """Let temporary folders of this run, and of what it starts, lie in memory."""
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    if shutil.disk_usage(_MEMORY).free < _ROOM or _available() < 2 * _ROOM:
        return
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None  # asked anew


def _available() -> int:
    """Return how many bytes of memory nobody uses; zero where that is not said."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if "MemAvailable" in line), 0)
