"""One column of a dataset as the sender knows it: what a cell may hold, and what that means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import (
    DECLARED,
    Day,
    Flag,
    Once,
    ShortName,
    Unit,
    Whole,
    Words,
    Year,
    check_span,
    kebab,
    wrong,
)
from verantwoord.model.organisation import BEGINNING, FOREVER
from verantwoord.model.period import FIRST_YEAR, LAST_YEAR
from verantwoord.model.text import Text


class ColumnType(StrEnum):
    """What a cell may hold."""

    TEXT = "text"
    CODE = "code"  # one of a list
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIMESTAMP = "timestamp"  # local time of the Netherlands with offset, or UTC with Z
    ORGANISATION = "organisation"  # id, name, abbreviation, alias or TOOI URI
    PERIOD = "period"
    BOOLEAN = "boolean"  # ja/nee, true/false, 1/0


class DatedAs(StrEnum):
    """How the date in a column relates to the period of the delivery."""

    WITHIN = "within-period"
    BY_END = "on-or-before-end"
    ANY = "any"


PeriodFrom = Annotated[
    Day, Field(alias="from", description="Of deliveries about periods that begin on or after.")
]


PeriodUntil = Annotated[
    Day, Field(alias="until", description="Of deliveries about periods that begin before.")
]


_NUMBERS = (ColumnType.INTEGER, ColumnType.DECIMAL)


# of which types of column a key says something
_ONLY_OF: Mapping[str, tuple[ColumnType, ...]] = {
    "unit": _NUMBERS,
    "unit_column": _NUMBERS,
    "unit_codes": _NUMBERS,
    "scale": (ColumnType.DECIMAL,),
    "codes": (ColumnType.CODE,),
    "means": (ColumnType.CODE,),
    "undated": (ColumnType.PERIOD,),
    "dated": (ColumnType.DATE, ColumnType.TIMESTAMP),
    "grain": (ColumnType.PERIOD, ColumnType.DATE, ColumnType.TIMESTAMP),
}


@dataclass(frozen=True, slots=True, config=DECLARED)
class FormerName:
    """What a column was called in deliveries about periods before a day."""

    name: Annotated[ShortName, Field(description="The header in older files.")]
    holds_until: PeriodUntil


@dataclass(frozen=True, slots=True, config=DECLARED)
class ColumnChange:
    """What else a column may hold from a day on; what it does not say stays as it was."""

    holds_from: PeriodFrom
    required: Annotated[Flag | None, Field(description="Whether every cell must be filled.")] = None
    codes: Annotated[
        Annotated[tuple[Words, ...], Field(min_length=1), Once] | None,
        Field(description="Which codes may stand there."),
    ] = None


@dataclass(frozen=True, slots=True, config=DECLARED)
class Dated:
    """Which dates may stand in a column, beside the period of the delivery."""

    relation: Annotated[
        DatedAs,
        Field(
            description="Within the period of the delivery, not after its end, or any day; days "
            "are those of the Netherlands."
        ),
    ] = DatedAs.WITHIN
    reason: Annotated[
        Text | None, Field(description="Why it is not simply within the period; shown to senders.")
    ] = None
    margin_minutes: Annotated[
        Whole,
        Field(
            ge=0,
            le=2880,
            description="Of a timestamp: how far outside the period it may still lie.",
        ),
    ] = 0
    first_year: Annotated[Year, Field(description="An earlier year is a typing error.")] = (
        FIRST_YEAR
    )
    last_year: Annotated[Year, Field(description="A later year is a typing error.")] = LAST_YEAR

    @model_validator(mode="after")
    def _is_explained(self) -> Self:
        if self.first_year > self.last_year:
            raise wrong(
                ("first-year ligt na last-year.", "first-year is after last-year."),
                ("Wissel ze om.", "Swap them."),
            )
        if self.reason is None and (self.relation is not DatedAs.WITHIN or self.margin_minutes):
            raise wrong(
                (
                    "'reason' ontbreekt: zonder reden valt elke datum in de periode.",
                    "'reason' is missing: without a reason every date lies in the period.",
                ),
                (
                    "Zeg in 'reason' waarom deze datum erbuiten mag liggen.",
                    "Say in 'reason' why this date may lie outside.",
                ),
            )
        return self


WITHIN_PERIOD = Dated()


@dataclass(frozen=True, slots=True, config=DECLARED)
class Column:
    """One column as the sender knows it."""

    name: Annotated[ShortName, Field(description="The header in the file.")]
    type: Annotated[ColumnType, Field(description="What a cell may hold.")]
    title: Annotated[Text, Field(description="What the column means.")]
    required: Annotated[Flag, Field(description="Whether every cell must be filled.")]
    key: Annotated[
        Flag, Field(description="Part of the key: the same key may stand in one row only.")
    ] = False
    language: Annotated[
        Literal["nl", "en"],
        Field(description="In which language its texts are; a screen reader must know."),
    ] = "nl"
    unit: Annotated[Unit | None, Field(description="Of the stored value.")] = None
    unit_column: Annotated[
        Words | None, Field(description="The column in which the sender says the unit of each row.")
    ] = None
    unit_codes: Annotated[
        Mapping[str, Words] | None,
        Field(description="What may stand in the unit column -> our unit."),
    ] = None
    scale: Annotated[
        Whole | None,
        Field(ge=0, le=9, description="Digits after the point that are stored; more is a finding."),
    ] = None
    codes: Annotated[
        tuple[Words, ...], Once, Field(description="Of a code: what may stand there.")
    ] = ()
    role: Annotated[
        Literal[
            "organisation",
            "period",
            "method",
            "nature",
            "precision",
            "low",
            "high",
            "words",
            "origin",
        ]
        | None,
        Field(
            description="What the row is about, or by which method it was measured; of published "
            "rows also what kind of statement the value is, how precise, between which bounds, "
            "with which word of the source, and who made it."
        ),
    ] = None
    means: Annotated[
        Mapping[str, Words] | None,
        Field(description="Of a nature, precision or origin: each code -> what it is with us."),
    ] = None
    grain: Annotated[
        Literal["dag", "maand", "kwartaal", "jaar", "any"] | None,
        Field(description="Of a period column: how long a period may be."),
    ] = None
    undated: Annotated[
        tuple[Words, ...],
        Field(description="Texts in a period column that say that there is no date."),
    ] = ()
    dated: Annotated[
        Dated | None,
        Field(
            description="Of a date or timestamp: how it relates to the period of the delivery; "
            "left out, it lies within."
        ),
    ] = None
    null_texts: Annotated[
        tuple[str, ...], Field(description="Texts that mean an empty cell, such as '-'.")
    ] = ()
    holds_from: PeriodFrom = BEGINNING
    holds_until: PeriodUntil = FOREVER
    was: Annotated[
        tuple[FormerName, ...], Field(description="What the column was called before a day.")
    ] = ()
    changes: Annotated[
        tuple[ColumnChange, ...],
        Field(description="What else it may hold from a day on, oldest first."),
    ] = ()

    def __post_init__(self) -> None:
        check_span(self.holds_from, self.holds_until)
        for key, types in _ONLY_OF.items():
            if getattr(self, key) not in (None, ()) and self.type not in types:
                named = ", ".join(types)
                raise wrong(
                    (
                        f"'{kebab(key)}' hoort niet bij een kolom van type {self.type}.",
                        f"'{kebab(key)}' does not belong to a column of type {self.type}.",
                    ),
                    (f"Haal het weg; het hoort bij {named}.", f"Remove it; it goes with {named}."),
                    at=(kebab(key),),
                )

    def on(self, day: dt.date) -> Column:
        """Return the column as it is asked in a delivery about a period that begins on a day."""
        column = self
        for change in self.changes:
            if change.holds_from <= day:
                required = column.required if change.required is None else change.required
                codes = column.codes if change.codes is None else change.codes
                column = replace(column, required=required, codes=codes)
        return column

    @property
    def lies(self) -> Dated:
        """How a date in it relates to the period of the delivery, also when nothing was said."""
        return self.dated or WITHIN_PERIOD

    def names_on(self, day: dt.date) -> tuple[str, ...]:
        """Return by which names a sender may call it: its own, and the former ones of that day."""
        return (self.name, *(w.name for w in self.was if day < w.holds_until))
