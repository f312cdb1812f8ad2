"""A push over HTTP: what can not be read costs only itself."""

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from sync.server import schema
from tests.sync.server.station import WEST, SignedIn, Station

NOW = "2026-03-02T08:00:00Z"


@pytest.fixture
def device(station: Station) -> SignedIn:
    return station.signed_in(station.person("novak", Role.OFFICER, WEST))


def operation(device: SignedIn, seq: int, **changes: object) -> dict[str, object]:
    return {
        "seq": seq,
        "id": new_id(),
        "kind": "tip.file",
        "version": 1,
        "target": new_id(),
        "author": device.officer_id,
        "at": NOW,
        "payload": {"title": "Lampa", "category": "light"},
        **changes,
    }


def verdicts(device: SignedIn, *operations: object) -> list[tuple[str, str | None]]:
    answer = device.http("POST", "/api/v1/push", {"protocol": 1, "device_at": NOW, "operations": operations})
    assert answer.status == 200, answer.body
    return [(one["verdict"], one.get("code")) for one in answer.json["verdicts"]]


@pytest.mark.parametrize(
    "broken",
    [{"at": "yesterday"}, {"kind": "DROP TABLE"}, {"target": "x"}, {"payload": []}, {"version": 0}, {"author": None}],
)
def test_that_an_unreadable_operation_is_rejected_and_the_others_go_on(
    station: Station, device: SignedIn, broken: dict[str, object]
) -> None:
    sent = operation(device, 1), operation(device, 2, **broken), operation(device, 3)
    first = verdicts(device, *sent)
    assert first == [("applied", None), ("rejected", "invalid"), ("applied", None)]
    assert verdicts(device, *sent) == first
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.quarantine)) == 1


@pytest.mark.parametrize("broken", [{"seq": 0}, {"seq": "1"}, {"id": "x"}])
def test_that_without_number_and_id_nothing_is_taken(device: SignedIn, broken: dict[str, object]) -> None:
    request = {"protocol": 1, "device_at": NOW, "operations": [operation(device, 1) | broken]}
    assert device.http("POST", "/api/v1/push", request).code == "invalid"


def test_that_operations_out_of_order_are_refused(device: SignedIn) -> None:
    request = {"protocol": 1, "device_at": NOW, "operations": [operation(device, 2), operation(device, 1)]}
    assert device.http("POST", "/api/v1/push", request).code == "invalid"


def test_that_an_operation_twice_in_a_request_has_one_verdict(device: SignedIn) -> None:
    once = operation(device, 1)
    assert verdicts(device, once, once) == [("applied", None)]
    request = {"protocol": 1, "device_at": NOW, "operations": [operation(device, 2), operation(device, 2)]}
    answer = device.http("POST", "/api/v1/push", request)
    assert (answer.status, answer.code) == (409, "diverged")


def test_that_a_gap_says_what_is_expected(device: SignedIn) -> None:
    answer = device.http(
        "POST", "/api/v1/push", {"protocol": 1, "device_at": NOW, "operations": [operation(device, 2)]}
    )
    assert (answer.status, answer.code, answer.json["expected_seq"]) == (409, "gap", 1)


def test_that_a_payload_that_nests_too_deep_is_rejected(device: SignedIn) -> None:
    deep: object = 1
    for _ in range(20):
        deep = [deep]
    assert verdicts(device, operation(device, 1, payload={"x": deep})) == [("rejected", "invalid")]


def test_that_the_place_of_a_tip_is_on_this_earth(device: SignedIn) -> None:
    payload = {"title": "Lampa", "category": "light", "place": {"lat": 91.0, "lon": 0.0}}
    assert verdicts(device, operation(device, 1, payload=payload)) == [("rejected", "invalid")]
