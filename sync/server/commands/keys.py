"""`okrskar-server keys …`: what programs may do here, how often, and until when."""

import argparse

from app.calendar import prague_day
from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.printing import printable

_SCOPES = ("tips.file", "tips.read", "search", "photos.read", "contacts.read")
_NUMBER_DIGITS = 18


def add(subparsers: Subparsers) -> None:
    """Register `keys` with its own subcommands."""
    parser = subparsers.add_parser("keys", help="keys for programs that file tips")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = add_command(commands, "add", "make a key that acts as an account, and print it once", run_add)
    new.add_argument("login", help="the account, usually a dispatcher made for the program")
    new.add_argument("--name", required=True, help="what the key is for")
    new.add_argument(
        "--scope",
        action="append",
        choices=_SCOPES,
        help="what it may do (repeatable; default: tips.file, which reads back no more than what it filed itself)",
    )
    new.add_argument("--per-hour", type=_number, metavar="N", help="calls in an hour (default: 600)")
    new.add_argument("--per-day", type=_number, metavar="N", help="calls in a day (default: 5000)")
    new.add_argument("--days", type=_number, metavar="N", help="good for so many days (default: 365)")
    add_command(commands, "list", "list the keys: whose, what they may do, last use, end", run_list)
    renew = add_command(commands, "renew", "let a key be good for longer", run_renew)
    renew.add_argument("key", metavar="ID")
    renew.add_argument("--days", type=_number, metavar="N", help="from now on (default: 365)")
    old = add_command(commands, "revoke", "end a key", run_revoke)
    old.add_argument("key", metavar="ID")


def run_add(arguments: argparse.Namespace) -> int:
    """A new key."""
    from sync.server.accounts import keys, people
    from sync.server.accounts.callers import KeyScope

    scopes = frozenset(KeyScope(word) for word in arguments.scope or (KeyScope.FILE_TIPS.value,))
    terms = keys.Terms(
        scopes,
        keys.PER_HOUR if arguments.per_hour is None else arguments.per_hour,
        keys.PER_DAY if arguments.per_day is None else arguments.per_day,
        keys.DAYS if arguments.days is None else arguments.days,
    )
    with open_server(arguments) as server, server.database.write() as connection:
        officer_id = people.find(connection, arguments.login)
        key_id, secret = keys.issue_key(connection, arguments.name, officer_id, server.now(), terms)
        record(connection, server, "key.add", key_id, scopes=sorted(scopes), days=terms.days)
    print(f"key     {key_id}")
    print(f"secret  {secret}")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """One line a key."""
    from sync.server.accounts.repository import all_keys

    with open_server(arguments) as server, server.database.read() as connection:
        now = server.now()
        for row in all_keys(connection):
            state = "REVOKED" if row.revoked_at else f"until {_day(row.expires_at)}"
            state = "ENDED " + _day(row.expires_at) if not row.revoked_at and row.expires_at <= now else state
            quota = f"{row.per_hour}/hour {row.per_day}/day"
            used = f"used {row.used_at or 'never':<24}"
            print(printable(f"{row.id}  {row.login:<16} {row.scopes}  {quota}  {used}  {state}  {row.name}"))
    return 0


def run_renew(arguments: argparse.Namespace) -> int:
    """Move the end of a key; the secret stays."""
    from sync.server.accounts import keys

    days = keys.DAYS if arguments.days is None else arguments.days
    with open_server(arguments) as server, server.database.write() as connection:
        until = keys.renew_key(connection, arguments.key, days, server.now())
        if until is None:
            raise CommandRefused(f"there is no key {arguments.key} in use")
        record(connection, server, "key.renew", arguments.key, days=days)
    print(f"done: good until {_day(until)}")
    return 0


def run_revoke(arguments: argparse.Namespace) -> int:
    """End a key."""
    from sync.server.accounts.keys import revoke_key

    with open_server(arguments) as server, server.database.write() as connection:
        if not revoke_key(connection, arguments.key, server.now()):
            raise CommandRefused(f"there is no key {arguments.key} in use")
        record(connection, server, "key.revoke", arguments.key)
    print("done")
    return 0


def _number(text: str) -> int:
    """A whole number that the database can hold."""
    if not text.isascii() or not text.isdigit() or len(text) > _NUMBER_DIGITS:
        raise argparse.ArgumentTypeError(f"a whole number is expected, not {printable(text)!r}")
    return int(text)


def _day(at: str) -> str:
    """The day of the city on which an instant falls."""
    from sync.server.ground.moments import moment

    return prague_day(moment(at)).isoformat()
