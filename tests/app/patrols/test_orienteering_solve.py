import pytest
from hypothesis import given, settings

from app.patrols.orienteering import BudgetTooSmall, Orienteering
from app.patrols.orienteering_exact import all_walks
from app.patrols.orienteering_proof import prove
from app.patrols.orienteering_search import Found, iterated_search
from app.patrols.orienteering_solve import Method, Solved, solve
from tests.app.patrols.instances import (
    BEST_1,
    BEST_2,
    BEST_3,
    BEST_64,
    BEST_66,
    CHAO_64,
    CHAO_66,
    TSILIGIRIDES_1,
    TSILIGIRIDES_2,
    TSILIGIRIDES_3,
    Points,
    instance,
)
from tests.app.patrols.test_orienteering import problems

# Every third budget of each published table; the benchmark runs all of them.
PUBLISHED = [
    *((TSILIGIRIDES_1, budget, BEST_1[budget]) for budget in list(BEST_1)[2::3]),
    *((TSILIGIRIDES_2, budget, BEST_2[budget]) for budget in list(BEST_2)[::3]),
    *((TSILIGIRIDES_3, budget, BEST_3[budget]) for budget in (15, 35, 80, 95)),
]


@pytest.mark.parametrize(("points", "budget", "best"), PUBLISHED)
def test_that_the_best_published_score_is_reached_and_proven(points: Points, budget: int, best: int) -> None:
    pytest.importorskip("highspy")
    found = solve(instance(points, float(budget)), rounds=600, proof_seconds=60.0)
    assert isinstance(found, Solved)
    assert (found.best.score, found.exact, found.bound, found.gap) == (best, True, best, 0.0)
    assert found.best.cost <= budget


@pytest.mark.parametrize("budget", [20, 130])
def test_that_the_best_published_score_of_the_square_is_reached(budget: int) -> None:
    found = solve(instance(CHAO_66, float(budget)))
    assert isinstance(found, Solved)
    assert found.best.score == BEST_66[budget]


@pytest.mark.parametrize(("budget", "rounds"), [(20, 100), (30, 500), (35, 200)])
def test_that_the_best_published_score_of_the_diamond_is_reached(budget: int, rounds: int) -> None:
    """The best walks of 30 and 35 lie far from what the greedy walk leads to: only fresh starts find them."""
    found = solve(instance(CHAO_64, float(budget)), rounds=rounds)
    assert isinstance(found, Solved)
    assert (found.best.score, found.best.cost <= budget) == (BEST_64[budget], True)


@settings(max_examples=25, deadline=None)
@given(problems(most=7))
def test_that_the_proof_finds_the_optimum_from_any_start(problem: Orienteering) -> None:
    pytest.importorskip("highspy")
    walks = all_walks(problem)
    if isinstance(walks, BudgetTooSmall):
        return
    worst = walks.route(walks.sets.size - 1)
    proven = prove(problem, worst, seconds=30.0)
    assert proven.exact
    assert proven.route.score == pytest.approx(walks.route(0).score)
    assert proven.route.cost <= problem.budget


def test_that_few_stops_are_solved_by_the_table_and_need_no_solver() -> None:
    found = solve(instance(TSILIGIRIDES_1[:12], 40.0))
    assert isinstance(found, Solved)
    assert (found.method, found.exact) == (Method.table, True)
    assert all(route.score >= 0.95 * found.best.score - 1e-9 for route in found.near)


def test_that_a_walk_without_proof_claims_nothing() -> None:
    found = solve(instance(TSILIGIRIDES_1, 40.0), rounds=100)
    assert isinstance(found, Solved)
    assert (found.exact, found.bound, found.gap, found.method) == (False, None, None, Method.search)


def test_that_a_budget_below_the_direct_way_is_refused() -> None:
    outcome = solve(instance(TSILIGIRIDES_1, 0.5))
    assert isinstance(outcome, BudgetTooSmall)
    assert outcome.needed == pytest.approx(0.7615773)


def test_that_a_proof_cut_short_still_gives_a_true_bound() -> None:
    pytest.importorskip("highspy")
    problem = instance(CHAO_66, 60.0)
    known = iterated_search(problem, rounds=20)
    assert isinstance(known, Found)
    proven = prove(problem, known.best, seconds=0.01)
    assert not proven.exact
    assert proven.bound >= BEST_66[60]
