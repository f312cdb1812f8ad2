"""What the commands that serve ask for, and how they listen: the same bounds for whatever application answers."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TypedDict

from sync.server.commands.arguments import CommandRefused

_TOWN = "OKRSKAR_TOWN"
_CONTACT = "OKRSKAR_CONTACT"
_HOLD = "OKRSKAR_REPLY_HOLD"
_LAST_PORT = 65_535
_DAY = 86_400


class Told(TypedDict):
    """Settings that every command that serves takes from its words."""

    town: str
    contact: str
    reply_hold_seconds: float


def add_listening(parser: argparse.ArgumentParser, port: int) -> None:
    """Where to listen, as how many processes, by which certificate, and whose pages they are."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=port, help="port, 0 for any free one (default: %(default)s)")
    parser.add_argument(
        "--announce", type=Path, metavar="FILE", help="write the address there too when it listens, as on the output"
    )
    parser.add_argument(
        "--town", default=os.environ.get(_TOWN, ""), help=f"who runs it, as public pages say it (${_TOWN})"
    )
    parser.add_argument(
        "--contact", default=os.environ.get(_CONTACT, ""), help=f"where the town is reached about it (${_CONTACT})"
    )
    parser.add_argument(
        "--reply-hold",
        default=os.environ.get(_HOLD, "600"),
        metavar="SECONDS",
        help="how long the reply of a closing can still be taken back, up to a day; the same for every process "
        f"(${_HOLD}, default: 600)",
    )
    parser.add_argument("--workers", type=int, default=1, help="processes (default: %(default)s)")
    parser.add_argument("--certificate", type=Path, metavar="PEM", help="TLS certificate chain")
    parser.add_argument("--key", type=Path, metavar="PEM", help="TLS private key")
    parser.add_argument(
        "--trusted-proxy",
        default="",
        metavar="ADDRESS[,ADDRESS]",
        help="addresses or networks of own proxies: X-Forwarded-For is believed from these only (default: from nobody)",
    )


def check_listening(arguments: argparse.Namespace) -> list[str]:
    """Refuse in words what can not be listened by; the trusted proxies."""
    if (arguments.certificate is None) != (arguments.key is None):
        raise CommandRefused("TLS needs both --certificate and --key")
    for path in (arguments.certificate, arguments.key):
        if path is not None and not path.is_file():
            raise CommandRefused(f"there is no file {path}")
    if not 0 <= arguments.port <= _LAST_PORT or arguments.workers < 1:
        raise CommandRefused(f"a port is a number up to {_LAST_PORT}, and there is at least one worker")
    if not arguments.reply_hold.isdecimal() or not 0 <= int(arguments.reply_hold) <= _DAY:
        raise CommandRefused(f"a reply is held for whole seconds up to {_DAY}, not {arguments.reply_hold!r}")
    if arguments.certificate is not None:
        _refuse_bad_pair(arguments.certificate, arguments.key)
    return _proxies(arguments.trusted_proxy)


def told() -> Told:
    """What a worker is told by the environment that ``listen`` leaves."""
    town, contact = os.environ.get(_TOWN, ""), os.environ.get(_CONTACT, "")
    return Told(town=town, contact=contact, reply_hold_seconds=float(os.environ.get(_HOLD, "600")))


def listen(arguments: argparse.Namespace, proxies: list[str], application: str, address: str = "") -> None:
    """Answer by the application that ``application`` names until told to stop.

    The environment variable ``address``, if one is named, tells the workers where they are reached, unless it is set.
    """
    import uvicorn

    from sync.server.http import listening
    from sync.server.http.lines import Limits

    os.environ[_TOWN], os.environ[_CONTACT] = arguments.town, arguments.contact
    os.environ[_HOLD] = arguments.reply_hold
    tls = arguments.certificate is not None
    limits = Limits(proxies=tuple(proxies))
    try:
        listeners = listening.patient(listening.bound(arguments.host, arguments.port), limits, tls=tls)
    except listening.NotBound as error:
        raise CommandRefused(str(error)) from None
    config = uvicorn.Config(
        application,
        factory=True,
        loop="asyncio",
        http="sync.server.http.patience:PatientProtocol",
        ws="none",
        workers=arguments.workers,
        ssl_certfile=arguments.certificate,
        ssl_keyfile=arguments.key,
        server_header=False,
        date_header=False,
        access_log=False,
        log_level="warning",
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_keep_alive=75,
    )
    origin = listening.origin(arguments.host, listening.port_of(listeners), tls=tls)
    if address:
        os.environ[address] = os.environ.get(address) or origin
    try:
        listening.announce(origin, arguments.announce)
        listening.serve(config, listeners)
    finally:
        for listener in listeners:
            listener.close()


def _proxies(text: str) -> list[str]:
    """The addresses and networks of ``--trusted-proxy``: what is none, and everybody, is refused."""
    import ipaddress

    names = [name.strip() for name in text.split(",")] if text else []
    for name in names:
        try:
            if ipaddress.ip_network(name).prefixlen:
                continue
        except ValueError:
            pass
        raise CommandRefused(f"not the address of a proxy: {name!r} (192.0.2.7 or 192.0.2.0/24 expected)")
    return names


def _refuse_bad_pair(certificate: Path, key: Path) -> None:
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except ssl.SSLError:
        raise CommandRefused(f"{certificate} and {key} are no certificate in PEM and its key") from None
