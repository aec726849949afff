"""Names of tests that a command line can take: a formula is full of brackets and quotes."""

from __future__ import annotations

import re


def pytest_make_parametrize_id(val: object) -> str | None:
    """Return a text as a word."""
    return re.sub(r"[^0-9A-Za-z]+", "-", val).strip("-")[:60] if isinstance(val, str) else None
