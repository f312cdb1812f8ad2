"""Who is calling: a device, a person or a program, found by the hash of the token it shows."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.engine import Connection

from app.accounts.domain import Role, sees_contacts
from sync.server.accounts import repository


class KeyScope(StrEnum):
    """What a program's key may be used for. Nothing is implied by another."""

    FILE_TIPS = "tips.file"
    READ_TIPS = "tips.read"
    SEARCH = "search"
    READ_PHOTOS = "photos.read"
    READ_CONTACTS = "contacts.read"


@dataclass(frozen=True, slots=True)
class Key:
    """The program's key that a call was made with."""

    id: str
    scopes: frozenset[KeyScope]


@dataclass(frozen=True, slots=True)
class Caller:
    """A person, the device they call from if it is one, or the key of a program that acts for them; from where."""

    officer_id: str
    name: str
    role: Role
    device_id: str | None = None
    key: Key | None = None
    address: str = ""

    @property
    def key_id(self) -> str | None:
        """The key's id, None for people and devices."""
        return None if self.key is None else self.key.id

    def may(self, scope: KeyScope) -> bool:
        """Whether the key has this scope; what people and devices may is said by their role alone."""
        return self.key is None or scope in self.key.scopes

    @property
    def sees_contacts(self) -> bool:
        """Whether they may read who sent a tip: by their role, and for a program by its key as well."""
        return sees_contacts(self.role) and self.may(KeyScope.READ_CONTACTS)


PAGE = "page:"
"""Stands before the secret of a page's session: no program's token is one, and none of them is a token."""


class Stranger(StrEnum):
    """Why nobody is known by a token."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    """It is a device's that was taken out of service."""


def secret_hash(secret: str) -> str:
    """How tokens, codes and nonces are stored: they are long and random, so one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def caller_of(
    connection: Connection, secret: str, now: str, address: str = "", *, hold: bool = False
) -> Caller | Stranger:
    """The caller with this token, or why there is none.

    With ``hold`` they stay so until the transaction ends: whoever shuts them out waits for it.
    """
    hashed = secret_hash(secret)
    if hold:
        repository.hold_entry(connection, hashed)
    found = repository.token_owner(connection, hashed)
    if found is None:
        return _program(connection, hashed, now, address)
    if found.revoked_at is not None:
        return Stranger.REVOKED
    if found.expires_at <= now or not found.active:
        return Stranger.UNKNOWN
    return Caller(found.id, found.name, Role(found.role), found.device_id, address=address)


def _program(connection: Connection, hashed: str, now: str, address: str) -> Caller | Stranger:
    found = repository.key_owner(connection, hashed, now)
    if found is None:
        return Stranger.UNKNOWN
    key = Key(found.key_id, read_scopes(found.scopes))
    return Caller(found.id, found.name, Role(found.role), key=key, address=address)


def read_scopes(stored: str) -> frozenset[KeyScope]:
    """The scopes of a stored key; those of a later version are none of ours."""
    return frozenset(KeyScope(word) for word in stored.split() if word in set(KeyScope))
