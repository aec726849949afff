"""Units, and what they become when quantities are multiplied and divided.

The arithmetic of units is **pint**'s; the list of units is ours and short, so that a word nobody
defined is refused. `ratio` (0 to 1) and `percent` are different units: only the functions
`as_percent()` and `as_ratio()` of the formula language go from one to the other.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from verantwoord.errors import nearest
from verantwoord.formula.errors import ExpressionError
from verantwoord.nouns import UNIT


def _plural(code: str) -> tuple[str, str]:
    return UNIT[code].many_nl, UNIT[code].many_en


_WORD = re.compile(r"[^\s*/()]+")
# what pint reads too, each in its own way: a power, a whole division, two parts without a sign
_UNSAID = re.compile(r"[*/]\s*[*/]|[^\s*/(]\s*\(|\)\s*[^\s*/)]|[^\s*/(]\s+[^\s*/)]")

# code -> (pint definition, Dutch text for readers, English text)
UNITS: dict[str, tuple[str, str, str]] = {
    "ratio": ("", "verhouding", "ratio"),
    "count": ("[count]", "aantal", "number"),
    "percent": ("[percent]", "%", "%"),
    "hour": ("[hour]", *_plural("hour")),
    "job": ("[job]", *_plural("job")),
    "person": ("[person]", *_plural("person")),
    "relation": ("[relation]", *_plural("relation")),
    "fte": ("[fte]", "fte", "fte"),
    "euro": ("[euro]", "euro", "euro"),
    "keur": ("1000 * euro", "duizend euro", "thousand euro"),
    "meur": ("1000000 * euro", "mln euro", "million euro"),
    "kwh": ("[energy]", "kWh", "kWh"),
    "mwh": ("1000 * kwh", "MWh", "MWh"),
    "tj": ("[terajoule]", "TJ", "TJ"),  # of gas the heating value is unknown: no way to kWh
    "nm3": ("[gas_volume]", "Nm³", "Nm³"),
    "m3": ("[gas_volume_unspecified]", "m³", "m³"),
    "mm3": ("1000000 * m3", "mln m³", "million m³"),
    "m2": ("[area]", "m²", "m²"),
    "mm2": ("1000000 * m2", "mln m²", "million m²"),
    "gj": ("[heat]", "GJ", "GJ"),
    "liter": ("[liquid]", "liter", "litre"),
    "kg": ("[mass]", "kg", "kg"),
    "tonne": ("1000 * kg", "ton", "tonne"),
    "kg_dry": ("[dry_mass]", "kg droge stof", "kg of dry matter"),
    "kg_co2e": ("[co2e]", "kg CO₂-eq", "kg CO₂e"),
    "t_co2e": ("1000 * kg_co2e", *_plural("t_co2e")),
    "kt_co2e": ("1000 * t_co2e", *_plural("kt_co2e")),
    "km": ("[distance]", "km", "km"),
    "passenger_km": ("[passenger_distance]", "reizigerskm", "passenger-km"),
    "vehicle_km": ("[vehicle_distance]", "voertuigkm", "vehicle-km"),
    "tonne_km": ("[freight]", "tonkm", "tonne-km"),
    "trip": ("[trip]", *_plural("trip")),
    "flight": ("[flight]", *_plural("flight")),
    "workplace": ("[workplace]", *_plural("workplace")),
    "workplace_day": ("[workplace_day]", *_plural("workplace_day")),
    "location_day": ("[location_day]", *_plural("location_day")),
    "finding": ("[finding]", *_plural("finding")),
    "document": ("[document]", *_plural("document")),
    "requirement": ("[requirement]", *_plural("requirement")),
    "location": ("[location]", *_plural("location")),
    "visit": ("[visit]", *_plural("visit")),
    "room_night": ("[room_night]", *_plural("room_night")),
    "device": ("[device]", *_plural("device")),
    "vehicle": ("[vehicle]", *_plural("vehicle")),
    "pollution_unit": ("[pollution_unit]", *_plural("pollution_unit")),
    "building": ("[building]", *_plural("building")),
    "month": ("[month]", *_plural("month")),
    "year": ("12 * month", *_plural("year")),
    "day": ("[day]", *_plural("day")),
    "decicelsius": ("[temperature]", "0,1 °C", "0.1 °C"),
    "degree_day": ("[degree_day]", *_plural("degree_day")),
    "weighted_degree_day": ("[weighted_degree_day]", *_plural("weighted_degree_day")),
    "score": ("[score]", "score", "score"),
    "employee": ("[employee]", *_plural("employee")),
}


@cache
def _registry() -> Any:
    import pint  # here: `verantwoord --help` must not pay for it

    lines = [f"{code} = {d or '[]'}" for code, (d, _, _) in UNITS.items()]
    return pint.UnitRegistry(
        lines, non_int_type=Fraction, on_redefinition="raise", cache_folder=None
    )


@cache
def unit(text: str) -> Any:
    """Return the pint unit for an expression of our codes, such as `kg_co2e/kwh`.

    Shape:    text -> pint Unit.
    Unit:     only codes of UNITS, combined with `*`, `/` and parentheses.
    Missing:  none.
    Rounding: none.
    Errors:   ExpressionError that names the one probably meant, or else lists the known codes.
    Source:   own list; `percent` apart from `ratio` (EXAMPLES 4).
    """
    words = _WORD.findall(text)
    try:  # pint knows more: `kwhs` is a plural to it, and no text a bare number
        if not words or _UNSAID.search(text) or any(w not in UNITS for w in words):
            raise ValueError(text)
        return _registry().Unit(text)
    except Exception as error:
        near, known = _meant(text), ", ".join(sorted(UNITS))
        raise ExpressionError(
            f"onbekende eenheid '{text}'; "
            + (f"bedoelt u {near}?" if near else f"bekend zijn: {known}"),
            f"unknown unit '{text}'; "
            + (f"do you mean {near}?" if near else f"known are: {known}"),
        ) from error


def _meant(text: str) -> str | None:
    """Return the unit that somebody probably meant, who wrote it as readers see it."""
    called = {word: code for code in UNITS for word in (code, *UNITS[code][1:], *_singular(code))}
    called |= {"procent": "percent", "kg co2": "kg_co2e", "ton co2": "t_co2e", "stuks": "count"}
    parts = []
    for part in re.split(r"\s*(/|\*|\bper\b)\s*", text.strip()):
        near = part if part in ("/", "*") else "/" if part == "per" else nearest(part, called)
        parts.append(called.get(near, near) if near else "")
    found = "".join(parts)
    return found if all(parts) and not _UNSAID.search(found) else None


def _singular(code: str) -> tuple[str, ...]:
    return (UNIT[code].one_nl, UNIT[code].one_en) if code in UNIT else ()


def written(found: Any) -> str:
    """Return a unit as our codes, with a power written out: `fte * fte / month`.

    Pint cannot write a power of a fraction in every Python.
    """
    from pint.util import to_units_container

    powers = sorted((c, int(str(n))) for c, n in to_units_container(found).items() if c != "ratio")
    top = " * ".join(code for code, n in powers for _ in range(n)) or "1"
    return top + "".join(f" / {code}" for code, n in powers for _ in range(-n))


def same(left: Any, right: Any) -> bool:
    """Say whether two units are the same, scale included (`kwh` is not `mwh`)."""
    if left.dimensionality != right.dimensionality:
        return False
    quantity = _registry().Quantity
    one = Fraction(1)
    return bool(
        quantity(one, left).to_root_units().magnitude
        == quantity(one, right).to_root_units().magnitude
    )


def factor(source: str, target: str) -> Decimal:
    """Return by which number a quantity in `source` must be multiplied to be in `target`.

    Shape:    two unit texts -> one Decimal.
    Unit:     target per source.
    Missing:  none.
    Rounding: none: a factor that is not a finite decimal is refused.
    Errors:   ExpressionError if the units measure different things or the factor is not finite.
    Source:   UNITS.
    """
    a, b = unit(source), unit(target)
    if a.dimensionality != b.dimensionality:
        raise ExpressionError(
            f"'{source}' en '{target}' meten niet hetzelfde",
            f"'{source}' and '{target}' do not measure the same",
        )
    ratio = Fraction(_registry().Quantity(Fraction(1), a).to(b).magnitude)
    denominator = ratio.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        raise ExpressionError(
            f"van '{source}' naar '{target}' gaat niet exact in decimalen",
            f"from '{source}' to '{target}' is not exact in decimals",
        )
    return Decimal(ratio.numerator) / Decimal(ratio.denominator)


def dimensionless() -> Any:
    """Return the unit of a plain number."""
    return unit("ratio")


def label(text: str, language: str = "nl", number: int | None = None) -> str:
    """Return a unit as a reader writes it: `kg_co2e/kwh` is `kg CO₂-eq per kWh`.

    Shape:    a unit, and the number before it where it is one -> words: `uur per baan`, `1 baan`.
    """
    first, *per = [p.strip() for p in text.split("/")]
    return " per ".join([_word(first, language, number), *(_word(p, language, 1) for p in per)])


def _word(code: str, language: str, number: int | None) -> str:
    if code in UNIT:
        return UNIT[code].word(number, language)
    return UNITS[code][1 if language == "nl" else 2] if code in UNITS else code
