"""Every date is held against the period of its delivery, and has a form and year we promise."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import column, csv_file, dataset
from verantwoord.deliveries.accept import accept, check
from verantwoord.deliveries.moments import AMSTERDAM
from verantwoord.model.dataset import Column, Dated, DatedAs
from verantwoord.model.loading import load_pack
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period
from verantwoord.model.text import Text

ROOT = Path(__file__).parents[3]
Q1 = Period.parse("2024-Q1")
WHY = Text("De oplader meldt later.", "The charger reports late.")


def found(pack: Pack, folder: Path, one: Column, *cells: str, period: Period = Q1) -> list[Any]:
    """Codes and rows for a column with these cells, in a delivery about a period."""
    file = csv_file(folder, f"{one.name};n\n" + "\n".join(f"{c};1" for c in cells))
    checked = check(file, dataset(one, column("n", "integer")), pack, "alfa", period)
    return [(f.code, f.row) for f in checked.findings]


OUT = "periode-buiten-levering"


@pytest.mark.parametrize("role", [None, "period"])
def test_a_day_outside_the_period_is_a_finding_in_any_column(
    mini: Pack, tmp_path: Path, role: str | None
) -> None:
    day = column("geleverd_op", "date", role=role)
    cells = ("2023-12-31", "2024-01-01", "31-03-2024", "01-04-2024", "")
    assert found(mini, tmp_path, day, *cells) == [(OUT, 2), (OUT, 5)]


def test_a_moment_is_compared_in_the_time_of_the_netherlands(mini: Pack, tmp_path: Path) -> None:
    cells = ("2023-12-31T22:45:00Z", "2023-12-31T23:00:00Z", "2024-03-31T23:59:59+02:00",
             "2024-04-01T00:00:00+02:00")  # fmt: skip
    assert found(mini, tmp_path, column("t", "timestamp"), *cells) == [(OUT, 2), (OUT, 5)]


@pytest.mark.parametrize(
    ("dated", "rows"),
    [
        (None, [2, 4, 5]),
        (Dated(DatedAs.BY_END, WHY), [4, 5]),
        (Dated(DatedAs.ANY, WHY), []),
        (Dated(reason=WHY, margin_minutes=15), [2, 5]),
        (Dated(DatedAs.BY_END, WHY, margin_minutes=15), [5]),
    ],
)
def test_a_column_declares_how_it_relates_to_the_period(
    mini: Pack, tmp_path: Path, dated: Dated | None, rows: list[int]
) -> None:
    one = column("t", "timestamp", dated=dated)
    cells = ("2019-01-01T00:00:00Z", "2024-02-01T00:00:00Z", "2024-04-01T00:14:59+02:00",
             "2024-04-01T00:15:00+02:00")  # fmt: skip
    assert found(mini, tmp_path, one, *cells) == [(OUT, r) for r in rows]


def test_the_reason_and_the_margin_are_told_to_the_sender(mini: Pack, tmp_path: Path) -> None:
    one = column("t", "timestamp", dated=Dated(DatedAs.BY_END, WHY, margin_minutes=15))
    file = csv_file(tmp_path, "t\n2025-01-01T00:00:00Z")
    nl, en = (
        check(file, dataset(one), mini, "alfa", Q1, language=x).findings[0].expected
        for x in ("nl", "en")
    )
    assert nl == "Deze datum ligt niet na die periode. Marge: 15 minuten. De oplader meldt later."
    assert en == "This date is not after that. Margin: 15 minutes. The charger reports late."


@pytest.mark.parametrize("period", ["2024-Q1", "1990/2024"])  # few cells, and more than a table
def test_a_row_in_the_margin_is_of_the_nearest_cell(
    mini: Pack, tmp_path: Path, period: str
) -> None:
    one = column("t", "timestamp", role="period", dated=Dated(reason=WHY, margin_minutes=60))
    sent = Period.parse(period)
    last = dt.datetime.combine(sent.end, dt.time(0, 30), AMSTERDAM).isoformat()
    first = dt.datetime.combine(sent.start, dt.time(), AMSTERDAM) - dt.timedelta(minutes=30)
    file = csv_file(tmp_path, f"t\n{last}\n{first.isoformat()}")
    accept(file, dataset(one), mini, "alfa", sent, tmp_path / "r.parquet")
    stored = pq.read_table(tmp_path / "r.parquet")["_periode"].to_pylist()
    assert stored == [f"2024-{sent.last_day.month:02}", f"{sent.start.year}-01"]


@pytest.mark.parametrize("dated", [None, Dated(DatedAs.ANY, WHY), Dated(DatedAs.BY_END, WHY)])
@pytest.mark.parametrize("cell", ["0001-01-01", "01-01-0024", "1899-12-31"])
def test_a_year_that_nobody_can_mean_is_a_finding(
    mini: Pack, tmp_path: Path, dated: Dated | None, cell: str
) -> None:
    day = column("d", "date", dated=dated)
    assert found(mini, tmp_path, day, cell) == [("jaar-onwaarschijnlijk", 2)]
    file = csv_file(tmp_path, f"d\n{cell}")
    assert [f.code for f in check(file, dataset(day), mini).findings] == ["jaar-onwaarschijnlijk"]


def test_a_dataset_says_which_years_can_be_meant(mini: Pack, tmp_path: Path) -> None:
    born = column("bouwjaar", "date", dated=Dated(DatedAs.ANY, WHY, 0, 1600, 2030))
    cells = ("1599-12-31", "1600-01-01", "2030-12-31", "2031-01-01")
    year = "jaar-onwaarschijnlijk"
    assert found(mini, tmp_path, born, *cells) == [(year, 2), (year, 5)]


def test_a_period_of_an_impossible_year_is_a_finding(mini: Pack, tmp_path: Path) -> None:
    about = column("maand", "period")
    assert found(mini, tmp_path, about, "0024-07", "2024-01") == [("jaar-onwaarschijnlijk", 2)]


@pytest.mark.parametrize(
    "cell",
    ["2024/02/15", "2024 02 15", "2024-2-15", "20240215", "2024-02-15 00:00:01", "15/02/2024",
     "15-02-24", "2024-02-15T12:00:00", "15 feb 2024", "+024-02-15", "2024-02-1x", "15.02.2024",
     "2024-02-\u0661\u0665", "45337"],
)  # fmt: skip
def test_a_date_has_no_other_form_than_the_docs_promise(
    mini: Pack, tmp_path: Path, cell: str
) -> None:
    assert found(mini, tmp_path, column("d", "date"), cell) == [("geen-datum", 2)]


@pytest.mark.parametrize(
    "cell",
    ["2024/02/15T10:00:00Z", "2024-02-15T 1:00:00Z", "2024-02-15T10:00:00+99:00",
     "2024-02-15T10:00:00+01:75", "15-02-2024T10:00:00Z", "20240215T100000Z", "1707991200"],
)  # fmt: skip
def test_a_moment_has_no_other_form_than_the_docs_promise(
    mini: Pack, tmp_path: Path, cell: str
) -> None:
    assert found(mini, tmp_path, column("t", "timestamp"), cell) == [("geen-tijdstip", 2)]


def test_without_a_period_it_is_said_what_was_not_looked_at(mini: Pack, tmp_path: Path) -> None:
    asked = dataset(column("d", "date"), column("maand", "period", role="period"))
    file = csv_file(tmp_path, "D;maand\n2019-01-01;2024-01")
    report = check(file, asked, mini)
    assert report.findings == ()
    assert report.notes == ("D, maand: geef de periode, dan zien we of deze erin valt",)
    assert check(file, asked, mini, "alfa", Q1).notes == ()


@given(
    start=st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)),
    months=st.sampled_from([1, 3, 12]),
    away=st.integers(-3, 3),
    minutes=st.integers(-120, 120),
    margin=st.sampled_from([0, 30]),
    relation=st.sampled_from(list(DatedAs)),
)
@settings(max_examples=examples(40), deadline=None)
def test_a_moment_is_in_or_out_as_the_calendar_says(
    start: dt.date, months: int, away: int, minutes: int, margin: int, relation: DatedAs
) -> None:
    """The same law in plain Python, for any period, zone offset and margin."""
    first = dt.date(start.year, (start.month - 1) // months * months + 1, 1)
    sent = Period.parse(
        {1: f"{first:%Y-%m}", 3: f"{first.year}-Q{first.month // 3 + 1}", 12: f"{first.year}"}[
            months
        ]
    )
    edge = dt.datetime.combine(sent.end if away >= 0 else sent.start, dt.time(), AMSTERDAM)
    moment = edge.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
    wide = dt.timedelta(minutes=margin)
    low = dt.datetime.combine(sent.start, dt.time(), AMSTERDAM).astimezone(dt.UTC) - wide
    high = dt.datetime.combine(sent.end, dt.time(), AMSTERDAM).astimezone(dt.UTC) + wide
    fits = {
        DatedAs.ANY: True,
        DatedAs.BY_END: moment < high,
        DatedAs.WITHIN: low <= moment < high,
    }[relation]
    one = column("t", "timestamp", dated=Dated(relation, WHY, margin))
    with tempfile.TemporaryDirectory() as folder:
        codes = found(mini_pack(), Path(folder), one, moment.isoformat(), period=sent)
    assert codes == ([] if fits else [(OUT, 2)])


def mini_pack() -> Pack:
    return load_pack(ROOT / "tests" / "packs" / "mini")


@pytest.mark.parametrize(
    ("name", "period", "text"),
    [
        ("meterstanden-elektriciteit", "2024-Q1",
         "meter_id;tijdstip;verbruik;eenheid;soort\n"
         "M1;2023-07-01T00:00:00+02:00;10,5;kWh;gemeten\n"
         "M1;2024-08-15T00:00:00+02:00;11,5;kWh;gemeten"),
        ("vliegreizen", "2024",
         "datum;van;naar;afstand;traject;klasse;reizigers\n"
         "15-03-2019;AMS;LHR;;enkel;economy;2\n15-03-2025;AMS;LHR;;enkel;economy;2"),
        ("fte", "2024-02",
         "periode;peildatum;onderdeel;fte\n2024-02;31-01-2023;A;1,5\n2024-02;31-03-2024;B;1,5"),
    ],
)  # fmt: skip
def test_readings_trips_and_stocks_of_another_time_are_refused(
    tmp_path: Path, name: str, period: str, text: str
) -> None:
    """Agencies that keep delivering under the wrong year (raft-tech/TANF-app #3391)."""
    pack = load_pack(ROOT / "packs" / "oefenrijk")
    file = csv_file(tmp_path, text)
    checked = check(file, pack.datasets[name], pack, "alfa", Period.parse(period))
    assert [(f.code, f.row) for f in checked.findings] == [(OUT, 2), (OUT, 3)]
