"""The real sheets by fingers and keys: nothing typed is lost, and what is recorded goes where the sheet was opened."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from app.accounts.domain import CITY
from app.outbox.views import EntryState, Recorded
from app.session import DeviceSession
from app.tips.operations import TipAnswer
from sync.protocol.messages import PullResponse, Row
from tests.app.device import PNG
from tests.ui.city import CALLER, NOW, uuid
from tests.ui.conftest import Screen
from tests.ui.drafts.hands import WORDS, escape, locked_and_unlocked, outside, seen
from tests.ui.fingers import commit, names, tap, texts, write
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs

Made = Callable[..., Screen]
SIZES = [(1366, 768), (390, 844)]
OPEN, OTHER, CLOSED, CALLED = uuid(1, 3), uuid(1, 4), uuid(1, 5), uuid(1, CALLER)
TEXTS = {
    "note": ("note", "Poznámka", OPEN),
    "close": ("close", "Odpověď obyvateli", OPEN),
    "wait": ("wait", "Na koho", OPEN),
    "reopen": ("reopen", "Důvod", CLOSED),
    "promise": ("promise", "Co slibujete", OPEN),
    "forward": ("forward", "Co jim píšete", OPEN),
    "called": ("called", "Co bylo řečeno", CALLED),
}
"""Each sheet in which one writes: its action, its field by name, and a tip on which it opens."""
LEAVING = {"outside": outside, "escape": escape}


def owe_a_call(session: DeviceSession) -> None:
    """Have somebody to be called back."""
    assert isinstance(session.tips.act(CALLED, TipAnswer("Zítra tam budeme")), Recorded)


def opened(shown: Screen, sheet: str) -> None:
    """The sheet by its action, and what has to be chosen before one can write."""
    action, _, tip = TEXTS[sheet]
    if shown.workspace.rooms.tip.props.tipId != tip:
        shown.workspace.openTip(tip)
        shown.settle()
    shown.workspace.rooms.tip.perform(action)
    shown.settle()
    if sheet == "close" and not shown.workspace.rooms.closing.props.kind:
        tap(shown, "Vyřešeno")
    if sheet == "wait" and shown.workspace.rooms.form.values["on"] != "other_body":
        tap(shown, "Jiný orgán")


def values(shown: Screen) -> str:
    rooms = shown.workspace.rooms
    return "".join((rooms.note.props.text, rooms.closing.props.reply, *rooms.form.values.values()))


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
@pytest.mark.parametrize("leaving", LEAVING)
@pytest.mark.parametrize(("sheet", "size"), [(one, SIZES[at % 2]) for at, one in enumerate(TEXTS)])
def test_that_what_is_typed_outlives_leaving_the_sheet(
    screen: Made, session: DeviceSession, sheet: str, size: tuple[int, int], leaving: str
) -> None:
    owe_a_call(session)
    shown = screen(*size)
    opened(shown, sheet)
    write(shown, TEXTS[sheet][1], WORDS)
    assert WORDS in values(shown)
    LEAVING[leaving](shown)
    assert not seen(shown, WORDS)
    assert shown.workspace.rooms.drafts.props.count == 1
    opened(shown, sheet)
    assert seen(shown, WORDS)


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
@pytest.mark.parametrize(("sheet", "size"), [(one, SIZES[at % 2]) for at, one in enumerate(TEXTS)])
def test_that_the_lock_in_mid_sentence_gives_the_sheet_back_as_it_was(
    screen: Made, session: DeviceSession, jobs: Jobs, sheet: str, size: tuple[int, int]
) -> None:
    owe_a_call(session)
    shown = screen(*size)
    opened(shown, sheet)
    write(shown, TEXTS[sheet][1], WORDS)
    commit(shown, " a da")
    QTest.keyClick(shown.root, Qt.Key.Key_L)
    locked_and_unlocked(shown, session, jobs)
    assert seen(shown, WORDS + " a dal")
    assert shown.workspace.rooms.tip.props.tipId == TEXTS[sheet][2]


def test_that_a_draft_reaches_the_disk_while_one_types_and_before_the_sheet_is_left(
    screen: Made, session: DeviceSession
) -> None:
    shown = screen(*SIZES[0])
    opened(shown, "note")
    tap(shown, "Poznámka")
    for key in (Qt.Key.Key_A, Qt.Key.Key_H, Qt.Key.Key_O, Qt.Key.Key_J):
        QTest.keyClick(shown.root, key)
        QTest.qWait(120)
        shown.executor.run()
    (kept,) = session.drafts.all()
    assert kept.content["text"].startswith("ah"), "no more than the last moment is missing, though the typing went on"


def test_that_the_button_says_that_one_goes_on_and_saving_ends_it(screen: Made, session: DeviceSession) -> None:
    shown = screen(*SIZES[1])
    opened(shown, "note")
    write(shown, "Poznámka", WORDS)
    escape(shown)
    tap(shown, "Pokračovat v poznámce")
    tap(shown, "Uložit poznámku")
    assert session.drafts.all() == ()
    assert [entry.payload["text"] for entry in session.outbox.entries()] == [WORDS]
    assert "Pokračovat v poznámce" not in {name for name, _ in names(shown)}


def test_that_what_was_taken_back_is_a_draft_again(screen: Made, session: DeviceSession) -> None:
    shown = screen(*SIZES[1])
    opened(shown, "note")
    write(shown, "Poznámka", WORDS)
    tap(shown, "Uložit poznámku")
    tap(shown, "Vzít zpět")
    assert session.outbox.summary().waiting == 0
    opened(shown, "note")
    assert shown.workspace.rooms.note.props.text == WORDS


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_discarding_is_undone_to_the_letter(screen: Made, session: DeviceSession, width: int, height: int) -> None:
    shown = screen(width, height)
    opened(shown, "close")
    write(shown, "Odpověď obyvateli", WORDS)
    before = shown.workspace.rooms.drafts.keeper.drafts
    tap(shown, "Zahodit rozepsané")
    assert session.drafts.all() == ()
    tap(shown, "Vzít zpět")
    (kept,) = session.drafts.all()
    assert kept.content == before[0].content
    opened(shown, "close")
    assert seen(shown, WORDS)


def test_that_the_closing_closes_the_tip_on_which_it_was_opened(screen: Made, session: DeviceSession) -> None:
    shown = screen(*SIZES[0])
    opened(shown, "close")
    shown.workspace.openTip(OTHER)
    shown.settle()
    tap(shown, "Uzavřít podnět")
    assert [(entry.kind, entry.target) for entry in session.outbox.entries()] == [("tip.close", OPEN)]


@pytest.mark.parametrize("sheet", ["note", "wait", "close"])
def test_that_a_sheet_outlives_its_tips_page_and_records_where_it_was_opened(
    screen: Made, session: DeviceSession, sheet: str
) -> None:
    shown = screen(*SIZES[1])
    opened(shown, sheet)
    write(shown, TEXTS[sheet][1], WORDS)
    shown.workspace.closeTip()
    shown.workspace.map.tipTapped.emit(OTHER)
    shown.settle()
    assert seen(shown, WORDS)
    tap(shown, {"note": "Uložit poznámku", "wait": "Nastavit čekání", "close": "Uzavřít podnět"}[sheet])
    assert {entry.target for entry in session.outbox.entries()} == {OPEN}


def test_that_a_tip_taken_away_by_a_round_refuses_in_words_and_keeps_the_text(
    screen: Made, session: DeviceSession
) -> None:
    shown = screen(*SIZES[0])
    opened(shown, "close")
    write(shown, "Odpověď obyvateli", WORDS)
    detail = shown.workspace.rooms.tip.detail
    assert detail is not None
    district = detail.tip.district_id
    gone = Row("tip", OPEN, district, msgspec.Raw(b"null"))
    scopes = (CITY, *(f"d{n}" for n in range(9)))
    page = PullResponse(rows=(gone,), cursors={district: 2}, scopes=scopes, incarnation="i")
    session.exchange.apply_page(page)
    shown.workspace.rooms.tip.refresh()
    shown.workspace.openTip(OTHER)
    shown.settle()
    tap(shown, "Uzavřít podnět")
    assert session.outbox.entries() == ()
    assert "zůstává" in shown.workspace.rooms.closing.props.problem
    assert seen(shown, WORDS)
    (kept,) = session.drafts.all()
    assert WORDS in kept.content["text"]


def test_that_a_draft_of_a_tip_that_left_can_be_found_copied_and_discarded(
    screen: Made, session: DeviceSession
) -> None:
    from app.drafts.domain import Draft, DraftKey
    from app.identifiers import new_id
    from tests.ui.city import OFFICER

    away = Draft(
        DraftKey("tips", "note", uuid(1, 9_999)), new_id(), OFFICER, "2026-03-12T10:00:00Z", title="2025-0007 · Díra",
        content={"text": WORDS},
    )  # fmt: skip
    session.drafts.put([away])
    shown = screen(*SIZES[1])
    shown.workspace.navigation.go("sync")
    shown.settle()
    tap(shown, "Rozepsané 1")
    assert {"2025-0007 · Díra", WORDS} <= texts(shown)
    assert not [name for name, _ in names(shown) if name.startswith("Pokračovat")]
    tap(shown, "Zahodit: Poznámka k podnětu")
    assert session.drafts.all() == ()
    tap(shown, "Vzít zpět")
    assert [one.content for one in session.drafts.all()] == [away.content]


def test_that_going_on_from_the_list_opens_the_sheet(screen: Made) -> None:
    shown = screen(*SIZES[1])
    opened(shown, "note")
    write(shown, "Poznámka", WORDS)
    escape(shown)
    shown.workspace.closeTip()
    shown.workspace.navigation.go("sync")
    shown.settle()
    tap(shown, "Rozepsané 1")
    tap(shown, "Pokračovat: Poznámka k podnětu")
    assert shown.workspace.rooms.note.opened
    assert seen(shown, WORDS)


def test_that_photos_are_kept_with_the_note(screen: Made, session: DeviceSession, jobs: Jobs, tmp_path: object) -> None:
    from pathlib import Path

    source = Path(str(tmp_path)) / "branka.png"
    source.write_bytes(PNG)
    shown = screen(*SIZES[1])
    opened(shown, "note")
    shown.workspace.rooms.note.attach([QUrl.fromLocalFile(str(source))])
    shown.settle()
    source.unlink()
    locked_and_unlocked(shown, session, jobs)
    assert len(shown.workspace.rooms.note.props.photos) == 1
    tap(shown, "Uložit poznámku")
    assert [(entry.kind, entry.state) for entry in session.outbox.entries()] == [("tip.photo", EntryState.WAITING)]


def test_that_a_full_disk_is_said_and_what_is_typed_stays(screen: Made, session: DeviceSession) -> None:
    from tests.app.db.test_store import _fill_up

    shown = screen(*SIZES[1])
    opened(shown, "note")
    write(shown, "Poznámka", WORDS)
    shown.workspace.rooms.note.flush()
    shown.settle()
    _fill_up(session.store)
    commit(shown, " " + "x" * 9_000)
    shown.workspace.rooms.note.flush()
    shown.settle()
    assert "plné" in shown.workspace.rooms.note.props.problem
    tap(shown, "Uložit poznámku")
    assert shown.workspace.rooms.note.opened
    assert "plné" in shown.workspace.rooms.note.props.problem
    assert shown.workspace.rooms.note.props.text.startswith(WORDS)
    assert WORDS in session.drafts.all()[0].content["text"]


def test_that_the_keeper_of_a_new_session_has_what_the_old_one_was_given_at_the_last_moment(
    screen: Made, session: DeviceSession, jobs: Jobs
) -> None:
    shown = screen(*SIZES[0])
    opened(shown, "note")
    tap(shown, "Poznámka")
    QTest.keyClick(shown.root, Qt.Key.Key_A)
    shown.app.lock()
    again = DraftKeeper(session.drafts, jobs, NOW.astimezone)
    assert [draft.content["text"] for draft in again.drafts] == ["a"]
    again.stop()
