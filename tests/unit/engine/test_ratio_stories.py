"""Ratios of two files, and what goals say of figures: a year of months, drawn with one sign each.

`x` is a month of ten kWh, or of five fte; `.` a month that did not come; `0` a month of nothing and
`-` a month whose cell is empty. What comes out is divided by hand behind each line.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.rows import Shelf
from tests.unit.engine.stories import country
from verantwoord.formula.quantities import Absent, plain
from verantwoord.model.figure import Figure
from verantwoord.model.goal import Baseline, Bound, End, Goal, GoalKind, Path
from verantwoord.model.indicator import ComponentUse
from verantwoord.model.period import Period
from verantwoord.model.text import Source, Text

ALL, NONE, HALF = "x" * 12, "." * 12, "xxxxxx......"
SUMS = {"verbruik": ComponentUse("meters.verbruik"), "fte": ComponentUse("fte.stand")}
MEAN = {**SUMS, "fte": ComponentUse("fte.stand", mean=True)}


def told(
    shelf: Shelf, energy: str, fte: str, *, goals: tuple[Goal, ...] = (), **fields: Any
) -> dict[str, Figure]:
    """Deliver a year of alfa, compute the ratio, and return its figures."""
    plain_fields: dict[str, Any] = {"applies_when": None, "small_denominator": None, **fields}
    made = replace(shelf.pack.indicators["energie.per-fte"], **plain_fields)
    requests = {
        name: replace(
            shelf.pack.requests[name],
            organisations=("alfa",), first=Period.parse("2024-01"), last=Period.parse("2024-12"),
        )
        for name in ("meters", "fte")
    }  # fmt: skip
    shelf.pack = replace(
        shelf.pack,
        indicators={made.id: made},
        requests=requests,
        goals={g.id: g for g in goals},
        organisations=country("land:\nalfa: land", populations="alle of land: alfa"),
    )
    for month, sign in zip(Period.year(2024).months(), energy, strict=True):
        if sign != ".":
            amount = {"x": 10, "0": 0, "-": None}[sign]
            row = {"drager": "stroom", "verbruik": amount, "eenheid": "kwh"}
            shelf.deliver("meters", "alfa", str(month), [row])
    for month, sign in zip(Period.year(2024).months(), fte, strict=True):
        if sign != ".":
            shelf.deliver("fte", "alfa", str(month), [{"fte": {"x": 5, "0": 0}[sign]}])
    found = shelf.compute(indicators=[made.id], known_on=dt.date(2025, 6, 1)).figures
    return {key.removeprefix(f"{made.id}@"): figure for key, figure in found.items()}


def shown(figure: Figure) -> str:
    """Write value, numerator, denominator and status."""
    parts = (figure.value, figure.numerator, figure.denominator)
    numbers = ["-" if v is None or isinstance(v, Absent) else plain(v) for v in parts]
    return f"{' '.join(numbers)} {figure.status}"


# energy, fte, components, with a gap -> value, numerator, denominator, status
RATIOS = [
    (ALL, ALL, SUMS, "onvolledig", "2 120 60 gemeten"),  # 120 / 60
    (ALL, ALL, MEAN, "onvolledig", "24 120 5 gemeten"),  # 120 / 5
    (ALL, ALL, MEAN, "onbekend", "24 120 5 gemeten"),
    ("0" * 12, ALL, SUMS, "onbekend", "0 0 60 gemeten"),
    (ALL, "0" * 12, SUMS, "onbekend", "- 120 0 onbekend"),
    # a gap: the months of which both are there, or nothing
    (HALF, ALL, SUMS, "onvolledig", "2 60 30 onvolledig"),
    (ALL, HALF, SUMS, "onvolledig", "2 60 30 onvolledig"),
    (HALF, ALL, SUMS, "onbekend", "- 60 60 onbekend"),
    (HALF, ALL, MEAN, "onvolledig", "- - - onbekend"),  # a mean of a year has no months to match
    (ALL, HALF, MEAN, "onvolledig", "- 120 - onbekend"),
    ("xxxxxxxx....", "....xxxxxxxx", SUMS, "onvolledig", "2 40 20 onvolledig"),
    ("xxxx........", "........xxxx", SUMS, "onvolledig", "- - - onbekend"),
    # nothing at all
    (NONE, NONE, SUMS, "onvolledig", "- - - te laat"),
    (NONE, ALL, SUMS, "onvolledig", "- - 60 te laat"),
    (ALL, NONE, SUMS, "onbekend", "- 120 - te laat"),
]  # fmt: skip


@pytest.mark.parametrize(("energy", "fte", "uses", "if_missing", "wanted"), RATIOS)
def test_a_ratio_is_of_what_both_files_are_about(
    energy: str,
    fte: str,
    uses: dict[str, ComponentUse],
    if_missing: str,
    wanted: str,
    shelf: Shelf,
) -> None:
    found = told(shelf, energy, fte, components=uses, if_missing=if_missing)
    assert shown(found["alfa@2024"]) == wanted


def test_a_month_of_nothing_counts_below_and_above(shelf: Shelf) -> None:
    """Eleven months of ten over twelve of five: 110 / 60."""
    found = told(shelf, "0" + "x" * 11, ALL, components=SUMS)["alfa@2024"]
    assert (found.numerator, found.denominator) == (110, 60)
    assert isinstance(found.value, Decimal) and round(found.value, 6) == Decimal("1.833333")


def test_an_empty_cell_is_left_out_and_told(shelf: Shelf) -> None:
    """The month is there, its number is not: 110 of 12 months, and one row without a value."""
    found = told(shelf, "-" + "x" * 11, ALL, components=SUMS, if_missing="onvolledig")["alfa@2024"]
    assert (found.numerator, found.coverage.left_out) == (110, 1)
    assert str(found.status) == "onvolledig"


@pytest.mark.parametrize(
    ("rule", "applies"),
    [("fte >= 60", True), ("fte > 60", False), ("verbruik > 0", True), ("maanden = 12", True)],
)
def test_whether_it_applies_is_asked_of_the_whole_year(
    rule: str, applies: bool, shelf: Shelf
) -> None:
    found = told(shelf, ALL, ALL, components=SUMS, applies_when=rule)["alfa@2024"]
    assert str(found.status) == ("gemeten" if applies else "n.v.t.")


@pytest.mark.parametrize(("rule", "small"), [("noemer < 61", True), ("noemer < 60", False)])
def test_a_small_denominator_is_marked_and_the_parts_stay(
    rule: str, small: bool, shelf: Shelf
) -> None:
    found = told(shelf, ALL, ALL, components=SUMS, small_denominator=rule)["alfa@2024"]
    assert found.show_parts_only is small
    assert (found.numerator, found.denominator) == (120, 60)


# ---- goals -----------------------------------------------------------------------------------


def goal(name: str, who: str, path: Path, judged: str, kind: GoalKind = GoalKind.CEILING) -> Goal:
    return Goal(
        id=f"energie.{name}",
        title=Text("Doel"),
        organisation=who,
        kind=kind,
        path=path,
        judged=judged,  # type: ignore[arg-type]
        sources=(Source("verzonnen"),),
        indicator="energie.per-fte",
    )


def asked(year: int, number: int) -> Path:
    return Path(table={year: Bound(Decimal(number), Decimal(number))})


GOALS = (
    goal("ruim", "alfa", asked(2024, 3), "elk jaar"),
    goal("krap", "alfa", asked(2024, 1), "elk jaar"),
    goal("precies", "alfa", asked(2024, 2), "elk jaar"),
    goal("later", "alfa", asked(2025, 3), "elk jaar"),
    goal("land", "land", asked(2024, 3), "elk jaar"),
    goal(
        "lijn",
        "alfa",
        Path(
            start=Baseline(year=2020, value=Decimal(4)),
            end=End(year=2028, value=Decimal(0)),
            line="afgesproken",
        ),
        "eindjaar",
    ),
)


def said(figure: Figure) -> dict[str, str]:
    return {j.goal.removeprefix("energie."): str(j.status) for j in figure.judgements}


def test_each_goal_is_held_against_the_year_of_its_own_organisation(shelf: Shelf) -> None:
    """Two kWh per fte: at most three is met, at most one is not; on the line two was asked."""
    found = told(shelf, ALL, ALL, components=SUMS, goals=GOALS)
    assert said(found["alfa@2024"]) == {
        "ruim": "gehaald",
        "krap": "niet gehaald",
        "precies": "gehaald",
        "later": "geen oordeel",
        "lijn": "op koers",  # from 4 in 2020 to 0 in 2028: 2 in 2024
    }
    assert said(found["land@2024"]) == {"land": "gehaald"}


def test_a_year_with_a_gap_is_not_judged(shelf: Shelf) -> None:
    found = told(shelf, HALF, ALL, components=SUMS, goals=GOALS, if_missing="onvolledig")
    assert set(said(found["alfa@2024"]).values()) == {"geen oordeel"}
    reasons = {j.goal: j.reason.nl for j in found["alfa@2024"].judgements}
    assert reasons["energie.ruim"] == "het cijfer is onvolledig"
    assert reasons["energie.later"].startswith("voor 2024 is geen doelwaarde")


def test_a_year_without_a_number_is_not_judged(shelf: Shelf) -> None:
    found = told(shelf, NONE, ALL, components=SUMS, goals=GOALS)
    assert set(said(found["alfa@2024"]).values()) == {"geen oordeel"}


def test_only_years_are_held_against_what_is_asked_in_a_year(shelf: Shelf) -> None:
    found = told(shelf, ALL, ALL, components=SUMS, goals=GOALS, periods=("jaar", "kwartaal"))
    assert said(found["alfa@2024"])["ruim"] == "gehaald"
    assert set(said(found["alfa@2024-Q1"]).values()) == {"geen oordeel"}
    assert shown(found["alfa@2024-Q1"]) == "2 30 15 gemeten"
