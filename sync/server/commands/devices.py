"""`okrskar-server devices …`: what is enrolled, how much it has not sent, and taking it out of service."""

import argparse

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.printing import printable


def add(subparsers: Subparsers) -> None:
    """Register `devices` with its own subcommands."""
    parser = subparsers.add_parser("devices", help="enrolled devices, their unsent work, taking them out of service")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_command(commands, "list", "list the devices: owner, last contact, unsent operations, clock", run_list)
    revoke = add_command(commands, "revoke", "take a device out of service; it wipes itself at its next contact", run)
    revoke.add_argument("device", metavar="ID")


def run_list(arguments: argparse.Namespace) -> int:
    """One line a device."""
    from sync.server.accounts.repository import all_devices

    with open_server(arguments) as server, server.database.read() as connection:
        for row in all_devices(connection):
            unsent = max(row.waiting, row.highest_seq - row.last_seq)
            clock = "" if row.offset_seconds is None else f"  clock {row.offset_seconds:+.0f} s"
            state = "  REVOKED" if row.revoked_at else "  DIVERGED: enrol it anew" if row.diverged_at else ""
            seen = row.seen_at or "never"
            line = f"{row.id}  {row.login:<16} seen {seen:<24} unsent {unsent}{clock}  {row.name}{state}"
            print(printable(line))
    return 0


def run(arguments: argparse.Namespace) -> int:
    """Revoke."""
    from sync.server.accounts.enrolment import revoke

    with open_server(arguments) as server, server.database.write() as connection:
        if not revoke(connection, arguments.device, server.now()):
            raise CommandRefused(f"there is no device {arguments.device} in service")
        record(connection, server, "device.revoke", arguments.device)
    print("done: it will be wiped at its next contact")
    return 0
