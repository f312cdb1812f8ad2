"""The app as the window sees it: locked with its unlock page, or unlocked with its workspace."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from ui.snapshot import fixed
from ui.unlock.viewmodel import UnlockViewModel

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace
    from ui.shell.writing import Whereabouts

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
IDLE_MS = 5 * 60 * 1000
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
        QEvent.Type.MouseMove,
    }
)


@QmlElement
class AppViewModel(QObject):
    """Locked until a workspace is shown; locks itself after ``idle_ms`` without a touch or a key."""

    workspaceChanged = Signal()
    recordingChanged = Signal()
    locked = Signal()

    def __init__(self, unlock: UnlockViewModel, *, idle_ms: int = IDLE_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unlock = unlock
        unlock.setParent(self)
        self._workspace: Workspace | None = None
        self._end: Callable[[], None] | None = None
        self._place: Whereabouts | None = None
        self._recording = False
        self._idle = QTimer(self, singleShot=True, interval=idle_ms)
        self._idle.timeout.connect(self.lock)

    @Property(QObject, notify=workspaceChanged)
    def workspace(self) -> "Workspace | None":
        return self._workspace

    @Property(bool, notify=recordingChanged)
    def recording(self) -> bool:
        """Whether the way of a patrol is being recorded, which the lock does not end and never hides."""
        return self._recording

    def show_recording(self, *, on: bool) -> None:
        """It is, or is no longer."""
        self._recording = on
        self.recordingChanged.emit()

    @fixed
    def unlock(self) -> UnlockViewModel:
        return self._unlock

    def enter(self, workspace: "Workspace", end: Callable[[], None]) -> None:
        """Show an unlocked session; ``end`` closes its store and drops its key."""
        self._workspace = workspace
        self._end = end
        workspace.lockAsked.connect(self.lock)
        self._idle.start()
        self.workspaceChanged.emit()
        place, self._place = self._place, None
        if place is not None:
            workspace.come_back(place)

    def lock(self) -> None:
        """Blank the window first, then dispose the engine and drop the key."""
        workspace, end = self._workspace, self._end
        if workspace is None:
            return
        self._idle.stop()
        QGuiApplication.inputMethod().commit()
        self._place = workspace.whereabouts
        self._workspace = self._end = None
        self.workspaceChanged.emit()
        workspace.stop()
        if end is not None:
            end()
        workspace.deleteLater()
        self._unlock.reload()
        self.locked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Installed on the window: every touch and key puts the lock off."""
        if event.type() in _ACTIVITY and self._workspace is not None:
            self._idle.start()
        return super().eventFilter(watched, event)
