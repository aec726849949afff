"""Lists of words that rules use: content in text files, so that it is reviewed as content."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def read_list(name: str) -> frozenset[str]:
    """Return the words of a list in `data`; a line that begins with # is a note."""
    text = resources.files(__package__).joinpath("data", name).read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
