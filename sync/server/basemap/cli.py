"""`okrskar-server basemap build`: an OpenStreetMap extract becomes the map that every device fetches."""

import argparse
import tempfile
from pathlib import Path
from typing import assert_never

from sync.server.basemap.outcomes import Built, ExtractMissing, NotAnExtract, NothingToDraw, NotWritten
from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server


def add(subparsers: Subparsers) -> None:
    """Register `basemap` with its subcommand."""
    parser = subparsers.add_parser("basemap", help="the map that devices carry")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = add_command(commands, "build", "build the basemap from an OpenStreetMap extract (.osm.pbf)", run)
    command.add_argument("extract", metavar="FILE.osm.pbf", type=Path, help="the extract; user names are left out")
    command.add_argument(
        "--output", metavar="FILE", type=Path, help="only write the bundle to this file; devices are not offered it"
    )


def run(arguments: argparse.Namespace) -> int:
    """Build the bundle and offer it to the devices, or only write it."""
    if arguments.output is not None:
        print(_described(_build(arguments.extract, arguments.output)))
        return 0
    from sync.server.basemap.offer import BundleRefused, offer

    with open_server(arguments) as server, tempfile.TemporaryDirectory(prefix="okrskar-basemap-") as folder:
        built = _build(arguments.extract, Path(folder) / "basemap.okrskar")
        try:
            with server.database.write() as connection:
                offer(connection, server.settings.files, built, server.now())
        except BundleRefused as error:
            raise CommandRefused(f"the map that was built can not be offered: {error}") from None
        print(_described(built))
        print("devices fetch it with their next sync")
    return 0


def _build(extract: Path, target: Path) -> Built:
    from rich.console import Console
    from rich.progress import Progress

    from sync.server.basemap import build as building

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("building the basemap", total=None)
        outcome = building.build(extract, target, lambda done, steps: bar.update(task, completed=done, total=steps))
    match outcome:
        case Built():
            return outcome
        case ExtractMissing(path=path):
            raise CommandRefused(f"there is no file {path}")
        case NotAnExtract(path=path, reason=reason):
            raise CommandRefused(f"{path} can not be read as an OpenStreetMap extract (.osm.pbf): {reason}")
        case NothingToDraw(path=path, reason=reason):
            raise CommandRefused(f"{path} can be read and there is no map in it: {reason}")
        case NotWritten(path=path, reason=reason):
            raise CommandRefused(f"{path} could not be written: {reason}; nothing is left behind")
        case _:
            assert_never(outcome)


def _described(built: Built) -> str:
    layers = ", ".join(f"{count} {name}" for name, count in built.features.items())
    return (
        f"basemap of {built.size:,} bytes, {built.tiles} tiles: {layers}\n"
        f"search: {built.streets} streets, {built.houses} house numbers, {built.places} places\n"
        f"sha256 {built.sha256}" + "".join(f"\nnote: {remark}" for remark in built.remarks)
    )
