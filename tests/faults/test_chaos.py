"""A short process chaos; the long ones, on each database, are ``make soak``."""

from pathlib import Path

import pytest

from tests.faults.chaos import Chaos
from tests.faults.walk import walk


def test_that_a_server_devices_and_a_network_that_die_lose_nothing(postgres_url: str, tmp_path: Path) -> None:
    outcome = Chaos(tmp_path / "chaos", postgres_url, seed=7).run(6.0)
    assert outcome.violation == ""
    assert outcome.operations > 0
    assert outcome.kills["device"] > 0


@pytest.mark.parametrize("seed", [3, 11, 42])
def test_that_a_random_walk_through_faults_holds(seed: int, tmp_path: Path) -> None:
    world = walk(tmp_path / "world", seed)
    assert world.operations > 0
