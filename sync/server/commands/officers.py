"""`okrskar-server officers …`: accounts, what they hold, and codes to enrol their devices."""

import argparse

from app.accounts.domain import Role
from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server


def add(subparsers: Subparsers) -> None:
    """Register `officers` with its own subcommands."""
    parser = subparsers.add_parser("officers", help="accounts, their districts, codes to enrol devices")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = add_command(commands, "add", "make an account and print a one-time code for its first device", run_add)
    new.add_argument("login", help="short unique name, such as novakova")
    new.add_argument("--name", required=True, help="name that colleagues see")
    new.add_argument("--role", choices=[role.value for role in Role], default=Role.OFFICER.value)
    new.add_argument("--badge", default="", help="service number")
    new.add_argument("--phone", default="", help="telephone that colleagues see")
    new.add_argument("--district", action="append", default=[], metavar="ID", help="holds this district (repeatable)")
    new.add_argument("--password-stdin", action="store_true", help="read a password from standard input")


def run_add(arguments: argparse.Namespace) -> int:
    """Make the account with its duties in one transaction; print its id and the code."""
    from sync.server.accounts import people
    from sync.server.accounts.duties import DutyKind
    from sync.server.accounts.enrolment import issue_code
    from sync.server.publish import publish

    with open_server(arguments) as server:
        new = people.NewAccount(arguments.login, arguments.name, Role(arguments.role), arguments.badge, arguments.phone)
        now = server.now()
        try:
            with server.database.write() as connection:
                officer_id = people.add_account(connection, new, now)
                for district_id in arguments.district:
                    people.grant(connection, officer_id, district_id, DutyKind.PRIMARY, from_at=now)
                code = issue_code(connection, server, officer_id)
                publish(connection, people.row_steps(connection, now, officer_id), now)
        except people.AccountRefused as error:
            raise CommandRefused(str(error)) from None
    print(f"officer {officer_id}")
    print(f"code    {code}")
    return 0
