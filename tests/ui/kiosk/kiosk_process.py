"""Answers half a rating at the kiosk in a process of its own and waits to be killed.

``python -m tests.ui.kiosk.kiosk_process FOLDER``: opens the store there with the app's own executor, and says ``kept``
once nothing waits for the disk.
"""

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.session import DeviceSession, open_session
from tests.ui.city import KEY, NOW
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs, PoolExecutor
from ui.kiosk.answering import Spot
from ui.kiosk.viewmodel import KioskViewModel


def main() -> int:
    """Answer two questions."""
    application = QGuiApplication([])
    session = open_session(Path(sys.argv[1]), KEY)
    assert isinstance(session, DeviceSession)
    jobs = Jobs(PoolExecutor())
    keeper = DraftKeeper(session.drafts, jobs, NOW.astimezone)
    kiosk = KioskViewModel(session.ratings, keeper, jobs=jobs, clock=NOW.astimezone, check_secret=lambda _: None)
    kiosk.begin(Spot(50.4605, 13.4178, "Palackého 12"))
    jobs.idle.connect(lambda: print("kept", flush=True))
    kiosk.choose("night")
    kiosk.choose("rather_unsafe")
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
