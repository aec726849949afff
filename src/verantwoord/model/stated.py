"""What a value is besides a number: what kind of statement, how precise, and who made it.

A publication says more than a number: a target is no result, "bijna 90.000" is no 90.000, and what
the makers of a pack worked out themselves stands in no publication. A dataset of kind
`gepubliceerd` says it of every row (`Column.role`); from there it goes along to every sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Nature(StrEnum):
    """What kind of statement a value is; only a realisation can be judged or show an effect."""

    REALISATION = "realisation"
    TARGET = "target"
    NORM = "norm"
    FORECAST = "forecast"
    AGREED = "agreed"
    ESTIMATE = "estimate"


class Precision(StrEnum):
    """How a value relates to the true one."""

    EXACT = "exact"
    ROUNDED = "rounded"
    ABOUT = "about"
    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    BETWEEN = "between"


class Origin(StrEnum):
    """Who made a value."""

    DELIVERED = "delivered"  # computed by the program from what organisations delivered
    PUBLICATION = "publication"  # stands so in one publication
    PUBLICATIONS = "publications"  # computed from published values
    MAKERS = "makers"  # worked out by the makers of the pack; no publication has it


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated about a value; `low` and `high` hold the true one, None where nobody knows.

    Of an exact value both are None: the value itself says it. `words` is the word of the source
    ("bijna"), where it has one.
    """

    nature: Nature = Nature.REALISATION
    precision: Precision = Precision.EXACT
    low: Decimal | None = None
    high: Decimal | None = None
    words: str = ""
    origin: Origin = Origin.DELIVERED

    def bounds(self, value: Decimal) -> tuple[Decimal | None, Decimal | None]:
        """Return between which numbers the true value lies; None where there is no bound."""
        if self.precision is Precision.EXACT:
            return value, value
        return self.low, self.high


MEASURED = Stated()
