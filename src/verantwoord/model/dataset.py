"""What an organisation delivers: one table per period, its columns, rules and components."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from verantwoord.model.text import Source, Text


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


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the sender knows it."""

    name: str
    type: ColumnType
    title: Text
    required: bool
    key: bool = False
    unit: str | None = None  # of the stored value
    unit_column: str | None = None  # the sender says per row in which unit; stored in `unit`
    unit_codes: Mapping[str, str] | None = None  # text in the unit column -> our unit code
    scale: int | None = None  # digits after the point that are stored; more is a finding
    codes: tuple[str, ...] = ()
    role: str | None = None  # 'organisation' or 'period': what the row is about
    grain: str | None = None  # of a period column: 'maand', 'kwartaal', 'jaar' or 'any'
    undated: tuple[str, ...] = ()  # texts in a period column that say that there is no date
    null_texts: tuple[str, ...] = ()  # texts that mean an empty cell, such as '-'


@dataclass(frozen=True, slots=True)
class Rule:
    """One check on a delivery; its examples are its tests."""

    id: str  # <dataset>.<name>
    level: RuleLevel
    severity: Severity
    category: str  # geldigheid, volledigheid, consistentie, plausibiliteit, uniciteit, privacy
    check: str  # SQL boolean that must be true
    missing: Missing
    expected: Text  # the rule in words, and why it exists
    action: Text  # what to do next
    passes: Mapping[str, Any]  # one example that passes
    fails: Mapping[str, Any]  # one that does not
    source: Source | None = None
    parameters: Mapping[str, str] | None = None  # alias -> parameter id
    by: tuple[str, ...] = ()  # TABLE: one result per value of these columns
    measures: Mapping[str, str] | None = None  # TABLE, PREVIOUS, BETWEEN: name -> aggregate SQL
    periods_back: int = 1  # PREVIOUS: how many earlier periods `vorig_<measure>` is the mean of
    when: str | None = None  # PREVIOUS: SQL over `maand` (1-12); only then the rule applies


@dataclass(frozen=True, slots=True)
class Component:
    """Something that can be added up: over deliveries, months and organisations."""

    id: str  # <dataset>.<name>
    aggregate: Aggregate
    column: str | None  # SQL scalar over columns; None only for COUNT
    where: str | None
    unit: str
    time: TimeKind
    missing: str  # 'skip' (an empty cell adds nothing, and is counted) or 'zero'
    bins: tuple[int, int, int] | None = None  # HISTOGRAM: from, to (inclusive), step
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table that organisations deliver, or a view over such tables."""

    id: str
    title: Text
    kind: str  # 'geleverd', 'gepubliceerd' (taken over from publications) or 'afgeleid' (a view)
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    components: tuple[Component, ...] = ()
    dimensions: tuple[str, ...] = ()
    description: Text | None = None
    sources: tuple[Source, ...] = ()
    view_sql: str | None = None  # for 'afgeleid': one SELECT; names `rijen` for the base rows
    base: str | None = None  # for 'afgeleid': the delivered dataset it is made from
    reference: Mapping[str, str] | None = None  # view: table name -> reference csv in the pack
    view_parameters: Mapping[str, str] | None = None  # view: table name -> parameter id
    evidence_grade: str | None = None  # how the sender knows it, in words

    def column(self, name: str) -> Column:
        """Return a column by name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def role(self, role: str) -> Column | None:
        """Return the column that says what a row is about: 'organisation' or 'period'."""
        return next((c for c in self.columns if c.role == role), None)

    def component(self, name: str) -> Component:
        """Return a component by its name after the dot; KeyError if there is none."""
        for component in self.components:
            if component.id == f"{self.id}.{name}":
                return component
        raise KeyError(name)
