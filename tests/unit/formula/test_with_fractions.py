"""Formulas as they stand in packs, held against fractions worked out by hand.

The expected value is a whole fraction; nothing of the product computes it. To compare, the fraction
is written in 34 digits by long division on whole numbers.
"""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction as F

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.formula.expression import parse
from verantwoord.formula.quantities import Absent, rounded, unknown

DIGITS = 34


def in_digits(value: F) -> Decimal:
    """Divide as on paper: 34 digits, and half a digit goes to the even one."""
    if value == 0:
        return Decimal(0)
    sign, top, bottom = value < 0, abs(value.numerator), value.denominator
    power = 0
    while top >= bottom * 10**DIGITS:
        bottom, power = bottom * 10, power + 1
    while top < bottom * 10 ** (DIGITS - 1):
        top, power = top * 10, power - 1
    whole, rest = divmod(top, bottom)
    if 2 * rest > bottom or (2 * rest == bottom and whole % 2):
        whole += 1
    return Decimal((int(sign), tuple(map(int, str(whole))), power))


# (formula, what is given, the fraction with its working)
BY_HAND: list[tuple[str, dict[str, str], F]] = [
    # the jobs agreement, with 1331 hours a year for a job
    ("uren / uren_per_baan", {"uren": "2662", "uren_per_baan": "1331"}, F(2)),
    ("uren / uren_per_baan", {"uren": "1000", "uren_per_baan": "1331"}, F(1000, 1331)),
    (
        "as_percent((eigen + ingeleend) / (verloond - uitgeleend + ingeleend_alle))",
        {"eigen": "30", "ingeleend": "12", "verloond": "1000", "uitgeleend": "50",
         "ingeleend_alle": "100"},
        F(42, 1050) * 100,  # 42 of 1050 hours: 4 %
    ),
    (
        "as_percent(teller / noemer)",
        {"teller": "73", "noemer": "100"},
        F(73),
    ),
    (
        "as_percent(teller / noemer)",
        {"teller": "2", "noemer": "3"},
        F(200, 3),  # 66.66…, in 34 digits before and after the hundredfold
    ),
    (
        "as_percent(teller / noemer)",
        {"teller": "1", "noemer": "7"},
        F(100, 7),
    ),
    # means over months
    ("fte / maanden", {"fte": "1230.5", "maanden": "12"}, F(12305, 120)),
    ("fte / maanden", {"fte": "100", "maanden": "7"}, F(100, 7)),
    ("(fte_begin + fte_eind) / 2", {"fte_begin": "99.5", "fte_eind": "101"}, F(401, 4)),
    # energy per person
    ("kwh / fte", {"kwh": "1234567.89", "fte": "432.1"}, F(123456789, 43210)),
    ("kwh / (fte / maanden)", {"kwh": "90000", "fte": "540", "maanden": "12"}, F(2000)),
    (
        "as_percent(nacht / (dag + nacht))",
        {"dag": "750", "nacht": "250"},
        F(25),
    ),
    (
        "as_percent((nu - toen) / toen)",
        {"nu": "80", "toen": "120"},
        F(-100, 3),
    ),
    (
        "as_percent(1 - nu / toen)",
        {"nu": "80", "toen": "120"},
        (1 - F(2, 3)) * 100,
    ),
    # gas, corrected for the weather
    (
        "gas * graaddagen_gewoon / graaddagen",
        {"gas": "1000", "graaddagen_gewoon": "2800", "graaddagen": "3100"},
        F(1000 * 2800, 3100),
    ),
    # emissions: a flight of 1200 km, 0.172 kg a kilometre
    ("km * factor", {"km": "1200", "factor": "0.172"}, F(1032, 5)),
    ("bruto * (1 - as_ratio(aandeel))", {"bruto": "250", "aandeel": "97.5"}, F(25, 4)),
    ("vlieg + woonwerk + prive", {"vlieg": "0.1", "woonwerk": "0.2", "prive": "0.3"}, F(3, 5)),
    # money: in millions with a deflator
    ("bedrag / (1 + as_ratio(prijs))", {"bedrag": "102", "prijs": "2"}, F(100)),
    ("bedrag / (1 + as_ratio(prijs))", {"bedrag": "100", "prijs": "2.7"}, F(100_000, 1027)),
    # offices
    (
        "as_percent(bezet / (plekken * dagen))",
        {"bezet": "4410", "plekken": "350", "dagen": "21"},
        F(4410 * 100, 350 * 21),  # 60 %
    ),
    ("as_percent(bezet / plekdagen)", {"bezet": "1", "plekdagen": "6"}, F(100, 6)),
    # shares that must add up to the whole
    ("a / (a + b + c)", {"a": "1", "b": "1", "c": "1"}, F(1, 3)),
    ("(a + b + c) / 3 * 3", {"a": "1", "b": "2", "c": "3"}, F(6)),
    # extremes
    ("greatest(0, doel - gehaald)", {"doel": "75", "gehaald": "80"}, F(0)),
    ("greatest(0, doel - gehaald)", {"doel": "75", "gehaald": "70.5"}, F(9, 2)),
    ("least(100, as_percent(a / b))", {"a": "7", "b": "6"}, F(100)),
    ("abs(a - b) / greatest(a, b)", {"a": "3", "b": "4"}, F(1, 4)),
    # large and small at once
    ("a * b", {"a": "1000000000000", "b": "0.000000000001"}, F(1)),
    ("a + b", {"a": "1E+20", "b": "1E-10"}, F(10**30 + 1, 10**10)),
    ("a - b", {"a": "1E+20", "b": "1E-10"}, F(10**30 - 1, 10**10)),
    ("a / b", {"a": "1", "b": "3E+10"}, F(1, 3 * 10**10)),
    # a choice
    (
        "case when uren > 0 then kosten / uren else 0 end",
        {"uren": "16", "kosten": "1200"},
        F(75),
    ),
    ("case when uren > 0 then kosten / uren else 0 end", {"uren": "0", "kosten": "1200"}, F(0)),
    ("case jaar when 2023 then 5 / 2 else 13 / 5 end", {"jaar": "2023"}, F(5, 2)),
    ("case jaar when 2023 then 5 / 2 else 13 / 5 end", {"jaar": "2024"}, F(13, 5)),
    # rounding down on the way
    ("round_down(a / b, 2)", {"a": "2", "b": "3"}, F(66, 100)),
    ("round_down(a / b, 2)", {"a": "-2", "b": "3"}, F(-67, 100)),
    ("round_down(a / b, 0)", {"a": "7", "b": "2"}, F(3)),
    ("a - round_down(a, 0)", {"a": "7.25"}, F(1, 4)),
    ("a - round_down(a, 0)", {"a": "-7.25"}, F(3, 4)),
]  # fmt: skip


def at_the_end(value: object) -> Decimal:
    assert isinstance(value, Decimal), value
    return value


@pytest.mark.parametrize(("text", "given", "wanted"), BY_HAND)
def test_a_formula_gives_the_fraction(text: str, given: dict[str, str], wanted: F) -> None:
    """Every step rounds at the 34th digit, so the last two may differ and no other."""
    found = at_the_end(parse(text).evaluate({n: Decimal(v) for n, v in given.items()}))
    assert abs(F(found) - wanted) <= abs(wanted) * F(1, 10**32)


@pytest.mark.parametrize(("text", "given", "wanted"), BY_HAND)
def test_as_row_and_as_figure_it_is_the_same(text: str, given: dict[str, str], wanted: F) -> None:
    env = {n: Decimal(v) for n, v in given.items()}
    assert parse(text).evaluate(env) == parse(text).evaluate(env, sql_nulls=True)


@pytest.mark.parametrize("name", ["a", "b"])
def test_one_division_is_right_to_the_last_of_34_digits(name: str) -> None:
    """Of 1/7 the digits repeat: 142857 five times and four more, the last one rounded."""
    env = {name: Decimal(1)}
    assert str(parse(f"{name} / 7").evaluate(env)) == "0." + "142857" * 5 + "1429"
    assert str(parse(f"{name} * 2 / 3").evaluate(env)) == "0." + "6" * 33 + "7"
    assert in_digits(F(1, 7)) == Decimal("0." + "142857" * 5 + "1429")
    assert in_digits(F(2, 3)) == Decimal("0." + "6" * 33 + "7")


WHOLE = st.integers(-(10**12), 10**12)


@settings(max_examples=examples(150))
@given(WHOLE, WHOLE, st.sampled_from("+-*/"))
def test_one_step_is_the_fraction_in_34_digits(a: int, b: int, sign: str) -> None:
    found = parse(f"a {sign} b").evaluate({"a": a, "b": b})
    if sign == "/" and b == 0:
        assert found == unknown("de noemer is nul")
        return
    x, y = F(a), F(b)
    exact = x + y if sign == "+" else x - y if sign == "-" else x * y if sign == "*" else x / y
    assert found == in_digits(exact)


def formulas() -> st.SearchStrategy[str]:
    """Formulas that Python can read too: sums, products, signs and brackets."""
    leaves = st.sampled_from(["a", "b", "c", "1", "2", "10"])

    def larger(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        bare = st.tuples(part, st.sampled_from(["+", "-", "*", "/"]), part).map(" ".join)
        return bare | bare.map(lambda t: f"({t})") | part.map(lambda t: f"-({t})")

    return st.recursive(leaves, larger, max_leaves=6)


def in_python(node: ast.expr, given_: dict[str, int]) -> F:
    """Work a formula out as Python groups it, in fractions."""
    match node:
        case ast.Name(name):
            return F(given_[name])
        case ast.Constant(int() as value):
            return F(value)
        case ast.UnaryOp(ast.USub(), part):
            return -in_python(part, given_)
        case ast.BinOp(left, step, right):
            x, y = in_python(left, given_), in_python(right, given_)
            match step:
                case ast.Add():
                    return x + y
                case ast.Sub():
                    return x - y
                case ast.Mult():
                    return x * y
                case ast.Div():
                    return x / y
    raise AssertionError(ast.dump(node))


@settings(max_examples=examples(150))
@given(formulas(), st.fixed_dictionaries({n: st.integers(-99, 99) for n in "abc"}))
def test_any_sum_is_grouped_and_worked_out_as_python_does(
    text: str, values: dict[str, int]
) -> None:
    try:
        exact = in_python(ast.parse(text, mode="eval").body, values)
    except ZeroDivisionError:
        return  # 1 / 3 * 3 - 1 is not quite nothing in digits, so there is nothing to compare
    # what six steps with such numbers lose, lies far below
    assert abs(F(at_the_end(parse(text).evaluate(values))) - exact) < F(1, 10**18)


# shares of 10 that are published in one decimal, with what each mode makes of them
PUBLISHED = [
    # fraction, decimals: half-up, half-even, down, floor
    (F(1, 3), 1, "0.3", "0.3", "0.3", "0.3"),
    (F(2, 3), 0, "1", "1", "0", "0"),
    (F(1, 2), 0, "1", "0", "0", "0"),
    (F(3, 2), 0, "2", "2", "1", "1"),
    (F(5, 2), 0, "3", "2", "2", "2"),
    (F(-1, 2), 0, "-1", "0", "0", "-1"),
    (F(-3, 2), 0, "-2", "-2", "-1", "-2"),
    (F(-5, 2), 0, "-3", "-2", "-2", "-3"),
    (F(1, 8), 2, "0.13", "0.12", "0.12", "0.12"),
    (F(-1, 8), 2, "-0.13", "-0.12", "-0.12", "-0.13"),
    (F(73, 1), 0, "73", "73", "73", "73"),
    (F(9999, 10000), 2, "1.00", "1.00", "0.99", "0.99"),
    (F(1, 400), 2, "0.00", "0.00", "0.00", "0.00"),
    (F(1, 200), 2, "0.01", "0.00", "0.00", "0.00"),
    (F(-1, 400), 2, "0.00", "0.00", "0.00", "-0.01"),
    (F(12_345_678_905, 10), 0, "1234567891", "1234567890", "1234567890", "1234567890"),
]


@pytest.mark.parametrize("row", PUBLISHED)
def test_what_is_published_is_rounded_once_as_was_said(
    row: tuple[F, int, str, str, str, str],
) -> None:
    exact, decimals, *wanted = row
    value = in_digits(exact)
    modes = ("half-up", "half-even", "down", "floor")
    found = [rounded(value, decimals, mode) for mode in modes]
    assert found == [Decimal(w) for w in wanted]
    assert [-f.as_tuple().exponent for f in found] == [decimals] * 4


def test_a_mode_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError, match="up"):
        rounded(Decimal(1), 0, "up")


# what is missing, and what comes of it in a figure
GAPS: list[tuple[str, dict[str, str | None], str | None]] = [
    ("teller / noemer", {"teller": "1", "noemer": None}, None),
    ("teller / noemer", {"teller": None, "noemer": "1"}, None),
    ("teller / noemer", {"teller": None, "noemer": "0"}, None),
    ("teller * 0", {"teller": None}, None),
    ("coalesce(teller, 0) / noemer", {"teller": None, "noemer": "4"}, "0"),
    ("coalesce(teller, schatting) / noemer", {"teller": None, "schatting": "3", "noemer": "4"},
     "0.75"),
    ("coalesce(teller / noemer, 9)", {"teller": "1", "noemer": "0"}, "9"),
    ("case when noemer = 0 then 0 else teller / noemer end", {"teller": "5", "noemer": "0"}, "0"),
    ("case when noemer is null then 1 else 2 end", {"noemer": None}, "1"),
    ("case when noemer > 0 then 1 else 2 end", {"noemer": None}, None),
    ("case when noemer > 0 or true then 1 else 2 end", {"noemer": None}, "1"),
    ("case when noemer > 0 and false then 1 else 2 end", {"noemer": None}, "2"),
    ("greatest(teller, 0)", {"teller": None}, None),
    ("nullif(teller, 0)", {"teller": "0"}, None),
    ("coalesce(nullif(teller, 0), 7)", {"teller": "0"}, "7"),
    ("a + b + c", {"a": "1", "b": "2", "c": None}, None),
    ("coalesce(a, 0) + coalesce(b, 0) + coalesce(c, 0)", {"a": "1", "b": "2", "c": None}, "3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "wanted"), GAPS)
def test_what_is_missing_is_never_taken_for_nothing(
    text: str, given: dict[str, str | None], wanted: str | None
) -> None:
    env = {n: None if v is None else Decimal(v) for n, v in given.items()}
    found = parse(text).evaluate(env)
    if wanted is None:
        assert isinstance(found, Absent)
    else:
        assert found == Decimal(wanted)
