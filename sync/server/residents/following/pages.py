"""The page behind a secret link: what became of what was sent. Opening it changes nothing; buttons do."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from app.districts.domain import Category
from sync.server.ground.documents import parse
from sync.server.ground.moments import moment
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Handler, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page, see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake import repository
from sync.server.intake.domain import Kind
from sync.server.intake.repository import Followed
from sync.server.intake.seal import hash_of
from sync.server.intake.service import ask
from sync.server.residents import words

LINK: Final = "/sledovat/{secret}"
ERASED: Final = "/vymazano"
_SECRET_LETTERS: Final = 22


def follow(call: Call) -> Answer:
    """GET → number, status and answer of the tip of this link."""
    followed, category = _followed(call)
    language = language_of(call.query, call.headers, call.cookies)
    place = followed.place
    near = "" if place is None else place.address or f"{place.lat:.5f}, {place.lon:.5f}"
    values = {
        "one": followed, "category": words.category_name(category, language) if category else "",
        "sent": words.day(moment(followed.at)), "closed": _day(followed.closed_at), "near": near or followed.where,
        "secret": call.path["secret"], "address": call.server.settings.address, "is_new": call.query.get("new") == "1",
    }  # fmt: skip
    return page(call, "residents/follow.html", values)


def no_longer(call: Call) -> Answer:
    """POST → the officer is told that it no longer matters; the page says so."""
    _ask(call, Kind.NO_LONGER)
    return see_other(LINK.format(secret=call.path["secret"]))


def confirm(call: Call) -> Answer:
    """GET → what erasing does, and the button."""
    _followed(call)
    return page(call, "residents/erase.html", {"secret": call.path["secret"]})


def erase(call: Call) -> Answer:
    """POST → the sender is forgotten, and the link with them."""
    _ask(call, Kind.ERASE)
    return see_other(ERASED)


def erased(call: Call) -> Answer:
    """GET → that it is done."""
    return page(call, "residents/erased.html", {})


def _ask(call: Call, kind: Kind) -> None:
    language = language_of(call.query, call.headers, call.cookies)
    if not _is_link(call) or not ask(call.server, call.path["secret"], kind, language):
        raise not_found()


def _is_link(call: Call) -> bool:
    return len(call.path["secret"]) == _SECRET_LETTERS and call.path["secret"].isascii()


def _followed(call: Call) -> tuple[Followed, Category | None]:
    if not _is_link(call):
        raise not_found()
    with call.server.database.read() as connection:
        followed = repository.followed(connection, hash_of(call.path["secret"]))
        if followed is None:
            raise not_found()
        known = dict(repository.categories(connection))
    followed = _without_held(call, followed)
    doc = known.get(followed.category)
    return followed, parse(doc, Category) if doc is not None else None


def _without_held(call: Call, followed: Followed) -> Followed:
    """A reply can be corrected for a while; who has only this page waits as long as who gets it by mail."""
    settings = call.server.settings
    until = settings.clock() - timedelta(seconds=settings.reply_hold_seconds)
    is_held = bool(followed.closed_at) and moment(followed.closed_at) > until
    return replace(followed, reply="") if is_held else followed


def _day(at: str) -> str:
    return words.day(moment(at)) if at else ""


def _get(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True)


def _post(path: str, handler: Handler) -> Route:
    return Route("POST", path, handler, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True, statuses=(303,))


ROUTES: tuple[Route, ...] = (
    _get(LINK, follow),
    _post(LINK + "/netreba", no_longer),
    _get(LINK + "/vymazat", confirm),
    _post(LINK + "/vymazat", erase),
    _get(ERASED, erased),
)
