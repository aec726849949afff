"""The language is closed: nothing that sqlglot can read slips through."""

from __future__ import annotations

import sqlglot
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from tests.lanes import examples
from verantwoord.formula.convert import _CALLS, Converter
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import parse
from verantwoord.formula.functions import FORMS, FUNCTIONS
from verantwoord.formula.nodes import Call, walk
from verantwoord.formula.sql import text_of

CONVERTED = {
    "And", "Or", "Not", "Is", "In", "Between", "Case", "Coalesce", "Nullif", "Filter", "Sum",
    "Min", "Max", "Count", "Paren", "Literal", "Boolean", "Null", "Column", "Cast", "Anonymous",
}  # fmt: skip


def test_every_class_of_sqlglot_is_converted_by_name_or_refused() -> None:
    methods = {n for n in vars(Converter) if n.startswith("on_")}
    assert methods == {f"on_{name.lower()}" for name in CONVERTED}
    known = {name for name in vars(exp) if isinstance(getattr(exp, name), type)}
    assert set(_CALLS) | CONVERTED <= known
    assert set(_CALLS.values()) <= set(FUNCTIONS)


def test_no_two_classes_of_sqlglot_share_a_converter_by_accident() -> None:
    lowered = [n.lower() for n in vars(exp) if isinstance(getattr(exp, n), type)]
    for name in CONVERTED:
        assert lowered.count(name.lower()) == 1, name


def test_every_sql_function_that_is_not_ours_is_refused() -> None:
    ours = {n for n in (*FUNCTIONS, "coalesce", "nullif") if n.isidentifier()} - {"neg", "like"}
    theirs = {n.lower() for n in sqlglot.Dialect.get_or_raise("duckdb").parser_class.FUNCTIONS}
    assert len(theirs) > 300
    for name in sorted(theirs - ours):
        for text in (f"{name}(a)", f"{name}(a, b)", f"{name}()"):
            try:
                node = parse(text).node
            except ExpressionError:
                continue
            raise AssertionError(f"{text} is read as {node}")


def test_our_functions_are_all_read_as_themselves() -> None:
    for name, row in FUNCTIONS.items():
        if not name.isidentifier() or name in ("neg", "like", "regexp_matches"):
            continue
        arguments = ", ".join("abcd"[: row.arity or 3])
        node = parse(f"{name}({arguments})").node
        assert isinstance(node, Call) and node.function == name
        assert parse(f"{name.upper()} ({arguments})").node == node


WORDS = st.sampled_from(
    ["a", "b", "t", "1", "0.5", "'x'", "''''", "+", "-", "*", "/", "%", "(", ")", ",", "=", "<",
     ">", "<>", "!=", "and", "or", "not", "is", "null", "true", "case", "when", "then", "else",
     "end", "in", "between", "like", "date", "filter", "where", "distinct", "abs(", "sum(",
     "count(", "greatest(", "coalesce(", "nullif(", "select", "from", "::", "||", "--", "/*", ".",
     "[", "]", "{", "}", ";", ":", "$", "@", "~", "^", "&", "|", "\\", '"', "`", "'", "é", "\n",
     "as", "over", "all", "any", "exists", "interval", "cast(", "try(", "unnest(", "->", "lambda"]
)  # fmt: skip


@settings(max_examples=examples(1500))
@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=20))
@example("a in ()")
@example("a -- b")
@example("''")
def test_any_text_is_an_expression_or_is_refused_with_a_message(text: str) -> None:
    try:
        found = parse(text)
    except ExpressionError as error:
        assert str(error)
        return
    assert parse(text_of(found.node)).node == found.node
    assert all(n.function in FUNCTIONS for n in walk(found.node) if isinstance(n, Call))


def test_the_reference_has_no_word_twice() -> None:
    assert not set(FUNCTIONS) & set(FORMS)
