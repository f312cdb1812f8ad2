"""Pages of the addresses of calendars: which answer, a new one shown once, and an end to any."""

from typing import Final

from sqlalchemy.engine import Connection

from app.czech_order import czech_order
from sync.server.audit import service as audit
from sync.server.calendars import repository, service
from sync.server.calendars.domain import Address
from sync.server.calendars.service import Given
from sync.server.desk.duty.pages import CALENDARS
from sync.server.desk.frame.pages import DUTY, LEADS, desk_page, ended
from sync.server.desk.moments import when
from sync.server.districts.repository import all_districts
from sync.server.duty import repository as duty
from sync.server.http.answers import Answer
from sync.server.http.calls import FORM, SMALL, Call, Entry, Handler, Route
from sync.server.http.languages import language_of
from sync.server.http.rates import Rate

REVOKE: Final = CALENDARS + "/revoke"
_OFFICER, _DISTRICT = "officer ", "district "
_MOST_WHOSE: Final = 200
_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")


def addresses(call: Call) -> Answer:
    """GET → the addresses that answer, and the form of a new one."""
    return _shown(call, 200)


def give(call: Call) -> Answer:
    """POST whose → a new address of an officer or a district: this one time with its secret."""
    whose = call.form.get("whose", "")[:_MOST_WHOSE]
    officer = whose.removeprefix(_OFFICER) if whose.startswith(_OFFICER) else ""
    district = whose.removeprefix(_DISTRICT) if whose.startswith(_DISTRICT) else ""
    language = language_of(call.query, call.headers, call.cookies)

    def work(connection: Connection) -> Given | service.Refusal:
        given = service.give(
            connection, call.server, service.Whose(officer, district, language), call.caller.officer_id
        )
        if isinstance(given, Given):
            audit.record(
                connection, call.server.now(), call.caller, "calendar.add", given.id, officer=officer, district=district
            )
        return given

    found = call.server.database.durably(work)
    if isinstance(found, Given):
        return _shown(call, 200, whose=whose, given=_origin(call) + found.path)
    return _shown(call, 422, whose=whose, trouble=found.value)


def revoke(call: Call) -> Answer:
    """POST calendar → that address answers no more."""
    address_id = call.form.get("calendar", "")

    def work(connection: Connection) -> bool:
        done = repository.revoke(connection, address_id, call.server.now())
        if done:
            audit.record(connection, call.server.now(), call.caller, "calendar.revoke", address_id)
        return done

    return ended(call, CALENDARS, work, lambda connection: repository.is_known(connection, address_id))


def _shown(call: Call, status: int, *, whose: str = "", given: str = "", trouble: str = "") -> Answer:
    with call.server.database.read() as connection:
        people, officers = dict(duty.names(connection)), duty.officers(connection)
        districts = {one.id: one.name for one in all_districts(connection)}
        known = repository.standing(connection)

    def row(one: Address) -> tuple[str, str, str, str, str]:
        name = districts[one.district_id] if one.district_id else people[one.officer_id]
        return one.id, name, one.language, when(one.made_at), people.get(one.made_by, "")

    values = {
        "over": "over" in call.query,
        "path": CALENDARS, "revoke": REVOKE, "calendar": DUTY, "whose": whose, "given": given, "trouble": trouble,
        "officers": [(_OFFICER + one, name) for one, name in sorted(officers, key=lambda it: czech_order(it[1]))],
        "districts": [
            (_DISTRICT + one, name) for one, name in sorted(districts.items(), key=lambda it: czech_order(it[1]))
        ],
        "known": [row(one) for one in known], "most": service.MOST,
    }  # fmt: skip
    return desk_page(call, DUTY, "desk/calendars/calendars.html", values, status)


def _origin(call: Call) -> str:
    """Where the caller found this page, which is where a calendar program finds the address."""
    host = call.headers.get("host", "")
    scheme = "http" if host.rpartition(":")[0] in _LOOPBACK else "https"
    return f"{scheme}://{host}"


def _get(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True)


def _post(path: str, handler: Handler, *statuses: int) -> Route:
    return Route("POST", path, handler, Entry.SESSION, LEADS, FORM, Rate.PAGE, page=True, statuses=statuses)


ROUTES: Final[tuple[Route, ...]] = (
    _get(CALENDARS, addresses),
    _post(CALENDARS, give, 200),
    _post(REVOKE, revoke, 303),
)
