"""Random expressions of every kind of node, and random rows to hold them against."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

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

# name -> (SQL type, what stands in it)
_LETTERS = "aAbBzZ09 _%'\\-.éÉßİ🙂\n\""
DECIMALS = st.decimals(Decimal("-99.999"), Decimal("99.999"), places=3)
TEXTS = st.text(_LETTERS, max_size=5)
DAYS = st.dates(dt.date(1999, 1, 1), dt.date(2030, 12, 31))
MOMENTS = st.builds(dt.datetime.combine, DAYS, st.times().map(lambda t: t.replace(microsecond=0)))
COLUMNS: dict[str, tuple[str, Any]] = {
    "a": ("DECIMAL(18, 3)", DECIMALS),
    "b": ("DECIMAL(18, 3)", DECIMALS),
    "order": ("BIGINT", st.integers(-20, 20)),  # a word of SQL, which a column may be called
    "t": ("VARCHAR", TEXTS),
    "u": ("VARCHAR", TEXTS),
    "p": ("BOOLEAN", st.booleans()),
    "q": ("BOOLEAN", st.booleans()),
    "d": ("DATE", DAYS),
    "m": ("TIMESTAMP", MOMENTS),
}
KINDS = {"number": ("a", "b", "order"), "text": ("t", "u"), "truth": ("p", "q"),
         "date": ("d",), "time": ("m",)}  # fmt: skip
LITERALS: dict[str, st.SearchStrategy[Any]] = {
    "number": st.one_of(
        st.integers(-9, 99).map(Decimal), st.decimals(Decimal("-9.99"), Decimal("9.99"), places=2)
    ),
    "text": st.text("aAbBzZ09 _%'\\-.éÉßİ🙂\"", max_size=4),
    "truth": st.booleans(),
    "date": DAYS,
}
PATTERNS = ("a", "^a", "z$", "^[a-zA-Z]+$", "a|é", "(ab|A)?b", "[^a]", "^.$", "a{2,3}", r"\.",
            "^(b|x)$", "[0-9]{2}", r"\\", "'")  # fmt: skip
ROWS = st.lists(
    st.fixed_dictionaries({n: st.none() | values for n, (_, values) in COLUMNS.items()}),
    min_size=1,
    max_size=8,
)
ORDERED = ("number", "text", "date", "time")


@st.composite
def nodes(draw: Any, kind: str, depth: int = 3) -> Node:
    """Draw a node that yields `kind`."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(_leaf(kind))  # type: ignore[no-any-return]
    makers = {"number": _number, "text": _text, "truth": _truth}
    options = [_case, _coalesce, _nullif]
    if kind in ORDERED:
        options.append(_extreme)
    if kind in makers:
        options += [makers[kind]] * 5
    chosen: Node = draw(st.sampled_from(options))(draw, kind, depth - 1)
    return chosen


def _leaf(kind: str) -> st.SearchStrategy[Node]:
    names: st.SearchStrategy[Node] = st.sampled_from(KINDS[kind]).map(Identifier)
    return names | LITERALS[kind].map(Literal) if kind in LITERALS else names


def _some(draw: Any, kind: str, depth: int, low: int = 2, high: int = 3) -> tuple[Node, ...]:
    return tuple(draw(nodes(kind, depth)) for _ in range(draw(st.integers(low, high))))


def _any_kind(draw: Any) -> str:
    return str(draw(st.sampled_from(sorted(KINDS))))


def _number(draw: Any, _: str, depth: int) -> Node:
    one, two = draw(nodes("number", depth)), draw(nodes("number", depth))
    places = Literal(Decimal(draw(st.integers(0, 3))))
    day = draw(nodes(draw(st.sampled_from(("date", "time"))), depth))
    options = [Call(f, (one, two)) for f in "+-*"]
    options += [Call(f, (one,)) for f in ("abs", "as_percent", "as_ratio")]
    options += [Call("round_down", (one, places)), Call("length", (draw(nodes("text", depth)),))]
    options += [Call(f, (day,)) for f in ("year", "month", "day", "isodow")]
    options += [Call("hour", (draw(nodes("time", depth)),))]
    if not isinstance(one, Literal):  # the reader makes one literal of a minus and a literal
        options.append(Call("neg", (one,)))
    return draw(st.sampled_from(options))  # type: ignore[no-any-return]


def _text(draw: Any, _: str, depth: int) -> Node:
    return Call(draw(st.sampled_from(("lower", "upper"))), (draw(nodes("text", depth)),))


def _truth(draw: Any, _: str, depth: int) -> Node:
    kind = draw(st.sampled_from(ORDERED))
    one, two, three = (draw(nodes(kind, depth)) for _ in range(3))
    text, truth = draw(nodes("text", depth)), draw(nodes("truth", depth))
    like = Literal(draw(st.text("aAb%_'\\é", max_size=4)))
    sign = draw(st.sampled_from(("=", "<>", "<", "<=", ">", ">=")))
    options: list[Node] = [Call(sign, (one, two))] * 3
    options += [Call(draw(st.sampled_from(("=", "<>"))), (truth, draw(nodes("truth", depth))))]
    options += [Between(one, two, three), In(one, (two, three)), Not(truth)]
    options += [And(_parts(draw, And, depth)), Or(_parts(draw, Or, depth))]
    options += [Is(truth, draw(st.sampled_from(("true", "false")))), Is(one, "null")]
    options += [Call("starts_with", (text, draw(nodes("text", depth)))), Call("like", (text, like))]
    options += [Call("regexp_matches", (text, Literal(draw(st.sampled_from(PATTERNS)))))]
    return draw(st.sampled_from(options))  # type: ignore[no-any-return]


def _parts(draw: Any, kind: type[And | Or], depth: int) -> tuple[Node, ...]:
    """Draw parts; the reader makes `(a and b) and c` one node of three."""
    found: list[Node] = []
    for part in _some(draw, "truth", depth):
        found += part.parts if isinstance(part, kind) else (part,)
    return tuple(found)


def _case(draw: Any, kind: str, depth: int) -> Node:
    branches = [
        (draw(nodes("truth", depth)), draw(nodes(kind, depth)))
        for _ in range(draw(st.integers(1, 2)))
    ]
    if draw(st.booleans()):
        branches.append((draw(nodes("truth", depth)), Empty()))
    default = draw(st.none() | nodes(kind, depth))
    return CaseWhen(tuple(branches), default)


def _coalesce(draw: Any, kind: str, depth: int) -> Node:
    return Coalesce(_some(draw, kind, depth))


def _nullif(draw: Any, kind: str, depth: int) -> Node:
    return Nullif(draw(nodes(kind, depth)), draw(nodes(kind, depth)))


def _extreme(draw: Any, kind: str, depth: int) -> Node:
    return Call(draw(st.sampled_from(("greatest", "least"))), _some(draw, kind, depth))


@st.composite
def any_node(draw: Any, depth: int = 3) -> Node:
    """Draw a node of any kind."""
    return draw(nodes(_any_kind(draw), depth))  # type: ignore[no-any-return]


@st.composite
def aggregates(draw: Any) -> Node:
    """Draw something over rows, such as `sum(a) filter (where p)`."""
    where = draw(st.none() | nodes("truth", 1))
    kind = draw(st.sampled_from(("sum", "count", "min", "max", "distinct", "rows")))
    if kind == "rows":
        return AggregateCall("count", None, False, where)
    if kind == "sum":
        return AggregateCall("sum", draw(nodes("number", 1)), False, where)
    if kind == "distinct":
        return AggregateCall("count", draw(nodes(_any_kind(draw), 1)), True, where)
    of = draw(st.sampled_from(ORDERED))
    return AggregateCall(kind, draw(nodes(of, 1)), False, where)
