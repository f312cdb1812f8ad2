"""The room's first page, and the rows of all its pages."""

from typing import Final

from sync.server.cards import repository, service
from sync.server.cards.domain import MOST_PRIORITIES, Officer
from sync.server.desk.frame.pages import LEADS, PUBLIC, desk_page
from sync.server.desk.moments import when
from sync.server.desk.public.bodies import pages as bodies
from sync.server.desk.public.cards import pages as cards
from sync.server.desk.public.events import pages as events
from sync.server.desk.public.pledge import pages as pledge
from sync.server.desk.public.priorities import pages as priorities
from sync.server.districts.repository import names
from sync.server.events import repository as known_events
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.rates import Rate


def overview(call: Call) -> Answer:
    """GET → all that residents see: officers, priorities of districts, events, the pledge; and the way to bodies."""
    clock, now = call.server.settings.clock(), call.server.now()
    with call.server.database.read() as connection:
        officers, districts = repository.officers(connection), names(connection)
        states = {
            one: [service.state_of(each.at, clock) for each in repository.priorities(connection, one, "", 10)]
            for one in districts
        }
        coming, promised = known_events.every(connection, now), repository.the_pledge(connection)
    values = {
        "officers": [(one, cards.CARD.format(officer_id=one.id), _lacks(one)) for one in officers],
        "districts": [
            (districts[one], priorities.DISTRICT.format(district=one), min(len(of) - of.count("old"), MOST_PRIORITIES),
             of.count("due"))
            for one, of in states.items()
        ],
        "most": MOST_PRIORITIES, "saved": "saved" in call.query,
        "events": [
            (one, f"{events.EVENT}?id={one.id}", when(one.from_at), districts.get(one.district_id, ""))
            for one in coming
        ],
        "new_event": events.EVENT, "pledge_path": pledge.PLEDGE, "bodies_path": bodies.BODIES,
        "pledge": promised[0] if promised is not None else None,
    }  # fmt: skip
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
    *priorities.ROUTES,
    *events.ROUTES,
    *pledge.ROUTES,
    *bodies.ROUTES,
)
