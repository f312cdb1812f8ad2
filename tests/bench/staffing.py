"""Staffing of nine districts by eight officers, with nobody and with two away, and the balance of jobs."""

from __future__ import annotations

import sys
from dataclasses import replace
from random import Random
from time import perf_counter

from app.workload.makespan import Proof, balance
from app.workload.staffing import staff
from app.workload.staffing_plan import District, Holding, StaffingPlan, StaffingProblem, StaffOfficer
from tests.bench.row import Row

CITIES = 10
ADJACENT = frozenset(
    (f"D{i}", f"D{j}") for i in range(9) for j in range(9) if (j == i + 1 and i % 3 != 2) or j == i + 3
)


def run() -> list[Row]:
    """The slowest of ten random cities; every plan must be proven."""
    full, short = [_city(seed) for seed in range(CITIES)], []
    rows = _timed("staffing 8 x 9", full)
    for problem in full:
        plan = staff(problem)
        if not isinstance(plan, StaffingPlan):
            continue
        current = {a.district: Holding(a.primary, a.backup) for a in plan.assignments}
        away = {plan.loads[1].officer, plan.loads[4].officer}
        officers = tuple(replace(officer, absent=officer.name in away) for officer in problem.officers)
        short.append(replace(problem, officers=officers, current=current))
    return rows + _timed("staffing 8 x 9, two away", short) + _balanced()


def _city(seed: int) -> StaffingProblem:
    chance = Random(seed)
    districts = tuple(District(f"D{i}", round(chance.uniform(8, 30), 1)) for i in range(9))
    return StaffingProblem(districts, tuple(StaffOfficer(f"O{i}") for i in range(8)), ADJACENT)


def _timed(name: str, problems: list[StaffingProblem]) -> list[Row]:
    slowest, proven = 0.0, 0
    for problem in problems:
        start = perf_counter()
        plan = staff(problem)
        slowest = max(slowest, perf_counter() - start)
        proven += isinstance(plan, StaffingPlan) and plan.proven
    return [
        Row(f"{name}, slowest of {len(problems)} cities", slowest, "s", 1.0, "at most", slowest < 1.0),
        Row(f"{name}, proven optimal", proven, "cities", float(CITIES), "at least", proven == CITIES),
    ]


def _balanced() -> list[Row]:
    slowest, proven = 0.0, 0
    for seed in range(CITIES):
        chance = Random(seed)
        jobs = [float(chance.randint(5, 60)) for _ in range(20)]
        start = perf_counter()
        proven += balance(jobs, 6).proof is not Proof.none
        slowest = max(slowest, perf_counter() - start)
    return [
        Row("balance of 20 jobs over 6 bins, slowest of 10", slowest, "s", None, "", holds=True),
        Row("balance of 20 jobs over 6 bins, proven", proven, "cases", float(CITIES), "at least", proven == CITIES),
    ]


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"{row}\n")
