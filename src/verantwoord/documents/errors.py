"""What goes wrong with a document, in words of who wants to read it."""

from __future__ import annotations

from verantwoord.errors import VerantwoordError


class DocumentError(VerantwoordError):
    """A document cannot be read; the text says why and what to do."""

    exit_code = 3


class CoverageError(VerantwoordError):
    """A coverage file does not fit its document or the register; the text says where."""

    exit_code = 1
