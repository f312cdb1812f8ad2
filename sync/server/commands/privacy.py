"""`okrskar-server privacy deadlines | choose | clocks | clock | readers | category | forget`: how long what is kept of
people, by when what is no tip has to be answered and who reads it, what is never shown, what is over its deadline."""

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
    category = add_command(inner, "category", "whether anything of a category's tips may be shown", run_category)
    category.add_argument("id", help="the category's, such as noise")
    category.add_argument("state", choices=["private", "open"])
    add_command(inner, "clocks", "by when what is no tip is to be answered, for the city's lawyer", run_clocks)
    clock = add_command(inner, "clock", "let a kind have so many hours from now on; what has come keeps its", run_clock)
    clock.add_argument("kind", help="as privacy clocks says it")
    clock.add_argument("hours", type=int)
    readers = add_command(inner, "readers", "who alone reads complaints; without a login, who it is now", run_readers)
    readers.add_argument("login", nargs="*", help="a supervisor's or an administrator's")
    readers.add_argument("--nobody", action="store_true", help="name nobody any more: administrators read them")
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


def run_clocks(arguments: argparse.Namespace) -> int:
    """One line each: kind, hours, what may be chosen."""
    from sync.server.submissions.clocks import TABLE
    from sync.server.submissions.service import hours

    with open_server(arguments) as server, server.database.read() as connection:
        known = hours(connection)
    for one in TABLE:
        print(f"{one.kind:12} {known[one.kind]:5} hours ({one.least}–{one.most}, default {one.hours})")
    return 0


def run_clock(arguments: argparse.Namespace) -> int:
    """What comes from now on goes by it."""
    from sync.server.submissions.service import choose

    with open_server(arguments) as server, server.database.write() as connection:
        why = choose(connection, arguments.kind, arguments.hours)
        if why:
            raise CommandRefused(why)
        record(connection, server, "submission.clock", arguments.kind, hours=arguments.hours)
    print(f"done: what comes as {arguments.kind} from now on is to be answered within {arguments.hours} hours")
    return 0


def run_readers(arguments: argparse.Namespace) -> int:
    """One line each, or the new ones from this moment on. Whom a complaint is about never reads it all the same."""
    from sync.server.accounts.repository import accounts_by_id
    from sync.server.submissions.repository import complaint_readers
    from sync.server.submissions.service import choose_readers

    with open_server(arguments) as server, server.database.write() as connection:
        logins = {one.login: one.id for one in accounts_by_id(connection)}
        if arguments.login or arguments.nobody:
            wanted = [logins.get(login, "") for login in arguments.login if not arguments.nobody]
            if choose_readers(connection, wanted) is not None:
                raise CommandRefused("complaints are read by supervisors and administrators who are in use: name those")
            record(connection, server, "submission.readers", named=sorted(wanted))
        named = complaint_readers(connection)
    for login in sorted(login for login, one in logins.items() if one in named):
        print(login)
    if not named:
        print("nobody is named: administrators read complaints")
    return 0


def run_category(arguments: argparse.Namespace) -> int:
    """From this moment nothing of its tips is shown, or what was released and not withdrawn is shown again."""
    import msgspec

    from sync.server.districts.repository import find_category
    from sync.server.districts.service import DistrictService
    from sync.server.feed.publish import publish

    private = arguments.state == "private"
    with open_server(arguments) as server, server.database.write() as connection:
        known = find_category(connection, arguments.id)
        if known is None:
            raise CommandRefused(f"there is no category {arguments.id!r}")
        steps = DistrictService(server).add_categories(connection, [msgspec.structs.replace(known, private=private)])
        record(connection, server, "privacy.category", arguments.id, state=arguments.state)
        publish(connection, steps, server.now())
    print(f"done: {known.name} is {arguments.state}")
    return 0


def run_forget(arguments: argparse.Namespace) -> int:
    """What the daily jobs do, at once; whether the clock may be believed is for who asks to know."""
    from sync.server.privacy.jobs import conversations, pictures, submissions

    with open_server(arguments) as server:
        said, shown, others = conversations(server), pictures(server), submissions(server)
    print(f"forgotten: who sent {said} tips and what was said about them, the photos of {shown} tips", end="")
    print(f", {others} submissions that were no tips")
    return 0
