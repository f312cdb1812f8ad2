"""Mails that could not be placed: a list, and each as plain text with what can become of it."""

from collections.abc import Mapping
from typing import Final

from sync.server.accounts.callers import Caller
from sync.server.accounts.repository import accounts_by_id
from sync.server.desk.frame.pages import MAILS, PLACES, SUBMISSIONS, desk_page
from sync.server.desk.mails import service
from sync.server.desk.mails.service import Aside
from sync.server.desk.moments import age, when
from sync.server.http.answers import Answer
from sync.server.http.calls import ADMINS, FORM, SMALL, Call, Entry, Route
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.mail.incoming.triage import Waiting
from sync.server.submissions.domain import SubmissionKind

ONE: Final = MAILS + "/{mail_id}"
RAW: Final = ONE + "/raw"
_MOST: Final = 30
_SHOWN_LETTERS: Final = 200
_MOST_LETTERS: Final = 20_000


def listed(call: Call) -> Answer:
    """GET → mails that wait, the oldest first; above them what was put aside just now, which can be taken back."""
    now = call.server.now()
    rows = [_row(call.caller, one, now) for one in service.waiting(call.server, call.caller, _MOST + 1)]
    values = {
        "rows": rows[:_MOST], "more": len(rows) > _MOST, "path": MAILS, "aside": call.query.get("aside", "")[:40],
        "done": call.query.get("done", ""),
    }  # fmt: skip
    return desk_page(call, MAILS, "desk/mails.html", values)


def one(call: Call) -> Answer:
    """GET → a mail as plain text."""
    return _page(call, "", "")


def decide(call: Call) -> Answer:
    """POST → it belongs to a tip, is a new one, is put aside or waits again; else why not, with what was typed."""
    server, caller, mail_id = call.server, call.caller, call.path["mail_id"]
    wanted, number = call.form.get("do", ""), call.form.get("number", "").strip()[:40]
    if wanted == "give":
        is_done = service.give(server, caller, mail_id, number)
    elif wanted == "file":
        is_done = service.make_tip(server, caller, mail_id)
    elif wanted == "submission":
        kind, about = call.form.get("kind", ""), call.form.get("about", "")[:36]
        known = SubmissionKind(kind) if kind in set(SubmissionKind) else None
        is_done = known is not None and service.make_submission(server, caller, mail_id, known, about)
    elif wanted == "pass":
        is_done = service.let_pass(server, caller, mail_id)
    elif wanted == "apart":
        is_done = service.apart(server, caller, mail_id)
    elif wanted == "back":
        return see_other(ONE.format(mail_id=mail_id) if service.take_back(server, caller, mail_id) else MAILS)
    elif wanted in {f"aside-{why.value}" for why in Aside}:
        is_done = service.put_aside(server, caller, mail_id, Aside(wanted.removeprefix("aside-")))
        if is_done:
            return see_other(f"{MAILS}?aside={mail_id}")
    else:
        raise not_found()
    return see_other(f"{MAILS}?done={wanted}") if is_done else _page(call, wanted, number, 409)


def raw(call: Call) -> Answer:
    """GET → the mail as it came, for an admin: a file that no browser shows."""
    found = service.raw(call.server, call.caller, call.path["mail_id"])
    if found is None:
        raise not_found()
    headers = {
        "content-disposition": 'attachment; filename="mail.eml"', "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
    }  # fmt: skip
    return Answer(found, media_type="application/octet-stream", headers=headers)


def _page(call: Call, refused: str, number: str, status: int = 200) -> Answer:
    found = service.read(call.server, call.caller, call.path["mail_id"])
    if found is None:
        raise not_found()
    mail = found.mail
    with call.server.database.read() as connection:
        rows = accounts_by_id(connection)
    people = sorted(((row.id, row.name) for row in rows if row.active), key=lambda one: one[1])
    values = {
        "one": _row(call.caller, found, call.server.now()), "came": when(found.kept.at), "refused": refused,
        "said": mail.said if mail is not None else "", "text": mail.text[:_MOST_LETTERS] if mail is not None else "",
        "has_more": mail is not None and mail.text.strip() != mail.said.strip(),
        "pictures": [one.name for one in mail.pictures] if mail is not None else [],
        "others": list(mail.left_out) if mail is not None else [], "number": number or found.number,
        "people": people, "kinds": [one.value for one in SubmissionKind], "typed": dict(call.form),
        "path": ONE.format(mail_id=found.kept.id), "all": MAILS, "reasons": [why.value for why in Aside],
        "submissions": SUBMISSIONS,
        "raw": RAW.format(mail_id=found.kept.id) if call.caller.role in ADMINS else "",
    }  # fmt: skip
    return desk_page(call, MAILS, "desk/mail.html", values, status)


def _row(caller: Caller, one: Waiting, now: str) -> Mapping[str, object]:
    mail = one.mail
    known = mail is not None and caller.sees_contacts
    return {
        "id": one.kept.id, "age": age(one.kept.at, now), "reason": one.kept.reason, "number": one.number,
        "of_submission": one.kept.submission_id or "",
        "mailbox": one.kept.mailbox, "readable": mail is not None, "shows_sender": caller.sees_contacts,
        "name": mail.name if mail is not None and known else "", "sender": mail.sender if mail and known else "",
        "subject": mail.subject if mail is not None else "",
        "beginning": " ".join(mail.said.split())[:_SHOWN_LETTERS] if mail is not None else "",
    }  # fmt: skip


ROUTES: tuple[Route, ...] = (
    Route("GET", MAILS, listed, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    Route("GET", ONE, one, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    Route("POST", ONE, decide, Entry.SESSION, PLACES, FORM, Rate.PAGE, page=True, statuses=(200, 303)),
    Route("GET", RAW, raw, Entry.SESSION, ADMINS, SMALL, Rate.PAGE, page=True),
)
