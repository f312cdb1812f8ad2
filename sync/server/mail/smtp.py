"""The one place that speaks SMTP. Bounded as a whole: a relay that hangs, or says one letter at a time, is left."""

import contextlib
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from sync.server.mail.relay import Relay, Security

_ENHANCED = re.compile(r"^[245]\.\d{1,3}\.\d{1,3}\b")
_READY, _PERMANENT = 220, 500


@dataclass(frozen=True, slots=True)
class Sent:
    """The relay took it."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now, by a code of the relay or a word of ours; it may have been taken all the same."""

    reason: str


@dataclass(frozen=True, slots=True)
class Never:
    """The relay refused it for good."""

    reason: str


Outcome = Sent | Later | Never


def send(relay: Relay, password: str, mail: EmailMessage, *, back: str, to: str, seconds: float) -> Outcome:
    """Hand a mail over; ``back`` is where bounces go. ``seconds`` bound the whole."""
    try:
        with _line(relay, password, seconds) as line:
            line.send_message(mail, from_addr=back, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        return _by_code(code, said)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
        return Later("relay settings")
    except smtplib.SMTPConnectError:
        return Later("relay not reached")
    except smtplib.SMTPResponseException as refused:
        return _by_code(refused.smtp_code, refused.smtp_error)
    except ssl.SSLError:
        return Later("relay certificate")
    except (smtplib.SMTPException, OSError, ValueError):
        return Later("relay not reached")
    return Sent()


@contextmanager
def _line(relay: Relay, password: str, seconds: float) -> Iterator[smtplib.SMTP]:
    trust = ssl.create_default_context()
    if relay.security is Security.TLS:
        line: smtplib.SMTP = smtplib.SMTP_SSL(timeout=seconds, context=trust)
    else:
        line = smtplib.SMTP(timeout=seconds)
    line._host = relay.host  # type: ignore[attr-defined]  # noqa: SLF001 - for the certificate, as the constructor does
    watch = threading.Timer(seconds, _cut, [line])
    watch.daemon = True
    watch.start()
    try:
        code, said = line.connect(relay.host, relay.port)
        if code != _READY:
            raise smtplib.SMTPConnectError(code, said)
        if relay.security is Security.STARTTLS:
            line.starttls(context=trust)
        if relay.user:
            line.login(relay.user, password)
        yield line
        with contextlib.suppress(smtplib.SMTPException, OSError):
            line.quit()
    finally:
        watch.cancel()
        line.close()


def _cut(line: smtplib.SMTP) -> None:
    wire = line.sock
    if wire is not None:
        with contextlib.suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)


def _by_code(code: int, said: bytes | str) -> Later | Never:
    """By the relay's code alone: what else it says may name the address."""
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    enhanced = _ENHANCED.match(text)
    reason = f"{code} {enhanced[0]}" if enhanced else str(code)
    return Never(reason) if code >= _PERMANENT else Later(reason)
