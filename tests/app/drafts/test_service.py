"""What is being written is kept, found again, spent with the change it became, and never leaves the device."""

import json
import os
from pathlib import Path

import msgspec
import pytest

from app.db.outcomes import StoreFull
from app.drafts.domain import MAX_BYTES, MAX_DRAFTS, Draft, DraftKey, NotKept, photos_of, place_of, text_of
from app.identifiers import new_id
from app.outbox.domain import Code, Verdict, VerdictKind
from app.outbox.views import Recorded, Refused
from app.photos.domain import TakenPhoto
from app.session import DeviceSession
from app.tips.domain import Outcome, OutcomeKind, Status, WaitingOn
from app.tips.operations import TipClose, TipNoteAdd, TipPhotoAdd, TipWait
from app.values import Place
from tests.app.db.test_store import _fill_up
from tests.app.device import HOME, PNG, pull, reopened, row, tip, tip_row
from tests.app.drafts.made import draft


def _again(device: DeviceSession) -> DeviceSession:
    device.close()
    return reopened(device.directory)


def _rows(device: DeviceSession) -> list[tuple[str, bytes, int]]:
    with device.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, content, spent FROM draft")
        return [(found.id, found.content, found.spent) for found in rows]


def _later(one: Draft, text: str) -> Draft:
    return msgspec.structs.replace(one, edition=one.edition + 1, content={"text": text})


def test_that_a_draft_is_there_after_a_restart(device: DeviceSession) -> None:
    one = draft(base=3, version=1)
    assert device.drafts.put([one]) is None
    again = _again(device)
    assert again.drafts.all() == (one,)
    again.close()


def test_that_what_a_newer_version_wrote_is_carried_along(device: DeviceSession) -> None:
    newer = draft(version=7, content={"text": "Ahoj", "mood": ["a", {"b": 1}]})
    device.drafts.put([newer])
    (found,) = device.drafts.all()
    device.drafts.put([msgspec.structs.replace(found, edition=2, content=found.content | {"text": "Nazdar"})])
    assert device.drafts.all()[0].content == {"text": "Nazdar", "mood": ["a", {"b": 1}]}
    assert device.drafts.all()[0].version == 7


def test_that_an_older_edition_never_lies_over_a_newer(device: DeviceSession) -> None:
    one = draft()
    device.drafts.put([_later(one, "novější")])
    device.drafts.put([one])
    assert device.drafts.all()[0].content == {"text": "novější"}


def test_that_a_late_job_revives_nothing_that_was_spent(device: DeviceSession) -> None:
    one = draft()
    device.drafts.put([one])
    assert device.drafts.discard(one) is None
    device.drafts.put([_later(one, "pozdě")])
    assert device.drafts.all() == ()
    assert [content for _, content, _ in _rows(device)] == [b"{}"], "nothing of the text is left"


def test_that_what_was_spent_before_it_was_ever_kept_stays_away(device: DeviceSession) -> None:
    one = draft()
    device.drafts.discard(one)
    device.drafts.put([one])
    assert device.drafts.all() == ()


def test_that_a_new_piece_of_writing_follows_a_spent_one(device: DeviceSession) -> None:
    old = draft()
    device.drafts.discard(old)
    fresh = draft("znovu")
    device.drafts.put([fresh])
    device.drafts.put([_later(old, "pozdě")])
    assert device.drafts.all() == (fresh,)


def test_that_the_next_start_sweeps_what_was_spent(device: DeviceSession) -> None:
    device.drafts.discard(draft())
    kept = draft(key=DraftKey("patrols", "note"))
    device.drafts.put([kept])
    again = _again(device)
    again.preload()
    assert [found for found, _, _ in _rows(again)] == [kept.id]
    again.close()


def test_that_a_colleague_on_the_same_device_sees_none_of_it(device: DeviceSession) -> None:
    device.drafts.put([draft(author=new_id())])
    assert device.drafts.all() == ()


def test_that_a_change_and_its_draft_are_one_transaction(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    written = draft(key=DraftKey("tips", "note", one.id))
    device.drafts.put([written])
    recorded = device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Lampa č. 14"), draft=written)
    assert isinstance(recorded, Recorded)
    assert device.drafts.all() == ()


def test_that_a_refused_change_keeps_its_draft_and_records_none_of_those_with_it(device: DeviceSession) -> None:
    one = tip(status=Status.WAITING)
    pull(device, [tip_row(one)])
    written = draft(key=DraftKey("tips", "close", one.id))
    device.drafts.put([written])
    refused = device.tips.act_together(
        one.id,
        (
            TipNoteAdd(note_id=new_id(), text="Byl jsem tam"),
            TipClose(seen=Status.WAITING, outcome=Outcome(OutcomeKind.NOT_OURS)),
        ),
        draft=written,
    )
    assert isinstance(refused, Refused)
    assert device.drafts.all() == (written,)
    assert device.outbox.entries() == ()


def test_that_a_full_disk_keeps_the_draft_that_is_there(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    written = draft("x" * 3_000, key=DraftKey("tips", "note", one.id))
    device.drafts.put([written])
    _fill_up(device.store)
    full = device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="x" * 9_000), draft=written)
    assert isinstance(full, StoreFull)
    assert isinstance(device.drafts.put([_later(written, "y" * 90_000)]), StoreFull)
    assert device.drafts.all() == (written,)


def test_that_a_patrol_note_and_its_draft_are_one_transaction(device: DeviceSession) -> None:
    written = draft(key=DraftKey("patrols", "note"))
    device.drafts.put([written])
    assert isinstance(device.patrols.note(HOME, "  ", draft=written), Refused)
    assert device.drafts.all() == (written,)
    assert isinstance(device.patrols.note(HOME, "Klid", draft=written), Recorded)
    assert device.drafts.all() == ()


def test_that_a_change_sent_again_and_its_draft_are_one_transaction(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    first = device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="a"))
    assert isinstance(first, Recorded)
    device.exchange.next_batch()
    device.exchange.record_verdicts([Verdict(first.seq, first.operation_id, VerdictKind.REJECTED, Code.OUT_OF_SCOPE)])
    written = draft(key=DraftKey("sync", "edit", first.operation_id))
    device.drafts.put([written])
    payload = {"note_id": new_id(), "text": "Lampa č. 14"}
    assert isinstance(device.outbox.resend(first.operation_id, payload, written), Recorded)
    assert device.drafts.all() == ()


def test_that_a_change_carries_the_version_its_author_saw(device: DeviceSession) -> None:
    one = tip(version=3)
    pull(device, [tip_row(one)])
    pull(device, [tip_row(msgspec.structs.replace(one, version=5))])
    device.tips.act(one.id, TipWait(seen=Status.NEW, on=WaitingOn.RESIDENT), base=3)
    (sent,) = device.exchange.next_batch()  # type: ignore[misc]
    assert sent.base == 3


def test_that_a_photo_of_a_draft_outlives_its_file_and_the_start(device: DeviceSession, tmp_path: Path) -> None:
    source = tmp_path / "branka.png"
    source.write_bytes(PNG)
    taken = device.drafts.take_photo(source)
    assert isinstance(taken, TakenPhoto)
    source.unlink()
    device.drafts.put([draft(content={"photos": [msgspec.to_builtins(taken)]})])
    again = _again(device)
    again.preload()
    (found,) = again.drafts.all()
    assert photos_of(found.content) == (taken,)
    assert again.tips.photo_bytes(taken.sha256) == PNG
    assert again.drafts.discard(found) is None
    last = _again(again)
    last.preload()
    assert last.tips.photo_bytes(taken.sha256) is None
    last.close()


def test_that_a_photo_taken_for_a_draft_is_recorded_with_its_note(device: DeviceSession, tmp_path: Path) -> None:
    source = tmp_path / "branka.png"
    source.write_bytes(PNG)
    one = tip()
    pull(device, [tip_row(one)])
    taken = device.drafts.take_photo(source)
    assert isinstance(taken, TakenPhoto)
    added = TipPhotoAdd(photo_id=new_id(), sha256=taken.sha256, size=taken.size, media_type=taken.media_type)
    recorded = device.tips.act_together(one.id, (added, TipNoteAdd(note_id=new_id(), text="Branka")))
    assert isinstance(recorded, tuple)
    assert len(recorded) == 2
    detail = device.tips.detail(one.id)
    assert detail is not None
    assert [photo.here for photo in detail.photos] == [True]


def test_that_what_is_no_picture_is_refused_at_once(device: DeviceSession, tmp_path: Path) -> None:
    source = tmp_path / "text.png"
    source.write_text("nic")
    assert device.drafts.take_photo(source) == Refused(Code.INVALID, {"field": "media_type"})


def test_that_drafts_have_a_bound(device: DeviceSession) -> None:
    assert device.drafts.put([draft("x" * MAX_BYTES)]) == NotKept()
    for at in range(0, MAX_DRAFTS, 50):
        assert device.drafts.put([draft(key=DraftKey("tips", "note", str(at + n))) for n in range(50)]) is None
    assert device.drafts.put([draft(key=DraftKey("tips", "note", "one more"))]) == NotKept(too_many=True)
    (first, *_) = device.drafts.all()
    assert device.drafts.put([_later(first, "dál")]) is None, "what is there already can be written on"


def test_that_drafts_move_nothing_that_a_list_shows(device: DeviceSession) -> None:
    before = device.generation
    device.drafts.put([draft()])
    assert device.generation == before


def test_that_drafts_survive_a_feed_that_takes_the_tip_away(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    written = draft(key=DraftKey("tips", "note", one.id))
    device.drafts.put([written])
    pull(device, [row("tip", one.id, None)])
    assert device.tips.detail(one.id) is None
    assert device.drafts.all() == (written,)


def test_that_no_draft_is_sent_exported_shown_in_a_name_or_left_by_a_wipe(
    device: DeviceSession, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "Tajemství o sousedovi"
    one = tip()
    pull(device, [tip_row(one)])
    written = draft(secret)
    device.drafts.put([written])
    device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="jiné"))
    device.outbox.export(tmp_path / "out.okrskar")
    batch = device.exchange.next_batch()
    assert secret not in repr(batch)
    assert secret not in repr(written)
    assert secret not in caplog.text
    device.store.checkpoint()
    for path in [*device.directory.rglob("*"), tmp_path / "out.okrskar"]:
        if path.is_file():
            assert secret.encode() not in path.read_bytes(), path
            assert secret.encode("unicode_escape") not in path.read_bytes(), path
    device.wipe()
    assert [name for name in os.listdir(device.directory) if name.startswith("okrskar.db")] == []  # noqa: PTH208


@pytest.mark.parametrize(
    "content", [{}, {"text": 3, "place": "x", "photos": "y"}, {"place": {"lat": 999}, "photos": [1, {"sha256": "z"}]}]
)
def test_that_odd_content_is_read_as_nothing(content: dict[str, object]) -> None:
    assert text_of(content, "text") == ""
    assert place_of(content) is None
    assert photos_of(content) == ()


def test_that_a_place_comes_back_as_it_was() -> None:
    place = Place(50.46, 13.41, "Palackého 12", 12.0)
    assert place_of(json.loads(json.dumps({"place": msgspec.to_builtins(place)}))) == place
