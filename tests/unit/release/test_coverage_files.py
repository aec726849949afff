"""A coverage file says of every claim what covers it, or that nothing does."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import pytest

from verantwoord.documents.coverage import (
    Coverable,
    check_coverage,
    propose,
    sentences_to_cover,
)
from verantwoord.documents.errors import CoverageError
from verantwoord.documents.reading import ReadDocument, read
from verantwoord.documents.words import Dictionary
from verantwoord.model.loading import load_pack
from verantwoord.release.coverage_files import load_coverage
from verantwoord.release.pack_items import items_of_pack

RIJK = Path(__file__).parents[3] / "packs" / "rijk"
TEXT = (
    "Het energieverbruik is gedaald (Kamerstuk 36 500 XII, nr. 14). Het is mooi weer. "
    "De rijkshubs zijn geopend."
)
HEAD = f"document: a.txt\nsha256: {hashlib.sha256(TEXT.encode()).hexdigest()}\nclaims:\n"
COVERED = (
    "  - sentence: 1\n    quote: Het energieverbruik is gedaald\n"
    '    covered-by: ["indicator:energie.verbruik"]\n    reason: zelfde onderwerp\n'
    "    proposed-by: program\n    confirmed-by: null\n"
)
GAP = (
    "  - sentence: 3\n    quote: De rijkshubs zijn geopend.\n    gap: geen maat afgesproken\n"
    "    proposed-by: editor\n    confirmed-by: A. Voorbeeld, 2024-01-01\n"
)
KNOWN = {"indicator:energie.verbruik"}


@pytest.fixture
def document(tmp_path: Path, words: Dictionary) -> ReadDocument:
    (tmp_path / "a.txt").write_text(TEXT)
    return read(tmp_path / "a.txt", words=words)


def problems(folder: Path, document: ReadDocument, text: str) -> list[str]:
    path = folder / "a.dekking.yaml"
    path.write_text(text)
    found = check_coverage(load_coverage(path), document, KNOWN, TEXT.encode())
    return [str(problem) for problem in found]


def test_a_complete_file_has_no_problem_and_a_share_of_gaps(
    tmp_path: Path, document: ReadDocument
) -> None:
    assert problems(tmp_path, document, HEAD + COVERED + GAP) == []
    assert load_coverage(tmp_path / "a.dekking.yaml").gap_share == Fraction(1, 2)


@pytest.mark.parametrize(
    ("change", "words_in_it"),
    [
        (HEAD + COVERED, "zin 3 heeft geen regel"),
        (HEAD + COVERED.replace("energie.verbruik", "energie.verzonnen") + GAP, "bestaat niet"),
        (HEAD + COVERED.replace("is gedaald", "is gestegen") + GAP, "zegt niet"),
        (HEAD + COVERED + GAP + GAP, "twee keer"),
        (HEAD + COVERED + GAP + GAP.replace("sentence: 3", "sentence: 99"), "zin 99 bestaat niet"),
        (HEAD.replace("sha256: ", "sha256: 0") + COVERED + GAP, "is veranderd"),
    ],
)
def test_what_does_not_fit_is_told_with_file_and_line(
    tmp_path: Path, document: ReadDocument, change: str, words_in_it: str
) -> None:
    [problem] = problems(tmp_path, document, change)
    assert words_in_it in problem
    assert problem.startswith("a.dekking.yaml:")


@pytest.mark.parametrize(
    ("change", "words_in_it"),
    [
        (HEAD + COVERED.replace("indicator:", "cijfer:"), "begint niet met"),
        (HEAD + COVERED.replace("    reason", "    gap: beide\n    reason"), "niet beide"),
        (
            HEAD + GAP.replace("    gap: geen maat afgesproken\n", ""),
            "of covered-by (of evidence) of gap",
        ),
        (HEAD + GAP.replace("gap:", "hiaat:"), "onbekende sleutel 'hiaat'"),
        (HEAD + GAP.replace("    confirmed-by: A. Voorbeeld, 2024-01-01\n", ""), "ontbreekt"),
        (HEAD + GAP.replace("editor", "iemand"), "proposed-by"),
        (HEAD + "  - los woord\n", "geen blok"),
        ("- a\n", "geen dekkingsbestand"),
        ("document: a\nsha256: b\nclaims: c\n", "geen lijst"),
    ],
)
def test_a_wrong_form_is_refused_with_file_and_line(
    tmp_path: Path, change: str, words_in_it: str
) -> None:
    path = tmp_path / "a.dekking.yaml"
    path.write_text(change)
    with pytest.raises(CoverageError, match=r"a\.dekking\.yaml:[0-9]+") as refused:
        load_coverage(path)
    assert words_in_it in str(refused.value)


def test_proposals_come_with_a_reason_and_unlike_things_get_none(document: ReadDocument) -> None:
    things = [
        Coverable("indicator", "energie.verbruik", "Energieverbruik van kantoren"),
        Coverable("motion", "motie-x", "Iets anders", ("kst-36500-XII-14",)),
        Coverable("action", "hubs", "Openen van loketten", ("rijkshubs",)),
        Coverable("goal", "weer", "Het weer van morgen"),
    ]
    found = [(p.sentence, p.reference, p.reason) for p in propose(document, things)]
    assert found == [
        (1, "motion:motie-x", "zelfde verwijzing: kst-36500-XII-14"),
        (1, "indicator:energie.verbruik", "woord uit de titel: energieverbruik"),
        (3, "action:hubs", "trefwoord in de zin: rijkshubs"),
    ]


PAGES = sorted((RIJK / "documents").glob("*.dekking.yaml"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_pages_of_the_rijk_pack_are_covered_completely(path: Path, words: Dictionary) -> None:
    coverage = load_coverage(path)
    page = path.parent / coverage.document
    known = {item.reference for item in items_of_pack(load_pack(RIJK))}
    document = read(page, words=words)
    assert [str(p) for p in check_coverage(coverage, document, known, page.read_bytes())] == []
    assert {e.sentence for e in coverage.entries} >= {
        s.number for s in sentences_to_cover(document)
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_is_said_to_come_from_the_program_does(path: Path, words: Dictionary) -> None:
    coverage = load_coverage(path)
    document = read(path.parent / coverage.document, words=words)
    items = {item.reference: item for item in items_of_pack(load_pack(RIJK))}
    for entry in coverage.entries:
        if entry.proposed_by == "program":
            proposed = propose(document, [items[one] for one in entry.covered_by])
            named = {p.reference for p in proposed if p.sentence == entry.sentence}
            assert named == set(entry.covered_by)


def test_every_page_has_a_coverage_file() -> None:
    assert {path.name.removesuffix(".dekking.yaml") for path in PAGES} == {
        path.stem for path in (RIJK / "documents").glob("*.txt")
    }
