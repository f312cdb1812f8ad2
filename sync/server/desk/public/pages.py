"""The room's first page, and the rows of all its pages."""

from typing import Final

from sync.server.cards import repository
from sync.server.cards.domain import Officer
from sync.server.desk.frame.pages import LEADS, PUBLIC, desk_page
from sync.server.desk.public.cards import pages as cards
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.rates import Rate


def overview(call: Call) -> Answer:
    """GET → every officer with what residents see of them."""
    with call.server.database.read() as connection:
        officers = repository.officers(connection)
    values = {"officers": [(one, cards.CARD.format(officer_id=one.id), _lacks(one)) for one in officers]}
    return desk_page(call, PUBLIC, "desk/public/overview.html", values)


def _lacks(one: Officer) -> list[str]:
    """What would help a resident and is not on the card."""
    has = {
        "reach": one.card.phone or one.card.email, "hours": one.card.hours or one.card.note,
        "portrait": one.shows_portrait,
    }  # fmt: skip
    return [name for name, there in has.items() if not there]


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", PUBLIC, overview, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    *cards.ROUTES,
)
