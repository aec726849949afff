"""Every function and form does what its chapter says: in figures, in rows and in DuckDB."""

from __future__ import annotations

import duckdb
import pytest

from tests.spec.formula.chapters import AGGREGATES, CHAPTERS, COUNTED, ROWS, Example
from tests.spec.formula.reading import EMPTY, SQL_TYPES, shown, values
from verantwoord.formula.expression import Expression, parse, parse_aggregate
from verantwoord.formula.functions import FORMS, FUNCTIONS

ALL = [(name, example) for name, chapter in CHAPTERS.items() for example in chapter]
IN_SQL = [(n, e) for n, e in ALL if n not in ("/", "percentile")]


@pytest.mark.parametrize(("name", "example"), ALL)
def test_a_figure_gives_what_the_chapter_says(name: str, example: Example) -> None:
    found = parse(example.text).evaluate(values(example.given))
    assert shown(found) == (example.figure or example.gives)


@pytest.mark.parametrize(("name", "example"), ALL)
def test_a_row_gives_what_the_chapter_says(name: str, example: Example) -> None:
    found = parse(example.text).evaluate(values(example.given), sql_nulls=True)
    assert shown(found) == example.gives


@pytest.mark.parametrize(("name", "example"), IN_SQL)
def test_duckdb_gives_what_the_chapter_says(name: str, example: Example) -> None:
    assert shown(in_duckdb(parse(example.text), [example.given])) == example.gives


@pytest.mark.parametrize("example", COUNTED)
def test_counting_rows_gives_what_the_chapter_says(example: Example) -> None:
    expression = parse_aggregate(example.text, set(SQL_TYPES))
    assert shown(expression.over([values(row) for row in ROWS])) == example.gives
    assert shown(in_duckdb(expression, ROWS)) == example.gives


def in_duckdb(expression: Expression, rows: list[str] | tuple[str, ...]) -> object:
    """Run the SQL of an expression over rows, and return its first value."""
    columns = ", ".join(f'"{n}" {kind}' for n, kind in SQL_TYPES.items())
    with duckdb.connect(config={"threads": "1"}) as con:
        con.execute(f"CREATE TABLE rows ({columns})")
        for row in rows:
            given = values(row)
            marks = ", ".join("?" for _ in SQL_TYPES)
            con.execute(f"INSERT INTO rows VALUES ({marks})", [given.get(n) for n in SQL_TYPES])
        found = con.execute(f"SELECT {expression.sql()} FROM rows").fetchall()
    return found[0][0]


def test_every_function_and_form_has_a_chapter_and_no_other_has() -> None:
    assert set(CHAPTERS) | {AGGREGATES} == set(FUNCTIONS) | set(FORMS)


@pytest.mark.parametrize("name", sorted(set(CHAPTERS) - {"is null, is not null"}))
def test_every_chapter_says_what_an_empty_value_gives(name: str) -> None:
    assert any(EMPTY in e.given or e.gives == EMPTY for e in CHAPTERS[name])


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_is_explained_in_both_languages(name: str) -> None:
    row = FUNCTIONS[name]
    assert row.nl.endswith(".") and row.en.endswith(".") and row.nl != row.en


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"/", "percentile"}))
def test_every_function_runs_in_both_engines(name: str) -> None:
    for example in CHAPTERS[name]:
        for dialect in ("duckdb", "spark"):
            assert parse(example.text).sql(dialect)
