"""What `okrskar-server serve --authority` may name, checked before any device is told to believe it."""

import ssl
from datetime import datetime
from pathlib import Path

from sync.protocol.authorities import LONGEST_PEM, AuthoritiesFlaw, read_authorities
from sync.server.commands.arguments import CommandRefused

_WORDS = {
    AuthoritiesFlaw.TOO_LONG: f"is longer than {LONGEST_PEM} characters",
    AuthoritiesFlaw.NO_CERTIFICATE: "has no certificate in PEM that can be read",
    AuthoritiesFlaw.TOO_MANY: "has more than two certificates; devices believe today's authority and the next one",
    AuthoritiesFlaw.NOT_AN_AUTHORITY: "has a certificate that is no authority's (basicConstraints CA:TRUE is missing)",
}


def check_authority(path: Path, now: datetime) -> str:
    """The authorities of the file in PEM, and nothing else that stands in it. Refused in words."""
    try:
        found = read_authorities(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        found = AuthoritiesFlaw.NO_CERTIFICATE
    if isinstance(found, AuthoritiesFlaw):
        raise CommandRefused(f"{path} {_WORDS[found]}")
    for one in found.certificates:
        if one.not_valid_after_utc <= now:
            name, ended = one.subject.rfc4514_string(), f"{one.not_valid_after_utc:%Y-%m-%d}"
            raise CommandRefused(f"{path}: the authority {name} has expired ({ended})")
    return found.pem


def check_chain(pem: str, authority: Path, certificate: Path, key: Path) -> None:
    """Shake hands with the server's own certificate as a device does that believes only these authorities."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate, key)
    asking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    asking.check_hostname = False
    asking.load_verify_locations(cadata=pem)
    to_server, to_device = ssl.MemoryBIO(), ssl.MemoryBIO()
    device, server = asking.wrap_bio(to_device, to_server), serving.wrap_bio(to_server, to_device, server_side=True)
    try:
        while not (_shaken(device) & _shaken(server)):
            pass
    except ssl.SSLError as error:
        why = error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else error.reason
        raise CommandRefused(f"devices that believe {authority} would not believe {certificate}: {why}") from None


def _shaken(side: ssl.SSLObject) -> bool:
    try:
        side.do_handshake()
    except ssl.SSLWantReadError:
        return False
    return True
