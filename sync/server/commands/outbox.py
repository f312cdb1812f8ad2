"""`okrskar-server outbox import`: the work of a device that can not get through, carried here in its signed file."""

import argparse
import math
from collections import Counter
from pathlib import Path

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server
from sync.server.commands.printing import printable


def add(subparsers: Subparsers) -> None:
    """Register `outbox` with its subcommand."""
    parser = subparsers.add_parser("outbox", help="work carried here in a file from a device that can not get through")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = add_command(
        commands, "import", "take in the signed outbox that a device exported; twice is harmless", run
    )
    command.add_argument("file", metavar="FILE", type=Path, help="the exported outbox")


def run(arguments: argparse.Namespace) -> int:
    """0 where all of it was taken, 1 where something needs a person."""
    from sync.server.push.carried import Carried, CarriedRefused, SetAside, take_file

    path: Path = arguments.file
    try:
        with path.open("rb") as file, open_server(arguments) as server:
            done = take_file(server, file)
    except CarriedRefused as error:
        raise CommandRefused(f"{path}: {error}") from None
    except OSError as error:
        raise CommandRefused(f"{error.filename or path}: {error.strerror}") from None
    match done:
        case SetAside(device_id, operations, held=held, wait=wait):
            print(
                f"device {device_id} is out of service: {operations} operations set aside in quarantine, none applied"
            )
            _say_held(held, wait)
            return 1
        case Carried(device_id, verdicts, photos, refused, held, wait):
            counts = Counter(verdict.verdict.value for verdict in verdicts)
            told = ", ".join(f"{counts[kind]} {kind}" for kind in ("applied", "merged", "rejected"))
            print(f"device {device_id}: {len(verdicts)} operations ({told}), {photos} photos")
            for verdict in verdicts:
                if verdict.code is not None:
                    print(f"  {verdict.verdict.value} {verdict.id}: {verdict.code.value}")
            for line in refused:
                print(f"  photo refused {printable(line)}")
            _say_held(held, wait)
            return 1 if refused or held else 0


def _say_held(held: int, wait: float) -> None:
    if held:
        print(
            f"  {held} operations not taken: there is no more room today for what nobody can read; "
            f"keep the file and import it again in {math.ceil(wait / 60)} minutes"
        )
