"""The linear programmes: small ones of which the best corner can be seen on paper."""

from __future__ import annotations

import pytest

from verantwoord.disclosure.moves import INFINITE, LinearProgram, Solver, SolverError


def programme(
    columns: list[tuple[float, float, float]],
    rows: list[tuple[list[tuple[int, float]], float, float]],
) -> LinearProgram:
    """Return a programme of (least, most, cost) columns and (terms, least, most) rows."""
    made = LinearProgram()
    for column in columns:
        made.column(*column)
    for row in rows:
        made.row(*row)
    return made


FREE = (0.0, INFINITE)
# columns, rows, where it costs least: with the working
CHEAPEST: list[tuple[LinearProgram, list[float]]] = [
    # ten are needed, and the second costs half
    (programme([(*FREE, 2.0), (*FREE, 1.0)], [([(0, 1.0), (1, 1.0)], 10.0, INFINITE)]), [0, 10]),
    # the second can give four only
    (
        programme([(*FREE, 2.0), (0.0, 4.0, 1.0)], [([(0, 1.0), (1, 1.0)], 10.0, INFINITE)]),
        [6, 4],
    ),
    # each of the second counts double: five of it
    (programme([(*FREE, 2.0), (*FREE, 3.0)], [([(0, 1.0), (1, 2.0)], 10.0, INFINITE)]), [0, 5]),
    # exactly ten together, and the first two more than the second
    (
        programme(
            [(*FREE, 1.0), (*FREE, 1.0)],
            [([(0, 1.0), (1, 1.0)], 10.0, 10.0), ([(0, 1.0), (1, -1.0)], 2.0, 2.0)],
        ),
        [6, 4],
    ),
    # below zero where that is allowed and pays
    (programme([(-3.0, 3.0, 1.0)], []), [-3]),
    (programme([(-3.0, 3.0, -1.0)], []), [3]),
]


@pytest.mark.parametrize(("made", "wanted"), CHEAPEST)
def test_the_cheapest_point_is_the_corner_that_paper_gives(
    made: LinearProgram, wanted: list[float]
) -> None:
    assert Solver(made).least() == pytest.approx(wanted)


def test_a_column_costs_nothing_unless_it_is_said() -> None:
    made = LinearProgram()
    assert (made.column(0.0, 5.0), made.column(0.0, 5.0, 2.0)) == (0, 1)
    assert made.cost == [0.0, 2.0]


@pytest.mark.parametrize(
    ("terms", "least", "most"),
    [
        ([(0, 1.0)], 2.0, 5.0),
        ([(1, 1.0)], 1.0, 4.0),  # 6 - 5 and 6 - 2
        ([(0, 1.0), (1, 1.0)], 6.0, 6.0),
        ([(0, 2.0)], 4.0, 10.0),
        ([(0, 1.0), (0, 1.0)], 4.0, 10.0),  # the same twice counts twice
        ([(0, 0.5), (1, 1.0)], 3.5, 5.0),  # 6 - x/2
        ([(0, 1.0), (1, -1.0)], -2.0, 4.0),  # 2x - 6
        ([(0, -1.0)], -5.0, -2.0),
        ([], 0.0, 0.0),
    ],
)
def test_a_sum_lies_between_its_corners(
    terms: list[tuple[int, float]], least: float, most: float
) -> None:
    """x is 2 to 5, and x + y is 6."""
    made = programme([(2.0, 5.0, 0.0), (*FREE, 0.0)], [([(0, 1.0), (1, 1.0)], 6.0, 6.0)])
    solver = Solver(made)
    assert solver.bound(terms, 2, 1) == pytest.approx(least)
    assert solver.bound(terms, 2, -1) == pytest.approx(most)


def test_one_solver_takes_one_programme_after_the_other() -> None:
    solver = Solver()
    for most in (3.0, 1.0, 2.0):
        solver.load(programme([(0.0, most, -1.0)], []))
        assert solver.least() == [most]


def test_a_programme_of_nothing_has_an_answer_of_nothing() -> None:
    assert Solver(LinearProgram()).least() == []
    assert Solver(LinearProgram()).bound([], 0, 1) == 0


def test_what_contradicts_itself_has_no_point() -> None:
    one = [(0, 1.0)]
    made = programme([(*FREE, 0.0)], [(one, 3.0, 3.0), (one, 4.0, 4.0)])
    assert Solver(made).least() is None


def test_a_cost_without_end_is_an_error_that_says_so() -> None:
    with pytest.raises(SolverError, match=r"^HiGHS: .*[Uu]nbounded"):
        Solver(programme([(*FREE, -1.0)], [])).least()


def test_the_same_question_is_answered_by_one_thread_from_one_seed() -> None:
    """Two threads or another seed could end in another corner that costs the same."""
    highs = Solver()._highs
    assert highs.getOptionValue("threads")[1] == 1
    assert highs.getOptionValue("random_seed")[1] == 0
    assert not highs.getOptionValue("output_flag")[1]


def test_of_two_corners_that_cost_the_same_it_is_always_the_same_one() -> None:
    made = programme([(*FREE, 1.0)] * 4, [([(i, 1.0) for i in range(4)], 8.0, 8.0)])
    answers = {tuple(Solver(made).least() or ()) for _ in range(5)}
    assert len(answers) == 1
    assert sum(answers.pop()) == pytest.approx(8)
