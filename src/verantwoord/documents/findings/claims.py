"""Claims of progress: something was done, reached, changed, is under way or was not reached."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType

from verantwoord.documents.findings.mark import SentenceMark
from verantwoord.documents.word_lists import read_list

# A verb of result as participle; with an auxiliary in the same sentence it claims a result.
_PARTICIPLES = read_list("deelwoorden.txt")
_RESULT = re.compile(
    r"(?<!\bte )\b(?:" + "|".join(sorted(_PARTICIPLES, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
# Any other participle counts only where one stands in Dutch: at the end of its clause.
_APART = (
    "aan|af|bij|binnen|door|gelijk|goed|in|klaar|mee|na|om|onder|op|open|over|samen|terug|tegen|toe|"
    "uit|vast|vol|voor|vrij|weg"
)
_PARTICIPLE = re.compile(
    rf"\b(?:(?:{_APART})?ge[a-zëï]{{2,}}[dt]|(?:{_APART})ge[a-zëï]{{2,}}en|"
    r"(?:ver|be|ont|her)[a-zëï]{3,}[dt])\b"
    r"(?=\s*(?:[.,;:()]|\Z)|\s(?:en|om|dat|aan|naar|van|met|voor|door|in|bij|over|tot|op)\b)"
)
_NO_PARTICIPLE = read_list("geen_deelwoord.txt")
_AUXILIARY = re.compile(
    r"\b(?:is|zijn|was|waren|werd|werden|heeft|hebben|had|hadden)\b", re.IGNORECASE
)
_UNDER_WAY = re.compile(
    r"\b(?:wordt|worden)\b(?=.*\b(?:sinds|gewerkt|uitgevoerd|ontwikkeld|omgezet|voorbereid|bezien|"
    r"aangesloten|ingericht|uitgebreid|verbeterd|opgebouwd|onderzocht|uitgewerkt|vervangen)\b)",
    re.IGNORECASE,
)
# Present or past tense that says by itself how things stand.
_BEFORE_NOUN = read_list("lidwoorden.txt") | {"te"}
_PAST = re.compile(
    r"\b(?:[a-zëï]{2,}eerden?|beantwoordden?|kwam(?:en)?|kreeg|kregen|startten?|begon(?:nen)?|openden?|gebeurden?|lukten?|haalden?|"
    r"bereikten?|verbeterden?|verhoogden?|verlaagden?|verminderden?|investeerden?|voerden?\b.*\bin|"
    r"leverden?\b.*\bop|rondden?\b.*\baf|stelden?\b.*\bvast|werkten?\saan|vorderden?)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:(?:draag|draagt|dragen|droeg|droegen)\b.*\bbij|(?:vindt|vinden)\b.*\bplaats|"
    r"op\s+(?:schema|koers|peil)|volgens\s+planning|(?:niet|deels|volledig|nog\s+niet)\s+ge?haa?l[td]|"
    r"daalden?|steeg|stegen|stijgt|stijgen|daalt|groeide[n]?|moet(?:en)?\s+nog|nam(?:en)?\b.*\b(?:af|toe)|(?:neemt|nemen)\b.*\b(?:af|toe)|"
    r"voldoet|voldoen|voldeed|voldeden|bevat(?:ten)?\s+inmiddels|bestaat\s+nog|boven\s+de\s+norm|"
    r"onder\s+de\s+norm|(?:liep|loopt|lo?pen|liepen)\b.*\b(?:op|terug|af)|"
    r"ontbre(?:ekt|ken)|sta(?:at|an)\s+online|vorder(?:t|en)|(?:was|waren)\b.*\bklaar|"
    r"(?:we|wij|het kabinet|het ministerie|het rijk)\s+(?:borg\w*|zorg\w*)|borgen|"
    r"(?:werd|werden|is|zijn)\s(?:\w+\s)?(?:korter|langer|groter|kleiner|beter|slechter|hoger|lager|sneller)|"
    r"(?:is|zijn)\s+nog\s+niet|geven\s+we|gaan\s+we\s+aan\s+de\s+slag|(?:is|zijn)\s+(?:\w+\s+)?(?:nodig|gereed|klaar|afgerond))\b",
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


def claim_cue(text: str, is_target: bool) -> str | None:
    """Return the words by which the rules take a sentence for a claim of progress, or None."""
    if text.rstrip().endswith("?") or re.search(r"\bafgesproken\s+(?:dat|om)\b", text):
        return None  # a question, or an agreement about what is to come
    return _cue(text, is_target)


def claim_mark(text: str, cue: str, confidence: Decimal) -> SentenceMark:
    """Return a claim with what the sentence says of it."""
    values = {"cue": cue, "reached": not _NOT_YET.search(text), "confidence": confidence}
    return SentenceMark("claim", 0, len(text), MappingProxyType(values))


def _cue(text: str, is_target: bool) -> str | None:
    main = _without_subclauses(text)
    result = _result(main)
    if result and _AUXILIARY.search(main) and not _only_asked(main):
        return result
    if (way := _UNDER_WAY.search(main)) and not _PLANNED.search(main[: way.start()]):
        return way.group()
    state = _STATE.search(text) or _PAST.search(main)
    if state and not (is_target and _is_rule(text)):
        return state.group()
    compared = _COMPARED.search(text)
    return compared.group() if compared else None


def done_word(text: str) -> str | None:
    """Return the participle of the main clause that says what was done."""
    return _result(_without_subclauses(text))


def past_word(text: str) -> str | None:
    """Return the verb in the past tense that says what happened, or how things stand."""
    found = _PAST.search(_without_subclauses(text)) or _STATE.search(text)
    return found.group() if found else None


def _result(text: str) -> str | None:
    """Return the first participle that says what was done."""
    listed = _RESULT.search(text)
    if listed:
        return listed.group()
    for match in _PARTICIPLE.finditer(text):
        before = text[: match.start()].split()[-1:]
        noun = before and before[0].lower() in _BEFORE_NOUN
        if match.group() not in _NO_PARTICIPLE and not noun:
            return match.group()
    return None


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
        r"\b(?:dat|waarin|zodat)\b[^.;]{0,300}?\b(?:zijn|worden|moet|moeten|wordt)\b[^,.;]*",
        " ",
        text,
    )
