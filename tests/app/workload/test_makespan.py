from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.workload.makespan import Proof, balance, lower_bound

pytest.importorskip("highspy")


@pytest.mark.parametrize(
    ("jobs", "bins", "optimum"),
    [
        ([3, 3, 2, 2, 2], 2, 6),  # Graham 1969, section 5: longest first gives 7
        ([5, 5, 4, 4, 3, 3, 3], 3, 9),  # Graham 1969, the worst case 4/3 - 1/(3m) for m = 3: longest first gives 11
        ([7, 7, 6, 6, 5, 5, 4, 4, 4], 4, 12),  # the same for m = 4: longest first gives 15
    ],
)
def test_that_grahams_examples_are_solved_to_their_optimum(jobs: list[float], bins: int, optimum: int) -> None:
    found = balance(jobs, bins)
    assert (found.peak, found.bound, found.gap) == (optimum, optimum, 0.0)
    assert found.proof is not Proof.none


def test_that_korfs_five_numbers_are_parted_evenly() -> None:
    # Korf 1998, Artificial Intelligence 106, 181-203: 4 to 8; longest first leaves 17 and 13, differencing 16 and 14.
    found = balance([4, 5, 6, 7, 8], 2)
    assert (found.loads, found.gap) == ((15, 15), 0.0)


def test_that_decimals_are_exact() -> None:
    found = balance([0.1, 0.2, 0.3, 0.1, 0.2, 0.3], 2)
    assert found.loads == (0.6, 0.6)


def test_that_more_bins_than_jobs_leave_empty_ones() -> None:
    assert balance([4.0, 2.0], 4).loads == (4.0, 2.0, 0.0, 0.0)


def test_that_what_can_not_be_balanced_is_refused() -> None:
    for jobs, bins in [([], 2), ([1.0], 0), ([-1.0], 2), ([float("nan")], 2)]:
        with pytest.raises(ValueError, match="bin"):
            balance(jobs, bins)


def test_that_the_solver_proves_what_the_search_leaves_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.workload.makespan._NODES", 1)
    monkeypatch.setattr("app.workload.makespan._ROUNDS", 0)
    found = balance([9, 7, 13, 8, 20, 19, 20, 17], 3)
    assert (found.peak, found.bound, found.proof) == (39.0, 39.0, Proof.solver)


SMALL = st.tuples(st.lists(st.integers(1, 30), min_size=1, max_size=7), st.integers(1, 3))


@settings(deadline=None)
@given(SMALL)
def test_that_the_peak_is_the_best_of_all_ways_and_not_below_the_bound(case: tuple[list[int], int]) -> None:
    jobs, bins = case
    best = min(
        max(sum(job for job, where in zip(jobs, ways, strict=True) if where == b) for b in range(bins))
        for ways in product(range(bins), repeat=len(jobs))
    )
    found = balance(jobs, bins)
    assert found.peak == found.bound == best
    assert lower_bound(sorted(jobs, reverse=True), bins) <= best
    assert sorted(job for jobs_here in found.jobs for job in jobs_here) == list(range(len(jobs)))
    assert [sum(jobs[job] for job in here) for here in found.jobs] == list(found.loads)
