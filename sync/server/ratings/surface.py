"""Makes the safety surface of all ratings and publishes its cells: those alone of which something else is to be said.

The same analyses as those of ``okrskar-server analyse surface``. One at a time: who comes second begins when the first
has committed, finds nothing to change, and publishes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy.engine import Connection

from app.accounts.domain import CITY, TEAM
from app.analysis.counted_ratings import CountedRatings, NoneLeft, RatingRows, counted_ratings
from app.analysis.device_cells import TAGS, device_cells
from app.analysis.district_areas import DistrictAreas
from app.analysis.prague_days import prague_days
from app.calendar import prague_day
from app.districts.geometry import DistrictIndex
from app.ratings.domain import SURFACE_ID, Answer, Cell, Part, SurfaceState
from app.safety.grid import boundary, cell_named
from app.safety.weights import months_before
from sync.server.feed.publish import Gone, Put, Step, publish
from sync.server.ground.documents import render
from sync.server.ratings import bursts, repository
from sync.server.ratings.service import SETTINGS
from sync.server.service import Server

NAME: Final = "surface"
_UNSAFE: Final = {answer.value: int(answer.unsafe) for answer in Answer}
_NIGHT: Final = {Part.DAY.value: 0, Part.NIGHT.value: 1}


@dataclass(frozen=True, slots=True)
class Surfaced:
    """What one run came to: ratings that count, those set aside as bursts, cells in all, cells published and gone."""

    ratings: int
    aside: int
    cells: int
    published: int
    gone: int


def make(connection: Connection, server: Server) -> Surfaced:
    """Set bursts aside, make all cells of today (Prague's) and publish what changed: last in its transaction."""
    repository.one_at_a_time(connection, NAME)
    now, day = server.now(), prague_day(server.settings.clock())
    districts = server.lookups.get(connection).districts
    table = all_ratings(connection, districts, f"{months_before(day, SETTINGS.oldest_months)}T00:00:00.000Z")
    if table is None:
        counted, aside, cells = 0, 0, tuple[Cell, ...]()
    else:
        kept = bursts.set_aside(connection, table, SETTINGS, now)
        counted, aside = int(kept.sum()), int((~kept).sum())
        judged = replace(table, labels={TAGS: table.labels[TAGS]})
        cells = device_cells(judged if kept.all() else judged.where(kept), day, SETTINGS)
    wanted = {one.id: ((*touched, TEAM), render(one)) for one, touched in _touching(cells, districts)}
    held = repository.published_cells(connection)
    steps = _steps(held, wanted)
    changed = {step.row_id for step in steps if isinstance(step, Put)}
    publish(connection, [*steps, *_state(connection, day, counted)], now)
    return Surfaced(counted, aside, len(cells), len(changed), len(held.keys() - wanted.keys()))


def _state(connection: Connection, day: date, ratings: int) -> list[Step]:
    """What tells devices how old the cells are: where it says something else than before."""
    doc = render(SurfaceState(SURFACE_ID, day.isoformat(), ratings))
    if repository.published_surface(connection) == doc:
        return []
    return [Put("surface", SURFACE_ID, SURFACE_ID, CITY, doc)]


def all_ratings(connection: Connection, districts: DistrictIndex, since: str) -> CountedRatings | None:
    """The ratings from a moment on that nothing replaced, with the labels of ``bursts``; None where there are none."""
    columns = repository.counted_since(connection, since)
    ids, respondents, cells, lat, lon, parts, answers, tags, at, in_bursts = map(tuple, columns)
    if not ids:
        return None
    vouched = repository.vouched_of_classes(connection, since)
    in_bursts = tuple(
        repository.VOUCHED if one in vouched else burst for one, burst in zip(ids, in_bursts, strict=True)
    )
    aside = repository.aside_by_burst(connection)
    states: dict[str | None, str] = {None: "", repository.VOUCHED: bursts.COUNTS}
    states |= {burst: bursts.ASIDE if is_aside else bursts.COUNTS for burst, is_aside in aside.items()}
    found = counted_ratings(
        RatingRows(
            latitude=lat,
            longitude=lon,
            unsafe=tuple(map(_UNSAFE.__getitem__, answers)),
            night=tuple(map(_NIGHT.__getitem__, parts)),
            respondent=respondents,
            district=None,
            moment=tuple(prague_days(at).tolist()),
            timed=(True,) * len(ids),
            labels={
                bursts.ID: ids,
                bursts.AT: at,
                bursts.BURST: tuple(one or "" for one in in_bursts),
                bursts.STATE: tuple(map(states.__getitem__, in_bursts)),
                TAGS: tags,
            },
            cell=cells,
        ),
        resolution=SETTINGS.resolution,
        areas=DistrictAreas(districts.ids, (), districts),
    )
    return None if isinstance(found, NoneLeft) else found


def _touching(cells: Sequence[Cell], districts: DistrictIndex) -> list[tuple[Cell, tuple[str, ...]]]:
    names = sorted({one.cell for one in cells})
    rings = [[(lon, lat) for lat, lon in boundary(cell_named(name))] for name in names]
    touched = dict(zip(names, districts.touched_by(rings), strict=True))
    return [(one, touched[one.cell]) for one in cells]


def _steps(held: Mapping[str, Mapping[str, str]], wanted: Mapping[str, tuple[tuple[str, ...], str]]) -> list[Step]:
    steps: list[Step] = []
    for row_id, (scopes, doc) in wanted.items():
        here = held.get(row_id, {})
        steps += [Gone(row_id, scope) for scope in here if scope not in scopes]
        steps += [Put("cell", row_id, row_id, scope, doc) for scope in scopes if here.get(scope) != doc]
    for row_id in sorted(held.keys() - wanted.keys()):
        steps += [Gone(row_id, scope) for scope in held[row_id]]
    return steps
