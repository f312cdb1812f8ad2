"""Spread jobs over equal bins so that the fullest is as empty as it can be (P||Cmax), with a proof.

Sources: R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on Applied Mathematics 17, 1969
(longest processing time first); M. Dell'Amico and S. Martello, "Optimal scheduling of tasks on identical parallel
processors", ORSA Journal on Computing 7, 1995 (the bounds and the depth-first search).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from random import Random

from app.workload.mixed_integer import Model, Status, solver_available

_NODES = 200_000
_DECIMALS = 9
_ROUNDS = 1_500
_MEMBERS = 14
_MOST_BINS = 10_000


class Proof(StrEnum):
    """What shows that the peak can not be lowered; `none` where the search ran out."""

    bound = "bound"
    search = "search"
    solver = "HiGHS"
    none = "none"


@dataclass(frozen=True, slots=True)
class Balance:
    """`loads` and `jobs` (indices into the given jobs) by bin, fullest first; no plan goes below `bound`."""

    loads: tuple[float, ...]
    jobs: tuple[tuple[int, ...], ...]
    peak: float
    bound: float
    gap: float
    proof: Proof
    mean: float


def balance(jobs: Sequence[float], bins: int, *, time_limit: float = 20.0) -> Balance:
    """The optimal spread; by bounds and search, then by HiGHS where it is installed, for `time_limit` seconds.

    Raises ValueError unless bins is from 1 to 10,000, there is a job, and every job is a finite number of 0 or more.
    """
    if not 1 <= bins <= _MOST_BINS or not jobs or any(not (job >= 0 and math.isfinite(job)) for job in jobs):
        message = "1 to 10,000 bins, at least one job, and every job a finite number of 0 or more"
        raise ValueError(message)
    unit, sizes = _in_units(jobs)
    order = sorted(range(len(sizes)), key=lambda job: (-sizes[job], job))
    ordered = [sizes[job] for job in order]
    floor = lower_bound(ordered, bins)
    best = _improved(_longest_first(ordered, bins), ordered, bins)
    proof = Proof.bound
    if _peak(best, ordered, bins) > floor:
        best, complete = _search(ordered, bins, floor, best, nodes=_NODES)
        proof = Proof.search if complete else Proof.none
    peak = _peak(best, ordered, bins)
    if peak == floor:
        proof = Proof.bound if proof is Proof.bound else Proof.search
    elif proof is Proof.search:
        floor = peak
    else:
        best = _regrouped(best, ordered, bins, floor)
        if _peak(best, ordered, bins) == floor:
            proof = Proof.bound
    if proof is Proof.none and solver_available():
        best, floor = _by_solver(ordered, bins, floor, best, time_limit)
        proof = Proof.solver if _peak(best, ordered, bins) == floor else Proof.none
    return _described(best, order, sizes, bins, unit=unit, floor=floor, proof=proof)


def lower_bound(ordered: Sequence[int], bins: int) -> int:
    """Largest job, mean load, and for every k the k + 1 least of the k * bins + 1 largest jobs, which share a bin."""
    found = max(ordered[0], -(-sum(ordered) // bins))
    k = 1
    while k * bins < len(ordered):
        found = max(found, sum(ordered[k * bins - k : k * bins + 1]))
        k += 1
    return found


def _in_units(jobs: Sequence[float]) -> tuple[int, list[int]]:
    """Jobs as whole multiples of 1 / unit, exact for up to nine decimal places."""
    exact = [Decimal(repr(float(job))).normalize() for job in jobs]
    places = max(max(0, -int(job.as_tuple().exponent)) for job in exact)
    unit = 10 ** min(places, _DECIMALS)
    return unit, [round(job * unit) for job in exact]


def _longest_first(ordered: Sequence[int], bins: int) -> list[int]:
    loads = [0] * bins
    placed = []
    for job in ordered:
        lowest = loads.index(min(loads))
        loads[lowest] += job
        placed.append(lowest)
    return placed


def _loads(placed: Sequence[int], ordered: Sequence[int], bins: int) -> list[int]:
    loads = [0] * bins
    for job, where in zip(ordered, placed, strict=True):
        loads[where] += job
    return loads


def _peak(placed: Sequence[int], ordered: Sequence[int], bins: int) -> int:
    return max(_loads(placed, ordered, bins))


def _improved(placed: list[int], ordered: Sequence[int], bins: int) -> list[int]:
    """Move or swap jobs out of the fullest bin while that lowers the fuller of the two bins."""
    placed = list(placed)
    for _ in range(50 * len(placed)):
        loads = _loads(placed, ordered, bins)
        full = loads.index(max(loads))
        step = _better_step(placed, ordered, loads, full)
        if step is None:
            break
        out, back, other = step
        placed[out] = other
        if back is not None:
            placed[back] = full
    return placed


def _better_step(
    placed: Sequence[int], ordered: Sequence[int], loads: Sequence[int], full: int
) -> tuple[int, int | None, int] | None:
    for out in (job for job, where in enumerate(placed) if where == full):
        for other in range(len(loads)):
            if other != full and loads[other] + ordered[out] < loads[full]:
                return out, None, other
        for back, where in enumerate(placed):
            difference = ordered[out] - ordered[back]
            if where != full and difference > 0 and loads[where] + difference < loads[full]:
                return out, back, where
    return None


def _search(ordered: Sequence[int], bins: int, floor: int, best: list[int], *, nodes: int) -> tuple[list[int], bool]:
    """Depth-first over jobs in falling order, never trying two bins of the same load. True: nothing is better."""
    peak = _peak(best, ordered, bins)
    rest = [0] * (len(ordered) + 1)
    for job in range(len(ordered) - 1, -1, -1):
        rest[job] = rest[job + 1] + ordered[job]
    loads, placed = [0] * bins, [0] * len(ordered)
    choices: list[list[int]] = [_choices(loads, ordered[0], peak)]
    tried = 0
    while choices:
        job = len(choices) - 1
        if tried > nodes or peak <= floor:
            return best, peak <= floor
        if not choices[-1]:
            choices.pop()
            if job > 0:
                loads[placed[job - 1]] -= ordered[job - 1]
            continue
        tried += 1
        where = choices[-1].pop()
        if loads[where] + ordered[job] >= peak:
            continue
        placed[job] = where
        loads[where] += ordered[job]
        if job + 1 == len(ordered):
            best, peak = list(placed), max(loads)
            loads[where] -= ordered[job]
        elif sum(max(0, peak - 1 - load) for load in loads) < rest[job + 1]:
            loads[where] -= ordered[job]
        else:
            choices.append(_choices(loads, ordered[job + 1], peak))
    return best, True


def _choices(loads: Sequence[int], job: int, peak: int) -> list[int]:
    """Bins that can take the job, one of each load; the last is tried first, so the emptiest stands there."""
    seen: dict[int, int] = {}
    for where, load in enumerate(loads):
        if load + job < peak:
            seen.setdefault(load, where)
    return [seen[load] for load in sorted(seen, reverse=True)]


def _regrouped(best: list[int], ordered: Sequence[int], bins: int, floor: int) -> list[int]:
    """Empty the fullest bin and a few others at random and fill them anew by search, again and again."""
    chance = Random(len(ordered) * 1_000_003 + bins)  # noqa: S311 - a repeatable search, no secret
    placed = list(best)
    for _ in range(_ROUNDS):
        loads = _loads(placed, ordered, bins)
        full = loads.index(max(loads))
        if loads[full] <= floor:
            break
        others = [where for where in range(bins) if where != full]
        group = [full, *chance.sample(others, min(len(others), chance.choice((1, 2, 2, 3))))]
        members = [job for job, where in enumerate(placed) if where in group]
        if len(members) > _MEMBERS:
            continue
        sizes = [ordered[job] for job in members]
        mean = -(-sum(sizes) // len(group))
        seed = [group.index(placed[job]) for job in members]
        found, _ = _search(sizes, len(group), max(mean, sizes[0]), seed, nodes=2_000)
        if found == seed:  # shake: the same peak reached by other jobs
            chance.shuffle(group)
        for job, where in zip(members, found, strict=True):
            placed[job] = group[where]
    return placed if _peak(placed, ordered, bins) <= _peak(best, ordered, bins) else best


def _by_solver(
    ordered: Sequence[int], bins: int, floor: int, best: list[int], time_limit: float
) -> tuple[list[int], int]:
    model = Model()
    at = {(job, where): model.column() for job in range(len(ordered)) for where in range(min(bins, len(ordered)))}
    peak = model.column(float(floor), float(_peak(best, ordered, bins)), integer=True)
    for job in range(len(ordered)):
        columns = [(at[job, where], 1.0) for where in range(bins) if (job, where) in at]
        model.row(columns, 1.0, 1.0)
        for where in range(job + 1, bins):  # the first jobs open the first bins: bins are alike
            if (job, where) in at:
                model.uppers[at[job, where]] = 0.0
    for where in range(min(bins, len(ordered))):
        loads = [(at[job, where], float(size)) for job, size in enumerate(ordered)]
        model.row([*loads, (peak, -1.0)], upper=0.0)
    solved = model.solve([(peak, 1.0)], time_limit=time_limit)
    if solved.status in {Status.optimal, Status.feasible}:
        chosen = [pair for pair, column in at.items() if solved.values[column] > 0.5]
        found = [where for _, where in sorted(chosen)]
        if _peak(found, ordered, bins) < _peak(best, ordered, bins):
            best = found
    proven = math.ceil(solved.bound - 1e-6) if math.isfinite(solved.bound) else floor
    return best, min(max(floor, proven), _peak(best, ordered, bins))


def _described(
    placed: list[int], order: list[int], sizes: list[int], bins: int, *, unit: int, floor: int, proof: Proof
) -> Balance:
    contents: list[list[int]] = [[] for _ in range(bins)]
    for job, where in zip(order, placed, strict=True):
        contents[where].append(job)
    contents.sort(key=lambda jobs: (-sum(sizes[job] for job in jobs), jobs))
    loads = [sum(sizes[job] for job in jobs) for jobs in contents]
    peak = loads[0]
    return Balance(
        tuple(load / unit for load in loads),
        tuple(tuple(jobs) for jobs in contents),
        peak / unit,
        floor / unit,
        0.0 if peak == floor else (peak - floor) / peak,
        proof,
        sum(sizes) / unit / bins,
    )
