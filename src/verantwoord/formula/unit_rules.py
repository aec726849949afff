"""Kinds: what an expression yields, and the rules by which kinds go together.

A kind is a pint unit, a `Histogram`, or one of the words below. NUMBER is a number of which the
unit is not known or does not matter: the literal 0, and in rules every number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from verantwoord.formula import units
from verantwoord.formula.errors import ExpressionError

TEXT, TRUTH, DATE, TIME, NUMBER, ANY = "text", "truth", "date", "time", "number", "any"
_WORDS = {
    TEXT: ("tekst", "text"),
    TRUTH: ("waar of onwaar", "true or false"),
    DATE: ("een datum", "a date"),
    TIME: ("een tijdstip", "a time"),
    NUMBER: ("een getal", "a number"),
    ANY: ("niets", "nothing"),
}


@dataclass(frozen=True)
class Histogram:
    """Counts per bin of a column in `unit`."""

    unit: Any


Kind: TypeAlias = Any  # a pint unit, a Histogram or one of the words
KindRule: TypeAlias = Callable[[Sequence[Kind], str], Kind]  # kinds of the arguments, and the text


def is_number(kind: Kind) -> bool:
    """Say whether a kind is a number: a unit, or NUMBER."""
    return kind == NUMBER if isinstance(kind, str) else not isinstance(kind, Histogram)


def fits(left: Kind, right: Kind) -> bool:
    """Say whether two kinds may stand for each other."""
    if ANY in (_word(left), _word(right)):
        return True
    if is_number(left) and is_number(right):
        some = isinstance(left, str) or isinstance(right, str)
        return some or units.same(left, right)
    return type(left) is type(right) and bool(left == right)


def need(found: Kind, wanted: Kind, text: str) -> None:
    """Refuse an expression that is not of the wanted kind."""
    if not fits(found, wanted):
        raise ExpressionError(
            f"'{text}' vraagt {word(wanted)}, maar krijgt {word(found)}",
            f"'{text}' asks for {word(wanted, 'en')}, but gets {word(found, 'en')}",
        )


def together(kinds: Sequence[Kind], text: str) -> Kind:
    """All of one kind, which is also the kind of the result."""
    found: Kind = ANY
    for kind in kinds:
        if not fits(found, kind):
            raise ExpressionError(
                f"'{text}' neemt {word(found)} en {word(kind)} samen; dat past niet",
                f"'{text}' takes {word(found, 'en')} and {word(kind, 'en')} together; "
                "that does not fit",
            )
        if _word(found) in (ANY, NUMBER) and _word(kind) != ANY:
            found = kind
    return found


def numbers(kinds: Sequence[Kind], text: str) -> Kind:
    """Numbers in one unit -> a number in that unit."""
    _only_numbers(kinds, text)
    return together(kinds, text)


def orderable(kinds: Sequence[Kind], text: str) -> Kind:
    """Values of one kind that have an order: numbers, texts, days, times."""
    for kind in kinds:
        if _word(kind) == TRUTH or isinstance(kind, Histogram):
            raise ExpressionError(
                f"'{text}' zet {word(kind)} op volgorde",
                f"'{text}' puts {word(kind, 'en')} in order",
            )
    return together(kinds, text)


def compared(kinds: Sequence[Kind], text: str) -> Kind:
    """Values with an order -> a truth value."""
    orderable(kinds, text)
    return TRUTH


def equal(kinds: Sequence[Kind], text: str) -> Kind:
    """Values of one kind -> a truth value."""
    for kind in kinds:
        if isinstance(kind, Histogram):
            raise ExpressionError(
                f"'{text}' vergelijkt {word(kind)}", f"'{text}' compares {word(kind, 'en')}"
            )
    together(kinds, text)
    return TRUTH


def product(kinds: Sequence[Kind], text: str) -> Kind:
    """The units multiplied; NUMBER stays NUMBER."""
    _only_numbers(kinds, text)
    left, right = kinds
    return NUMBER if NUMBER in (_word(left), _word(right)) else left * right


def quotient(kinds: Sequence[Kind], text: str) -> Kind:
    """The units divided; NUMBER stays NUMBER."""
    _only_numbers(kinds, text)
    left, right = kinds
    return NUMBER if NUMBER in (_word(left), _word(right)) else left / right


def rounded_down(kinds: Sequence[Kind], text: str) -> Kind:
    """The number keeps its unit; the places are a plain number."""
    _only_numbers(kinds, text)
    need(kinds[1], units.dimensionless(), text)
    return kinds[0]


def percent_of(kinds: Sequence[Kind], text: str) -> Kind:
    """Ratio -> percent."""
    need(kinds[0], units.dimensionless(), text)
    return units.unit("percent")


def ratio_of(kinds: Sequence[Kind], text: str) -> Kind:
    """Percent -> ratio."""
    need(kinds[0], units.unit("percent"), text)
    return units.dimensionless()


def within_histogram(kinds: Sequence[Kind], text: str) -> Kind:
    """Histogram and share -> the unit that was counted."""
    if not isinstance(kinds[0], Histogram):
        raise ExpressionError(
            f"'{text}': percentile vraagt een histogram",
            f"'{text}': percentile asks for a histogram",
        )
    need(kinds[1], units.dimensionless(), text)
    return kinds[0].unit


def texts_to(kind: Kind | None, kinds: Sequence[Kind], text: str) -> Kind:
    """Texts -> `kind`; None stands for a plain number."""
    for found in kinds:
        need(found, TEXT, text)
    return units.dimensionless() if kind is None else kind


def day_part(kinds: Sequence[Kind], text: str) -> Kind:
    """A day or time -> a plain number."""
    if _word(kinds[0]) not in (DATE, TIME):
        need(kinds[0], DATE, text)
    return units.dimensionless()


def time_part(kinds: Sequence[Kind], text: str) -> Kind:
    """A time -> a plain number."""
    need(kinds[0], TIME, text)
    return units.dimensionless()


def word(kind: Kind, language: str = "nl") -> str:
    """Return how a message calls a kind."""
    at = 1 if language == "en" else 0
    if isinstance(kind, str):
        return _WORDS[kind][at]
    if isinstance(kind, Histogram):
        return ("een histogram", "a histogram")[at]
    bare = units.same(kind, units.dimensionless())  # MWh per kWh is not: it is a thousand
    return ("een kaal getal", "a bare number")[at] if bare else f"'{units.written(kind)}'"


def _only_numbers(kinds: Sequence[Kind], text: str) -> None:
    for kind in kinds:
        if not is_number(kind):
            raise ExpressionError(
                f"'{text}' rekent met {word(kind)}", f"'{text}' computes with {word(kind, 'en')}"
            )


def _word(kind: Kind) -> str:
    return kind if isinstance(kind, str) else ""
