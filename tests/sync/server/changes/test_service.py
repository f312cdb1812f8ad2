"""A change is decided by the same rules whatever door it came through, and many are written together."""

from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from app.accounts.domain import RESIDENT, SYSTEM, Actor, Outsider, Role
from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from app.patrols.operations import PatrolNoteAdd
from app.tips import operations as ops
from app.tips.domain import Channel, Outcome, OutcomeKind, Status
from app.values import Place
from sync.server.accounts.duties import actor
from sync.server.changes.doors import Change, Door
from sync.server.changes.effects import Decision
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import publish
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, NOWHERE, WEST, Station

WEB = Door(RESIDENT, Channel.WEB)
PAST = Door(Actor(SYSTEM.id, Outsider.SYSTEM, frozenset()), Channel.IMPORT, tells_past=True)
SOLVED = Outcome(OutcomeKind.SOLVED)


def lamp(place: Place | None = IN_WEST, **fields: str) -> ops.TipFile:
    return ops.TipFile(title="Lampa nesvítí", category="light", place=place, **fields)


def carry(station: Station, *changes: Change) -> list[Decision]:
    with station.server.database.write() as connection:
        decisions = carry_out(connection, station.server, changes)
        publish(connection, steps_of(decisions), station.server.now())
    return decisions


def verdicts(decisions: Sequence[Decision]) -> list[tuple[VerdictKind, Code | None]]:
    return [(one.verdict.verdict, one.verdict.code) for one in decisions]


def person(station: Station, officer_id: str, role: Role) -> Door:
    with station.server.database.read() as connection:
        return Door(actor(connection, officer_id, role, station.server.now()))


def test_that_a_resident_files_and_the_officer_on_duty_has_it_on_the_device(station: Station) -> None:
    novak = station.officer("novak", WEST)
    tip_id = new_id()
    done = carry(station, Change(WEB, tip_id, lamp(contact_name="Anna")))
    novak.pull()
    tip = novak.docs("tip")[tip_id]
    assert verdicts(done) == [(VerdictKind.APPLIED, None)]
    assert (tip["district_id"], tip["holder_id"], tip.get("channel", "web")) == (WEST, novak.officer_id, "web")
    assert novak.docs("contact")[tip_id]["name"] == "Anna"
    (line,) = novak.docs("story").values()
    assert (line["kind"], line.get("by")) == ("received", None)


def test_that_each_tip_goes_to_its_district_and_who_is_on_duty(station: Station) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    done = carry(station, *(Change(WEB, new_id(), lamp(place)) for place in (IN_WEST, IN_EAST, NOWHERE, None)))
    tips = [one.effects.tip.tip for one in done if one.effects.tip is not None]
    assert [(tip.district_id, tip.holder_id) for tip in tips] == [(WEST, novak), (EAST, cerna), ("", None), ("", None)]
    assert [tip.number for tip in tips] == [f"2026-00000{number}" for number in range(1, 5)]


@pytest.mark.parametrize(
    ("door", "operation"),
    [
        (WEB, ops.TipAccept(Status.NEW)),
        (WEB, ops.TipClose(Status.NEW, SOLVED)),
        (Door(SYSTEM), ops.TipReopen("omyl")),
        (Door(SYSTEM), ops.TipEdit("title", "", "Jiný")),
    ],
)
def test_that_who_is_nobody_here_may_only_what_the_rules_say(
    station: Station, door: Door, operation: ops.TipOperation
) -> None:
    tip_id = new_id()
    carry(station, Change(WEB, tip_id, lamp()))
    assert verdicts(carry(station, Change(door, tip_id, operation))) == [(VerdictKind.REJECTED, Code.NOT_PERMITTED)]


def test_that_a_person_without_right_to_the_tip_finds_none(station: Station) -> None:
    stranger = station.person("cerna", Role.OFFICER, EAST)
    tip_id = new_id()
    carry(station, Change(WEB, tip_id, lamp()))
    before = station.scalar(sa.select(sa.func.count()).select_from(schema.story))
    done = carry(station, Change(person(station, stranger, Role.OFFICER), tip_id, ops.TipAccept(Status.NEW)))
    assert verdicts(done) == [(VerdictKind.REJECTED, Code.UNKNOWN_TARGET)]
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.story)) == before


def test_that_each_change_of_many_stands_on_the_one_before(station: Station) -> None:
    novak = station.officer("novak", WEST)
    officer = person(station, novak.officer_id, Role.OFFICER)
    tip_id, note_id = new_id(), new_id()
    done = carry(
        station,
        Change(WEB, tip_id, lamp()),
        Change(officer, tip_id, ops.TipNoteAdd(note_id, "Byl jsem tam.")),
        Change(officer, tip_id, ops.TipClose(Status.NEW, SOLVED)),
        Change(officer, tip_id, ops.TipStart(Status.NEW)),
    )
    novak.pull()
    assert verdicts(done)[-1] == (VerdictKind.MERGED, Code.ALREADY_CLOSED)
    assert novak.docs("tip")[tip_id]["status"] == "closed"
    assert novak.docs("note")[note_id]["by"] == novak.officer_id
    assert len(novak.docs("story")) == 4


def test_that_what_is_told_of_the_past_has_its_own_moments_and_numbers(station: Station) -> None:
    boss = station.supervisor()
    tip_id, day = new_id(), "2025-12-31T10:00:00.000Z"
    carry(
        station,
        Change(PAST, tip_id, lamp(), at=day, told={"source": "jiný"}),
        Change(PAST, tip_id, ops.TipAccept(Status.NEW), at="2026-01-02T10:00:00.000Z"),
    )
    boss.pull()
    tip = boss.docs("tip")[tip_id]
    assert (tip["created_at"], tip["number"], tip["status"]) == (day, "2025-000001", "accepted")
    assert tip.get("holder_id") is None, "a job holds nothing"
    assert {(line["at"], line["detail"].get("source")) for line in boss.docs("story").values()} == {
        (day, "jiný"), ("2026-01-02T10:00:00.000Z", None),
    }  # fmt: skip


def test_that_a_tip_told_of_as_closed_long_ago_is_on_no_device(station: Station) -> None:
    boss = station.supervisor()
    old = new_id()
    carry(
        station,
        Change(PAST, old, lamp(), at="2025-05-01T10:00:00.000Z"),
        Change(PAST, old, ops.TipClose(Status.NEW, SOLVED), at="2025-06-01T10:00:00.000Z"),
        Change(WEB, new_id(), lamp()),
    )
    boss.pull()
    assert len(boss.docs("tip")) == 1
    assert station.scalar(sa.select(schema.tip.c.archived).where(schema.tip.c.id == old)) is True


def test_that_a_tip_comes_back_from_the_archive_with_all_of_it(station: Station) -> None:
    boss = station.supervisor()
    old = new_id()
    carry(
        station,
        Change(PAST, old, lamp(), at="2025-05-01T10:00:00.000Z"),
        Change(PAST, old, ops.TipClose(Status.NEW, SOLVED), at="2025-06-01T10:00:00.000Z"),
    )
    carry(station, Change(person(station, boss.officer_id, Role.SUPERVISOR), old, ops.TipReopen("Zase nesvítí")))
    boss.pull()
    assert boss.docs("tip")[old]["status"] == "reopened"
    assert len(boss.docs("story")) == 3


def test_that_a_patrol_note_comes_through_as_well(station: Station) -> None:
    novak = station.officer("novak", WEST)
    note_id = new_id()
    carry(station, Change(person(station, novak.officer_id, Role.OFFICER), note_id, PatrolNoteAdd(WEST, "Klid.")))
    novak.pull()
    assert novak.docs("patrol_note")[note_id]["by"] == novak.officer_id


def test_that_nothing_is_written_where_nothing_is_to_be_done(station: Station) -> None:
    assert carry(station) == []
