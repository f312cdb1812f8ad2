"""The frame of a page of the desk: where else one can go, by role, and that the session goes on."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from app.accounts.domain import Role
from app.tips.operations import FILERS
from sync.server.accounts import sessions
from sync.server.http import cookies
from sync.server.http.answers import Answer
from sync.server.http.calls import EVERYONE, Call
from sync.server.http.page_face import both, page, see_other
from sync.server.http.refusals import not_found

DESK: Final = "/desk"
SESSIONS: Final = "/desk/sessions"
CALL: Final = "/desk/call"
TIPS: Final = "/desk/tips"
DUTY: Final = "/desk/duty"
UNPLACED: Final = "/desk/unplaced"
MAILS: Final = "/desk/mails"
CHECK: Final = "/desk/check"
SHOWING: Final = "/desk/showing"
SUBMISSIONS: Final = "/desk/submissions"
NO_TIP: Final = "/desk/no-tip"
PUBLIC: Final = "/desk/public"
READERS: Final = "/desk/readers"
PAPER: Final = "/desk/paper"
BURSTS: Final = "/desk/bursts"
REMARKS: Final = "/desk/remarks"
SAID: Final = "/desk/said"

TAKES_CALLS: Final = frozenset(one for one in FILERS if isinstance(one, Role))
LEADS: Final = frozenset({Role.SUPERVISOR, Role.ADMIN})
"""Who says who serves where and when."""
OVER: Final = "?over=1"
"""After the button that ends something that had ended already: the page says so."""
PLACES: Final = frozenset({Role.DISPATCHER, Role.SUPERVISOR, Role.ADMIN})
"""Who gives a district to what has none, prints, and enters what comes back on paper."""
SHOWS: Final = frozenset({Role.MODERATOR, Role.SUPERVISOR})
"""Who decides what becomes public."""
READS_RATERS: Final = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMIN})
"""Who reads the released remarks of raters: of the districts that they hold."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where one can go. The template knows the words for ``name``."""

    name: str
    path: str
    roles: frozenset[Role]


ROOMS: Final = (
    Room("front", DESK, EVERYONE),
    Room("call", CALL, TAKES_CALLS),
    Room("tips", TIPS, TAKES_CALLS),
    Room("duty", DUTY, LEADS),
    Room("unplaced", UNPLACED, PLACES),
    Room("mails", MAILS, PLACES),
    Room("check", CHECK, PLACES),
    Room("showing", SHOWING, SHOWS),
    Room("bursts", BURSTS, SHOWS),
    Room("remarks", REMARKS, SHOWS),
    Room("said", SAID, READS_RATERS),
    Room("submissions", SUBMISSIONS, PLACES),
    Room("public", PUBLIC, LEADS),
    Room("paper", PAPER, PLACES),
    Room("readers", READERS, LEADS),
    Room("sessions", SESSIONS, EVERYONE),
)


def desk_page(
    call: Call, here: str, template: str, values: Mapping[str, object], status: int = 200, *, scripted: bool = False
) -> Answer:
    """A page of the desk, ``here`` the path of its room. Where the session is over it shows no way to other rooms."""
    known = call.known
    if known is not None:
        with suppress(OperationalError):  # a full disk keeps nobody from reading
            sessions.keep_open(call.server, call.cookies[cookies.SESSION])
    rooms = [one for one in ROOMS if known is not None and known.role in one.roles]
    frame = {"rooms": rooms, "here": here, "who": known.name if known is not None else ""}
    return page(call, template, both(frame, values), status, scripted=scripted)


def ended(call: Call, path: str, end: Callable[[Connection], bool], is_known: Callable[[Connection], bool]) -> Answer:
    """After the button that ends something: the page of this path, which says so where it had ended already.

    Raises Refusal where there never was any such thing.
    """
    if call.server.database.durably(end):
        return see_other(path)
    with call.server.database.read() as connection:
        if not is_known(connection):
            raise not_found()
    return see_other(path + OVER)
