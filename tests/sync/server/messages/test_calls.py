"""A call that is owed travels with its tip, and what it told is told once somebody says so, whoever that is."""

import msgspec
import pytest
import sqlalchemy as sa

from app.identifiers import new_id
from app.messages.domain import Delivery
from app.outbox.domain import Code, VerdictKind
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status
from sync.server.erasure.service import forget_party
from sync.server.feed.publish import publish
from tests.sync.server import schema
from tests.sync.server.messages.test_asking import messages, sent_in
from tests.sync.server.station import WEST, Device, Station


@pytest.fixture
def novak(station: Station) -> Device:
    return station.officer("novak", WEST)


@pytest.fixture
def tip_id(station: Station, novak: Device) -> str:
    """A tip of a caller, whom the officer asked something."""
    tip_id = sent_in(station, contact_phone="777 123 456")
    novak.do(tip_id, ops.TipAsk(Status.NEW, "Kde přesně?"))
    novak.pull()
    return tip_id


def owed(device: Device, tip_id: str) -> list[str]:
    """The ids of the calls that are owed, as the device has them."""
    device.pull()
    return [one["id"] for one in device.docs("tip")[tip_id].get("calls", [])]


def notes(station: Station) -> set[str]:
    return {msgspec.json.decode(row.doc)["text"] for row in station.all(sa.select(schema.note.c.doc))}


def test_that_a_call_recorded_by_two_is_told_once_and_keeps_both_notes(
    station: Station, novak: Device, tip_id: str
) -> None:
    cover = station.officer("cover", WEST)
    (call,) = owed(novak, tip_id)
    assert owed(cover, tip_id) == [call]
    first = novak.do(tip_id, ops.TipCalled(call, True, "U školy.", new_id()))
    second = cover.do(tip_id, ops.TipCalled(call, True, "Ta vlevo.", new_id()))
    assert (first.verdict, second.verdict, second.code) == (VerdictKind.APPLIED, VerdictKind.MERGED, Code.ALREADY_SO)
    assert (owed(novak, tip_id), messages(station)) == ([], [(tip_id, Delivery.SENT.value)])
    assert notes(station) == {"U školy.", "Ta vlevo."}
    assert [one["delivery"] for one in novak.docs("message").values()] == ["sent"]


def test_that_a_call_outlives_the_closing_and_goes_with_its_undoing(
    station: Station, novak: Device, tip_id: str
) -> None:
    novak.do(tip_id, ops.TipClose(Status.WAITING, Outcome(OutcomeKind.SOLVED, reply="Svítí.")))
    question, reply = owed(novak, tip_id)
    assert novak.docs("tip")[tip_id]["status"] == "closed"
    chief = station.supervisor("chief")
    chief.do(tip_id, ops.TipReopen("Nesvítí."))
    assert owed(novak, tip_id) == [question]
    query = sa.select(schema.message.c.id, schema.message.c.delivery)
    assert dict(tuple(row) for row in station.all(query)) == {question: "queued", reply: "cancelled"}


def test_that_nobody_is_called_who_was_forgotten(station: Station, novak: Device, tip_id: str) -> None:
    with station.server.database.write() as connection:
        publish(connection, forget_party(connection, station.server, tip_id), station.server.now())
    assert owed(novak, tip_id) == []
