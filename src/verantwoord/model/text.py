"""Words for readers in Dutch with English beside it, and where a statement comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import DECLARED, Day, Flag, Id, Url, Words


@dataclass(frozen=True, slots=True, config=DECLARED)
class Text:
    """One text in Dutch and English; the English may be absent and then the Dutch is shown."""

    SHORT_FORM: ClassVar[Mapping[str, object]] = {"type": "string", "minLength": 1}

    nl: Annotated[Words, Field(description="In Dutch.")]
    en: Annotated[Words | None, Field(description="In English.")] = None

    @model_validator(mode="before")
    @classmethod
    def _dutch_alone(cls, value: Any) -> Any:
        return {"nl": value} if isinstance(value, str) else value

    def in_language(self, language: str) -> str:
        """Return the text in `nl` or `en`."""
        return self.en if language == "en" and self.en else self.nl


@dataclass(frozen=True, slots=True, config=DECLARED)
class Source:
    """Where a value or rule stands: a law, a Kamerstuk, a page; or that it is our own choice."""

    title: Annotated[Words, Field(description="What the source is called.")]
    url: Annotated[Url | None, Field(description="Where it can be read.")] = None
    locator: Annotated[
        Words | None, Field(description="Where in the source: article, table, page.")
    ] = None
    published: Annotated[Day | None, Field(description="Since when this could be known.")] = None
    own_choice: Annotated[
        Flag,
        Field(description="Ours, because no source was found: shown as such to every reader."),
    ] = False
    note: Annotated[Words | None, Field(description="What a reader must know about it.")] = None


@dataclass(frozen=True, slots=True, config=DECLARED)
class Overrides:
    """What a definition says when it replaces the one with the same id in another pack."""

    of: Annotated[Id, Field(description="The pack whose definition no longer counts.")]
    reason: Annotated[Text, Field(description="Why, for readers.")]
