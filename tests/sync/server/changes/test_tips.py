"""What becomes of an operation on a tip at the server: its own fields, who has it then, and what the story tells."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.domain import RESIDENT, SYSTEM, Actor, Outsider
from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from app.tips import operations as ops
from app.tips.domain import Channel, Outcome, OutcomeKind, Status
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import publish
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_WEST, WEST, Device, Station

SOLVED = ops.TipClose(seen=Status.ACCEPTED, outcome=Outcome(OutcomeKind.SOLVED, reply="Opraveno."))


def filed(title: str = "Nesvítí lampa") -> ops.TipFile:
    return ops.TipFile(title=title, category="light", place=IN_WEST)


def lines(device: Device, tip_id: str) -> list[dict[str, Any]]:
    """The story of a tip as the device has it, the oldest first."""
    device.pull()
    told = [line for line in device.docs("story").values() if line["tip_id"] == tip_id]
    return sorted(told, key=lambda line: line["id"])


def carry(station: Station, change: Change) -> None:
    with station.server.database.write() as connection:
        publish(connection, steps_of(carry_out(connection, station.server, [change])), station.server.now())


def test_that_work_on_the_street_keeps_its_moment_and_decisions_have_the_servers(station: Station) -> None:
    novak = station.officer("novak", WEST)
    tip_id, note_id, made = new_id(), new_id(), "2026-03-02T08:10:00.000Z"
    novak.do(tip_id, filed())
    station.clock.forward(hours=2)
    novak.do(tip_id, ops.TipNoteAdd(note_id, "Svítí."), at=made)
    novak.do(tip_id, ops.TipAccept(Status.NEW), at=made)
    story = lines(novak, tip_id)
    assert novak.docs("note")[note_id]["at"] == made
    assert novak.docs("tip")[tip_id]["changed_at"] == "2026-03-02T10:00:00.000Z"
    assert [(line["kind"], line["at"], line["device_at"]) for line in story[1:]] == [
        ("tip.note", "2026-03-02T10:00:00.000Z", made),
        ("tip.accept", "2026-03-02T10:00:00.000Z", made),
    ]


def test_that_a_story_begins_with_how_the_tip_came_and_names_people_alone(station: Station) -> None:
    boss = station.supervisor()
    by_device, by_link, by_file = new_id(), new_id(), new_id()
    boss.do(by_device, filed())
    carry(station, Change(Door(RESIDENT, Channel.WEB), by_link, filed()))
    past = Door(Actor(boss.officer_id, Outsider.SYSTEM, frozenset()), Channel.IMPORT, tells_past=True)
    carry(station, Change(past, by_file, filed(), at="2025-12-31T22:59:59.999Z", told={"source": "s" * 300}))
    (own,), (link,), (told,) = (lines(boss, one) for one in (by_device, by_link, by_file))
    assert (own["kind"], own["by"], "device_at" in own) == ("tip.file", boss.officer_id, True)
    assert (link["kind"], link.get("by"), "device_at" in link) == ("received", None, False)
    assert (told["kind"], told["by"], told["at"]) == ("received", boss.officer_id, "2025-12-31T22:59:59.999Z")
    assert told["detail"]["source"] == "s" * 200
    carry(station, Change(Door(SYSTEM), by_link, ops.TipAccept(Status.NEW)))
    accepted = lines(boss, by_link)[-1]
    assert (accepted["kind"], accepted.get("by")) == ("tip.accept", None)


def test_that_the_number_has_the_year_of_prague(station: Station) -> None:
    boss = station.supervisor()
    past = Door(Actor(boss.officer_id, Outsider.SYSTEM, frozenset()), Channel.IMPORT, tells_past=True)
    for at in ("2025-12-31T22:59:59.999Z", "2025-12-31T23:00:00.000Z", "2026-01-01T09:00:00.000Z"):
        carry(station, Change(past, new_id(), filed(), at=at))
    boss.pull()
    assert {(tip["created_at"], tip["number"]) for tip in boss.docs("tip").values()} == {
        ("2025-12-31T22:59:59.999Z", "2025-000001"),
        ("2025-12-31T23:00:00.000Z", "2026-000001"),
        ("2026-01-01T09:00:00.000Z", "2026-000002"),
    }


def test_that_a_refusal_is_in_the_story_of_who_has_the_tip_and_in_no_others(station: Station) -> None:
    novak, cerna, boss = station.officer("novak", WEST), station.officer("cerna", EAST), station.supervisor()
    tip_id = new_id()
    novak.do(tip_id, filed())
    assert novak.do(tip_id, ops.TipReopen("Proč")).code is Code.NOT_PERMITTED
    assert cerna.do(tip_id, ops.TipAccept(Status.NEW)).code is Code.UNKNOWN_TARGET
    story = lines(boss, tip_id)
    assert [(line["verdict"], line["by"]) for line in story] == [
        ("applied", novak.officer_id),
        ("rejected", novak.officer_id),
    ]
    assert story[1]["detail"]["code"] == "not_permitted"
    assert boss.docs("tip")[tip_id].get("version", 1) == 1


@pytest.mark.parametrize(("field", "value"), [("name", "Anna"), ("phone", "+420 1"), ("email", "a@b.cz"), ("", "")])
def test_that_who_sent_it_is_kept_apart_where_anything_was_said(station: Station, field: str, value: str) -> None:
    boss = station.supervisor()
    tip_id = new_id()
    said = {f"contact_{field}": value} if field else {}
    boss.do(tip_id, ops.TipFile(title="Lampa", category="light", place=IN_WEST, **said))
    boss.do(tip_id, ops.TipEdit("title", "Lampa", "Jiná"))
    boss.pull()
    assert [contact[field] for contact in boss.docs("contact").values() if field] == ([value] if field else [])
    assert len(boss.docs("contact")) == bool(field)


def test_that_a_tip_given_to_a_district_goes_to_who_is_on_duty_there(station: Station) -> None:
    novak, cerna, boss = station.officer("novak", WEST), station.officer("cerna", EAST), station.supervisor()
    tip_id = new_id()
    boss.do(tip_id, filed())
    novak.pull()
    assert tip_id in novak.docs("tip")
    assert boss.do(tip_id, ops.TipAssign(district_id=EAST), base=1).verdict is VerdictKind.APPLIED
    line = lines(boss, tip_id)[-1]
    assert (line["detail"]["from"], line["detail"]["to"]) == (novak.officer_id, cerna.officer_id)
    for device in (novak, cerna):
        device.pull()
    assert (tip_id in novak.docs("tip"), cerna.docs("tip")[tip_id]["holder_id"]) == (False, cerna.officer_id)
    boss.do(tip_id, ops.TipAssign(holder_id=novak.officer_id), base=2)
    for device in (novak, cerna):
        device.pull()
    assert (tip_id in novak.docs("tip"), tip_id in cerna.docs("tip")) == (True, False), "held from outside"


def test_that_a_child_that_is_there_already_is_told_to_who_may_know(station: Station) -> None:
    novak = station.officer("novak", WEST)
    first, second, note_id = new_id(), new_id(), new_id()
    for tip_id in (first, second):
        novak.do(tip_id, filed())
    assert novak.do(first, ops.TipNoteAdd(note_id, "Jednou.")).verdict is VerdictKind.APPLIED
    assert novak.do(first, ops.TipNoteAdd(note_id, "Dvakrát.")).code is Code.ALREADY_EXISTS
    assert novak.do(second, ops.TipNoteAdd(note_id, "Jinde.")).verdict is VerdictKind.APPLIED
    notes = station.all(sa.select(schema.note.c.tip_id))
    assert sorted(row.tip_id for row in notes) == sorted([first, second])


def test_that_a_filed_tip_gets_number_district_holder_and_deadline(station: Station) -> None:
    holder = station.officer("novak", WEST)
    dispatcher = station.supervisor()
    tip_id = new_id()
    assert dispatcher.do(tip_id, filed()).verdict is VerdictKind.APPLIED
    holder.pull()
    tip = holder.docs("tip")[tip_id]
    assert tip["number"] == "2026-000001"
    assert tip["district_id"] == WEST
    assert tip["holder_id"] == holder.officer_id
    assert tip["deadline"] == "2026-03-09T22:59:59.000Z"


def test_that_a_second_closing_is_kept_and_both_are_told(station: Station) -> None:
    novak = station.officer("novak", WEST)
    cerna = station.officer("cerna", WEST)
    tip_id = new_id()
    novak.do(tip_id, filed())
    station.clock.forward(minutes=5)
    assert novak.do(tip_id, SOLVED).verdict is VerdictKind.APPLIED
    station.clock.forward(hours=1)
    second = cerna.do(tip_id, ops.TipClose(Status.NEW, Outcome(OutcomeKind.NOT_OURS, body="Technické služby")))
    assert second.verdict is VerdictKind.MERGED
    assert second.code is Code.ALREADY_CLOSED
    assert second.now["closed_by"] == novak.officer_id
    assert second.now["closed_at"] == "2026-03-02T08:05:00.000Z"
    assert second.now["outcome"] == "solved"
    novak.pull()
    assert len(novak.docs("tip")[tip_id]["other_closings"]) == 1
    told = [line for line in novak.docs("story").values() if line["verdict"] == "merged"]
    assert [line["by"] for line in told] == [cerna.officer_id]
    assert told[0]["detail"]["body"] == "Technické služby"


def test_that_a_stale_reassignment_is_rejected_with_what_is_now(station: Station) -> None:
    boss = station.supervisor()
    cerna = station.officer("cerna", EAST)
    tip_id = new_id()
    boss.do(tip_id, filed())
    boss.do(tip_id, ops.TipAccept(Status.NEW))
    verdict = boss.do(tip_id, ops.TipAssign(holder_id=cerna.officer_id), base=1)
    assert (verdict.verdict, verdict.code) == (VerdictKind.REJECTED, Code.CHANGED_MEANWHILE)
    assert verdict.now["version"] == "2"


def test_that_a_tip_is_not_assigned_to_nobody_known(station: Station) -> None:
    boss = station.supervisor()
    tip_id = new_id()
    boss.do(tip_id, filed())
    for wrong in (ops.TipAssign(holder_id=new_id()), ops.TipAssign(district_id="d9")):
        verdict = boss.do(tip_id, wrong, base=1)
        assert (verdict.verdict, verdict.code) == (VerdictKind.REJECTED, Code.INVALID)
