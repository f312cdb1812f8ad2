"""A request as a handler sees it, and the table row that says who may make it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.accounts.domain import Role
from sync.protocol.messages import MAX_BODY
from sync.server.accounts.callers import Caller, KeyScope
from sync.server.http import cookies
from sync.server.http.answers import Answer
from sync.server.http.bodies import Body, decode
from sync.server.http.forms import read_form
from sync.server.http.multipart import File, Sent
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.service import Server

EVERYONE: Final = frozenset(Role)
ADMINS: Final = frozenset({Role.ADMIN})
SMALL: Final = 16 * 1024
"""Bytes of a body that carries next to nothing."""
FORM: Final = 64 * 1024
"""Bytes of what a person fills in."""
LARGE: Final = 1024 * 1024
"""Bytes above which the bodies that anybody may send are bounded together as well."""


class Entry(StrEnum):
    """What a caller has to show: nothing, a device's token, the token of a device, a person or a program, or a page's
    session."""

    ANYONE = "anyone"
    DEVICE = "device"
    TOKEN = "token"  # noqa: S105 - a kind of entry, no secret
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Call:
    """One request. ``path`` holds the values of the path's placeholders.

    Every transaction of ``server`` begins by asking whether the caller is still let in.
    """

    server: Server
    known: Caller | None
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    address: str
    request_id: str
    _sent: list[Sent] = field(default_factory=list, repr=False, compare=False)

    @property
    def caller(self) -> Caller:
        """Who calls; on routes for anyone there may be nobody, which is answered as if nothing was there."""
        if self.known is None:
            raise not_found()
        return self.known

    @property
    def cookies(self) -> dict[str, str]:
        """What the browser keeps for us."""
        return cookies.read(self.headers)

    @property
    def form(self) -> dict[str, str]:
        """The fields of the form that was sent, or a refusal."""
        return self._form().fields

    @property
    def files(self) -> tuple[File, ...]:
        """The files of the form that was sent, or a refusal."""
        return self._form().files

    def _form(self) -> Sent:
        if not self._sent:
            self._sent.append(read_form(self.body, self.headers.get("content-type", "")))
        return self._sent[0]

    def read(self, expected: type[Body]) -> Body:
        """The body as ``expected``, or a refusal."""
        return decode(self.body, expected)


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the table of routes: nothing is served that is not declared like this.

    ``takes`` and ``gives`` are the message types of body and answer, None where it has none or is no JSON; ``statuses``
    are those of answers that are no refusal. A program's key needs one of ``scopes``; none: no key opens it.
    A ``page`` is for people: HTML, with the policy of pages. ``again`` answers where a form is none of this browser's,
    or where who sent it is no longer signed in: it does nothing, and shows what was typed in a form that is. What
    another site wrote into a form is shown to nobody who has to sign in.
    """

    method: str
    path: str
    handler: Handler
    entry: Entry
    roles: frozenset[Role] = frozenset()
    limit: int = MAX_BODY
    rate: Rate = Rate.WORK
    takes: type | None = None
    gives: type | None = None
    statuses: tuple[int, ...] = (200,)
    page: bool = False
    scopes: frozenset[KeyScope] = frozenset()
    again: Handler | None = None
