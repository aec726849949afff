"""Reads a text into nodes. sqlglot only reads; what it makes is turned into our own nodes here.

The language is closed three times: a text is cut into the few tokens below before sqlglot sees it;
a word must be a keyword, a function of the table or a name that is used; and every node of sqlglot
is either converted, with all its parts, or refused with what to write instead.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from verantwoord.formula import pattern
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.functions import FUNCTIONS
from verantwoord.formula.nodes import (
    Aggregate,
    And,
    Between,
    Call,
    Case,
    Coalesce,
    Empty,
    In,
    Is,
    Literal,
    Name,
    Node,
    Not,
    Nullif,
    Or,
    children,
    walk,
)

if TYPE_CHECKING:
    from sqlglot import exp

MOST_CHARACTERS = 4000
MOST_DEEP = 100  # nodes in each other
MOST_BRACKETS = 25  # in each other; sqlglot takes ten calls for each
MOST_DIGITS = 34

_TOKEN = re.compile(
    r"[ \t\r\n]+|(?P<text>'(?:[^']|'')*')|(?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.])"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<symbol><=(?!>)|>=|<>|<(?!=)|!=|=(?!=)|-(?![->])|/(?![*/])|\*(?!\*)|[+(),>])"
)
_NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")
_KEYWORDS = frozenset(
    ("and", "or", "not", "is", "null", "true", "false", "case", "when", "then", "else", "end",
     "in", "between", "like", "date", "filter", "where", "distinct")
)  # fmt: skip
_BEFORE_BRACKET = _KEYWORDS - {"is", "null", "true", "false", "end", "date", "distinct", "like"}
_BRACKET = re.compile(r"\s*\(")
_AGGREGATES = frozenset({"sum", "count", "min", "max"})
_FORMS = frozenset({"coalesce", "nullif"})
_OPERATORS = frozenset(n for n in FUNCTIONS if not n.isidentifier()) | {"neg", "like"}
_FUNCTIONS = (frozenset(FUNCTIONS) - _OPERATORS) | _FORMS
# what people write, and what to write instead
_INSTEAD = {
    "::": "laat de omzetting weg, of doe haar in een view",
    "cast": "laat de omzetting weg, of doe haar in een view",
    "||": "zet teksten samen in een view",
    "--": "zet een opmerking in de YAML, en een spatie tussen twee mintekens",
    "/*": "zet een opmerking in de YAML",
    "//": "gebruik round_down(a / b, 0) in een formule",
    "%": "deel met rest in een view",
    "~": "gebruik regexp_matches(tekst, 'patroon')",
    ".": "noem alleen de kolom, en schrijf 0.5 in plaats van .5",
    '"': "schrijf een naam in kleine letters zonder aanhalingstekens",
    ";": "schrijf één uitdrukking",
    "if": "gebruik case when ... then ... else ... end",
    "iif": "gebruik case when ... then ... else ... end",
    "ifnull": "gebruik coalesce",
    "nvl": "gebruik coalesce",
    "like": "schrijf tekst like '...'",
    "as": "schrijf alleen de uitdrukking",
    "select": "een uitdrukking leest geen tabel",
    "==": "schrijf =",
    "<=": "gebruik is null of coalesce",
    "->": "dat teken hoort niet in een formule",
    "**": "schrijf a * a",
    "current_timestamp": "een formule kent geen klok",
    "len": "gebruik length",
    "char_length": "gebruik length",
    "ilike": "gebruik lower(tekst) like '...'",
    "extract": "gebruik year, month, day, hour of isodow",
    "date_part": "gebruik year, month, day, hour of isodow",
    "dayofweek": "gebruik isodow: maandag is 1",
    "weekday": "gebruik isodow: maandag is 1",
    "avg": "tel sum en count, en deel in een formule",
    "mean": "tel sum en count, en deel in een formule",
    "median": "gebruik percentile over een histogram",
    "round": "afronden doet alleen publish; round_down rondt naar beneden af",
    "floor": "gebruik round_down(a, 0)",
    "regexp_like": "gebruik regexp_matches",
    "timestamp": "vergelijk met year, month, day of hour",
    "now": "een formule kent geen klok",
    "current_date": "een formule kent geen klok",
    "random": "een formule kent geen toeval",
    "unknown": "gebruik is null",
    "isnull": "gebruik is null",
    "notnull": "gebruik is not null",
    "symmetric": "zet de laagste waarde voorop",
    "escape": "gebruik regexp_matches voor de tekens % en _",
}


def node_of(text: str, *, aggregates: bool) -> Node:
    """Return the node of a text.

    Shape:    text -> Node; `aggregates` allows sum, count, min and max.
    Missing:  NULL can only be the outcome of a branch of `case`.
    Rounding: none; a literal such as 0.1 is exact.
    Errors:   ExpressionError that says what is not allowed and what to write instead.
    Source:   adr/2026-11-26-a-closed-formula-language.md
    """
    words = _words(text, aggregates=aggregates)
    tree = _tree(text)
    try:
        _check_words(text, words, {c.name for c in tree.walk() if type(c).__name__ == "Column"})
        node = _Converter(text).node(tree)
        deep = _depth(node)
    except RecursionError as error:
        raise _too_deep(text) from error
    if deep > MOST_DEEP:
        raise _too_deep(text)
    if aggregates:
        _check_rows(text, node)
    return node


def _refused(text: str, why: str, instead: str = "") -> ExpressionError:
    return ExpressionError(f"'{_short(text)}' {why}{'; ' if instead else ''}{instead}")


def _too_deep(text: str) -> ExpressionError:
    return _refused(text, f"gaat meer dan {MOST_DEEP} stappen diep", "splits haar")


def _depth(node: Node) -> int:
    return 1 + max((_depth(child) for child in children(node)), default=0)


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"


def _words(text: str, *, aggregates: bool) -> list[str]:
    """Cut a text into tokens; return its words, functions with a bracket behind them."""
    if len(text) > MOST_CHARACTERS:
        raise _refused(text, f"is langer dan {MOST_CHARACTERS} tekens", "splits haar")
    words: list[str] = []
    deep = at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _refused(text, *_strange(text, at))
        at = found.end()
        deep += {"(": 1, ")": -1}.get(found[0], 0)
        if found["word"]:
            words.append(_called(text, found, aggregates=aggregates))
        if found["text"] and not found["text"].isprintable():
            raise _refused(text, "heeft een onzichtbaar teken in een tekst", "haal het weg")
        if deep > MOST_BRACKETS:
            raise _refused(text, f"heeft meer dan {MOST_BRACKETS} haakjes in elkaar", "splits haar")
    return words


def _called(text: str, found: re.Match[str], *, aggregates: bool) -> str:
    """Return the word of a token; refuse a function that is not in the table."""
    word = found["word"].lower()
    if not _BRACKET.match(text, found.end()) or word in _BEFORE_BRACKET:
        return found["word"]
    if word in _FUNCTIONS or (aggregates and word in _AGGREGATES):
        return f"{word}("
    if word in _AGGREGATES:
        raise _refused(text, f"gebruikt {word}", "dat kan alleen in measures van een regel, of als "
                             "aggregate van een component")  # fmt: skip
    known = ", ".join(sorted(_FUNCTIONS | (_AGGREGATES if aggregates else frozenset())))
    instead = _INSTEAD.get(word, f"bekend zijn: {known}")
    raise _refused(text, f"gebruikt functie {word}, die niet bestaat", instead)


def _strange(text: str, at: int) -> tuple[str, str]:
    if text[at] == "'":
        return "heeft een tekst zonder einde", "zet er een ' achter"
    if text[at].isdigit():
        return "heeft een getal dat zo niet mag", "schrijf cijfers met hoogstens één punt: 1000.5"
    sign = text[at : at + 2] if text[at : at + 2] in _INSTEAD else text[at]
    instead = _INSTEAD.get(sign, "dat teken hoort niet in een formule")
    return f"gebruikt {sign}, dat niet is toegestaan", instead


def _check_words(text: str, words: list[str], used: set[str]) -> None:
    """Refuse a word that has become neither a keyword nor a name: nothing is passed over."""
    for word in words:
        if not word.endswith("(") and word.lower() not in _KEYWORDS and word not in used:
            instead = _INSTEAD.get(word.lower(), "docs/formules.md noemt wat er is")
            raise _refused(text, f"gebruikt het woord {word}, dat niet bestaat", instead)


def _tree(text: str) -> exp.Expression:
    import sqlglot  # here: `verantwoord --help` must not pay for it

    try:
        trees = sqlglot.parse(text, read="duckdb")
    except RecursionError as error:
        raise _too_deep(text) from error
    except sqlglot.errors.ParseError as error:
        at = error.errors[0].get("col", "?") if error.errors else "?"
        raise _refused(text, f"is geen geldige uitdrukking, bij teken {at}") from error
    if len(trees) != 1 or trees[0] is None:
        raise _refused(text, "moet precies één uitdrukking zijn")
    tree: exp.Expression = trees[0]  # type: ignore[assignment]  # sqlglot types it as Expr
    return tree


def _check_rows(text: str, node: Node) -> None:
    """Refuse a column that stands outside an aggregate, or an aggregate within another."""
    if isinstance(node, Aggregate):
        if any(isinstance(inner, Aggregate) for inner in walk(node) if inner is not node):
            raise _refused(text, "telt een telling op", "tel één keer")
        return
    if isinstance(node, Name):
        raise _refused(text, f"noemt {node.name} buiten een som", f"schrijf max({node.name})")
    for child in children(node):
        _check_rows(text, child)


class _Converter:
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
            raise _refused(self.text, f"gebruikt {kind}, dat niet is toegestaan")
        found = method(tree)
        if isinstance(found, Empty) and not result:
            raise _refused(
                self.text, "gebruikt null als waarde", "schrijf is null, of null achter then"
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
            raise _refused(self.text, f"gebruikt {said}, dat niet is toegestaan")
        return found

    def call(self, function: str, tree: Any) -> Node:
        found = self.parts(tree, "this", "expression", "expressions")
        if isinstance(tree.args.get("this"), str):  # a function that sqlglot does not know
            found = found[1:]
        arguments = tuple(self.node(a) for a in found)
        row = FUNCTIONS[function]
        if len(arguments) != row.arity and (row.arity is not None or len(arguments) < 2):
            wanted = "twee of meer" if row.arity is None else row.arity
            raise _refused(
                self.text, f"geeft {function} {len(arguments)} argumenten", f"het vraagt {wanted}"
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
            raise _refused(self.text, f"geeft {function} geen vaste tekst", "schrijf '...'")
        if function == "regexp_matches":
            pattern.written(argument.value, "python")

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
            raise _refused(self.text, f"heeft een getal van meer dan {MOST_DIGITS} cijfers")
        return Literal(value)

    def on_boolean(self, tree: Any) -> Node:
        return Literal(bool(tree.this))

    def on_null(self, _: Any) -> Node:
        return Empty()

    def on_column(self, tree: Any) -> Node:
        (identifier,) = self.parts(tree, "this")
        name = str(identifier.this)
        if identifier.args.get("quoted") or not _NAME.match(name):
            raise _refused(self.text, f"noemt {name}", "schrijf een naam in kleine letters")
        return Name(name)

    def on_cast(self, tree: Any) -> Node:
        part, to = self.parts(tree, "this", "to")
        if to.sql() != "DATE" or not part.is_string:
            raise _refused(self.text, f"zet iets om naar {to.sql().lower()}", _INSTEAD["cast"])
        try:
            return Literal(dt.date.fromisoformat(str(part.this)))
        except ValueError as error:
            raise _refused(
                self.text, f"noemt dag '{part.this}'", "schrijf date '2024-01-31'"
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
        raise _refused(self.text, "gebruikt is met iets anders", "schrijf is null of is true")

    def on_in(self, tree: Any) -> Node:
        found = self.parts(tree, "this", "expressions")
        if len(found) < 2:
            raise _refused(self.text, "heeft in zonder waarden", "schrijf in (1, 2)")
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
            raise _refused(self.text, "heeft een case die altijd leeg is", "geef een uitkomst")
        return Case(tuple(branches), rest)

    def on_coalesce(self, tree: Any) -> Node:
        parts = tuple(self.node(p) for p in self.parts(tree, "this", "expressions"))
        if len(parts) < 2:
            raise _refused(self.text, "geeft coalesce één argument", "geef er twee of meer")
        return Coalesce(parts)

    def on_nullif(self, tree: Any) -> Node:
        part, other = (self.node(p) for p in self.parts(tree, "this", "expression"))
        return Nullif(part, other)

    def on_filter(self, tree: Any) -> Node:
        inner, where = self.parts(tree, "this", "expression")
        found = self.node(inner)
        (condition,) = self.parts(where, "this")
        if not isinstance(found, Aggregate):
            raise _refused(self.text, "heeft een filter zonder telling", "schrijf sum(a) filter")
        return Aggregate(found.kind, found.part, found.distinct, self.node(condition))

    def on_sum(self, tree: Any) -> Node:
        (part,) = self.parts(tree, "this")
        return Aggregate("sum", self.counted(part, "sum"), False, None)

    def on_min(self, tree: Any) -> Node:
        (part,) = self.parts(tree, "this")
        return Aggregate("min", self.counted(part, "min"), False, None)

    def on_max(self, tree: Any) -> Node:
        (part,) = self.parts(tree, "this")
        return Aggregate("max", self.counted(part, "max"), False, None)

    def on_count(self, tree: Any) -> Node:
        found = self.parts(tree, "this")
        if not found:
            raise _refused(self.text, "telt niets", "schrijf count(*)")
        kind = type(found[0]).__name__
        if kind == "Star":
            return Aggregate("count", None, False, None)
        if kind != "Distinct":
            return Aggregate("count", self.counted(found[0], "count"), False, None)
        inner = self.parts(found[0], "expressions")
        if len(inner) != 1:
            raise _refused(self.text, "telt meer dan één ding", "tel één kolom")
        return Aggregate("count", self.node(inner[0]), True, None)

    def counted(self, part: Any, kind: str) -> Node:
        if type(part).__name__ in ("Star", "Distinct"):
            raise _refused(self.text, f"gebruikt {kind} zo niet", "distinct hoort bij count")
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
