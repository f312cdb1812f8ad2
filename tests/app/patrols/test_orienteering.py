from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.patrols.orienteering import (
    TOLERANCE,
    BudgetTooSmall,
    Orienteering,
    Route,
    candidates,
    euclidean,
    greedy,
    route_of,
)
from app.patrols.orienteering_exact import all_walks
from app.patrols.orienteering_search import Found, iterated_search
from tests.app.patrols.instances import TSILIGIRIDES_1, instance

COORDINATE = st.integers(0, 12).map(float)


@st.composite
def problems(draw: st.DrawFn, most: int = 6) -> Orienteering:
    n = draw(st.integers(2, most + 2))
    points = draw(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=n, max_size=n))
    scores = np.array(draw(st.lists(st.integers(0, 9), min_size=n, max_size=n)), dtype=np.float64)
    service = np.array(draw(st.lists(st.integers(0, 4), min_size=n, max_size=n)), dtype=np.float64) / 2.0
    end = draw(st.integers(0, 1))
    return Orienteering(euclidean(points), scores, service, 0, end, float(draw(st.integers(0, 60))))


def best_by_trying(problem: Orienteering) -> float | None:
    inner = [stop for stop in range(problem.scores.size) if stop not in {problem.start, problem.end}]
    routes = [route_of(problem, ways) for size in range(len(inner) + 1) for ways in permutations(inner, size)]
    fitting = [route.score for route in routes if route.cost <= problem.budget]
    return max(fitting, default=None)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_that_the_exact_walk_is_the_best_of_all_orders(problem: Orienteering) -> None:
    expected = best_by_trying(problem)
    walks = all_walks(problem)
    if expected is None:
        assert isinstance(walks, BudgetTooSmall)
        return
    assert not isinstance(walks, BudgetTooSmall)
    assert walks.route(0).score == pytest.approx(expected)


@settings(max_examples=60, deadline=None)
@given(problems(most=9), st.integers(0, 1000))
def test_that_exact_is_no_worse_than_search_and_search_no_worse_than_greedy(problem: Orienteering, seed: int) -> None:
    walks, found, first = all_walks(problem), iterated_search(problem, seed=seed, rounds=40), greedy(problem)
    if isinstance(walks, BudgetTooSmall):
        assert isinstance(found, BudgetTooSmall)
        assert isinstance(first, BudgetTooSmall)
        return
    assert isinstance(found, Found)
    assert isinstance(first, Route)
    exact = walks.route(0)
    assert exact.score >= found.best.score - TOLERANCE
    assert found.best.score >= first.score - TOLERANCE
    for route in (exact, first, found.best, *found.near):
        assert route.cost <= problem.budget
        assert len(set(route.order[1:-1])) == len(route.order) - 2


@settings(max_examples=40, deadline=None)
@given(problems())
def test_that_every_set_in_the_table_has_a_walk_of_its_score_and_cost(problem: Orienteering) -> None:
    walks = all_walks(problem)
    if isinstance(walks, BudgetTooSmall):
        return
    for index in range(walks.sets.size):
        route = walks.route(index)
        assert route.score == pytest.approx(float(walks.scores[index]))
        assert route.cost == pytest.approx(float(walks.costs[index]), abs=1e-8)
        assert route.cost <= problem.budget


def test_that_a_budget_met_exactly_is_not_lost_to_rounding() -> None:
    points = [(0.0, 0.0), (0.1, 0.0), (0.3, 0.0)]
    problem = Orienteering(euclidean(points), np.array([0.0, 5.0, 0.0]), np.zeros(3), 0, 2, 0.3)
    route = greedy(problem)
    assert isinstance(route, Route)
    assert (route.order, route.score) == ((0, 1, 2), 5.0)
    assert route.cost <= 0.3
    tight = replace(problem, budget=0.3 - 1e-6)
    refusal = greedy(tight)
    assert isinstance(refusal, BudgetTooSmall)
    assert refusal.needed == pytest.approx(0.3)


def test_that_service_is_paid_at_every_stop_and_once_on_a_round() -> None:
    points = [(0.0, 0.0), (3.0, 4.0)]
    round_trip = Orienteering(euclidean(points), np.array([1.0, 7.0]), np.array([2.0, 3.0]), 0, 0, 15.0)
    walks = all_walks(round_trip)
    assert not isinstance(walks, BudgetTooSmall)
    assert walks.route(0) == Route((0, 1, 0), 8.0, 15.0)
    one_way = replace(round_trip, end=1, budget=10.0)
    direct = greedy(one_way)
    assert direct == Route((0, 1), 8.0, 10.0)


def test_that_stops_out_of_reach_are_no_candidates() -> None:
    assert candidates(instance(TSILIGIRIDES_1, 5.0)) == [18, 28]


def test_that_the_same_seed_gives_the_same_walk() -> None:
    problem = instance(TSILIGIRIDES_1, 40.0)
    assert iterated_search(problem, seed=3, rounds=60) == iterated_search(problem, seed=3, rounds=60)


def test_that_the_effort_ends_a_search_and_is_repeated() -> None:
    problem = instance(TSILIGIRIDES_1, 40.0)
    short, again = (iterated_search(problem, seed=3, rounds=10_000, effort=50_000) for _ in range(2))
    full = iterated_search(problem, seed=3, rounds=100)
    assert short == again
    assert isinstance(short, Found)
    assert isinstance(full, Found)
    assert len(short.near) < len(full.near)


def test_that_what_is_no_problem_is_refused() -> None:
    flat = np.zeros((2, 2))
    one_sided = np.array([[0.0, 1.0], [2.0, 0.0]])
    for distances, scores in [(flat[:1], np.zeros(2)), (one_sided, np.zeros(2)), (flat, np.array([0.0, -1.0]))]:
        with pytest.raises(ValueError, match=r"distance|scores"):
            Orienteering(distances, scores, np.zeros(2), 0, 1, 1.0)
    big = instance(TSILIGIRIDES_1, 85.0)
    with pytest.raises(ValueError, match="table"):
        all_walks(big)
