"""Quantities with unit and year, in Dutch notation; years, dates and references are none."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from verantwoord.documents.findings.mark import SentenceMark
from verantwoord.documents.findings.years import YEAR, Years
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
_NO_UNIT = read_list("geen_eenheid.txt")
_UNITS = read_list("eenheden.txt")
_PARTICIPLES = read_list("deelwoorden.txt")
# "artikel 3", "vragen 4, 5 en 6", "tabel 2.1": a number that is a name, and those that follow it
_NAMED = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(sorted(read_list("nummerwoorden.txt"), key=len, reverse=True))
    + r")\.?\s?[0-9]+[\w.]*(?:(?:\s?[,–-]\s?|\s(?:en|of|t/m|tot\sen\smet)\s)[0-9]+(?![\w]))*",
    re.IGNORECASE,
)
# No quantities: a number of a point or heading, a day, a time of day, a postal code, a page.
_OTHER = re.compile(
    r"\A[(]?[0-9]+(?:\.[0-9]+)*[.)]?(?=\s+[^\W\da-z])"
    r"|\A[0-9]+(?:\.[0-9]+)+\.?(?=\s)|\A[(]?[0-9]+[.)](?=\s)"
    r"|§+\s?[0-9.]+"
    rf"|[0-9]{{1,2}}(?:\s(?:en|of|tot|tot\sen\smet|t/m|-)\s[0-9]{{1,2}})*\.?\s(?:{'|'.join(MONTHS)})\b"
    r"|\b(?:om|tot|vanaf|van)\s[0-9]{1,2}(?:[.:][0-9]{2})?\suur\b|[0-9]{1,2}[.:][0-9]{2}\s(?:uur|-|–|tot)"
    r"|\b0[0-9]{1,3}[ -]?[0-9][0-9 ]{5,}|[1-9][0-9]{3}\s[A-Z]{2}\b"
    r"|(?<!\.)\.{3,}+\s*+[0-9]+|\s\.(?:\s\.)++\s*+[0-9]+"
)
# What makes a number without a unit a quantity: words that count, or a change from one to another.
_COUNTS = re.compile(
    r"\b(?:aantal(?:len)?|totaal|totale|gemiddelde?|som|index|score|scoort|scoorde|bedraagt|bedragen|"
    r"bedroeg(?:en)?|telt|telden?|steeg|stegen|daalden?|groeiden?|gestegen|gedaald|gegroeid|kwam(?:en)?|"
    r"komt|toegenomen|afgenomen|omvang|cijfer|waarvan)\b",
    re.IGNORECASE,
)
# "van 14 naar 19 weken", "tegenover 310", "een 7,4"
_BROUGHT = re.compile(
    r"\b(?:naar|tegen(?:over)?|in plaats van|met een|een rapportcijfer)\s\Z", re.I
)
# "96 van de 140 applicaties", "vier van de zes": of how many
_OF_AFTER = re.compile(
    r"\s(?:naar|in\splaats\svan)\s[0-9]|\s(?:van|op)\s(?:de|alle|onze|deze)\s(?:[0-9]|\w+(?:en|s)\b|twee\b|drie\b|vier\b|vijf\b|zes\b)"
)
_DEFINITE = re.compile(r"\b(?:de|deze|die|alle|beide|onze|hun)\s(?:[a-z]+e\s)?\Z", re.I)
# "dertien nieuwe masterplannen": what is counted stands behind the adjective
_NEXT = re.compile(r"\s(?P<unit>[A-Za-z][\w'’-]*[nsr])\b")
_A_NAME = re.compile(r"(?<=\s)[A-Z][\w’'-]*\s\Z")


def find_quantities(text: str, taken: list[tuple[int, int]]) -> list[SentenceMark]:
    """Return the quantities of a sentence; `taken` are spans of references, which hold none.

    Shape:    a sentence and spans -> marks in order, each with value, unit, year, and the base year
              (`base`) and the words before it (`cue`) where there are any.
    Unit:     as it stands; `procent` is `%`, an amount of money is `EUR`.
    Missing:  a number of which nothing says what it counts is no quantity; a year that the sentence
              does not give is None, and never that of the base.
    Rounding: none.
    """
    no = [*taken, *(m.span() for p in (_NAMED, _OTHER) for m in p.finditer(text))]
    found = [one for m in _NUMBER.finditer(text) if (one := _quantity(text, m, no))]
    found += [one for m in _SPELLED.finditer(text) if (one := _spelled(text, m, no))]
    found.sort(key=lambda one: one[0])
    _share_units(text, found)
    years = Years(text, [span for span, _ in found])
    return [_mark(span, values, years) for span, values in found]


def _share_units(text: str, found: list[_Found]) -> None:
    """Give "van 14 naar 19 weken" its unit at both numbers."""
    for (span, values), (following, its) in pairwise(found):
        between = text[span[1] : following[0]].strip()
        if values["unit"] is None and between in ("naar", "tot", "à", "in plaats van"):
            values["unit"] = its["unit"]


_Found = tuple[tuple[int, int], dict[str, str | None]]


def _spelled(text: str, match: re.Match[str], no: list[tuple[int, int]]) -> _Found | None:
    word, unit = match["word"].lower(), match["unit"]
    value = _WORDS[word]
    if value is None or _overlaps(match.span(), no) or unit in MONTHS:
        return None
    part = word in ("een kwart", "de helft", "driekwart")
    if not part and _DEFINITE.search(text[: match.start()]):
        return None
    if part or unit in _NO_UNIT:
        of = part or _OF_AFTER.match(text, match.end("word"))
        if not of:
            return None
        return match.span("word"), {"value": _plain(Decimal(value)), "unit": None}
    end, unit = _behind_adjective(text, match.end(), unit)
    return (match.start(), end), {"value": _plain(Decimal(value)), "unit": unit}


def _behind_adjective(text: str, end: int, unit: str) -> tuple[int, str]:
    following = _NEXT.match(text, end) if unit.endswith("e") and unit not in _UNITS else None
    return (end, unit) if following is None else (following.end(), following["unit"])


def _quantity(text: str, match: re.Match[str], no: list[tuple[int, int]]) -> _Found | None:
    number, unit, cue = match["number"], match["unit"], match["cue"]
    measured = bool(match["percent"] or match["money"] or match["scale"])
    if _overlaps(match.span("number"), no):
        return None
    if not measured and YEAR.fullmatch(number) and unit not in _UNITS:
        return None
    if re.match(r"[.,]?[0-9]", text[match.end("number") :]):
        return None
    known = unit is not None and unit in _UNITS
    if not known and (unit is None or not _counted(unit)):
        unit = None
    if not measured and not known:
        if unit is None and not _supported(text, match):
            return None
        if unit is not None and _A_NAME.search(text[: match.start("number")]):
            return None  # "Office 365 licenties"
    value = Decimal(number.replace(".", "").replace(" ", "").replace(",", "."))
    value = value.scaleb(_SCALE.get(match["scale"] or "", 0))
    if match["percent"]:
        shown, end = "%", match.end("percent")
    elif match["money"]:
        shown, end = "EUR", match.end("scale") if match["scale"] else match.end("number")
    elif unit:
        end, unit = _behind_adjective(text, match.end("unit"), unit)
        shown = "%" if unit == "procent" else unit
    else:
        shown, end = "", match.end("scale") if match["scale"] else match.end("number")
    start = match.start("cue") if cue else match.start("number")
    if match["money"] and not cue:
        start = match.start("money")
    values = {"value": _plain(value), "unit": shown or None}
    return (start, end), values | ({"cue": cue.strip()} if cue else {})


def _counted(word: str) -> bool:
    """Say whether a word behind a number can be what is counted: no name, verb or small word."""
    return word[0].islower() and word not in _NO_UNIT and word not in _PARTICIPLES


def _supported(text: str, match: re.Match[str]) -> bool:
    """Say whether a number without a unit is one that counts something."""
    if match["cue"]:
        return True
    before, after = text[: match.start("number")], match.end("number")
    if _A_NAME.search(before):
        return False
    given = _COUNTS.search(before) or _BROUGHT.search(before)
    return given is not None or _OF_AFTER.match(text, after) is not None


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _mark(span: tuple[int, int], given: dict[str, str | None], years: Years) -> SentenceMark:
    year, base = years.of(span)
    values = {"value": given["value"], "unit": given["unit"], "year": year}
    values |= {"base": base} if base else {}
    values |= {"cue": given["cue"]} if "cue" in given else {}
    return SentenceMark("quantity", *span, MappingProxyType(values))


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)
