"""What every runner must give, row for row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.runners import PARAMS, QUICK, lines, runner_named
from verantwoord.engine.errors import EngineError
from verantwoord.engine.plan import (
    SCHEMA,
    Field,
    Measure,
    ParameterTable,
    Plan,
    ReferenceTable,
    RowFile,
)
from verantwoord.engine.runners import Runner
from verantwoord.model.dataset import Aggregate

KWH = pa.decimal128(18, 3)
FIELDS = (
    Field("soort", "code"),
    Field("kwh", "decimal", 3),
    Field("dag", "date"),
    Field("schatting", "boolean"),
)


@pytest.fixture(params=PARAMS)
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    with runner_named(request.param) as found:
        yield found


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Any]:
    made: list[RowFile] = []

    def make(
        who: str = "alfa", period: str = "2024-01", where: str = "", **columns: Any
    ) -> RowFile:
        number = len(made)
        folder = tmp_path / where
        folder.mkdir(exist_ok=True)
        path = folder / f"{number}.parquet"
        pq.write_table(pa.table(columns), path)
        made.append(RowFile(f"d{number}", who, period, path))
        return made[-1]

    yield make


def plan_of(*measures: Measure, **rest: Any) -> Plan:
    return Plan("t", measures, **{"dimensions": (), "by_row": False, "fields": FIELDS, **rest})


def measure(aggregate: Aggregate, column: str | None = "kwh", **rest: Any) -> Measure:
    return Measure(
        f"t.{aggregate}",
        aggregate,
        column,
        rest.pop("where", None),
        rest.pop("zero", False),
        **rest,
    )


def cells(*values: Any) -> pa.Array:
    return pa.array([None if v is None else Decimal(str(v)) for v in values], KWH)


SUM, COUNT, MIN, MAX, HISTOGRAM = Aggregate


def test_a_sum_says_how_many_rows_it_kept_and_how_many_cells_were_empty(
    runner: Runner, file: Any
) -> None:
    one = file(kwh=cells("0.1", None, "0.2"))
    head = ("d0", "alfa", "2024-01", "[]")
    plan = plan_of(measure(SUM), measure(COUNT), measure(MIN), measure(MAX))
    assert lines(runner, plan, [one]) == [
        (*head, "t.count", None, Decimal(2), 2, 1),
        (*head, "t.max", None, Decimal("0.2"), 2, 1),
        (*head, "t.min", None, Decimal("0.1"), 2, 1),
        (*head, "t.sum", None, Decimal("0.3"), 2, 1),
    ]
    assert runner.run(plan, [one]).schema == SCHEMA


def test_only_empty_cells_give_no_value_and_no_matching_row_gives_no_line(
    runner: Runner, file: Any
) -> None:
    one = file(kwh=cells(None, None), soort=["a", "b"])
    plan = plan_of(
        measure(SUM, where="soort = 'a'"),
        measure(COUNT, None, where="soort = 'c'"),
        measure(MAX, where="soort = 'c'"),
    )
    assert lines(runner, plan, [one]) == [
        ("d0", "alfa", "2024-01", "[]", "t.sum", None, None, 0, 1)
    ]


def test_an_empty_cell_in_a_filter_is_not_a_match(runner: Runner, file: Any) -> None:
    one = file(kwh=cells(1, 2), soort=["a", None])
    plan = plan_of(measure(COUNT, None, where="soort <> 'b'"))
    assert [r[6:] for r in lines(runner, plan, [one])] == [(Decimal(1), 1, 0)]


def test_an_empty_cell_is_zero_where_the_component_says_so(runner: Runner, file: Any) -> None:
    one = file(kwh=cells(None, 5))
    plan = plan_of(*(measure(a, zero=True) for a in (SUM, COUNT, MIN, MAX)))
    assert [(r[4], *r[6:]) for r in lines(runner, plan, [one])] == [
        ("t.count", Decimal(2), 2, 0),
        ("t.max", Decimal(5), 2, 0),
        ("t.min", Decimal(0), 2, 0),
        ("t.sum", Decimal(5), 2, 0),
    ]


def test_bins_are_counted_with_the_ends_clipped(runner: Runner, file: Any) -> None:
    one = file(kwh=cells(-3, 0, 9.999, 10, 250, None))
    plan = plan_of(measure(HISTOGRAM, bins=(0, 100, 10)))
    assert [r[5:] for r in lines(runner, plan, [one])] == [
        (0, Decimal(3), 5, 1),
        (10, Decimal(1), 0, 0),
        (100, Decimal(1), 0, 0),
    ]
    empty = file(kwh=cells(None))
    assert [r[5:] for r in lines(runner, plan, [empty])] == [(None, None, 0, 1)]


def test_dimensions_split_and_an_empty_one_is_an_empty_text(runner: Runner, file: Any) -> None:
    one = file(
        kwh=cells(1, 2, 4, 8), soort=["a", "a", None, 'b"'], schatting=[True, False, None, True]
    )
    plan = plan_of(measure(SUM), dimensions=("schatting", "soort"))
    assert [(r[3], r[6]) for r in lines(runner, plan, [one])] == [
        ('["",""]', Decimal(4)),
        ('["False","a"]', Decimal(2)),
        ('["True","a"]', Decimal(1)),
        ('["True","b\\""]', Decimal(8)),
    ]


def test_rows_of_one_file_may_be_about_several_organisations_and_months(
    runner: Runner, file: Any
) -> None:
    one = file(
        kwh=cells(1, 2, 4), _organisatie=["x", "y", "x"], _periode=["2024-01", "2024-01", "2024-02"]
    )
    two = file(kwh=cells(8), _organisatie=["x"], _periode=["2024-01"])
    found = lines(runner, plan_of(measure(SUM), by_row=True), [one, two])
    assert [(*r[:3], r[6]) for r in found] == [
        ("d0", "x", "2024-01", Decimal(1)),
        ("d0", "x", "2024-02", Decimal(4)),
        ("d0", "y", "2024-01", Decimal(2)),
        ("d1", "x", "2024-01", Decimal(8)),
    ]


def test_a_column_that_came_later_is_empty_in_older_files(runner: Runner, file: Any) -> None:
    """A dataset grows; what was delivered before stays computable, whatever the order."""
    old, new = file(soort=["a"]), file(soort=["a"], kwh=cells(3), schatting=[True])
    plan = plan_of(measure(SUM), measure(COUNT, None, where="schatting"))
    for files in ([old, new], [new, old], [old]):
        found = {(r[0], r[4]): r[6:] for r in lines(runner, plan, files)}
        assert found["d0", "t.sum"] == (None, 0, 1)
        assert ("d0", "t.count") not in found
        if new in files:
            assert found["d1", "t.sum"] == (Decimal(3), 1, 0)


def test_more_decimals_in_a_later_file_are_not_rounded_to_the_first(
    runner: Runner, file: Any
) -> None:
    coarse = file(kwh=pa.array([Decimal("1.25")], pa.decimal128(18, 2)))
    fine = file(kwh=cells("1.125"))
    for files in ([coarse, fine], [fine, coarse]):
        assert {r[6] for r in lines(runner, plan_of(measure(SUM)), files)} == {
            Decimal("1.25"),
            Decimal("1.125"),
        }


@pytest.mark.parametrize("definition", ["", "the same"])
def test_a_required_column_of_today_may_be_empty_in_a_file_of_before(
    runner: Runner, file: Any, definition: str
) -> None:
    """It is expected that no cell is empty, and looked at whether that is so."""
    plan = plan_of(measure(SUM), fields=(replace(FIELDS[1], required=True),))
    whole = replace(file(kwh=cells(1, 2)), definition=definition)
    assert [r[6:] for r in lines(runner, plan, [whole])] == [(Decimal(3), 2, 0)]
    half = replace(file(kwh=cells(1, None)), definition=definition)
    found = [r[6:] for r in lines(runner, plan, [whole, half])]
    assert found == [(Decimal(3), 2, 0), (Decimal(1), 1, 1)]


def test_whole_numbers_and_very_large_ones_are_exact(runner: Runner, file: Any) -> None:
    n = 9_007_199_254_740_993  # not a float
    one = file(kwh=pa.array([n, n], pa.int64()))
    assert [r[6] for r in lines(runner, plan_of(measure(SUM), measure(MAX)), [one])] == [n, 2 * n]


def test_a_path_is_a_file_and_never_a_pattern(runner: Runner, file: Any) -> None:
    one = file(where="w[1]*", kwh=cells(1))
    file(where="w1x", kwh=cells(2))
    one.path.with_name("0x.parquet").write_bytes(one.path.read_bytes())
    assert [r[6] for r in lines(runner, plan_of(measure(SUM)), [one])] == [Decimal(1)]


def test_a_view_is_joined_with_its_tables_and_dated_values(
    runner: Runner, file: Any, tmp_path: Path
) -> None:
    table = tmp_path / "soorten.csv"
    table.write_text("soort,deel\na,2\n", "utf-8")
    plan = plan_of(
        measure(SUM, "uit"),
        view="SELECT rijen._periode, kwh * s.deel * f.waarde AS uit FROM rijen "
        "LEFT JOIN soorten s ON s.soort = rijen.soort "
        "JOIN factor f ON rijen.dag >= f.vanaf AND rijen.dag < f.tot",
        references=(ReferenceTable("soorten", "hash", table),),
        parameters=(ParameterTable("factor", (("2024-01-01", "2024-01-02", None, "0.5"),
                                              ("2024-01-02", "9999-12-31", None, "0.25"))),),
    )  # fmt: skip
    days = [dt.date(2024, 1, 1), dt.date(2024, 1, 2), dt.date(2024, 1, 3)]
    one = file(kwh=cells(1, 2, 4), soort=["a", "a", "b"], dag=days, _periode=["2024-01"] * 3)
    assert [r[6:] for r in lines(runner, plan, [one])] == [(Decimal(2), 2, 1)]


def test_a_row_is_held_against_the_last_of_its_own_delivery(runner: Runner, file: Any) -> None:
    """Each file holds a history of the same thing; the last row of one is not that of the other."""
    plan = plan_of(
        measure(SUM, "laatste"),
        view="WITH einde AS (SELECT r._organisatie, r._periode, r.kwh, r.dag, "
        "MAX(r.dag) OVER (PARTITION BY r._organisatie, r._periode, r.soort) AS slot "
        "FROM rijen AS r) SELECT e._organisatie, e._periode, "
        "CASE WHEN e.dag = e.slot THEN e.kwh END AS laatste FROM einde AS e WHERE e.dag = e.slot",
    )

    def history(kwh: tuple[int, ...], days: tuple[int, ...]) -> Any:
        about = {"_organisatie": ["alfa"] * len(kwh), "_periode": ["2024"] * len(kwh)}
        dag = [dt.date(2024, 1, d) for d in days]
        return file(kwh=cells(*kwh), soort=["a"] * len(kwh), dag=dag, **about)

    found = lines(runner, plan, [history((9, 4, 7), (3, 1, 2)), history((5, 6), (8, 9))])
    assert sorted(r[6] for r in found) == [Decimal(6), Decimal(9)]


def test_a_view_that_gives_a_floating_number_is_refused(file: Any) -> None:
    plan = plan_of(measure(SUM, "x"), view="SELECT CAST(kwh AS DOUBLE) AS x FROM rijen")
    with pytest.raises(EngineError, match=r"t\.sum.*double"):
        QUICK["duckdb"].run(plan, [file(kwh=cells(1))])
    plan = plan_of(measure(SUM, "bestaat_niet"))
    with pytest.raises(EngineError, match="kan niet worden uitgerekend"):
        QUICK["duckdb"].run(plan, [file(kwh=cells(1))])


def test_no_files_give_an_empty_table_of_the_same_form() -> None:
    assert QUICK["reference"].run(plan_of(measure(SUM)), []).schema == SCHEMA
