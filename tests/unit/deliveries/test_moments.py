"""Days and months of dates and moments are those of Amsterdam; a moment is stored in UTC."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.deliveries.factory import column, csv_file, dataset
from verantwoord.deliveries.accept import accept, check
from verantwoord.deliveries.moments import AMSTERDAM, period_text, within
from verantwoord.model.cells import around
from verantwoord.model.dataset import WITHIN_PERIOD, CellGrain, ColumnType
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period

MOMENT = column("tijdstip", "timestamp", required=True, role="period")
DATE = column("dag", "date", required=True, role="period")
CON = duckdb.connect()
CON.execute("SET TimeZone = 'UTC'")  # as `reading.connect` does
FIRST = dt.datetime.fromisoformat("2019-01-01")
GRAINS = (Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR)


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        ("2023-12-31T23:00:00Z", "2024-01"),  # the first quarter of an hour of 2024
        ("2024-01-31T22:59:59Z", "2024-01"),
        ("2024-01-31T23:00:00Z", "2024-02"),
        ("2024-01-31T23:30:00+01:00", "2024-01"),
        ("2024-03-31T21:59:59Z", "2024-03"),  # summer time has begun
        ("2024-03-31T22:00:00Z", "2024-04"),
        ("2024-12-31T22:59:59Z", "2024-12"),
    ],
)
@pytest.mark.parametrize("sent", [None, "2024"])
def test_a_moment_lies_in_a_month_of_amsterdam(
    mini: Pack, tmp_path: Path, moment: str, found: str, sent: str | None
) -> None:
    file = csv_file(tmp_path, f"tijdstip\n{moment}")
    period = Period.parse(sent or "2023/2024")
    accept(file, dataset(MOMENT), mini, "alfa", period, tmp_path / "rijen.parquet")
    assert pq.read_table(tmp_path / "rijen.parquet")["_periode"].to_pylist() == [found]


@pytest.mark.parametrize(
    ("moment", "codes"),
    [
        ("2023-12-31T22:59:59Z", ["periode-buiten-levering"]),
        ("2023-12-31T23:00:00Z", []),
        ("2024-12-31T22:59:59Z", []),
        ("2024-12-31T23:00:00Z", ["periode-buiten-levering"]),
        ("2024-01-01T00:00:00", ["tijdstip-zonder-zone"]),
        ("gisteren", ["geen-tijdstip"]),
    ],
)
def test_a_moment_outside_the_delivery_is_a_finding(
    mini: Pack, tmp_path: Path, moment: str, codes: list[str]
) -> None:
    file = csv_file(tmp_path, f"tijdstip\n{moment}")
    found = check(file, dataset(MOMENT), mini, "alfa", Period.year(2024)).findings
    assert [f.code for f in found] == codes


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2023-12-31", ["periode-buiten-levering"]),
        ("01-01-2024", []),
        ("2024-12-31", []),
        ("2025-01-01", ["periode-buiten-levering"]),
        ("2024-02-30", ["geen-datum"]),
    ],
)
def test_a_date_outside_the_delivery_is_a_finding(
    mini: Pack, tmp_path: Path, day: str, codes: list[str]
) -> None:
    file = csv_file(tmp_path, f"dag\n{day}")
    found = check(file, dataset(DATE), mini, "alfa", Period.year(2024)).findings
    assert [f.code for f in found] == codes
    assert check(file, dataset(DATE), mini).findings == tuple(
        f for f in found if f.code == "geen-datum"
    )


def test_of_a_publication_a_date_may_lie_anywhere(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "dag\n2019-01-01")
    taken_over = dataset(DATE, kind="gepubliceerd")
    assert check(file, taken_over, mini, "alfa", Period.year(2024)).findings == ()


def text_of(value: str, kind: ColumnType, grain: Grain, sent: Period | None) -> str:
    sql = period_text(value, kind, grain, sent)
    return str(CON.execute(f"SELECT {sql}").fetchall()[0][0])


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("sent", [None, Period.year(2024)])
def test_a_day_may_be_in_a_cell_of_any_length(grain: Grain, sent: Period | None) -> None:
    day = Period.parse("2024-08-05")
    assert text_of("DATE '2024-08-05'", ColumnType.DATE, grain, sent) == str(around(day, grain))


@given(
    moment=st.datetimes(FIRST, FIRST + dt.timedelta(days=4000)),
    grain=st.sampled_from(GRAINS),
)
@settings(max_examples=examples(60))
def test_the_calendar_and_the_table_of_edges_say_the_same(
    moment: dt.datetime, grain: Grain
) -> None:
    local = moment.replace(tzinfo=dt.UTC).astimezone(AMSTERDAM).date()
    expected = str(around(Period.parse(local.isoformat()), grain))
    value = f"TIMESTAMP '{moment.isoformat(' ')}'"
    month = around(Period.parse(local.isoformat()), Grain.MONTH)
    for sent in (None, month, Period.year(local.year)):
        if sent is None or sent.contains(Period.parse(expected)):
            assert text_of(value, ColumnType.TIMESTAMP, grain, sent) == expected


def test_the_first_day_of_the_calendar_has_an_edge_too() -> None:
    sql = within("TIMESTAMP '0001-06-01'", ColumnType.TIMESTAMP, WITHIN_PERIOD, Period.year(1))
    assert duckdb.connect().execute(f"SELECT {sql}").fetchall() == [(True,)]


def test_a_grain_of_days_makes_cells_of_days(mini: Pack, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "dag\n2024-02-29\n2024-03-01")
    accept(file, dataset(DATE, grain=CellGrain(Grain.DAY)), mini, "alfa", Period.year(2024),
           tmp_path / "r.parquet")  # fmt: skip
    assert pq.read_table(tmp_path / "r.parquet")["_periode"].to_pylist() == [
        "2024-02-29", "2024-03-01",
    ]  # fmt: skip
