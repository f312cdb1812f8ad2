"""Runs the maintenance of a serving process every hour, on a thread of its own that never keeps the process alive."""

import logging
import threading

from sync.server import maintenance
from sync.server.service import Server

log = logging.getLogger("okrskar.server")
_SECONDS = 3600.0
_FIRST_AFTER = 60.0


class Upkeep:
    """Started and stopped with the application."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begin; the first run comes after a minute, when the first rounds of devices are over."""
        self._thread.start()

    def stop(self) -> None:
        """End, waiting for a run that goes on."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        wait = _FIRST_AFTER
        while not self._stop.wait(wait):
            wait = _SECONDS
            try:
                maintenance.run(self._server)
            except Exception as error:  # noqa: BLE001 - tried again in an hour
                log.error("upkeep failed: %s", type(error).__name__)  # noqa: TRY400 - the text may quote rows
