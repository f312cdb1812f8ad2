"""Passwords: which are taken, and whose they are."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server.accounts import repository, second_factor
from sync.server.accounts.guessable import refuse_guessable
from sync.server.accounts.refused import AccountRefused
from sync.server.service import Server
from sync.server.settings import Settings

SHORTEST, LONGEST = 12, 128


@dataclass(frozen=True, slots=True)
class Verified:
    """A person who proved who they are; ``stored`` is the hash of the password that they proved it by."""

    officer_id: str
    name: str
    role: Role
    stored: str


@dataclass(frozen=True, slots=True)
class Busy:
    """So many passwords are looked at just now that this one has to come again after ``wait`` seconds."""

    wait: float


def hasher(settings: Settings) -> PasswordHasher:
    """Argon2id with the parameters of the settings."""
    return PasswordHasher(time_cost=settings.argon2_time_cost, memory_cost=settings.argon2_memory_kib, parallelism=1)


def hashed(settings: Settings, password: str, about: Iterable[str] = ()) -> str:
    """The Argon2id text to store. Raises AccountRefused for a password too short, too long or too easy to guess.

    ``about`` are texts about the person and the town, which others would try first.
    """
    password = _same(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountRefused(f"a password has {SHORTEST} to {LONGEST} characters")
    refuse_guessable(password, about)
    return hasher(settings).hash(password)


def set_password(connection: Connection, officer_id: str, stored: str) -> None:
    """Store a hash in place of the one before. The sessions that the old password opened end."""
    repository.set_account(connection, officer_id, password=stored)
    repository.end_sessions(connection, officer_id)


def verify(server: Server, login: str, password: str, code: str = "") -> Verified | Busy | None:
    """The person with this login, password and code, or None; as slow for a login that does not exist.

    The code counts where the account has a second factor, and is then used up; where its role has to have one and it
    has none, nothing signs it in.
    """
    password = _same(password)
    with server.database.read() as connection:
        row = repository.credentials(connection, login)
    known = row is not None and row.active and row.password is not None
    settings = server.settings
    if not server.hashing.acquire(timeout=settings.login_wait_seconds):
        return Busy(settings.login_wait_seconds)
    try:
        decoy = _decoy(settings)  # made for everybody alike: the first to need it would take twice as long
        stored = str(row.password) if row is not None and known else decoy
        right = _matches(hasher(settings), stored, password[:LONGEST])
    finally:
        server.hashing.release()
    secret = server.vault.open(row.id, row.secret) if row is not None and row.secret is not None else None
    step = second_factor.step_of(secret, code, settings.clock())
    if row is None or not known or not right or len(password) > LONGEST:
        return None
    if row.secret is None and Role(row.role) in settings.codes_required:
        return None
    if row.secret is not None and (step is None or not _use(server, row.id, step)):
        return None
    return Verified(row.id, row.name, Role(row.role), _raised(server, row.id, stored, password))


def is_still(connection: Connection, person: Verified) -> bool:
    """Whether the password by which a person proved who they are is theirs still, until the commit."""
    return repository.password_of(connection, person.officer_id) == person.stored


def _raised(server: Server, officer_id: str, stored: str, password: str) -> str:
    """The hash as it is stored now: made anew where the parameters were raised since."""
    argon = hasher(server.settings)
    if not argon.check_needs_rehash(stored):
        return stored
    raised = argon.hash(password)

    def work(connection: Connection) -> str:
        if repository.password_of(connection, officer_id) != stored:
            return stored
        repository.set_account(connection, officer_id, password=raised)
        return raised

    return server.database.durably(work)


def _same(password: str) -> str:
    """One spelling of letters with marks, whichever the keyboard or the place that it was pasted from uses."""
    return unicodedata.normalize("NFC", password)


def _matches(argon: PasswordHasher, stored: str, password: str) -> bool:
    try:
        return argon.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _use(server: Server, officer_id: str, step: int) -> bool:
    return server.database.durably(lambda c: second_factor.use(c, officer_id, step))


_decoys: dict[tuple[int, int], str] = {}


def _decoy(settings: Settings) -> str:
    key = (settings.argon2_memory_kib, settings.argon2_time_cost)
    if key not in _decoys:
        _decoys[key] = hasher(settings).hash("nobody has this password")
    return _decoys[key]
