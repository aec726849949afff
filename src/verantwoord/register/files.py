"""What one file of `register/` may hold."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, ValidationInfo, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import DECLARED, in_file, wrong
from verantwoord.model.text import Text
from verantwoord.register.audits import Opinion, Recommendation
from verantwoord.register.items import Commitment, Motion
from verantwoord.register.lists import Announcement, CitedDocument, Fact, Paragraph, ReportedList
from verantwoord.register.measures import PlannedMeasure
from verantwoord.register.programme import Action


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class RegisterFile:
    """What is known of one theme: what was asked, promised and done."""

    note: Annotated[Text | None, Field(description="What a reader of the file must know.")] = None
    documents: Annotated[
        tuple[CitedDocument, ...], Field(description="Documents that others cite, with their date.")
    ] = ()
    motions: Annotated[tuple[Motion, ...], Field(description="What the Kamer asked.")] = ()
    commitments: Annotated[
        tuple[Commitment, ...], Field(description="What a minister promised.")
    ] = ()
    recommendations: Annotated[
        tuple[Recommendation, ...], Field(description="What auditors recommended or concluded.")
    ] = ()
    opinions: Annotated[
        tuple[Opinion, ...], Field(description="What auditors say of figures and organisations.")
    ] = ()
    actions: Annotated[
        tuple[Action, ...], Field(description="Actions that stand outside a programme.")
    ] = ()
    facts: Annotated[
        tuple[Fact, ...], Field(description="What happened without being asked or promised.")
    ] = ()
    lists: Annotated[
        tuple[ReportedList, ...], Field(description="Published lists of motions and commitments.")
    ] = ()
    paragraphs: Annotated[
        tuple[Paragraph, ...], Field(description="Passages of reports that say something of it.")
    ] = ()
    announced: Annotated[
        tuple[Announcement, ...], Field(description="What a budget announced.")
    ] = ()
    measures: Annotated[
        tuple[PlannedMeasure, ...],
        Field(description="What organisations mean to do about a figure."),
    ] = ()

    @model_validator(mode="after")
    def _loose_actions(self, info: ValidationInfo) -> Self:
        for i, action in enumerate(self.actions if in_file(info) else ()):
            if not action.sources or action.replaces:
                raise wrong(
                    (
                        f"actie '{action.id}' heeft geen 'sources', of wel 'replaces'.",
                        f"action '{action.id}' has no 'sources', or has 'replaces'.",
                    ),
                    (
                        "Noem de bron; alleen een onderdeel van een programma vervangt er een.",
                        "Name the source; only an item of a programme replaces one.",
                    ),
                    at=("actions", i),
                )
        return self
