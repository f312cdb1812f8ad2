"""GET pages that lead from the town by its parts and hexagons to a place to rate."""

from typing import Final
from urllib.parse import urlencode

from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.residents.places.choosing import Links, Step, by_links
from sync.server.residents.rating import drafts

MAP: Final = "/hodnotit/mapa"
_FILL: Final = "/hodnotit/jak"


def choose(call: Call) -> Answer:
    """GET district, hexagon → the pieces of the hexagon; else the hexagons of the district; else the districts."""
    step = Step(call.query.get("district", ""), call.query.get("hexagon", ""))
    return by_links(call, step, Links(_step, lambda spot: drafts.with_spot(_FILL, spot)))


def _step(step: Step) -> str:
    known = {"hexagon": step.hexagon} if step.hexagon else {"district": step.district}
    return f"{MAP}?{urlencode(known)}" if any(known.values()) else MAP


ROUTES: tuple[Route, ...] = (Route("GET", MAP, choose, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),)
