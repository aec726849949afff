"""Judgements, advice, re-baselines, the set and the forecast, by hand from small rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.rows import Shelf
from tests.unit.model.packs.test_ict_portfolio import COUNTRY, THEME, entry
from verantwoord.formula.quantities import Absent
from verantwoord.model.figure import Figure
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack

Row = dict[str, Any]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(COUNTRY)


@pytest.fixture
def shelf(pack: Pack, tmp_path: Path) -> Shelf:
    return Shelf(pack, tmp_path)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def send(shelf: Shelf, dataset: str, year: str, rows: list[Row]) -> None:
    columns = [c.name for c in shelf.pack.datasets[dataset].columns]
    shelf.deliver(
        dataset, "noord", year, [{**dict.fromkeys(columns), "jaar": year, **r} for r in rows]
    )


def figures(shelf: Shelf, year: str, *names: str) -> dict[str, Figure]:
    found = shelf.compute(indicators=[f"{THEME}.{n}" for n in names]).figures
    return {n: found[f"{THEME}.{n}@noord@{year}"] for n in names}


def judged(activity: str, number: str, what: str, on: str | None, **more: Any) -> Row:
    row = {
        "activiteit": activity, "oordeel_id": number, "oordeel": what, "datum": day(on),
        "startdatum": day("2026-05-01"), "schatting": Decimal(10_000_000), "eenheid": "EUR",
    }  # fmt: skip
    return {**row, **more}


def test_only_a_positive_judgement_on_or_before_the_start_counts(shelf: Shelf) -> None:
    """Four of seven count, of which one is a deviation of the SG, shown apart too."""
    rows = [
        judged("op-de-dag", "1", "positief", "2026-05-01"),
        judged("dag-te-laat", "1", "positief", "2026-05-02"),
        judged("voorwaarden", "1", "onder-voorwaarden", "2026-04-01"),
        judged("later-positief", "1", "onder-voorwaarden", "2026-03-01"),
        judged("later-positief", "2", "positief-met-aanbevelingen", "2026-04-01"),
        judged("geen", "1", "geen", None),
        judged("sg", "1", "negatief", "2026-04-01", sg_besluit_op=day("2026-04-20"),
               sg_motivering="Datum in de wet", schatting=Decimal(40_000_000)),
        judged("beide", "1", "positief", "2026-04-01", sg_besluit_op=day("2026-04-20"),
               sg_motivering="Overbodig"),
        judged("eerder", "1", "positief", "2025-01-01", startdatum=day("2025-05-01")),
        judged("onbekend", "1", "positief", "2026-01-01", startdatum=None),
    ]  # fmt: skip
    send(shelf, "cio-oordeel", "2026", rows)
    found = figures(
        shelf, "2026", "oordeel-voor-start", "sg-afwijkingen", "oordeel-voor-start-kosten",
        "start-onbekend",
    )  # fmt: skip
    assert found["oordeel-voor-start"].numerator == 4  # op-de-dag, later-positief, beide, sg
    assert found["oordeel-voor-start"].denominator == 7
    assert found["sg-afwijkingen"].numerator == 1
    assert found["oordeel-voor-start-kosten"].value == 70  # 70 of 100 million
    assert found["start-onbekend"].numerator == 1
    assert found["start-onbekend"].denominator == 8


def test_the_terms_of_the_law_hold_from_1_july_2024(shelf: Shelf) -> None:
    """28 days is in time and 29 is not; before the law there was no term; no letter is too late."""

    def advice(activity: str, received: str, letter: str | None) -> Row:
        return {
            "activiteit": activity, "advies_id": "1", "beslissing": "advies",
            "startdatum": day("2024-12-01"), "gemeld_op": day("2024-11-30"),
            "aangeboden_op": day(received), "ontvangen_op": day(received),
            "brief_op": day(letter), "openbaar_op": day(letter),
        }  # fmt: skip

    rows = [
        advice("op-tijd", "2024-09-01", "2024-09-29"),
        advice("te-laat", "2024-09-01", "2024-09-30"),
        advice("voor-de-wet", "2024-06-30", "2024-12-31"),
        {**advice("geen-brief", "2024-10-01", None), "gemeld_op": day("2024-12-02")},
    ]
    send(shelf, "acict", "2024", rows)
    found = figures(
        shelf, "2024", "acict-brief-op-tijd", "acict-openbaar-op-tijd", "acict-gemeld",
        "acict-dagen",
    )  # fmt: skip
    assert found["acict-brief-op-tijd"].numerator == 1
    assert found["acict-brief-op-tijd"].denominator == 3
    assert found["acict-openbaar-op-tijd"].numerator == 0
    assert found["acict-gemeld"].numerator == 3
    assert found["acict-gemeld"].denominator == 4
    assert found["acict-dagen"].numerator == 28 + 29 + 184


def test_a_re_baseline_with_reasons_in_two_groups_counts_once_in_the_total(shelf: Shelf) -> None:
    on = day("2024-06-01")
    reasons = ["wetswijziging", "prijsontwikkeling", "tegenvallers"]  # two outside, one execution
    rows: list[Row] = [{"activiteit": "a", "peildatum": on, "reden": r} for r in reasons]
    rows.append({"activiteit": "b", "peildatum": on, "reden": "scope"})
    send(shelf, "ict-herijking", "2024", rows)
    shelf.deliver(
        "ict-entry", "noord", "2024",
        [entry(a, "2024-12-31", schatting=Decimal(10)) for a in ("a", "b", "c", "d")],
    )  # fmt: skip
    names = ("herijkingen", "herijkingen-buiten", "herijkingen-keuze", "herijkingen-uitvoering")
    found = figures(shelf, "2024", *names)
    assert [found[n].numerator for n in names] == [2, 1, 0, 2]
    assert found["herijkingen"].value == Decimal("0.5")


def test_what_was_in_the_set_last_year_is_there_or_has_a_reason(shelf: Shelf) -> None:
    def declared(activity: str, before: bool, now: bool, why: str | None = None, n: int = 1) -> Row:
        return {
            "activiteit": activity, "aantal": n, "gerubriceerd": n > 1,
            "vorig_jaar": before, "dit_jaar": now, "reden": why,
        }  # fmt: skip

    rows = [
        declared("blijft", True, True),
        declared("nieuw", False, True),
        declared("klaar", True, False, "beeindigd"),
        declared("weg", True, False),
        declared("wapens", True, True, n=12),
    ]
    send(shelf, "set-declaratie", "2024", rows)
    found = figures(shelf, "2024", "set-continuiteit")["set-continuiteit"]
    assert (found.numerator, found.denominator) == (14, 15)


def ended(number: int, rise: int) -> list[Row]:
    """An ended activity of four years whose estimate rose after its first year."""
    common = {"startdatum": "2016-01-01", "einddatum": "2020-01-01", "status": "Afgerond"}
    return [
        entry(f"af{number}", "2016-01-01", soort="initieel", schatting=Decimal(100), **common),
        entry(f"af{number}", "2017-06-01", schatting=Decimal(100), **common),
        entry(f"af{number}", "2020-01-01", schatting=Decimal(100 + rise), **common),
    ]


@pytest.mark.parametrize(("number", "value"), [(20, Decimal(1100)), (19, None)])
def test_a_forecast_needs_twenty_ended_activities_in_the_same_part(
    shelf: Shelf, number: int, value: Decimal | None
) -> None:
    """The one that runs is past a quarter of its four years, as they were in June 2017."""
    running = {"startdatum": "2023-01-01", "einddatum": "2027-01-01"}
    rows = [
        entry("loopt", "2023-01-01", soort="initieel", schatting=Decimal(900), **running),
        entry("loopt", "2024-06-01", schatting=Decimal(1000), **running),
    ]
    for n in range(number):
        rows += ended(n, 10 if n < number - 4 else 90)
    shelf.deliver("ict-entry", "noord", "2024", rows)
    shelf.deliver("ict-entry", "zuid", "2024", [entry("z", "2024-12-31", startdatum=None)])
    found = shelf.compute(indicators=[f"{THEME}.prognose"]).figures
    figure = found[f"{THEME}.prognose@land@2024@fase=tweede-kwart"].value
    if value is None:
        assert isinstance(figure, Absent)
        assert str(figure.kind) == "n.v.t."
    else:
        assert figure == value
    assert isinstance(found[f"{THEME}.prognose@land@2024"].value, Absent)  # parts mixed
