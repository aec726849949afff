"""Words for readers in Dutch with English beside it, and where a statement comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Dutch and English; the English may be absent and then the Dutch is shown."""

    nl: str
    en: str | None = None

    def in_language(self, language: str) -> str:
        """Return the text in `nl` or `en`."""
        return self.en if language == "en" and self.en else self.nl


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value or rule stands: a law, a Kamerstuk, a page; or that it is our own choice."""

    title: str
    url: str | None = None
    locator: str | None = None
    published: dt.date | None = None
    own_choice: bool = False  # ours, because no source was found: shown as such to every reader
    note: str | None = None
