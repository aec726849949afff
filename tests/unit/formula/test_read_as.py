"""What a text is read as: which part belongs to which, and in which order.

Each tree is written out by hand, the word first and its parts behind it. A new version of the
reader that groups one formula in another way changes a figure without a word, so it must fail here.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import parse, parse_aggregate
from verantwoord.formula.nodes import (
    AggregateCall,
    And,
    Between,
    Call,
    CaseWhen,
    Coalesce,
    Empty,
    Identifier,
    In,
    Is,
    Literal,
    Node,
    Not,
    Nullif,
    Or,
)
from verantwoord.formula.tokens import words_of

READ_AS = {
    # numbers: from left to right, products before sums
    "a": "a",
    "1": "1",
    "0.50": "0.50",
    "007": "7",
    "a + b + c": "(+ (+ a b) c)",
    "a - b - c": "(- (- a b) c)",
    "a - (b - c)": "(- a (- b c))",
    "a - b + c": "(+ (- a b) c)",
    "a + b * c": "(+ a (* b c))",
    "a * b + c": "(+ (* a b) c)",
    "(a + b) * c": "(* (+ a b) c)",
    "a / b / c": "(/ (/ a b) c)",
    "a / (b / c)": "(/ a (/ b c))",
    "a / b * c": "(* (/ a b) c)",
    "a * b / c": "(/ (* a b) c)",
    "a - b * c / d": "(- a (/ (* b c) d))",
    # signs
    "-a": "(neg a)",
    "-5": "-5",
    "-0": "0",
    "-0.0": "0.0",
    "- 5": "-5",
    "-(5)": "-5",
    "- -5": "5",
    "-a * b": "(* (neg a) b)",
    "-a + b": "(+ (neg a) b)",
    "a * -b": "(* a (neg b))",
    "a - -b": "(- a (neg b))",
    "a - -1": "(- a -1)",
    "-abs(a)": "(neg (abs a))",
    "+a": "a",
    "-(a + b)": "(neg (+ a b))",
    # comparing: after computing, before `not`
    "a + 1 > b * 2": "(> (+ a 1) (* b 2))",
    "a = b": "(= a b)",
    "a <> b": "(<> a b)",
    "a != b": "(<> a b)",
    "a >= -1": "(>= a -1)",
    "not a = b": "(not (= a b))",
    "not a > b and p": "(and (not (> a b)) p)",
    "p = (a > b)": "(= p (> a b))",
    "p = not q": "(= p (not q))",
    # truth: `not` before `and`, `and` before `or`
    "p and q and r": "(and p q r)",
    "p or q or r": "(or p q r)",
    "p and (q and r)": "(and p (and q r))",
    "(p and q) and r": "(and (and p q) r)",
    "p or q and r": "(or p (and q r))",
    "p and q or r": "(or (and p q) r)",
    "(p or q) and r": "(and (or p q) r)",
    "p or not q and r": "(or p (and (not q) r))",
    "not p and q": "(and (not p) q)",
    "not (p and q)": "(not (and p q))",
    "not not p": "(not (not p))",
    "p and q or r and s": "(or (and p q) (and r s))",
    "p or q and r or s": "(or p (and q r) s)",
    "true and false": "(and true false)",
    # empty, true, false
    "a is null": "(is-null a)",
    "a is not null": "(not (is-null a))",
    "a + b is null": "(is-null (+ a b))",
    "p and a is null": "(and p (is-null a))",
    "not a is null": "(not (is-null a))",
    "p is true": "(is-true p)",
    "p is not true": "(not (is-true p))",
    "p is false or q": "(or (is-false p) q)",
    "p is not false": "(not (is-false p))",
    "(a > 1) is true": "(is-true (> a 1))",
    "p and q is true": "(and p (is-true q))",
    # lists and ranges
    "a in (1)": "(in a 1)",
    "a in (1, b, c + 1)": "(in a 1 b (+ c 1))",
    "a not in (1, 2)": "(not (in a 1 2))",
    "not a in (1)": "(not (in a 1))",
    "t in ('x', 'y') and p": "(and (in t 'x' 'y') p)",
    "a between 1 and 2": "(between a 1 2)",
    "a between 1 and 2 and p": "(and (between a 1 2) p)",
    "p or a between b and c + 1": "(or p (between a b (+ c 1)))",
    "a not between 1 and 2": "(not (between a 1 2))",
    "a between 1 and 2 or q": "(or (between a 1 2) q)",
    # texts and days
    "''": "''",
    "'it''s'": "'it's'",
    "t = 'a b'": "(= t 'a b')",
    "t like 'a%'": "(like t 'a%')",
    "t not like 'a%'": "(not (like t 'a%'))",
    "p and t like 'a'": "(and p (like t 'a'))",
    "lower(t) like 'a'": "(like (lower t) 'a')",
    "date '2024-02-29'": "2024-02-29",
    "d >= date '2024-01-01' and d < date '2025-01-01'":
        "(and (>= d 2024-01-01) (< d 2025-01-01))",
    "DATE '2024-12-31' = d": "(= 2024-12-31 d)",
    "year(d) * 100 + month(d)": "(+ (* (year d) 100) (month d))",
    "regexp_matches(t, '^a')": "(regexp_matches t '^a')",
    "starts_with(t, u)": "(starts_with t u)",
    # functions
    "abs(a - b)": "(abs (- a b))",
    "greatest(a, b, c, 0)": "(greatest a b c 0)",
    "least(a, greatest(b, c))": "(least a (greatest b c))",
    "round_down(a / b, 2)": "(round_down (/ a b) 2)",
    "as_percent(a / b)": "(as_percent (/ a b))",
    "as_ratio(a) * b": "(* (as_ratio a) b)",
    "percentile(h, 0.9) / b": "(/ (percentile h 0.9) b)",
    "coalesce(a, b, 0)": "(coalesce a b 0)",
    "coalesce(a, 0) + coalesce(b, 0)": "(+ (coalesce a 0) (coalesce b 0))",
    "a / nullif(b, 0)": "(/ a (nullif b 0))",
    "nullif(a, b) + 1": "(+ (nullif a b) 1)",
    # a choice
    "case when p then a end": "(case p a)",
    "case when p then a else b end": "(case p a else b)",
    "case when p then a when q then b else 0 end": "(case p a q b else 0)",
    "case a when 0 then 1 when b then 2 else 3 end": "(case (= a 0) 1 (= a b) 2 else 3)",
    "case when p then null else a end": "(case p empty else a)",
    "case when p then a else null end": "(case p a else empty)",
    "case when p then a end + 1": "(+ (case p a) 1)",
    "case when case when p then q end then a end": "(case (case p q) a)",
    "case when p then case when q then a end else b end": "(case p (case q a) else b)",
    "case when p or q then a + b else -c end": "(case (or p q) (+ a b) else (neg c))",
    # how it is written on paper does not matter
    "A": None,
    "ABS(a)": "(abs a)",
    "abs (a)": "(abs a)",
    "a\n+\tb": "(+ a b)",
    "  a  ": "a",
    "a+b": "(+ a b)",
    "a<b": "(< a b)",
    "a<-1": "(< a -1)",
    "Not p AND Q": None,
    "((a) + ((b)))": "(+ a b)",
    # names that look like something else
    "sum": "sum",
    "count > 0": "(> count 0)",
    "coalesce + 1": "(+ coalesce 1)",
    "abs + abs(abs)": "(+ abs (abs abs))",
    "like_ + 1": "(+ like_ 1)",
    "_ > 1": "(> _ 1)",
    "a1 + a_2": "(+ a1 a_2)",
    "year": "year",
    "null_ is null": "(is-null null_)",
}  # fmt: skip
COUNTED = {
    "sum(a)": "(sum a)",
    "sum(a + b)": "(sum (+ a b))",
    "sum(a) + sum(b)": "(+ (sum a) (sum b))",
    "count(*)": "(count *)",
    "count(a)": "(count a)",
    "count(distinct a)": "(count-distinct a)",
    "count(distinct lower(t))": "(count-distinct (lower t))",
    "min(a)": "(min a)",
    "max(a)": "(max a)",
    "sum(a) filter (where p)": "(sum a where p)",
    "sum(a) filter (where p and a > 0)": "(sum a where (and p (> a 0)))",
    "count(*) filter (where t = 'x')": "(count * where (= t 'x'))",
    "count(distinct a) filter (where p)": "(count-distinct a where p)",
    "coalesce(sum(a), 0)": "(coalesce (sum a) 0)",
    "sum(a) / count(*)": "(/ (sum a) (count *))",
    "sum(case when p then a else 0 end)": "(sum (case p a else 0))",
    "-sum(a)": "(neg (sum a))",
    "SUM(a) FILTER (WHERE p)": "(sum a where p)",
    "1": "1",
}


def tree(node: Node) -> str:
    """Write a node with its word first."""
    match node:
        case Literal(value):
            if isinstance(value, bool):
                return str(value).lower()
            return f"'{value}'" if isinstance(value, str) else str(value)
        case Empty():
            return "empty"
        case Identifier(name):
            return name
        case Call(name, parts):
            return _list(name, *parts)
        case And(parts):
            return _list("and", *parts)
        case Or(parts):
            return _list("or", *parts)
        case Not(part):
            return _list("not", part)
        case Is(part, what):
            return _list(f"is-{what}", part)
        case In(part, options):
            return _list("in", part, *options)
        case Between(part, low, high):
            return _list("between", part, low, high)
        case CaseWhen(branches, default):
            pairs = " ".join(f"{tree(w)} {tree(t)}" for w, t in branches)
            return f"(case {pairs}{'' if default is None else f' else {tree(default)}'})"
        case Coalesce(parts):
            return _list("coalesce", *parts)
        case Nullif(part, other):
            return _list("nullif", part, other)
        case AggregateCall(kind, part, distinct, where):
            inner = "*" if part is None else tree(part)
            asked = "" if where is None else f" where {tree(where)}"
            return f"({kind}{'-distinct' if distinct else ''} {inner}{asked})"


def _list(word: str, *parts: Node) -> str:
    return f"({' '.join([word, *map(tree, parts)])})"


@pytest.mark.parametrize("text", [t for t, w in READ_AS.items() if w is not None])
def test_a_text_is_read_as_one_tree(text: str) -> None:
    assert tree(parse(text).node) == READ_AS[text]


@pytest.mark.parametrize("text", [t for t, w in READ_AS.items() if w is None])
def test_a_name_with_a_capital_is_no_name(text: str) -> None:
    with pytest.raises(ExpressionError, match="schrijf een naam in kleine letters"):
        parse(text)


@pytest.mark.parametrize("text", COUNTED)
def test_what_is_counted_is_read_as_one_tree(text: str) -> None:
    assert tree(parse_aggregate(text, set("abpt")).node) == COUNTED[text]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a + abs(b)", ["a", "abs(", "b"]),
        ("abs  \n (b)", ["abs(", "b"]),
        ("a and(b)", ["a", "and", "b"]),
        ("a in(b)", ["a", "in", "b"]),
        ("case when(a)then(b)else(c)end", ["case", "when", "a", "then", "b", "else", "c", "end"]),
        ("not(a)", ["not", "a"]),
        ("a between(b)and(c)", ["a", "between", "b", "and", "c"]),
        ("'abs(' = t", ["t"]),
        ("1 + 2.5", []),
        ("", []),
    ],
)
def test_the_words_of_a_text_are_found_with_their_brackets(text: str, words: list[str]) -> None:
    assert words_of(text, aggregates=False) == words


@pytest.mark.parametrize("word", ["is", "null", "true", "false", "end", "date", "distinct", "like"])
def test_a_keyword_that_takes_no_bracket_is_no_function(word: str) -> None:
    with pytest.raises(ExpressionError, match=f"gebruikt functie {word}, die niet bestaat"):
        words_of(f"{word}(a)", aggregates=False)


def test_only_over_rows_is_something_counted() -> None:
    assert words_of("count(distinct (a)) filter(where p)", aggregates=True) == [
        "count(", "distinct", "a", "filter", "where", "p",
    ]  # fmt: skip
    for word in ("sum", "count", "min", "max"):
        assert words_of(f"{word}(a)", aggregates=True) == [f"{word}(", "a"]
        with pytest.raises(ExpressionError, match=f"gebruikt {word}; dat kan alleen in measures"):
            words_of(f"{word}(a)", aggregates=False)


def test_over_rows_an_unknown_function_is_told_the_counts_too() -> None:
    with pytest.raises(ExpressionError, match=r"bekend zijn: abs, .* count, .* max, min, .* sum, "):
        words_of("kwadraat(a)", aggregates=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", 14),  # 2 + 12
        ("2 * 3 + 4", 10),  # 6 + 4
        ("(2 + 3) * 4", 20),
        ("20 - 5 - 3", 12),  # 15 - 3, not 20 - 2
        ("20 - (5 - 3)", 18),
        ("24 / 4 / 2", 3),  # 6 / 2, not 24 / 2
        ("24 / 4 * 2", 12),  # 6 * 2, not 24 / 8
        ("-2 * -3", 6),
        ("-2 - -3", 1),
        ("- (2 - 3)", 1),
        ("1 - 2 * 3 - 4", -9),  # 1 - 6 - 4
        ("greatest(1, 2) * least(3, 4)", 6),
        ("case when 1 + 1 = 2 then 10 else 20 end + 1", 11),
        ("abs(-2) - abs(2)", 0),
        ("nullif(3, 4) * coalesce(5, 6)", 15),
    ],
)
def test_what_is_read_gives_what_it_gives_on_paper(text: str, value: int) -> None:
    assert parse(text).evaluate({}) == Decimal(value)
