"""Every button of the tip, its sheets, the patrol, the outbox and the lock does it: by mouse, finger, keys.

A walk through all of them on one screen, each step on a tip of its own. What is asserted is the recorded change or what
is seen, never that a function was called.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.accounts.domain import Role
from app.identifiers import new_id
from app.outbox.domain import Code, Verdict, VerdictKind
from app.outbox.views import Recorded
from app.ratings.domain import Slice, cell_id
from app.session import DeviceSession
from app.tips.operations import TipNoteAdd
from tests.ui.city import CALLER, COLLEAGUE, open_city, uuid
from tests.ui.conftest import Screen
from tests.ui.fingers import commit, go, items, names, texts, whole, write
from tests.ui.hands import Hand, Pressing
from tests.ui.rated import HERE, rate, worse
from ui.language import Language
from ui.map.places_viewmodel import PlacesViewModel

Made = Callable[..., Screen]
NEW, WAITING, CLOSED, ANSWERED, CALLED = (uuid(1, n) for n in (0, 4, 5, 15, CALLER))
GOING = tuple(uuid(1, n) for n in (3, 13, 23, 33, 43, 53, 63, 73))
"""Tips in progress, one a step."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DeviceSession]:
    """A supervisor's device, who may press every button."""
    opened = open_city(tmp_path / "device", count=80, role=Role.SUPERVISOR)
    yield opened
    opened.close()


def at(press: Pressing, tip_id: str) -> None:
    press.shown.workspace.openTip(tip_id)
    press.shown.settle()


def last(session: DeviceSession) -> tuple[str, str, dict[str, Any]]:
    """The newest change: its kind, its tip and what it says."""
    entry = session.outbox.entries()[0]
    return entry.kind, entry.target, entry.payload


def kinds(session: DeviceSession, target: str = "") -> list[str]:
    return [entry.kind for entry in session.outbox.entries() if target in ("", entry.target)]


def more(press: Pressing, words: str) -> None:
    press.on("More actions")
    press.in_menu(words)


def accept_undo_and_begin(press: Pressing, session: DeviceSession) -> None:
    at(press, NEW)
    press.on("Accept")
    assert last(session) == ("tip.accept", NEW, {"seen": "new"})
    press.on("Undo")
    assert kinds(session) == []
    assert press.shown.workspace.rooms.tip.props.status == "New"
    press.on("Accept")
    press.on("Begin work")
    assert last(session) == ("tip.start", NEW, {"seen": "accepted"})
    assert press.shown.workspace.rooms.tip.props.status == "In progress"


def close_with_the_prepared_reply(press: Pressing, session: DeviceSession) -> None:
    at(press, GOING[0])
    press.on("Close tip")
    closing = press.shown.workspace.rooms.closing
    assert (closing.props.kind, closing.props.ready) == ("", False)
    press.on("Solved")
    press.on("Domluva")
    reply = closing.props.reply
    assert "domluvou" in reply
    press.on("Close tip")
    kind, target, payload = last(session)
    assert (kind, target) == ("tip.close", GOING[0])
    assert (payload["outcome"]["kind"], payload["outcome"]["reply"]) == ("solved", reply)
    assert press.shown.workspace.rooms.tip.props.status == "Closed"
    assert "Close this sheet" not in called(press.shown)


def leave_by_the_cross(press: Pressing, session: DeviceSession) -> None:
    at(press, GOING[1])
    press.on("Close tip")
    press.on("Close this sheet")
    assert "Close this sheet" not in called(press.shown)
    assert kinds(session, GOING[1]) == []


def _close_as(press: Pressing, session: DeviceSession, tip_id: str, words: str, asked: str) -> str:
    at(press, tip_id)
    more(press, words)
    kind = press.shown.workspace.rooms.closing.props.kind
    write(press.shown, asked, "kraj")
    press.on("Close tip")
    name, target, payload = last(session)
    assert (name, target) == ("tip.close", tip_id)
    assert (payload["outcome"]["kind"], payload["outcome"]["body"]) == (kind, "kraj")
    return kind


def hand_over(press: Pressing, session: DeviceSession) -> None:
    assert _close_as(press, session, GOING[1], "Hand over", "To whom it was handed over") == "handed_over"


def say_not_ours(press: Pressing, session: DeviceSession) -> None:
    assert _close_as(press, session, GOING[2], "Not ours", "Whose it is") == "not_ours"


def wait_on_the_resident(press: Pressing, session: DeviceSession) -> None:
    at(press, GOING[3])
    more(press, "Wait on someone")
    press.on("Another body")
    press.on("The resident")
    press.on("Set to waiting")
    assert last(session) == ("tip.wait", GOING[3], {"seen": "in_progress", "on": "resident"})


def wait_on_a_body(press: Pressing, session: DeviceSession) -> None:
    at(press, GOING[4])
    more(press, "Wait on someone")
    press.on("Another body")
    write(press.shown, "On whom", "správa silnic")
    press.on("Set to waiting")
    assert last(session)[2] == {"seen": "in_progress", "on": "other_body", "body": "správa silnic"}


def correct_what_the_tip_says(press: Pressing, session: DeviceSession) -> None:
    at(press, WAITING)
    more(press, "Correct the tip")
    write(press.shown, "Title", " u nádraží")
    press.on("Psi")
    press.on("High priority")
    write(press.shown, "Event number", "MP-2026/77")
    press.on("Save the correction")
    made = {one.payload["field"]: one.payload["value"] for one in session.outbox.entries() if one.target == WAITING}
    assert made.pop("title") == press.shown.workspace.rooms.tip.props.title
    assert made == {"category": "dogs", "priority": "high", "event_number": "MP-2026/77"}
    assert {"High priority", "Event number MP-2026/77"} <= texts(press.shown)


def promise_something(press: Pressing, session: DeviceSession) -> None:
    at(press, WAITING)
    more(press, "Promise")
    commit(press.shown, "Zavolám, až bude lampa svítit")
    assert not press.shown.workspace.rooms.form.props.ready
    press.on("tomorrow")
    press.on("Record the promise")
    assert last(session) == ("tip.promise", WAITING, {"text": "Zavolám, až bude lampa svítit", "day": "2026-03-13"})
    assert "Promise, due tomorrow: Zavolám, až bude lampa svítit" in texts(press.shown)
    promise = session.outbox.entries()[0].operation_id
    more(press, "Promise kept")
    assert last(session) == ("tip.promise_kept", WAITING, {"promise_id": promise})
    assert "Promise, due tomorrow: Zavolám, až bude lampa svítit" not in texts(press.shown)


def ask_the_resident(press: Pressing, session: DeviceSession) -> None:
    at(press, GOING[6])
    assert "Answered by e-mail" in texts(press.shown)
    more(press, "Ask")
    assert "It goes by e-mail (marie@example.cz), and an answer comes back here." in texts(press.shown)
    commit(press.shown, "Která lampa to je?")
    press.on("Close this sheet")
    assert [draft.key.sheet for draft in session.drafts.all()] == ["ask"]
    more(press, "Go on asking")
    press.on("Send the question")
    press.on("Undo")
    assert [(draft.key.sheet, draft.content["text"]) for draft in session.drafts.all()] == [
        ("ask", "Která lampa to je?")
    ]
    more(press, "Go on asking")
    press.on("Send the question")
    asked = {"seen": "in_progress", "text": "Která lampa to je?", "party_id": GOING[6]}
    assert last(session) == ("tip.ask", GOING[6], asked)
    assert press.shown.workspace.rooms.tip.props.status == "Waiting on the resident"
    assert "Která lampa to je?" in texts(press.shown)


def answer_what_the_resident_wrote(press: Pressing, session: DeviceSession) -> None:
    at(press, GOING[4])
    assert "An answer came: Je to ta u školy, včera zase nesvítila." in texts(press.shown)
    assert any("not answered yet" in words for words in texts(press.shown))
    press.on("Write an answer")
    commit(press.shown, "Děkuji, dnes tam zajdu.")
    press.on("Send the answer")
    assert last(session)[:2] == ("tip.answer", GOING[4])
    assert last(session)[2]["heard"], "what it answers"
    press.on("Undo")
    assert [draft.key.sheet for draft in session.drafts.all()] == ["answer"]
    press.on("Go on answering")
    press.on("Send the answer")
    assert not any("not answered yet" in words for words in texts(press.shown))


def open_again_what_was_answered_after_it_was_closed(press: Pressing, session: DeviceSession) -> None:
    at(press, ANSWERED)
    press.on("Reopen the tip")
    kind, target, payload = last(session)
    assert (kind, target, payload["reason"]) == ("tip.reopen", ANSWERED, "An answer came after it was closed.")
    assert payload["heard"], "what it answers"
    assert press.shown.workspace.rooms.tip.props.status == "Reopened"


def forward_to_a_body(press: Pressing, session: DeviceSession) -> None:
    at(press, GOING[5])
    more(press, "Forward to a body")
    write(press.shown, "What you write to them", "Prosíme o opravu")
    assert not press.shown.workspace.rooms.form.props.ready
    press.on("Technické služby")
    assert "It goes by e-mail, and the answer comes back here, not to the resident." in texts(press.shown)
    press.on("Pass on the contact")
    assert "It goes by e-mail, with the name and contact of who sent the tip." in texts(press.shown)
    press.on("Do not pass on")
    press.on("Forward the tip")
    kind, target, payload = last(session)
    assert (kind, target, payload["body_id"]) == ("tip.forward", GOING[5], uuid(8, 0))
    assert "contact" not in payload
    assert press.shown.workspace.rooms.tip.props.status == "Waiting on another body: Technické služby"
    press.on("Undo")
    more(press, "Go on forwarding")
    press.on("Pass on the contact")
    press.on("Forward the tip")
    assert last(session)[2]["contact"] is True


def call_back_who_left_a_number(press: Pressing, session: DeviceSession) -> None:
    at(press, CALLED)
    more(press, "Write an answer")
    assert "Only a telephone number is known (+420 601 222 333): it has to be told by a call." in texts(press.shown)
    commit(press.shown, "Zítra tam budeme")
    press.on("Send the answer")
    still_said(press.shown)
    go(press.shown, "promises")
    assert "Call back: Zítra tam budeme" in texts(press.shown)
    assert "Dial +420 601 222 333" in called(press.shown)
    at(press, CALLED)
    press.on("Record the call")
    assert "Say (+420 601 222 333): Zítra tam budeme" in texts(press.shown)
    press.on("Not reached")
    press.on("Save the call")
    assert (last(session)[:2], last(session)[2]["reached"]) == (("tip.called", CALLED), False)
    assert any("not reached 1" in words for words in texts(press.shown))
    press.on("Record the call")
    press.on("Reached")
    write(press.shown, "What was said", "Děkuje")
    press.on("Save the call")
    assert last(session)[2]["reached"] is True
    assert "Děkuje" in texts(press.shown)


def note_with_its_place(press: Pressing, session: DeviceSession) -> None:
    at(press, GOING[5])
    press.on("Note")
    commit(press.shown, "Lampa č. 14 nesvítí")
    press.on("Save note")
    kind, target, payload = last(session)
    assert (kind, target, payload["text"]) == ("tip.note", GOING[5], "Lampa č. 14 nesvítí")
    assert "place" in payload


def reopen_with_a_reason(press: Pressing, session: DeviceSession) -> None:
    at(press, CLOSED)
    press.on("Reopen")
    commit(press.shown, "Zhaslo znovu")
    press.on("Reopen")
    assert last(session) == ("tip.reopen", CLOSED, {"reason": "Zhaslo znovu"})


def give_to_an_officer(press: Pressing, session: DeviceSession) -> None:
    at(press, GOING[6])
    more(press, "Assign")
    press.on("Petr Malý")
    kind, target, payload = last(session)
    assert (kind, target, payload["holder_id"]) == ("tip.assign", GOING[6], COLLEAGUE)


def walk_a_patrol(press: Pressing, session: DeviceSession) -> None:
    go(press.shown, "patrol")
    press.on("Start patrol")
    assert session.patrols.running() is not None
    write(press.shown, "What did you see?", "Klid v parku")
    press.on("Keep note")
    assert last(session)[2]["text"] == "Klid v parku"
    press.on("Undo")
    assert last(session)[0] == "patrol.start"
    press.on("End patrol")
    assert last(session)[0] == "patrol.end"
    assert session.patrols.running() is None


def list_the_worst_places(press: Pressing, session: DeviceSession) -> None:
    rate(session, [(worse(HERE), "d0"), (worse(HERE, Slice.DAY), "d0")])
    go(press.shown, "patrol")
    press.on("Where it is worst after dark")
    room = press.shown.workspace.room("places")
    assert isinstance(room, PlacesViewModel)
    assert (room.props.part, [row.key for row in room.rows.rows]) == ("night", [cell_id(HERE, Slice.NIGHT)])
    press.on("By day")
    assert (room.props.part, [row.key for row in room.rows.rows]) == ("day", [cell_id(HERE, Slice.DAY)])
    press.on("After dark")
    assert room.props.part == "night"


def refuse(session: DeviceSession, text: str) -> None:
    """Have the station refuse a note."""
    recorded = session.tips.act(GOING[7], TipNoteAdd(note_id=new_id(), text=text))
    assert isinstance(recorded, Recorded)
    session.exchange.next_batch()
    told = Verdict(recorded.seq, recorded.operation_id, VerdictKind.REJECTED, Code.OUT_OF_SCOPE)
    session.exchange.record_verdicts([told])


def answer_what_was_refused(press: Pressing, session: DeviceSession) -> None:
    refuse(session, "první")
    go(press.shown, "sync")
    press.on("Send again: Note")
    assert session.outbox.summary().needs_you == 0
    assert last(session)[2]["text"] == "první"
    press.on("Take back: Note")
    assert session.outbox.summary().needs_you == 1
    assert last(session)[2]["text"] == "první"
    press.on("Put aside: Note")
    assert kinds(session, GOING[7]) == []
    refuse(session, "druhá")
    press.shown.workspace.sync.refresh()
    press.shown.settle()
    press.on("Edit and send again: Note")
    commit(press.shown, " dnes")
    press.on("Send again")
    assert last(session)[2]["text"] == "druhá dnes"
    refuse(session, "třetí")
    press.shown.workspace.sync.refresh()
    press.shown.settle()
    press.on("Put aside: Note")
    assert session.outbox.summary().needs_you == 0


def go_to_the_station(press: Pressing, session: DeviceSession) -> None:
    go(press.shown, "sync")
    before = press.shown.station.rounds
    press.on("Sync now")
    assert press.shown.station.rounds > before


def turn_every_page(press: Pressing, session: DeviceSession) -> None:
    for words in ("Map", "Patrol", "Promises", "Team", "Sync", "Today"):
        press.on(words)
        assert press.shown.workspace.navigation.props.page == words.lower()


def lock(press: Pressing, session: DeviceSession) -> None:
    if press.shown.root.width() < 600:
        go(press.shown, "settings")
    press.on("Lock")
    assert not press.shown.app.property("workspace")
    assert "Today" not in texts(press.shown)


STEPS: tuple[Callable[[Pressing, DeviceSession], None], ...] = (
    accept_undo_and_begin, close_with_the_prepared_reply, leave_by_the_cross, hand_over, say_not_ours,
    wait_on_the_resident, wait_on_a_body, correct_what_the_tip_says, promise_something,
    ask_the_resident, answer_what_the_resident_wrote, open_again_what_was_answered_after_it_was_closed,
    call_back_who_left_a_number, note_with_its_place, forward_to_a_body, reopen_with_a_reason, give_to_an_officer,
    walk_a_patrol, list_the_worst_places, answer_what_was_refused, go_to_the_station, turn_every_page, lock,
)  # fmt: skip


@pytest.mark.parametrize("hand", list(Hand))
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)], ids=["desk", "phone"])
def test_that_every_button_does_what_it_says(
    screen: Made, session: DeviceSession, width: int, height: int, hand: Hand
) -> None:
    press = Pressing(screen(width, height, Language.ENGLISH), hand)
    for step in STEPS:
        step(press, session)
        still_said(press.shown)


def still_said(shown: Screen) -> None:
    """Have what was said go, as it does by itself after some seconds: it would lie over the next step's buttons."""
    if shown.app.property("workspace"):
        shown.workspace.closeTip()
        shown.settle()
    for bar in items(whole(shown)):
        if bar.metaObject().className().startswith("UndoBar"):
            bar.setVisible(False)


def called(shown: Screen) -> set[str]:
    return {name for name, _ in names(shown)}
