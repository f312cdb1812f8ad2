"""Bodies to which tips are forwarded: written, changed, ended and taken up again. Their addresses reach no device."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.czech_order import czech_order
from app.districts.domain import Body, Category
from app.identifiers import new_id
from sync.server.audit import service as audit
from sync.server.bodies import repository, service
from sync.server.bodies.domain import DAYS, KnownBody
from sync.server.desk.frame.pages import LEADS, PUBLIC, desk_page
from sync.server.desk.public.forms import Wrong, long_ones, mark_of, text
from sync.server.desk.public.keeping import MEANWHILE, NONE, SAVED, Trouble, kept, late
from sync.server.districts.words import category_name
from sync.server.feed.publish import publish
from sync.server.ground.documents import parse
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake import repository as intake
from sync.server.mail import reaching
from sync.server.mail.letters import addressable

BODIES: Final = PUBLIC + "/bodies"
BODY: Final = PUBLIC + "/body"
_END, _RESUME = "end", "resume"
_TAKEN: Final = "taken"
_MOST_DAYS: Final = 365
_KIND: Final = "kind-"
_NONE_WRONG: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class BodyForm:
    """A body as it was typed, and for which categories it is the usual one."""

    id: str = ""
    name: str = ""
    email: str = ""
    days: str = str(DAYS)
    categories: tuple[str, ...] = ()


def listed(call: Call) -> Answer:
    """GET → every body by its name, those that ended last."""
    names = _categories(call)
    with call.server.database.read() as connection:
        known = repository.every(connection)
    ordered = sorted(known, key=lambda one: (one.ended_at is not None, czech_order(one.body.name)))
    rows = [(one, f"{BODY}?id={one.body.id}", [names.get(each, "") for each in one.body.categories]) for one in ordered]
    values = {"rows": rows, "room": PUBLIC, "new": BODY, "saved": "saved" in call.query}
    return desk_page(call, PUBLIC, "desk/public/bodies.html", values)


def ask(call: Call) -> Answer:
    """GET, perhaps with the id of a body → it, to be changed; or an empty form."""
    asked = call.query.get("id", "")[:36]
    found = _found(call, asked) if asked else None
    if asked and found is None:
        raise not_found()
    return _page(call, _form_of(found) if found is not None else BodyForm(new_id()))


def take(call: Call) -> Answer:
    """POST the form → the body as it is from now on, on the devices as well; or what is wrong, with what was typed."""
    form = _read(call.form)
    return kept(lambda: _taken(call, form), lambda trouble: _page(call, form, trouble=trouble))


def again(call: Call) -> Answer:
    """What was typed into a form of a session that is over."""
    return _page(call, _read(call.form), trouble=late(is_signed_in=call.known is not None))


def _taken(call: Call, form: BodyForm) -> Answer:
    wanted = call.form.get("do", "")
    if wanted in (_END, _RESUME):
        trouble = call.server.database.durably(lambda connection: _turned(connection, call, form.id, wanted))
        return _page(call, form, trouble=trouble)
    wrong = _faults(form, _categories(call))
    if wrong or len(form.id) != len(new_id()):
        return _page(call, form, wrong=wrong, trouble=Trouble("wrong"))
    trouble = call.server.database.durably(lambda connection: _written(connection, call, form))
    if trouble.name == _TAKEN:
        return _page(call, form, wrong={"name": _TAKEN}, trouble=trouble)
    return _page(call, form, trouble=trouble) if trouble.name else see_other(BODIES + SAVED)


def _written(connection: Connection, call: Call, form: BodyForm) -> Trouble:
    known = repository.find(connection, form.id)
    body = Body(form.id, form.name, form.categories)
    one = KnownBody(body, addressable(form.email), int(form.days), known.ended_at if known is not None else None)
    if call.form.get("seen", "") != _mark(known) and known != one:
        return Trouble(MEANWHILE)
    if one.ended_at is None and _is_taken(connection, one):
        return Trouble(_TAKEN)
    _save(connection, call, one, "body.change" if known is not None else "body.add")
    return NONE


def _turned(connection: Connection, call: Call, body_id: str, wanted: str) -> Trouble:
    """End a body or take it up again."""
    known, now = repository.find(connection, body_id), call.server.now()
    if known is None or (known.ended_at is not None) == (wanted == _END):
        return NONE
    if wanted == _RESUME and _is_taken(connection, known):
        return Trouble(_TAKEN)
    _save(connection, call, msgspec.structs.replace(known, ended_at=now if wanted == _END else None), f"body.{wanted}")
    return NONE


def _save(connection: Connection, call: Call, one: KnownBody, action: str) -> None:
    before = repository.find(connection, one.body.id)
    steps = service.save(connection, one)
    if before is not None and before.email != one.email:
        steps += reaching.moved(connection, call.server, one.body.id)
    audit.record(connection, call.server.now(), call.caller, action, one.body.id)
    publish(connection, steps, call.server.now())


def _is_taken(connection: Connection, one: KnownBody) -> bool:
    other = service.named(connection, one.body.name)
    return other is not None and other.body.id != one.body.id


def _read(sent: Mapping[str, str]) -> BodyForm:
    kinds = tuple(sorted(name.removeprefix(_KIND)[:200] for name in sent if name.startswith(_KIND)))
    return BodyForm(text(sent, "id"), text(sent, "name"), text(sent, "email"), text(sent, "days"), kinds)


def _form_of(one: KnownBody) -> BodyForm:
    return BodyForm(one.body.id, one.body.name, one.email, str(one.days), tuple(sorted(one.body.categories)))


def _faults(form: BodyForm, categories: Mapping[str, str]) -> Wrong:
    wrong = long_ones({"name": form.name})
    if not form.name:
        wrong["name"] = "missing"
    try:
        addressable(form.email)
    except ValueError:
        wrong["email"] = "odd" if form.email else "missing"
    if not (form.days.isascii() and form.days.isdigit() and len(form.days) < 4 and 1 <= int(form.days) <= _MOST_DAYS):
        wrong["days"] = "odd"
    if not set(form.categories) <= categories.keys():
        wrong["categories"] = "odd"
    return wrong


def _found(call: Call, body_id: str) -> KnownBody | None:
    with call.server.database.read() as connection:
        return repository.find(connection, body_id)


def _mark(known: KnownBody | None) -> str:
    """By which what is typed over is known; that it ended is told by its own buttons."""
    return mark_of(_form_of(known) if known is not None else None)


def _categories(call: Call) -> dict[str, str]:
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        known = [parse(doc, Category) for _, doc in intake.categories(connection)]
    named = {one.id: category_name(one, language) for one in known}
    return dict(sorted(named.items(), key=lambda one: czech_order(one[1])))


def _page(call: Call, form: BodyForm, *, wrong: Mapping[str, str] = _NONE_WRONG, trouble: Trouble = NONE) -> Answer:
    known = _found(call, form.id) if call.known is not None else None
    values = {
        "form": form, "wrong": wrong, "trouble": trouble.name, "path": BODY, "room": PUBLIC, "bodies": BODIES,
        "known": known, "seen": _mark(known), "categories": _categories(call), "most": _MOST_DAYS,
    }  # fmt: skip
    return desk_page(call, PUBLIC, "desk/public/body.html", values, 409 if trouble.name == _TAKEN else trouble.status)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", BODIES, listed, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    Route("GET", BODY, ask, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),
    Route("POST", BODY, take, Entry.SESSION, LEADS, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
)
