"""What auditors say: recommendations with what became of them, and opinions on figures.

That a minister answered and that a figure shows an effect are two things, kept apart: an answer is
a step of the history, an effect is seen in a published figure, by somebody, on a day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import (
    DECLARED,
    Day,
    Id,
    PathId,
    PeriodText,
    ReadAs,
    Words,
    in_file,
    wrong,
)
from verantwoord.model.period import Period
from verantwoord.model.text import Source, Text
from verantwoord.register.history import Step
from verantwoord.register.items import InFile, Promise
from verantwoord.register.moment import MomentText
from verantwoord.register.states import RecommendationState

_ANSWERS = frozenset(
    {
        RecommendationState.ANSWERED,
        RecommendationState.ADOPTED,
        RecommendationState.PARTLY,
        RecommendationState.NOT_ADOPTED,
    }
)


class AuditItemKind(StrEnum):
    """Whether an auditor asks for something, or only concludes."""

    RECOMMENDATION = "aanbeveling"
    CONCLUSION = "conclusie"


class Sight(StrEnum):
    """Whether an effect was seen in a figure."""

    SEEN = "gezien"
    NOT_SEEN = "niet gezien"
    TOO_EARLY = "nog niet te zien"


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class SeenEffect:
    """What somebody saw of a recommendation in a published figure; apart from any answer."""

    figure: Annotated[
        Words,
        Field(
            pattern=r"^[a-z0-9.-]+@[a-z0-9-]+@[^@]+(@[^@]+)*$",
            description="Id of the figure: indicator@organisation@period.",
        ),
    ]
    seen: Annotated[Sight, Field(description="Whether the effect was seen.")]
    on: Annotated[Day, Field(description="When somebody looked.")]
    by: Annotated[Words, Field(description="Who looked.")]
    why: Annotated[Text, Field(description="What the figure shows, and why that is the effect.")]

    @property
    def indicator(self) -> str:
        """The indicator of the figure."""
        return self.figure.partition("@")[0]


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class Recommendation(Promise):
    """What an auditor recommended or concluded, whether it was answered, and what was seen of it.

    `made_on` is the day of the report; `organisation` is who must act.
    """

    steps: Annotated[
        tuple[Step, ...],
        ReadAs(tuple[Step[RecommendationState], ...]),
        Field(min_length=1, description="What happened."),
    ]
    kind: Annotated[AuditItemKind, Field(description="Whether it asks something.")]
    made_by: Annotated[Words, Field(description="Who said it: the auditor.")]
    activity: Annotated[
        Words | None, Field(description="Number of the ICT activity that it is about.")
    ] = None
    effects: Annotated[
        tuple[SeenEffect, ...], Field(description="What was seen of it in figures.")
    ] = ()

    @model_validator(mode="after")
    def _effects_in_own_figures(self, info: ValidationInfo) -> Self:
        for i, effect in enumerate(self.effects if in_file(info) else ()):
            if effect.indicator not in self.links.indicators:
                raise wrong(
                    (
                        f"een effect noemt '{effect.indicator}', dat niet bij 'links' staat.",
                        f"an effect names '{effect.indicator}', which is not in 'links'.",
                    ),
                    (
                        "Noem de indicator bij 'links: indicators'.",
                        "Give the indicator in 'links: indicators'.",
                    ),
                    at=("effects", i),
                )
        return self

    def answer_on(self, on: dt.date) -> Step | None:
        """Return the last answer that was surely given by a day; None when there is none."""
        given = [s for s in self.steps if s.to in _ANSWERS and _by(s, on)]
        return given[-1] if given else None

    def effect_on(self, on: dt.date) -> SeenEffect | None:
        """Return what was last seen in a figure by a day; None when nobody looked."""
        seen = [e for e in self.effects if e.on <= on]
        return max(seen, key=lambda e: e.on) if seen else None


def _by(step: Step, on: dt.date) -> bool:
    return step.on.last is not None and step.on.last <= on


class OpinionKind(StrEnum):
    """How much an opinion says; only the first two give assurance about a figure."""

    AUDIT = "controle"  # reasonable assurance
    REVIEW = "beoordeling"  # limited assurance
    AGREED_PROCEDURES = "overeengekomen werkzaamheden"
    STUDY = "onderzoek"


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class Opinion:
    """What an auditor says of figures or an organisation: who, when, how deep, about what."""

    id: Annotated[PathId, Field(description="theme.name.")]
    by: Annotated[Words, Field(description="Who gave it.")]
    on: Annotated[MomentText, Field(description="When.")]
    kind: Annotated[OpinionKind, Field(description="How deep it went.")]
    verdict: Annotated[Text, Field(description="What it says, as a whole sentence.")]
    scope: Annotated[Text, Field(description="What was looked at, and what not.")]
    indicators: Annotated[
        tuple[PathId, ...], Field(description="On which figures; none: not on figures.")
    ] = ()
    organisations: Annotated[
        tuple[Id, ...], Field(description="Of whom; none: of every organisation of the figures.")
    ] = ()
    period: Annotated[PeriodText | None, Field(description="Over which time.")] = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1, description="Where it stands.")]
    place: InFile = field(default=None, compare=False)

    @model_validator(mode="after")
    def _about_something(self, info: ValidationInfo) -> Self:
        if in_file(info) and not (self.indicators or self.organisations):
            raise wrong(
                ("gaat over geen cijfer en geen organisatie.", "is about no figure and nobody."),
                ("Noem 'indicators' of 'organisations'.", "Give 'indicators' or 'organisations'."),
            )
        if in_file(info) and self.indicators and self.period is None:
            raise wrong(
                ("gaat over cijfers, maar zegt niet over welke tijd.",
                 "is about figures, but does not say over which time."),
                ("Noem 'period'.", "Give 'period'."),
            )  # fmt: skip
        return self

    @property
    def gives_assurance(self) -> bool:
        """Whether it says how sure one can be of a figure."""
        return self.kind in (OpinionKind.AUDIT, OpinionKind.REVIEW)

    def about(self, indicator: str, organisation: str, period: Period) -> bool:
        """Whether it is about one figure: its indicator, its organisation, its whole period.

        Shape:    of which figure -> yes or no.
        Missing:  an opinion over a part of the period is none over the figure.
        Errors:   none.
        Source:   own definition.
        """
        if indicator not in self.indicators or self.period is None:
            return False
        of_them = not self.organisations or organisation in self.organisations
        return of_them and self.period.start <= period.start and period.end <= self.period.end

    def known_on(self, on: dt.date) -> bool:
        """Whether it was surely given by a day."""
        return self.on.last is not None and self.on.last <= on
