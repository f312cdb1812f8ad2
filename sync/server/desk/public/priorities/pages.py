"""What the officer of a district sees to first: at most three, each renewed within three months or shown no longer."""

from collections.abc import Mapping
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.calendar import prague_day
from app.districts.domain import District
from app.identifiers import new_id
from app.values import believable
from sync.server.audit import service as audit
from sync.server.cards import repository, service
from sync.server.cards.domain import MOST_PRIORITIES, Priority
from sync.server.desk.frame.pages import LEADS, PUBLIC, desk_page
from sync.server.desk.moments import day
from sync.server.desk.public.forms import mark_of
from sync.server.desk.public.keeping import MEANWHILE, NONE, SAVED, Trouble, kept, late
from sync.server.desk.public.priorities import forms
from sync.server.desk.public.priorities.forms import PriorityForm
from sync.server.events import repository as events
from sync.server.ground.moments import instant
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found

DISTRICT: Final = PUBLIC + "/district/{district}"
PRIORITY: Final = DISTRICT + "/priority"
_RENEW, _REMOVE = "renew", "remove"
_THREE: Final = "three"
_NONE_WRONG: Final[Mapping[str, str]] = {}


def district(call: Call) -> Answer:
    """GET → the priorities of a district with how long each is shown, and its events."""
    return _district_page(call, None)


def ask(call: Call) -> Answer:
    """GET, perhaps with the id of a priority → it, to be changed; or an empty form."""
    asked = call.query.get("id", "")[:36]
    found = _found(call, asked) if asked else None
    if asked and found is None:
        raise not_found()
    return _page(call, forms.form_of(found) if found is not None else PriorityForm(new_id()))


def take(call: Call) -> Answer:
    """POST the form → the priority as it is from now on, set anew or taken away; or why not, with what was typed."""
    form = forms.read(call.form)
    return kept(lambda: _taken(call, form), lambda trouble: _page(call, form, trouble=trouble))


def again(call: Call) -> Answer:
    """What was typed into a form of a session that is over."""
    return _page(call, forms.read(call.form), trouble=late(is_signed_in=call.known is not None))


def _taken(call: Call, form: PriorityForm) -> Answer:
    one, wanted = _district(call), call.form.get("do", "")
    if wanted == _REMOVE:
        gone = call.server.database.durably(lambda connection: _removed(connection, call, form.id))
        return _district_page(call, gone) if gone is not None else see_other(DISTRICT.format(district=one.id))
    wrong = forms.faults(form, prague_day(call.server.settings.clock()))
    if wrong or len(form.id) != len(new_id()):
        return _page(call, form, wrong=wrong, trouble=Trouble("wrong"))
    trouble = call.server.database.durably(
        lambda connection: _written(connection, call, one.id, form, is_renewed=wanted == _RENEW)
    )
    return _page(call, form, trouble=trouble) if trouble.name else see_other(DISTRICT.format(district=one.id) + SAVED)


def _written(connection: Connection, call: Call, district_id: str, form: PriorityForm, *, is_renewed: bool) -> Trouble:
    known, now = repository.find_priority(connection, form.id), call.server.now()
    if known is not None and known.district_id != district_id:
        raise not_found()
    said = believable(form.at)
    back = instant(said) if said is not None and instant(said) <= now else now
    at = now if is_renewed else known.at if known is not None else back
    one = Priority(form.id, district_id, form.text, at, forms.done_of(form), form.text_en)
    if call.form.get("seen", "") != mark_of(known) and known != one and not (is_renewed and _same_words(known, one)):
        return Trouble(MEANWHILE)
    shown = [each.id for each in service.priorities(connection, district_id, call.server.settings.clock())]
    if one.id not in shown and len(shown) >= MOST_PRIORITIES and service.is_fresh(at, call.server.settings.clock()):
        return Trouble(_THREE)
    repository.put_priority(connection, one)
    audit.record(connection, now, call.caller, "residents.priority", one.id, district=district_id)
    return NONE


def _same_words(known: Priority | None, one: Priority) -> bool:
    return known is not None and msgspec.structs.replace(known, at=one.at) == one


def _removed(connection: Connection, call: Call, priority_id: str) -> Priority | None:
    """What was taken away; None where it was gone already."""
    known = repository.find_priority(connection, priority_id)
    if known is None or known.district_id != call.path["district"]:
        return None
    repository.drop_priority(connection, priority_id)
    audit.record(connection, call.server.now(), call.caller, "residents.priority", known.id, does=_REMOVE)
    return known


def _district(call: Call) -> District:
    with call.server.database.read() as connection:
        found = repository.district_of(connection, call.path["district"])
    if found is None:
        raise not_found()
    return found


def _found(call: Call, priority_id: str) -> Priority | None:
    with call.server.database.read() as connection:
        found = repository.find_priority(connection, priority_id)
    return found if found is not None and found.district_id == call.path["district"] else None


def _district_page(call: Call, gone: Priority | None) -> Answer:
    one, clock = _district(call), call.server.settings.clock()
    with call.server.database.read() as connection:
        known = repository.priorities(connection, one.id, "", 2 * MOST_PRIORITIES)
        coming = events.coming(connection, one.id, call.server.now(), 20)
    path = PRIORITY.format(district=one.id)
    values = {
        "name": one.name, "room": PUBLIC, "new": path, "saved": "saved" in call.query, "gone": gone,
        "gone_form": forms.form_of(gone) if gone is not None else None, "most": MOST_PRIORITIES,
        "priorities": [(each, f"{path}?id={each.id}", day(each.at), day(service.last_shown(each.at)),
                        service.state_of(each.at, clock)) for each in known],
        "events": [(each, f"{PUBLIC}/event?id={each.id}", day(each.from_at)) for each in coming],
        "new_event": f"{PUBLIC}/event?district={one.id}", "unseen": mark_of(None),
    }  # fmt: skip
    return desk_page(call, PUBLIC, "desk/public/district.html", values)


def _page(call: Call, form: PriorityForm, *, wrong: Mapping[str, str] = _NONE_WRONG, trouble: Trouble = NONE) -> Answer:
    known = _found(call, form.id) if call.known is not None else None
    name = _district(call).name if call.known is not None else ""
    path = PRIORITY.format(district=call.path["district"])
    values = {
        "form": form, "wrong": wrong, "trouble": trouble.name, "path": path, "room": PUBLIC, "name": name,
        "district": DISTRICT.format(district=call.path["district"]), "known": known, "seen": mark_of(known),
        "since": day(known.at) if known is not None else "", "today": prague_day(call.server.settings.clock()),
        "state": service.state_of(known.at, call.server.settings.clock()) if known is not None else "",
        "until": day(service.last_shown(known.at)) if known is not None else "",
    }  # fmt: skip
    return desk_page(
        call, PUBLIC, "desk/public/priority.html", values, 409 if trouble.name == _THREE else trouble.status
    )


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", DISTRICT, district, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    Route("GET", PRIORITY, ask, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    Route("POST", PRIORITY, take, Entry.SESSION, LEADS, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
)
