"""Every function and operator of the formula language: one row each, and nothing anywhere else.

A row says how many arguments there are, the exact value of arguments that are present (an absent
one makes the result absent), which kinds go in and come out, its SQL for each dialect, and the
words of the reference. `docs/formules.md` is made from this table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache, partial
from itertools import chain
from typing import Any, TypeAlias

from verantwoord.formula import pattern, unit_rules
from verantwoord.formula.dialects import Dialect
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.nodes import Call, Literal
from verantwoord.formula.quantities import CONTEXT, unknown
from verantwoord.formula.scalars import Bins, Scalar
from verantwoord.formula.unit_rules import KindRule

# the SQL of the arguments, already written -> the SQL of the call
Writing: TypeAlias = Callable[[Call, Sequence[str], Dialect], str]

DIVIDED_BY_ZERO = unknown("de noemer is nul", "the denominator is zero")
NOT_PLACES = unknown(
    "het aantal decimalen is geen geheel getal van 0 tot en met 9",
    "the number of decimals is no whole number from 0 to 9",
)
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"
_SMALL = "abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"
_LOWER = str.maketrans(_CAPITALS, _SMALL)
_UPPER = str.maketrans(_SMALL, _CAPITALS)


@dataclass(frozen=True, slots=True)
class Function:
    """One function or operator."""

    name: str
    arity: int | None  # None: two or more
    value: Callable[..., Scalar]
    kind: KindRule
    sql: Writing | None  # None: it cannot run in SQL
    nl: str
    en: str
    infix: bool = False
    fixed: int | None = None  # which argument must stand in the text as a literal


def percentile(bins: Bins, share: Decimal) -> Scalar:
    """Return the lower bound of the bin in which the nearest-rank percentile lies.

    Shape:    histogram and a share from 0 to 1 -> one number.
    Unit:     that of the column that was counted; the share is a ratio.
    Missing:  an empty histogram gives 'onbekend', and so does a share outside 0 to 1.
    Rounding: to the bin: the true value lies in [result, result + step). Where a reorganisation
              divided the observations, their parts count: all of them by one share change nothing.
    Source:   nearest-rank definition; own choice, so that percentiles can be added up.
    """
    if not 0 <= share <= 1:
        return unknown("een percentiel ligt tussen 0 en 1", "a percentile lies between 0 and 1")
    total = Decimal(0)
    for _, n in bins:
        total = CONTEXT.add(total, n)
    if total == 0:
        return unknown("er zijn geen waarnemingen", "there are no observations")
    rank = CONTEXT.multiply(share, total)
    seen, lower = Decimal(0), 0
    for lower, n in sorted(bins):  # noqa: B007
        seen = CONTEXT.add(seen, n)
        if seen >= rank and seen > 0:  # at the last bin at the latest: a share of 1 is all of them
            break
    return Decimal(lower)


def _divide(a: Decimal, b: Decimal) -> Scalar:
    return CONTEXT.divide(a, b) if b else DIVIDED_BY_ZERO


def _round_down(number: Decimal, places: Decimal) -> Scalar:
    if places != places.to_integral_value() or not 0 <= places <= 9:
        return NOT_PLACES
    step = Decimal(1).scaleb(-int(places))
    if int(number.as_tuple().exponent) >= -int(places):  # nothing to round, however large it is
        return number
    return number.quantize(step, rounding=ROUND_FLOOR, context=CONTEXT)


def _as_ratio(a: Decimal) -> Scalar:
    return CONTEXT.multiply(a, Decimal("0.01"))


def _as_percent(a: Decimal) -> Scalar:
    return CONTEXT.multiply(a, Decimal(100))


def _like(text: str, wanted: str) -> bool:
    """Say whether the whole text fits; each piece is taken where it first fits, and stays there."""
    first, *others = wanted.split("%")
    begun = _piece(first).match(text)
    if not others or begun is None:
        return begun is not None and begun.end() == len(text)
    at = begun.end()
    for piece in others[:-1]:
        found = _piece(piece).search(text, at)
        if found is None:
            return False
        at = found.end()
    rest = len(text) - len(others[-1])
    return rest >= at and _piece(others[-1]).match(text, rest) is not None


@lru_cache(maxsize=256)
def _piece(text: str) -> re.Pattern[str]:
    """Return what stands between two signs %: characters, and any one for _."""
    return re.compile("".join("." if c == "_" else re.escape(c) for c in text), re.DOTALL)


def _template(text: str, _: Call, parts: Sequence[str], __: Dialect) -> str:
    """SQL that is the same in every dialect, with `{0}` for the first argument.

    What begins with a bracket has it around the whole; `sql` relies on that.
    """
    return text.format(*parts)


def _strict(function: str, _: Call, parts: Sequence[str], __: Dialect) -> str:
    """greatest() and least() of SQL pass over what is empty; ours do not."""
    present = " AND ".join(f"{p} IS NOT NULL" for p in parts)
    return f"(CASE WHEN {present} THEN {function}({', '.join(parts)}) END)"


def _mapped(source: str, target: str, _: Call, parts: Sequence[str], __: Dialect) -> str:
    """upper() and lower() differ between engines outside these letters, so we name the letters."""
    return f"translate({parts[0]}, '{source}', '{target}')"


def _like_sql(call: Call, parts: Sequence[str], dialect: Dialect) -> str:
    if dialect.name != "spark":
        return f"({parts[0]} LIKE {parts[1]})"
    text = _text(call.arguments[1])
    # Spark escapes with \ unless told not to; there are more signs here than a text can hold
    signs = chain("!#~^|@$&", map(chr, range(0xA1, 0xA1 + len(text) + 1)))
    escape = next(c for c in signs if c not in text)
    return f"({parts[0]} LIKE {parts[1]} ESCAPE '{escape}')"


def _regexp_sql(call: Call, parts: Sequence[str], dialect: Dialect) -> str:
    written = dialect.text(pattern.written(_text(call.arguments[1])))
    if dialect.name == "spark":
        return f"({parts[0]} RLIKE {written})"
    return f"regexp_matches({parts[0]}, {written})"


def _starts_sql(_: Call, parts: Sequence[str], dialect: Dialect) -> str:
    name = "startswith" if dialect.name == "spark" else "starts_with"
    return f"{name}({parts[0]}, {parts[1]})"


def _weekday_sql(_: Call, parts: Sequence[str], dialect: Dialect) -> str:
    # Spark knows no ISODOW; its weekday() is 0 on Monday
    return f"(weekday({parts[0]}) + 1)" if dialect.name == "spark" else f"isodow({parts[0]})"


def _round_down_sql(call: Call, parts: Sequence[str], _: Dialect) -> str:
    places = call.arguments[1]
    if not isinstance(places, Literal) or _round_down(Decimal(0), _number(places)) is NOT_PLACES:
        raise ExpressionError(
            "round_down vraagt in SQL een getal van 0 tot en met 9, geen naam",
            "round_down asks for a number from 0 to 9 in SQL, not a name",
        )
    n = int(_number(places))
    # a decimal on purpose: floor() of a whole number is a float
    power, step = f"1{'0' * n}.0", format(Decimal(1).scaleb(-n), "f")
    return f"(floor({parts[0]} * {power}) * {step})"


def _text(node: Any) -> str:
    assert isinstance(node, Literal) and isinstance(node.value, str)  # `fixed` has seen to it
    return node.value


def _number(node: Literal) -> Decimal:
    assert isinstance(node.value, Decimal)  # the kinds have been checked
    return node.value


def _part(name: str, day: Any) -> Scalar:
    return Decimal(getattr(day, name))


def _infix(sign: str) -> Writing:
    return partial(_template, f"({{0}} {sign} {{1}})")


_ROWS = (
    Function("+", 2, CONTEXT.add, unit_rules.numbers, _infix("+"),
             "Telt twee getallen in dezelfde eenheid op.",
             "Adds two numbers in the same unit.", infix=True),
    Function("-", 2, CONTEXT.subtract, unit_rules.numbers, _infix("-"),
             "Trekt een getal in dezelfde eenheid af.",
             "Subtracts a number in the same unit.", infix=True),
    Function("*", 2, CONTEXT.multiply, unit_rules.product, _infix("*"),
             "Vermenigvuldigt; de eenheden worden ook vermenigvuldigd.",
             "Multiplies; so are the units.", infix=True),
    Function("/", 2, _divide, unit_rules.quotient, None,
             "Deelt, op 34 cijfers. Door nul delen geeft onbekend. Alleen in een formule: "
             "SQL deelt decimalen niet exact.",
             "Divides, to 34 digits. Dividing by zero gives unknown. Only in a formula: "
             "SQL does not divide decimals exactly.", infix=True),
    Function("neg", 1, CONTEXT.minus, unit_rules.numbers, partial(_template, "(-{0})"),
             "Een minteken voor een getal.", "A minus sign before a number."),
    Function("abs", 1, CONTEXT.abs, unit_rules.numbers, partial(_template, "abs({0})"),
             "Het getal zonder minteken.", "The number without its minus sign."),
    Function("=", 2, lambda a, b: a == b, unit_rules.equal, _infix("="),
             "Waar als beide gelijk zijn.", "True if both are equal.", infix=True),
    Function("<>", 2, lambda a, b: a != b, unit_rules.equal, _infix("<>"),
             "Waar als beide verschillen; `!=` mag ook.",
             "True if both differ; `!=` will do too.", infix=True),
    Function("<", 2, lambda a, b: a < b, unit_rules.compared, _infix("<"),
             "Waar als het eerste kleiner is. Tekst gaat per teken, hoofdletters eerst.",
             "True if the first is smaller. Texts go by their characters, capitals first.",
             infix=True),
    Function("<=", 2, lambda a, b: a <= b, unit_rules.compared, _infix("<="),
             "Waar als het eerste kleiner is of gelijk.",
             "True if the first is smaller or equal.", infix=True),
    Function(">", 2, lambda a, b: a > b, unit_rules.compared, _infix(">"),
             "Waar als het eerste groter is.", "True if the first is larger.", infix=True),
    Function(">=", 2, lambda a, b: a >= b, unit_rules.compared, _infix(">="),
             "Waar als het eerste groter is of gelijk.",
             "True if the first is larger or equal.", infix=True),
    Function("greatest", None, lambda *p: max(p), unit_rules.orderable,
             partial(_strict, "greatest"),
             "De grootste. Is er één leeg, dan is de uitkomst leeg.",
             "The largest. If one is empty, so is the result."),
    Function("least", None, lambda *p: min(p), unit_rules.orderable, partial(_strict, "least"),
             "De kleinste. Is er één leeg, dan is de uitkomst leeg.",
             "The smallest. If one is empty, so is the result."),
    Function("as_percent", 1, _as_percent, unit_rules.percent_of, partial(_template, "({0} * 100)"),
             "Van verhouding (0 tot 1) naar procent.", "From ratio (0 to 1) to percent."),
    Function("as_ratio", 1, _as_ratio, unit_rules.ratio_of, partial(_template, "({0} * 0.01)"),
             "Van procent naar verhouding.", "From percent to ratio."),
    Function("round_down", 2, _round_down, unit_rules.rounded_down, _round_down_sql,
             "Rondt af naar beneden op zoveel decimalen (0 tot en met 9).",
             "Rounds down to so many decimals (0 to 9)."),
    Function("percentile", 2, percentile, unit_rules.within_histogram, None,
             "De ondergrens van de klasse waarin het percentiel ligt (dichtstbijzijnde rang). "
             "Alleen in een formule, over een histogram.",
             "The lower bound of the bin in which the percentile lies (nearest rank). "
             "Only in a formula, over a histogram."),
    Function("length", 1, lambda t: Decimal(len(t)), partial(unit_rules.texts_to, None),
             partial(_template, "length({0})"),
             "Het aantal tekens (Unicode-codepunten).",
             "The number of characters (Unicode code points)."),
    Function("lower", 1, lambda t: t.translate(_LOWER),
             partial(unit_rules.texts_to, unit_rules.TEXT),
             partial(_mapped, _CAPITALS, _SMALL),
             "Kleine letters; alleen A tot en met Z en letters met accent tot en met Þ.",
             "Small letters; only A to Z and accented letters up to Þ."),
    Function("upper", 1, lambda t: t.translate(_UPPER),
             partial(unit_rules.texts_to, unit_rules.TEXT),
             partial(_mapped, _SMALL, _CAPITALS),
             "Hoofdletters; alleen a tot en met z en letters met accent tot en met þ.",
             "Capitals; only a to z and accented letters up to þ."),
    Function("starts_with", 2, lambda t, p: t.startswith(p),
             partial(unit_rules.texts_to, unit_rules.TRUTH), _starts_sql,
             "Waar als de eerste tekst met de tweede begint.",
             "True if the first text begins with the second."),
    Function("like", 2, _like,
             partial(unit_rules.texts_to, unit_rules.TRUTH), _like_sql,
             "Waar als de hele tekst past: `%` is nul of meer tekens, `_` precies één.",
             "True if the whole text fits: `%` is any characters, `_` exactly one.",
             infix=True, fixed=1),
    Function("regexp_matches", 2, pattern.fits,
             partial(unit_rules.texts_to, unit_rules.TRUTH), _regexp_sql,
             "Waar als het patroon ergens in de tekst past; met `^` en `$` de hele tekst. "
             "Alleen wat overal hetzelfde betekent: tekens, `.`, `[A-Z]`, groepen, `|`, "
             "`*`, `+`, `?` en `{2,4}`.",
             "True if the pattern fits somewhere in the text; with `^` and `$` the whole text. "
             "Only what means the same everywhere: characters, `.`, `[A-Z]`, groups, `|`, "
             "`*`, `+`, `?` and `{2,4}`.", fixed=1),
    Function("year", 1, partial(_part, "year"), unit_rules.day_part,
             partial(_template, "year({0})"),
             "Het jaar van een datum of tijdstip.", "The year of a date or time."),
    Function("month", 1, partial(_part, "month"), unit_rules.day_part,
             partial(_template, "month({0})"),
             "De maand (1 tot en met 12).", "The month (1 to 12)."),
    Function("day", 1, partial(_part, "day"), unit_rules.day_part, partial(_template, "day({0})"),
             "De dag van de maand.", "The day of the month."),
    Function("hour", 1, partial(_part, "hour"), unit_rules.time_part,
             partial(_template, "hour({0})"),
             "Het uur van een tijdstip (0 tot en met 23), zoals het is opgeslagen.",
             "The hour of a time (0 to 23), as it is stored."),
    Function("isodow", 1, lambda d: Decimal(d.isoweekday()), unit_rules.day_part, _weekday_sql,
             "De dag van de week: maandag is 1, zondag 7.",
             "The day of the week: Monday is 1, Sunday 7."),
)  # fmt: skip
FUNCTIONS = {row.name: row for row in _ROWS}

# what is no function of the table, for the reference
FORMS = {
    "and, or, not": (
        "Waar als alle, één of geen van de delen waar is. Eén onwaar deel beslist bij `and`, "
        "één waar deel bij `or`, ook als een ander deel leeg is.",
        "True if all, one or none of the parts is true. One false part decides `and`, one true "
        "part decides `or`, even if another part is empty.",
    ),
    "is null, is not null": (
        "Of iets leeg is; altijd waar of onwaar.",
        "Whether something is empty; always true or false.",
    ),
    "is true, is not true, is false, is not false": (
        "Of iets waar of onwaar is; wat leeg is, is geen van beide.",
        "Whether something is true or false; what is empty is neither.",
    ),
    "in, not in": (
        "Of iets gelijk is aan een van de waarden.",
        "Whether something equals one of the values.",
    ),
    "between, not between": (
        "Van de laagste tot en met de hoogste waarde.",
        "From the lowest to the highest value, both included.",
    ),
    "case": (
        "`case when voorwaarde then uitkomst ... else uitkomst end`, of `case a when 0 then ...`. "
        "De eerste voorwaarde die waar is beslist. Zonder `else` is de rest leeg.",
        "`case when condition then outcome ... else outcome end`, or `case a when 0 then ...`. "
        "The first condition that is true decides. Without `else` the rest is empty.",
    ),
    "coalesce": (
        "De eerste waarde die niet leeg is.",
        "The first value that is not empty.",
    ),
    "nullif": (
        "Leeg als beide gelijk zijn, anders de eerste.",
        "Empty if both are equal, else the first.",
    ),
    "sum, count, min, max": (
        "Over rijen, alleen in `measures` van een regel: `sum(a)`, `count(*)`, `count(a)`, "
        "`count(distinct a)`, met `filter (where ...)`. Lege cellen tellen niet mee.",
        "Over rows, only in `measures` of a rule: `sum(a)`, `count(*)`, `count(a)`, "
        "`count(distinct a)`, with `filter (where ...)`. Empty cells do not count.",
    ),
    "date '2024-01-31'": (
        "Een dag in de tekst zelf.",
        "A day in the text itself.",
    ),
}
