"""Submissions: what is no tip, for who may read it. The list by their clocks; one, with what can be done with it."""

from collections.abc import Mapping
from typing import Final

from sync.server.accounts.repository import accounts_by_id
from sync.server.desk.frame.pages import NO_TIP, PLACES, SUBMISSIONS, desk_page
from sync.server.desk.moments import age, when
from sync.server.desk.submissions.forms import step_of, version_of
from sync.server.desk.submissions.making import pages as moving
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.submissions import service
from sync.server.submissions.domain import MOST_TEXT, Line, State, Submission, SubmissionKind, What
from sync.server.submissions.moving import Back
from sync.server.submissions.repository import Record
from sync.server.submissions.service import Decided, Read, Trouble

ONE: Final = SUBMISSIONS + "/{submission_id}"
PICTURE: Final = ONE + "/photo/{picture_id}"
_MOST: Final = 100
_SHOWN_LETTERS: Final = 160
_NAMED: Final = (What.ABOUT, What.NOT_ABOUT)


def listed(call: Call) -> Answer:
    """GET → what waits, what is due first above; with ``done``, what was dealt with."""
    state = State.DONE if call.query.get("done") == "1" else State.OPEN
    found = service.listed(call.server, call.caller, state, _MOST + 1)
    names, now = _names(call), call.server.now()
    values = {
        "rows": [_row(one, names, now) for one in found[:_MOST]], "more": len(found) > _MOST, "path": SUBMISSIONS,
        "done": state is State.DONE, "left": call.query.get("left") == "1", "make": NO_TIP,
        "tip": call.query.get("tip", "")[:40],
    }  # fmt: skip
    return desk_page(call, SUBMISSIONS, "desk/submissions/list.html", values)


def one(call: Call) -> Answer:
    """GET → all of it, for who may read it."""
    return _page(call, {})


def decide(call: Call) -> Answer:
    """POST → it is done, or why not, with what was typed."""
    done = moving.back(call) if call.form.get("do") == "tip" else _acted(call)
    match done:
        case None:
            raise not_found()
        case Trouble():
            values = {"trouble": done.value, "typed": dict(call.form)}
            return _page(call, values, 409 if done is Trouble.CHANGED else 422)
        case Back():
            return see_other(f"{SUBMISSIONS}?tip={done.number}")
        case Decided():
            path = ONE.format(submission_id=done.record.id)
            return see_other(f"{path}?did={done.record.doc.lines[-1].what.value}")


def _acted(call: Call) -> Decided | Trouble | None:
    step = step_of(call.form)
    if step is None:
        return None
    return service.act(call.server, call.caller, call.path["submission_id"], version_of(call.form), step)


def picture(call: Call) -> Answer:
    """GET → a photo of one that the caller may read."""
    found = service.picture(call.server, call.caller, call.path["submission_id"], call.path["picture_id"])
    if found is None:
        raise not_found()
    return Answer(found, media_type="image/jpeg")


def _page(call: Call, values: Mapping[str, object], status: int = 200) -> Answer:
    found = service.read(call.server, call.caller, call.path["submission_id"])
    if found is None and call.query.get("did"):
        return see_other(f"{SUBMISSIONS}?left=1")
    if found is None:
        raise not_found()
    return desk_page(call, SUBMISSIONS, "desk/submissions/one.html", {**_shown(call, found), **values}, status)


def _shown(call: Call, found: Read) -> dict[str, object]:
    record, names, now = found.record, _names(call), call.server.now()
    doc, path = record.doc, ONE.format(submission_id=record.id)
    place = doc.place
    where = doc.where if place is None else place.address or f"{place.lat:.5f}, {place.lon:.5f}"
    return {
        "one": _row(record, names, now), "path": path, "here_path": SUBMISSIONS, "version": record.version,
        "text": doc.text, "where": where, "contact": [one for one in (doc.name, doc.phone, doc.email) if one],
        "sees_contacts": call.caller.sees_contacts, "has_page": found.has_page, "unsent": doc.unsent,
        "has_address": found.has_address, "answers": _said(doc, names),
        "told": [(when(each.at), names.get(each.by, ""), each.text) for each in doc.told],
        "lines": [_line(each, names) for each in doc.lines],
        "about": [(each, names.get(each, "")) for each in sorted(found.about, key=lambda each: names.get(each, ""))],
        "people": [(each, name) for each, name in _people(call) if each not in found.about],
        "kinds": [each.value for each in SubmissionKind if each is not record.kind],
        "pictures": [PICTURE.format(submission_id=record.id, picture_id=each) for each in found.pictures],
        "categories": moving.categories(call), "category": doc.category,
        "most": MOST_TEXT, "did": call.query.get("did", ""), "trouble": "", "typed": {},
        "is_mine": record.reader_id == call.caller.officer_id,
    }  # fmt: skip


def _row(record: Record, names: Mapping[str, str], now: str) -> dict[str, object]:
    is_open = record.state is State.OPEN
    return {
        "path": ONE.format(submission_id=record.id), "number": record.number, "kind": record.kind.value,
        "open": is_open, "age": age(record.came_at, now), "came": when(record.came_at), "due": when(record.due),
        "late": is_open and record.due < now, "over": age(record.due, now) if record.due < now else None,
        "left": age(now, record.due) if record.due >= now else None, "closed": when(record.closed_at),
        "reader": names.get(record.reader_id, ""), "begins": record.doc.text[:_SHOWN_LETTERS],
    }  # fmt: skip


def _said(doc: Submission, names: Mapping[str, str]) -> list[tuple[str, str, str, str, str]]:
    """What was written to its sender and what they wrote, in time: when, by whom, the text, what became of the mail."""
    ours = [(one.at, names.get(one.by, ""), one.text, one.delivery or "", one.reason) for one in doc.answers]
    theirs = [(one.at, "", one.text, "", "") for one in doc.heard]
    told = sorted((*ours, *theirs), key=lambda one: one[0])
    return [(when(at), by, text, delivery, reason) for at, by, text, delivery, reason in told]


def _line(line: Line, names: Mapping[str, str]) -> dict[str, str]:
    value = names.get(line.value, "") if line.what in _NAMED else line.value
    return {
        "at": when(line.at), "what": line.what.value, "by": names.get(line.by, ""), "value": value,
        "reason": line.reason,
    }  # fmt: skip


def _people(call: Call) -> list[tuple[str, str]]:
    with call.server.database.read() as connection:
        rows = accounts_by_id(connection)
    return sorted(((row.id, row.name) for row in rows if row.active), key=lambda one: one[1])


def _names(call: Call) -> dict[str, str]:
    with call.server.database.read() as connection:
        return {row.id: row.name for row in accounts_by_id(connection)}


ROUTES: tuple[Route, ...] = (
    *moving.ROUTES,
    Route("GET", SUBMISSIONS, listed, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    Route("GET", ONE, one, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    Route("POST", ONE, decide, Entry.SESSION, PLACES, FORM, Rate.PAGE, page=True, statuses=(303,)),
    Route("GET", PICTURE, picture, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
)
