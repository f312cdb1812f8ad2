"""`okrskar-server residents card | priority | pledge`: what residents are told of their officer and their district."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.printing import printable

if TYPE_CHECKING:
    from sync.server.cards.domain import Card

_Value = TypeVar("_Value")
_MOST_BYTES = 15 * 1024 * 1024
_WEEKDAYS = (
    ("po", "mon"), ("út", "tue"), ("st", "wed"), ("čt", "thu"), ("pá", "fri"), ("so", "sat"), ("ne", "sun"),
)  # fmt: skip


def add_to(commands: Subparsers) -> None:
    """Register the subcommands among those of `residents`."""
    card = add_command(commands, "card", "what residents see of an officer; what is not named stays as it is", run_card)
    card.add_argument("login")
    card.add_argument("--show", choices=("name", "badge"), help="known by name, or by the service number alone")
    card.add_argument("--phone", help="a telephone for residents; empty: none")
    card.add_argument("--email", help="an address for residents; empty: none")
    card.add_argument(
        "--hours", action="append", metavar="TEXT", help='such as "Po 14–16, škola; 18–19" (repeatable); empty: none'
    )
    card.add_argument("--note", help="what is said below the hours; empty: nothing")
    card.add_argument(
        "--profile", action="append", metavar="NAME=URL", help="where else to be found (repeatable); empty: none"
    )
    card.add_argument("--portrait", metavar="FILE", help="a picture; made upright, without EXIF; empty: none")
    priority = add_command(commands, "priority", "what is seen to first in a district, or what was done", run_priority)
    priority.add_argument("text", nargs="?", default="", help="what; with --done what was done; none with --end")
    which = priority.add_mutually_exclusive_group(required=True)
    which.add_argument("--district", metavar="ID", help="a new one for this district")
    which.add_argument("--done", metavar="ID", help="the priority about which something was done")
    which.add_argument("--end", metavar="ID", help="take this priority off the page")
    pledge = add_command(commands, "pledge", "what the city pledges, in its own words", run_pledge)
    pledge.add_argument("--days", type=int, required=True, help="an answer within so many working days")
    pledge.add_argument("--else-cs", required=True, metavar="TEXT", help='what follows otherwise, as in "jinak TEXT"')
    pledge.add_argument("--else-en", default="", metavar="TEXT", help='the same in English, as in "else TEXT"')


def run_card(arguments: argparse.Namespace) -> int:
    """Change an officer's card."""
    from sync.server.accounts import people
    from sync.server.cards import repository
    from sync.server.cards.domain import Card

    with open_server(arguments) as server:
        picture = _portrait(Path(arguments.portrait)) if arguments.portrait else None
        with server.database.write() as connection:
            officer_id = people.find(connection, arguments.login)
            known, shows_name = repository.card(connection, officer_id) or (Card(), False)
            shows_name = arguments.show == "name" if arguments.show is not None else shows_name
            repository.put_card(connection, officer_id, _changed(known, arguments), shows_name=shows_name)
            if arguments.portrait is not None:
                repository.put_portrait(connection, officer_id, secrets.token_hex(16), picture)
            record(connection, server, "residents.card", officer_id)
    print(f"done: residents see {printable(arguments.login)} {'by name' if shows_name else 'by the service number'}")
    return 0


def run_priority(arguments: argparse.Namespace) -> int:
    """Name a priority, say what was done, or end one; prints its id."""
    from app.calendar import prague_day
    from app.identifiers import new_id
    from sync.server.cards import repository
    from sync.server.cards.domain import Priority

    if bool(arguments.text.strip()) == (arguments.end is not None):
        raise CommandRefused("say in words what is seen to, or what was done; an end needs none")
    with open_server(arguments) as server, server.database.write() as connection:
        if arguments.district is not None:
            if repository.district_of(connection, arguments.district) is None:
                raise CommandRefused(f"there is no district {printable(arguments.district)}")
            values = {
                "id": new_id(), "district_id": arguments.district, "text": arguments.text, "at": server.now(),
            }  # fmt: skip
            one = _read(values, Priority)
        else:
            found = repository.find_priority(connection, arguments.done or arguments.end)
            if found is None:
                raise CommandRefused(f"there is no priority {printable(arguments.done or arguments.end)}")
            told = msgspec.to_builtins(found)
            if arguments.done is not None:
                day = prague_day(server.settings.clock()).isoformat()
                told["done"] = [*told.get("done", ()), {"day": day, "text": arguments.text}]
            one = _read(told, Priority)
        if arguments.end is not None:
            repository.drop_priority(connection, one.id)
        else:
            repository.put_priority(connection, one)
        record(connection, server, "residents.priority", one.id, district=one.district_id)
    print(one.id)
    return 0


def run_pledge(arguments: argparse.Namespace) -> int:
    """Write the city's pledge; how often it is kept is counted from now on."""
    from sync.server.cards import repository
    from sync.server.cards.domain import Pledge

    with open_server(arguments) as server, server.database.write() as connection:
        otherwise = {"cs": arguments.else_cs, "en": arguments.else_en}
        told = {language: text for language, text in otherwise.items() if text.strip()}
        values = {"days": arguments.days, "otherwise": told, "since": server.now()}
        repository.put_pledge(connection, _read(values, Pledge))
        record(connection, server, "residents.pledge", "pledge")
    print("done: how often it is kept is counted once a day, of tips that come from now on")
    return 0


def _changed(known: Card, arguments: argparse.Namespace) -> Card:
    from sync.server.cards.domain import Card

    values = msgspec.to_builtins(known)
    values |= {
        name: getattr(arguments, name) for name in ("phone", "email", "note") if getattr(arguments, name) is not None
    }
    if arguments.hours is not None:
        values["hours"] = [one for text in arguments.hours if text.strip() for one in _hours(text)]
    if arguments.profile is not None:
        pairs = (text.partition("=") for text in arguments.profile if text.strip())
        values["profiles"] = [{"name": name, "address": address} for name, _, address in pairs]
    return _read(values, Card)


def _hours(text: str) -> list[object]:
    from sync.server.cards import hours

    day, _, rest = text.strip().partition(" ")
    weekday = next((at for at, names in enumerate(_WEEKDAYS, 1) if day.casefold() in names), None)
    found = hours.read(weekday, rest) if weekday is not None else None
    if not found:
        raise CommandRefused(f"{printable(text)} are no hours; an example is: Po 14–16, škola; 18–19")
    return [msgspec.to_builtins(one) for one in found]


def _read(values: object, expected: type[_Value]) -> _Value:
    try:
        return msgspec.convert(values, expected)
    except msgspec.ValidationError as error:
        raise CommandRefused(f"this can not be shown: {error}") from None


def _portrait(path: Path) -> bytes:
    from sync.server.cards.domain import PORTRAIT_SIDE
    from sync.server.photos.previews import Preview, make_preview

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CommandRefused(f"{printable(path)} is larger than {_MOST_BYTES} bytes")
        made = make_preview(path, PORTRAIT_SIDE)
    except OSError as error:
        raise CommandRefused(f"{printable(path)} can not be read: {error.strerror}") from None
    if not isinstance(made, Preview):
        raise CommandRefused(f"{printable(path)} is no picture that can be shown")
    return made.jpeg
