"""`okrskar-server incarnation | upkeep | erase`: what an operator does now and then."""

import argparse

from sync.server.commands.arguments import (
    CommandRefused,
    Subparsers,
    add_command,
    erase_again,
    open_server,
    record,
)


def add(subparsers: Subparsers) -> None:
    """Register the subcommands."""
    incarnation = subparsers.add_parser("incarnation", help="after a backup was restored")
    inner = incarnation.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_command(inner, "bump", "after restoring a backup: devices start anew and send again what it lacks", run_bump)
    add_command(subparsers, "upkeep", "let old closed tips leave the devices, forget old departures", run_upkeep)
    erase = add_command(subparsers, "erase", "erase tips for good, here and on all devices", run_erase)
    erase.add_argument("number", nargs="+", help="number of a tip, such as 2026-000123")


def run_bump(arguments: argparse.Namespace) -> int:
    """What was erased after the backup is erased again, what residents sent is decided, then a new incarnation."""
    from sync.server.audit import service as audit
    from sync.server.ground import meta
    from sync.server.restoring import catch_up

    with open_server(arguments) as server:
        erase_again(server)
        with server.database.write() as connection:
            restored = audit.restored(connection)
            value = meta.bump_incarnation(connection)
            lost = {} if restored is None else {"kept": restored.entry, "lost": restored.lost}
            record(connection, server, "incarnation.bump", value, **lost)
        decided = catch_up(server)
    if decided:
        print(f"decided: {decided} things that residents sent, which the backup had not decided or did not have")
    if restored is not None:
        print(f"recorded: the audit of the backup ends with entry {restored.entry}, {restored.lost} were known before")
    print(f"incarnation {value}: devices start anew at their next sync")
    return 0


def run_upkeep(arguments: argparse.Namespace) -> int:
    """One run of what ``serve`` does every hour."""
    from sync.server import upkeep

    with open_server(arguments) as server:
        done = upkeep.run(server)
    print(f"left the devices: {done.archived} tips; forgotten: {done.purged} departures, {done.uploads} uploads")
    return 0


def run_erase(arguments: argparse.Namespace) -> int:
    """Erase by number, all or none."""
    from sync.server.erasure import service

    with open_server(arguments) as server:
        done = service.erase(server, arguments.number, "command")
        is_sqlite = server.database.is_sqlite
    if isinstance(done, service.Missing):
        raise CommandRefused(f"there is no tip {', '.join(done.numbers)}; nothing was erased")
    print(f"erased: {done.tips} tips, {done.photos} photos")
    if not done.scrubbed:
        print("The database's write-ahead log still holds it, as somebody reads: the next upkeep cuts it off.")
    if not is_sqlite:
        print("PostgreSQL keeps it in its log (WAL) until that is recycled, and in free space until it is used again.")
    print("Backups and replicas keep what they have: see the guide, What an erasure leaves.")
    return 0
