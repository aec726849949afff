"""What is judged, of values that are exact and of values that are not: tables of years and lines.

`75..80` is a value of which only is known that it lies between the two; `..80` is at most that.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from tests.conftest import PACKS
from verantwoord.engine.apportion import largest_remainder
from verantwoord.engine.goals import basis, judge, meets, path_at
from verantwoord.engine.stated import held_against, stated_by_formula
from verantwoord.formula.quantities import Value, unknown
from verantwoord.model.figure import Basis, Judgement
from verantwoord.model.goal import Baseline, Bound, End, Goal, GoalKind, GoalStatus, Path
from verantwoord.model.indicator import ComponentUse, Indicator
from verantwoord.model.loading import load_pack
from verantwoord.model.period import Period
from verantwoord.model.stated import Nature, Origin, Precision, Stated
from verantwoord.model.text import Source, Text

D = Decimal
LEAST, MOST, WITHIN = GoalKind.FLOOR, GoalKind.CEILING, GoalKind.RANGE


def goal(kind: GoalKind, path: Path, judged: str = "eindjaar", margin: str | None = None) -> Goal:
    return Goal(
        id="t.doel",
        title=Text("Doel"),
        organisation="land",
        kind=kind,
        path=path,
        judged=judged,  # type: ignore[arg-type]
        sources=(Source("verzonnen"),),
        indicator="t.x",
        risk_margin=None if margin is None else D(margin),
    )


def table(text: str) -> Path:
    """Read `2024: 85, 2026: 40 60`: what is asked in each year, or between which numbers."""
    found = {}
    for part in text.split(","):
        year, _, asked = part.partition(":")
        numbers = [D(n) for n in asked.split()]
        found[int(year)] = Bound(numbers[0], numbers[-1])
    return Path(table=found)


def line(start: str, end: str, drawn_by: str = "afgesproken") -> Path:
    """Read `2020 100` to `2030 0`."""
    first, low = start.split()
    last, high = end.split()
    return Path(
        start=Baseline(year=int(first), value=D(low)),
        end=End(year=int(last), value=D(high)),
        line=drawn_by,  # type: ignore[arg-type]
    )


# a goal by table of years: value per year and what is said of it, judged each year or at the end
BY_YEAR = [
    # year, value -> each year, the last year
    (2022, "80", "geen oordeel", "geen oordeel"),  # nothing was asked yet
    (2023, "80", "gehaald", "op koers"),
    (2023, "79.999", "niet gehaald", "niet op koers"),
    (2024, "85", "geen oordeel", "geen oordeel"),  # left out of the table
    (2025, "85", "gehaald", "op koers"),
    (2025, "84.96", "niet gehaald", "niet op koers"),  # 85 in whole percents, and not enough
    (2025, "100", "gehaald", "op koers"),
    (2027, "90", "gehaald", "gehaald"),
    (2027, "89.9999999999", "niet gehaald", "niet gehaald"),
    (2028, "95", "geen oordeel", "geen oordeel"),
]


@pytest.mark.parametrize(("year", "value", "each", "last"), BY_YEAR)
def test_a_table_of_years_is_judged_in_its_years(
    year: int, value: str, each: str, last: str
) -> None:
    path = table("2023: 80, 2025: 85, 2027: 90")
    for judged, wanted in (("elk jaar", each), ("eindjaar", last)):
        found = judge(goal(LEAST, path, judged), D(value), Period.year(year), complete=True)
        assert str(found.status) == wanted


# a line from 100 in 2020 to 0 in 2030: ten less a year; a margin of a tenth is ten
ON_A_LINE = [
    (2019, "0", "geen oordeel", None),
    (2020, "100", "geen oordeel", None),  # the year that is compared with
    (2021, "90", "op koers", "90"),
    (2021, "90.01", "risico", "90"),
    (2021, "100", "risico", "90"),  # ten behind
    (2021, "100.01", "niet op koers", "90"),
    (2025, "50", "op koers", "50"),
    (2025, "60", "risico", "50"),
    (2025, "61", "niet op koers", "50"),
    (2025, "-5", "op koers", "50"),
    (2029, "10", "op koers", "10"),
    (2029, "20.0001", "niet op koers", "10"),
    (2030, "0", "gehaald", "0"),
    (2030, "0.0001", "niet gehaald", "0"),  # at the end there is no margin
    (2031, "0", "geen oordeel", None),
]


@pytest.mark.parametrize(("year", "value", "wanted", "asked"), ON_A_LINE)
def test_a_line_asks_a_number_in_each_year(
    year: int, value: str, wanted: str, asked: str | None
) -> None:
    target = goal(MOST, line("2020 100", "2030 0"), margin="0.1")
    found = judge(target, D(value), Period.year(year), complete=True)
    assert str(found.status) == wanted
    assert found.bound == (None if asked is None else Bound(D(asked), D(asked)))


@pytest.mark.parametrize(("year", "value", "wanted", "asked"), ON_A_LINE)
def test_upside_down_it_is_the_same(year: int, value: str, wanted: str, asked: str | None) -> None:
    """A line from -100 up to 0 where at least so much is asked is the mirror image."""
    target = goal(LEAST, line("2020 -100", "2030 0"), margin="0.1")
    found = judge(target, -D(value), Period.year(year), complete=True)
    assert str(found.status) == wanted


def test_our_own_line_only_counts_where_it_ends() -> None:
    own = line("2020 100", "2030 0", "rekenlijn")
    for year, wanted in ((2025, Basis.OWN_LINE), (2030, Basis.ASKED), (2020, Basis.OWN_LINE)):
        assert basis(own, Period.year(year)) is wanted
    assert path_at(own, 2025) == Bound(D(50), D(50))  # drawn, and not asked
    assert basis(Path(norm=Bound(D(1), D(1))), Period.year(2025)) is Basis.NORM


@pytest.mark.parametrize(
    ("kind", "value", "low", "high", "good"),
    [
        (LEAST, "5", "5", "5", True),
        (LEAST, "4.9", "5", "5", False),
        (LEAST, "99", "5", "5", True),
        (MOST, "5", "5", "5", True),
        (MOST, "5.1", "5", "5", False),
        (MOST, "-99", "5", "5", True),
        (WITHIN, "40", "40", "60", True),
        (WITHIN, "60", "40", "60", True),
        (WITHIN, "39.99", "40", "60", False),
        (WITHIN, "60.01", "40", "60", False),
        (WITHIN, "99", "40", None, True),
        (WITHIN, "-99", None, "60", True),
        (LEAST, "1", None, "5", True),  # nothing is asked on that side
        (MOST, "9", "5", None, True),
    ],
)
def test_what_is_good_lies_on_the_right_side(
    kind: GoalKind, value: str, low: str | None, high: str | None, good: bool
) -> None:
    bound = Bound(None if low is None else D(low), None if high is None else D(high))
    assert meets(kind, D(value), bound) is good


# ---- values that are not exact ---------------------------------------------------------------


def between(text: str, precision: Precision = Precision.BETWEEN) -> Stated:
    low, high = (D(end) if end else None for end in text.split(".."))
    return Stated(Nature.REALISATION, precision, low, high)


# asked, the value, between what it lies -> what is said of it, in a year in which it counts
NOT_EXACT = [
    (LEAST, "85", "90", "86..95", "gehaald"),
    (LEAST, "85", "90", "85..95", "gehaald"),  # 85 itself is enough
    (LEAST, "85", "90", "84.9..95", "geen oordeel"),
    (LEAST, "85", "80", "75..84.9", "niet gehaald"),
    (LEAST, "85", "80", "75..85", "geen oordeel"),
    (LEAST, "85", "90", "86..", "gehaald"),
    (LEAST, "85", "90", "..95", "geen oordeel"),
    (LEAST, "85", "80", "..84", "niet gehaald"),
    (LEAST, "85", "90", "..", "geen oordeel"),
    (MOST, "85", "80", "75..85", "gehaald"),
    (MOST, "85", "80", "75..85.1", "geen oordeel"),
    (MOST, "85", "90", "85.1..95", "niet gehaald"),
    (MOST, "85", "80", "..84", "gehaald"),
    (MOST, "85", "90", "86..", "niet gehaald"),
    (WITHIN, "40 60", "50", "45..55", "gehaald"),
    (WITHIN, "40 60", "50", "40..60", "gehaald"),
    (WITHIN, "40 60", "50", "39..55", "geen oordeel"),
    (WITHIN, "40 60", "50", "45..61", "geen oordeel"),
    (WITHIN, "40 60", "50", "30..70", "geen oordeel"),  # both ends outside, each on its own side
    (WITHIN, "40 60", "70", "61..80", "niet gehaald"),
    (WITHIN, "40 60", "30", "20..39", "niet gehaald"),
    (WITHIN, "40 60", "50", "..70", "geen oordeel"),
    (WITHIN, "40 60", "50", "..", "geen oordeel"),
    (WITHIN, "40 60", "70", "61..", "niet gehaald"),
]


@pytest.mark.parametrize(("kind", "asked", "value", "lies", "wanted"), NOT_EXACT)
def test_a_value_within_bounds_is_judged_where_all_of_them_say_the_same(
    kind: GoalKind, asked: str, value: str, lies: str, wanted: str
) -> None:
    target = goal(kind, table(f"2024: {asked}"), "elk jaar")
    found = judge(target, D(value), Period.year(2024), complete=True)
    held = held_against(target, found, D(value), between(lies))
    assert str(held.status) == wanted
    if wanted == "geen oordeel":
        assert held.reason.nl.startswith("de waarde is niet precies bekend, en wat gevraagd is")
        assert held.reason.in_language("en").startswith("the value is not known precisely, and")
        assert held.bound == found.bound
    else:
        assert held == found


@pytest.mark.parametrize(
    ("value", "lies", "wanted"),
    [
        ("55", "51..60", "risico"),  # at most ten behind, and surely behind
        ("55", "51..61", "geen oordeel"),  # it may be further behind than the margin
        ("55", "50..60", "geen oordeel"),  # it may be on the line
        ("70", "60.1..80", "niet op koers"),
        ("70", "60..80", "geen oordeel"),
        ("70", "61..", "niet op koers"),
        ("55", "51..", "geen oordeel"),
        ("40", "30..50", "op koers"),
        ("40", "..50", "op koers"),
    ],
)
def test_how_far_behind_is_only_said_where_all_of_them_are_as_far(
    value: str, lies: str, wanted: str
) -> None:
    """In 2025 fifty is asked, and ten is the margin."""
    target = goal(MOST, line("2020 100", "2030 0"), margin="0.1")
    found = judge(target, D(value), Period.year(2025), complete=True)
    assert str(held_against(target, found, D(value), between(lies)).status) == wanted


@pytest.mark.parametrize(
    ("nature", "nl", "en"),
    [
        (Nature.TARGET, "een doel", "a target"),
        (Nature.NORM, "een norm", "a norm"),
        (Nature.FORECAST, "een raming", "a forecast"),
        (Nature.AGREED, "een afspraak", "an agreement"),
        (Nature.ESTIMATE, "een schatting", "an estimate"),
    ],
)
def test_what_is_no_result_is_not_judged(nature: Nature, nl: str, en: str) -> None:
    target = goal(LEAST, table("2024: 85"), "elk jaar")
    found = judge(target, D(90), Period.year(2024), complete=True)
    held = held_against(target, found, D(90), Stated(nature))
    assert held.status is GoalStatus.NO_JUDGEMENT
    assert held.reason.nl == f"dit cijfer is {nl} en geen resultaat"
    assert held.reason.in_language("en") == f"this is {en} and no result"


def test_what_was_not_judged_stays_so_for_its_own_reason() -> None:
    target = goal(LEAST, table("2024: 85"), "elk jaar")
    absent: Value = unknown("weg")
    none = judge(target, absent, Period.year(2024), complete=True)
    assert held_against(target, none, absent, Stated(Nature.TARGET)) is none
    early = judge(target, D(1), Period.year(2020), complete=True)
    assert held_against(target, early, D(1), between("..")) is early


def test_an_exact_result_is_judged_as_it_is() -> None:
    target = goal(LEAST, table("2024: 85"), "elk jaar")
    found = judge(target, D(90), Period.year(2024), complete=True)
    assert held_against(target, found, D(90), Stated()) is found
    assert isinstance(found, Judgement)


# ---- what a formula makes of values that are not exact ---------------------------------------


@cache
def some_indicator() -> Indicator:
    return load_pack(PACKS / "mini").indicators["energie.verbruik"]


def indicator(formula: str, **fields: object) -> Indicator:
    base = some_indicator()
    uses = {n: ComponentUse(component="meters.verbruik") for n in ("a", "b")}
    return replace(base, components=uses, formula=formula, **fields)  # type: ignore[arg-type]


PUBLISHED = Origin.PUBLICATION
EXACT = Stated(origin=PUBLISHED)
# formula, what a (100) and b (50) state -> nature, precision, bounds, origin of the outcome
COMPUTED = [
    ("a + b", EXACT, EXACT, "exact", "..", "publications"),
    ("a + b", "90..110 rounded", EXACT, "rounded", "140..160", "publications"),
    ("a + b", "90..110 rounded", "45..55 rounded", "rounded", "135..165", "publications"),
    ("a - b", "90..110 rounded", "45..55 rounded", "rounded", "35..65", "publications"),
    ("a / b", "90..110 between", "40..50 between", "between", "1.8..2.75", "publications"),
    ("a + b", "90..110 about", EXACT, "between", "140..160", "publications"),
    ("a + b", "90.. at-least", EXACT, "at-least", "140..", "publications"),
    ("a - b", "90.. at-least", EXACT, "at-least", "40..", "publications"),
    ("b - a", "90.. at-least", EXACT, "at-most", "..-40", "publications"),
    ("a + b", "..110 at-most", EXACT, "at-most", "..160", "publications"),
    ("a - b", "90.. at-least", "45.. at-least", "about", "..", "publications"),
    ("a + b", ".. about", EXACT, "about", "..", "publications"),
    ("a * 0 + b", "90..110 about", EXACT, "exact", "..", "publications"),  # it does not matter
    ("case when a > 1 then a else b end", "90..110 about", EXACT, "about", "..", "publications"),
]


@pytest.mark.parametrize(("formula", "a", "b", "precision", "lies", "origin"), COMPUTED)
def test_bounds_go_through_the_formula(
    formula: str, a: str | Stated, b: str | Stated, precision: str, lies: str, origin: str
) -> None:
    made = indicator(formula)
    rows = {"a": _said(a), "b": _said(b)}
    values: dict[str, Value] = {"a": D(100), "b": D(50)}
    found = stated_by_formula(made, rows, values, D(1))
    low, high = lies.split("..")
    assert (str(found.precision), str(found.origin)) == (precision, origin)
    assert (found.low, found.high) == (D(low) if low else None, D(high) if high else None)


def _said(text: str | Stated) -> Stated:
    if isinstance(text, Stated):
        return text
    lies, precision = text.split()
    return replace(between(lies, Precision(precision)), origin=PUBLISHED)


def test_what_is_passed_on_states_what_its_row_states() -> None:
    row = Stated(Nature.TARGET, Precision.ABOUT, D(1), D(9), "bijna", PUBLISHED)
    found = stated_by_formula(indicator("a"), {"a": row, "b": EXACT}, {"a": D(5)}, D(5))
    assert found == row
    named = stated_by_formula(
        indicator(" a ", nature=Nature.NORM), {"a": row, "b": EXACT}, {"a": D(5)}, D(5)
    )
    assert named == replace(row, nature=Nature.NORM)


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        (Origin.PUBLICATION, Origin.PUBLICATION, Origin.PUBLICATIONS),
        (Origin.PUBLICATION, Origin.MAKERS, Origin.MAKERS),
        (Origin.MAKERS, Origin.DELIVERED, Origin.DELIVERED),
        (Origin.PUBLICATION, Origin.DELIVERED, Origin.DELIVERED),
        (Origin.DELIVERED, Origin.DELIVERED, Origin.DELIVERED),
        (Origin.PUBLICATIONS, Origin.PUBLICATION, Origin.PUBLICATIONS),
    ],
)
def test_who_made_a_value_is_who_made_the_least_of_it(a: Origin, b: Origin, wanted: Origin) -> None:
    rows = {"a": Stated(origin=a), "b": Stated(origin=b)}
    assert stated_by_formula(indicator("a + b"), rows, {}, D(1)).origin is wanted


def test_one_forecast_makes_the_outcome_a_forecast() -> None:
    rows = {"a": EXACT, "b": replace(EXACT, nature=Nature.FORECAST)}
    assert stated_by_formula(indicator("a + b"), rows, {}, D(1)).nature is Nature.FORECAST
    share = indicator("teller / noemer", numerator="a", denominator="b")
    assert stated_by_formula(share, rows, {}, D(1)).nature is Nature.REALISATION
    other = indicator("teller / noemer", numerator="b", denominator="a")
    assert stated_by_formula(other, rows, {}, D(1)).nature is Nature.FORECAST


def test_of_a_value_that_is_not_there_nothing_is_known_but_its_nature() -> None:
    rows = {"a": _said("90..110 about"), "b": replace(EXACT, nature=Nature.NORM)}
    found = stated_by_formula(indicator("a + b"), rows, {"a": D(100)}, unknown("weg"))
    assert found == Stated(Nature.NORM, origin=Origin.PUBLICATIONS)


# ---- whole numbers that add up ---------------------------------------------------------------

WHOLE = [
    # parts, total -> whole parts
    ({"a": "2.5", "b": "2.5"}, 5, {"a": 3, "b": 2}),  # of two alike the first by name
    ({"b": "2.5", "a": "2.5"}, 5, {"a": 3, "b": 2}),
    ({"a": "1.2", "b": "1.3", "c": "1.5"}, 4, {"a": 1, "b": 1, "c": 2}),
    ({"a": "0.4", "b": "0.4", "c": "0.2"}, 1, {"a": 1, "b": 0, "c": 0}),
    ({"a": "3", "b": "4"}, 7, {"a": 3, "b": 4}),
    ({"a": "3.9", "b": "4.1"}, 8, {"a": 4, "b": 4}),
    ({"a": "-0.5", "b": "1.5"}, 1, {"a": 0, "b": 1}),  # -1 and 1, and one more: -0.5 is as near
    ({"a": "0", "b": "0"}, 0, {"a": 0, "b": 0}),
    ({}, 0, {}),
    ({"a": "33.333", "b": "33.333", "c": "33.334"}, 100, {"a": 33, "b": 33, "c": 34}),
    ({"a": "2737.38", "b": "1368.69", "c": "1037.93"}, 5144, {"a": 2737, "b": 1369, "c": 1038}),
    ({"a": "0.9", "b": "0.9", "c": "0.9"}, 3, {"a": 1, "b": 1, "c": 1}),
    ({"a": "0.9", "b": "0.9", "c": "0.9"}, 2, {"a": 1, "b": 1, "c": 0}),
]


@pytest.mark.parametrize(("parts", "total", "wanted"), WHOLE)
def test_parts_become_whole_numbers_that_add_up(
    parts: dict[str, str], total: int, wanted: dict[str, int]
) -> None:
    found = largest_remainder({n: D(p) for n, p in parts.items()}, total)
    assert found == wanted
    assert sum(found.values()) == total


@pytest.mark.parametrize(("parts", "total"), [({"a": "2.5"}, 4), ({"a": "2.5"}, 1), ({}, 1)])
def test_a_total_that_rounding_cannot_explain_is_refused(parts: dict[str, str], total: int) -> None:
    with pytest.raises(ValueError, match=f"niet ongeveer {total}$"):
        largest_remainder({n: D(p) for n, p in parts.items()}, total)
