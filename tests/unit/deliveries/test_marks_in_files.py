"""Which decimal mark a file has follows from all of its cells, and what is no number stays none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.unit.deliveries.factory import column, csv_file, dataset
from tests.unit.deliveries.forms import outcome
from verantwoord.deliveries.accept import check
from verantwoord.deliveries.database import as_written, database
from verantwoord.deliveries.numbers import DecimalMark, one_reading, plain_number, proof
from verantwoord.deliveries.raw import Raw
from verantwoord.model.pack import Pack

HOURS = dataset(column("plek", key=True), column("uren", "decimal"))
POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA


def answer(sql: str, cell: str) -> object:
    (row,) = duckdb.execute(f"SELECT {sql} FROM (SELECT ? AS cel)", [cell]).fetchall()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("cell", "point", "comma"),
    [
        ("0.125", True, False), ("12.5", True, False), ("1234.567", True, False),
        ("1,234.5", True, False), ("1,234,567", True, False), (".747", True, False),
        ("0,125", False, True), ("12,5", False, True), ("1234,567", False, True),
        ("1.234,5", False, True), ("1.234.567", False, True), ("-,5", False, True),
        ("1.234", False, False), ("1,234", False, False), ("1234", False, False),
        ("1.2.3", False, False), ("1,23,4", False, False), ("", False, False),
        ("12.5%", False, False), ("1e5", False, False), ("1.", False, False), (".", False, False),
        ("+12.50", True, False), ("12.3456", True, False), ("007,250", False, True),
    ],
)  # fmt: skip
def test_a_cell_proves_a_mark_when_it_has_one_reading(cell: str, point: bool, comma: bool) -> None:
    shown = [answer(f"regexp_full_match(cel, '{proof(m)}')", cell) for m in (POINT, COMMA)]
    assert shown == [point, comma]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1234", "1234"), ("-7", "-7"), ("12,5", "12.5"), ("12.5", "12.5"),
        ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1.234.567", "1234567"),
        (",5", ".5"), ("12,", None), ("1.2.3", None), ("x", None), ("", None), ("1 000", None),
        ("--1", None), ("1-", None), ("12,5 kWh", None), ("1,234,56", None), ("\u0661", None),
    ],
)  # fmt: skip
def test_a_text_among_numbers_is_read_in_the_one_way_it_can_be(
    cell: str, number: str | None
) -> None:
    assert answer(one_reading("cel"), cell) == number


@pytest.mark.parametrize(
    ("mark", "cell", "number"),
    [
        (COMMA, "1.234", "1234"), (COMMA, "1,234", "1.234"), (COMMA, "12.34", None),
        (COMMA, "1.234,5", "1234.5"), (COMMA, "1,2,3", None), (COMMA, "12.345.6", None),
        (POINT, "1,234", "1234"), (POINT, "1.234", "1.234"), (POINT, "12,34", None),
        (POINT, "1,234.5", "1234.5"), (POINT, "1.2.3", None), (POINT, "1,2345", None),
    ],
)  # fmt: skip
def test_the_other_mark_only_groups_thousands(
    mark: DecimalMark, cell: str, number: str | None
) -> None:
    assert answer(plain_number("cel", mark, True), cell) == number


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.234", "0,5"], Decimal(1234)),
        (["1.234", "0.5"], Decimal("1.234")),
        (["1.234", "2"], "decimaalteken-onduidelijk"),
        (["0,5", "0.5"], "decimaalteken-gemengd"),
        (["1,234", "1.234.567"], Decimal("1.234")),
        (["-0,0", "1"], Decimal(0)),
        (["+3", "1"], Decimal(3)),
    ],
)
def test_one_cell_decides_for_the_whole_file_or_nothing_is_guessed(
    mini: Pack, tmp_path: Path, cells: list[str], expected: Decimal | str
) -> None:
    lines = "\n".join(f"P{n};{c}" for n, c in enumerate(cells))
    found = outcome(mini, csv_file(tmp_path, f"plek;uren\n{lines}"), HOURS)
    if isinstance(expected, str):
        assert found[expected] == 1
    else:
        assert found[0]["uren"] == expected


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        ("Zaal A", "Zaal \u0410", "U+0041 / U+0410"),
        ("Zaal-1", "Zaal\u20131", "U+002D / U+2013"),
        ("'t Hof", "\u2019t Hof", "U+0027 / U+2019"),
        ("Zaal A", "Zaal  A", "U+0041 / U+0020"),
        ("Zaal", "Zaal\x85", "(U+0085)"),  # an ellipsis of Windows, read as another encoding
    ],
)
def test_keys_that_look_alike_are_named_with_the_sign_that_differs(
    mini: Pack, tmp_path: Path, one: str, other: str, signs: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"plek;uren\n{one};1\nelders;2\n{other};3\n", "utf-8")
    found = check(path, HOURS, mini).findings
    assert [(f.code, f.row, f.column) for f in found] == [("tekst-lijkt-gelijk", 4, "plek")]
    assert signs in found[0].found
    assert "2" in found[0].found


def test_a_column_that_is_not_in_the_file_looks_like_nothing(mini: Pack, tmp_path: Path) -> None:
    made = dataset(column("zaal", key=True), *HOURS.columns)
    path = csv_file(tmp_path, "plek;uren\nZaal-1;1\nZaal\u20131;2")
    assert [f.column for f in check(path, made, mini).findings] == ["plek"]


def test_twenty_pairs_that_look_alike_are_enough_to_see_what_is_wrong(
    mini: Pack, tmp_path: Path
) -> None:
    rows = "\n".join(f"Zaal-{n};1\nZaal\u2013{n};2" for n in range(30))
    found = check(csv_file(tmp_path, f"plek;uren\n{rows}"), HOURS, mini).findings
    assert {f.code for f in found} == {"tekst-lijkt-gelijk"}
    assert len(found) <= 20
    assert found[0].row == 3


@pytest.mark.parametrize("few", [True, False])
def test_what_is_counted_is_the_same_with_and_without_a_better_plan(
    tmp_path: Path, few: bool
) -> None:
    with database(tmp_path) as con:
        con.execute("CREATE TABLE rijen AS SELECT i, i % 3 AS k FROM range(100) t(i)")
        with as_written(con, few=few):
            found = con.execute("SELECT k, sum(i) FROM rijen WHERE i > 9 GROUP BY k ORDER BY k")
            assert found.fetchall() == [(0, 1665), (1, 1605), (2, 1635)]


def plan_of(con: duckdb.DuckDBPyConnection) -> str:
    return str(con.execute("EXPLAIN SELECT 1 FROM range(9) t(i) WHERE false").fetchall())


def test_a_plan_is_looked_for_again_after_few_rows_even_when_they_failed(tmp_path: Path) -> None:
    with database(tmp_path) as con:
        usual = plan_of(con)
        with as_written(con, few=False):
            assert plan_of(con) == usual
        with as_written(con, few=True):
            assert plan_of(con) != usual
        assert plan_of(con) == usual
        with pytest.raises(duckdb.Error), as_written(con, few=True):
            con.execute("SELECT CAST('x' AS INTEGER)").fetchall()
        assert plan_of(con) == usual


class Rows:
    """A table of so many rows."""

    def __init__(self, count: int) -> None:
        self.num_rows = count


@pytest.mark.parametrize(
    ("raw", "most"),
    [
        (Raw(("a",), "x"), None),
        (Raw(("a",), "x", expected_rows=0), 0),
        (Raw(("a",), "x", expected_rows=7), 7),
        (Raw(("a",), "x", tables={"t": Rows(3)}), 3),
        (Raw(("a",), "x", tables={"t": Rows(3), "u": Rows(4)}), 7),
        (Raw(("a",), "x", tables={"t": Rows(3)}, expected_rows=2), 2),
    ],
)
def test_how_many_rows_there_can_be_is_known_or_said_not_to_be(raw: Raw, most: int | None) -> None:
    assert raw.at_most == most
