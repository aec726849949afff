"""The small language of formulas and rules: one text, one value, one unit."""

from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import (
    Bins,
    Environment,
    Expression,
    Scalar,
    parse,
    parse_aggregate,
    percentile,
)
from verantwoord.formula.quantities import (
    CONTEXT,
    Absence,
    Absent,
    Value,
    plain,
    rounded,
    unknown,
)

__all__ = [
    "CONTEXT",
    "Absence",
    "Absent",
    "Bins",
    "Environment",
    "Expression",
    "ExpressionError",
    "Scalar",
    "Value",
    "parse",
    "parse_aggregate",
    "percentile",
    "plain",
    "rounded",
    "unknown",
]
