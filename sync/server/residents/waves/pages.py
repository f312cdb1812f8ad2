"""Where the code of a paper leads: to rating, to a tip, to the officer; the first two take the code along.

No cookie is set and nothing is counted by opening it: only what is sent is.
"""

from typing import Final

from sync.server.cards import repository as cards
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.paper import waves
from sync.server.residents.finding import NEWS, OFFICER, way_to


def shown(call: Call) -> Answer:
    """GET → what can be done from a paper of this code."""
    code = call.path["code"]
    with call.server.database.read() as connection:
        wave = waves.known(connection, code)
        district = cards.district_of(connection, wave.district) if wave is not None else None
    if district is None:
        raise not_found()
    values = {
        "name": district.name, "rate": f"/hodnotit?{waves.FIELD}={code}", "tip": f"/podnet?{waves.FIELD}={code}",
        "officer": way_to(OFFICER, district.id), "news": way_to(NEWS, district.id),
    }  # fmt: skip
    return page(call, "residents/wave.html", values)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", waves.PAGE, shown, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
)
