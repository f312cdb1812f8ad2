"""A telephone call, entered while one speaks: one page, by the keyboard alone, then the number to read out."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.exc import OperationalError

from app.basemap.search import Found
from app.czech_order import czech_order
from app.districts.domain import Category
from app.messages.domain import Way
from app.tips.sensitive import sensitive
from app.values import Place
from sync.server.accounts.repository import accounts_by_id
from sync.server.basemap.repository import offered
from sync.server.desk.calls import forms, service
from sync.server.desk.calls.forms import Choice, Draft, Kind
from sync.server.desk.calls.service import Another, Around, Done, Refused
from sync.server.desk.frame.pages import CALL, TAKES_CALLS, desk_page
from sync.server.desk.moments import age, day
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
from sync.server.intake.spoken import grouped
from sync.server.submissions.domain import SubmissionKind
from sync.server.tips.lists.repository import Near

log = logging.getLogger("okrskar.server")
DONE: Final = CALL + "/{tip_id}"
JOINED: Final = "?joined=1"
_JOIN: Final = "join-"
_NONE_WRONG: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the words for the place come to: places to choose from, which one is meant, and what lies around it."""

    found: tuple[Choice, ...]
    spot: str
    place: Place | None
    around: Around | None

    @property
    def is_open(self) -> bool:
        """Whether the place is still to be chosen."""
        return bool(self.found) and not self.spot


def ask(call: Call) -> Answer:
    """GET → the form, empty."""
    return _form(call, Draft(form=_new_form(call)))


def take(call: Call) -> Answer:
    """POST the form → it again with places and tips near the place; the tip, or the note on another; or what is wrong
    with everything that was typed."""
    draft = forms.read(call.form)
    try:
        return _taken(call, draft, call.form.get("do", ""))
    except OperationalError as error:
        log.critical("a call can not be written down: %s", type(error).__name__)
        return _form(call, draft, trouble="not_now", status=503)


def _taken(call: Call, draft: Draft, wanted: str) -> Answer:
    seen = _seen(call, draft)
    if wanted == "submission" or (wanted == "file" and draft.kind):
        return _submit(call, draft, seen)
    if wanted == "file":
        return _file(call, draft, seen)
    if wanted.startswith(_JOIN):
        return _join(call, draft, seen, wanted.removeprefix(_JOIN))
    return _form(call, draft, seen=seen)


def done(call: Call) -> Answer:
    """GET → the number to read to the caller, and what becomes of the call."""
    other = service.entered(call.server, call.caller, call.path["tip_id"])
    if other is not None:
        values: dict[str, object] = {
            "number": other.number, "kind_of": other.kind.value, "told": grouped(other.told), "call": CALL,
            "address": call.server.settings.address,
        }  # fmt: skip
        return desk_page(call, CALL, "desk/call_submitted.html", values)
    tip = service.written(call.server, call.caller, call.path["tip_id"])
    if tip is None:
        raise not_found()
    with call.server.database.read() as connection:
        names = districts.names(connection)
        holders = accounts_by_id(connection, tip.holder_id) if tip.holder_id else ()
    sender = next((one for one in tip.parties if one.id == tip.id), None)
    values = {
        "tip": tip, "joined": "joined" in call.query, "district": names.get(tip.district_id, ""), "call": CALL,
        "holder": holders[0].name if holders else "", "deadline": day(tip.deadline or ""),
        "calls_back": sender is not None and sender.way is Way.CALL,
        "told": grouped(service.told(call.server, tip)), "address": call.server.settings.address,
    }  # fmt: skip
    return desk_page(call, CALL, "desk/call_done.html", values)


def again(call: Call) -> Answer:
    """What was typed into a form of a session that is over, to be sent once more after signing in."""
    trouble = "old" if call.known is not None else "signed_out"
    return _form(call, forms.read(call.form), trouble=trouble, status=403)


def _file(call: Call, draft: Draft, seen: Seen) -> Answer:
    kind = forms.chosen(draft.category, _kinds(call))
    wrong = forms.faults(draft, kind)
    if seen.is_open and "where" not in wrong:
        wrong["where"] = "choose"
    if wrong or kind is None:
        return _form(call, draft, seen=seen, wrong=wrong, status=422)
    form = call.server.seal.read_form(draft.form)
    if form is None:
        return _form(call, draft, seen=seen, trouble="old", status=409)
    if _has_unseen(draft, seen) and not service.is_filed(call.server, call.caller, form):
        return _form(call, draft, seen=seen)
    operation = forms.filed(draft, kind, seen.place)
    return _outcome(call, draft, seen, service.file(call.server, call.caller, form, operation))


def _submit(call: Call, draft: Draft, seen: Seen) -> Answer:
    category = forms.chosen(draft.category, _kinds(call))
    wrong = forms.faults(draft, category)
    form = call.server.seal.read_form(draft.form)
    kind = SubmissionKind(draft.kind) if draft.kind in set(SubmissionKind) else None
    if wrong or kind is None:
        return _form(call, draft, seen=seen, wrong=wrong, trouble="" if wrong else "unreadable", status=422)
    if form is None:
        return _form(call, draft, seen=seen, trouble="old", status=409)
    doc = forms.submitted(draft, category, seen.place)
    done = service.submit(call.server, call.caller, form, doc, kind=kind, about=draft.about[:36])
    if isinstance(done, Done):
        return see_other(DONE.format(tip_id=done.tip_id))
    return _form(call, draft, seen=seen, trouble="unreadable", status=409)


def _has_unseen(draft: Draft, seen: Seen) -> bool:
    """Whether there are tips near that were not shown yet."""
    near = seen.around is not None and bool(seen.around.near)
    return near and seen.place is not None and draft.shown != forms.key_of(seen.place)


def _join(call: Call, draft: Draft, seen: Seen, tip_id: str) -> Answer:
    wrong = {name: fault for name, fault in forms.faults(draft, None).items() if name == "text"}
    if wrong:
        return _form(call, draft, seen=seen, wrong=wrong, status=422)
    if draft.has_contact:
        return _form(call, draft, seen=seen, trouble="contact", status=409)
    form = call.server.seal.read_form(draft.form)
    if form is None:
        return _form(call, draft, seen=seen, trouble="old", status=409)
    outcome = service.join(call.server, call.caller, form, tip_id[:36], draft.text.strip())
    return _outcome(call, draft, seen, outcome, JOINED)


def _outcome(call: Call, draft: Draft, seen: Seen, outcome: Done | Another | Refused, asked: str = "") -> Answer:
    match outcome:
        case Done(tip_id):
            return see_other(DONE.format(tip_id=tip_id) + asked)
        case Another(number):
            fresh = replace(draft, form=_new_form(call))
            return _form(call, fresh, seen=seen, trouble="another", number=number, status=409)
        case Refused():
            return _form(call, draft, seen=seen, trouble="refused", status=409)


def _form(
    call: Call,
    draft: Draft,
    *,
    seen: Seen | None = None,
    wrong: Mapping[str, str] = _NONE_WRONG,
    trouble: str = "",
    number: str = "",
    status: int = 200,
) -> Answer:
    if call.server.seal.read_form(draft.form) is None:
        draft = replace(draft, form=_new_form(call))
    kinds = _kinds(call)
    kind = forms.chosen(draft.category, kinds)
    near = seen.around.near if seen is not None and seen.around is not None else ()
    with call.server.database.read() as connection:
        names = districts.names(connection)
        rows = accounts_by_id(connection)
    people = sorted(((row.id, row.name) for row in rows if row.active), key=lambda one: one[1])
    place = seen.place if seen is not None else None
    values = {
        "draft": draft, "kinds": kinds, "kind": kind, "wrong": wrong, "trouble": trouble, "number": number,
        "call": CALL, "most": forms.MOST_TEXT, "searched": seen is not None and bool(draft.where.strip()),
        "found": seen.found if seen is not None else (), "spot": seen.spot if seen is not None else "",
        "place": place, "shown": forms.key_of(place) if place is not None else "",
        "district": names.get(seen.around.district_id, "") if seen is not None and seen.around is not None else "",
        "near": [_shown(call, one) for one in near], "warnings": [one.value for one in sensitive(draft.text)],
        "people": people, "others": [one.value for one in SubmissionKind],
        "focus": _focus(draft, kind, seen, wrong),
    }  # fmt: skip
    answer = desk_page(call, CALL, "desk/call.html", values, status)
    return replace(answer, headers={**answer.headers, "cache-control": "private, no-cache"})


def _focus(draft: Draft, kind: Kind | None, seen: Seen | None, wrong: Mapping[str, str]) -> str:
    """Where one goes on writing."""
    if kind is None:
        return "category"
    if not draft.where.strip() or (seen is not None and seen.is_open):
        return "spot" if draft.where.strip() else "where"
    if not draft.text.strip():
        return "text"
    return next((name for name in ("where", "text", "name", "phone") if name in wrong), "file")


def _shown(call: Call, one: Near) -> Mapping[str, object]:
    tip = one.tip
    where = tip.place.address if tip.place is not None else ""
    return {
        "id": tip.id, "number": tip.number, "title": tip.title, "where": where, "metres": round(one.metres),
        "status": tip.status.value, "age": age(tip.created_at, call.server.now()),
    }  # fmt: skip


def _seen(call: Call, draft: Draft) -> Seen:
    where = draft.where[:200]
    found = forms.choices(_search(call, where)) if where.strip() else ()
    spot = forms.preferred(draft, found)
    place = forms.place_of(draft, spot)
    around = service.around(call.server, call.caller, place) if place is not None else None
    return Seen(found if place is None or found else (), spot, place, around)


def _search(call: Call, where: str) -> tuple[Found, ...]:
    with call.server.database.read() as connection:
        basemap = offered(connection)
    return call.server.addresses.search(basemap.sha256, where) if basemap is not None else ()


def _kinds(call: Call) -> tuple[Kind, ...]:
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        known = [parse(doc, Category) for _, doc in intake.categories(connection)]
    named = [(one.id, category_name(one, language)) for one in known]
    return forms.numbered(sorted(named, key=lambda one: (one[0] == "other", czech_order(one[1]))))


def _new_form(call: Call) -> str:
    return call.server.seal.new_form(call.server.settings.clock().timestamp())


ROUTES: tuple[Route, ...] = (
    Route("GET", CALL, ask, Entry.SESSION, TAKES_CALLS, SMALL, Rate.PAGE, page=True),
    Route("POST", CALL, take, Entry.SESSION, TAKES_CALLS, FORM, Rate.PAGE, page=True, statuses=(200, 303), again=again),
    Route("GET", DONE, done, Entry.SESSION, TAKES_CALLS, SMALL, Rate.PAGE, page=True),
)
