"""How names, texts, numbers and days are written in each dialect.

`formula` is the language of the packs itself: what a message shows is what a pack may contain.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from verantwoord.formula.errors import ExpressionError


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to write an expression."""

    name: str
    quote: str  # around names; empty where names are plain words
    backslash: str  # how a backslash in a text is written
    apostrophe: str  # how an apostrophe in a text is written

    def identifier(self, name: str) -> str:
        """Return a name that no keyword can be mistaken for."""
        if not self.quote:
            return name
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def text(self, value: str) -> str:
        """Return a text between quotes."""
        escaped = value.replace("\\", self.backslash).replace("'", self.apostrophe)
        return f"'{escaped}'"

    def literal(self, value: Decimal | str | bool | dt.date) -> str:
        """Return an exact literal: digits without exponent, so that no float comes of it."""
        match value:
            case bool():
                return "true" if value else "false"
            case Decimal():
                digits = format(value, "f")
                return f"({digits})" if value.is_signed() else digits
            case str():
                return self.text(value)
            case dt.date():
                return f"date '{value.isoformat()}'"
        assert_never(value)


FORMULA = Dialect("formula", "", "\\", "''")
DUCKDB = Dialect("duckdb", '"', "\\", "''")
# in Spark a backslash escapes, and two apostrophes are two texts behind each other in older ones
SPARK = Dialect("spark", "`", "\\\\", "\\'")
DIALECTS = {d.name: d for d in (FORMULA, DUCKDB, SPARK)}

# Spark must run with these: overflow and a wrong cast are errors instead of NULL, and a product of
# decimals keeps all its digits
SPARK_SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.session.timeZone": "UTC",
}


def dialect(name: str) -> Dialect:
    """Return a dialect by name.

    Errors:   ExpressionError that lists the known ones.
    """
    if name not in DIALECTS:
        raise ExpressionError(
            f"dialect '{name}' is onbekend; bekend: {', '.join(DIALECTS)}",
            f"dialect '{name}' is unknown; known: {', '.join(DIALECTS)}",
        )
    return DIALECTS[name]
