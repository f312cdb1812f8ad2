"""What residents of the story do with their mail: they read it by IMAP and hand their own to the server by SMTP.

And the city's side of it: the station is told by which relay its mail leaves and from which mailbox it fetches.
"""

import imaplib
import os
import socket
import subprocess
import time
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, default
from email.utils import make_msgid, parsedate_to_datetime
from types import TracebackType
from typing import Final, Self

from ui.demo.post.servers import ANSWERS, DOMAIN, HANG_SECONDS, PASSWORD, MailServers
from ui.demo.station import Station

_GLANCE_SECONDS: Final = 0.2
_FETCHER: Final = "post"
_TOWN: Final = f"podnety@{DOMAIN}"


class NotDelivered(Exception):
    """A mail did not come, or a server did not take one; ``args[0]`` says what the servers wrote down."""


class Post:
    """The mail of the demo city: both servers, and the station's own process that fetches."""

    def __init__(self, station: Station) -> None:
        self._servers = MailServers()
        words = ("--port", str(self._servers.smtp), "--security", "none", "--from", _TOWN, "--domain", ANSWERS)
        station.run("mail", "set", "127.0.0.1", *words, "--quiet", "")
        named = ("--port", str(self._servers.imap), "--security", "none", "--user", _TOWN)
        station.run("mail", "box", "set", _FETCHER, "127.0.0.1", *named, stdin=PASSWORD + "\n")
        self._fetching = station.start("mail", "fetch")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End them all."""
        self._fetching.terminate()
        try:
            self._fetching.wait(10)
        except subprocess.TimeoutExpired:
            self._fetching.kill()
            self._fetching.wait(10)
        self._servers.close()

    def read(self, user: str, words: str) -> EmailMessage:
        """The first mail in a mailbox that says these words; it is waited for. Raises NotDelivered."""
        ends = time.monotonic() + HANG_SECONDS
        while time.monotonic() < ends:
            found = [one for one in self._mails(user) if words in said(one)]
            if found:
                return found[0]
            time.sleep(_GLANCE_SECONDS)
        raise NotDelivered(self._servers.logs())

    def answer(self, mail: EmailMessage, user: str, text: str) -> None:
        """Answer a mail as a mail program does: what it said is quoted below. Raises NotDelivered."""
        made = EmailMessage(policy=SMTP)
        made["From"] = f"Jana Veselá <{user}>"
        made["To"] = str(mail["Reply-To"])
        made["Subject"] = f"Re: {mail['Subject']}"
        made["In-Reply-To"] = str(mail["Message-ID"])
        made["Message-ID"] = make_msgid(domain=DOMAIN)
        quoted = "\n".join(f"> {line}" for line in said(mail).splitlines())
        when = parsedate_to_datetime(str(mail["Date"]))
        wrote = f"Dne {when.day}. {when.month}. {when.year} v {when:%H:%M} {mail['From']} napsal(a):"
        made.set_content(f"{text}\n\n{wrote}\n{quoted}\n", charset="windows-1250")
        self._hand_over(user, str(mail["Reply-To"]), made.as_bytes())

    def _mails(self, user: str) -> list[EmailMessage]:
        with imaplib.IMAP4("127.0.0.1", self._servers.imap, timeout=HANG_SECONDS) as line:
            line.login(user, PASSWORD)
            line.select("INBOX", readonly=True)
            numbers = line.search(None, "ALL")[1][0].split()
            raws = [line.fetch(number.decode(), "(BODY.PEEK[])")[1][0] for number in numbers]
        parser = BytesParser(EmailMessage, policy=default)
        return [parser.parsebytes(raw[1]) for raw in raws if isinstance(raw, tuple)]

    def _hand_over(self, sender: str, to: str, mail: bytes) -> None:
        body = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in mail.splitlines())
        steps = (b"EHLO resident", f"MAIL FROM:<{sender}>".encode(), f"RCPT TO:<{to}>".encode(), b"DATA")
        where = ("127.0.0.1", self._servers.smtp)
        with socket.create_connection(where, timeout=HANG_SECONDS) as line, line.makefile("rwb") as talk:
            for step in (b"", *steps, body + b"\r\n.", b"QUIT"):
                if step:
                    talk.write(step + b"\r\n")
                    talk.flush()
                while (told := talk.readline())[3:4] == b"-":
                    continue
                if told[:1] not in (b"2", b"3"):
                    raise NotDelivered(told.decode(errors="replace"))


def said(mail: EmailMessage) -> str:
    """The words of a mail."""
    body = mail.get_body(("plain",))
    return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""


def address(name: str) -> str:
    """A mailbox in the town that nobody else has."""
    return f"{name}-{os.urandom(3).hex()}@{DOMAIN}"
