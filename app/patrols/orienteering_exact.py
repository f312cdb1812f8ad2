"""Exact orienteering for few stops: dynamic programming over all sets of stops.

Source: M. Held and R. M. Karp, "A dynamic programming approach to sequencing problems", Journal of the SIAM 10,
1962, 196-210, with the score of the set and the budget at its end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.patrols.orienteering import (
    TOLERANCE,
    BudgetTooSmall,
    Orienteering,
    Route,
    candidates,
    fixed_cost,
    route_of,
    too_small,
    weights,
)

MOST_STOPS = 14


@dataclass(frozen=True, slots=True)
class AllWalks:
    """Every set of stops that fits, with its shortest walk. `sets` are bit masks over `stops`; best score first."""

    problem: Orienteering
    stops: tuple[int, ...]
    sets: NDArray[np.int64]
    scores: NDArray[np.float64]
    costs: NDArray[np.float64]
    table: NDArray[np.float64]

    def route(self, index: int) -> Route:
        """The shortest walk over the `index`-th set."""
        return route_of(self.problem, self._order(int(self.sets[index])))

    def _order(self, mask: int) -> list[int]:
        weight = weights(self.problem)
        stops, following, order = self.stops, self.problem.end, []
        while mask:
            inside = [bit for bit in range(len(stops)) if mask >> bit & 1]
            last = min(inside, key=lambda bit: float(self.table[mask, bit] + weight[stops[bit], following]))
            order.append(stops[last])
            following, mask = stops[last], mask & ~(1 << last)
        return order[::-1]


def all_walks(problem: Orienteering) -> AllWalks | BudgetTooSmall:
    """The shortest walk over every set of the candidate stops that fits the budget.

    Raises ValueError above 14 candidates: the table has 2^n x n entries.
    """
    refusal = too_small(problem)
    if refusal is not None:
        return refusal
    stops = candidates(problem)
    n = len(stops)
    if n > MOST_STOPS:
        message = f"{n} stops: the table is for {MOST_STOPS} at most"
        raise ValueError(message)
    weight = weights(problem)
    table = _shortest(weight, problem.start, stops)
    closing = weight[stops, problem.end] if n else np.zeros(0)
    costs = np.min(table + closing, axis=1, initial=np.inf)
    costs[0] = weight[problem.start, problem.end]
    costs += fixed_cost(problem)
    masks = np.arange(1 << n)
    ends = {problem.start, problem.end}
    scores = ((masks[:, None] >> np.arange(n)) & 1) @ problem.scores[stops] + sum(problem.scores[stop] for stop in ends)
    fits = np.flatnonzero(costs <= problem.budget + TOLERANCE / 2)
    order = fits[np.lexsort((costs[fits], -scores[fits]))]
    return AllWalks(problem, tuple(stops), order, scores[order], costs[order], table)


def _shortest(weight: NDArray[np.float64], start: int, stops: list[int]) -> NDArray[np.float64]:
    """Shortest path from start over a set, ending at one of it: table[mask, last]; layer by layer of set size."""
    n = len(stops)
    table = np.full((1 << n, n), np.inf)
    masks = np.arange(1 << n)
    sizes = ((masks[:, None] >> np.arange(n)) & 1).sum(axis=1)
    between = weight[np.ix_(stops, stops)]
    for bit in range(n):
        table[1 << bit, bit] = weight[start, stops[bit]]
    for size in range(1, n):
        layer = masks[sizes == size]
        for bit in range(n):
            without = layer[(layer >> bit) & 1 == 0]
            table[without | (1 << bit), bit] = np.min(table[without] + between[:, bit], axis=1)
    return table
