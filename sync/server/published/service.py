"""Makes the public documents of what the server knows; only those of which something else is to be said are written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from sqlalchemy.engine import Connection

from app.calendar import prague_day
from app.districts.domain import District
from app.patrols.domain import PatrolNote
from app.safety.grid import cells_of, name_of
from sync.server.basemap.repository import offered
from sync.server.ground.documents import parse, render
from sync.server.ground.moments import instant, moment
from sync.server.jobs.domain import Kind, Nothing
from sync.server.published import repository
from sync.server.published.district import Open, districts_of
from sync.server.published.domain import (
    DEADLINES,
    DISTRICT,
    NEWS,
    RELEASE,
    TOWN,
    WAVE,
    WORK,
    DistrictWork,
    HexWork,
    News,
    Town,
)
from sync.server.published.news import news_of
from sync.server.published.town import town_of
from sync.server.published.work import Closed, Days, Seen, weeks_of, work_of
from sync.server.ratings.service import SETTINGS
from sync.server.service import Server

_TOLD: Final = timedelta(days=365)
"""So far back what was done is told."""
_EVERY: Final = 3 * 3600
_LASTING: Final = (RELEASE, DEADLINES, WAVE)
"""What the names of documents begin with that are not made here anew."""


@dataclass(frozen=True, slots=True)
class Published:
    """What one run came to: documents in all, written, and gone."""

    documents: int
    written: int
    gone: int


def make(connection: Connection, server: Server) -> Published:
    """Bring the documents to what is so now. A release that was published once stays, and as it was."""
    repository.alone(connection)
    held = repository.all_documents(connection)
    town = _town(connection, server)
    wanted = {TOWN: render(town)}
    wanted |= {RELEASE + month: doc for month, doc in repository.releases(connection).items()}
    wanted |= {name: doc for name, doc in held.items() if name.startswith(_LASTING)}
    inside = {one.cell for one in town.hexagons}
    days = weeks_of(_seen(connection, server), _addresses(connection, server), prague_day(server.settings.clock()))
    work = _work(connection, server, days)
    wanted |= {WORK + cell: render(done) for cell, done in work.items() if cell in inside}
    districts = _districts(connection, server, town, work, days)
    wanted |= {DISTRICT + name: render(told) for name, told in districts.items()}
    wanted |= _news(held, town, districts, prague_day(server.settings.clock()))
    fresh = {name: doc for name, doc in wanted.items() if held.get(name) != doc}
    gone = held.keys() - wanted.keys()
    repository.put(connection, fresh, server.now())
    repository.drop(connection, gone)
    return Published(len(wanted), len(fresh), len(gone))


def _town(connection: Connection, server: Server) -> Town:
    districts = [parse(doc, District) for doc in repository.districts(connection)]
    basemap = offered(connection)
    streets = server.addresses.streets(basemap.sha256) if basemap is not None else ()
    return town_of(districts, server.lookups.get(connection).districts, streets, SETTINGS.resolution)


def _work(connection: Connection, server: Server, days: Days) -> dict[str, HexWork]:
    tips = repository.closed_tips(connection, instant(server.settings.clock() - _TOLD))
    closed_in = _names([row.lat for row in tips], [row.lon for row in tips])
    closed = [
        Closed(cell, row.category, row.outcome or "", moment(row.closed_at))
        for cell, row in zip(closed_in, tips, strict=True)
    ]
    return work_of(closed, days)


def _seen(connection: Connection, server: Server) -> list[Seen]:
    since = instant(server.settings.clock() - _TOLD)
    notes = [parse(doc, PatrolNote) for doc in repository.noted(connection, since)]
    placed = [(note.place, moment(note.at)) for note in notes if note.place is not None]
    names = _names([place.lat for place, _ in placed], [place.lon for place, _ in placed])
    return [Seen(cell, at) for cell, (_, at) in zip(names, placed, strict=True)]


def _districts(
    connection: Connection, server: Server, town: Town, work: Mapping[str, HexWork], days: Days
) -> dict[str, DistrictWork]:
    tips = repository.open_tips(connection)
    placed = [row for row in tips if row.lat is not None and row.lon is not None]
    cells = dict(zip((row.id for row in placed), _names([r.lat for r in placed], [r.lon for r in placed]), strict=True))
    opened = [
        Open(cells.get(row.id, ""), row.district_id, row.category, f"{prague_day(moment(row.created_at)):%Y-%m}")
        for row in tips
    ]
    return districts_of(town, opened, work, days, prague_day(server.settings.clock()))


def _news(held: Mapping[str, str], town: Town, districts: Mapping[str, DistrictWork], today: date) -> dict[str, str]:
    near = {one.cell: one.near for one in town.hexagons}
    made = {}
    for name, work in districts.items():
        before = held.get(NEWS + name)
        made[NEWS + name] = render(news_of(None if before is None else parse(before, News), work, near, today))
    return made


def cells_of_street(connection: Connection, server: Server, street: str) -> frozenset[str]:
    """The hexagons in which a street has houses; where it has none, the one in which its name stands."""
    basemap = offered(connection)
    streets = server.addresses.streets(basemap.sha256) if basemap is not None else ()
    points = [point for one in streets if one.name == street for point in one.houses or (one,)]
    return frozenset(_names([point.lat for point in points], [point.lon for point in points]))


def _addresses(connection: Connection, server: Server) -> Counter[str]:
    """How many addresses each cell has; none where no map says it, so that nothing is told that needs them."""
    basemap = offered(connection)
    streets = server.addresses.streets(basemap.sha256) if basemap is not None else ()
    houses = [house for street in streets for house in street.houses]
    return Counter(_names([house.lat for house in houses], [house.lon for house in houses]))


def _names(lat: list[float], lon: list[float]) -> list[str]:
    cells = cells_of(np.array(lat, dtype=np.float64), np.array(lon, dtype=np.float64), SETTINGS.resolution)
    return [name_of(cell) for cell in cells.tolist()]


def _publish(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """Write anew what everybody may read: the public map, the places, what was done there."""
    make(connection, server)
    return False


KINDS: Final = (Kind("publish_documents", _publish, every=_EVERY),)
