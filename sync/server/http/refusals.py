"""Why a request is refused: one type for all refusals, turned into a ``Problem`` in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from app.outbox.domain import Code, Verdict
from sync.server.ground.denials import Denial

STATUSES: Final[Mapping[str, int]] = {
    "invalid": 400,
    "unauthorized": 401,
    "forbidden": 403,
    "revoked": 403,
    "not_found": 404,
    "gap": 409,
    "diverged": 409,
    "too_large": 413,
    "too_many_tries": 429,
    "used_up": 429,
    "busy": 503,
}
"""The status of each code by which a feature denies something; a test holds it complete."""
_UNKNOWN = 400


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


def refusal_of(denial: Denial) -> Refusal:
    """What a feature denies, as HTTP says it. A denial never is a fault of the server."""
    return Refusal(
        STATUSES.get(denial.code, _UNKNOWN),
        denial.code,
        denial.message,
        expected_seq=denial.expected_seq,
        retry_after=denial.retry_after,
        detail=denial.detail,
    )


_VERDICTS: Final[Mapping[Code | None, tuple[int, str, str]]] = {
    Code.NOT_PERMITTED: (403, "forbidden", "Your role may not do this."),
    Code.UNKNOWN_TARGET: (404, "not_found", "There is nothing here."),
    Code.ALREADY_EXISTS: (409, "already_exists", "This id is taken."),
    Code.CHANGED_MEANWHILE: (409, "changed_meanwhile", "Somebody changed it meanwhile. Nothing was done; look again."),
}


def refusal_of_verdict(verdict: Verdict) -> Refusal:
    """What the rules reject, as HTTP says it to a door that is no device's."""
    other = (400, "invalid", "This can not be stored as it is. Nothing was done.")
    status, code, message = _VERDICTS.get(verdict.code, other)
    return Refusal(status, code, message, detail=dict(verdict.now))


def not_found() -> Refusal:
    """Also the answer for what exists but is another district's."""
    return Refusal(404, "not_found", "There is nothing here.")


def unauthorized() -> Refusal:
    """No token, a wrong one or an old one."""
    return Refusal(401, "unauthorized", "Sign in again: the token is missing, wrong or too old.")


def revoked() -> Refusal:
    """The device was taken out of service: it wipes itself on this answer."""
    return Refusal(403, "revoked", "This device was taken out of service. Its data has to be removed.")


def invalid(message: str) -> Refusal:
    """The request can not be read as what it should be."""
    return Refusal(400, "invalid", message)


def too_large(message: str) -> Refusal:
    """More bytes, rows or operations than one request may carry."""
    return Refusal(413, "too_large", message)
