"""A published figure with everything that is needed to follow and recompute it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from verantwoord.formula.quantities import Value
from verantwoord.model.goal import Bound, GoalStatus
from verantwoord.model.parameter import ParameterValue
from verantwoord.model.period import Grain, Period
from verantwoord.model.stated import MEASURED, Nature, Precision, Stated
from verantwoord.model.text import Text


class FigureStatus(StrEnum):
    """How a figure came about (DESIGN 4)."""

    MEASURED = "gemeten"
    INCOMPLETE = "onvolledig"
    ESTIMATED = "geschat"
    PUBLISHED = "gepubliceerd"
    FROM_PUBLISHED = "berekend uit publicaties"
    OWN_WORK = "eigen berekening van de makers"
    UNKNOWN = "onbekend"
    NOT_APPLICABLE = "n.v.t."
    NOT_ASKED = "niet gevraagd"
    NOT_DELIVERED = "nog niet geleverd"
    LATE = "te laat"
    NOT_FOUND = "niet gevonden"
    SUPPRESSED = "onderdrukt"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one delivery gave to one component of a figure."""

    delivery: str  # Delivery.id
    organisation: str
    period: Period
    amount: Decimal
    share: Decimal = Decimal(1)  # less than one only after a reorganisation


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what was asked was accepted: files, and the cells that they cover.

    One file may cover twelve months, and twelve files one year: what is complete is decided by
    cells. What nobody asked for is not expected, but without it the figure is not complete either.
    Where nothing is known of cells (published figures), nothing is needed.
    """

    received: int  # files
    expected: int
    missing: tuple[tuple[str, str, str], ...] = ()  # (dataset, organisation, period)
    cells: int = 0  # covered
    cells_expected: int = 0
    each: Grain | None = None  # how long the period of a cell is; None: not all the same
    unasked: int = 0  # cells that are needed, not there, and never asked for
    due: dt.date | None = None  # the last day on which something missing had to be there
    several: bool = False  # cells of more than one organisation
    divided: bool = False  # cells of sub-units, such as meters
    left_out: int | None = 0  # rows that came without a value; None: some, of people, not told

    @property
    def complete(self) -> bool:
        """Say whether nothing that is needed is missing."""
        asked = self.received >= self.expected and self.cells >= self.cells_expected
        return asked and not self.unasked and self.left_out == 0


NOTHING_NEEDED = Coverage(0, 0)


@dataclass(frozen=True, slots=True)
class ComponentValue:
    """A component of a figure, added up, with the deliveries it came from."""

    alias: str
    component: str
    unit: str
    value: Value
    rows: int  # rows that the component looked at and kept
    empty: int  # rows whose cell was empty: counted, so that 'skip' stays visible
    contributions: Sequence[Contribution]  # made when somebody looks
    bins: tuple[tuple[int, Decimal], ...] = ()  # histogram: lower bound of the bin -> count
    coverage: Coverage = NOTHING_NEEDED
    divisor: int = 1  # a mean of months: contributions add up to value times divisor
    withheld: int = 0  # contributions that are not shown apart, to protect people
    withheld_amount: Decimal | None = None  # what these are together
    stated: Stated = MEASURED  # what its one published row says of itself


@dataclass(frozen=True, slots=True)
class TermPart:
    """What a term is in one of its parts."""

    organisation: str
    period: Period
    value: Value


@dataclass(frozen=True, slots=True)
class TermValue:
    """A term of a figure: worked out for each part, and added up."""

    alias: str
    value: Value
    parts: tuple[TermPart, ...]  # none where rows are about people


@dataclass(frozen=True, slots=True)
class ParameterUsed:
    """A parameter as the figure used it."""

    alias: str
    parameter: str
    unit: str
    value: Value
    day: dt.date
    chosen: ParameterValue | None


class Basis(StrEnum):
    """What a value is held against."""

    ASKED = "gevraagd"  # by an agreed table or line, or at the end of any line
    OWN_LINE = "rekenlijn"  # a point on a line that we drew; nobody asked for it
    NORM = "norm"  # asked, but in no year


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a goal says about a figure, and by which rule."""

    goal: str
    status: GoalStatus
    reason: Text
    bound: Bound | None  # what is asked in the year of the figure; None if nothing is
    basis: Basis = Basis.ASKED  # what the bound is


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality statement of a figure, made by the program from what it knows."""

    verified: Text  # how the inputs were checked
    late: int  # deliveries received after the due day
    restated: int  # corrections among the deliveries the figure rests on
    warnings: tuple[tuple[str, str, str], ...]  # (delivery, rule, explanation)
    estimated_share: Value | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """Over which cells an incomplete ratio was computed: those of which both sides are there."""

    cells: int
    expected: int  # cells of either side
    above: int  # cells of which the numerator is there
    below: int  # cells of which the denominator is there
    each: Grain  # how long the period of a cell is
    several: bool  # cells of more than one organisation


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: indicator, organisation, period, and what it rests on.

    `id` is `indicator@organisation@period[@dimension=value][@structuur=YYYY-MM-DD]`.
    `value` is unrounded. `structure` None means the organisations as they were at the time.
    """

    id: str
    indicator: str
    organisation: str
    period: Period
    dimensions: tuple[tuple[str, str], ...]
    structure: dt.date | None
    value: Value
    numerator: Value | None
    denominator: Value | None
    unit: str
    status: FigureStatus
    coverage: Coverage
    components: tuple[ComponentValue, ...]
    parameters: tuple[ParameterUsed, ...]
    judgements: tuple[Judgement, ...]
    quality: Quality
    known_on: dt.date | None
    show_parts_only: bool = False  # the denominator is so small that a ratio misleads
    methods: tuple[str, ...] = ()  # by which methods it was measured, where the data say so
    matched: Matched | None = None  # only of a ratio that is incomplete
    published: Decimal | None = None  # shown instead of the rounded value: whole parts that add up
    stated: Stated = MEASURED  # what kind of statement it is, how precise, and who made it
    terms: tuple[TermValue, ...] = ()
    existed: Period | None = None  # in which part of the period the organisation existed; else all

    @property
    def nature(self) -> Nature:
        """What kind of statement it is; only a realisation is a result."""
        return self.stated.nature

    @property
    def precision(self) -> Precision:
        """How the value relates to the true one."""
        return self.stated.precision


def figure_id(
    indicator: str,
    organisation: str,
    period: Period | str,
    dimensions: Mapping[str, str] | None = None,
    structure: dt.date | None = None,
) -> str:
    """Return the id of a figure (DESIGN 3)."""
    parts = [indicator, organisation, str(period)]
    parts += [f"{k}={v}" for k, v in sorted((dimensions or {}).items())]
    if structure is not None:
        parts.append(f"structuur={structure.isoformat()}")
    return "@".join(parts)
