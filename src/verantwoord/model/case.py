"""A worked case: an indicator computed by hand, beside its definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import DECLARED, Exact, Number, PeriodText, ShortName, Words, wrong
from verantwoord.model.text import Text


@dataclass(frozen=True, slots=True, config=DECLARED)
class Given:
    """What a component is in a case: a number, nothing, or a count per bin."""

    SHORT_FORM: ClassVar[Mapping[str, object]] = {"type": ["number", "null"]}

    number: Annotated[Number | None, Field(description="The number; none is absent.")] = None
    bins: Annotated[
        Mapping[str, Number] | None, Field(description="Histogram: lower bound -> count.")
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _plain_number(cls, value: Any) -> Any:
        return {"number": value} if value is None or isinstance(value, (int, Decimal)) else value


@dataclass(frozen=True, slots=True, config=DECLARED)
class Expect:
    """What must come out; a number is compared with as many decimals as it is written with."""

    value: Annotated[Exact | None, Field(description="The figure, unrounded or shorter.")] = None
    absent: Annotated[
        Literal[
            "onbekend", "n.v.t.", "niet gevraagd", "nog niet geleverd", "te laat", "niet gevonden"
        ]
        | None,
        Field(description="Which kind of no figure."),
    ] = None
    numerator: Annotated[Exact | None, Field(description="What is divided.")] = None
    denominator: Annotated[Exact | None, Field(description="By what.")] = None
    published: Annotated[Words | None, Field(description="As readers see it.")] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (self.value, self.absent, self.numerator, self.denominator, self.published) == (
            (None,) * 5
        ):
            raise wrong(
                ("verwacht niets.", "expects nothing."),
                ("Zeg wat eruit moet komen.", "Say what must come out."),
            )
        return self


@dataclass(frozen=True, slots=True, config=DECLARED)
class Case:
    """One computation by hand, with its reason."""

    name: Annotated[Words, Field(description="What the case shows.")]
    on: Annotated[PeriodText, Field(description="The period of the figure.")]
    given: Annotated[Mapping[ShortName, Given], Field(description="The components.")]
    expect: Annotated[Expect, Field(description="What must come out.")]
    because: Annotated[Text, Field(description="Why, with the source.")]
    parts: Annotated[
        Mapping[ShortName, tuple[Mapping[ShortName, Given], ...]],
        Field(description="Of each term: what its parts hold; else `given` is the only part."),
    ] = field(default_factory=dict)
    parameters: Annotated[
        Mapping[ShortName, Number | None],
        Field(description="Instead of the values of the pack; null is unknown."),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, config=DECLARED)
class Cases:
    """The worked cases of one indicator."""

    cases: Annotated[tuple[Case, ...], Field(min_length=1, description="At least one.")]
