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

from verantwoord.model.declared import (
    DECLARED,
    Cell,
    Day,
    Flag,
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
    Year,
    check_once,
    check_span,
    kebab,
    wrong,
)
from verantwoord.model.organisation import BEGINNING, FOREVER
from verantwoord.model.period import FIRST_YEAR, LAST_YEAR, Grain
from verantwoord.model.text import Overrides, Source, Text


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


class Severity(StrEnum):
    """What a broken rule does to a delivery."""

    BLOCKS = "blocks"
    WARNS = "warns"  # can be accepted with an explanation, which is published along


class RuleLevel(StrEnum):
    """What a rule looks at."""

    ROW = "row"
    TABLE = "table"
    PREVIOUS = "previous"  # this period against earlier periods of the same organisation
    BETWEEN = "between"  # deliveries of different organisations against each other


class Missing(StrEnum):
    """What an empty cell means for a rule; declared at each rule, never a default."""

    SKIP_IF_ANY = "skip-if-any"
    SKIP_IF_ALL = "skip-if-all"
    ZERO = "zero"


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


@dataclass(frozen=True, slots=True, config=DECLARED)
class RuleExamples:
    """Two examples of a rule: they are its tests."""

    passes: Annotated[Mapping[str, Cell], Field(description="Cells for which the rule holds.")]
    fails: Annotated[Mapping[str, Cell], Field(description="Cells for which it does not.")]


@dataclass(frozen=True, slots=True, config=DECLARED)
class Rule:
    """One check on a delivery; its examples are its tests."""

    id: Annotated[PathId, Field(description="<dataset>.<name>.")]
    level: Annotated[RuleLevel, Field(description="What the rule looks at.")]
    severity: Annotated[Severity, Field(description="What a broken rule does to a delivery.")]
    category: Annotated[
        Literal[
            "geldigheid", "volledigheid", "consistentie", "plausibiliteit", "uniciteit", "privacy"
        ],
        Field(description="What sort of fault it finds."),
    ]
    check: Annotated[Formula, Field(description="SQL boolean that must be true.")]
    missing: Annotated[Missing, Field(description="What an empty cell means for the rule.")]
    expected: Annotated[Text, Field(description="The rule in words, and why it exists.")]
    action: Annotated[Text, Field(description="What the sender can do.")]
    examples: Annotated[RuleExamples, Field(description="One that passes and one that fails.")]
    source: Annotated[Source | None, Field(description="Where the rule comes from.")] = None
    parameters: Annotated[
        Mapping[ShortName, Words] | None, Field(description="Short name -> id of a parameter.")
    ] = None
    by: Annotated[
        tuple[Words, ...], Once, Field(description="Table: one result per value of these columns.")
    ] = ()
    measures: Annotated[
        Mapping[ShortName, Formula] | None,
        Field(description="Table, previous, between: short name -> aggregate SQL."),
    ] = None
    periods_back: Annotated[
        Whole,
        Field(ge=1, description="Previous: how many periods `vorig_<measure>` is the mean of."),
    ] = 1
    when: Annotated[
        Formula | None,
        Field(description="Previous: SQL over `maand` (1-12); only then the rule applies."),
    ] = None
    holds_from: PeriodFrom = BEGINNING
    holds_until: PeriodUntil = FOREVER

    def __post_init__(self) -> None:
        check_span(self.holds_from, self.holds_until)

    @property
    def passes(self) -> Mapping[str, Any]:
        """The example that passes."""
        return self.examples.passes

    @property
    def fails(self) -> Mapping[str, Any]:
        """The example that does not."""
        return self.examples.fails


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
