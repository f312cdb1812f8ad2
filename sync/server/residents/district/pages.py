"""What is done in a district: closed and open tips, where an officer was, when they can be met. Found by an address.

Everything of tips and visits comes of a public document that a job wrote, but for the photos that people released.
"""

from datetime import timedelta
from typing import Final

from app.districts.domain import Category
from sync.server.cards import repository as cards
from sync.server.cards import service
from sync.server.ground.documents import parse
from sync.server.ground.moments import instant
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Handler, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake.repository import categories
from sync.server.published.domain import DistrictWork
from sync.server.residents import town, words
from sync.server.residents.district.view import view_of
from sync.server.residents.feeds.pages import ways
from sync.server.residents.finding import FIELD, NEWS, OFFICER, finding, way_to
from sync.server.residents.meeting import invitations, met
from sync.server.residents.news.pages import SUBSCRIBE
from sync.server.residents.safety_map.pages import MAP
from sync.server.residents.shown.view import changed
from sync.server.showing import repository as showing

START: Final = "/lokalita"
_SHOWN: Final = timedelta(days=365)
"""Photos of tips that were closed before that are not shown here any more."""
_MOST_SHOWN: Final = 6
"""Tips of which photos are shown, the newest."""


def find(call: Call) -> Answer:
    """GET, perhaps with an address → the districts, and those of the places that were found."""
    return page(
        call, "residents/district/find.html", {"finding": finding(call.server, call.query.get(FIELD, ""), NEWS)}
    )


def district(call: Call) -> Answer:
    """GET → what is open and what was closed there by months, where an officer was by weeks, when they can be met."""
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        one = cards.district_of(connection, call.path["district"])
        if one is None:
            raise not_found()
        drawn, work = town.town(connection), town.district(connection, one.id)
        found = [parse(doc, Category) for _, doc in categories(connection)]
        people = service.in_order(cards.standing(connection, one.id, call.server.now()))
        invited = invitations(connection, one.id, call.server.now(), language)
        since = instant(call.server.settings.clock() - _SHOWN)
        here = [at for at in drawn.hexagons if at.district == one.id]
        photos = showing.of_cells(connection, [at.cell for at in here], since)
    names = {each.id: words.category_name(each, language) for each in found}
    first = next((who for who in people if not who.away), None)
    values = {
        "name": one.name, "officer": way_to(OFFICER, one.id), "map": f"{MAP}?district={way_to('{district}', one.id)}",
        "view": view_of(drawn, one.id, work or DistrictWork(), names, language) if work is not None else None,
        "changed": changed(photos, names, {at.cell: at.near for at in here}, language, _MOST_SHOWN),
        "by_mail": f"{SUBSCRIBE}?lokalita={way_to('{district}', one.id)}",
        "feeds": ways(one.id, "", language),
        "hours": met(first.card) if first is not None else (), "note": first.card.note if first is not None else "",
        "events": invited,
    }  # fmt: skip
    return page(call, "residents/district/district.html", values)


def _row(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True)


ROUTES: Final[tuple[Route, ...]] = (_row(START, find), _row(NEWS, district))
