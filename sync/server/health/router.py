"""Whether this process can work."""

from sync.server.ground.upgrade import is_current
from sync.server.http.answers import Answer, json_answer
from sync.server.http.calls import Call
from sync.server.http.refusals import Refusal


def healthz(call: Call) -> Answer:
    """GET → ``{"status": "ok"}``; 503 where the database is away or not at this code's schema."""
    try:
        with call.server.database.read() as connection:
            current = is_current(connection)
    except Exception:  # noqa: BLE001 - whatever it is, the process can not work
        current = False
    if not current:
        raise Refusal(503, "not_ready", "The database can not be reached or is not up to date.")
    return json_answer({"status": "ok"})
