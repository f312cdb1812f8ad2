"""Why a request is refused: one type for all refusals, turned into a ``Problem`` in one place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Refusal(Exception):
    """Ends a request with an HTTP status, a stable code for programs and a sentence for people."""

    status: int
    code: str
    message: str
    expected_seq: int | None = None
    retry_after: float | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def not_found() -> Refusal:
    """Also the answer for what exists but is another district's."""
    return Refusal(404, "not_found", "There is nothing here.")


def unauthorized() -> Refusal:
    """No token, a wrong one or an old one."""
    return Refusal(401, "unauthorized", "Sign in again: the token is missing, wrong or too old.")


def forbidden() -> Refusal:
    """Known, but not with this role."""
    return Refusal(403, "forbidden", "Your role does not allow this.")


def out_of_scope(needed: Collection[str]) -> Refusal:
    """A program's key that is not good for this route."""
    words = " or ".join(sorted(needed))
    say = f"This key is not good for that: it would need the scope {words}." if words else "No key opens this."
    return Refusal(403, "forbidden", say)


def used_up(calls: int, period: str, wait: float) -> Refusal:
    """A program's key that has called as often as it may."""
    say = f"This key has used up its {calls} calls of this {period}. What was answered before is safe; try again later."
    return Refusal(429, "used_up", say, retry_after=wait)


def revoked() -> Refusal:
    """The device was taken out of service: it wipes itself on this answer."""
    return Refusal(403, "revoked", "This device was taken out of service. Its data has to be removed.")


def invalid(message: str) -> Refusal:
    """The request can not be read as what it should be."""
    return Refusal(400, "invalid", message)


def too_large(message: str) -> Refusal:
    """More bytes, rows or operations than one request may carry."""
    return Refusal(413, "too_large", message)
