"""The values of a meter after each other: what is missing, stuck, too high or there twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.unit.deliveries.factory import column, dataset, rule
from verantwoord.deliveries.accept import check, deliver
from verantwoord.deliveries.errors import Refused
from verantwoord.deliveries.judged import CheckReport
from verantwoord.deliveries.workspace import Workspace
from verantwoord.formula.errors import ExpressionError
from verantwoord.model.dataset import CellGrain, ValueSeries
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.rule_kinds import check_rule, check_series

OEFENRIJK = Path(__file__).parents[3] / "packs" / "oefenrijk"
METERS = "meterstanden-elektriciteit"
QUARTER = dt.timedelta(minutes=15)
GAP, STUCK, PEAK, TWIN = (f"{METERS}.{n}" for n in ("geen-gat", "staat-niet-vast", "piek",
                                                    "niet-dubbel"))  # fmt: skip


@cache
def oefenrijk() -> Pack:
    return load_pack(OEFENRIJK)


def moments(period: str) -> list[dt.datetime]:
    """Every quarter of an hour of a period of the Netherlands, in UTC."""
    zone, about = ZoneInfo("Europe/Amsterdam"), Period.parse(period)
    start, end = (
        dt.datetime.combine(d, dt.time(), zone).astimezone(dt.UTC) for d in (about.start, about.end)
    )
    return [start + n * QUARTER for n in range(int((end - start) / QUARTER))]


Row = tuple[str, dt.datetime, str, str]


def meter(name: str, period: str = "2024-03", kind: str = "gemeten") -> list[Row]:
    """A value for each quarter that is never twice the same in a row."""
    numbers = range(len(moments(period)))
    own = sum(name.encode())
    return [
        (name, m, f"{100 + (n * 37 + own) % 91}.5", kind)
        for n, m in zip(numbers, moments(period), strict=True)
    ]


def file(folder: Path, rows: Iterable[Row], name: str = "meters.csv") -> Path:
    lines = [f"{u},{m:%Y-%m-%dT%H:%M:%SZ},{v},kWh,{k}" for u, m, v, k in rows]
    path = folder / name
    path.write_text("\n".join(["meter_id,tijdstip,verbruik,eenheid,soort", *lines]) + "\n")
    return path


def checked(folder: Path, rows: Iterable[Row], period: str = "2024-03") -> CheckReport:
    pack = oefenrijk()
    return check(file(folder, rows), pack.datasets[METERS], pack, "gamma", Period.parse(period))


def said(report: CheckReport) -> list[tuple[str, str, str]]:
    return [(f.rule, f.where, f.found) for f in report.findings]


def test_a_whole_month_has_nothing_to_remark_though_an_hour_of_it_never_was(tmp_path: Path) -> None:
    rows = meter("M1")
    assert len(rows) == 31 * 96 - 4
    assert not checked(tmp_path, rows).findings


def test_a_missing_day_is_one_finding_that_says_from_when_until_when(tmp_path: Path) -> None:
    rows = [r for r in meter("M1") if not at("2024-03-14T23:00") <= r[1] < at("2024-03-15T23:00")]
    assert said(checked(tmp_path, rows)) == [
        (GAP, "Rij 1346, meter_id M1, 15-03-2024 00:00 tot 16-03-2024 00:00",
         "96 kwartier zonder waarde.")
    ]  # fmt: skip


def at(utc: str) -> dt.datetime:
    return dt.datetime.fromisoformat(utc + "Z")


def test_an_empty_value_is_a_missing_one_and_a_correction_is_none(tmp_path: Path) -> None:
    rows = meter("M1")
    corrected = [*rows, ("M1", rows[50][1], "-1", "gecorrigeerd")]
    assert not checked(tmp_path, corrected).findings
    kept = [r for n, r in enumerate(rows) if n != 50] + [corrected[-1]]
    assert [(r, f) for r, _, f in said(checked(tmp_path, kept))] == [
        (GAP, "1 kwartier zonder waarde.")
    ]


def test_a_meter_that_stops_in_a_month_misses_the_rest_of_it(tmp_path: Path) -> None:
    rows = [r for r in meter("M1") if r[1] < at("2024-03-30T23:00")] + meter("M2")
    assert said(checked(tmp_path, rows)) == [
        (GAP, "Rij 2881, meter_id M1, 31-03-2024 00:00 tot 01-04-2024 00:00",
         "92 kwartier zonder waarde.")
    ]  # fmt: skip


def test_a_month_that_is_missing_as_a_whole_is_left_to_who_counts_cells(tmp_path: Path) -> None:
    assert not checked(tmp_path, meter("M1", "2024-01"), "2024-Q1").findings


def test_a_meter_that_was_there_before_is_expected_from_the_first_quarter(tmp_path: Path) -> None:
    """A new meter begins when it begins; one of last quarter does not skip the first day."""
    work = Workspace.create(tmp_path / "werk", OEFENRIJK)
    late = [r for r in meter("M1", "2024-Q2") if r[1] >= at("2024-04-01T22:00")]
    new = [r for r in meter("M2", "2024-Q2") if r[1] >= at("2024-04-01T22:00")]
    before = file(tmp_path, meter("M1", "2024-Q1"))
    deliver(work, METERS, "gamma", Period.parse("2024-Q1"), before, dt.date(2024, 4, 10))
    after = file(tmp_path, late + new)
    with pytest.raises(Refused) as refused:
        deliver(work, METERS, "gamma", Period.parse("2024-Q2"), after, dt.date(2024, 7, 10))
    wheres = [f.where for f in refused.value.findings]
    assert wheres == ["Rij 2, meter_id M1, 01-04-2024 00:00 tot 02-04-2024 00:00"]
    made = deliver(work, METERS, "gamma", Period.parse("2024-Q2"), after, dt.date(2024, 7, 10),
                   explanations={GAP: "de meter stond een dag uit voor onderhoud"})  # fmt: skip
    assert made.warnings[0].explanation == "de meter stond een dag uit voor onderhoud"


def test_a_meter_that_gives_one_value_for_two_days_is_stuck(tmp_path: Path) -> None:
    rows = meter("M1")
    for count, found in ((191, []), (192, [STUCK]), (300, [STUCK])):
        stuck = [(u, m, "7.5" if 100 <= n < 100 + count else v, k)
                 for n, (u, m, v, k) in enumerate(rows)]  # fmt: skip
        report = checked(tmp_path, stuck)
        assert [f.rule for f in report.findings] == found
    assert said(report) == [
        (STUCK, "Rij 293, meter_id M1, 02-03-2024 01:00 tot 05-03-2024 04:00", "gelijk = 300.")
    ]


def test_a_gap_ends_what_stands_still(tmp_path: Path) -> None:
    """The same value before and after a gap is no proof of a stuck meter."""
    rows = [(u, m, "7.5" if n < 300 else v, k) for n, (u, m, v, k) in enumerate(meter("M1"))]
    del rows[150]
    assert [r for r, _, _ in said(checked(tmp_path, rows))] == [GAP]


def test_a_quarter_that_holds_a_whole_week_is_a_peak(tmp_path: Path) -> None:
    rows = [(u, m, "9000" if n == 500 else v, k) for n, (u, m, v, k) in enumerate(meter("M1"))]
    assert said(checked(tmp_path, rows)) == [
        (PEAK, "Rij 502, meter_id M1, 06-03-2024 05:00 tot 06-03-2024 05:15",
         "midden = 145,5; waarde = 9000.")
    ]  # fmt: skip


def test_one_meter_under_two_eans_is_refused_and_both_are_named(tmp_path: Path) -> None:
    again = [("M9", m, v, k) for _, m, v, k in meter("M1")]
    report = checked(tmp_path, [*meter("M1"), *again, *meter("M2")])
    assert [(f.rule, f.where.split(",")[1], f.found.split("; ")[-1]) for f in report.findings] == [
        (TWIN, " meter_id M1", "dezelfde waarden als M9."),
        (TWIN, " meter_id M9", "dezelfde waarden als M1."),
    ]
    one = [r if n else (*r[:2], "1", r[3]) for n, r in enumerate(again)]
    assert not checked(tmp_path, [*meter("M1"), *one]).findings


def series(**said: Any) -> None:
    """Check a dataset with a series of what is said, in the place of a good one."""
    good = oefenrijk().datasets[METERS]
    grain = said.pop("grain", good.grain)
    asked = {"along": "tijdstip", "every": "kwartier", "value": "verbruik", **said}
    check_series(replace(good, grain=grain, series=ValueSeries(**asked)))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"grain": None}, "vraagt een sub-unit"),
        ({"along": "moment"}, "noemt kolom 'moment', en die is er niet"),
        ({"every": "maand"}, "bij een kolom van soort timestamp hoort niet 'maand'"),
        ({"along": "meter_id"}, "bij een kolom van soort text hoort niet 'kwartier'"),
        ({"value": "soort"}, "'soort' is geen getal"),
        ({"where": "verbruik + 1"}, "verbruik"),
        ({"where": "kleur = 'rood'"}, "kleur"),
    ],
)
def test_a_series_that_cannot_be_judged_is_refused_when_the_pack_loads(
    wrong: dict[str, Any], said: str
) -> None:
    series()
    with pytest.raises(ExpressionError, match=said):
        series(**wrong)


def test_a_rule_over_a_series_asks_for_one() -> None:
    good = oefenrijk().datasets[METERS]
    rule = next(r for r in good.rules if r.id == GAP)
    check_rule(rule, good)
    with pytest.raises(ExpressionError, match="vraagt 'series' bij de dataset"):
        check_rule(rule, replace(good, series=None))


@pytest.mark.parametrize(
    ("kind", "every", "texts", "missing"),
    [
        ("date", "dag", ["2024-01-01", "2024-01-04"], "2 dagen zonder waarde."),
        ("period", "maand", ["2023-11", "2024-02"], "2 maanden zonder waarde."),
        ("timestamp", "uur", ["2024-03-31T00:00:00Z", "2024-03-31T03:00:00Z"],
         "2 uur zonder waarde."),
    ],
)  # fmt: skip
def test_days_months_and_hours_are_followed_in_the_same_way(
    tmp_path: Path, mini: Pack, kind: str, every: Any, texts: list[str], missing: str
) -> None:
    more = {"grain": "maand"} if kind == "period" else {}
    made = dataset(
        column("meter", key=True), column("wanneer", kind, key=True, **more),
        column("waarde", "decimal", scale=1),
        rules=[rule("gat", "gat = 0", level="series")], kind="geleverd",
        grain=CellGrain(sub_unit="meter"), series=ValueSeries("wanneer", every, "waarde"),
    )  # fmt: skip
    path = tmp_path / "reeks.csv"
    path.write_text("meter,wanneer,waarde\n" + "".join(f"M1,{t},1.5\n" for t in texts))
    assert [f.found for f in check(path, made, mini).findings] == [missing]
