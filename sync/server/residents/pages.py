"""Pages that anybody may read: the first one, what is kept of people and how long, how accessible the pages are."""

from typing import Final

from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Handler, Route
from sync.server.http.page_face import ICON, SCRIPT, STYLE, icon, page, script, style
from sync.server.http.rates import Rate
from sync.server.privacy.deadlines import TABLE
from sync.server.privacy.service import deadlines

FRAME: Final = "residents/page.html"
"""The template around every page for residents."""


def front(call: Call) -> Answer:
    """GET → whom to call at once, and what can be sent here."""
    return page(call, "residents/front.html", {"town": call.server.settings.town})


def privacy(call: Call) -> Answer:
    """GET → what is kept of a sender, who sees it, for how long, and how to have it erased."""
    return page(call, "residents/privacy.html", _controller(call) | {"rows": TABLE})


def processing(call: Call) -> Answer:
    """GET → the record of processing that Article 30 of the GDPR asks for, with the same deadlines."""
    return page(call, "residents/processing.html", _controller(call) | {"rows": TABLE})


def _controller(call: Call) -> dict[str, object]:
    settings = call.server.settings
    with call.server.database.read() as connection:
        days = deadlines(connection).days
    return {"town": settings.town, "contact": settings.contact, "days": days}


def accessibility(call: Call, frame: str = "layout.html") -> Answer:
    """GET → the statement that the law on accessibility of public pages (99/2019 Sb.) asks for."""
    settings = call.server.settings
    return page(call, "accessibility.html", {"town": settings.town, "contact": settings.contact, "frame": frame})


def own_accessibility(call: Call) -> Answer:
    """GET → the same among the residents' pages."""
    return accessibility(call, FRAME)


def stylesheet(_call: Call) -> Answer:
    """GET → the style of all pages."""
    return Answer(style(), media_type="text/css; charset=utf-8")


def picture(_call: Call) -> Answer:
    """GET → what a browser shows beside the title of a page."""
    return Answer(icon(), media_type="image/svg+xml")


def scripts(_call: Call) -> Answer:
    """GET → what a script adds to the form; everything works without it."""
    return Answer(script(), media_type="text/javascript; charset=utf-8")


def _row(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True)


_LOOKS = (_row(STYLE, stylesheet), _row(ICON, picture))
ROUTES: tuple[Route, ...] = (_row("/pristupnost", accessibility), *_LOOKS)
"""What the main server serves."""
OWN: tuple[Route, ...] = (_row("/", front), _row("/soukromi", privacy),
                          _row("/soukromi/zaznam", processing), _row("/pristupnost", own_accessibility), *_LOOKS,
                          _row(SCRIPT, scripts))  # fmt: skip
