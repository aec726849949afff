"""Targets: what must be reached, quantity or state, said with a duty, an aim or a year ahead."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from verantwoord.documents.findings.mark import SentenceMark
from verantwoord.documents.findings.years import YEAR

_AIM = re.compile(
    r"\b(?:doel(?:en|stelling(?:en)?)?(?!\s+van\s+(?:deze|dit)\b)|streefcijfers?|streefwaarden?|streven|streeft|"
    r"streefde|nastreeft|ambities?|taakstelling(?:en)?|beoog(?:t|d|de)?|mikt|quotum|"
    r"(?:wettelijke\s|rijksbrede\s)?(?!enorm)[a-z]*norm(?:en)?|voorgenomen|voornemens|verlangt|verlangen|eist|eisen\s+dat|zet\s+zich\s+ervoor\s+in)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:moet|moeten|dient|behoort|behoren|dienen)\b(?!\s+in de eerste plaats)", re.I
)
_WILL = re.compile(r"\b(?:wil|willen|zal|zullen)\b", re.IGNORECASE)
_LEAST_WORDS = 4  # fewer is the head of a column: "Doel", "Norm 2025"
_WANTED = re.compile(r"\bgewenste?\b", re.IGNORECASE)
# "Eind 2025 publiceren alle ministeries": the present with a year to come says what will be.
_BY_THEN = re.compile(r"\b(?:eind|uiterlijk|vanaf|medio|v[oó][oó]r)\s(?:in\s)?(?=20[0-9]{2})", re.I)
_DONE = re.compile(r"\b(?:is|was|werd|waren|werden|heeft|had)\b", re.IGNORECASE)
_TO_BE = re.compile(
    r"\b(?:in|uiterlijk(?:\s+in)?|voor|vóór|per|tot|eind|vanaf|medio)\s+(?=20[0-9]{2})", re.I
)
# What makes an aim word no target: exceeding a norm is a result, "doel" of a meeting is a purpose.
_NO_AIM = re.compile(
    r"\b(?:boven|onder|binnen)\s+de\s+norm\b|\bten doel\b|\bdoeltreffend|\bdoelmatig|"
    r"\b(?:was|waren)\s+de\s+taakstelling\b|\bdoelgroep",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    r"\b(?:onder ogen|worden\s+(?:opgemerkt|bedacht)|blijken|in gang)\b",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:meer|hoger|verhog\w+|vergroten|ten minste|minstens|minimaal|toenem\w+|groei\w*|stijg\w*|"
    r"verbeter\w+)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:niet meer dan|minder|lager|verlag\w+|vermind\w+|ten hoogste|maximaal|hooguit|afnem\w+|"
    r"dal(?:en|ing)|terugbreng\w+|terugdring\w+|reduc\w+|halver\w+)\b",
    re.IGNORECASE,
)
_SUBJECT_ONLY = re.compile(r"\bkabinetsdoel", re.IGNORECASE)


def target_cue(text: str, quantities: list[SentenceMark], written_in: int | None) -> str | None:
    """Return the words by which the rules take a sentence for a target, or None."""
    years = [int(m.group()) for m in YEAR.finditer(text)]
    cue = _cue(text, quantities, years, written_in)
    return None if cue is None else cue.group().strip()


def target_mark(
    text: str,
    quantities: list[SentenceMark],
    written_in: int | None,
    cue: str,
    confidence: Decimal,
) -> SentenceMark:
    """Return a target with what the sentence says of it; `written_in` is its year."""
    amounts = [q.values for q in quantities]
    values: dict[str, Any] = {
        "cue": cue,
        "year": _year(text, written_in),
        "direction": _direction(text),
        "quantities": [f"{q['value']} {q['unit'] or ''}".strip() for q in amounts],
        "confidence": confidence,
    }
    return SentenceMark("target", 0, len(text), MappingProxyType(values))


def _year(text: str, written_in: int | None) -> str | None:
    """Return the last year that lies ahead, else the last year."""
    years = [m.group() for m in YEAR.finditer(text)]
    ahead = [year for year in years if written_in is None or int(year) > written_in]
    found = ahead or years
    return found[-1] if found else None


def _cue(
    text: str, quantities: list[SentenceMark], years: list[int], written_in: int | None
) -> re.Match[str] | None:
    if text.rstrip().endswith("?") or len(text.split()) < _LEAST_WORDS:
        return None  # a question asks for a target, it sets none
    aim = _AIM.search(text)
    if aim and not _NO_AIM.search(text) and not _historic(text, years, written_in):
        return aim
    duty = _DUTY.search(text)
    if duty and not _NO_DUTY.search(text[duty.start() :]):
        return duty
    ahead = [year for year in years if written_in is not None and year > written_in]
    agreed = re.search(r"\bafgesproken\s+(?:dat|om)\b", text)
    if agreed:
        return agreed
    by_then = _BY_THEN.search(text)
    if by_then and ahead and not _DONE.search(text):
        return by_then
    will = _WILL.search(text) or _WANTED.search(text)
    if will and quantities and (ahead or _TO_BE.search(text)):
        return will
    return None


def _historic(text: str, years: list[int], written_in: int | None) -> bool:
    """A target that explains the past: "aanleiding om in 2011 te starten was de taakstelling"."""
    past = years and written_in is not None and max(years) < written_in - 3
    return bool(past and re.search(r"\b(?:was|waren|oplegde|werd)\b", text))


def _direction(text: str) -> str | None:
    if _DOWN.search(text):
        return "omlaag"
    return "omhoog" if _UP.search(text) else None
