"""Which cells go with a small one: small tables, worked out by hand, each attacked as well.

The price of a cell is its people plus k, so that few and small ones go. What must be hidden besides
the small cell is written behind it in words.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.disclosure.tables import (
    COUNT,
    FLOORS,
    HOURS,
    ONE,
    K,
    Made,
    Shape,
    country,
    row_of,
    square,
)
from verantwoord.disclosure.attack import attack
from verantwoord.disclosure.protect import hidden_sets, level, protect
from verantwoord.disclosure.table import Atom, People, tabled


def hidden(made: Made, k: Decimal = K) -> set[str]:
    """Return the names of what is hidden, after an attack on the rest."""
    found = protect(made.atoms, made.cells, k, FLOORS).hidden
    assert attack(made.atoms, made.cells, found, k, FLOORS) == []
    return {" ".join(name) for name in found}


# numbers of people in a row with its total -> which are hidden, by their place; t is the total
ROWS = [
    ([10, 20, 30], 10, ""),
    ([3, 20, 30], 10, "0 1"),  # the smallest that is no small one itself
    ([3, 30, 20], 10, "0 2"),
    ([3, 20, 20], 10, "0 2"),  # of two alike one, and always the same one
    ([0, 3, 20, 30], 10, "1 2"),  # nobody is shown as nobody, and hides nothing
    ([3, 10, 30], 10, "0 1"),  # ten next to three: from one to twelve
    ([3, 4, 30], 10, "0 1 2"),  # seven together are too few for both
    ([3, 4, 5, 30], 10, "0 1 2 3"),  # of twelve, three that are somebody: three may be ten only
    ([9, 9, 30], 10, "0 1 2"),  # nine more of one would take all of the other
    ([9, 20], 10, "0 1"),
    ([9, 9], 10, "0 1 t"),
    ([3], 10, "0 t"),  # one part is the total
    ([3, 0, 0], 10, "0 t"),  # and so is one part beside nobody
    ([1, 2, 3], 3, "0 1 2"),
    ([1, 2, 30], 2, "0 1"),  # below two is one: one of two may be somebody else
    ([4, 30, 40], 5, "0 1"),
    ([5, 30, 40], 5, ""),
    ([5, 30, 40], 6, "0 1"),
    ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 30], 10, "0 1 2 3 4 5 6 7 8 9 10"),
]


@pytest.mark.parametrize(("people", "k", "wanted"), ROWS)
def test_a_row_hides_what_it_must_and_not_more(people: list[int], k: int, wanted: str) -> None:
    found = hidden(row_of(*people), Decimal(k))
    names = {"totaal" if w == "t" else f"a{w}" for w in wanted.split()}
    assert found == names


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ([[30, 60], [40, 50]], ""),
        # the small one, its neighbours in row and column, and what closes the square
        ([[3, 60], [40, 50]], "r0 k0, r0 k1, r1 k0, r1 k1"),
        ([[3, 60, 70], [40, 50, 60], [80, 90, 99]], "r0 k0, r0 k1, r1 k0, r1 k1"),
        ([[60, 3, 70], [40, 50, 60]], "r0 k0, r0 k1, r1 k0, r1 k1"),
        # the cheapest square of those with the small one in it: 20 and 25 go before 60 and 70
        ([[3, 60, 20], [40, 50, 25]], "r0 k0, r0 k2, r1 k0, r1 k2"),
        # two small ones in opposite corners are each other's square
        ([[3, 60], [40, 4]], "r0 k0, r0 k1, r1 k0, r1 k1"),
    ],
)
def test_a_square_hides_a_closed_walk_around_the_small_one(
    numbers: list[list[int]], wanted: str
) -> None:
    assert hidden(square(numbers)) == {w for w in wanted.split(", ") if w}


def test_a_small_organisation_within_a_ministry_costs_a_sibling_and_not_the_ministry() -> None:
    """Two levels: agencies within ministries within the country."""
    made = Made()
    for name, n in {"a1": 3, "a2": 20, "a3": 50, "b1": 40, "b2": 60}.items():
        made.atom((name,), "2024", n, n * 100)
        made.publish((name,), [(name,)])
    for part in "ab":
        made.publish((part,), [a for a in made.atoms if a[0].startswith(part)])
    made.publish(("land",), list(made.atoms))
    assert hidden(made) == {"a1", "a2"}


def test_where_the_only_sibling_is_its_ministry_another_ministry_goes_too() -> None:
    """a has one part, so a is the small one itself; then the cheapest of the others goes."""
    made = Made()
    for name, n in {"a1": 3, "b1": 40, "c1": 60}.items():
        made.atom((name,), "2024", n, n * 100)
        made.publish((name,), [(name,)])
        made.publish((name[0],), [(name,)])
    made.publish(("land",), list(made.atoms))
    assert hidden(made) == {"a1", "a", "b1", "b"}


def test_months_and_quarters_of_one_organisation() -> None:
    """One small month takes a sibling of its own quarter, so that the quarters stay."""
    made = Made()
    for month, n in enumerate([3, 40, 30, 50, 60, 70], 1):
        made.atom((f"m{month}",), f"2024-0{month}", n, n * 100)
        made.publish((f"m{month}",), [(f"m{month}",)])
    made.publish(("q1",), [("m1",), ("m2",), ("m3",)])
    made.publish(("q2",), [("m4",), ("m5",), ("m6",)])
    made.publish(("jaar",), list(made.atoms))
    assert hidden(made) == {"m1", "m3"}


def test_a_population_that_is_the_country_without_one_small_organisation() -> None:
    """Total minus `zonder` is the small one, and so is total minus the others: the total goes."""
    made = row_of(3, 40, 50)
    made.publish(("zonder",), [("a1",), ("a2",)])
    assert hidden(made) == {"a0", "totaal"}


def test_shares_of_a_reorganisation_are_seen_through() -> None:
    """Seven tenths of twenty stays, three tenths go over: each of the two tells the other."""
    made = Made()
    made.atom(("oud",), "2023", 5, 500)
    made.atom(("heir",), "2023", 40, 4000)
    made.publish(("oud",), [("oud",)])
    made.publish(("heir",), [("heir",)])
    made.publish_shares(("nu oud",), {("oud",): Decimal("0.7")})
    made.publish_shares(("nu heir",), {("oud",): Decimal("0.3"), ("heir",): ONE})
    found = hidden(made)
    assert {"oud", "nu oud"} <= found
    assert not {"heir", "nu heir"}.isdisjoint(found)


def test_another_measure_may_need_another_partner() -> None:
    """Of people b is enough; b has no hours, so of hours c goes with a."""
    made = row_of(3, 20, 90)
    made.atoms[("a1",)] = Atom("2024", Decimal(20), {COUNT: Decimal(20), HOURS: Decimal(0)})
    assert hidden(made) == {"a0", "a2"}
    for name in ("a0", "a1", "a2", "totaal"):  # only people are published: then b will do
        made.publish((name,), dict(made.cells[(name,)].form), [COUNT])
    assert hidden(made) == {"a0", "a1"}


def test_hours_that_are_mostly_of_one_group_need_a_partner_with_hours() -> None:
    """Nine more people like these three have 2700 hours; b has 200 to give, so c must go too."""
    made = Made()
    for name, n, hours in (("a", 3, 900), ("b", 20, 200), ("c", 30, 3000)):
        made.atom((name,), "2024", n, hours)
        made.publish((name,), [(name,)], [HOURS])
    made.publish(("all",), list(made.atoms), [HOURS])
    assert {"a", "c"} <= hidden(made)
    assert attack(made.atoms, made.cells, [("a",), ("b",)], K, FLOORS)


@pytest.mark.parametrize("power", [-9, -3, 3, 9])
def test_thousands_of_millions_or_a_thousandth_of_it_hide_the_same(power: int) -> None:
    numbers = [[3, 60, 20], [40, 50, 25], [80, 5, 99]]
    made, other = square(numbers), square(numbers)
    for name, atom in other.atoms.items():
        amounts = {**atom.amounts, HOURS: atom.amounts[HOURS].scaleb(power)}
        other.atoms[name] = Atom(atom.period, atom.people, amounts)
    assert hidden(other) == hidden(made)


def test_a_correction_below_zero_is_protected_by_its_size() -> None:
    """Minus 300 hours of three people: nine more are 2700 hours, whatever the sign."""
    made = Made()
    for name, n, hours in (("a", 3, -300), ("b", 20, 2000), ("c", 30, 3000)):
        made.atom((name,), "2024", n, hours)
        made.publish((name,), [(name,)], [HOURS])
    made.publish(("all",), list(made.atoms), [HOURS])
    (few,) = [s for s in tabled(made.atoms, made.cells, {}).sets if s.names == (("a",),)]
    assert level(few, HOURS, K) == 900  # 300 hours of 3, so 100 each, times nine
    assert "a" in hidden(made) and len(hidden(made)) == 2


def people(n: int | None, amount: str) -> People:
    number = None if n is None else Decimal(n)
    return People((), (("x",),), frozenset((HOURS,)), number, {HOURS: Decimal(amount)})


@pytest.mark.parametrize(
    ("n", "amount", "k", "wanted"),
    [
        (3, "300", 10, 900.0),  # a hundred each, nine people
        (3, "-300", 10, 900.0),
        (9, "900", 10, 900.0),
        (1, "7", 10, 63.0),
        (20, "2000", 10, 900.0),
        (20, "1", 10, 0.45),
        (3, "0", 10, 0.0),
        (3, "300", 2, 100.0),
        (3, "300", 1, 0.0),
        (0, "50", 10, 450.0),  # hours of nobody: counted as of one
        (None, "50", 10, 450.0),
        (-3, "50", 10, 450.0),
    ],
)
def test_how_unknown_an_amount_must_be(n: int | None, amount: str, k: int, wanted: float) -> None:
    assert level(people(n, amount), HOURS, Decimal(k)) == pytest.approx(wanted)


def test_what_is_hidden_is_told_by_its_place_in_the_table() -> None:
    made = row_of(3, 20, 30)
    table = tabled(made.atoms, made.cells, FLOORS)
    assert [table.sets[i].names[0] for i in sorted(hidden_sets(table, K))] == [("a0",), ("a1",)]


def test_more_is_never_shown_because_more_is_hidden_elsewhere() -> None:
    """Two tables that have nothing in common are each hidden as if alone."""
    first, both = row_of(3, 20, 30), row_of(3, 20, 30)
    for i, n in enumerate([4, 50, 60]):
        both.atom((f"b{i}",), "2024", n, n * 100)
        both.publish((f"b{i}",), [(f"b{i}",)])
    both.publish(("b",), [(f"b{i}",) for i in range(3)])
    assert hidden(both) == hidden(first) | {"b0", "b1"}


def test_of_very_many_siblings_the_one_with_the_fewest_people_is_found() -> None:
    """Sixty-one parts, more than are looked at; the smallest of them stands last."""
    people_ = [3, *range(80, 20, -1)]
    assert hidden(row_of(*people_)) == {"a0", f"a{people_.index(21)}"}


def test_in_a_large_square_the_work_stays_near_the_small_cell() -> None:
    """Fifty columns: the cheapest neighbours in row and column are of the last ones."""
    top = [3, *range(160, 111, -1)]
    bottom = [40, *range(260, 211, -1)]
    assert hidden(square([top, bottom])) == {"r0 k0", "r1 k0", "r0 k49", "r1 k49"}


MOST_HIDDEN = 267
SMALL = Shape(parts=2, agencies=2, months=2, kinds=1, small=0.3, alone=0.1, missing=0.1)


def test_of_random_countries_nothing_is_known_and_no_more_is_hidden_than_now() -> None:
    """Shares, gaps, months and kinds together; how much is hidden may become less, never more."""
    counted = shown = 0
    for seed in range(6):
        made = country(seed, SMALL)
        counted += len(hidden(made))
        shown += len(made.cells)
    assert counted <= MOST_HIDDEN, f"{counted} of {shown} cells are hidden"
