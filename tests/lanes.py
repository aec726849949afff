"""How much a test does: everything in `make test`, a taste of it in `make test-fast`."""

from __future__ import annotations

import os

FAST = bool(os.environ.get("VERANTWOORD_FAST"))
MORE = int(os.environ.get("VERANTWOORD_EXAMPLES", "1"))  # times as many, to look further by hand


def examples(wanted: int) -> int:
    """Return how many random examples a property is held against."""
    return min(wanted, 8) if FAST else wanted * MORE
