"""Growth without two values: a change is claimed, but one cannot see from what to what."""

from __future__ import annotations

import re
from types import MappingProxyType

from verantwoord.documents.findings.mark import SentenceMark

_CHANGE = re.compile(
    r"\b(?:gegroeid|gestegen|toegenomen|gedaald|afgenomen|verdubbeld|gehalveerd|verhoogd|verlaagd|"
    r"verminderd|opgelopen|teruggelopen|teruggebracht|geslonken|daalden?|steeg|stegen|groeiden?|"
    r"nam(?:en)?(?=\b.*\b(?:toe|af)\b)|groei|stijging|daling|toename|afname)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\b(?:moet|moeten|wil|willen|zal|zullen|streeft|streven|doel)\b", re.IGNORECASE)


def find_growth(text: str, quantities: list[SentenceMark]) -> SentenceMark | None:
    """Return the change that is claimed without a value before and a value after, or None."""
    change = _CHANGE.search(text)
    if change is None or _PLAN.search(text):
        return None
    by_unit: dict[str, int] = {}
    for quantity in quantities:
        unit = quantity.values["unit"] or ""
        by_unit[unit] = by_unit.get(unit, 0) + 1
    bare = by_unit.pop("", 0)
    if max(by_unit.values(), default=0) + bare >= 2:
        return None
    given = [q.values["value"] for q in quantities]
    missing = "both" if not given else "one"
    values = {"cue": change.group(), "given": given, "missing": missing}
    return SentenceMark("growth", change.start(), change.end(), MappingProxyType(values))
