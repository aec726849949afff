"""Which cells are hidden: the small ones, and what would give them away."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from tests.unit.disclosure.tables import COUNT, FLOORS, HOURS, ONE, K, Made, row_of, square
from verantwoord.disclosure.attack import attack
from verantwoord.disclosure.protect import Protection, level, protect
from verantwoord.disclosure.table import Atom, Name, TableCell, tabled


def protected(made: Made, k: Decimal = K) -> Protection:
    """Protect a table, and attack what is left: every test of this file is attacked too."""
    result = protect(made.atoms, made.cells, k, FLOORS)
    assert attack(made.atoms, made.cells, result.hidden, k, FLOORS) == []
    return result


def test_nothing_is_hidden_when_no_cell_is_small() -> None:
    assert protected(row_of(10, 90, 50)).hidden == frozenset()


def test_a_count_of_exactly_k_is_shown_and_one_less_is_hidden() -> None:
    assert protected(row_of(10, 11, total=False)).hidden == frozenset()
    assert protected(row_of(9, 11, total=False)).hidden == {("a0",)}


def test_nobody_is_shown_as_nobody() -> None:
    """A zero says that a group does not exist there; nobody is in it to be protected."""
    made = row_of(0, 90, 50)
    assert protected(made).hidden == frozenset()


def test_nobody_with_hours_is_a_count_that_is_not_known() -> None:
    made = Made()
    made.atom(("a",), "2024", 0, 120)
    made.publish(("a",), [("a",)])
    assert protected(made).hidden == {("a",)}


def test_unknown_people_are_hidden() -> None:
    made = row_of(40, 90, 50)
    made.atoms[("a0",)] = Atom("2024", None, {COUNT: Decimal(40), HOURS: Decimal(4000)})
    result = protected(made)
    assert result.small == {("a0",), ("totaal",)}  # of the total the people are not known either


def test_people_below_zero_are_a_mistake_and_hidden() -> None:
    made = Made()
    made.atoms[("a",)] = Atom("2024", Decimal(-3), {HOURS: Decimal(10)})
    made.publish(("a",), [("a",)], [HOURS])
    assert protected(made).hidden == {("a",)}


def test_the_small_cell_takes_the_smallest_other_cell_with_it_and_never_the_total() -> None:
    result = protected(row_of(3, 90, 50, 70))
    assert result.small == {("a0",)}
    assert result.hidden == {("a0",), ("a2",)}


def test_without_a_total_nothing_else_is_hidden() -> None:
    assert protected(row_of(3, 90, 50, total=False)).hidden == {("a0",)}


def test_two_small_cells_that_together_are_three_need_a_third() -> None:
    """The old rule stopped here: both follow from no sum, but both are at most three."""
    made = row_of(1, 2, 90)
    only_small = {("a0",), ("a1",)}
    found = attack(made.atoms, made.cells, only_small, K, FLOORS)
    assert {f.cell for f in found} == only_small
    assert [f.range.most for f in found if f.measure == COUNT] == [2.0, 2.0]
    assert protected(made).hidden == {*only_small, ("a2",)}


def test_a_partner_that_is_too_small_is_not_enough() -> None:
    """Ten people next to one: the one could be eleven at most, so ten more is possible."""
    assert protected(row_of(1, 10, 90)).hidden == {("a0",), ("a1",)}
    many_small = protected(row_of(5, 4, 90))
    assert many_small.hidden == {("a0",), ("a1",), ("a2",)}


def test_in_a_square_three_other_cells_make_a_small_one_safe() -> None:
    result = protected(square([[3, 60, 70], [40, 50, 60], [80, 90, 99]]))
    assert len(result.hidden) == 4
    assert not any("alle" in name for name in result.hidden)


def test_the_total_is_hidden_when_there_is_nothing_else() -> None:
    result = protected(row_of(3, 4))
    assert result.hidden == {("a0",), ("a1",), ("totaal",)}  # seven people are few too
    assert protected(row_of(6, 7)).hidden == {("a0",), ("a1",), ("totaal",)}


def test_cells_with_the_same_people_are_hidden_together_whatever_they_are_called() -> None:
    made = row_of(3, 90, 50)
    made.publish(("andere-naam",), [("a0",)], [HOURS])
    result = protected(made)
    assert {("a0",), ("andere-naam",)} <= result.small


def test_two_populations_that_differ_by_a_small_organisation() -> None:
    made = row_of(3, 90, 80)
    made.publish(("zonder",), [("a1",), ("a2",)])
    result = protected(made)
    assert result.small == {("a0",)}
    assert result.hidden & {("zonder",), ("totaal",)}


def test_a_small_difference_between_two_shown_sums_is_not_seen_unless_it_is_published() -> None:
    """What nobody publishes is no cell; the engine publishes the parts of every sum."""
    made = row_of(3, 90, 80)
    del made.cells[("a0",)], made.cells[("a1",)], made.cells[("a2",)]
    made.publish(("zonder",), [("a1",), ("a2",)])
    assert protected(made).hidden == frozenset()


def test_a_restated_cell_gives_the_small_one_before_away() -> None:
    made = row_of(3, 90, 50)
    made.publish_shares(("nu",), {("a0",): Decimal("0.4"), ("a1",): ONE})
    result = protected(made)
    assert ("a0",) in result.small and len(result.hidden) >= 3
    shown = set(made.cells) - result.hidden
    assert len(shown & {("a1",), ("nu",)}) < 2


def test_a_share_of_twenty_people_is_about_twenty_people() -> None:
    """Shares are published, so what a number is a share of can be read: 8 is 0.4 of 20."""
    made = Made()
    made.atom(("a",), "2024", 20, 2000)
    made.atom(("b",), "2024", 8, 2000)
    made.publish_shares(("deel",), {("a",): Decimal("0.4")})
    made.publish_shares(("ander",), {("b",): Decimal("1.5")})
    assert protected(made).small == {("ander",)}


def test_a_share_of_nothing_is_not_in_the_sum() -> None:
    made = row_of(3, 90, total=False)
    made.publish_shares(("nul",), {("a0",): Decimal(0)})
    made.publish_shares(("rest",), {("a0",): Decimal(0), ("a1",): ONE})
    assert protected(made).hidden == {("a0",)}


def months(*people: int | None) -> Made:
    made = Made()
    for month, n in enumerate(people, 1):
        if n is not None:
            made.atom(("iota", f"{month:02d}"), f"2024-{month:02d}", n, n * 100)
            made.publish(("iota", f"{month:02d}"), [("iota", f"{month:02d}")])
    made.publish(("iota", "jaar"), list(made.atoms))
    return made


def test_a_year_has_as_many_people_as_its_largest_month() -> None:
    """Twelve times three relations are not thirty-six people: they may be the same three."""
    assert ("iota", "jaar") in protected(months(*[3] * 12)).small
    assert ("iota", "jaar") not in protected(months(3, 3, 12, 3)).small


def test_a_missing_month_does_not_switch_hiding_off() -> None:
    result = protected(months(3, None, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3))
    assert result.small == set(months(3, None, *[3] * 10).cells)


def test_a_year_with_one_small_month_loses_another_month_and_not_itself() -> None:
    result = protected(months(3, 40, 30, 20))
    assert result.hidden == {("iota", "01"), ("iota", "04")}


def test_the_partner_must_do_for_every_measure() -> None:
    """The people next door have no hours, so with them the hours of the three would be known."""
    made = row_of(3, 20, 90)
    assert protected(made).hidden == {("a0",), ("a1",)}
    made.atoms[("a1",)] = Atom("2024", Decimal(20), {COUNT: Decimal(20), HOURS: Decimal(0)})
    assert protected(made).hidden == {("a0",), ("a2",)}


def test_a_hidden_cell_is_hidden_in_every_measure() -> None:
    made = row_of(3, 90, 50)
    made.publish(("a0", "uren"), [("a0",)], [HOURS])
    made.publish(("a2", "uren"), [("a2",)], [HOURS])
    assert {("a0", "uren"), ("a2", "uren")} <= protected(made).hidden


def test_the_level_is_what_k_minus_one_people_of_the_cell_amount_to() -> None:
    made = row_of(3, 90, 50)
    (few,) = [s for s in tabled(made.atoms, made.cells, {}).sets if s.names == (("a0",),)]
    assert level(few, COUNT, K) == 9
    assert level(few, HOURS, K) == 900
    assert level(few, "niets", K) == 0


def test_a_cell_of_which_the_people_are_unknown_counts_as_one_person() -> None:
    made = Made()
    made.atoms[("a",)] = Atom("2024", None, {HOURS: Decimal(7)})
    made.publish(("a",), [("a",)], [HOURS])
    (only,) = tabled(made.atoms, made.cells, {}).sets
    assert level(only, HOURS, K) == 63


def test_the_order_in_which_things_come_changes_nothing() -> None:
    made = square([[3, 60, 70], [40, 5, 60], [80, 90, 99]])
    wanted = protected(made)
    for order in itertools.islice(itertools.permutations(range(9)), 0, 362_880, 40_000):
        atoms = {n: made.atoms[n] for n in (sorted(made.atoms)[i] for i in order)}
        cells = dict(sorted(made.cells.items(), key=lambda c: hash(c[0])))
        assert protect(atoms, cells, K, FLOORS) == wanted


def test_an_atom_that_is_not_there_is_an_error() -> None:
    cells: dict[Name, TableCell] = {("x",): TableCell({("weg",): ONE}, frozenset((COUNT,)))}
    with pytest.raises(KeyError):
        protect({}, cells, K)


def test_nothing_published_needs_no_protection() -> None:
    assert protect({}, {}, K) == Protection(frozenset(), frozenset())


def test_amounts_below_zero_can_be_published_and_are_protected() -> None:
    made = row_of(3, 90, 50)
    made.atoms[("a1",)] = Atom("2024", Decimal(90), {COUNT: Decimal(90), HOURS: Decimal(-20)})
    assert {("a0",), ("a2",)} <= protected(made).hidden
