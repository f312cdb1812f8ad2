"""The orienteering problem with service times: which stops to visit, in which order, within a budget.

Source: T. Tsiligirides, "Heuristic methods applied to orienteering", Journal of the Operational Research Society 35,
1984, 797-809 (the problem); B. Golden, L. Levy and R. Vohra, "The orienteering problem", Naval Research Logistics 34,
1987 (best ratio of score to detour, the greedy walk here).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

TOLERANCE = 1e-9
"""A cost that exceeds the budget by no more than this is rounding, not walking."""


@dataclass(frozen=True, slots=True)
class Orienteering:
    """`distances` (n, n) symmetric and `service` (n,) in the budget's unit, `scores` (n,) of 0 or more.

    `start` and `end` are stops, the same one for a round; their score and service always count, once.
    """

    distances: NDArray[np.float64]
    scores: NDArray[np.float64]
    service: NDArray[np.float64]
    start: int
    end: int
    budget: float

    def __post_init__(self) -> None:
        n = self.scores.size
        shapes = self.distances.shape == (n, n) and self.service.shape == (n,)
        if not shapes or not (0 <= self.start < n and 0 <= self.end < n):
            message = "distances (n, n), scores and service (n,), start and end among them"
            raise ValueError(message)
        for values in (self.distances, self.scores, self.service):
            if not np.all(np.isfinite(values)) or values.min() < 0:
                message = "distances, scores and service times are finite and 0 or more"
                raise ValueError(message)
        if not np.allclose(self.distances, self.distances.T, rtol=1e-12, atol=1e-12):
            message = "a distance is the same in both directions"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Route:
    """`order` from start to end, both included; a round names its start twice."""

    order: tuple[int, ...]
    score: float
    cost: float


@dataclass(frozen=True, slots=True)
class BudgetTooSmall:
    """Even the way from start to end, with their service, costs more than the budget."""

    needed: float
    budget: float


def euclidean(points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Distances between points of the plane, shape (n, n)."""
    return np.array([[math.dist(a, b) for b in points] for a in points])


def route_of(problem: Orienteering, between: Sequence[int]) -> Route:
    """The route start, `between`, end with its exact score and cost; rounding over the budget is cut off."""
    order = (problem.start, *between, problem.end)
    steps = [float(problem.distances[a, b]) for a, b in pairwise(order)]
    visited = order[:-1] if problem.start == problem.end else order
    cost = math.fsum([*steps, *(float(problem.service[stop]) for stop in visited)])
    if problem.budget < cost <= problem.budget + TOLERANCE:
        cost = problem.budget
    return Route(order, math.fsum(float(problem.scores[stop]) for stop in visited), cost)


def too_small(problem: Orienteering) -> BudgetTooSmall | None:
    """Whether there is any route at all."""
    direct = route_of(problem, ())
    return None if direct.cost <= problem.budget else BudgetTooSmall(direct.cost, problem.budget)


def weights(problem: Orienteering) -> NDArray[np.float64]:
    """Distances with half of both ends' service, so that a path pays for its stops; see `fixed_cost`."""
    half = problem.service / 2.0
    return np.asarray(problem.distances + half[:, None] + half[None, :])


def fixed_cost(problem: Orienteering) -> float:
    """What a path's `weights` leave out: the other halves of the service at start and end, or of a round's, less."""
    if problem.start == problem.end:
        return 0.0
    return float(problem.service[problem.start] + problem.service[problem.end]) / 2.0


def candidates(problem: Orienteering) -> list[int]:
    """Stops with a score that can be reached at all within the budget, start and end apart."""
    weight, room = weights(problem), problem.budget - fixed_cost(problem) + TOLERANCE / 2
    return [
        stop
        for stop in range(problem.scores.size)
        if stop not in {problem.start, problem.end}
        and problem.scores[stop] > 0
        and weight[problem.start, stop] + weight[stop, problem.end] <= room
    ]


def greedy(problem: Orienteering) -> Route | BudgetTooSmall:
    """Insert the stop with the best score for its detour, at its cheapest place, while one fits."""
    refusal = too_small(problem)
    if refusal is not None:
        return refusal
    weight = weights(problem).tolist()
    path = [problem.start, problem.end]
    left = candidates(problem)
    room = problem.budget + TOLERANCE / 2 - fixed_cost(problem) - weight[problem.start][problem.end]
    while True:
        best: tuple[float, int, int, float] | None = None
        for stop in left:
            detour, place = cheapest_place(weight, path, stop)
            worth = float(problem.scores[stop]) / max(detour, 1e-12)
            if detour <= room and (best is None or worth > best[0]):
                best = (worth, stop, place, detour)
        if best is None:
            return route_of(problem, path[1:-1])
        _, stop, place, detour = best
        path.insert(place, stop)
        left.remove(stop)
        room -= detour


def cheapest_place(weight: list[list[float]], path: list[int], stop: int) -> tuple[float, int]:
    """The least detour of adding `stop` to the path, and the index where it goes."""
    row = weight[stop]
    detour, place = math.inf, 1
    before = path[0]
    for index in range(1, len(path)):
        after = path[index]
        extra = row[before] + row[after] - weight[before][after]
        if extra < detour:
            detour, place = extra, index
        before = after
    return detour, place
