"""What the machine refuses, such as a full disk: one error that a user can act on, in one place."""

from __future__ import annotations

import errno
import os
import sys

from verantwoord.errors import VerantwoordError

_ROOM = ("Maak ruimte op de schijf.", "Make room on the disk.")
_RIGHTS = ("Controleer de rechten.", "Check the rights.")
_WRITABLE = ("Kies een map waarin u mag schrijven.", "Choose a folder you may write in.")
_THERE = ("Controleer of het er nog is.", "Check whether it is still there.")
_OTHER = ("Probeer het opnieuw.", "Try again.")
_ADVICE = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EROFS: _WRITABLE,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.ENOENT: _THERE,
}
_SQLITE = {  # how a name of SQLite begins -> the number of the machine
    "SQLITE_FULL": errno.ENOSPC,
    "SQLITE_READONLY": errno.EROFS,
    "SQLITE_CANTOPEN": errno.EACCES,
    "SQLITE_PERM": errno.EACCES,
    "SQLITE_IOERR": errno.EIO,
}


def refusal(error: Exception) -> VerantwoordError | None:
    """Return what the machine refused in words that a user can act on; None for other errors."""
    number, where = None, ""
    if isinstance(error, OSError):
        number, where = error.errno, f" ({error.filename})" if error.filename else ""
    elif type(error).__name__ == "IOException" and _of(error, "duckdb"):
        texts = {os.strerror(one): one for one in _ADVICE}
        number = next((n for text, n in texts.items() if text in str(error)), errno.EIO)
    elif _of(error, "sqlite3"):
        name = str(getattr(error, "sqlite_errorname", ""))
        number = next((n for begin, n in _SQLITE.items() if name.startswith(begin)), None)
        if number is None:
            return None
    else:
        return None
    reason = os.strerror(number) if number else str(error)
    nl, en = _ADVICE.get(number or 0, _OTHER)
    return VerantwoordError(
        f"de computer weigert: {reason}{where}. {nl}",
        f"the machine refuses: {reason}{where}. {en}",
    )


def _of(error: Exception, library: str) -> bool:
    """Say whether an error is of a library, which is not imported to ask it."""
    name = type(error).__module__.lstrip("_").partition(".")[0]
    return name == library and library in sys.modules
