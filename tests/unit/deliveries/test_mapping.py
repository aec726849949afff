"""An export is read through a mapping: names, codes, days and hours of theirs become ours.

Contents are invented; the shapes are those of real exports (quarter-hours of a Dutch grid operator,
days of KNMI).
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from verantwoord.deliveries.accept import check, deliver
from verantwoord.deliveries.judged import CheckReport
from verantwoord.deliveries.mapping import UsedMap, read_mapping
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.errors import PackError
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

ROOT = Path(__file__).parents[3]
OEFENRIJK = ROOT / "packs" / "oefenrijk"
GAP = "meterstanden-elektriciteit.geen-gat"
ONE_DAY = {GAP: "de proef levert één dag"}
METERS = """\
organisation: alfa
dataset: meterstanden-elektriciteit
export: kwartierwaarden van de netbeheerder
from: 2024-01-01
until: 2025-01-01
made-by: energiecoördinator
checked-by: controller
checked-on: 2024-02-01
columns:
  meter_id: EAN-code
  tijdstip: {column: Datum, time: Van, form: dutch-time}
  verbruik: Verbruik (kWh)
  soort: {column: Status, codes: {Gemeten: gemeten, Geschat: geschat}}
fixed:
  eenheid: {value: kWh, reason: "de netbeheerder levert kWh; de kop van de kolom zegt dat"}
left-out:
  Tot: het einde van het kwartier volgt uit het begin
"""
HEADER = "EAN-code;Datum;Van;Tot;Verbruik (kWh);Status"
EAN = "871687110012345678"


@cache
def oefenrijk() -> Pack:
    return load_pack(OEFENRIJK)


def mapping(text: str = METERS) -> UsedMap:
    return read_mapping(text.encode(), "alfa.yaml", oefenrijk())


def quarters(day: dt.date, ean: str = EAN, kwh: str = "0,205") -> list[str]:
    """The quarters of an hour of a Dutch day, on the clock, as a grid operator writes them."""
    zone = ZoneInfo("Europe/Amsterdam")
    start = dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
    found = []
    while start < end:
        until = start + dt.timedelta(minutes=15)
        van, tot = (m.astimezone(zone).strftime("%H:%M") for m in (start, until))
        found.append(f'="{ean}";{day:%d-%m-%Y};{van};{tot};{kwh};Gemeten')
        start = until
    return found


def at(utc: str) -> dt.datetime:
    return dt.datetime.fromisoformat(utc)


def export(folder: Path, rows: list[str], header: str = HEADER) -> Path:
    path = folder / "export.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


def checked(file: Path, text: str = METERS, period: str = "2024", **more: Any) -> CheckReport:
    used = mapping(text)
    dataset = oefenrijk().datasets[used.says.dataset]
    return check(file, dataset, oefenrijk(), "alfa", Period.parse(period), mapping=used, **more)


def said_of(report: CheckReport) -> dict[str, int]:
    """What is said of a file, but for the rest of the month that it leaves out."""
    return {code: n for code, n in report.counts.items() if code != GAP}


def stored(
    folder: Path,
    file: Path,
    text: str = METERS,
    period: str = "2024-10",
    why: dict[str, str] = ONE_DAY,
    *,
    asked: bool = False,
) -> list[Any]:
    """Deliver an export through a mapping, and return the rows that were stored."""
    work = Workspace.create(folder / "werk", OEFENRIJK)
    made = deliver(
        work, mapping(text).says.dataset, "alfa", Period.parse(period), file, dt.date(2025, 1, 10),
        mapping=text.encode(), unasked=not asked,
        explanations=why,
    )  # fmt: skip
    path = str(work.rows_path(made))
    return duckdb.execute("SELECT * FROM read_parquet(?) ORDER BY _rij", [path]).fetchall()


def test_the_hour_that_was_there_twice_is_two_hours(tmp_path: Path) -> None:
    """A grid operator writes 02:00 to 02:45 twice: first in summer time, then in winter time."""
    rows = stored(tmp_path, export(tmp_path, quarters(dt.date(2024, 10, 27))))
    moments = [row[4] for row in rows]
    first = at("2024-10-26T22:00")
    assert moments == [first + n * dt.timedelta(minutes=15) for n in range(100)]
    assert {row[3] for row in rows} == {EAN}
    assert {str(row[5]) for row in rows} == {"0.205"}
    assert {row[7] for row in rows} == {"gemeten"}


def test_a_file_that_runs_back_in_time_gives_the_same_moments(tmp_path: Path) -> None:
    rows = stored(tmp_path, export(tmp_path, quarters(dt.date(2024, 10, 27))[::-1]))
    assert [row[4] for row in rows] == sorted((row[4] for row in rows), reverse=True)
    assert len({row[4] for row in rows}) == 100


def test_each_meter_has_its_own_two_hours(tmp_path: Path) -> None:
    """The second starts later and the file is ordered by meter: that is no file run back."""
    one = quarters(dt.date(2024, 10, 27), "1")
    two = [q for d in (26, 27) for q in quarters(dt.date(2024, 10, d), "2", f"0,{d}")]
    rows = stored(tmp_path, export(tmp_path, one + two))
    for meter, count in (("1", 100), ("2", 196)):
        moments = [row[4] for row in rows if row[3] == meter]
        assert moments == sorted(moments)
        assert len(set(moments)) == count


def test_the_hour_that_was_never_there_is_refused_and_its_absence_is_right(tmp_path: Path) -> None:
    march = quarters(dt.date(2024, 3, 31))
    assert len(march) == 92
    rows = stored(tmp_path, export(tmp_path, march), METERS, "2024-03", {})
    first = at("2024-03-30T23:00")
    assert [row[4] for row in rows] == [first + n * dt.timedelta(minutes=15) for n in range(92)]
    wrong = f'="{EAN}";31-03-2024;02:15;02:30;0,205;Gemeten'
    found = checked(export(tmp_path, [*march, wrong]))
    assert said_of(found) == {"tijdstip-bestaat-niet": 1}
    assert "31-03-2024 02:15" in found.findings[0].found


def test_an_hour_of_october_that_stands_there_once_cannot_be_placed(tmp_path: Path) -> None:
    rows = quarters(dt.date(2024, 10, 27))
    del rows[12]  # the second 02:00
    found = checked(export(tmp_path, rows))
    assert said_of(found) == {"tijdstip-twee-keer": 1}
    assert found.findings[0].row == 10
    assert found.findings[0].column == "Datum + Van"


def test_a_winter_quarter_and_one_at_midnight_keep_their_time(tmp_path: Path) -> None:
    rows = [f'="{EAN}";15-01-2024;{t};;0,1;Gemeten' for t in ("23:45", "24:00", "0:15")]
    got = stored(tmp_path, export(tmp_path, rows), period="2024-01")
    assert [row[4] for row in got] == [
        at("2024-01-15T22:45"), at("2024-01-15T23:00"),
        at("2024-01-14T23:15"),
    ]  # fmt: skip


def test_what_the_mapping_does_not_know_is_judged_as_it_stands(tmp_path: Path) -> None:
    row = quarters(dt.date(2024, 1, 15))[0]
    found = checked(export(tmp_path, [row.replace("Gemeten", "Onbekend"), "x;y;z;;1;Gemeten"]))
    assert said_of(found) == {"code-onbekend": 1, "geen-tijdstip": 1}
    assert {(f.column, f.row) for f in found.findings} == {("Status", 2), ("Datum + Van", 3)}


def test_an_estimated_value_stays_estimated_and_a_gap_stays_a_gap(tmp_path: Path) -> None:
    rows = quarters(dt.date(2024, 1, 15))
    rows[5] = rows[5].replace("Gemeten", "Geschat")
    rows[7] = rows[7].replace("0,205", "")
    found = checked(export(tmp_path, rows))
    assert said_of(found) == {"verplicht-leeg": 1}
    assert found.findings[0].column == "Verbruik (kWh)"
    del rows[7]
    got = stored(tmp_path, export(tmp_path, rows), period="2024-01")
    assert len(got) == 95
    assert [row[7] for row in got].count("geschat") == 1


KNMI = """\
organisation: alfa
dataset: dagtemperaturen
export: KNMI daggegevens
from: 1980-01-01
made-by: energiecoördinator
checked-by: controller
checked-on: 2024-02-01
columns:
  stn: STN
  datum: {column: YYYYMMDD, form: yyyymmdd}
  tg: TG
left-out:
  FG: windsnelheid; wordt niet gevraagd
above-header: de uitleg van het KNMI over de kolommen, met # ervoor
"""
DAYS = """\
# BRON: KONINKLIJK NEDERLANDS METEOROLOGISCH INSTITUUT (KNMI)
# STN         LON(east)   LAT(north)  ALT(m)      NAME
# 260         5.180       52.100      1.90        De Bilt
# FG        : Etmaalgemiddelde windsnelheid (in 0.1 m/s)
# TG        : Etmaalgemiddelde temperatuur (in 0.1 graden Celsius)
#
# STN,YYYYMMDD,   FG,   TG
  260,20240101,   63,   76
  260,20240102,   71,  -12
"""


def test_a_daily_file_of_knmi_comes_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "etmgeg_260.txt"
    file.write_text(DAYS, "utf-8")
    january = {"dagtemperaturen.in-tienden": "twee dagen", "periode-zonder-rijen": "twee dagen"}
    rows = stored(tmp_path, file, KNMI, "2024-01", january, asked=True)
    assert [(r[3], r[4], r[5]) for r in rows] == [
        (260, dt.date(2024, 1, 1), 76), (260, dt.date(2024, 1, 2), -12)
    ]  # fmt: skip
    assert [r[2] for r in rows] == [8, 9]


def test_what_stands_above_a_header_is_refused_unless_the_mapping_says_what_it_is(
    tmp_path: Path,
) -> None:
    file = tmp_path / "etmgeg_260.txt"
    file.write_text(DAYS, "utf-8")
    silent = KNMI.replace("above-header: de uitleg van het KNMI over de kolommen, met # ervoor", "")
    assert "kop-lager" in checked(file, silent).counts
    assert "kop-lager" not in checked(file, KNMI).counts


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("  verbruik: Verbruik", "  verbruikt: Verbruik", "kolom 'verbruikt' is er niet"),
        ("Verbruik (kWh)\n", "EAN-code\n", "neemt kolom 'EAN-code' twee keer"),
        ("  Tot: het", "  Status: het", "neemt kolom 'Status' twee keer"),
        ("  verbruik: Verbruik (kWh)\n", "", None),
        ("  Tot: het", "  verbruik: niet nodig\n  Tot: het", None),
        ("checked-by: controller", "checked-by: Energiecoördinator", "door dezelfde"),
        ("dataset: meterstanden-elektriciteit", "dataset: meters", "dataset 'meters' is er niet"),
        ("organisation: alfa", "organisation: omega", "organisatie 'omega' is er niet"),
        ("time: Van, form: dutch-time", "time: Van", "'time' zonder 'form: dutch-time'"),
        ("  meter_id: EAN-code", "  meter_id: {column: EAN-code, form: yyyymmdd}", "geen datum"),
        ("  eenheid: {value: kWh", "  verbruik: {value: '1'", "ook uit de export"),
        ("until: 2025-01-01", "until: 2023-01-01", "pas vanaf 2024-01-01"),
        ("export: ", "exports: ", "exports"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(was: str, becomes: str, said: str | None) -> None:
    assert was in METERS
    text = METERS.replace(was, becomes, 1)
    if said is None:
        mapping(text)
        return
    with pytest.raises(PackError) as refused:
        mapping(text)
    assert said in str(refused.value)


def test_a_quantity_is_never_filled_in_and_a_required_column_never_left_out() -> None:
    """Unknown is not a number that somebody thought of once."""
    without = METERS.replace("  verbruik: Verbruik (kWh)\n", "")
    fixed = without.replace("fixed:\n", "fixed:\n  verbruik: {value: '1', reason: altijd}\n")
    with pytest.raises(PackError, match="is een hoeveelheid"):
        mapping(fixed)
    with pytest.raises(PackError, match="verplichte kolom 'verbruik'"):
        mapping(without.replace("left-out:\n", "left-out:\n  Verbruik: niet nodig\n"))


def test_a_file_that_is_not_the_export_of_the_mapping_is_refused(tmp_path: Path) -> None:
    row = quarters(dt.date(2024, 1, 15))
    other = export(tmp_path, row, HEADER.replace("EAN-code", "Meter"))
    assert dict(checked(other).counts)["koppeling-kolom-ontbreekt"] == 1
    more = export(tmp_path, [r + ";1" for r in row], HEADER + ";Teruglevering")
    found = checked(more)
    assert said_of(found) == {"kolom-onbekend": 1}
    assert "left-out" in found.findings[0].action


def test_a_mapping_hides_no_column_that_the_file_has_itself(tmp_path: Path) -> None:
    rows = [r + ";MWh" for r in quarters(dt.date(2024, 1, 15))]
    found = checked(export(tmp_path, rows, HEADER + ";Eenheid"))
    assert said_of(found) == {"koppeling-verbergt-kolom": 1}
    left = METERS.replace("left-out:\n", "left-out:\n  Eenheid: staat al in de kop\n")
    found = checked(export(tmp_path, rows, HEADER + ";Eenheid"), left)
    assert said_of(found) == {"koppeling-verbergt-kolom": 1}


def test_a_column_about_persons_stays_refused_whatever_a_mapping_says(tmp_path: Path) -> None:
    left = METERS.replace("left-out:\n", "left-out:\n  Naam: niet nodig\n")
    rows = [r + ";Jansen" for r in quarters(dt.date(2024, 1, 15))]
    found = checked(export(tmp_path, rows, HEADER + ";Naam"), left)
    assert said_of(found) == {"persoonsgegeven-kolom": 1}


def test_the_example_in_the_docs_is_a_mapping_that_can_be_used() -> None:
    page = (ROOT / "docs" / "leveren.md").read_text("utf-8")
    mapping("organisation:" + page.partition("```yaml\norganisation:")[2].partition("```")[0])
