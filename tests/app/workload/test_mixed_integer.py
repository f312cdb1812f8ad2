import math

import pytest

from app.workload.mixed_integer import Model, Status, solver_available

pytest.importorskip("highspy")


def knapsack(room: float) -> tuple[Model, list[tuple[int, float]]]:
    """Values 10, 13, 7 and weights 3, 4, 2."""
    model = Model()
    columns = [model.column() for _ in range(3)]
    model.row(list(zip(columns, (3.0, 4.0, 2.0), strict=True)), upper=room)
    return model, list(zip(columns, (10.0, 13.0, 7.0), strict=True))


def test_that_the_optimum_comes_with_its_bound_and_no_gap() -> None:
    model, worth = knapsack(6.0)
    found = model.solve(worth, maximise=True)
    assert (found.status, found.objective, found.bound, found.gap) == (Status.optimal, 20.0, 20.0, 0.0)
    assert [round(value) for value in found.values] == [0, 1, 1]


def test_that_the_relaxation_is_no_lower_than_the_optimum() -> None:
    model, worth = knapsack(5.5)
    whole, relaxed = model.solve(worth, maximise=True), model.solve(worth, maximise=True, relaxed=True)
    assert (whole.objective, relaxed.objective) == (17.0, pytest.approx(7 + 10 + 13 * 0.5 / 4))


def test_that_a_model_can_be_solved_again_for_another_aim() -> None:
    model, worth = knapsack(6.0)
    model.row(worth, lower=17.0)
    fewest = model.solve([(column, 1.0) for column, _ in worth])
    assert fewest.objective == 2.0
    assert model.solve(worth, maximise=True, start=fewest.values).objective == 20.0


def test_that_no_solution_is_told_apart_from_one() -> None:
    model, worth = knapsack(6.0)
    model.row(worth, lower=21.0)
    found = model.solve(worth, maximise=True)
    assert (found.status, found.values) == (Status.infeasible, ())
    assert math.isinf(found.gap)


def test_that_the_solver_is_known_to_be_here() -> None:
    assert solver_available()
