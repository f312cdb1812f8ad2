"""Pages of an officer and their district: found by address or by the district's name, without a script."""

from dataclasses import dataclass
from typing import Final

from sync.server.cards import repository, service
from sync.server.cards.domain import Kept, Pledge, Service, Standing
from sync.server.ground.moments import moment
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Handler, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.residents import words
from sync.server.residents.finding import FIELD, NEWS, OFFICER, finding, way_to

START: Final = "/straznik"
PORTRAIT: Final = "/straznik/portret/{portrait}"
_FEW: Final = 10
"""Of fewer tips no share is said."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who serves a district, in words."""

    standing: Standing
    portrait: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Pledged:
    """The city's pledge in words, and how often it was kept, with the share of hundred where there are enough."""

    text: str
    kept: Kept | None
    share: int | None


def find(call: Call) -> Answer:
    """GET, perhaps with an address → the districts, and those of the places that were found."""
    return page(
        call, "residents/officer/find.html", {"finding": finding(call.server, call.query.get(FIELD, ""), OFFICER)}
    )


def district(call: Call) -> Answer:
    """GET → whose district it is and who stands in until when, how to reach them, what they see to, what is pledged."""
    now, language = call.server.settings.clock(), language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        one = repository.district_of(connection, call.path["district"])
        if one is None:
            raise not_found()
        people = service.in_order(repository.standing(connection, one.id, call.server.now()))
        priorities = service.priorities(connection, one.id, now)
        pledged = repository.the_pledge(connection)
    serving = [_person(standing) for standing in people]
    first = serving[0] if serving and not serving[0].standing.away else None
    values = {
        "name": one.name, "first": first, "news": way_to(NEWS, one.id),
        "holder": next((who for who in serving if who is not first and who.standing.service is Service.PRIMARY), None),
        "stands_in": first is not None and first.standing.service is not Service.PRIMARY,
        "priorities": [(found, words.month(moment(found.at), language)) for found in priorities],
        "pledge": _promise(*pledged, language) if pledged is not None else None,
    }  # fmt: skip
    return page(call, "residents/officer/district.html", values)


def portrait(call: Call) -> Answer:
    """GET → the portrait of an officer who is in service."""
    with call.server.database.read() as connection:
        picture = repository.portrait(connection, call.path["portrait"])
    if picture is None:
        raise not_found()
    return Answer(picture, media_type="image/jpeg")


def _person(one: Standing) -> Person:
    return Person(
        one,
        PORTRAIT.format(portrait=one.portrait) if one.portrait else "",
        words.day(moment(one.from_at)),
        words.day(moment(one.to_at)) if one.to_at else "",
    )


def _promise(pledge: Pledge, kept: Kept | None, language: str) -> Pledged:
    text = pledge.words.get(language) or next(iter(pledge.words.values()), "")
    is_enough = kept is not None and kept.of >= _FEW
    return Pledged(text, kept, round(100 * kept.kept / kept.of) if kept is not None and is_enough else None)


def _row(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True)


ROUTES: Final[tuple[Route, ...]] = (_row(START, find), _row(OFFICER, district), _row(PORTRAIT, portrait))
