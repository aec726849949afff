"""What goes wrong between people who make content and the program that reads it."""

from __future__ import annotations

from dataclasses import dataclass

from verantwoord.errors import VerantwoordError


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a pack something stands: file relative to the pack, line counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class PackError(VerantwoordError):
    """A pack does not say what it must; names file, line, what is wrong and how to mend it."""

    exit_code = 4

    def __init__(self, place: Place, what: str, mend: str) -> None:
        super().__init__(f"{place}: {what} {mend}".strip())
        self.place = place
        self.what = what
        self.mend = mend
