"""What a runner makes of rows, counted on paper: one table of rows, and many ways to count it.

The rows of two organisations, with an empty cell, a zero, a correction below zero, a kind that is
not filled in, and numbers at the edges of bins. Each line says what is counted, and what must come
out: value, rows that were kept, rows that were left out because the cell was empty.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.runners import QUICK, lines
from verantwoord.engine.plan import Field, Measure, Plan, RowFile
from verantwoord.model.dataset import Aggregate

SUM, COUNT, MIN, MAX, HISTOGRAM = Aggregate
FIELDS = (
    Field("soort", "code"),
    Field("kwh", "decimal", 3),
    Field("aantal", "integer"),
    Field("dag", "date"),
    Field("geschat", "boolean"),
    Field("naam", "text"),
)
KINDS = (pa.string(), pa.decimal128(18, 3), pa.int64(), pa.date32(), pa.bool_(), pa.string())
ALFA = [
    ("x", "1.5", 1, dt.date(2024, 1, 1), True, "Één"),
    ("x", None, 2, dt.date(2024, 1, 15), False, "twee"),
    ("y", "0", 3, dt.date(2024, 1, 31), None, ""),
    (None, "-2.25", None, None, True, None),
    ("y", "10", 0, dt.date(2024, 2, 29), False, "een"),
    ("x", "9.999", -1, dt.date(2024, 1, 1), None, "O'Brien"),
]
BETA = [
    ("y", None, 5, dt.date(2023, 12, 31), True, "a%b"),
    ("y", "20.001", 5, dt.date(2024, 12, 31), True, "a_b"),
]
# what is counted, which column, where, whether empty is zero -> of alfa and of beta
BY_HAND: list[tuple[Aggregate, str | None, str | None, bool, str, str]] = [
    # 1.5 + 0 - 2.25 + 10 + 9.999
    (SUM, "kwh", None, False, "19.249 5 1", "20.001 1 1"),
    (SUM, "kwh", None, True, "19.249 6 0", "20.001 2 0"),
    (SUM, "aantal", None, False, "5 5 1", "10 2 0"),
    (SUM, "kwh", "soort = 'x'", False, "11.499 2 1", "-"),
    (SUM, "kwh", "soort = 'y'", False, "10 2 0", "20.001 1 1"),
    (SUM, "kwh", "soort <> 'x'", False, "10 2 0", "20.001 1 1"),  # an empty kind is no other kind
    (SUM, "kwh", "soort is null", False, "-2.25 1 0", "-"),
    (SUM, "kwh", "kwh > 0", False, "21.499 3 0", "20.001 1 0"),
    (SUM, "kwh", "kwh >= 0", False, "21.499 4 0", "20.001 1 0"),
    (SUM, "kwh", "kwh is null", False, "leeg 0 1", "leeg 0 1"),
    (SUM, "kwh", "kwh is null", True, "0 1 0", "0 1 0"),
    (SUM, "kwh", "aantal > 100", False, "-", "-"),
    (SUM, "kwh", "geschat", False, "-0.75 2 0", "20.001 1 1"),  # 1.5 - 2.25
    (SUM, "kwh", "not geschat", False, "10 1 1", "-"),
    (SUM, "kwh", "geschat is null", False, "9.999 2 0", "-"),
    (SUM, "kwh", "geschat is not true", False, "19.999 3 1", "-"),  # 0 + 10 + 9.999
    (SUM, "kwh", "dag between date '2024-01-01' and date '2024-01-31'", False, "11.499 3 1", "-"),
    (SUM, "kwh", "year(dag) = 2024", False, "21.499 4 1", "20.001 1 0"),
    (SUM, "kwh", "month(dag) in (1, 2)", False, "21.499 4 1", "-"),
    (SUM, "kwh", "day(dag) = 31", False, "0 1 0", "20.001 1 1"),
    (SUM, "kwh", "isodow(dag) = 1", False, "11.499 2 1", "-"),  # 1 and 15 January 2024
    (SUM, "kwh", "lower(naam) = 'één'", False, "1.5 1 0", "-"),
    (SUM, "kwh", "upper(naam) = 'EEN'", False, "10 1 0", "-"),
    (SUM, "kwh", "naam = 'O''Brien'", False, "9.999 1 0", "-"),
    (SUM, "kwh", "naam like 'a%'", False, "-", "20.001 1 1"),
    (SUM, "kwh", "naam = ''", False, "0 1 0", "-"),
    (SUM, "kwh", "length(naam) > 3", False, "9.999 1 1", "-"),
    (SUM, "kwh", "starts_with(naam, 't')", False, "leeg 0 1", "-"),
    (SUM, "kwh", "regexp_matches(naam, '^[a-z]+$')", False, "10 1 1", "-"),
    (SUM, "kwh", "coalesce(soort, 'y') = 'y'", False, "7.75 3 0", "20.001 1 1"),
    (SUM, "kwh", "abs(kwh) < 2", False, "1.5 2 0", "-"),
    (SUM, "kwh", "kwh * 2 >= 20 or aantal = 1", False, "11.5 2 0", "20.001 1 0"),
    (SUM, "kwh", "case when soort = 'x' then true else aantal = 3 end", False, "11.499 3 1", "-"),
    (COUNT, None, None, False, "6 6 0", "2 2 0"),
    (COUNT, None, "soort = 'x'", False, "3 3 0", "-"),
    (COUNT, "kwh", None, False, "5 5 1", "1 1 1"),
    (COUNT, "soort", None, False, "5 5 1", "2 2 0"),
    (COUNT, "dag", "geschat", False, "1 1 1", "2 2 0"),
    (MIN, "kwh", None, False, "-2.25 5 1", "20.001 1 1"),
    (MAX, "kwh", None, False, "10 5 1", "20.001 1 1"),
    (MIN, "kwh", "kwh > 0", False, "1.5 3 0", "20.001 1 0"),
    (MAX, "kwh", "soort = 'x'", False, "9.999 2 1", "-"),
    (MIN, "aantal", None, False, "-1 5 1", "5 2 0"),
    (MAX, "kwh", "kwh is null", False, "leeg 0 1", "leeg 0 1"),
]  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[RowFile]:
    folder = tmp_path_factory.mktemp("rijen")
    return [_file(folder, who, rows) for who, rows in (("alfa", ALFA), ("beta", BETA))]


def _file(folder: Path, who: str, rows: list[tuple[object, ...]]) -> RowFile:
    columns = [list(c) for c in zip(*rows, strict=True)]
    columns[1] = [None if c is None else Decimal(str(c)) for c in columns[1]]
    arrays = [pa.array(c, kind) for c, kind in zip(columns, KINDS, strict=True)]
    path = folder / f"{who}.parquet"
    pq.write_table(pa.Table.from_arrays(arrays, names=[f.name for f in FIELDS]), path)
    return RowFile(f"van-{who}", who, "2024-01", path)


def plan(*measures: Measure, dimensions: tuple[str, ...] = ()) -> Plan:
    return Plan("t", measures, dimensions, False, FIELDS)


def told(rows: list[tuple[object, ...]]) -> dict[str, str]:
    """Write what came out as value, rows and empty, by organisation."""
    found = {}
    for _, who, _, _, _, _, value, kept, empty in rows:
        number = "leeg" if value is None else format(Decimal(str(value)).normalize(), "f")
        found[str(who)] = f"{number} {kept} {empty}"
    return found


@pytest.mark.parametrize("runner", sorted(QUICK))
@pytest.mark.parametrize(("aggregate", "column", "where", "zero", "alfa", "beta"), BY_HAND)
def test_what_is_counted_is_what_paper_gives(
    aggregate: Aggregate,
    column: str | None,
    where: str | None,
    zero: bool,
    alfa: str,
    beta: str,
    runner: str,
    files: list[RowFile],
) -> None:
    measure = Measure("t.x", aggregate, column, where, zero)
    found = told(lines(QUICK[runner], plan(measure), files))
    assert found == {w: s for w, s in (("alfa", alfa), ("beta", beta)) if s != "-"}


@pytest.mark.parametrize("runner", sorted(QUICK))
def test_all_at_once_is_each_by_itself(runner: str, files: list[RowFile]) -> None:
    """One query for all components gives what one query for each gives."""
    measures = [
        Measure(f"t.m{i}", aggregate, column, where, zero)
        for i, (aggregate, column, where, zero, _, _) in enumerate(BY_HAND)
    ]
    together = lines(QUICK[runner], plan(*measures), files)
    for i, (_, _, _, _, alfa, beta) in enumerate(BY_HAND):
        own = told([row for row in together if row[4] == f"t.m{i}"])
        assert own == {w: s for w, s in (("alfa", alfa), ("beta", beta)) if s != "-"}, i


# bins of ten from 0 to 20: what lies below is counted in the first, what lies above in a third
BINS = [
    # where -> lower bound: how many, of alfa; and of beta
    (None, {0: 4, 10: 1}, {20: 1}),
    ("soort = 'x'", {0: 2}, {}),
    ("kwh < 0", {0: 1}, {}),
    ("kwh >= 10", {10: 1}, {20: 1}),
]


@pytest.mark.parametrize("runner", sorted(QUICK))
@pytest.mark.parametrize(("where", "alfa", "beta"), BINS)
def test_each_cell_falls_in_one_bin(
    where: str | None,
    alfa: dict[int, int],
    beta: dict[int, int],
    runner: str,
    files: list[RowFile],
) -> None:
    """1.5, 0, -2.25 and 9.999 in the first, 10 in the second; 20.001 lies above."""
    measure = Measure("t.h", HISTOGRAM, "kwh", where, False, (0, 20, 10))
    rows = lines(QUICK[runner], plan(measure), files)
    found: dict[str, dict[int, int]] = {"alfa": {}, "beta": {}}
    for _, who, _, _, _, lower, value, _, _ in rows:
        if value is not None:
            found[who][lower] = int(value)
    assert found == {"alfa": alfa, "beta": beta}
    kept = {who: sum(r[7] for r in rows if r[1] == who) for who in found}
    assert kept == {"alfa": sum(alfa.values()), "beta": sum(beta.values())}


@pytest.mark.parametrize("runner", sorted(QUICK))
def test_split_by_kind_the_parts_are_the_rows_of_that_kind(
    runner: str, files: list[RowFile]
) -> None:
    measure = Measure("t.x", SUM, "kwh", None, False)
    rows = lines(QUICK[runner], plan(measure, dimensions=("soort",)), files)
    found = {(who, kind): told([row]) for row in rows for who, kind in [(row[1], row[3])]}
    assert {k: v[k[0]] for k, v in found.items()} == {
        ("alfa", '["x"]'): "11.499 2 1",
        ("alfa", '["y"]'): "10 2 0",
        ("alfa", '[""]'): "-2.25 1 0",
        ("beta", '["y"]'): "20.001 1 1",
    }


@pytest.mark.parametrize("runner", sorted(QUICK))
def test_a_line_says_of_which_delivery_and_period_it_is(runner: str, files: list[RowFile]) -> None:
    rows = lines(QUICK[runner], plan(Measure("t.x", SUM, "kwh", None, False)), files)
    assert [(r[0], r[1], r[2], r[4]) for r in rows] == [
        ("van-alfa", "alfa", "2024-01", "t.x"),
        ("van-beta", "beta", "2024-01", "t.x"),
    ]


@pytest.mark.parametrize("runner", sorted(QUICK))
def test_the_same_file_twice_counts_for_each_delivery(runner: str, files: list[RowFile]) -> None:
    """Two deliveries of the same bytes are two; that nobody sends them is seen earlier."""
    again = RowFile("nog-een", "gamma", "2024-02", files[0].path)
    rows = lines(QUICK[runner], plan(Measure("t.x", SUM, "kwh", None, False)), [*files, again])
    assert told(rows) == {
        "alfa": "19.249 5 1", "beta": "20.001 1 1", "gamma": "19.249 5 1",
    }  # fmt: skip
