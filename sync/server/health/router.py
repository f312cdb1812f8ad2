"""Whether this process can work."""

import msgspec

from sync.server.ground.upgrade import is_current
from sync.server.http.answers import Answer, json_answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import Refusal


class Health(msgspec.Struct, frozen=True):
    """What anybody may know."""

    status: str


def healthz(call: Call) -> Answer:
    """GET → ``Health``; 503 where the database is away or not at this code's schema."""
    try:
        with call.server.database.read() as connection:
            current = is_current(connection)
    except Exception:  # noqa: BLE001 - whatever it is, the process can not work
        current = False
    if not current:
        raise Refusal(503, "not_ready", "The database can not be reached or is not up to date.")
    return json_answer(Health("ok"))


ROUTES = (Route("GET", "/healthz", healthz, Entry.ANYONE, limit=SMALL, rate=Rate.STATE, gives=Health),)
