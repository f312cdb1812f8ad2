"""The queue "to check": what a robot or a flood may have sent is let through or left out before it reaches a device."""

from collections.abc import Mapping
from typing import Final

from sync.server.desk.checking import service
from sync.server.desk.checking.service import Done
from sync.server.desk.frame.pages import CHECK, PLACES, desk_page
from sync.server.desk.moments import age
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found

_SHOWN: Final = 25
_SHOWN_LETTERS: Final = 400
_TAKE, _DROP, _TAKE_ALL, _SURE, _DROP_ALL, _BACK = "take:", "drop:", "take-all", "sure", "drop-all", "back"


def listed(call: Call) -> Answer:
    """GET → everything that waits, by its reason; above it what was done just now."""
    return _page(call, {})


def decide(call: Call) -> Answer:
    """POST → one or all of a kind are let through or left out, or what was left out waits again."""
    form, server, caller = call.form, call.server, call.caller
    wanted = form.get("do", "")
    code, kind, until = (form.get(name, "")[:40] for name in ("code", "kind", "until"))
    if wanted == _BACK:
        count = service.put_back(server, caller, form.get("at", "")[:40])
        return see_other(f"{CHECK}?back={count}")
    if wanted == _TAKE_ALL:
        numbers = service.of_kind(server, code, kind, until)
        return _page(call, {"code": code, "kind": kind, "until": until, "count": len(numbers)})
    if wanted == _SURE:
        return _told("taken", service.let_through(server, caller, service.of_kind(server, code, kind, until)))
    if wanted == _DROP_ALL:
        return _told("dropped", service.leave_out(server, caller, service.of_kind(server, code, kind, until)))
    if wanted.startswith(_TAKE):
        return _told("taken", service.let_through(server, caller, [wanted.removeprefix(_TAKE)[:40]]))
    if wanted.startswith(_DROP):
        return _told("dropped", service.leave_out(server, caller, [wanted.removeprefix(_DROP)[:40]]))
    raise not_found()


def _told(what: str, done: Done) -> Answer:
    return see_other(f"{CHECK}?{what}={done.count}&left={done.left}&at={done.at}")


def _page(call: Call, sure: Mapping[str, object]) -> Answer:
    now, query = call.server.now(), call.query
    groups = [
        {
            "code": one.code, "kind": one.kind, "count": one.count, "until": one.until, "age": age(one.oldest, now),
            "most": service.MOST,
            "rows": [
                {"number": row.number, "age": age(row.at, now), "text": row.text[:_SHOWN_LETTERS], "where": row.where,
                 "submission": row.submission}
                for row in one.rows
            ],
        }
        for one in service.waiting(call.server, call.caller, _SHOWN)
    ]  # fmt: skip
    told = {name: _count(query.get(name, "")) for name in ("taken", "dropped", "left", "back")}
    values = {"groups": groups, "sure": sure, "told": told, "at": query.get("at", "")[:40], "path": CHECK}
    return desk_page(call, CHECK, "desk/check.html", values)


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


ROUTES: tuple[Route, ...] = (
    Route("GET", CHECK, listed, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    Route("POST", CHECK, decide, Entry.SESSION, PLACES, FORM, Rate.PAGE, page=True, statuses=(200, 303)),
)
