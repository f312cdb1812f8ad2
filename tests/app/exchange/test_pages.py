"""Pages of the feed: rows, memberships, losses, erasures and restarts, each all or nothing."""

import hashlib

import msgspec
import pytest

from app.exchange.extract import KINDS
from app.exchange.pages import PageApplied
from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from app.photos.domain import Photo
from app.session import DeviceSession
from app.tips.domain import Status, StoryLine
from app.tips.operations import TipNoteAdd
from app.tips.views import TipQuery
from tests.app.device import AWAY, HOME, PNG, answer, note_of, pull, reopened, row, tip, tip_row
from tests.bench.corpus import FeedPage, FeedRow


def _count(device: DeviceSession, table: str) -> int:
    with device.store.read() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def _titles(device: DeviceSession, text: str = "") -> set[str]:
    return {shown.tip.title for shown in device.tips.page(TipQuery(text=text)).rows}


def test_that_a_document_is_kept_as_it_came(device: DeviceSession) -> None:
    one = tip()
    plain = tip_row(one)
    spaced = FeedRow(
        "tip", one.id, HOME, plain.doc.replace(b",", b" ,  ").replace(b"{", b'{"of_a_newer_server": 1, ', 1)
    )
    pull(device, [spaced])
    with device.store.read() as connection:
        assert connection.exec_driver_sql("SELECT doc FROM tip").scalar_one() == spaced.doc
    assert _titles(device) == {one.title}


def test_that_a_row_leaves_with_search_entry_and_children_when_its_last_membership_goes(device: DeviceSession) -> None:
    one = tip("Semafor")
    note = note_of(one, "bliká")
    pull(device, [tip_row(one), tip_row(one, AWAY), row("note", note.id, note), row("note", note.id, note, AWAY)])
    device.tips.index_some()
    gone = [row("tip", one.id, None), row("note", note.id, None)]
    assert pull(device, gone).removed == 0
    assert _titles(device, "semafor") == {"Semafor"}
    assert pull(device, [row("tip", one.id, None, AWAY), row("note", note.id, None, AWAY)]).removed == 2
    assert _titles(device, "semafor") == set()
    assert _count(device, "tip_search") == _count(device, "tip_letters") == _count(device, "note") == 0
    assert _count(device, "membership WHERE kind = 'tip'") == 0


def test_that_a_move_within_one_page_keeps_the_row(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    moved = tip(one.title, id=one.id, district_id=AWAY, version=2)
    pull(device, [row("tip", one.id, None), tip_row(moved, AWAY)])
    (shown,) = device.tips.page(TipQuery()).rows
    assert shown.tip.district_id == AWAY


def test_that_rows_of_a_lost_scope_go_with_its_cursor(device: DeviceSession) -> None:
    mine, theirs, both = tip("mine"), tip("theirs"), tip("both")
    pull(device, [tip_row(mine), tip_row(theirs, AWAY), tip_row(both), tip_row(both, AWAY)])
    pull(device, [], scopes=(HOME, "city"))
    assert _titles(device) == {"mine", "both"}
    assert set(device.exchange.cursors()) == {HOME, "city"}


def test_that_an_empty_list_of_scopes_takes_everything_away(device: DeviceSession) -> None:
    pull(device, [tip_row(tip())])
    pull(device, [], scopes=())
    assert _titles(device) == set()
    assert device.districts.districts() == ()
    assert device.exchange.cursors() == {}


def test_that_a_tip_with_unsent_words_is_hidden_and_kept_until_the_verdict(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    noted = device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Viděl jsem to."))
    pull(device, [row("tip", one.id, None)])
    assert _titles(device) == set()
    detail = device.tips.detail(one.id)
    assert detail is not None
    assert detail.gone
    assert [note.text for note in detail.notes] == ["Viděl jsem to."]
    assert detail.notes[0].received_late
    answer(device, noted)
    assert device.tips.detail(one.id) is None
    assert _count(device, "tip") == 0


def test_that_a_hidden_tip_that_comes_back_is_shown_again(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Viděl jsem to."))
    pull(device, [row("tip", one.id, None)])
    pull(device, [tip_row(one)])
    assert _titles(device) == {one.title}


def test_that_erased_rows_go_whatever_holds_them_and_their_words_stay_in_the_outbox(device: DeviceSession) -> None:
    one = tip("Osobní údaje")
    story = StoryLine(id=new_id(), tip_id=one.id, kind="received", verdict="applied", at="2026-05-30T08:00:00Z")
    pull(device, [tip_row(one), tip_row(one, AWAY), row("story", story.id, story)])
    device.tips.index_some()
    device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Moje poznámka."))
    pull(device, [], erased=(one.id,))
    assert device.tips.detail(one.id) is None
    assert (
        _count(device, "tip")
        == _count(device, "story")
        == _count(device, "tip_search")
        == _count(device, "tip_letters")
        == 0
    )
    assert [entry.payload["text"] for entry in device.outbox.entries()] == ["Moje poznámka."]


def test_that_no_word_of_an_erased_tip_stays_in_the_index(device: DeviceSession) -> None:
    erased = tip("Rodnéčíslo")
    pull(device, [tip_row(erased), *(tip_row(tip(f"Lampa {number}")) for number in range(60))])
    device.tips.index_some()
    assert b"odnecislo" in _index_blocks(device)
    pull(device, [], erased=(erased.id,))
    assert b"odnecislo" not in _index_blocks(device)
    assert b"ampa" in _index_blocks(device)


def _index_blocks(device: DeviceSession) -> bytes:
    """All of the index as it lies in the file, deleted entries too; terms without what they share."""
    with device.store.read() as connection:
        return b"".join(found.block for found in connection.exec_driver_sql("SELECT block FROM tip_search_data"))


def test_that_a_restarted_scope_begins_anew_and_keeps_what_other_scopes_hold(device: DeviceSession) -> None:
    old, both, fresh = tip("old"), tip("both"), tip("fresh")
    pull(device, [tip_row(old), tip_row(both), tip_row(both, AWAY)])
    pull(device, [tip_row(fresh)], restart=(HOME,), cursors={HOME: 1})
    assert _titles(device) == {"both", "fresh"}
    assert device.exchange.cursors()[HOME] == 1


def test_that_an_unknown_kind_and_an_unreadable_document_hold_up_nothing(device: DeviceSession) -> None:
    good = tip("good")
    rows = [
        FeedRow("hologram", new_id(), HOME, b"{}"),
        FeedRow("tip", new_id(), HOME, b'{"title": 3}'),
        FeedRow("tip", new_id(), HOME, b"not json"),
        FeedRow("tip", new_id(), HOME, b'{"created_at": "yesterday"}'),
        tip_row(good),
    ]
    assert pull(device, rows) == PageApplied(received=1, removed=0, unreadable=3)
    assert _titles(device) == {"good"}


def _skipped(device: DeviceSession) -> set[tuple[str, str]]:
    with device.store.read() as connection:
        return {(row.scope, row.kind) for row in connection.exec_driver_sql("SELECT scope, kind FROM skipped")}


def test_that_what_could_not_be_taken_in_is_remembered_by_scope(device: DeviceSession) -> None:
    rows = [
        FeedRow("hologram", new_id(), HOME, b"{}"),
        FeedRow("hologram", new_id(), AWAY, b"null"),
        FeedRow("tip", new_id(), AWAY, b'{"title": 3}'),
        tip_row(tip("good")),
    ]
    pull(device, rows)
    assert _skipped(device) == {(HOME, "hologram"), (AWAY, "tip")}
    assert device.exchange.start_skipped_anew() is False


def test_that_a_kind_known_by_now_has_its_scopes_come_again(
    device: DeviceSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, note = tip("one"), tip("two"), new_id()
    monkeypatch.delitem(KINDS, "note")
    rows = [tip_row(one), row("note", note, note_of(one, "bliká", note)), tip_row(two, AWAY)]
    pull(device, rows, cursors={HOME: 7, AWAY: 5})
    assert device.exchange.start_skipped_anew() is False
    monkeypatch.undo()
    assert device.exchange.start_skipped_anew() is True
    assert device.exchange.cursors() == {"city": 1, HOME: 0, AWAY: 5}
    assert _titles(device) == {"one", "two"}
    assert device.exchange.start_skipped_anew() is False


def test_that_a_document_is_asked_for_again_by_an_app_that_reads_its_kind_otherwise(
    device: DeviceSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(msgspec.Struct):
        tip_id: str | int

    pull(device, [FeedRow("note", new_id(), HOME, b'{"tip_id":3}')], cursors={HOME: 4})
    assert device.exchange.start_skipped_anew() is False
    monkeypatch.setitem(KINDS, "note", msgspec.structs.replace(KINDS["note"], keys=Later))
    assert device.exchange.start_skipped_anew() is True
    assert device.exchange.cursors()[HOME] == 0


def test_that_a_lost_scope_is_forgotten_with_what_was_skipped_of_it(device: DeviceSession) -> None:
    pull(device, [FeedRow("hologram", new_id(), HOME, b"{}"), FeedRow("hologram", new_id(), AWAY, b"{}")],
         cursors={HOME: 1, AWAY: 1})  # fmt: skip
    pull(device, [], scopes=(HOME,))
    assert _skipped(device) == {(HOME, "hologram")}
    assert device.exchange.reset_for_incarnation("second") is None
    assert _skipped(device) == set()


def test_that_a_row_that_moves_to_a_scope_just_gained_stays(device: DeviceSession) -> None:
    one = tip("moved")
    pull(device, [tip_row(one)], cursors={HOME: 1})
    pull(device, [FeedRow("tip", one.id, HOME, b"null"), tip_row(one, AWAY)], cursors={HOME: 2, AWAY: 1})
    assert _titles(device) == {"moved"}


def _received(device: DeviceSession, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    writer = device.exchange.files.receive(sha256)
    writer.write(content)
    assert writer.finish() is not None
    return sha256


def test_that_a_photo_that_left_goes_from_the_disk_and_an_unsent_one_does_not(device: DeviceSession) -> None:
    one = tip()
    sha256 = _received(device, PNG)
    photo = Photo(new_id(), one.id, "2026-05-30T08:00:00Z", sha256, len(PNG), "image/png", tip_id=one.id)
    pull(device, [tip_row(one), row("photo", photo.id, photo)])
    device.tips.add_photo(one.id, PNG + b"mine")
    pull(device, [row("photo", photo.id, None)])
    assert not device.photos.has(sha256)
    assert len(list(device.photos.directory.iterdir())) == 1


def test_that_a_photo_taken_but_not_recorded_goes_with_the_next_start(device: DeviceSession) -> None:
    device.photos.seal(PNG)
    assert device.files.sweep() == 0
    device.close()
    again = reopened(device.directory)
    again.preload()
    assert list(again.photos.directory.iterdir()) == []
    again.close()


def test_that_a_round_with_nothing_new_writes_nothing(device: DeviceSession) -> None:
    pull(device, [tip_row(tip())], acknowledged=0)
    before = device.generation
    device.exchange.apply_page(FeedPage(scopes=(HOME, AWAY, "city"), incarnation="first"))
    device.exchange.settle(0)
    assert device.generation == before


def test_that_a_note_makes_its_tip_found(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    device.tips.index_some()
    note = note_of(one, "Volal správce výtahu")
    pull(device, [row("note", note.id, note)])
    assert _titles(device, "vytahu") == {one.title}
    device.tips.index_some()
    assert _titles(device, "vytahu") == {one.title}
    pull(device, [row("note", note.id, None)])
    device.tips.index_some()
    assert _titles(device, "vytahu") == set()


def test_that_a_rejected_change_does_not_hold_a_lost_row(device: DeviceSession) -> None:
    one = tip(status=Status.ACCEPTED)
    pull(device, [tip_row(one)])
    noted = device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Text zůstane."))
    answer(device, noted, VerdictKind.REJECTED, Code.UNKNOWN_TARGET)
    pull(device, [row("tip", one.id, None)])
    assert device.tips.detail(one.id) is None
    assert device.outbox.entries()[0].payload["text"] == "Text zůstane."
