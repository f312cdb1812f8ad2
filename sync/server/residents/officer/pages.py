"""Pages of an officer and their district: found by address or by the district's name, without a script."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sync.server.cards import repository, service
from sync.server.cards.domain import FEWEST_ANSWERS, Kept, Pledge, Priority, Service, Standing
from sync.server.ground.moments import moment
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Handler, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.residents import words
from sync.server.residents.finding import FIELD, NEWS, OFFICER, finding, way_to
from sync.server.residents.meeting import Met, invitations, met

START: Final = "/straznik"
PORTRAIT: Final = "/straznik/portret/{portrait}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who serves a district, in words."""

    standing: Standing
    portrait: str
    since: str
    until: str
    hours: tuple[Met, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the city's, and the language that they are in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class First:
    """What is seen to first, since which month, and what was done about it: on which days, in words."""

    what: Text
    month: str
    done: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Pledged:
    """The city's pledge: in words of its own, or so many days and what follows otherwise; and how often it was kept,
    with the share of hundred where there are enough answers."""

    whole: Text | None
    days: int
    otherwise: Text | None
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
        invited = invitations(connection, one.id, call.server.now(), language)
    serving = [_person(standing) for standing in people]
    first = serving[0] if serving and not serving[0].standing.away else None
    values = {
        "name": one.name, "first": first, "news": way_to(NEWS, one.id),
        "holder": next((who for who in serving if who is not first and who.standing.service is Service.PRIMARY), None),
        "stands_in": first is not None and first.standing.service is not Service.PRIMARY,
        "priorities": [_first(one, language) for one in priorities],
        "events": invited,
        "pledge": _promise(*pledged, language) if pledged is not None else None,
    }  # fmt: skip
    return page(call, "residents/officer/district.html", values)


def portrait(call: Call) -> Answer:
    """GET → the portrait of an officer who is in service."""
    with call.server.database.read() as connection:
        picture = repository.portrait(connection, call.path["portrait"])
    if picture is None:
        raise not_found()
    return Answer(picture, media_type="image/jpeg", headers={"cross-origin-resource-policy": "same-origin"})


def _person(one: Standing) -> Person:
    return Person(
        one,
        PORTRAIT.format(portrait=one.portrait) if one.portrait else "",
        words.day(moment(one.from_at)),
        words.until(moment(one.to_at)) if one.to_at else "",
        met(one.card),
    )


def _first(one: Priority, language: str) -> First:
    done = tuple(
        (words.date_of(date.fromisoformat(step.day)), _text(step.text, step.text_en, language))
        for step in sorted(one.done, key=lambda step: step.day)
    )
    return First(_text(one.text, one.text_en, language), words.month(moment(one.at), language), done)


def _text(czech: str, english: str, language: str) -> Text:
    return Text(english, "en") if language == "en" and english else Text(czech, "cs")


def _promise(pledge: Pledge, kept: Kept | None, language: str) -> Pledged:
    is_enough = kept is not None and kept.of >= FEWEST_ANSWERS
    share = round(100 * kept.kept / kept.of) if kept is not None and is_enough else None
    return Pledged(_of(pledge.words, language), pledge.days, _of(pledge.otherwise, language), kept, share)


def _of(told: Mapping[str, str], language: str) -> Text | None:
    """In the reader's language, or in any that there is."""
    found = (Text(told[one], one) for one in (language, *told) if told.get(one))
    return next(found, None)


def _row(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True)


ROUTES: Final[tuple[Route, ...]] = (_row(START, find), _row(OFFICER, district), _row(PORTRAIT, portrait))
