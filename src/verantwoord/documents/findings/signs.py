"""Signs in a sentence that it sets a target or claims progress, each with a name people can read.

A sign decides nothing by itself: `weigh` adds up what each has been worth in the gold set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from verantwoord.documents.findings.claims import done_word, past_word
from verantwoord.documents.findings.years import YEAR

FEW_WORDS = 4


@cache
def _signs() -> Mapping[str, re.Pattern[str]]:
    path = resources.files("verantwoord.documents").joinpath("data/tekens.tsv")
    lines = (x for x in path.read_text("utf-8").splitlines() if x and not x.startswith("#"))
    pairs = (line.split("\t", 1) for line in lines)
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in pairs}


def signs_of(
    text: str,
    written_in: int | None,
    has_quantity: bool,
    rules: tuple[bool, bool],
) -> frozenset[str]:
    """Return the names of the signs in a sentence.

    `rules` say whether the rules take it for a target, and for a claim.
    """
    found = {name for name, pattern in _signs().items() if pattern.search(text)}
    if done_word(text):
        found.add("deelwoord")
    if past_word(text):
        found.add("verleden tijd")
    if len(text.split()) <= FEW_WORDS:
        found.add("kort")
    if has_quantity:
        found.add("hoeveelheid")
    years = [int(m.group()) for m in YEAR.finditer(text)]
    if years and written_in is not None:
        found.add("jaar vooruit" if max(years) > written_in else "jaar dat was")
    ahead = bool(found & {"jaar vooruit", "tegen een jaar"})
    wished = bool(found & {"moet", "wil", "doelwoord", "stelt zich ten doel", "spant zich in"})
    finished = "deelwoord" in found and bool(found & {"is of heeft", "hulpwerkwoord verleden"})
    if finished:
        found.add("voltooid, vooruit" if ahead or wished or "zal" in found else "voltooid")
    if "verleden tijd" in found or "sterk verleden" in found:
        found.add("verleden, vooruit" if ahead or wished else "verleden, niet vooruit")
    if ahead and not found & {"deelwoord", "verleden tijd", "sterk verleden", "vraag"}:
        found.add("tegenwoordig, vooruit")
    if "hoeveelheid" in found and found & {"jaar dat was", "nu of sinds", "dat is"}:
        found.add("hoeveelheid nu")
    for name, said in zip(("regel: doel", "regel: claim"), rules, strict=True):
        if said:
            found.add(name)
    return frozenset(found)
