"""A view is written for Spark only as far as it means the same there."""

from __future__ import annotations

import pytest

from verantwoord.engine.errors import EngineError
from verantwoord.engine.runners.spark_view import spark_view


def test_monday_is_one_in_both() -> None:
    assert "WEEKDAY(dag) + 1" in spark_view("SELECT ISODOW(dag) AS d FROM rijen").upper().replace(
        "DAG", "dag"
    )


def test_division_is_in_floating_point_as_duckdb_does() -> None:
    written = spark_view("SELECT a / b AS c FROM rijen")
    assert "CAST(a AS DOUBLE) / CAST(b AS DOUBLE)" in written
    twice = spark_view("SELECT a / b / c AS d FROM rijen")
    assert twice.count("AS DOUBLE)") == 4


def test_days_between_dates_are_the_same() -> None:
    assert "DATEDIFF(DAY, a, b)" in spark_view("SELECT DATE_DIFF('day', a, b) AS d FROM rijen")


@pytest.mark.parametrize(
    "expression",
    [
        "date_diff('month', a, b)",  # DuckDB counts the firsts of a month, Spark whole months
        "strftime(a, '%Y')",
        "date_trunc('month', a)",
        "extract(week FROM a)",
        "upper(a)",
        "left(a, -1)",
    ],
)
def test_what_may_mean_something_else_is_refused_by_name(expression: str) -> None:
    with pytest.raises(EngineError, match="niet aangetoond dat het op Spark hetzelfde geeft"):
        spark_view(f"SELECT {expression} AS x FROM rijen")


def test_the_file_of_a_row_goes_along() -> None:
    assert "_levering" in spark_view("SELECT a AS x FROM rijen")
