"""The one place that speaks SMTP. Bounded as a whole: a relay that hangs, or says one letter at a time, is left."""

import contextlib
import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from sync.server.mail.relay import Relay, Security

_ENHANCED = re.compile(r"^[245]\.\d{1,3}\.\d{1,3}\b")
_READY, _PERMANENT = 220, 500
_OF_ADDRESS = (550, 551, 553)
_OF_SENDER = ("5.1.7", "5.1.8")


@dataclass(frozen=True, slots=True)
class Sent:
    """The relay took it."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now, by a code of the relay or a word of ours; it may have been taken all the same."""

    reason: str


@dataclass(frozen=True, slots=True)
class Never:
    """The relay refused it for good; ``of_address`` if because of whom it is to, and not of us or of what it says."""

    reason: str
    of_address: bool = False


Outcome = Sent | Later | Never


def send(relay: Relay, password: str, mail: EmailMessage, *, back: str, to: str, seconds: float) -> Outcome:
    """Hand a mail over; ``back`` is where bounces go. ``seconds`` bound the whole but for the name's look-up."""
    try:
        with _line(relay, password, seconds) as line:
            line.send_message(mail, from_addr=back, to_addrs=[to])
    except ssl.SSLCertVerificationError:
        return Later("relay certificate")
    except smtplib.SMTPRecipientsRefused as refused:
        return _of_recipient(*next(iter(refused.recipients.values())))
    except smtplib.SMTPDataError as refused:
        return _by_code(refused.smtp_code, refused.smtp_error)
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError):
        return Later("relay not reached")
    except smtplib.SMTPResponseException as refused:
        return Later(_reason(refused.smtp_code, refused.smtp_error))
    except (smtplib.SMTPException, ValueError):
        return Later("relay settings")
    except OSError:
        return Later("relay not reached")
    return Sent()


@contextmanager
def _line(relay: Relay, password: str, seconds: float) -> Iterator[smtplib.SMTP]:
    end = time.monotonic() + seconds
    trust = ssl.create_default_context() if relay.security is not Security.NONE else None
    line = smtplib.SMTP(local_hostname=relay.domain)
    line._host = relay.host  # type: ignore[attr-defined]  # noqa: SLF001 - for the certificate, as the constructor does
    wire = _wire(relay, end)
    with closing(line), _cut(wire, end):
        line.sock = wire
        if trust is not None and relay.security is Security.TLS:
            line.sock = trust.wrap_socket(wire, server_hostname=relay.host)
        code, said = line.getreply()
        if code != _READY:
            raise smtplib.SMTPConnectError(code, said)
        if relay.security is Security.STARTTLS:
            line.starttls(context=trust)
        if relay.user:
            line.login(relay.user, password)
        yield line
        with contextlib.suppress(smtplib.SMTPException, OSError):
            line.quit()


def _wire(relay: Relay, end: float) -> socket.socket:
    """Connected to the first of the relay's addresses that answers in time. Raises OSError."""
    failed = OSError("no address")
    for *_, address in socket.getaddrinfo(relay.host, relay.port, type=socket.SOCK_STREAM):
        left = end - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((str(address[0]), relay.port), timeout=left)
        except OSError as error:
            failed = error
    raise failed


@contextmanager
def _cut(wire: socket.socket, end: float) -> Iterator[None]:
    """Cut the line at its end. By a second handle: the first one is taken over by TLS, and may be in its midst."""
    with wire.dup() as handle:
        watch = threading.Timer(end - time.monotonic(), _shut, [handle])
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()
            watch.join()


def _shut(handle: socket.socket) -> None:
    with contextlib.suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _by_code(code: int, said: bytes | str) -> Later | Never:
    reason = _reason(code, said)
    return Never(reason) if code >= _PERMANENT else Later(reason)


def _of_recipient(code: int, said: bytes | str) -> Later | Never:
    """RFC 3463, 3.2 and 3.3: X.1 is about the address and X.2.1 about its mailbox; without such a code it is 550."""
    outcome = _by_code(code, said)
    if isinstance(outcome, Later):
        return outcome
    enhanced = outcome.reason.partition(" ")[2]
    known = (enhanced.startswith("5.1.") and not enhanced.startswith(_OF_SENDER)) or enhanced == "5.2.1"
    return Never(outcome.reason, known if enhanced else code in _OF_ADDRESS)


def _reason(code: int, said: bytes | str) -> str:
    """The relay's code alone: what else it says may name the address."""
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    enhanced = _ENHANCED.match(text)
    return f"{code} {enhanced[0]}" if enhanced else str(code)
