"""What is said of sources, changes and measures: an expectation is never a result."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.conftest import REPOSITORY
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack
from verantwoord.model.text import Source, Text
from verantwoord.register.chain import dangling
from verantwoord.register.loading import load_register
from verantwoord.register.measures import Estimate, Funding, PlannedMeasure
from verantwoord.release.support import WayToGo, per_euro, rank
from verantwoord.wording.support import estimate_text, gap_sentence, per_euro_text

NETTO = "duurzame-bedrijfsvoering.voetafdruk-netto"


def estimate(value: Any = None, low: Any = None, high: Any = None) -> Estimate:
    if value is None:
        return Estimate(unknown=Text("niemand weet het", "nobody knows"))
    parts = [None if v is None else Decimal(v) for v in (value, low, high)]
    return Estimate(value=parts[0], low=parts[1], high=parts[2])


def measure(name: str, effect: Estimate, cost: Estimate) -> PlannedMeasure:
    return PlannedMeasure(
        id=f"proef.{name}", title=Text(name), organisation="alfa", indicator=NETTO, effect=effect,
        unit="t_co2e", cost=cost, starts=dt.date(2026, 1, 1), funding=Funding.FUNDED,
        sources=(Source(title="Verzonnen"),),
    )  # fmt: skip


def test_what_is_not_known_has_no_rank_and_what_is_free_goes_first() -> None:
    """Unknown costs are not zero, and an unknown effect is not the worst."""
    dear = measure("duur", estimate(10), estimate(1_000_000))
    cheap = measure("goedkoop", estimate(1), estimate(1_000))
    free = measure("gratis", estimate(1), estimate(0))
    priceless = measure("onbekend", estimate(9_000), estimate())
    effectless = measure("effectloos", estimate(), estimate(1))
    found = sorted([effectless, dear, priceless, free, cheap], key=rank)
    assert [m.title.nl for m in found[:3]] == ["gratis", "goedkoop", "duur"]
    assert {m.title.nl for m in found[3:]} == {"onbekend", "effectloos"}
    assert per_euro(cheap) == Decimal("0.001")
    assert [per_euro_text(m, per_euro(m)) for m in found[:3]] == ["kost niets", "1,000", "0,010"]
    assert per_euro_text(priceless, None) == "niet te zeggen: de kosten zijn onbekend"
    assert per_euro_text(effectless, None) == "niet te zeggen: het effect is onbekend"


def test_an_expected_amount_is_said_with_its_bounds_or_why_there_is_none() -> None:
    assert estimate_text(estimate(30, 22, 36), "t_co2e") == "30\u00a0ton CO₂-eq (22 tot 36)"
    assert estimate_text(estimate(5), "t_co2e") == "5\u00a0ton CO₂-eq"
    assert estimate_text(estimate(), "euro") == "onbekend: niemand weet het"


@pytest.mark.parametrize(
    ("left", "least", "most", "unknown", "said"),
    [
        (0, 0, 0, 0, "De waarde is al wat in 2030 is gevraagd."),
        (50, 0, 0, 0, "Er is geen maatregel met geld waarvan het effect bekend is."),
        (50, 60, 80, 0, "(60 ton CO₂-eq tot 80 ton CO₂-eq), dan is dat genoeg."),
        (50, 40, 80, 0, "of dat genoeg is, is niet zeker."),
        (50, 20, 30, 0, "dat is niet genoeg, er blijft minstens 20 ton CO₂-eq over."),
        (50, 50, 50, 0, "(50 ton CO₂-eq), dan is dat genoeg."),
        (50, 20, 30, 2, "Van nog 2 maatregelen met geld is het effect onbekend"),
    ],
)
def test_measures_are_enough_only_when_the_least_that_is_expected_is(
    left: int, least: int, most: int, unknown: int, said: str
) -> None:
    indicator = load_pack(REPOSITORY / "packs/duurzame-bedrijfsvoering").indicators[NETTO]
    amounts = (Decimal(left), Decimal(least), Decimal(most))
    sentence = gap_sentence(*amounts, unknown, 2030, indicator)
    assert said in sentence.replace("\u00a0", " ")


def test_what_must_go_each_year_is_said_with_it() -> None:
    indicator = load_pack(REPOSITORY / "packs/duurzame-bedrijfsvoering").indicators[NETTO]
    amounts = [Decimal(n) for n in (60, 0, 0)]
    said = gap_sentence(*amounts, 0, 2030, indicator, Decimal(10)).replace("\u00a0", " ")
    assert said.startswith("Tot 2030 moet er 60 ton CO₂-eq af, gemiddeld 10 ton CO₂-eq per jaar.")


@pytest.mark.parametrize(
    ("left", "least", "most", "unknown", "said"),
    [
        (0, 0, 0, 0, "The value is already what is asked in 2030."),
        (
            1250,
            0,
            0,
            0,
            "By 2030, 1,250 tonnes CO₂e must go, 10 tonnes CO₂e a year on average. "
            "There is no funded measure with a known effect.",
        ),
        (50, 60, 80, 0, "(60 tonnes CO₂e to 80 tonnes CO₂e), that is enough."),
        (50, 40, 80, 0, "whether that is enough is not certain."),
        (50, 20, 30, 0, "that is not enough, at least 20 tonnes CO₂e is left."),
        (50, 20, 30, 1, "The effect of 1 more funded measure is unknown and does not count"),
        (50, 20, 30, 2, "The effect of 2 more funded measures is unknown and does not count"),
    ],
)
def test_the_same_is_said_in_english(
    left: int, least: int, most: int, unknown: int, said: str
) -> None:
    indicator = load_pack(REPOSITORY / "packs/duurzame-bedrijfsvoering").indicators[NETTO]
    amounts = (Decimal(left), Decimal(least), Decimal(most))
    sentence = gap_sentence(*amounts, unknown, 2030, indicator, Decimal(10), "en")
    assert said in sentence.replace("\u00a0", " ")


def test_a_gap_is_never_negative_and_adds_the_bounds_of_measures() -> None:
    two = (measure("a", estimate(10, 8, 14), estimate(1)), measure("b", estimate(5), estimate(1)))
    gap = WayToGo(2030, Decimal(0), Decimal(100), 2025, two, ())
    assert (gap.open, gap.each, gap.least, gap.most) == (100, 20, 13, 19)
    assert WayToGo(2030, Decimal(20), Decimal(15), 2025, (), ()).open == 0


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ("{value: 3, unknown: {nl: x}}", "niet allebei"),
        ("{low: 1, high: 2}", "niet allebei"),
        ("{value: 3, low: 4, high: 5}", "niet om de waarde"),
        ("{value: 3, low: 1}", "niet om de waarde"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(tmp_path: Path, effect: str, said: str) -> None:
    text = (REPOSITORY / "packs/oefenrijk/register/duurzame-bedrijfsvoering.yaml").read_text()
    (tmp_path / "register").mkdir()
    file = tmp_path / "register/duurzame-bedrijfsvoering.yaml"
    file.write_text(text.replace("{value: 30, low: 22, high: 36}", effect, 1), "utf-8")
    with pytest.raises(PackError, match=said):
        load_register(tmp_path)


def test_a_measure_about_a_figure_that_is_not_there_is_found() -> None:
    register = load_register(REPOSITORY / "packs/oefenrijk")
    assert len(register.measures) == 5
    assert not [r for name, r in dangling(register, (), {NETTO}) if name in register.measures]
    assert len([1 for name, _ in dangling(register, (), ()) if name in register.measures]) == 5


def page(folder: Path, name: str) -> Any:
    return html.fromstring((folder / "oefenrijk-2024/opbouw" / f"{NETTO}{name}.html").read_bytes())


@pytest.mark.slow
def test_the_page_of_a_ministry_says_what_is_largest_what_changed_and_what_is_left(
    demo_releases: Path,
) -> None:
    found = page(demo_releases, "_alfa")
    text = " ".join(found.text_content().split())
    rows = [[" ".join(c.text_content().split()) for c in r] for r in found.xpath("//tbody/tr")]
    assert rows[0][0] == "Uitstoot van vluchten" and rows[0][-1] == "niet gesplitst"
    cars = next(r for r in rows if r[0].startswith("Uitstoot van eigen en lease"))
    change, *both = (Decimal(c.replace("−", "-").replace(",", ".")) for c in cars[3:6])
    assert abs(sum(both) - change) <= Decimal("0.1") and all(both)
    gas = next(r for r in rows if r[0] == "Uitstoot van aardgas")
    change, activity, factor = (Decimal(c.replace("−", "-").replace(",", ".")) for c in gas[3:6])
    assert activity < 0 < factor
    assert abs(activity + factor - change) <= Decimal("0.1")
    assert "De bronnen zijn samen precies het geheel." in text
    assert "22 ton CO₂-eq tot 36 ton CO₂-eq verwacht: dat is niet genoeg" in text
    english = " ".join(found.xpath("string(//details[@lang='en'])").split())
    assert (
        english.startswith("English summaryFootprint after Dutch")
        and "For 2024 the value is 1,363 t" in english
    )
    assert "22 tonnes CO₂e to 36 tonnes CO₂e: that is not enough" in english
    assert "The sources are together exactly the whole." in english
    assert "2 measures are recorded." in english
    assert "Ledverlichting" in text and "Warmtepomp" in text and "Wagenpark" not in text


@pytest.mark.slow
def test_the_list_of_all_ministries_ranks_only_what_is_known(demo_releases: Path) -> None:
    found = page(demo_releases, "")
    tables = [
        [r.xpath("string(th)") for r in t.xpath(".//tbody/tr")] for t in found.xpath("//table")
    ]
    english = " ".join(found.xpath("string(//details[@lang='en'])").split())
    assert "5 measures of all organisations" in english
    assert "2 measures cannot be ranked" in english and "tonnes CO₂e a year for € 1,000" in english
    assert tables[0][0] == "Onder de 700 kilometer met de trein"
    assert set(tables[1]) == {"Alleen nog Nederlandse garanties", "Alle dienstauto's op stroom"}
