"""A second tap never begins the next thing, and what can not be taken back is held: real presses at both sizes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from app.session import DeviceSession
from tests.ui.city import open_city, uuid
from tests.ui.conftest import Screen
from tests.ui.fingers import commit, find, focus, go, press, still, tap, texts
from tests.ui.hands import Hand, Pressing
from ui.language import Language

Made = Callable[..., Screen]
SIZES = [(1366, 768), (390, 844)]
NEW, GOING = uuid(1, 0), uuid(1, 3)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DeviceSession]:
    opened = open_city(tmp_path / "device", count=12)
    yield opened
    opened.close()


def kinds(session: DeviceSession) -> list[str]:
    return [entry.kind for entry in session.outbox.entries()]


def hasty(shown: Screen) -> None:
    """From here on what changes takes no tap for as long as in the app."""
    shown.window.theme.setProperty("ripening", 700)


def thrice(shown: Screen, where: QPoint) -> None:
    """Three taps at one place, the app going on between them."""
    for _ in range(3):
        QTest.mouseClick(shown.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        shown.executor.run()
    shown.settle()


def by_reader(shown: Screen, name: str) -> None:
    """As TalkBack, VoiceOver or a switch does."""
    QAccessible.queryAccessibleInterface(find(shown, name)).actionInterface().doAction("Press")
    shown.settle()


def by_enter(shown: Screen, name: str) -> None:
    focus(shown, name)
    press(shown, Qt.Key.Key_Return)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_three_quick_taps_accept_once_and_begin_nothing(
    screen: Made, session: DeviceSession, width: int, height: int
) -> None:
    shown = screen(width, height, Language.ENGLISH)
    shown.workspace.openTip(NEW)
    shown.settle()
    hasty(shown)
    thrice(shown, still(shown, "Accept"))
    assert kinds(session) == ["tip.accept"]
    said = QAccessible.queryAccessibleInterface(find(shown, "Undo: ")).text(QAccessible.Text.Name)
    assert said.removeprefix("Undo: ") in texts(shown), "it names what it takes back"
    tap(shown, "Begin work")
    assert kinds(session) == ["tip.start", "tip.accept"], "once it is ripe it works"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_the_last_tap_in_a_sheet_presses_nothing_below_it(
    screen: Made, session: DeviceSession, width: int, height: int
) -> None:
    shown = screen(width, height, Language.ENGLISH)
    shown.workspace.openTip(GOING)
    shown.settle()
    tap(shown, "Close tip")
    hasty(shown)
    tap(shown, "Solved")
    thrice(shown, still(shown, "Close tip"))
    assert kinds(session) == ["tip.close"]
    assert not any(sheet.opened for sheet in shown.workspace.rooms.sheets)


@pytest.mark.parametrize(("width", "height", "hand"), [(*SIZES[0], Hand.KEYS), (*SIZES[1], Hand.FINGER)])
def test_that_a_double_tap_starts_a_patrol_and_only_holding_ends_it(
    screen: Made, session: DeviceSession, width: int, height: int, hand: Hand
) -> None:
    shown = screen(width, height, Language.ENGLISH)
    go(shown, "patrol")
    hasty(shown)
    thrice(shown, still(shown, "Start patrol"))
    assert session.patrols.running() is not None
    where = still(shown, "End patrol")
    shown.window.theme.setProperty("holding", 60_000)
    thrice(shown, where)
    assert session.patrols.running() is not None
    assert "Hold it down" in texts(shown), "and it says how"
    shown.window.theme.setProperty("holding", 10)
    Pressing(shown, hand).on("End patrol")
    assert session.patrols.running() is None
    assert kinds(session) == ["patrol.end", "patrol.start"]


@pytest.mark.parametrize("hand", [by_reader, by_enter])
def test_that_who_can_not_hold_ends_a_patrol_by_pressing_twice(
    screen: Made, session: DeviceSession, hand: Callable[[Screen, str], None]
) -> None:
    shown = screen(390, 844, Language.ENGLISH)
    go(shown, "patrol")
    still(shown, "Start patrol")
    by_reader(shown, "Start patrol")
    assert session.patrols.running() is not None, "a reader presses what is not held"
    shown.window.theme.setProperty("ripening", 60_000)
    hand(shown, "End patrol")
    hand(shown, "End patrol")
    assert session.patrols.running() is not None, "two in haste are one"
    assert "Press once more" in texts(shown)
    shown.window.theme.setProperty("ripening", 1)
    for _ in range(50):
        if session.patrols.running() is not None:
            hand(shown, "End patrol")
    assert kinds(session) == ["patrol.end", "patrol.start"]


def test_that_a_key_pressed_twice_accepts_once(screen: Made, session: DeviceSession) -> None:
    shown = screen(1366, 768, Language.ENGLISH)
    shown.workspace.openTip(NEW)
    shown.settle()
    focus(shown, "Accept")
    for _ in range(3):
        QTest.keyClick(shown.root, Qt.Key.Key_Space)
    shown.settle()
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    shown.settle()
    assert kinds(session) == ["tip.accept"]


def test_that_who_closed_a_tip_by_mistake_opens_it_again(screen: Made, session: DeviceSession) -> None:
    shown = screen(390, 844, Language.ENGLISH)
    shown.workspace.openTip(GOING)
    shown.settle()
    for touch in ("Close tip", "Solved", "Close tip"):
        tap(shown, touch)
    tap(shown, "Reopen")
    focus(shown, "Reason")
    commit(shown, "Uzavřel jsem jiný, než jsem chtěl")
    tap(shown, "Reopen")
    assert kinds(session) == ["tip.reopen", "tip.close"]
    assert shown.workspace.rooms.tip.props.status == "Reopened"
