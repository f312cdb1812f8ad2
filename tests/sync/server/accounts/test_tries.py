"""Tries add up by name, device and network, and are over after a while."""

import pytest
import sqlalchemy as sa

from app.identifiers import new_id
from sync.server.accounts import tries
from sync.server.accounts.tries import network_of
from tests.sync.server import schema
from tests.sync.server.station import Station


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_that_one_customer_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network


def test_that_each_subject_has_its_own_number_of_tries(station: Station) -> None:
    server = station.server
    assert [tries.count(server, {"a": 2, "b": 5}) for _ in range(2)] == [None, None]
    assert tries.count(server, {"a": 2, "b": 5}) == tries.TooMany(60.0, first=True)
    assert tries.count(server, {"a": 2, "b": 5}) == tries.TooMany(60.0, first=False)
    assert tries.count(server, {"b": 5}) is None
    station.clock.forward(seconds=61)
    assert tries.count(server, {"a": 2}) is None


def test_that_a_right_answer_clears_one_subject(station: Station) -> None:
    for _ in range(3):
        tries.count(station.server, {"a": 2, "b": 2})
    tries.forget(station.server, "a")
    assert tries.count(station.server, {"a": 2}) is None
    assert tries.count(station.server, {"b": 2}) is not None


def test_that_a_device_is_given_so_many_nonces_in_a_minute(station: Station) -> None:
    device_id, most = new_id(), station.settings.challenges_of_device
    for _ in range(most):
        assert station.http("POST", "/api/v1/challenge", {"device_id": device_id}).status == 200
    refused = station.http("POST", "/api/v1/challenge", {"device_id": device_id})
    assert (refused.status, refused.code) == (429, "too_many_tries")
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.challenge)) == most
    assert station.http("POST", "/api/v1/challenge", {"device_id": new_id()}).status == 200


def test_that_tries_of_a_clock_that_was_ahead_shut_nobody_out(station: Station) -> None:
    server = station.server
    station.clock.forward(days=365)
    assert [tries.count(server, {"a": 1}) is None for _ in range(3)] == [True, False, False]
    station.clock.forward(days=-365)
    assert tries.count(server, {"a": 1}) is None
    assert tries.count(server, {"a": 1}) is not None
