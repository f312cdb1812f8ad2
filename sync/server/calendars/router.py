"""HTTP of calendars: who knows the secret of an address gets it, nobody else learns that there is one."""

from typing import Final

from sync.server.calendars import service
from sync.server.calendars.writing import MEDIA_TYPE
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found


def calendar(call: Call) -> Answer:
    """GET → the calendar; 304 where the program has it already. A secret that is revoked, or of nobody: 404."""
    with call.server.database.read() as connection:
        found = service.answer(connection, call.server, call.path["secret"])
    if found is None:
        raise not_found()
    tag = f'"{found.tag}"'
    known = [one.strip().removeprefix("W/") for one in call.headers.get("if-none-match", "").split(",")]
    headers = {"etag": tag, "cache-control": "private, no-cache", "referrer-policy": "no-referrer"}
    is_known = tag in known
    return Answer(b"" if is_known else found.body, 304 if is_known else 200, MEDIA_TYPE, headers)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", service.PATH, calendar, Entry.ANYONE, limit=SMALL, rate=Rate.STATE, statuses=(200, 304)),
)
