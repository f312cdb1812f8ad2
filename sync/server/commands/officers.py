"""`okrskar-server officers …`: accounts, what they hold, and codes to enrol their devices."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from app.accounts.domain import Role
from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server

if TYPE_CHECKING:
    from sync.server.service import Server

_DUTIES = ("primary", "backup", "cover")


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
    duty = add_command(commands, "duty", "let an officer hold or cover a district, or end it", run_duty)
    duty.add_argument("login")
    duty.add_argument("district", metavar="DISTRICT")
    duty.add_argument("--kind", choices=_DUTIES, default="primary")
    duty.add_argument("--end", action="store_true", help="end the officer's running duties in the district now")
    duty.add_argument("--until", metavar="MOMENT", help="end of the duty, such as 2026-07-31T22:00:00Z")
    password = add_command(commands, "password", "set an account's password, read from standard input", run_password)
    password.add_argument("login")
    totp = add_command(commands, "totp", "ask an account for codes of an authenticator besides its password", run_totp)
    totp.add_argument("login")
    totp.add_argument("--end", action="store_true", help="ask for no codes any more")
    stop = add_command(commands, "deactivate", "take an account out of use with all its devices", run_deactivate)
    stop.add_argument("login")


def run_add(arguments: argparse.Namespace) -> int:
    """Make the account with its duties in one transaction; print its id and the code."""
    from sync.server.accounts import passwords, people
    from sync.server.accounts.duties import DutyKind
    from sync.server.accounts.enrolment import issue_code
    from sync.server.audit import service as audit
    from sync.server.feed.publish import publish

    with open_server(arguments) as server:
        now = server.now()
        password = None
        if arguments.password_stdin:
            about = (arguments.login, arguments.name, arguments.badge, arguments.phone)
            password = passwords.hashed(server.settings, _typed_password(), (*about, *_town(server)))
        new = people.NewAccount(
            arguments.login, arguments.name, Role(arguments.role), arguments.badge, arguments.phone, password
        )
        with server.database.write() as connection:
            officer_id = people.add_account(connection, new, now)
            for district_id in arguments.district:
                people.grant(connection, officer_id, district_id, DutyKind.PRIMARY, from_at=now)
            code = issue_code(connection, server, officer_id)
            audit.append(connection, now, "command", "account.add", officer_id, role=new.role.value)
            publish(connection, people.row_steps(connection, now, officer_id), now)
    print(f"officer {officer_id}")
    print(f"code    {code}")
    return 0


def _typed_password() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _town(server: Server) -> list[str]:
    """Names of the districts, which a password had better not be made of."""
    import sqlalchemy as sa

    from sync.server import schema

    with server.database.read() as connection:
        return list(connection.execute(sa.select(schema.district.c.name)).scalars())


def run_list(arguments: argparse.Namespace) -> int:
    """One line an account."""
    import sqlalchemy as sa

    from sync.server import schema
    from sync.server.accounts.duties import roster

    with open_server(arguments) as server, server.database.read() as connection:
        duties = roster(connection, server.now())
        coded = set(connection.execute(sa.select(schema.second_factor.c.officer_id)).scalars())
        for row in connection.execute(sa.select(schema.account).order_by(schema.account.c.login)):
            held = ", ".join(duties.districts_of(row.id)) or "-"
            signs_in = "" if row.password is None else "  (password, code)" if row.id in coded else "  (password)"
            state = signs_in if row.active else "  (out of use)"
            print(f"{row.id}  {row.login:<16} {row.role:<11} {held}  {row.name}{state}")
    return 0


def run_code(arguments: argparse.Namespace) -> int:
    """A new code for an account in use."""
    from sync.server.accounts import people
    from sync.server.accounts.enrolment import issue_code
    from sync.server.audit import service as audit

    with open_server(arguments) as server, server.database.write() as connection:
        officer_id = people.find(connection, arguments.login)
        code = issue_code(connection, server, officer_id)
        audit.append(connection, server.now(), "command", "device.code", officer_id)
    print(f"code    {code}")
    return 0


def run_duty(arguments: argparse.Namespace) -> int:
    """Grant or end a duty; devices feel it at their next pull."""
    from sync.server.accounts import people
    from sync.server.accounts.duties import DutyKind
    from sync.server.audit import service as audit
    from sync.server.feed.publish import publish
    from sync.server.ground.moments import instant, moment

    with open_server(arguments) as server:
        now = server.now()
        try:
            until = instant(moment(arguments.until)) if arguments.until else None
        except ValueError:
            raise CommandRefused(f"not a moment: {arguments.until} (2026-07-31T22:00:00Z expected)") from None
        with server.database.write() as connection:
            officer_id = people.find(connection, arguments.login)
            if arguments.end:
                ended = people.withdraw(connection, officer_id, arguments.district, now)
                if not ended:
                    raise CommandRefused(f"{arguments.login} has no duty in {arguments.district}")
            else:
                kind = DutyKind(arguments.kind)
                people.grant(connection, officer_id, arguments.district, kind, from_at=now, to_at=until)
            action = "duty.end" if arguments.end else "duty.grant"
            audit.append(connection, now, "command", action, officer_id, district=arguments.district)
            publish(connection, people.row_steps(connection, now, officer_id), now)
    print("done: devices follow at their next sync")
    return 0


def run_password(arguments: argparse.Namespace) -> int:
    """Set the password; sessions that run go on until they end."""
    import sqlalchemy as sa

    from sync.server import schema
    from sync.server.accounts import passwords, people
    from sync.server.audit import service as audit

    with open_server(arguments) as server:
        account = schema.account.c
        with server.database.read() as connection:
            officer_id = people.find(connection, arguments.login)
            query = sa.select(account.login, account.name, account.badge, account.phone).where(account.id == officer_id)
            about = connection.execute(query).one()
        stored = passwords.hashed(server.settings, _typed_password(), (*about, *_town(server)))
        with server.database.write() as connection:
            connection.execute(sa.update(schema.account).where(account.id == officer_id).values(password=stored))
            audit.append(connection, server.now(), "command", "account.password", officer_id)
    print("done")
    return 0


def run_totp(arguments: argparse.Namespace) -> int:
    """Show a new secret, and keep it only when a first code proves that an authenticator has it."""
    from sync.server.accounts import people, second_factor
    from sync.server.audit import service as audit

    with open_server(arguments) as server:
        with server.database.read() as connection:
            officer_id = people.find(connection, arguments.login)
        if arguments.end:
            with server.database.write() as connection:
                if not second_factor.end(connection, officer_id):
                    raise CommandRefused(f"{arguments.login} is asked for no codes")
                audit.append(connection, server.now(), "command", "account.totp_end", officer_id)
            print("done: the password alone signs in")
            return 0
        secret = second_factor.new_secret()
        print(f"address  {second_factor.address(secret, arguments.login)}")
        print(f"secret   {second_factor.typed(secret)}")
        print("Give one of them to the authenticator and type the code that it shows: ", end="", flush=True)
        step = second_factor.step_of(secret, sys.stdin.readline(), server.settings.clock())
        if step is None:
            raise CommandRefused("this is not its code: nothing was changed (are both clocks right?)")
        sealed = server.vault.seal(officer_id, secret)
        with server.database.write() as connection:
            second_factor.install(connection, officer_id, sealed, step, server.now())
            audit.append(connection, server.now(), "command", "account.totp", officer_id)
    print("done: from now on each sign-in by password needs a code")
    return 0


def run_deactivate(arguments: argparse.Namespace) -> int:
    """End the account; its devices wipe themselves at their next contact."""
    from sync.server.accounts import people
    from sync.server.audit import service as audit
    from sync.server.feed.publish import publish

    with open_server(arguments) as server:
        now = server.now()
        with server.database.write() as connection:
            officer_id = people.find(connection, arguments.login)
            devices = people.deactivate(connection, officer_id, now)
            audit.append(connection, now, "command", "account.deactivate", officer_id)
            publish(connection, people.row_steps(connection, now, officer_id), now)
    print(f"done: {devices} devices will be wiped at their next contact")
    return 0
