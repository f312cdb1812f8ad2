"""Types into a sheet's view model in a process of its own, until somebody kills it.

``python -m tests.ui.drafts.writer_process FOLDER``: opens the store there with the app's own executor, and says
on its output how many letters it has typed.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from app.drafts.domain import DraftKey
from app.session import DeviceSession, open_session
from tests.ui.city import KEY
from ui import moments
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs, PoolExecutor

NOTE = DraftKey("tips", "note", "01890000-0000-7000-8001-000000000003")
LETTER_MS = 20


def main() -> int:
    """Type for ever."""
    application = QCoreApplication([])
    session = open_session(Path(sys.argv[1]), KEY)
    assert isinstance(session, DeviceSession)
    keeper = DraftKeeper(session.drafts, Jobs(PoolExecutor()), moments.local_clock)
    typed = 0

    def letter() -> None:
        nonlocal typed
        typed += 1
        keeper.write(NOTE, {"text": "a" * typed})
        print(typed, flush=True)

    clock = QTimer(interval=LETTER_MS)
    clock.timeout.connect(letter)
    clock.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
