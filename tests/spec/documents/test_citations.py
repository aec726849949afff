"""The language of references: each case is a text and what it means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from verantwoord.documents.citations import find
from verantwoord.documents.citations.citation import KEYS

HERE = Path(__file__).parent
OURS = {"span", "normalised", "inferred", "flags"}


def cases(name: str) -> list[dict[str, Any]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


GIVEN = cases("citations_given.jsonl")
OWN = cases("citations_own.jsonl")


def in_english(expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cases are written in the words of the references; programs get English keys."""
    names = {**KEYS, "soort": "kind"}
    return [{names.get(key, key): value for key, value in one.items()} for one in expected]


def without(found: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in keys}


@pytest.mark.parametrize("case", GIVEN, ids=[case["id"] for case in GIVEN])
def test_the_given_examples_give_exactly_these_keys_and_values(case: dict[str, Any]) -> None:
    found = [citation.as_json() for citation in find(case["text"])]
    assert [without(one, OURS) for one in found] == in_english(case["expected"])
    assert all(set(one) >= OURS for one in found)


@pytest.mark.parametrize("case", OWN, ids=[case["id"] for case in OWN])
def test_our_own_cases_give_meaning_flags_and_the_text_they_cover(case: dict[str, Any]) -> None:
    found = []
    for citation in find(case["text"]):
        one = without(citation.as_json(), OURS - {"flags"})
        if not one["flags"]:
            del one["flags"]
        one["tekst"] = case["text"][slice(*citation.span)]
        found.append(one)
    assert found == in_english(case["expected"])


def test_there_are_enough_cases_of_what_must_not_match() -> None:
    assert len(OWN) >= 100
    assert sum(not case["expected"] for case in OWN) >= 40


EVERY = [case["text"] for case in GIVEN + OWN if case["expected"]]


@pytest.mark.parametrize("text", EVERY)
def test_the_normal_form_is_read_back_as_the_same_document(text: str) -> None:
    """What is not part of the written form: its place, whether it was a footer, and the id's own
    suffix."""
    loose = {"span", "flags", "normalised", "inferred", "role"}
    for citation in find(text):
        if citation.url is None and citation.soort == "kamerstuk" and len(citation["dossier"]) < 5:
            continue  # a dossier of four digits needs the session that it had
        again = find(citation.normalised)
        if citation.soort == "bwb":
            assert [one.identifier for one in again] == [citation.identifier]
            continue
        assert [without(one.as_json(), loose) for one in again] == [
            without(citation.as_json(), loose)
        ]


def test_the_keys_for_programs_are_english_each_with_its_own_name() -> None:
    [citation] = find("Kamerstuk 36 360 VII, nr. 1")
    keys = [*citation.as_json(), *citation.as_json()["inferred"]]
    assert keys == [
        "kind", "chamber", "parliamentary_year", "dossier", "suffix", "number", "identifier",
        "url", "span", "normalised", "inferred", "flags", "chamber",
    ]  # fmt: skip
    assert len(set(KEYS.values())) == len(KEYS)


def test_what_was_inferred_stands_apart_from_what_was_read() -> None:
    [citation] = find("Kamerstuk 36 360 VII, nr. 1")
    assert citation["kamer"] is None
    assert citation.inferred["kamer"].value == "II"


def test_a_wrong_session_is_flagged_as_it_stands_and_never_repaired() -> None:
    [citation] = find("Tweede Kamer, vergaderjaar 2022–203, 36 200 VII, nr. 1")
    assert citation["vergaderjaar"] is None
    assert citation.flags == ("vergaderjaar-klopt-niet: vergaderjaar 2022–203",)


def test_a_page_of_handelingen_is_looked_up_in_the_ids_that_the_caller_knows() -> None:
    text = "Handelingen II 2001/02, p. 12"
    [unknown] = find(text, known=())
    assert unknown["kandidaten"] is None
    [known] = find(text, known=["h-tk-20012002-10-14", "h-tk-20012002-15-20"])
    assert known["kandidaten"] == ("h-tk-20012002-10-14",)
    assert known.identifier is None
