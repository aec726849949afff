"""Every sentence that a page of the demo releases says about a figure is one that we know.

The forms come from `situations.yaml`. A sentence of another form fails with its page: either it is
put right, or its situation is added to the table and judged there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.reader.release import Page, Release, clean
from tests.sentences.masks import Mask, in_each_month, sentences_of
from tests.sentences.test_situations import EXPECTED
from tests.sentences.worlds import BESIDE, NO_NUMBER, OTHERWISE, PACK, TOO_SMALL, UNKNOWN
from verantwoord.model.loading import load_pack

pytestmark = pytest.mark.slow
PACK_OF = {"rijk-2022": "rijk", "oefenrijk-2024": "oefenrijk"}
# page -> where it speaks of figures, and which place of the table speaks there
ABOUT_FIGURES = {
    "indicator/*.html": {
        "//p[@class='lead']": "headline",
        "//figure[not(contains(@id, 'uitsplitsing'))]/figcaption/strong": "chart",
        "//*[local-name()='svg'][.//*[@class='line']]/*[local-name()='desc']": "chart",
    },
    "cijfer/*.html": {
        "//*[@class='key-main']/p[not(@class)]": "evidence",
        "//*[@class='key-main']/p[@class='soft']": "reason",
        "//*[@id='oordeel']/following-sibling::section/p[1]": "judgement",
        "//details[contains(@class, 'cite')]//div[1]/dd": "cited",
    },
    "vergelijking/*.html": {"//figcaption/strong": "comparison"},
    "organisatie/*.html": {"//p[@class='lead']": "organisation"},
    "index.html": {"//p[@class='lead']": "first"},
}


@pytest.fixture(params=PACK_OF)
def release(request: pytest.FixtureRequest, demo_releases: Path) -> Release:
    return Release(demo_releases / request.param)


def mask_of(release: Release) -> Mask:
    rows = release.figures.values()
    vague = {r["precision_nl"] for r in rows if r["precision"] not in ("", "exact", "rounded")}
    return Mask(load_pack(REPOSITORY / "packs" / PACK_OF[release.folder.name]), vague)


def known_forms(place: str) -> set[str]:
    """The forms of the table at a place; the reason of an absent figure stands in two of them."""
    mask = Mask(
        PACK,
        ["bijna"],
        [
            *sentences_of(OTHERWISE.reason.nl),
            *sentences_of(TOO_SMALL.nl),
            NO_NUMBER.nl,
            *in_each_month(BESIDE.nl),
            UNKNOWN.nl,
        ],
    )
    if place == "cited":
        return known_forms("evidence") | {"⟨tekst⟩, ⟨wie⟩.", "⟨wie⟩, ⟨wie⟩."}
    if place == "reason":
        reasons = [said["evidence"]["nl"] for said in EXPECTED.values() if "evidence" in said]
        found = (r.partition("): ")[2] for r in reasons if "er geen cijfer (" in r)
        return {mask(s) for reason in found for s in sentences_of(f"Reden: {reason}")}
    return {
        form
        for said in EXPECTED.values()
        if place in said
        for sentence in sentences_of(said[place]["nl"])
        for form in forms(place, mask(sentence))
    }


def forms(place: str, form: str) -> list[str]:
    """A sentence that counts is a list of clauses, of which any number may stand together."""
    if place not in ("first", "organisation"):
        return [form]
    form = re.sub(r"\bzijn\b", "is", form)
    return [
        part[:1].lower() + part[1:] for part in re.split(r", | en (?=van |⟨)|: ", form.rstrip("."))
    ]


def said_on(release: Release) -> Iterator[tuple[Page, str, str]]:
    for pattern, places in ABOUT_FIGURES.items():
        for page in release.pages(pattern):
            for path, place in places.items():
                for part in page.main.xpath(f".{path}"):
                    text, _, _ = clean(part.text_content()).partition(" Bron: ")
                    for sentence in sentences_of(text):
                        yield page, place, sentence


def test_every_sentence_about_a_figure_is_of_a_form_that_the_table_has(release: Release) -> None:
    mask, seen = mask_of(release), 0
    known = {
        place: known_forms(place) for places in ABOUT_FIGURES.values() for place in places.values()
    }
    unknown: dict[str, tuple[str, str]] = {}
    for page, place, sentence in said_on(release):
        seen += 1
        for form in forms(place, mask(sentence)):
            if form not in known[place]:
                unknown.setdefault(f"{place}: {form}", (page.path, sentence))
    assert unknown == {}
    assert seen > 500


def test_every_word_in_the_place_of_a_number_is_one_of_the_table(release: Release) -> None:
    mask = mask_of(release)
    marks = {"", "onvolledig", "geschat", "deel van de tijd"}
    cells = (said["cell"]["nl"] for said in EXPECTED.values() if "cell" in said)
    values = {re.sub(rf" (?:{'|'.join(filter(None, marks))})$", "", cell) for cell in cells}
    known = {mask(value) for value in values}
    unknown: dict[str, tuple[str, str]] = {}
    for pattern in ("indicator/*.html", "vergelijking/*.html"):
        for page in release.pages(pattern):
            for cell in page.main.xpath(".//table//td[@class='num'][a]"):
                value = clean(cell.xpath("string(./a)"))
                mark = clean(cell.xpath("string(./span[@class='mark'])"))
                if mask(value) not in known or mark not in marks:
                    unknown.setdefault(f"{mask(value)} {mark}", (page.path, value))
    assert unknown == {}


def test_open_data_says_of_each_figure_what_the_table_says(release: Release) -> None:
    """The words of figures.csv, in both languages, are those of the table."""
    known = {
        language: {part for said in EXPECTED.values() for part in _labels(said, language)}
        for language in ("nl", "en")
    }
    with (release.folder / "data/figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert {r["status"] for r in rows} <= known["nl"]
    assert {r["status_en"] for r in rows} <= known["en"]
    assert {r["nature_nl"] for r in rows if r["nature_nl"]} <= known["nl"]
    assert all(bool(r["reason"]) is bool(r["reason_en"]) for r in rows)


def _labels(said: dict[str, dict[str, str]], language: str) -> list[str]:
    return said["open data"][language].split(" | ") if "open data" in said else []
