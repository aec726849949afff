"""What was agreed: a target path for an indicator, and the rule that gives the status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from verantwoord.model.declared import (
    DECLARED,
    Day,
    Id,
    Number,
    Once,
    PathId,
    Unit,
    Whole,
    Words,
    Year,
    wrong,
)
from verantwoord.model.period import FIRST_YEAR, LAST_YEAR
from verantwoord.model.text import Overrides, Source, Text

AYear = Annotated[Whole, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


class GoalStatus(StrEnum):
    """How a figure stands against its goal."""

    MET = "gehaald"
    ON_TRACK = "op koers"
    AT_RISK = "risico"
    OFF_TRACK = "niet op koers"
    MISSED = "niet gehaald"
    NO_JUDGEMENT = "geen oordeel"


class GoalKind(StrEnum):
    """In which direction a value must go to be good."""

    FLOOR = "minimaal"
    CEILING = "maximaal"
    RANGE = "tussen"


@dataclass(frozen=True, slots=True, config=DECLARED)
class Bound:
    """What is asked in one year: a number, or for a range the lowest and the highest."""

    SHORT_FORM: ClassVar[Mapping[str, object]] = {"type": "number"}

    low: Annotated[Number | None, Field(description="The lowest that is good.")]
    high: Annotated[Number | None, Field(description="The highest that is good.")]

    @model_validator(mode="before")
    @classmethod
    def _one_number(cls, value: Any) -> Any:
        if isinstance(value, (int, Decimal)):
            return {"low": value, "high": value}
        return value

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.high < self.low:
            raise wrong(
                (
                    f"geen getal is {self.low} of meer en {self.high} of minder.",
                    f"no number is {self.low} or more and {self.high} or less.",
                ),
                ("Wissel 'low' en 'high' om.", "Swap 'low' and 'high'."),
            )


@dataclass(frozen=True, slots=True, config=DECLARED)
class Baseline:
    """Where a straight line begins: a value from the same edition as the measurements."""

    year: Annotated[AYear | None, Field(description="The year of the value.")] = None
    value: Annotated[Number | None, Field(description="What was measured then.")] = None
    unknown: Annotated[
        Text | None, Field(description="Why there is no value; then there is no judgement.")
    ] = None

    @model_validator(mode="after")
    def _known_or_not(self) -> Self:
        known = (self.year is not None, self.value is not None)
        if known != ((self.unknown is None),) * 2:
            raise wrong(
                ("noemt niet precies een beginwaarde.", "does not name exactly one beginning."),
                (
                    "Noem 'year' en 'value', of zeg in 'unknown' waarom ze er niet zijn.",
                    "Give 'year' and 'value', or say in 'unknown' why they are not there.",
                ),
            )
        return self


@dataclass(frozen=True, slots=True, config=DECLARED)
class End:
    """Where a straight line ends."""

    year: Annotated[AYear, Field(description="The year in which it must be reached.")]
    value: Annotated[Number, Field(description="What must be reached.")]


@dataclass(frozen=True, slots=True, config=DECLARED)
class Path:
    """What is asked: a table of years, a straight line to a target, or a norm without a year.

    A line needs a baseline from the same edition as the measurements; `unknown` says why there is
    none, and then there is no judgement before the target year. A line that no source gives is
    drawn by us (`rekenlijn`): nobody asked for a point on it, so no value is judged by it.
    """

    table: Annotated[Mapping[Year, Bound], Field(description="What is asked in each year.")] = (
        field(default_factory=dict)
    )
    start: Annotated[
        Baseline | None, Field(alias="baseline", description="Where a straight line begins.")
    ] = None
    end: Annotated[End | None, Field(alias="target", description="Where a straight line ends.")] = (
        None
    )
    line: Annotated[
        Literal["afgesproken", "rekenlijn"] | None,
        Field(description="Whether a source gives the straight line, or we drew it ourselves."),
    ] = None
    curve: Annotated[
        Literal["exponentieel"] | None,
        Field(
            description="`exponentieel`: each year the same part of what is left goes; left out: "
            "each year the same amount, a straight line."
        ),
    ] = None
    norm: Annotated[
        Bound | None, Field(description="What is asked without a year; it is never judged.")
    ] = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        line = (self.start is not None, self.end is not None)
        forms = [bool(self.table), any(line), self.norm is not None]
        if forms.count(True) != 1 or line[0] != line[1]:
            raise wrong(
                (
                    "is niet precies één van tabel, lijn of norm zonder jaar.",
                    "is not exactly one of table, line or norm without a year.",
                ),
                (
                    "Noem 'table', of 'baseline' en 'target', of 'norm'.",
                    "Give 'table', or 'baseline' and 'target', or 'norm'.",
                ),
            )
        if (self.baseline is not None) is not (self.line is not None):
            raise wrong(
                (
                    "zegt niet wie de lijn trok, of zegt dat zonder lijn.",
                    "does not say who drew the line, or says so without a line.",
                ),
                (
                    "Noem bij een lijn met een beginwaarde 'line: afgesproken' als de bron haar "
                    "geeft, en anders 'line: rekenlijn'.",
                    "With a line that has a beginning, give 'line: afgesproken' if the source has "
                    "it, and else 'line: rekenlijn'.",
                ),
            )
        return self

    @model_validator(mode="after")
    def _curve_above_zero(self) -> Self:
        ends = (self.baseline, self.target)
        if self.curve is not None and any(v is None or v <= 0 for v in ends):
            raise wrong(
                (
                    "is exponentieel, en dat kan alleen van een getal boven nul naar een getal "
                    "boven nul.",
                    "is exponential, which can only go from a number above zero to one above zero.",
                ),
                (
                    "Laat 'curve' weg, of geef 'baseline' en 'target' een waarde boven nul.",
                    "Leave 'curve' out, or give 'baseline' and 'target' a value above zero.",
                ),
                at=("curve",),
            )
        return self

    @model_validator(mode="after")
    def _end_after_beginning(self) -> Self:
        first, last = self.baseline_year, self.target_year
        if first is not None and last is not None and last <= first:
            raise wrong(
                (f"eindigt in {last}, niet na {first}.", f"ends in {last}, not after {first}."),
                (
                    "Laat 'target.year' na 'baseline.year' komen; een doel voor één jaar is een "
                    "'table'.",
                    "Let 'target.year' come after 'baseline.year'; a goal for one year is a "
                    "'table'.",
                ),
            )
        return self

    @property
    def baseline_year(self) -> int | None:
        """The year in which the line begins."""
        return self.start.year if self.start else None

    @property
    def baseline(self) -> Decimal | None:
        """The value with which the line begins."""
        return self.start.value if self.start else None

    @property
    def target_year(self) -> int | None:
        """The year in which the line ends."""
        return self.end.year if self.end else None

    @property
    def target(self) -> Decimal | None:
        """The value with which the line ends."""
        return self.end.value if self.end else None

    @property
    def unknown(self) -> Text | None:
        """Why the line has no beginning."""
        return self.start.unknown if self.start else None


@dataclass(frozen=True, slots=True, config=DECLARED)
class Revision:
    """A changed target or baseline: when, why and who decided."""

    on: Annotated[Day, Field(description="When it was decided.")]
    reason: Annotated[Text, Field(description="Why.")]
    decided_by: Annotated[Words, Field(description="Who decided.")]
    source: Annotated[Source, Field(description="Where that stands.")]
    what: Annotated[Text, Field(description="What it was, and what it became.")]


@dataclass(frozen=True, slots=True, config=DECLARED)
class Goal:
    """One commitment that can be held against figures."""

    id: Annotated[PathId, Field(description="The path of the file: theme.name.")]
    title: Annotated[Text, Field(description="What was agreed.")]
    organisation: Annotated[Id, Field(description="Who must reach it.")]
    kind: Annotated[GoalKind, Field(description="In which direction the value must go.")]
    path: Annotated[Path, Field(description="What is asked in which year.")]
    sources: Annotated[tuple[Source, ...], Field(min_length=1, description="Where it was agreed.")]
    indicator: Annotated[
        PathId | None, Field(description="What measures it; none is a gap that is shown.")
    ] = None
    judged: Annotated[
        Literal["elk jaar", "eindjaar"] | None,
        Field(
            description="Whether the value of each year must meet it, or that of the last; "
            "left out for a norm without a year."
        ),
    ] = None
    related: Annotated[
        tuple[PathId, ...],
        Once,
        Field(description="Indicators that are this goal itself, or say which share of it is met."),
    ] = ()
    risk_margin: Annotated[
        Number | None,
        Field(
            description="Share of the way from baseline to target that is still 'risico'; "
            "not on our own line."
        ),
    ] = None
    series: Annotated[
        Words | None, Field(description="The series of the target; must be that of the indicator.")
    ] = None
    unit: Annotated[
        Unit | None, Field(description="The unit of the target; must be that of the indicator.")
    ] = None
    gap: Annotated[Text | None, Field(description="Why nothing can be said.")] = None
    revisions: Annotated[
        tuple[Revision, ...], Field(description="How target or baseline changed.")
    ] = ()
    note: Annotated[Text | None, Field(description="What a reader must know about it.")] = None
    reading_of: Annotated[
        PathId | None,
        Field(description="The goal of which this is another reading; the two count as one."),
    ] = None
    outside: Annotated[
        Text | None,
        Field(description="Why it is shown for comparison and not counted, as a sentence."),
    ] = None
    overrides: Annotated[
        Overrides | None, Field(description="Which definition this one replaces.")
    ] = None

    @model_validator(mode="after")
    def _judged_or_a_norm(self) -> Self:
        if (self.judged is None) is not (self.path.norm is not None):
            raise wrong(
                (
                    "zegt niet wanneer het wordt beoordeeld, of is een norm zonder jaar.",
                    "does not say when it is judged, or is a norm without a year.",
                ),
                (
                    "Noem 'judged', of laat het weg bij een norm zonder jaar.",
                    "Give 'judged', or leave it out for a norm without a year.",
                ),
            )
        if self.risk_margin is not None and self.path.line != "afgesproken":
            raise wrong(
                (
                    "heeft een marge zonder lijn, of bij een lijn die niemand afsprak.",
                    "has a margin without a line, or on a line that nobody agreed.",
                ),
                ("Haal 'risk-margin' weg.", "Remove 'risk-margin'."),
                at=("risk-margin",),
            )
        if self.risk_margin is not None and not 0 <= self.risk_margin <= 1:
            raise wrong(
                (
                    f"een marge van {self.risk_margin} is geen deel van de weg.",
                    f"a margin of {self.risk_margin} is no share of the way.",
                ),
                ("Noem een deel van 0 tot 1.", "Give a share from 0 to 1."),
                at=("risk-margin",),
            )
        self._check_bounds()
        return self

    def _check_bounds(self) -> None:
        """Between two numbers one asks for two; at least or at most one number, for one."""
        for year, bound in (*self.path.table.items(), (None, self.path.norm)):
            if bound is None:
                continue
            if self.kind is not GoalKind.RANGE and bound.low != bound.high:
                raise wrong(
                    (
                        f"noemt twee getallen, maar '{self.kind}' vraagt er een.",
                        f"names two numbers, but '{self.kind}' asks for one.",
                    ),
                    ("Noem een getal, of 'kind: tussen'.", "Give one number, or 'kind: tussen'."),
                    at=("path", "norm") if year is None else ("path", "table", str(year)),
                )
        if self.kind is GoalKind.RANGE and self.path.end is not None:
            raise wrong(
                (
                    "een lijn heeft op elke dag een getal, en geen laagste en hoogste.",
                    "a line has one number in each year, and no lowest and highest.",
                ),
                ("Noem 'table', of een andere 'kind'.", "Give 'table', or another 'kind'."),
                at=("kind",),
            )

    @property
    def theme(self) -> str:
        """The theme: the first part of the id."""
        return self.id.partition(".")[0]
