"""Pages of tips: a search over those that the caller may read, and one tip with its number in another system."""

from typing import Final

from app.districts.domain import Category
from app.tips.domain import Tip
from app.tips.fields import FIELDS
from app.tips.words import snippet, wanted_words
from sync.server.accounts.repository import accounts_by_id
from sync.server.desk.frame.pages import TAKES_CALLS, TIPS, desk_page
from sync.server.desk.moments import when
from sync.server.desk.tips import service
from sync.server.desk.tips.service import EVENT_NUMBER
from sync.server.districts import repository as districts
from sync.server.districts.words import category_name
from sync.server.ground.documents import parse
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import script, see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake import repository as intake

ONE: Final = TIPS + "/{tip_id}"
SCRIPT: Final = "/desk/copy.js"
_MOST: Final = 50
_MOST_LETTERS: Final = 200
_MOST_BEFORE: Final = 80


def searched(call: Call) -> Answer:
    """GET q, perhaps before → the newest tips with all these beginnings of words, fifty at a time."""
    text = call.query.get("q", "").strip()[:_MOST_LETTERS]
    wanted = wanted_words(text)
    at, _, tip_id = call.query.get("before", "")[:_MOST_BEFORE].partition(" ")
    found = service.search(call.server, call.caller, text, (at, tip_id) if tip_id else None, _MOST) if wanted else None
    names, places = _categories(call), _districts(call)
    rows = [
        {
            "path": ONE.format(tip_id=tip.id), "number": tip.number, "event": tip.event_number, "title": tip.title,
            "snippet": snippet(tip, wanted), "category": names.get(tip.category, tip.category),
            "address": tip.place.address if tip.place is not None else "", "came": when(tip.created_at),
            "district": places.get(tip.district_id, ""), "status": tip.status.value,
        }
        for tip in (found.tips if found is not None else ())
    ]  # fmt: skip
    last = found.tips[-1] if found is not None and found.more else None
    values = {
        "path": TIPS, "q": text, "searched": found is not None, "rows": rows,
        "before": f"{last.created_at} {last.id}" if last is not None else "",
    }  # fmt: skip
    return desk_page(call, TIPS, "desk/tips/search.html", values)


def one(call: Call) -> Answer:
    """GET → a tip, what another system needs of it, and the field for its number there."""
    return _page(call, _found(call))


def write(call: Call) -> Answer:
    """POST event_number, was → another system has the tip under this number; or why not, with what was typed."""
    typed, seen = call.form.get(EVENT_NUMBER, ""), call.form.get("was", "")
    value = FIELDS[EVENT_NUMBER].checked(typed)
    if value is None:
        return _page(call, _found(call), typed[:_MOST_LETTERS], "long", 422)
    code = service.write_number(call.server, call.caller, call.path["tip_id"], seen[:_MOST_LETTERS], value)
    if code is not None:
        return _page(call, _found(call), typed, code.value, 409)
    return see_other(f"{ONE.format(tip_id=call.path['tip_id'])}?saved=1")


def scripts(_call: Call) -> Answer:
    """GET → the button that copies; without it the text is marked and copied by hand."""
    return Answer(script("desk/copy.js"), media_type="text/javascript; charset=utf-8")


def _found(call: Call) -> Tip:
    found = service.read(call.server, call.caller, call.path["tip_id"])
    if found is None:
        raise not_found()
    return found


def _page(call: Call, tip: Tip, typed: str | None = None, trouble: str = "", status: int = 200) -> Answer:
    with call.server.database.read() as connection:
        holders = accounts_by_id(connection, tip.holder_id) if tip.holder_id else ()
    values = {
        "path": ONE.format(tip_id=tip.id), "back": TIPS, "tip": tip, "came": when(tip.created_at),
        "category": _categories(call).get(tip.category, tip.category),
        "district": _districts(call).get(tip.district_id, ""), "holder": holders[0].name if holders else "",
        "deadline": when(tip.deadline) if tip.deadline else "", "closed": when(tip.closing.at) if tip.closing else "",
        "typed": tip.event_number if typed is None else typed, "trouble": trouble, "limit": FIELDS[EVENT_NUMBER].limit,
        "saved": call.query.get("saved") == "1" and not trouble, "copy_script": SCRIPT,
    }  # fmt: skip
    return desk_page(call, TIPS, "desk/tips/tip.html", values, status, scripted=True)


def _districts(call: Call) -> dict[str, str]:
    with call.server.database.read() as connection:
        return dict(districts.names(connection))


def _categories(call: Call) -> dict[str, str]:
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        known = [parse(doc, Category) for _, doc in intake.categories(connection)]
    return {each.id: category_name(each, language) for each in known}


ROUTES: tuple[Route, ...] = (
    Route("GET", TIPS, searched, Entry.SESSION, TAKES_CALLS, SMALL, Rate.PAGE, page=True),
    Route("GET", ONE, one, Entry.SESSION, TAKES_CALLS, SMALL, Rate.PAGE, page=True),
    Route("POST", ONE, write, Entry.SESSION, TAKES_CALLS, FORM, Rate.PAGE, page=True, statuses=(303,)),
    Route("GET", SCRIPT, scripts, Entry.SESSION, TAKES_CALLS, SMALL, Rate.PAGE, page=True),
)
