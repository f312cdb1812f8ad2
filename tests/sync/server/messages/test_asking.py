"""A question of an officer becomes a message in the transaction of its operation, and travels with its tip."""

import pytest
import sqlalchemy as sa

from app.accounts.domain import RESIDENT, Role
from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from app.tips import operations as ops
from app.tips.domain import Channel, Outcome, OutcomeKind, Status
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.erasure.service import Erased, erase
from sync.server.feed.publish import publish
from sync.server.tips.archive import archive_closed
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_WEST, WEST, Device, Station

SOLVED = Outcome(OutcomeKind.SOLVED)


@pytest.fixture
def novak(station: Station) -> Device:
    return station.officer("novak", WEST)


def sent_in(station: Station, **contact: str) -> str:
    """A tip of a resident; its id."""
    tip_id = new_id()
    operation = ops.TipFile(title="Lampa", category="light", place=IN_WEST, **contact)
    change = Change(Door(RESIDENT, Channel.WEB), tip_id, operation)
    with station.server.database.write() as connection:
        decisions = carry_out(connection, station.server, [change])
        publish(connection, steps_of(decisions), station.server.now())
    return tip_id


def messages(station: Station) -> list[tuple[str, str | None]]:
    return [tuple(row) for row in station.all(sa.select(schema.message.c.party_id, schema.message.c.delivery))]


def test_that_a_question_is_a_row_of_the_feed_with_the_tip(station: Station, novak: Device) -> None:
    tip_id = sent_in(station, contact_email="anna@example.cz")
    done = novak.do(tip_id, ops.TipAsk(Status.NEW, "Kde přesně?"))
    novak.pull()
    (message,) = novak.docs("message").values()
    tip = novak.docs("tip")[tip_id]
    assert done.verdict is VerdictKind.APPLIED
    assert (message["tip_id"], message["text"], message["delivery"]) == (tip_id, "Kde přesně?", "queued")
    assert (tip["status"], tip["waiting_on"]) == ("waiting", "resident")
    assert messages(station) == [(tip_id, "queued")]
    assert station.scalar(sa.select(schema.party.c.kind).where(schema.party.c.id == tip_id)) == "sender"


def test_that_the_same_question_sent_again_is_one_message(station: Station, novak: Device) -> None:
    tip_id = sent_in(station, contact_email="anna@example.cz")
    asked = novak.record(tip_id, ops.TipAsk(Status.NEW, "Kde?"))
    assert novak.push(asked) == novak.push(asked)
    other = station.device(novak.officer_id)
    other.seq = 1
    assert other.push(asked)[0].verdict is VerdictKind.APPLIED
    assert len(messages(station)) == 1


def test_that_an_id_of_an_operation_used_again_doubles_no_message(station: Station, novak: Device) -> None:
    tip_id = sent_in(station, contact_email="anna@example.cz")
    first = novak.record(tip_id, ops.TipAsk(Status.NEW, "Kde?"))
    novak.push(first)
    second = station.device(novak.officer_id)
    copied = second.record(tip_id, ops.TipAsk(Status.WAITING, "Jinak?"))
    forged = type(copied)(**{name: getattr(copied, name) for name in copied.__struct_fields__} | {"id": first.id})
    verdict = second.push(forged)[0]
    assert verdict.verdict in (VerdictKind.APPLIED, VerdictKind.REJECTED)
    assert len(messages(station)) == 1


def test_that_a_question_on_a_closed_tip_is_merged_and_sent(station: Station, novak: Device) -> None:
    tip_id = sent_in(station, contact_phone="777 000 000")
    novak.do(tip_id, ops.TipClose(Status.NEW, SOLVED))
    done = novak.do(tip_id, ops.TipAsk(Status.NEW, "Kde?"))
    novak.pull()
    assert (done.verdict, done.code) == (VerdictKind.MERGED, Code.ALREADY_CLOSED)
    (message,) = novak.docs("message").values()
    assert (message["door"], message["delivery"]) == ("phone", "queued")
    assert novak.docs("tip")[tip_id]["status"] == "closed"


def test_that_an_anonymous_tip_has_nobody_to_ask_and_the_device_knows_it(station: Station, novak: Device) -> None:
    tip_id = new_id()
    novak.do(tip_id, ops.TipFile("Lampa", "light", place=IN_WEST))
    assert novak.do(tip_id, ops.TipAsk(Status.NEW, "Kde?")).code is Code.INVALID
    novak.pull()
    assert "parties" not in novak.docs("tip")[tip_id]
    assert messages(station) == []


def test_that_a_role_without_contacts_sees_that_there_is_a_way_and_not_which_address(station: Station) -> None:
    tip_id = sent_in(station, contact_email="anna@example.cz", contact_phone="777")
    admin = station.device(station.person("admin", Role.ADMIN))
    admin.pull()
    assert admin.docs("tip")[tip_id]["parties"] == [{"id": tip_id, "way": "mail"}]
    assert admin.docs("contact") == {}
    assert "anna" not in str(admin.rows)


def test_that_messages_leave_and_come_with_their_tip(station: Station, novak: Device) -> None:
    boss, svoboda = station.supervisor(), station.officer("svoboda", EAST)
    tip_id = sent_in(station, contact_email="anna@example.cz")
    novak.do(tip_id, ops.TipAsk(Status.NEW, "Kde?"))
    for device in (novak, boss):
        device.pull()
    version = boss.docs("tip")[tip_id]["version"]
    boss.do(tip_id, ops.TipAssign(svoboda.officer_id, EAST), base=version)
    for device in (novak, svoboda):
        device.pull()
    assert novak.docs("message") == {}
    assert [one["text"] for one in svoboda.docs("message").values()] == ["Kde?"]
    late = novak.do(tip_id, ops.TipAsk(Status.NEW, "Ještě něco?"))
    assert late.code is Code.UNKNOWN_TARGET


def test_that_a_tip_back_from_the_archive_brings_its_messages(station: Station, novak: Device) -> None:
    boss = station.supervisor()
    tip_id = sent_in(station, contact_email="anna@example.cz")
    novak.do(tip_id, ops.TipAsk(Status.NEW, "Kde?"))
    novak.do(tip_id, ops.TipClose(Status.WAITING, SOLVED))
    station.clock.forward(days=100)
    assert archive_closed(station.server) == 1
    novak.pull()
    assert novak.docs("message") == {}
    boss.do(tip_id, ops.TipReopen("Znovu"))
    novak.pull()
    assert [one["text"] for one in novak.docs("message").values()] == ["Kde?"]


def test_that_an_erasure_takes_the_messages_everywhere(station: Station, novak: Device) -> None:
    tip_id = sent_in(station, contact_email="anna@example.cz")
    novak.do(tip_id, ops.TipAsk(Status.NEW, "Zvláštní dotaz?"))
    novak.pull()
    (message_id,) = novak.docs("message")
    assert isinstance(erase(station.server, ["2026-000001"], "test"), Erased)
    assert messages(station) == []
    assert station.all(sa.select(schema.party)) == []
    novak.pull()
    assert message_id in novak.erased
    assert tip_id in novak.erased
    texts = station.all(sa.select(schema.feed.c.doc)) + station.all(sa.select(schema.receipt.c.operation))
    assert "Zvláštní" not in str(texts)


def test_that_the_story_of_one_tip_has_its_messages(station: Station) -> None:
    signed = station.signed_in(station.person("novak", Role.OFFICER, WEST))
    tip_id = sent_in(station, contact_email="anna@example.cz")
    device = station.device(signed.officer_id)
    device.do(tip_id, ops.TipAsk(Status.NEW, "Kde?"))
    story = signed.http("GET", f"/api/v1/tips/{tip_id}/story").json
    assert [one["text"] for one in story["messages"]] == ["Kde?"]
