"""`okrskar-server incarnation | audit | upkeep | erase | keys`: what an operator does now and then."""

import argparse

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, erase_again, open_server


def add(subparsers: Subparsers) -> None:
    """Register the subcommands."""
    incarnation = subparsers.add_parser("incarnation", help="after a backup was restored")
    inner = incarnation.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_command(inner, "bump", "after restoring a backup: devices start anew and send again what it lacks", run_bump)
    audit = subparsers.add_parser("audit", help="the record of who did and read what")
    inner = audit.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_command(inner, "verify", "walk the chain of hashes: is every entry as it was written?", run_verify)
    add_command(subparsers, "upkeep", "let old closed tips leave the devices, forget old departures", run_upkeep)
    erase = add_command(subparsers, "erase", "erase tips for good, here and on all devices", run_erase)
    erase.add_argument("number", nargs="+", help="number of a tip, such as 2026-000123")
    keys = subparsers.add_parser("keys", help="keys for programs that file tips")
    inner = keys.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = add_command(inner, "add", "make a key that acts as an account, and print it once", run_key)
    new.add_argument("login", help="the account, usually a dispatcher made for the program")
    new.add_argument("--name", required=True, help="what the key is for")
    old = add_command(inner, "revoke", "end a key", run_key_revoke)
    old.add_argument("key", metavar="ID")


def run_bump(arguments: argparse.Namespace) -> int:
    """What was erased after the backup is erased again, then a new incarnation."""
    from sync.server.audit import service as audit
    from sync.server.ground import meta

    with open_server(arguments) as server:
        erase_again(server)
        with server.database.write() as connection:
            value = meta.bump_incarnation(connection)
            audit.append(connection, server.now(), "command", "incarnation.bump", value)
    print(f"incarnation {value}: devices start anew at their next sync")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """0 where the chain holds, 1 where it is broken."""
    from sync.server.audit import service as audit

    with open_server(arguments) as server, server.database.read() as connection:
        match audit.verify(connection):
            case audit.Intact(entries, head):
                print(f"intact: {entries} entries, head {head}")
                return 0
            case audit.Broken(entry):
                print(f"BROKEN at entry {entry}: it was changed, or one is missing")
                return 1


def run_upkeep(arguments: argparse.Namespace) -> int:
    """One run of what ``serve`` does every hour."""
    from sync.server import maintenance

    with open_server(arguments) as server:
        done = maintenance.run(server)
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


def run_key(arguments: argparse.Namespace) -> int:
    """A new key."""
    from sync.server.accounts import keys, people
    from sync.server.audit import service as audit

    with open_server(arguments) as server, server.database.write() as connection:
        officer_id = people.find(connection, arguments.login)
        key_id, secret = keys.issue_key(connection, arguments.name, officer_id, server.now())
        audit.append(connection, server.now(), "command", "key.add", key_id)
    print(f"key     {key_id}")
    print(f"secret  {secret}")
    return 0


def run_key_revoke(arguments: argparse.Namespace) -> int:
    """End a key."""
    from sync.server.accounts.keys import revoke_key
    from sync.server.audit import service as audit

    with open_server(arguments) as server, server.database.write() as connection:
        if not revoke_key(connection, arguments.key, server.now()):
            raise CommandRefused(f"there is no key {arguments.key} in use")
        audit.append(connection, server.now(), "command", "key.revoke", arguments.key)
    print("done")
    return 0
