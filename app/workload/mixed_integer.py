"""A small mixed-integer model for HiGHS: columns, rows, one objective at a time, and the proof that comes back.

HiGHS (`highspy`) is part of the server's install, not of the device's; `solver_available` tells.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.util import find_spec
from typing import Any


class Status(StrEnum):
    """How a solve ended."""

    optimal = "optimal"
    feasible = "feasible"
    infeasible = "infeasible"
    unsolved = "unsolved"


@dataclass(frozen=True, slots=True)
class Solution:
    """`bound` is proven: no solution is better; `gap` = |objective - bound| / |objective|, 0 when both are 0."""

    status: Status
    values: tuple[float, ...]
    objective: float
    bound: float
    gap: float


@dataclass(slots=True)
class Model:
    """Rows are lower <= a x <= upper. Solving leaves the model unchanged, so objectives can follow one another."""

    lowers: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    indices: list[int] = field(default_factory=list)
    coefficients: list[float] = field(default_factory=list)
    row_lowers: list[float] = field(default_factory=list)
    row_uppers: list[float] = field(default_factory=list)

    def column(self, lower: float = 0.0, upper: float = 1.0, *, integer: bool = True) -> int:
        """Add a variable, binary unless said otherwise; returns its index."""
        self.lowers.append(lower)
        self.uppers.append(upper)
        self.integer.append(integer)
        return len(self.lowers) - 1

    def row(self, terms: Iterable[tuple[int, float]], lower: float = -math.inf, upper: float = math.inf) -> None:
        """Add lower <= sum(coefficient * column) <= upper."""
        for index, coefficient in terms:
            self.indices.append(index)
            self.coefficients.append(coefficient)
        self.starts.append(len(self.indices))
        self.row_lowers.append(lower)
        self.row_uppers.append(upper)

    def solve(
        self,
        objective: Iterable[tuple[int, float]],
        *,
        maximise: bool = False,
        time_limit: float = 30.0,
        start: Sequence[float] | None = None,
        relaxed: bool = False,
    ) -> Solution:
        """Optimise a linear objective. `start` is a known solution to begin from; `relaxed` drops integrality."""
        solver = self._loaded(list(objective), maximise=maximise, relaxed=relaxed, time_limit=time_limit)
        if start is not None:
            _begin_from(solver, start)
        solver.run()
        return _read(solver, maximise=maximise, relaxed=relaxed)

    def _loaded(
        self, objective: list[tuple[int, float]], *, maximise: bool, relaxed: bool, time_limit: float
    ) -> Any:  # highspy ships no types
        import highspy
        import numpy as np

        costs = np.zeros(len(self.lowers))
        for index, cost in objective:
            costs[index] += cost
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = len(self.lowers), len(self.row_lowers)
        problem.sense_ = highspy.ObjSense.kMaximize if maximise else highspy.ObjSense.kMinimize
        problem.col_cost_ = costs
        problem.col_lower_, problem.col_upper_ = np.array(self.lowers), np.array(self.uppers)
        problem.row_lower_, problem.row_upper_ = np.array(self.row_lowers), np.array(self.row_uppers)
        problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        problem.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        problem.a_matrix_.index_ = np.array(self.indices, dtype=np.int32)
        problem.a_matrix_.value_ = np.array(self.coefficients, dtype=np.float64)
        if not relaxed:
            kinds = highspy.HighsVarType
            problem.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.integer]
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        options = {
            "output_flag": False,
            "threads": 1,
            "random_seed": 1,
            "time_limit": float(time_limit),
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 1e-9,
            "mip_feasibility_tolerance": 1e-9,
            "primal_feasibility_tolerance": 1e-9,
        }
        for name, value in options.items():
            solver.setOptionValue(name, value)
        solver.passModel(problem)
        return solver


def solver_available() -> bool:
    """Whether HiGHS is installed here."""
    return find_spec("highspy") is not None


def _begin_from(solver: Any, start: Sequence[float]) -> None:
    import highspy

    known = highspy.HighsSolution()
    known.col_value = list(start)
    solver.setSolution(known)


def _read(solver: Any, *, maximise: bool, relaxed: bool) -> Solution:
    import highspy

    ended, info = solver.getModelStatus(), solver.getInfo()
    statuses = highspy.HighsModelStatus
    if ended in {statuses.kInfeasible, statuses.kUnboundedOrInfeasible}:
        return Solution(Status.infeasible, (), math.nan, math.nan, math.inf)
    values = tuple(solver.getSolution().col_value)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    objective = float(info.objective_function_value) if found else math.nan
    if ended == statuses.kOptimal:
        bound = objective if relaxed else float(info.mip_dual_bound)
        return Solution(Status.optimal, values, objective, bound, _gap(objective, bound))
    worst = math.inf if maximise else -math.inf
    bound = worst if relaxed else float(info.mip_dual_bound)
    if not found:
        return Solution(Status.unsolved, (), math.nan, bound, math.inf)
    return Solution(Status.feasible, values, objective, bound, _gap(objective, bound))


def _gap(objective: float, bound: float) -> float:
    difference = abs(objective - bound)
    return 0.0 if difference <= 1e-9 else difference / max(abs(objective), 1e-12)
