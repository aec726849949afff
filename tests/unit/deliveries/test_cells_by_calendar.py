"""Which days, months, quarters and years a file covers: leap days, clocks, margins, long rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.deliveries.factory import column
from tests.unit.deliveries.test_ledger import KWH, METER, Office
from verantwoord.deliveries.errors import NotDelivered
from verantwoord.model.dataset import CellGrain, Column, Dated, DatedAs
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain
from verantwoord.model.text import Text

DAY = column("dag", "date", role="period", required=True)
MOMENT = column("moment", "timestamp", role="period", required=True)
ANY = column("periode", "period", role="period", grain="any", required=True)
LATE = column("moment", "timestamp", role="period", required=True,
              dated=Dated(DatedAs.WITHIN, Text("de meter loopt voor"), 15))  # fmt: skip
DAYS, QUARTERS = CellGrain(Grain.DAY), CellGrain(Grain.QUARTER)


def office(folder: Path, mini: Pack, when: Column, **more: Any) -> Office:
    if "grain" in more and more["grain"].period is Grain.QUARTER:
        more["every"] = Grain.QUARTER
    return Office(folder, mini, when, KWH, of=("alfa", "dienst-a"), **more)


@pytest.mark.parametrize(
    ("when", "grain", "period", "rows", "covered"),
    [
        (DAY, None, "2024-02", ["2024-02-01", "2024-02-29"], "2024-02"),
        (DAY, DAYS, "2024-02", ["2024-02-28", "2024-02-29"], "2024-02-28 2024-02-29"),
        (DAY, DAYS, "2023-02", ["28-2-2023"], "2023-02-28"),
        (DAY, QUARTERS, "2024-H1", ["2024-03-31", "2024-04-01"], "2024-Q1 2024-Q2"),
        # the first moment of March is at 23:00 UTC, that of April, in summer time, at 22:00
        (MOMENT, None, "2024-03", ["2024-02-29T23:00Z", "2024-03-31T21:59:59Z"], "2024-03"),
        (MOMENT, DAYS, "2024-03", ["2024-03-30T22:59Z", "2024-03-30T23:00Z"],
         "2024-03-30 2024-03-31"),
        (MOMENT, DAYS, "2024-03", ["2024-03-31T01:59:59+01:00", "2024-03-31T03:00+02:00"],
         "2024-03-31"),
        (MOMENT, DAYS, "2024-10", ["2024-10-27T02:30+02:00", "2024-10-27T02:30+01:00"],
         "2024-10-27"),
        (MOMENT, DAYS, "2024-10", ["2024-10-26T22:00Z", "2024-10-27T22:59Z", "2024-10-27T23:00Z"],
         "2024-10-27 2024-10-28"),
        (MOMENT, DAYS, "2024-01/2024-03", ["2024-03-30T23:30Z"], "2024-03-31"),  # many cells
        (MOMENT, None, "2024", ["2023-12-31T23:00Z", "2024-12-31T22:59Z"], "2024-01 2024-12"),
        (LATE, None, "2024-03", ["2024-02-29T22:45Z"], "2024-03"),
        (LATE, None, "2024-Q2", ["2024-06-30T22:14:59Z"], "2024-06"),
        (ANY, None, "2024", ["2024-02"], "2024-02"),
        (ANY, None, "2024", ["2024-02-29"], "2024-02"),
        (ANY, None, "2024", ["2024-Q1", "2024-12"], "2024-01 2024-02 2024-03 2024-12"),
        (ANY, None, "2024", ["2024-K3"], "2024-09 2024-10 2024-11 2024-12"),
        (ANY, None, "2024", ["2024-01-15/2024-03-14"], "2024-02"),
        (ANY, QUARTERS, "2024", ["2024-H2"], "2024-Q3 2024-Q4"),
        (ANY, QUARTERS, "2024-Q1", ["2024-01", "2024-02"], "2024-Q1"),
    ],
)  # fmt: skip
def test_a_file_covers_the_cells_of_its_rows(
    mini: Pack, tmp_path: Path, when: Column, grain: CellGrain | None, period: str,
    rows: list[str], covered: str,
) -> None:  # fmt: skip
    sender = office(tmp_path, mini, when, **({"grain": grain} if grain else {}))
    made = sender.send("alfa", period, *(f"{text},1" for text in rows))
    assert " ".join(str(c.period) for c in made.cells) == covered


@pytest.mark.parametrize(
    ("when", "period", "row"),
    [
        (DAY, "2023-02", "2023-03-01"),
        (MOMENT, "2024-03", "2024-02-29T22:59:59Z"),
        (MOMENT, "2024-03", "2024-03-31T22:00Z"),
        (MOMENT, "2024-10", "2024-10-31T24:00+01:00"),
        (LATE, "2024-03", "2024-02-29T22:44:59Z"),
        (LATE, "2024-04", "2024-04-30T22:15Z"),
        (ANY, "2024-03", "2024-Q1"),
        (ANY, "2024-03", "2024-04-01"),
    ],
)
def test_a_row_beside_the_period_covers_nothing(
    mini: Pack, tmp_path: Path, when: Column, period: str, row: str
) -> None:
    sender = office(tmp_path, mini, when)
    assert sender.refused("alfa", period, f"{row},1") == ["periode-buiten-levering"]


@pytest.mark.parametrize(
    ("first", "second", "free"),
    [
        (("2024-02", "2024-02-29"), ("2024-02-29", "2024-02-29"), False),
        (("2024-02", "2024-02-29"), ("2024-02-28", "2024-02-28"), True),
        (("2024-02", "2024-02-29"), ("2024", "2024-02-29"), False),
        (("2024-02", "2024-02-29"), ("2023-02", "2023-02-28"), True),
    ],
)
def test_days_are_covered_once(
    mini: Pack, tmp_path: Path, first: tuple[str, str], second: tuple[str, str], free: bool
) -> None:
    sender = office(tmp_path, mini, DAY, grain=DAYS)
    sender.send("alfa", first[0], f"{first[1]},1")
    if free:
        sender.send("alfa", second[0], f"{second[1]},2")
    else:
        with pytest.raises(NotDelivered, match=f"alfa {second[1]}"):
            sender.send("alfa", second[0], f"{second[1]},2")
    assert len(sender.workspace.deliveries()) == 1 + free


def test_a_meter_of_a_leap_day_is_expected_on_the_last_of_february(
    mini: Pack, tmp_path: Path
) -> None:
    sender = Office(tmp_path, mini, METER, DAY, KWH, grain=CellGrain(Grain.DAY, "meter"))
    sender.send("alfa", "2023-02-28", "m1,2023-02-28,1")
    sender.send("alfa", "2024-02-29", "m2,2024-02-29,1")
    assert [f.code for f in sender.told] == ["onderdeel-verdwenen"]
    assert "m1" in sender.told[0].found
