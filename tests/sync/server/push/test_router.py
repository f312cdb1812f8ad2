"""A push over HTTP: what can not be read costs only itself."""

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from tests.sync.server import schema
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


@pytest.mark.parametrize(
    "odd",
    [rb'"\ud800"', rb'"\udc00x"', b'"\xed\xa0\x80"', b'"\x01"', rb'"\q"', b"[" * 5_000 + b"]" * 5_000, b"NaN"],
    ids=["first half", "second half", "half in bytes", "control", "escape", "depth", "no number"],
)
@pytest.mark.parametrize("place", ["payload", "field"])
def test_that_what_is_no_json_inside_an_operation_costs_only_that(
    station: Station, device: SignedIn, odd: bytes, place: str
) -> None:
    if place == "field" and odd == b"NaN":
        pytest.skip("without a number that can be read the operation has no end")
    changed = {"payload": {"title": "ODD", "category": "light"}} if place == "payload" else {"kind": "ODD"}
    sent = operation(device, 1), operation(device, 2, **changed), operation(device, 3)
    request = {"protocol": 1, "device_at": NOW, "operations": sent}
    body = msgspec.json.encode(request).replace(b'"ODD"', odd)
    first = device.http("POST", "/api/v1/push", body)
    assert first.status == 200, first.body
    told = [(one["seq"], one["verdict"], one.get("code")) for one in first.json["verdicts"]]
    assert told == [(1, "applied", None), (2, "rejected", "invalid"), (3, "applied", None)]
    assert device.http("POST", "/api/v1/push", body).json["verdicts"] == first.json["verdicts"]
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.quarantine)) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"[", b'{"protocol":1,"device_at":"x","operations":[{"seq":1}', b'"' + rb"\"" * 200_000, b"[" * 2_000_000],
    ids=["nothing", "open", "cut off", "a string without end", "only brackets"],
)
def test_that_a_request_that_is_no_json_is_refused_soon_and_in_words(device: SignedIn, body: bytes) -> None:
    answer = device.http("POST", "/api/v1/push", body)
    assert (answer.status, answer.code) == (400, "invalid")


def test_that_a_payload_as_deep_as_can_just_be_read_holds_up_nothing(device: SignedIn) -> None:
    operations: list[bytes] = []
    for depth in range(970, 1_000):
        one = msgspec.json.encode(operation(device, len(operations) + 1, payload={"x": "DEEP"}))
        operations.append(one.replace(b'"DEEP"', b"[" * depth + b"]" * depth))
    body = b'{"protocol":1,"device_at":"","operations":[' + b",".join(operations) + b"]}"
    answer = device.http("POST", "/api/v1/push", body)
    assert answer.status == 200, answer.body
    assert [one["verdict"] for one in answer.json["verdicts"]] == ["rejected"] * len(operations)


@pytest.mark.parametrize("odd", [b"0", b"1", b"-1", b"NaN", b"{}", b'{"seq":NaN}', b'"x"', b""])
def test_that_what_can_not_be_answered_costs_nothing_that_stands_before_it(device: SignedIn, odd: bytes) -> None:
    one, two = (msgspec.json.encode(operation(device, seq)) for seq in (1, 2))
    for parts in ((one, odd, two), (one, odd)):
        body = b'{"protocol":1,"device_at":"x","operations":[' + b",".join(parts) + b"]}"
        answer = device.http("POST", "/api/v1/push", body)
        assert [one["seq"] for one in answer.json["verdicts"]] == [1]
    alone = device.http("POST", "/api/v1/push", b'{"protocol":1,"device_at":"x","operations":[' + odd + b",1]}")
    assert (alone.status, alone.code) == (400, "invalid")
    assert "the device keeps it" in alone.json["message"]


ODD = [
    b"NaN", b"-Infinity", b"Infinity", b"1e999", b"9" * 5_000, b"-" + b"9" * 30, b"0x1F", b"'x'", b"undefined", b"01",
    rb'"\ud800"', b'"\xed\xa0\x80"', b'"\xff"', b'"a\nb"', b"[" * 3_000 + b"]" * 3_000,
    b'{"a":' * 3_000 + b"1" + b"}" * 3_000, b"[1,2,{}]", b"",
]  # fmt: skip


@pytest.mark.parametrize("name", ["base", "monotonic", "version", "kind", "target", "author", "at", "payload", "more"])
def test_that_an_odd_field_of_an_operation_costs_only_that_operation(device: SignedIn, name: str) -> None:
    sent = [msgspec.json.encode(operation(device, 1))]
    for odd in ODD:
        sent.append(msgspec.json.encode(operation(device, len(sent) + 1, **{name: "ODD"})).replace(b'"ODD"', odd))
        sent.append(msgspec.json.encode(operation(device, len(sent) + 1)))
    body = b'{"protocol":1,"device_at":"x","operations":[' + b",".join(sent) + b"]}"
    answer = device.http("POST", "/api/v1/push", body)
    assert answer.status == 200, answer.body
    told = [(one["seq"], one["verdict"]) for one in answer.json["verdicts"]]
    assert [seq for seq, _ in told] == list(range(1, len(sent) + 1))
    assert {verdict for _, verdict in told[::2]} == {"applied"}
    assert device.http("POST", "/api/v1/push", body).json["verdicts"] == answer.json["verdicts"]


@pytest.mark.parametrize("name", [b"protocol", b"device_at", b"highest_seq", b"more"])
def test_that_an_odd_field_around_the_operations_costs_none_of_them(device: SignedIn, name: bytes) -> None:
    for seq, odd in enumerate(ODD, 1):
        known = {b"protocol": b"1", b"device_at": b'"' + NOW.encode() + b'"', name: odd}
        around = b",".join(b'"' + key + b'":' + value for key, value in list(known.items())[:: 1 if seq % 2 else -1])
        one = msgspec.json.encode(operation(device, seq))
        body = b"{" + around + b', "operations" :\n[' + one + b"]}"
        answer = device.http("POST", "/api/v1/push", body)
        assert answer.status == 200, answer.body
        assert [one["verdict"] for one in answer.json["verdicts"]] == ["applied"]
