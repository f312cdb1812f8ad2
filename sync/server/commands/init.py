"""`okrskar-server init`: make the tables, or bring them up to date."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sync.server.commands.arguments import Subparsers, add_command, erase_again, open_server

if TYPE_CHECKING:
    from sync.server.audit.service import Broken, Intact


def add(subparsers: Subparsers) -> None:
    """Register the subcommand."""
    add_command(subparsers, "init", "make the database's tables, or bring them up to date", run)


def run(arguments: argparse.Namespace) -> int:
    """Upgrade to the newest schema; the first time an incarnation is made, and the usual categories and replies."""
    from sync.server.audit import service as audit
    from sync.server.districts.usual import add_usual
    from sync.server.ground import meta
    from sync.server.ground.upgrade import upgrade
    from sync.server.intake.account.repository import renew

    with open_server(arguments, initialised=False) as server:
        upgrade(server.database)
        server.settings.files.mkdir(parents=True, exist_ok=True)
        with server.database.write() as connection:
            if not meta.read(connection, meta.INCARNATION):
                meta.bump_incarnation(connection)
            add_usual(connection, server)
            renew(connection)
            before = audit.begin(connection)
        if before is not None:
            _tell(before)
        erase_again(server)
        print(f"ready: {server.database.url.render_as_string(hide_password=True)}, files in {server.settings.files}")
    return 0


def _tell(before: Intact | Broken) -> None:
    """What the entries of the audit are worth that were written before it had a key."""
    from sync.server.audit.service import Intact

    if isinstance(before, Intact):
        print(f"the audit has a key from now on; its {before.entries} entries so far are as they were written")
    else:
        print(f"the audit has a key from now on; of its entries so far number {before.entry} is not as it was written")
