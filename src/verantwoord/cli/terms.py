"""In which language the command line speaks: `--lang`, else VERANTWOORD_LANG, else Dutch."""

from __future__ import annotations

import os
import sys


def language(arguments: list[str] | None = None) -> str:
    """Return `nl` or `en`. Read from the raw arguments, because help is made before parsing."""
    words = sys.argv[1:] if arguments is None else arguments
    for i, word in enumerate(words):
        if word == "--lang" and i + 1 < len(words):
            return _known(words[i + 1])
        if word.startswith("--lang="):
            return _known(word.removeprefix("--lang="))
    return _known(os.environ.get("VERANTWOORD_LANG", "nl"))


def without_language(words: list[str]) -> list[str]:
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


def say(nl: str, en: str) -> str:
    """Return the text in the language of this run."""
    return en if language() == "en" else nl
