"""The public map: one release a month, written once. It never changes, whatever becomes of the ratings afterwards.

Only the pooled slice is ever published: with all three, the difference of two would tell of the third.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy.engine import Connection

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


class _Behind(msgspec.Struct, frozen=True):
    """Who and what stood behind each of the lines, in their order: respondent, night, unsafe, day. Never published."""

    lines: tuple[tuple[tuple[int, int, int, float], ...], ...]


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
    previous = None if before is None else _snapshot(before, districts.ids)
    lines, behind = _lines(connection, server, last, previous, districts.ids)
    release = Release(month, server.now(), lines)
    values: dict[str, object] = {"month": month, "made_at": release.made_at, "lines": render(release)}
    repository.add_release(connection, values | {"basis": render(behind)})
    repository.forget_basis(connection, month)
    return release


def newest(connection: Connection) -> Release | None:
    """The newest release, as pages show it."""
    row = repository.newest_release(connection)
    return None if row is None else parse(row.lines, Release)


def _lines(
    connection: Connection, server: Server, last: date, previous: Snapshot | None, district_ids: tuple[str, ...]
) -> tuple[tuple[ReleasedLine, ...], _Behind]:
    since = f"{months_before(last, SETTINGS.oldest_months)}T00:00:00.000Z"
    table = all_ratings(connection, server.lookups.get(connection).districts, since)
    if table is None:
        return (), _Behind(())
    kept = bursts.set_aside(connection, table, SETTINGS, server.now())
    found = safety_surface(table.where(kept), as_of=last, settings=SETTINGS, keep_bursts=True)
    if not isinstance(found, SafetySurface):
        return (), _Behind(())
    snapshot = public_snapshot(found, previous, addresses_by_cell(connection, server, SETTINGS.resolution))
    groups = sorted(snapshot.lines)
    lines = tuple(_line(group, snapshot.lines[group], district_ids) for group in groups)
    return lines, _Behind(tuple(tuple(sorted(snapshot.basis[group])) for group in groups))


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


def _snapshot(row: Any, district_ids: tuple[str, ...]) -> Snapshot:
    """What was published of a month, with the districts by their numbers of now; lines of those gone are left out."""
    release, behind = parse(row.lines, Release), parse(row.basis, _Behind)
    found = dict(_known(zip(release.lines, behind.lines, strict=True), district_ids))
    return Snapshot(
        lines={group: line for group, (line, _) in found.items()},
        basis={group: basis for group, (_, basis) in found.items()},
    )


_Basis = frozenset[tuple[int, int, int, float]]


def _known(
    lines: Iterable[tuple[ReleasedLine, tuple[tuple[int, int, int, float], ...]]], district_ids: tuple[str, ...]
) -> Iterable[tuple[Group, tuple[Line, _Basis]]]:
    for one, basis in lines:
        if one.district and one.district not in district_ids:
            continue
        key = ((cell_named(one.cell),) if one.cell else ()) + (
            (district_ids.index(one.district),) if one.district else ()
        )
        line = Line(one.n, Judged[one.name.name], one.low, one.high)
        yield Group(one.level, key), (line, frozenset(basis))
