"""The page of promises, by mouse, finger and keys, at the desk and on a phone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.outbox.views import Recorded
from app.session import DeviceSession
from app.tips.operations import TipPromise
from tests.ui.city import uuid
from tests.ui.conftest import Check, Screen
from tests.ui.fingers import press as press_key
from tests.ui.fingers import texts
from tests.ui.hands import Hand, Pressing
from ui.language import Language
from ui.tips.promises_viewmodel import PromisesViewModel

Made = Callable[..., Screen]
TIP, OTHER = uuid(1, 3), uuid(1, 4)
SIZES = pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)], ids=["desk", "phone"])


def promise(session: DeviceSession, tip_id: str, text: str, day: str) -> None:
    assert isinstance(session.tips.act(tip_id, TipPromise(text=text, day=day)), Recorded)


def open_row(press: Pressing, words: str) -> None:
    """Press the row; by keys the list is gone to by Tab, and its first row is the one that Return opens."""
    if press.hand is not Hand.KEYS:
        press.on(words)
        return
    for _ in range(60):
        if press.shown.root.activeFocusItem().metaObject().className().startswith(("QQuickListView", "ListRow")):
            break
        QTest.keyClick(press.shown.root, Qt.Key.Key_Tab)
    else:
        raise AssertionError("Tab never comes to the list")
    press_key(press.shown, Qt.Key.Key_Return)


def room_of(shown: Screen) -> PromisesViewModel:
    room = shown.workspace.room("promises")
    assert isinstance(room, PromisesViewModel)
    return room


@pytest.mark.parametrize("hand", list(Hand))
@SIZES
def test_that_the_oldest_promise_stands_first_and_opens_its_tip(
    screen: Made, session: DeviceSession, width: int, height: int, hand: Hand
) -> None:
    promise(session, OTHER, "Přijdu se podívat", "2026-03-20")
    promise(session, TIP, "Zavolám\nodpoledne", "2026-03-10")
    press = Pressing(screen(width, height, Language.ENGLISH), hand)
    press.on("Promises")
    rows = room_of(press.shown).rows.rows
    assert [(row.tipId, row.words, row.tone) for row in rows] == [
        (TIP, "Zavolám odpoledne", "danger"), (OTHER, "Přijdu se podívat", "neutral"),
    ]  # fmt: skip
    assert {"Zavolám odpoledne", "Přijdu se podívat"} <= texts(press.shown)
    open_row(press, "Zavolám odpoledne")
    assert press.shown.workspace.rooms.tip.props.tipId == TIP
    assert press.shown.workspace.navigation.props.tipOpen


@SIZES
def test_that_an_empty_page_says_what_to_do(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    shown.workspace.navigation.go("promises")
    shown.settle()
    assert "Žádné sliby ani hovory" in texts(shown)
    assert any("Slíbit" in text for text in texts(shown))


def test_that_its_model_keeps_qts_contract(screen: Made, session: DeviceSession, keeps_contract: Check) -> None:
    shown = screen()
    room = room_of(shown)
    keeps_contract(room.rows)
    for day in ("2026-03-20", "2026-03-13"):
        promise(session, TIP, "Zavolám", day)
        room.refresh()
        shown.settle()
    assert [row.due for row in room.rows.rows]


def test_that_a_page_that_can_not_be_read_says_so(screen: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = screen()
    room = room_of(shown)

    class Broken:
        def promised(self) -> tuple[()]:
            raise OSError

    monkeypatch.setattr(room, "_tips", Broken())
    shown.workspace.navigation.go("promises")
    shown.settle()
    assert "Sliby a hovory se nepodařilo přečíst" in texts(shown)
    assert "Zkusit znovu" in texts(shown)
