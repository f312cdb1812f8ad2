"""The best walk that can be found, with what is known about how good it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from app.patrols.orienteering import BudgetTooSmall, Orienteering, Route, candidates
from app.patrols.orienteering_exact import MOST_STOPS, all_walks
from app.patrols.orienteering_search import iterated_search

PROOF_TO_STOPS = 70
_SEARCH_SECONDS = 2.5
_EFFORT = 8e6


class Method(StrEnum):
    """How the walk was found."""

    table = "all sets of stops"
    proven = "local search, proven by HiGHS"
    search = "local search"


@dataclass(frozen=True, slots=True)
class Solved:
    """`bound` is a score that no walk exceeds, None where none was computed; `gap` its share above the score.

    `near` holds walks within `share` of the best score, the best first: the pool of a random choice.
    """

    best: Route
    exact: bool
    bound: float | None
    method: Method
    near: tuple[Route, ...]
    reachable: int

    @property
    def gap(self) -> float | None:
        """(bound - score) / score, 0 for an exact walk."""
        if self.bound is None:
            return None
        return 0.0 if self.exact else (self.bound - self.best.score) / max(self.best.score, 1e-12)


def solve(
    problem: Orienteering, *, seed: int = 0, share: float = 0.95, rounds: int = 1_000, proof_seconds: float = 0.0
) -> Solved | BudgetTooSmall:
    """Exact to 14 reachable stops; local search above, followed by a proof if `proof_seconds` allow one."""
    reachable = len(candidates(problem))
    if reachable <= MOST_STOPS:
        walks = all_walks(problem)
        if isinstance(walks, BudgetTooSmall):
            return walks
        best = walks.route(0)
        close = [
            index for index in range(min(walks.sets.size, 500)) if walks.scores[index] >= share * best.score - 1e-9
        ]
        return Solved(best, True, best.score, Method.table, tuple(walks.route(index) for index in close), reachable)
    if proof_seconds <= 0 or reachable > PROOF_TO_STOPS:
        found = iterated_search(problem, seed=seed, rounds=rounds, share=share, effort=_EFFORT * _growth(reachable))
        if isinstance(found, BudgetTooSmall):
            return found
        return Solved(found.best, False, None, Method.search, found.near, reachable)
    return _proven(problem, seed, share, rounds, proof_seconds)


def _growth(stops: int) -> float:
    """How much more search many stops are given: 1 up to 32 of them, 2.8 for 64."""
    share = max(1.0, stops / 32.0)
    return min(share * math.sqrt(share), 4.0)


def _proven(
    problem: Orienteering, seed: int, share: float, rounds: int, proof_seconds: float
) -> Solved | BudgetTooSmall:
    """A short search is mostly enough for a proof; the long one follows only where the proof was not reached."""
    from app.patrols.orienteering_proof import prove

    growth = _growth(len(candidates(problem)))
    each = _SEARCH_SECONDS * growth
    found = iterated_search(problem, seed=seed, rounds=rounds // 3, share=share, seconds=each)
    if isinstance(found, BudgetTooSmall):
        return found
    proven = prove(problem, found.best, seconds=proof_seconds)
    routes = [proven.route, *found.near]
    if not proven.exact:
        longer = iterated_search(
            problem, seed=seed + 1, rounds=rounds * 4, share=share, effort=_EFFORT * growth, seconds=each
        )
        routes += [] if isinstance(longer, BudgetTooSmall) else longer.near
    routes.sort(key=lambda route: (-route.score, route.cost))
    best = routes[0]
    exact = proven.exact or best.score >= proven.bound - 1e-9
    near = {frozenset(route.order): route for route in reversed(routes) if route.score >= share * best.score - 1e-9}
    method = Method.proven if exact else Method.search
    pool = sorted(near.values(), key=lambda route: (-route.score, route.cost))
    return Solved(best, exact, best.score if exact else proven.bound, method, tuple(pool), len(candidates(problem)))
