"""Pages that anybody may read: how accessible the server's pages are."""

from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.page_face import STYLE, page, style
from sync.server.http.rates import Rate


def accessibility(call: Call) -> Answer:
    """GET → the statement that the law on accessibility of public pages (99/2019 Sb.) asks for."""
    settings = call.server.settings
    return page(call, "accessibility.html", {"town": settings.town, "contact": settings.contact})


def stylesheet(_call: Call) -> Answer:
    """GET → the style of all pages."""
    return Answer(style(), media_type="text/css; charset=utf-8")


ROUTES: tuple[Route, ...] = (
    Route("GET", "/pristupnost", accessibility, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("GET", STYLE, stylesheet, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
)
