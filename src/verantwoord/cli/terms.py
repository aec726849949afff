"""In which language the command line speaks: `--lang`, else VERANTWOORD_LANG, else Dutch.

Read once from the raw arguments, because help is made before they are parsed; from then on everyone
asks `verantwoord.language`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from verantwoord.language import say, spoken

__all__ = ["asked_language", "language", "say", "without_language"]

language = spoken


def asked_language(words: Sequence[str]) -> str:
    """Return `nl` or `en`, as the arguments or the environment ask."""
    for i, word in enumerate(words):
        if word == "--lang" and i + 1 < len(words):
            return _known(words[i + 1])
        if word.startswith("--lang="):
            return _known(word.removeprefix("--lang="))
    return _known(os.environ.get("VERANTWOORD_LANG", "nl"))


def without_language(words: Sequence[str]) -> list[str]:
    """Return the arguments without `--lang`, which may stand anywhere and was read already."""
    kept: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word == "--lang":
            skip = True
        elif not word.startswith("--lang="):
            kept.append(word)
    return kept


def _known(word: str) -> str:
    return "en" if word.lower().startswith("en") else "nl"
