"""Which district an address lies in: asked on every page that is found by one, answered without a script."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from app.czech_order import czech_order
from app.districts.domain import District
from app.values import Place
from sync.server.basemap.repository import offered
from sync.server.cards import repository, service
from sync.server.ground.documents import parse
from sync.server.residents import drafts
from sync.server.service import Server

OFFICER: Final = "/straznik/{district}"
NEWS: Final = "/lokalita/{district}"
"""Pages of a district: whose it is, and what is done there."""
FIELD: Final = "kde"
_MOST_LETTERS: Final = 200


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a district: what it is called, and where it leads."""

    name: str
    address: str
    district: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The districts of what was ``sought``, and all. ``outside``: places were found, and none lies in a district."""

    sought: str
    found: tuple[Way, ...]
    outside: bool
    districts: tuple[Way, ...]


def finding(server: Server, typed: str, path: str) -> Finding:
    """What an address is found to mean; ``path`` is the page of a district to which each leads."""
    sought = typed[:_MOST_LETTERS].strip()
    with server.database.read() as connection:
        docs = repository.districts(connection)
        basemap = offered(connection) if sought else None
    known = {one.id: one for one in (parse(doc, District) for doc in docs)}
    places: list[Place] = []
    point = drafts.coordinates(sought)
    if point is not None:
        places = [point]
    elif basemap is not None:
        found = server.addresses.search(basemap.sha256, sought)
        places = [Place(one.lat, one.lon, one.text[:_MOST_LETTERS]) for one in found]
    districts = service.index(docs, server.settings.near_district_metres)
    ways = []
    for place in places:
        district_id = districts.district_of(place.lon, place.lat)
        if district_id is not None and district_id in known:
            ways.append(Way(place.address or sought, way_to(path, district_id), known[district_id].name))
    every = sorted(
        (Way(one.name, way_to(path, one.id)) for one in known.values()), key=lambda way: czech_order(way.name)
    )
    return Finding(sought, tuple(ways), bool(places) and not ways, tuple(every))


def way_to(path: str, district_id: str) -> str:
    """Where the page of this district is."""
    return path.format(district=quote(district_id, safe=""))
