"""Pages that make a tip what is none, and back."""

from collections.abc import Mapping
from typing import Final

from app.districts.domain import Category
from sync.server.accounts.repository import accounts_by_id
from sync.server.desk.frame.pages import NO_TIP, PLACES, SUBMISSIONS, desk_page
from sync.server.desk.submissions.forms import version_of
from sync.server.districts.words import category_name
from sync.server.ground.documents import parse
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import see_other
from sync.server.http.rates import Rate
from sync.server.intake import repository as intake
from sync.server.submissions import moving
from sync.server.submissions.domain import MOST_TEXT, SubmissionKind
from sync.server.submissions.moving import Asked, AskedBack, Back, Made
from sync.server.submissions.service import Trouble

_MOST_NUMBER: Final = 40


def asked(call: Call) -> Answer:
    """GET number → the form that makes a tip what is none."""
    return _page(call, {"number": call.query.get("number", "")[:_MOST_NUMBER]})


def make(call: Call) -> Answer:
    """POST → the submission, or the list where the caller may not read it; or why not, with what was typed."""
    form = call.form
    typed = {name: form.get(name, "") for name in ("number", "kind", "about", "reason")}
    if typed["kind"] not in {one.value for one in SubmissionKind}:
        return _page(call, typed, "unknown", 422)
    what = Asked(SubmissionKind(typed["kind"]), typed["reason"], typed["about"][:36])
    done = moving.make(call.server, call.caller, typed["number"].strip()[:_MOST_NUMBER], what)
    if done is None:
        return _page(call, typed, "no_tip", 404)
    if isinstance(done, Made):
        return see_other(f"{SUBMISSIONS}/{done.submission_id}?did=made")
    return _page(call, typed, done.value, 422)


def _page(call: Call, typed: Mapping[str, str], trouble: str = "", status: int = 200) -> Answer:
    with call.server.database.read() as connection:
        rows = accounts_by_id(connection)
    people = sorted(((row.id, row.name) for row in rows if row.active), key=lambda one: one[1])
    values = {
        "path": NO_TIP, "here_path": SUBMISSIONS, "typed": typed, "trouble": trouble, "people": people,
        "kinds": [one.value for one in SubmissionKind], "most": MOST_TEXT,
    }  # fmt: skip
    return desk_page(call, SUBMISSIONS, "desk/submissions/make.html", values, status)


def back(call: Call) -> Back | Trouble | None:
    """Make a tip of the submission of this call's form."""
    form = call.form
    asked_back = AskedBack(version_of(form), form.get("category", "")[:200], form.get("because", ""))
    return moving.make_tip(call.server, call.caller, call.path["submission_id"], asked_back)


def categories(call: Call) -> list[tuple[str, str]]:
    """What a tip can be about, by name."""
    language = language_of(call.query, call.headers, call.cookies)
    with call.server.database.read() as connection:
        known = [parse(doc, Category) for _, doc in intake.categories(connection)]
    return sorted(((one.id, category_name(one, language)) for one in known), key=lambda one: one[1])


ROUTES: tuple[Route, ...] = (
    Route("GET", NO_TIP, asked, Entry.SESSION, PLACES, SMALL, Rate.PAGE, page=True),
    Route("POST", NO_TIP, make, Entry.SESSION, PLACES, FORM, Rate.PAGE, page=True, statuses=(303,)),
)
