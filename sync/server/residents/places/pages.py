"""GET pages that lead from the town by its parts and hexagons to a place to rate."""

from typing import Final

from app.basemap.search import Street
from app.czech_order import czech_order
from sync.server.basemap.repository import offered
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.published.domain import Hexagon, Town
from sync.server.residents import town
from sync.server.residents.places.picture import box_of, near_of
from sync.server.residents.rating import drafts

MAP: Final = "/hodnotit/mapa"
_FILL: Final = "/hodnotit/jak"


def choose(call: Call) -> Answer:
    """GET district, hexagon → the houses of the hexagon; else the hexagons of the district; else the districts."""
    with call.server.database.read() as connection:
        drawn, basemap = town.town(connection), offered(connection)
    chosen = next((one for one in drawn.hexagons if one.cell == call.query.get("hexagon", "")), None)
    if chosen is not None:
        return _near(call, chosen, call.server.addresses.streets(basemap.sha256) if basemap is not None else ())
    return _far(call, drawn, call.query.get("district", ""))


def _far(call: Call, drawn: Town, district: str) -> Answer:
    part = next((one for one in drawn.districts if one.id == district), None)
    inside = [one for one in drawn.hexagons if one.district == district]
    values = {
        "part": part, "districts": sorted(drawn.districts, key=lambda one: czech_order(one.name)),
        "hexagons": sorted(inside, key=lambda one: (not one.near, czech_order(one.near), one.cell)),
        "box": box_of(inside, drawn), "width": drawn.width,
    }  # fmt: skip
    return page(call, "residents/places/town.html", values)


def _near(call: Call, hexagon: Hexagon, streets: tuple[Street, ...]) -> Answer:
    near = near_of(hexagon, streets)
    links = [drafts.with_spot(_FILL, drafts.spot_of(dot.place)) for dot in near.dots]
    values = {
        "hexagon": hexagon, "near": near, "dots": list(zip(near.dots, links, strict=True)),
        "middle": drafts.with_spot(_FILL, drafts.spot_of(near.middle)),
    }  # fmt: skip
    return page(call, "residents/places/hexagon.html", values)


ROUTES: tuple[Route, ...] = (Route("GET", MAP, choose, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),)
