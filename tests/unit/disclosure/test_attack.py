"""The attack itself: it must find what is there to be found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.disclosure.tables import COUNT, FLOORS, HOURS, ONE, K, Made, country, row_of, square
from verantwoord.disclosure.attack import Known, Range, attack, ranges
from verantwoord.disclosure.moves import INFINITE, LinearProgram, Solver, SolverError
from verantwoord.disclosure.protect import protect
from verantwoord.disclosure.table import Form

A: Form = {("a",): ONE}
B: Form = {("b",): ONE}
BOTH: Form = {**A, **B}
ALL: Form = {**BOTH, ("c",): ONE}


def known(*shown: tuple[Form, int], floor: int = 0, signed: bool = False) -> Known:
    return Known(tuple((f, Decimal(n)) for f, n in shown), Decimal(floor), signed)


def test_a_total_and_the_other_part_give_the_hidden_part() -> None:
    assert ranges(known((BOTH, 93), (B, 90)), {("x",): A}) == {("x",): Range(3.0, 3.0)}


def test_a_total_alone_gives_the_most() -> None:
    assert ranges(known((BOTH, 93)), {("x",): A}) == {("x",): Range(0.0, 93.0)}


def test_somebody_is_in_whatever_is_hidden() -> None:
    seen = ranges(known((BOTH, 93), floor=1), {("x",): A, ("y",): B})
    assert seen == {("x",): Range(1.0, 92.0), ("y",): Range(1.0, 92.0)}


def test_what_nothing_is_said_about_has_no_end() -> None:
    assert ranges(known(), {("x",): A}) == {("x",): Range(0.0, INFINITE)}


def test_a_total_of_nothing_says_that_each_part_is_nothing() -> None:
    assert ranges(known((BOTH, 0)), {("x",): A}) == {("x",): Range(0.0, 0.0)}


def test_with_amounts_below_zero_a_total_of_nothing_says_nothing() -> None:
    seen = ranges(known((BOTH, 0), signed=True), {("x",): A})
    assert seen == {("x",): Range(-INFINITE, INFINITE)}


def test_shares_are_solved_for() -> None:
    seen = ranges(known(({("a",): Decimal("0.4")}, 2)), {("x",): A})
    assert seen == {("x",): Range(5.0, 5.0)}


def test_two_equations_are_solved_together() -> None:
    twice: Form = {("a",): Decimal(2), ("b",): ONE}
    (seen,) = ranges(known((BOTH, 10), (twice, 13)), {("x",): A}).values()
    assert (round(seen.least, 6), round(seen.most, 6)) == (3, 3)


def test_a_hidden_sum_of_known_parts_is_known() -> None:
    assert ranges(known((A, 4), (B, 5)), {("x",): BOTH}) == {("x",): Range(9.0, 9.0)}


def test_what_contradicts_itself_is_said() -> None:
    with pytest.raises(SolverError, match="contradicts"):
        ranges(known((ALL, 3), (BOTH, 9)), {("x",): A})


def test_a_programme_without_an_end_is_told_from_one_with() -> None:
    programme = LinearProgram()
    x = programme.column(0.0, INFINITE)
    programme.row([(x, 1.0)], 2.0, INFINITE)
    solver = Solver(programme)
    assert solver.bound([(x, 1.0)], 1, 1) == 2.0
    assert solver.bound([(x, 1.0)], 1, -1) == INFINITE


def test_a_programme_that_is_no_programme_is_an_error() -> None:
    programme = LinearProgram()
    programme.column(1.0, 0.0)
    assert Solver(programme).least() is None
    with pytest.raises(SolverError, match="HiGHS"):
        Solver(programme).bound([], 1, 1)


def test_the_solver_says_nothing_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    """A command that prints JSON may print nothing else."""
    made = row_of(3, 90, 50)
    protect(made.atoms, made.cells, K, FLOORS)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("made", [row_of(3, 90, 50), square([[3, 60], [40, 50]]), country(3)])
def test_hiding_the_small_cells_alone_is_not_enough(made: Made) -> None:
    result = protect(made.atoms, made.cells, K, FLOORS)
    assert attack(made.atoms, made.cells, result.small, K, FLOORS)


def test_each_further_hidden_cell_of_a_square_is_needed() -> None:
    made = square([[3, 60, 70], [40, 50, 60], [80, 90, 99]])
    hidden = protect(made.atoms, made.cells, K, FLOORS).hidden
    for one in hidden:
        assert attack(made.atoms, made.cells, hidden - {one}, K, FLOORS) or one == ("r0", "k0")


def test_a_small_cell_that_is_shown_is_not_hidden_and_so_not_found() -> None:
    """The attack looks at what is hidden; that small cells are hidden is another test."""
    made = row_of(3, 90, 50)
    assert attack(made.atoms, made.cells, [], K, FLOORS) == []


def test_a_measure_that_is_not_shown_is_not_attacked() -> None:
    made = row_of(3, 90, total=False)
    made.publish(("a0",), [("a0",)], [HOURS])
    found = attack(made.atoms, made.cells, [("a0",)], K, FLOORS)
    assert found == []


def test_what_was_found_is_told_with_its_range() -> None:
    made = row_of(3, 4, 90)
    found = attack(made.atoms, made.cells, [("a0",), ("a1",)], K, FLOORS)
    first = next(f for f in found if f.measure == COUNT)
    assert (first.cell, first.truth, first.level) == (("a0",), Decimal(3), 9.0)
    assert (first.range.least, first.range.most) == (1.0, 6.0)
