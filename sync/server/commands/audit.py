"""`okrskar-server audit …`: whether the record of who did and read what is as it was written."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server

if TYPE_CHECKING:
    from sync.server.audit.heads import Head
    from sync.server.audit.service import Broken

_WORDS = {
    "changed": "BROKEN at entry {entry}: it was changed, or one is missing",
    "cut": "BROKEN at entry {entry}: it was written and noted outside the database, and is not there any more."
    " The end was cut off, or an older database was put back: then run okrskar-server incarnation bump",
    "replaced": "BROKEN at entry {entry}: another one was noted outside the database."
    " The chain was written anew, or an older database was put back: then run okrskar-server incarnation bump",
    "counter": "BROKEN at entry {entry}: by its counter there was another number of entries",
    "no_heads": "NOT PROVEN: audit.heads, the file of what was noted, is missing from the folder of files or begins"
    " late. Without it nobody can tell whether the end was cut off: put it back from a copy",
    "no_key": "NOT PROVEN: audit.key is missing from the folder of files: put it back from a copy",
    "other_head": "BROKEN at entry {entry}: it is another one than the head that was kept",
}


def add(subparsers: Subparsers) -> None:
    """Register `audit` with its own subcommands."""
    audit = subparsers.add_parser("audit", help="the record of who did and read what")
    commands = audit.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verify = add_command(commands, "verify", "is every entry as it was written, and none missing?", run_verify)
    verify.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="HEAD",
        help="a head that `audit head` printed earlier and that was kept elsewhere (repeatable)",
    )
    add_command(commands, "head", "print the end of the chain, to be kept at another place", run_head)


def run_verify(arguments: argparse.Namespace) -> int:
    """0 where the chain holds, 1 where it is broken."""
    from sync.server.audit import service

    kept = [_head(text) for text in arguments.head]
    with open_server(arguments) as server:
        noted = server.chain.heads.read()
        with server.database.read() as connection:
            match service.verify(connection, noted, kept):
                case service.Intact(entries, head, restores):
                    for one in restores:
                        print(
                            f"a restored backup was recorded: entries {one.entry + 1} to {one.lost} of before are gone"
                        )
                    print(f"intact: {entries} entries, head {head}")
                    return 0
                case service.Broken() as broken:
                    print(words(broken))
                    return 1


def run_head(arguments: argparse.Namespace) -> int:
    """One line: the number of the last entry and its hash."""
    from sync.server.audit import service

    with open_server(arguments) as server, server.database.read() as connection:
        print(service.head(connection))
    return 0


def words(broken: Broken) -> str:
    """What is wrong, and what to do."""
    return _WORDS[broken.flaw.value].format(entry=broken.entry)


def _head(text: str) -> Head:
    from sync.server.audit.heads import read_head

    found = read_head(text)
    if found is None:
        raise CommandRefused(f"not a head: {text!r} (a number, a colon and 64 hexadecimal digits expected)")
    return found
