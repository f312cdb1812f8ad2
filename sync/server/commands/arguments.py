"""What several subcommands ask for, and how they open the server."""

from __future__ import annotations

import argparse
import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sync.server.service import Server

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse has no public name for it

_OTHERS = 0o077

RESIDENTS_ADDRESS = "OKRSKAR_RESIDENTS_ADDRESS"
"""The environment variable that says where residents find their pages; mails with news lead there."""


class CommandRefused(Exception):
    """The command can not be done; the text says why, in words. Nothing was changed."""


def add_command(subparsers: Subparsers, name: str, summary: str, run: object) -> argparse.ArgumentParser:
    """A subcommand that works on the server's database: ``run(arguments) -> int``."""
    parser = subparsers.add_parser(name, help=summary, description=summary)
    add_database(parser)
    parser.set_defaults(run=run)
    return parser


def add_database(parser: argparse.ArgumentParser) -> None:
    """``--database`` and ``--files``."""
    parser.add_argument(
        "--database",
        metavar="URL",
        default=os.environ.get("OKRSKAR_DATABASE") or None,
        help="sqlite:///PATH or postgresql+psycopg://… (default: $OKRSKAR_DATABASE, else SQLite in the data directory)",
    )
    parser.add_argument(
        "--files",
        metavar="DIR",
        type=Path,
        default=os.environ.get("OKRSKAR_FILES") or None,
        help="where photos and the basemap are kept (default: $OKRSKAR_FILES, else beside the SQLite file)",
    )


def settings_of(arguments: argparse.Namespace) -> tuple[str, Path]:
    """The database's address and the directory of files."""
    import platformdirs
    from sqlalchemy.engine import URL
    from sqlalchemy.exc import ArgumentError

    from sync.server.ground.database import address

    home = Path(platformdirs.user_data_dir("okrskar-server"))
    if arguments.database is None:
        home.mkdir(parents=True, exist_ok=True)
    ours = URL.create("sqlite", database=str(home / "okrskar.sqlite3")).render_as_string(hide_password=False)
    url: str = ours if arguments.database is None else arguments.database
    try:
        parsed = address(url)
    except ArgumentError:
        shown = url[url.rfind("@") + 1 :]
        raise CommandRefused(f"not a database address: {shown!r}") from None
    if parsed.password is not None or "password" in parsed.query:
        raise CommandRefused(
            "a password in the database's address could be read by everybody on this machine: "
            "put it into a file of libpq (~/.pgpass, or ?passfile=PATH in the address)"
        )
    if arguments.files is not None:
        return url, Path(arguments.files)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return url, Path(parsed.database).with_suffix(".files")
    return url, home / "files"


@contextmanager
def open_server(arguments: argparse.Namespace, *, initialised: bool = True) -> Iterator[Server]:
    """The server of the command line's database. Refused in words where it can not be opened."""
    from sqlalchemy.exc import DBAPIError

    from sync.server.accounts.refused import AccountRefused
    from sync.server.ground.database import DatabaseUnsuitable
    from sync.server.ground.upgrade import is_current
    from sync.server.service import Server
    from sync.server.settings import Settings

    url, files = settings_of(arguments)
    try:
        server = Server(Settings(database=url, files=files, address=os.environ.get(RESIDENTS_ADDRESS, "")))
    except DatabaseUnsuitable as error:
        raise CommandRefused(str(error)) from None
    try:
        if initialised:
            _refuse_missing_file(server)
        _close_to_others(server)
        if initialised:
            with server.database.read() as connection:
                if not is_current(connection):
                    raise CommandRefused("the database is not initialised or not up to date: run okrskar-server init")
        yield server
    except AccountRefused as error:
        raise CommandRefused(str(error)) from None
    except DBAPIError as error:
        raise CommandRefused(f"the database refused: {str(error.orig).splitlines()[0]}") from error
    finally:
        server.close()


def record(connection: Connection, server: Server, action: str, target: str = "", **detail: object) -> None:
    """Write into the audit what a command did, and which user of this machine ran it."""
    from sync.server.audit import service as audit

    by = f"local user {os.getuid()}" if hasattr(os, "getuid") else "local user"
    audit.append(connection, server.now(), "command", action, target, address=by, **detail)


def erase_again(server: Server) -> None:
    """Before anything is served: erase what the journal of erasures names and this database does not know. Says so."""
    from sync.server.erasure import service
    from sync.server.submissions import moving

    done = service.erase_again(server)
    if done.tips or done.ids:
        print(f"erased again by the journal of erasures: {done.tips} tips ({done.ids} ids were not known as erased)")
    if done.senders:
        print(f"forgotten again by the journal of erasures: who sent {done.senders} tips")
    if done.conversations:
        print(f"forgotten again by the journal of erasures: what was said about {done.conversations} tips, or shown")
    if done.links:
        print(f"forgotten again by the journal of erasures: what {done.links} links showed")
    if done.readers:
        print(f"forgotten again by the journal of erasures: {done.readers} readers of news")
    if done.ratings:
        print(f"forgotten again by the journal of erasures: {done.ratings} ratings, or what was written beside them")
    made = moving.make_again(server)
    if made:
        print(f"taken out again by the journal of erasures: {made} tips that had been made submissions")
    if done.unreadable_lines:
        print(
            f"okrskar-server: {server.erasures.path}: {done.unreadable_lines} lines can not be read "
            "(one is usual after a crash); what they named is not erased again",
            file=sys.stderr,
        )


def _close_to_others(server: Server) -> None:
    """Names and tips are for the account that the server runs as, also where another program or release made them."""
    url = server.database.url
    places = [server.settings.files]
    if server.database.is_sqlite and url.database:
        places += [Path(url.database + end) for end in ("", "-wal", "-shm")]
    for place in places:
        with contextlib.suppress(OSError):  # not there yet, or another account's: then that one decides
            mode = stat.S_IMODE(place.stat().st_mode)
            if mode & _OTHERS:
                place.chmod(mode & ~_OTHERS)


def _refuse_missing_file(server: Server) -> None:
    """SQLite would make an empty file of every mistyped address."""
    url = server.database.url
    if server.database.is_sqlite and url.database and not Path(url.database).exists():
        raise CommandRefused(f"there is no database {url.database}: run okrskar-server init")
