"""The published documents of a pack with, for each claim, what covers it or that nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from verantwoord.documents.coverage import CoverageEntry, DocumentCoverage, check_coverage
from verantwoord.documents.reading.document import ReadDocument, Sentence
from verantwoord.documents.reading.read import read
from verantwoord.documents.words import Dictionary
from verantwoord.language import LANGUAGES
from verantwoord.model.pack import Pack
from verantwoord.release.coverage_files import load_coverage
from verantwoord.release.errors import ReleaseError
from verantwoord.release.pack_items import items_of_pack


@dataclass(frozen=True)
class CoveredDocument:
    """One document, taken apart, with its coverage."""

    id: str
    document: ReadDocument
    coverage: DocumentCoverage

    @property
    def title(self) -> str:
        """The title, or the name of the file."""
        return self.coverage.title or self.document.name

    def entry(self, sentence: int) -> CoverageEntry | None:
        """Return what is said about the coverage of a sentence; None when it claims nothing."""
        return next((e for e in self.coverage.entries if e.sentence == sentence), None)

    def sections(self) -> list[tuple[str | None, list[Sentence]]]:
        """Return the sentences under the heading they stand under."""
        return [
            (section.title, [s for s in self.document.sentences if s.section == section.number])
            for section in self.document.sections
        ]

    @property
    def gaps(self) -> int:
        """How many claims nothing covers."""
        return sum(entry.gap is not None for entry in self.coverage.entries)

    def sentence_with(self, quote: str) -> int | None:
        """Return the number of the sentence that a passage begins in."""
        start = quote[:60]
        return next((s.number for s in self.document.sentences if start in s.text), None)


def covered_documents(pack: Pack) -> list[CoveredDocument]:
    """Return the documents of a pack; ReleaseError when a coverage file does not fit any more."""
    folders = (sorted((p.folder / "documents").glob("*.dekking.yaml")) for p in pack.parts)
    files = list(chain.from_iterable(folders))
    if not files:
        return []  # and nothing is asked of the libraries for documents
    words = Dictionary()  # one for all: loading it is what takes the time
    known = {item.reference for item in items_of_pack(pack)}
    found = []
    for path in files:
        coverage = load_coverage(path)
        source = path.parent / coverage.document
        if not source.is_file():
            raise ReleaseError(
                f"{path.name} noemt {coverage.document}, dat er niet is.",
                f"{path.name} names {coverage.document}, which is not there.",
            )
        document = read(source, words=words)
        problems = check_coverage(coverage, document, known, source.read_bytes())
        if problems:
            nl, en = (problems[0].in_language(language) for language in LANGUAGES)
            raise ReleaseError(f"documents/{nl}", f"documents/{en}")
        found.append(CoveredDocument(path.name.removesuffix(".dekking.yaml"), document, coverage))
    return found
