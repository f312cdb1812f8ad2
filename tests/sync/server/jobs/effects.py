"""A kind of jobs for tests, and a worker of it in a process of its own that may end as by kill -9.

``python -m tests.sync.server.jobs.effects URL FILES DIES_AT``: work until nothing is left; at the n-th job the process
kills itself after the effect and before its commit. 0: never.
"""

import os
import signal
import sys
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.jobs import repository
from sync.server.jobs.domain import Kind
from sync.server.jobs.worker import Worker
from sync.server.service import Server
from sync.server.settings import Settings
from tests.sync.server import schema

effect = sa.Table("effect", sa.MetaData(), sa.Column("number", sa.BigInteger), sa.Column("process", sa.BigInteger))
LEASE_SECONDS = 1.0


class Number(msgspec.Struct, frozen=True):
    number: int


def kind(dies_at: int = 0) -> Kind:
    """Leaves one row for each job; there is no key on it, so that a second effect would be seen."""
    begun = iter(range(1, sys.maxsize))

    def work(connection: Connection, _server: Server, payload: Number) -> bool:
        connection.execute(sa.insert(effect).values(number=payload.number, process=os.getpid()))
        if next(begun) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return False

    return Kind("effect", work, payload=Number)


def queue(server: Server, count: int) -> None:
    """The table of effects, and so many jobs."""
    with server.database.write() as connection:
        effect.create(connection)
        for number in range(count):
            repository.put(connection, "effect", Number(number), key=f"effect {number}", due=server.now())


def open_jobs(server: Server) -> int:
    with server.database.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).where(schema.job.c.done.is_(None))).scalar_one())


def main(url: str, files: str, dies_at: int) -> None:
    server = Server(Settings(url, Path(files), job_lease_seconds=LEASE_SECONDS))
    worker = Worker(server, [kind(dies_at)])
    while open_jobs(server):
        worker.run_due()
    server.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
