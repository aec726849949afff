"""What a reader can work out with pencil and paper, held against what the attack finds.

Each table says what is published, what is hidden and between which numbers that lies; the working
stands behind it. `a`, `b`, `c`, `d` are the smallest groups.
"""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from tests.unit.disclosure.tables import COUNT, FLOORS, HOURS, ONE, K, Made, row_of
from verantwoord.disclosure.attack import Found, Known, Range, attack, ranges
from verantwoord.disclosure.moves import INFINITE, SolverError
from verantwoord.disclosure.table import Atom, Form, Name, TableCell, people_in, tabled

FAR = INFINITE


def form(text: str) -> Form:
    """Read `a b 0.4*c` as a sum of groups."""
    parts = [part.rpartition("*") for part in text.split()]
    return {(name,): Decimal(share or "1") for share, _, name in parts}


def known(shown: dict[str, str], floor: str = "0", *, signed: bool = False) -> Known:
    sums = tuple((form(text), Decimal(n)) for text, n in shown.items())
    return Known(sums, Decimal(floor), signed)


# published sums, the least that somebody has, hidden sum -> between which numbers it lies
BY_HAND: list[tuple[dict[str, str], str, str, tuple[float, float]]] = [
    ({"a b": "93", "b": "90"}, "0", "a", (3, 3)),
    ({"a b": "93"}, "0", "a", (0, 93)),
    ({"a b": "93"}, "1", "a", (1, 93)),  # nobody hides b, so it may be nobody
    ({"a b c": "93", "c": "90"}, "0", "a", (0, 3)),
    ({"a b c": "93", "b c": "92"}, "0", "a", (1, 1)),
    # two sums that overlap: a + b = 10, b + c = 12, a + c = 8, so twice all is 30
    ({"a b": "10", "b c": "12", "a c": "8"}, "0", "a", (3, 3)),
    ({"a b": "10", "b c": "12", "a c": "8"}, "0", "b", (7, 7)),
    ({"a b": "10", "b c": "12", "a c": "8"}, "0", "a b c", (15, 15)),
    # a + b = 10 and b + c = 4: b is at most 4, so a is at least 6
    ({"a b": "10", "b c": "4"}, "0", "a", (6, 10)),
    ({"a b": "10", "b c": "4"}, "0", "b", (0, 4)),
    ({"a b": "10", "b c": "4"}, "0", "a c", (6, 14)),  # 10 + 4 - 2b
    # one after the other: c = 5, so b = 4, so a = 6
    ({"a b": "10", "b c": "9", "c": "5"}, "0", "a", (6, 6)),
    ({"a b": "10", "b c": "9", "c d": "8", "d": "3"}, "0", "a", (6, 6)),
    # nothing to be divided: then nobody has anything
    ({"a b": "0", "b c": "7"}, "0", "c", (7, 7)),
    ({"a b": "0"}, "0", "a", (0, 0)),
    ({"a b c": "5", "a b": "0"}, "0", "c", (5, 5)),
    # shares after a reorganisation
    ({"0.4*a": "2"}, "0", "a", (5, 5)),
    ({"a b": "93"}, "1", "0.4*a", (0.4, 37.2)),  # one person is at least 0.4
    ({"a": "5"}, "0", "0.4*a", (2, 2)),
    ({"0.5*a b": "10"}, "0", "a", (0, 20)),
    ({"0.5*a b": "10", "0.5*a": "4"}, "0", "b", (6, 6)),
    ({"0.3*a b": "10", "0.7*a": "14"}, "0", "b", (4, 4)),  # a is 20, three tenths of it 6
    # a hidden sum of which a part is known: 5, and a of at most 20
    ({"b": "5", "a c": "20"}, "1", "a b", (5, 25)),
    ({"b": "5", "a c": "20"}, "0", "a b", (5, 25)),
    ({"b": "5", "c": "4"}, "0", "b c", (9, 9)),
    # nothing is said of it
    ({}, "0", "a", (0, FAR)),
    ({}, "1", "a", (1, FAR)),
    ({"b": "5"}, "0", "a", (0, FAR)),
    ({"b": "5"}, "0", "a b", (5, FAR)),
    ({"b": "5"}, "1", "a b", (5, FAR)),
    # the same group twice is the same group
    ({"a b": "93", "a b c": "99"}, "0", "c", (6, 6)),
    ({"a b": "93"}, "0", "a b", (93, 93)),
    # large numbers beside small ones
    ({"a b": "3000000000", "b": "2999999997"}, "0", "a", (3, 3)),
    ({"a b c": "1000000"}, "0", "a", (0, 1_000_000)),
    ({"a b": "0.003", "b": "0.001"}, "0", "a", (0.002, 0.002)),
]


@pytest.mark.parametrize(("shown", "floor", "hidden", "wanted"), BY_HAND)
def test_a_hidden_sum_lies_where_it_was_worked_out_to_lie(
    shown: dict[str, str], floor: str, hidden: str, wanted: tuple[float, float]
) -> None:
    (seen,) = ranges(known(shown, floor), {("x",): form(hidden)}).values()
    assert (seen.least, seen.most) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize(("shown", "floor", "hidden", "wanted"), BY_HAND)
def test_in_another_unit_and_order_it_lies_there_too(
    shown: dict[str, str], floor: str, hidden: str, wanted: tuple[float, float]
) -> None:
    """A thousand millions of it: euros instead of milliards."""
    scaled = {text: str(Decimal(n) * 10**9) for text, n in reversed(shown.items())}
    people = known(scaled, str(Decimal(floor) * 10**9))
    (seen,) = ranges(people, {("x",): form(hidden)}).values()
    assert (seen.least / 1e9, seen.most / 1e9) == pytest.approx(wanted, rel=1e-9)


# amounts that may be below zero: then a total says little
SIGNED: list[tuple[dict[str, str], str, tuple[float, float]]] = [
    ({"a b": "0"}, "a", (-FAR, FAR)),
    ({"a b": "93"}, "a", (-FAR, FAR)),
    ({"a b": "93", "b": "100"}, "a", (-7, -7)),
    ({"a b": "10", "b c": "12", "a c": "8"}, "a", (3, 3)),
    ({"a b": "-5", "b": "0"}, "a", (-5, -5)),
    ({}, "a", (-FAR, FAR)),
]


@pytest.mark.parametrize(("shown", "hidden", "wanted"), SIGNED)
def test_below_zero_only_equations_say_something(
    shown: dict[str, str], hidden: str, wanted: tuple[float, float]
) -> None:
    (seen,) = ranges(known(shown, "1", signed=True), {("x",): form(hidden)}).values()
    assert (seen.least, seen.most) == pytest.approx(wanted)


@pytest.mark.parametrize(
    "shown",
    [
        {"a b": "3", "a b c": "2"},
        {"a b": "3", "b c": "9", "a c": "100"},
        {"a b": "10", "0.5*a 0.5*b": "4"},
    ],
)
def test_what_cannot_all_be_true_is_said(shown: dict[str, str]) -> None:
    with pytest.raises(SolverError, match=r"^what is published contradicts itself$"):
        ranges(known(shown), {("x",): form("a c"), ("y",): form("b c")})


def test_two_hidden_sums_are_each_somebody() -> None:
    """Ten people over a and b, both hidden, so in each of them is somebody: 1 to 9."""
    seen = ranges(known({"a b": "10"}, "1"), {("x",): form("a"), ("y",): form("b")})
    assert set(seen.values()) == {Range(1.0, 9.0)}
    seen = ranges(known({"a b": "10"}, "3"), {("x",): form("a"), ("y",): form("b")})
    assert set(seen.values()) == {Range(3.0, 7.0)}


def test_what_has_nothing_in_common_does_not_touch_each_other() -> None:
    """The second table is unknown, and says nothing about the first."""
    shown = known({"a b": "10", "b": "4", "c d": "7"})
    seen = ranges(shown, {("x",): form("a"), ("y",): form("c"), ("z",): form("a c")})
    assert seen[("x",)] == Range(6.0, 6.0)
    assert seen[("y",)] == Range(0.0, 7.0)
    assert seen[("z",)] == Range(6.0, 13.0)


# ---- the attack on whole tables -------------------------------------------------------------


def cells(found: list[Found], measure: str = COUNT) -> set[str]:
    return {f.cell[0] for f in found if f.measure == measure}


def groups(**people: int) -> Made:
    made = Made()
    for name, n in people.items():
        made.atom((name,), "2024", n, n * 100)
        made.publish((name,), [(name,)], [COUNT])
    return made


def test_a_large_group_is_found_only_when_it_is_known_from_both_sides() -> None:
    """a + d is 5, so a is 1 to 4; a + b is 23, so b is 19 to 22: b of 20 is known within nine."""
    made = groups(a=3, b=20, d=2)
    made.publish(("ad",), [("a",), ("d",)], [COUNT])
    made.publish(("ab",), [("a",), ("b",)], [COUNT])
    found = attack(made.atoms, made.cells, [("a",), ("b",), ("d",)], K, FLOORS)
    assert cells(found) == {"a", "b", "d"}
    (large,) = [f for f in found if f.cell == ("b",)]
    assert (large.range.least, large.range.most) == pytest.approx((19, 22))


def test_a_large_group_that_can_be_much_less_is_not_found() -> None:
    """a + b is 23, so b is 1 to 22: nineteen less than it is."""
    made = groups(a=3, b=20)
    made.publish(("ab",), [("a",), ("b",)], [COUNT])
    assert attack(made.atoms, made.cells, [("a",), ("b",)], K, FLOORS) == []


def test_a_small_group_must_be_able_to_be_more_however_much_less_it_can_be() -> None:
    """Nine people with 900 hours, one with 10: the nine may have none, but hardly more."""
    made = Made()
    made.atom(("a",), "2024", 9, 900)
    made.atom(("b",), "2024", 1, 10)
    for name in ("a", "b"):
        made.publish((name,), [(name,)], [HOURS])
    made.publish(("ab",), [("a",), ("b",)], [HOURS])
    found = attack(made.atoms, made.cells, [("a",), ("b",)], K, FLOORS)
    assert cells(found, HOURS) == {"a"}
    assert (found[0].range.least, found[0].range.most) == pytest.approx((0, 910))
    assert found[0].level == 900  # nine more people of a hundred hours each


@pytest.mark.parametrize(
    ("k", "found"), [(2, ""), (4, ""), (5, ""), (7, ""), (8, ""), (9, "ab"), (10, "ab")]
)
def test_how_close_is_too_close_depends_on_k(k: int, found: str) -> None:
    """8 and 4 of 12, both hidden, each 1 to 11: a may be 3 more or 7 less, b 7 more or 3 less.

    Up to a k of 8 the eight are no small group, and seven less will do; b may be seven more. With
    nine, eight more people are asked for of both, which neither can be.
    """
    made = groups(a=8, b=4)
    made.publish(("ab",), [("a",), ("b",)], [COUNT])
    seen = attack(made.atoms, made.cells, [("a",), ("b",)], Decimal(k), FLOORS)
    assert cells(seen) == set(found)


def test_a_measure_that_nobody_has_is_not_known_too_well() -> None:
    """Hours are shown of people without any: a total of nothing tells nothing that was hidden."""
    made = Made()
    made.atoms[("a",)] = Atom("2024", Decimal(3), {COUNT: Decimal(3)})
    made.atoms[("b",)] = Atom("2024", Decimal(40), {COUNT: Decimal(40)})
    for name in ("a", "b"):
        made.publish((name,), [(name,)], [HOURS])
    made.publish(("ab",), [("a",), ("b",)], [HOURS])
    assert attack(made.atoms, made.cells, [("a",)], K, FLOORS) == []


def test_who_has_no_hours_is_no_hour_in_the_total() -> None:
    """b has no hours at all, so the total is a's: 300, for all to see."""
    made = groups(a=3, b=40, c=50)
    made.atoms[("b",)] = Atom("2024", Decimal(40), {COUNT: Decimal(40)})
    for name in ("a", "b", "c"):
        made.publish((name,), [(name,)], [HOURS])
    made.publish(("abc",), [("a",), ("b",), ("c",)], [HOURS])
    (found,) = attack(made.atoms, made.cells, [("a",)], K, FLOORS)
    assert (found.measure, found.truth) == (HOURS, 300)
    assert (found.range.least, found.range.most) == pytest.approx((300, 300))


def signed(*hours: int) -> Made:
    """Groups of three people with hours that may be a correction, and their total."""
    made = Made()
    for name, n in zip("abcd", hours, strict=False):
        made.atom((name,), "2024", 3, n)
        made.publish((name,), [(name,)], [HOURS])
    made.publish(("all",), list(made.atoms), [HOURS])
    return made


def test_a_correction_below_zero_leaves_a_total_of_nothing_open() -> None:
    """50 and -50 make nothing; so do any two opposites."""
    made = signed(50, -50)
    assert attack(made.atoms, made.cells, [("a",), ("b",)], K, FLOORS) == []


@pytest.mark.parametrize("least", [0, 1])
def test_without_anything_below_zero_a_total_bounds_its_parts(least: int) -> None:
    """Hours of nothing, and of half: neither is below zero, so nothing is more than the total."""
    made = signed(50, least, 60)
    found = attack(made.atoms, made.cells, [("a",), ("b",), ("c",)], K, FLOORS)
    ranges_ = {f.cell[0]: (f.range.least, f.range.most) for f in found}
    total = 110 + least
    assert ranges_["a"] == pytest.approx((0, total))  # three more people are 150 hours
    assert ranges_["c"] == pytest.approx((0, total))


def test_the_least_that_somebody_has_is_that_of_the_measure_itself() -> None:
    """Of people at least one; of hours there may be none, so a may have all 100 of them."""
    made = groups(a=3, b=4)
    made.publish(("a",), [("a",)], [COUNT, HOURS])
    made.publish(("b",), [("b",)], [COUNT, HOURS])
    made.publish(("ab",), [("a",), ("b",)], [COUNT, HOURS])
    found = attack(made.atoms, made.cells, [("a",), ("b",)], K, FLOORS)
    seen = {(f.cell[0], f.measure): (f.range.least, f.range.most) for f in found}
    assert seen["a", COUNT] == pytest.approx((1, 6))
    assert seen["a", HOURS] == pytest.approx((0, 700))
    assert seen["b", COUNT] == pytest.approx((1, 6))


# ---- the table itself ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "people"),
    [
        ([], 0),
        ([("1", "2024-01", 3)], 3),
        ([("1", "2024-01", 3), ("1", "2024-02", 3)], 3),  # they may be the same three
        ([("1", "2024-01", 3), ("1", "2024-01", 4)], 7),  # two groups in one month are not
        ([("1", "2024-01", 3), ("1", "2024-02", 9), ("1", "2024-02", 1)], 10),
        ([("0.4", "2024-01", 20)], 20),  # a share of somebody is somebody
        ([("0.4", "2024-01", 20), ("0.6", "2024-01", 5)], 25),
        ([("1", "2024-01", 0)], 0),
        ([("1", "2024-01", 3), ("1", "2024-02", None)], None),
        ([("1", "2024-01", None)], None),
    ],
)
def test_how_many_people_are_surely_behind_a_sum(
    parts: list[tuple[str, str, int | None]], people: int | None
) -> None:
    atoms = [
        (Atom(period, None if n is None else Decimal(n)), Decimal(share))
        for share, period, n in parts
    ]
    assert people_in(atoms) == people


@pytest.mark.parametrize(
    ("people", "hours", "small", "empty"),
    [
        (0, 0, False, True),
        (0, 5, True, False),  # hours of nobody: the people are not known
        (1, 0, True, False),
        (9, 900, True, False),
        (10, 900, False, False),
        (11, 0, False, False),
        (-3, 0, True, False),
        (None, 900, True, False),
    ],
)
def test_which_set_is_small_and_which_is_nobody(
    people: int | None, hours: int, small: bool, empty: bool
) -> None:
    made = Made()
    number = None if people is None else Decimal(people)
    made.atoms[("a",)] = Atom("2024", number, {HOURS: Decimal(hours)})
    made.publish(("a",), [("a",)], [HOURS])
    (only,) = tabled(made.atoms, made.cells, {}).sets
    assert (only.is_small(K), only.empty) == (small, empty)


def test_atoms_that_always_stand_together_are_one_group() -> None:
    """b and c are only shown together; a stands alone and in the total."""
    made = row_of(3, total=False)
    made.atom(("b",), "2024", 40, 400)
    made.atom(("c",), "2024", 50, 500)
    made.publish(("bc",), [("b",), ("c",)])
    made.publish(("all",), list(made.atoms))
    table = tabled(made.atoms, made.cells, FLOORS)
    amounts = [dict(group.amounts) for group in table.groups]
    assert amounts == [
        {COUNT: Decimal(3), HOURS: Decimal(300)},
        {COUNT: Decimal(90), HOURS: Decimal(900)},
    ]
    assert [s.names for s in table.sets] == [(("a0",),), (("bc",),), (("all",),)]
    assert [s.people for s in table.sets] == [3, 90, 93]
    assert [[(i, s) for i, s in group.within] for group in table.groups] == [
        [(0, 1.0), (2, 1.0)],
        [(1, 1.0), (2, 1.0)],
    ]
    assert table.measures == (COUNT, HOURS)
    assert table.floors == FLOORS


def test_shares_keep_groups_apart_and_make_their_part_of_the_sum() -> None:
    """Four tenths of a: 8 of 20, and 800 of 2000 hours; of the people all 20 count."""
    made = Made()
    made.atom(("a",), "2024", 20, 2000)
    made.atom(("b",), "2024", 30, 3000)
    made.publish_shares(("nu",), {("a",): Decimal("0.4"), ("b",): ONE})
    (only,) = tabled(made.atoms, made.cells, {}).sets
    assert (only.people, dict(only.amounts)) == (50, {COUNT: Decimal(38), HOURS: Decimal(3800)})
    assert only.form == ((0, Decimal("0.4")), (1, ONE))


def test_one_sum_with_two_names_is_one_set_with_all_that_is_shown_of_it() -> None:
    made = row_of(3, 40, total=False)
    made.publish(("naam",), [("a0",)], [HOURS])
    made.publish(("nog een",), [("a0",)], ["iets"])
    first, second = tabled(made.atoms, made.cells, {}).sets
    assert first.names == (("a0",), ("naam",), ("nog een",))
    assert first.measures == {COUNT, HOURS, "iets"}
    assert second.measures == {COUNT, HOURS}


def test_a_sum_is_the_same_however_its_share_is_written() -> None:
    made = row_of(3, 40, total=False)
    made.publish_shares(("half",), {("a0",): Decimal("0.5")})
    made.publish_shares(("halve",), {("a0",): Decimal("0.50")})
    names = [s.names for s in tabled(made.atoms, made.cells, {}).sets]
    assert (("half",), ("halve",)) in names


def test_sets_stand_from_few_groups_to_many_and_then_by_name() -> None:
    made = row_of(1, 2, 3, total=False)
    for first, second in itertools.combinations(["a0", "a1", "a2"], 2):
        made.publish((f"{first}{second}",), [(first,), (second,)])
    made.publish(("0",), [("a0",), ("a1",), ("a2",)])
    names = [s.names[0][0] for s in tabled(made.atoms, made.cells, {}).sets]
    assert names == ["a0", "a1", "a2", "a0a1", "a0a2", "a1a2", "0"]


def test_a_cell_of_nothing_is_not_in_the_table() -> None:
    empty: dict[Name, TableCell] = {("leeg",): TableCell({}, frozenset((COUNT,)))}
    assert tabled({}, empty, {}).sets == ()
    assert tabled({}, empty, {}).measures == ()
