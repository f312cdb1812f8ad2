"""When the device tries again."""

import pytest

from sync.client.backoff import LONGEST_SECONDS, Backoff


def test_that_the_longest_wait_doubles_from_a_second_to_a_minute() -> None:
    backoff = Backoff(lambda: 0.0)
    assert [backoff.failed() for _ in range(9)] == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_that_the_jitter_is_full() -> None:
    backoff = Backoff(lambda: 0.75)
    assert [backoff.failed() for _ in range(3)] == [0.25, 0.5, 1.0]


def test_that_sending_now_starts_over() -> None:
    backoff = Backoff(lambda: 0.0)
    for _ in range(5):
        backoff.failed()
    backoff.reset()
    assert backoff.failures == 0
    assert backoff.failed() == 1.0


def test_that_the_servers_wish_for_patience_is_kept() -> None:
    assert Backoff(lambda: 0.0).failed(at_least=120.0) == 120.0


@pytest.mark.parametrize("failures", [11, 40, 4_000])
def test_that_no_number_of_failures_waits_longer_than_a_minute(failures: int) -> None:
    backoff = Backoff(lambda: 0.0)
    waits = [backoff.failed() for _ in range(failures)]
    assert max(waits) == LONGEST_SECONDS
