"""What a feature will not do, in words: a stable code for programs and a sentence for people, whatever door was used.

Which status of HTTP a code becomes is known in ``sync.server.http.refusals`` alone; a command prints the sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Denial(Exception):
    """Ends what was asked. Nothing of it was done, unless the sentence says so."""

    code: str
    message: str
    expected_seq: int | None = None
    retry_after: float | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def not_found() -> Denial:
    """Also the answer for what exists but is another district's."""
    return Denial("not_found", "There is nothing here.")


def unauthorized() -> Denial:
    """No token, a wrong one or an old one."""
    return Denial("unauthorized", "Sign in again: the token is missing, wrong or too old.")


def forbidden() -> Denial:
    """Known, but not with this role."""
    return Denial("forbidden", "Your role does not allow this.")


def revoked() -> Denial:
    """The device was taken out of service: it wipes itself on this answer."""
    return Denial("revoked", "This device was taken out of service. Its data has to be removed.")


def invalid(message: str) -> Denial:
    """It can not be read as what it should be."""
    return Denial("invalid", message)


def too_large(message: str) -> Denial:
    """More bytes, rows or operations than one request may carry."""
    return Denial("too_large", message)
