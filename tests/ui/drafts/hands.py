"""What a hand does to a sheet: leaves it, locks the app over it, comes back."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.session import DeviceSession
from tests.ui.city import NOW
from tests.ui.conftest import Screen
from tests.ui.fingers import texts
from ui.composition import Edges, open_workspace
from ui.jobs import Jobs

WORDS = "Lampa u školky"


def outside(shown: Screen) -> None:
    """A tap beside the sheet."""
    QTest.mouseClick(shown.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(12, 8))
    _go(shown)


def escape(shown: Screen) -> None:
    """The key, which is also Android's way back."""
    QTest.keyClick(shown.root, Qt.Key.Key_Escape)
    _go(shown)


def locked_and_unlocked(shown: Screen, session: DeviceSession, jobs: Jobs) -> None:
    """The lock falls while one writes; the same officer unlocks."""
    shown.app.lock()
    shown.settle()
    assert not any(WORDS in text for text in texts(shown)), "nothing of it is in the locked window"
    edges = Edges(jobs, NOW.astimezone, lambda _: shown.receiver, lambda _: shown.station, with_map=False)
    shown.workspace = open_workspace(session, edges)
    shown.app.enter(shown.workspace, lambda: None)
    shown.workspace.start()
    shown.settle()


def seen(shown: Screen, words: str) -> bool:
    """Whether these words are in sight anywhere."""
    return any(words in text for text in texts(shown))


def _go(shown: Screen) -> None:
    for _ in range(50):
        shown.settle()
        if not any(sheet.opened for sheet in shown.workspace.rooms.sheets):
            break
    shown.settle()
