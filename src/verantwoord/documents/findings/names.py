"""Organisations and programmes that a text names; the names come from the caller."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from verantwoord.documents.findings.mark import SentenceMark

_Named = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Names:
    """The ids of organisations and programmes with the names and abbreviations they go by."""

    organisations: _Named = field(default_factory=lambda: MappingProxyType({}))
    programmes: _Named = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def _index(self) -> dict[str, tuple[str, str]]:
        result: dict[str, tuple[str, str]] = {}
        for kind, named in (("organisation", self.organisations), ("programme", self.programmes)):
            for id_, names in named.items():
                for name in names:
                    result.setdefault(name, (kind, id_))
        return result

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        names = sorted((n for n in self._index if n.strip()), key=len, reverse=True)
        if not names:
            return None
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")

    def find(self, text: str) -> list[SentenceMark]:
        """Return the names in a sentence; capitals count, because abbreviations are words too."""
        if self._pattern is None:
            return []
        marks = []
        for match in self._pattern.finditer(text):
            kind, id_ = self._index[match.group()]
            marks.append(SentenceMark(kind, *match.span(), MappingProxyType({"id": id_})))
        return marks
