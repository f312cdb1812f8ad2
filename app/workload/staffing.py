"""Assign every district a primary officer and another one as backup: a mixed-integer programme in fixed order of aims.

First no more over capacity than must be, then the smallest peak load, then familiar officers, then few changes, then
cover spread evenly for those primaries. Each aim is solved to proven optimality and held while the next is pursued.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import combinations

from app.workload.mixed_integer import Model, Solution, Status
from app.workload.primary_pairs import Grouping, least_peak_groups
from app.workload.staffing_plan import (
    Assignment,
    District,
    Holding,
    NoPlan,
    NotSolved,
    OfficerLoad,
    StaffingOutcome,
    StaffingPlan,
    StaffingProblem,
    StaffOfficer,
    TooFewOfficers,
)

_HELD = 1e-7


@dataclass(slots=True)
class _Built:
    model: Model
    officers: list[StaffOfficer]
    primary: dict[tuple[int, int], int] = field(default_factory=dict)
    backup: dict[tuple[int, int], int] = field(default_factory=dict)
    excess: dict[int, int] = field(default_factory=dict)
    peak: int = -1


def staff(problem: StaffingProblem, *, time_limit: float = 30.0) -> StaffingOutcome:
    """Solve the staffing problem with HiGHS; `time_limit` in seconds holds for each aim.

    Raises ValueError for names given twice, negative hours or capacities, and names in `current`, `adjacent` or
    `familiarity` that are nobody's.
    """
    _check(problem)
    present = [officer for officer in problem.officers if not officer.absent]
    needed = max(2, math.ceil(len(problem.districts) / problem.most_primaries))
    needed = max(needed, math.ceil(len(problem.districts) / problem.most_backups))
    if len(present) < needed:
        return TooFewOfficers(len(present), needed, len(problem.districts))
    built = _build(problem, present)
    excess = 0.0
    if built.excess:
        least = built.model.solve([(column, 1.0) for column in built.excess.values()], time_limit=time_limit)
        if least.status in {Status.infeasible, Status.unsolved}:
            return _failed(least, problem, present)
        excess = least.objective if least.objective > _HELD else 0.0
        built.model.row([(column, 1.0) for column in built.excess.values()], upper=excess + _HELD * (excess > 0))
    first = _least_peak(problem, built, time_limit)
    if first.status in {Status.infeasible, Status.unsolved}:
        return _failed(first, problem, present)
    peak = _peak(problem, built, first)
    allowed = peak * (1.0 + problem.peak_slack)
    built.model.uppers[built.peak] = allowed + _HELD * max(1.0, allowed)
    last = _later_aims(problem, built, first, time_limit)
    return _plan(problem, built, last, max(first.bound, _simple_bound(problem, len(present))), fits=excess <= _HELD)


def _least_peak(problem: StaffingProblem, built: _Built, time_limit: float) -> Solution:
    """The peak alone. With at most two districts each, the matching gives its bound, and often the plan itself."""
    hours = [district.hours for district in problem.districts]
    if problem.most_primaries != 2:
        return built.model.solve([(built.peak, 1.0)], time_limit=time_limit)
    grouping = least_peak_groups(
        hours,
        len(built.officers),
        frozenset(_forbidden(problem)),
        floor=built.model.lowers[built.peak],
        time_limit=time_limit,
    )
    if grouping is None:
        return built.model.solve([(built.peak, 1.0)], time_limit=time_limit)
    built.model.lowers[built.peak] = grouping.bound - _HELD * max(1.0, grouping.bound)
    start = _values_of(built, grouping)
    if built.excess:
        return built.model.solve([(built.peak, 1.0)], time_limit=time_limit)
    gap = (grouping.peak - grouping.bound) / max(grouping.peak, 1e-12)
    status = Status.optimal if gap <= _HELD else Status.feasible
    return Solution(status, start, grouping.peak, grouping.bound, gap)


def _values_of(built: _Built, grouping: Grouping) -> tuple[float, ...]:
    """Columns for groups given to the officers in order; the next officer round stands in for each group."""
    values = [0.0] * len(built.model.lowers)
    officers = len(built.officers)
    for o, group in enumerate(grouping.groups):
        for d in group:
            values[built.primary[o, d]] = 1.0
            values[built.backup[(o + 1) % officers, d]] = 1.0
    values[built.peak] = grouping.peak
    return tuple(values)


def _later_aims(problem: StaffingProblem, built: _Built, first: Solution, time_limit: float) -> Solution:
    last = first
    costs = _stability_costs(problem, built)
    if costs:
        stable = built.model.solve(costs, time_limit=time_limit, start=last.values)
        if stable.status in {Status.optimal, Status.feasible}:
            last = stable
            built.model.row(costs, upper=stable.objective + 1e-6)
    for column in built.primary.values():
        built.model.lowers[column] = built.model.uppers[column] = float(round(last.values[column]))
    even = _cover_peak(problem, built)
    start = [*last.values, 0.0]
    start[even] = max(_with_cover(problem, built, last))
    spread = built.model.solve([(even, 1.0)], time_limit=time_limit, start=start)
    return spread if spread.status in {Status.optimal, Status.feasible} else last


def _build(problem: StaffingProblem, present: list[StaffOfficer]) -> _Built:
    built = _Built(Model(), present)
    model, officers, districts = built.model, range(len(present)), range(len(problem.districts))
    for o in officers:
        for d in districts:
            built.primary[o, d] = model.column()
            built.backup[o, d] = model.column()
            model.row([(built.primary[o, d], 1.0), (built.backup[o, d], 1.0)], upper=1.0)
    for d in districts:
        model.row([(built.primary[o, d], 1.0) for o in officers], 1.0, 1.0)
        model.row([(built.backup[o, d], 1.0) for o in officers], 1.0, 1.0)
    built.peak = model.column(_simple_bound(problem, len(present)), math.inf, integer=False)
    for o in officers:
        model.row([(built.primary[o, d], 1.0) for d in districts], upper=problem.most_primaries)
        model.row([(built.backup[o, d], 1.0) for d in districts], upper=problem.most_backups)
        load = [(built.primary[o, d], problem.districts[d].hours) for d in districts]
        model.row([*load, (built.peak, -1.0)], upper=0.0)
        capacity = present[o].capacity
        if capacity is not None:
            built.excess[o] = model.column(0.0, math.inf, integer=False)
            model.row([*load, (built.excess[o], -1.0)], upper=capacity)
    for d, e in _forbidden(problem):
        for o in officers:
            model.row([(built.primary[o, d], 1.0), (built.primary[o, e], 1.0)], upper=1.0)
    return built


def _forbidden(problem: StaffingProblem) -> list[tuple[int, int]]:
    if problem.adjacent is None:
        return []
    touching = problem.adjacent | {(b, a) for a, b in problem.adjacent}
    return [
        (d, e)
        for d, e in combinations(range(len(problem.districts)), 2)
        if (problem.districts[d].name, problem.districts[e].name) not in touching
    ]


def _simple_bound(problem: StaffingProblem, officers: int) -> float:
    """Mean load, largest district, and the least pair that the pigeonhole principle forces together."""
    hours = sorted((district.hours for district in problem.districts), reverse=True)
    pair = hours[officers - 1] + hours[officers] if len(hours) > officers else 0.0
    return max(math.fsum(hours) / officers, hours[0], pair)


def _stability_costs(problem: StaffingProblem, built: _Built) -> list[tuple[int, float]]:
    """Unfamiliarity outweighs all changes together; a primary counts twice a backup."""
    if not problem.current and not problem.familiarity:
        return []
    outweighs = 3.0 * len(problem.districts) + 1.0
    costs = []
    for (o, d), column in built.primary.items():
        officer, district = built.officers[o].name, problem.districts[d].name
        unknown = 1.0 - _familiarity(problem, officer, district)
        now = problem.current.get(district, Holding(None))
        costs.append((column, outweighs * 2.0 * unknown + 2.0 * (now.primary is not None and now.primary != officer)))
        other = 1.0 * (now.backup is not None and now.backup != officer)
        costs.append((built.backup[o, d], outweighs * unknown + other))
    return [(column, cost) for column, cost in costs if cost > 0]


def _familiarity(problem: StaffingProblem, officer: str, district: str) -> float:
    given = problem.familiarity.get((officer, district))
    if given is not None:
        return given
    now = problem.current.get(district, Holding(None))
    return float(officer in {now.primary, now.backup})


def _cover_peak(problem: StaffingProblem, built: _Built) -> int:
    even = built.model.column(0.0, math.inf, integer=False)
    for o in range(len(built.officers)):
        terms = [(built.primary[o, d], problem.districts[d].hours) for d in range(len(problem.districts))]
        terms += [(built.backup[o, d], problem.districts[d].hours) for d in range(len(problem.districts))]
        built.model.row([*terms, (even, -1.0)], upper=0.0)
    return even


def _with_cover(problem: StaffingProblem, built: _Built, solution: Solution) -> list[float]:
    return [
        math.fsum(
            problem.districts[d].hours * (solution.values[built.primary[o, d]] + solution.values[built.backup[o, d]])
            for d in range(len(problem.districts))
        )
        for o in range(len(built.officers))
    ]


def _held(columns: dict[tuple[int, int], int], solution: Solution, officer: int) -> list[int]:
    return [d for (o, d), column in columns.items() if o == officer and solution.values[column] > 0.5]


def _peak(problem: StaffingProblem, built: _Built, solution: Solution) -> float:
    return max(
        math.fsum(problem.districts[d].hours for d in _held(built.primary, solution, o))
        for o in range(len(built.officers))
    )


def _plan(problem: StaffingProblem, built: _Built, solution: Solution, bound: float, *, fits: bool) -> StaffingPlan:
    loads = tuple(_officer_load(problem, built, solution, o) for o in range(len(built.officers)))
    holder = {d: load.officer for load in loads for d in load.primaries}
    cover = {d: load.officer for load in loads for d in load.backups}
    assignments = tuple(_assignment(problem, d, holder[d.name], cover[d.name]) for d in problem.districts)
    peak = max(load.hours for load in loads)
    mean = math.fsum(district.hours for district in problem.districts) / len(loads)
    bound = min(bound, peak) if bound <= peak * (1 + 1e-9) or problem.peak_slack == 0 else bound
    gap = 0.0 if peak - bound <= 1e-7 * max(1.0, peak) else (peak - bound) / peak
    unfamiliarity = math.fsum(
        (1 - _familiarity(problem, a.primary, a.district)) + (1 - _familiarity(problem, a.backup, a.district))
        for a in assignments
    )
    return StaffingPlan(
        assignments,
        loads,
        peak,
        bound if gap else peak,
        gap,
        proven=gap == 0.0,
        mean=mean,
        unfamiliarity=unfamiliarity if problem.current or problem.familiarity else 0.0,
        changes=sum(a.primary_changed + a.backup_changed for a in assignments),
        fits=fits,
        hire_or_split=_hire_or_split(problem, peak, mean),
    )


def _officer_load(problem: StaffingProblem, built: _Built, solution: Solution, o: int) -> OfficerLoad:
    officer = built.officers[o]
    primaries = [problem.districts[d] for d in _held(built.primary, solution, o)]
    backups = [problem.districts[d] for d in _held(built.backup, solution, o)]
    hours = math.fsum(district.hours for district in primaries)
    return OfficerLoad(
        officer.name,
        hours,
        math.fsum(district.hours for district in backups),
        tuple(district.name for district in primaries),
        tuple(district.name for district in backups),
        officer.capacity,
        officer.capacity is not None and hours > officer.capacity + _HELD,
    )


def _assignment(problem: StaffingProblem, district: District, primary: str, backup: str) -> Assignment:
    now = problem.current.get(district.name, Holding(None))
    return Assignment(
        district.name,
        district.hours,
        primary,
        backup,
        primary_changed=now.primary not in {None, primary},
        backup_changed=now.backup not in {None, backup},
    )


def _hire_or_split(problem: StaffingProblem, peak: float, mean: float) -> tuple[str, ...]:
    capacities = [o.capacity for o in problem.officers if not o.absent]
    known = [capacity for capacity in capacities if capacity is not None]
    largest = max(known) if len(known) == len(capacities) and known else math.inf
    return tuple(
        district.name
        for district in problem.districts
        if district.hours > largest or (district.hours >= peak - _HELD and district.hours > mean * (1 + 1e-9))
    )


def _failed(solution: Solution, problem: StaffingProblem, present: list[StaffOfficer]) -> NoPlan | NotSolved:
    if solution.status is Status.infeasible:
        return NoPlan(len(problem.districts), len(present))
    return NotSolved(solution.bound)


def _check(problem: StaffingProblem) -> None:
    districts = {district.name for district in problem.districts}
    officers = {officer.name for officer in problem.officers}
    if not districts or len(districts) < len(problem.districts) or len(officers) < len(problem.officers):
        message = "every district and every officer once, and at least one district"
        raise ValueError(message)
    for hours in [d.hours for d in problem.districts] + [o.capacity or 0.0 for o in problem.officers]:
        if not (hours >= 0 and math.isfinite(hours)):
            message = f"{hours} is not a number of hours"
            raise ValueError(message)
    named = {name for pair in problem.adjacent or () for name in pair} | set(problem.current)
    named |= {district for _, district in problem.familiarity}
    people = {name for now in problem.current.values() for name in (now.primary, now.backup) if name}
    people |= {officer for officer, _ in problem.familiarity}
    for name in sorted((named - districts) | (people - officers)):
        message = f"{name} is neither a district nor an officer of this problem"
        raise ValueError(message)
