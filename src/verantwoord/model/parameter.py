"""Constants of law and policy: dated, each value with its source inside."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import (
    DECLARED,
    Day,
    Flag,
    Id,
    Number,
    PathId,
    Unit,
    Words,
    check_span,
    wrong,
)
from verantwoord.model.organisation import FOREVER
from verantwoord.model.text import Overrides, Source, Text


@dataclass(frozen=True, slots=True, config=DECLARED)
class ParameterValue:
    """What holds from a day until the next value; `value` None means unknown, with the reason."""

    holds_from: Annotated[Day, Field(alias="from", description="First day on which it holds.")]
    holds_until: Annotated[
        Day,
        Field(
            alias="until",
            description="First day on which it holds no longer; else until the next value.",
        ),
    ] = FOREVER
    value: Annotated[Number | None, Field(description="The value, written exactly.")] = None
    unknown: Annotated[
        Text | None, Field(description="Why the value is not known; then what uses it is unknown.")
    ] = None
    source: Annotated[Source | None, Field(description="Where the value stands.")] = None
    checked_on: Annotated[
        Day | None, Field(description="When somebody last held it against the source.")
    ] = None
    key: Annotated[
        Words | None, Field(description="Of a parameter with a dimension: which one of it.")
    ] = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.value is None) is (self.unknown is None):
            raise wrong(
                ("noemt geen value en geen unknown, of allebei.", "has not one of value, unknown."),
                (
                    "Noem 'value' met 'source', of zeg in 'unknown' waarom er geen is.",
                    "Give 'value' with 'source', or say in 'unknown' why there is none.",
                ),
            )
        if self.value is not None and self.source is None:
            raise wrong(
                ("een waarde zonder source.", "a value without source."),
                ("Noem in 'source' waar de waarde staat.", "Say in 'source' where it stands."),
            )
        check_span(self.holds_from, self.holds_until)
        return self


@dataclass(frozen=True, slots=True, config=DECLARED)
class Parameter:
    """One constant over time; for each day and key exactly one value, or a visible unknown."""

    id: Annotated[PathId, Field(description="The path of the file: theme.name.")]
    title: Annotated[Text, Field(description="What it is.")]
    unit: Annotated[Unit, Field(description="The unit of every value.")]
    values: Annotated[
        tuple[ParameterValue, ...], Field(description="In the order of their first day.")
    ] = ()
    dimension: Annotated[
        Id | None, Field(description="What `key` of the values is, such as a flight band.")
    ] = None
    note: Annotated[Text | None, Field(description="What a reader must know about it.")] = None
    open: Annotated[
        Flag, Field(description="Has no values: for the pack that builds on this one to fill in.")
    ] = False
    context: Annotated[
        Flag, Field(description="Only for comparison: nothing may compute with it.")
    ] = False
    overrides: Annotated[
        Overrides | None, Field(description="Which definition this one replaces.")
    ] = None

    def __post_init__(self) -> None:
        if bool(self.values) is self.open:
            raise wrong(
                (
                    "heeft geen values en is niet open, of allebei.",
                    "has no values and is not open, or both.",
                ),
                (
                    "Noem de waarden in 'values', of laat haar met 'open: true' open.",
                    "Give the values in 'values', or leave it open with 'open: true'.",
                ),
            )
        for i, value in enumerate(self.values):
            _check_key(value, i, self.dimension)
        object.__setattr__(self, "values", _closed(self.values))

    def on(self, day: dt.date, key: str | None = None) -> ParameterValue | None:
        """Return the value that holds on a day; None before the first one.

        Shape:    a day (and a key if the parameter has a dimension) -> ParameterValue or None.
        Unit:     `unit`.
        Missing:  a value with `unknown`, or None before the first day: both make a figure unknown.
        Source:   inside the value.
        """
        for value in self.values:
            if value.key == key and value.holds_from <= day < value.holds_until:
                return value
        return None


def _check_key(value: ParameterValue, i: int, dimension: str | None) -> None:
    """Refuse a value of which nobody could say when it is looked up."""
    if (value.key is None) is not (dimension is None):
        raise wrong(
            (
                "een waarde heeft een key als er een dimension is, en anders niet.",
                "a value has a key where there is a dimension, and else none.",
            ),
            (
                "Noem 'dimension', en bij elke waarde 'key'; of geen van beide.",
                "Give 'dimension', and 'key' with each value; or neither.",
            ),
            at=("values", i),
        )


def _closed(values: tuple[ParameterValue, ...]) -> tuple[ParameterValue, ...]:
    """Let each value end where the next of its key begins; refuse an overlap."""
    following: dict[str | None, tuple[int, ParameterValue]] = {}
    closed: list[ParameterValue] = []
    for i, value in reversed(list(enumerate(values))):
        if value.key in following:
            value = _until(value, i, *following[value.key])
        following[value.key] = (i, value)
        closed.insert(0, value)
    return tuple(closed)


def _until(value: ParameterValue, i: int, at: int, later: ParameterValue) -> ParameterValue:
    start, end = value.holds_from, later.holds_from
    if end <= start:
        raise wrong(
            (
                f"geldt vanaf {end}, maar de vorige vanaf {start}.",
                f"holds from {end}, but the one before from {start}.",
            ),
            ("Zet de waarden op volgorde van datum.", "Put the values in order of date."),
            at=("values", at),
        )
    if end < value.holds_until < FOREVER:
        raise wrong(
            ("overlapt de volgende waarde.", "overlaps the next value."),
            ("Verkort 'until'.", "Shorten 'until'."),
            at=("values", i),
        )
    return replace(value, holds_until=end) if value.holds_until > end else value
