"""One recorded change on its way to the server, and what the server said of it."""

from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from app.values import MAX_INT, Id, Instant, ShortText


class RecordedOperation(msgspec.Struct, frozen=True, omit_defaults=True):
    """A change exactly as its author made it; queued, sent and kept for ever without being rewritten.

    ``seq`` counts the operations of one device from 1 without gaps. ``base`` is the version of the target that the
    author saw. ``at`` is the device's clock and ``monotonic`` its seconds since start: neither ever orders anything.
    ``author`` is checked against the device's enrolment, never believed.
    """

    seq: Annotated[int, Meta(ge=1, le=MAX_INT)]
    id: Id
    kind: Annotated[str, Meta(max_length=40, pattern=r"^[a-z_]+(\.[a-z_]+)?$(?!\n)")]
    version: Annotated[int, Meta(ge=1, le=1000)]
    target: Id
    author: Id
    at: Instant
    payload: dict[str, Any] = {}
    base: Annotated[int, Meta(ge=0, le=MAX_INT)] | None = None
    monotonic: float = 0.0


class VerdictKind(StrEnum):
    """What became of an operation at the server: stored, final."""

    APPLIED = "applied"
    MERGED = "merged"
    REJECTED = "rejected"


class Code(StrEnum):
    """Why an operation was merged or rejected. Words are made where it is shown."""

    NOT_PERMITTED = "not_permitted"
    OUT_OF_SCOPE = "out_of_scope"
    UNKNOWN_TARGET = "unknown_target"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ALREADY_CLOSED = "already_closed"
    ALREADY_SO = "already_so"
    ALREADY_EXISTS = "already_exists"
    INVALID = "invalid"
    UNKNOWN_OPERATION = "unknown_operation"
    INTERNAL = "internal"


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """The server's stored answer to one operation; ``now`` says by field what stands instead."""

    seq: int
    id: Id
    verdict: VerdictKind
    code: Code | None = None
    now: dict[str, ShortText] = {}
