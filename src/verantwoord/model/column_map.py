"""A mapping (koppeling): how the export of one organisation becomes a dataset of ours, once.

It stands beside the deliveries of an organisation and not in a pack: a pack says what is asked, and
this says what somebody's program calls it. Reading and judging what it says of a file is
`verantwoord.deliveries.mapped`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import DECLARED, Day, Id, ShortName, Words, check_span, wrong
from verantwoord.model.period import Period
from verantwoord.model.text import Text

OF_DELIVERY = "{period}"  # in the place of a value: the period that is delivered


class CellForm(StrEnum):
    """How an export writes a day or a moment, where that is not how we ask it."""

    YYYYMMDD = "yyyymmdd"  # 20240131
    DUTCH_TIME = "dutch-time"  # 31-01-2024 13:15 on a clock in the Netherlands, without a zone


@dataclass(frozen=True, slots=True, config=DECLARED)
class FixedValue:
    """What a column of ours holds where the export says nothing, and why that is so."""

    value: Annotated[
        Words,
        Field(description="As it would stand in a file; `{period}` is that of the delivery."),
    ]
    reason: Annotated[Text, Field(description="Why this holds; published along.")]


@dataclass(frozen=True, slots=True, config=DECLARED)
class MappedColumn:
    """Where a column of ours comes from in the export; the name alone when nothing else differs."""

    SHORT_FORM: ClassVar[Mapping[str, object]] = {"type": "string", "minLength": 1}

    column: Annotated[Words, Field(description="What the export calls it.")]
    time: Annotated[
        Words | None,
        Field(description="The column with the time, where the day stands in one of its own."),
    ] = None
    form: Annotated[
        CellForm | None, Field(description="How a day or moment is written, if not as we ask it.")
    ] = None
    codes: Annotated[
        Mapping[Words, Words],
        Field(description="What the export writes, and which text of ours that is."),
    ] = Field(default_factory=dict)
    empty: Annotated[
        FixedValue | None, Field(description="What an empty cell means; never of a quantity.")
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _time_has_a_form(self) -> Self:
        if self.time is not None and self.form is not CellForm.DUTCH_TIME:
            raise wrong(
                ("heeft 'time' zonder 'form: dutch-time'.", "has 'time' but no 'form: dutch-time'"),
                ("Zet er 'form: dutch-time' bij.", "Add 'form: dutch-time'."),
                at=("time",),
            )
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the export that it takes."""
        return (self.column,) if self.time is None else (self.column, self.time)

    @property
    def plain(self) -> bool:
        """Say whether the cells are taken as they are."""
        return self.form is None and not self.codes and self.empty is None


@dataclass(frozen=True, slots=True, config=DECLARED)
class ColumnMap:
    """How the export of one organisation becomes a dataset of ours, from a day until a day."""

    organisation: Annotated[Id, Field(description="Whose export it is.")]
    dataset: Annotated[Id, Field(description="The dataset that it becomes.")]
    export: Annotated[Words, Field(description="Which program or supplier makes the export.")]
    holds_from: Annotated[
        Day, Field(alias="from", description="The first day of the periods it is for.")
    ]
    made_by: Annotated[Words, Field(description="The role of who made it; not a person's name.")]
    checked_by: Annotated[
        Words, Field(description="The role of who checked it; another than who made it.")
    ]
    checked_on: Annotated[Day, Field(description="When it was checked.")]
    columns: Annotated[
        Mapping[ShortName, MappedColumn],
        Field(min_length=1, description="For each column of ours: where it comes from."),
    ]
    holds_until: Annotated[
        Day | None,
        Field(alias="until", description="The first day that it is no longer for; none: open."),
    ] = None
    fixed: Annotated[
        Mapping[ShortName, FixedValue],
        Field(description="For a column of ours that the export lacks: one value, and why."),
    ] = Field(default_factory=dict)
    left_out: Annotated[
        Mapping[Words, Text],
        Field(description="Columns of the export that we do not ask, each with the reason."),
    ] = Field(default_factory=dict)
    above_header: Annotated[
        Text | None,
        Field(description="What stands above the header in every such export, and is no data."),
    ] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.holds_until is not None:
            check_span(self.holds_from, self.holds_until)
        if self.made_by.casefold() == self.checked_by.casefold():
            raise wrong(
                ("is gemaakt en nagekeken door dezelfde.", "was made and checked by the same."),
                ("Laat een ander haar nakijken.", "Let another check it."),
                at=("checked-by",),
            )
        taken = dict[str, str]()
        for ours, theirs, at in self._taken():
            if theirs.casefold() in taken:
                raise wrong(
                    (
                        f"neemt kolom '{theirs}' twee keer: bij {taken[theirs.casefold()]} en bij "
                        f"{ours}.",
                        f"takes column '{theirs}' twice: at {taken[theirs.casefold()]} and at "
                        f"{ours}.",
                    ),
                    ("Elke kolom van de export staat er één keer.",
                     "Every column of the export stands here once."),
                    at=at,
                )  # fmt: skip
            taken[theirs.casefold()] = ours
        for ours in self.fixed:
            if ours in self.columns:
                raise wrong(
                    (
                        f"geeft '{ours}' een vaste waarde en neemt hem ook uit de export.",
                        f"gives '{ours}' a fixed value and takes it from the export too.",
                    ),
                    ("Laat een van beide weg.", "Leave one of the two out."),
                    at=("fixed", ours),
                )
        return self

    def _taken(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        for ours, mapped in self.columns.items():
            for theirs in mapped.sources:
                yield ours, theirs, ("columns", ours)
        for theirs in self.left_out:
            yield "left-out", theirs, ("left-out", theirs)

    def holds_for(self, period: Period) -> bool:
        """Say whether it is for a period as a whole."""
        return self.holds_from <= period.start and period.end <= (self.holds_until or dt.date.max)

    def overlaps(self, period: Period) -> bool:
        """Say whether it is for a part of a period, or all of it."""
        return self.holds_from < period.end and period.start < (self.holds_until or dt.date.max)

    @property
    def said(self) -> dict[str, FixedValue]:
        """What it fills in by itself, by column of ours: in every row, or in an empty cell."""
        return {n: c.empty for n, c in self.columns.items() if c.empty} | dict(self.fixed)

    @property
    def sources(self) -> dict[str, str]:
        """The columns of the export that are taken, each with the column of ours it is for."""
        return {theirs: ours for ours, m in self.columns.items() for theirs in m.sources}
