"""To be shown: photos of closed tips that wait for a decision, and each with what covers parts of it.

Nothing that a browser draws is believed: it says where to cover, the server paints, and shows what it made.
"""

from dataclasses import replace
from typing import Final

from app.districts.domain import Category
from sync.server.accounts.repository import accounts_by_id
from sync.server.desk.frame.pages import SHOWING, SHOWS, desk_page
from sync.server.desk.moments import age, when
from sync.server.desk.public.keeping import NONE, Trouble, kept, late
from sync.server.desk.showing import forms
from sync.server.desk.showing.forms import MOST_WORDS, ShowForm
from sync.server.districts.words import category_name
from sync.server.ground.documents import parse
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Handler, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import POLICY, script, see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake import repository as intake
from sync.server.photos.covers import GRID
from sync.server.showing import domain, service
from sync.server.showing.domain import Audience, Pictured

PHOTO: Final = SHOWING + "/{photo_id}"
WHOLE: Final = PHOTO + "/whole"
MADE: Final = PHOTO + "/made/{mark}"
SCRIPT: Final = "/desk/cover.js"
_MOST: Final = 60
_SHOW: Final = {f"show-{one.value}": one for one in Audience}
_WITHDRAW: Final = {f"withdraw-{one.value}": one for one in Audience}
_COVER, _CLEAR, _KEEP, _AGAIN, _LOOK = "cover", "clear", "keep", "again", "look"
_ASIDE: Final = {_KEEP: service.keep_back, _AGAIN: service.wait_again}
_DONE: Final = frozenset({_COVER, *_ASIDE, *_SHOW, *_WITHDRAW})
_SAID: Final = {"cross-origin-resource-policy": "same-origin"}


def listed(call: Call) -> Answer:
    """GET → photos that wait, the newest closings first, and those of which somebody decided last."""
    found, now = service.queue(call.server, call.caller, _MOST + 1), call.server.now()
    names, people = _categories(call), _people(call)

    def row(one: Pictured) -> dict[str, object]:
        return {
            "one": one, "path": PHOTO.format(photo_id=one.photo_id), "age": age(one.closed_at, now),
            "category": names.get(one.category, one.category), "who": people.get(one.decision.by, ""),
            "at": when(one.decision.decided_at), "closed": when(one.closed_at),
        }  # fmt: skip

    values = {
        "waiting": [row(one) for one in found.waiting[:_MOST]], "decided": [row(one) for one in found.decided[:_MOST]],
        "more": len(found.waiting) > _MOST,
    }  # fmt: skip
    return desk_page(call, SHOWING, "desk/showing/list.html", values)


def ask(call: Call) -> Answer:
    """GET → a photo with what covers it, what was made of it, and who sees that."""
    one = _found(call)
    return _page(call, one, forms.form_of(one.decision))


def take(call: Call) -> Answer:
    """POST → a picture is made, shown or withdrawn; or why not, with everything that was drawn and typed."""
    form = forms.read(call.form)
    return kept(lambda: _taken(call, form), lambda trouble: _page(call, _found(call), form, trouble))


def again(call: Call) -> Answer:
    """What was drawn and typed in a form of a session that is over. Who is signed out sees nothing of the photo."""
    form, known = forms.read(call.form), call.known is not None
    return _page(call, _found(call) if known else None, form, late(is_signed_in=known))


def whole(call: Call) -> Answer:
    """GET → the photo with nothing covered. It is noted who looked at it."""
    return _jpeg(service.whole(call.server, call.caller, call.path["photo_id"]))


def made(call: Call) -> Answer:
    """GET → the bytes that residents get."""
    return _jpeg(service.covered(call.server, call.caller, call.path["photo_id"], call.path["mark"]))


def scripts(_call: Call) -> Answer:
    """GET → the brush; without it there is a grid to be ticked."""
    return Answer(script("desk/cover.js"), media_type="text/javascript; charset=utf-8")


def _taken(call: Call, form: ShowForm) -> Answer:
    one, wanted, server, caller = _found(call), call.form.get("do", ""), call.server, call.caller
    if wanted in (_LOOK, _CLEAR):
        return _page(call, one, form if wanted == _LOOK else replace(form, covers="", fields=frozenset()))
    if wanted == _COVER:
        drawn = form.drawn
        if drawn is None:
            return _page(call, one, form, Trouble("covers"))
        return _told(call, form, service.cover(server, caller, one.photo_id, drawn, form.said))
    if wanted in _SHOW:
        trouble = _not_to_be_shown(one, form)
        if trouble is not None:
            return _page(call, one, form, trouble)
        return _told(call, form, service.show(server, caller, one.photo_id, _SHOW[wanted], form.said))
    if wanted in _WITHDRAW:
        return _told(call, form, service.withdraw(server, caller, one.photo_id, _WITHDRAW[wanted]))
    if wanted in _ASIDE:
        return _told(call, form, _ASIDE[wanted](server, caller, one.photo_id))
    raise not_found()


def _not_to_be_shown(one: Pictured, form: ShowForm) -> Trouble | None:
    """What is drawn now has to be what the picture shows, and has to be said in words."""
    if form.fields or form.covers != one.decision.covers:
        return Trouble("not_seen")
    return Trouble("wrong") if form.wrong else None


def _told(call: Call, form: ShowForm, trouble: domain.Trouble | None) -> Answer:
    if trouble is None:
        return see_other(f"{PHOTO.format(photo_id=call.path['photo_id'])}?done={call.form['do']}#picture")
    return _page(call, _found(call), form, Trouble(trouble.value))


def _page(call: Call, one: Pictured | None, form: ShowForm, trouble: Trouble = NONE) -> Answer:
    done = call.query.get("done", "")
    values: dict[str, object] = {
        "one": one, "form": form, "wrong": form.wrong if trouble.name == "wrong" else {}, "trouble": trouble.name,
        "room": SHOWING, "path": PHOTO.format(photo_id=call.path["photo_id"]), "grid": GRID, "most": MOST_WORDS,
        "done": done if done in _DONE and not trouble.name else "", "cover_script": SCRIPT,
        "whole": WHOLE.format(photo_id=call.path["photo_id"]),
    }  # fmt: skip
    if one is not None:
        values |= {
            "made": MADE.format(photo_id=one.photo_id, mark=one.decision.mark), "closed": when(one.closed_at),
            "taken": when(one.taken_at), "category": _categories(call).get(one.category, one.category),
            "decider": _people(call).get(one.decision.by, ""), "at": when(one.decision.decided_at),
        }  # fmt: skip
    answer = desk_page(call, SHOWING, "desk/showing/photo.html", values, trouble.status)
    policy = f"{POLICY['content-security-policy']}; script-src 'self'"
    return replace(answer, headers={**answer.headers, "content-security-policy": policy})


def _found(call: Call) -> Pictured:
    one = service.find(call.server, call.caller, call.path["photo_id"])
    if one is None:
        raise not_found()
    return one


def _jpeg(data: bytes | None) -> Answer:
    if data is None:
        raise not_found()
    return Answer(data, media_type="image/jpeg", headers=_SAID)


def _people(call: Call) -> dict[str, str]:
    with call.server.database.read() as connection:
        return {row.id: row.name for row in accounts_by_id(connection)}


def _categories(call: Call) -> dict[str, str]:
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        known = [parse(doc, Category) for _, doc in intake.categories(connection)]
    return {one.id: category_name(one, language) for one in known}


def _get(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.SESSION, SHOWS, SMALL, Rate.PAGE, page=True)


ROUTES: Final[tuple[Route, ...]] = (
    _get(SHOWING, listed),
    _get(SCRIPT, scripts),
    _get(PHOTO, ask),
    Route("POST", PHOTO, take, Entry.SESSION, SHOWS, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
    _get(WHOLE, whole),
    _get(MADE, made),
)
