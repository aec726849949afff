"""The sections of a report: in which order themes stand, and what nobody measures in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import DECLARED, Id, Listed, Words, check_once
from verantwoord.model.text import Source, Text


@dataclass(frozen=True, slots=True, config=DECLARED)
class Gap:
    """Something that was promised or claimed and for which there is no measurement: shown."""

    id: Annotated[Id, Field(description="Own id within the theme.")]
    title: Annotated[Text, Field(description="What is not measured.")]
    reason: Annotated[Text, Field(description="Why not.")]
    claim: Annotated[
        Words | None, Field(description="The words of the document that make the claim.")
    ] = None
    source: Annotated[Source | None, Field(description="Where the claim stands.")] = None


@dataclass(frozen=True, slots=True, config=DECLARED)
class Theme:
    """One section of the report."""

    id: Annotated[Id, Field(description="The part before the dot in ids of this theme.")]
    title: Annotated[Text, Field(description="Heading of the section.")]
    intro: Annotated[Text, Field(description="What the section is about.")]
    gaps: Annotated[
        tuple[Gap, ...], Field(description="What was promised here and is not measured.")
    ] = ()
    sources: Annotated[tuple[Source, ...], Field(description="What the section rests on.")] = ()

    def __post_init__(self) -> None:
        check_once("gaps", (gap.id for gap in self.gaps))


@dataclass(frozen=True, slots=True, config=DECLARED)
class Themes:
    """The themes of a pack, in the order of the report."""

    by_id: Annotated[
        Mapping[str, Theme],
        Listed(),
        Field(alias="themes", min_length=1, description="In the order of the report."),
    ]
