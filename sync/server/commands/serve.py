"""`okrskar-server serve`: run the server."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.accounts.domain import Role
from sync.server.commands.arguments import (
    RESIDENTS_ADDRESS,
    CommandRefused,
    Subparsers,
    add_command,
    erase_again,
    open_server,
    settings_of,
)
from sync.server.commands.listening import add_listening, check_listening, listen, told
from sync.server.commands.printing import printable

if TYPE_CHECKING:
    from sync.server.service import Server

_ROLES = "OKRSKAR_REQUIRE_TOTP"
_AUTHORITY = "OKRSKAR_AUTHORITY"
_CHECKED = "OKRSKAR_CHECKED_AUTHORITIES"
"""How the workers are told: the text that was checked, not a file that may have changed since."""


def add(subparsers: Subparsers) -> None:
    """Register the subcommand."""
    parser = add_command(subparsers, "serve", "run the server", run)
    add_listening(parser, 8443)
    parser.add_argument(
        "--authority",
        type=Path,
        default=os.environ.get(_AUTHORITY) or None,
        metavar="PEM",
        help=f"one or two certificates of own authorities that devices believe from now on (${_AUTHORITY})",
    )
    parser.add_argument(
        "--require-totp",
        default=os.environ.get(_ROLES, ""),
        metavar="ROLE[,ROLE]",
        help=f"roles that sign in by password only with an authenticator's code, such as supervisor,admin (${_ROLES})",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the database, then serve until told to stop."""
    proxies = check_listening(arguments)
    if arguments.authority is not None and not arguments.authority.is_file():
        raise CommandRefused(f"there is no file {arguments.authority}")
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
    listen(arguments, proxies, "sync.server.commands.serve:application")
    return 0


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
    address = os.environ.get(RESIDENTS_ADDRESS, "").rstrip("/")
    return create_app(
        Settings(database, files, codes_required=roles, authorities=authorities, address=address, **told())
    )
