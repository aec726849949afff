"""The root of every error that a user can act on."""

from __future__ import annotations

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
