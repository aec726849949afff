"""Quantities with unit and year, in Dutch notation; years, dates and references are none."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType

from verantwoord.documents.findings.mark import SentenceMark
from verantwoord.documents.months import MONTHS
from verantwoord.documents.word_lists import read_list

_WORDS = {
    "een kwart": "0.25",
    "een derde": None,
    "de helft": "0.5",
    "driekwart": "0.75",
    "twee": "2",
    "drie": "3",
    "vier": "4",
    "vijf": "5",
    "zes": "6",
    "zeven": "7",
    "acht": "8",
    "negen": "9",
    "tien": "10",
    "elf": "11",
    "twaalf": "12",
    "dertien": "13",
    "veertien": "14",
    "vijftien": "15",
    "twintig": "20",
    "dertig": "30",
    "veertig": "40",
    "vijftig": "50",
    "honderd": "100",
    "duizend": "1000",
}
_SCALE = {"duizend": 3, "miljoen": 6, "mln": 6, "miljard": 9, "mld": 9}
_NUMBER = re.compile(
    r"(?<![\w.,/–-])(?P<cue>(?:ten minste|tenminste|minstens|minimaal|ten hoogste|maximaal|hooguit|"
    r"ruim|circa|ca\.|ongeveer|bijna|meer dan|minder dan|niet meer dan)\s+)?"
    r"(?P<money>€\s?|EUR\s?)?"
    r"(?P<number>[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?)(?![\w/–-]|[.,][0-9])"
    r"(?P<percent>\s?%)?(?:\s(?P<scale>duizend|miljoen|mln|miljard|mld)\b\.?)?"
    r"(?:\s(?P<unit>[A-Za-z€][\w'’₂-]*))?"
)
_SPELLED = re.compile(
    r"\b(?P<word>"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + r")\b\s(?P<unit>[a-z][\w-]+)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\w.,/–-])(?:19|20)[0-9]{2}(?![\w,/–-][0-9]|[0-9])")
_NO_UNIT = read_list("geen_eenheid.txt")
_BEFORE = re.compile(
    r"(?:artikel|art\.|nr\.|nrs\.|nummer|lid|tabel|bijlage|vraag|antwoord|paragraaf|hoofdstuk|figuur|"
    r"spoor|fase|versie|bladzijde|p\.|blz\.|punt|kabinet-Rutte|item|werken|telefoonnummer|postbus)\s\Z",
    re.IGNORECASE,
)


def find_quantities(text: str, taken: list[tuple[int, int]]) -> list[SentenceMark]:
    """Return the quantities of a sentence; `taken` are spans of references, which hold none."""
    years = [(m.start(), m.group()) for m in YEAR.finditer(text)]
    found = [mark for m in _NUMBER.finditer(text) if (mark := _quantity(text, m, years, taken))]
    for match in _SPELLED.finditer(text):
        value = _WORDS[match["word"].lower()]
        if value is None or _overlaps(match.span(), taken) or match["unit"] in _NO_UNIT:
            continue
        found.append(_mark(match.span(), Decimal(value), match["unit"], years, None))
    return sorted(found, key=lambda mark: mark.start)


def _quantity(
    text: str, match: re.Match[str], years: list[tuple[int, str]], taken: list[tuple[int, int]]
) -> SentenceMark | None:
    number, unit = match["number"], match["unit"]
    if _overlaps(match.span("number"), taken) or _BEFORE.search(text[: match.start("number")]):
        return None
    bare = not (match["percent"] or match["money"] or match["scale"])
    if bare and YEAR.fullmatch(number):
        return None
    if bare and unit and unit in MONTHS:
        return None
    if bare and match.start() == 0 and re.match(r"[0-9]+(?:\.[0-9]+)*\s+[A-Z]", text):
        return None  # the number of a heading
    if re.match(r"[.,]?[0-9]", text[match.end("number") :]):
        return None
    value = Decimal(number.replace(".", "").replace(" ", "").replace(",", "."))
    value = value.scaleb(_SCALE.get(match["scale"] or "", 0))
    if match["percent"]:
        shown, end = "%", match.end("percent")
    elif match["money"]:
        shown, end = "EUR", match.end("scale") if match["scale"] else match.end("number")
    elif unit and unit.lower() not in _NO_UNIT:
        shown, end = "%" if unit == "procent" else unit, match.end("unit")
    else:
        shown, end = "", match.end("scale") if match["scale"] else match.end("number")
    start = match.start("cue") if match["cue"] else match.start("number")
    if match["money"] and not match["cue"]:
        start = match.start("money")
    return _mark((start, end), value, shown, years, match["cue"])


def _mark(
    span: tuple[int, int],
    value: Decimal,
    unit: str,
    years: list[tuple[int, str]],
    cue: str | None,
) -> SentenceMark:
    nearest = min(years, key=lambda year: _distance(year[0], span)) if years else None
    values = {"value": format(value.normalize(), "f"), "unit": unit or None}
    values["year"] = nearest[1] if nearest else None
    if cue:
        values["cue"] = cue.strip()
    return SentenceMark("quantity", *span, MappingProxyType(values))


def _distance(year: int, span: tuple[int, int]) -> int:
    """Characters between; a year after the number counts as nearer: "41,2 GWh in 2022"."""
    return year - span[1] if year >= span[1] else 2 * (span[0] - year)


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)
