"""The portfolio of large ICT activities: the history of an estimate, and every figure once more.

The figures are recomputed from the rows by the definitions of the sheet and sums in plain Python.
Nothing there knows a component or a view.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from tests.rows import Shelf
from tests.runners import PARAMS, runner_named
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import Refused
from verantwoord.deliveries.workspace import Workspace
from verantwoord.engine.compute import compute
from verantwoord.formula.quantities import CONTEXT, Absent
from verantwoord.model.figure import Figure, FigureStatus
from verantwoord.model.finding import Finding
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

COUNTRY = REPOSITORY / "tests" / "packs" / "ict"
THEME = "ict-portfolio"
RUNNING = ("In uitvoering", "In heroriëntatie")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(COUNTRY)


def entry(activity: str, day: str, **more: Any) -> Row:
    """One total of one entry, recorded on its reference date unless said otherwise."""
    row = {
        "jaar": "2024", "activiteit": activity, "peildatum": day, "vastgelegd_op": day,
        "categorie": "totaal", "soort": "rapportage", "aard": "vernieuwing",
        "splitsing_geschat": None, "stelsel": "kas-verplichtingen", "status": "In uitvoering",
        "startdatum": "2022-01-01", "einddatum": "2025-01-01", "schatting": None, "besteed": None,
        "eenheid": "EUR", "prijspeil": None, "toelichting": None, "bron": None, **more,
    }  # fmt: skip
    return {k: dt.date.fromisoformat(v) if k in DAYS and v else v for k, v in row.items()}


DAYS = ("peildatum", "vastgelegd_op", "startdatum", "einddatum")


def figures(pack: Pack, folder: Path, rows: Iterable[Row], *names: str) -> dict[str, Figure]:
    """Deliver rows of noord about 2024 and return its figures by the last part of their id."""
    shelf = Shelf(pack, folder)
    shelf.deliver("ict-entry", "noord", "2024", list(rows))
    wanted = [f"{THEME}.{n}" for n in names]
    found = shelf.compute(indicators=wanted).figures
    return {n: found[f"{THEME}.{n}@noord@2024"] for n in names}


def write(file: Path, rows: list[Row]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows({k: "" if v is None else v for k, v in row.items()} for row in rows)
    return file


# --- the worked example ---------------------------------------------------------------------

# Rijks ICT-dashboard, https://www.rijksictdashboard.nl/projecten/501375/kosten, in million euro
LOONDOMEIN = {
    "2017-03-30": ({"totaal": "12.04"}, {}),
    "2017-12-31": (
        {"totaal": "13.84", "intern-personeel": "0.15", "inbesteed-werk": "13.69"},
        {"totaal": "8.33", "intern-personeel": "0.15", "inbesteed-werk": "8.18"},
    ),
    "2018-12-31": (
        {"totaal": "23.82", "intern-personeel": "0.52", "inbesteed-werk": "23.30"},
        {"totaal": "19.04", "intern-personeel": "0.30", "inbesteed-werk": "18.74"},
    ),
}


def loondomein() -> list[Row]:
    return [
        entry("rid-501375", day, jaar="2018", categorie=kind, schatting=amount,
              besteed=spent.get(kind), eenheid="EUR miljoen", stelsel="baten-lasten",
              soort="initieel" if day == "2017-03-30" else "rapportage",
              startdatum="2017-03-30", einddatum=None)
        for day, (estimates, spent) in LOONDOMEIN.items()
        for kind, amount in estimates.items()
    ]  # fmt: skip


EXPECTED = {
    "kostenverandering-eerste": Decimal(1178) / Decimal("12.04"),
    "verandering-in-een-jaar": Decimal(998) / Decimal("13.84"),
    "deel-besteed": Decimal(1904) / Decimal("23.82"),
    "rest": Decimal(4_780_000),
}


@pytest.mark.parametrize("runner_name", PARAMS)
def test_the_worked_example_comes_out_of_the_file_as_sent(tmp_path: Path, runner_name: str) -> None:
    """Sent in millions; 97.8, 72.1 and 79.9 per cent, and 4.78 million left."""
    work = Workspace.create(tmp_path / "werk", COUNTRY)
    file = write(tmp_path / "entry.csv", loondomein())
    deliver(work, "ict-entry", "noord", Period.year(2018), file, dt.date(2019, 1, 20))
    wanted = [f"{THEME}.{n}" for n in (*EXPECTED, "kosten-per-soort")]
    with runner_named(runner_name) as runner:
        found = compute(
            work.pack, work.deliveries(), work.rows_path, indicators=wanted, runner=runner
        ).figures
    for name, value in EXPECTED.items():
        got = found[f"{THEME}.{name}@noord@2018"].value
        assert isinstance(got, Decimal)
        assert CONTEXT.plus(got) == CONTEXT.plus(value) or abs(got - value) < Decimal("1e-25"), name
    by_kind = {
        f.dimensions: f.value
        for f in found.values()
        if f.indicator == f"{THEME}.kosten-per-soort" and f.organisation == "noord"
    }
    system = ("stelsel", "baten-lasten")
    assert by_kind[(("kostensoort", "niet-ingedeeld"), system)] == 23_300_000
    assert by_kind[(("kostensoort", "intern-personeel"), system)] == 520_000


def test_kinds_that_do_not_add_up_are_refused(tmp_path: Path) -> None:
    rows = loondomein()
    rows[1] = {**rows[1], "schatting": "13.94"}
    work = Workspace.create(tmp_path / "werk", COUNTRY)
    file = write(tmp_path / "entry.csv", rows)
    with pytest.raises(Refused) as caught:
        deliver(work, "ict-entry", "noord", Period.year(2018), file, dt.date(2019, 1, 20))
    assert "ict-entry.telt-op" in {f.rule for f in caught.value.findings}


# --- the history ----------------------------------------------------------------------------


def test_an_unknown_latest_estimate_is_not_filled_by_an_older_one(
    pack: Pack, tmp_path: Path
) -> None:
    rows = [
        entry("a", "2023-01-01", soort="initieel", schatting=Decimal(10)),
        entry("a", "2023-12-31", schatting=Decimal(12)),
        entry("a", "2024-12-31"),
    ]
    found = figures(pack, tmp_path, rows, "kostenverandering-eerste", "zonder-schatting")
    assert isinstance(found["kostenverandering-eerste"].value, Absent)
    assert found["zonder-schatting"].value == 100


def test_unknown_costs_neither_lower_nor_raise_a_sum(pack: Pack, tmp_path: Path) -> None:
    rows = [
        entry("a", "2023-01-01", soort="initieel", schatting=Decimal(10)),
        entry("a", "2024-12-31", schatting=Decimal(15)),
        entry("b", "2023-01-01", soort="initieel", schatting=Decimal(1000)),
        entry("b", "2024-12-31"),
    ]
    found = figures(pack, tmp_path, rows, "portefeuille-stijging", "stijging-dekking")
    assert found["portefeuille-stijging"].value == 50
    assert found["stijging-dekking"].value == 50  # n used is one of two


def test_what_was_recorded_last_about_a_day_holds(pack: Pack, tmp_path: Path) -> None:
    """A correction of a past year, and a first estimate that was changed: both are seen."""
    rows = [
        entry("a", "2023-01-01", soort="initieel", schatting=Decimal(10)),
        entry("a", "2023-01-01", vastgelegd_op="2024-03-01", soort="initieel",
              schatting=Decimal(20)),
        entry("a", "2023-12-31", schatting=Decimal(30)),
        entry("a", "2023-12-31", vastgelegd_op="2024-05-01", soort="correctie",
              schatting=Decimal(24)),
        entry("a", "2024-12-31", schatting=Decimal(30)),
    ]  # fmt: skip
    found = figures(
        pack, tmp_path, rows, "kostenverandering-eerste", "verandering-in-een-jaar",
        "eerste-aangepast",
    )  # fmt: skip
    assert found["kostenverandering-eerste"].value == 50
    assert found["verandering-in-een-jaar"].value == 25
    assert found["eerste-aangepast"].value == 100


def test_a_late_correction_leaves_the_old_report_as_it_was(pack: Pack, tmp_path: Path) -> None:
    """The first report can be made again from what was known then."""
    shelf = Shelf(pack, tmp_path)
    first = [
        entry("a", "2023-01-01", soort="initieel", schatting=Decimal(10)),
        entry("a", "2024-12-31", schatting=Decimal(15)),
    ]
    old = shelf.deliver("ict-entry", "noord", "2024", first, "2025-01-20")
    late = entry("a", "2024-12-31", vastgelegd_op="2025-06-01", soort="correctie",
                 schatting=Decimal(18))  # fmt: skip
    shelf.deliver("ict-entry", "noord", "2024", [*first, late], "2025-06-02", replaces=old)
    wanted = [f"{THEME}.kostenverandering-eerste"]
    then = shelf.compute(indicators=wanted, known_on=dt.date(2025, 3, 1)).figures
    now = shelf.compute(indicators=wanted).figures
    assert then[f"{wanted[0]}@noord@2024"].value == 50
    assert now[f"{wanted[0]}@noord@2024"].value == 80


def test_cash_and_accrual_are_never_added(pack: Pack, tmp_path: Path) -> None:
    rows = [
        entry(a, day, soort=kind, schatting=Decimal(amount), stelsel=system)
        for a, system in (("a", "kas-verplichtingen"), ("b", "baten-lasten"))
        for day, kind, amount in (("2023-01-01", "initieel", 10), ("2024-12-31", "rapportage", 15))
    ]
    shelf = Shelf(pack, tmp_path)
    shelf.deliver("ict-entry", "noord", "2024", rows)
    name = f"{THEME}.portefeuille-stijging"
    found = shelf.compute(indicators=[name]).figures
    together = found[f"{name}@noord@2024"]
    assert isinstance(together.value, Absent)
    assert isinstance(together.numerator, Absent)
    assert isinstance(together.denominator, Absent)
    for system in ("kas-verplichtingen", "baten-lasten"):
        assert found[f"{name}@noord@2024@stelsel={system}"].value == 50


def test_maintenance_has_no_delay(pack: Pack, tmp_path: Path) -> None:
    rows = [
        entry(a, day, aard=kind, soort=what, einddatum=end, schatting=Decimal(10))
        for a, kind in (("a", "beheer-en-onderhoud"), ("b", "vernieuwing"))
        for day, what, end in (
            ("2023-01-01", "initieel", "2024-01-01"),
            ("2024-12-31", "rapportage", "2025-01-31" if a == "b" else "2035-01-01"),
        )
    ]
    found = figures(pack, tmp_path, rows, "uitloop-maanden", "uitloop-aandeel")
    assert found["uitloop-maanden"].value == 12
    assert found["uitloop-aandeel"].value == 50  # 12 months of the 24 that were planned


def test_an_activity_that_vanishes_is_asked_after_and_missed(tmp_path: Path) -> None:
    """For 2018 a project of 84 million euro was forgotten, and the total looked complete."""
    work = Workspace.create(tmp_path / "werk", COUNTRY)
    told: list[Finding] = []

    def send(year: int, *activities: str) -> None:
        rows = [
            entry(a, f"{year}-12-31", jaar=year, soort="initieel", schatting=Decimal(84_000_000))
            for a in activities
        ]
        file = write(tmp_path / f"{year}.csv", rows)
        received = dt.date(year + 1, 1, 20)
        deliver(work, "ict-entry", "noord", Period.year(year), file, received, told=told.append)

    send(2023, "a", "vergeten")
    send(2024, "a")
    assert [f.code for f in told] == ["onderdeel-verdwenen"]
    assert "vergeten" in told[0].found
    name = f"{THEME}.portefeuille-stijging"
    found = compute(work.pack, work.deliveries(), work.rows_path, indicators=[name]).figures
    assert found[f"{name}@noord@2023"].status is FigureStatus.MEASURED
    assert found[f"{name}@noord@2024"].status is FigureStatus.INCOMPLETE


# --- every figure once more -----------------------------------------------------------------


def history(draw: random.Random, activity: str) -> list[Row]:
    """Some entries of one activity, with gaps, corrections and re-baselines."""
    start = dt.date(2019, 1, 1) + dt.timedelta(draw.randrange(1000))
    planned = start + dt.timedelta(draw.randrange(200, 2000))
    common = {
        "aard": draw.choice(["vernieuwing", "vernieuwing", "beheer-en-onderhoud"]),
        "status": draw.choice([*RUNNING, "Afgerond"]),
        "startdatum": str(start),
    }
    days = sorted(draw.sample(range(1, 1400), draw.randint(1, 5)))
    rows: list[Row] = []
    for i, after in enumerate(days):
        day = dt.date(2021, 1, 1) + dt.timedelta(after)
        kind = "initieel" if i == 0 and draw.random() < 0.8 else draw.choice(
            ["rapportage", "herijking"])  # fmt: skip
        for late in range(2 if draw.random() < 0.3 else 1):
            end = planned + dt.timedelta(draw.randrange(0, 900)) if draw.random() < 0.9 else None
            rows.append(entry(
                activity, str(day), vastgelegd_op=str(day + dt.timedelta(40 * late)),
                soort="correctie" if late else kind, einddatum=str(end) if end else None,
                schatting=None if draw.random() < 0.15 else Decimal(draw.randrange(1, 10**9)) / 100,
                besteed=None if draw.random() < 0.15 else Decimal(draw.randrange(10**9)) / 100,
                **common,
            ))  # fmt: skip
    return rows


def valid(rows: list[Row]) -> list[Row]:
    """Of each reference date the row recorded last, in order of the reference date."""
    last = {r["peildatum"]: r for r in sorted(rows, key=lambda r: r["vastgelegd_op"])}
    return [last[day] for day in sorted(last)]


def first(rows: list[Row]) -> Row | None:
    days = [r["peildatum"] for r in rows if r["soort"] == "initieel"]
    return next((r for r in valid(rows) if days and r["peildatum"] == days[-1]), None)


def months(one: dt.date, other: dt.date) -> int:
    return (one.year - other.year) * 12 + one.month - other.month


def recomputed(all_rows: list[list[Row]]) -> dict[str, Decimal | None]:
    """I1 to I5, I7, I10 and I11, from the rows and the sheet alone."""
    one, herijkt, year, spent, running, delays = [], [], [], [], [], []
    fresh = filled = active = 0
    for rows in all_rows:
        now, begin = valid(rows)[-1], first(rows)
        e, a = now["schatting"], now["besteed"]
        e0 = begin["schatting"] if begin else None
        days = [r["peildatum"] for r in rows if r["soort"] == "herijking"]
        eh = next((r["schatting"] for r in valid(rows) if days and r["peildatum"] == max(days)), 0)
        before = [r for r in valid(rows) if r["peildatum"].year < 2024]
        ep = before[-1]["schatting"] if before else None
        runs = now["status"] in RUNNING
        active += runs
        fresh += runs and (dt.date(2024, 12, 31) - now["peildatum"]).days <= 365
        filled += sum(v is not None for v in (e, a, now["startdatum"], now["einddatum"]))
        if e is not None and e0:
            one.append((e, e0))
            if runs:
                running.append((e, e0))
        if e is not None and eh:
            herijkt.append((e, eh))
        if e is not None and ep:
            year.append((e, ep))
        if a is not None and e:
            spent.append((a, e))
        ends = begin and begin["einddatum"] and now["einddatum"]
        if begin and ends and now["aard"] != "beheer-en-onderhoud":
            planned = months(begin["einddatum"], now["startdatum"])
            if planned > 0:
                delays.append((months(now["einddatum"], begin["einddatum"]), planned))
    return {
        "kostenverandering-eerste": rise(one),
        "kostenverandering-herijking": rise(herijkt),
        "verandering-in-een-jaar": rise(year),
        "portefeuille-stijging": rise(running),
        "stijging-dekking": of(len(running), active),
        "aandeel-verdubbeld": of(sum(e > 2 * e0 for e, e0 in running), len(running)),
        "deel-besteed": of(sum(a for a, _ in spent), sum(e for _, e in spent)),
        "rest": sum((e - a for a, e in spent), Decimal(0)) if spent else None,
        "uitloop-aandeel": of(sum(d for d, _ in delays), sum(p for _, p in delays)),
        "actueel": of(fresh, active),
        "volledig": of(filled, 4 * len(all_rows)),
    }


def rise(pairs: list[tuple[Decimal, Decimal]]) -> Decimal | None:
    now, then = sum(e for e, _ in pairs), sum(e for _, e in pairs)
    return of(now - then, then)


def of(part: Any, whole: Any) -> Decimal | None:
    return CONTEXT.multiply(CONTEXT.divide(Decimal(part), Decimal(whole)), 100) if whole else None


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_is_right_for_a_random_portfolio(
    pack: Pack, tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    portfolio = [history(draw, f"a{n}") for n in range(draw.randint(1, 9))]
    rows = [row for rows in portfolio for row in rows]
    draw.shuffle(rows)
    expected = recomputed(portfolio)
    found = figures(pack, tmp_path, rows, *expected)
    for name, value in expected.items():
        got = found[name].value
        if value is None:
            assert isinstance(got, Absent), (name, got)
        else:
            assert isinstance(got, Decimal), (name, got)
            assert abs(got - value) < Decimal("1e-20"), (name, got, value)
