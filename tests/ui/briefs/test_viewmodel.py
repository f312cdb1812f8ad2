"""The page of hand-overs, by mouse, finger and keys, at the desk and on a phone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.outbox.views import Recorded
from app.session import DeviceSession
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose
from tests.ui.conftest import Check, Screen
from tests.ui.fingers import press as press_key
from tests.ui.fingers import texts
from tests.ui.handed import ANSWER, BACK, COMING, RUNNING, hand_over
from tests.ui.hands import Hand, Pressing
from tests.ui.rated import HERE
from ui.briefs.viewmodel import BriefsViewModel
from ui.language import Language

Made = Callable[..., Screen]
HANDS = pytest.mark.parametrize(
    ("width", "height", "hand"),
    [(1280, 800, Hand.MOUSE), (1280, 800, Hand.KEYS), (390, 844, Hand.FINGER), (390, 844, Hand.KEYS)],
)


def room_of(shown: Screen) -> BriefsViewModel:
    room = shown.workspace.room("briefs")
    assert isinstance(room, BriefsViewModel)
    return room


def by_keys(press: Pressing, steps: int) -> None:
    """Go to the list by Tab, down so many rows, and open the one."""
    for _ in range(60):
        if press.shown.root.activeFocusItem().metaObject().className().startswith(("QQuickListView", "ListRow")):
            break
        QTest.keyClick(press.shown.root, Qt.Key.Key_Tab)
    else:
        raise AssertionError("Tab never comes to the list")
    for _ in range(steps):
        press_key(press.shown, Qt.Key.Key_Down)
    press_key(press.shown, Qt.Key.Key_Return)


@HANDS
def test_that_who_covers_sees_what_waits_and_opens_it(
    screen: Made, session: DeviceSession, width: int, height: int, hand: Hand
) -> None:
    hand_over(session, RUNNING, COMING, BACK)
    press = Pressing(screen(width, height, Language.ENGLISH), hand)
    assert room_of(press.shown).props.waiting == 2, "before the page was ever opened"
    press.on("Hand-over, 2")
    rows = room_of(press.shown).rows.rows
    told = [(row.words, row.due, row.tone) for row in rows if row.head]
    assert told == [
        ("Handed back to you: Centrum", "to do: 1", "warning"),
        ("You cover: Horní Ves", "to do: 1", "warning"),
        ("You will cover: Březenecká", "", "neutral"),
    ]
    covered = [(row.waits, row.cell, row.tone) for row in rows if not row.head and row.key.startswith(RUNNING.id)]
    assert [row[:2] for row in covered] == [(True, ""), (False, HERE), (False, "")]
    assert covered[-1][2] == "success"
    assert any("stood in: Petr Malý" in row.about for row in rows if row.head)
    assert any("not on this device: 1" in row.about for row in rows)
    if hand is Hand.KEYS:
        by_keys(press, 5)
    else:
        press.on(rows[5].words)
    assert press.shown.workspace.rooms.tip.props.tipId == ANSWER


def test_that_what_is_done_here_waits_no_more(screen: Made, session: DeviceSession) -> None:
    hand_over(session, RUNNING)
    shown = screen()
    room = room_of(shown)
    assert (room.props.any, room.props.waiting) == (True, 1)
    close = TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED))
    assert isinstance(session.tips.act(ANSWER, close), Recorded)
    shown.workspace.rooms.tip.changed.emit()
    shown.settle()
    assert room.props.waiting == 0
    assert [row.due for row in room.rows.rows if row.tipId == ANSWER] == ["hotovo"]


def test_that_an_empty_page_says_what_comes_here(screen: Made) -> None:
    shown = screen(390, 844)
    shown.workspace.navigation.go("briefs")
    shown.settle()
    assert "Není co předávat" in texts(shown)
    assert not room_of(shown).props.any


def test_that_its_model_keeps_qts_contract(screen: Made, session: DeviceSession, keeps_contract: Check) -> None:
    shown = screen()
    room = room_of(shown)
    keeps_contract(room.rows)
    for briefs in ((RUNNING,), (RUNNING, BACK)):
        hand_over(session, *briefs)
        room.refresh()
        shown.settle()
    assert len(room.rows.rows) > 4


def test_that_a_page_that_can_not_be_read_says_so(screen: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = screen()

    class Broken:
        def mine(self) -> tuple[()]:
            raise OSError

    monkeypatch.setattr(room_of(shown), "_briefs", Broken())
    shown.workspace.navigation.go("briefs")
    shown.settle()
    assert "Předání se nepodařilo přečíst" in texts(shown)
