"""A person proves who they are by name, password and code: throttled, audited, the same for programs and for pages."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from sync.server.accounts import passwords, repository, tries
from sync.server.accounts.passwords import Busy, Verified
from sync.server.accounts.tries import TooMany, network_of
from sync.server.audit import service as audit
from sync.server.service import Server

LONGEST_LOGIN, LONGEST_PASSWORD, LONGEST_CODE = 100, 1000, 20


@dataclass(frozen=True, slots=True)
class Try:
    """What somebody typed, and from where."""

    login: str
    password: str
    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in, and the secret that opens their session."""

    person: Verified
    secret: str


class NotKnown:
    """The name, the password or the code is wrong. Nobody learns from the answer or its time which."""


Opening = Callable[[Connection, Server, Verified], str]
"""Makes the session of a person who proved who they are; its secret."""


def enter(server: Server, tried: Try, opening: Opening) -> Entered | TooMany | Busy | NotKnown:
    """Let somebody in, or say why not."""
    now, limit = server.now(), server.settings.login_tries
    subjects = {f"login {tried.login}": limit, f"address {network_of(tried.address)}": limit}
    if (too_many := tries.count(server, subjects)) is not None:
        if too_many.first:
            note(server, tried.login, tried.address, "login.throttled")
        return too_many
    person = passwords.verify(server, tried.login, tried.password, tried.code)
    if isinstance(person, Busy):
        return person

    def work(connection: Connection) -> str | None:
        if person is None or not passwords.is_still(connection, person):
            return None
        secret = opening(connection, server, person)
        audit.append(connection, now, person.officer_id, "login", address=tried.address)
        return secret

    secret = server.database.durably(work)
    if person is None or secret is None:
        note(server, tried.login, tried.address, "login.failed")
        return NotKnown()
    return Entered(person, secret)


def note(server: Server, name: str, address: str, action: str) -> None:
    """Write down a refused or throttled try: the account if there is one, and what was typed only as a blind text."""
    now = server.now()
    tried = server.chain.blind(name) if name else ""

    def work(connection: Connection) -> None:
        known = repository.account_id(connection, name) if name else None
        audit.append(connection, now, "", action, known or "", address=address, tried=tried)

    server.database.durably(work)
