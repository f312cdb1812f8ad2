"""What of the outbox is deleted and when, asked of the table of a real store."""

from collections.abc import Callable

import pytest

from app.exchange.service import KEPT
from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from app.outbox.views import Recorded
from app.session import DeviceSession
from app.tips.operations import TipNoteAdd
from tests.app.device import NOW, PNG, HandClock, answer, pull, tip, tip_row

Act = Callable[[], Recorded]


@pytest.fixture
def noted(device: DeviceSession) -> Act:
    """Writes a note on a tip that is here."""
    one = tip()
    pull(device, [tip_row(one)])

    def act() -> Recorded:
        recorded = device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Poznámka."))
        assert isinstance(recorded, Recorded)
        return recorded

    return act


def left(device: DeviceSession, clock: HandClock) -> list[int]:
    """The numbers of the changes that are here after a round long afterwards."""
    device.exchange.settle(99)
    clock.forward(days=KEPT.days + 1)
    device.exchange.settle(99)
    return sorted(entry.seq for entry in device.outbox.entries())


def test_that_what_is_done_goes_and_the_last_row_keeps_the_count(
    device: DeviceSession, clock: HandClock, noted: Act
) -> None:
    for _ in range(3):
        answer(device, noted())
    assert left(device, clock) == [3]


def test_that_a_photo_keeps_its_change_until_its_bytes_are_with_the_station(
    device: DeviceSession, clock: HandClock, noted: Act
) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    answer(device, device.tips.add_photo(one.id, PNG))
    for _ in range(2):
        answer(device, noted())
    assert left(device, clock) == [1, 2, 3]
    (photo,) = device.exchange.files.to_send()
    device.exchange.files.sent(photo.sha256, NOW.isoformat())
    assert left(device, clock) == [3]


def test_that_a_rejected_photo_keeps_nothing_once_it_is_put_aside(
    device: DeviceSession, clock: HandClock, noted: Act
) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    photo = device.tips.add_photo(one.id, PNG)
    answer(device, photo, VerdictKind.REJECTED, Code.OUT_OF_SCOPE)
    answer(device, noted())
    assert left(device, clock) == [1, 2]
    assert isinstance(photo, Recorded)
    assert device.outbox.dismiss(photo.operation_id) is True
    assert left(device, clock) == [2]


@pytest.mark.parametrize("verdict", [VerdictKind.MERGED, VerdictKind.REJECTED])
def test_that_what_needs_someone_keeps_itself_and_what_came_after(
    device: DeviceSession, clock: HandClock, noted: Act, verdict: VerdictKind
) -> None:
    answer(device, noted())
    needed = noted()
    answer(device, needed, verdict, Code.ALREADY_SO)
    for _ in range(2):
        answer(device, noted())
    assert left(device, clock) == [2, 3, 4]
    assert device.outbox.dismiss(needed.operation_id) is True
    assert left(device, clock) == [4]


def test_that_what_was_never_answered_keeps_itself(device: DeviceSession, clock: HandClock, noted: Act) -> None:
    answer(device, noted())
    waiting = noted()
    assert left(device, clock) == [waiting.seq]
    assert device.exchange.waiting() == 1
