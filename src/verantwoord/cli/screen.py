"""What reaches a terminal or a log: text, and nothing that would move, hide or colour it.

Names of files, cells of deliveries and texts of a pack come from others. A control character in
one could rewrite what stands on the screen; it is shown as `\\x1b` instead. One place holds for
every command, because all of them write to these streams.
"""

from __future__ import annotations

import io
import re
import sys
from typing import TextIO

# C0 but tab and newline, DEL, C1, marks that turn the direction of text, and halves of characters
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return a text with every character that a terminal obeys instead of shows written out."""
    return _HIDDEN.sub(lambda m: ascii(m[0])[1:-1], text)


class _Visible(io.TextIOWrapper):
    def write(self, text: str, /) -> int:
        super().write(visible(text))
        return len(text)


def guard_streams() -> None:
    """Let all that this process prints from now on be visible text."""
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)


def _guarded(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper) or isinstance(stream, _Visible):
        return stream
    errors = "backslashreplace" if stream.errors == "strict" else stream.errors
    return _Visible(stream.buffer, stream.encoding, errors, write_through=True)
