"""What nobody can read takes so much room of the station and no more, and holds up nothing that can be read."""

import io
from dataclasses import replace
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.outbox.domain import RecordedOperation, VerdictKind
from app.tips import operations as ops
from sync.protocol.messages import PROTOCOL, PushRequest, PushResponse
from sync.server.accounts.enrolment import revoke
from sync.server.push.batch import push
from sync.server.push.carried import OUT_OF_SERVICE, Carried, SetAside, take_file
from tests.sync.server import schema
from tests.sync.server.push.test_carried import Carrier, sealed
from tests.sync.server.station import IN_WEST, WEST, Device, Station

FILED = ops.TipFile(title="Lampa", category="light", place=IN_WEST)


@pytest.fixture
def narrow(station: Station) -> Station:
    """A station with room for three of a device and five of an account."""
    station.server.settings = replace(
        station.server.settings, aside_of_device=3, aside_of_account=5, aside_bytes_of_device=4_000
    )
    return station


def unreadable(device: Device, **changes: Any) -> RecordedOperation:
    """Work of a kind that no station knows."""
    return msgspec.structs.replace(device.record(new_id(), FILED), **({"kind": "tip.sing"} | changes))


def sent(device: Device, *operations: RecordedOperation) -> PushResponse:
    outcome = push(device.station.server, device.caller, PushRequest(PROTOCOL, device.station.server.now(), operations))
    assert isinstance(outcome, PushResponse)
    return outcome


def kept(station: Station) -> tuple[int, int]:
    """Receipts and quarantine."""
    count = [sa.select(sa.func.count()).select_from(table) for table in (schema.receipt, schema.quarantine)]
    return int(station.scalar(count[0])), int(station.scalar(count[1]))


def test_that_what_stands_before_the_limit_is_taken_and_good_work_behind_it_too(narrow: Station) -> None:
    device = narrow.officer("novak", WEST)
    poison = [unreadable(device) for _ in range(5)]
    good = device.record(new_id(), FILED)
    answer = sent(device, *poison, good)
    assert [one.verdict for one in answer.verdicts] == [VerdictKind.REJECTED] * 3 + [VerdictKind.APPLIED]
    assert answer.held == (4, 5)
    assert answer.retry_after == 86_400
    assert kept(narrow) == (4, 3)
    later = device.record(new_id(), FILED)
    assert sent(device, later).verdicts[0].verdict is VerdictKind.APPLIED


def test_that_what_was_held_back_has_its_verdict_once_there_is_room_again(narrow: Station) -> None:
    device = narrow.officer("novak", WEST)
    poison = [unreadable(device) for _ in range(4)]
    first = sent(device, *poison)
    narrow.clock.forward(hours=23, minutes=59)
    assert sent(device, poison[3]).held == (4,)
    narrow.clock.forward(minutes=1)
    again = sent(device, *poison)
    assert again.held == ()
    assert again.verdicts[:3] == first.verdicts
    assert again.verdicts[3].verdict is VerdictKind.REJECTED
    assert narrow.scalar(sa.select(sa.func.sum(schema.aside_use.c.operations))) == 1


def test_that_the_devices_of_one_person_share_what_the_account_has(narrow: Station) -> None:
    device = narrow.officer("novak", WEST)
    other, stranger = narrow.device(device.officer_id), narrow.officer("cerna", WEST)
    assert sent(device, *(unreadable(device) for _ in range(3))).held == ()
    assert sent(other, *(unreadable(other) for _ in range(3))).held == (3,)
    assert sent(stranger, *(unreadable(stranger) for _ in range(3))).held == ()


def test_that_bytes_are_counted_as_well(narrow: Station) -> None:
    device = narrow.officer("novak", WEST)
    large = [unreadable(device, payload={"text": "ž" * 1_500}) for _ in range(3)]
    assert sent(device, *large).held == (3,)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "tip.sing"},
        {"kind": "unreadable", "author": "", "at": ""},
        {"payload": {"title": 5}},
        {"payload": {"title": "a\x00b"}},
        {"author": "0199f3a1-7c00-7000-8000-000000001002"},
        {"kind": "tip.sing", "id": "0199f3a1-7c00-7000-8000-000000001002"},
    ],
    ids=["unknown", "unreadable", "invalid", "unstorable", "of another author", "under a used id"],
)
def test_that_every_kind_of_it_is_bounded(narrow: Station, changes: dict[str, Any]) -> None:
    device = narrow.officer("novak", WEST)
    poison = [unreadable(device, **({"kind": "tip.file"} | changes)) for _ in range(20)]
    assert len(sent(device, *poison).held) == 17
    assert len(sent(device, *poison).held) == 17
    assert kept(narrow)[0] == 3


def test_that_the_same_again_takes_no_room(narrow: Station) -> None:
    device = narrow.officer("novak", WEST)
    poison = [unreadable(device) for _ in range(3)]
    first = sent(device, *poison)
    for _ in range(3):
        assert sent(device, *poison) == first


def test_that_nothing_but_what_is_held_back_is_429_and_the_queue_goes_on(narrow: Station) -> None:
    signed = narrow.signed_in(narrow.person("novak", Role.OFFICER, WEST))
    device = Device(narrow, signed.officer_id, Role.OFFICER, signed.device_id)
    assert sent(device, *(unreadable(device) for _ in range(3))).held == ()
    request = PushRequest(PROTOCOL, narrow.server.now(), (unreadable(device),))
    answer = signed.http("POST", "/api/v1/push", msgspec.json.encode(request))
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (429, "used_up", "86400")
    assert "stay on the device" in answer.json["message"]
    assert device.do(new_id(), FILED).verdict is VerdictKind.APPLIED


def test_that_a_carried_outbox_has_no_more_room(narrow: Station) -> None:
    carrier = Carrier(narrow)
    poison = [unreadable(carrier.device) for _ in range(5)]
    good = carrier.device.record(new_id(), FILED)
    file = sealed(narrow, carrier.outbox([*carrier.operations, *poison, good]))
    done = take_file(narrow.server, io.BytesIO(file))
    assert isinstance(done, Carried)
    assert (done.held, done.wait, len(done.verdicts)) == (2, 86_400, 6)
    assert done.verdicts[-1].verdict is VerdictKind.APPLIED
    narrow.clock.forward(hours=24)
    again = take_file(narrow.server, io.BytesIO(file))
    assert isinstance(again, Carried)
    assert (again.held, len(again.verdicts)) == (0, 8)


def test_that_the_work_of_a_device_out_of_service_is_set_aside_piece_by_piece(narrow: Station) -> None:
    carrier = Carrier(narrow)
    more = [carrier.device.record(new_id(), FILED) for _ in range(3)]
    file = sealed(narrow, carrier.outbox([*carrier.operations, *more]))
    device_id = carrier.signed.device_id
    with narrow.server.database.write() as connection:
        revoke(connection, device_id, narrow.server.now())
    assert take_file(narrow.server, io.BytesIO(file)) == SetAside(device_id, 3, OUT_OF_SERVICE, 2, 86_400)
    assert take_file(narrow.server, io.BytesIO(file)) == SetAside(device_id, 0, OUT_OF_SERVICE, 2, 86_400)
    narrow.clock.forward(hours=24)
    assert take_file(narrow.server, io.BytesIO(file)) == SetAside(device_id, 2, OUT_OF_SERVICE)
    assert kept(narrow) == (0, 5)
