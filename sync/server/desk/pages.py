"""Pages of the desk that everybody has: sign in and out, and the sessions in which one is signed in."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from sync.server.accounts import entering, sessions
from sync.server.accounts.entering import Entered, NotKnown, Try
from sync.server.accounts.page_sessions import repository
from sync.server.accounts.passwords import Busy, Verified
from sync.server.accounts.sessions import Session
from sync.server.accounts.tries import TooMany
from sync.server.audit import service as audit
from sync.server.desk.browsers import known_as
from sync.server.desk.frame.pages import DESK, OVER, SESSIONS, desk_page
from sync.server.desk.moments import when
from sync.server.http import cookies
from sync.server.http.answers import Answer
from sync.server.http.calls import EVERYONE, SMALL, Call, Entry, Handler, Route
from sync.server.http.page_face import SIGN_IN, page, see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.service import Server


@dataclass(frozen=True, slots=True)
class Shown:
    """A session as its person reads of it."""

    id: str
    browser: str
    address: str
    opened: str
    seen: str
    is_this: bool


def ask_who(call: Call) -> Answer:
    """GET → the form by which a person signs in."""
    return page(call, "desk/sign_in.html", {"trouble": "", "login": "", "wait": 0})


def sign_in(call: Call) -> Answer:
    """POST login, password, code → a session's cookie and the desk; else the form again, with what is wrong."""
    form = call.form
    login = form.get("login", "").strip()[: entering.LONGEST_LOGIN]
    tried = Try(
        login,
        form.get("password", "")[: entering.LONGEST_PASSWORD],
        form.get("code", "").strip()[: entering.LONGEST_CODE],
        call.address,
    )

    def opening(connection: Connection, server: Server, person: Verified) -> str:
        agent = known_as(call.headers.get("user-agent", ""))
        return sessions.open_page_session(connection, server, person.officer_id, call.address, agent)

    match entering.enter(call.server, tried, opening):
        case Entered(secret=secret):
            return see_other(DESK, cookies.session(secret))
        case TooMany(wait=wait):
            return _again(call, login, "slow", 429, wait)
        case Busy(wait=wait):
            return _again(call, login, "busy", 503, wait)
        case NotKnown():
            return _again(call, login, "wrong", 403, 0)


def my_sessions(call: Call) -> Answer:
    """GET → where and since when the caller is signed in."""
    server, secret = call.server, call.cookies[cookies.SESSION]
    with server.database.read() as connection:
        found = sessions.of_person(connection, call.caller, secret, server.now())
    shown = [_shown(one) for one in found]
    return desk_page(
        call,
        SESSIONS,
        "desk/sessions.html",
        {"over": "over" in call.query, "name": call.caller.name, "sessions": shown},
    )


def end_one(call: Call) -> Answer:
    """POST session → that session of the caller's is ended."""
    session_id = call.form.get("session", "")
    if _end(call, lambda one: one.id == session_id):
        return see_other(SESSIONS)
    with call.server.database.read() as connection:
        if not session_id or repository.is_anybodys(connection, session_id):
            raise not_found()
    return see_other(SESSIONS + OVER)


def end_others(call: Call) -> Answer:
    """POST → all sessions of the caller's are ended but this one."""
    _end(call, lambda one: not one.is_this)
    return see_other(SESSIONS)


def sign_out(call: Call) -> Answer:
    """POST → this session is ended."""
    _end(call, lambda one: one.is_this)
    return see_other(SIGN_IN, cookies.no_session())


def _end(call: Call, is_meant: Callable[[Session], bool]) -> int:
    server, caller, now = call.server, call.caller, call.server.now()

    def work(connection: Connection) -> int:
        found = sessions.of_person(connection, caller, call.cookies[cookies.SESSION], now)
        meant = [one for one in found if is_meant(one)]
        for one in meant:
            repository.end_session(connection, caller.officer_id, one.id)
            audit.record(connection, now, caller, "session.end", one.id)
        return len(meant)

    return server.database.durably(work)


def _again(call: Call, login: str, trouble: str, status: int, wait: float) -> Answer:
    values = {"trouble": trouble, "login": login, "wait": max(1, round(wait))}
    return page(call, "desk/sign_in.html", values, status)


def _shown(one: Session) -> Shown:
    return Shown(one.id, one.agent, one.address, when(one.opened_at), when(one.seen_at), one.is_this)


def _post(path: str, handler: Handler) -> Route:
    return Route("POST", path, handler, Entry.SESSION, EVERYONE, SMALL, Rate.PAGE, page=True, statuses=(303,))


ROUTES: tuple[Route, ...] = (
    Route("GET", SIGN_IN, ask_who, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
    Route("POST", SIGN_IN, sign_in, Entry.ANYONE, limit=SMALL, rate=Rate.SIGN_IN, page=True, statuses=(303,)),
    Route("GET", SESSIONS, my_sessions, Entry.SESSION, EVERYONE, SMALL, Rate.PAGE, page=True),
    _post(SESSIONS + "/end", end_one),
    _post(SESSIONS + "/end-others", end_others),
    _post("/desk/sign-out", sign_out),
)
