"""The sections of a report: in which order themes stand, and what nobody measures in them."""

from __future__ import annotations

from dataclasses import dataclass

from verantwoord.model.text import Source, Text


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was promised or claimed and for which there is no measurement: shown."""

    id: str
    title: Text
    reason: Text
    claim: str | None = None  # the words of the document that make the claim
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """One section of the report."""

    id: str
    title: Text
    intro: Text
    gaps: tuple[Gap, ...] = ()
    sources: tuple[Source, ...] = ()
