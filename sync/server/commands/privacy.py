"""`okrskar-server privacy deadlines | choose | forget`: how long what is kept of people, and what is over it."""

from __future__ import annotations

import argparse

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record


def add(subparsers: Subparsers) -> None:
    """Register the subcommands."""
    privacy = subparsers.add_parser("privacy", help="how long what is kept of people")
    inner = privacy.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_command(inner, "deadlines", "the deadlines in force, for the city's lawyer to confirm", run_deadlines)
    choose = add_command(inner, "choose", "let one of them be so many days; the pages say it at once", run_choose)
    choose.add_argument("name", help="as privacy deadlines says it")
    choose.add_argument("days", type=int)
    add_command(inner, "forget", "forget now what is over its deadline of closed tips", run_forget)


def run_deadlines(arguments: argparse.Namespace) -> int:
    """One line each: what, days, since when, by which job, what may be chosen."""
    from sync.server.privacy.deadlines import TABLE
    from sync.server.privacy.service import deadlines

    with open_server(arguments) as server, server.database.read() as connection:
        known = deadlines(connection)
    for one in TABLE:
        days, bounds = known[one.name], "fixed" if one.least == one.most else f"{one.least}–{one.most}"
        print(f"{one.name:14} {days:5} days since {one.since:8} by {one.job:22} ({bounds}, default {one.days})")
    return 0


def run_choose(arguments: argparse.Namespace) -> int:
    """The jobs go by it from their next run on."""
    from sync.server.privacy.service import choose

    with open_server(arguments) as server, server.database.write() as connection:
        why = choose(connection, server, arguments.name, arguments.days)
        if why:
            raise CommandRefused(why)
        record(connection, server, "privacy.choose", arguments.name, days=arguments.days)
    print(f"done: {arguments.name} are kept {arguments.days} days; what is over that goes within a day")
    return 0


def run_forget(arguments: argparse.Namespace) -> int:
    """What the daily jobs do, at once; whether the clock may be believed is for who asks to know."""
    from sync.server.privacy.jobs import conversations, pictures, submissions

    with open_server(arguments) as server:
        said, shown, others = conversations(server), pictures(server), submissions(server)
    print(f"forgotten: who sent {said} tips and what was said about them, the photos of {shown} tips", end="")
    print(f", {others} submissions that were no tips")
    return 0
