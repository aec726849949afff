"""A release read from disk: no server, no script, found by the search of the browser."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_axe import tools

pytestmark = pytest.mark.browser
PAGES = [
    "index.html",
    "thema/banen.html",
    "indicator/banen.aandeel.html",
    "cijfer/banen.aandeel_zilverland_2024.html",
    "organisatie/tradities.html",
    "document/jaarverslag-2024.html",
    "zoeken.html",
    "leveringen.html",
    "en/index.html",
]
SCREEN = 844  # of a telephone of 390 px


@pytest.fixture(scope="module")
def outcome(zilverland: Path) -> dict[str, Any]:
    node, chromium = tools()
    script = Path(__file__).parent / "offline.mjs"
    command = [node, str(script), chromium, str(zilverland), *PAGES]
    run = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_every_page_reads_the_same_from_disk_with_and_without_script(
    outcome: dict[str, Any],
) -> None:
    read = {(r["page"], r["scripted"]): r for r in outcome["results"]}
    assert set(read) == {(page, scripted) for page in PAGES for scripted in (True, False)}
    for page in PAGES:
        assert len(read[page, False]["text"]) > 200
        assert read[page, False]["text"] == read[page, True]["text"]
        assert read[page, False]["scripts"] == 0
        assert "Times" not in read[page, False]["styled"], "without its style sheet"


def test_every_link_from_disk_leads_to_a_file_and_nothing_is_asked_elsewhere(
    outcome: dict[str, Any],
) -> None:
    assert {r["page"]: r["dead"] for r in outcome["results"] if r["dead"]} == {}
    assert min(r["links"] for r in outcome["results"]) > 10
    assert outcome["outside"] == []


def test_the_search_of_a_browser_finds_a_figure_and_its_link_opens_it(
    outcome: dict[str, Any],
) -> None:
    assert outcome["found"] is True
    assert outcome["heading"] == "Aandeel van de doelgroep"


def test_the_answer_of_the_first_page_stands_on_two_screens_of_a_telephone(
    outcome: dict[str, Any],
) -> None:
    (first, second) = (r["answer"] for r in outcome["results"] if r["page"] == "index.html")
    assert 0 < first == second <= 2 * SCREEN


def test_the_keyboard_shows_where_one_is(outcome: dict[str, Any]) -> None:
    assert len({stop["words"] for stop in outcome["stops"]}) > 10
    for stop in outcome["stops"]:
        assert stop["outline"] != "none" and stop["width"] >= 2, stop
