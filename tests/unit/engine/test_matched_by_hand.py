"""Incomplete ratios: over which cells numerator and denominator are both there, worked out by hand.

Each side is a picture of a year: one sign per month, `x` for a month that is there and `.` for one
that is missing. A digit says that the month is part of a row about several months: such a row
counts when all its months are there on the other side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from verantwoord.engine.coverage import Covered, Need
from verantwoord.engine.inputs import Needed
from verantwoord.engine.matching import Both, Side, both_sides
from verantwoord.engine.structure import ORGANISATION, Target
from verantwoord.model.figure import Matched
from verantwoord.model.period import Grain, Period

ALFA: Target = (ORGANISATION, "alfa")
YEAR = Period.year(2024)
MONTHS = YEAR.months()


class Told:
    """Stands in for the coverage: answers what was told."""

    def __init__(self) -> None:
        self.answers: dict[Need, list[Needed]] = {}

    def needed(self, need: Need) -> list[Needed]:
        return self.answers[need]


def side(
    told: Told,
    dataset: str,
    pictures: dict[str, str],
    *,
    above: bool = False,
    target: Target = ALFA,
    shift: int = 0,
    expected: bool = True,
) -> Side:
    """Tell what there is of a dataset, by organisation, and return the side of a ratio."""
    need = Need(dataset, (), target, YEAR.shifted(shift))
    cells, places = [], []
    for who, picture in pictures.items():
        rows: dict[str, list[Period]] = {}
        for month, sign in zip(MONTHS, picture, strict=True):
            period = month.shifted(shift)
            missing = int(sign == ".")
            cells.append(Needed(who, period, period, 1, missing, True, ("d",)[missing:]))
            if sign == "x":
                places.append((who, period))
            elif sign != ".":
                rows.setdefault(sign, []).append(period)
        places += [(who, Period(p[0].start, p[-1].end, Grain.RANGE)) for p in rows.values()]
    told.answers[need] = cells
    return Side(need, shift, expected, above, not above, places)


def both(told: Told, sides: Sequence[Side]) -> Both | None:
    return both_sides(cast(Covered, told), sides)


def months(found: Both | None) -> str:
    """Draw the months that are kept, of whoever."""
    assert found is not None
    kept = {period for _, period in found.keys}
    return "".join("x" if m in kept else "." for m in MONTHS)


ALL, NONE = "x" * 12, "." * 12
# above, below -> kept
PICTURES = [
    (ALL, ALL, ALL),
    ("xxxxxxx.xxxx", ALL, "xxxxxxx.xxxx"),
    (ALL, "xxxxxxx.xxxx", "xxxxxxx.xxxx"),
    ("xxxxxx......", "......xxxxxx", NONE),
    ("xxxxxxxx....", "....xxxxxxxx", "....xxxx...."),
    ("x...........", ALL, "x..........."),
    (NONE, ALL, NONE),
    # a row about a quarter goes as a whole
    ("111xxxxxxxxx", ".xxxxxxxxxxx", "...xxxxxxxxx"),
    ("111222333444", "xx.xxxxxxxxx", "...xxxxxxxxx"),
    ("111111111111", "xxxxxxxxxxx.", NONE),
    ("111222333444", ALL, ALL),
    # leaving out a row of one side leaves out a row of the other, and so on
    ("111222xxxxxx", "xx33344xxxxx", ALL),
    ("..1122......", "xx1122xxxxxx", "..xxxx......"),
]


@pytest.mark.parametrize(("above", "below", "kept"), PICTURES)
def test_the_months_of_both_sides_are_kept(above: str, below: str, kept: str) -> None:
    told = Told()
    sides = [side(told, "boven", {"alfa": above}, above=True), side(told, "onder", {"alfa": below})]
    found = both(told, sides)
    assert months(found) == kept
    assert found is not None
    assert (found.grain, found.apart) == (Grain.MONTH, True)
    assert found.matched == Matched(
        cells=kept.count("x"),
        expected=12,
        above=12 - above.count("."),
        below=12 - below.count("."),
        each=Grain.MONTH,
        several=False,
    )


def test_a_chain_of_rows_falls_as_a_whole() -> None:
    """January is missing above; so the row of January and February below falls, so February is
    not there, so the row of February and March above falls, and with it March."""
    told = Told()
    sides = [
        side(told, "boven", {"alfa": ".11xxxxxxxxx"}, above=True),
        side(told, "onder", {"alfa": "22xxxxxxxxxx"}),
    ]
    assert months(both(told, sides)) == "...xxxxxxxxx"


def test_each_organisation_is_matched_with_itself() -> None:
    told = Told()
    sides = [
        side(told, "boven", {"alfa": "xxxxxx......", "beta": ALL}, above=True),
        side(told, "onder", {"alfa": ALL, "beta": "xxx........."}),
    ]
    found = both(told, sides)
    assert found is not None
    assert {(w, str(p)) for w, p in found.keys} == {
        *(("alfa", f"2024-{m:02d}") for m in range(1, 7)),
        *(("beta", f"2024-{m:02d}") for m in range(1, 4)),
    }
    assert found.matched == Matched(9, 24, 18, 15, Grain.MONTH, several=True)
    assert found.holds(("alfa", MONTHS[5]), 0) and not found.holds(("beta", MONTHS[5]), 0)


def test_sides_about_different_organisations_are_matched_by_month_alone() -> None:
    """Alfa as a share of the country: a month counts when the whole of it is there."""
    told = Told()
    sides = [
        side(told, "a", {"alfa": "xxxxxxxxxxx."}, above=True),
        side(
            told, "a", {"alfa": "xxxxxxxxxxx.", "beta": ".xxxxxxxxxxx"}, target=("populatie", "p")
        ),
    ]
    found = both(told, sides)
    assert months(found) == ".xxxxxxxxxx."
    assert found is not None and not found.apart
    assert found.holds(("beta", MONTHS[1]), 0) and not found.holds(("beta", MONTHS[0]), 0)
    assert not found.matched.several


def test_a_side_of_a_year_ago_is_matched_with_the_month_it_is_held_against() -> None:
    told = Told()
    sides = [
        side(told, "a", {"alfa": "xxxxxxxx...."}, above=True),
        side(told, "a", {"alfa": "..xxxxxxxxxx"}, shift=-1),
    ]
    found = both(told, sides)
    assert months(found) == "..xxxxxx...."
    assert found is not None
    assert found.holds(("alfa", MONTHS[2]), 0)
    assert found.holds(("alfa", Period.month(2023, 3)), -1)
    assert not found.holds(("alfa", Period.month(2023, 3)), 0)
    assert not found.holds(("alfa", Period.month(2023, 1)), -1)


@pytest.mark.parametrize(
    ("period", "held"),
    [
        ("2024-01", True),
        ("2024-Q1", True),
        ("2024-Q2", False),  # May is not there
        ("2024-04", True),
        ("2024-H1", False),
        ("2024-05", False),
        ("2024-01-15", True),  # a day lies in its month
        ("2024-05-15", False),
        ("2023-12/2024-01", False),
        ("2024", False),
    ],
)
def test_a_row_counts_when_all_its_months_are_there(period: str, held: bool) -> None:
    told = Told()
    sides = [
        side(told, "boven", {"alfa": "xxxx.xxxxxxx"}, above=True),
        side(told, "onder", {"alfa": ALL}),
    ]
    found = both(told, sides)
    assert found is not None
    assert found.holds(("alfa", Period.parse(period)), 0) is held
    assert not found.holds(("beta", Period.parse(period)), 0)


def test_parts_of_the_same_cells_of_the_same_file_need_no_matching() -> None:
    told = Told()
    one = side(told, "a", {"alfa": "xx.........."}, above=True)
    assert both(told, [one, one._replace(above=False, below=True)]) is None
    assert both(told, [one]) is None
    assert both(told, []) is None


def test_a_side_that_is_not_expected_matches_nothing_away() -> None:
    """A correction file that may be there or not: its months are those of the others."""
    told = Told()
    sides = [
        side(told, "boven", {"alfa": "xxxxxx......"}, above=True),
        side(told, "onder", {"alfa": ALL}),
        side(told, "extra", {"alfa": "x..........."}, expected=False),
    ]
    found = both(told, sides)
    assert months(found) == "xxxxxx......"
    assert found is not None and found.matched.below == 12


def test_two_datasets_on_one_side_must_both_be_there() -> None:
    told = Told()
    sides = [
        side(told, "een", {"alfa": "xxxxxxxxx..."}, above=True),
        side(told, "twee", {"alfa": "...xxxxxxxxx"}, above=True),
        side(told, "onder", {"alfa": ALL}),
    ]
    found = both(told, sides)
    assert months(found) == "...xxxxxx..."
    assert found is not None
    assert (found.matched.above, found.matched.below) == (6, 12)


def test_a_quarter_beside_months_is_matched_by_quarter() -> None:
    """The longest of the two decides: a quarter whose three months are there."""
    told = Told()
    months_side = side(told, "boven", {"alfa": "xxxxx.xxxxxx"}, above=True)
    need = Need("onder", (), ALFA, YEAR)
    quarters = [Period.quarter(2024, q) for q in range(1, 5)]
    told.answers[need] = [
        Needed("alfa", q, q, 1, int(q is quarters[3]), True, ("d",)) for q in quarters
    ]
    below = Side(need, 0, True, False, True, [("alfa", q) for q in quarters[:3]])
    found = both(told, [months_side, below])
    assert found is not None
    assert found.grain is Grain.QUARTER
    assert sorted(str(p) for _, p in found.keys) == ["2024-Q1", "2024-Q3"]
    assert found.matched == Matched(2, 4, 3, 3, Grain.QUARTER, several=False)
    assert found.holds(("alfa", MONTHS[0]), 0)  # January lies in a quarter that is there
    assert not found.holds(("alfa", MONTHS[3]), 0)


def test_a_cell_of_which_a_sub_unit_is_missing_is_not_there() -> None:
    told = Told()
    above = side(told, "boven", {"alfa": ALL}, above=True)
    below = side(told, "onder", {"alfa": ALL})
    cells = told.answers[below.need]
    told.answers[below.need] = [cells[0]._replace(cells=5, missing=1), *cells[1:]]
    assert months(both(told, [above, below])) == "." + "x" * 11


def test_where_nothing_is_needed_there_is_nothing_to_match() -> None:
    told = Told()
    sides = [side(told, "boven", {}, above=True), side(told, "onder", {})]
    assert both(told, sides) is None


PICTURE = st.text("x.", min_size=12, max_size=12)


@settings(max_examples=examples(80))
@given(PICTURE, PICTURE, PICTURE)
def test_of_single_months_exactly_those_of_every_side_are_kept(a: str, b: str, c: str) -> None:
    told = Told()
    sides = [
        side(told, "een", {"alfa": a}, above=True),
        side(told, "twee", {"alfa": b}),
        side(told, "drie", {"alfa": c}),
    ]
    wanted = "".join("x" if {*signs} == {"x"} else "." for signs in zip(a, b, c, strict=True))
    assert months(both(told, sides)) == wanted


CUTS = st.sets(st.integers(1, 11), max_size=5)


def _rows(picture: str, cuts: set[int]) -> str:
    """Join months that are there into rows, cut at some months and where one is missing."""
    signs, name = "", ord("A")
    for i, sign in enumerate(picture):
        if sign == "." or i in cuts or (i and picture[i - 1] == "."):
            name += 1
        signs += "." if sign == "." else chr(name)
    return signs


@settings(max_examples=examples(80))
@given(PICTURE, CUTS, PICTURE, CUTS)
def test_of_rows_the_largest_set_is_kept_in_which_no_row_is_split(
    a: str, cuts_a: set[int], b: str, cuts_b: set[int]
) -> None:
    """Held against trying: leave out months until every row is in or out as a whole."""
    rows_a, rows_b = _rows(a, cuts_a), _rows(b, cuts_b)
    told = Told()
    sides = [side(told, "een", {"alfa": rows_a}, above=True), side(told, "twee", {"alfa": rows_b})]
    kept = {i for i in range(12) if a[i] == b[i] == "x"}
    changed = True
    while changed:
        changed = False
        for rows in (rows_a, rows_b):
            for name in set(rows) - {"."}:
                of = {i for i in range(12) if rows[i] == name}
                if of & kept and not of <= kept:
                    kept -= of
                    changed = True
    assert months(both(told, sides)) == "".join("x" if i in kept else "." for i in range(12))
