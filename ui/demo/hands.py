"""Works a window as a person does: finds what can be seen, taps it, types, looks at it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    Q_ARG,
    Q_RETURN_ARG,
    QCoreApplication,
    QDeadlineTimer,
    QEventLoop,
    QMetaObject,
    QPoint,
    Qt,
    QUrl,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQml import QQmlComponent, qmlEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

PATIENCE_MS: Final = 60_000
_CALM_MS: Final = 60


class NotSeen(Exception):
    """What was to be tapped is not in sight; ``args[0]`` names it and what is in sight instead."""


class Hands:
    """Acts on one window with real mouse and key events."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window
        engine = qmlEngine(window)
        if engine is None:
            raise NotSeen("the window's engine")
        self._component = QQmlComponent(engine, QUrl.fromLocalFile(str(Path(__file__).with_name("Seeker.qml"))))
        seeker = self._component.create()
        if seeker is None:
            raise NotSeen(self._component.errorString())
        self._seeker = seeker

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
        self.wait(lambda: _is_free(self._find(words)), f"{words!r} in sight; there is {self.texts()}")
        item = self._find(words)
        if item is None:
            raise NotSeen(words)
        self._click(item)

    def write(self, field: str, text: str) -> None:
        """Tap the field with this placeholder, label or name and put ``text`` into it."""
        self.wait(lambda: _is_free(self._field(field)), f"the field {field!r}; there is {self.fields()}")
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
        return json.dumps([thing.text for thing in self._seen() if thing.tappable], ensure_ascii=False)[:600]

    def fields(self) -> str:
        """What could be written into now."""
        return json.dumps([thing.names for thing in self._seen() if thing.writable], ensure_ascii=False)[:600]

    def _click(self, thing: "Thing") -> None:
        centre = QPoint(round(thing.x), round(thing.y))
        QTest.mouseClick(self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre)
        self.calm()

    def _find(self, words: str) -> "Thing | None":
        tappable = [thing for thing in self._seen() if thing.tappable]
        exact = [thing for thing in tappable if thing.text == words]
        found = exact or [thing for thing in tappable if thing.text.startswith(words)]
        return found[-1] if found else None

    def _field(self, name: str) -> "Thing | None":
        found = [thing for thing in self._seen() if thing.writable and name in thing.names]
        return found[-1] if found else None

    def _seen(self) -> "list[Thing]":
        answer = QMetaObject.invokeMethod(
            self._seeker, "seen", Q_RETURN_ARG("QString"), Q_ARG("QQuickItem*", self._window.contentItem())
        )
        return [Thing(*values) for values in json.loads(str(answer))]


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be tapped or written into, with its middle in the window; ``free``: it takes taps already."""

    text: str
    names: list[str]
    x: float
    y: float
    tappable: bool
    writable: bool
    free: bool


def _is_free(thing: Thing | None) -> bool:
    """Whether it is there and takes taps."""
    return thing is not None and thing.free
