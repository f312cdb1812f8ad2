"""The least peak load when an officer holds at most two districts and all officers are alike.

Every district is held alone or in a pair, so the choice is a matching; as a programme over pairs it has none of the
symmetry of officers with equal rights, and its optimum bounds the full problem from below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from app.workload.mixed_integer import Model, Status


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of one or two districts (indices), at most one for each officer; `bound` is proven."""

    groups: tuple[tuple[int, ...], ...]
    peak: float
    bound: float


def least_peak_groups(
    hours: Sequence[float], officers: int, forbidden: frozenset[tuple[int, int]], *, floor: float, time_limit: float
) -> Grouping | None:
    """The grouping with the least peak; None when there is none or it was not found in time.

    `forbidden` holds pairs d < e, `floor` is a known lower bound of the peak.
    """
    model = Model()
    alone = [model.column() for _ in hours]
    together = {
        pair: model.column() for pair in combinations(range(len(hours)), 2) if pair not in forbidden
    }  # fmt: skip
    peak = model.column(floor, float("inf"), integer=False)
    for d, load in enumerate(hours):
        mine = [(pair, column) for pair, column in together.items() if d in pair]
        model.row([(alone[d], 1.0), *((column, 1.0) for _, column in mine)], 1.0, 1.0)
        loads = [(column, hours[pair[0]] + hours[pair[1]]) for pair, column in mine]
        model.row([(alone[d], load), *loads, (peak, -1.0)], upper=0.0)
    model.row([(column, 1.0) for column in [*alone, *together.values()]], upper=float(officers))
    solved = model.solve([(peak, 1.0)], time_limit=time_limit)
    if solved.status not in {Status.optimal, Status.feasible}:
        return None
    groups: list[tuple[int, ...]] = [(d,) for d, column in enumerate(alone) if solved.values[column] > 0.5]
    groups += [pair for pair, column in together.items() if solved.values[column] > 0.5]
    reached = max(sum(hours[d] for d in group) for group in groups)
    return Grouping(tuple(groups), reached, min(solved.bound, reached))
