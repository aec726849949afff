"""The pages of a fetch that broke off, so that the next one goes on where it stopped.

One line of JSON a page, written as each page comes in. Only pages that follow on each other from
the very same question are used; a half-written last line is left out.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

Page = Mapping[str, Any]
USABLE_SECONDS = 24 * 3600  # later the first pages tell of another day than the last


class KeptPages:
    """Pages beside the file that they will become; `.moties.json.pages` for `moties.json`."""

    def __init__(self, out: Path) -> None:
        self.path = out.with_name(f".{out.name}.pages")

    def read(self, question: str, next_of: Callable[[Page], str | None]) -> list[tuple[str, Page]]:
        """Return the pages of a question that follow on each other; none of another question."""
        found: list[tuple[str, Page]] = []
        expected: str | None = question
        for url, page in self._lines():
            if url != expected:
                break
            found.append((url, page))
            expected = next_of(page)
        if not found:
            self.forget()
        return found

    def _lines(self) -> Iterator[tuple[str, Page]]:
        try:
            if time.time() - self.path.stat().st_mtime > USABLE_SECONDS:
                return
            text = self.path.read_text("utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return
        for line in text.splitlines():
            try:
                kept = json.loads(line)
                url, page = str(kept["url"]), dict(kept["page"])
            except (ValueError, KeyError, TypeError):
                return
            if not isinstance(page.get("value"), list):
                return
            yield url, page

    def add(self, url: str, page: Page) -> None:
        """Keep one page more."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"url": url, "page": page}, ensure_ascii=True) + "\n")

    def forget(self) -> None:
        """Remove what was kept: it is in the file now, or belongs to another question."""
        self.path.unlink(missing_ok=True)
