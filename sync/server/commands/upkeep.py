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
    """What was erased after the backup is erased again, then a new incarnation."""
    from sync.server.audit import service as audit
    from sync.server.ground import meta

    with open_server(arguments) as server:
        erase_again(server)
        with server.database.write() as connection:
            restored = audit.restored(connection)
            value = meta.bump_incarnation(connection)
            lost = {} if restored is None else {"kept": restored.entry, "lost": restored.lost}
            record(connection, server, "incarnation.bump", value, **lost)
    if restored is not None:
        print(f"recorded: the audit of the backup ends with entry {restored.entry}, {restored.lost} were known before")
    print(f"incarnation {value}: devices start anew at their next sync")
    return 0


def run_upkeep(arguments: argparse.Namespace) -> int:
    """One run of what ``serve`` does every hour."""
    from sync.server import maintenance

    with open_server(arguments) as server:
        done = maintenance.run(server)
    print(f"left the devices: {done.archived} tips; forgotten: {done.purged} departures, {done.uploads} uploads")
    return 0


def run_erase(arguments: argparse.Namespace) -> int:
    """Erase by number, all or none."""
    import sqlalchemy as sa

    from sync.server import maintenance, schema

    tip = schema.tip.c
    with open_server(arguments) as server:
        with server.database.write() as connection:
            query = sa.select(tip.number, tip.id).where(tip.number.in_(arguments.number))
            found = {row.number: row.id for row in connection.execute(query)}
            missing = [number for number in arguments.number if number not in found]
            if missing:
                raise CommandRefused(f"there is no tip {', '.join(missing)}; nothing was erased")
            count = maintenance.erase_tips(connection, server, sorted(found.values()), "command")
        dropped = maintenance.drop_unreferenced(server)
    print(f"erased: {count} tips, {dropped} photos")
    return 0
