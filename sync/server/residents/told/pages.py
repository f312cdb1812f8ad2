"""Where the digits are typed that somebody was told by telephone: they open the page of their tip."""

from typing import Final

from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page, see_other
from sync.server.http.rates import Rate
from sync.server.intake import service
from sync.server.intake.service import NoSuchCode, NotNow, TooMuch
from sync.server.residents.following.pages import LINK

TOLD: Final = "/sledovat"
_MOST_CODE: Final = 60


def ask(call: Call) -> Answer:
    """GET → the field for the digits."""
    return _page(call)


def opened(call: Call) -> Answer:
    """POST code → the page of that tip; else in words why not, with the digits as they were typed."""
    code = call.form.get("code", "")[:_MOST_CODE]
    match service.told(call.server, code, call.address, language_of(call.query, call.headers, call.cookies)):
        case NoSuchCode():
            return _page(call, code, "unknown", 422)
        case TooMuch():
            return _page(call, code, "too_many", 429)
        case NotNow():
            return _page(call, code, "not_now", 503)
        case secret:
            return see_other(LINK.format(secret=secret))


def again(call: Call) -> Answer:
    """The digits that were typed into a form that is not this browser's any more."""
    return _page(call, call.form.get("code", "")[:_MOST_CODE], "old", 403)


def _page(call: Call, code: str = "", trouble: str = "", status: int = 200) -> Answer:
    return page(call, "residents/told.html", {"code": code, "trouble": trouble}, status)


ROUTES: tuple[Route, ...] = (
    Route("GET", TOLD, ask, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("POST", TOLD, opened, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True, statuses=(303,), again=again),
)
