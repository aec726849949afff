"""What an organisation delivers: one table per period, its columns, rules and components."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, WithJsonSchema, field_serializer, model_validator
from pydantic.dataclasses import dataclass
from pydantic.json_schema import SkipJsonSchema

from verantwoord.model.column import (
    WITHIN_PERIOD,
    Column,
    ColumnChange,
    ColumnType,
    Dated,
    DatedAs,
    FormerName,
)
from verantwoord.model.declared import (
    DECLARED,
    Formula,
    Id,
    InPack,
    InProgram,
    Once,
    PathId,
    ShortName,
    Unit,
    Whole,
    Words,
    check_once,
    kebab,
    wrong,
)
from verantwoord.model.period import Grain
from verantwoord.model.rule import Missing, Rule, RuleExamples, RuleLevel, Severity
from verantwoord.model.text import Overrides, Source, Text

# a dataset with its columns and rules
__all__ = [
    "WITHIN_PERIOD",
    "Aggregate",
    "CellGrain",
    "Column",
    "ColumnChange",
    "ColumnType",
    "Component",
    "Dataset",
    "Dated",
    "DatedAs",
    "FormerName",
    "Missing",
    "Rule",
    "RuleExamples",
    "RuleLevel",
    "Severity",
    "TimeKind",
    "ValueSeries",
]


class Aggregate(StrEnum):
    """The only ways in which something leaves the raw rows (DESIGN 1)."""

    SUM = "sum"
    COUNT = "count"
    MIN = "min"
    MAX = "max"
    HISTOGRAM = "histogram"


class TimeKind(StrEnum):
    """Whether months may be added up."""

    FLOW = "flow"
    STOCK = "stock"


@dataclass(frozen=True, slots=True, config=DECLARED)
class CellGrain:
    """What a cell of a dataset is: how long its period is, and of which sub-unit."""

    period: Annotated[
        Literal[Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR],
        Field(description="How long the period of a cell is."),
    ] = Grain.MONTH
    sub_unit: Annotated[
        Words | None, Field(description="The column that names a sub-unit, such as a meter.")
    ] = None
    without_rows: Annotated[
        Literal["missing", "covered"],
        Field(
            description="A period without rows is missing, or the sender may say that nothing "
            "happened in it."
        ),
    ] = "missing"


@dataclass(frozen=True, slots=True, config=DECLARED)
class ValueSeries:
    """The values of each sub-unit after each other: one for every step of the cells it covers."""

    along: Annotated[
        ShortName, Field(description="The column with the moment, day or month of a value.")
    ]
    every: Annotated[
        Literal["kwartier", "uur", "dag", "maand"], Field(description="How far apart values are.")
    ]
    value: Annotated[ShortName, Field(description="The column with the value.")]
    where: Annotated[
        Formula | None, Field(description="Which rows are values; else all of them.")
    ] = None


@dataclass(frozen=True, slots=True, config=DECLARED)
class Component:
    """Something that can be added up: over deliveries, months and organisations."""

    id: Annotated[
        PathId,  # <dataset>.<name>; the file says the name only
        Field(alias="name", description="Own name in the dataset."),
        WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
    ]
    aggregate: Annotated[Aggregate, Field(description="How cells become one number.")]
    column: Annotated[
        Formula | None,
        Field(default=None, description="SQL scalar over columns; none only for `count`."),
    ]
    where: Annotated[Formula | None, Field(default=None, description="Which rows.")]
    unit: Annotated[Unit, Field(description="Of the result.")]
    time: Annotated[TimeKind, Field(description="Whether months may be added up.")]
    missing: Annotated[
        Literal["skip", "zero"],
        Field(description="An empty cell adds nothing and is counted as empty, or counts as zero."),
    ]
    bins: Annotated[
        tuple[Whole, Whole, Whole] | None,
        Field(description="Histogram: from, to (inclusive), step."),
    ] = None
    title: Annotated[Text | None, Field(description="What readers see.")] = None

    @field_serializer("id")
    def _own_name(self, value: str) -> str:
        return value.rpartition(".")[2]


@dataclass(frozen=True, slots=True, config=DECLARED)
class Dataset:
    """One table that organisations deliver, or a view over such tables."""

    id: Annotated[Id, Field(description="The name of the file.")]
    title: Annotated[Text, Field(description="What readers see.")]
    kind: Annotated[
        Literal["geleverd", "gepubliceerd", "afgeleid"],
        Field(description="Delivered, taken over from publications, or made by a view."),
    ]
    columns: Annotated[tuple[Column, ...], Field(min_length=1, description="In their order.")]
    rules: Annotated[tuple[Rule, ...], Field(description="What a delivery is held against.")] = ()
    components: Annotated[
        tuple[Component, ...], Field(description="What may leave the raw rows.")
    ] = ()
    dimensions: Annotated[
        tuple[Words, ...], Once, Field(description="Columns by which components are kept apart.")
    ] = ()
    description: Annotated[Text | None, Field(description="What one row is.")] = None
    sources: Annotated[tuple[Source, ...], Field(description="What it rests on.")] = ()
    view: Annotated[
        InPack | None,
        Field(description="`afgeleid`: file with one SELECT; it names `rijen` for the base rows."),
    ] = None
    base: Annotated[
        Id | None, Field(description="`afgeleid`: the delivered dataset it is made from.")
    ] = None
    reference: Annotated[
        Mapping[ShortName, InPack] | None,
        Field(description="`afgeleid`: name of a table -> csv file in the pack."),
    ] = None
    view_parameters: Annotated[
        Mapping[ShortName, Words] | None,
        Field(description="`afgeleid`: name of a table -> id of a parameter."),
    ] = None
    evidence_grade: Annotated[
        Words | None, Field(description="How the sender knows it, in words.")
    ] = None
    people: Annotated[
        Formula | None,
        Field(description="How many people a row is about; left out: it is not about people."),
    ] = None
    grain: Annotated[
        CellGrain | None,
        Field(description="What a cell is; else as long as the period column says, or a month."),
    ] = None
    series: Annotated[
        ValueSeries | None,
        Field(description="What rules of level `series` look at; needs a sub-unit in `grain`."),
    ] = None
    overrides: Annotated[
        Overrides | None, Field(description="Which definition this one replaces.")
    ] = None
    # what `view` says; put in by the loader, never written in the file itself
    view_sql: Annotated[SkipJsonSchema[str | None], InProgram, Field(exclude=True)] = None

    @model_validator(mode="before")
    @classmethod
    def _whole_ids(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if not isinstance(value.get("components"), list):
            return value
        components = [_with_id(value.get("id"), c) for c in value["components"]]
        return {**value, "components": components}

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        check_once("columns", (c.name for c in self.columns))
        check_once("components", (c.id for c in self.components))
        check_once("rules", (r.id for r in self.rules))
        self._check_roles()
        for key in ("view", "base", "reference", "view_parameters"):
            if self.kind != "afgeleid" and getattr(self, key) is not None:
                raise wrong(
                    (
                        f"'{kebab(key)}' hoort niet bij een dataset die {self.kind} is.",
                        f"'{kebab(key)}' does not belong to a dataset that is {self.kind}.",
                    ),
                    ("Haal het weg, of noem 'kind: afgeleid'.", "Remove it, or 'kind: afgeleid'."),
                    at=(kebab(key),),
                )
        for key, found in (("base", self.base), ("view", self.view or self.view_sql)):
            if self.kind == "afgeleid" and found is None:
                raise wrong(
                    (f"'{key}' ontbreekt.", f"'{key}' is missing."),
                    (
                        f"Voeg '{key}' toe: een afgeleide dataset heeft het nodig.",
                        f"Add '{key}': a derived dataset needs it.",
                    ),
                )
        return self

    def _check_roles(self) -> None:
        """Refuse two columns that say the same of a row: of two, nobody could say which counts."""
        for i, one in enumerate(self.columns):
            for other in self.columns[:i]:
                together = one.holds_from < other.holds_until and other.holds_from < one.holds_until
                if one.role is not None and one.role == other.role and together:
                    raise wrong(
                        (
                            f"'{one.name}' en '{other.name}' hebben beide role {one.role}.",
                            f"'{one.name}' and '{other.name}' both have role {one.role}.",
                        ),
                        ("Geef er een een role.", "Give a role to one of them."),
                        at=("columns", i),
                    )

    def on(self, day: dt.date) -> Dataset:
        """Return the dataset as it judges a delivery about a period that begins on a day."""
        return replace(
            self,
            columns=tuple(c.on(day) for c in self.columns if c.holds_from <= day < c.holds_until),
            rules=tuple(r for r in self.rules if r.holds_from <= day < r.holds_until),
        )

    def column(self, name: str) -> Column:
        """Return a column by name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def role(self, role: str) -> Column | None:
        """Return the column with a role; None if there is none."""
        return next((c for c in self.columns if c.role == role), None)

    def component(self, name: str) -> Component:
        """Return a component by its name after the dot; KeyError if there is none."""
        for component in self.components:
            if component.id == f"{self.id}.{name}":
                return component
        raise KeyError(name)


def _with_id(dataset: object, block: Any) -> Any:
    """Give a component of a file the id by which others name it."""
    if isinstance(block, dict) and isinstance(block.get("name"), str):
        return {**block, "name": f"{dataset}.{block['name']}"}
    return block
