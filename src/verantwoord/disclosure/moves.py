"""Linear programmes about a table, solved by HiGHS.

A *move* says by how much each group could be more or less than it is. A move that leaves every
published sum as it is, and no group below nothing, is a world that a reader cannot tell from ours.
So a move that makes a hidden sum large enough is a proof that the sum is safe.

The same numbers in the same order give the same answer: one thread, no clock, no chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import highspy
import numpy as np

Terms: TypeAlias = Sequence[tuple[int, float]]  # (place of a variable, coefficient)

INFINITE = float(highspy.kHighsInf)


class SolverError(RuntimeError):
    """HiGHS gave no answer where there must be one."""


@dataclass
class LinearProgram:
    """Columns with bounds and costs, and rows with bounds; built up one by one."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def column(self, lower: float, upper: float, cost: float = 0.0) -> int:
        """Add a variable; returns its place."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.cost.append(cost)
        return len(self.lower) - 1

    def row(self, terms: Terms, lower: float, upper: float) -> None:
        """Add a condition on a sum of variables."""
        for at, coefficient in terms:
            self.index.append(at)
            self.value.append(coefficient)
        self.starts.append(len(self.index))
        self.row_lower.append(lower)
        self.row_upper.append(upper)

    def model(self) -> highspy.HighsLp:
        """Return the programme as HiGHS takes it."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.lower), len(self.row_lower)
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.col_cost_ = np.array(self.cost)
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lower), np.array(self.row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.value)
        return lp


class _Silent(highspy.Highs):
    """HiGHS greets on the screen when it is made, unless it is told to be silent before that."""

    def enableCallbacks(self) -> None:  # the name is theirs; called while it is being made
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # of highspy


class Solver:
    """One HiGHS that is used again, so that the next question starts where the last one ended."""

    def __init__(self, programme: LinearProgram | None = None) -> None:
        self._highs = _Silent()  # type: ignore[no-untyped-call]
        for name, value in (("threads", 1), ("random_seed", 0)):
            self._highs.setOptionValue(name, value)
        if programme is not None:
            self.load(programme)

    def load(self, programme: LinearProgram) -> None:
        """Take another programme."""
        self._highs.passModel(programme.model())

    def _status(self) -> highspy.HighsModelStatus:
        """Solve; once more from the beginning when starting from the last answer led nowhere."""
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kUnknown:
            self._highs.clearSolver()
            self._highs.run()
        return self._highs.getModelStatus()

    def least(self) -> list[float] | None:
        """Return where the cost is least; None when no point satisfies all rows."""
        match self._status():
            case highspy.HighsModelStatus.kOptimal | highspy.HighsModelStatus.kModelEmpty:
                return list(self._highs.getSolution().col_value)
            case highspy.HighsModelStatus.kInfeasible:
                return None
            case status:
                raise SolverError(f"HiGHS: {self._highs.modelStatusToString(status)}")

    def bound(self, terms: Terms, columns: int, sense: int) -> float:
        """Return the least (1) or most (-1) that a sum of variables can be; may be infinite."""
        cost = np.zeros(columns)
        for at, coefficient in terms:
            cost[at] += sense * coefficient
        self._highs.changeColsCost(columns, np.arange(columns, dtype=np.int32), cost)
        match self._status():
            case highspy.HighsModelStatus.kOptimal | highspy.HighsModelStatus.kModelEmpty:
                return sense * float(self._highs.getInfo().objective_function_value)
            case (
                highspy.HighsModelStatus.kUnbounded
                | highspy.HighsModelStatus.kUnboundedOrInfeasible
            ):
                return -sense * INFINITE
            case status:
                raise SolverError(f"HiGHS: {self._highs.modelStatusToString(status)}")
