"""A value means the same in every form, and what is no value is said in every form."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.unit.deliveries.factory import column, dataset
from tests.unit.deliveries.forms import FIRST_ROW, FORMS, JULY, outcome, stored, written
from tests.unit.deliveries.sheets import Cell, Page, write
from verantwoord.deliveries.accept import check
from verantwoord.model.pack import Pack

D = Decimal
SHEETS = ("xlsx", "ods")
TABLE = dataset(
    column("plek", "text"),
    column("soort", "code", codes=("a", "1")),
    column("uren", "decimal"),
    column("fijn", "decimal", scale=6),
    column("stuks", "integer"),
    column("dag", "date"),
    column("vlag", "boolean"),
    column("jaar", "period"),
    column("per", "period", grain="dag"),
    column("wie", "organisation"),
)
TOO_MANY, NO_NUMBER, NO_TEXT = {"te-veel-decimalen": 1}, {"geen-getal": 1}, {"geen-tekst": 1}


def one(pack: Pack, path: Path, name: str, value: Any) -> Any:
    """Send one cell, and one beside it; return what is stored or the codes found."""
    beside = "stuks" if name != "stuks" else "uren"
    found = outcome(pack, written(path, [name, beside], [[value, 7]]), TABLE)
    return found if isinstance(found, dict) else found[0][name]


# column, what stands in a cell, and what is stored or found
CELLS: tuple[tuple[str, Any, Any], ...] = (
    ("plek", "Zaal 1", "Zaal 1"),
    ("plek", "  Zaal 1 ", "Zaal 1"),
    ("plek", "00123", "00123"),
    ("plek", "5,0", "5,0"),
    ("plek", "2024-07-01", "2024-07-01"),
    ("plek", "ja", "ja"),
    ("plek", "Crèche “Ë”; 2,5", "Crèche “Ë”; 2,5"),
    ("plek", 123, "123"),
    ("soort", "a", "a"),
    ("soort", "A", {"code-onbekend": 1}),
    ("soort", 1, "1"),
    ("soort", 2, {"code-onbekend": 1}),
    ("uren", 0, D("0.000")),
    ("uren", -2, D("-2.000")),
    ("uren", 12.5, D("12.500")),
    ("uren", 0.1, D("0.100")),
    ("uren", 0.125, D("0.125")),
    ("uren", 0.0625, TOO_MANY),
    ("uren", 1234567.891, D("1234567.891")),
    ("uren", 999_999_999_999_999, D("999999999999999.000")),
    ("uren", 1_000_000_000_000_000, {"getal-te-groot": 1}),
    ("uren", "tien", NO_NUMBER),
    ("uren", "5%", NO_NUMBER),
    ("uren", "-", NO_NUMBER),
    ("fijn", 0.000025, D("0.000025")),  # small numbers are written with an exponent by machines
    ("fijn", -0.000001, D("-0.000001")),
    ("fijn", 0.0000015, TOO_MANY),
    ("stuks", 5, 5),
    ("stuks", 5.0, 5),
    ("stuks", 5.5, {"geen-geheel-getal": 1}),
    ("stuks", 999_999_999_999_999, 999_999_999_999_999),
    ("stuks", 1_000_000_000_000_000, 1_000_000_000_000_000),
    ("dag", dt.date(2024, 7, 31), dt.date(2024, 7, 31)),
    ("dag", "2024-07-01", dt.date(2024, 7, 1)),
    ("dag", "1-7-2024", dt.date(2024, 7, 1)),
    ("dag", dt.date(2024, 8, 1), {"periode-buiten-levering": 1}),
    ("dag", dt.date(2024, 6, 30), {"periode-buiten-levering": 1}),
    ("dag", 45474, {"geen-datum": 1}),
    ("dag", "2024-07", {"geen-datum": 1}),
    ("dag", "2024-07-15T00:00:00", dt.date(2024, 7, 15)),  # a day as many programs export it
    ("dag", " 2024-07-15 00:00:00 ", dt.date(2024, 7, 15)),
    ("dag", "2024-08-15T00:00:00", {"periode-buiten-levering": 1}),
    ("dag", "2024-02-30T00:00:00", {"geen-datum": 1}),
    ("dag", "2024-07-15T12:00:00", {"geen-datum": 1}),  # an hour is no day, and we drop nothing
    ("dag", "2024-07-15T00:00:01", {"geen-datum": 1}),
    ("dag", "2024-07-15T00:00", {"geen-datum": 1}),
    ("dag", "2024-07-15T00:00:00Z", {"geen-datum": 1}),  # of a zone it may be another day
    ("dag", "2024-07-15T00:00:00+02:00", {"geen-datum": 1}),
    ("dag", "15-07-2024 00:00:00", dt.date(2024, 7, 15)),
    ("dag", "1-7-2024 00:00:00", dt.date(2024, 7, 1)),
    ("dag", "2024-07 00:00:00", {"geen-datum": 1}),
    ("per", "2024-07-15T00:00:00", "2024-07-15"),
    ("per", "2024-07-15 00:00:00", "2024-07-15"),
    ("per", "2024-07-15T06:00:00", {"geen-periode": 1}),
    (
        "jaar",
        "2024-07-01T00:00:00",
        {"geen-periode": 1},
    ),  # a month or a year of it would be a guess
    ("vlag", True, True),
    ("vlag", False, False),
    ("vlag", "ja", True),
    ("vlag", 0, False),
    ("vlag", 2, {"geen-ja-nee": 1}),
    ("jaar", 2024, "2024"),
    ("jaar", "2024-Q3", "2024-Q3"),
    ("jaar", 20240701, {"geen-periode": 1}),
    ("wie", "Dienst A", "dienst-a"),
    ("wie", "dienst a", "dienst-a"),
    ("wie", "Dienst B", {"organisatie-onbekend": 1}),
)
GROUPS = sorted({(name, type(value).__name__) for name, value, _ in CELLS})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "kind"), GROUPS)
def test_the_same_cells_mean_the_same(
    mini: Pack, tmp_path: Path, form: str, name: str, kind: str
) -> None:
    cells = [c[1:] for c in CELLS if (c[0], type(c[1]).__name__) == (name, kind)]
    header = [name, "stuks" if name != "stuks" else "uren"]
    file = written(tmp_path / f"a.{form}", header, [[value, 7] for value, _ in cells])
    found = {f.row: f.code for f in check(file, TABLE, mini, "alfa", JULY).findings}
    wrong = {
        row: next(iter(expected))
        for row, (_, expected) in enumerate(cells, FIRST_ROW[form])
        if isinstance(expected, dict)
    }
    assert found == wrong
    good = [(value, expected) for value, expected in cells if not isinstance(expected, dict)]
    if good:
        file = written(tmp_path / f"b.{form}", header, [[value, 7] for value, _ in good])
        rows = stored(mini, file, TABLE)
        assert [row[name] for row in rows] == [expected for _, expected in good]


@pytest.mark.parametrize("form", FORMS)
def test_many_rows_come_back_in_order_with_their_empty_cells(
    mini: Pack, tmp_path: Path, form: str
) -> None:
    rows = [["x", 1.5, None], [None, None, 3], ["z", 0.25, 4]]
    file = written(tmp_path / f"a.{form}", ["plek", "uren", "stuks"], rows)
    found = [(r["plek"], r["uren"], r["stuks"]) for r in stored(mini, file, TABLE)]
    assert found == [("x", D("1.500"), None), (None, None, 3), ("z", D("0.250"), 4)]


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods", "parquet"])  # JSON has no header alone
def test_a_header_without_rows_has_no_rows(mini: Pack, tmp_path: Path, form: str) -> None:
    assert outcome(mini, written(tmp_path / f"a.{form}", ["plek", "uren"], []), TABLE) == {
        "geen-rijen": 1
    }


# --- what only one form can do ------------------------------------------------------------


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize("beside", [None, "1,5"])  # read as a column, and cell by cell
@pytest.mark.parametrize("value", ["NaN", "INF", "1e400", "-1e400"])
def test_a_number_cell_that_holds_no_number_is_said(
    mini: Pack, tmp_path: Path, form: str, beside: str | None, value: str
) -> None:
    file = write(
        tmp_path / f"a.{form}", Page([["plek", "uren"], ["A", Cell(value)], ["B", beside]])
    )
    report = check(file, TABLE, mini)
    assert [(f.where, f.code) for f in report.findings] == [
        ("Blad proef, cel B2 (uren)", "geen-getal")
    ]


def test_a_number_cell_with_other_text_is_no_number_with_many_decimals(
    mini: Pack, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.xlsx", Page([["plek", "uren"], ["A", Cell("0x10")]]))
    assert outcome(mini, file, TABLE) == NO_NUMBER


@pytest.mark.parametrize("value", ["2024-07-31", "2024-07-31T00:00:00"])  # two office programs
def test_a_day_of_an_open_document_may_be_written_as_midnight(
    mini: Pack, tmp_path: Path, value: str
) -> None:
    file = write(tmp_path / "a.ods", Page([["plek", "dag"], ["A", Cell(value, "d")]]))
    assert stored(mini, file, TABLE)[0]["dag"] == dt.date(2024, 7, 31)
    file = write(
        tmp_path / "b.ods", Page([["plek", "dag"], ["A", Cell(f"{value[:10]}T12:00:00", "d")]])
    )
    assert outcome(mini, file, TABLE) == {"geen-datum": 1}


HOURS = dt.timedelta(hours=3)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("uren", pa.array([HOURS]), {"tijdsduur": 1}),  # its number is of microseconds
        ("uren", pa.array([HOURS], pa.duration("s")), {"tijdsduur": 1}),
        ("stuks", pa.array([HOURS]), {"tijdsduur": 1}),
        ("uren", pa.array([dt.time(3)]), NO_NUMBER),
        ("uren", pa.array([dt.date(2024, 7, 1)]), NO_NUMBER),
        ("uren", pa.array([True]), NO_NUMBER),
        ("uren", pa.array([float("nan")]), NO_NUMBER),
        ("uren", pa.array([float("-inf")]), NO_NUMBER),
        ("uren", pa.array([None], pa.float64()), None),
        ("uren", pa.array([0.1], pa.float32()), D("0.100")),
        ("uren", pa.array([D("1.50")]), D("1.500")),
        ("uren", pa.array(["1.5"]), D("1.500")),
        ("uren", pa.array(["1,5"]), NO_NUMBER),
        ("stuks", pa.array([10**18 - 1]), 10**18 - 1),
        ("stuks", pa.array([-(10**18)]), {"getal-te-groot": 1}),
        ("stuks", pa.array([2**64 - 1], pa.uint64()), {"getal-te-groot": 1}),
        ("plek", pa.array([123.0]), "123"),  # what a library makes of numbers with a gap
        ("plek", pa.array([871687000000000123.0]), NO_TEXT),
        ("plek", pa.array([871687000000000123]), "871687000000000123"),
        ("plek", pa.array([True]), NO_TEXT),
        ("plek", pa.array(["x"]).dictionary_encode(), "x"),
        ("dag", pa.array([dt.datetime(2024, 7, 1)]), dt.date(2024, 7, 1)),  # noqa: DTZ001
        ("dag", pa.array([dt.datetime(2024, 7, 1, 5)]), {"geen-datum": 1}),  # noqa: DTZ001
        ("vlag", pa.array([1]), True),
        ("plek", pa.array([b"x"]), {"bestand-beschadigd": 1}),
        ("plek", pa.array([["x"]]), {"bestand-beschadigd": 1}),
    ],
)  # fmt: skip
def test_a_type_of_parquet_is_read_as_what_it_is(
    mini: Pack, tmp_path: Path, name: str, values: pa.Array, expected: Any
) -> None:
    beside = "stuks" if name != "stuks" else "uren"
    pq.write_table(pa.table({beside: [1], name: values}), tmp_path / "a.parquet")
    found = outcome(mini, tmp_path / "a.parquet", TABLE)
    assert (found if isinstance(found, dict) else found[0][name]) == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("uren", "1.10", D("1.100")),
        ("uren", "-0", D("0.000")),
        ("fijn", "2.5E-5", D("0.000025")),
        ("fijn", "1e-7", TOO_MANY),
        ("uren", "1e3", NO_NUMBER),  # digits may have been lost
        ("uren", '"1.234"', D("1.234")),  # a point is what a program writes here
        ("uren", '"1,5"', NO_NUMBER),
        ("uren", "true", NO_NUMBER),
        ("uren", "null", None),
        ("uren", '""', None),
        ("uren", "[]", {"json-regel": 1}),
        ("uren", "007", {"json-regel": 1}),
        ("uren", "Infinity", {"json-regel": 1}),
        ("stuks", "1e-400", {"geen-getal": 1}),
        ("plek", "12345678901234567890", "12345678901234567890"),
        ("plek", '"\\u00eb"', "ë"),
    ],
)  # fmt: skip
def test_a_number_of_json_keeps_its_digits(
    mini: Pack, tmp_path: Path, name: str, value: str, expected: Any
) -> None:
    beside = json.dumps("stuks" if name != "stuks" else "uren")
    (tmp_path / "a.jsonl").write_text(f"{{{json.dumps(name)}: {value}, {beside}: 7}}\n", "utf-8")
    found = outcome(mini, tmp_path / "a.jsonl", TABLE)
    assert (found if isinstance(found, dict) else found[0][name]) == expected


@pytest.mark.parametrize(
    ("name", "cell", "expected"),
    [
        ("uren", ",5", D("0.500")),
        ("uren", "-.5", D("-0.500")),
        ("uren", "+5", D("5.000")),
        ("uren", "00012", D("12.000")),
        ("uren", "-0,0", D("0.000")),
        ("uren", "1,", NO_NUMBER),  # a mark without a digit behind it, in either language
        ("uren", "1.", NO_NUMBER),
        ("uren", ".", NO_NUMBER),
        ("uren", "1.234.567", D("1234567.000")),
        ("uren", "1.234.56", NO_NUMBER),
        ("uren", "1 234", NO_NUMBER),
        ("uren", "(5)", NO_NUMBER),
        ("uren", "5-", NO_NUMBER),
        ("uren", "５", NO_NUMBER),
        ("uren", "0x1F", NO_NUMBER),
        ("uren", "1.234", {"decimaalteken-onduidelijk": 1}),
        ("stuks", "999999999999999999", 10**18 - 1),
        ("stuks", "000999999999999999999", 10**18 - 1),
        ("stuks", "1000000000000000000", {"getal-te-groot": 1}),
        ("stuks", ",0", 0),
        ("stuks", "1,0", 1),
        ("stuks", "0,9", {"geen-geheel-getal": 1}),
        ("plek", "8,71687E+17", NO_TEXT),
        ("plek", "8.71687e+17", NO_TEXT),  # as other programs than Excel write it
        ("plek", "3E05", "3E05"),  # may be the number of a room
        ("plek", "e+5", "e+5"),
        ("plek", "â‚¬ 5", {"tekst-verminkt": 1}),
        ("plek", "â„¢", {"tekst-verminkt": 1}),
        ("plek", "Château", "Château"),
        ("vlag", "yes", {"geen-ja-nee": 1}),
        ("vlag", "01", {"geen-ja-nee": 1}),
        ("vlag", "Onwaar", False),
    ],
)  # fmt: skip
def test_a_cell_of_a_text_file_has_one_reading_or_none(
    mini: Pack, tmp_path: Path, name: str, cell: str, expected: Any
) -> None:
    assert one(mini, tmp_path / "a.csv", name, cell) == expected
