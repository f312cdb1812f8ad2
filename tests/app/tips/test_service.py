"""Lists, one tip, and the one way to change it."""

from pathlib import Path

import pytest

from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from app.outbox.views import EntryState, Recorded, Refused
from app.session import DeviceSession
from app.tips.domain import Contact, Outcome, OutcomeKind, Status, StoryLine
from app.tips.operations import TipAccept, TipAssign, TipClose, TipEdit, TipFile, TipNoteAdd
from app.tips.views import Tab, TipDetail, TipQuery
from tests.app.device import ME, PNG, HandClock, answer, closed, pull, reopened, row, tip, tip_row

SOLVED = TipClose(seen=Status.NEW, outcome=Outcome(OutcomeKind.SOLVED, reply="Opraveno, děkujeme."))


def _detail(device: DeviceSession, tip_id: str) -> TipDetail:
    detail = device.tips.detail(tip_id)
    assert detail is not None
    return detail


def test_that_a_pulled_tip_is_on_the_list_with_its_marks(device: DeviceSession) -> None:
    one = tip("Rozbitá lampa", photos=2, joined=3)
    pull(device, [tip_row(one)])
    (shown,) = device.tips.page(TipQuery()).rows
    assert (shown.id, shown.tip.title, shown.unread, shown.tip.photos, shown.tip.joined) == (
        one.id,
        "Rozbitá lampa",
        True,
        2,
        3,
    )


def test_that_accepting_shows_at_once_and_survives_a_restart(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    assert isinstance(device.tips.act(one.id, TipAccept(seen=Status.NEW)), Recorded)
    device.close()
    again = reopened(device.directory)
    detail = _detail(again, one.id)
    assert (detail.tip.status, detail.tip.holder_id) == (Status.ACCEPTED, ME)
    assert [entry.state for entry in detail.pending] == [EntryState.WAITING]
    assert again.tips.page(TipQuery(tab=Tab.NEW)).total == 0
    again.close()


def test_that_a_refused_change_writes_nothing(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    refused = device.tips.act(one.id, TipAssign(holder_id=ME))
    assert isinstance(refused, Refused)
    assert refused.code is Code.NOT_PERMITTED
    assert device.outbox.entries() == ()


def test_that_a_change_to_an_unknown_tip_is_refused(device: DeviceSession) -> None:
    refused = device.tips.act(new_id(), TipAccept(seen=Status.NEW))
    assert isinstance(refused, Refused)
    assert refused.code is Code.UNKNOWN_TARGET


def test_that_the_base_is_the_version_the_author_saw_with_their_own_changes(device: DeviceSession) -> None:
    one = tip(version=4)
    pull(device, [tip_row(one)])
    device.tips.act(one.id, TipAccept(seen=Status.NEW))
    device.tips.act(one.id, SOLVED)
    batch = device.exchange.next_batch()
    assert isinstance(batch, tuple)
    assert [operation.base for operation in batch] == [4, 5]


def test_that_a_filed_tip_is_on_the_list_before_any_network(device: DeviceSession) -> None:
    filed = device.tips.file(TipFile(title="Vrak u garáží", category="litter", contact_name="Eva"))
    assert isinstance(filed, Recorded)
    (shown,) = device.tips.page(TipQuery(tab=Tab.NEW)).rows
    assert (shown.tip.title, shown.unsent, shown.tip.number) == ("Vrak u garáží", 1, "")
    contact = _detail(device, shown.id).contact
    assert contact is not None
    assert contact.name == "Eva"


def test_that_allowed_follows_the_rules_of_role_and_state(device: DeviceSession, supervisor: DeviceSession) -> None:
    fresh, done = tip(), closed()
    for session in (device, supervisor):
        pull(session, [tip_row(fresh), tip_row(done)])
    assert _detail(device, fresh.id).allowed == {
        "tip.accept", "tip.start", "tip.wait", "tip.close", "tip.edit", "tip.note", "tip.photo", "tip.promise",
        "tip.forward",
    }  # fmt: skip
    assert "tip.assign" in _detail(supervisor, fresh.id).allowed
    refused = {"tip.accept", "tip.start", "tip.wait", "tip.reopen", "tip.assign", "tip.promise_kept"}
    assert not _detail(device, done.id).allowed & refused


def test_that_a_detail_has_contact_notes_photos_and_story_in_order(device: DeviceSession) -> None:
    one = tip()
    lines = [
        StoryLine(id=new_id(), tip_id=one.id, kind="received", verdict="applied", at=f"2026-05-{day:02d}T08:00:00Z")
        for day in (30, 28, 29)
    ]
    pull(device, [
        tip_row(one),
        row("contact", one.id, Contact(one.id, name="Karel")),
        *(row("story", line.id, line) for line in lines),
    ])  # fmt: skip
    device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Na místě klid."))
    detail = _detail(device, one.id)
    assert [line.at[8:10] for line in detail.story] == ["28", "29", "30"]
    assert detail.contact is not None
    assert [note.text for note in detail.notes] == ["Na místě klid."]
    assert detail.notes[0].id in detail.unsent


def test_that_a_photo_is_sealed_recorded_and_read_back(device: DeviceSession, tmp_path: Path) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    picture = tmp_path / "a.png"
    picture.write_bytes(PNG)
    recorded = device.tips.add_photo(one.id, picture)
    (photo,) = _detail(device, one.id).photos
    assert photo.here
    assert photo.unsent
    assert device.tips.photo_bytes(photo.photo.sha256) == PNG
    assert device.exchange.files.to_send() == ()
    answer(device, recorded)
    assert [file.size for file in device.exchange.files.to_send()] == [len(PNG)]
    device.exchange.files.sent(photo.photo.sha256, "2026-06-01T12:00:00Z")
    assert device.exchange.files.to_send() == ()
    assert not _detail(device, one.id).photos[0].unsent


def big_png(width: int, height: int) -> bytes:
    """The beginning of a PNG that says to be so large."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return PNG[:8] + (13).to_bytes(4, "big") + b"IHDR" + header + bytes(100)


def test_that_a_picture_over_50_million_pixels_is_refused_here_already(device: DeviceSession, tmp_path: Path) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    picture = tmp_path / "a.png"
    picture.write_bytes(big_png(10_000, 5_001))
    assert device.tips.add_photo(one.id, picture) == Refused(Code.INVALID, {"field": "pixels"})
    assert device.tips.add_photo(one.id, picture.read_bytes()) == Refused(Code.INVALID, {"field": "pixels"})
    assert list((device.tips._vault.directory).iterdir()) == []
    assert device.outbox.summary().waiting == 0
    assert isinstance(device.tips.add_photo(one.id, big_png(10_000, 5_000)), Recorded)


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\n" + bytes(25 * 1024 * 1024)])
def test_that_what_is_no_picture_or_too_large_is_refused_and_leaves_nothing(
    device: DeviceSession, content: bytes
) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    refused = device.tips.add_photo(one.id, content)
    assert isinstance(refused, Refused)
    assert refused.code is Code.INVALID
    assert list(device.photos.directory.iterdir()) == []


def test_that_a_read_tip_is_bold_again_only_when_someone_else_changed_it(device: DeviceSession) -> None:
    one = tip(version=1)
    pull(device, [tip_row(one)])
    device.tips.mark_read(one.id)
    assert not device.tips.page(TipQuery()).rows[0].unread
    accepted = device.tips.act(one.id, TipAccept(seen=Status.NEW))
    answer(device, accepted)
    mine = tip(id=one.id, version=2, status=Status.ACCEPTED, holder_id=ME)
    pull(device, [tip_row(mine)], acknowledged=1)
    assert not device.tips.page(TipQuery()).rows[0].unread
    pull(device, [tip_row(tip(id=one.id, version=3, status=Status.IN_PROGRESS))])
    assert device.tips.page(TipQuery()).rows[0].unread


def test_that_my_change_never_flickers_between_verdict_and_pull(device: DeviceSession, clock: HandClock) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    recorded = device.tips.act(one.id, SOLVED)

    def seen() -> tuple[Status, int]:
        detail = _detail(device, one.id)
        return detail.tip.status, len(detail.tip.other_closings)

    assert seen() == (Status.CLOSED, 0)
    answer(device, recorded)
    assert seen() == (Status.CLOSED, 0)
    server = _detail(device, one.id).tip
    assert isinstance(recorded, Recorded)
    line = StoryLine(
        id=recorded.operation_id, tip_id=one.id, kind="tip.close", verdict="applied", at="2026-06-01T12:00:00Z"
    )
    pull(device, [tip_row(server), row("story", line.id, line)], more=True)
    assert seen() == (Status.CLOSED, 0)
    pull(device, [tip_row(server)], acknowledged=recorded.seq)
    assert seen() == (Status.CLOSED, 0)
    assert _detail(device, one.id).pending == ()


def test_that_a_rejected_change_leaves_the_screen_and_stays_as_needs_you(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    edited = device.tips.act(one.id, TipEdit(field="title", base=one.title, value="Jiný název"))
    answer(device, edited, VerdictKind.REJECTED, Code.OUT_OF_SCOPE, {"status": "new"})
    assert _detail(device, one.id).tip.title == one.title
    assert device.outbox.summary().needs_you == 1
    (entry,) = device.outbox.entries()
    assert (entry.state, entry.code, entry.payload["value"]) == (EntryState.REJECTED, Code.OUT_OF_SCOPE, "Jiný název")


def test_that_markers_are_the_open_tips_with_a_place(device: DeviceSession) -> None:
    pull(device, [tip_row(tip("a")), tip_row(tip("b", place=None)), tip_row(closed(title="c"))])
    assert [marker.title for marker in device.tips.markers()] == ["a"]
    assert device.tips.markers("district-2") == ()
