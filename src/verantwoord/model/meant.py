"""What somebody probably meant who wrote a value in another form: what to write instead.

Only said, never read: a guess does not become a figure. Each gives Dutch and English, or None.
"""

from __future__ import annotations

import datetime as dt
import re

Pair = tuple[str, str]  # Dutch and English

_QUOTES = " \t\u00a0'\"‘’“”„"  # around a value, also those that a text editor makes
_YES = frozenset({"yes", "ja", "on", "y", "j", "aan", "waar", "true", "1"})
_NO = frozenset({"no", "nee", "off", "n", "uit", "onwaar", "false", "0"})
_MONTHS = (
    "jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip
_MONTH_OF = {name: i + 1 for i, name in enumerate(_MONTHS)}
_MONTH_OF |= {"mrt": 3, "mar": 3, "may": 5, "oct": 10}
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]+)[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_ID = "kleine letters, cijfers en streepjes", "small letters, digits and hyphens"
# pattern of a field -> what it asks for, in words
FORMS: dict[str, Pair] = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": _ID,
    r"^([a-z0-9]+(-[a-z0-9]+)*)?$": _ID,
    r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$": (
        f"thema, punt, naam; elk met {_ID[0]}",
        f"theme, full stop, name; each with {_ID[1]}",
    ),
    r"^[a-z_][a-z0-9_]*$": (
        "kleine letters, cijfers en _; het begint niet met een cijfer",
        "small letters, digits and _; it does not begin with a digit",
    ),
    r"^https?://": ("een adres dat met https:// begint", "an address that begins with https://"),
    r"^\d+\.\d+\.\d+$": ("drie getallen met punten, zoals 1.0.0", "three numbers, such as 1.0.0"),
}


def a_number(found: object) -> Pair | None:
    """Return how a number is written that is there as text, such as `9,77` or `85%`."""
    if not isinstance(found, str):
        return None
    text = found.strip(_QUOTES).replace("\u00a0", " ")
    text = re.sub(r"(?i)^(€|eur|euro)\s*|\s*(%|procent|percent|€|euro)$", "", text)
    plain = _plain(text)
    if plain is None:
        return None
    if "%" in found or "procent" in found or "percent" in found:
        return (
            f"Schrijf alleen het getal: {plain}, met eenheid percent.",
            f"Write the number only: {plain}, with unit percent.",
        )
    if "," in text:
        return (
            f"Een decimaal getal schrijft u met een punt: {plain}.",
            f"A decimal number is written with a full stop: {plain}.",
        )
    return (
        f"Schrijf alleen het getal, zonder aanhalingstekens, spaties of eenheid: {plain}.",
        f"Write the number only, without quotes, spaces or unit: {plain}.",
    )


def _plain(text: str) -> str | None:
    """Return a number as YAML has it; None for what can be read in more ways than one."""
    text = re.sub(r"(?<=\d)[ '](?=\d{3}(\D|$))", "", text)  # thousands
    if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+(,\d+)?", text) and "," in text:
        text = text.replace(".", "")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3}){2,}(\.\d+)?", text):
        text = text.replace(",", "")
    text = text.replace(",", ".", 1).lstrip("+")
    text = re.sub(r"^(-?)\.", r"\g<1>0.", text).rstrip(".")
    found = re.fullmatch(r"(-?)0*(\d+(\.\d+)?)", text)
    return f"{found[1]}{found[2]}" if found else None


def a_day(found: object) -> Pair | None:
    """Return how a day is written: `01-02-2024` is the first of February."""
    text = str(found).strip(_QUOTES).lower()
    if re.fullmatch(r"\d{4}", text):
        return _as_day(int(text), 1, 1)
    if day := _DAY_FIRST.fullmatch(text):
        month = int(day[2]) if day[2].isdigit() else _MONTH_OF.get(day[2][:3], 0)
        return _as_day(int(day[3]), month, int(day[1]))
    if day := _YEAR_FIRST.fullmatch(text):
        return _as_day(int(day[1]), int(day[2]), int(day[3]))
    return None


def _as_day(year: int, month: int, day: int) -> Pair | None:
    try:
        written = dt.date(year, month, day).isoformat()
    except ValueError:
        return None
    return (
        f"Een datum is jaar-maand-dag: {written}.",
        f"A date is year-month-day: {written}.",
    )


def a_truth_value(found: object) -> Pair | None:
    """Return how yes or no is written."""
    word = str(found).lower()
    written = "true" if word in _YES else "false" if word in _NO else None
    return (f"Schrijf {written}.", f"Write {written}.") if written else None


def a_text(found: object) -> Pair | None:
    """Return how something is written that is a text and was read as something else."""
    if isinstance(found, (dict, list)):
        return None
    written = str(found).lower() if isinstance(found, bool) else str(found)
    return f"Zet het tussen aanhalingstekens: '{written}'.", f"Put it in quotes: '{written}'."


def a_list(found: object) -> Pair | None:
    """Return how a list is written of which only what stands in it is there."""
    if not isinstance(found, str) or not re.fullmatch(r"[a-z0-9.,; _-]+", found):
        return None  # a list of blocks has another form
    written = "[" + ", ".join(part.strip() for part in re.split("[,;]", found)) + "]"
    return f"Schrijf een lijst: {written}.", f"Write a list: {written}."


def of_form(found: str, pattern: str) -> Pair:
    """Return which form is asked for, with an example made of what stands there."""
    nl, en = FORMS.get(pattern, (f"deze vorm: {pattern}", f"this form: {pattern}"))
    better = _like(found, pattern)
    more = (f". Bijvoorbeeld {better}", f". For example {better}") if better else ("", "")
    return f"Schrijf {nl}{more[0]}.", f"Write {en}{more[1]}."


def _like(found: str, pattern: str) -> str | None:
    sign = "_" if pattern.startswith("^[a-z_]") else "-"
    kept = "." if r"\." in pattern else ""
    made = re.sub(rf"[^a-z0-9{kept}]+", sign, found.lower().strip()).strip("-_.")
    return made if pattern in FORMS and re.fullmatch(pattern, made) else None


def a_period(found: object) -> Pair | None:
    """Return how a month or quarter is written: `01-2024` is 2024-01."""
    text = str(found).strip(_QUOTES)
    month = re.fullmatch(r"(\d{1,2})[-/ ](\d{4})", text) or re.fullmatch(
        r"(?P<y>\d{4})[-/ ]?(?P<m>\d{1,2})", text
    )
    quarter = re.fullmatch(r"(?i)[qk](\d)[- ]?(\d{4})|(\d{4})[- ]?[qk](\d)", text)
    if quarter:
        number, year = quarter[1] or quarter[4], quarter[2] or quarter[3]
        written = f"{year}-Q{number}" if number in "1234" else text
    elif month:
        groups = month.groupdict()
        year, number = (groups["y"], groups["m"]) if groups else (month[2], month[1])
        written = f"{year}-{int(number):02d}" if 1 <= int(number) <= 12 else text
    elif re.fullmatch(r"\d{4}", text):
        written = text
    else:
        return None
    return (f"Schrijf {written}.", f"Write {written}.") if written != str(found) else None
