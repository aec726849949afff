"""What the rows of the Rijk pack state: nature, precision, origin, and what is said about absence.

Values are written out from the publications, as in `test_rijk.py`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from verantwoord.engine.compute import Computation
from verantwoord.engine.stated import held_against
from verantwoord.model.cross_checks import check_pack
from verantwoord.model.figure import Figure, FigureStatus, Judgement
from verantwoord.model.goal import Bound, GoalKind, GoalStatus
from verantwoord.model.loading import load_pack
from verantwoord.model.stated import Nature, Precision, Stated
from verantwoord.model.text import Text
from verantwoord.wording import sentences
from verantwoord.wording.shown import show

FOLDER = Path(__file__).parents[4] / "packs" / "rijk"
RIJK = load_pack(FOLDER)


@pytest.fixture(scope="module")
def computed(rijk_computed: Computation) -> Computation:
    return rijk_computed


def of(computed: Computation, identifier: str) -> Figure:
    return computed.figures[identifier]


def said(found: Figure) -> str:
    return show(found, RIJK.indicators[found.indicator]).text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("identifier", "text", "nature"),
    [
        ("banenafspraak.extra-maatregel@sector-rijk@2022", "ten hoogste 400 banen", "agreed"),
        ("banenafspraak.m1-extra@overheid-en-markt@2024", "bijna 90.000 banen", "realisation"),
        ("hybride-werken.kantoorpanden@rijk@2024-05-02", "ongeveer 140 panden", "realisation"),
        ("hybride-werken.kantooroppervlak@rijk@2024-05-02", "ruim 2.000.000 m²", "realisation"),
        ("hybride-werken.kantoorbezetting-hoog@rijk@2022-04", "ten hoogste 40%", "estimate"),
        (
            "duurzame-bedrijfsvoering.gasbesparing-weergecorrigeerd@rijk@2022-08/2023-03",
            "tussen 19,0% en 22,0%",
            "estimate",
        ),
        (
            "duurzame-bedrijfsvoering.co2-auto-woonwerk@rijk@2020",
            "ten hoogste 59.202 ton CO₂-eq",
            "realisation",
        ),
        ("banenafspraak.m1-doel@sector-overheid@2022", "22.500 banen", "target"),
        ("banenafspraak.quotumpercentage-vastgesteld@sector-overheid@2024", "2,76%", "norm"),
        ("banenafspraak.quotumpercentage-prognose@sector-overheid@2022", "2,78%", "forecast"),
    ],
)
def test_a_figure_says_what_its_source_said(
    computed: Computation,
    identifier: str,
    text: str,
    nature: str,
) -> None:
    found = of(computed, identifier)
    assert (said(found), str(found.nature)) == (text, nature)


def test_bijna_90_000_makes_no_difference_of_4_335(computed: Computation) -> None:
    now, before = (
        of(computed, f"banenafspraak.m1-extra@overheid-en-markt@{year}") for year in (2024, 2023)
    )
    words = sentences.change_sentence(now, before, RIJK.indicators[now.indicator])
    assert "4.335" not in words
    assert "hoger" not in words


@pytest.mark.parametrize(
    ("who", "year", "value", "percent"),
    [
        ("overheid-en-markt", 2019, "61615", "112"),
        ("overheid-en-markt", 2022, "81117", "88"),
        ("sector-markt", 2022, "71113", "102"),
        ("sector-markt", 2016, "18957", "135"),
        ("overheid-en-markt", 2021, "72809", "91"),
    ],
)
def test_what_follows_from_two_published_numbers_is_there(
    computed: Computation,
    who: str,
    year: int,
    value: str,
    percent: str,
) -> None:
    assert of(computed, f"banenafspraak.m1-extra@{who}@{year}").value == Decimal(value)
    share = of(computed, f"banenafspraak.m1-realisatie-pct@{who}@{year}")
    assert said(share) == f"{percent}%"
    assert share.status is FigureStatus.FROM_PUBLISHED


def test_only_one_row_passed_on_is_called_published(computed: Computation) -> None:
    for found in computed.figures.values():
        if found.status is FigureStatus.PUBLISHED:
            assert len(found.components) == 1
            assert found.value == found.components[0].value
    market = of(computed, "banenafspraak.m1-extra@sector-markt@2022")
    assert market.status is FigureStatus.FROM_PUBLISHED
    heat = of(computed, "duurzame-bedrijfsvoering.graaddagen@knmi-de-bilt@2010")
    assert heat.status is FigureStatus.OWN_WORK


def test_only_realisations_are_judged(computed: Computation) -> None:
    hard = [
        f
        for f in computed.figures.values()
        if any(j.status is not GoalStatus.NO_JUDGEMENT for j in f.judgements)
    ]
    assert hard
    assert {f.nature for f in hard} == {Nature.REALISATION}


def test_a_rounded_value_at_its_goal_is_not_judged() -> None:
    """-25 per cent, rounded, is no proof that -25 was reached; -27 is."""
    goal = RIJK.goals["banenafspraak.overheid-extra"]
    met = Judgement(goal.id, GoalStatus.MET, Text("waarde", "value"), Bound(Decimal(25), None))

    def judged(value: str) -> Judgement:
        about = Decimal(value)
        stated = Stated(
            precision=Precision.ROUNDED, low=about - Decimal("0.5"), high=about + Decimal("0.5")
        )
        return held_against(goal, met, about, stated)

    assert judged("25").status is GoalStatus.NO_JUDGEMENT
    assert "niet precies bekend" in judged("25").reason.nl
    assert judged("27").status is GoalStatus.MET
    assert held_against(goal, met, Decimal(27), Stated(Nature.TARGET)).reason.nl == (
        "dit cijfer is een doel en geen resultaat"
    )


def test_at_most_400_is_no_floor() -> None:
    goal = RIJK.goals["banenafspraak.rijk-extra-maatregel"]
    assert goal.kind is GoalKind.CEILING
    assert goal.indicator is None


@pytest.mark.parametrize(
    "indicator",
    [
        "m1-doel", "m4-doel", "extra-maatregel", "m1-realisatie-pct", "m4-realisatie-pct",
        "m4-realisatie-pct-gepubliceerd",
    ],
)  # fmt: skip
def test_what_is_a_goal_or_a_share_of_one_has_that_goal(indicator: str) -> None:
    assert any(f"banenafspraak.{indicator}" in g.related for g in RIJK.goals.values())


def rows_that_were_computed() -> list[dict[str, str]]:
    with (FOLDER / "published" / "banenafspraak.csv").open(encoding="utf-8", newline="") as file:
        return [r for r in csv.DictReader(file) if r["origin"] == "computed"]


@pytest.mark.parametrize("row", rows_that_were_computed(), ids=lambda r: r["computed_from"][:40])
def test_a_computed_row_is_what_it_says_it_was_computed_from(row: dict[str, str]) -> None:
    text = re.sub(r"\([^)]*\)", "", row["computed_from"])
    if text.startswith("driekwart van"):
        text = text.replace("driekwart van", "0,75 *").partition(" zoals")[0]
        number, _, of_it = text.partition("*")
        made = Decimal(number.strip().replace(",", ".")) * Decimal(re.sub(r"[^\d]", "", of_it))
    else:
        terms = re.findall(r"([+-]?)\s*(\d[\d.]*)", text)
        made = sum(
            (Decimal(n.replace(".", "")) * (-1 if sign == "-" else 1) for sign, n in terms),
            Decimal(0),
        )
    assert made == Decimal(row["value"])


def test_where_two_of_three_are_known_the_third_is_there() -> None:
    with (FOLDER / "published" / "banenafspraak.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if re.fullmatch(r"\d{4}", r["period"])]
    three = {"sector overheid", "sector markt", "totaal"}
    for series in ("banen_extra_meting", "banen_extra_doel"):
        for year in {r["period"] for r in rows}:
            mine = [r for r in rows if r["indicator"] == series and r["period"] == year]
            assert len({r["organisation"] for r in mine} & three) != 2, (series, year)


def test_a_published_row_whose_nature_cannot_be_told_is_refused() -> None:
    dataset = RIJK.datasets["gepubliceerd-hybride"]
    columns = tuple(
        replace(c, means={k: v for k, v in (c.means or {}).items() if k != "plan"})
        if c.role == "nature"
        else c
        for c in dataset.columns
    )
    broken = {**RIJK.datasets, dataset.id: replace(dataset, columns=columns)}
    found = check_pack(replace(RIJK, datasets=broken)).found
    assert any("plan" in str(fault) and "nature" in str(fault) for fault in found)


@pytest.mark.parametrize(
    "claim",
    [
        "is niets gepubliceerd", "Geen ministerie publiceert", "zijn niet gepubliceerd",
        "Compensatie trekken wij niet af", "hoogstens 19", "ten hoogste 19",
        "Nothing was published", "No ministry publishes", "at most 19",
    ],
)  # fmt: skip
def test_unreadable_or_not_found_is_not_called_unpublished(claim: str) -> None:
    told = [p for p in FOLDER.rglob("*.yaml") if claim in p.read_text("utf-8")]
    assert told == []
