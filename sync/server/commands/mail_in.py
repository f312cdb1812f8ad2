"""`okrskar-server mail box | triage | give | file | refuse`: where mail comes from, and what could not be placed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.mail_secrets import typed_password
from sync.server.commands.printing import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

    from sync.server.feed.publish import Step
    from sync.server.mail.incoming.pictures import Prepared
    from sync.server.service import Server

_SHOWN = 200
_SHOWN_LETTERS = 2_000


def add(commands: Subparsers) -> None:
    """Register the subcommands of `mail`."""
    box = commands.add_parser("box", help="the mailboxes from which mail is fetched")
    inner = box.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = add_command(inner, "set", "fetch mail from this mailbox too, or in another way", run_box_set)
    new.add_argument("name", help="what it is called here")
    new.add_argument("host")
    new.add_argument("--port", type=int, default=993)
    new.add_argument("--security", choices=("tls", "starttls", "none"), default="tls")
    new.add_argument("--user", required=True, help="who signs in; the password is asked for, or read from a pipe")
    new.add_argument("--kind", choices=("city", "officer", "body"), default="city", help="whose it is")
    new.add_argument("--officer", default="", metavar="LOGIN", help="whose it is, of an officer's")
    new.add_argument("--category", default="other", help="of a tip that comes by it (default: %(default)s)")
    new.add_argument(
        "--authserv",
        default="",
        metavar="NAME",
        help="the name under which its server says what it found of a mail (Authentication-Results); "
        "it has to take away what others say under this name",
    )
    kinds = ("complaint", "information", "offence", "emergency")
    new.add_argument("--submission", choices=kinds, help="what comes by it is this and never a tip")
    new.add_argument("--folder", default="INBOX")
    new.add_argument("--done", default="Zpracováno", help="the folder for what is kept here (default: %(default)s)")
    add_command(inner, "list", "name them", run_box_list)
    add_command(inner, "remove", "fetch no more from it", run_box_remove).add_argument("name")
    triage = add_command(commands, "triage", "mails that could not be placed, the oldest first", run_triage)
    triage.add_argument("--text", action="store_true", help="with what was written")
    give = add_command(commands, "give", "a mail is what a party of this tip says", run_give)
    give.add_argument("id", help="as mail triage says it")
    give.add_argument("number", help="of the tip, such as 2026-000123")
    give.add_argument("--body", default="", metavar="NAME", help="it is what this body says, to which it was forwarded")
    add_command(commands, "file", "a mail is a new tip", run_file).add_argument("id", help="as mail triage says it")
    add_command(commands, "refuse", "a mail is nothing for us", run_refuse).add_argument("id", nargs="+")


def run_box_set(arguments: argparse.Namespace) -> int:
    """Name a mailbox."""
    import msgspec

    from sync.server.accounts.repository import account_id
    from sync.server.mail.incoming import repository
    from sync.server.mail.incoming.domain import BoxKind, Mailbox
    from sync.server.mail.relay import MailKey

    if (arguments.kind == BoxKind.OFFICER) != bool(arguments.officer):
        raise CommandRefused("a mailbox of the kind officer, and no other, is some --officer's")
    told = {name: getattr(arguments, name) for name in ("name", "host", "port", "security", "user", "kind", "category")}
    told |= {name: getattr(arguments, name) for name in ("authserv", "folder", "done", "submission")}
    try:
        box = msgspec.convert(told, Mailbox)
    except msgspec.ValidationError as error:
        raise CommandRefused(f"the mailbox can not be used: {error}") from None
    password = typed_password()
    with open_server(arguments) as server:
        with server.database.read() as connection:
            officer = account_id(connection, arguments.officer) if arguments.officer else ""
        if officer is None:
            raise CommandRefused(f"there is nobody of the login {printable(arguments.officer)}")
        sealed = MailKey(server.settings.files).seal(password)
        with server.database.write() as connection:
            repository.put_box(connection, msgspec.structs.replace(box, officer_id=officer, sealed=sealed))
            record(connection, server, "mailbox.set", box.name, host=box.host)
    print("done: okrskar-server mail fetch fetches from it when it is started next")
    return 0


def run_box_list(arguments: argparse.Namespace) -> int:
    """One line each, without passwords."""
    from sync.server.mail.incoming import repository

    with open_server(arguments) as server, server.database.read() as connection:
        found = repository.boxes(connection)
    for box in found:
        where = f"{printable(box.user)} at {printable(box.host)}:{box.port} ({box.security.value})"
        print(f"{printable(box.name)}  {box.kind.value}  {where}  {printable(box.folder)} → {printable(box.done)}")
    return 0


def run_box_remove(arguments: argparse.Namespace) -> int:
    """Forget a mailbox; what came by it stays."""
    from sync.server.mail.incoming import repository

    with open_server(arguments) as server, server.database.write() as connection:
        if not repository.drop_box(connection, arguments.name):
            raise CommandRefused(f"there is no mailbox {printable(arguments.name)}")
        record(connection, server, "mailbox.remove", arguments.name)
    return 0


def run_triage(arguments: argparse.Namespace) -> int:
    """Two lines each, and with what was written."""
    from sync.server.mail.incoming.triage import stuck, waiting
    from sync.server.submissions.repository import nobody_reads

    with open_server(arguments) as server, server.database.read() as connection:
        found = waiting(connection, server, _SHOWN, nobody_reads(connection, stuck(server)))
        record_read = [one.kept.id for one in found]
    for one in found:
        kept, mail = one.kept, one.mail
        print(f"{kept.id}  {kept.at}  {kept.reason or kept.state.value}  {one.number or '-'}")
        if mail is not None:
            print(f"  {printable(mail.name)} <{printable(mail.sender)}>  {printable(mail.subject)}")
        if mail is not None and arguments.text:
            print(f"  {printable(' '.join(mail.said.split())[:_SHOWN_LETTERS])}")
    if arguments.text and record_read:
        with open_server(arguments) as server, server.database.write() as connection:
            record(connection, server, "mail.read", count=len(record_read))
    return 0


def run_give(arguments: argparse.Namespace) -> int:
    """By the rules, as if it had come to the secret address."""
    from sync.server.bodies.service import named
    from sync.server.mail.incoming.triage import give

    def by_name(connection: Connection, server: Server, mail_id: str, mail: Prepared | None) -> list[Step] | None:
        known = named(connection, arguments.body) if arguments.body else None
        if arguments.body and known is None:
            raise CommandRefused(f"there is no body {printable(arguments.body)}: see okrskar-server body list")
        body_id = known.body.id if known is not None else ""
        return give(connection, server, mail_id, mail, arguments.number, body_id=body_id)

    return _done(arguments, "mail.give", arguments.id, by_name)


def run_file(arguments: argparse.Namespace) -> int:
    """By the rules."""
    from sync.server.mail.incoming.triage import make_tip

    return _done(arguments, "mail.file", arguments.id, make_tip)


def run_refuse(arguments: argparse.Namespace) -> int:
    """They become nothing."""
    from sync.server.mail.incoming.triage import refuse

    for mail_id in arguments.id:
        _done(arguments, "mail.refuse", mail_id, lambda c, s, one, _: [] if refuse(c, s, one) else None)
    return 0


def _done(
    arguments: argparse.Namespace,
    action: str,
    mail_id: str,
    do: Callable[[Connection, Server, str, Prepared | None], list[Step] | None],
) -> int:
    from sync.server.feed.publish import publish
    from sync.server.mail.incoming.triage import ready

    with open_server(arguments) as server:
        mail = ready(server, mail_id)

        def work(connection: Connection) -> None:
            steps = do(connection, server, mail_id, mail)
            if steps is None:
                raise CommandRefused(f"that can not be done with {printable(mail_id)}: see okrskar-server mail triage")
            record(connection, server, action, mail_id)
            publish(connection, steps, server.now())

        server.database.durably(work)
    return 0
