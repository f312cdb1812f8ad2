"""`okrskar-server tips import`: reads the whole file, says what is doubtful, then files it in slices."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server
from sync.server.imports.saying import bar, refused, say

if TYPE_CHECKING:
    from sync.server.imports.filing import Result
    from sync.server.imports.tips import Reading
    from sync.server.service import Server

CAUSES_SHOWN = 40


def add(subparsers: Subparsers) -> None:
    """Register `tips` with its subcommand."""
    tips = subparsers.add_parser("tips", help="tips from other systems")
    commands = tips.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = add_command(commands, "import", "file the tips of a JSON, JSON Lines or CSV file", run_tips)
    command.add_argument("file", metavar="FILE", type=Path, help="the tips")
    command.add_argument(
        "--mapping", type=Path, metavar="FILE.toml", help="what the members mean (known without: PlznITo, Open311)"
    )
    command.add_argument("--timezone", default="", metavar="ZONE", help="of local times, such as Europe/Prague")
    command.add_argument("--encoding", default="", metavar="NAME", help="such as windows-1250 (default: UTF-8)")
    command.add_argument("--skip-bad", action="store_true", help="file the others when some rows can not be read")
    command.add_argument("--yes", action="store_true", help="file also what is said to be doubtful")
    command.add_argument("--dry-run", action="store_true", help="only say what would be done")


def run_tips(arguments: argparse.Namespace) -> int:
    """Read, check, ask, file those that are not here yet, publish."""
    reading = _read_tips(arguments)
    _say(reading)
    if arguments.dry_run:
        return _dry_run(arguments, reading)
    _refuse_faults(arguments, reading)
    with open_server(arguments) as server:
        _refuse_strange_categories(server, reading)
        _refuse_doubts(arguments, [*reading.doubts, *_far(server, reading)])
        from sync.server.imports.filing import NotTaken, file_all

        try:
            with bar("filing") as update:
                result = file_all(server, reading, arguments.file, update)
        except NotTaken as error:
            raise refused(f"{error}; the tips before it were filed, and a second run goes on from there") from None
    _say_result(result)
    return 0


def _dry_run(arguments: argparse.Namespace, reading: "Reading") -> int:
    from sync.server.imports.filing import fresh
    from sync.server.tips.repository import known_ids

    doubts, words, strange = list(reading.doubts), "", ""
    try:
        with open_server(arguments) as server:
            doubts += _far(server, reading)
            strange = _strange_categories(server, reading)
            with server.database.read() as connection:
                new = fresh(reading, known_ids(connection))
        words = f"{len(new)} tips would be filed, {len(reading.drafts) - len(new)} are here already, or were erased"
    except CommandRefused as error:
        words = f"only the file was checked, for {error}"
    _refuse_faults(arguments, reading)
    if strange:
        raise refused(f"{strange}; nothing would be filed")
    _refuse_doubts(arguments, doubts)
    say(words)
    return 0


def _say(reading: "Reading") -> None:
    place = f"; {reading.without_place} without a position" if reading.without_place else ""
    title = f"; {reading.without_title} without a title got one" if reading.without_title else ""
    say(f"{len(reading.drafts)} tips read as {reading.mapping}{place}{title}")
    for remark in reading.remarks:
        say(f"note: {remark}")


def _refuse_faults(arguments: argparse.Namespace, reading: "Reading") -> None:
    if not reading.faults:
        return
    causes = reading.causes()
    shown = "\n  ".join(str(cause) for cause in causes[:CAUSES_SHOWN])
    more = f"\n  and {len(causes) - CAUSES_SHOWN} other causes" if len(causes) > CAUSES_SHOWN else ""
    if not arguments.skip_bad:
        raise refused(
            f"{len(reading.faults)} rows of {arguments.file.name} can not be read, nothing was filed "
            f"(--skip-bad files the others):\n  {shown}{more}"
        )
    say(f"{len(reading.faults)} rows left out:\n  {shown}{more}")


def _refuse_doubts(arguments: argparse.Namespace, doubts: list[str]) -> None:
    if not doubts:
        return
    shown = "\n  ".join(doubts)
    if not arguments.yes:
        raise refused(
            f"{arguments.file.name} can be read and is doubtful, nothing was filed (--yes files it):\n  {shown}"
        )
    say(f"filed although:\n  {shown}")


def _far(server: "Server", reading: "Reading") -> list[str]:
    from sync.server.imports.doubts import far_from

    with server.database.read() as connection:
        bounds = server.lookups.get(connection).districts.bounds
    return far_from(bounds, reading.drafts) if bounds else []


def _refuse_strange_categories(server: "Server", reading: "Reading") -> None:
    strange = _strange_categories(server, reading)
    if strange:
        raise refused(f"{strange}; nothing was filed")


def _strange_categories(server: "Server", reading: "Reading") -> str:
    from sync.server.imports.doubts import strange_categories

    with server.database.read() as connection:
        known = server.lookups.get(connection).working_days.keys()
    return strange_categories(known, reading.drafts) if known else ""


def _say_result(result: "Result") -> None:
    known = f", {result.known} were here already, or were erased" if result.known else ""
    say(f"{result.filed} tips filed{known}")
    outside = result.by_district.pop("", 0)
    placed = ", ".join(f"{district} {count}" for district, count in sorted(result.by_district.items())[:12])
    rest = f" and {len(result.by_district) - 12} more districts" if len(result.by_district) > 12 else ""
    say(f"districts: {placed or 'none'}{rest}; outside all or without a position: {outside}")


def _read_tips(arguments: argparse.Namespace) -> "Reading":
    from sync.server.imports.mapping import BadMapping, read_mapping
    from sync.server.imports.tips import BadTips, read_tips

    path: Path = arguments.file
    try:
        mapping = read_mapping(arguments.mapping) if arguments.mapping else None
        with bar("reading") as update:
            return read_tips(path, mapping, arguments.timezone, update, encoding=arguments.encoding)
    except (BadMapping, BadTips) as error:
        raise refused(f"{error}; nothing was filed") from None
    except OSError as error:
        raise CommandRefused(f"{error.filename or path} can not be read: {error.strerror}") from None
