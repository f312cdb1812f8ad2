"""The ends a round can have besides going through, each on the real server: revoked, copied, too old, not ours."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from sync.client import pull
from sync.client.cancel import Cancel
from sync.client.credentials import DeviceKey, enrol, new_private_key
from sync.client.outcomes import (
    Cancelled,
    Diverged,
    Offline,
    OutOfDate,
    Phase,
    Progress,
    Refused,
    Revoked,
    RoundDone,
    ServerTrouble,
)
from sync.server.accounts.enrolment import issue_code, revoke
from tests.faults.device import FieldDevice, ShiftedClock
from tests.faults.in_process import Cut, InProcessTransport
from tests.faults.patching import patched
from tests.faults.world import World
from tests.sync.server import schema
from tests.sync.server.station import WEST


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.stop()


def test_that_a_revoked_device_wipes_itself_within_the_contact_in_which_it_learns_of_it(world: World) -> None:
    world.settle()
    world.file(world.anna, east=False)
    server = world.station.server
    with server.database.write() as connection:
        assert revoke(connection, world.anna.key.device_id, server.now())
    assert isinstance(world.round(world.anna), Revoked)
    assert world.anna.wiped
    assert not list(world.anna.folder.glob("device.db*"))


def test_that_a_device_revoked_while_it_was_signed_out_wipes_itself_too(world: World) -> None:
    world.settle()
    world.anna.restart()
    server = world.station.server
    with server.database.write() as connection:
        revoke(connection, world.anna.key.device_id, server.now())
    assert isinstance(world.round(world.anna), Revoked)
    assert world.anna.wiped


def test_that_a_copy_of_a_device_stops_and_keeps_its_outbox(world: World, tmp_path: Path) -> None:
    world.settle()
    world.anna.store.checkpoint()
    shutil.copytree(world.anna.folder, tmp_path / "copy")
    copy = FieldDevice(
        tmp_path / "copy", world.anna.officer_id, world.anna.transport, world.anna.key, clock=world.anna.clock
    )
    world.file(world.anna, east=False)
    world.file(copy, east=False)
    assert isinstance(world.round(world.anna), RoundDone)
    assert isinstance(world.round(copy), Diverged)
    assert isinstance(world.round(copy), Diverged)
    assert copy.exchange.waiting() == 1
    copy.stop()


def test_that_an_old_program_sends_and_is_told_that_it_can_not_receive(world: World) -> None:
    world.settle()
    world.file(world.anna, east=False)
    with patched((pull, "PROTOCOL", 0)):
        report = world.round(world.anna)
    assert isinstance(report, OutOfDate)
    assert report.sent == 1
    assert world.anna.exchange.waiting() == 0
    world.settle()


def test_that_an_expired_token_is_renewed_within_the_round(world: World) -> None:
    world.settle()
    world.file(world.anna, east=False)
    world.station.clock.forward(hours=2)
    report = world.round(world.anna)
    assert isinstance(report, RoundDone)
    assert report.sent == 1


def test_that_a_code_works_once(world: World) -> None:
    server = world.station.server
    with server.database.write() as connection:
        code = issue_code(connection, server, world.officers["anna"])
    transport = world.anna.transport
    first = enrol(transport, code, new_private_key(), "first")
    assert not isinstance(first, Offline | Refused)
    assert isinstance(enrol(transport, code, new_private_key(), "second"), Refused)


def test_that_a_device_with_anothers_key_is_not_let_in(world: World) -> None:
    wrong = DeviceKey(world.anna.key.device_id, new_private_key())
    device = FieldDevice(world.folder / "wrong", world.anna.officer_id, world.anna.transport, wrong)
    report = device.round()
    assert isinstance(report, ServerTrouble)
    assert report.status == 401
    device.stop()


def test_that_no_network_is_offline_and_keeps_everything(world: World) -> None:
    world.settle()
    world.file(world.anna, east=False)
    transport = world.anna.transport
    assert isinstance(transport, InProcessTransport)
    transport.offline = True
    assert isinstance(world.round(world.anna), Offline)
    assert world.anna.exchange.waiting() == 1


def test_that_a_cancelled_round_ends_and_keeps_everything(world: World) -> None:
    world.file(world.anna, east=False)
    cancel = Cancel()
    cancel.set()
    assert isinstance(world.anna.round(cancel), Cancelled)
    assert world.anna.exchange.waiting() == 1


def test_that_a_queue_held_up_by_nothing_is_sent_in_batches_with_its_progress_told(world: World) -> None:
    tip = world.file(world.anna, east=False)
    for _ in range(450):
        world.note(world.anna, tip)
    told: list[Progress] = []
    world.anna.engine.observe(told.append)
    report = world.round(world.anna)
    assert isinstance(report, RoundDone)
    assert report.sent == 451
    pushes = [(step.done, step.total) for step in told if step.phase is Phase.PUSH]
    assert pushes == [(200, 451), (400, 451), (451, 451)]
    assert [step.phase for step in told[:3]] == [Phase.PUSH] * 3
    assert told[-1].phase is Phase.PULL
    world.settle()


def test_that_very_large_notes_are_split_over_batches_and_do_not_look_like_a_bomb(world: World) -> None:
    from app.identifiers import new_id
    from app.tips.operations import TipNoteAdd

    tip = world.file(world.anna, east=False)
    for _ in range(250):
        world.anna.record(tip, TipNoteAdd(note_id=new_id(), text="ř" * 10_000))
    report = world.round(world.anna)
    assert isinstance(report, RoundDone)
    assert report.sent == 251
    assert report.rejected == ()


def test_that_a_forgotten_departure_makes_the_scope_start_anew(world: World) -> None:
    tip = world.file(world.anna, east=False)
    world.settle()
    world.assign(tip, east=True, holder="boris")
    world.round(world.sylva)
    world.age()
    world.age()
    assert world.anna.docs("tip")
    world.settle()
    assert not world.anna.docs("tip")


def test_that_a_newly_enrolled_device_of_an_old_officer_begins_at_nothing(world: World) -> None:
    world.file(world.anna, east=False)
    world.settle()
    signed = world.station.signed_in(world.officers["anna"])
    key = DeviceKey(signed.device_id, signed.key.private_bytes_raw())
    clock = ShiftedClock(world.station.clock)
    second = FieldDevice(world.folder / "second", world.anna.officer_id, world.anna.transport, key, clock=clock)
    world.devices.append(second)
    world.settle()
    assert second.docs("tip") == world.anna.docs("tip")


def test_that_a_role_without_the_right_never_holds_a_contact(world: World) -> None:
    world.file(world.anna, east=False)
    world.settle()
    assert world.anna.docs("contact")
    server = world.station.server
    with server.database.write() as connection:
        account = schema.account
        connection.execute(
            sa.update(account).where(account.c.id == world.officers["anna"]).values(role=Role.ANALYST.value)
        )
    assert isinstance(world.round(world.anna), RoundDone)
    assert not world.anna.docs("contact")
    assert not world.anna.docs("tip")
    assert WEST not in world.anna.exchange.cursors()


def test_that_a_lost_answer_to_a_restart_of_a_scope_leaves_no_row_behind(world: World) -> None:
    tip = world.file(world.anna, east=False)
    world.settle()
    world.assign(tip, east=True, holder="boris")
    world.round(world.sylva)
    world.age()
    world.age()
    world.anna.restart()
    assert isinstance(world.cut(world.anna, "pull", Cut.AFTER), Offline)
    world.settle()
    assert not world.anna.docs("tip")


def test_that_only_a_revoked_device_is_wiped_and_only_a_whole_round_is_a_contact(world: World) -> None:
    world.file(world.anna, east=False)
    transport = world.anna.transport
    assert isinstance(transport, InProcessTransport)
    transport.offline = True
    ends = [world.anna.round()]
    transport.offline = False
    cancel = Cancel()
    cancel.set()
    ends.append(world.anna.round(cancel))
    with patched((pull, "PROTOCOL", 0)):
        ends.append(world.anna.round())
    ends.append(world.cut(world.anna, "pull", Cut.AFTER) or Cancelled())
    assert [type(end) for end in ends] == [Offline, Cancelled, OutOfDate, Offline]
    assert (world.anna.wiped, world.anna.exchange.last_contact()) == (False, None)
    assert isinstance(world.anna.round(), RoundDone)
    contact = world.anna.exchange.last_contact()
    assert contact is not None
    assert contact.offset_s == 0.0


def test_that_a_round_with_a_station_from_a_backup_sends_and_receives_anew_within_itself(world: World) -> None:
    world.settle()
    world.back_up()
    tip = world.file(world.anna, east=False)
    assert isinstance(world.round(world.anna), RoundDone)
    world.restore()
    report = world.anna.round()
    assert isinstance(report, RoundDone), report
    assert report.sent == 1, "what the backup did not know"
    assert tip in world.anna.docs("tip")
    assert world.anna.exchange.waiting() == 0
