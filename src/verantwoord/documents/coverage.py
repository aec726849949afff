"""Which claims of a document are covered by something that is measured, promised or asked.

Each sentence with a claim or target is named by number and quoted text, with what covers it, or
that nothing does and why. The program proposes, with the reason; a person confirms by putting a
name. How this is written in a pack is for `release.coverage_files`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from verantwoord.documents.reading.document import ReadDocument, Sentence
from verantwoord.documents.reading.read import words_of
from verantwoord.documents.word_lists import read_list
from verantwoord.language import spoken
from verantwoord.model.text import Source, Text

KINDS = ("indicator", "goal", "action", "motion", "commitment", "fact")


@dataclass(frozen=True, slots=True)
class CoverageEntry:
    """What covers one claim in a sentence, or why nothing does.

    `see` are things that a reader looks for here and that do not cover it, such as a later promise.
    """

    sentence: int
    quote: str
    covered_by: tuple[str, ...]
    gap: str | None
    reason: str | None
    proposed_by: str
    confirmed_by: str | None
    line: int
    see: tuple[str, ...] = ()
    evidence: tuple[Source, ...] = ()  # sources of its own, beside what covers it


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """A coverage file."""

    document: str
    sha256: str
    entries: tuple[CoverageEntry, ...]
    file: str
    title: str | None = None
    url: str | None = None
    year: int | None = None  # the year that it accounts for
    kst: str | None = None  # of which Kamerstuk it is a page
    begins: Text | None = None  # what a reader must know where it begins in mid-sentence

    @property
    def gap_share(self) -> Fraction:
        """The share of the entries that nothing covers; 0 when there are none."""
        gaps = sum(entry.gap is not None for entry in self.entries)
        return Fraction(gaps, len(self.entries)) if self.entries else Fraction(0)


@dataclass(frozen=True, slots=True)
class CoverageProblem:
    """Something wrong with a coverage file, and what to do."""

    file: str
    line: int
    what: Text
    mend: Text

    def in_language(self, language: str) -> str:
        """Return `file:line: what mend` in `nl` or `en`."""
        words = f"{self.what.in_language(language)} {self.mend.in_language(language)}"
        return f"{self.file}:{self.line}: {words}"

    def __str__(self) -> str:
        return self.in_language(spoken())


def sentences_to_cover(document: ReadDocument) -> list[Sentence]:
    """Return the sentences that claim progress or state a target."""
    return [s for s in document.sentences if s.of_kind("claim") or s.of_kind("target")]


def check_coverage(
    coverage: DocumentCoverage,
    document: ReadDocument,
    known: Collection[str],
    content: bytes | None = None,
) -> list[CoverageProblem]:
    """Return what does not fit: a changed document, a claim without entry, an unknown id, …

    `known` are the ids that exist, with their kind (`indicator:…`); `content` the bytes of the
    document, to see whether it is still the one that was covered.
    """
    found: list[CoverageProblem] = []
    if content is not None and hashlib.sha256(content).hexdigest() != coverage.sha256:
        found.append(
            CoverageProblem(
                coverage.file,
                1,
                Text("het document is veranderd (sha256).", "the document has changed (sha256)."),
                Text("Lees het opnieuw en loop elke zin na.", "Read it again, each sentence."),
            )
        )
    by_number = {s.number: s for s in document.sentences}
    seen: set[int] = set()
    quotes: set[tuple[int, str]] = set()
    for entry in coverage.entries:
        found += _check_entry(entry, by_number, quotes, known, coverage.file)
        seen.add(entry.sentence)
        quotes.add((entry.sentence, entry.quote))
    for sentence in sentences_to_cover(document):
        if sentence.number not in seen:
            found.append(
                CoverageProblem(
                    coverage.file,
                    1,
                    Text(
                        f"zin {sentence.number} heeft geen regel: '{sentence.text[:80]}'.",
                        f"sentence {sentence.number} has no entry: '{sentence.text[:80]}'.",
                    ),
                    Text(
                        "Noem wat de zin dekt, of de leemte.",
                        "Name what covers the sentence, or the gap.",
                    ),
                )
            )
    return found


def _check_entry(
    entry: CoverageEntry,
    by_number: dict[int, Sentence],
    quotes: set[tuple[int, str]],
    known: Collection[str],
    file: str,
) -> list[CoverageProblem]:
    found: list[CoverageProblem] = []
    sentence = by_number.get(entry.sentence)
    if sentence is None:
        return [
            CoverageProblem(
                file,
                entry.line,
                Text(
                    f"zin {entry.sentence} bestaat niet.",
                    f"sentence {entry.sentence} does not exist.",
                ),
                Text("Verwijder de regel.", "Remove the entry."),
            )
        ]
    if (entry.sentence, entry.quote) in quotes:
        found.append(
            CoverageProblem(
                file,
                entry.line,
                Text(
                    f"deze woorden van zin {entry.sentence} staan er twee keer.",
                    f"these words of sentence {entry.sentence} stand there twice.",
                ),
                Text("Voeg de regels samen.", "Join the entries."),
            )
        )
    if entry.quote not in sentence.text:
        found.append(
            CoverageProblem(
                file,
                entry.line,
                Text(
                    f"zin {entry.sentence} zegt niet '{entry.quote}' maar '{sentence.text[:80]}'.",
                    f"sentence {entry.sentence} does not say '{entry.quote}' but "
                    f"'{sentence.text[:80]}'.",
                ),
                Text("Loop de regel na.", "Go through the entry."),
            )
        )
    for one in (*entry.covered_by, *entry.see):
        if one not in known:
            found.append(
                CoverageProblem(
                    file,
                    entry.line,
                    Text(f"'{one}' bestaat niet.", f"'{one}' does not exist."),
                    Text(
                        "Verbeter het id of maak er een gap van.",
                        "Mend the id or make it a gap.",
                    ),
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


def propose(document: ReadDocument, things: Iterable[Coverable]) -> list[Proposal]:
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
