"""News by mail: asked for here, confirmed by a button behind the link that the mail brings, ended by another.

Whoever asks is told the same, whether or not the address has news already.
"""

import re
from typing import Final

from app.basemap.search import Found, fold
from app.czech_order import czech_order
from app.tips.titles import one_line
from sync.server.basemap.repository import offered
from sync.server.cards.repository import district_of
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake import service
from sync.server.intake.domain import Kind, LeftTopic, SentNews
from sync.server.intake.service import Another, NotNow, Sender, TooMuch
from sync.server.residents import drafts, town
from sync.server.residents.drafts import Choice
from sync.server.residents.forms import form_again, known_form, new_form

SUBSCRIBE: Final = "/novinky/mailem"
CONFIRM: Final = "/novinky/potvrdit/{secret}"
LEAVE: Final = "/novinky/odhlasit/{secret}"
LEAVE_ONE: Final = LEAVE + "/jedny"
_MOST_LINE: Final = 200
_MOST_SUGGESTED: Final = 5
_HOUSE: Final = re.compile(r"\s+\d+[\w/]*$")


def subscribe(call: Call) -> Answer:
    """GET → the form, with the district that the address names."""
    fields = {"district": call.query.get("lokalita", ""), "form": new_form(call.server)}
    return _form(call, fields, {})


def subscribed(call: Call) -> Answer:
    """POST email, district, street → the same answer for every address; else the form with what has to be mended."""
    fields = {name: one_line(call.form.get(name, "")) for name in ("email", "district", "street")}
    fields["form"] = call.form.get("form", "")
    streets = _streets(call, fields["street"])
    wrong = _faults(call, fields, streets)
    if wrong:
        return _form(call, fields, wrong, streets, status=422)
    form = known_form(call.server, fields["form"])
    if form is None:
        return _form(call, {**fields, "form": form_again(call.server)}, {}, trouble="old", status=422)
    language = language_of(call.query, call.headers, call.cookies)
    street = streets[0] if fields["street"] else ""
    sent = SentNews(fields["email"], fields["district"], street)
    match service.file_news(call.server, form, sent, Sender(language, call.address, call.form.get("homepage", ""))):
        case TooMuch():
            return _form(call, fields, {}, trouble="too_much", status=429)
        case NotNow():
            return _form(call, fields, {}, trouble="not_now", status=503)
        case Another():
            return _form(call, {**fields, "form": form_again(call.server)}, {}, trouble="another", status=422)
        case _:
            return page(call, "residents/news/asked.html", {"email": fields["email"]})


def confirm(call: Call) -> Answer:
    """GET → what would be confirmed, and the button that does it."""
    return _confirm(call)


def confirmed(call: Call) -> Answer:
    """POST → it is taken down, and said; an old link is told from none."""
    secret = call.path["secret"]
    language = language_of(call.query, call.headers, call.cookies)
    taken = service.say_of_news(call.server, secret, Kind.CONFIRM_NEWS, language)
    if isinstance(taken, NotNow):
        return _confirm(call, "not_now", 503)
    return _confirm(call, "done" if taken else "")


def leave(call: Call) -> Answer:
    """GET → the button that ends the news of this link, and where there are several topics, one for each."""
    return _leave(call)


def left_one(call: Call) -> Answer:
    """POST district, street → no more news of this topic, the others go on; once more, the same is said."""
    left = LeftTopic(call.form.get("district", "")[:_MOST_LINE], call.form.get("street", "")[:_MOST_LINE])
    form = known_form(call.server, call.form.get("form", ""))
    if form is None:
        return _leave(call, "old", 409)
    language = language_of(call.query, call.headers, call.cookies)
    taken = service.leave_topic(call.server, form, call.path["secret"], left, language)
    return _leave(call, "not_now", 503) if isinstance(taken, NotNow) else _leave(call, "left")


def left_again(call: Call) -> Answer:
    """A form that is not this browser's any more."""
    return _leave(call, "old", 403)


def left(call: Call) -> Answer:
    """POST, from the page or by a program of mail (RFC 8058), without cookies → no more news, whatever the link was."""
    language = language_of(call.query, call.headers, call.cookies)
    taken = service.say_of_news(call.server, call.path["secret"], Kind.LEAVE_NEWS, language)
    return _leave(call, "not_now", 503) if isinstance(taken, NotNow) else _leave(call, "done")


def _leave(call: Call, state: str = "", status: int = 200) -> Answer:
    secret = call.path["secret"]
    with call.server.database.read() as connection:
        held = service.news_held(connection, secret)
        found = [(one, district_of(connection, one.district)) for one in held]
    topics = [(one.district, one.street, known.name if known is not None else "") for one, known in found]
    values = {"secret": secret, "state": state, "topics": topics, "form": new_form(call.server)}
    return page(call, "residents/news/leave.html", values, status)


def _confirm(call: Call, state: str = "", status: int = 200) -> Answer:
    secret = call.path["secret"]
    with call.server.database.read() as connection:
        found = service.news_of(connection, call.server, secret)
        if found is None:
            raise not_found()
        district = district_of(connection, found.district)
    values = {
        "secret": secret, "name": district.name if district is not None else "", "street": found.street,
        "state": state or ("confirmed" if found.is_confirmed else ""),
    }  # fmt: skip
    return page(call, "residents/news/confirm.html", values, status)


def _form(
    call: Call,
    fields: dict[str, str],
    wrong: dict[str, str],
    streets: tuple[str, ...] = (),
    *,
    trouble: str = "",
    status: int = 200,
) -> Answer:
    with call.server.database.read() as connection:
        known = town.town(connection).districts
    districts = sorted((Choice(one.id, one.name) for one in known), key=lambda one: czech_order(one.label))
    values = {
        "email": "", "street": "", "trap": "", **fields, "wrong": wrong, "trouble": trouble,
        "streets": streets if "street" in wrong else (),
        "districts": districts,
    }  # fmt: skip
    return page(call, "residents/news/subscribe.html", values, status)


def _faults(call: Call, fields: dict[str, str], streets: tuple[str, ...]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not fields["email"]:
        wrong["email"] = "missing"
    elif len(fields["email"]) > _MOST_LINE:
        wrong["email"] = "long"
    elif not drafts.is_mail(fields["email"]):
        wrong["email"] = "odd"
    with call.server.database.read() as connection:
        if not fields["district"] or district_of(connection, fields["district"]) is None:
            wrong["district"] = "missing"
    if fields["street"] and not (streets and fold(streets[0]) == fold(_HOUSE.sub("", fields["street"]))):
        wrong["street"] = "unknown"
    return wrong


def _streets(call: Call, typed: str) -> tuple[str, ...]:
    """The streets that words can mean, first the one of this very name."""
    if not typed or len(typed) > _MOST_LINE:
        return ()
    with call.server.database.read() as connection:
        basemap = offered(connection)
    found = call.server.addresses.search(basemap.sha256, typed) if basemap is not None else ()
    names = dict.fromkeys(_street_of(one) for one in found if one.kind in ("street", "address"))
    own = fold(_HOUSE.sub("", typed))
    return tuple(sorted(names, key=lambda name: fold(name) != own))[:_MOST_SUGGESTED]


def _street_of(found: Found) -> str:
    return found.text if found.kind == "street" else _HOUSE.sub("", found.text)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", SUBSCRIBE, subscribe, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("POST", SUBSCRIBE, subscribed, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("GET", CONFIRM, confirm, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("POST", CONFIRM, confirmed, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("GET", LEAVE, leave, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("POST", LEAVE, left, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE),
    Route("POST", LEAVE_ONE, left_one, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True, again=left_again),
)
"""The last but one is no page: it takes what no form of ours sent, since a program of mail has no cookie."""
