"""The real Sync page on a real store: what the station refused is written anew by hand and by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.drafts.domain import DraftKey
from app.identifiers import new_id
from app.outbox.domain import Code, Verdict, VerdictKind
from app.outbox.views import EntryState, Recorded
from app.session import DeviceSession
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipAccept, TipClose, TipNoteAdd
from tests.ui.city import uuid
from tests.ui.conftest import HERE, Screen
from tests.ui.drafts.hands import WORDS, escape, locked_and_unlocked, outside
from tests.ui.fingers import commit, find, focus, go, names, press, tap, texts, write
from ui.jobs import Jobs
from ui.language import Language

Made = Callable[..., Screen]
NEW, IN_PROGRESS = uuid(1, 0), uuid(1, 3)
SIZES = [(1280, 800), (390, 844)]


def reject(session: DeviceSession, operation: TipNoteAdd | TipClose, code: Code = Code.OUT_OF_SCOPE) -> str:
    """Record a change, and have the station refuse it."""
    recorded = session.tips.act(IN_PROGRESS, operation)
    assert isinstance(recorded, Recorded)
    assert isinstance(session.exchange.next_batch(), tuple)
    session.exchange.record_verdicts([Verdict(recorded.seq, recorded.operation_id, VerdictKind.REJECTED, code)])
    return recorded.operation_id


def refused_note(session: DeviceSession) -> str:
    return reject(session, TipNoteAdd(note_id=new_id(), text="Lampa nesvítí"))


def being_mended(screen: Made, session: DeviceSession) -> Screen:
    """The sheet of a refused note, with some words more in it."""
    refused_note(session)
    shown = screen(language=Language.ENGLISH)
    go(shown, "sync")
    tap(shown, "Edit and send again: Note")
    commit(shown, ", jinak")
    return shown


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_a_refused_note_is_written_anew_and_sent_again(
    screen: Made, session: DeviceSession, width: int, height: int
) -> None:
    refused_note(session)
    shown = screen(width, height, Language.ENGLISH)
    go(shown, "sync")
    assert {"Needs you", "Lampa nesvítí"} <= texts(shown)
    tap(shown, "Edit and send again: Note")
    commit(shown, " od pondělí")
    tap(shown, "Send again")
    (entry,) = (one for one in session.outbox.entries() if one.state is EntryState.WAITING)
    assert entry.payload["text"] == "Lampa nesvítí od pondělí"
    assert session.outbox.summary().needs_you == 0
    assert "Needs you" not in texts(shown)


def test_that_the_keyboard_alone_sends_a_refused_note_again(screen: Made, session: DeviceSession) -> None:
    refused_note(session)
    shown = screen(language=Language.ENGLISH)
    go(shown, "sync")
    focus(shown, "Edit and send again: Note")
    press(shown, Qt.Key.Key_Space)
    commit(shown, " dnes")
    focus(shown, "Send again")
    press(shown, Qt.Key.Key_Space)
    (entry,) = (one for one in session.outbox.entries() if one.state is EntryState.WAITING)
    assert entry.payload["text"] == "Lampa nesvítí dnes"


def test_that_a_refused_closing_is_sent_with_another_outcome(screen: Made, session: DeviceSession) -> None:
    outcome = Outcome(OutcomeKind.SOLVED, reply="Dobrý den, hotovo.")
    reject(session, TipClose(seen=Status.IN_PROGRESS, outcome=outcome), Code.CHANGED_MEANWHILE)
    shown = screen(language=Language.ENGLISH)
    go(shown, "sync")
    tap(shown, "Edit and send again: Closing")
    tap(shown, "Not ours")
    assert not shown.workspace.rooms.edit.props.ready
    write(shown, "Whose it is", "kraj")
    tap(shown, "Send again")
    (entry,) = (one for one in session.outbox.entries() if one.state is EntryState.WAITING)
    assert entry.payload["outcome"] == {"kind": "not_ours", "body": "kraj", "reply": "Dobrý den, hotovo."}


@pytest.mark.parametrize("leaving", [escape, outside])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_leaving_the_sheet_keeps_what_was_written_and_the_button_says_that_one_goes_on(
    screen: Made, session: DeviceSession, width: int, height: int, leaving: Callable[[Screen], None]
) -> None:
    refused_note(session)
    shown = screen(width, height, Language.ENGLISH)
    go(shown, "sync")
    tap(shown, "Edit and send again: Note")
    commit(shown, ", jinak")
    leaving(shown)
    assert not shown.workspace.rooms.edit.opened
    assert session.outbox.summary().needs_you == 1
    assert [draft.content["text"] for draft in session.drafts.all()] == ["Lampa nesvítí, jinak"]
    called = {name for name, _ in names(shown)}
    assert not any(name.startswith("Send again") for name in called), "nobody sends the old words by mistake"
    tap(shown, "Go on mending: Note")
    assert "Lampa nesvítí, jinak" in texts(shown)
    tap(shown, "Send again")
    (entry,) = (one for one in session.outbox.entries() if one.state is EntryState.WAITING)
    assert entry.payload["text"] == "Lampa nesvítí, jinak"
    assert session.drafts.all() == ()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_the_lock_in_mid_sentence_gives_the_sheet_back(
    screen: Made, session: DeviceSession, jobs: Jobs, width: int, height: int
) -> None:
    refused_note(session)
    shown = screen(width, height, Language.ENGLISH)
    go(shown, "sync")
    tap(shown, "Edit and send again: Note")
    commit(shown, f", {WORDS} a da")
    QTest.keyClick(shown.root, Qt.Key.Key_L)
    locked_and_unlocked(shown, session, jobs)
    assert shown.workspace.rooms.edit.opened
    assert f"Lampa nesvítí, {WORDS} a dal" in texts(shown)


def test_that_discarding_is_undone_to_the_letter(screen: Made, session: DeviceSession) -> None:
    shown = being_mended(screen, session)
    tap(shown, "Discard what is written")
    assert session.drafts.all() == ()
    tap(shown, "Undo")
    assert [draft.content["text"] for draft in session.drafts.all()] == ["Lampa nesvítí, jinak"]


def test_that_the_list_of_drafts_leads_back_to_the_sheet(screen: Made, session: DeviceSession) -> None:
    shown = being_mended(screen, session)
    escape(shown)
    go(shown, "today")
    shown.workspace.drafts.showList()
    shown.settle()
    tap(shown, "Go on: An entry being mended")
    assert shown.workspace.rooms.edit.opened
    assert "Lampa nesvítí, jinak" in texts(shown)


def test_that_a_draft_of_a_change_put_aside_can_still_be_copied(screen: Made, session: DeviceSession) -> None:
    shown = being_mended(screen, session)
    escape(shown)
    tap(shown, "Put aside: Note")
    shown.workspace.drafts.showList()
    shown.settle()
    called = {name for name, _ in names(shown)}
    assert any(name.startswith("Copy the text: An entry being mended") for name in called)
    assert not any(name.startswith("Go on:") for name in called)


def test_that_a_refused_save_keeps_the_sheet_open_with_the_words_why(
    screen: Made, session: DeviceSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = being_mended(screen, session)
    session.outbox.dismiss(session.outbox.entries()[0].operation_id)
    tap(shown, "Send again")
    assert shown.workspace.rooms.edit.opened
    assert any(text.startswith("Not sent again:") for text in texts(shown))
    assert [draft.content["text"] for draft in session.drafts.all()] == ["Lampa nesvítí, jinak"]


def test_that_putting_aside_empties_the_page(screen: Made, session: DeviceSession) -> None:
    refused_note(session)
    shown = screen(language=Language.ENGLISH)
    go(shown, "sync")
    tap(shown, "Put aside: Note")
    assert session.outbox.summary().needs_you == 0
    assert "Nothing waits" in texts(shown)


def test_that_an_unsent_change_is_taken_back(screen: Made, session: DeviceSession) -> None:
    session.tips.act(NEW, TipAccept(seen=Status.NEW))
    shown = screen(language=Language.ENGLISH)
    go(shown, "sync")
    assert "Not sent yet" in texts(shown)
    tap(shown, "Take back: Acceptance")
    assert session.outbox.summary().waiting == 0
    assert "Taken back." in texts(shown)
    assert session.drafts.all() == ()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_a_note_taken_back_is_a_draft_again(screen: Made, session: DeviceSession, width: int, height: int) -> None:
    session.tips.act(IN_PROGRESS, TipNoteAdd(note_id=new_id(), text="Lampa nesvítí"))
    shown = screen(width, height, Language.ENGLISH)
    go(shown, "sync")
    tap(shown, "Take back: Note")
    assert "Taken back. What you wrote is a draft again." in texts(shown)
    (draft,) = session.drafts.all()
    assert (draft.key, draft.content["text"]) == (DraftKey("tips", "note", IN_PROGRESS), "Lampa nesvítí")
    shown.workspace.openTip(IN_PROGRESS)
    shown.settle()
    shown.workspace.tip.perform("note")
    shown.settle()
    assert shown.workspace.rooms.note.props.text == "Lampa nesvítí"


def test_that_a_note_taken_back_stands_above_the_one_begun_since(screen: Made, session: DeviceSession) -> None:
    session.tips.act(IN_PROGRESS, TipNoteAdd(note_id=new_id(), text="první"))
    shown = screen(language=Language.ENGLISH)
    shown.workspace.openTip(IN_PROGRESS)
    shown.settle()
    shown.workspace.tip.perform("note")
    shown.settle()
    commit(shown, "druhá")
    escape(shown)
    go(shown, "sync")
    tap(shown, "Take back: Note")
    (draft,) = session.drafts.all()
    assert draft.content["text"] == "první\n\ndruhá"


def test_that_mended_words_taken_back_are_in_the_sheet_that_mends(screen: Made, session: DeviceSession) -> None:
    refused = refused_note(session)
    shown = screen(language=Language.ENGLISH)
    go(shown, "sync")
    tap(shown, "Edit and send again: Note")
    commit(shown, " dnes")
    tap(shown, "Send again")
    tap(shown, "Take back: Note")
    assert session.outbox.summary().needs_you == 1
    (draft,) = session.drafts.all()
    assert (draft.key, draft.content["text"]) == (DraftKey("sync", "edit", refused), "Lampa nesvítí dnes")
    tap(shown, "Go on mending: Note")
    assert "Lampa nesvítí dnes" in texts(shown)


def test_that_a_patrol_note_taken_back_is_on_its_page_again(screen: Made, session: DeviceSession) -> None:
    session.patrols.note("d4", "Klid v parku", HERE, (), "calm")
    shown = screen(language=Language.ENGLISH)
    go(shown, "sync")
    tap(shown, "Take back: Patrol note")
    go(shown, "patrol")
    props = shown.workspace.patrol.note.props
    assert (props.text, props.tag, props.district) == ("Klid v parku", "calm", "d4")


def test_that_the_page_offers_the_file_only_while_something_waits(screen: Made, session: DeviceSession) -> None:
    shown = screen(language=Language.ENGLISH)
    go(shown, "sync")
    offered = "Export what is not sent to a file"
    assert offered not in {name for name, _ in names(shown)}
    session.tips.act(NEW, TipAccept(seen=Status.NEW))
    shown.workspace.sync.refresh()
    shown.settle()
    assert find(shown, offered).isVisible()


def test_that_sync_now_asks_the_station(screen: Made) -> None:
    shown = screen(language=Language.ENGLISH)
    go(shown, "sync")
    tap(shown, "Sync now")
    assert {"Without a connection"} <= texts(shown)


def test_that_an_old_refusal_is_listed_under_however_many_newer_changes(session: DeviceSession) -> None:
    refused = refused_note(session)
    for _ in range(3):
        session.tips.act(IN_PROGRESS, TipNoteAdd(note_id=new_id(), text="Další"))
    assert [entry.seq for entry in session.outbox.entries(limit=2)] == [4, 3, 1]
    assert session.outbox.entries(limit=2)[-1].operation_id == refused


def test_that_a_walk_taken_back_leaves_no_end_behind(session: DeviceSession) -> None:
    session.patrols.start("d1")
    walk = session.patrols.running()
    assert walk is not None
    session.patrols.end(walk.id)
    begun = session.outbox.entries()[-1]
    assert session.outbox.withdraw(begun.operation_id) is True
    assert session.outbox.entries() == ()


def test_that_a_patrol_note_taken_back_stands_above_the_one_begun_since(screen: Made, session: DeviceSession) -> None:
    session.patrols.note("d4", "první", HERE, (), "calm")
    shown = screen(language=Language.ENGLISH)
    shown.workspace.patrol.note.write("druhá")
    go(shown, "sync")
    tap(shown, "Take back: Patrol note")
    assert shown.workspace.patrol.note.props.text == "první\n\ndruhá"
    shown.workspace.patrol.note.write(shown.workspace.patrol.note.props.text + "!")
    shown.workspace.patrol.note.flush()
    shown.settle()
    assert [draft.content["text"] for draft in session.drafts.all()] == ["první\n\ndruhá!"]
