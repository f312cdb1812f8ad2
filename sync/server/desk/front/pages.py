"""The first page of the desk: what waits for a person, how much of it, and where it is done."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_of, scopes_to_show
from sync.server.desk.frame.pages import (
    BURSTS,
    CALL,
    CHECK,
    DESK,
    LEADS,
    MAILS,
    PLACES,
    REMARKS,
    SHOWING,
    SHOWS,
    SUBMISSIONS,
    TAKES_CALLS,
    UNPLACED,
    desk_page,
)
from sync.server.desk.moments import Age, age
from sync.server.http.answers import Answer
from sync.server.http.calls import EVERYONE, SMALL, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.intake import repository as intake
from sync.server.mail.incoming import repository as mails
from sync.server.ratings import repository as ratings
from sync.server.remarks import repository as remarks
from sync.server.showing import repository as showing
from sync.server.submissions import repository as submissions
from sync.server.submissions.service import reader_of
from sync.server.tips.lists import repository as lists
from sync.server.tips.lists.repository import Amount


@dataclass(frozen=True, slots=True)
class Waits:
    """One kind of what waits; the template knows the words for ``name``. ``path``: where it is done, if on the desk."""

    name: str
    path: str
    count: int
    age: Age | None


def front(call: Call) -> Answer:
    """GET → what waits for a person of the caller's role."""
    server, caller, now = call.server, call.caller, call.server.now()
    with server.database.read() as connection:
        found = _amounts(connection, caller, now)
    waits = [Waits(name, path, amount.count, age(amount.oldest, now)) for name, path, amount in found]
    values = {
        "role": caller.role.value, "waits": [one for one in waits if one.count],
        "clear": [one.name for one in waits if not one.count], "takes_calls": caller.role in TAKES_CALLS, "call": CALL,
    }  # fmt: skip
    return desk_page(call, DESK, "desk/front.html", values)


def _amounts(connection: Connection, caller: Caller, now: str) -> list[tuple[str, str, Amount]]:
    scopes = scopes_of(connection, caller.officer_id, caller.role, now)
    found: list[tuple[str, str, Amount]] = []
    if caller.role in PLACES:
        found.append(("unplaced", UNPLACED, lists.amount_unplaced(connection, scopes)))
        reader = reader_of(caller)
        seen = submissions.mails_seen(connection, reader, now)
        for name, path, (count, oldest) in (
            ("mails", MAILS, mails.amount_waiting(connection, seen)), ("check", CHECK, _to_check(connection)),
        ):  # fmt: skip
            found.append((name, path, Amount(count, oldest)))
        found.append(("submissions", SUBMISSIONS, Amount(*submissions.amount(connection, reader))))
        late = submissions.amount(connection, reader, due_before=now)
        found.append(("submissions_late", SUBMISSIONS, Amount(*late)))
    if caller.role in SHOWS:
        public = scopes_to_show(connection, caller.officer_id, caller.role, now)
        found.append(("showing", SHOWING, Amount(*showing.amount(connection, public))))
        found.append(("bursts", BURSTS, Amount(*ratings.waiting_bursts(connection))))
        found.append(("remarks", REMARKS, Amount(*remarks.amount(connection))))
    if caller.role in LEADS:
        found.append(("unheld", "", lists.amount_unheld(connection, scopes)))
    if caller.role in TAKES_CALLS:
        found.append(("late", "", lists.amount_late(connection, scopes, now)))
    return found


def _to_check(connection: Connection) -> tuple[int, str]:
    known = intake.amounts_to_check(connection)
    return sum(one.count for one in known), min((one.oldest for one in known), default="")


ROUTES: tuple[Route, ...] = tuple(
    Route("GET", path, front, Entry.SESSION, EVERYONE, SMALL, Rate.PAGE, page=True) for path in (DESK, DESK + "/")
)
