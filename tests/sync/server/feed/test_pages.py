"""A pull brings what is in scope, tells what has left, and misses nothing."""

import json
from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.accounts.domain import CITY, Role, personal_scope
from app.identifiers import new_id
from app.tips import operations as ops
from app.tips.domain import Status
from sync.protocol.messages import PROTOCOL
from sync.server.accounts import duties
from sync.server.accounts.duties import UNPLACED, DutyKind
from sync.server.feed.publish import ERASED, Erase, publish, purge_gone
from sync.server.ground import meta
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, NOWHERE, WEST, Device, Station


def file(device: Device, place: object = IN_WEST, title: str = "Lampa") -> str:
    tip_id = new_id()
    operation = ops.TipFile(title=title, category="light", place=place, contact_name="Anna")  # type: ignore[arg-type]
    device.do(tip_id, operation)
    return tip_id


def test_that_a_device_gets_its_districts_and_the_city(station: Station) -> None:
    novak, boss = station.officer("novak", WEST), station.supervisor()
    mine, other = file(boss, IN_WEST), file(boss, IN_EAST)
    novak.pull()
    assert set(novak.docs("tip")) == {mine}
    assert novak.scopes == {WEST, CITY, ERASED, personal_scope(novak.officer_id)}
    assert set(novak.docs("district")) == {WEST, EAST}
    assert set(novak.docs("officer")) == {novak.officer_id, boss.officer_id}
    boss.pull()
    assert set(boss.docs("tip")) == {mine, other}


def test_that_a_moved_tip_leaves_with_all_that_hangs_on_it(station: Station) -> None:
    novak, cerna, boss = station.officer("novak", WEST), station.officer("cerna", EAST), station.supervisor()
    tip_id = file(boss)
    novak.do(tip_id, ops.TipNoteAdd(new_id(), "Byl jsem tam."))
    novak.pull()
    assert len(novak.docs("note")) == 1
    boss.do(tip_id, ops.TipAssign(district_id=EAST), base=1)
    novak.pull()
    cerna.pull()
    for kind in ("tip", "note", "story", "contact"):
        assert novak.docs(kind) == {}
        assert cerna.docs(kind)
    assert cerna.docs("tip")[tip_id]["holder_id"] == cerna.officer_id


def test_that_a_tip_moved_away_and_back_in_one_batch_is_where_it_was(station: Station) -> None:
    novak, cerna, boss = station.officer("novak", WEST), station.officer("cerna", EAST), station.supervisor()
    tip_id = file(boss)
    novak.pull()
    boss.push(
        boss.record(tip_id, ops.TipAssign(district_id=EAST), base=1),
        boss.record(tip_id, ops.TipAssign(district_id=WEST), base=2),
    )
    novak.pull()
    cerna.pull()
    assert set(novak.docs("tip")) == {tip_id}
    assert len(novak.docs("story")) == 3
    assert cerna.docs("tip") == {}
    assert cerna.docs("story") == {}


def test_that_a_holder_from_elsewhere_gets_the_tip_alone(station: Station) -> None:
    novak, cerna, boss = station.officer("novak", WEST), station.officer("cerna", EAST), station.supervisor()
    tip_id = file(boss)
    boss.do(tip_id, ops.TipAssign(holder_id=cerna.officer_id), base=1)
    novak.pull()
    cerna.pull()
    boss.pull()
    assert novak.docs("tip") == {}
    assert {key[2] for key in cerna.rows if key[0] == "tip"} == {personal_scope(cerna.officer_id)}
    assert set(boss.docs("tip")) == {tip_id}


def test_that_a_tip_outside_all_districts_is_unplaced_and_seen_by_supervisors(station: Station) -> None:
    novak, boss = station.officer("novak", WEST), station.supervisor()
    tip_id = file(boss, NOWHERE)
    novak.pull()
    boss.pull()
    assert novak.docs("tip") == {}
    assert {key[2] for key in boss.rows if key[1] == tip_id and key[0] == "tip"} == {UNPLACED}


def test_that_a_granted_duty_brings_the_district_and_its_end_takes_it(station: Station) -> None:
    novak, boss = station.officer("novak", WEST), station.supervisor()
    east = file(boss, IN_EAST)
    novak.pull()
    with station.server.database.write() as connection:
        duties.grant(connection, novak.officer_id, EAST, DutyKind.COVER, from_at=station.server.now())
    novak.pull()
    assert east in novak.docs("tip")
    station.clock.forward(hours=8)
    with station.server.database.write() as connection:
        duties.withdraw(connection, novak.officer_id, EAST, station.server.now())
    novak.pull()
    assert east not in novak.docs("tip")
    assert EAST not in novak.scopes


def test_that_small_pages_bring_the_same_as_one(station: Station) -> None:
    boss = station.supervisor()
    for number in range(7):
        file(boss, IN_WEST if number % 2 else IN_EAST, f"Tip {number}")
    small, large = station.device(boss.officer_id), station.device(boss.officer_id)
    small.pull(limit=3)
    large.pull(limit=10_000)
    assert small.rows == large.rows
    assert small.cursors == large.cursors


def test_that_a_round_with_nothing_new_says_almost_nothing(station: Station) -> None:
    novak = station.officer("novak", WEST)
    file(station.supervisor())
    novak.pull()
    answer = novak.pull_once()
    assert set(answer) <= {"incarnation", "acknowledged", "server_at"}


def test_that_contacts_do_not_travel_to_roles_without_the_right(station: Station) -> None:
    boss = station.supervisor()
    file(boss)
    admin = station.device(station.person("admin", Role.ADMIN))
    admin.pull()
    boss.pull()
    assert boss.docs("contact")
    assert admin.docs("contact") == {}
    assert admin.docs("tip")


def test_that_a_new_role_starts_the_device_anew(station: Station) -> None:
    boss = station.supervisor()
    file(boss)
    boss.pull()
    boss.caller = replace(boss.caller, role=Role.ADMIN)
    boss.pull()
    assert boss.docs("contact") == {}
    assert boss.docs("tip")


def test_that_after_a_restore_everything_comes_anew_and_erased_ids_first(station: Station) -> None:
    boss = station.supervisor()
    kept, erased = file(boss), file(boss)
    boss.pull()
    with station.server.database.write() as connection:
        publish(connection, [Erase((erased,))], station.server.now())
    with station.server.database.write() as connection:
        meta.bump_incarnation(connection)
    boss.pull()
    assert boss.erased == [erased]
    assert set(boss.docs("tip")) == {kept}


def test_that_erased_ids_are_told_once(station: Station) -> None:
    boss = station.supervisor()
    tip_id = file(boss)
    boss.pull()
    with station.server.database.write() as connection:
        publish(connection, [Erase((tip_id,))], station.server.now())
    boss.pull()
    boss.pull()
    assert boss.erased == [tip_id]
    assert tip_id not in boss.docs("tip")
    assert station.scalar(sa.select(schema.feed.c.doc).where(schema.feed.c.row_id == tip_id)) is None


def test_that_a_cursor_below_the_purged_starts_that_scope_anew(station: Station) -> None:
    novak, boss = station.officer("novak", WEST), station.supervisor()
    tip_id, stays = file(boss), file(boss)
    novak.pull()
    boss.do(tip_id, ops.TipAssign(district_id=EAST), base=1)
    station.clock.forward(days=181)
    with station.server.database.write() as connection:
        assert purge_gone(connection, "2026-08-01T00:00:00.000Z") > 0
    assert novak.pull_once()["restart"] == [WEST]
    novak.pull()
    assert set(novak.docs("tip")) == {stays}


def test_that_a_first_sync_through_a_purged_scope_comes_to_its_end(station: Station) -> None:
    boss = station.supervisor()
    tips = [file(boss) for _ in range(4)]
    boss.do(tips[0], ops.TipAssign(district_id=EAST), base=1)
    with station.server.database.write() as connection:
        purge_gone(connection, "2027-01-01T00:00:00.000Z")
    file(boss)
    novak = station.officer("novak", WEST)
    for _ in range(30):
        answer = novak.pull_once(limit=2)
        novak.apply(answer)
        if not answer.get("more"):
            break
    else:
        pytest.fail("the first sync never ends")
    assert len(novak.docs("tip")) == 4


def test_that_a_lost_answer_to_a_restart_does_not_make_the_scope_count_as_begun(station: Station) -> None:
    novak, boss = station.officer("novak", WEST), station.supervisor()
    tip_id, stays = file(boss), file(boss)
    novak.pull()
    boss.do(tip_id, ops.TipAssign(district_id=EAST), base=1)
    station.clock.forward(days=181)
    with station.server.database.write() as connection:
        purge_gone(connection, "2026-08-01T00:00:00.000Z")
    assert novak.pull_once()["restart"] == [WEST]
    assert novak.pull_once()["restart"] == [WEST]
    novak.pull(limit=1)
    assert set(novak.docs("tip")) == {stays}
    assert "restart" not in novak.pull_once()


def test_that_a_note_to_a_tip_that_has_left_is_kept_as_late(station: Station) -> None:
    novak, cerna, boss = station.officer("novak", WEST), station.officer("cerna", EAST), station.supervisor()
    tip_id = file(boss)
    made = station.server.now()
    station.clock.forward(hours=1)
    boss.do(tip_id, ops.TipAssign(district_id=EAST), base=1)
    station.clock.forward(hours=1)
    note_id = new_id()
    assert novak.do(tip_id, ops.TipNoteAdd(note_id, "Pozdě."), at=made).verdict.value == "applied"
    late = novak.do(tip_id, ops.TipStart(Status.NEW), at=made)
    assert (late.verdict.value, late.code) == ("rejected", "unknown_target")
    cerna.pull()
    assert cerna.docs("note")[note_id]["received_late"] is True


def test_that_a_note_made_after_the_tip_has_left_is_refused_as_unknown(station: Station) -> None:
    novak, boss = station.officer("novak", WEST), station.supervisor()
    tip_id = file(boss)
    boss.do(tip_id, ops.TipAssign(district_id=EAST), base=1)
    station.clock.forward(hours=1)
    verdict = novak.do(tip_id, ops.TipNoteAdd(new_id(), "Nemám právo."))
    assert (verdict.verdict.value, verdict.code) == ("rejected", "unknown_target")


def test_that_another_districts_tip_is_as_unknown_as_none(station: Station) -> None:
    novak, boss = station.officer("novak", WEST), station.supervisor()
    other = file(boss, IN_EAST)
    theirs = novak.do(other, ops.TipAccept(Status.NEW))
    none = novak.do(new_id(), ops.TipAccept(Status.NEW))
    assert (theirs.verdict, theirs.code, theirs.now) == (none.verdict, none.code, none.now)


def test_that_a_pull_of_cases_is_audited_once_and_a_quiet_one_never(station: Station) -> None:
    boss = station.supervisor()
    file(boss, IN_WEST)
    novak = station.signed_in(station.person("novak", Role.OFFICER, WEST))
    audited = sa.select(schema.audit).where(schema.audit.c.action == "pull")
    request = {"protocol": PROTOCOL}
    first = novak.http("POST", "/api/v1/pull", request).json
    rows = station.all(audited)
    head = first["cursors"][WEST]
    assert [(row.actor, row.address) for row in rows] == [(novak.officer_id, "127.0.0.1")]
    assert json.loads(rows[0].detail) == {"device": novak.device_id, "scopes": {WEST: [3, 0, head]}}
    again = request | {"cursors": first["cursors"], "incarnation": first["incarnation"]}
    before = station.scalar(sa.select(sa.func.count()).select_from(schema.audit))
    assert "rows" not in novak.http("POST", "/api/v1/pull", again).json
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.audit)) == before
