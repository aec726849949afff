"""How the coverage of a document is written in a pack, reviewed and versioned as content is.

Form (packs/<pack>/documents/<id>.dekking.yaml):

    document: kst-36360-VII-1_p24.txt     beside the coverage file
    sha256: …                             of the document
    year: 2022                            that it accounts for
    kst: kst-36360-VII-1                  of which paper it is a page: its own word is no evidence
    begins: {nl: …, en: …}                where it begins in mid-sentence
    claims:                               one for each claim: a sentence may have several
      - sentence: 4
        quote: Monitoring van de effecten hiervan is opgestart
        covered-by: [indicator:…, goal:…]   or:   gap: waarom niets dit dekt
        evidence: [{title: …, url: …}]      another source, where nothing in the pack names it
        see: [commitment:…]                 what a reader looks for here, and does not cover it
        reason: …
        proposed-by: program | editor     by the rules of `propose`, or by who wrote the file
        confirmed-by: null | who
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from verantwoord.documents.coverage import KINDS, CoverageEntry, DocumentCoverage
from verantwoord.documents.errors import CoverageError
from verantwoord.model.strict_yaml import load
from verantwoord.model.text import Source, Text

_TOP = {"document", "title", "url", "sha256", "year", "kst", "begins", "claims"}
_ENTRY = {
    "sentence", "quote", "covered-by", "evidence", "gap", "see", "reason", "proposed-by",
    "confirmed-by",
}  # fmt: skip


def load_coverage(path: Path) -> DocumentCoverage:
    """Read a coverage file strictly; CoverageError with file and line when its form is wrong."""
    loaded = load(path, path.name)
    value = loaded.value
    if not isinstance(value, dict):
        raise CoverageError(
            f"{path.name}:1: is geen dekkingsbestand. Noem document, sha256, claims.",
            f"{path.name}:1: is no coverage file. Name document, sha256, claims.",
        )
    _keys(value, _TOP, {"document", "sha256", "claims"}, path.name, 1)
    if not isinstance(value["claims"], list):
        raise CoverageError(
            f"{loaded.place('claims')}: claims is geen lijst. Schrijf '- sentence: …'.",
            f"{loaded.place('claims')}: claims is no list. Write '- sentence: …'.",
        )
    entries = tuple(
        _entry(item, path.name, loaded.place("claims", i).line)
        for i, item in enumerate(value["claims"])
    )
    return DocumentCoverage(
        str(value["document"]),
        str(value["sha256"]),
        entries,
        path.name,
        value.get("title"),
        value.get("url"),
        value.get("year"),
        value.get("kst"),
        _text(value.get("begins")),
    )


def _text(value: Any) -> Text | None:
    return None if value is None else Text(**(value if isinstance(value, dict) else {"nl": value}))


def _keys(value: dict[str, Any], known: set[str], needed: set[str], file: str, line: int) -> None:
    for key in sorted(set(value) - known):
        choice = ", ".join(sorted(known))
        raise CoverageError(
            f"{file}:{line}: onbekende sleutel '{key}'. Kies uit {choice}.",
            f"{file}:{line}: unknown key '{key}'. Choose from {choice}.",
        )
    for key in sorted(needed - set(value)):
        raise CoverageError(
            f"{file}:{line}: '{key}' ontbreekt. Voeg die toe.",
            f"{file}:{line}: '{key}' is missing. Add it.",
        )


def _entry(item: Any, file: str, line: int) -> CoverageEntry:
    if not isinstance(item, dict):
        raise CoverageError(
            f"{file}:{line}: is geen blok. Schrijf 'sentence: …'.",
            f"{file}:{line}: is no block. Write 'sentence: …'.",
        )
    _keys(item, _ENTRY, {"sentence", "quote", "proposed-by", "confirmed-by"}, file, line)
    covered, gap = item.get("covered-by") or [], item.get("gap")
    if not isinstance(covered, list) or not all(isinstance(one, str) for one in covered):
        raise CoverageError(
            f"{file}:{line}: covered-by is geen lijst van ids.",
            f"{file}:{line}: covered-by is no list of ids.",
        )
    evidence, see = item.get("evidence") or [], item.get("see") or []
    if bool(covered or evidence) == bool(gap):
        raise CoverageError(
            f"{file}:{line}: noem of covered-by (of evidence) of gap, en niet beide. "
            "Een bewering is gedekt, of er staat waarom niet.",
            f"{file}:{line}: name covered-by (or evidence) or gap, and not both. "
            "A claim is covered, or it says why not.",
        )
    for one in (*covered, *see):
        if one.split(":", 1)[0] not in KINDS or ":" not in one:
            kinds = ", ".join(KINDS)
            raise CoverageError(
                f"{file}:{line}: '{one}' begint niet met {kinds}.",
                f"{file}:{line}: '{one}' does not begin with {kinds}.",
            )
    if not isinstance(item["sentence"], int) or not isinstance(item["quote"], str):
        raise CoverageError(
            f"{file}:{line}: sentence is een getal en quote is tekst.",
            f"{file}:{line}: sentence is a number and quote is text.",
        )
    if item["proposed-by"] not in ("program", "editor"):
        raise CoverageError(
            f"{file}:{line}: proposed-by is 'program' of 'editor'.",
            f"{file}:{line}: proposed-by is 'program' or 'editor'.",
        )
    return CoverageEntry(
        item["sentence"],
        item["quote"],
        tuple(covered),
        gap,
        item.get("reason"),
        item["proposed-by"],
        item["confirmed-by"],
        line,
        tuple(see),
        tuple(_source(one, file, line) for one in evidence),
    )


def _source(item: Any, file: str, line: int) -> Source:
    if not isinstance(item, dict) or not set(item) <= {"title", "url", "locator", "note"}:
        raise CoverageError(
            f"{file}:{line}: evidence is geen lijst van bronnen. Schrijf {{title: …, url: …}}.",
            f"{file}:{line}: evidence is no list of sources. Write {{title: …, url: …}}.",
        )
    return Source(**item)
