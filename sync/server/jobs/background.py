"""The worker of a serving process, on a thread of its own."""

import threading
from collections.abc import Sequence

from sync.server.jobs.domain import Kind
from sync.server.jobs.worker import Worker
from sync.server.service import Server


class Background:
    """Started and stopped with the application."""

    def __init__(self, server: Server, kinds: Sequence[Kind]) -> None:
        self._worker = Worker(server, kinds)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._worker.run, args=(self._stop,), name="jobs", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, once the job that has begun is done."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
