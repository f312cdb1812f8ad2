"""`okrskar-server duty …`: absences, swaps, standing backups, the check of the next days, who had a tip when."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from app.duty.domain import AbsenceKind, Refusal
from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.printing import printable
from sync.server.duty import words

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from app.duty.domain import Span
    from sync.server.duty.service import Planned

_WHEN = "a day (2026-05-03: the whole of it) or a moment of Prague's clocks (2026-05-03T14:00)"


def add(subparsers: Subparsers) -> None:
    """Register `duty` with its own subcommands."""
    parser = subparsers.add_parser("duty", help="absences, swaps, backups: each district always has its one officer")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    away = add_command(commands, "absence", "an officer is away: their backups stand in, by themselves", run_absence)
    away.add_argument("login")
    away.add_argument("--kind", choices=[one.value for one in AbsenceKind], default=AbsenceKind.LEAVE.value)
    away.add_argument("--cover", metavar="LOGIN", help="who stands in, instead of the standing backups")
    swap = add_command(commands, "swap", "two officers serve each other's districts for a while", run_swap)
    swap.add_argument("login")
    swap.add_argument("other", metavar="LOGIN")
    for one in (away, swap):
        one.add_argument("--from", dest="start", required=True, metavar="WHEN", help=_WHEN)
        one.add_argument("--to", required=True, metavar="WHEN", help="a day that still belongs to it, or a moment")
        one.add_argument("--dry-run", action="store_true", help="say what would follow of it, and change nothing")
    add_command(commands, "list", "absences and swaps that run or are to come, with their ids", run_list)
    back = add_command(commands, "take-back", "end an absence or a swap now, or have it never begin", run_take_back)
    back.add_argument("id")
    backups = add_command(commands, "backups", "the standing backups of a district, in this order", run_backups)
    backups.add_argument("district", metavar="DISTRICT")
    backups.add_argument("logins", nargs="*", metavar="LOGIN", help="none: the district has no backup any more")
    backups.add_argument("--dry-run", action="store_true", help="say where nobody would be left, and change nothing")
    backups.add_argument("--yes", action="store_true", help="write them although somewhere nobody would be left")
    check = add_command(commands, "check", "whether every address has exactly one officer on the next days", run_check)
    check.add_argument("--days", type=int, default=14, choices=range(1, 93), metavar="DAYS")
    who = add_command(commands, "who", "who had a tip at a moment, and who served its district then", run_who)
    who.add_argument("number", help="the number of the tip")
    who.add_argument("at", metavar="WHEN", help="a moment of Prague's clocks (2026-05-03T14:00)")


def run_absence(arguments: argparse.Namespace) -> int:
    """Enter an absence, or say what would follow of it."""
    from sync.server.accounts import people
    from sync.server.duty import service

    span = _span(arguments)
    with open_server(arguments) as server, server.database.write() as connection:
        officer_id = people.find(connection, arguments.login)
        cover_id = people.find(connection, arguments.cover) if arguments.cover else ""
        new = service.new_absence(officer_id, span, cover_id)
        if arguments.dry_run:
            planned = service.try_absence(connection, server, new)
        else:
            planned = service.enter_absence(connection, server, new, AbsenceKind(arguments.kind), "command")
        _say(connection, planned)
        if not arguments.dry_run:
            record(connection, server, "duty.absence", officer_id, absence=new.id)
    print("nothing was changed (--dry-run)" if arguments.dry_run else f"absence {new.id}")
    return 0


def run_swap(arguments: argparse.Namespace) -> int:
    """Enter a swap, or say what would follow of it."""
    from sync.server.accounts import people
    from sync.server.duty import service

    span = _span(arguments)
    with open_server(arguments) as server, server.database.write() as connection:
        both = (people.find(connection, arguments.login), people.find(connection, arguments.other))
        new = service.new_swap(*both, span)
        if arguments.dry_run:
            planned = service.try_swap(connection, server, new)
        else:
            planned = service.enter_swap(connection, server, new, "command")
        _say(connection, planned)
        if not arguments.dry_run:
            record(connection, server, "duty.swap", both[0], swap=new.id, other=both[1])
    print("nothing was changed (--dry-run)" if arguments.dry_run else f"swap    {new.id}")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """One line an absence or swap."""
    from sync.server.duty import repository

    with open_server(arguments) as server, server.database.read() as connection:
        names = repository.names(connection)
        for one in repository.absences(connection, server.now()):
            away = one.absence
            chosen = f", {names[away.cover_id]} stands in" if away.cover_id else ""
            said = f"{names[away.officer_id]} is away ({one.kind.value}) {words.span(away.span)}{chosen}"
            print(printable(f"{away.id}  {said}"))
        for swap in repository.calendar(connection, server.now(), planned=False).swaps:
            both = f"{names[swap.first_id]} and {names[swap.second_id]}"
            print(printable(f"{swap.id}  {both} change {words.span(swap.span)}"))
    return 0


def run_take_back(arguments: argparse.Namespace) -> int:
    """End it; what was so far stays known."""
    from sync.server.duty import service

    with open_server(arguments) as server, server.database.write() as connection:
        if not service.take_back(connection, server, arguments.id):
            raise CommandRefused("there is no absence or swap of this id that runs or is to come")
        record(connection, server, "duty.take_back", arguments.id)
    print("done: covers that were made of it have ended, what was so far stays known")
    return 0


def run_backups(arguments: argparse.Namespace) -> int:
    """Write the order of a district's backups."""
    from sync.server.accounts import people
    from sync.server.districts.repository import all_districts
    from sync.server.duty import repository, service

    if len(set(arguments.logins)) < len(arguments.logins):
        raise CommandRefused("somebody is named twice")
    with open_server(arguments) as server, server.database.write() as connection:
        if arguments.district not in {one.id for one in all_districts(connection)}:
            raise CommandRefused(f"there is no district {printable(arguments.district)}")
        officer_ids = [people.find(connection, login) for login in arguments.logins]
        names = repository.names(connection)
        gaps = [
            "warning: " + words.gap(one, names)
            for one in service.try_backups(connection, server, arguments.district, officer_ids)
        ]
        if arguments.dry_run:
            print(printable("\n".join([*gaps, "nothing was changed (--dry-run)"])))
            return 0
        if gaps and not arguments.yes:
            raise CommandRefused("\n  ".join(["nothing was changed; look at this and say --yes:", *gaps]))
        service.set_backups(connection, server, arguments.district, officer_ids)
        record(connection, server, "duty.backups", arguments.district, officers=officer_ids)
    print("done: devices follow at their next sync")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Say what is missing; exit code 1 where something is."""
    from sync.server.duty import checking

    with open_server(arguments) as server, server.database.read() as connection:
        found = checking.check(connection, server, arguments.days)
    for line in words.checked(found):
        print(printable(line))
    return 0 if found.is_proven else 1


def run_who(arguments: argparse.Namespace) -> int:
    """From the story of the tip and the calendar of duties, as both were written then."""
    from sync.server.duty import checking, repository

    at = words.moment_of(arguments.at)
    with open_server(arguments) as server, server.database.read() as connection:
        if at is None or at > server.now():
            raise CommandRefused(f"not a moment of the past: {printable(arguments.at)} (2026-05-03T14:00 expected)")
        had = checking.who_had(connection, arguments.number, at)
        if had is None:
            raise CommandRefused(f"there is no tip {printable(arguments.number)}")
        if not had.is_known:
            raise CommandRefused(f"{printable(arguments.number)} had not come by then")
        names = repository.names(connection)
    print(
        printable(
            f"{had.number} was held by {names.get(had.holder_id, 'nobody')}, in {had.district_id or 'no district'}"
        )
    )
    for duty, is_away in had.serving:
        print(printable(f"  {duty.kind.value:<8} {names[duty.officer_id]}{' (away)' if is_away else ''}"))
    return 0


def _span(arguments: argparse.Namespace) -> Span:
    span = words.span_of(arguments.start, arguments.to)
    if span is None:
        raise CommandRefused(f"--from and --to are each {_WHEN}")
    return span


def _say(connection: Connection, planned: Planned | Refusal) -> None:
    from sync.server.duty import repository

    if isinstance(planned, Refusal):
        raise CommandRefused(words.REFUSED[planned])
    names = repository.names(connection)
    for cover in planned.covers:
        print(printable(f"{names[cover.officer_id]} stands in, in {cover.district_id}, {words.span(cover.span)}"))
    for gap in planned.gaps:
        print(printable("warning: " + words.gap(gap, names)))
