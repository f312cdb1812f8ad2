"""`okrskar-server ratings surface | release | publish | bursts | import`: what is made of ratings; those of a file."""

import argparse

from app.tips.titles import one_line
from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.printing import printable


def add(subparsers: Subparsers) -> None:
    """Register the subcommands."""
    ratings = subparsers.add_parser("ratings", help="ratings of residents and the safety surface")
    inner = ratings.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_command(inner, "surface", "make the safety surface now and publish what changed", run_surface)
    add_command(inner, "release", "write the public map of the last month, if it is not written yet", run_release)
    add_command(inner, "publish", "bring what residents may read of the town to what is so now", run_publish)
    bursts = add_command(inner, "bursts", "ratings that came too fast: those set aside, and why", run_bursts)
    decision = bursts.add_mutually_exclusive_group()
    decision.add_argument("--count", metavar="ID", help="let a burst count")
    decision.add_argument("--set-aside", metavar="ID", help="set it aside again")
    bursts.add_argument("--because", metavar="WORDS", default="", help="why, for whoever asks later")
    file = add_command(inner, "import", "take in ratings from a CSV file, as of paper sheets, all or none", run_import)
    file.add_argument("file", metavar="RATINGS.csv", help="columns lat, lon, slice (day|night), answer and more")


def run_surface(arguments: argparse.Namespace) -> int:
    """What the nightly job does."""
    from sync.server.ratings import surface

    with open_server(arguments) as server:
        done = server.database.durably(lambda connection: surface.make(connection, server))
    print(f"ratings that count: {done.ratings}, set aside as bursts: {done.aside}")
    print(f"cells: {done.cells}, of which something else is to be said: {done.published}, gone: {done.gone}")
    return 0


def run_release(arguments: argparse.Namespace) -> int:
    """What the monthly job does."""
    from sync.server.ratings import releases

    with open_server(arguments) as server:
        released = server.database.durably(lambda connection: releases.make(connection, server))
    if released is None:
        print("the last month is published already; a release never changes")
    else:
        print(f"published: {released.month} with {len(released.lines)} lines")
    return 0


def run_publish(arguments: argparse.Namespace) -> int:
    """What the job does every few hours."""
    from sync.server.published import service

    with open_server(arguments) as server:
        done = server.database.durably(lambda connection: service.make(connection, server))
    print(
        f"public documents: {done.documents}, of which something else is to be said: {done.written}, gone: {done.gone}"
    )
    return 0


def run_bursts(arguments: argparse.Namespace) -> int:
    """One line a burst, or the decision on one."""
    from sync.server.ratings import bursts, repository

    chosen = arguments.count or arguments.set_aside
    with open_server(arguments) as server:
        if chosen is not None:
            is_aside = arguments.count is None
            what = bursts.Decision.LEAVE_OUT if is_aside else bursts.Decision.COUNT
            with server.database.write() as connection:
                why = one_line(arguments.because)[: bursts.MOST_REASON]
                said = bursts.Said(what, by="command", now=server.now(), reason=why)
                if bursts.decide(connection, chosen, said) is bursts.Trouble.GONE:
                    raise CommandRefused(f"there is no burst {chosen}")
                record(connection, server, "ratings.burst", chosen, what=what.value)
            print(f"{'set aside' if is_aside else 'counts'}: felt once the surface is made anew")
            return 0
        with server.database.read() as connection:
            found = repository.bursts(connection)
    for one in found:
        state = "aside " if one.is_aside else "counts"
        print(
            f"{state} {one.id}  cell {one.cell:x}  {one.first} … {one.last}  {one.ratings} ratings, "
            f"{one.most_in_a_day} in a day, {one.believed} are believed (usual: {one.baseline_per_day:.2f} a day)"
        )
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Take the file in, all of its rows or none; the same file a second time has no effect."""
    from sync.server.analyse.reading import BadInput
    from sync.server.ratings.importing import RowsRefused, incoming_of
    from sync.server.ratings.service import Accepted, accept

    with open_server(arguments) as server:
        try:
            incoming = incoming_of(arguments.file, server.settings.clock())
        except BadInput as error:
            raise CommandRefused(str(error)) from None
        except RowsRefused as error:
            raise CommandRefused("nothing was taken in:\n" + "\n".join(map(printable, error.lines))) from None
        with server.database.write() as connection:
            answers = accept(connection, server, incoming)
            outside = [number for number, one in enumerate(answers, start=2) if not isinstance(one, Accepted)]
            if outside:
                rows = ", ".join(map(str, outside[:20]))
                raise CommandRefused(f"nothing was taken in: in no district: rows {rows}")
            record(connection, server, "ratings.import", arguments.file, ratings=len(answers))
    print(f"taken in: {len(answers)} ratings")
    return 0
