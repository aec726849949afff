"""Beside each cell that a real report was about: how else people write it, in text of three forms.

`None` is an empty cell; a word with a hyphen is what is found. All cells of a kind stand in one
row, each in a column of its own, and come out the same in a CSV, an xlsx and an ods.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.unit.deliveries.factory import column, csv_text, dataset
from tests.unit.deliveries.sheets import Cell, Page, write
from verantwoord.deliveries.accept import accept, check
from verantwoord.model.pack import Pack
from verantwoord.model.period import Period

JULY = Period.parse("2024-07")
FORMS = ("csv", "xlsx", "ods")
NUMBER, WHOLE, DAY, MOMENT, PERIOD = (
    "geen-getal", "geen-geheel-getal", "geen-datum", "geen-tijdstip", "geen-periode",
)  # fmt: skip
D = Decimal


def at(hour: int, minute: int = 30, day: int = 15) -> dt.datetime:
    return dt.datetime(2024, 7, day, hour, minute)  # noqa: DTZ001 - as it is stored, in UTC


CELLS: dict[str, tuple[str, dict[str, Any]]] = {
    # R28: `.747` of a real meter export; in a file with decimal commas
    "numbers with a comma": ("decimal", {
        "12,5": D("12.5"), ",5": D("0.5"), "-,5": D("-0.5"), "5,": NUMBER, "1.,5": NUMBER,
        "1,.5": NUMBER, "5,0": D(5), "0,10": D("0.1"), "1.000,5": D("1000.5"), "10.00,5": NUMBER,
        "1.000.000": D(1000000), "00012": D(12), "+5": D(5), "--5": NUMBER, "5-": NUMBER,
        "(5)": NUMBER, "5,25 uur": NUMBER, "": None,
    }),
    "numbers with a point": ("decimal", {
        "12.5": D("12.5"), ".747": D("0.747"), "-.5": D("-0.5"), "5.": NUMBER,
        "1,000,000.5": D("1000000.5"), "10,00.5": NUMBER, " 5": D(5), "5 ": D(5),
        "\u00a05": D(5),
    }),
    # R04, R07: what is shown as a number, and is none
    "what is no number": ("decimal", {
        "85%": NUMBER, "85 %": NUMBER, "1e5": NUMBER, "8,7E+3": NUMBER, "1 000": NUMBER,
        "1\u00a0000": NUMBER, "1\u202f000": NUMBER, "1'000": NUMBER, "€ 5": NUMBER,
        "5 €": NUMBER, "EUR 5": NUMBER, "\u22125": NUMBER, "½": NUMBER, "٣": NUMBER,
        "１２": NUMBER, "0x10": NUMBER, "NaN": NUMBER, "inf": NUMBER,
    }),
    "other things that are no number": ("decimal", {
        "WAAR": NUMBER,
        "true": NUMBER, "#N/B": NUMBER, "#VERW!": NUMBER, "n.v.t.": NUMBER, "-": NUMBER,
        "?": NUMBER, "12:30": NUMBER, "1-2": NUMBER, "15-7-2024": NUMBER, "ca. 5": NUMBER,
        "<5": NUMBER, ">5": NUMBER, "5*": NUMBER, "5/2": NUMBER,
    }),
    "whole numbers": ("integer", {
        "5": 5, "5,0": 5, "-5": -5, "+5": 5, "0": 0, "00": 0, "5,5": WHOLE, "1e3": NUMBER,
        "5 stuks": NUMBER, "9" * 20: "getal-te-groot", "": None,
    }),
    # R01: a day is a day of the delivery, however it is written
    "days": ("date", {
        "2024-07-15": dt.date(2024, 7, 15), "15-07-2024": dt.date(2024, 7, 15),
        "15-7-2024": dt.date(2024, 7, 15), "1-7-2024": dt.date(2024, 7, 1),
        " 2024-07-15 ": dt.date(2024, 7, 15), "15/07/2024": DAY, "15.07.2024": DAY,
        "07/15/2024": DAY, "15-07-24": DAY, "15 juli 2024": DAY, "2024-7-5": DAY, "20240715": DAY,
        "45488": DAY, "2024-07-15 00:00": DAY, "2024-02-30": DAY, "31-06-2024": DAY,
        "0000-00-00": DAY, "vandaag": DAY, "15‑07‑2024": DAY,
    }),
    # R29, R33: a moment with its zone, or it is no one moment
    "moments": ("timestamp", {
        "2024-07-15T13:30:00+02:00": at(11), "2024-07-15T11:30:00Z": at(11),
        "2024-07-15 11:30Z": at(11), "2024-07-15 13:30+02:00": at(11),
        "2024-07-15T13:30:00+0200": at(11), "2024-07-15T13:30:00+02": at(11),
        "2024-07-15T13:30:00-02:00": at(15), "2024-07-15T13:30": "tijdstip-zonder-zone",
        "2024-07-15": MOMENT, "15-07-2024 13:30+02:00": MOMENT, "2024-07-15T25:00:00Z": MOMENT,
        "2024-07-15T13:60:00Z": MOMENT, "2024-07-15T13:30:00 Europe/Amsterdam": MOMENT,
        "1721043000": MOMENT, "2024-07-15T13:30:00+26:00": MOMENT,
    }),
    "periods": ("period", {
        "2024": "2024", "2024-07": "2024-07", "2024-Q3": "2024-Q3", "2024-H2": "2024-H2",
        "2024-K2": "2024-K2", "2024-07-15": "2024-07-15", "2024-07/2024-09": "2024-07/2024-09",
        "2024-7": PERIOD, "juli 2024": PERIOD, "07-2024": PERIOD, "2024Q3": PERIOD,
        "2024-Q5": PERIOD, "2024-13": PERIOD, "2024/07": PERIOD, "202407": PERIOD,
        "Q3 2024": PERIOD,
    }),
    "yes and no": ("boolean", {
        "ja": True, "Ja": True, "true": True, "TRUE": True, "waar": True, "1": True, "nee": False,
        "NEE": False, "false": False, "onwaar": False, "0": False,
        **dict.fromkeys(("j", "n", "y", "yes", "x", "ja!", "-1", "1,0"), "geen-ja-nee"),
    }),
    "codes": ("code", {
        "x": "x", " x": "x", "y ": "y", "één": "één", "": None,
        **dict.fromkeys(("X", "z", "x,y", "een", "x y"), "code-onbekend"),
    }),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", sorted(CELLS))
def test_a_cell_is_read_or_refused_as_it_is_written_in_every_form(
    mini: Pack, tmp_path: Path, kind: str, form: str
) -> None:
    of_type, cells = CELLS[kind]
    more = {"codes": ("x", "y", "één")} if of_type == "code" else {}
    names = {f"k{i}": cell for i, cell in enumerate(cells)}
    path, said = tmp_path / f"a.{form}", {**names, "altijd": "x"}
    definition = dataset(*(column(n, of_type, **more) for n in names), column("altijd"))
    if form == "csv":
        path.write_text(csv_text(list(said), [said], ";"), "utf-8")
    else:
        write(path, Page([list(said), [Cell(c, "s") if c else None for c in said.values()]]))
    found = {f.column: f.code for f in check(path, definition, mini, "alfa", JULY).findings}
    wanted = {name: cells[cell] for name, cell in names.items() if _is_found(cells[cell])}
    assert found == wanted
    good = {name: cell for name, cell in said.items() if name not in wanted}
    definition = dataset(*(c for c in definition.columns if c.name in good))
    if form == "csv":
        path.write_text(csv_text(list(good), [good], ";"), "utf-8")
    else:
        write(path, Page([list(good), [Cell(c, "s") if c else None for c in good.values()]]))
    accept(path, definition, mini, "alfa", JULY, tmp_path / "rijen")
    (row,) = pq.read_table(tmp_path / "rijen").to_pylist()
    assert {n: row[n] for n in good if n != "altijd"} == {
        n: cells[c] for n, c in good.items() if n != "altijd"
    }


def _is_found(outcome: object) -> bool:
    """A period and a code are texts too; what is found has the word of a finding."""
    return outcome in (NUMBER, WHOLE, DAY, MOMENT, PERIOD, "getal-te-groot", "geen-ja-nee",
                       "tijdstip-zonder-zone", "code-onbekend")  # fmt: skip
