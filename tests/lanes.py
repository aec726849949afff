"""How much a test does: everything in `make test`, a taste in `make test-fast`, more on request.

Random examples are the same in every run, so that no run fails on what an earlier run did not draw.
Who looks for what nobody drew yet asks for more, and gets others each time:
`VERANTWOORD_EXAMPLES=20 pytest --hypothesis-seed=7 tests/property`. What that finds becomes an
`@example` or a test of its own.
"""

from __future__ import annotations

import os

FAST = bool(os.environ.get("VERANTWOORD_FAST"))
MORE = int(os.environ.get("VERANTWOORD_EXAMPLES", "1"))  # times as many, to look further by hand


def examples(wanted: int) -> int:
    """Return how many random examples a property is held against."""
    return min(wanted, 5) if FAST else wanted * MORE
