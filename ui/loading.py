"""Loads what an unlocked session needs while the PIN is being typed, so that neither the pad nor the list waits for it.

What knows nothing of Qt is loaded on the database lane, before any unlocking there; then the screens on the GUI thread,
a module at a turn of its loop, so that every key is answered in between; last the window's QML is compiled.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui import memory
from ui.jobs import Answer, Jobs, Lane

STORE: Final = (
    "app.session",
    "app.db.migrate",
    "sqlcipher3.dbapi2",
    "argon2.low_level",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "app.basemap.search",
    "sync.client.backoff",
    "sync.client.outcomes",
    "sync.client.cancel",
)
"""What opens a store and reads it; in their order."""
SCREENS: Final = (
    "ui.lookups",
    "ui.paging",
    "ui.operation_looks",
    "ui.position",
    "ui.photos",
    "ui.drafts.keeper",
    "ui.drafts.list_model",
    "ui.drafts.viewmodel",
    "ui.tips.entries",
    "ui.tips.forms",
    "ui.tips.facts",
    "ui.tips.actions",
    "ui.tips.tip_props",
    "ui.tips.tip_viewmodel",
    "ui.tips.list_model",
    "ui.tips.viewmodel",
    "ui.tips.older_viewmodel",
    "ui.tips.closing_viewmodel",
    "ui.tips.note_viewmodel",
    "ui.tips.form_viewmodel",
    "ui.tips.promises_viewmodel",
    "ui.map.messages",
    "ui.map.surface",
    "ui.map.viewmodel",
    "ui.map.safety_viewmodel",
    "ui.map.places_viewmodel",
    "ui.patrols.list_model",
    "ui.patrols.note_viewmodel",
    "ui.patrols.walk_viewmodel",
    "ui.patrols.tracking",
    "ui.patrols.day_viewmodel",
    "ui.patrols.viewmodel",
    "ui.sync.list_model",
    "ui.sync.rounds",
    "ui.sync.viewmodel",
    "ui.sync.edit_viewmodel",
    "ui.sync.station",
    "ui.settings.viewmodel",
    "ui.team.numbers",
    "ui.team.list_model",
    "ui.team.cell_viewmodel",
    "ui.team.viewmodel",
    "ui.charts.table",
    "ui.charts.viewmodel",
    "ui.briefs.viewmodel",
    "ui.kiosk.words",
    "ui.kiosk.list_model",
    "ui.kiosk.asking_viewmodel",
    "ui.kiosk.viewmodel",
    "ui.shell.navigation",
    "ui.shell.pages",
    "ui.shell.rooms",
    "ui.shell.workspace",
    "ui.composition",
)
"""What an unlocked session is shown by: each brings little that those before it did not."""


def load(modules: Iterable[str]) -> None:
    """Import them. One that can not be imported says so to whoever needs it."""
    for name in modules:
        import_module(name)


class Loading(QObject):
    """Loads once, a piece at a time. ``loaded`` after the last piece; unlocking before that loads what is left."""

    loaded = Signal()

    def __init__(self, jobs: Jobs, compile_shell: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._compile_shell = compile_shell
        self._left = list(SCREENS)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._next)
        self._begun = False

    def begin(self) -> None:
        """Load everything from here on; asked a second time, nothing."""
        if not self._begun:
            self._begun = True
            memory.begin_start()
            self._jobs.run(Lane.DATABASE, lambda: load(STORE), self._store_is_there)

    def stop(self) -> None:
        """Somebody needs it all at once: load nothing more in pieces."""
        self._begun = True
        self._left = []
        self._turn.stop()

    def _store_is_there(self, _: Answer[None]) -> None:
        if self._left:
            self._turn.start()

    def _next(self) -> None:
        if self._left:
            load((self._left.pop(0),))
            return
        self._turn.stop()
        self._compile_shell()
        memory.end_start()
        self.loaded.emit()
