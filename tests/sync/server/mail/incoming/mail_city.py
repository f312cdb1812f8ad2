"""The town's mail servers as tests see them: mails are handed over, mailboxes looked into."""

import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from imap_tools import BaseMailBox, MailBox

from tests.faults.server_process import HANG_SECONDS
from ui.demo.post import servers

PASSWORD: Final = servers.PASSWORD
DOMAIN: Final = servers.DOMAIN
ANSWERS: Final = servers.ANSWERS


class MailCity(servers.MailServers):
    """The two servers. Every address of ``DOMAIN`` and of the tips' own domain is a mailbox of the same password."""

    def send(self, mail: bytes, to: str, sender: str = "anna@example.cz") -> None:
        """Hand a mail to Exim, as any server of the world does."""
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=HANG_SECONDS) as line:
            line.sendmail(sender, [to], mail)

    @contextmanager
    def box(self, user: str) -> Iterator[BaseMailBox]:
        """A mailbox as a person sees it."""
        with MailBox("127.0.0.1", self.imap, timeout=HANG_SECONDS).login(user, PASSWORD) as line:
            yield line

    def arrived(self, user: str, count: int) -> None:
        """Wait, by IDLE, until so many mails are in a mailbox."""
        with self.box(user) as line:
            end = time.monotonic() + HANG_SECONDS
            while len(line.uids("ALL", charset=None)) < count:
                assert time.monotonic() < end, self.logs()
                line.idle.wait(timeout=5)
