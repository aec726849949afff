"""What runners agree on beside numbers: signs in names, empty cells in sums, views, refusals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.runners import QUICK, lines
from tests.unit.engine.test_runners_by_hand import ALFA, BETA, COUNT, FIELDS, MIN, SUM, _file, told
from verantwoord.engine.errors import EngineError
from verantwoord.engine.plan import Field, Measure, Plan, RowFile
from verantwoord.engine.runners import duckdb
from verantwoord.engine.runners.choose import runner_for
from verantwoord.engine.runners.fused import carried
from verantwoord.engine.runners.long import exact
from verantwoord.model import database
from verantwoord.model.dataset import Aggregate


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[RowFile]:
    folder = tmp_path_factory.mktemp("rijen")
    return [_file(folder, who, rows) for who, rows in (("alfa", ALFA), ("beta", BETA))]


def plan(measure: Measure, *dimensions: str, view: str | None = None) -> Plan:
    return Plan("t", (measure,), dimensions, False, FIELDS, view)


@pytest.mark.parametrize("runner", sorted(QUICK))
def test_a_name_in_a_dimension_keeps_its_accents_and_its_quotes(
    runner: str, files: list[RowFile]
) -> None:
    """The key of a group is text: written otherwise by one runner it would be another group."""
    rows = lines(QUICK[runner], plan(Measure("t.n", COUNT, None, None, False), "naam"), files[:1])
    # an empty text and no text are the same name, in one line or in two
    assert sorted({r[3] for r in rows}) == [
        '[""]',
        '["O\'Brien"]',
        '["een"]',
        '["twee"]',
        '["Één"]',
    ]
    both = lines(
        QUICK[runner], plan(Measure("t.n", COUNT, None, None, False), "naam", "soort"), files[:1]
    )
    assert '["Één","x"]' in [r[3] for r in both]


# as in SQL: what is compared with nothing is not true, and so goes the other way
EMPTY: list[tuple[Aggregate, str, str | None, str, str]] = [
    (SUM, "case when kwh > 0 then 1 else 2 end", None, "9 6 0", "3 2 0"),
    (SUM, "case when kwh > 0 then 1 end", None, "3 3 3", "1 1 1"),
    (SUM, "kwh + aantal", None, "24.499 4 2", "25.001 1 1"),
    (SUM, "coalesce(kwh, aantal)", None, "21.249 6 0", "25.001 2 0"),
    (COUNT, "nullif(aantal, 5)", None, "5 5 1", "0 0 2"),
    (MIN, "nullif(aantal, 5)", None, "-1 5 1", "leeg 0 2"),
    (MIN, "kwh", "kwh is null", "leeg 0 1", "leeg 0 1"),
    (SUM, "case when geschat then kwh else 0 end", None, "-0.75 6 0", "20.001 1 1"),
]


@pytest.mark.parametrize("runner", sorted(QUICK))
@pytest.mark.parametrize(("aggregate", "cell", "where", "alfa", "beta"), EMPTY)
def test_an_empty_cell_is_what_sql_makes_of_it(
    aggregate: Aggregate, cell: str, where: str | None, alfa: str, beta: str, runner: str,
    files: list[RowFile],
) -> None:  # fmt: skip
    found = told(lines(QUICK[runner], plan(Measure("t.x", aggregate, cell, where, False)), files))
    assert found == {"alfa": alfa, "beta": beta}


@pytest.mark.parametrize("runner", sorted(QUICK))
def test_a_view_may_use_what_only_duckdb_writes_so(runner: str, files: list[RowFile]) -> None:
    """`//` divides whole numbers; other dialects read it as something else, or not at all."""
    view = "SELECT aantal // 2 AS half FROM rijen"
    made = plan(Measure("t.half", SUM, "half", None, False), view=view)
    # 1, 2, 3, none, 0 and -1 in halves, towards zero; 5 and 5
    assert told(lines(QUICK[runner], made, files)) == {"alfa": "2 5 1", "beta": "4 2 0"}


def test_a_view_is_written_in_the_dialect_of_who_runs_it() -> None:
    view = "SELECT aantal // 2 AS half FROM rijen"
    assert "//" in carried(view)
    assert "//" not in carried(view, "spark")


@pytest.mark.parametrize(
    ("view", "carries"),
    [
        ("SELECT kwh FROM rijen", 1),
        ("SELECT r.kwh FROM rijen AS r JOIN lijst AS l ON l.a = r.a", 1),
        ("SELECT * FROM rijen", 0),  # that takes it along by itself
        ("WITH a AS (SELECT kwh FROM rijen) SELECT kwh FROM a", 2),
        ("WITH a AS (SELECT * FROM rijen), b AS (SELECT kwh FROM a) SELECT kwh FROM b", 2),
        # a table of the pack has no delivery, nor has what is selected from it
        ("SELECT a FROM lijst", 0),
        ("WITH l AS (SELECT a FROM lijst) SELECT a FROM l", 0),
        ("WITH l AS (SELECT a FROM lijst) SELECT r.kwh FROM rijen AS r JOIN l ON l.a = r.a", 1),
    ],
)
def test_a_view_takes_along_of_which_delivery_a_row_is(view: str, carries: int) -> None:
    assert carried(view).count("_levering") == carries


def test_a_query_that_runs_too_long_is_stopped_and_said_to_be(
    files: list[RowFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_seconds", [0.2])
    endless = "SELECT r.kwh FROM rijen AS r, range(100000000) AS a, range(100000000) AS b"
    with pytest.raises(EngineError, match=r"dataset 't' kan niet worden uitgerekend: .*[Ii]nterr"):
        duckdb.run(plan(Measure("t.x", SUM, "kwh", None, False), view=endless), files)


def test_a_sum_that_is_not_exact_is_refused_in_both_languages() -> None:
    with pytest.raises(EngineError) as refused:
        exact(pa.array([0.5]), "ritten", "ritten.km")
    assert refused.value.in_language("nl") == (
        "dataset 'ritten': component 'ritten.km' geeft double in plaats van een exact getal; de "
        "uitkomst zou van de volgorde afhangen. Gebruik CAST(… AS DECIMAL)."
    )
    assert refused.value.in_language("en") == (
        "dataset 'ritten': component 'ritten.km' gives double instead of an exact number; the "
        "outcome would depend on the order. Use CAST(… AS DECIMAL)."
    )


def test_another_engine_is_refused_in_both_languages() -> None:
    with pytest.raises(EngineError) as refused:
        runner_for("DuckDB")
    assert refused.value.in_language("nl") == (
        "rekenmotor 'DuckDB' is er niet. Kies duckdb, reference, of een Spark: local[2], "
        "spark://host:7077, k8s://… of yarn."
    )
    assert refused.value.in_language("en") == (
        "there is no engine 'DuckDB'. Choose duckdb, reference, or a Spark: local[2], "
        "spark://host:7077, k8s://… or yarn."
    )


@pytest.mark.parametrize("runner", sorted(QUICK))
def test_files_of_before_and_after_a_column_was_added_are_added_up(
    runner: str, tmp_path: Path
) -> None:
    """D8: an added optional column made every older delivery uncomputable."""
    old, new = tmp_path / "oud.parquet", tmp_path / "nieuw.parquet"
    kwh = pa.decimal128(18, 3)
    pq.write_table(pa.table({"kwh": pa.array([Decimal("1.5")], kwh)}), old)
    pq.write_table(
        pa.table(
            {"soort": ["x"], "kwh": pa.array([Decimal("2")], kwh), "dag": [dt.date(2024, 1, 1)]}
        ),
        new,
    )
    fields = (Field("kwh", "decimal", 3), Field("soort", "code"), Field("dag", "date"))
    made = Plan("t", (Measure("t.x", SUM, "kwh", None, False),), ("soort",), False, fields)
    sent = [RowFile("a", "alfa", "2023", old, "1"), RowFile("b", "alfa", "2024", new, "2")]
    found = lines(QUICK[runner], made, sent)
    assert [(r[0], r[3], r[6]) for r in found] == [
        ("a", '[""]', Decimal("1.5")),
        ("b", '["x"]', Decimal(2)),
    ]
