"""Who read a tip: asked by its number, answered from the audit."""

from typing import Final

from app.accounts.domain import RESIDENT, SYSTEM
from sync.server.accounts.repository import accounts_by_id
from sync.server.desk.frame.pages import LEADS, READERS, desk_page
from sync.server.desk.moments import when
from sync.server.desk.readers.service import readers
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.rates import Rate

_MOST: Final = 200
_MOST_NUMBER: Final = 40
_NOBODY: Final = {RESIDENT.id: "resident", SYSTEM.id: "system", "command": "command", "journal": "system"}


def asked(call: Call) -> Answer:
    """GET number → who read that tip, when, and how."""
    number = call.query.get("number", "").strip()[:_MOST_NUMBER]
    found = readers(call.server, call.caller, number, _MOST + 1) if number else None
    with call.server.database.read() as connection:
        names = {row.id: row.name for row in accounts_by_id(connection)}
    reads = [
        {
            "at": when(one.at), "who": names.get(one.actor, ""), "nobody": _NOBODY.get(one.actor, ""),
            "action": one.action, "by_device": one.by_device,
        }
        for one in (found.reads[:_MOST] if found is not None else ())
    ]  # fmt: skip
    taken = [
        {"who": names.get(one.actor, ""), "first": when(one.first), "last": when(one.last)}
        for one in (found.taken if found is not None else ())
    ]
    values = {
        "path": READERS, "number": number, "found": found, "reads": reads, "taken": taken,
        "more": found is not None and len(found.reads) > _MOST,
    }  # fmt: skip
    return desk_page(call, READERS, "desk/readers.html", values)


ROUTES: tuple[Route, ...] = (Route("GET", READERS, asked, Entry.SESSION, LEADS, SMALL, Rate.PAGE, page=True),)
