"""The real content: it loads, everything in it resolves, and known published values come out.

Expected values are written out here, from the publications; nothing is read from the pack to check
the pack.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from verantwoord.deliveries.rule_examples import failing_examples
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.cases import run_cases
from verantwoord.engine.compute import Computation
from verantwoord.formula.quantities import Absence, Absent, rounded
from verantwoord.model import strict_yaml
from verantwoord.model.dataset import Dataset
from verantwoord.model.delivery import Delivery
from verantwoord.model.figure import FigureStatus
from verantwoord.model.goal import GoalStatus
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

FOLDER = Path(__file__).parents[4] / "packs" / "rijk"
PAGE = FOLDER / "documents" / "kst-36360-VII-1_p24.txt"
THEMES = [
    "banenafspraak",
    "hybride-werken",
    "duurzame-bedrijfsvoering",
    "ict-en-informatiebeveiliging",
    "i-vakmanschap",
    "cio-stelsel",
    "werkagenda",
]
ROWS = {
    "gepubliceerd-banenafspraak": 151,
    "gepubliceerd-duurzaamheid": 283,
    "gepubliceerd-hybride": 41,
    "gepubliceerd-ict": 108,
    "gepubliceerd-iv-plannen": 12,
    "gepubliceerd-werkagenda": 20,
}


@pytest.fixture(scope="module")
def rijk() -> Pack:
    return load_pack(FOLDER)


@pytest.fixture(scope="module")
def workspace(rijk_workspace: Workspace) -> Workspace:
    return rijk_workspace


@pytest.fixture(scope="module")
def deliveries(workspace: Workspace) -> dict[str, Delivery]:
    return {d.dataset: d for d in workspace.deliveries()}


@pytest.fixture(scope="module")
def computed(rijk_computed: Computation) -> Computation:
    return rijk_computed


def published_rows(pack: Pack) -> Iterator[tuple[Dataset, dict[str, str]]]:
    """Every row of every published file, with the dataset it belongs to."""
    listed = strict_yaml.load(FOLDER / "published" / "leveringen.yaml", "leveringen.yaml")
    for block in listed.value["leveringen"]:
        with (FOLDER / "published" / block["file"]).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield pack.datasets[block["dataset"]], row


def test_the_themes_stand_in_the_order_of_the_page(rijk: Pack) -> None:
    assert list(rijk.themes) == THEMES
    assert not rijk.info.fictional


def test_all_worked_cases_and_rule_examples_hold(rijk: Pack) -> None:
    results = run_cases(rijk)
    assert [str(r) for r in results if not r.passed] == []
    assert len(results) >= 65
    assert failing_examples(rijk) == []


def test_every_published_row_says_which_organisation_and_period_it_is_about(rijk: Pack) -> None:
    lost = []
    for dataset, row in published_rows(rijk):
        when, who = dataset.role("period"), dataset.role("organisation")
        assert when is not None
        assert who is not None
        text = row[when.name]
        if not text and not when.required:
            continue
        if text in when.undated:
            assert re.search("[a-z]", text) or "-" in text, "a real date must not be called undated"
            day = Period.parse("2026").start
        else:
            day = Period.parse(text).start
        if rijk.organisations.find(row[who.name], day) is None:
            lost.append((dataset.id, row[who.name], text))
    assert lost == []


def test_every_row_of_every_file_is_accepted(deliveries: dict[str, Delivery]) -> None:
    assert {name: d.rows for name, d in deliveries.items()} == ROWS


def test_no_ministry_is_said_to_have_delivered_what_the_makers_collected(
    deliveries: dict[str, Delivery], rijk: Pack
) -> None:
    assert {d.organisation for d in deliveries.values()} == {"makers"}
    assert rijk.organisations.by_id["makers"].kind == "overig"


def test_a_norm_is_held_against_the_series_that_goes_on_longest(computed: Computation) -> None:
    """Of three data centres the ICT dashboard has 2022; the source of the norm stops at 2020."""
    for centre, expected in (("belastingdienst", "74"), ("haaglanden", "83"), ("rws-dji", "82")):
        found = [
            f
            for f in computed.figures.values()
            for j in f.judgements
            if j.goal == f"duurzame-bedrijfsvoering.dcie-odc-{centre}"
        ]
        last = max(found, key=lambda f: f.period.end)
        assert (str(last.period), str(last.value)) == ("2022", expected)


def test_the_checks_find_what_is_wrong_in_the_publications(
    deliveries: dict[str, Delivery],
) -> None:
    """SVB 2021 does not add up, and three ministries plan for too short or too long."""
    found = {w.rule: w.count for d in deliveries.values() for w in d.warnings}
    assert found == {
        "gepubliceerd-duurzaamheid.voetafdruk-telt-op": 1,
        "gepubliceerd-iv-plannen.looptijd": 3,
    }
    assert all(len(w.explanation) > 40 for d in deliveries.values() for w in d.warnings)


VALUES = {
    "banenafspraak.m4-realisatie-pct@sector-rijk@2019": "58.57",
    "banenafspraak.m4-realisatie-pct@sector-rijk@2022": "72.88",
    "banenafspraak.m4-realisatie-pct-gepubliceerd@sector-rijk@2024": "85",
    "banenafspraak.m1-extra@sector-overheid@2022": "10004",
    "banenafspraak.m1-mutatie@sector-overheid@2022": "-1838",
    "banenafspraak.m3-inleen@overheid-en-markt@2023-Q3": "-350",
    "duurzame-bedrijfsvoering.co2-bruto@rijk@2019": "571503",
    "duurzame-bedrijfsvoering.co2-bruto-herzien@rijk@2019": "482754",
    "duurzame-bedrijfsvoering.co2-elektriciteit-netto-nagerekend@rijk@2017": "129838.59",
    "duurzame-bedrijfsvoering.co2-elektriciteit-netto-nagerekend@rijk@2018": "116046.68",
    "duurzame-bedrijfsvoering.co2-elektriciteit-netto-nagerekend@rijk@2019": "104651.25",
    "duurzame-bedrijfsvoering.co2-reductie-2021-gepubliceerd@rijk@2021": "46.6",
    "duurzame-bedrijfsvoering.co2-daling-binnen-editie@rijk@2021": "30.2",
    "duurzame-bedrijfsvoering.co2-daling-tussen-edities@rijk@2021": "41.0",
    "duurzame-bedrijfsvoering.co2-reizen-som@rijk@2020": "172914",
    "duurzame-bedrijfsvoering.aardgas@rijk@2022": "1421",
    "duurzame-bedrijfsvoering.gas-winter-besparing-nagerekend@rijk@2022-09": "13.90",
    "duurzame-bedrijfsvoering.datacenter-dcie-dashboard@odc-rws-dji@2022": "82",
    "hybride-werken.kantoorbezetting-laag@rijk@2022-04": "25",
    "hybride-werken.rijksambtenaren@rijk-ministeries@2024": "157019",
    "ict-en-informatiebeveiliging.portefeuille-stijging-pct@rijk@2024-01": "18.76",
    "i-vakmanschap.kwiv-profielen@rijk@2021-06-03": "61",
    "cio-stelsel.iv-plan-looptijd@vws@2024-01/2038-12": "15",
    "werkagenda.informatiepunten@nederland@2022": "655",
}


COMPUTED = {
    "banenafspraak.m4-realisatie-pct",
    "cio-stelsel.iv-plan-looptijd",
    "duurzame-bedrijfsvoering.co2-daling-binnen-editie",
    "duurzame-bedrijfsvoering.co2-daling-tussen-edities",
    "duurzame-bedrijfsvoering.co2-elektriciteit-netto-nagerekend",
    "duurzame-bedrijfsvoering.co2-reizen-som",
    "duurzame-bedrijfsvoering.gas-winter-besparing-nagerekend",
    "ict-en-informatiebeveiliging.portefeuille-stijging-pct",
}


@pytest.mark.parametrize("figure", sorted(VALUES))
def test_a_published_value_comes_out(computed: Computation, figure: str) -> None:
    expected = VALUES[figure]
    found = computed.figures[figure]
    assert isinstance(found.value, Decimal)
    decimals = len(expected.partition(".")[2])
    assert rounded(found.value, decimals) == Decimal(expected)
    computed_by_us = figure.partition("@")[0] in COMPUTED
    wanted = FigureStatus.FROM_PUBLISHED if computed_by_us else FigureStatus.PUBLISHED
    assert found.status is wanted


@pytest.mark.parametrize("year", [2017, 2018, 2019])
def test_gross_becomes_net_to_the_ton(computed: Computation, year: int) -> None:
    name = "duurzame-bedrijfsvoering.co2-elektriciteit-netto"
    ours, theirs = (
        computed.figures[f"{name}{which}@rijk@{year}"].value for which in ("-nagerekend", "")
    )
    assert isinstance(ours, Decimal)
    assert rounded(ours, 0) == theirs


@pytest.mark.parametrize(("year", "apart"), [(2019, 0), (2020, 0), (2021, 2)])
def test_modes_of_travel_add_up_within_their_rounding(
    computed: Computation, year: int, apart: int
) -> None:
    """Five rounded parts may be off by five halves together."""
    name = "duurzame-bedrijfsvoering.co2-reizen"
    whole, parts = (computed.figures[f"{name}{w}@rijk@{year}"].value for w in ("", "-som"))
    assert isinstance(whole, Decimal)
    assert isinstance(parts, Decimal)
    assert whole - parts == apart
    assert apart <= 5 / 2


def test_a_fall_over_two_editions_is_shown_of_the_year_of_the_dashboard_only(
    computed: Computation,
) -> None:
    name = "duurzame-bedrijfsvoering.co2-daling-tussen-edities"
    with_value = [
        f.id for f in computed.figures.values()
        if f.indicator == name and isinstance(f.value, Decimal)
    ]  # fmt: skip
    assert with_value == [f"{name}@rijk@2021"]


def test_the_published_pairs_are_published_with_their_parts(computed: Computation) -> None:
    figure = computed.figures["banenafspraak.m4-realisatie-pct@sector-rijk@2022"]
    assert figure.numerator == Decimal(3749)
    assert figure.denominator == Decimal(5144)


def test_without_a_target_there_is_no_percentage(computed: Computation) -> None:
    figure = computed.figures["banenafspraak.m4-realisatie-pct@sector-rijk@2023-Q3"]
    assert isinstance(figure.value, Absent)
    assert figure.value.kind is Absence.NOT_FOUND


JUDGED = {
    ("banenafspraak.rijk-m4", "2022"): GoalStatus.MISSED,
    ("banenafspraak.overheid-extra", "2015"): GoalStatus.MET,
    ("banenafspraak.overheid-extra", "2022"): GoalStatus.MISSED,
    ("duurzame-bedrijfsvoering.aardgas-2030", "2022"): GoalStatus.NO_JUDGEMENT,
    ("duurzame-bedrijfsvoering.aardgas-2030-grafiek", "2022"): GoalStatus.NO_JUDGEMENT,
    ("duurzame-bedrijfsvoering.klimaatneutraal-2030", "2019"): GoalStatus.NO_JUDGEMENT,
    ("duurzame-bedrijfsvoering.gas-winter", "2022-08/2023-03"): GoalStatus.MET,
    ("duurzame-bedrijfsvoering.restafval-ienw", "2021"): GoalStatus.MISSED,
}


@pytest.mark.parametrize(("goal", "period"), sorted(JUDGED))
def test_a_goal_is_judged_as_its_rule_says(computed: Computation, goal: str, period: str) -> None:
    found = [
        j.status
        for f in computed.figures.values()
        for j in f.judgements
        if j.goal == goal and str(f.period) == period
    ]
    assert found == [JUDGED[goal, period]]


def test_no_published_figure_adds_two_rows(computed: Computation) -> None:
    """Two publications of one figure must be two series, not one sum."""
    doubled = [
        f.id
        for f in computed.figures.values()
        for c in f.components
        if c.rows > 1 and f.indicator.partition(".")[0] in THEMES
    ]
    assert doubled == []


def test_published_series_with_the_same_unit_and_component_are_not_shown_twice(rijk: Pack) -> None:
    used = Counter(
        (tuple(sorted(u.component for u in i.components.values())), i.formula)
        for i in rijk.indicators.values()
        if i.periods == ("als-geleverd",)
    )
    assert [key for key, count in used.items() if count > 1] == []


def test_the_four_series_of_the_banenafspraak_stay_apart(rijk: Pack) -> None:
    series = {i.id: i.series for i in rijk.indicators.values() if i.theme == "banenafspraak"}
    for kind in ("m1", "m3", "m4"):
        mine = [s for name, s in series.items() if name.startswith(f"banenafspraak.{kind}-")]
        assert mine
        assert all(s.startswith(kind.upper()) for s in mine)
    rest = [s for name, s in series.items() if not re.match(r"banenafspraak\.m[134]-", name)]
    assert not any(re.match("M[134] ", s) for s in rest)


def test_every_indicator_and_goal_has_a_question_or_title_in_two_languages_and_a_source(
    rijk: Pack,
) -> None:
    for indicator in rijk.indicators.values():
        assert indicator.question.nl.endswith("?"), indicator.id
        assert indicator.question.en, indicator.id
        assert indicator.sources, indicator.id
        assert all(s.url or s.own_choice or s.note for s in indicator.sources), indicator.id
    for goal in rijk.goals.values():
        assert goal.title.en, goal.id
        assert all(s.url or s.own_choice for s in goal.sources), goal.id
        assert goal.indicator or goal.gap, goal.id


def test_every_parameter_value_has_a_source_or_says_why_it_is_unknown(rijk: Pack) -> None:
    for parameter in rijk.parameters.values():
        for value in parameter.values:
            if value.value is None:
                assert value.unknown, parameter.id
            else:
                assert value.source, parameter.id
                assert value.source.url or value.source.own_choice, parameter.id


def _letters(text: str) -> str:
    return re.sub(r"[\s-]+", "", text).casefold()


def test_every_claim_stands_on_the_page(rijk: Pack) -> None:
    page = _letters(PAGE.read_text("utf-8"))
    claims = [g.claim for t in rijk.themes.values() for g in t.gaps if g.claim]
    assert len(claims) >= 30
    assert [c for c in claims if _letters(c) not in page] == []


def test_there_are_twelve_ministries_then_fifteen_then_twelve(rijk: Pack) -> None:
    def ministries(day: str) -> int:
        on = Period.parse(day).start
        everybody = rijk.organisations.by_id.values()
        return sum(o.kind == "ministerie" and o.exists_on(on) for o in everybody)

    assert ministries("2022-12-31") == 12
    assert ministries("2024-07-01") == 12
    assert ministries("2024-07-02") == 15
    assert ministries("2026-02-22") == 15
    assert ministries("2026-02-23") == 12


def test_an_abbreviation_means_the_ministry_of_the_day(rijk: Pack) -> None:
    def means(text: str, day: str) -> str | None:
        found = rijk.organisations.find(text, Period.parse(day).start)
        return found.id if found else None

    assert means("EZK", "2022-06-01") == "ezk"
    assert means("EZK", "2026-06-01") == "ezk-2026"
    assert means("VenJ", "2017-06-01") == means("JenV", "2022-06-01") == "jenv"
    assert means("Defensie", "2022-06-01") == "def"
    assert means("Rijk", "2022-06-01") == "rijk"
    assert means("sector Rijk", "2022-06-01") == "sector-rijk"
    assert means("Rijk (ministeries)", "2024-06-01") == "rijk-ministeries"


def test_only_whole_transfers_are_stated(rijk: Pack) -> None:
    assert {s.share for s in rijk.organisations.successions} == {Decimal(1)}
    split = {"bzk", "ezk", "jenv", "kgg", "aenm"}
    assert not split & {s.predecessor for s in rijk.organisations.successions}


def test_nothing_is_asked_of_ministries_that_no_source_asks(rijk: Pack) -> None:
    assert rijk.requests == {}
