"""The edge cases and checks of sustainable operations: each is where the page says."""

from __future__ import annotations

import csv
import re
from decimal import Decimal

import pytest

from tests.conftest import REPOSITORY
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Period

PAGE = REPOSITORY / "docs" / "duurzaamheid-gevallen.md"
PUBLISHED = REPOSITORY / "packs" / "rijk" / "published" / "duurzaamheid.csv"
NUMBERS = [*map(str, range(1, 25)), *(f"C{n}" for n in range(1, 11))]
HOW = ("regel", "geval", "toets", "vorm", "gat")
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
          "oktober", "november", "december")  # fmt: skip


def rows() -> dict[str, list[str]]:
    lines = [
        line for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| C?\d+ \|", line)
    ]
    cells = [[c.strip() for c in line.strip("|").split(" | ")] for line in lines]
    return {c[0]: c[1:] for c in cells}


def test_every_case_and_check_is_on_the_page_once_in_order() -> None:
    assert list(rows()) == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_what_holds_a_case_stands_where_the_page_says(number: str) -> None:
    _, how, _, where = rows()[number]
    assert how in HOW
    places = re.findall(r"`([^`:]+):([^`]+)`", where)
    assert places
    for path, words in places:
        assert words in (REPOSITORY / path).read_text("utf-8"), (path, words)
    kinds = {"regel": ("datasets/", "meldingen/"), "geval": (".cases.yaml",), "toets": ("tests/",)}
    assert any(kind in path for path, _ in places for kind in kinds.get(how, ("",)))


def test_everything_the_page_points_at_is_there() -> None:
    places = re.findall(r"`([^`:\s]+/[^`:]+):([^`]+)`", PAGE.read_text("utf-8"))
    assert len(places) > 50
    for path, words in places:
        assert words in (REPOSITORY / path).read_text("utf-8"), (path, words)


def published(name: str) -> dict[str, Decimal]:
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        found = [r for r in csv.DictReader(stream) if r["indicator"] == name]
    return {r["period"]: Decimal(r["value"]) for r in found}


def test_the_line_of_fifteen_per_cent_is_that_share_of_the_mean() -> None:
    """C5: within 1 m³. In September 2022 it is 4,406,897.25, and 4,406,898 is stated."""
    line, mean = published("aardgas_cumulatief_doel15"), published("aardgas_cumulatief_5jaar")
    assert line.keys() == mean.keys()
    assert len(line) == 4
    for period, asked in line.items():
        assert abs(asked - Decimal("0.85") * mean[period]) <= 1, period


def test_the_months_in_a_title_are_those_of_the_figure() -> None:
    """C6: "Aug-Dec", "Aug-Mar" and "Apr-Dec" are confused in news items."""
    goal = load_pack(REPOSITORY / "packs" / "rijk").goals["duurzame-bedrijfsvoering.gas-winter"]
    said = re.findall(rf"({'|'.join(MONTHS)}) (\d{{4}})", goal.title.nl)
    first, last = (Period.month(int(year), MONTHS.index(month) + 1) for month, year in said)
    spans = [Period.parse(p) for p in published("aardgas_besparing_pct")]
    assert (first.start, last.end) in {(s.start, s.end) for s in spans}


@pytest.mark.parametrize("pack", ["rijk", "duurzame-bedrijfsvoering"])
def test_every_saving_says_whether_it_is_corrected_for_the_weather(pack: str) -> None:
    """C7: in its series, so that what is and what is not corrected are never compared."""
    indicators = load_pack(REPOSITORY / "packs" / pack).indicators.values()
    gas = [i for i in indicators if "besparing" in i.id and i.theme == "duurzame-bedrijfsvoering"]
    assert len(gas) >= 2
    for indicator in gas:
        texts = (indicator.series, *(t.nl for t in (indicator.definition, indicator.note) if t))
        words = ("weergecorrigeerd", "ecorrigeerd voor het weer", "graaddagen")
        assert any(word in text for text in texts for word in words), indicator.id
