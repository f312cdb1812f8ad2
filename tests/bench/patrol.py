"""Orienteering: the exact table of 14 stops, and 32 stops with any budget against the optimum proven by HiGHS."""

from __future__ import annotations

import sys
from random import Random
from time import perf_counter

import numpy as np

from app.patrols.orienteering import Orienteering, euclidean
from app.patrols.orienteering_exact import MOST_STOPS, all_walks
from app.patrols.orienteering_proof import prove
from app.patrols.orienteering_search import Found, iterated_search
from app.patrols.orienteering_solve import Solved, solve
from tests.app.patrols.instances import (
    BEST_1,
    BEST_2,
    BEST_3,
    BEST_66,
    CHAO_66,
    TSILIGIRIDES_1,
    TSILIGIRIDES_2,
    TSILIGIRIDES_3,
    Points,
    instance,
)
from tests.bench.row import Row


def run() -> list[Row]:
    """The slowest of each kind, and how many published best scores are reached and proven."""
    return [*_table(), *_every_budget(), *_published(), *_square()]


def _table() -> list[Row]:
    slowest = 0.0
    for seed in range(5):
        problem = _random(seed, MOST_STOPS + 2, 1_000.0)
        start = perf_counter()
        walks = all_walks(problem)
        slowest = max(slowest, perf_counter() - start)
        if not hasattr(walks, "sets"):
            return [Row("exact table of 14 stops", 0.0, "s", 1.0, "at most", holds=False)]
    return [Row("exact table of 14 stops with service, slowest of 5", slowest, "s", 1.0, "at most", slowest < 1.0)]


def _every_budget() -> list[Row]:
    """Search alone, without the solver's help, against the proven optimum; then the whole command with its proof."""
    worst, slowest, searched, proven = 0.0, 0.0, 0.0, 0
    for budget in BEST_1:
        problem = instance(TSILIGIRIDES_1, float(budget))
        start = perf_counter()
        found = iterated_search(problem)
        searched = max(searched, perf_counter() - start)
        if not isinstance(found, Found):
            continue
        optimum = prove(problem, found.best, seconds=120.0)
        worst = max(worst, 1.0 - found.best.score / optimum.route.score)
        start = perf_counter()
        whole = solve(problem, proof_seconds=6.0)
        slowest = max(slowest, perf_counter() - start)
        proven += optimum.exact and isinstance(whole, Solved) and whole.exact
    return [
        Row("32 stops, 18 budgets: worst distance of the search from the proven optimum", worst, "share", 0.01,
            "at most", worst <= 0.01),
        Row("32 stops, slowest search", searched, "s", 10.0, "at most", searched < 10.0),
        Row("32 stops, slowest search with proof", slowest, "s", 10.0, "at most", slowest < 10.0),
        Row("32 stops, proven optimal", proven, "budgets", float(len(BEST_1)), "at least", proven == len(BEST_1)),
    ]  # fmt: skip


def _published() -> list[Row]:
    sets: list[tuple[str, Points, dict[int, int]]] = [
        ("Tsiligirides 2", TSILIGIRIDES_2, BEST_2),
        ("Tsiligirides 3", TSILIGIRIDES_3, BEST_3),
    ]
    rows = []
    for name, points, best in sets:
        reached = 0
        for budget, score in best.items():
            found = solve(instance(points, float(budget)), proof_seconds=6.0)
            reached += isinstance(found, Solved) and found.exact and found.best.score == score
        rows.append(Row(f"{name}: published score reached and proven", reached, "budgets", float(len(best)),
                        "at least", reached == len(best)))  # fmt: skip
    return rows


def _square() -> list[Row]:
    reached = 0
    for budget, score in BEST_66.items():
        found = solve(instance(CHAO_66, float(budget)))
        reached += isinstance(found, Solved) and found.best.score >= 0.99 * score
    return [Row("Chao's square of 66: within 1 % of the published score", reached, "budgets", float(len(BEST_66)),
                "at least", reached == len(BEST_66))]  # fmt: skip


def _random(seed: int, n: int, budget: float) -> Orienteering:
    chance = Random(seed)
    points = [(chance.uniform(0, 100), chance.uniform(0, 100)) for _ in range(n)]
    scores = np.array([0.0, 0.0, *(float(chance.randint(1, 50)) for _ in range(n - 2))])
    service = np.array([0.0, 0.0, *(15.0 for _ in range(n - 2))])
    return Orienteering(euclidean(points), scores, service, 0, 1, budget)


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"{row}\n")
