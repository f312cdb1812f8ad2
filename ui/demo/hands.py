"""Works a window as a person does: finds what can be seen, taps it, types, looks at it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

PATIENCE_MS: Final = 20_000
_CALM_MS: Final = 60


class NotSeen(Exception):
    """What was to be tapped is not in sight; ``args[0]`` names it and what is in sight instead."""


class Hands:
    """Acts on one window with real mouse and key events."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window

    def wait(self, until: Callable[[], bool], what: str) -> None:
        """Let the app go on until ``until`` holds. Raises TimeoutError naming ``what``."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not until():
            if deadline.hasExpired():
                raise TimeoutError(what)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QTest.qWait(5)

    def calm(self) -> None:
        """Let what was begun by the last tap be drawn."""
        QTest.qWait(_CALM_MS)

    def tap(self, words: str) -> None:
        """Tap the button, tile or row whose text is or begins with ``words``."""
        self.wait(lambda: self._find(words) is not None, f"{words!r} in sight; there is {self.texts()}")
        item = self._find(words)
        if item is None:
            raise NotSeen(words)
        self._click(item)

    def write(self, field: str, text: str) -> None:
        """Tap the field with this placeholder, label or name and put ``text`` into it."""
        self.wait(lambda: self._field(field) is not None, f"the field {field!r}; there is {self.fields()}")
        item = self._field(field)
        if item is None:
            raise NotSeen(field)
        self._click(item)
        self.type(text)

    def type(self, text: str) -> None:
        """Type into whatever has the focus, as an input method does; any letter is possible."""
        target = QGuiApplication.focusObject()
        if target is None:
            raise NotSeen("anything with the focus")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)
        self.calm()

    def picture(self, path: Path) -> None:
        """Keep a picture of the window."""
        self.calm()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._window.grabWindow().save(str(path))

    def texts(self) -> str:
        """What could be tapped now, for the message when something is missing."""
        return json.dumps([_text(item) for item in self._buttons()], ensure_ascii=False)[:600]

    def fields(self) -> str:
        """What could be written into now."""
        return json.dumps([_names(item) for item in self._writable()], ensure_ascii=False)[:600]

    def _click(self, item: QQuickItem) -> None:
        centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre)
        self.calm()

    def _find(self, words: str) -> QQuickItem | None:
        buttons = [item for item in self._buttons() if _text(item)]
        exact = [item for item in buttons if _text(item) == words]
        begun = [item for item in buttons if _text(item).startswith(words)]
        found = exact or begun
        return found[-1] if found else None

    def _field(self, name: str) -> QQuickItem | None:
        return next((item for item in reversed(list(self._writable())) if name in _names(item)), None)

    def _buttons(self) -> Iterator[QQuickItem]:
        return (
            item for item in self._items() if item.isEnabled() and item.metaObject().indexOfSignal("clicked()") >= 0
        )

    def _writable(self) -> Iterator[QQuickItem]:
        return (item for item in self._items() if item.metaObject().indexOfProperty("placeholder") >= 0)

    def _items(self) -> Iterator[QQuickItem]:
        """Everything in sight, what is drawn last at the end."""
        whole = self._window.contentItem()
        stack = [whole]
        while stack:
            item = stack.pop(0)
            if not item.isVisible() or item.opacity() == 0:
                continue
            if item is not whole and item.width() > 0 and item.height() > 0 and self._in_sight(item):
                yield item
            stack[:0] = sorted(item.childItems(), key=lambda child: child.z())

    def _in_sight(self, item: QQuickItem) -> bool:
        centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        return 0 <= centre.x() < self._window.width() and 0 <= centre.y() < self._window.height()


def _text(item: QQuickItem) -> str:
    return str(item.property("text") or "")


def _names(item: QQuickItem) -> list[str]:
    return [str(value) for key in ("placeholder", "label", "name") if (value := item.property(key))]
