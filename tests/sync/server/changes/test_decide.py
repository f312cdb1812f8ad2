"""What an operation is and whose it is, before any feature is asked: what is no work of the author's has no effect."""

from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.operations import OPERATIONS, Withdrawn
from app.outbox.domain import Code, RecordedOperation, VerdictKind
from app.patrols import operations as patrols
from app.ratings import operations as ratings
from app.tips import operations as ops
from sync.server.accounts.duties import actor
from sync.server.changes.decide import UNREADABLE, decide
from sync.server.changes.effects import Decision, Effects
from sync.server.changes.service import batch_state
from sync.server.erasure.service import erase_tips
from tests.sync.server import schema
from tests.sync.server.station import IN_WEST, WEST, Device, Station

FILE = ops.TipFile(title="Lampa", category="light", place=IN_WEST)


def filed(title: str = "Nesvítí lampa") -> ops.TipFile:
    return ops.TipFile(title=title, category="light", place=IN_WEST)


@pytest.fixture
def novak(station: Station) -> Device:
    return station.officer("novak", WEST)


def decided(novak: Device, recorded: RecordedOperation) -> Decision:
    """The decision, of which nothing is written."""
    server = novak.station.server
    with server.database.write() as connection:
        person = actor(connection, novak.officer_id, Role.OFFICER, server.now())
        state = batch_state(connection, server, person, now=server.now())
        state.load([recorded])
        return decide(state, recorded)


REFUSED: tuple[tuple[dict[str, Any], Code, dict[str, str] | None, str | None, bool], ...] = (
    ({"kind": UNREADABLE}, Code.INVALID, {"field": "operation"}, "invalid", False),
    ({"kind": UNREADABLE, "author": ""}, Code.INVALID, {"field": "operation"}, "invalid", False),
    ({"payload": {"title": "\x00"}}, Code.INVALID, {"field": "payload"}, "invalid", False),
    ({"author": "someone"}, Code.NOT_PERMITTED, {"field": "author"}, None, True),
    ({"kind": "tip.sing"}, Code.UNKNOWN_OPERATION, {"detail": "tip.sing v1"}, "unknown_operation", False),
    ({"version": 2}, Code.UNKNOWN_OPERATION, {"detail": "tip.file v2"}, "unknown_operation", False),
    ({"payload": {"title": "Lampa"}}, Code.INVALID, None, "invalid", False),
    ({"kind": "x" * 5_000}, Code.UNKNOWN_OPERATION, {"detail": "x" * 200}, "unknown_operation", False),
)
"""What is changed of a good operation, and the refusal: its code, what it says besides, why it is set aside, if odd."""


def test_that_what_can_not_be_read_or_is_not_the_authors_is_refused_without_effect(novak: Device) -> None:
    for change, code, now, quarantine, odd in REFUSED:
        recorded = msgspec.structs.replace(novak.record(new_id(), FILE), **change)
        decision = decided(novak, recorded)
        assert (decision.verdict.verdict, decision.verdict.code) == (VerdictKind.REJECTED, code)
        assert (decision.verdict.seq, decision.verdict.id) == (recorded.seq, recorded.id)
        assert now is None or decision.verdict.now == now
        assert (decision.quarantine, decision.odd, decision.effects) == (quarantine, odd, Effects())


def test_that_what_was_taken_back_is_done_and_does_nothing(novak: Device) -> None:
    decision = decided(novak, novak.record(new_id(), Withdrawn("tip.file")))
    assert decision.verdict.verdict is VerdictKind.APPLIED
    assert (decision.quarantine, decision.effects) == (None, Effects())


def test_that_the_target_of_an_erased_tip_is_answered_like_none(station: Station, novak: Device) -> None:
    tip_id = new_id()
    novak.do(tip_id, FILE)
    with station.server.database.write() as connection:
        erase_tips(connection, station.server, [tip_id])
    for operation in (FILE, ops.TipNoteAdd(new_id(), "Dál"), patrols.PatrolStart(WEST)):
        decision = decided(novak, novak.record(tip_id, operation))
        assert (decision.verdict.code, decision.verdict.now) == (Code.UNKNOWN_TARGET, {})
        assert (decision.quarantine, decision.effects) == (None, Effects())


def test_that_each_operation_has_one_feature_that_decides_it(novak: Device) -> None:
    for operation in (FILE, patrols.PatrolStart(WEST)):
        effects = decided(novak, novak.record(new_id(), operation)).effects
        assert (effects.tip is not None, effects.patrol is not None) == (operation is FILE, operation is not FILE)
    assert set(OPERATIONS.values()) == {*ops.OPERATIONS, *patrols.OPERATIONS, *ratings.OPERATIONS, Withdrawn}


def test_that_the_author_is_not_taken_from_the_devices_word(station: Station) -> None:
    device = station.officer("novak", WEST)
    operation = msgspec.structs.replace(device.record(new_id(), filed()), author=new_id())
    verdict = device.push(operation)[0]
    assert (verdict.verdict, verdict.code) == (VerdictKind.REJECTED, Code.NOT_PERMITTED)


def test_that_an_unknown_operation_is_set_aside(station: Station) -> None:
    device = station.officer("novak", WEST)
    operation = msgspec.structs.replace(device.record(new_id(), filed()), version=99)
    verdict = device.push(operation)[0]
    assert verdict.code is Code.UNKNOWN_OPERATION
    assert station.all(sa.select(schema.quarantine.c.op_id)) == [(operation.id,)]


def test_that_a_text_that_can_not_be_stored_is_rejected(station: Station) -> None:
    device = station.officer("novak", WEST)
    sent = device.record(new_id(), filed())
    odd = msgspec.structs.replace(sent, payload={"title": "a\x00b", "category": "light"})
    assert device.push(odd)[0].code is Code.INVALID
