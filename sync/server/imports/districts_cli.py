"""`okrskar-server districts import`: says all that would change, asks, then replaces districts and moves tips."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server
from sync.server.imports.saying import bar, refused, say

if TYPE_CHECKING:
    from app.districts.geometry import Bounds
    from sync.server.districts.plan import Plan
    from sync.server.imports.districts import ReadDistricts
    from sync.server.service import Server

_MOST_MISSING = 20


def add(subparsers: Subparsers) -> None:
    """Register `districts` with its subcommand."""
    districts = subparsers.add_parser("districts", help="the districts of the city")
    commands = districts.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = add_command(commands, "import", "replace all districts by the polygons of a GeoJSON file", run_districts)
    command.add_argument("file", metavar="FILE.geojson", type=Path, help="a FeatureCollection (RFC 7946, WGS 84)")
    command.add_argument(
        "--id", default="", metavar="KEYS", help="properties that make up the id, comma between (default: found)"
    )
    command.add_argument("--name", default="", metavar="KEYS", help="properties that make up the name (default: found)")
    command.add_argument("--swap", action="store_true", help="the file has latitude first: turn its coordinates")
    command.add_argument("--yes", action="store_true", help="do also what changes or ends something, or is doubtful")
    command.add_argument("--dry-run", action="store_true", help="only say what would be done")


def run_districts(arguments: argparse.Namespace) -> int:
    """Read, check, say, replace, publish, move."""
    read = _read(arguments)
    made_of = " and ".join(read.labels.id_keys) or "the features' ids"
    example = read.districts[0]
    say(f'{len(read.districts)} districts; ids from {made_of}, such as "{example.id}" ({example.name})')
    if read.turned:
        say(f"{read.turned} rings ran the wrong way round (RFC 7946 §3.1.6) and were turned")
    if arguments.dry_run:
        return _dry_run(arguments, read)
    with open_server(arguments) as server:
        made = _plan(server, read)
        _ask(arguments, read, made, _bounds(server), _missing(server, read))
        moved = _apply(server, read, made, arguments.file)
    removed = len(made.removed)
    say(
        f"{len(made.added)} added, {len({*made.reshaped, *made.retitled})} changed, {removed} removed; "
        f"{moved} tips moved to another district"
    )
    return 0


def _dry_run(arguments: argparse.Namespace, read: "ReadDistricts") -> int:
    from sync.server.districts.plan import Plan

    made, bounds, missing, words = Plan(), None, list[str](), ""
    try:
        with open_server(arguments) as server:
            made, bounds, missing = _plan(server, read), _bounds(server), _missing(server, read)
    except CommandRefused as error:
        words = f"only the file was checked, for {error}"
    _ask(arguments, read, made, bounds, missing)
    if words:
        say(words)
    return 0


def _read(arguments: argparse.Namespace) -> "ReadDistricts":
    from sync.server.imports.districts import read_districts
    from sync.server.imports.geojson import BadGeoJson
    from sync.server.imports.labels import NoLabels

    path: Path = arguments.file
    try:
        return read_districts(path, _keys(arguments.id), _keys(arguments.name), swap=arguments.swap)
    except BadGeoJson as error:
        lines = "\n  ".join(str(fault) for fault in error.faults)
        raise refused(f"{path} was refused, nothing was changed:\n  {lines}") from None
    except NoLabels as error:
        raise refused(f"{path} was refused, nothing was changed: {error}") from None
    except OSError as error:
        raise refused(f"{path} can not be read: {error.strerror}") from None


def _plan(server: "Server", read: "ReadDistricts") -> "Plan":
    from sync.server.districts.plan import plan

    with server.database.read() as connection:
        return plan(connection, read.districts, server.settings.near_district_metres, server.now())


def _bounds(server: "Server") -> "Bounds | None":
    with server.database.read() as connection:
        return server.lookups.get(connection).districts.bounds


def _missing(server: "Server", read: "ReadDistricts") -> list[str]:
    """Where by these borders an address would have no officer on the next days, or no district, that has one now."""
    from sync.server.duty import checking, words

    with server.database.read() as connection:
        before, after = checking.check(connection, server), checking.check(connection, server, borders=read.districts)
    fresh = replace(after, gaps=checking.fresh(before, after))
    said = set(words.checked(before))
    lines = [] if fresh.is_proven else [line for line in words.checked(fresh) if line not in said]
    more = len(lines) - _MOST_MISSING
    return [*lines[:_MOST_MISSING], *([f"and {more} more like these: see `duty check`"] if more > 0 else [])]


def _ask(
    arguments: argparse.Namespace,
    read: "ReadDistricts",
    made: "Plan",
    bounds: "Bounds | None",
    missing: list[str],
) -> None:
    from sync.server.districts.plan import described
    from sync.server.imports.area_doubts import doubts

    doubtful = doubts(read.districts, read.crs, bounds)
    changes = [*described(made), *(f"then, on the next days, {line}" for line in missing)]
    for line in changes:
        say(line)
    asked = [*doubtful, *([] if made.is_first and not made.tips else ["what is said above changes"])]
    if asked and not arguments.yes:
        shown = "\n  ".join([*changes, *doubtful])
        raise refused(f"nothing was changed; look at this and say --yes:\n  {shown}")
    for line in doubtful:
        say(f"done although: {line}")


def _apply(server: "Server", read: "ReadDistricts", made: "Plan", file: Path) -> int:
    from sync.server.districts.moves import displaced, move, slices
    from sync.server.districts.service import DistrictService
    from sync.server.feed.publish import publish
    from sync.server.imports.record import record

    with server.database.write() as connection:
        replaced = DistrictService(server).replace(connection, read.districts)
        record(
            connection, server.now(), "districts.import", file, added=replaced.added, changed=replaced.changed,
            removed=replaced.removed, tips=len(made.tips),
        )  # fmt: skip
        publish(connection, replaced.steps, server.now())
    with server.database.read() as connection:
        moved = displaced(connection, server.lookups.get(connection).districts)
    done = 0
    with bar("moving tips") as update:
        for part in slices(moved):
            with server.database.write() as connection:
                publish(connection, move(connection, part, server.now()), server.now())
            done += len(part)
            update(done, len(moved))
    return done


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(",") if key.strip())
