"""The window: one QML engine with its theme, language, photos and the app's view model."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickWindow

import ui
from ui.jobs import Jobs
from ui.language import Language, Speaking
from ui.photos import PhotoProvider
from ui.shell.viewmodel import AppViewModel
from ui.theme.applying import Theming, load_fonts
from ui.theme.tokens import Scheme

HOME = Path(ui.__file__).parent


class NoWindowError(RuntimeError):
    """The window's QML could not be loaded; Qt has written why."""


class Window:
    """Loads the window for an app. Keep it as long as the window is to live."""

    def __init__(self, application: QGuiApplication, app: AppViewModel, jobs: Jobs, language: Language) -> None:
        load_fonts()
        self._speaking = Speaking(application)
        self._speaking.speak(language)
        self.photos = PhotoProvider(jobs)
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(HOME.parent))
        self._engine.addImageProvider("photo", self.photos)
        self._theming = Theming(self._engine)
        self._engine.setInitialProperties({"app": app})
        self._app = app
        self._shell: QQmlComponent | None = None

    def apply(self, scheme: Scheme, *, reduced_motion: bool) -> None:
        """Show a set of colours."""
        self._theming.apply(scheme, reduced_motion=reduced_motion)

    def speak(self, language: Language) -> None:
        """Change the language of everything in sight."""
        self._speaking.speak(language)
        self._engine.retranslate()

    def open(self) -> QQuickWindow:
        """Load and show the window."""
        self._engine.load(QUrl.fromLocalFile(str(HOME / "shell" / "Main.qml")))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise NoWindowError
        window = roots[0]
        window.installEventFilter(self._app)
        return window

    def compile_shell(self) -> None:
        """Have the QML of the unlocked app compiled, on the engine's own thread, before it is shown."""
        url = QUrl.fromLocalFile(str(HOME / "shell" / "Shell.qml"))
        self._shell = QQmlComponent(self._engine, url, QQmlComponent.CompilationMode.Asynchronous)

    @property
    def compiled(self) -> bool | None:
        """Whether the unlocked app's QML is ready to be shown; None while it is being compiled."""
        if self._shell is None:
            return False
        return None if self._shell.isLoading() else self._shell.isReady()

    def close(self) -> None:
        """Take the window and its engine down before the objects it shows."""
        for root in self._engine.rootObjects():
            shiboken6.delete(root)
        if self._shell is not None:
            shiboken6.delete(self._shell)
        shiboken6.delete(self._engine)
        self._speaking.be_silent()

    @property
    def theme(self) -> QObject:
        """The tokens in force, as QML reads them."""
        return self._theming.theme

    @property
    def root(self) -> QObject:
        return self._engine.rootObjects()[0]
