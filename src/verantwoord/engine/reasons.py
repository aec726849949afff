"""Why a figure has no number, in words, from how much of what it needs is there."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date

from verantwoord.formula.quantities import Absence, Absent, unknown
from verantwoord.model.figure import Coverage
from verantwoord.model.period import NOUN_OF, Grain, Period
from verantwoord.model.text import Text
from verantwoord.nouns import DELIVERY, PART, QUARTER, YEAR, Noun

_QUARTER_OF = {"nl": "'het' QQQQ 'van' y", "en": "'the' QQQQ 'of' y"}
_NEUTER = (QUARTER, YEAR, PART)


def nothing_came(coverage: Coverage, today: dt.date) -> Absent:
    """Say why there is no number where nothing was delivered.

    Shape:    the coverage of a figure, and the day as of which it is told -> why nothing is there.
    Missing:  never asked for; asked and not due yet; or asked and late, by the last due day of it.
    Source:   adr/2026-11-26-six-kinds-of-absence.md
    """
    if not coverage.expected:
        nl, en = _none_of(coverage.unasked, NOUN_OF[coverage.each])
        return Absent(Absence.NOT_ASKED, f"{nl} gevraagd", f"{en.replace(' is', ' was')} asked for")
    one = coverage.expected == 1
    nl, en = _none_of(coverage.expected, DELIVERY)
    nl, en = f"{nl} binnen", f"{en} in"
    due = coverage.due
    if due is None:
        return Absent(Absence.NOT_DELIVERED, nl, en)
    when, day = f"{due.day}-{due.month}-{due.year}", due.isoformat()
    if due < today:
        last, latest = ("die had", "it was") if one else ("de laatste had", "the last was")
        return Absent(
            Absence.LATE,
            f"{nl}; {last} er op {when} moeten zijn",
            f"{en}; {latest} due on {day}",
        )
    return Absent(
        Absence.NOT_DELIVERED,
        f"{nl}; dat moet uiterlijk op {when}",
        f"{en}; due by {day}",
    )


def _none_of(number: int, of: Noun) -> tuple[str, str]:
    """Return `geen van de 12 maanden is`, or of one `de maand is niet`."""
    if number == 1:
        article = "het" if of in _NEUTER else "de"
        return f"{article} {of.one_nl} is niet", f"the {of.one_en} is not"
    return f"geen van de {of.counted(number)} is", f"none of the {of.counted(number, 'en')} is"


def not_there(span: Period, *, before: bool) -> Absent:
    """Return why there is no number about a time in which the organisation did not exist."""
    said, done = ("nog niet", "did not exist yet") if before else ("niet meer", "no longer existed")
    nl, en = time_in_words(span)
    return Absent(
        Absence.NOT_APPLICABLE,
        f"de organisatie bestond in {nl} {said}",
        f"the organisation {done} in {en}",
    )


def time_in_words(span: Period) -> tuple[str, str]:
    """Return a month or quarter as it is said in Dutch and in English; another period as it is."""
    if span.grain is Grain.MONTH:
        return format_date(span.start, "MMMM y", "nl"), format_date(span.start, "MMMM y", "en")
    if span.grain is Grain.QUARTER:
        nl, en = (format_date(span.start, form, x) for x, form in _QUARTER_OF.items())
        return nl, en
    return str(span), str(span)


def of_a_part(alias: str, who: str, span: Period, why: Absent) -> Absent:
    """Return why a term has no value, when one of its parts has none; of a part in a part, once."""
    if why.of_a_part:
        return why
    nl, en = time_in_words(span)
    return Absent(
        why.kind,
        f"'{alias}' is niet te zeggen van {who} in {nl}: {why.why()}",
        f"'{alias}' cannot be said of {who} in {en}: {why.why('en')}",
        of_a_part=True,
    )


def not_by(method: str) -> Absent:
    """Return why there is no number by a method that the organisation did not use."""
    return Absent(
        Absence.NOT_APPLICABLE,
        f"hier is niet gemeten met {method}",
        f"nothing was measured here by {method}",
    )


def mixed(methods: tuple[str, ...]) -> Absent:
    """Return why there is no number where more than one method was used."""
    words, en = (f"{', '.join(methods[:-1])} {last} {methods[-1]}" for last in ("en", "and"))
    return unknown(
        f"gemeten op verschillende wijzen ({words}), die wij niet bij elkaar optellen",
        f"measured in different ways ({en}), which we do not add up",
    )


def lacking(coverage: Coverage) -> Text:
    """Return how much of what lacks, as a sentence without capital: files, else periods in them."""
    files = coverage.expected - coverage.received
    cells = coverage.cells_expected - coverage.cells
    each = NOUN_OF.get(coverage.each, PART)
    if not files and not cells:
        n = coverage.unasked
        verb, was = ("ontbreekt", "is") if n == 1 else ("ontbreken", "are")
        return Text(
            f"{each.counted(n)} die niemand vroeg {verb}",
            f"{each.counted(n, 'en')} that nobody asked for {was} missing",
        )
    n, total, noun = (
        (files, coverage.expected, DELIVERY) if files else (cells, coverage.cells_expected, each)
    )
    verb, was = ("ontbreekt", "is") if n == 1 else ("ontbreken", "are")
    return Text(
        f"{noun.of(n, total)} {verb}",
        f"{noun.of(n, total, 'en')} {was} missing",
    )


def no_mean(coverage: Coverage) -> Absent:
    """Return why there is no mean: some of what it is over is not there."""
    why = lacking(coverage)
    return unknown(f"{why.nl}, dus er is geen gemiddelde", f"{why.en}, so there is no mean")


def not_found(title: Text) -> Absent:
    """Return why there is no number where a part of it stands in no publication that we found."""
    return Absent(
        Absence.NOT_FOUND,
        f"„{title.nl}” is over deze periode niet gevonden",
        f"“{title.in_language('en')}” was not found about this period",
    )


def unmatched(each: Grain) -> Absent:
    """Return why an incomplete ratio has no number: there is nothing of which both sides are."""
    noun = NOUN_OF.get(each, PART)
    return unknown(
        f"er is geen {noun.one_nl} waarvan teller en noemer er allebei zijn",
        f"there is no {noun.one_en} of which numerator and denominator are both there",
    )
