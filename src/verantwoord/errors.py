"""The root of every error that a user can act on."""

from __future__ import annotations


class VerantwoordError(Exception):
    """What a user can act on; the text says what to do, `exit_code` is that of the command."""

    exit_code = 3
