"""Turns what sqlglot made of a text into our own nodes, part by part, or refuses it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from verantwoord.formula import pattern
from verantwoord.formula.functions import FUNCTIONS
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
from verantwoord.formula.tokens import refused

MOST_DIGITS = 34

_NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")


class Converter:
    """Turns nodes of sqlglot into ours; each method takes one class of sqlglot."""

    def __init__(self, text: str) -> None:
        self.text = text

    def node(self, tree: Any, *, result: bool = False) -> Node:
        """Convert one node; `result` says that it is the outcome of a branch of `case`."""
        if tree.args.get("negate"):  # `not like`
            tree.set("negate", False)
            return Not(self.node(tree))
        kind = type(tree).__name__
        if kind in _CALLS:
            return self.call(_CALLS[kind], tree)
        method: Callable[[Any], Node] | None = getattr(self, f"on_{kind.lower()}", None)
        if method is None:
            raise refused(
                self.text,
                (f"gebruikt {kind}, dat niet is toegestaan", f"uses {kind}, which is not allowed"),
            )
        found = method(tree)
        if isinstance(found, Empty) and not result:
            raise refused(
                self.text,
                ("gebruikt null als waarde", "uses null as a value"),
                ("schrijf is null, of null achter then", "write is null, or null behind then"),
            )
        return found

    def parts(self, tree: Any, *keys: str) -> list[Any]:
        """Return the parts of a node, in order; refuse a node that has others."""
        found: list[Any] = []
        for key in keys:
            value = tree.args.get(key)
            found += value if isinstance(value, list) else [] if value is None else [value]
        rest = {k for k, v in tree.args.items() if v and k not in keys} - _SILENT
        if rest:
            said = f"{type(tree).__name__} met {', '.join(sorted(rest))}"
            raise refused(
                self.text,
                (f"gebruikt {said}, dat niet is toegestaan", f"uses {said}, which is not allowed"),
            )
        return found

    def call(self, function: str, tree: Any) -> Node:
        found = self.parts(tree, "this", "expression", "expressions")
        if isinstance(tree.args.get("this"), str):  # a function that sqlglot does not know
            found = found[1:]
        arguments = tuple(self.node(a) for a in found)
        row = FUNCTIONS[function]
        if len(arguments) != row.arity and (row.arity is not None or len(arguments) < 2):
            wanted = ("twee of meer", "two or more") if row.arity is None else (row.arity,) * 2
            raise refused(
                self.text,
                (
                    f"geeft {function} {len(arguments)} argumenten",
                    f"gives {function} {len(arguments)} arguments",
                ),
                (f"het vraagt {wanted[0]}", f"it asks for {wanted[1]}"),
            )
        if row.fixed is not None:
            self.fixed(function, arguments[row.fixed])
        if function == "neg" and isinstance(arguments[0], Literal):
            value = arguments[0].value
            if isinstance(value, Decimal):
                return Literal(-value if value else value)
        return Call(function, arguments)

    def fixed(self, function: str, argument: Node) -> None:
        if not isinstance(argument, Literal) or not isinstance(argument.value, str):
            raise refused(
                self.text,
                (f"geeft {function} geen vaste tekst", f"gives {function} no fixed text"),
                ("schrijf '...'", "write '...'"),
            )
        if function == "regexp_matches":
            pattern.written(argument.value)

    def on_anonymous(self, tree: Any) -> Node:
        return self.call(str(tree.this).lower(), tree)

    def on_paren(self, tree: Any) -> Node:
        (part,) = self.parts(tree, "this")
        return self.node(part)

    def on_literal(self, tree: Any) -> Node:
        if tree.is_string:
            return Literal(str(tree.this))
        value = Decimal(str(tree.this))
        if len(value.as_tuple().digits) > MOST_DIGITS:
            raise refused(
                self.text,
                (
                    f"heeft een getal van meer dan {MOST_DIGITS} cijfers",
                    f"has a number of more than {MOST_DIGITS} digits",
                ),
            )
        return Literal(value)

    def on_boolean(self, tree: Any) -> Node:
        return Literal(bool(tree.this))

    def on_null(self, _: Any) -> Node:
        return Empty()

    def on_column(self, tree: Any) -> Node:
        (identifier,) = self.parts(tree, "this")
        name = str(identifier.this)
        if not _NAME.match(name):  # a name in quotes has been refused by then
            raise refused(
                self.text,
                (f"noemt {name}", f"names {name}"),
                ("schrijf een naam in kleine letters", "write a name in small letters"),
            )
        return Identifier(name)

    def on_cast(self, tree: Any) -> Node:
        part, to = self.parts(tree, "this", "to")
        try:
            if to.sql() != "DATE" or not part.is_string:
                raise ValueError
            return Literal(dt.date.fromisoformat(str(part.this)))
        except ValueError as error:
            raise refused(
                self.text,
                (f"noemt dag {part.sql()}", f"names day {part.sql()}"),
                ("schrijf date '2024-01-31'", "write date '2024-01-31'"),
            ) from error

    def on_and(self, tree: Any) -> Node:
        return And(tuple(self.flat(tree)))

    def on_or(self, tree: Any) -> Node:
        return Or(tuple(self.flat(tree)))

    def flat(self, tree: Any) -> Iterator[Node]:
        kind, left = type(tree), tree
        rights: list[Any] = []
        while type(left) is kind:
            left, right = self.parts(left, "this", "expression")
            rights.append(right)
        yield self.node(left)
        yield from (self.node(right) for right in reversed(rights))

    def on_not(self, tree: Any) -> Node:
        (part,) = self.parts(tree, "this")
        return Not(self.node(part))

    def on_is(self, tree: Any) -> Node:
        part, what = self.parts(tree, "this", "expression")
        word = {"Null": "null", "Boolean": str(what.this).lower()}.get(type(what).__name__)
        match word:
            case "null" | "true" | "false":
                return Is(self.node(part), word)
        raise refused(
            self.text,
            ("gebruikt is met iets anders", "uses is with something else"),
            ("schrijf is null of is true", "write is null or is true"),
        )

    def on_in(self, tree: Any) -> Node:
        found = self.parts(tree, "this", "expressions")
        if len(found) < 2:
            raise refused(
                self.text,
                ("heeft in zonder waarden", "has in without values"),
                ("schrijf in (1, 2)", "write in (1, 2)"),
            )
        return In(self.node(found[0]), tuple(self.node(o) for o in found[1:]))

    def on_between(self, tree: Any) -> Node:
        part, low, high = (self.node(p) for p in self.parts(tree, "this", "low", "high"))
        return Between(part, low, high)

    def on_case(self, tree: Any) -> Node:
        self.parts(tree, "this", "ifs", "default")
        subject = None if tree.args.get("this") is None else self.node(tree.args["this"])
        branches = []
        for branch in tree.args["ifs"]:
            when, then = self.parts(branch, "this", "true")
            condition = self.node(when)
            if subject is not None:
                condition = Call("=", (subject, condition))
            branches.append((condition, self.node(then, result=True)))
        default = tree.args.get("default")
        rest = None if default is None else self.node(default, result=True)
        if all(isinstance(n, Empty | None) for n in (*(then for _, then in branches), rest)):
            raise refused(
                self.text,
                ("heeft een case die altijd leeg is", "has a case that is always empty"),
                ("geef een uitkomst", "give an outcome"),
            )
        return CaseWhen(tuple(branches), rest)

    def on_coalesce(self, tree: Any) -> Node:
        parts = tuple(self.node(p) for p in self.parts(tree, "this", "expressions"))
        if len(parts) < 2:
            raise refused(
                self.text,
                ("geeft coalesce één argument", "gives coalesce one argument"),
                ("geef er twee of meer", "give two or more"),
            )
        return Coalesce(parts)

    def on_nullif(self, tree: Any) -> Node:
        part, other = (self.node(p) for p in self.parts(tree, "this", "expression"))
        return Nullif(part, other)

    def on_filter(self, tree: Any) -> Node:
        inner, where = self.parts(tree, "this", "expression")
        found = self.node(inner)
        (condition,) = self.parts(where, "this")
        if not isinstance(found, AggregateCall):
            raise refused(
                self.text,
                ("heeft een filter zonder telling", "has a filter without a count"),
                ("schrijf sum(a) filter", "write sum(a) filter"),
            )
        return AggregateCall(found.kind, found.part, found.distinct, self.node(condition))

    def on_sum(self, tree: Any) -> Node:
        (part,) = self.parts(tree, "this")
        return AggregateCall("sum", self.counted(part, "sum"), False, None)

    def on_min(self, tree: Any) -> Node:
        (part,) = self.parts(tree, "this")
        return AggregateCall("min", self.counted(part, "min"), False, None)

    def on_max(self, tree: Any) -> Node:
        (part,) = self.parts(tree, "this")
        return AggregateCall("max", self.counted(part, "max"), False, None)

    def on_count(self, tree: Any) -> Node:
        found = self.parts(tree, "this")
        if not found:
            raise refused(
                self.text, ("telt niets", "counts nothing"), ("schrijf count(*)", "write count(*)")
            )
        kind = type(found[0]).__name__
        if kind == "Star":
            return AggregateCall("count", None, False, None)
        if kind != "Distinct":
            return AggregateCall("count", self.counted(found[0], "count"), False, None)
        inner = self.parts(found[0], "expressions")
        if len(inner) != 1:
            raise refused(
                self.text,
                ("telt meer dan één ding", "counts more than one thing"),
                ("tel één kolom", "count one column"),
            )
        return AggregateCall("count", self.node(inner[0]), True, None)

    def counted(self, part: Any, kind: str) -> Node:
        if type(part).__name__ in ("Star", "Distinct"):
            raise refused(
                self.text,
                (f"gebruikt {kind} zo niet", f"does not use {kind} so"),
                ("distinct hoort bij count", "distinct belongs to count"),
            )
        return self.node(part)


# the class of sqlglot -> the row of our table
_CALLS = {
    "Add": "+",
    "Sub": "-",
    "Mul": "*",
    "Div": "/",
    "Neg": "neg",
    "Abs": "abs",
    "EQ": "=",
    "NEQ": "<>",
    "LT": "<",
    "LTE": "<=",
    "GT": ">",
    "GTE": ">=",
    "Greatest": "greatest",
    "Least": "least",
    "Length": "length",
    "Lower": "lower",
    "Upper": "upper",
    "StartsWith": "starts_with",
    "Like": "like",
    "RegexpLike": "regexp_matches",
    "Year": "year",
    "Month": "month",
    "Day": "day",
    "Hour": "hour",
    "DayOfWeekIso": "isodow",
}
# what sqlglot adds by itself, and we do not need
_SILENT = frozenset({"big_int", "ignore_nulls", "typed", "safe"})
