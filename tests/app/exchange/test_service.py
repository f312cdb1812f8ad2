"""What leaves, what is answered, what a restored server makes of it."""

from app.exchange.service import KEPT
from app.identifiers import new_id
from app.outbox.domain import Code, RecordedOperation, Verdict, VerdictKind
from app.outbox.views import EntryState, Recorded
from app.session import DeviceSession
from app.tips.domain import Status
from app.tips.operations import TipAccept, TipNoteAdd
from app.tips.views import TipQuery
from tests.app.device import PNG, HandClock, answer, pull, reopened, tip, tip_row


def _note(device: DeviceSession, tip_id: str, text: str = "Poznámka.") -> Recorded:
    recorded = device.tips.act(tip_id, TipNoteAdd(note_id=new_id(), text=text))
    assert isinstance(recorded, Recorded)
    return recorded


def _batch(device: DeviceSession, limit: int = 200) -> tuple[RecordedOperation, ...]:
    batch = device.exchange.next_batch(limit)
    assert isinstance(batch, tuple)
    return batch


def test_that_changes_leave_in_order_without_gaps_and_stay_until_answered(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    for _ in range(5):
        _note(device, one.id)
    assert [operation.seq for operation in _batch(device, 3)] == [1, 2, 3]
    assert [operation.seq for operation in _batch(device)] == [1, 2, 3, 4, 5]
    assert (device.exchange.waiting(), device.exchange.highest_seq()) == (5, 5)


def test_that_a_sent_change_is_never_rewritten(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    recorded = _note(device, one.id)
    (first,) = _batch(device)
    assert device.outbox.withdraw(recorded.operation_id) is False
    device.close()
    again = reopened(device.directory)
    assert _batch(again) == (first,)
    again.close()


def test_that_a_poison_change_holds_up_nothing(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    poison, healthy = _note(device, one.id), _note(device, one.id)
    answer(device, poison, VerdictKind.REJECTED, Code.INTERNAL)
    assert [operation.id for operation in _batch(device)] == [healthy.operation_id]


def test_that_a_verdict_is_taken_once_and_only_for_its_own_operation(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    recorded = _note(device, one.id)
    verdict = Verdict(recorded.seq, recorded.operation_id, VerdictKind.APPLIED)
    stranger = Verdict(recorded.seq, new_id(), VerdictKind.REJECTED, Code.INVALID)
    assert device.exchange.record_verdicts([stranger]) == 0
    assert device.exchange.record_verdicts([verdict]) == 1
    assert device.exchange.record_verdicts([verdict, stranger]) == 0
    assert device.outbox.entries()[0].state is EntryState.APPLIED


def test_that_done_changes_stay_thirty_days_and_the_sequence_goes_on(device: DeviceSession, clock: HandClock) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    for _ in range(3):
        answer(device, _note(device, one.id))
    assert device.exchange.settle(3) == 3
    clock.forward(days=KEPT.days - 1)
    device.exchange.settle(3)
    assert len(device.outbox.entries()) == 3
    clock.forward(days=2)
    device.exchange.settle(3)
    assert [entry.seq for entry in device.outbox.entries()] == [3]
    assert _note(device, one.id).seq == 4


def test_that_what_needs_someone_is_never_purged(device: DeviceSession, clock: HandClock) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    rejected = _note(device, one.id, "Tohle se nesmí ztratit.")
    answer(device, rejected, VerdictKind.REJECTED, Code.OUT_OF_SCOPE)
    photo = device.tips.add_photo(one.id, PNG)
    answer(device, photo)
    device.exchange.settle(9)
    clock.forward(days=400)
    device.exchange.settle(9)
    assert {entry.kind for entry in device.outbox.entries()} == {"tip.note", "tip.photo"}


def test_that_a_restored_server_gets_every_answered_change_again(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    for _ in range(4):
        answer(device, _note(device, one.id))
    device.exchange.settle(4)
    device.exchange.reset_for_incarnation("second", last=2)
    assert device.exchange.incarnation() == "second"
    assert device.exchange.cursors() == {}
    assert device.tips.page(TipQuery()).total == 0
    assert [operation.seq for operation in _batch(device)] == [3, 4]
    device.exchange.reset_for_incarnation("third")
    assert [operation.seq for operation in _batch(device)] == [1, 2, 3, 4]


def test_that_after_a_reset_the_change_shows_again_over_the_pulled_row(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    accepted = device.tips.act(one.id, TipAccept(seen=Status.NEW))
    answer(device, accepted)
    device.exchange.settle(1)
    device.exchange.reset_for_incarnation("second", last=0)
    pull(device, [tip_row(one)], incarnation="second")
    detail = device.tips.detail(one.id)
    assert detail is not None
    assert detail.tip.status is Status.ACCEPTED


def test_that_a_gap_is_filled_from_where_the_server_says(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    for _ in range(3):
        answer(device, _note(device, one.id))
    assert device.exchange.rewind(2) is True
    assert [operation.seq for operation in _batch(device)] == [2, 3]
    assert device.exchange.rewind(9) is False


def test_that_a_photo_is_fetched_and_kept_only_if_it_is_the_right_one(device: DeviceSession) -> None:
    from app.photos.domain import Photo
    from tests.app.device import row

    one = tip()
    sealed = device.photos.seal(PNG)
    assert sealed is not None
    device.photos.discard(sealed.sha256)
    photo = Photo(new_id(), one.id, "2026-05-30T08:00:00Z", sealed.sha256, sealed.size, "image/png", tip_id=one.id)
    pull(device, [tip_row(one), row("photo", photo.id, photo)])
    assert [file.sha256 for file in device.exchange.files.wanted()] == [sealed.sha256]
    wrong = device.exchange.files.receive(sealed.sha256)
    wrong.write(b"something else")
    assert wrong.finish() is None
    right = device.exchange.files.receive(sealed.sha256)
    right.write(PNG[:70_000])
    right.write(PNG[70_000:])
    assert right.finish() == sealed
    assert device.exchange.files.wanted() == ()


def test_that_the_last_contact_is_remembered(device: DeviceSession) -> None:
    assert device.exchange.last_contact() is None
    device.exchange.note_contact(-130.5)
    contact = device.exchange.last_contact()
    assert contact is not None
    assert (contact.at, contact.offset_s) == ("2026-06-01T12:00:00.000Z", -130.5)
