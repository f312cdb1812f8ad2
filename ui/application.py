"""The running app: the door, the window, and what unlocking and locking make and end.

Nothing of the unlocked app is imported with this module (``ui.loading`` does it while the PIN is typed).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from app.clock import SystemClock
from app.db.keystore import KeyStore
from ui import language as languages
from ui import memory, moments
from ui.jobs import Executor, Jobs
from ui.loading import Loading
from ui.settings.preferences import Language, Look, Preferences, read_preferences
from ui.shell.viewmodel import AppViewModel
from ui.theme.tokens import Scheme
from ui.unlock.doorkeeper import DeviceDoor
from ui.unlock.viewmodel import UnlockViewModel
from ui.unlock.words import Trouble
from ui.window import Window

if TYPE_CHECKING:
    from app.session import DeviceSession
    from ui.patrols.tracking import Source, TrackRecorder
    from ui.position import Receiver
    from ui.shell.workspace import Workspace
    from ui.sync.station import Station

PREFERENCES_FILE = "preferences.json"
BEAT_MS = 5_000
SLEPT_SECONDS = 30.0


def default_directory() -> Path:
    """Where this user's device keeps its store."""
    from platformdirs import user_data_path

    return user_data_path("okrskar", appauthor=False)


def _receiver_here(parent: QObject) -> "Receiver":
    from ui.position import QtReceiver

    return QtReceiver(parent)


def _source_here(parent: QObject, clock: moments.Clock) -> "Source":
    from ui.patrols.tracking import QtSource

    return QtSource(parent, clock)


def _enrolled_station(session: "DeviceSession", wipe: Callable[[], None]) -> "Station":
    from ui.sync.station import StationEngine

    return StationEngine(session, wipe)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the app stands on; a test gives its own."""

    directory: Path
    executor: Executor
    key_store: Callable[[], KeyStore | None]
    clock: moments.Clock = moments.local_clock
    receiver: "Callable[[QObject], Receiver]" = _receiver_here
    source: "Callable[[QObject, moments.Clock], Source]" = _source_here
    engine: "Callable[[DeviceSession, Callable[[], None]], Station]" = _enrolled_station
    authority: Path | None = None
    with_map: bool = True


class Okrskar:
    """The app in one window. ``close`` ends it whole: no thread, no key, no window is left."""

    def __init__(self, application: QGuiApplication, around: Surroundings) -> None:
        memory.begin_start()
        self._application = application
        self._around = around
        self._jobs = Jobs(around.executor)
        self._door = DeviceDoor(around.directory, around.key_store, SystemClock(), around.authority)
        self.preferences = read_preferences(around.directory / PREFERENCES_FILE)
        self.unlock = UnlockViewModel(self._door, self._jobs)
        self.app = AppViewModel(self.unlock)
        self._recorder: TrackRecorder | None = None
        self.window = Window(application, self.app, self._jobs, self._language())
        self.loading = Loading(self._jobs, self.window.compile_shell, self.app)
        self._revoked = False
        self._beat = QTimer(self.app, interval=BEAT_MS)
        self._clock_at_beat = around.clock()
        self._wire()

    def _wire(self) -> None:
        self.unlock.opened.connect(self.enter)
        self.app.locked.connect(self._locked)
        self._beat.timeout.connect(self._notice_sleep)
        self._application.applicationStateChanged.connect(self._state_changed)
        self._application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._show_look()

    def open(self) -> None:
        """Show the window, locked."""
        self.root = self.window.open()
        self.unlock.stepChanged.connect(self._door_is_known)  # type: ignore[attr-defined]
        self.unlock.reload()
        self._beat.start()
        memory.end_start()

    def _door_is_known(self) -> None:
        """Load the rest once the door has been drawn: what is loaded takes turns with whoever draws."""
        self.unlock.stepChanged.disconnect(self._door_is_known)  # type: ignore[attr-defined]
        self.root.frameSwapped.connect(self._drawn, Qt.ConnectionType.QueuedConnection)
        self.root.update()

    def _drawn(self) -> None:
        self.root.frameSwapped.disconnect(self._drawn)
        self.loading.begin()

    def enter(self, session: "DeviceSession") -> "Workspace":
        """Show an unlocked session."""
        from ui.composition import Edges, open_workspace

        self.loading.stop()
        around = self._around
        jobs = Jobs(around.executor, self.app)
        edges = Edges(
            jobs=jobs,
            clock=around.clock,
            receiver=around.receiver,
            engine=lambda unlocked: around.engine(unlocked, lambda: self._wipe(unlocked)),
            preferences=self.preferences,
            preferences_path=around.directory / PREFERENCES_FILE,
            change_secret=self._door.change_secret,
            check_secret=self._door.check,
            pin=self.unlock.props.pin,
            recorder=self._recording(),
            with_map=around.with_map,
        )
        workspace = open_workspace(session, edges)
        rooms = workspace.rooms
        rooms.settings.changed.connect(lambda: self._prefer(rooms.settings.preferences, workspace))
        rooms.sync.enrolAsked.connect(self._enrol_anew)
        workspace.revoked.connect(self._was_revoked)
        self.window.photos.read = session.tips.photo_bytes
        self._show_map_theme(workspace)

        def end() -> None:
            self.window.photos.read = None
            jobs.detach()
            session.close()
            self._door.leave()

        self.app.enter(workspace, end)
        rooms.today.loadedChanged.connect(memory.end_start)  # type: ignore[attr-defined]
        workspace.start()
        return workspace

    def _recording(self) -> "TrackRecorder":
        """What records the way of a patrol: made behind the door, once, since the lock does not end it."""
        if self._recorder is None:
            from ui.patrols.tracking import TrackRecorder

            around, app = self._around, self.app
            self._recorder = recorder = TrackRecorder(around.source(app, around.clock), self._jobs, around.clock, app)
            recorder.changed.connect(lambda: app.show_recording(on=recorder.recording))
        return self._recorder

    def _record_no_more(self) -> None:
        if self._recorder is not None:
            self._recorder.end()

    def close(self) -> None:
        """Lock, take the window down, finish what runs."""
        self._beat.stop()
        self.app.lock()
        self._record_no_more()
        self.window.close()
        self._jobs.close()
        self._door.leave()

    def _wipe(self, session: "DeviceSession") -> None:
        self._door.destroy()
        session.wipe()

    def _was_revoked(self) -> None:
        self._revoked = True
        self._record_no_more()
        self.app.lock()

    def _enrol_anew(self) -> None:
        self._record_no_more()
        self.app.lock()
        self.unlock.enrol_anew()

    def _locked(self) -> None:
        memory.tidy()
        if self._revoked:
            self._revoked = False
            self.unlock.show_trouble(Trouble.REVOKED)

    def _notice_sleep(self) -> None:
        """A computer that slept: its clock went on while the app stood."""
        now = self._around.clock()
        slept = (now - self._clock_at_beat).total_seconds() > BEAT_MS / 1000 + SLEPT_SECONDS
        self._clock_at_beat = now
        if slept:
            self.app.lock()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationSuspended:
            self.app.lock()

    def _prefer(self, preferences: Preferences, workspace: "Workspace") -> None:
        before, self.preferences = self.preferences, preferences
        if before.language != preferences.language:
            self.window.speak(self._language())
            workspace.retranslate()
        self._show_look()
        self._show_map_theme(workspace)

    def _follow_system(self) -> None:
        self._show_look()
        workspace = cast("Workspace | None", self.app.workspace)
        if workspace is not None:
            self._show_map_theme(workspace)

    def _show_look(self) -> None:
        self.window.apply(self._scheme(), reduced_motion=self.preferences.reduced_motion)

    def _show_map_theme(self, workspace: "Workspace") -> None:
        from ui.composition import map_theme

        message = map_theme(self._scheme(), reduced_motion=self.preferences.reduced_motion)
        workspace.rooms.map.set_theme(message)

    def _scheme(self) -> Scheme:
        look = self.preferences.look
        if look is not Look.SYSTEM:
            return Scheme(look.value)
        dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Scheme.DARK if dark else Scheme.LIGHT

    def _language(self) -> languages.Language:
        chosen = self.preferences.language
        if chosen is not Language.SYSTEM:
            return languages.Language(chosen.value)
        spoken = QLocale.system().language()
        return languages.Language.ENGLISH if spoken is QLocale.Language.English else languages.Language.CZECH
