"""What can go wrong with a release; the text says what to do."""

from __future__ import annotations

from verantwoord.errors import VerantwoordError


class ReleaseError(VerantwoordError):
    """A release cannot be made, read or verified."""

    exit_code = 3
