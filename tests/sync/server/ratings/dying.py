"""A worker of one kind of job in its own process: ``python -m tests.sync.server.ratings.dying URL FILES KIND NOW``.

It ends as by kill -9 once the job has had its effect and before it is committed.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from sync.server.jobs.domain import Nothing
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.service import Server
from sync.server.settings import Settings


def main(url: str, files: str, name: str, now: str) -> None:
    (kind,) = (kind for kind in KINDS if kind.name == name)
    whole = kind.work
    assert whole is not None

    def work(connection: Connection, server: Server, payload: Nothing) -> bool:
        whole(connection, server, payload)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    at = datetime.fromisoformat(now)
    Worker(Server(Settings(url, Path(files), clock=lambda: at)), [replace(kind, work=work)]).run_due()


if __name__ == "__main__":
    main(*sys.argv[1:])
