"""The form of Kamerstuk ids: the shapes that exist, and those that cannot."""

from __future__ import annotations

import pytest

from verantwoord.documents.citations import find
from verantwoord.model.kamerstuk import KamerstukId, form_fault, from_parts, parts_of, url

GOOD = [
    "kst-34352-258",
    "kst-36360-VII-1",
    "kst-31700-IIB-2",
    "kst-34000-B-24",
    "kst-35925-E",
    "kst-33328-AI",
    "kst-21501-07-1750",
    "kst-31145-3-b1",
    "kst-20082009-31145-C",
    "kst-36600-B-A",
    "kst-19941995-00000-215a",
    "kst-36360-A-1",
    "kst-36360-A-A",
    "kst-34356-3",
    "kst-1071718",
    "kst-36740-XIII-12",
    "kst-26643-1336",
    "kst-36600-XXIII-2",
    "kst-26824-A",
    "kst-20032004-26824-A",
    "kst-34352-258-h1",
]
BAD = {
    "kst-34352": "zonder stuknummer",
    "kst-36360-VII": "zonder stuknummer",
    "34352-258": "begint niet met",
    "kst-34 352-258": "spatie",
    "kst-20222024-34352-C": "vergaderjaar dat niet bestaat",
    "kst-20222023-34352-C": "alleen in ids van",
    "kst-34352-nr-258": "past in geen vorm",
    "kst-3435-258": "past in geen vorm",
    "kst-34352-0": "past in geen vorm",
    "kst-36360-IIII-1": "past in geen vorm",
    "kst-34352-258 ": "spatie",
    "kst-": "past in geen vorm",
}


@pytest.mark.parametrize("kst", GOOD)
def test_a_shape_that_exists_has_no_fault_and_an_address(kst: str) -> None:
    assert form_fault(kst) is None
    address = url(kst)
    assert address is not None
    assert address.startswith("https://zoek.officielebekendmakingen.nl/kst-")


@pytest.mark.parametrize(("kst", "words"), BAD.items())
def test_a_shape_that_cannot_exist_says_why_and_has_no_address(kst: str, words: str) -> None:
    fault = form_fault(kst)
    assert fault is not None
    assert words in fault.nl
    assert fault.en
    assert url(kst) is None


def test_the_address_of_a_reprint_is_that_of_the_document() -> None:
    assert url("kst-34352-258-h1") == "https://zoek.officielebekendmakingen.nl/kst-34352-258.html"


def test_an_id_is_made_of_dossier_chapter_and_number() -> None:
    assert from_parts(34352, None, 258) == "kst-34352-258"
    assert from_parts("36360", "VII", 1) == "kst-36360-VII-1"
    assert from_parts(34356, "(R2064)", 3) == "kst-34356-3"
    assert from_parts(12, None, 3) is None


@pytest.mark.parametrize("kst", [k for k in GOOD if k != "kst-1071718"])
def test_an_id_that_is_taken_apart_and_put_together_is_the_same(kst: str) -> None:
    parts = parts_of(kst)
    assert parts is not None
    assert str(parts) == kst


@pytest.mark.parametrize(
    ("kst", "chapter", "number"),
    [
        ("kst-36360-VII-1", "VII", "1"),
        ("kst-36360-VII", "VII", None),
        ("kst-31700-IIB", "IIB", None),
        ("kst-35925-E", None, "E"),
        ("kst-36600-X", None, "X"),  # a letter of the Senate: no id ends in a chapter
        ("kst-36600-B-A", "B", "A"),
        ("kst-21501-07-1750", "07", "1750"),
        ("kst-33328-AI", None, "AI"),
    ],
)
def test_a_chapter_is_told_from_a_document(kst: str, chapter: str | None, number: str) -> None:
    assert parts_of(kst) == KamerstukId(kst[4:9], chapter, number)


@pytest.mark.parametrize("kst", [*GOOD, *BAD])
def test_reading_a_text_and_judging_an_id_never_disagree(kst: str) -> None:
    """There were two grammars; what one read as a document the other could call impossible."""
    for citation in find(f"Zie {kst} voor meer."):
        if citation.soort != "kamerstuk" or citation.identifier is None:
            continue
        parts = parts_of(citation.identifier)
        read = (citation["dossier"], citation["toevoeging"], citation["nummer"])
        assert read == ((parts.dossier, parts.chapter, parts.number) if parts else (None,) * 3)
        if form_fault(citation.identifier) is None:
            assert citation.url is not None
