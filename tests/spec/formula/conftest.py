"""Names of tests that a command line can take: a formula is full of brackets and quotes."""

from __future__ import annotations

import re

from tests.spec.formula.chapters import Example


def pytest_make_parametrize_id(val: object) -> str | None:
    """Return an example or a text as a word."""
    text = f"{val.text} {val.given}" if isinstance(val, Example) else val
    return re.sub(r"[^0-9A-Za-z]+", "-", text).strip("-")[:60] if isinstance(text, str) else None
