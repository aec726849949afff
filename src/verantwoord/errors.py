"""The root of every error that a user can act on."""

from __future__ import annotations

from collections.abc import Iterable

from verantwoord.language import spoken


class VerantwoordError(Exception):
    """What a user can act on; the text says what to do, `exit_code` is that of the command.

    Made of the text in Dutch and in English; `str` gives it in the language of the run.
    """

    exit_code = 3

    def __init__(self, nl: str, en: str | None = None) -> None:
        super().__init__(nl, nl if en is None else en)

    def in_language(self, language: str) -> str:
        """Return the text in `nl` or `en`; one that knows only one language gives that."""
        return str(self.args[-1] if language == "en" else self.args[0])

    def __str__(self) -> str:
        return self.in_language(spoken())


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that somebody probably meant; None where none comes near.

    Capitals, spaces and underscores do not count: `KWh per FTE` is near to `kwh-per-fte`.
    """
    from difflib import get_close_matches  # here: who makes no mistake need not pay for it

    plain = {_plain(k): k for k in sorted(known, reverse=True)}
    found = get_close_matches(_plain(name), plain, n=1, cutoff=0.7)
    return plain[found[0]] if found else None


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "-").replace("_", "-")
