"""Who may come in: asked before a request's body is taken, and again in every transaction that the request begins.

The first question only keeps strangers from being listened to. What decides is the second one: it is asked in the
transaction that reads or writes, so that nothing is told or made for who was shut out while their request arrived.
"""

import copy
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server.accounts.callers import Caller, caller_of
from sync.server.audit import service as audit
from sync.server.ground.denials import Denial, forbidden
from sync.server.service import Server

_RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of who calls: one of these roles, by a device or not; ``place`` is noted where it is denied."""

    roles: frozenset[Role]
    by_device: bool
    place: str


class Admission:
    """One caller's way through one request: ``server`` is the server as this request may use it."""

    def __init__(self, server: Server, secret: str, caller: Caller) -> None:
        self.caller = caller
        self._plain, self._secret, self._asked = server, secret, False
        self.server = copy.copy(server)
        self.server.database = server.database.asking(self._ask)

    def settle(self) -> None:
        """Ask now, where nothing of the request has asked yet: an answer from memory or a file is an answer too."""
        if not self._asked:
            with self.server.database.read():
                pass

    def _ask(self, connection: Connection, *, writing: bool) -> None:
        self._asked = True
        present = caller_of(connection, self._secret, self._plain.now(), hold=writing)
        if present != self.caller:
            raise Denial("busy", "What you may do was changed just now. Try again.", retry_after=_RETRY_SECONDS)


def admit(server: Server, secret: str, demand: Demand) -> Admission:
    """Let in who has this token and is asked for. Denied: ``unauthorized``, ``revoked``, ``forbidden``."""
    now = server.now()
    with server.database.read() as connection:
        caller = caller_of(connection, secret, now)
    if caller.role not in demand.roles or (demand.by_device and caller.device_id is None):
        server.database.durably(lambda c: audit.append(c, now, caller.officer_id, "denied", demand.place))
        raise forbidden()
    return Admission(server, secret, caller)
