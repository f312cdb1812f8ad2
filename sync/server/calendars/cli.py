"""`okrskar-server calendars …`: secret addresses of duty for calendar programs."""

import argparse

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.printing import printable

_LANGUAGES = ("cs", "en")


def add(subparsers: Subparsers) -> None:
    """Register `calendars` with its own subcommands."""
    parser = subparsers.add_parser("calendars", help="duty in calendar programs, by secret addresses that end")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = add_command(
        commands, "add", "make the secret address of an officer or a district, and print it once", run_add
    )
    whose = new.add_mutually_exclusive_group(required=True)
    whose.add_argument("--officer", metavar="LOGIN", default="")
    whose.add_argument("--district", metavar="DISTRICT", default="")
    new.add_argument("--language", choices=_LANGUAGES, default=_LANGUAGES[0])
    add_command(commands, "list", "list the addresses that answer: whose, made when", run_list)
    old = add_command(commands, "revoke", "let an address answer no more", run_revoke)
    old.add_argument("calendar", metavar="ID")


def run_add(arguments: argparse.Namespace) -> int:
    """A new address: its path at this server, which is not shown again."""
    from sync.server.accounts import people
    from sync.server.calendars import service

    with open_server(arguments) as server, server.database.write() as connection:
        officer_id = people.find(connection, arguments.officer) if arguments.officer else ""
        whose = service.Whose(officer_id, arguments.district, arguments.language)
        given = service.give(connection, server, whose, "command")
        if given is service.Refusal.MANY:
            raise CommandRefused(f"{service.MOST} addresses of this one answer already: revoke one of them")
        if isinstance(given, service.Refusal):
            raise CommandRefused("there is no such officer in use, and no such district")
        record(connection, server, "calendar.add", given.id, officer=officer_id, district=arguments.district)
    print(f"calendar {given.id}")
    print(f"path     {given.path}")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """One line an address."""
    from sync.server.calendars.repository import standing
    from sync.server.duty.repository import names

    with open_server(arguments) as server, server.database.read() as connection:
        people = names(connection)
        for one in standing(connection):
            whose = people.get(one.officer_id, "") or one.district_id
            print(printable(f"{one.id}  {whose}  {one.language}  made {one.made_at}"))
    return 0


def run_revoke(arguments: argparse.Namespace) -> int:
    """End an address at once."""
    from sync.server.calendars.repository import revoke

    with open_server(arguments) as server, server.database.write() as connection:
        if not revoke(connection, arguments.calendar, server.now()):
            raise CommandRefused(f"no address {printable(arguments.calendar)} answers")
        record(connection, server, "calendar.revoke", arguments.calendar)
    print("done: whoever asks by it gets nothing any more")
    return 0
