"""Which claims of a document are covered by something that is measured, promised or asked.

A coverage file stands in the pack, so that it is reviewed and versioned as content is. It names
each sentence with a claim or target by number and quoted text, and says what covers it, or that
nothing does and why. The program proposes, with the reason; a person confirms by putting a name.

Form (packs/<pack>/documents/<id>.dekking.yaml):

    document: kst-36360-VII-1_p24.txt     beside the coverage file
    sha256: …                             of the document
    claims:
      - sentence: 4
        quote: Monitoring van de effecten hiervan is opgestart
        covered-by: [indicator:…, goal:…]   or:   gap: waarom niets dit dekt
        reason: …
        proposed-by: program | editor     by the rules of `propose`, or by who wrote the file
        confirmed-by: null | who
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from verantwoord.documents.errors import CoverageError
from verantwoord.documents.reading.document import Document, Sentence
from verantwoord.documents.reading.read import words_of
from verantwoord.documents.word_lists import read_list
from verantwoord.model.strict_yaml import load

KINDS = ("indicator", "goal", "action", "motion", "commitment")
_TOP = {"document", "title", "url", "sha256", "claims"}
_ENTRY = {"sentence", "quote", "covered-by", "gap", "reason", "proposed-by", "confirmed-by"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What covers one sentence, or why nothing does."""

    sentence: int
    quote: str
    covered_by: tuple[str, ...]
    gap: str | None
    reason: str | None
    proposed_by: str
    confirmed_by: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A coverage file."""

    document: str
    sha256: str
    entries: tuple[Entry, ...]
    file: str
    title: str | None = None
    url: str | None = None

    @property
    def gap_share(self) -> Fraction:
        """The share of the entries that nothing covers; 0 when there are none."""
        gaps = sum(entry.gap is not None for entry in self.entries)
        return Fraction(gaps, len(self.entries)) if self.entries else Fraction(0)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a coverage file, and what to do."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.mend}"


def load_coverage(path: Path) -> Coverage:
    """Read a coverage file strictly; CoverageError with file and line when its form is wrong."""
    loaded = load(path, path.name)
    value = loaded.value
    if not isinstance(value, dict):
        raise CoverageError(
            f"{path.name}:1: is geen dekkingsbestand. Noem document, sha256, claims."
        )
    _keys(value, _TOP, {"document", "sha256", "claims"}, path.name, 1)
    if not isinstance(value["claims"], list):
        raise CoverageError(
            f"{loaded.place('claims')}: claims is geen lijst. Schrijf '- sentence: …'."
        )
    entries = tuple(
        _entry(item, path.name, loaded.place("claims", i).line)
        for i, item in enumerate(value["claims"])
    )
    return Coverage(
        str(value["document"]),
        str(value["sha256"]),
        entries,
        path.name,
        value.get("title"),
        value.get("url"),
    )


def _keys(value: dict[str, Any], known: set[str], needed: set[str], file: str, line: int) -> None:
    for key in sorted(set(value) - known):
        raise CoverageError(f"{file}:{line}: onbekende sleutel '{key}'. Kies uit {sorted(known)}.")
    for key in sorted(needed - set(value)):
        raise CoverageError(f"{file}:{line}: '{key}' ontbreekt. Voeg die toe.")


def _entry(item: Any, file: str, line: int) -> Entry:
    if not isinstance(item, dict):
        raise CoverageError(f"{file}:{line}: is geen blok. Schrijf 'sentence: …'.")
    _keys(item, _ENTRY, {"sentence", "quote", "proposed-by", "confirmed-by"}, file, line)
    covered, gap = item.get("covered-by") or [], item.get("gap")
    if not isinstance(covered, list) or not all(isinstance(one, str) for one in covered):
        raise CoverageError(f"{file}:{line}: covered-by is geen lijst van ids.")
    if bool(covered) == bool(gap):
        raise CoverageError(
            f"{file}:{line}: noem of covered-by of gap, en niet beide. "
            "Een zin is gedekt, of er staat waarom niet."
        )
    for one in covered:
        if one.split(":", 1)[0] not in KINDS or ":" not in one:
            raise CoverageError(f"{file}:{line}: '{one}' begint niet met {', '.join(KINDS)}.")
    if not isinstance(item["sentence"], int) or not isinstance(item["quote"], str):
        raise CoverageError(f"{file}:{line}: sentence is een getal en quote is tekst.")
    if item["proposed-by"] not in ("program", "editor"):
        raise CoverageError(f"{file}:{line}: proposed-by is 'program' of 'editor'.")
    return Entry(
        item["sentence"],
        item["quote"],
        tuple(covered),
        gap,
        item.get("reason"),
        item["proposed-by"],
        item["confirmed-by"],
        line,
    )


def sentences_to_cover(document: Document) -> list[Sentence]:
    """Return the sentences that claim progress or state a target."""
    return [s for s in document.sentences if s.of_kind("claim") or s.of_kind("target")]


def check_coverage(
    coverage: Coverage, document: Document, known: Collection[str], content: bytes | None = None
) -> list[Problem]:
    """Return what does not fit: a changed document, a claim without entry, an unknown id, …

    `known` are the ids that exist, with their kind (`indicator:…`); `content` the bytes of the
    document, to see whether it is still the one that was covered.
    """
    found: list[Problem] = []
    if content is not None and hashlib.sha256(content).hexdigest() != coverage.sha256:
        found.append(
            Problem(
                coverage.file,
                1,
                "het document is veranderd (sha256).",
                "Lees het opnieuw en loop elke zin na.",
            )
        )
    by_number = {s.number: s for s in document.sentences}
    seen: set[int] = set()
    for entry in coverage.entries:
        found += _check_entry(entry, by_number, seen, known, coverage.file)
        seen.add(entry.sentence)
    for sentence in sentences_to_cover(document):
        if sentence.number not in seen:
            found.append(
                Problem(
                    coverage.file,
                    1,
                    f"zin {sentence.number} heeft geen regel: '{sentence.text[:80]}'.",
                    "Noem wat de zin dekt, of de leemte.",
                )
            )
    return found


def _check_entry(
    entry: Entry, by_number: dict[int, Sentence], seen: set[int], known: Collection[str], file: str
) -> list[Problem]:
    found: list[Problem] = []
    sentence = by_number.get(entry.sentence)
    if sentence is None:
        return [
            Problem(file, entry.line, f"zin {entry.sentence} bestaat niet.", "Verwijder de regel.")
        ]
    if entry.sentence in seen:
        found.append(
            Problem(
                file,
                entry.line,
                f"zin {entry.sentence} staat er twee keer.",
                "Voeg de regels samen.",
            )
        )
    if entry.quote not in sentence.text:
        found.append(
            Problem(
                file,
                entry.line,
                f"zin {entry.sentence} zegt niet '{entry.quote}' maar '{sentence.text[:80]}'.",
                "Loop de regel na.",
            )
        )
    for one in entry.covered_by:
        if one not in known:
            found.append(
                Problem(
                    file,
                    entry.line,
                    f"'{one}' bestaat niet.",
                    "Verbeter het id of maak er een gap van.",
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class Coverable:
    """Something in the register that may cover a claim."""

    kind: str
    id: str
    title: str
    keywords: tuple[str, ...] = ()  # words, and ids of documents such as kst-34352-258

    @property
    def reference(self) -> str:
        """Return the form that a coverage file uses."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A link that the program proposes, with the reason that a person can judge."""

    sentence: int
    quote: str
    reference: str
    score: int
    reason: str


_COMMON = read_list("gewone_woorden.txt")
# A shared reference counts 3, a keyword 2, a word of the title 1, and 2 when no other title has it.
_LEAST = 2
_STEM = 7  # letters that must be the same: "energiebesparing" and "energiebesparings|opgave"


def propose(document: Document, things: Iterable[Coverable]) -> list[Proposal]:
    """Propose what may cover each sentence, best first; nothing is proposed without a reason."""
    things = list(things)
    times = Counter(word for thing in things for word in set(words_of(thing.title)))
    rare = {word for word, count in times.items() if count == 1 and len(word) >= _STEM}
    proposals: list[Proposal] = []
    for sentence in sentences_to_cover(document):
        own = [p for thing in things if (p := _propose(sentence, thing, rare)) is not None]
        proposals += sorted(own, key=lambda p: (-p.score, p.reference))
    return proposals


def _propose(sentence: Sentence, thing: Coverable, rare: set[str]) -> Proposal | None:
    ids = {str(f.values.get("identifier")) for f in sentence.of_kind("citation")}
    shared = sorted(ids & set(thing.keywords))
    words = [word for word in words_of(sentence.text) if len(word) > 3 and word not in _COMMON]
    keywords = [
        k for k in thing.keywords if not k.startswith("kst-") and _occurs(k, words, sentence)
    ]
    title = [
        word
        for word in words_of(thing.title)
        if len(word) > 3 and word not in _COMMON and _occurs(word, words, sentence)
    ]
    title = sorted(set(title) - set(keywords))
    score = 3 * len(shared) + 2 * len(keywords) + sum(1 + (word in rare) for word in title)
    if score < _LEAST:
        return None
    reasons = [f"zelfde verwijzing: {', '.join(shared)}"] if shared else []
    if keywords:
        reasons.append(f"trefwoord in de zin: {', '.join(keywords)}")
    if title:
        reasons.append(f"woord uit de titel: {', '.join(title)}")
    return Proposal(sentence.number, sentence.text[:80], thing.reference, score, "; ".join(reasons))


def _occurs(word: str, words: list[str], sentence: Sentence) -> bool:
    small = word.lower()
    if " " in small:
        return small in sentence.text.lower()
    if small in words:
        return True
    return len(small) >= _STEM and any(other.startswith(small[:_STEM]) for other in words)
