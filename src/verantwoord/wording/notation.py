"""Numbers, days and periods as a reader writes them: `1.234,5`, `5 februari 2026`.

Signs, grouping and names of months are those of Unicode CLDR, by Babel. Pages of a release are in
Dutch whoever makes them, so the language is an argument here and never that of the run. The only
place that rounds (DESIGN 4). Machines get `quantities.plain` instead.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, localcontext
from functools import cache, lru_cache

from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from verantwoord.formula import units
from verantwoord.formula.quantities import CONTEXT, plain, rounded
from verantwoord.model.period import Grain, Period

NBSP = "\u00a0"
MINUS = "\u2212"
_ORDINAL = {
    "nl": ("eerste", "tweede", "derde", "vierde"),
    "en": ("first", "second", "third", "fourth"),
}
_LOCALE = {"nl": "nl_NL", "en": "en_GB"}


def exact(value: Decimal, language: str = "nl") -> str:
    """Return all digits of a number, without rounding."""
    return _written(plain(value), language)


def number(value: Decimal, decimals: int, mode: str = "half-up", language: str = "nl") -> str:
    """Return a number rounded for publication."""
    return _written(format(rounded(value, decimals, mode), "f"), language)


def short(value: Decimal, language: str = "nl") -> str:
    """Return a number with at most two decimals; for sums beside a ratio, never for a figure."""
    cut = rounded(value, 2)
    return _written(plain(cut if cut != value else value), language)


def with_unit(text: str, unit: str, language: str = "nl") -> str:
    """Return a number with its unit: `72,9%`, `€ 1.234`, `1 baan`, `12 banen`; a count has none."""
    if unit == "percent":
        return f"{text}%"
    if unit == "euro":
        return f"€{NBSP}{text}"
    if unit == "meur":
        return f"€{NBSP}{text}{NBSP}{'million' if language == 'en' else 'miljoen'}"
    if unit in ("ratio", "score", "count", ""):
        return text
    return f"{text}{NBSP}{units.label(unit, language, 1 if text.lstrip(MINUS) == '1' else None)}"


def split_unit(text: str, unit: str, language: str = "nl") -> tuple[str, str]:
    """Return a number and the words after it apart, for where they are set in two sizes."""
    whole = with_unit(text, unit, language)
    amount, gap, words = whole.rpartition(NBSP)
    if not gap or unit in ("euro", "meur"):
        return whole, ""
    return amount, words


def axis_unit(unit: str, language: str = "nl") -> str:
    """Return a unit as the name of an axis or column."""
    words = {
        "percent": ("procent", "percent"),
        "euro": ("euro", "euro"),
        "meur": ("miljoen euro", "million euro"),
        "ratio": ("verhouding", "ratio"),
    }.get(unit)
    return words[1 if language == "en" else 0] if words else units.label(unit, language)


def difference(
    value: Decimal, unit: str, decimals: int, mode: str = "half-up", language: str = "nl"
) -> str:
    """Return the size of a change: percentages differ by percentage points, never by percent."""
    text = number(abs(value), decimals, mode, language)
    if unit != "percent":
        return with_unit(text, unit, language)
    points = f"percentage point{'' if text == '1' else 's'}"
    return f"{text}{NBSP}{points if language == 'en' else 'procentpunt'}"


def day(value: dt.date, language: str = "nl") -> str:
    """Return a day: `5 februari 2026`."""
    return _date(value, f"d{NBSP}MMMM{NBSP}y", language)


def period(value: Period, language: str = "nl") -> str:
    """Return a period in words."""
    year, month = value.start.year, value.start.month
    ordinal = _ORDINAL[language]
    if value.grain is Grain.YEAR:
        return f"{year}"
    if value.grain is Grain.MONTH:
        return _date(value.start, f"MMMM{NBSP}y", language)
    if value.grain is Grain.DAY:
        return day(value.start, language)
    part = {
        Grain.QUARTER: (ordinal[month // 3], "kwartaal", "quarter of"),
        Grain.HALF: (ordinal[month // 7], "helft", "half of"),
        Grain.THIRD: (ordinal[month // 4], "vier maanden", "four months of"),
    }.get(value.grain)
    if part is not None:
        return f"{part[0]} {part[2 if language == 'en' else 1]} {year}"
    until = "up to and including" if language == "en" else "tot en met"
    return f"{_edge(value.start, value, language)} {until} {_edge(value.last_day, value, language)}"


def month(value: Period, language: str = "nl") -> str:
    """Return the last month of a period without its year: `november`."""
    return _date(value.last_day, "MMMM", language)


_ARTICLE = {Grain.QUARTER: "het", Grain.HALF: "de", Grain.THIRD: "de"}


def named(value: Period, language: str = "nl") -> str:
    """Return a period inside a sentence: `het derde kwartaal van 2024`, and `2024` as it is."""
    words, article = period(value, language), _ARTICLE.get(value.grain)
    if article is None:
        return words
    if language == "en":
        return f"the {words}"
    part, _, year = words.rpartition(" ")
    return f"{article} {part} van {year}"


def when(value: Period, language: str = "nl", over: str = "") -> str:
    """Return a period with the preposition before it: `over 2024`, `op 2 mei 2024`.

    Shape:    `over` is another word than *over*, for what is no result: `voor 2024`.
    """
    on_a_day = value.grain is Grain.DAY
    if language == "en":
        return f"{'on' if on_a_day else 'for'} {named(value, language)}"
    return f"{'op' if on_a_day else over or 'over'} {named(value)}"


def capital(words: str) -> str:
    """Return words as the begin of a sentence."""
    return words[:1].upper() + words[1:]


def _edge(value: dt.date, whole: Period, language: str) -> str:
    first, after = whole.start, whole.end
    whole_months = first.day == 1 and after.day == 1
    if whole_months and first.month == 1 and after.month == 1:
        return f"{value.year}"
    return _date(value, "MMMM y", language) if whole_months else day(value, language)


def moment(text: str, language: str = "nl") -> str:
    """Return a day, month or year in words; what is none of these stays as it is."""
    try:
        return period(Period.parse(text), language)
    except ValueError:
        return text


def period_short(value: Period, language: str = "nl") -> str:
    """Return a period for an axis or a column head: `2022`, `mrt 2022`, `kw 3 2022`."""
    year, month = value.start.year, value.start.month
    if value.grain is Grain.MONTH:
        return f"{_date(value.start, 'LLL', language).rstrip('.')} {year}"
    if value.grain is Grain.QUARTER:
        return f"{'Q' if language == 'en' else 'kw '}{month // 3 + 1} {year}"
    if value.grain is Grain.DAY:
        return f"{value.start.day}-{month}-{year}"
    return str(value)


@lru_cache(maxsize=1 << 16)
def _date(value: dt.date, form: str, language: str) -> str:
    """Return a day in a form of CLDR; kept, because a site writes the same days many times."""
    shown: str = format_date(value, form, locale=_LOCALE[language])
    return shown


@lru_cache(maxsize=1 << 16)
def _written(text: str, language: str) -> str:
    """Return a plain number with the signs of a language; as many decimals as it has."""
    decimals = len(text.partition(".")[2])
    with localcontext(CONTEXT) as context:  # Babel computes in the context that it finds
        context.prec = max(context.prec, len(text))
        shown: str = _pattern(decimals).apply(Decimal(text) or Decimal(0), _LOCALE[language])
    return shown.replace("-", MINUS)


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))
