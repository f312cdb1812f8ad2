"""Ratings that came too fast: the list of bursts, and one with why it is set aside, to be counted or left out."""

from collections.abc import Mapping
from typing import Final

from app.tips.titles import one_line
from sync.server.accounts.repository import accounts_by_id
from sync.server.desk.bursts import service
from sync.server.desk.bursts.service import Burst, Inside
from sync.server.desk.frame.pages import BURSTS, SHOWS, desk_page
from sync.server.desk.moments import age, between, when
from sync.server.desk.public.keeping import NONE, Trouble, kept, late
from sync.server.districts import repository as districts
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.ratings.bursts import MOST_REASON, Decision, Said
from sync.server.ratings.bursts import Trouble as Refused

ONE: Final = BURSTS + "/{burst_id}"
_MOST: Final = 60
_DAYS: Final = 90
"""Of so many days the page says how many ratings usually come."""
_WANTED: Final = {one.value: one for one in Decision}


def listed(call: Call) -> Answer:
    """GET → bursts that wait for a decision, then those decided last."""
    found, names, people = service.listed(call.server, call.caller, _MOST + 1), _districts(call), _people(call)
    waiting = [_row(call, one, names, people) for one in found if one.stands is Decision.OPEN]
    decided = [_row(call, one, names, people) for one in found if one.stands is not Decision.OPEN]
    values = {"waiting": waiting[:_MOST], "decided": decided[:_MOST], "more": len(waiting) > _MOST}
    return desk_page(call, BURSTS, "desk/bursts/list.html", values)


def ask(call: Call) -> Answer:
    """GET → a burst with what is in it."""
    return _page(call, service.read(call.server, call.path["burst_id"]))


def take(call: Call) -> Answer:
    """POST → it is decided; or why not, with what was typed."""
    return kept(lambda: _taken(call), lambda trouble: _page(call, _read(call), trouble))


def again(call: Call) -> Answer:
    """What was typed into a form of a session that is over. Who is signed out sees nothing of the burst."""
    known = call.known is not None
    return _page(call, _read(call) if known else None, late(is_signed_in=known), is_known=known)


def _taken(call: Call) -> Answer:
    what, reason = _WANTED.get(call.form.get("do", "")), one_line(call.form.get("reason", ""))
    if what is None or _read(call) is None:
        raise not_found()
    if not reason or len(reason) > MOST_REASON:
        return _page(call, _read(call), Trouble("long" if reason else "missing"))
    said = Said(what, call.caller.officer_id, call.server.now(), reason, call.form.get("seen", ""))
    trouble = service.decide(call.server, call.caller, call.path["burst_id"], said)
    if trouble is Refused.GONE:
        raise not_found()
    if trouble is not None:
        return _page(call, _read(call), Trouble("meanwhile"))
    return see_other(f"{ONE.format(burst_id=call.path['burst_id'])}?done={what.value}")


def _page(call: Call, found: tuple[Burst, Inside] | None, trouble: Trouble = NONE, *, is_known: bool = True) -> Answer:
    if found is None and is_known:
        raise not_found()
    done = call.query.get("done", "")
    values: dict[str, object] = {
        "one": None, "trouble": trouble.name, "room": BURSTS, "path": ONE.format(burst_id=call.path["burst_id"]),
        "reason": call.form.get("reason", "") if call.body else "", "seen": "", "most": MOST_REASON,
        "done": done if done in _WANTED and not trouble.name else "", "tried": call.form.get("do", "count"),
    }  # fmt: skip
    if found is not None:
        one, inside = found
        values |= {"one": _row(call, one, _districts(call), _people(call)), "inside": inside, "seen": one.decided_at}
    return desk_page(call, BURSTS, "desk/bursts/one.html", values, trouble.status)


def _row(call: Call, one: Burst, names: Mapping[str, str], people: Mapping[str, str]) -> dict[str, object]:
    return {
        "path": ONE.format(burst_id=one.id), "where": one.where, "district": names.get(one.where.district, ""),
        "degrees": one.where.degrees, "span": between(one.first, one.last), "ratings": one.ratings,
        "most": one.most_in_a_day, "believed": one.believed, "usual": round(one.baseline_per_day * _DAYS),
        "age": age(one.found_at, call.server.now()), "stands": one.stands.value,
        "history": [(when(each.at), people.get(each.by, ""), each.what.value, each.reason) for each in one.history],
    }  # fmt: skip


def _read(call: Call) -> tuple[Burst, Inside] | None:
    return service.read(call.server, call.path["burst_id"])


def _people(call: Call) -> dict[str, str]:
    with call.server.database.read() as connection:
        return {row.id: row.name for row in accounts_by_id(connection)}


def _districts(call: Call) -> dict[str, str]:
    with call.server.database.read() as connection:
        return districts.names(connection)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", BURSTS, listed, Entry.SESSION, SHOWS, SMALL, Rate.PAGE, page=True),
    Route("GET", ONE, ask, Entry.SESSION, SHOWS, SMALL, Rate.PAGE, page=True),
    Route("POST", ONE, take, Entry.SESSION, SHOWS, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
)
