"""The public map: one release a month, written once. It never changes, whatever becomes of the ratings afterwards.

Only the pooled slice is ever published: with all three, the difference of two would tell of the third. Once a cell was
counted with a district it stays with it while there is that district, wherever the border goes: the difference of two
months would tell of the cells between the two borders.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import msgspec
import numpy as np
from sqlalchemy.engine import Connection

from app.analysis.counted_ratings import CountedRatings
from app.analysis.safety_surface import SafetySurface, public_snapshot, safety_surface
from app.calendar import prague_day
from app.ratings.domain import CellClass, Release, ReleasedLine
from app.safety.classes import CellClass as Judged
from app.safety.grid import cell_named, name_of
from app.safety.release import Group, Level, Line, Snapshot
from app.safety.weights import months_before
from sync.server.ground.documents import parse, render
from sync.server.ratings import bursts, repository
from sync.server.ratings.addresses import addresses_by_cell
from sync.server.ratings.service import SETTINGS
from sync.server.ratings.surface import all_ratings
from sync.server.service import Server

NAME: Final = "release"
_WITH_CELL: Final = (Level.CELL.value, Level.PARENT.value)
_WITH_DISTRICT: Final = (Level.PARENT.value, Level.DISTRICT.value)


_Contribution = tuple[int, int, int, float]


class _Behind(msgspec.Struct, frozen=True):
    """Who and what stood behind each of the lines, in their order: respondent, night, unsafe, day. Never published.

    ``districts``: the district of each cell that was ever counted. ``earlier``: what the months before said of groups
    of which nothing is said now; what stood behind it comes after what stands behind the lines.
    """

    lines: tuple[tuple[_Contribution, ...], ...]
    districts: dict[int, str] = {}
    earlier: tuple[ReleasedLine, ...] = ()


def make(connection: Connection, server: Server) -> Release | None:
    """Write the release of the last month that is over (Prague's); None where there is one. Raises OSError."""
    last = prague_day(server.settings.clock()).replace(day=1) - timedelta(days=1)
    return make_of(connection, server, last)


def make_of(connection: Connection, server: Server, last: date) -> Release | None:
    """The release of the month that ended with that day; None where there is one, or one of a later month."""
    repository.one_at_a_time(connection, NAME)
    month, before = f"{last:%Y-%m}", repository.newest_release(connection)
    if before is not None and before.month >= month:
        return None
    districts = server.lookups.get(connection).districts
    behind = _Behind(()) if before is None else parse(before.basis, _Behind)
    table = _counted(connection, server, last)
    district_of = behind.districts
    if table is not None:
        table, district_of = _settled(table, districts.ids, district_of)
    previous = Snapshot() if before is None else _snapshot(before, behind, district_of, districts.ids)
    addresses = addresses_by_cell(connection, server, SETTINGS.resolution)
    now = Snapshot() if table is None else _published(table, last, previous, addresses)
    earlier = sorted(previous.lines.keys() - now.lines.keys())
    people = [now.basis[group] for group in sorted(now.lines)] + [previous.basis[group] for group in earlier]
    release = Release(month, server.now(), _told(now.lines, sorted(now.lines), districts.ids))
    behind = _Behind(
        tuple(tuple(sorted(one)) for one in people), district_of, _told(previous.lines, earlier, districts.ids)
    )
    values: dict[str, object] = {"month": month, "made_at": release.made_at, "lines": render(release)}
    repository.add_release(connection, values | {"basis": render(behind)})
    repository.forget_basis(connection, month)
    return release


def newest(connection: Connection) -> Release | None:
    """The newest release, as pages show it."""
    row = repository.newest_release(connection)
    return None if row is None else parse(row.lines, Release)


def _counted(connection: Connection, server: Server, last: date) -> CountedRatings | None:
    since = f"{months_before(last, SETTINGS.oldest_months)}T00:00:00.000Z"
    table = all_ratings(connection, server.lookups.get(connection).districts, since)
    return None if table is None else table.where(bursts.set_aside(connection, table, SETTINGS, server.now()))


def _settled(
    table: CountedRatings, district_ids: tuple[str, ...], before: dict[int, str]
) -> tuple[CountedRatings, dict[int, str]]:
    """The ratings with the district of their cell: that of the months before, or else of most of its ratings."""
    cells, which = np.unique(table.ratings.cell, return_inverse=True)
    votes = np.zeros((cells.size, len(district_ids)), dtype=np.int64)
    np.add.at(votes, (which, table.ratings.district), 1)
    found = {
        cell: known if (known := before.get(cell)) in district_ids else district_ids[most]
        for cell, most in zip(cells.tolist(), votes.argmax(axis=1).tolist(), strict=True)
    }
    of_cell = np.array([district_ids.index(district) for district in found.values()], dtype=np.int64)
    return replace(table, ratings=replace(table.ratings, district=of_cell[which])), before | found


def _published(table: CountedRatings, last: date, previous: Snapshot, addresses: Mapping[int, int]) -> Snapshot:
    found = safety_surface(table, as_of=last, settings=SETTINGS, keep_bursts=True)
    return public_snapshot(found, previous, addresses) if isinstance(found, SafetySurface) else Snapshot()


def _told(
    lines: Mapping[Group, Line], groups: Sequence[Group], district_ids: tuple[str, ...]
) -> tuple[ReleasedLine, ...]:
    return tuple(_line(group, lines[group], district_ids) for group in groups)


def _line(group: Group, line: Line, district_ids: tuple[str, ...]) -> ReleasedLine:
    name = Judged.CAN_NOT_TELL if line.name is Judged.NOT_ENOUGH else line.name
    return ReleasedLine(
        level=group.level,
        n=line.respondents,
        name=CellClass[name.name],
        low=line.low,
        high=line.high,
        cell=name_of(group.key[0]) if group.level in _WITH_CELL else "",
        district=district_ids[group.key[-1]] if group.level in _WITH_DISTRICT else "",
    )


def _snapshot(row: Any, behind: _Behind, district_of: Mapping[int, str], district_ids: tuple[str, ...]) -> Snapshot:
    """What was published last of each group, with the districts by their numbers of now.

    What was said of a district that is gone was said of the one that has most of its cells now, unless that one was
    there before: under another name its line would stand beside the old one with a few people more.
    """
    moved = Counter((was, district_of[cell]) for cell, was in behind.districts.items() if was not in district_ids)
    heirs: dict[str, str] = {}
    for (was, now), _ in sorted(moved.items(), key=lambda one: (-one[1], one[0])):
        if now in district_ids and now not in behind.districts.values() and now not in heirs.values():
            heirs.setdefault(was, now)
    lines: dict[Group, Line] = {}
    basis: dict[Group, frozenset[_Contribution]] = {}
    said = (*parse(row.lines, Release).lines, *behind.earlier)
    for one, people in zip(said, behind.lines, strict=True):
        district = heirs.get(one.district, one.district)
        if district and district not in district_ids:
            continue
        key = ((cell_named(one.cell),) if one.cell else ()) + ((district_ids.index(district),) if district else ())
        group = Group(one.level, key)
        lines[group] = Line(one.n, Judged[one.name.name], one.low, one.high)
        basis[group] = frozenset(people)
    return Snapshot(lines, basis)
