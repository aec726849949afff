"""Reads the values of an example, and writes what an expression gives in the same form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from verantwoord.formula.expression import Scalar, parse
from verantwoord.formula.nodes import Literal
from verantwoord.formula.quantities import Absent, plain

EMPTY = "leeg"
SQL_TYPES = {
    **dict.fromkeys("abc", "DECIMAL(18, 3)"),
    **dict.fromkeys("tu", "VARCHAR"),
    **dict.fromkeys("pq", "BOOLEAN"),
    **dict.fromkeys("de", "DATE"),
    "m": "TIMESTAMP",
}


def values(given: str) -> dict[str, Scalar | None]:
    """Return the values of names in `a = 1, t = 'x', d = leeg`."""
    found: dict[str, Scalar | None] = {}
    for part in given.split(", ") if given else ():
        name, _, text = part.partition(" = ")
        found[name] = _value(name, text)
    return found


def _value(name: str, text: str) -> Scalar | None:
    if text == EMPTY:
        return None
    if name == "m":
        return dt.datetime.fromisoformat(text)
    if name == "h":
        words = text.replace(":", "").split()
        return tuple((int(b), Decimal(n)) for b, n in zip(words[::2], words[1::2], strict=True))
    node = parse(text).node
    assert isinstance(node, Literal)
    return node.value


def shown(value: object) -> str:
    """Return a value as the chapters write it."""
    if value is None or isinstance(value, Absent):
        return EMPTY
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return plain(Decimal(value))
    return f"'{value}'" if isinstance(value, str) else f"date '{value}'"
