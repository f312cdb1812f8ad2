"""What could not be placed: a list, the oldest first, and each tip with what gives it a district."""

from collections.abc import Mapping
from typing import Final

from app.basemap.spots import coordinates
from app.districts.domain import Category
from app.tips.domain import Tip
from app.tips.titles import one_line
from app.values import Place
from sync.server.accounts.repository import accounts_by_id
from sync.server.basemap.repository import offered
from sync.server.desk.frame.pages import NO_TIP, PLACES, UNPLACED, desk_page
from sync.server.desk.moments import age, when
from sync.server.desk.unplaced import service
from sync.server.desk.unplaced.service import Given, NotGiven
from sync.server.districts import repository as districts
from sync.server.districts.words import category_name
from sync.server.ground.documents import parse
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake import repository as intake

ONE: Final = UNPLACED + "/{tip_id}"
_BACK: Final = "back"
_AT: Final = "at:"
_MOST: Final = 100
_SHOWN_LETTERS: Final = 300
_MOST_WHERE: Final = 200


def listed(call: Call) -> Answer:
    """GET → tips without a district; above them what was placed just now, which can be taken back."""
    found = service.waiting(call.server, call.caller, _MOST + 1)
    now, names = call.server.now(), _categories(call)
    rows = [
        {
            "id": tip.id, "number": tip.number, "title": tip.title, "age": age(tip.created_at, now),
            "category": names.get(tip.category, tip.category), "text": tip.text[:_SHOWN_LETTERS],
            "channel": tip.channel.value, "outside": tip.place is not None,
        }
        for tip in found[:_MOST]
    ]  # fmt: skip
    values = {"rows": rows, "more": len(found) > _MOST, "here_path": UNPLACED, "placed": _placed(call)}
    return desk_page(call, UNPLACED, "desk/unplaced.html", values)


def one(call: Call) -> Answer:
    """GET → a tip with all that says where it is."""
    return _page(call, {})


def decide(call: Call) -> Answer:
    """POST → places for the words; or the tip has a district, or none again; or why not, with what was typed."""
    tip_id, form = call.path["tip_id"], call.form
    wanted = form.get("do", "")
    where, district = form.get("where", "")[:_MOST_WHERE], form.get("district", "")[:200]
    typed = {"where": where, "chosen": district}
    base = int(form["version"]) if form.get("version", "").isdecimal() and len(form["version"]) < 10 else 0
    if wanted.startswith(_AT):
        point, _, label = wanted.removeprefix(_AT).partition("|")
        at = coordinates(point)
        if at is None:
            raise not_found()
        done = service.place(call.server, call.caller, tip_id, base, Place(at.lat, at.lon, one_line(label)[:200]))
    elif wanted == "give" and district:
        done = service.give(call.server, call.caller, tip_id, base, district)
    elif wanted == _BACK:
        done = service.give(call.server, call.caller, tip_id, base, "")
    else:
        return _page(call, {**typed, "searched": wanted == "find" and bool(where.strip())})
    match done:
        case Given(tip) if wanted == _BACK:
            return see_other(ONE.format(tip_id=tip.id))
        case Given(tip):
            return see_other(f"{UNPLACED}?placed={tip.id}&version={tip.version}")
        case NotGiven(code):
            trouble = "outside" if code is None else code.value
            return _page(call, {**typed, "searched": bool(where.strip()), "trouble": trouble}, 409)


def _page(call: Call, typed: Mapping[str, object], status: int = 200) -> Answer:
    found = service.read(call.server, call.caller, call.path["tip_id"])
    if found is None:
        raise not_found()
    tip, where = found.tip, str(typed.get("where", ""))
    with call.server.database.read() as connection:
        names = districts.names(connection)
    values = {
        "tip": tip, "contact": found.contact, "districts": names, "district": names.get(tip.district_id, ""),
        "came": when(tip.created_at), "age": age(tip.created_at, call.server.now()), "where": where,
        "category": _categories(call).get(tip.category, tip.category), "searched": typed.get("searched", False),
        "found": _found(call, where) if typed.get("searched") else [], "trouble": typed.get("trouble", ""),
        "no_tip": f"{NO_TIP}?number={tip.number}",
        "chosen": typed.get("chosen", ""), "here_path": UNPLACED, "path": ONE.format(tip_id=tip.id),
    }  # fmt: skip
    return desk_page(call, UNPLACED, "desk/unplaced_one.html", values, status)


def _found(call: Call, where: str) -> list[Mapping[str, str]]:
    """Places for the words, with the names of their districts."""
    typed = coordinates(where)
    with call.server.database.read() as connection:
        basemap, names = offered(connection), districts.names(connection)
        index = call.server.lookups.get(connection).districts
    known = call.server.addresses.search(basemap.sha256, where) if basemap is not None and typed is None else ()
    places = [Place(one.lat, one.lon, one.text) for one in known] if typed is None else [typed]
    return [
        {
            "value": f"{_AT}{at.lat:.6f},{at.lon:.6f}|{at.address}", "label": at.address or one_line(where),
            "district": names.get(index.district_of(at.lon, at.lat) or "", ""),
        }
        for at in places
    ]  # fmt: skip


def _placed(call: Call) -> Mapping[str, object] | None:
    """What was placed just now, as long as nobody changed it since."""
    tip_id, version = call.query.get("placed", ""), call.query.get("version", "")
    found = service.read(call.server, call.caller, tip_id) if tip_id else None
    if found is None or not found.tip.district_id:
        return None
    tip = found.tip
    with call.server.database.read() as connection:
        names = districts.names(connection)
        holders = accounts_by_id(connection, tip.holder_id) if tip.holder_id else ()
    return {
        "id": tip.id, "number": tip.number, "version": tip.version, "district": names.get(tip.district_id, ""),
        "holder": holders[0].name if holders else "", "path": ONE.format(tip_id=tip.id),
        "can_go_back": _can_go_back(tip, version),
    }  # fmt: skip


def _can_go_back(tip: Tip, version: str) -> bool:
    return str(tip.version) == version


def _categories(call: Call) -> dict[str, str]:
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        known = [parse(doc, Category) for _, doc in intake.categories(connection)]
    return {one.id: category_name(one, language) for one in known}


ROUTES: tuple[Route, ...] = (
    Route("GET", UNPLACED, listed, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    Route("GET", ONE, one, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    Route("POST", ONE, decide, Entry.SESSION, PLACES, FORM, Rate.PAGE, page=True, statuses=(200, 303)),
)
