"""`okrskar-server officers password | totp`: how people without a device sign in. No secret is ever an argument."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record

if TYPE_CHECKING:
    from sync.server.service import Server


def add_to(commands: Subparsers) -> None:
    """Register the subcommands among those of `officers`."""
    password = add_command(commands, "password", "set an account's password, read from standard input", run_password)
    password.add_argument("login")
    totp = add_command(commands, "totp", "ask an account for codes of an authenticator besides its password", run_totp)
    totp.add_argument("login")
    totp.add_argument("--end", action="store_true", help="ask for no codes any more")


def new_password(server: Server, about: tuple[str, ...]) -> str:
    """Read a password and make the hash to store. ``about`` are texts about the person, which others would try."""
    from sync.server.accounts import passwords, repository

    with server.database.read() as connection:
        town = repository.district_names(connection)
    return passwords.hashed(server.settings, _typed(), (*about, *town))


def run_password(arguments: argparse.Namespace) -> int:
    """Set the password; sessions that run end."""
    from sync.server.accounts import passwords, people, repository

    with open_server(arguments) as server:
        with server.database.read() as connection:
            officer_id = people.find(connection, arguments.login)
            person = repository.account(connection, officer_id)
        stored = new_password(server, (person.login, person.name, person.badge, person.phone))
        with server.database.write() as connection:
            passwords.set_password(connection, officer_id, stored)
            record(connection, server, "account.password", officer_id)
    print("done: whoever was signed in with the old one has to sign in again")
    return 0


def run_totp(arguments: argparse.Namespace) -> int:
    """Show a new secret, and keep it only when a first code proves that an authenticator has it."""
    from sync.server.accounts import people, second_factor

    with open_server(arguments) as server:
        with server.database.read() as connection:
            officer_id = people.find(connection, arguments.login)
        if arguments.end:
            with server.database.write() as connection:
                if not second_factor.end(connection, officer_id):
                    raise CommandRefused(f"{arguments.login} is asked for no codes")
                record(connection, server, "account.totp_end", officer_id)
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
            record(connection, server, "account.totp", officer_id)
    print("done: from now on each sign-in by password needs a code")
    return 0


def _typed() -> str:
    """A password from a pipe, or typed twice at a terminal, which does not show it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first, again = getpass.getpass("Password: "), getpass.getpass("The same again: ")
    if first != again:
        raise CommandRefused("these were two different passwords: nothing was changed")
    return first
