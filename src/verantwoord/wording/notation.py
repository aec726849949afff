"""Numbers, days and periods as a Dutch reader writes them: `1.234,5`, `5 februari 2026`.

The only place that rounds (DESIGN 4). Machines get `quantities.plain` instead.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from verantwoord.formula import units
from verantwoord.formula.quantities import plain, rounded
from verantwoord.model.period import Grain, Period

NBSP = "\u00a0"
MINUS = "\u2212"
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_ORDINAL = ("eerste", "tweede", "derde", "vierde")
_ONE = {
    "job": "baan",
    "person": "persoon",
    "relation": "arbeidsrelatie",
    "trip": "reis",
    "flight": "vlucht",
    "workplace": "werkplek",
    "building": "pand",
    "month": "maand",
    "day": "dag",
    "employee": "werknemer",
    "workplace_day": "werkplekdag",
    "location_day": "locatiedag",
}


def exact(value: Decimal) -> str:
    """Return all digits of a number in Dutch notation, without rounding."""
    return _dutch(plain(value))


def number(value: Decimal, decimals: int, mode: str = "half-up") -> str:
    """Return a number rounded for publication, in Dutch notation."""
    return _dutch(format(rounded(value, decimals, mode), "f"))


def short(value: Decimal) -> str:
    """Return a number with at most two decimals; for sums beside a ratio, never for a figure."""
    cut = rounded(value, 2)
    return _dutch(plain(cut if cut != value else value))


def with_unit(text: str, unit: str) -> str:
    """Return a number with its unit: `72,9%`, `€ 1.234`, `1 baan`, `12 banen`."""
    if unit == "percent":
        return f"{text}%"
    if unit == "euro":
        return f"€{NBSP}{text}"
    if unit == "meur":
        return f"€{NBSP}{text}{NBSP}miljoen"
    if unit in ("ratio", "score", ""):
        return text
    word = _ONE.get(unit) if text == "1" else None
    return f"{text}{NBSP}{word or units.label(unit)}"


def split_unit(text: str, unit: str) -> tuple[str, str]:
    """Return a number and the words after it apart, for where they are set in two sizes."""
    whole = with_unit(text, unit)
    amount, gap, words = whole.rpartition(NBSP)
    if not gap or unit in ("euro", "meur"):
        return whole, ""
    return amount, words


def axis_unit(unit: str) -> str:
    """Return a unit as the name of an axis or column."""
    words = {"percent": "procent", "euro": "euro", "meur": "miljoen euro", "ratio": "verhouding"}
    return words.get(unit) or units.label(unit)


def difference(value: Decimal, unit: str, decimals: int, mode: str = "half-up") -> str:
    """Return the size of a change: percentages differ by percentage points, never by percent."""
    text = number(abs(value), decimals, mode)
    return f"{text}{NBSP}procentpunt" if unit == "percent" else with_unit(text, unit)


def english(value: Decimal, decimals: int, mode: str = "half-up") -> str:
    """Return a rounded number in English notation."""
    return format(rounded(value, decimals, mode), ",f")


def day(value: dt.date) -> str:
    """Return a day: `5 februari 2026`."""
    return f"{value.day}{NBSP}{_MONTHS[value.month - 1]}{NBSP}{value.year}"


def period(value: Period) -> str:
    """Return a period in words."""
    year, month = value.start.year, value.start.month
    if value.grain is Grain.YEAR:
        return f"{year}"
    if value.grain is Grain.MONTH:
        return f"{_MONTHS[month - 1]}{NBSP}{year}"
    if value.grain is Grain.DAY:
        return day(value.start)
    if value.grain is Grain.QUARTER:
        return f"{_ORDINAL[month // 3]} kwartaal {year}"
    if value.grain is Grain.HALF:
        return f"{_ORDINAL[month // 7]} helft {year}"
    if value.grain is Grain.THIRD:
        return f"{_ORDINAL[month // 4]} vier maanden {year}"
    return f"{_edge(value.start, value)} tot en met {_edge(value.last_day, value)}"


def _edge(value: dt.date, whole: Period) -> str:
    whole_months = whole.start.day == 1 and whole.end.day == 1
    return f"{_MONTHS[value.month - 1]} {value.year}" if whole_months else day(value)


def period_short(value: Period) -> str:
    """Return a period for an axis or a column head: `2022`, `mrt 2022`, `K3 2022`."""
    year, month = value.start.year, value.start.month
    if value.grain is Grain.MONTH:
        name = {3: "mrt"}.get(month, _MONTHS[month - 1][:3])
        return f"{name} {year}"
    if value.grain is Grain.QUARTER:
        return f"kw {month // 3 + 1} {year}"
    if value.grain is Grain.DAY:
        return f"{value.start.day}-{month}-{year}"
    return str(value)


def _dutch(text: str) -> str:
    sign = MINUS if text.startswith("-") else ""
    whole, _, decimals = text.lstrip("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    if not any(c in "123456789" for c in text):
        sign = ""  # minus zero after rounding is zero
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"
