"""Which server a device speaks to, and whether the way to it may be used at all."""

import ipaddress
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import msgspec


class Flaw(StrEnum):
    """What is wrong with a server's address. Words are made where it is shown."""

    NOT_AN_ADDRESS = "not_an_address"
    PLAIN_HTTP = "plain_http"
    NO_AUTHORITY = "no_authority"


class Origin(msgspec.Struct, frozen=True):
    """A server's checked address without a trailing slash, and the PEM file of the one authority we believe for it."""

    url: str
    authority: Path | None = None


class OriginRefused(msgspec.Struct, frozen=True):
    """This address is not used: plain http leaves the machine, or nothing says whom to believe."""

    flaw: Flaw


def check_origin(url: str, authority: Path | None) -> Origin | OriginRefused:
    """Take an address: https with our own authority, or plain http to this very machine and no further."""
    try:
        parts = urlsplit(url.strip())
        host, _port = parts.hostname, parts.port
    except ValueError:
        return OriginRefused(Flaw.NOT_AN_ADDRESS)
    bare = parts.path in ("", "/") and not parts.query and not parts.fragment and parts.username is None
    if parts.scheme not in ("http", "https") or not host or not bare:
        return OriginRefused(Flaw.NOT_AN_ADDRESS)
    if parts.scheme == "http":
        return Origin(f"http://{parts.netloc}") if _is_loopback(host) else OriginRefused(Flaw.PLAIN_HTTP)
    if authority is None or not authority.is_file():
        return OriginRefused(Flaw.NO_AUTHORITY)
    return Origin(f"https://{parts.netloc}", authority)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
