"""`okrskar-server serve-residents`: the residents' pages, as a process of their own that can do next to nothing."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sync.server.commands.arguments import (
    RESIDENTS_ADDRESS,
    CommandRefused,
    Subparsers,
    add_command,
    open_server,
    settings_of,
)
from sync.server.commands.listening import add_listening, check_listening, listen, told
from sync.server.commands.printing import printable

if TYPE_CHECKING:
    from sync.server.service import Server


def add(subparsers: Subparsers) -> None:
    """Register the subcommand."""
    parser = add_command(subparsers, "serve-residents", "serve the residents' pages, apart from everything else", run)
    add_listening(parser, 8444)
    parser.add_argument(
        "--address",
        default=os.environ.get(RESIDENTS_ADDRESS, ""),
        metavar="URL",
        help=f"where residents find these pages, as links say it (${RESIDENTS_ADDRESS}; default: where it listens)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check that the database lets this process do its part and no more, then serve until told to stop."""
    proxies = check_listening(arguments)
    if arguments.address and not arguments.address.startswith(("https://", "http://")):
        raise CommandRefused(f"not an address of pages: {arguments.address!r} (https://… expected)")
    with open_server(arguments) as server:
        _refuse_wrong_rights(server)
        server.seal.ready()
    database, files = settings_of(arguments)
    os.environ["OKRSKAR_DATABASE"], os.environ["OKRSKAR_FILES"] = database, str(files)
    os.environ[RESIDENTS_ADDRESS] = arguments.address.rstrip("/")
    listen(arguments, proxies, "sync.server.commands.serve_residents:application", RESIDENTS_ADDRESS)
    return 0


def _refuse_wrong_rights(server: Server) -> None:
    """On PostgreSQL the account has to be one that can do no harm; SQLite has no accounts, which is said."""
    from sync.server.intake.account.repository import excess, lacking

    if server.database.is_sqlite:
        print(
            "okrskar-server: SQLite has no accounts: these pages run in a process of their own, but that process could "
            "read the whole database. On PostgreSQL it can not.",
            file=sys.stderr,
        )
        return
    with server.database.read() as connection:
        too_much = excess(connection)
        too_little = lacking(connection) if not too_much else []
    if too_much:
        tables = ", ".join(too_much[:3])
        raise CommandRefused(
            f"the database's account {printable(server.database.url.username)} could read or change {tables} and more: "
            "make one of its own with okrskar-server residents account NAME, and name it in --database"
        )
    if too_little:
        raise CommandRefused(f"the account can not {too_little[0]}: run okrskar-server residents account NAME")


def application() -> object:
    """The ASGI application of one worker process, by the environment that ``run`` left."""
    from sync.server.residents.application import create_app
    from sync.server.settings import Settings

    return create_app(
        Settings(
            os.environ["OKRSKAR_DATABASE"],
            Path(os.environ["OKRSKAR_FILES"]),
            address=os.environ.get(RESIDENTS_ADDRESS, ""),
            **told(),
        )
    )
