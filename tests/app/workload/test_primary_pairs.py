import pytest

from app.workload.primary_pairs import least_peak_groups

pytest.importorskip("highspy")


def test_that_the_two_smallest_neighbours_share_an_officer() -> None:
    found = least_peak_groups([9.0, 5.0, 4.0, 1.0], 3, frozenset({(2, 3)}), floor=0.0, time_limit=10.0)
    assert found is not None
    assert (found.peak, found.bound) == (9.0, 9.0)
    assert sorted(d for group in found.groups for d in group) == [0, 1, 2, 3]
    assert (2, 3) not in found.groups


def test_that_there_is_no_grouping_when_every_pair_is_forbidden() -> None:
    every = frozenset((a, b) for a in range(3) for b in range(a + 1, 3))
    assert least_peak_groups([1.0, 1.0, 1.0], 2, every, floor=0.0, time_limit=10.0) is None
