"""`okrskar-server officers …`: accounts, and codes to enrol their devices."""

import argparse

from app.accounts.domain import Role
from sync.server.commands import duty, signing_in
from sync.server.commands.arguments import Subparsers, add_command, open_server, record
from sync.server.commands.printing import printable


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
    add_command(commands, "list", "list the accounts with the districts that they hold at the moment", run_list)
    code = add_command(commands, "code", "print a one-time code to enrol another device", run_code)
    code.add_argument("login")
    role = add_command(commands, "role", "give an account another role; its sessions end", run_role)
    role.add_argument("login")
    role.add_argument("role", choices=[role.value for role in Role])
    duty.add_to(commands)
    signing_in.add_to(commands)
    stop = add_command(commands, "deactivate", "take an account out of use with all its devices", run_deactivate)
    stop.add_argument("login")


def run_add(arguments: argparse.Namespace) -> int:
    """Make the account with its duties in one transaction; print its id and the code."""
    from sync.server.accounts import duties, people
    from sync.server.accounts.enrolment import issue_code
    from sync.server.feed.publish import publish

    with open_server(arguments) as server:
        now = server.now()
        password = None
        if arguments.password_stdin:
            about = (arguments.login, arguments.name, arguments.badge, arguments.phone)
            password = signing_in.new_password(server, about)
        new = people.NewAccount(
            arguments.login, arguments.name, Role(arguments.role), arguments.badge, arguments.phone, password
        )
        with server.database.write() as connection:
            officer_id = people.add_account(connection, new, now)
            for district_id in arguments.district:
                duties.grant(connection, officer_id, district_id, duties.DutyKind.PRIMARY, from_at=now)
            code = issue_code(connection, server, officer_id)
            record(connection, server, "account.add", officer_id, role=new.role.value)
            publish(connection, people.row_steps(connection, now, officer_id), now)
    print(f"officer {officer_id}")
    print(f"code    {code}")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """One line an account."""
    from sync.server.accounts.duties import roster
    from sync.server.accounts.repository import all_accounts

    with open_server(arguments) as server, server.database.read() as connection:
        held = roster(connection, server.now())
        for row in all_accounts(connection):
            districts = ", ".join(held.districts_of(row.id)) or "-"
            signs_in = "" if row.password is None else "  (password, code)" if row.coded else "  (password)"
            state = signs_in if row.active else "  (out of use)"
            print(printable(f"{row.id}  {row.login:<16} {row.role:<11} {districts}  {row.name}{state}"))
    return 0


def run_code(arguments: argparse.Namespace) -> int:
    """A new code for an account in use."""
    from sync.server.accounts import people
    from sync.server.accounts.enrolment import issue_code

    with open_server(arguments) as server, server.database.write() as connection:
        officer_id = people.find(connection, arguments.login)
        code = issue_code(connection, server, officer_id)
        record(connection, server, "device.code", officer_id)
    print(f"code    {code}")
    return 0


def run_role(arguments: argparse.Namespace) -> int:
    """Change the role; devices follow at their next sync."""
    from sync.server.accounts import people
    from sync.server.feed.publish import publish

    with open_server(arguments) as server:
        now = server.now()
        with server.database.write() as connection:
            officer_id = people.find(connection, arguments.login)
            before = people.change_role(connection, officer_id, Role(arguments.role))
            record(connection, server, "account.role", officer_id, before=before.value, role=arguments.role)
            publish(connection, people.row_steps(connection, now, officer_id), now)
    print(f"done: {before} before, {arguments.role} now; devices follow at their next sync")
    return 0


def run_deactivate(arguments: argparse.Namespace) -> int:
    """End the account; its devices wipe themselves at their next contact."""
    from sync.server.accounts import people
    from sync.server.feed.publish import publish

    with open_server(arguments) as server:
        now = server.now()
        with server.database.write() as connection:
            officer_id = people.find(connection, arguments.login)
            devices = people.deactivate(connection, officer_id, now)
            record(connection, server, "account.deactivate", officer_id)
            publish(connection, people.row_steps(connection, now, officer_id), now)
    print(f"done: {devices} devices will be wiped at their next contact")
    return 0
