"""Claims of progress: something was done, reached, changed, is under way or was not reached."""

from __future__ import annotations

import re
from types import MappingProxyType

from verantwoord.documents.findings.mark import Mark
from verantwoord.documents.word_lists import read_list

# A verb of result as participle; with an auxiliary in the same sentence it claims a result.
_PARTICIPLES = read_list("deelwoorden.txt")
_RESULT = re.compile(
    r"(?<!\bte )\b(?:" + "|".join(sorted(_PARTICIPLES, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:is|zijn|was|waren|werd|werden|heeft|hebben|had|hadden)\b", re.IGNORECASE
)
_UNDER_WAY = re.compile(
    r"\b(?:wordt|worden)\b(?=.*\b(?:gewerkt|uitgevoerd|ontwikkeld|omgezet|voorbereid|bezien|"
    r"aangesloten|ingericht|uitgebreid|verbeterd|opgebouwd|onderzocht|uitgewerkt|vervangen)\b)",
    re.IGNORECASE,
)
# Present or past tense that says by itself how things stand.
_STATE = re.compile(
    r"\b(?:(?:draag|draagt|dragen|droeg|droegen)\b.*\bbij|(?:vindt|vinden)\b.*\bplaats|"
    r"op\s+(?:schema|koers|peil)|volgens\s+planning|(?:niet|deels|volledig|nog\s+niet)\s+ge?haa?l[td]|"
    r"daalden?|steeg|stegen|stijgt|stijgen|daalt|groeide[n]?|moet(?:en)?\s+nog|nam(?:en)?\b.*\b(?:af|toe)|(?:neemt|nemen)\b.*\b(?:af|toe)|"
    r"voldoet|voldoen|voldeed|voldeden|bevat(?:ten)?\s+inmiddels|bestaat\s+nog|boven\s+de\s+norm|"
    r"onder\s+de\s+norm|liep(?:en)?\b.*\b(?:op|terug)|"
    r"(?:we|wij|het kabinet|het ministerie|het rijk)\s+(?:borg\w*|zorg\w*)|borgen|"
    r"geven\s+we|gaan\s+we\s+aan\s+de\s+slag|(?:is|zijn)\s+(?:\w+\s+)?(?:nodig|gereed|klaar|afgerond))\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:dat|dit)\s+is\b.*\b(?:meer|minder|hoger|lager)\s+dan\b", re.IGNORECASE
)
_PLANNED = re.compile(
    r"\b(?:zal|zullen|moet|moeten|dient|wil|willen|kan|kunnen|voor\s+de\s+zomer)\b", re.IGNORECASE
)
_ASKED = re.compile(r"\b(?:verzocht|verzoekt|vroeg|toegezegd|norm\s+is)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:niet|nog niet|geen|vertraagd)\b", re.IGNORECASE)


def find_claim(text: str, is_target: bool) -> Mark | None:
    """Return the claim of progress in a sentence, or None."""
    if text.rstrip().endswith("?"):
        return None
    cue = _cue(text, is_target)
    if cue is None:
        return None
    values = {"cue": cue, "reached": not _NOT_YET.search(text)}
    return Mark("claim", 0, len(text), MappingProxyType(values))


def _cue(text: str, is_target: bool) -> str | None:
    main = _without_subclauses(text)
    result = _RESULT.search(main)
    if result and _AUXILIARY.search(main) and not _only_asked(main):
        return result.group()
    if (way := _UNDER_WAY.search(main)) and not _PLANNED.search(main[: way.start()]):
        return way.group()
    state = _STATE.search(text)
    if state and not (is_target and _is_rule(text)):
        return state.group()
    compared = _COMPARED.search(text)
    return compared.group() if compared else None


def _is_rule(text: str) -> bool:
    return bool(re.search(r"\b(?:norm|moeten?|dient|wil|streeft|doel)\b", text, re.I)) and not (
        re.search(r"\b(?:op koers|nodig|niet ge?haa?l[td])\b", text, re.I)
    )


def _only_asked(text: str) -> bool:
    return bool(_ASKED.search(text)) and len(_RESULT.findall(text)) < 2


def _without_subclauses(text: str) -> str:
    """Drop what stands in brackets, and a clause "dat … zijn/worden" that says what must be."""
    text = re.sub(r"\([^)]*\)|\bvragen\s+gesteld\b", " ", text)
    return re.sub(
        r"\b(?:dat|waarin|zodat)\b[^.;]*?\b(?:zijn|worden|moet|moeten|wordt)\b[^,.;]*", " ", text
    )
