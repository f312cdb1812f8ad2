"""Three ways to press one control: the mouse, a finger, and the keyboard alone."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.conftest import Screen
from tests.ui.fingers import find, items, press, still, tap, until_full, whole

MOST_STEPS = 250


class Hand(StrEnum):
    """What presses."""

    MOUSE = "mouse"
    FINGER = "finger"
    KEYS = "keys"


class Pressing:
    """One person at one screen."""

    def __init__(self, shown: Screen, hand: Hand) -> None:
        self.shown, self.hand = shown, hand
        self._glass = QTest.createTouchDevice()

    def on(self, name: str) -> None:
        """Press the control that is called so."""
        if self.hand is Hand.MOUSE:
            tap(self.shown, name)
        elif self.hand is Hand.FINGER:
            self._touch(still(self.shown, name), find(self.shown, name))
        else:
            still(self.shown, name)
            self._walk_to(lambda: self._shown(name))
            QTest.keyPress(self.shown.root, Qt.Key.Key_Space)
            until_full(self._shown(name))
            QTest.keyRelease(self.shown.root, Qt.Key.Key_Space)
            self.shown.settle()

    def in_menu(self, words: str) -> None:
        """Press an entry of the menu that is open."""
        entry = self._entry(words)
        if self.hand is Hand.KEYS:
            for _ in range(20):
                if entry.property("highlighted"):
                    break
                press(self.shown, Qt.Key.Key_Down)
            assert entry.property("highlighted"), f"the arrows never come to {words!r}"
            press(self.shown, Qt.Key.Key_Return)
            return
        middle = entry.mapToScene(entry.boundingRect().center()).toPoint()
        if self.hand is Hand.FINGER:
            self._touch(middle)
        else:
            QTest.mouseClick(self.shown.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
            self.shown.settle()

    def _entry(self, words: str) -> QQuickItem:
        self.shown.root.grabWindow()
        for item in items(whole(self.shown)):
            if "ChoiceItem" in item.metaObject().className() and item.property("text") == words and item.height() > 0:
                return item
        raise AssertionError(f"no entry of a menu says {words!r}")

    def _shown(self, name: str) -> QQuickItem:
        """What is called so now: while a round runs by itself, a button may have another name until its job is done."""
        try:
            return find(self.shown, name)
        except AssertionError:
            self.shown.settle()
            return find(self.shown, name)

    def _touch(self, point: QPoint, item: QQuickItem | None = None) -> None:
        QTest.touchEvent(self.shown.root, self._glass).press(0, point, self.shown.root).commit(True)
        if item is not None:
            until_full(item)
        QTest.touchEvent(self.shown.root, self._glass).release(0, point, self.shown.root).commit(True)
        self.shown.settle()

    def _walk_to(self, wanted: Callable[[], QQuickItem]) -> None:
        for _ in range(MOST_STEPS):
            item = wanted()
            if self.shown.root.activeFocusItem() is item or item.hasActiveFocus():
                return
            QTest.keyClick(self.shown.root, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {wanted().property('text')!r}")
