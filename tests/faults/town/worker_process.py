"""A worker of a town in a process of its own, that may end as by kill -9 and may set the clock wrong.

``python -m tests.faults.town.worker_process ORDERS``: it fetches what lies in the mailbox, or does the jobs that are
due, and ends. Every statement, every commit and every hand over of a mail is a moment at which it may die.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from sqlalchemy import event

from sync.server.jobs.domain import Kind
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.mail import handing, smtp
from sync.server.mail.incoming import keeping
from sync.server.mail.journal import Journal
from sync.server.service import Server
from sync.server.settings import Settings
from tests.faults.patching import patched
from tests.faults.town.clock import SharedClock

PERIODIC: Final = {"forget_intake", "forget_mail", "forget_jobs", "settle_duty", "plan_news", "drop_unconfirmed_news"}
"""What comes again and touches what residents sent; the rest has no part in it and takes its time."""
tally = sa.Table("tally", sa.MetaData(), sa.Column("number", sa.BigInteger))
"""What work leaves whose effect nothing but the job itself keeps from coming twice: there is no key on it."""


class Number(msgspec.Struct, frozen=True):
    """The payload of such work."""

    number: int


def _count(connection: sa.Connection, _server: Server, payload: Number) -> bool:
    connection.execute(sa.insert(tally).values(number=payload.number))
    return False


COUNTED: Final = Kind("tally", _count, payload=Number, within=0)
WORK: Final[tuple[Kind, ...]] = (
    *(kind for kind in KINDS if kind.every is None or kind.name in PERIODIC),
    COUNTED,
)
ADDRESS: Final = "https://obec.example"
SECONDS: Final = 0.5
"""For one try to hand a mail over."""
FIRST_SECONDS: Final = 0.0


class Orders(msgspec.Struct, frozen=True):
    """``folder`` has the clock, the mailbox and what is said of deaths. A count of moments, 0 for never, says when the
    worker dies, and when it sets the clock wrong by ``leap`` seconds."""

    url: str
    files: str
    folder: str
    fetches: bool = False
    dies_at: int = 0
    leaps_at: int = 0
    leap: float = 0.0


class Moments:
    """Counts what this process comes by, and has it die or set the clock at the one that was drawn."""

    def __init__(self, orders: Orders, clock: SharedClock) -> None:
        self._orders, self._clock = orders, clock
        self._count = 0
        self.limbo: set[str] = set()
        """What the relay took and nobody has written down yet, by what its Message-ID begins with."""

    def come_by(self, *_: object) -> None:
        """One more."""
        self._count += 1
        if self._count == self._orders.leaps_at:
            self._clock.leap(self._orders.leap)
        if self._count == self._orders.dies_at:
            with (Path(self._orders.folder) / "limbo").open("a") as file:
                file.writelines(f"{name}\n" for name in self.limbo)
            os.kill(os.getpid(), signal.SIGKILL)

    def send(self, send: Callable[..., smtp.Outcome], *given: Any, **named: Any) -> smtp.Outcome:
        """Hand a mail over."""
        self.come_by()
        outcome = send(*given, **named)
        if isinstance(outcome, smtp.Sent):
            self.limbo.add(str(given[2]["Message-ID"]).strip("<>").partition("@")[0])
        self.come_by()
        return outcome

    def add(self, add: Callable[[Journal, str], None], journal: Journal, name: str) -> None:
        """Write down that one was taken."""
        add(journal, name)
        self.limbo.discard(name)
        self.come_by()


def settings(url: str, files: Path, clock: SharedClock) -> Settings:
    """As all processes of a town are told."""
    return Settings(
        url, files, clock=clock, address=ADDRESS, argon2_memory_kib=64, argon2_time_cost=1, pool_size=4,
        job_first_seconds=FIRST_SECONDS,
    )  # fmt: skip


def fetch(server: Server, folder: Path, come_by: Callable[[], None] = lambda: None) -> None:
    """Keep what lies in the mailbox; a mail leaves it once it is kept."""
    for path in sorted((folder / "box").iterdir()):
        keeping.keep(server, "box", path.read_bytes())
        come_by()
        path.replace(folder / "done" / path.name)
        come_by()


def work(server: Server) -> int:
    """Do what is due; how many jobs were done."""
    return Worker(server, WORK).run_due()


def main(orders: Orders) -> None:
    """Until nothing is left to do, or death."""
    folder = Path(orders.folder)
    clock = SharedClock(folder / "clock")
    moments = Moments(orders, clock)
    server = Server(settings(orders.url, Path(orders.files), clock))
    for name in ("before_cursor_execute", "commit"):
        event.listen(server.database.engine, name, moments.come_by)
    event.listen(server.database.engine.pool, "checkin", moments.come_by)
    send, add = smtp.send, Journal.add
    with patched(
        (handing, "SECONDS", SECONDS),
        (smtp, "send", lambda *given, **named: moments.send(send, *given, **named)),
        (Journal, "add", lambda journal, name: moments.add(add, journal, name)),
        (keeping, "crash_point", moments.come_by),
    ):
        if orders.fetches:
            fetch(server, folder, moments.come_by)
        else:
            work(server)
    server.close()


if __name__ == "__main__":
    main(msgspec.json.decode(sys.argv[1], type=Orders))
