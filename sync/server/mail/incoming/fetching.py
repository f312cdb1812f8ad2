"""Fetches mail by IMAP, in a process of its own; the one place that speaks it.

A mail leaves its folder for another one only once it is kept here; a process that ends in between finds it again. The
server is waited for with IDLE, begun anew long before it may give up, and asked again after a fault, ever later.
"""

import imaplib
import logging
import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailBoxUnencrypted
from sqlalchemy.exc import DBAPIError

from sync.server.mail.incoming import repository
from sync.server.mail.incoming.domain import Mailbox
from sync.server.mail.incoming.keeping import keep
from sync.server.mail.relay import MailKey, Security
from sync.server.service import Server

log = logging.getLogger("okrskar.server")
MOST_BYTES: Final = 40 * 1024 * 1024
"""Of a longer mail only the beginning is fetched; the whole stays in the mailbox."""
_BEGINNING: Final = 512 * 1024
_LINE_SECONDS: Final = 60.0
_IDLE_SECONDS: Final = 20 * 60.0
"""A server may end a connection after 29 minutes of IDLE."""
_LOOK_SECONDS: Final = 2.0
_FIRST_WAIT: Final = 2.0
_LONGEST_WAIT: Final = 600.0
_AT_ONCE: Final = 100
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")
FAULTS: Final = (OSError, imaplib.IMAP4.error, ImapToolsError)
"""What a mailbox, or the way to it, can do to us."""


class NoPassword(OSError):
    """The key is not the one with which the password was sealed."""


def fetch_once(server: Server, box: Mailbox) -> int:
    """Fetch all that there is; how many mails. Raises ``FAULTS``."""
    with _opened(server, box) as line:
        return _all_of(server, box, line, threading.Event())


def follow(server: Server, name: str, stop: threading.Event) -> None:
    """Fetch what there is and what comes, until told to stop or the mailbox is removed."""
    wait = _FIRST_WAIT
    while not stop.is_set():
        try:
            with server.database.read() as connection:
                box = repository.box_of(connection, name)
            if box is None:
                return
            with _opened(server, box) as line:
                while not stop.is_set():
                    _all_of(server, box, line, stop)
                    wait = _FIRST_WAIT
                    _until_news(line, stop)
        except (*FAULTS, DBAPIError) as error:
            log.warning("mailbox %s: %s", name, type(error).__name__)  # its text may quote a mail
            stop.wait(wait)
            wait = min(wait * 2, _LONGEST_WAIT)


def _all_of(server: Server, box: Mailbox, line: BaseMailBox, stop: threading.Event) -> int:
    count = 0
    while not stop.is_set():
        uids = line.uids("UNDELETED", charset=None)[:_AT_ONCE]
        if not uids:
            break
        for uid in uids:
            _take(server, box, line, uid)
        count += len(uids)
    return count


def _take(server: Server, box: Mailbox, line: BaseMailBox, uid: str) -> None:
    size = next((found for head, _ in _answers(line, uid, "(RFC822.SIZE)") if (found := _SIZE.search(head))), None)
    if size is None:
        return  # somebody took it away meanwhile
    whole = int(size[1]) <= MOST_BYTES
    what = "(BODY.PEEK[])" if whole else f"(BODY.PEEK[]<0.{_BEGINNING}>)"
    raw = next((literal for head, literal in _answers(line, uid, what) if b"BODY[" in head), None)
    if raw is None:
        return
    keep(server, box.name, raw, cut=not whole)
    line.move([uid], box.done)


def _answers(line: BaseMailBox, uid: str, what: str) -> list[tuple[bytes, bytes]]:
    """What the server says, each line with the bytes that belong to it."""
    status, answer = line.client.uid("FETCH", uid, what)
    if status != "OK":
        raise imaplib.IMAP4.error(status)
    return [(one[0], one[1]) if isinstance(one, tuple) else (one, b"") for one in answer if one]


def _until_news(line: BaseMailBox, stop: threading.Event) -> None:
    """Wait until the server says something, or for so long that it is time to say something ourselves."""
    if "IDLE" not in line.client.capabilities:
        stop.wait(_LINE_SECONDS)
        return
    end = time.monotonic() + _IDLE_SECONDS
    idle: Any = line.idle  # without types
    idle.start()
    while not stop.is_set() and time.monotonic() < end:
        asked = time.monotonic()
        said = idle.poll(timeout=_LOOK_SECONDS)
        if said or time.monotonic() - asked < _LOOK_SECONDS / 2:  # it is gone where it says nothing so soon
            break
    idle.stop()


@contextmanager
def _opened(server: Server, box: Mailbox) -> Iterator[BaseMailBox]:
    password = MailKey(server.settings.files).open(box.sealed)
    if password is None:
        raise NoPassword
    line = _line(box)
    try:
        line.login(box.user, password, initial_folder=box.folder)
        if not line.folder.exists(box.done):
            line.folder.create(box.done)
        yield line
    finally:
        line.client.shutdown()


def _line(box: Mailbox) -> BaseMailBox:
    trust = ssl.create_default_context()
    match box.security:
        case Security.TLS:
            return MailBox(box.host, box.port, timeout=_LINE_SECONDS, ssl_context=trust)
        case Security.STARTTLS:
            return MailBoxStartTls(box.host, box.port, timeout=_LINE_SECONDS, ssl_context=trust)
        case Security.NONE:
            return MailBoxUnencrypted(box.host, box.port, timeout=_LINE_SECONDS)
