"""`okrskar-server mail fetch`: the process that brings mail in."""

from __future__ import annotations

import argparse
import signal
import threading
from typing import TYPE_CHECKING

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server
from sync.server.commands.printing import printable

if TYPE_CHECKING:
    from sync.server.mail.incoming.domain import Mailbox
    from sync.server.service import Server


def add(commands: Subparsers) -> None:
    """Register the subcommand of `mail`."""
    fetch = add_command(commands, "fetch", "fetch mail from the mailboxes, until told to stop", run_fetch)
    fetch.add_argument("--once", action="store_true", help="what there is now, and no more")


def run_fetch(arguments: argparse.Namespace) -> int:
    """A thread for each mailbox; jobs of `serve` decide what comes."""
    from sync.server.mail.incoming import repository
    from sync.server.mail.incoming.fetching import follow

    with open_server(arguments) as server:
        with server.database.read() as connection:
            boxes = repository.boxes(connection)
        if not boxes:
            raise CommandRefused("there is no mailbox: see okrskar-server mail box set --help")
        if arguments.once:
            return _once(server, boxes)
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        threads = [threading.Thread(target=follow, args=(server, box.name, stop), name=box.name) for box in boxes]
        for thread in threads:
            thread.start()
        print(f"okrskar-server fetches mail from {len(boxes)} mailboxes", flush=True)
        for thread in threads:
            thread.join()
    return 0


def _once(server: Server, boxes: list[Mailbox]) -> int:
    from sync.server.mail.incoming.fetching import FAULTS, fetch_once

    failed = []
    for box in boxes:
        try:
            print(f"{printable(box.name)}: {fetch_once(server, box)} mails")
        except FAULTS as error:
            failed.append(f"{box.name} ({type(error).__name__})")
    if failed:
        raise CommandRefused(f"not all could be fetched: {printable(', '.join(failed))}")
    return 0
