"""Events of a district or of the city: written, changed, cancelled so that it is seen, taken away and put back."""

from collections.abc import Mapping
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from sync.server.audit import service as audit
from sync.server.desk.frame.pages import LEADS, PUBLIC, desk_page
from sync.server.desk.public.events import forms
from sync.server.desk.public.events.forms import EventForm
from sync.server.desk.public.forms import mark_of
from sync.server.desk.public.keeping import MEANWHILE, NONE, SAVED, Trouble, kept, late
from sync.server.districts import repository as districts
from sync.server.events import repository
from sync.server.events.domain import Event, EventKind
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found

EVENT: Final = PUBLIC + "/event"
_CANCEL, _HOLD, _REMOVE = "cancel", "hold", "remove"
_NONE_WRONG: Final[Mapping[str, str]] = {}


def ask(call: Call) -> Answer:
    """GET, perhaps with the id of an event → it, to be changed; or an empty form, perhaps of a district."""
    asked = call.query.get("id", "")[:36]
    found = _found(call, asked) if asked else None
    if asked and found is None:
        raise not_found()
    fresh = EventForm(new_id(), district=call.query.get("district", "")[:200])
    return _page(call, forms.form_of(found) if found is not None else fresh)


def take(call: Call) -> Answer:
    """POST the form → the event as it is from now on; or what is wrong, with everything that was typed."""
    form = forms.read(call.form)
    return kept(lambda: _taken(call, form), lambda trouble: _page(call, form, trouble=trouble))


def again(call: Call) -> Answer:
    """What was typed into a form of a session that is over."""
    return _page(call, forms.read(call.form), trouble=late(is_signed_in=call.known is not None))


def _taken(call: Call, form: EventForm) -> Answer:
    wanted = call.form.get("do", "")
    if wanted in (_CANCEL, _HOLD):
        call.server.database.durably(lambda connection: _turned(connection, call, form.id, cancels=wanted == _CANCEL))
        return _page(call, form)
    if wanted == _REMOVE:
        gone = call.server.database.durably(lambda connection: _removed(connection, call, form.id))
        return _page(call, forms.form_of(gone) if gone is not None else form, is_gone=True)
    with call.server.database.read() as connection:
        wrong = forms.faults(form, call.server.settings.clock(), districts.names(connection))
    if wrong or len(form.id) != len(new_id()):
        return _page(call, form, wrong=wrong, trouble=Trouble("wrong"))
    if not call.server.database.durably(lambda connection: _written(connection, call, form)):
        return _page(call, form, trouble=Trouble(MEANWHILE))
    return see_other(PUBLIC + SAVED)


def _written(connection: Connection, call: Call, form: EventForm) -> bool:
    """False where somebody else changed it since the form was given out."""
    known, now = repository.find(connection, form.id), call.server.now()
    one = forms.event_of(form, known, now)
    if call.form.get("seen", "") != _mark(known):
        return known is not None and msgspec.structs.replace(one, changed_at=known.changed_at) == known
    repository.put(connection, one)
    audit.record(connection, now, call.caller, "residents.event", one.id)
    return True


def _turned(connection: Connection, call: Call, event_id: str, *, cancels: bool) -> None:
    known, now = repository.find(connection, event_id), call.server.now()
    if known is None or known.cancelled == cancels:
        return
    repository.put(connection, msgspec.structs.replace(known, cancelled=cancels, changed_at=now))
    audit.record(connection, now, call.caller, "residents.event", event_id, does=_CANCEL if cancels else _HOLD)


def _removed(connection: Connection, call: Call, event_id: str) -> Event | None:
    known = repository.find(connection, event_id)
    if known is not None:
        repository.drop(connection, event_id)
        audit.record(connection, call.server.now(), call.caller, "residents.event", event_id, does=_REMOVE)
    return known


def _found(call: Call, event_id: str) -> Event | None:
    with call.server.database.read() as connection:
        return repository.find(connection, event_id)


def _mark(known: Event | None) -> str:
    """By which what is typed over is known; that it was cancelled is told by its own buttons."""
    return mark_of(forms.form_of(known) if known is not None else None)


def _page(
    call: Call,
    form: EventForm,
    *,
    wrong: Mapping[str, str] = _NONE_WRONG,
    trouble: Trouble = NONE,
    is_gone: bool = False,
) -> Answer:
    known, names = None, {}
    if call.known is not None:
        known = _found(call, form.id)
        with call.server.database.read() as connection:
            names = districts.names(connection)
    values = {
        "form": form, "wrong": wrong, "trouble": trouble.name, "path": EVENT, "room": PUBLIC, "known": known,
        "seen": _mark(known), "districts": names, "kinds": [one.value for one in EventKind], "gone": is_gone,
    }  # fmt: skip
    return desk_page(call, PUBLIC, "desk/public/event.html", values, trouble.status)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", EVENT, ask, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    Route("POST", EVENT, take, Entry.SESSION, LEADS, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
)
