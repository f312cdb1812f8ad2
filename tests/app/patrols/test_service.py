"""Quick notes and explicit walks, without a network."""

import pytest

from app.outbox.domain import Code, VerdictKind
from app.outbox.views import Recorded, Refused
from app.patrols.domain import Patrol, PatrolNote
from app.session import DeviceSession
from app.values import Place
from tests.app.device import HOME, ME, OTHER, PNG, HandClock, answer, pull, reopened, row


def test_that_a_note_with_place_and_photo_is_one_durable_step(device: DeviceSession) -> None:
    place = Place(50.46, 13.41, "Mýtná 3", accuracy=8.0)
    assert isinstance(device.patrols.note(HOME, "Rozbité sklo u hřiště.", place, [PNG], "vandalism"), Recorded)
    device.close()
    again = reopened(device.directory)
    (view,) = again.patrols.notes()
    assert (view.note.text, view.note.place, view.note.tag, view.unsent) == (
        "Rozbité sklo u hřiště.", place, "vandalism", True,
    )  # fmt: skip
    assert again.tips.photo_bytes(view.photos[0].photo.sha256) == PNG
    assert view.note.photos == 1
    batch = again.exchange.next_batch()
    assert isinstance(batch, tuple)
    assert [(item.kind, item.target) for item in batch] == [
        ("patrol.note", view.note.id),
        ("patrol.photo", view.note.id),
    ]
    again.close()


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001])
def test_that_a_note_without_words_is_refused(device: DeviceSession, text: str) -> None:
    refused = device.patrols.note(HOME, text)
    assert isinstance(refused, Refused)
    assert refused.code is Code.INVALID


def test_that_a_note_with_a_broken_photo_writes_nothing(device: DeviceSession) -> None:
    assert isinstance(device.patrols.note(HOME, "Klid.", photos=[b"no picture"]), Refused)
    assert device.patrols.notes() == ()
    assert device.exchange.highest_seq() == 0


def test_that_notes_are_newest_first_with_unsent_ones_among_them(device: DeviceSession, clock: HandClock) -> None:
    old = PatrolNote("00000000-0000-7000-8000-000000000101", OTHER, "2026-06-01T11:00:00Z", HOME, "starší")
    newer = PatrolNote("00000000-0000-7000-8000-000000000102", OTHER, "2026-06-01T12:30:00Z", HOME, "novější")
    pull(device, [row("patrol_note", note.id, note) for note in (old, newer)])
    device.patrols.note(HOME, "moje")
    assert [view.note.text for view in device.patrols.notes()] == ["novější", "moje", "starší"]
    assert [view.note.text for view in device.patrols.notes(limit=2)] == ["novější", "moje"]


def test_that_a_walk_is_started_and_ended_by_hand_and_survives_a_restart(
    device: DeviceSession, clock: HandClock
) -> None:
    assert device.patrols.running() is None
    device.patrols.start(HOME)
    device.close()
    again = reopened(device.directory, clock)
    walk = again.patrols.running()
    assert walk is not None
    assert (walk.by, walk.district_id, walk.started_at) == (ME, HOME, "2026-06-01T12:00:00.000Z")
    second = again.patrols.start(HOME)
    assert second == Refused(Code.ALREADY_SO, {"patrol_id": walk.id})
    clock.forward(hours=1)
    assert isinstance(again.patrols.end(walk.id), Recorded)
    assert again.patrols.running() is None
    assert isinstance(again.patrols.end(walk.id), Refused)
    again.close()


def test_that_a_walk_known_from_the_server_can_be_ended_and_one_of_another_not(device: DeviceSession) -> None:
    mine = Patrol("00000000-0000-7000-8000-000000000201", ME, HOME, "2026-06-01T11:00:00Z")
    other = Patrol("00000000-0000-7000-8000-000000000202", OTHER, HOME, "2026-06-01T11:30:00Z")
    pull(device, [row("patrol", walk.id, walk) for walk in (mine, other)])
    assert device.patrols.running() == mine
    refused = device.patrols.end(other.id)
    assert isinstance(refused, Refused)
    assert refused.code is Code.NOT_PERMITTED
    assert isinstance(device.patrols.end(mine.id), Recorded)
    assert device.patrols.running() is None


def test_that_a_rejected_note_is_sent_again(device: DeviceSession) -> None:
    recorded = device.patrols.note("district-9", "Cizí lokalita.")
    answer(device, recorded, VerdictKind.REJECTED, Code.OUT_OF_SCOPE)
    assert device.patrols.notes() == ()
    assert isinstance(recorded, Recorded)
    again = device.outbox.resend(recorded.operation_id, {"district_id": HOME, "text": "Moje lokalita."})
    assert isinstance(again, Recorded)
    assert [view.note.district_id for view in device.patrols.notes()] == [HOME]
