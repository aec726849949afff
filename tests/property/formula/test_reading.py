"""A text without brackets is read as SQL reads it: DuckDB runs the same text and says the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.property.formula.engines import plain
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import Expression, parse
from verantwoord.formula.unit_rules import NUMBER, TEXT, TRUTH

KINDS = {**dict.fromkeys("abc", NUMBER), **dict.fromkeys("pqr", TRUTH), "t": TEXT}
ROWS: tuple[dict[str, Any], ...] = (
    {"a": Decimal(1), "b": Decimal(2), "c": Decimal(3), "p": True, "q": False, "r": True, "t": "x"},
    {"a": Decimal(2), "b": None, "c": Decimal("-1"), "p": False, "q": None, "r": True, "t": None},
    {"a": None, "b": Decimal(1), "c": Decimal(1), "p": None, "q": True, "r": False, "t": "y"},
)
# fmt: off
OPERAND = st.sampled_from(["a", "b", "c", "p", "q", "r", "0", "- a", "- - b", "true", "t", "'x'"])
BEFORE = st.sampled_from(["", "", "", "not ", "- "])
AFTER = st.sampled_from(["", "", "", "", " is null", " is not null", " is true", " is not false",
                         " between a and c", " in (a, b)", " not in (p, q)", " like 'x'"])
BETWEEN = st.sampled_from([" + ", " - ", " * ", " = ", " <> ", " < ", " <= ", " > ", " >= ",
                           " and ", " or ", " AND ", " and not ", " or not "])
# fmt: on


@st.composite
def texts(draw: Any) -> str:
    """Draw operands and operators in a row; many are no expression."""
    text = draw(BEFORE) + draw(OPERAND) + draw(AFTER)
    for _ in range(draw(st.integers(1, 4))):
        text += draw(BETWEEN) + draw(BEFORE) + draw(OPERAND) + draw(AFTER)
    return str(text)


def read(text: str) -> Expression | None:
    """Return what we read, if it is in the language and its kinds go together."""
    try:
        found = parse(text)
        found.unit_of(KINDS)
    except ExpressionError:
        return None
    return found


@pytest.fixture(scope="module")
def con() -> Any:
    columns = "a DECIMAL(9, 3), b DECIMAL(9, 3), c DECIMAL(9, 3), p BOOLEAN, q BOOLEAN, r BOOLEAN"
    with duckdb.connect(config={"threads": "1"}) as made:
        made.execute(f"CREATE TABLE rows (i INTEGER, {columns}, t VARCHAR)")
        for i, row in enumerate(ROWS):
            made.execute("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [i, *row.values()])
        yield made


@settings(max_examples=examples(40))
@given(st.lists(texts(), min_size=60, max_size=80))
def test_a_text_is_read_as_sql_reads_it(con: Any, drawn: list[str]) -> None:
    for text in drawn:
        found = read(text)
        if found is None:
            continue
        try:
            raw = [r[0] for r in con.execute(f"SELECT {text} FROM rows ORDER BY i").fetchall()]
        except duckdb.Error:
            continue  # what has no value there has no other value
        ours = [plain(found.evaluate(row, sql_nulls=True)) for row in ROWS]
        assert (text, raw) == (text, ours)
