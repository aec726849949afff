"""Measures: what an organisation means to do about a figure, with what it expects of it.

An expected effect is a promise and never an effect; a cost that nobody knows is not zero.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import DECLARED, Day, Id, Number, PathId, Unit, wrong
from verantwoord.model.text import Source, Text
from verantwoord.register.items import InFile, ItemId


class Funding(StrEnum):
    """Whether there is money for a measure, as its source says it."""

    FUNDED = "gedekt"
    UNFUNDED = "niet gedekt"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class Estimate:
    """An amount that is expected, with bounds where they are given; or why nobody knows it."""

    value: Annotated[Number | None, Field(description="What is expected.")] = None
    low: Annotated[Number | None, Field(description="The least that is expected.")] = None
    high: Annotated[Number | None, Field(description="The most that is expected.")] = None
    unknown: Annotated[Text | None, Field(description="Why there is no amount.")] = None

    @model_validator(mode="after")
    def _known_or_not(self) -> Self:
        if (self.value is None) is (self.unknown is None):
            raise wrong(
                ("heeft 'value' of 'unknown', en niet allebei.",
                 "has 'value' or 'unknown', and not both."),
                ("Noem het bedrag, of de reden waarom het er niet is.",
                 "Give the amount, or why there is none."),
            )  # fmt: skip
        low, value, high = self.low, self.value, self.high
        both = low is not None and high is not None
        if both and value is not None and low <= value <= high:  # type: ignore[operator]
            return self
        if low is not None or high is not None:
            raise wrong(
                ("heeft grenzen die niet om de waarde liggen.", "has bounds not around the value."),
                ("Noem 'low' en 'high' samen, om 'value' heen.",
                 "Give 'low' and 'high' together, around 'value'."),
            )  # fmt: skip
        return self

    @property
    def least(self) -> Decimal:
        """The least that is expected of a known amount."""
        assert self.value is not None  # ask that first
        return self.value if self.low is None else self.low

    @property
    def most(self) -> Decimal:
        """The most that is expected of a known amount."""
        assert self.value is not None  # ask that first
        return self.value if self.high is None else self.high


@dataclass(frozen=True, slots=True, kw_only=True, config=DECLARED)
class PlannedMeasure:
    """Something that an organisation means to do about a figure."""

    id: Annotated[ItemId, Field(description="<theme>.<name>.")]
    title: Annotated[Text, Field(description="What will be done.")]
    organisation: Annotated[Id, Field(description="Who does it.")]
    indicator: Annotated[PathId, Field(description="The figure that it is to lower.")]
    effect: Annotated[Estimate, Field(description="By how much a year, once it works in full.")]
    unit: Annotated[Unit, Field(description="Of the effect: that of the indicator.")]
    cost: Annotated[Estimate, Field(description="In euro, once.")]
    starts: Annotated[Day, Field(description="From when it works in full.")]
    funding: Annotated[Funding, Field(description="Whether there is money for it.")]
    sources: Annotated[tuple[Source, ...], Field(min_length=1, description="Where it stands.")]
    note: Annotated[Text | None, Field(description="What a reader must know about it.")] = None
    place: InFile = field(default=None, compare=False)
