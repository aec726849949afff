"""What went wrong with figures on ICT before, and that it cannot happen here: Z1 to Z14.

The weaknesses are those that docs/ict-portfolio.md lists with their source. Each test does what
went wrong, and looks at what a reader then sees.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.rows import Shelf
from tests.sentences import worlds
from tests.unit.model.packs import test_ict_portfolio as portfolio
from tests.unit.model.packs import test_iv_plannen as plans
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import Refused
from verantwoord.deliveries.workspace import Workspace
from verantwoord.formula.quantities import Absent
from verantwoord.model.finding import Finding
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.wording.comparing import Obstacle, broken
from verantwoord.wording.goals import rule_text

PAGE = (REPOSITORY / "docs" / "ict-portfolio.md").read_text("utf-8")
THEME = "ict-portfolio"
Row = portfolio.Row
entry, figures = portfolio.entry, portfolio.figures


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(portfolio.COUNTRY)


def euro(amount: int) -> Decimal:
    return Decimal(amount)


def first_and_last(activity: str, before: int, after: int | None, **more: str) -> list[Row]:
    """The first estimate of an activity and the one of the end of 2024."""
    last = None if after is None else euro(after)
    return [
        entry(activity, "2023-01-01", soort="initieel", schatting=euro(before), **more),
        entry(activity, "2024-12-31", schatting=last, **more),
    ]


def refused(folder: Path, dataset: str, rows: list[Row]) -> set[str | None]:
    """Return the rules that refuse a file of noord about 2024."""
    work = Workspace.create(folder / "werk", portfolio.COUNTRY)
    file = portfolio.write(folder / "aangeleverd.csv", rows)
    with pytest.raises(Refused) as caught:
        deliver(work, dataset, "noord", Period.year(2024), file, dt.date(2025, 1, 20))
    return {f.rule for f in caught.value.findings}


def full(pack: Pack, dataset: str, **given: object) -> Row:
    columns = dict.fromkeys(c.name for c in pack.datasets[dataset].columns)
    return {**columns, "jaar": "2024", **given}


def test_z1_unknown_costs_are_shown_as_unknown_and_not_as_zero(pack: Pack, tmp_path: Path) -> None:
    rows = first_and_last("bekend", 10, 15) + first_and_last("onbekend", 1000, None)
    names = ("kostenverandering-eerste", "portefeuille-stijging", "zonder-schatting", "rest")
    found = figures(pack, tmp_path, rows, *names)
    assert found["portefeuille-stijging"].value == 50  # as zero it would be a fall of 98 per cent
    assert found["zonder-schatting"].value == 50
    alone = tmp_path / "alleen"
    alone.mkdir()
    only = figures(pack, alone, first_and_last("onbekend", 1000, None), *names)
    assert isinstance(only["kostenverandering-eerste"].value, Absent)
    assert isinstance(only["rest"].value, Absent)


def test_z2_a_published_year_is_not_recalculated_from_the_rows_of_today(
    pack: Pack, tmp_path: Path
) -> None:
    shelf = Shelf(pack, tmp_path)
    then = first_and_last("a", 10, 15)
    shelf.deliver("ict-entry", "noord", "2024", then, "2025-01-20")
    later = [
        {**row, "jaar": "2025"}
        for row in (*then, entry("a", "2025-12-31", schatting=euro(30), jaar="2025"))
    ]
    shelf.deliver("ict-entry", "noord", "2025", later, "2026-01-20")
    name = f"{THEME}.kostenverandering-eerste"
    found = shelf.compute(indicators=[name]).figures
    assert found[f"{name}@noord@2024"].value == 50
    assert found[f"{name}@noord@2025"].value == 200
    again = shelf.compute(indicators=[name], known_on=dt.date(2025, 3, 1)).figures
    assert again[f"{name}@noord@2024"].value == 50


@pytest.mark.parametrize("dataset", ["ict-activiteit", "ict-entry", "set-declaratie"])
def test_z3_every_row_keeps_the_number_of_its_activity(
    pack: Pack, tmp_path: Path, dataset: str
) -> None:
    (column,) = [c for c in pack.datasets[dataset].columns if c.name == "activiteit"]
    assert column.required and column.key
    row = full(pack, dataset, activiteit=None, peildatum="2024-12-31", naam="Naamloos")
    assert refused(tmp_path, dataset, [row])


def test_z4_a_start_without_a_judgement_of_the_cio_is_counted_as_such(
    pack: Pack, tmp_path: Path
) -> None:
    def judged(activity: str, what: str, on: str | None) -> Row:
        day = dt.date.fromisoformat(on) if on else None
        return full(
            pack, "cio-oordeel", jaar="2026", activiteit=activity, oordeel_id="1", oordeel=what,
            datum=day, startdatum=dt.date(2026, 5, 1), schatting=euro(10_000_000), eenheid="EUR",
        )  # fmt: skip

    shelf = Shelf(pack, tmp_path)
    rows = [judged("met", "positief", "2026-04-30"), judged("zonder", "geen", None)]
    shelf.deliver("cio-oordeel", "noord", "2026", rows)
    name = f"{THEME}.oordeel-voor-start"
    figure = shelf.compute(indicators=[name]).figures[f"{name}@noord@2026"]
    assert (figure.numerator, figure.denominator) == (1, 2)


def test_z5_no_colour_can_be_delivered_and_every_judgement_shows_its_rule(pack: Pack) -> None:
    """Steering information was green outside and red inside."""
    names = {c.name for d in pack.datasets.values() for c in d.columns}
    assert not [n for n in names if re.search("kleur|stoplicht", n)]
    for country in ("rijk", "oefenrijk"):
        goals = load_pack(REPOSITORY / "packs" / country).goals
        assert goals
        assert all(rule_text(goal) and goal.sources for goal in goals.values())


@pytest.mark.parametrize("status", ["Afgerond", "Geannuleerd"])
def test_z6_ended_is_no_result_the_outcome_is_asked_apart(
    pack: Pack, tmp_path: Path, status: str
) -> None:
    row = full(pack, "ict-activiteit", activiteit="a", naam="A", aard="vernieuwing", status=status)
    assert "ict-activiteit.uitkomst" in refused(tmp_path, "ict-activiteit", [row])


def test_z7_the_rise_is_a_ratio_of_sums_and_the_mean_stands_beside_it(
    pack: Pack, tmp_path: Path
) -> None:
    """In 2018 the same portfolio was called 40 and 36 per cent more expensive."""
    rows = first_and_last("groot", 1000, 1100) + first_and_last("klein", 10, 20)
    found = figures(pack, tmp_path, rows, "portefeuille-stijging", "verandering-gemiddeld")
    ratio, mean = found["portefeuille-stijging"], found["verandering-gemiddeld"]
    assert (ratio.numerator, ratio.denominator) == (110, 1010)
    assert mean.value == 55
    series = {pack.indicators[f.indicator].series for f in (ratio, mean)}
    assert len(series) == 2  # so nobody may compare the two


def test_z8_a_re_baseline_does_not_wipe_out_what_came_before(pack: Pack, tmp_path: Path) -> None:
    rows = first_and_last("a", 10, 30)
    rows.insert(
        1, entry("a", "2024-06-30", soort="herijking", schatting=euro(30), toelichting="Wet")
    )
    names = ("kostenverandering-eerste", "kostenverandering-herijking")
    found = figures(pack, tmp_path, rows, *names)
    assert [found[n].value for n in names] == [200, 0]


def test_z9_an_activity_that_is_left_out_is_noticed(pack: Pack, tmp_path: Path) -> None:
    """For 2018 a project of 84 million euro was forgotten, and the total looked complete."""
    work = Workspace.create(tmp_path / "werk", portfolio.COUNTRY)
    told: list[Finding] = []
    for year, there in ((2023, ("a", "vergeten")), (2024, ("a",))):
        rows = [
            entry(a, f"{year}-12-31", jaar=year, soort="initieel", schatting=euro(84_000_000))
            for a in there
        ]
        file = portfolio.write(tmp_path / f"{year}.csv", rows)
        day = dt.date(year + 1, 1, 20)
        deliver(work, "ict-entry", "noord", Period.year(year), file, day, told=told.append)
    assert [(f.code, "vergeten" in f.found) for f in told] == [("onderdeel-verdwenen", True)]
    shelf = Shelf(pack, tmp_path)
    columns = {"aantal": 1, "gerubriceerd": False, "vorig_jaar": True}
    rows = [
        full(pack, "set-declaratie", activiteit=a, dit_jaar=now, **columns)
        for a, now in (("a", True), ("vergeten", False))
    ]
    shelf.deliver("set-declaratie", "noord", "2024", rows)
    name = f"{THEME}.set-continuiteit"
    figure = shelf.compute(indicators=[name]).figures[f"{name}@noord@2024"]
    assert (figure.numerator, figure.denominator) == (1, 2)


def test_z10_two_accounting_systems_are_never_added_up(pack: Pack, tmp_path: Path) -> None:
    rows = first_and_last("a", 10, 15) + first_and_last("b", 10, 15, stelsel="baten-lasten")
    found = figures(pack, tmp_path, rows, "portefeuille-stijging")["portefeuille-stijging"]
    assert all(isinstance(v, Absent) for v in (found.value, found.numerator, found.denominator))


def test_z11_a_first_estimate_that_was_changed_later_is_flagged(pack: Pack, tmp_path: Path) -> None:
    rows = first_and_last("a", 10, 30)
    changed = {**rows[0], "vastgelegd_op": dt.date(2024, 3, 1), "schatting": euro(20)}
    names = ("kostenverandering-eerste", "eerste-aangepast")
    found = figures(pack, tmp_path, [rows[0], changed, rows[1]], *names)
    assert [found[n].value for n in names] == [50, 100]


@pytest.mark.parametrize(("last", "share"), [("2024-01-02", 100), ("2023-12-31", 0)])
def test_z12_what_was_not_updated_for_a_year_counts_as_stale(
    pack: Pack, tmp_path: Path, last: str, share: int
) -> None:
    rows = [entry("a", last, soort="initieel", schatting=euro(10))]
    assert figures(pack, tmp_path, rows, "actueel")["actueel"].value == share


def test_z13_what_a_plan_leaves_out_is_counted_and_never_filled_with_zero(
    pack: Pack, tmp_path: Path
) -> None:
    """None of the published summaries of plans has an amount, a number of staff or a share."""
    given = {
        "planjaar": 2024, "stelsel": "kas-verplichtingen", "categorie": "intern-personeel",
        "cijfersoort": "raming", "eenheid": "EUR",
    }  # fmt: skip
    rows = [
        {**given, "aard": "vernieuwing", "bedrag": euro(100)},
        {**given, "aard": "beheer-en-onderhoud", "bedrag": None, "reden": "niet bekend"},
    ]
    found = plans.computed(
        pack, tmp_path, "iv-kosten", {"noord": rows}, "aandeel-beheer", "vergelijkbaarheid"
    )
    shown = [f for f in found.values() if f.organisation == "noord"]
    assert all(f.value != 0 for f in shown)  # as zero, maintenance would be 0 per cent
    beside = found["vergelijkbaarheid@noord@2024"]
    assert isinstance(beside.value, Absent)  # nothing on staff, systems or activities came


def test_z14_a_series_that_breaks_is_not_drawn_as_one() -> None:
    """The maturity of 2021 was averaged otherwise than that of later years."""
    rijk = load_pack(REPOSITORY / "packs" / "rijk")
    indicator = rijk.indicators["ict-en-informatiebeveiliging.volwassenheid-informatiehuishouding"]
    of_2021, of_2022, of_2023 = (
        replace(worlds.figure(Decimal(2)), indicator=indicator.id, period=Period.year(year))
        for year in (2021, 2022, 2023)
    )
    gap = broken(of_2022, of_2021, indicator)
    assert gap is not None and gap.obstacle is Obstacle.BREAK
    assert broken(of_2023, of_2022, indicator) is None


def test_the_page_lists_the_weaknesses_and_each_has_its_test() -> None:
    listed = re.findall(r"^\| (Z\d+) \|", PAGE, re.M)
    made = re.findall(r"^def test_(z\d+)_", Path(__file__).read_text("utf-8"), re.M)
    assert listed == [f"Z{n}" for n in range(1, 15)] == [m.upper() for m in made]
