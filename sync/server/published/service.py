"""Makes the public documents of what the server knows; only those of which something else is to be said are written."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
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
from sync.server.published.domain import DEADLINES, RELEASE, TOWN, WORK, HexWork, Town
from sync.server.published.town import town_of
from sync.server.published.work import Closed, Seen, work_of
from sync.server.ratings.service import SETTINGS
from sync.server.service import Server

_TOLD: Final = timedelta(days=365)
"""So far back what was done is told."""
_EVERY: Final = 3 * 3600


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
    wanted |= {name: doc for name, doc in held.items() if name.startswith(RELEASE) or name == DEADLINES}
    inside = {one.cell for one in town.hexagons}
    work = _work(connection, server)
    wanted |= {WORK + cell: render(done) for cell, done in work.items() if cell in inside}
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


def _work(connection: Connection, server: Server) -> dict[str, HexWork]:
    now = server.settings.clock()
    since = instant(now - _TOLD)
    tips = repository.closed_tips(connection, since)
    notes = [parse(doc, PatrolNote) for doc in repository.noted(connection, since)]
    placed = [(note.place, moment(note.at)) for note in notes if note.place is not None]
    closed_in = _names([row.lat for row in tips], [row.lon for row in tips])
    seen_in = _names([place.lat for place, _ in placed], [place.lon for place, _ in placed])
    return work_of(
        [
            Closed(cell, row.category, row.outcome or "", moment(row.closed_at))
            for cell, row in zip(closed_in, tips, strict=True)
        ],
        [Seen(cell, at) for cell, (_, at) in zip(seen_in, placed, strict=True)],
        _addresses(connection, server),
        prague_day(now),
    )


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
