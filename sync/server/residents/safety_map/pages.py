"""The public safety map: a picture that the server draws, and the same as a table. It works without scripts."""

from typing import Final

from app.calendar import prague_day
from sync.server.ground.moments import moment
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.residents import town, words
from sync.server.residents.drafts import Choice
from sync.server.residents.safety_map.picture import picture_of

MAP: Final = "/mapa-bezpeci"


def safety_map(call: Call) -> Answer:
    """GET month, district → the public map of that month, else the newest; of that district, else of the town."""
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        months = town.months(connection)
        asked = call.query.get("month", "")
        month = asked if asked in months else next(iter(months), "")
        drawn, release = town.town(connection), town.release(connection, month) if month else None
    if release is None or not drawn.hexagons:
        return page(call, "residents/safety_map/none.html", {})
    district = call.query.get("district", "")
    picture = picture_of(drawn, release, district)
    values = {
        "picture": picture, "month": month, "said": words.named_month(month, language),
        "made": words.date_of(prague_day(moment(release.made_at))),
        "months": [Choice(one, words.named_month(one, language)) for one in months],
        "districts": sorted((Choice(one.id, one.name) for one in drawn.districts), key=lambda one: one.label),
        "district": district if any(one.id == district for one in drawn.districts) else "",
    }  # fmt: skip
    return page(call, "residents/safety_map/map.html", values)


ROUTES: tuple[Route, ...] = (Route("GET", MAP, safety_map, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),)
