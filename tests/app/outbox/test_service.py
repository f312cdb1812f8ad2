"""Undo, sending again, putting aside, and the signed file for the station."""

import io
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.identifiers import new_id
from app.outbox import archive, repository
from app.outbox.domain import Code, VerdictKind
from app.outbox.sealing import open_sealed
from app.outbox.views import EntryState, Exported, Recorded, Refused
from app.session import DeviceSession
from app.tips.domain import Status
from app.tips.operations import TipAccept, TipEdit, TipFile, TipNoteAdd
from app.tips.views import TipQuery
from tests.app.device import PNG, STATION, HandClock, answer, pull, tip, tip_row
from tests.app.drafts.made import draft

PUBLIC = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw()


def _noted(device: DeviceSession, text: str = "Poznámka.") -> Recorded:
    one = tip()
    pull(device, [tip_row(one)])
    recorded = device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text=text))
    assert isinstance(recorded, Recorded)
    return recorded


def test_that_undo_keeps_the_place_in_the_sequence(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    accepted = device.tips.act(one.id, TipAccept(seen=Status.NEW))
    assert isinstance(accepted, Recorded)
    assert device.outbox.withdraw(accepted.operation_id) is True
    assert device.outbox.withdraw(accepted.operation_id) is False
    assert device.tips.page(TipQuery()).rows[0].tip.status is Status.NEW
    assert (device.outbox.entries(), device.outbox.summary().waiting) == ((), 0)
    batch = device.exchange.next_batch()
    assert isinstance(batch, tuple)
    assert [(item.seq, item.id, item.kind, item.payload) for item in batch] == [
        (1, accepted.operation_id, "withdrawn", {"of": "tip.accept"})
    ]


def test_that_taking_back_a_filed_tip_takes_back_what_was_done_to_it(device: DeviceSession) -> None:
    filed = device.tips.file(TipFile(title="Vrak", category="litter"))
    (shown,) = device.tips.page(TipQuery()).rows
    device.tips.act(shown.id, TipNoteAdd(note_id=new_id(), text="Modrý."))
    assert isinstance(filed, Recorded)
    assert device.outbox.withdraw(filed.operation_id) is True
    assert device.tips.page(TipQuery()).total == 0
    batch = device.exchange.next_batch()
    assert isinstance(batch, tuple)
    assert [item.kind for item in batch] == ["withdrawn", "withdrawn"]


def test_that_a_rejected_change_is_sent_again_edited_as_a_new_one(device: DeviceSession) -> None:
    one = tip("Lampa")
    pull(device, [tip_row(one)])
    edited = device.tips.act(one.id, TipEdit(field="title", base="Lampa", value="Lampa č. 7"))
    answer(device, edited, VerdictKind.REJECTED, Code.CHANGED_MEANWHILE)
    assert isinstance(edited, Recorded)
    payload = {"field": "title", "base": "Lampa", "value": "Lampa číslo 7"}
    again = device.outbox.resend(edited.operation_id, payload)
    assert isinstance(again, Recorded)
    assert (again.seq, again.operation_id != edited.operation_id) == (2, True)
    assert device.outbox.summary().needs_you == 0
    assert device.tips.page(TipQuery()).rows[0].tip.title == "Lampa číslo 7"


def test_that_taking_back_what_was_sent_again_brings_the_refused_one_back(device: DeviceSession) -> None:
    refused = _noted(device, "Lampa nesvítí.")
    answer(device, refused, VerdictKind.REJECTED, Code.OUT_OF_SCOPE)
    before = device.outbox.entries()
    again = device.outbox.resend(refused.operation_id)
    assert isinstance(again, Recorded)
    assert [entry.operation_id for entry in device.outbox.entries()] == [again.operation_id]
    assert device.outbox.withdraw(again.operation_id) is True
    assert device.outbox.entries() == before
    assert before[0].payload["text"] == "Lampa nesvítí."
    assert device.outbox.summary().needs_you == 1
    assert isinstance(device.outbox.resend(refused.operation_id), Recorded)


def test_that_taking_back_another_change_leaves_what_was_put_aside(device: DeviceSession) -> None:
    refused = _noted(device)
    answer(device, refused, VerdictKind.REJECTED, Code.OUT_OF_SCOPE)
    assert device.outbox.dismiss(refused.operation_id) is True
    other = _noted(device)
    assert device.outbox.withdraw(other.operation_id) is True
    assert device.outbox.entries() == ()


def test_that_a_refused_change_stays_on_the_disk_while_what_took_its_place_can_be_taken_back(
    device: DeviceSession,
) -> None:
    refused = _noted(device)
    answer(device, refused, VerdictKind.REJECTED, Code.OUT_OF_SCOPE)
    again = device.outbox.resend(refused.operation_id)
    assert isinstance(again, Recorded)
    with device.store.write() as connection:
        assert repository.purge(connection, "9999") == 0
    assert device.outbox.withdraw(again.operation_id) is True
    assert device.outbox.summary().needs_you == 1


def test_that_only_rejected_changes_are_sent_again_and_only_sound_ones(device: DeviceSession) -> None:
    recorded = _noted(device)
    assert isinstance(device.outbox.resend(recorded.operation_id), Refused)
    answer(device, recorded, VerdictKind.REJECTED, Code.INTERNAL)
    broken = device.outbox.resend(recorded.operation_id, {"note_id": "no id"})
    assert isinstance(broken, Refused)
    assert broken.code is Code.INVALID
    assert device.outbox.summary().needs_you == 1
    assert isinstance(device.outbox.resend(recorded.operation_id), Recorded)


def test_that_a_merged_change_is_told_until_it_is_put_aside(device: DeviceSession) -> None:
    recorded = _noted(device)
    assert device.outbox.dismiss(recorded.operation_id) is False
    answer(device, recorded, VerdictKind.MERGED, Code.ALREADY_CLOSED, {"closed_by": "x"})
    (entry,) = device.outbox.entries()
    assert (entry.state, entry.now, device.outbox.summary().merged) == (EntryState.MERGED, {"closed_by": "x"}, 1)
    assert device.outbox.dismiss(recorded.operation_id) is True
    assert (device.outbox.entries(), device.outbox.summary().merged) == ((), 0)


def test_that_the_summary_counts_what_waits_and_since_when(device: DeviceSession, clock: HandClock) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    device.tips.act(one.id, TipAccept(seen=Status.NEW))
    clock.forward(hours=2)
    device.tips.add_photo(one.id, PNG)
    summary = device.outbox.summary()
    assert (summary.waiting, summary.oldest_at, summary.photos_bytes) == (2, "2026-06-01T12:00:00.000Z", len(PNG))


def test_that_entries_name_their_tip_newest_first(device: DeviceSession) -> None:
    one = tip("Rozbitá lampa")
    pull(device, [tip_row(one)])
    device.tips.act(one.id, TipAccept(seen=Status.NEW))
    device.tips.file(TipFile(title="Vrak", category="litter"))
    assert [(entry.kind, entry.title) for entry in device.outbox.entries()] == [
        ("tip.file", "Vrak"),
        ("tip.accept", "Rozbitá lampa"),
    ]


def test_that_the_exported_file_holds_every_unsent_change_and_photo(device: DeviceSession, tmp_path: Path) -> None:
    recorded = _noted(device, "Jen na tomhle zařízení.")
    one = tip()
    pull(device, [tip_row(one)])
    device.tips.add_photo(one.id, PNG)
    path = tmp_path / "outbox.okrskar"
    assert device.outbox.export(path) == Exported(operations=2, photos=1)
    for marker in (b"na tomhle", b"tip.note", b"0000000d"):
        assert marker not in path.read_bytes()
    with path.open("rb") as sealed:
        file = open_sealed(sealed, STATION.private_bytes_raw())
        header = archive.verify(file, lambda _device: PUBLIC)
        assert isinstance(header, archive.Header)
        assert (header.device_id, header.incarnation) == ("00000000-0000-7000-8000-00000000000d", "first")
        lines = list(archive.read(file))
    operations = [line.operation for line in lines if isinstance(line, archive.OperationLine)]
    assert [operation.seq for operation in operations] == [1, 2]
    assert operations[0].id == recorded.operation_id
    assert operations[0].payload["text"] == "Jen na tomhle zařízení."


def test_that_a_file_altered_cut_or_of_a_stranger_is_not_taken(device: DeviceSession, tmp_path: Path) -> None:
    _noted(device, "Původní text.")
    path = tmp_path / "outbox.okrskar"
    device.outbox.export(path)
    with path.open("rb") as file:
        content = open_sealed(file, STATION.private_bytes_raw()).read()

    def reason(altered: bytes, key: bytes | None = PUBLIC) -> str:
        answer = archive.verify(io.BytesIO(altered), lambda _device: key)
        return answer.reason if isinstance(answer, archive.Refusal) else "taken"

    assert reason(content) == "taken"
    assert reason(content.replace("Původní".encode(), "Změněný".encode())) == "wrong_signature"
    assert reason(content[: content.rindex(b'{"line":"signature"')]) == "cut"
    assert reason(content[:-20]) == "cut"
    assert reason(content + b"x") == "wrong_signature"
    assert reason(content, bytes(32)) == "wrong_signature"
    assert reason(content, None) == "wrong_signature"
    assert reason(b"\xff\xd8\xff") == "not_an_outbox"


def test_that_what_was_taken_back_is_kept_as_a_draft_in_the_same_step(device: DeviceSession) -> None:
    recorded = _noted(device, "Lampa")
    kept = draft("Lampa")
    assert device.outbox.withdraw(recorded.operation_id, kept) is True
    assert device.drafts.all() == (kept,)


def test_that_what_was_sent_already_leaves_no_draft(device: DeviceSession) -> None:
    recorded = _noted(device, "Lampa")
    device.exchange.next_batch()
    assert device.outbox.withdraw(recorded.operation_id, draft("Lampa")) is False
    assert device.drafts.all() == ()


def test_that_a_change_says_whether_it_was_mended(device: DeviceSession) -> None:
    recorded = _noted(device, "Lampa")
    answer(device, recorded, VerdictKind.REJECTED, Code.INVALID)
    assert device.outbox.mendable(recorded.operation_id)
    same = device.outbox.resend(recorded.operation_id)
    assert isinstance(same, Recorded)
    assert not device.outbox.mendable(recorded.operation_id)
    entry = device.outbox.entries()[0]
    assert (entry.follows, entry.mended) == (recorded.operation_id, False)
    device.outbox.withdraw(same.operation_id)
    rejected = device.outbox.entries()[0]
    device.outbox.resend(recorded.operation_id, rejected.payload | {"text": "Lampa č. 14"})
    entry = device.outbox.entries()[0]
    assert (entry.follows, entry.mended) == (recorded.operation_id, True)
