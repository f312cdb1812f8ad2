"""A row of the list while what it shows changes; a warning of QML fails the test by itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.session import DeviceSession
from app.tips.domain import Priority
from app.tips.operations import TipEdit
from tests.ui.conftest import Screen
from tests.ui.fingers import items, still, tap, texts, whole


def test_that_a_row_loses_its_signs_without_a_word(screen: Callable[..., Screen], session: DeviceSession) -> None:
    shown = screen()
    rows = shown.workspace.rooms.today.rows
    role = next(role for role, name in rows.roleNames().items() if bytes(name) == b"tipId")
    tip = rows.data(rows.index(0), role)
    detail = session.tips.detail(tip)
    assert detail is not None
    usual, high = detail.tip.priority, Priority.HIGH
    for base, value in ((usual, high), (high, usual), (usual, high), (high, usual)):
        session.tips.act(tip, TipEdit("priority", base.value, value.value))
        shown.workspace.rooms.today.refresh()
        shown.settle()
    assert "Vysoká priorita" not in texts(shown)


def test_that_another_list_stands_at_its_top_and_a_row_held_down_opens_nothing_else(
    screen: Callable[..., Screen],
) -> None:
    shown = screen()
    today = shown.workspace.rooms.today
    today.showTab("today")
    shown.settle()
    list_view = next(item for item in items(whole(shown)) if item.property("footerItem"))
    list_view.setProperty("contentY", 200.0)
    mouse = (shown.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    held = still(shown, today.rows.row(5).spoken)
    QTest.mousePress(*mouse, held)
    today.showTab("all")
    shown.settle()
    assert list_view.property("contentY") == list_view.property("originY")
    QTest.mouseRelease(*mouse, held)
    shown.settle()
    assert shown.workspace.rooms.tip.props.tipId == ""
    tap(shown, today.rows.row(1).spoken)
    assert shown.workspace.rooms.tip.props.tipId == today.rows.row(1).tipId
