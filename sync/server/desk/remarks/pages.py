"""What raters wrote: decided one by one by who decides what is shown; the released ones read by the officers there."""

from collections.abc import Iterable
from typing import Final

from app.tips.sensitive import sensitive
from sync.server.accounts.repository import accounts_by_id
from sync.server.desk.frame.pages import READS_RATERS, REMARKS, SAID, SHOWS, desk_page
from sync.server.desk.hexagons import places
from sync.server.desk.moments import age, when
from sync.server.desk.public.keeping import NONE, Trouble, kept, late
from sync.server.districts import repository as districts
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.remarks import service
from sync.server.remarks.domain import Remark, State

ONE: Final = REMARKS + "/{rating_id}"
_MOST: Final = 60
_WANTED: Final = {"release": State.RELEASED, "withhold": State.WITHHELD, "wait": State.WAITING}


def listed(call: Call) -> Answer:
    """GET → remarks that wait, the oldest first, and those of which somebody decided last."""
    return _page(call)


def take(call: Call) -> Answer:
    """POST → it is decided; or the list as it stands now, with why not."""
    return kept(lambda: _taken(call), lambda trouble: _page(call, trouble))


def again(call: Call) -> Answer:
    """A button of a session that is over. Who is signed out sees no remark."""
    return _page(call, late(is_signed_in=call.known is not None))


def read(call: Call) -> Answer:
    """GET → the released remarks of the districts that the caller holds, the newest first."""
    found = service.released(call.server, call.caller, _MOST + 1)
    values = {"rows": _rows(call, found[:_MOST]), "more": len(found) > _MOST}
    return desk_page(call, SAID, "desk/remarks/read.html", values)


def _taken(call: Call) -> Answer:
    wanted, rating_id = call.form.get("do", ""), call.path["rating_id"]
    if wanted not in _WANTED:
        raise not_found()
    trouble = service.decide(call.server, call.caller, rating_id, _WANTED[wanted], call.form.get("seen", ""))
    if trouble is not None:
        return _page(call, Trouble("meanwhile"))
    return see_other(f"{REMARKS}?done={wanted}")


def _page(call: Call, trouble: Trouble = NONE) -> Answer:
    found = service.queue(call.server, call.caller, _MOST + 1) if call.known is not None else service.Queue((), ())
    done = call.query.get("done", "")
    values = {
        "waiting": _rows(call, found.waiting[:_MOST]), "decided": _rows(call, found.decided[:_MOST]),
        "more": len(found.waiting) > _MOST, "trouble": trouble.name, "is_known": call.known is not None,
        "done": done if done in _WANTED and not trouble.name else "",
    }  # fmt: skip
    return desk_page(call, REMARKS, "desk/remarks/list.html", values, trouble.status)


def _rows(call: Call, found: Iterable[Remark]) -> list[dict[str, object]]:
    found = list(found)
    with call.server.database.read() as connection:
        people = {row.id: row.name for row in accounts_by_id(connection)} if found else {}
        names = districts.names(connection) if found else {}
        where = places(connection, call.server, {one.cell for one in found}) if found else {}
    now = call.server.now()
    return [
        {
            "path": ONE.format(rating_id=one.id), "text": one.text, "where": where[one.cell],
            "district": names.get(where[one.cell].district, ""), "part": one.part, "answer": one.answer,
            "age": age(one.came_at, now), "came": when(one.came_at), "state": one.state.value, "seen": one.decided_at,
            "marks": [each.value for each in sensitive(one.text)], "burst": one.in_burst,
            "who": people.get(one.decided_by, ""), "at": when(one.decided_at),
        }
        for one in found
    ]  # fmt: skip


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", REMARKS, listed, Entry.SESSION, SHOWS, SMALL, Rate.PAGE, page=True),
    Route("POST", ONE, take, Entry.SESSION, SHOWS, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
    Route("GET", SAID, read, Entry.SESSION, READS_RATERS, SMALL, Rate.PAGE, page=True),
)
