"""`okrskar-server demo`: put the demo city into an empty server."""

import argparse
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server

_YEARS = (2000, 2099)


def add(subparsers: Subparsers) -> None:
    """Register the subcommand."""
    command = add_command(subparsers, "demo", "put the demo city into an empty server (persons are made up)", run)
    command.add_argument("--seed", type=int, default=431, help="the same seed and day give the same city")
    command.add_argument(
        "--as-of", metavar="DATE", default="", help="the city's last day, such as 2026-05-04 (default: now)"
    )
    command.add_argument("--json", action="store_true", help="print the one-time codes as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Make the tables if need be, found the city, print the codes to enrol devices with."""
    from rich.console import Console
    from rich.progress import Progress

    from sync.server.demo.city import BasemapRefused, NotEmpty, found
    from sync.server.ground import meta
    from sync.server.ground.upgrade import upgrade

    as_of = _moment(arguments.as_of)
    console = Console(stderr=True)
    with (
        open_server(arguments, initialised=False) as server,
        tempfile.TemporaryDirectory(prefix="okrskar-demo-") as folder,
        Progress(console=console, transient=True, disable=not console.is_terminal) as bar,
    ):
        upgrade(server.database)
        server.settings.files.mkdir(parents=True, exist_ok=True)
        with server.database.write() as connection:
            if not meta.read(connection, meta.INCARNATION):
                meta.bump_incarnation(connection)
        task = bar.add_task("the demo city", total=None)
        try:
            founded = found(
                server,
                as_of,
                arguments.seed,
                Path(folder),
                lambda words, done, total: bar.update(task, description=words, completed=done, total=total),
            )
        except NotEmpty:
            raise CommandRefused("this server holds data already; the demo city needs an empty one") from None
        except BasemapRefused as error:
            raise CommandRefused(f"the map could not be drawn: {error}") from None
    if arguments.json:
        print(json.dumps({"codes": founded.codes, "people": founded.people}, ensure_ascii=False))
        return 0
    print(f"The demo city stands: {founded.tips} tips on devices, {founded.patrol_notes} patrol notes.")
    print("All its persons are made up.")
    print("One-time codes to enrol a device:")
    for login, code in founded.codes.items():
        print(f"  {login:12} {code}")
    return 0


def _moment(text: str) -> datetime:
    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandRefused(f"{text!r} is no date; an example is 2026-05-04") from None
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise CommandRefused(f"{text!r}: the demo city lives between {_YEARS[0]} and {_YEARS[1]}")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
