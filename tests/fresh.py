"""A plugin of pytest for `make mutation`: nothing that was worked out before is remembered.

The tool forks a process that has run all tests, so what a cache holds would hide a change.
"""

from __future__ import annotations

import functools
import gc


def pytest_sessionstart() -> None:
    for found in gc.get_objects():
        cached = isinstance(found, functools._lru_cache_wrapper)
        if cached and str(found.__module__).startswith("verantwoord"):
            found.cache_clear()
