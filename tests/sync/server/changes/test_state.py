"""What a batch knows while it is decided: what stands in the database, and what it did itself so far."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from sqlalchemy.engine import Connection

from app.accounts.domain import Actor, Outsider, Role
from app.identifiers import new_id
from app.messages.domain import Delivery
from app.outbox.domain import RecordedOperation
from app.patrols import operations as patrols
from app.tips import operations as ops
from app.tips.domain import Channel, Outcome, OutcomeKind, Status, TipNote
from sync.server.accounts.duties import actor
from sync.server.changes.doors import Door
from sync.server.changes.effects import Effects
from sync.server.changes.service import batch_state
from sync.server.changes.stamps import DeviceClock, Made
from sync.server.changes.state import BatchState, own_id
from sync.server.erasure.service import erase_tips
from tests.sync.server.station import IN_WEST, WEST, Device, Station

FILE = ops.TipFile(title="Lampa", category="light", place=IN_WEST, contact_email="anna@example.cz")
AT = "2026-03-02T08:00:00.000Z"


@pytest.fixture
def novak(station: Station) -> Device:
    return station.officer("novak", WEST)


class Loaded:
    """A batch of an officer's operations within one transaction."""

    def __init__(self, novak: Device, connection: Connection) -> None:
        self.novak, self.connection = novak, connection

    def of(self, *operations: RecordedOperation, clock: DeviceClock = DeviceClock()) -> BatchState:  # noqa: B008
        server = self.novak.station.server
        person = actor(self.connection, self.novak.officer_id, Role.OFFICER, server.now())
        state = batch_state(self.connection, server, person, now=server.now(), clock=clock)
        state.load(operations)
        return state


@pytest.fixture
def loaded(novak: Device) -> Iterator[Loaded]:
    with novak.station.server.database.write() as connection:
        yield Loaded(novak, connection)


@pytest.fixture
def tip(novak: Device) -> str:
    tip_id = new_id()
    novak.do(tip_id, FILE)
    return tip_id


def test_that_an_id_that_stands_for_anothers_is_the_same_for_its_author_alone(novak: Device) -> None:
    taken, other = new_id(), new_id()
    assert own_id(taken, novak.officer_id) == own_id(taken, novak.officer_id)
    assert len({taken, own_id(taken, novak.officer_id), own_id(taken, other), own_id(other, novak.officer_id)}) == 4


def test_that_targets_are_found_under_their_own_id_and_the_one_that_stands_for_it(novak: Device, tip: str) -> None:
    named, walk = new_id(), new_id()
    stands_for = own_id(named, novak.officer_id)
    novak.do(stands_for, FILE)
    novak.do(walk, patrols.PatrolStart(WEST))
    asked = [novak.record(one, ops.TipAccept(Status.NEW)) for one in (tip, named, walk, new_id())]
    with novak.station.server.database.write() as connection:
        state = Loaded(novak, connection).of(*asked)
    assert set(state.tips) == {tip, stands_for}
    assert state.begun_by == {tip: novak.officer_id, stands_for: novak.officer_id}
    assert set(state.patrols) == {walk}
    assert state.lines == frozenset()


def test_that_children_lines_and_what_was_erased_are_known_before_anything_is_decided(
    station: Station, novak: Device, tip: str
) -> None:
    note_id, gone = new_id(), new_id()
    noted = novak.record(tip, ops.TipNoteAdd(note_id, "Text"))
    novak.push(noted)
    novak.do(gone, FILE)
    with station.server.database.write() as connection:
        erase_tips(connection, station.server, [gone])
    odd = msgspec.structs.replace(noted, id=new_id(), payload={"note_id": 7, "photo_id": "\x00"})
    with station.server.database.write() as connection:
        state = Loaded(novak, connection).of(noted, odd, novak.record(gone, ops.TipAccept(Status.NEW)))
        again = Loaded(novak, connection).of(novak.record(new_id(), ops.TipNoteAdd(note_id, "Jinde")))
    assert state.roots == {note_id: tip}
    assert state.lines == {noted.id}
    assert state.erased == {gone}
    assert again.roots == {note_id: tip}, "also where the target is another"


def test_that_the_id_of_a_child_is_free_until_it_is_used_anywhere(loaded: Loaded) -> None:
    state, note_id, here, elsewhere = loaded.of(), new_id(), new_id(), new_id()
    assert state.free(note_id) == note_id
    assert not state.is_here(note_id, here)
    state.roots[note_id] = elsewhere
    assert state.free(note_id) == state.own(note_id) == own_id(note_id, loaded.novak.officer_id)
    assert not state.is_here(note_id, here)
    state.roots[state.own(note_id)] = here
    assert state.is_here(note_id, here)
    assert state.is_here(note_id, elsewhere)


def test_that_a_batch_sees_what_it_did_itself(novak: Device, tip: str) -> None:
    note = TipNote(new_id(), tip, novak.officer_id, AT, "Text")
    with novak.station.server.database.write() as connection:
        state = Loaded(novak, connection).of(novak.record(tip, ops.TipAccept(Status.NEW)))
        before = state.tips[tip]
        moved = msgspec.structs.replace(before.tip, status=Status.ACCEPTED)
        record = type(before)(moved, before.scope, before.archived, before.lines + 1)
        state.accept(Effects(tip=record, children=(note,)))
        assert state.tips[tip].tip.status is Status.ACCEPTED
        assert state.is_here(note.id, tip)
        assert state.born == set(), "it was there before"
        state.accept(Effects(tip=record, is_new=True))
        assert state.born == {tip}
        state.accept(Effects())
        assert state.born == {tip}


def test_that_a_reply_waits_until_it_goes_or_is_taken_back(novak: Device, tip: str) -> None:
    other = new_id()
    novak.do(other, FILE)
    closing = ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Opraveno."))
    for one in (tip, other):
        novak.do(one, closing)
    with novak.station.server.database.write() as connection:
        state = Loaded(novak, connection).of(novak.record(tip, FILE), novak.record(other, FILE))
        (held,) = state.held_of(tip)
        assert (held.tip_id, held.delivery, len(state.held_of(other))) == (tip, Delivery.HELD, 1)
        state.accept(Effects(children=(msgspec.structs.replace(held, delivery=Delivery.CANCELLED),)))
        assert (state.held_of(tip), len(state.held_of(other))) == ([], 1)


@pytest.mark.parametrize(
    ("door", "clock", "expected"),
    [
        ({}, DeviceClock(), Made(AT, suspect=False)),
        ({"tells_past": True}, DeviceClock(-9e9, suspect=True), Made("1999-01-01T00:00:00.000Z", suspect=False)),
    ],
)
def test_that_what_is_told_of_the_past_keeps_its_moment_whatever_a_clock_says(
    loaded: Loaded, door: dict[str, Any], clock: DeviceClock, expected: Made
) -> None:
    at = AT if not door else "1999-01-01T00:00:00.000Z"
    recorded = msgspec.structs.replace(loaded.novak.record(new_id(), FILE), at=at)
    state = loaded.of(clock=clock)
    somebody = Actor(new_id(), Outsider.SYSTEM, frozenset())
    state.turn_to(Door(somebody, Channel.IMPORT, **door))
    assert state.actor is somebody
    assert state.made(recorded) == expected
