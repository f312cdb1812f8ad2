"""The demo with a display: the app of one person of the demo city, enrolled and unlocked."""

import os
import secrets
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from app.values import Place
from ui.application import Okrskar, Surroundings
from ui.demo.receiver import StandingReceiver
from ui.demo.station import Station
from ui.jobs import PoolExecutor
from ui.map.engine import prepare_application

PLACE = Place(lat=50.4606, lon=13.4180, address="Riegrova 12", accuracy=8.0)


def visit(station: Station, home: Path, login: str) -> int:
    """Run the app until its window is closed; the exit code."""
    code = station.codes.codes.get(login)
    if code is None:
        sys.stderr.write(f"nobody in the demo city is called {login!r}; there are {', '.join(station.codes.codes)}\n")
        return 2
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox")  # made-up data only; root has no sandbox
    prepare_application()
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("okrskar")
    application.setApplicationDisplayName("Okrskář")

    def receiver(parent: QObject) -> StandingReceiver:
        return StandingReceiver(PLACE, parent)

    around = Surroundings(directory=home, executor=PoolExecutor(), key_store=lambda: None, receiver=receiver)
    okrskar = Okrskar(application, around)
    okrskar.open()
    unlock = okrskar.unlock
    secret = secrets.token_hex(8)
    sys.stdout.write(f"The passphrase of this demo device, should it lock itself: {secret}\n")

    def enrol() -> None:
        unlock.next(station.url, code)
        unlock.usePin(False)
        unlock.enrol(secret)

    QTimer.singleShot(0, enrol)
    try:
        return application.exec()
    finally:
        okrskar.close()
