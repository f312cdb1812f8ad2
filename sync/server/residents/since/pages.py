"""The page behind the code of a rating: what was done there since. From the browser that rated it needs no code."""

from typing import Final

from app.districts.domain import Category
from sync.server.ground.documents import parse
from sync.server.http import cookies
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.intake import repository, service
from sync.server.intake.repository import Rated
from sync.server.intake.service import NoSuchCode, NotNow, TooMuch
from sync.server.ratings.codes import digest_of
from sync.server.residents import town, words
from sync.server.residents.rating import drafts
from sync.server.residents.since.place import Known, Place, place_of
from sync.server.showing import repository as showing

MINE: Final = "/moje-misto"
_MOST_SHOWN: Final = 5
"""Places of a browser on one page, the newest; the others by their codes."""
_MOST_CODE: Final = 60


def mine(call: Call) -> Answer:
    """GET → the places that this browser rated of late, and the field for a code."""
    codes = drafts.codes_of(call.cookies.get(cookies.RATED, ""))
    digests = [digest for code in codes if (digest := digest_of(code)) is not None]
    with call.server.database.read() as connection:
        found = [rated for digest in digests[: 2 * _MOST_SHOWN] if (rated := repository.rated(connection, digest))]
    seen: dict[str, Rated] = {}
    for one in found:
        seen.setdefault(one.cell or f"{len(seen)}", one)
    return _page(call, list(seen.values())[:_MOST_SHOWN])


def opened(call: Call) -> Answer:
    """POST code → the place of this code; else in words why not, with the code as it was typed."""
    code = call.form.get("code", "")[:_MOST_CODE]
    match service.rated(call.server, code, call.address, language_of(call.query, call.headers, call.cookies)):
        case NoSuchCode():
            return _page(call, [], code, "unknown", 422)
        case TooMuch():
            return _page(call, [], code, "too_many", 429)
        case NotNow():
            return _page(call, [], code, "not_now", 503)
        case found:
            return _page(call, [found], code)


def again(call: Call) -> Answer:
    """The code that was typed into a form that is not this browser's any more."""
    return _page(call, [], call.form.get("code", "")[:_MOST_CODE], "old", 403)


def _page(call: Call, found: list[Rated], code: str = "", trouble: str = "", status: int = 200) -> Answer:
    values = {"places": _places(call, found), "code": code, "trouble": trouble}
    return page(call, "residents/since.html", values, status)


def _places(call: Call, found: list[Rated]) -> list[Place]:
    language = language_of(call.query, call.headers, call.cookies)
    if not found:
        return []
    with call.server.database.read() as connection:
        months = town.months(connection)
        drawn, release = town.town(connection), town.release(connection, months[0]) if months else None
        categories = [parse(doc, Category) for _, doc in repository.categories(connection)]
        names = {one.id: words.category_name(one, language) for one in categories}
        known = Known(drawn, release, names, language)
        return [
            place_of(one, town.work(connection, one.cell), showing.of_cells(connection, [one.cell], one.at[:7]), known)
            for one in found
        ]


ROUTES: tuple[Route, ...] = (
    Route("GET", MINE, mine, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("POST", MINE, opened, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True, again=again),
)
