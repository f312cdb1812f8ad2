"""The public safety map: a picture that the server draws, and the same as a table. It works without scripts."""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from app.calendar import prague_day
from app.czech_order import czech_order
from app.ratings.domain import Release
from sync.server.ground.documents import parse
from sync.server.ground.moments import moment
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page, part
from sync.server.http.rates import Rate
from sync.server.published.domain import Town
from sync.server.residents import town, words
from sync.server.residents.drafts import Choice
from sync.server.residents.safety_map.picture import picture_of

MAP: Final = "/mapa-bezpeci"
_KEPT: Final = 48
"""Maps in memory, each about 200 kB: the town and its districts in both languages, of more than one month."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What a map is made of; the same bytes make the same map."""

    digest: bytes
    town: str = field(compare=False)
    release: str = field(compare=False)


def safety_map(call: Call) -> Answer:
    """GET month, district → the public map of that month, else the newest; of that district, else of the town."""
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        months = town.months(connection)
        asked = call.query.get("month", "")
        month = asked if asked in months else next(iter(months), "")
        found = town.map_documents(connection, month) if month else None
    if found is None:
        return page(call, "residents/safety_map/none.html", {})
    digest = blake2b(found[0].encode(), digest_size=16).digest() + blake2b(found[1].encode(), digest_size=16).digest()
    source = _Source(digest, *found)
    districts = _districts(source)
    if not districts:
        return page(call, "residents/safety_map/none.html", {})
    asked = call.query.get("district", "")
    district = asked if any(one.value == asked for one in districts) else ""
    values = _made(source, district, language) | {
        "month": month, "said": words.named_month(month, language), "districts": districts, "district": district,
        "months": [Choice(one, words.named_month(one, language)) for one in months],
    }  # fmt: skip
    return page(call, "residents/safety_map/map.html", values)


@lru_cache(maxsize=_KEPT)
def _districts(source: _Source) -> tuple[Choice, ...]:
    """The districts to choose from; none where there is nothing to draw."""
    drawn = parse(source.town, Town)
    if not drawn.hexagons:
        return ()
    known = (Choice(one.id, one.name) for one in drawn.districts)
    return tuple(sorted(known, key=lambda one: czech_order(one.label)))


@lru_cache(maxsize=_KEPT)
def _made(source: _Source, district: str, language: str) -> dict[str, object]:
    """The drawing, the tables and the day of a map."""
    drawn, release = parse(source.town, Town), parse(source.release, Release)
    values = {"picture": picture_of(drawn, release, district), "district": district}
    return {
        "made": words.date_of(prague_day(moment(release.made_at))),
        "drawing": part(language, "residents/safety_map/drawing.html", values),
        "tables": part(language, "residents/safety_map/tables.html", values),
    }


ROUTES: tuple[Route, ...] = (Route("GET", MAP, safety_map, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),)
