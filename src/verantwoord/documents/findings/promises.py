"""Motions and commitments that a sentence speaks of, and when a commitment is to be kept."""

from __future__ import annotations

import re
from types import MappingProxyType

from verantwoord.documents.findings.mark import SentenceMark

_CAPITAL = r"[A-ZÀ-Ý][\w'’-]+"
_NAME = (
    rf"(?:(?:[Vv]an\s)?(?:[Dd]er?n?\s)?{_CAPITAL}"
    rf"(?:\s(?:[Vv]an\s|de\s|der\s|den\s)*{_CAPITAL})*)"
)
_MOTION = re.compile(
    rf"\b(?:[Mm]otie-{_NAME}(?:/{_NAME})*(?:\sc\.s\.)?|"
    rf"[Mm]oties?\svan\s(?:het\s(?:Kamer)?lid|de\s(?:Kamer)?leden)?\s?{_NAME}(?:(?:,\s|\sen\s){_NAME})*(?:\sc\.s\.)?|"
    r"(?:[Aa]angenomen\s|[Vv]erworpen\s)?[Mm]oties?\b)"
)
_PROMISE = re.compile(
    r"\b(?:toezegging(?:en)?|toegezegd|zeg(?:t|gen)?\b(?:\s\w+){0,2}\stoe)\b|"
    r"\bTZ[0-9]{6}-[0-9]+\b|\bT0[0-9]{4}\b|"
    r"\b(?:zal|zullen|wordt|worden)\b[^.;]{0,200}?\bKamer\b[^.;]{0,200}?\b(?:ge[iï]nformeerd|informeren|sturen|gestuurd)\b|"
    r"\bKamer\b\s(?:wordt|worden|zal)\b[^.;]{0,200}?\b(?:ge[iï]nformeerd|informeren|gestuurd)\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\b(?:(?:voor|vóór|na|in|uiterlijk|eind|begin|medio|per)\s(?:het\s|de\s|in\s)?"
    r"(?:[0-9]{1,2}\s\w+\s20[0-9]{2}|(?:najaar|voorjaar|zomer(?:reces)?|kerstreces|herfst|winter|"
    r"eerste\skwartaal|tweede\skwartaal|derde\skwartaal|vierde\skwartaal)(?:\svan)?(?:\s20[0-9]{2})?|"
    r"20[0-9]{2}))\b",
    re.IGNORECASE,
)
_BY = re.compile(r"van\s(?:het\s(?:Kamer)?lid\s|de\s(?:Kamer)?leden\s)?(.+)\Z|otie-(.+)\Z")


def find_promises(text: str) -> list[SentenceMark]:
    """Return motions (with by whom) and commitments (with the term) in a sentence."""
    marks = []
    for match in _MOTION.finditer(text):
        by = _BY.search(match.group())
        values = {"by": (by[1] or by[2]) if by else None}
        marks.append(SentenceMark("motion", *match.span(), MappingProxyType(values)))
    promise = _PROMISE.search(text)
    if promise is not None:
        term = _TERM.search(text)
        number = re.search(r"TZ[0-9]{6}-[0-9]+|T0[0-9]{4}", text)
        found = {"term": term.group() if term else None, "id": number.group() if number else None}
        marks.append(SentenceMark("commitment", *promise.span(), MappingProxyType(found)))
    return marks
