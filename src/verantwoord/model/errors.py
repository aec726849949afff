"""What goes wrong between people who make content and the program that reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from verantwoord.errors import VerantwoordError
from verantwoord.model.text import Text


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a pack something stands: file relative to the pack, line counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class PackError(VerantwoordError):
    """A pack does not say what it must; names file, line, what is wrong and how to mend it."""

    exit_code = 4

    def __init__(self, place: Place, what: Text | str, mend: Text | str = "") -> None:
        self.place = place
        self.what = what if isinstance(what, Text) else Text(what)
        self.mend = mend if isinstance(mend, Text) or not mend else Text(mend)
        super().__init__(self._said("nl"), self._said("en"))

    def _said(self, language: str) -> str:
        mend = self.mend.in_language(language) if isinstance(self.mend, Text) else ""
        return f"{self.place}: {self.what.in_language(language)} {mend}".strip()

    def plain(self) -> dict[str, object]:
        """Return the fault as plain values, for JSON."""
        mend = self.mend if isinstance(self.mend, Text) else Text(" ")
        return {
            "file": self.place.file,
            "line": self.place.line,
            "what": {"nl": self.what.nl, "en": self.what.in_language("en")},
            "mend": {"nl": mend.nl.strip(), "en": mend.in_language("en").strip()},
        }


class PackErrors(PackError):
    """Everything that is wrong with a pack, by file and line; never empty."""

    def __init__(self, errors: Iterable[PackError]) -> None:
        unique = {(e.place, str(e)): e for e in errors}
        self.errors = tuple(unique[key] for key in sorted(unique))
        first = self.errors[0]
        super().__init__(first.place, first.what, first.mend)
        self.args = (self._all("nl"), self._all("en"))

    def _all(self, language: str) -> str:
        return "\n".join(e.in_language(language) for e in self.errors)


@dataclass(slots=True)
class _Kept:
    faults: Faults

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> bool:
        if isinstance(error, PackErrors):
            self.faults.found.extend(error.errors)
        elif isinstance(error, PackError):
            self.faults.found.append(error)
        return isinstance(error, PackError)


@dataclass(slots=True)
class Faults:
    """Collects what is wrong, so that one run says all of it."""

    found: list[PackError] = field(default_factory=list)

    def add(self, place: Place, what: Text | str, mend: Text | str = "") -> None:
        """Note one fault and go on."""
        self.found.append(PackError(place, what, mend))

    def kept(self) -> _Kept:
        """Note what is raised inside and go on after it."""
        return _Kept(self)

    def check(self) -> None:
        """Raise PackErrors if anything was noted."""
        if self.found:
            raise PackErrors(self.found)
