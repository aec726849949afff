"""What is counted over rows: eight rows of wages, every sum added up by hand, and held in DuckDB.

The rows are months of two people. Somebody left in March, a month of hours is missing, one row has
no kind, and a correction is below zero.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from verantwoord.formula.expression import parse_aggregate
from verantwoord.formula.quantities import Absent

COLUMNS = {"wie": "VARCHAR", "maand": "BIGINT", "uren": "DECIMAL(18,2)", "soort": "VARCHAR",
           "vast": "BOOLEAN", "dag": "DATE"}  # fmt: skip
ROWS: list[dict[str, Any]] = [
    dict(zip(COLUMNS, row, strict=True))
    for row in (
        ("a", 1, Decimal("100.25"), "loon", True, dt.date(2024, 1, 31)),
        ("a", 2, Decimal("90.50"), "loon", True, dt.date(2024, 2, 29)),
        ("a", 3, None, "loon", True, dt.date(2024, 3, 31)),  # hours are missing
        ("a", 3, Decimal("-10.50"), "correctie", True, dt.date(2024, 3, 31)),
        ("b", 1, Decimal("36.00"), "inhuur", False, dt.date(2024, 1, 31)),
        ("b", 2, Decimal("36.00"), "inhuur", False, dt.date(2024, 2, 28)),
        ("b", 3, Decimal("0.00"), None, None, None),  # nothing is known of this one
        ("c", 2, Decimal("8.75"), "loon", None, dt.date(2024, 2, 1)),
    )
]
# with the working; None: empty
COUNTED: dict[str, Decimal | str | dt.date | None] = {
    "count(*)": Decimal(8),
    "count(uren)": Decimal(7),
    "count(soort)": Decimal(7),
    "count(vast)": Decimal(6),
    "count(distinct wie)": Decimal(3),
    "count(distinct maand)": Decimal(3),
    "count(distinct soort)": Decimal(3),  # loon, correctie, inhuur; an empty cell is no kind
    "count(distinct uren)": Decimal(6),  # 36.00 twice
    "count(distinct year(dag))": Decimal(1),
    "count(distinct dag)": Decimal(5),
    # 100.25 + 90.50 - 10.50 + 36 + 36 + 0 + 8.75
    "sum(uren)": Decimal("261.00"),
    "sum(uren) filter (where wie = 'a')": Decimal("180.25"),
    "sum(uren) filter (where wie = 'b')": Decimal("72.00"),
    "sum(uren) filter (where wie = 'd')": None,
    "sum(uren) filter (where maand = 3)": Decimal("-10.50"),
    "sum(uren) filter (where wie = 'a' and maand = 3 and soort = 'loon')": None,  # empty
    "count(uren) filter (where wie = 'a' and maand = 3)": Decimal(1),
    "count(*) filter (where wie = 'a' and maand = 3)": Decimal(2),
    "count(*) filter (where false)": Decimal(0),
    "count(distinct wie) filter (where vast)": Decimal(1),
    # an empty condition is not met, neither this way nor the other
    "count(*) filter (where vast)": Decimal(4),
    "count(*) filter (where not vast)": Decimal(2),
    "count(*) filter (where vast is null)": Decimal(2),
    "count(*) filter (where vast is not true)": Decimal(4),
    "count(*) filter (where soort = 'loon')": Decimal(4),
    "count(*) filter (where soort <> 'loon')": Decimal(3),
    "count(*) filter (where soort in ('loon', 'inhuur'))": Decimal(6),
    "count(*) filter (where soort not in ('loon', 'inhuur'))": Decimal(1),
    "sum(uren) filter (where soort <> 'correctie')": Decimal("271.50"),  # 261 + 10.50, and 0
    "sum(uren) filter (where uren > 0)": Decimal("271.50"),
    "sum(uren) filter (where uren >= 36 and uren <= 90.5)": Decimal("162.50"),
    # 200.50 + 181 - 21 + 72 + 72 + 17.50
    "sum(uren * 2)": Decimal("522.00"),
    "sum(uren + 1)": Decimal("268.00"),  # seven rows have hours
    "sum(coalesce(uren, 1))": Decimal("262.00"),
    "sum(abs(uren))": Decimal("282.00"),
    "sum(-uren)": Decimal("-261.00"),
    # January 136.25, February 2 * 135.25, March -3 * 10.50
    "sum(uren * maand)": Decimal("375.25"),
    "sum(maand)": Decimal(17),  # 1 + 2 + 3 + 3 + 1 + 2 + 3 + 2
    "sum(case when soort = 'loon' then uren else 0 end)": Decimal("199.50"),
    "sum(case when soort = 'loon' then uren end)": Decimal("199.50"),
    "sum(case soort when 'loon' then 1 when 'inhuur' then 10 else 100 end)": Decimal(224),
    "min(uren)": Decimal("-10.50"),
    "max(uren)": Decimal("100.25"),
    "min(uren) filter (where wie = 'b')": Decimal("0.00"),
    "max(uren) filter (where wie = 'd')": None,
    "min(wie)": "a",
    "max(soort)": "loon",
    "min(dag)": dt.date(2024, 1, 31),
    "max(dag) filter (where wie = 'b')": dt.date(2024, 2, 28),
    "max(length(soort))": Decimal(9),  # correctie
    # counts among each other
    "max(uren) - min(uren)": Decimal("110.75"),
    "count(*) - count(uren)": Decimal(1),
    "sum(uren) + count(*)": Decimal("269.00"),
    "coalesce(sum(uren) filter (where wie = 'd'), 0)": Decimal(0),
    "sum(uren) filter (where wie = 'd') + 1": None,
    "nullif(count(*), 8)": None,
    "nullif(count(*), 7)": Decimal(8),
    "greatest(count(uren), count(*))": Decimal(8),
    "case when count(*) > 7 then sum(uren) else 0 end": Decimal("261.00"),
    "case when sum(uren) filter (where wie = 'd') > 0 then 'ja' else 'nee' end": "nee",
    "round_down(sum(uren), 0)": Decimal(261),
    "-sum(uren)": Decimal("-261.00"),
    "7": Decimal(7),
}
TRUTHS = {
    "sum(uren) = 261": True,
    "count(*) between 1 and 8": True,
    "count(*) in (7, 9)": False,
    "sum(uren) filter (where wie = 'd') is null": True,
    "not (count(*) = 8)": False,
    "min(uren) < 0 and max(uren) > 100": True,
    "min(uren) > 0 or max(uren) > 100": True,
    "sum(uren) filter (where wie = 'd') > 0": None,
}


@pytest.fixture(scope="module")
def con() -> Any:
    with duckdb.connect(config={"threads": "1"}) as made:
        made.execute(f"CREATE TABLE rows ({', '.join(f'{n} {k}' for n, k in COLUMNS.items())})")
        for row in ROWS:
            made.execute("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", list(row.values()))
        yield made


@pytest.mark.parametrize("text", [*COUNTED, *TRUTHS])
def test_what_is_counted_is_what_was_added_up_by_hand(con: Any, text: str) -> None:
    expression = parse_aggregate(text, set(COLUMNS))
    wanted = (COUNTED | TRUTHS)[text]
    ours = expression.over(ROWS)
    theirs = con.execute(f"SELECT {expression.sql()} FROM rows").fetchall()[0][0]
    assert (None if isinstance(ours, Absent) else ours) == wanted
    assert theirs == wanted


@pytest.mark.parametrize("text", COUNTED)
def test_the_order_of_rows_changes_no_count(text: str) -> None:
    expression = parse_aggregate(text, set(COLUMNS))
    assert (
        expression.over(ROWS) == expression.over(ROWS[::-1]) == expression.over(ROWS[3:] + ROWS[:3])
    )


def test_of_no_rows_there_are_none_and_their_sum_is_empty() -> None:
    for text, wanted in (("count(*)", Decimal(0)), ("count(uren)", Decimal(0)), ("sum(uren)", None),
                         ("min(uren)", None), ("count(distinct wie)", Decimal(0)),
                         ("coalesce(sum(uren), 0)", Decimal(0))):  # fmt: skip
        found = parse_aggregate(text, set(COLUMNS)).over([])
        assert (None if isinstance(found, Absent) else found) == wanted, text


def test_a_sum_is_exact_where_a_float_is_not() -> None:
    """Ten times a tenth: floats make 0.9999999999999999 of it."""
    rows = [{"uren": Decimal("0.1")}] * 10
    assert parse_aggregate("sum(uren)", {"uren"}).over(rows) == 1
    assert parse_aggregate("sum(uren) = 1", {"uren"}).over(rows) is True
