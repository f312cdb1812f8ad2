"""Passwords and how often they may be tried."""

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server import schema
from sync.server.accounts import second_factor
from sync.server.accounts.callers import Caller
from sync.server.accounts.guessable import refuse_guessable
from sync.server.accounts.people import AccountRefused
from sync.server.ground.denials import Denial
from sync.server.ground.moments import instant
from sync.server.service import Server
from sync.server.settings import Settings

SHORTEST, LONGEST = 12, 128


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


def forget_tries(server: Server, subject: str) -> None:
    """A right answer clears the tries of a subject: only wrong ones add up."""
    attempt = schema.login_attempt.c
    named = hashlib.sha256(subject.encode()).hexdigest()
    server.database.durably(lambda c: c.execute(sa.delete(schema.login_attempt).where(attempt.subject == named)))


def count_try(server: Server, subjects: tuple[str, ...]) -> None:
    """Record a try for each subject, in a transaction of its own, and refuse the sixth within the window.

    Recording comes before counting, so that tries at the same time see each other. Refused tries count too.
    """
    moment = server.settings.clock()
    since = instant(moment - timedelta(seconds=server.settings.login_window_seconds))
    attempt = schema.login_attempt.c
    named = [hashlib.sha256(subject.encode()).hexdigest() for subject in subjects]

    def record(connection: Connection) -> None:
        connection.execute(sa.delete(schema.login_attempt).where(attempt.at < since))
        connection.execute(sa.insert(schema.login_attempt), [{"subject": one, "at": instant(moment)} for one in named])

    def most(connection: Connection) -> int:
        counts = [
            connection.execute(
                sa.select(sa.func.count()).where(attempt.subject == one, attempt.at >= since)
            ).scalar_one()
            for one in named
        ]
        return max(counts)

    server.database.durably(record)
    with server.database.read() as connection:
        tries = most(connection)
    if tries > server.settings.login_tries:
        wait = float(server.settings.login_window_seconds)
        raise Denial("too_many_tries", "Too many tries. Wait a minute and try again.", retry_after=wait)


def verify(server: Server, login: str, password: str, code: str = "") -> Caller | None:
    """The person with this login, password and code, or None; as slow for a login that does not exist.

    The code counts where the account has a second factor, and is then used up; where its role has to have one and it
    has none, nothing signs it in.
    """
    password = _same(password)
    account, factor = schema.account.c, schema.second_factor.c
    query = sa.select(account.id, account.name, account.role, account.password, account.active, factor.secret)
    query = query.outerjoin_from(schema.account, schema.second_factor, factor.officer_id == account.id)
    with server.database.read() as connection:
        row = connection.execute(query.where(account.login == login)).first()
    known = row is not None and row.active and row.password is not None
    argon = hasher(server.settings)
    stored = str(row.password) if row is not None and known else _decoy(server.settings)
    right = _matches(argon, stored, password[:LONGEST])
    secret = server.vault.open(row.id, row.secret) if row is not None and row.secret is not None else None
    step = second_factor.step_of(secret, code, server.settings.clock())
    if row is None or not known or not right or len(password) > LONGEST:
        return None
    if row.secret is None and Role(row.role) in server.settings.codes_required:
        return None
    if row.secret is not None and (step is None or not _use(server, row.id, step)):
        return None
    if argon.check_needs_rehash(stored):
        raised = argon.hash(password)
        server.database.durably(
            lambda c: c.execute(sa.update(schema.account).where(account.id == row.id).values(password=raised))
        )
    return Caller(row.id, row.name, Role(row.role))


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
