"""`okrskar-server serve`: run the server."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.accounts.domain import Role
from sync.server.commands.arguments import (
    CommandRefused,
    Subparsers,
    add_command,
    erase_again,
    open_server,
    settings_of,
)
from sync.server.commands.printing import printable

if TYPE_CHECKING:
    from sync.server.service import Server

_LAST_PORT = 65_535
_ROLES = "OKRSKAR_REQUIRE_TOTP"
_AUTHORITY = "OKRSKAR_AUTHORITY"
_TOWN = "OKRSKAR_TOWN"
_CONTACT = "OKRSKAR_CONTACT"
_CHECKED = "OKRSKAR_CHECKED_AUTHORITIES"
"""How the workers are told: the text that was checked, not a file that may have changed since."""


def add(subparsers: Subparsers) -> None:
    """Register the subcommand."""
    parser = add_command(subparsers, "serve", "run the server", run)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8443, help="port, 0 for any free one (default: %(default)s)")
    parser.add_argument(
        "--announce", type=Path, metavar="FILE", help="write the address there too when it listens, as on the output"
    )
    parser.add_argument(
        "--town", default=os.environ.get(_TOWN, ""), help=f"who runs it, as public pages say it (${_TOWN})"
    )
    parser.add_argument(
        "--contact", default=os.environ.get(_CONTACT, ""), help=f"where the town is reached about it (${_CONTACT})"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes (default: %(default)s)")
    parser.add_argument("--certificate", type=Path, metavar="PEM", help="TLS certificate chain")
    parser.add_argument("--key", type=Path, metavar="PEM", help="TLS private key")
    parser.add_argument(
        "--authority",
        type=Path,
        default=os.environ.get(_AUTHORITY) or None,
        metavar="PEM",
        help=f"one or two certificates of own authorities that devices believe from now on (${_AUTHORITY})",
    )
    parser.add_argument(
        "--trusted-proxy",
        default="",
        metavar="ADDRESS[,ADDRESS]",
        help="addresses or networks of own proxies: X-Forwarded-For is believed from these only (default: from nobody)",
    )
    parser.add_argument(
        "--require-totp",
        default=os.environ.get(_ROLES, ""),
        metavar="ROLE[,ROLE]",
        help=f"roles that sign in by password only with an authenticator's code, such as supervisor,admin (${_ROLES})",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the database, then serve until told to stop."""
    import uvicorn

    from sync.server.http import listening
    from sync.server.http.lines import Limits

    if (arguments.certificate is None) != (arguments.key is None):
        raise CommandRefused("TLS needs both --certificate and --key")
    for path in (arguments.certificate, arguments.key, arguments.authority):
        if path is not None and not path.is_file():
            raise CommandRefused(f"there is no file {path}")
    if not 0 <= arguments.port <= _LAST_PORT or arguments.workers < 1:
        raise CommandRefused(f"a port is a number up to {_LAST_PORT}, and there is at least one worker")
    proxies = _proxies(arguments.trusted_proxy)
    if arguments.certificate is not None:
        _refuse_bad_pair(arguments.certificate, arguments.key)
    authorities = _authorities(arguments)
    roles = _roles(arguments.require_totp)
    with open_server(arguments) as server:
        server.chain.key()  # nothing that has to be written down could be
        erase_again(server)
        _name_locked_out(server, roles)
    database, files = settings_of(arguments)
    os.environ["OKRSKAR_DATABASE"], os.environ["OKRSKAR_FILES"] = database, str(files)
    os.environ[_ROLES] = ",".join(sorted(roles))
    os.environ[_CHECKED] = authorities
    os.environ[_TOWN], os.environ[_CONTACT] = arguments.town, arguments.contact
    tls = arguments.certificate is not None
    limits = Limits(proxies=tuple(proxies))
    try:
        listeners = listening.patient(listening.bound(arguments.host, arguments.port), limits, tls=tls)
    except listening.NotBound as error:
        raise CommandRefused(str(error)) from None
    config = uvicorn.Config(
        "sync.server.commands.serve:application",
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
    port = listening.port_of(listeners)
    try:
        listening.announce(listening.origin(arguments.host, port, tls=tls), arguments.announce)
        listening.serve(config, listeners)
    finally:
        for listener in listeners:
            listener.close()
    return 0


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


def _authorities(arguments: argparse.Namespace) -> str:
    if arguments.authority is None:
        return ""
    from sync.server.commands.authority import check_authority, check_chain
    from sync.server.settings import system_clock

    pem = check_authority(arguments.authority, system_clock())
    if arguments.certificate is not None:
        check_chain(pem, arguments.authority, arguments.certificate, arguments.key)
    return pem


def _roles(text: str) -> frozenset[Role]:
    try:
        return frozenset(Role(name.strip()) for name in text.split(",") if name.strip())
    except ValueError:
        raise CommandRefused(f"roles are {', '.join(Role)}, not {text!r}") from None


def _name_locked_out(server: Server, roles: frozenset[Role]) -> None:
    """Say on the error output who has a password and can not sign in with it for want of a second factor."""
    from sync.server.accounts.repository import logins_without_codes

    with server.database.read() as connection:
        logins = logins_without_codes(connection, roles)
    if logins:
        who = printable(", ".join(logins))
        print(f"okrskar-server: no sign-in for {who} before okrskar-server officers totp LOGIN", file=sys.stderr)


def application() -> object:
    """The ASGI application of one worker process, by the environment that ``run`` left."""
    from sync.server.app import create_app
    from sync.server.settings import Settings

    database, files = os.environ["OKRSKAR_DATABASE"], Path(os.environ["OKRSKAR_FILES"])
    roles, authorities = _roles(os.environ.get(_ROLES, "")), os.environ.get(_CHECKED, "")
    town, contact = os.environ.get(_TOWN, ""), os.environ.get(_CONTACT, "")
    settings = Settings(database, files, codes_required=roles, authorities=authorities, town=town, contact=contact)
    return create_app(settings)
