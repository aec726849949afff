"""The published documents of a pack with, for each claim, what covers it or that nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from verantwoord.documents.coverage import CoverageEntry, DocumentCoverage, check_coverage
from verantwoord.documents.reading.document import ReadDocument, Sentence
from verantwoord.documents.reading.read import read
from verantwoord.documents.words import Dictionary
from verantwoord.language import LANGUAGES
from verantwoord.model.pack import Pack
from verantwoord.register.items import Links
from verantwoord.register.loading import register_of
from verantwoord.register.register import Register
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

    def claims(self, sentence: int) -> list[CoverageEntry]:
        """Return the claims in a sentence with what covers each; none when it claims nothing."""
        return [e for e in self.coverage.entries if e.sentence == sentence]

    def sections(self) -> list[tuple[str | None, list[Sentence]]]:
        """Return the sentences under the heading they stand under."""
        return [
            (section.title, [s for s in self.document.sentences if s.section == section.number])
            for section in self.document.sections
        ]

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
    _one_account(register_of(pack), found)
    return found


def _one_account(register: Register, documents: Iterable[CoveredDocument]) -> None:
    """Refuse a register and a coverage file that say different things about one report.

    Shape:    everything that the claims of a report name, against what its passages link to.
    Missing:  facts are not linked from passages; a report without passages, or without coverage,
              has one account already.
    Errors:   ReleaseError with what only one of the two names.
    """
    named: dict[str, set[str]] = {}
    for document in documents:
        if document.coverage.kst is not None:
            mine = named.setdefault(document.coverage.kst, set())
            mine |= {n for e in document.coverage.entries for n in (*e.covered_by, *e.see)}
    linked: dict[str, set[str]] = {}
    for passage in register.paragraphs.values():
        if passage.report is not None:
            linked.setdefault(passage.report, set()).update(_links(passage.links))
    for report in sorted(named.keys() & linked.keys()):
        page = {n for n in named[report] if not n.startswith("fact:")}
        if page != linked[report]:
            only_page = ", ".join(sorted(page - linked[report])) or "-"
            only_register = ", ".join(sorted(linked[report] - page)) or "-"
            raise ReleaseError(
                f"over {report} zeggen dekkingsbestand en register niet hetzelfde. Alleen in het "
                f"dekkingsbestand: {only_page}. Alleen in het register: {only_register}. Noem ze "
                "in beide of in geen van beide.",
                f"about {report} coverage file and register do not say the same. Only in the "
                f"coverage file: {only_page}. Only in the register: {only_register}. Name them in "
                "both or in neither.",
            )


def _links(links: Links) -> Iterator[str]:
    for kind in ("motion", "commitment", "action", "goal", "indicator"):
        yield from (f"{kind}:{name}" for name in getattr(links, f"{kind}s"))
