"""Touches a screen as a person does: finds by the name that a screen reader says, taps, writes, looks."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.conftest import Screen

TOUCHABLE = {
    QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox, QAccessible.Role.PageTab,
    QAccessible.Role.EditableText, QAccessible.Role.ListItem,
}  # fmt: skip


def items(parent: QQuickItem) -> Iterator[QQuickItem]:
    """Every visible item below one."""
    for child in parent.childItems():
        if child.isVisible():
            yield child
            yield from items(child)


def whole(shown: Screen) -> QQuickItem:
    """The window's content with what lies over it."""
    content = shown.root.contentItem()
    return content.parentItem() or content


def texts(shown: Screen) -> set[str]:
    """Every word in sight."""
    return {text for item in items(whole(shown)) if (text := str(item.property("text") or ""))}


def names(shown: Screen) -> list[tuple[str, QQuickItem]]:
    """What can be touched or written into, by its name."""
    found = []
    for item in items(whole(shown)):
        face = QAccessible.queryAccessibleInterface(item)
        if face is not None and face.role() in TOUCHABLE:
            found.append((face.text(QAccessible.Text.Name), item))
    return found


def find(shown: Screen, name: str) -> QQuickItem:
    """The one of this name, or else the first whose name begins so; what lies on top wins."""
    every = names(shown)
    exact = [item for said, item in every if said == name] or [item for said, item in every if said.startswith(name)]
    assert exact, f"nothing is called {name!r}; there is {[said for said, _ in every]}"
    return exact[-1]


def still(shown: Screen, name: str) -> QPoint:
    """The middle of what is called so, once two pictures in a row show it at one place."""
    before = None
    for _ in range(50):
        shown.root.grabWindow()  # lays out what has just come into sight
        item = find(shown, name)
        middle = item.mapToScene(item.boundingRect().center()).toPoint()
        if middle == before:
            _until_ripe(shown, item, middle)
            return middle
        before = middle
        shown.settle()
    raise AssertionError(f"{name!r} never comes to rest")


def _until_ripe(shown: Screen, item: QQuickItem, middle: QPoint) -> None:
    """Wait for a control that takes no tap yet, since it has just come under the finger."""
    for _ in range(400):
        if item.property("ripe") is not False and not guarded(shown, middle):
            return
        QTest.qWait(50)
    raise AssertionError("it never takes a tap")


def guarded(shown: Screen, point: QPoint) -> bool:
    """Whether taps there are taken by what keeps the second of two from beginning the next thing."""
    guards = [item for item in items(whole(shown)) if item.objectName() == "guard"]
    return any(guard.mapRectToScene(guard.boundingRect()).contains(point.toPointF()) for guard in guards)


def tap(shown: Screen, name: str) -> None:
    """Touch it in its middle; what has to be held is held."""
    middle = still(shown, name)
    item = find(shown, name)
    mouse = (shown.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mousePress(*mouse)
    until_full(item)
    QTest.mouseRelease(*mouse)
    shown.settle()


def until_full(item: QQuickItem) -> None:
    """Go on holding what is to be held until it is enough."""
    if not item.property("hold"):
        return
    for _ in range(400):
        if item.property("full"):
            return
        QTest.qWait(5)
    raise AssertionError("it is held and nothing comes of it")


def commit(shown: Screen, text: str) -> None:
    """Write into what has the focus, as an input method does: any letter is possible."""
    target = QGuiApplication.focusObject()
    assert target is not None
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(target, event)
    shown.settle()


def write(shown: Screen, field: str, text: str) -> None:
    """Touch a field and write into it."""
    tap(shown, field)
    commit(shown, text)


def focus(shown: Screen, name: str, steps: int = 60) -> None:
    """Go by Tab until what is called so has the focus."""
    wanted = find(shown, name)
    for _ in range(steps):
        if shown.root.activeFocusItem() is wanted or wanted.hasActiveFocus():
            return
        QTest.keyClick(shown.root, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name!r}")


def press(shown: Screen, key: Qt.Key) -> None:
    """One key."""
    QTest.keyClick(shown.root, key)
    shown.settle()


def go(shown: Screen, page: str) -> None:
    """Show a page."""
    shown.workspace.navigation.go(page)
    shown.settle()
