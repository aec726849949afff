"""Why a figure has no number, in words, from how much of what it needs is there."""

from __future__ import annotations

import datetime as dt

from verantwoord.formula.quantities import Absence, Absent, unknown
from verantwoord.model.figure import Coverage
from verantwoord.model.period import Grain, Period

_ONE = {
    Grain.DAY: "de dag",
    Grain.MONTH: "de maand",
    Grain.QUARTER: "het kwartaal",
    Grain.YEAR: "het jaar",
}
_MANY = {
    Grain.DAY: "dagen",
    Grain.MONTH: "maanden",
    Grain.QUARTER: "kwartalen",
    Grain.YEAR: "jaren",
}


def nothing_came(coverage: Coverage, today: dt.date) -> Absent:
    """Say why there is no number where nothing was delivered.

    Shape:    the coverage of a figure, and the day as of which it is told -> why nothing is there.
    Missing:  never asked for; asked and not due yet; or asked and late, by the last due day of it.
    Source:   adr/2026-11-26-six-kinds-of-absence.md
    """
    if not coverage.expected:
        return Absent(Absence.NOT_ASKED, f"{_none_of(coverage.unasked, coverage.each)} gevraagd")
    one = coverage.expected == 1
    files = "de levering is niet" if one else f"geen van de {coverage.expected} leveringen is"
    due = coverage.due
    when = f"{due.day}-{due.month}-{due.year}" if due else ""
    if due is not None and due < today:
        last = "die had" if one else "de laatste had"
        return Absent(Absence.LATE, f"{files} binnen; {last} er op {when} moeten zijn")
    until = f"; dat moet uiterlijk op {when}" if when else ""
    return Absent(Absence.NOT_DELIVERED, f"{files} binnen{until}")


def _none_of(cells: int, each: Grain | None) -> str:
    if cells == 1:
        return f"{_ONE.get(each, 'het deel') if each else 'het deel'} is niet"
    return f"geen van de {cells} {_MANY.get(each, 'delen') if each else 'delen'} is"


def not_there(span: Period, *, before: bool) -> Absent:
    """Return why there is no number about a time in which the organisation did not exist."""
    said = "nog niet" if before else "niet meer"
    return Absent(Absence.NOT_APPLICABLE, f"de organisatie bestond in {span} {said}")


def mixed(methods: tuple[str, ...]) -> Absent:
    """Return why there is no number where more than one method was used."""
    words = f"{', '.join(methods[:-1])} en {methods[-1]}"
    return unknown(f"gemeten op verschillende wijzen ({words}), die wij niet bij elkaar optellen")


def lacking(coverage: Coverage) -> str:
    """Return how much of what: files, or where all files are there the periods in them."""
    files = coverage.expected - coverage.received
    if files:
        return f"{files} van {coverage.expected} leveringen"
    cells = coverage.cells_expected - coverage.cells
    if not cells:
        words = _MANY.get(coverage.each, "delen") if coverage.each else "delen"
        return f"{coverage.unasked} {words} die niemand vroeg"
    word = _MANY.get(coverage.each, "delen") if coverage.each else "delen"
    return f"{cells} van {coverage.cells_expected} {word}"


def unmatched(each: Grain) -> Absent:
    """Return why an incomplete ratio has no number: there is nothing of which both sides are."""
    word = _ONE.get(each, "deel").split()[-1]
    return unknown(f"er is geen {word} waarvan teller en noemer er allebei zijn")
