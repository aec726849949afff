"""Exact numbers, and the six ways in which a number can be absent.

Zero is a number. `Absent` is not: it says why there is no number, and whatever is computed from it
is absent too. Only `publish` rounds.
"""

from __future__ import annotations

import decimal
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

# One context for every published figure (DESIGN 4): 34 digits, as IEEE 754 decimal128.
CONTEXT = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)


class Absence(StrEnum):
    """Why there is no number."""

    UNKNOWN = "onbekend"
    NOT_APPLICABLE = "n.v.t."
    NOT_ASKED = "niet gevraagd"
    NOT_DELIVERED = "nog niet geleverd"
    LATE = "te laat"
    NOT_FOUND = "niet gevonden"


@dataclass(frozen=True, slots=True)
class Absent:
    """No number, of which kind and for which reason, in Dutch with English beside it.

    What a pack says of its own is in Dutch only; then an English reader gets the Dutch.
    """

    kind: Absence
    reason: str
    english: str = field(default="", compare=False)
    of_a_part: bool = field(default=False, compare=False)  # the reason names who and when it is of

    def why(self, language: str = "nl") -> str:
        """Return the reason in `nl` or `en`."""
        return self.english if language == "en" and self.english else self.reason

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"


Value: TypeAlias = Decimal | Absent


def unknown(reason: str, english: str = "") -> Absent:
    """Return an absent value of kind 'onbekend'."""
    return Absent(Absence.UNKNOWN, reason, english)


def plain(value: Decimal) -> str:
    """Return a decimal as digits without exponent or trailing zeros: `1E+3` is `1000`.

    Shape:    one Decimal -> text.
    Unit:     unchanged.
    Missing:  not accepted; absent values have their own text.
    Rounding: none.
    Errors:   none.
    Source:   own definition: one text per number, so that the same value gives the same bytes.
    """
    if value == 0:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, decimals: int, mode: str = "half-up") -> Decimal:
    """Round for publication.

    Shape:    one Decimal -> one Decimal with `decimals` places.
    Unit:     unchanged.
    Missing:  not accepted.
    Rounding: half-up (5 away from zero), half-even, down (towards zero) or floor.
    Errors:   KeyError for another mode; the pack schema refuses it earlier.
    Source:   the indicator's `publish` block; half-up where nothing is stated (DESIGN 4).
    """
    modes = {
        "half-up": decimal.ROUND_HALF_UP,
        "half-even": decimal.ROUND_HALF_EVEN,
        "down": decimal.ROUND_DOWN,
        "floor": decimal.ROUND_FLOOR,
    }
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=modes[mode], context=CONTEXT)
