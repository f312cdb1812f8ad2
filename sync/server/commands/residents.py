"""`okrskar-server residents account | waiting | missing | take | drop`: what residents send, and the pages' account."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sync.server.commands import cards
from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.printing import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

    from sync.server.feed.publish import Step
    from sync.server.intake.repository import Stored
    from sync.server.service import Server

    _Do = Callable[[Connection, Server, str], list[Step] | None]

_SHOWN = 200


def add(subparsers: Subparsers) -> None:
    """Register the subcommands."""
    residents = subparsers.add_parser("residents", help="what residents send, and the account of their pages")
    inner = residents.add_subparsers(title="commands", metavar="COMMAND", required=True)
    account = add_command(inner, "account", "PostgreSQL: make the pages' own account, or renew its rights", run_account)
    account.add_argument("name", nargs="?", default="okrskar_residents", help="(default: %(default)s)")
    waiting = add_command(inner, "waiting", "what waits for a person to look at it, or for its job", run_waiting)
    waiting.add_argument("--text", action="store_true", help="with what was written")
    missing = add_command(
        inner, "missing", "after a backup was restored: what residents sent and it lacks", run_missing
    )
    missing.add_argument("--folder", type=Path, metavar="DIR", help="the folder of serve-residents (default: --files)")
    cards.add_to(inner)
    for name, summary, run in (
        ("take", "let what a robot may have sent pass: it becomes a tip, a rating counts", run_take),
        ("drop", "leave it out; its text is forgotten", run_drop),
    ):
        add_command(inner, name, summary, run).add_argument("number", nargs="+", help="as residents waiting says it")


def run_account(arguments: argparse.Namespace) -> int:
    """Give the account what the pages need and nothing else."""
    from sync.server.intake.account.repository import open_to

    with open_server(arguments) as server:
        if server.database.is_sqlite:
            raise CommandRefused("SQLite has no accounts: the residents' pages run there without one")
        if arguments.name == server.database.url.username:
            raise CommandRefused("that is the account of the server itself: take another name")
        fresh = open_to(server.database, arguments.name)
        with server.database.write() as connection:
            record(connection, server, "residents.account", arguments.name)
    said = "made" if fresh else "renewed"
    print(f"{said}: {printable(arguments.name)} can take down what residents send and read what is public, no more")
    return 0


def run_waiting(arguments: argparse.Namespace) -> int:
    """One line each, the oldest first."""
    from sync.server.intake import repository

    with open_server(arguments) as server, server.database.read() as connection:
        found = repository.undecided(connection, _SHOWN)
    for one in found:
        print(f"{one.number}  {one.at}  {one.state}  {one.code or '-'}  {one.kind}")
        if arguments.text:
            print(f"  {printable(_text(one))}")
    return 0


def run_missing(arguments: argparse.Namespace) -> int:
    """One line each, the oldest first; that it was asked, and how many they were, is in the audit."""
    from sync.server.intake.acknowledged import missing

    with open_server(arguments) as server:
        folder = arguments.folder or server.settings.files
        try:
            with server.database.read() as connection:
                found = missing(connection, folder, server.settings.clock())
        except OSError:
            raise CommandRefused(f"there is no folder that can be read: {folder}") from None
        with server.database.write() as connection:
            record(connection, server, "intake.missing", count=len(found))
    for one in found:
        print(f"{printable(one.number)}  {printable(one.at)}  {printable(one.kind)}")
    print(f"{len(found)} things that residents sent are not here: lost with an older backup, or erased since")
    return 0


def run_take(arguments: argparse.Namespace) -> int:
    """They are filed as tips, by the rules; ratings count."""
    from sync.server.intake.deciding import take

    return _each(arguments, "intake.take", take)


def run_drop(arguments: argparse.Namespace) -> int:
    """They become nothing."""
    from sync.server.intake.deciding import drop

    return _each(arguments, "intake.drop", drop)


def _each(arguments: argparse.Namespace, action: str, do: _Do) -> int:
    from sync.server.feed.publish import publish

    with open_server(arguments) as server:
        for number in arguments.number:

            def work(connection: Connection, number: str = number) -> bool:
                steps = do(connection, server, number)
                if steps is not None:
                    record(connection, server, action, number)
                    publish(connection, steps, server.now())
                return steps is not None

            if not server.database.durably(work):
                raise CommandRefused(f"nothing of this number waits for a person: {printable(number)}")
    return 0


def _text(one: Stored) -> str:
    """What was written, on one line."""
    import msgspec

    from sync.server.intake.domain import Kind, SentRating, SentTip

    try:
        if one.kind is Kind.RATING:
            form = msgspec.json.decode(one.doc, type=SentRating).form
            return f"{form.answer} {form.part} {form.lat:.5f}, {form.lon:.5f} {form.remark}".rstrip()
        return msgspec.json.decode(one.doc, type=SentTip).text
    except msgspec.MsgspecError:
        return one.doc[:200]
