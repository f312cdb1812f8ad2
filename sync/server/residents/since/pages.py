"""The page behind the code of a rating: what was done there since, and by a step of its own the end of it.

From the browser that rated it needs no code.
"""

from typing import Final

from app.districts.domain import Category
from sync.server.ground.documents import parse
from sync.server.http import cookies
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page, see_other
from sync.server.http.rates import Rate
from sync.server.intake import repository, service
from sync.server.intake.domain import Kind
from sync.server.intake.repository import Rated
from sync.server.intake.service import NoSuchCode, NotNow, TooMuch
from sync.server.ratings.codes import digest_of
from sync.server.residents import town, words
from sync.server.residents.rating import drafts
from sync.server.residents.since.place import Known, Place, place_of, told_of
from sync.server.showing import repository as showing

MINE: Final = "/moje-misto"
ERASE: Final = MINE + "/vymazat"
SURE: Final = ERASE + "/ano"
ERASED: Final = MINE + "/vymazano"
_MOST_SHOWN: Final = 5
"""Places of a browser on one page, the newest; the others by their codes."""
_MOST_CODE: Final = 60
_REMARK: Final = "poznamka"
_ERASED_BY: Final = {"hodnoceni": Kind.ERASE_RATING, _REMARK: Kind.ERASE_REMARK}
_Found = tuple[Rated, str]
"""A rating and its code."""


def mine(call: Call) -> Answer:
    """GET → the places that this browser rated of late, and the field for a code."""
    codes = drafts.codes_of(call.cookies.get(cookies.RATED, ""))
    digests = [(digest, code) for code in codes if (digest := digest_of(code)) is not None]
    with call.server.database.read() as connection:
        known = ((repository.rated(connection, digest), code) for digest, code in digests[: 2 * _MOST_SHOWN])
        found = [(rated, code) for rated, code in known if rated is not None]
    seen: dict[str, _Found] = {}
    for one in found:
        seen.setdefault(one[0].cell or f"{len(seen)}", one)
    return _page(call, list(seen.values())[:_MOST_SHOWN])


def opened(call: Call) -> Answer:
    """POST code → the place of this code; else in words why not, with the code as it was typed."""
    code = call.form.get("code", "")[:_MOST_CODE]
    found = service.rated(call.server, code, call.address, language_of(call.query, call.headers, call.cookies))
    return _page(call, [(found, code)], code) if isinstance(found, Rated) else _refused(call, code, found)


def confirm(call: Call) -> Answer:
    """POST code → what of this rating would go, and the buttons; nothing is done by it."""
    code = call.form.get("code", "")[:_MOST_CODE]
    found = service.rated(call.server, code, call.address, language_of(call.query, call.headers, call.cookies))
    if not isinstance(found, Rated):
        return _refused(call, code, found)
    return page(call, "residents/erase_rating.html", {"one": told_of(found, code)})


def erase(call: Call) -> Answer:
    """POST code, what → the rating is forgotten, or what was written beside it; once more the same is said."""
    code, what = call.form.get("code", "")[:_MOST_CODE], call.form.get("what", "")
    kind = _ERASED_BY.get(what)
    if kind is None:
        return confirm(call)
    language = language_of(call.query, call.headers, call.cookies)
    found = service.erase_rated(call.server, code, call.address, language, kind)
    if isinstance(found, TooMuch | NotNow):
        return _refused(call, code, found)
    if kind is Kind.ERASE_REMARK:
        return see_other(f"{ERASED}?co={what}")
    kept = drafts.codes_of(call.cookies.get(cookies.RATED, ""))
    others = [one for one in kept if digest_of(one) != digest_of(code)]
    return see_other(f"{ERASED}?co={what}", *([cookies.rated(others)] if len(others) < len(kept) else []))


def erased(call: Call) -> Answer:
    """GET → that it is done."""
    return page(call, "residents/erased_rating.html", {"is_remark": call.query.get("co") == _REMARK})


def again(call: Call) -> Answer:
    """The code that was typed into a form that is not this browser's any more."""
    return _page(call, [], call.form.get("code", "")[:_MOST_CODE], "old", 403)


def _refused(call: Call, code: str, why: NoSuchCode | TooMuch | NotNow) -> Answer:
    match why:
        case NoSuchCode():
            return _page(call, [], code, "unknown", 422)
        case TooMuch():
            return _page(call, [], code, "too_many", 429)
        case NotNow():
            return _page(call, [], code, "not_now", 503)


def _page(call: Call, found: list[_Found], code: str = "", trouble: str = "", status: int = 200) -> Answer:
    values = {"places": _places(call, found), "code": code, "trouble": trouble}
    return page(call, "residents/since.html", values, status)


def _places(call: Call, found: list[_Found]) -> list[Place]:
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
            place_of(
                one, code, town.work(connection, one.cell), showing.of_cells(connection, [one.cell], one.at[:7]), known
            )
            for one, code in found
        ]


ROUTES: tuple[Route, ...] = (
    Route("GET", MINE, mine, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("POST", MINE, opened, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True, again=again),
    Route("POST", ERASE, confirm, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True, again=again),
    Route("POST", SURE, erase, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True, statuses=(303,), again=again),
    Route("GET", ERASED, erased, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
)
