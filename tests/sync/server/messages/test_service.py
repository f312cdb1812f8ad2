"""Replies wait for their moment and go no more when their closing is undone; what a party says is news everywhere."""

import pytest
import sqlalchemy as sa

from app.accounts.domain import SYSTEM, Actor, Role
from app.identifiers import new_id
from app.messages.domain import Delivery, Door, Message, Satisfaction
from app.outbox.domain import Code, VerdictKind
from app.tips import operations as ops
from app.tips.domain import Channel, Outcome, OutcomeKind, Status
from sync.server.changes import doors
from sync.server.changes.doors import Change
from sync.server.changes.service import carry_out, steps_of
from sync.server.erasure.service import Erased, erase
from sync.server.feed.publish import publish
from sync.server.ground.documents import parse
from sync.server.jobs.worker import Worker
from sync.server.messages import delivery
from sync.server.messages.service import NotReceived, Received, judge, receive
from sync.server.tips.archive import archive_closed
from tests.sync.server import schema
from tests.sync.server.messages.test_asking import sent_in
from tests.sync.server.station import IN_WEST, WEST, Device, Station

THANKS = Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")


@pytest.fixture
def novak(station: Station) -> Device:
    return station.officer("novak", WEST)


@pytest.fixture
def tip_id(station: Station, novak: Device) -> str:
    assert novak
    return sent_in(station, contact_email="anna@example.cz")


def stored(station: Station) -> list[Message]:
    docs = station.all(sa.select(schema.message.c.doc).order_by(schema.message.c.at, schema.message.c.id))
    return [parse(row.doc, Message) for row in docs]


def say(station: Station, party_id: str, text: str, key: str = "") -> Received | NotReceived:
    with station.server.database.write() as connection:
        answer = receive(connection, station.server, party_id, text, Door.PORTAL, key=key)
        publish(connection, answer.steps, station.server.now())
    return answer


def judged(station: Station, party_id: str, said: Satisfaction) -> Received | NotReceived:
    with station.server.database.write() as connection:
        answer = judge(connection, station.server, party_id, ops.TipSatisfaction(party_id, said, "Bliká."))
        publish(connection, answer.steps, station.server.now())
    return answer


def test_that_the_reply_of_a_closing_is_held_ten_minutes_after_it_came(
    station: Station, novak: Device, tip_id: str
) -> None:
    made = station.server.now()
    station.clock.forward(minutes=50)
    novak.do(tip_id, ops.TipClose(Status.NEW, THANKS), at=made)
    (reply,) = stored(station)
    assert (reply.delivery, reply.due, reply.text) == (Delivery.HELD, "2026-03-02T09:00:00.000Z", "Lampa svítí.")
    novak.pull()
    assert [one["delivery"] for one in novak.docs("message").values()] == ["held"]


def test_that_reopening_cancels_a_held_reply_also_within_one_batch(
    station: Station, novak: Device, tip_id: str
) -> None:
    boss = station.supervisor()
    novak.do(tip_id, ops.TipClose(Status.NEW, THANKS))
    boss.do(tip_id, ops.TipReopen("Nesvítí"))
    assert [one.delivery for one in stored(station)] == [Delivery.CANCELLED]
    novak.pull()
    assert [one["delivery"] for one in novak.docs("message").values()] == ["cancelled"]
    closing = boss.record(tip_id, ops.TipClose(Status.REOPENED, THANKS))
    boss.push(closing, boss.record(tip_id, ops.TipReopen("Přece ne")))
    assert [one.delivery for one in stored(station)] == [Delivery.CANCELLED] * 2


def test_that_a_merged_closing_sends_nothing(station: Station, novak: Device, tip_id: str) -> None:
    novak.do(tip_id, ops.TipClose(Status.NEW, THANKS))
    done = novak.do(tip_id, ops.TipClose(Status.NEW, Outcome(OutcomeKind.NOT_FOUND, reply="Nic tam není.")))
    assert done.verdict is VerdictKind.MERGED
    assert [one.text for one in stored(station)] == ["Lampa svítí."]


def test_that_what_is_told_of_the_past_was_sent_then(station: Station, novak: Device) -> None:
    who = Actor(novak.officer_id, Role.OFFICER, frozenset({WEST}))
    past = doors.Door(who, Channel.IMPORT, tells_past=True)
    tip_id, at = new_id(), "2026-02-01T10:00:00.000Z"
    file = ops.TipFile("Lampa", "light", place=IN_WEST, contact_email="anna@example.cz")
    other = doors.Door(SYSTEM, Channel.IMPORT, tells_past=True)
    changes = [
        Change(past, tip_id, file, at=at),
        Change(past, tip_id, ops.TipClose(Status.NEW, THANKS), at=at),
        Change(other, new_id(), file, at=at),
    ]
    changes.append(Change(other, changes[2].target, ops.TipClose(Status.NEW, THANKS), at=at))
    with station.server.database.write() as connection:
        publish(connection, steps_of(carry_out(connection, station.server, changes)), station.server.now())
    assert [(one.tip_id, one.delivery, one.due) for one in stored(station)] == [(tip_id, Delivery.SENT, None)]


def test_that_an_answer_puts_a_waiting_tip_back_to_work_and_is_news(
    station: Station, novak: Device, tip_id: str
) -> None:
    novak.do(tip_id, ops.TipAsk(Status.NEW, "Kde?"))
    novak.pull()
    before = novak.docs("tip")[tip_id]["version"]
    assert isinstance(say(station, tip_id, "U školy."), Received)
    novak.pull()
    tip = novak.docs("tip")[tip_id]
    assert (tip["status"], tip["version"]) == ("in_progress", before + 1)
    assert [one["text"] for one in novak.docs("message").values() if "by" not in one] == ["U školy."]
    line = max(novak.docs("story").values(), key=lambda one: one["at"] + one["id"])
    assert line.get("by") is None


def test_that_an_answer_after_closing_is_shown_and_reopens_nothing(
    station: Station, novak: Device, tip_id: str
) -> None:
    novak.do(tip_id, ops.TipClose(Status.NEW, THANKS))
    assert isinstance(say(station, tip_id, "Pořád nesvítí."), Received)
    novak.pull()
    assert novak.docs("tip")[tip_id]["status"] == "closed"
    assert {one.delivery for one in stored(station)} == {Delivery.HELD, None}


def told(station: Station) -> set[str]:
    return {row.id for row in station.all(sa.select(schema.story.c.id))}


def told_to(device: Device) -> set[str]:
    device.pull()
    return set(device.docs("story"))


def test_that_the_same_mail_twice_is_one_message(station: Station, novak: Device, tip_id: str) -> None:
    key = new_id()
    assert isinstance(say(station, tip_id, "U školy.", key), Received)
    again = say(station, tip_id, "U školy.", key)
    assert isinstance(again, NotReceived)
    assert again.code is Code.ALREADY_EXISTS
    assert len(stored(station)) == 1
    assert told(station) == told_to(novak), "what the story tells is told to the devices"


@pytest.mark.parametrize("text", ["", " \n\t", "x" * 10_001, "\x00", "\ud800"])
def test_that_what_is_no_text_is_not_taken(station: Station, tip_id: str, text: str) -> None:
    answer = say(station, tip_id, text)
    assert isinstance(answer, Received) or answer.code is Code.INVALID
    assert all(one.text.strip() for one in stored(station))


def test_that_nobody_speaks_for_a_party_that_there_is_not(station: Station, novak: Device) -> None:
    assert say(station, new_id(), "Dobrý den") == NotReceived(Code.UNKNOWN_TARGET)
    tip_id = new_id()
    novak.do(tip_id, ops.TipFile("Lampa", "light", place=IN_WEST))
    assert say(station, tip_id, "Dobrý den") == NotReceived(Code.UNKNOWN_TARGET)


def test_that_partly_brings_the_tip_back_once_and_stops_a_held_reply(
    station: Station, novak: Device, tip_id: str
) -> None:
    novak.do(tip_id, ops.TipClose(Status.NEW, THANKS))
    assert isinstance(judged(station, tip_id, Satisfaction.PARTLY), Received)
    novak.pull()
    tip = novak.docs("tip")[tip_id]
    assert (tip["status"], tip["holder_id"], tip["parties"][0]["satisfaction"]) == (
        "reopened",
        novak.officer_id,
        "partly",
    )
    assert {one.delivery for one in stored(station)} == {Delivery.CANCELLED, None}
    novak.do(tip_id, ops.TipAnswer("Podívám se."))
    station.clock.forward(seconds=1)
    assert isinstance(judged(station, tip_id, Satisfaction.NOT_SOLVED), Received)
    assert told(station) == told_to(novak)
    tip = novak.docs("tip")[tip_id]
    assert (tip["status"], tip["parties"][0]["satisfaction"]) == ("reopened", "partly")
    assert tip["heard_at"] == station.server.now()
    assert [one["text"] for one in novak.docs("message").values() if "by" not in one] == ["Bliká.", "Bliká."]


def released(station: Station) -> int:
    return Worker(station.server, delivery.KINDS).run_due()


@pytest.mark.parametrize(
    ("contact", "delivery_after"),
    [
        ({}, Delivery.SENT),
        ({"contact_email": "a@example.cz"}, Delivery.QUEUED),
        ({"contact_phone": "777"}, Delivery.QUEUED),
    ],
)
def test_that_a_held_reply_leaves_when_its_time_has_come(
    station: Station, novak: Device, contact: dict[str, str], delivery_after: Delivery
) -> None:
    sent = sent_in(station, **contact)
    novak.do(sent, ops.TipClose(Status.NEW, THANKS))
    station.clock.forward(minutes=9, seconds=59)
    assert released(station) == 0
    station.clock.forward(seconds=1)
    assert released(station) == 1
    assert [(one.delivery, one.due) for one in stored(station)] == [(delivery_after, None)]
    novak.pull()
    assert [one["delivery"] for one in novak.docs("message").values()] == [delivery_after.value]
    assert released(station) == 0


def test_that_a_cancelled_reply_is_not_released_and_an_erased_one_neither(
    station: Station, novak: Device, tip_id: str
) -> None:
    boss = station.supervisor()
    novak.do(tip_id, ops.TipClose(Status.NEW, THANKS))
    boss.do(tip_id, ops.TipReopen("Nesvítí"))
    other = sent_in(station)
    novak.do(other, ops.TipClose(Status.NEW, THANKS))
    assert isinstance(erase(station.server, ["2026-000002"], "test"), Erased)
    station.clock.forward(minutes=11)
    assert released(station) == 2
    assert [one.delivery for one in stored(station)] == [Delivery.CANCELLED]


def test_that_a_reply_of_a_tip_that_left_the_devices_is_released_there(
    station: Station, novak: Device, tip_id: str
) -> None:
    novak.do(tip_id, ops.TipClose(Status.NEW, THANKS))
    station.clock.forward(days=100)
    archive_closed(station.server)
    assert released(station) == 1
    novak.pull()
    assert (novak.docs("message"), [one.delivery for one in stored(station)]) == ({}, [Delivery.QUEUED])


def test_that_a_message_of_a_closing_is_planned_with_it_or_not_at_all(station: Station, novak: Device) -> None:
    sent = sent_in(station)
    closing = novak.record(sent, ops.TipClose(Status.NEW, THANKS))
    novak.push(closing)
    novak.push(closing)
    (message,) = stored(station)
    assert [row.key for row in station.all(sa.select(schema.job.c.key))] == [f"release {message.id}"]
