"""How often an address may ask, counted by a clock in the test's hand."""

import pytest

from sync.server.ground.denials import Denial
from sync.server.http.rates import Allowance, Buckets, Rate, subject_of

ALLOWED = {Rate.SIGN_IN: Allowance(burst=3, per_second=0.5), Rate.SYNC: Allowance(burst=1, per_second=1)}


class Hand:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def passed(buckets: Buckets, rate: Rate, address: str, tries: int) -> int:
    """How many of so many requests get through."""
    through = 0
    for _ in range(tries):
        try:
            buckets.take(rate, address)
        except Denial:
            continue
        through += 1
    return through


def test_that_a_burst_gets_through_and_then_so_many_a_second() -> None:
    clock = Hand()
    buckets = Buckets(clock, ALLOWED)
    assert passed(buckets, Rate.SIGN_IN, "10.0.0.1", 5) == 3
    clock.seconds += 1.9
    assert passed(buckets, Rate.SIGN_IN, "10.0.0.1", 5) == 0
    clock.seconds += 0.2
    assert passed(buckets, Rate.SIGN_IN, "10.0.0.1", 5) == 1


def test_that_a_rest_fills_the_bucket_to_its_burst_and_no_further() -> None:
    clock = Hand()
    buckets = Buckets(clock, ALLOWED)
    assert passed(buckets, Rate.SIGN_IN, "10.0.0.1", 3) == 3
    clock.seconds += 1000
    assert passed(buckets, Rate.SIGN_IN, "10.0.0.1", 9) == 3


def test_that_who_is_denied_is_told_when_to_come_back_and_then_gets_through() -> None:
    clock = Hand()
    buckets = Buckets(clock, ALLOWED)
    passed(buckets, Rate.SIGN_IN, "10.0.0.1", 3)
    clock.seconds += 0.5
    with pytest.raises(Denial) as denied:
        buckets.take(Rate.SIGN_IN, "10.0.0.1")
    assert denied.value.retry_after == pytest.approx(1.5)
    clock.seconds += 1.5
    assert passed(buckets, Rate.SIGN_IN, "10.0.0.1", 1) == 1


def test_that_addresses_and_classes_of_routes_are_counted_apart() -> None:
    buckets = Buckets(Hand(), ALLOWED)
    assert passed(buckets, Rate.SYNC, "10.0.0.1", 2) == 1
    assert passed(buckets, Rate.SYNC, "10.0.0.2", 2) == 1
    assert passed(buckets, Rate.SIGN_IN, "10.0.0.1", 5) == 3


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_that_a_household_is_one_address(address: str, subject: str) -> None:
    assert subject_of(address) == subject


def test_that_the_address_forgotten_first_is_the_one_not_used_for_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.server.http.rates._KNOWN_ADDRESSES", 2)
    buckets = Buckets(Hand(), ALLOWED)
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.3"):
        passed(buckets, Rate.SYNC, address, 1)
    assert passed(buckets, Rate.SYNC, "10.0.0.1", 1) == 0
    assert passed(buckets, Rate.SYNC, "10.0.0.2", 1) == 1
