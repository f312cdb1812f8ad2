"""A batch of operations gets its verdicts once, whatever the wire and the operations do."""

import msgspec
import pytest
import sqlalchemy as sa

from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status
from sync.server.changes import decide as decide_module
from sync.server.changes.state import BatchState
from sync.server.ground.denials import Denial
from sync.server.push import batch as batch_module
from tests.sync.server import schema
from tests.sync.server.station import IN_WEST, WEST, Station

SOLVED = ops.TipClose(seen=Status.ACCEPTED, outcome=Outcome(OutcomeKind.SOLVED, reply="Opraveno."))


def filed(title: str = "Nesvítí lampa") -> ops.TipFile:
    return ops.TipFile(title=title, category="light", place=IN_WEST)


def test_that_the_same_batch_again_gets_the_same_verdicts_and_no_second_effect(station: Station) -> None:
    device = station.officer("novak", WEST)
    tip_id = new_id()
    sent = (
        device.record(tip_id, filed()),
        device.record(tip_id, ops.TipAccept(Status.NEW)),
        device.record(tip_id, ops.TipNoteAdd(new_id(), "Byl jsem tam.")),
    )
    first = device.push(*sent)
    again = device.push(*sent)
    assert first == again
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.note)) == 1
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.receipt)) == 3


def test_that_a_gap_is_answered_with_what_is_expected(station: Station) -> None:
    device = station.officer("novak", WEST)
    first = device.record(new_id(), filed())
    third = msgspec.structs.replace(device.record(new_id(), filed()), seq=3)
    with pytest.raises(Denial) as denial:
        device.push(first, third)
    assert (denial.value.code, denial.value.expected_seq) == ("gap", 2)
    assert station.scalar(sa.select(schema.device.c.last_seq)) == 0


def test_that_other_content_under_a_used_number_is_diverged(station: Station) -> None:
    device = station.officer("novak", WEST)
    first = device.record(new_id(), filed())
    device.push(first)
    with pytest.raises(Denial) as denial:
        device.push(msgspec.structs.replace(first, payload={"title": "Jiný", "category": "light"}))
    assert denial.value.code == "diverged"
    with pytest.raises(Denial, match="Enrol it anew"):
        device.do(new_id(), filed())
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action))]
    assert actions == ["device.diverged"]
    assert station.device(device.officer_id).do(new_id(), filed()).verdict is VerdictKind.APPLIED


def test_that_the_same_operation_through_two_devices_has_one_effect(station: Station) -> None:
    device = station.officer("novak", WEST)
    tip_id = new_id()
    device.do(tip_id, filed())
    operation = device.record(tip_id, ops.TipNoteAdd(new_id(), "Jednou."))
    verdict = device.push(operation)[0]
    other = station.device(device.officer_id)
    moved = other.push(msgspec.structs.replace(operation, seq=1))[0]
    assert (moved.id, moved.verdict) == (verdict.id, verdict.verdict)
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.note)) == 1


def test_that_one_operation_twice_in_a_batch_has_one_effect_and_one_verdict(station: Station) -> None:
    device = station.officer("novak", WEST)
    tip_id = new_id()
    first, note = device.record(tip_id, filed()), device.record(tip_id, ops.TipNoteAdd(new_id(), "Jednou."))
    verdicts = device.push(first, first, note, note)
    assert [(v.seq, v.verdict) for v in verdicts] == [(1, VerdictKind.APPLIED), (2, VerdictKind.APPLIED)]
    assert device.push(note, first, note) == verdicts
    for table in (schema.tip, schema.note):
        assert station.scalar(sa.select(sa.func.count()).select_from(table)) == 1
    assert station.scalar(sa.select(schema.device.c.last_seq)) == 2


def test_that_two_operations_under_one_new_number_are_diverged(station: Station) -> None:
    device = station.officer("novak", WEST)
    first = device.record(new_id(), filed())
    with pytest.raises(Denial) as denial:
        device.push(first, msgspec.structs.replace(first, id=new_id(), target=new_id()))
    assert denial.value.code == "diverged"
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 0
    assert station.scalar(sa.select(schema.device.c.diverged_at)) is not None


def test_that_a_known_number_hides_no_other_content_behind_a_repetition(station: Station) -> None:
    device = station.officer("novak", WEST)
    first = device.record(new_id(), filed())
    device.push(first)
    with pytest.raises(Denial) as denial:
        device.push(msgspec.structs.replace(first, payload={"title": "Jiný", "category": "light"}), first)
    assert denial.value.code == "diverged"


def test_that_operations_out_of_their_order_are_a_gap(station: Station) -> None:
    device = station.officer("novak", WEST)
    first, second = device.record(new_id(), filed()), device.record(new_id(), filed())
    with pytest.raises(Denial) as denial:
        device.push(second, first)
    assert (denial.value.code, denial.value.expected_seq) == ("gap", 1)


@pytest.mark.parametrize("apart", [False, True], ids=["in one batch", "in two"])
def test_that_one_operation_under_two_numbers_has_one_effect(station: Station, apart: bool) -> None:
    device = station.officer("novak", WEST)
    tip_id = new_id()
    device.do(tip_id, filed())
    note = device.record(tip_id, ops.TipNoteAdd(new_id(), "Jednou."))
    again = msgspec.structs.replace(note, seq=3)
    verdicts = device.push(note) + device.push(again) if apart else device.push(note, again)
    assert [(v.seq, v.id, v.verdict) for v in verdicts] == [
        (2, note.id, VerdictKind.APPLIED),
        (3, note.id, VerdictKind.APPLIED),
    ]
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.note)) == 1
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.receipt)) == 3


@pytest.mark.parametrize("apart", [False, True], ids=["in one batch", "in two"])
def test_that_another_operation_under_a_used_id_is_not_passed_off_as_done(station: Station, apart: bool) -> None:
    device = station.officer("novak", WEST)
    tip_id = new_id()
    device.do(tip_id, filed())
    note = device.record(tip_id, ops.TipNoteAdd(new_id(), "Jedna."))
    other = msgspec.structs.replace(device.record(tip_id, ops.TipNoteAdd(new_id(), "Druhá.")), id=note.id)
    verdicts = device.push(note) + device.push(other) if apart else device.push(note, other)
    assert [(v.verdict, v.code) for v in verdicts] == [
        (VerdictKind.APPLIED, None),
        (VerdictKind.REJECTED, Code.ALREADY_EXISTS),
    ]
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.note)) == 1
    assert (
        station.device(device.officer_id).push(msgspec.structs.replace(note, seq=1))[0].verdict is VerdictKind.APPLIED
    )


def test_that_an_unreadable_operation_under_two_numbers_is_rejected_twice(station: Station) -> None:
    device = station.officer("novak", WEST)
    broken = msgspec.structs.replace(device.record(new_id(), filed()), kind="unreadable", author="", at="")
    again = msgspec.structs.replace(broken, seq=2)
    assert [v.code for v in device.push(broken) + device.push(again)] == [Code.INVALID] * 2


def test_that_an_operation_that_raises_is_rejected_and_holds_up_nothing(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = station.officer("novak", WEST)
    tries = []

    def poisoned(state: object, recorded: object) -> object:
        if getattr(recorded, "seq", 0) == 2:
            tries.append(recorded)
            raise RuntimeError("secret text")
        return decide_module.decide(state, recorded)  # type: ignore[arg-type]

    monkeypatch.setattr(batch_module, "decide", poisoned)
    tip_id = new_id()
    verdicts = device.push(
        device.record(tip_id, filed()),
        device.record(tip_id, ops.TipAccept(Status.NEW)),
        device.record(tip_id, ops.TipStart(Status.NEW)),
    )
    assert [v.verdict for v in verdicts] == [VerdictKind.APPLIED, VerdictKind.REJECTED, VerdictKind.APPLIED]
    assert verdicts[1].code is Code.INTERNAL
    assert len(tries) == 3
    assert station.all(sa.select(schema.quarantine.c.reason)) == [("RuntimeError",)]


def test_that_what_the_database_refuses_costs_only_the_operation_at_fault(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = station.officer("novak", WEST)
    tip_id = new_id()
    twice = new_id()
    good, first, second, last = (
        device.record(tip_id, filed()),
        device.record(tip_id, ops.TipNoteAdd(twice, "Poprvé.")),
        device.record(tip_id, ops.TipNoteAdd(twice, "Podruhé.")),
        device.record(tip_id, ops.TipAccept(Status.NEW)),
    )
    monkeypatch.setattr(BatchState, "is_here", lambda *_: False)
    monkeypatch.setattr(BatchState, "free", lambda _, child_id: child_id)
    verdicts = device.push(good, first, second, last)
    assert [v.verdict.value for v in verdicts] == ["applied", "applied", "rejected", "applied"]
    assert verdicts[2].code is Code.INTERNAL
    assert station.all(sa.select(schema.note.c.id)) == [(twice,)]


def test_that_nothing_was_made_after_now(station: Station) -> None:
    device = station.officer("novak", WEST)
    tip_id, note_id = new_id(), new_id()
    soon = "2026-03-02T08:00:00.400Z"
    device.push(device.record(tip_id, filed()), device.record(tip_id, ops.TipNoteAdd(note_id, "A"), at=soon))
    device.pull()
    assert device.docs("note")[note_id]["at"] == "2026-03-02T08:00:00.000Z"


def test_that_a_wrong_clock_is_flagged_and_orders_nothing(station: Station) -> None:
    device = station.officer("novak", WEST)
    station.clock.forward(hours=1)
    tip_id = new_id()
    ahead = "2027-03-02T08:00:00Z"
    note_id = new_id()
    sent = (device.record(tip_id, filed(), at=ahead), device.record(tip_id, ops.TipNoteAdd(note_id, "A"), at=ahead))
    device.push(*sent, device_at="2027-03-02T08:10:00Z")
    device.pull()
    assert device.docs("tip")[tip_id]["created_at"] == "2026-03-02T09:00:00.000Z"
    assert device.docs("note")[note_id]["at"] == "2026-03-02T08:50:00.000Z"
    assert all(line["clock_suspect"] for line in device.docs("story").values())
    assert station.scalar(sa.select(schema.device.c.offset_seconds)) == -(365 * 86_400 - 3_000)
