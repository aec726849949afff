"""In which of the two languages this run speaks: set once by who starts it, asked by who prints.

Every text for people stands in Dutch with English beside it, where it is used. Nothing below the
command line chooses: it makes both, or asks `say` at the moment that the text is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = ("nl", "en")
_spoken: ContextVar[str] = ContextVar("verantwoord_language", default="nl")


def spoken() -> str:
    """Return the language of this run: `nl`, or `en` where that was asked."""
    return _spoken.get()


def speak(language: str) -> None:
    """Set the language of this run; another word than `nl` or `en` is a mistake of the caller."""
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}; choose from {', '.join(LANGUAGES)}")
    _spoken.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while, such as one request or one page."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def say(nl: str, en: str) -> str:
    """Return the text in the language of this run."""
    return en if spoken() == "en" else nl
