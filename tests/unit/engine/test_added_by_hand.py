"""Adding up, held against a plain dictionary of fractions: whatever rows, shares and groups.

The other way knows no columns, codes or layouts: it walks through the rows one by one and adds a
fraction to every group that a row belongs to.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lanes import examples
from tests.unit.engine.stories import country
from verantwoord.engine import trace
from verantwoord.engine.facts import UNDATED, Store, named, scaled
from verantwoord.engine.plan import SCHEMA, VALUE, Field, Plan
from verantwoord.engine.rollup import KEPT, Choice, Rollup
from verantwoord.engine.structure import ORGANISATION, Structure
from verantwoord.engine.sums import Slice, Sum
from verantwoord.model.dataset import Aggregate
from verantwoord.model.period import Grain, Period

PLAN = Plan("t", (), ("soort",), False, (Field("x", "integer"),))
YEAR, QUARTER, MONTH = Grain.YEAR, Grain.QUARTER, Grain.MONTH
LAND = country(
    """
    land:
    alfa: land
    beta until 2024-07-01: land
    gamma from 2024-07-01: land
    dienst: alfa until 2024-05-01, beta from 2024-05-01 until 2024-07-01, gamma from 2024-07-01
    """,
    "2024-07-01 beta: gamma 0.6, alfa 0.4",
)


class Line(NamedTuple):
    """One row as a runner gives it."""

    delivery: str
    who: str
    period: str
    value: Decimal | None
    kind: str = "x"
    bin: int | None = None
    rows: int = 1
    empty: int = 0


def store(lines: list[Line], component: str = "t.x") -> Store:
    made = Store()
    made.add(PLAN, table(lines, component))
    return made


def table(lines: list[Line], component: str = "t.x") -> pa.Table:
    full = [
        (n.delivery, n.who, n.period, f'["{n.kind}"]', component, n.bin, n.value, n.rows, n.empty)
        for n in lines
    ]
    columns = zip(*full, strict=True)
    arrays = [pa.array(list(c), f.type) for c, f in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def choice(
    *months: int, dimensions: tuple[str, ...] = (), exact: bool = False,
    grains: tuple[Grain, ...] = (YEAR, QUARTER, MONTH),
) -> Choice:  # fmt: skip
    return Choice("t.x", months, dimensions, exact, grains)


# ---- by hand: where a row counts -------------------------------------------------------------

HEIRS = {"gamma": Fraction(6, 10), "alfa": Fraction(4, 10)}


def above(who: str, month: int, later: bool) -> dict[str, Fraction]:
    """Where a month of 2024 counts, as the country above says it in words.

    Later, in the structure of the end of the year, beta is shared out and the service is gamma's.
    """
    if later and who == "beta" and month < 7:
        return {**HEIRS, "land": Fraction(1)}
    one: dict[str, Fraction] = {who: Fraction(1)}
    if who == "dienst":
        own = "gamma" if later or month >= 7 else "beta" if month >= 5 else "alfa"
        one[own] = Fraction(1)
    return {**one, "land": Fraction(1)}


def spans(month: int) -> tuple[str, str, str]:
    return "2024", f"2024-Q{(month + 2) // 3}", f"2024-{month:02d}"


Groups = dict[tuple[str, str], list[tuple[Fraction, Line]]]


def grouped(lines: list[Line], later: bool) -> Groups:
    found: Groups = defaultdict(list)
    for line in lines:
        month = int(line.period[-2:])
        for who, share in above(line.who, month, later).items():
            for span in spans(month):
                found[who, span].append((share, line))
    return found


def by_hand(part: list[tuple[Fraction, Line]], aggregate: Aggregate) -> Fraction | None:
    there = [(share, Fraction(n.value)) for share, n in part if n.value is not None]
    if not there:
        return None
    if aggregate is Aggregate.MIN:
        return min(v for _, v in there)
    if aggregate is Aggregate.MAX:
        return max(v for _, v in there)
    return sum((share * v for share, v in there), Fraction(0))


AMOUNTS = st.one_of(
    st.none(),
    st.integers(-5, 5).map(Decimal),
    st.decimals(-(10**6), 10**6, places=3),
    st.sampled_from([Decimal(2**62), Decimal(-(2**63)), Decimal("0.000000001"), Decimal(10**24)]),
)
LINES = st.lists(
    st.builds(
        Line,
        delivery=st.sampled_from(["d1", "d2", "d3"]),
        who=st.sampled_from(["alfa", "beta", "gamma", "dienst", "land"]),
        period=st.integers(1, 12).map(lambda m: f"2024-{m:02d}"),
        value=AMOUNTS,
        kind=st.sampled_from("xy"),
        bin=st.none(),
        rows=st.integers(0, 3),
        empty=st.integers(0, 2),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=examples(60))
@given(LINES, st.booleans(), st.sampled_from([Aggregate.SUM, Aggregate.MIN, Aggregate.MAX]))
def test_each_group_is_what_adding_row_by_row_gives(
    lines: list[Line], later: bool, aggregate: Aggregate
) -> None:
    made = store(lines)
    rollup = Rollup(made, Structure(LAND, dt.date(2024, 12, 31) if later else None))
    sums = rollup.sums(choice(), aggregate)
    assert sums is not None
    wanted = grouped(lines, later)
    for span in {s for _, s in wanted}:
        groups = sums.of(Slice(Period.parse(span)))
        assert {who for _, who in groups} == {w for w, s in wanted if s == span}
        for (kind, who), at in groups.items():
            assert kind == ORGANISATION
            part, one = wanted[who, span], Sum(sums, at)
            exact = by_hand(part, aggregate)
            assert (None if one.value is None else Fraction(one.value)) == exact, (who, span)
            assert one.rows == sum(n.rows for _, n in part)
            assert one.empty == sum(n.empty for _, n in part)
            givers = {made.deliveries[code] for code in one.deliveries}
            assert givers == {n.delivery for _, n in part if n.value is not None}
            if aggregate is Aggregate.SUM:
                each = trace.contributions(one, made)
                assert sum((Fraction(c.amount) for c in each), Fraction(0)) == (exact or 0)


@settings(max_examples=examples(40))
@given(LINES, st.sets(st.integers(1, 12), max_size=4))
def test_months_and_dimensions_leave_out_rows_and_nothing_else(
    lines: list[Line], months: set[int]
) -> None:
    rollup = Rollup(store(lines), Structure(LAND, None))
    year = Period.year(2024)
    kept = [n for n in lines if not months or int(n.period[-2:]) in months]
    whole = rollup.sums(choice(*sorted(months)), Aggregate.SUM)
    split = rollup.sums(choice(*sorted(months), dimensions=("soort",)), Aggregate.SUM)
    assert whole is not None and split is not None
    hand = grouped(kept, later=False)
    for (_, who), at in whole.of(Slice(year)).items():
        assert by_hand(hand[who, "2024"], Aggregate.SUM) == _exact(Sum(whole, at).value)
    for kind in "xy":
        hand = grouped([n for n in kept if n.kind == kind], later=False)
        found = split.of(Slice(year, (("soort", kind),)))
        assert {who for _, who in found} == {w for w, s in hand if s == "2024"}
        for (_, who), at in found.items():
            assert by_hand(hand[who, "2024"], Aggregate.SUM) == _exact(Sum(split, at).value)


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


@settings(max_examples=examples(40))
@given(LINES, st.sets(st.sampled_from(["alfa", "beta", "dienst"])), st.sets(st.integers(1, 12)))
def test_of_some_places_only_their_rows_are_added(
    lines: list[Line], who: set[str], months: set[int]
) -> None:
    """What an incomplete ratio does: only the cells that are there on both sides."""
    made = store(lines)
    sums = Rollup(made, Structure(LAND, None)).sums(choice(), Aggregate.SUM)
    assert sums is not None
    places = frozenset(
        i for i, (o, p) in enumerate(made.places) if o in who and p.start.month in months
    )
    kept = [n for n in lines if n.who in who and int(n.period[-2:]) in months]
    hand = grouped(kept, later=False)
    for (_, at_whom), at in sums.of(Slice(Period.year(2024))).items():
        part = hand.get((at_whom, "2024"), [])
        one = Sum(sums, at, places)
        assert _exact(one.value) == by_hand(part, Aggregate.SUM)
        assert one.rows == sum(n.rows for _, n in part)
        assert one.empty == sum(n.empty for _, n in part)
        assert {made.deliveries[c] for c in one.deliveries} == {
            n.delivery for _, n in part if n.value is not None
        }
        assert {made.places[c] for c in one.places_of_rows} == {
            (n.who, Period.parse(n.period)) for _, n in part
        }


def test_rows_as_delivered_are_of_who_sent_them_about_what_they_are_about() -> None:
    lines = [
        Line("d1", "dienst", "2024-01", Decimal(1)),
        Line("d2", "dienst", "2024-Q1", Decimal(10)),
        Line("d3", "alfa", "2024", Decimal(100)),
        Line("d4", "alfa", "2023-12/2024-01", Decimal(1000)),
    ]
    sums = Rollup(store(lines), Structure(LAND, None)).sums(choice(exact=True), Aggregate.SUM)
    assert sums is not None
    found = {
        (str(slice_.span), who): Sum(sums, at).value
        for slice_, groups in sums.layout.groups.items()
        for (_, who), at in groups.items()
    }
    assert found == {
        ("2024-01", "dienst"): 1,
        ("2024-Q1", "dienst"): 10,
        ("2024", "alfa"): 100,
        ("2023-12/2024-01", "alfa"): 1000,
    }


@pytest.mark.parametrize(
    ("period", "half"),
    [
        ("2024-01", []),
        ("2024-Q1", ["2024-01", "2024-02", "2024-03"]),
        ("2024-H1", ["2024-01", "2024-05", "2024-06", "2024-Q1", "2024-Q2"]),
        ("2023-12/2024-01", ["2023", "2023-12", "2023-Q4", "2024", "2024-01", "2024-Q1"]),
    ],
)
def test_a_row_that_falls_half_in_a_span_is_told_for_all_it_counts_for(
    period: str, half: list[str]
) -> None:
    lines = [Line("d1", "dienst", period, Decimal(1)), Line("d2", "beta", "2024-01", Decimal(1))]
    rollup = Rollup(store(lines), Structure(LAND, None))
    for span in half:
        found = rollup.straddled(choice(), Period.parse(span))
        assert found == {(ORGANISATION, who) for who in ("dienst", "alfa", "land")}, span
    for span in ("2022", "2024-09", "2024-Q4"):
        assert rollup.straddled(choice(), Period.parse(span)) == frozenset()
    assert rollup.straddled(choice(exact=True), Period.year(2024)) == frozenset()
    other = choice()._replace(component="t.niets")
    assert rollup.straddled(other, Period.year(2024)) == frozenset()


def test_of_a_component_without_rows_there_is_no_sum() -> None:
    rollup = Rollup(store([Line("d", "alfa", "2024-01", Decimal(1))]), Structure(LAND, None))
    assert rollup.sums(choice()._replace(component="t.niets"), Aggregate.SUM) is None


def test_what_is_asked_again_is_not_made_again_until_it_was_forgotten() -> None:
    """So many sums are kept; the one that was longest not asked for goes first."""
    rollup = Rollup(store([Line("d", "alfa", "2024-01", Decimal(1))]), Structure(LAND, None))
    first, second = choice(1), choice(2)
    one, two = rollup.sums(first, Aggregate.SUM), rollup.sums(second, Aggregate.SUM)
    for month in range(3, KEPT + 1):
        rollup.sums(choice(month % 12 + 1, month), Aggregate.SUM)
    assert rollup.sums(first, Aggregate.SUM) is one  # asked for again, so the second is older
    rollup.sums(choice(99), Aggregate.SUM)
    assert rollup.sums(first, Aggregate.SUM) is one
    assert rollup.sums(second, Aggregate.SUM) is not two
    value = Sum(rollup.sums(first, Aggregate.SUM), 0).value  # type: ignore[arg-type]
    assert value == 1


# ---- what a runner gives, as columns ---------------------------------------------------------

SCALED = [
    # numbers, the whole numbers and the scale that is just enough
    (["1", "2"], [1, 2], 0),
    (["1.5"], [150], 2),  # no scale of one is tried
    (["0.01", "-0.99"], [1, -99], 2),
    (["0.001", "7"], [1, 7000], 3),
    (["0.0001"], [1], 4),
    (["0.00001"], [10], 6),
    (["0.0000001"], [100], 9),
    (["0.000000001", None], [1, 0], 9),
    (["0.0000000001"], [100], 12),
    (["1E-15"], [1], 15),
    (["1E-16"], [100], 18),
    (["1E-24"], [1], 24),
    (["1E-30"], [1], 30),
    (["1E-31"], [10**7], 38),
    ([None, None], [0, 0], 0),
    ([], [], 0),
    (["9223372036854775807"], [2**63 - 1], 0),
    (["9223372036854775808"], [2**63], 0),
    (["-9223372036854775808"], [-(2**63)], 0),
    (["-9223372036854775809"], [-(2**63) - 1], 0),
    (["92233720368547758.07"], [2**63 - 1], 2),
    (["92233720368547758.08", "-0.01"], [2**63, -1], 2),
    (["18446744073709551616"], [2**64], 0),
    (["1E+36", "0.01"], None, None),
]


@pytest.mark.parametrize(("numbers", "whole", "scale"), SCALED)
def test_decimals_become_whole_numbers_of_the_smallest_scale_that_holds_them(
    numbers: list[str | None], whole: list[int] | None, scale: int | None
) -> None:
    given_ = [None if n is None else Decimal(n) for n in numbers]
    found, of = scaled(pa.array(given_, VALUE))
    if whole is not None:
        assert (list(map(int, found.tolist())), of) == (whole, scale)
        small = of < 38 and all(-(2**63) <= n < 2**63 for n in whole)
        assert (found.dtype == np.int64) is small
    for number, n in zip(given_, found.tolist(), strict=True):
        assert Fraction(int(n), 10**of) == (0 if number is None else Fraction(number))


def test_a_part_of_an_array_is_read_from_where_it_begins() -> None:
    whole = pa.array([Decimal(n) for n in (1, 2, 3, 2**70, -5)], VALUE)
    assert scaled(whole[1:3])[0].tolist() == [2, 3]
    assert scaled(whole[3:])[0].tolist() == [2**70, -5]
    assert scaled(whole[4:])[0].tolist() == [-5]


def test_rows_in_any_order_and_in_several_batches_are_the_same_rows() -> None:
    """A runner may give components one after the other, or mixed."""
    one = [Line("d1", "alfa", "2024-01", Decimal(1)), Line("d2", "beta", "2024-02", None, empty=2)]
    two = [Line("d1", "alfa", "2024-01", Decimal(5)), Line("d1", "alfa", "2024-02", Decimal(6))]
    tables = [table(one, "t.x"), table(two, "t.y")]
    mixed = pa.concat_tables(tables).combine_chunks()
    mixed = mixed.take(pa.array([3, 0, 2, 1]))
    apart, together = Store(), Store()
    for part in tables:
        apart.add(PLAN, part)
    together.add(PLAN, mixed)
    for made in (apart, together):
        rollup = Rollup(made, Structure(LAND, None))
        land = {}
        for component in ("t.x", "t.y"):
            sums = rollup.sums(choice()._replace(component=component), Aggregate.SUM)
            assert sums is not None
            at = sums.of(Slice(Period.year(2024)))[ORGANISATION, "land"]
            land[component] = (Sum(sums, at).value, Sum(sums, at).rows, Sum(sums, at).empty)
        assert land == {"t.x": (1, 2, 2), "t.y": (11, 2, 0)}


def test_a_place_and_a_delivery_have_one_code_whatever_comes_between() -> None:
    made = Store()
    january, february = Period.month(2024, 1), Period.month(2024, 2)
    codes = [
        made.place("alfa", january), made.place("alfa", february), made.place("beta", january),
        made.place("alfa", january), made.delivery("d1"), made.delivery("d2"), made.delivery("d1"),
    ]  # fmt: skip
    assert codes == [0, 1, 2, 0, 0, 1, 0]
    assert made.places == [("alfa", january), ("alfa", february), ("beta", january)]
    assert made.deliveries == ["d1", "d2"]


def test_what_has_no_date_is_left_out_wherever_it_stands() -> None:
    for at in range(3):
        lines = [Line("d", "alfa", f"2024-0{m}", Decimal(m)) for m in (1, 2)]
        lines.insert(at, Line("weg", "alfa", UNDATED, Decimal(99)))
        made = store(lines)
        assert [str(p) for _, p in made.places] == ["2024-01", "2024-02"]
        assert made.facts["t.x"].value.tolist() == [1, 2]
        assert made.deliveries == ["d"]


def test_which_organisations_periods_and_kinds_there_are_rows_of() -> None:
    lines = [
        Line("d", "alfa", "2024-01", Decimal(1), "x"),
        Line("d", "alfa", "2024-01", Decimal(1), "y"),
        Line("e", "alfa", "2024-01", Decimal(1), "y"),
        Line("d", "beta", "2024-02", None, "x"),
    ]
    made = store(lines)
    assert made.facts["t.x"].groups(made.places) == {
        ("alfa", Period.month(2024, 1), (("soort", "x"),)),
        ("alfa", Period.month(2024, 1), (("soort", "y"),)),
        ("beta", Period.month(2024, 2), (("soort", "x"),)),
    }


def test_the_values_of_dimensions_are_in_the_order_of_the_plan() -> None:
    assert named(("a", "b"), '["1", "twee"]') == (("a", "1"), ("b", "twee"))
    assert named((), "[]") == ()
    with pytest.raises(ValueError, match="shorter"):
        named(("a", "b"), '["1"]')


def test_a_period_that_cannot_be_read_stops_the_program() -> None:
    with pytest.raises(ValueError, match="geen periode"):
        store([Line("d", "alfa", "januari", Decimal(1))])


# ---- histograms ------------------------------------------------------------------------------

BINS = st.lists(
    st.builds(
        Line,
        delivery=st.sampled_from(["d1", "d2"]),
        who=st.sampled_from(["alfa", "beta", "gamma"]),
        period=st.integers(1, 12).map(lambda m: f"2024-{m:02d}"),
        value=st.none() | st.integers(0, 9).map(Decimal),
        kind=st.just("x"),
        bin=st.sampled_from([0, 10, 20, 1000]),
        rows=st.just(1),
        empty=st.just(0),
    ),
    min_size=1,
    max_size=20,
)


@settings(max_examples=examples(40))
@given(BINS, st.booleans())
def test_a_histogram_counts_per_lower_bound_with_the_shares_of_the_heirs(
    lines: list[Line], later: bool
) -> None:
    on = dt.date(2024, 12, 31) if later else None
    sums = Rollup(store(lines), Structure(LAND, on)).sums(choice(), Aggregate.HISTOGRAM)
    assert sums is not None
    hand = grouped(lines, later)
    for (_, who), at in sums.of(Slice(Period.year(2024))).items():
        counts: dict[int, Fraction] = defaultdict(Fraction)
        for share, line in hand[who, "2024"]:
            if line.value is not None:
                assert line.bin is not None
                counts[line.bin] += share * Fraction(line.value)
        assert [(b, Fraction(n)) for b, n in Sum(sums, at).bins] == sorted(counts.items())


def test_what_is_no_histogram_has_no_bins() -> None:
    lines: list[Any] = [Line("d", "alfa", "2024-01", Decimal(1))]
    sums = Rollup(store(lines), Structure(LAND, None)).sums(choice(), Aggregate.SUM)
    assert sums is not None
    assert Sum(sums, 0).bins == ()
    assert Sum(sums, 0).dimensions == [(("soort", "x"),)]
