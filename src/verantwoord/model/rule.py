"""A rule: one check that a delivery is held against, with its own two examples."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from verantwoord.model.column import PeriodFrom, PeriodUntil
from verantwoord.model.declared import (
    DECLARED,
    Cell,
    Formula,
    Once,
    PathId,
    ShortName,
    Whole,
    Words,
    check_span,
)
from verantwoord.model.organisation import BEGINNING, FOREVER
from verantwoord.model.text import Source, Text


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
    SERIES = "series"  # the values of a sub-unit after each other in time


class Missing(StrEnum):
    """What an empty cell means for a rule; declared at each rule, never a default."""

    SKIP_IF_ANY = "skip-if-any"
    SKIP_IF_ALL = "skip-if-all"
    ZERO = "zero"


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
