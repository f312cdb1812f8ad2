"""`okrskar-server body add | list | change | end`: to whom tips are forwarded. Addresses reach no device."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.printing import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

    from sync.server.bodies.domain import KnownBody


def add(commands: Subparsers) -> None:
    """Register the subcommands."""
    body = commands.add_parser("body", help="bodies to which tips are forwarded: technical services, the police, …")
    inner = body.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = add_command(inner, "add", "tips can be forwarded to this body", run_add)
    new.add_argument("name")
    new.add_argument("email", help="where it reads its mail")
    _add_details(new)
    add_command(inner, "list", "name them", run_list)
    changed = add_command(inner, "change", "what is not named stays as it is", run_change)
    changed.add_argument("name")
    changed.add_argument("--name", dest="new_name", metavar="NAME", help="what it is called from now on")
    changed.add_argument("--email")
    _add_details(changed)
    add_command(inner, "end", "it is offered no more; what was forwarded goes on", run_end).add_argument("name")


def _add_details(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--category", action="append", metavar="ID", help="for tips of this category it is the usual one (repeatable)"
    )
    parser.add_argument("--days", type=int, help="within so many days it is asked to answer (default: 14)")


def run_add(arguments: argparse.Namespace) -> int:
    """Name a body; prints its id."""
    from app.identifiers import new_id
    from sync.server.bodies.domain import DAYS

    def make(connection: Connection, _now: str) -> KnownBody:
        _refuse_taken(connection, arguments.name)
        told = {"id": new_id(), "name": arguments.name, "categories": arguments.category or ()}
        return _read(connection, told, arguments.email, arguments.days or DAYS)

    print(_saved(arguments, "body.add", make).body.id)
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """One line each."""
    from sync.server.bodies.service import offered

    with open_server(arguments) as server, server.database.read() as connection:
        found = offered(connection)
    for one in found:
        usual = ", ".join(one.body.categories) or "-"
        print(
            f"{printable(one.body.name)}  <{printable(one.email)}>  {one.days} days  {printable(usual)}  {one.body.id}"
        )
    return 0


def run_change(arguments: argparse.Namespace) -> int:
    """Change what is named; the next mail goes to the address of then."""

    def make(connection: Connection, _now: str) -> KnownBody:
        known = _found(connection, arguments.name)
        name = known.body.name if arguments.new_name is None else arguments.new_name
        if name.strip().casefold() != known.body.name.casefold():
            _refuse_taken(connection, name)
        categories = known.body.categories if arguments.category is None else arguments.category
        email = arguments.email if arguments.email is not None else known.email
        told = {"id": known.body.id, "name": name, "categories": categories}
        return _read(connection, told, email, arguments.days or known.days)

    _saved(arguments, "body.change", make)
    return 0


def run_end(arguments: argparse.Namespace) -> int:
    """End it."""
    import msgspec

    _saved(arguments, "body.end", lambda c, now: msgspec.structs.replace(_found(c, arguments.name), ended_at=now))
    return 0


def _saved(arguments: argparse.Namespace, action: str, make: Callable[[Connection, str], KnownBody]) -> KnownBody:
    from sync.server.bodies import repository
    from sync.server.bodies.service import save
    from sync.server.feed.publish import publish
    from sync.server.mail import reaching

    with open_server(arguments) as server:

        def work(connection: Connection) -> KnownBody:
            one = make(connection, server.now())
            record(connection, server, action, one.body.id)
            before = repository.find(connection, one.body.id)
            steps = save(connection, one)
            if before is not None and before.email != one.email:
                steps += reaching.moved(connection, server, one.body.id)
            publish(connection, steps, server.now())
            return one

        return server.database.durably(work)


def _found(connection: Connection, name: str) -> KnownBody:
    from sync.server.bodies.service import named

    known = named(connection, name)
    if known is None:
        raise CommandRefused(f"there is no body {printable(name)}: see okrskar-server body list")
    return known


def _refuse_taken(connection: Connection, name: str) -> None:
    from sync.server.bodies.service import named

    if named(connection, name) is not None:
        raise CommandRefused(f"there is a body {printable(name)} already")


def _read(connection: Connection, body: dict[str, object], email: str, days: int) -> KnownBody:
    import msgspec

    from app.tips.titles import one_line
    from sync.server.bodies.domain import KnownBody
    from sync.server.districts.repository import working_days
    from sync.server.mail.letters import addressable

    try:
        told = body | {"name": one_line(str(body["name"]))}
        known = msgspec.convert({"body": told, "email": addressable(email), "days": days}, KnownBody)
    except ValueError as error:
        raise CommandRefused(f"this can not be a body: {error}") from None
    if not known.body.name:
        raise CommandRefused("a body has a name that can be seen")
    strange = sorted(set(known.body.categories) - working_days(connection).keys())
    if strange:
        raise CommandRefused(f"there is no category {printable(', '.join(strange))}")
    return known
