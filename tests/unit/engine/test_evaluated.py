"""From components and parameters to a value: which parameter holds, and what formulas make of it.

A parameter of this file is 10 from 2023, 8 from March 2024, unknown from 2025 and 5 from 2026; the
8 was published in June 2024, three months after it began to hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.conftest import PACKS
from verantwoord.engine.formulas import FormulaOutcome, component_names, evaluate, parameter_used
from verantwoord.formula.quantities import Absence, Absent, Value, unknown
from verantwoord.model.indicator import ComponentUse, Indicator, ParameterUse
from verantwoord.model.loading import load_pack
from verantwoord.model.parameter import Parameter, ParameterValue
from verantwoord.model.period import Period
from verantwoord.model.text import Source, Text

D = Decimal


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def holds(
    start: str, value: str | None, published: str | None = None, **more: Any
) -> ParameterValue:
    if value is None:
        return ParameterValue(day(start), unknown="nog niet vastgesteld", **more)
    source = Source("Besluit", published=None if published is None else day(published))
    return ParameterValue(day(start), value=D(value), source=source, **more)


NORM = Parameter(
    "t.norm",
    Text("Norm"),
    "kwh/fte",
    (
        holds("2023-01-01", "10", "2022-12-01"),
        holds("2024-03-01", "8", "2024-06-01"),
        holds("2025-01-01", None),
        holds("2026-01-01", "5"),
    ),
)
FACTOR = Parameter(
    "t.factor",
    Text("Factor"),
    "kg_co2e/kwh",
    (
        holds("2023-01-01", "0.5", key="stroom"),
        holds("2024-01-01", "0.4", key="stroom"),
        holds("2023-01-01", "0.1", key="warmte", holds_until=day("2024-07-01")),
    ),
    dimension="drager",
)
CHANGES = "'Norm' verandert binnen {}; kies 'on: start' of 'on: end'"
# on, years to shift, period -> the value or why there is none, and the day that was looked up
LOOKED_UP = [
    ("whole", 0, "2023", "10", "2023-01-01"),
    ("whole", 0, "2022", "'Norm' heeft geen waarde op 1-1-2022", "2022-01-01"),
    ("whole", 0, "2022-12/2023-01", "'Norm' heeft geen waarde op 1-12-2022", "2022-12-01"),
    ("whole", 0, "2024", CHANGES.format("2024"), "2024-01-01"),
    ("whole", 0, "2024-Q1", CHANGES.format("2024-Q1"), "2024-01-01"),
    ("whole", 0, "2024-02", "10", "2024-02-01"),
    ("whole", 0, "2024-02-29", "10", "2024-02-29"),
    ("whole", 0, "2024-03-01", "8", "2024-03-01"),
    ("whole", 0, "2024-03", "8", "2024-03-01"),
    ("whole", 0, "2024-Q2", "8", "2024-04-01"),
    ("whole", 0, "2025", "'Norm': nog niet vastgesteld", "2025-01-01"),
    ("whole", 0, "2024-12/2025-01", CHANGES.format("2024-12/2025-01"), "2024-12-01"),
    ("whole", 0, "2026", "5", "2026-01-01"),
    ("whole", 0, "2199", "5", "2199-01-01"),
    ("start", 0, "2024", "10", "2024-01-01"),
    ("start", 0, "2024-Q1", "10", "2024-01-01"),
    ("start", 0, "2024-12/2025-01", "8", "2024-12-01"),
    ("start", 0, "2025", "'Norm': nog niet vastgesteld", "2025-01-01"),
    ("end", 0, "2024", "8", "2024-12-31"),
    ("end", 0, "2024-Q1", "8", "2024-03-31"),
    ("end", 0, "2024-02", "10", "2024-02-29"),
    ("end", 0, "2022-12/2023-01", "10", "2023-01-31"),
    ("end", 0, "2025", "'Norm': nog niet vastgesteld", "2025-12-31"),
    # a year back, and on
    ("whole", -1, "2024", "10", "2023-01-01"),
    ("whole", -1, "2023", "'Norm' heeft geen waarde op 1-1-2022", "2022-01-01"),
    ("end", -1, "2025", "8", "2024-12-31"),
    ("start", 1, "2023", "10", "2024-01-01"),
    ("whole", 1, "2025", "5", "2026-01-01"),
    ("whole", -1, "2025-02-28", "10", "2024-02-28"),
    ("end", -1, "2025-02", "10", "2024-02-29"),
]


@pytest.mark.parametrize(("on", "shift", "period", "wanted", "looked"), LOOKED_UP)
def test_a_parameter_is_looked_up_on_its_day_and_never_nearby(
    on: str, shift: int, period: str, wanted: str, looked: str
) -> None:
    use = ParameterUse(parameter="t.norm", on=on, shift_years=shift)  # type: ignore[arg-type]
    used = parameter_used(NORM, "norm", use, Period.parse(period))
    assert (used.alias, used.parameter, used.unit) == ("norm", "t.norm", "kwh/fte")
    assert used.day == day(looked)
    if isinstance(used.value, Absent):
        assert (used.value.kind, used.value.reason) == (Absence.UNKNOWN, wanted)
    else:
        assert used.value == D(wanted)
        assert used.chosen is not None and used.chosen.value == used.value


@pytest.mark.parametrize(
    ("known_on", "period", "wanted"),
    [
        ("2022-11-30", "2023", None),
        ("2022-12-01", "2023", "10"),
        ("2024-05-31", "2024-Q2", None),  # it holds, but nobody could know
        ("2024-06-01", "2024-Q2", "8"),
        ("2024-03-01", "2024-02", "10"),
        ("2020-01-01", "2026", "5"),  # when it was published is not told
    ],
)
def test_what_was_not_published_yet_was_not_known(
    known_on: str, period: str, wanted: str | None
) -> None:
    use = ParameterUse(parameter="t.norm")
    used = parameter_used(NORM, "norm", use, Period.parse(period), day(known_on))
    if wanted is None:
        assert isinstance(used.value, Absent)
        on = day(known_on)
        said = f"'Norm' was op {on.day}-{on.month}-{on.year} nog niet gepubliceerd"
        assert used.value.reason == said
    else:
        assert used.value == D(wanted)


@pytest.mark.parametrize(
    ("key", "period", "wanted"),
    [
        ("stroom", "2023", "0.5"),
        ("stroom", "2024", "0.4"),
        ("warmte", "2023", "0.1"),
        ("warmte", "2024-Q2", "0.1"),
        ("warmte", "2024-Q3", None),  # it ended, and nothing followed
        ("warmte", "2024", None),  # it does not hold all year
        ("gas", "2023", None),
        (None, "2023", None),
    ],
)
def test_of_a_parameter_by_kind_only_the_value_of_that_kind_holds(
    key: str | None, period: str, wanted: str | None
) -> None:
    use = ParameterUse(parameter="t.factor", key=key)
    value = parameter_used(FACTOR, "f", use, Period.parse(period)).value
    assert (None if isinstance(value, Absent) else value) == (None if wanted is None else D(wanted))


def test_each_value_ends_where_the_next_of_its_kind_begins() -> None:
    ends = [(v.key, str(v.holds_from), str(v.holds_until)) for v in FACTOR.values]
    assert ends == [
        ("stroom", "2023-01-01", "2024-01-01"),
        ("stroom", "2024-01-01", "9999-12-31"),
        ("warmte", "2023-01-01", "2024-07-01"),
    ]


# ---- formulas --------------------------------------------------------------------------------


@cache
def some_indicator() -> Indicator:
    return load_pack(PACKS / "mini").indicators["energie.verbruik"]


def indicator(formula: str, **fields: Any) -> Indicator:
    uses = {n: ComponentUse(component="meters.verbruik") for n in ("a", "b", "c")}
    return replace(some_indicator(), components=uses, formula=formula, **fields)


GONE, LATER = unknown("weg"), Absent(Absence.LATE, "te laat gekomen")
NA = Absent(Absence.NOT_APPLICABLE, "niet van toepassing")
RATIO = {"numerator": "a - b", "denominator": "c"}
ZERO = unknown("de noemer is nul")
# formula, fields, values, period -> value, numerator, denominator, only the parts are shown
WORKED: list[tuple[str, dict[str, Any], dict[str, Value], str, tuple[Any, ...]]] = [
    ("a", {}, {"a": D(5)}, "2024", (D(5), None, None, False)),
    ("a", {}, {"a": GONE}, "2024", (GONE, None, None, False)),
    ("a + b", {}, {"a": GONE, "b": LATER}, "2024", (GONE, None, None, False)),
    ("b + a", {}, {"a": GONE, "b": LATER}, "2024", (LATER, None, None, False)),
    # months of the period
    ("a / maanden", {}, {"a": D(36)}, "2024", (D(3), None, None, False)),
    ("a / maanden", {}, {"a": D(36)}, "2024-Q1", (D(12), None, None, False)),
    ("a / maanden", {}, {"a": D(36)}, "2024-05", (D(36), None, None, False)),
    ("a / maanden", {}, {"a": D(36)}, "2023-11/2024-04", (D(6), None, None, False)),
    ("a / maanden", {}, {"a": D(36)}, "2024-05-01", (ZERO, None, None, False)),
    # ratios
    ("teller / noemer", RATIO, {"a": D(7), "b": D(1), "c": D(4)}, "2024",
     (D("1.5"), D(6), D(4), False)),
    ("as_percent(teller / noemer)", RATIO, {"a": D(7), "b": D(1), "c": D(4)}, "2024",
     (D(150), D(6), D(4), False)),
    ("teller / noemer", RATIO, {"a": D(7), "b": D(1), "c": D(0)}, "2024",
     (ZERO, D(6), D(0), False)),
    ("teller / noemer", RATIO, {"a": GONE, "b": D(1), "c": D(4)}, "2024",
     (GONE, GONE, D(4), False)),
    ("teller / noemer", RATIO, {"a": D(7), "b": D(1), "c": LATER}, "2024",
     (LATER, D(6), LATER, False)),
    # whether it applies
    ("a", {"applies_when": "a > 3"}, {"a": D(5)}, "2024", (D(5), None, None, False)),
    ("a", {"applies_when": "a > 5"}, {"a": D(5)}, "2024", (NA, None, None, False)),
    ("a", {"applies_when": "a > 5", "applies_reason": Text("Te klein.")}, {"a": D(5)}, "2024",
     (Absent(Absence.NOT_APPLICABLE, "Te klein"), None, None, False)),
    ("a", {"applies_when": "b > 5"}, {"a": D(5), "b": GONE}, "2024", (GONE, None, None, False)),
    ("a", {"applies_when": "maanden = 12"}, {"a": D(5)}, "2024", (D(5), None, None, False)),
    ("a", {"applies_when": "maanden = 12"}, {"a": D(5)}, "2024-Q1", (NA, None, None, False)),
    ("teller / noemer", {**RATIO, "applies_when": "c > 9"}, {"a": D(7), "b": D(1), "c": D(4)},
     "2024", (NA, None, None, False)),
    # a denominator that is too small to divide by
    ("teller / noemer", {**RATIO, "small_denominator": "noemer < 5"},
     {"a": D(7), "b": D(1), "c": D(4)}, "2024", (D("1.5"), D(6), D(4), True)),
    ("teller / noemer", {**RATIO, "small_denominator": "noemer < 4"},
     {"a": D(7), "b": D(1), "c": D(4)}, "2024", (D("1.5"), D(6), D(4), False)),
    ("teller / noemer", {**RATIO, "small_denominator": "c < 5"},
     {"a": D(7), "b": D(1), "c": GONE}, "2024", (GONE, D(6), GONE, False)),
    # with parameters
    ("a * norm", {}, {"a": D(5), "norm": D(10)}, "2024", (D(50), None, None, False)),
    ("a * norm", {}, {"a": D(5), "norm": GONE}, "2024", (GONE, None, None, False)),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "fields", "values", "period", "wanted"), WORKED)
def test_an_indicator_gives_what_its_formulas_say(
    formula: str,
    fields: Mapping[str, Any],
    values: Mapping[str, Value],
    period: str,
    wanted: tuple[Any, ...],
) -> None:
    parameters = {n: v for n, v in values.items() if n == "norm"}
    components = {n: v for n, v in values.items() if n != "norm"}
    made = indicator(formula, **fields)
    found = evaluate(made, components, parameters, Period.parse(period))
    assert found == FormulaOutcome(*wanted)


def test_whether_it_applies_may_be_asked_of_other_values_than_the_formula_uses() -> None:
    """Of a part of the year nobody can say that it is small: what is asked is unknown then."""
    made = indicator("a", applies_when="a > 3")
    whole = evaluate(made, {"a": D(5)}, {}, Period.year(2024), {"a": GONE})
    assert whole.value == GONE
    other = evaluate(made, {"a": D(1)}, {}, Period.year(2024), {"a": D(4)})
    assert other.value == 1


def test_a_rule_that_gives_no_number_for_what_is_known_says_so() -> None:
    """`leeg` is what a cell is; of a figure a reader asks why."""
    made = indicator("case when a > 3 then a end")
    assert evaluate(made, {"a": D(5)}, {}, Period.year(2024)).value == 5
    none = evaluate(made, {"a": D(1)}, {}, Period.year(2024)).value
    assert none == unknown("de rekenregel geeft hier geen getal", "the rule gives no number here")
    assert evaluate(made, {"a": GONE}, {}, Period.year(2024)).value == GONE


def test_a_rule_may_say_itself_why_it_gives_no_number() -> None:
    """Not of what is missing, which has a reason of its own; nor where it does give one."""
    why = Text("Van een deel is dit onbekend.", "Of a part this is unknown.")
    made = indicator("teller / noemer", numerator="case when b = 0 then a end", denominator="a",
                     no_number=why)  # fmt: skip
    found = {
        n: evaluate(made, {"a": D(5), "b": n}, {}, Period.year(2024)).value
        for n in (D(0), D(1), GONE)
    }
    assert found == {
        D(0): 1,
        D(1): unknown("Van een deel is dit onbekend", "Of a part this is unknown"),
        GONE: GONE,
    }


def test_a_histogram_gives_a_percentile() -> None:
    made = indicator("percentile(a, 0.5)")
    bins = ((0, D(1)), (10, D(2)), (20, D(1)))  # four in all: the second is in the bin of ten
    assert evaluate(made, {"a": bins}, {}, Period.year(2024)).value == 10


@pytest.mark.parametrize(
    ("formulas", "wanted"),
    [
        (("a + b",), {"a", "b"}),
        (("a + norm", "c"), {"a", "c"}),
        (("maanden", None), set()),
        ((None,), set()),
        (("teller / noemer", "a", "b * 2"), {"a", "b"}),
    ],
)
def test_which_components_some_formulas_name(
    formulas: tuple[str | None, ...], wanted: set[str]
) -> None:
    assert component_names(indicator("a"), *formulas) == wanted
