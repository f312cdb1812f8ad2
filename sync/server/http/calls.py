"""A request as a handler sees it, and the table row that says who may make it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.accounts.domain import Role
from sync.protocol.messages import MAX_BODY
from sync.server.accounts.callers import Caller, KeyScope
from sync.server.http.answers import Answer
from sync.server.http.bodies import Body, decode
from sync.server.http.refusals import not_found
from sync.server.service import Server


class Entry(StrEnum):
    """What a caller has to show: nothing, a device's token, or the token of a device, a person or a program."""

    ANYONE = "anyone"
    DEVICE = "device"
    TOKEN = "token"  # noqa: S105 - a kind of entry, no secret


@dataclass(frozen=True, slots=True)
class Call:
    """One request. ``path`` holds the values of the path's placeholders."""

    server: Server
    known: Caller | None
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    address: str
    request_id: str

    @property
    def caller(self) -> Caller:
        """Who calls; on routes for anyone there may be nobody, which is answered as if nothing was there."""
        if self.known is None:
            raise not_found()
        return self.known

    def read(self, expected: type[Body]) -> Body:
        """The body as ``expected``, or a refusal."""
        return decode(self.body, expected)


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the table of routes: nothing is served that is not declared like this."""

    method: str
    path: str
    handler: Handler
    entry: Entry
    roles: frozenset[Role] = frozenset()
    limit: int = MAX_BODY
    scopes: frozenset[KeyScope] = frozenset()
    """What a program's key needs one of; none: no key opens it."""
