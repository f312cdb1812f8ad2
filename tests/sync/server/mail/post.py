"""The mail server of a test, a station that hands mail to it, and an officer who asks."""

import email
import email.policy
import json
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import sqlalchemy as sa

from app.messages.domain import Delivery, Message
from app.tips import operations as ops
from app.tips.domain import Status
from sync.server.ground.documents import parse
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.mail.relay import Relay, Security
from tests.faults.server_process import HANG_SECONDS
from tests.sync.server import schema
from tests.sync.server.messages.test_asking import sent_in
from tests.sync.server.station import Device, Station

SENDING = [kind for kind in KINDS if kind.every is None]


class Post:
    """The mail server, and what it took. With a certificate it speaks TLS. On a port that is kept it can come back."""

    def __init__(self, folder: Path, certificate: Path | None = None, port: int = 0) -> None:
        folder.mkdir()
        self.folder = folder
        self.script("ok")
        module = [sys.executable, "-m", "tests.sync.server.mail.relay_process"]
        self._command = [*module, str(folder), str(certificate or ""), str(port)]
        self.start()

    def start(self) -> None:
        """Listen, for the first time or again."""
        self.process = subprocess.Popen(self._command, stdout=subprocess.PIPE, bufsize=0)
        self.port = int(self.says())

    def says(self) -> str:
        """The next line that it prints; it is waited for."""
        assert self.process.stdout is not None
        assert select.select([self.process.stdout], [], [], HANG_SECONDS)[0]
        return self.process.stdout.readline().decode().strip()

    def relay(self, security: Security = Security.NONE, language: str = "cs", quiet: str = "") -> Relay:
        """How to reach it."""
        sender, name = "strazniky@chomutov.example", "Městská policie"
        return Relay("127.0.0.1", self.port, sender, name, "tip.example.cz", security, language, quiet=quiet)

    def script(self, *lines: str) -> None:
        (self.folder / "script").write_text("\n".join(lines))

    def taken(self) -> list[tuple[list[str], EmailMessage]]:
        path = self.folder / "taken"
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        return [
            (one["envelope"], email.message_from_bytes(one["mail"].encode("latin-1"), policy=email.policy.default))
            for one in lines
        ]

    def ended(self) -> list[str]:
        """The Message-ID of each mail whose sender knew that it was taken, and said goodbye."""
        path = self.folder / "ended"
        return path.read_text().split() if path.exists() else []

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def open_post(folder: Path, certificate: Path | None = None) -> Iterator[Post]:
    """A mail server that is gone at the end."""
    one = Post(folder, certificate)
    try:
        yield one
    finally:
        one.close()


def asked(station: Station, novak: Device, text: str = "Kde přesně?", mail: str = "anna@example.cz") -> str:
    """A tip whose sender is asked something; its id."""
    tip_id = sent_in(station, contact_email=mail)
    novak.do(tip_id, ops.TipAsk(Status.NEW, text))
    return tip_id


def plain(mail: EmailMessage) -> str:
    """What is written in it."""
    return str(mail.get_content()).replace("\r\n", "\n")


def work(station: Station) -> int:
    """Do the jobs that are due; how many were done."""
    return Worker(station.server, SENDING).run_due()


def stored(station: Station) -> list[Message]:
    """Every message."""
    return [parse(row.doc, Message) for row in station.all(sa.select(schema.message.c.doc))]


def seen(station: Station) -> list[tuple[Delivery | None, str]]:
    """What became of every message."""
    return [(one.delivery, one.reason) for one in stored(station)]
