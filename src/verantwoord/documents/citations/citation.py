"""What a found reference is, and its two forms for people and programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

# Keys that are always shown, also when nothing was read, in the order of the examples.
ALWAYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kamerstuk": ("kamer", "vergaderjaar", "dossier"),
        "handelingen": ("kamer", "vergaderjaar"),
        "aanhangsel": ("kamer", "vergaderjaar", "nummer"),
    }
)
# In the order of the examples: what was read -> the key that programs get.
KEYS: Mapping[str, str] = MappingProxyType(
    {
        "kamer": "chamber",
        "vergaderjaar": "parliamentary_year",
        "versie": "version",
        "type": "type",
        "kb_datum": "decree_date",
        "jaar": "year",
        "dossier": "dossier",
        "toevoeging": "suffix",
        "nummer": "number",
        "vergadering": "meeting",
        "item": "item",
        "editie": "edition",
        "pagina": "page",
        "rijkswet": "kingdom_act",
        "bijlage": "annex",
        "rol": "role",
        "kandidaten": "candidates",
        "zaak": "case",
        "datum": "date",
        "bwb": "bwb",
        "artikel": "article",
        "params": "params",
    }
)


@dataclass(frozen=True, slots=True)
class Inference:
    """A value that the text does not give but that follows from what it gives."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference: what was read, where, and apart from it what follows from it."""

    soort: str
    span: tuple[int, int]
    read: Mapping[str, Any]
    identifier: str | None
    url: str | None
    normalised: str
    inferred: Mapping[str, Inference] = field(default_factory=lambda: MappingProxyType({}))
    flags: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> Any:
        """Return what was read under a key of the examples; None when it was not there."""
        return self.read.get(key)

    @property
    def is_footer(self) -> bool:
        """Say whether this is page furniture, which is not a reference of the text."""
        return self.read.get("rol") == "voettekst"

    def as_json(self) -> dict[str, Any]:
        """Return the form of the examples, with span, normalised, inferred and flags."""
        result: dict[str, Any] = {"kind": self.soort}
        always = ALWAYS.get(self.soort, ())
        for key, name in KEYS.items():
            value = self.read.get(key)
            if value is not None or key in always:
                result[name] = _plain(value)
        result["identifier"] = self.identifier
        result["url"] = self.url
        result["span"] = list(self.span)
        result["normalised"] = self.normalised
        result["inferred"] = {
            KEYS[key]: {"value": item.value, "reason": item.why}
            for key, item in self.inferred.items()
        }
        result["flags"] = list(self.flags)
        return result


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
