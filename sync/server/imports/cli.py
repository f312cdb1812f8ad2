"""`okrskar-server districts import` and `tips import`: whole files in one transaction, or a refusal in words."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID
    from sqlalchemy.engine import Connection

    from sync.server.feed.publish import Step
    from sync.server.imports.tips import Reading
    from sync.server.service import Server

IMPORT_LOGIN = "import"
FAULTS_SHOWN = 20


def add(subparsers: Subparsers) -> None:
    """Register `districts` and `tips` with their subcommands."""
    districts = subparsers.add_parser("districts", help="the districts of the city")
    commands = districts.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = add_command(commands, "import", "replace all districts by the polygons of a GeoJSON file", run_districts)
    command.add_argument("file", metavar="FILE.geojson", type=Path, help="a FeatureCollection (RFC 7946, WGS 84)")
    command.add_argument(
        "--id", default="", metavar="KEYS", help="properties that make up the id, comma between (default: found)"
    )
    command.add_argument("--name", default="", metavar="KEYS", help="properties that make up the name (default: found)")
    command.add_argument("--dry-run", action="store_true", help="only read and check the file")

    tips = subparsers.add_parser("tips", help="tips from other systems")
    commands = tips.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = add_command(commands, "import", "file the tips of a JSON, JSON Lines or CSV file", run_tips)
    command.add_argument("file", metavar="FILE", type=Path, help="the tips")
    command.add_argument(
        "--mapping", type=Path, metavar="FILE.toml", help="what the members mean (known without: PlznITo, Open311)"
    )
    command.add_argument("--timezone", default="", metavar="ZONE", help="of local times, such as Europe/Prague")
    command.add_argument("--skip-bad", action="store_true", help="file the others when some tips can not be read")
    command.add_argument("--dry-run", action="store_true", help="only read and check the file")


def run_districts(arguments: argparse.Namespace) -> int:
    """Read, check, replace, publish."""
    from sync.server.districts.service import DistrictService
    from sync.server.feed.publish import publish
    from sync.server.imports.districts import read_districts
    from sync.server.imports.geojson import BadGeoJson
    from sync.server.imports.labels import NoLabels

    path: Path = arguments.file
    try:
        read = read_districts(path, _keys(arguments.id), _keys(arguments.name))
    except BadGeoJson as error:
        lines = "\n  ".join(str(fault) for fault in error.faults)
        raise CommandRefused(f"{path} was refused, nothing was changed:\n  {lines}") from None
    except NoLabels as error:
        raise CommandRefused(f"{path} was refused, nothing was changed: {error}") from None
    except OSError as error:
        raise CommandRefused(f"{path} can not be read: {error.strerror}") from None
    made_of = " and ".join(read.labels.id_keys) or "the features' ids"
    example = read.districts[0]
    print(f'{len(read.districts)} districts; ids from {made_of}, such as "{example.id}" ({example.name})')
    if read.turned:
        print(f"{read.turned} rings ran the wrong way round (RFC 7946 §3.1.6) and were turned")
    if arguments.dry_run:
        return 0
    with open_server(arguments) as server:
        with server.database.write() as connection:
            replaced = DistrictService(server).replace_all(connection, read.districts)
            publish(connection, replaced.steps, server.now())
        print(
            f"{replaced.added} added, {replaced.changed} changed, {replaced.removed} removed; "
            f"{replaced.tips_moved} tips moved to another district"
        )
    return 0


def run_tips(arguments: argparse.Namespace) -> int:
    """Read, check, file those that are not here yet, publish."""
    reading = _read_tips(arguments)
    print(f"{len(reading.drafts)} tips read as {reading.mapping}", end="")
    print(f"; {reading.without_place} without a position" if reading.without_place else "", end="")
    print(f"; {reading.without_title} without a title got one" if reading.without_title else "")
    if reading.faults:
        shown = "\n  ".join(str(fault) for fault in reading.faults[:FAULTS_SHOWN])
        more = f"\n  and {len(reading.faults) - FAULTS_SHOWN} more" if len(reading.faults) > FAULTS_SHOWN else ""
        if not arguments.skip_bad:
            raise CommandRefused(
                f"{len(reading.faults)} tips can not be read, nothing was filed (--skip-bad files the others):\n"
                f"  {shown}{more}"
            )
        print(f"{len(reading.faults)} tips left out:\n  {shown}{more}")
    if arguments.dry_run:
        return 0
    with open_server(arguments) as server:
        filed, known, by_district = _file(server, reading)
    print(f"{filed} tips filed" + (f", {known} were here already, or were erased" if known else ""))
    outside = by_district.pop("", 0)
    placed = ", ".join(f"{district} {count}" for district, count in sorted(by_district.items())[:12])
    rest = f" and {len(by_district) - 12} more districts" if len(by_district) > 12 else ""
    print(f"districts: {placed or 'none'}{rest}; outside all or without a position: {outside}")
    return 0


def _read_tips(arguments: argparse.Namespace) -> "Reading":
    from sync.server.imports.mapping import BadMapping, read_mapping
    from sync.server.imports.tips import BadTips, read_tips

    path: Path = arguments.file
    try:
        mapping = read_mapping(arguments.mapping) if arguments.mapping else None
        with _bar("reading") as (bar, task):
            return read_tips(
                path, mapping, arguments.timezone, lambda done, total: bar.update(task, completed=done, total=total)
            )
    except (BadMapping, BadTips) as error:
        raise CommandRefused(f"{error}; nothing was filed") from None
    except OSError as error:
        raise CommandRefused(f"{error.filename or path} can not be read: {error.strerror}") from None


def _file(server: "Server", reading: "Reading") -> tuple[int, int, dict[str, int]]:
    from collections import Counter

    import sqlalchemy as sa

    from sync.server import schema
    from sync.server.feed.publish import publish
    from sync.server.imports.incoming import incoming
    from sync.server.tips.service import TipService

    with server.database.write() as connection:
        by, steps = _importer(connection, server)
        known = set(connection.execute(sa.select(schema.tip.c.id).union(sa.select(schema.erased.c.row_id))).scalars())
        items = [incoming(draft, reading.mapping, lambda _draft: by) for draft in reading.drafts]
        fresh = list({item.tip.id: item for item in items if item.tip.id not in known}.values())
        with _bar("filing", len(fresh)) as (bar, task):
            filed = TipService(server).file_many(connection, fresh, lambda done: bar.update(task, completed=done))
        publish(connection, [*steps, *filed.steps], server.now())
    return len(filed.tips), len(items) - len(fresh), dict(Counter(tip.district_id for tip in filed.tips))


def _importer(connection: "Connection", server: "Server") -> tuple[str, list["Step"]]:
    """The account that stands for the people of other systems: it can not sign in."""
    import sqlalchemy as sa

    from app.accounts.domain import Role
    from sync.server import schema
    from sync.server.accounts.people import NewAccount, add_account, row_steps

    account = schema.account.c
    known = connection.execute(sa.select(account.id).where(account.login == IMPORT_LOGIN)).scalar()
    if known is not None:
        return str(known), []
    now = server.now()
    officer_id = add_account(connection, NewAccount(IMPORT_LOGIN, "Převzato z jiného systému", Role.ANALYST), now)
    connection.execute(sa.update(schema.account).where(account.id == officer_id).values(active=False))
    return officer_id, row_steps(connection, now, officer_id)


@contextmanager
def _bar(words: str, total: int | None = None) -> Iterator[tuple["Progress", "TaskID"]]:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        yield bar, bar.add_task(words, total=total)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(",") if key.strip())
