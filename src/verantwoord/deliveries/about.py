"""What the words of a finding about one cell may name: its column, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from verantwoord.deliveries import limits
from verantwoord.deliveries.messages import InWords
from verantwoord.deliveries.reading import Reading
from verantwoord.formula import units
from verantwoord.model.dataset import Column, ColumnType, DatedAs
from verantwoord.model.period import NOUN_OF, Grain
from verantwoord.model.sql_types import scale_of
from verantwoord.nouns import DECIMAL, PERIOD, Noun

_LOGICAL = ("waar", "onwaar", "true", "false")
_DAY = re.compile(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?: .*)?\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:[.,][0-9]{3})*)?(?:[.,][0-9]+)?\Z")
_PERCENTAGE = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?)%\Z")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+\Z")


def about(reading: Reading, column_name: str, texts: dict[str, str | None]) -> dict[str, Any]:
    """Return what the words of a finding may name about a column."""
    value = texts[column_name] or ""
    about: dict[str, Any] = {"length": len(value), "limit": limits.MAX_CELL_CHARS, "scale": 0}
    about |= _of_value(value, reading.language)
    if column_name in reading.header.flex:
        return about
    column = reading.dataset.column(column_name)
    about |= {
        "title": InWords(*_both(column.title.in_language)),
        "scale": InWords(*_both(partial(DECIMAL.counted, scale_of(column)))),
        "unit": InWords(*_both(partial(_unit, column))),
        "codes": ", ".join(_codes(reading, column)),
        "grain": InWords(*_both(partial(_grain(column).word, 1))),
        "period": reading.sent.period or "",
        "bound": InWords(*_both(partial(_bound, column))),
        "first": column.lies.first_year,
        "last": column.lies.last_year,
        "organisation": reading.sent.organisation or "",
        "hint": _organisation_hint(reading, column, value),
    }
    if column.unit_column:
        about["codes"] = ", ".join(column.unit_codes or {})
    return about


def _both(words: Callable[[str], str]) -> tuple[str, str]:
    return words("nl"), words("en")


def _unit(column: Column, language: str) -> str:
    if column.unit:
        return units.label(column.unit, language)
    return "eigen eenheid" if language != "en" else "its own unit"


def _grain(column: Column) -> Noun:
    """How long a period of a column is; a column that takes any is of none in particular."""
    return PERIOD if column.grain in (None, "any") else NOUN_OF[Grain(column.grain)]


def _bound(column: Column, language: str) -> str:
    """Say how the date in a column relates to the period of the delivery."""
    lies, nl = column.lies, language != "en"
    by_end = lies.relation is DatedAs.BY_END
    if column.role == "period":
        text = (
            "Elke rij valt in de periode van de levering."
            if nl
            else "Every row lies in the period of the delivery."
        )
    elif by_end:
        text = "Deze datum ligt niet na die periode." if nl else "This date is not after that."
    else:
        text = "Deze datum valt in die periode." if nl else "This date lies in that period."
    if lies.margin_minutes:
        text += f" Marge: {lies.margin_minutes} minuten." if nl else (
            f" Margin: {lies.margin_minutes} minutes."
        )  # fmt: skip
    return f"{text} {lies.reason.in_language(language)}" if lies.reason else text


def _codes(reading: Reading, column: Column) -> list[str]:
    units = [c for c in reading.dataset.columns if c.unit_column == column.name]
    if units:
        return [code for c in units for code in (c.unit_codes or {})]
    return list(column.codes)


def _organisation_hint(reading: Reading, column: Column, value: str) -> str:
    from difflib import get_close_matches

    if column.type is not ColumnType.ORGANISATION:
        return ""
    names = {
        n: o.id
        for o in reading.pack.organisations.by_id.values()
        for n in (o.id, *(x for y in o.names for x in (y.name, y.short)))
    }
    near = get_close_matches(value, list(names), n=1, cutoff=0.7)
    nl = reading.language != "en"
    if near and near[0] != value:  # it is right, and did not exist then
        return f"Bedoelt u '{near[0]}'?" if nl else f"Do you mean '{near[0]}'?"
    return (
        "Gebruik de naam of id uit het sjabloon; kijk of de organisatie toen al of nog bestond."
        if nl
        else "Use the name or id of the template; see whether the organisation existed then."
    )


def _of_value(value: str, language: str) -> dict[str, Any]:
    """Return what can be said of a value that is not what belongs there."""
    nl = language != "en"
    stored = value
    if percentage := _PERCENTAGE.match(value):
        share = Decimal(percentage[1].replace(",", ".")) / 100
        stored = format(share, "f").replace(".", "," if nl else ".")
    return {
        "why": InWords(_why_no_number(value, True), _why_no_number(value, False)),
        "what": InWords(_what(value, True), _what(value, False)),
        "stored": stored,
        "cause": InWords(_made_a_date(True), _made_a_date(False)) if _DAY.match(value) else "",
    }


def looks_like_a_day(value: str) -> bool:
    """Say whether a value, as the sender sees it, is a day."""
    return _DAY.match(value) is not None


def _made_a_date(nl: bool) -> str:
    return (
        " Het rekenprogramma heeft er een datum van gemaakt."
        if nl
        else " The spreadsheet program made a date of it."
    )


def _why_no_number(value: str, nl: bool) -> str:
    """Say why a text is no number; never that it must look as it does look."""
    plain = value.casefold()
    if plain in _LOGICAL:
        words = (
            "Dat is een logische waarde, geen getal.",
            "That is a truth value, not a number.",
        )
    elif _DAY.match(value):
        words = (
            "Hier hoort een getal; het rekenprogramma heeft er een datum van gemaakt.",
            "A number belongs here; the spreadsheet program made a date of it.",
        )
    elif value.endswith("%"):
        words = (
            "Een procentteken hoort niet in de cel; de kolom zegt wat de eenheid is.",
            "A percent sign does not belong in the cell; the column says what the unit is.",
        )
    elif _SCIENTIFIC.match(value):
        words = (
            "Dat is een afgekorte schrijfwijze, waarin cijfers kunnen zijn weggevallen.",
            "That is a shortened form, in which digits may have been lost.",
        )
    elif any(c.isdigit() for c in value) and _NUMBER.match(value):
        words = (
            "Dat is een getal, maar met een ander decimaalteken dan de andere getallen, of met "
            "duizendtallen die niet in groepen van drie staan.",
            "That is a number, but with another decimal mark than the other numbers, or with "
            "thousands that are not in groups of three.",
        )
    elif value.endswith((",", ".")) and value[:-1].lstrip("+-").isdigit():
        words = (
            "Achter het decimaalteken ontbreekt een cijfer.",
            "A digit is missing behind the decimal mark.",
        )
    else:
        words = (
            "Hier hoort een getal, met alleen cijfers, een minteken en een decimaalteken.",
            "A number belongs here, with only digits, a minus sign and a decimal mark.",
        )
    return words[0 if nl else 1]


def _what(value: str, nl: bool) -> str:
    """Say what a cell is that should hold a text."""
    if value.casefold() in _LOGICAL:
        words = ("een logische waarde", "a truth value")
    elif _DAY.match(value):
        words = (
            "een datum; misschien maakte het rekenprogramma die van uw tekst",
            "a date; perhaps the spreadsheet program made it of your text",
        )
    elif _SCIENTIFIC.match(value):
        words = (
            "een getal van meer dan 15 cijfers, waarvan een rekenprogramma de laatste niet bewaart",
            "a number of more than 15 digits, of which a spreadsheet does not keep the last",
        )
    else:
        words = (
            "een getal dat de cel anders toont dan bewaart, bijvoorbeeld met voorloopnullen",
            "a number that the cell shows otherwise than it holds, for example with leading zeros",
        )
    return words[0 if nl else 1]
