"""How a process of the story is told what to do: a line of JSON each way."""

import json
import sys
import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal


class Player(Protocol):
    """Does what an order says and answers."""

    def order(self, do: str, **how: Any) -> Any:
        """Do one thing; what it found."""


class Lines(QObject):
    """Reads orders on a thread of its own and hands them over on the GUI thread."""

    came = Signal(str)
    ended = Signal()

    def start(self) -> None:
        threading.Thread(target=self._read, name="orders", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.came.emit(line)
        self.ended.emit()


def answer(what: Any) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def obey(application: QCoreApplication, player: Player, begin: Callable[[], None]) -> int:
    """Begin, say so, do what comes on standard input until that ends; the exit code."""
    lines = Lines()

    def do(line: str) -> None:
        order = json.loads(line)
        try:
            answer({"answer": player.order(order.pop("do"), **order)})
        except Exception as error:  # noqa: BLE001 - whatever it was, the parent has to hear of it
            answer({"failed": f"{type(error).__name__}: {error}"})

    def first() -> None:
        try:
            begin()
            answer({"answer": "there"})
            lines.start()
        except Exception as error:  # noqa: BLE001 - as above
            answer({"failed": f"{type(error).__name__}: {error}"})
            application.exit(1)

    lines.came.connect(do, Qt.ConnectionType.QueuedConnection)
    lines.ended.connect(application.quit, Qt.ConnectionType.QueuedConnection)
    QTimer.singleShot(0, first)
    return application.exec()
