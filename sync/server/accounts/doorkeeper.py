"""Who may come in: asked before a request's body is taken, and again in every transaction that the request begins.

The first question only keeps strangers from being listened to. What decides is the second one: it is asked in the
transaction that reads or writes, so that nothing is told or made for who was shut out while their request arrived.
"""

import copy
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server.accounts.callers import Caller, Key, KeyScope, Stranger, caller_of
from sync.server.accounts.keys import spend
from sync.server.audit import service as audit
from sync.server.ground.denials import Denial, forbidden, revoked, unauthorized
from sync.server.service import Server

_RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of who calls: one of these roles, a device or not, for a program's key one of these scopes.

    ``place`` is noted where it is denied.
    """

    roles: frozenset[Role]
    by_device: bool
    scopes: frozenset[KeyScope]
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
        now, address = self._plain.now(), self.caller.address
        present = _known(caller_of(connection, self._secret, now, address, hold=writing))
        if present != self.caller:
            raise Denial("busy", "What you may do was changed just now. Try again.", retry_after=_RETRY_SECONDS)


def admit(server: Server, secret: str, address: str, demand: Demand) -> Admission:
    """Let in who has this token and is asked for. Denied: ``unauthorized``, ``revoked``, ``forbidden``, ``used_up``."""
    now = server.now()
    with server.database.read() as connection:
        caller = _known(caller_of(connection, secret, now, address))
    if caller.key is not None:
        _count(server, caller, caller.key, now)
    is_open = caller.role in demand.roles and (not demand.by_device or caller.device_id is not None)
    if not is_open or (caller.key is not None and not caller.key.scopes & demand.scopes):
        server.database.durably(lambda c: audit.record(c, now, caller, "denied", demand.place))
        raise forbidden() if caller.key is None or not is_open else _out_of_scope(demand.scopes)
    return Admission(server, secret, caller)


def _known(found: Caller | Stranger) -> Caller:
    match found:
        case Stranger.REVOKED:
            raise revoked()
        case Stranger.UNKNOWN:
            raise unauthorized()
        case Caller():
            return found


def _count(server: Server, caller: Caller, key: Key, now: str) -> None:
    """Count a program's call, and refuse one that has called as often as it may."""
    spent = server.database.durably(lambda c: spend(c, key, now))
    if spent is None:
        return
    period = spent.period
    if spent.first:
        server.database.durably(lambda c: audit.record(c, now, caller, "key.spent", key.id, period=period))
    say = f"This key has used up its {spent.calls} calls of this {period}."
    raise Denial("used_up", f"{say} What was answered before is safe; try again later.", retry_after=spent.wait)


def _out_of_scope(needed: Collection[str]) -> Denial:
    words = " or ".join(sorted(needed))
    say = f"This key is not good for that: it would need the scope {words}." if words else "No key opens this."
    return Denial("forbidden", say)
