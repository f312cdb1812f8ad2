"""How often something may be tried: by a name, by a device, by an address."""

import hashlib
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.engine import Connection

from sync.server.accounts import repository
from sync.server.ground.moments import instant
from sync.server.service import Server

_NETWORK_BITS = 64


@dataclass(frozen=True, slots=True)
class TooMany:
    """Tried too often: wait so many seconds. ``first`` is set once in the window, for what writes it down."""

    wait: float
    first: bool


def count(server: Server, subjects: Mapping[str, int]) -> TooMany | None:
    """Record a try for each subject, in a transaction of its own, and say where one has more than its number of them.

    Recording comes before counting, so that tries at the same time see each other. Refused tries count too.
    """
    moment = server.settings.clock()
    now, since = instant(moment), _since(server)
    named = {_named(subject): most for subject, most in subjects.items()}
    server.database.durably(lambda c: repository.record_tries(c, sorted(named), now, since))
    with server.database.read() as connection:
        over = [one for one, most in named.items() if repository.tries(connection, one, since) > most]
    if not over:
        return None
    return TooMany(float(server.settings.login_window_seconds), _is_first(server, over[0], now, since))


def count_within(connection: Connection, server: Server, subjects: Mapping[str, int]) -> TooMany | None:
    """``count`` in a transaction that goes on, where a few more at the same time do no harm."""
    now, since = server.now(), _since(server)
    named = {_named(subject): most for subject, most in subjects.items()}
    repository.record_tries(connection, sorted(named), now, since)
    if all(repository.tries(connection, one, since) <= most for one, most in named.items()):
        return None
    return TooMany(float(server.settings.login_window_seconds), first=False)


def forget(server: Server, subject: str) -> None:
    """A right answer clears the tries of a subject: only wrong ones add up."""
    server.database.durably(lambda c: repository.forget_tries(c, _named(subject)))


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the network of 64 bits that one customer has of IPv6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), _NETWORK_BITS), strict=False))
    return str(found)


def _since(server: Server) -> str:
    return instant(server.settings.clock() - timedelta(seconds=server.settings.login_window_seconds))


def _is_first(server: Server, subject: str, now: str, since: str) -> bool:
    mark = "told " + subject

    def work(connection: Connection) -> bool:
        if repository.tries(connection, mark, since):
            return False
        repository.record_tries(connection, [mark], now, since)
        return True

    return server.database.durably(work)


def _named(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()
